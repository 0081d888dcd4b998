"""Requirements judged, and whether one can apply."""

import datetime as dt
from itertools import permutations
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_conformance import PEOPLE, TODAY, requirement
from test_judging import ASKED, VOCABULARY, Values, fitting, profiles

from careerplan.catalog.roles import Requirement, Role
from careerplan.frozen import read_record
from careerplan.person.profile import Profile, Target
from careerplan.planning.judged import Judged
from careerplan.planning.judging import Judge
from careerplan.planning.lines import DAY, NO, OPEN, SPLIT, YES, Line, Truth, Verdict, since, until
from careerplan.planning.qualification import Item, Qualification, Stages, check, decide, qualify, stages_of
from careerplan.planning.vocabulary import Vocabulary

APPLY = TODAY + 30 * DAY


def asked(**more: object) -> Requirement:
    """Return a requirement at to-apply, required unless said."""
    values = {"id": "asked", "kind": "other", "when": "to-apply", "text": "An example.", "sources": ["example"], **more}
    return requirement({key: value for key, value in values.items() if value is not None})


def declared(key: str, **more: object) -> dict[str, object]:
    return {"kind": "declared", "key": key, "question": "Is it so?", **more}


def judge(**values: object) -> Judge:
    return Judge(VOCABULARY, Profile.model_validate(values), TODAY)


def checked(requirement: Requirement, stages: Stages | None = None, **values: object) -> Item:
    item = check(requirement, judge(**values), stages or {})
    assert item is not None
    return item


def on(day: dt.date) -> Stages:
    return {"to-apply": (day, day)}


# --- whether one can apply, from items made by hand

HOLDS, BARS, UNSAID, DISPUTED = map(Line.always, (YES, NO, OPEN, SPLIT))
SOON = since(TODAY + 10 * DAY)
LATER = since(APPLY + 10 * DAY)
ENDS = until(TODAY + 10 * DAY)


def item(gate: Line | None) -> Item:
    return Item(asked(criterion=declared("key")), None, "to-apply", Verdict("unknown"), "own", gate)


def said(*gates: Line | None, coverage: str = "partial", apply_on: dt.date | None = None) -> str:
    stages = on(apply_on) if apply_on else {}
    words = {decide([item(gate) for gate in order], TODAY, coverage, stages) for order in permutations(gates)}
    assert len(words) == 1, "the order of the items never matters"
    return words.pop()[0]


@pytest.mark.parametrize(
    ("gates", "word"),
    [
        ((BARS, LATER, UNSAID, DISPUTED, HOLDS), "no"),
        ((LATER, UNSAID, DISPUTED, HOLDS), "expected"),
        ((UNSAID, DISPUTED, HOLDS), "unknown"),
        ((DISPUTED, HOLDS), "depends"),
        ((HOLDS, HOLDS), "so-far"),
        ((HOLDS, None), "so-far"),
        ((None, None), "unknown"),
        ((), "unknown"),
        ((SOON, LATER), "expected"),
        ((SOON, BARS), "no"),
        ((ENDS, LATER), "no"),
        ((BARS | SOON & UNSAID, HOLDS), "unknown"),
        ((BARS | SOON & UNSAID, LATER), "unknown"),
        ((BARS | SOON & DISPUTED, HOLDS), "unknown"),
    ],
)
def test_the_order_of_the_answers(gates: tuple[Line | None, ...], word: str) -> None:
    assert said(*gates) == word


def test_yes_needs_sources_that_cover_everything() -> None:
    assert [said(HOLDS, coverage=word) for word in ("full", "partial", "none")] == ["yes", "so-far", "so-far"]
    assert said(UNSAID, coverage="full") == "unknown"
    assert said(coverage="full") == "unknown"


@pytest.mark.parametrize(
    ("gates", "word"),
    [
        ((ENDS,), "no"),
        ((ENDS, UNSAID), "no"),
        ((LATER,), "expected"),
        ((LATER, UNSAID), "expected"),
        ((ENDS | LATER, SOON), "expected"),
        ((BARS, UNSAID), "no"),
        ((UNSAID, DISPUTED), "unknown"),
        ((DISPUTED,), "depends"),
    ],
)
def test_the_day_of_applying_counts(gates: tuple[Line, ...], word: str) -> None:
    """What ends before it bars as much as what never was; what ends and comes again is waited for."""
    assert said(*gates, apply_on=APPLY) == word


@pytest.mark.parametrize(
    ("gates", "day"),
    [
        ((HOLDS,), TODAY),
        ((UNSAID,), TODAY),
        ((SOON,), TODAY + 10 * DAY),
        ((SOON, LATER, UNSAID), APPLY + 10 * DAY),
        ((BARS, HOLDS), None),
        ((ENDS, LATER), None),
        ((since(TODAY - 10 * DAY),), TODAY),
        ((until(TODAY - DAY),), None),
        ((), TODAY),
    ],
)
def test_not_before_is_the_first_day_on_which_nothing_surely_bars(gates: tuple[Line, ...], day: dt.date | None) -> None:
    assert decide([item(gate) for gate in gates], TODAY, "partial", {})[1] == day


some_gate = st.lists(
    st.tuples(st.integers(0, 60).map(lambda days: TODAY + days * DAY), st.sampled_from(list(Truth))), max_size=3
).flatmap(lambda steps: st.sampled_from(list(Truth)).map(lambda head: Line.of([(dt.date.min, head), *steps])))


@settings(max_examples=200, deadline=None)
@given(st.lists(some_gate, min_size=1, max_size=4))
def test_not_before_bars_the_days_before_it(gates: list[Line]) -> None:
    word, not_before = decide([item(gate) for gate in gates], TODAY, "full", {})
    for day in (TODAY + n * DAY for n in range(65)):
        barred = any(gate.at(day) is NO for gate in gates)
        if not_before is None or day < not_before:
            assert barred
        elif day == not_before:
            assert not barred
    assert (word in {"no", "expected"}) <= any(gate.at(TODAY) is NO for gate in gates)
    assert (word == "yes") == all(gate.at(TODAY) is YES for gate in gates)


@settings(max_examples=200, deadline=None)
@given(st.lists(some_gate, min_size=1, max_size=4))
def test_a_requirement_more_never_makes_it_easier_to_apply(gates: list[Line]) -> None:
    """But for what is sure to come: with it, what is unknown besides is no longer what one waits for."""
    fewer = decide([item(gate) for gate in gates[1:]], TODAY, "full", {})
    more = decide([item(gate) for gate in gates], TODAY, "full", {})
    if fewer[0] == "no":
        assert more[0] == "no"
    if more[0] == "yes":
        assert len(gates) == 1 or fewer[0] == "yes"
    assert fewer[1] is not None or more[1] is None
    assert fewer[1] is None or more[1] is None or fewer[1] <= more[1]


# --- what decides, and what never does

NEVER_DECIDES = [
    {"level": "preferred"},
    {"level": "asset"},
    {"level": "varies"},
    {"standing": "general"},
    *({"when": stage} for stage in ("before-offer", "before-training", "during-training", "on-the-job")),
]


@pytest.mark.parametrize("more", NEVER_DECIDES, ids=str)
def test_what_is_soft_general_or_later_never_decides(more: dict[str, object]) -> None:
    unmet = checked(asked(criterion=declared("key"), **more), declared={"key": False})
    assert unmet.verdict.status == "unmet"
    assert unmet.gate is None


@pytest.mark.parametrize(
    "more", [{"sensitive": True}, {"check": "private"}, {"check": "later"}, {"check": "unstated"}], ids=str
)
def test_what_nobody_can_judge_never_decides(more: dict[str, object]) -> None:
    found = checked(asked(**more), ticks={"asked": "2026-01-01"})
    assert found.verdict == Verdict("not-judged")
    assert found.gate is None
    assert found.questions == ()


def test_what_a_broader_role_asks_never_decides() -> None:
    found = check(asked(criterion=declared("key")), judge(declared={"key": False}), {}, general="officer-general")
    assert found is not None
    assert (found.verdict.status, found.standing, found.gate) == ("unmet", "general", None)


@pytest.mark.parametrize(
    ("more", "answer", "gate"),
    [
        ({}, True, HOLDS), ({}, False, BARS), ({}, None, UNSAID),
        ({"standing": "reported"}, True, HOLDS), ({"standing": "reported"}, False, UNSAID),
        ({"when": "not-known"}, True, HOLDS), ({"when": "not-known"}, False, UNSAID),
    ],
)  # fmt: skip
def test_what_is_reported_or_has_no_stage_cannot_bar(more: dict[str, object], answer: bool | None, gate: Line) -> None:  # noqa: FBT001
    answers = {} if answer is None else {"key": answer}
    found = checked(asked(criterion=declared("key"), **more), declared=answers)
    assert found.gate == gate
    if answer is False:
        assert found.verdict.status == "unmet"
        assert said(found.gate, HOLDS) == ("no" if gate == BARS else "unknown")


@fitting
@given(profiles())
def test_only_own_requirements_at_a_known_stage_say_no(values: Values) -> None:
    for each in ASKED:
        found = check(each, judge(**values), {})
        if found is None or found.gate is None:
            continue
        assert each.level == "required"
        assert found.standing != "general"
        assert found.check in {None, "tick"}
        if each.standing != "own" or (each.when == "not-known" and not each.readings):
            assert all(value is not NO for _, value in found.gate.steps)


# --- one requirement


@pytest.mark.parametrize("ticked", ["2026-11-22", "2026", "2019-05"])
def test_a_tick_is_done_from_its_day_on(ticked: str) -> None:
    abstract = asked(check="tick")
    assert checked(abstract, ticks={"asked": ticked}).verdict == Verdict("met")
    assert checked(abstract, ticks={"other": ticked}).verdict == Verdict("unknown")
    assert checked(abstract).gate == UNSAID
    assert checked(asked(), ticks={"asked": ticked}).check == "tick"


ONLY_SOME = {"criterion": declared("key"), "only_if": declared("designated")}


def test_what_only_some_posts_ask() -> None:
    assert check(asked(**ONLY_SOME), judge(declared={"designated": False}), {}) is None
    unsure = checked(asked(**ONLY_SOME), declared={"key": False})
    assert (unsure.verdict.status, unsure.gate) == ("unmet", None)
    assert checked(asked(**ONLY_SOME), declared={"key": False, "designated": True}).gate == BARS


def reading(key: str | None, **more: object) -> dict[str, object]:
    return {"text": "One source.", "sources": ["one"], "criterion": key and declared(key), **more}


@pytest.mark.parametrize(
    ("readings", "word", "gate"),
    [
        ([reading("yes"), reading("no")], "depends", DISPUTED),
        ([reading("yes"), reading("unsaid")], "unknown", UNSAID),
        ([reading("no"), reading("no")], "unmet", BARS),
        ([reading("no"), reading(None)], "depends", DISPUTED),
        ([reading("yes"), reading(None)], "met", HOLDS),
        ([reading("yes"), reading("no", standing="general")], "met", HOLDS),
        ([reading("no", standing="general"), reading("yes", standing="reported")], "met", HOLDS),
        ([reading("no"), reading("no", when="before-offer")], "unmet", DISPUTED),
        ([reading("no", when="on-the-job"), reading("no", when="before-offer")], "unmet", None),
    ],
)
def test_sources_that_disagree(readings: list[dict[str, object]], word: str, gate: Line | None) -> None:
    """A source that asks nothing, or only later, does not bar now; a general one yields to the employer's."""
    for order in (readings, readings[::-1]):
        found = checked(asked(readings=order, sources=None), declared={"yes": True, "no": False})
        assert found.verdict.status == word
        assert found.gate == gate


def test_a_requirement_is_needed_from_its_stage_through_the_last() -> None:
    permit = {"citizenship": {"CA": {"status": "work-permit", "open": True, "expires": "2027-03-31"}}}
    eligible = asked(criterion={"kind": "status", "any": ["authorized"]}, when="before-training")
    lasting = eligible.model_copy(update={"through": "during-training"})
    first, last = dt.date(2027, 3, 1), dt.date(2027, 6, 30)
    stages = {"before-training": (first, first), "during-training": (first, last)}
    ends = dt.date(2027, 3, 31)
    assert checked(eligible, stages, **permit).verdict == Verdict("met", None, ends)
    assert checked(lasting, stages, **permit).verdict == Verdict("lapses", None, ends)
    assert checked(lasting, {}, **permit).verdict == Verdict("met", None, ends)
    assert checked(lasting, stages, **permit).needed == first
    assert checked(lasting, {}, **permit).needed is None


def test_questions_name_whom_to_ask_and_where_the_answer_belongs() -> None:
    both = {"all_of": [declared("mine"), declared("theirs", ask="employer"), declared("mine")]}
    found = checked(asked(criterion=both))
    assert found.questions == (("Is it so?", "you", "declared.mine"), ("Is it so?", "employer", "declared.theirs"))
    assert checked(asked(criterion=both), declared={"mine": False}).questions == ()


# --- the days of the stages


def test_the_days_a_target_names_outrank_the_start_of_the_profile() -> None:
    profile = Profile.model_validate({"starts": "2027-03"})
    target = Target.model_validate(
        {"role": "some-role", "apply_on": "2027-01", "stages": {"before-training": ["2027-04", "2027-05"]}}
    )
    started, first = dt.date(2027, 3, 1), dt.date(2027, 1, 1)
    assert stages_of(None, Profile()) == {}
    assert stages_of(None, profile) == dict.fromkeys(
        ("before-offer", "before-training", "during-training", "on-the-job"), (started, None)
    )
    named = stages_of(target, profile)
    assert named["to-apply"] == (first, dt.date(2027, 1, 31))
    assert named["before-training"] == (dt.date(2027, 4, 1), dt.date(2027, 5, 31))
    assert named["on-the-job"] == (started, None)
    assert stages_of(cast("Target", read_record(target.model_dump_json())), profile) == named


# --- a role


def role(name: str, *requirements: Requirement, **more: object) -> Role:
    summary = {"text": "An example.", "sources": ["example"]}
    values = {"id": name, "title": name, "occupation": "officer", "summary": summary, "requirements": requirements}
    return Role.model_validate({**values, **more})


def test_a_role_lists_everything_and_is_decided_by_its_own() -> None:
    general = role(
        "officer",
        asked(id="general-age", kind="age", criterion={"kind": "age", "at_least": 21}),
        asked(id="general-french", kind="language", criterion=declared("no")),
    )
    own = role(
        "officer-here",
        asked(id="age", kind="age", criterion={"kind": "age", "at_least": 19}),
        asked(id="offer", kind="skill", when="before-offer", criterion=declared("no")),
        employer="here",
        coverage="full",
        general="officer",
    )

    def found(born: str) -> Qualification:
        return qualify(own, [general], judge(birth_date=born, declared={"no": False}), {})

    grown = found("2006-05-01")
    assert [(each.requirement.id, each.general) for each in grown.items] == [
        ("age", None), ("general-french", "officer"), ("offer", None),
    ]  # fmt: skip
    assert (grown.can_apply, grown.not_before) == ("yes", TODAY)
    assert grown.summary() == {"met": 1, "unmet": 2}
    young = found("2008-01-31")
    assert (young.can_apply, young.not_before) == ("expected", dt.date(2027, 1, 31))
    assert qualify(general, [], judge(), {}).can_apply == "unknown"
    assert qualify(role("empty"), [], judge(), {}).can_apply == "unknown"


# --- records as they are read back


def frozen(record: Any) -> Any:  # noqa: ANN401 - what is read back stands in for any record
    return read_record(record.model_dump_json())


READ_BACK = Vocabulary(
    {name: frozen(each) for name, each in VOCABULARY.levels.items()},
    {name: frozen(each) for name, each in VOCABULARY.fields.items()},
    {name: frozen(each) for name, each in VOCABULARY.areas.items()},
    {name: frozen(each) for name, each in VOCABULARY.credentials.items()},
    tuple(map(frozen, VOCABULARY.licences)),
)


def shown(found: Item | None) -> object:
    """Return all that an item says, without the records it says it of."""

    def tree(each: Judged) -> object:
        return each.line, each.shows, each.question, each.ask, each.key, tuple(map(tree, each.parts))

    return found and (
        *(found.general, found.stage, found.verdict, found.standing, found.gate, found.check, found.needed),
        tuple(map(tree, found.trees)),
        found.questions,
    )


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"])
def test_records_read_back_judge_exactly_like_the_models(person: Values) -> None:
    profile = Profile.model_validate({**person["profile"], "ticks": {"bc-abstract": "2026-10"}})
    stages = {stage: (first, last) for stage, (first, last) in person.get("stages", {}).items()}
    model, plain = Judge(VOCABULARY, profile, TODAY), Judge(READ_BACK, frozen(profile), TODAY)
    for each in ASKED:
        expected = shown(check(each, model, stages))
        assert shown(check(frozen(each), plain, stages)) == expected
        assert shown(check(each, plain, stages)) == expected


# --- what must last, and where a general fact speaks


def test_what_must_last_through_a_stage_of_unknown_end_is_met_only_if_it_does_not_end() -> None:
    lasting = asked(
        when="before-training",
        through="during-training",
        criterion={"kind": "credential", "any": ["first-aid-standard"], "current": True},
    )
    starts = {"starts": "2027-06-01"}
    stages = stages_of(None, Profile.model_validate(starts))
    held = {"credential": "first-aid-standard", "issued": "2025-01-01"}
    ends_in_the_course = checked(lasting, stages, credentials=[{**held, "expires": "2027-07-01"}], **starts)
    assert ends_in_the_course.verdict == Verdict("unknown", None, dt.date(2027, 7, 1))
    assert "2027-07-01" in ends_in_the_course.questions[0].text
    known = {"before-training": (dt.date(2027, 6, 1), dt.date(2027, 6, 1))}
    known["during-training"] = (dt.date(2027, 6, 1), dt.date(2027, 6, 25))
    lasts = checked(lasting, known, credentials=[{**held, "expires": "2027-07-01"}], **starts)
    assert lasts.verdict.status == "met"


@pytest.mark.parametrize(("place", "shown"), [("CA-AB", 1), ("CA-MB", 0), ("CA", 1), (None, 1)])
def test_a_general_fact_of_some_provinces_is_shown_there_alone(place: str | None, shown: int) -> None:
    summary = {"text": "A role", "sources": ["example"]}
    facts = {"title": "Officer", "occupation": "officer", "summary": summary}
    some = asked(kind="education", level="varies", check="unstated", only_in=["CA-AB"]).model_dump(by_alias=True)
    general = Role.model_validate({**facts, "id": "general", "requirements": [some]})
    own = Role.model_validate({**facts, "id": "own", "jurisdiction": place, "general": "general"})
    assert len(qualify(own, [general], judge(), {}).items) == shown
