"""What an undo, a redo or a past action says of records: plain records in, sentences out."""

import json

import pytest

from careerplan.person.history import Change, Changes, Values
from careerplan.person.telling import tell
from careerplan.render.telling import statements

NAMES = {1: "Robin Sample", 2: "Lee Sample"}
ROBIN: Values = {"id": 1, "name": "Robin Sample", "tie": "regular", "met": None, "last_touch": None, "in_rhythm": 0}
MEETING: Values = {"id": 1, "kind": "met", "day": "2026-11-20", "note": None, "followup_id": None}
PART: Values = {"id": 1, "interaction_id": 1, "contact_id": 1}
CHECK_IN: Values = {
    "id": 2, "contact_id": 1, "trigger": "keep-in-touch", "action": "Check in", "due": "2027-01-19",
    "earned_due": "2027-01-19", "latest": None, "status": "open", "closed": None,
}  # fmt: skip


def said(*steps: Change, names: dict[int, str] = NAMES, parts: dict[int, list[int]] | None = None) -> list[str]:
    changes = Changes(steps, names, {1: MEETING}, parts or {1: [1]})
    return [each.text for each in statements(tell(changes), "will")]


def test_undoing_a_logged_meeting() -> None:
    restarted = {**CHECK_IN, "status": "restarted", "closed": "2026-11-20"}
    assert said(
        Change("followups", 3, {**CHECK_IN, "action": "Follow up", "due": "2026-11-22"}, None),
        Change("contacts", 1, {**ROBIN, "last_touch": "2026-11-20"}, {**ROBIN, "last_touch": "2026-11-03"}),
        Change("followups", 2, restarted, CHECK_IN),
        Change("participants", 1, PART, None),
        Change("interactions", 1, MEETING, None),
    ) == [
        "It removes: the meeting on Fri 20 Nov 2026; the follow-up 'Follow up' (due 22 Nov 2026).",
        "It reopens: the follow-up 'Check in' (due 19 Jan 2027).",
        "Robin Sample's last touch becomes Tue 3 Nov 2026.",
    ]


def test_the_names_are_said_where_there_are_several_people() -> None:
    assert said(
        Change("participants", 2, {**PART, "id": 2, "contact_id": 2}, None),
        Change("participants", 1, PART, None),
        Change("interactions", 1, MEETING, None),
        Change("followups", 2, {**CHECK_IN, "contact_id": 2}, None),
        parts={1: [1, 2]},
    ) == [
        (
            "It removes: the meeting with Robin Sample and Lee Sample on Fri 20 Nov 2026;"
            " the follow-up 'Check in' with Lee Sample (due 19 Jan 2027)."
        )
    ]


def test_what_belongs_to_a_person_comes_back_with_them() -> None:
    tag = {"id": 1, "contact_id": 1, "kind": "tag", "value": "csc", "key": "csc"}
    assert said(
        Change("contacts", 1, None, ROBIN),
        Change("contact_details", 1, None, tag),
        Change("contact_details", 2, None, {**tag, "id": 2, "value": "mentor"}),
        Change("interactions", 1, None, MEETING),
        Change("participants", 1, None, PART),
        Change("followups", 2, None, CHECK_IN),
        Change("contacts", 1, ROBIN, {**ROBIN, "last_touch": "2026-11-20", "in_rhythm": 1}),
    ) == ["It brings back: the contact Robin Sample with 2 tags, 1 interaction and 1 follow-up."]


def test_an_interaction_with_others_stays_theirs() -> None:
    assert said(Change("contacts", 1, None, ROBIN), Change("participants", 1, None, PART), parts={1: [1, 2]}) == [
        "It brings back: the contact Robin Sample with 1 interaction."
    ]


@pytest.mark.parametrize(
    ("record", "before", "after", "sentence"),
    [
        ("contacts", ROBIN, {**ROBIN, "tie": "close", "met": "job fair"},
         "It changes: Robin Sample (tie: regular → close, met: none → job fair)."),
        ("followups", CHECK_IN, {**CHECK_IN, "due": "2027-01-22"},
         "It changes: the follow-up 'Check in' (due: 19 Jan 2027 → 22 Jan 2027)."),
        ("followups", CHECK_IN, {**CHECK_IN, "status": "skipped"}, "It closes: the follow-up 'Check in' (skipped)."),
        ("followups", {**CHECK_IN, "trigger": "i-owe"}, None,
         "It removes: the follow-up 'what you promised: Check in' (due 19 Jan 2027)."),
        ("followups", CHECK_IN, {**CHECK_IN, "contact_id": 2}, "It moves to Lee Sample: the follow-up 'Check in'."),
        ("followups", {**CHECK_IN, "status": "dropped"}, {**CHECK_IN, "contact_id": 2},
         "It reopens: the follow-up 'Check in' (due 19 Jan 2027, now of Lee Sample)."),
        ("interactions", MEETING, {**MEETING, "kind": "call"},
         "It changes: the meeting on Fri 20 Nov 2026 (kind: a meeting → a call)."),
        ("participants", None, PART, "It brings back: the part of Robin Sample in the meeting on Fri 20 Nov 2026."),
        ("positions", None, {"id": 1, "contact_id": 1, "role": "Sergeant", "organization": "BC Corrections",
                             "since": "2024", "until": None},
         "It brings back: the position 'Sergeant, BC Corrections (since 2024)'."),
        ("notes", {"id": 1, "contact_id": 1, "day": "2026-11-20", "text": "two\nlines " + "long " * 20}, None,
         "It removes: the note 'two lines long long long long long long long long long long…'."),
        ("rule_changes", None, {"id": 1, "rule": "keep-in-touch-close", "contact_id": None, "tag": "csc", "off": 0,
                                "delay": 21, "latest": None, "times": None},
         "It brings back: the change of rule keep-in-touch-close for all with the tag 'csc' (days until due: 21)."),
        ("rule_changes", {"id": 1, "rule": "event-follow-up", "contact_id": 2, "tag": None, "off": 1}, None,
         "It removes: the change of rule event-follow-up for Lee Sample (off)."),
        ("distinct_people", {"id": 1, "one_id": 1, "other_id": 2}, None,
         "It removes: that Robin Sample and Lee Sample are two people."),
        ("confirmations", {"id": 1, "role": "csc-co", "requirement": "age"}, None,
         "It removes: what you confirmed of 'age' of csc-co."),
        ("later_table", {"id": 4}, None, "It removes: #4 of later_table."),
    ],
)  # fmt: skip
def test_one_record(record: str, before: Values | None, after: Values | None, sentence: str) -> None:
    number = next(int(str(each["id"])) for each in (before, after) if each)
    assert said(Change(record, number, before, after)) == [sentence]


def test_a_profile_says_which_of_its_keys_differ() -> None:
    before, after = (
        {"id": 1, "saved": day, "document": json.dumps({"lives_in": place, "languages": languages, "name": "Robin"})}
        for day, place, languages in (("2026-11-20", "CA-ON", []), ("2026-11-22", None, [{"language": "fr"}]))
    )
    assert said(Change("profiles", 1, before, after)) == [
        "It changes: your profile (lives in: CA-ON → none, languages)."
    ]
    assert said(Change("profiles", 1, before, None)) == ["It removes: your profile."]


def test_a_plan_put_in_the_place_of_another_gives_way_to_it_again() -> None:
    document = json.dumps({"start": "2026-11-23", "weeks": 12, "items": []})
    first = {"id": 1, "kept": "2026-11-20", "document": document, "replaced": "2026-11-22"}
    second = {"id": 2, "kept": "2026-11-22", "document": document.replace("12", "4"), "replaced": None}
    assert said(Change("plans", 2, second, None), Change("plans", 1, first, {**first, "replaced": None})) == [
        "It removes: the networking plan of 4 weeks from 23 Nov 2026, kept on 22 Nov 2026.",
        "It puts in force again: the networking plan of 12 weeks from 23 Nov 2026, kept on 20 Nov 2026.",
    ]


def test_many_records_are_counted_and_the_first_few_named() -> None:
    people = [
        Change("contacts", each, {**ROBIN, "id": each, "name": f"Person {each}"}, None) for each in range(1, 2001)
    ]
    tags = [
        Change("contact_details", each, {"id": each, "contact_id": each, "kind": "tag", "value": "x"}, None)
        for each in range(1, 1501)
    ]
    assert said(*tags, *people) == [
        "It removes: 2,000 contacts (Person 1, Person 2, Person 3 and 1,997 more) with 1,500 tags."
    ]
    touched = [
        Change("contacts", each, {**ROBIN, "id": each}, {**ROBIN, "id": each, "last_touch": "2026-11-20"})
        for each in range(1, 10)
    ]
    assert said(*touched) == ["The last touch of 9 contacts changes."]


def test_what_ends_as_it_began_is_not_told() -> None:
    close = {**ROBIN, "tie": "close"}
    assert said(
        Change("contacts", 1, ROBIN, close),
        Change("contacts", 1, close, ROBIN),
        Change("notes", 1, None, {"id": 1, "contact_id": 1, "text": "x"}),
        Change("notes", 1, {"id": 1, "contact_id": 1, "text": "x"}, None),
    ) == ["Nothing that it changed is left."]


def test_somebody_of_whom_nothing_is_left_is_a_number() -> None:
    assert said(Change("participants", 1, PART, None), names={}) == [
        "It removes: the part of contact #1 in the meeting on Fri 20 Nov 2026."
    ]


def test_whoever_was_never_touched_before_counts_as_never_contacted_again() -> None:
    (sentence,) = said(Change("contacts", 1, {**ROBIN, "last_touch": "2026-11-20"}, ROBIN))
    assert sentence == "Robin Sample counts as never contacted."
