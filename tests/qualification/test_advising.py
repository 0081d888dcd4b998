"""What to do now: one to three things, the most useful first, nothing twice, and no false hope."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_conformance import TODAY
from test_timeline import (
    APRIL,
    DIPLOMA,
    STUDENT,
    Asked,
    Held,
    all_held,
    asks,
    holdings,
    judge_of,
    role,
    role_of,
    roles,
    timeline,
    weeks,
)

from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.catalog.roles import Requirement
from careerplan.person.profile import Profile
from careerplan.planning.advising import Advice, advise
from careerplan.planning.closing import Closer
from careerplan.planning.judging import Judge
from careerplan.planning.lines import DAY
from careerplan.planning.qualification import is_telling, qualify, stages_of
from careerplan.planning.timeline import Timeline, make_timeline
from careerplan.planning.vocabulary import words_of

HERE = Path(__file__).parent
PEOPLE: list[dict[str, Any]] = yaml.safe_load((HERE / "people.yaml").read_text(encoding="utf-8"))
SHIFTS = {"criterion": {"kind": "declared", "key": "shift-work", "question": "Would you work shifts?"}}
TAKEN = {"criterion": {"kind": "declared", "key": "taken", "ask": "employer", "question": "Is it taken?"}}
COPAT = {"criterion": {"kind": "credential", "any": ["copat"]}}
OFA = {"criterion": {"kind": "credential", "any": ["ofa-1"]}}
SCHOOLING = asks("education", kind="education", **DIPLOMA)
"""What tells enough of an employer: which schooling it asks."""
DONE = {"education": [{"credential": "diploma", "completed": "2025"}]}


def advice(*requirements: Requirement, **more: object) -> list[tuple[str, str]]:
    """Return the kind and the requirement of each piece of advice for somebody who holds nothing else."""
    return [(each.kind, each.requirement) for each in advise(timeline(role(list(requirements)), judge_of((), **more)))]


def one_to_three_and_none_twice(given_: tuple[Advice, ...]) -> bool:
    return 1 <= len(given_) <= 3 and len({(each.kind, each.requirement) for each in given_}) == len(given_)


def leads_to_the_day(first: Advice, found: Timeline) -> bool:
    """Say whether a piece of advice is what decides the day, or what that needs first, however many steps away."""
    by_id = {each.id: [step for step in found.steps if step.id == each.id] for each in found.steps}
    reached, ahead = set[str](), [found.ready.decided_by or ""]
    while ahead:
        name = ahead.pop()
        reached.add(name)
        ahead += [need for step in by_id.get(name, ()) for need in step.needs if need not in reached]
    return first.requirement in reached


@settings(max_examples=100, deadline=None)
@given(roles(), holdings(), st.sampled_from(["full", "partial"]))
def test_one_to_three_things_of_which_the_first_decides_the_day(
    asked: tuple[Asked, ...], held: tuple[Held, ...], coverage: str
) -> None:
    """None of them asks for schooling, so that little is known of those whose sources do not show all."""
    found = timeline(role_of(asked).model_copy(update={"coverage": coverage}), judge_of(held))
    given_ = advise(found)
    there = all(all_held(each.tree, held, 0) for each in asked)
    assert one_to_three_and_none_twice(given_)
    assert ("apply" in {each.kind for each in given_}) == (there and coverage == "full")
    if found.ready.earliest != TODAY:
        assert leads_to_the_day(given_[0], found)
    elif coverage == "partial":
        assert given_[0][:2] == ("ask", "")
    elif there:
        assert given_[0].kind == "apply"
    else:
        assert given_[0].requirement in {step.id for step in found.steps if step.decides and step.start == TODAY}
    assert {each.requirement for each in given_} <= {"", *(step.id for step in found.steps)}


@settings(max_examples=60, deadline=None)
@given(roles(), holdings(), st.sampled_from([{}, {"declared": {"shift-work": True}}]))
def test_a_question_of_ones_own_goes_before_all_else(
    asked: tuple[Asked, ...], held: tuple[Held, ...], answered: dict[str, object]
) -> None:
    asking = role_of(asked)
    asking = asking.model_copy(update={"requirements": (*asking.requirements, asks("shifts", **SHIFTS))})
    first = advise(timeline(asking, judge_of(held, **answered)))[0]
    assert (first.kind == "answer") == (not answered)


# --- examples


def test_when_all_is_there_one_applies() -> None:
    assert advice(SCHOOLING, **DONE) == [("apply", "")]


def test_when_all_is_there_of_which_little_is_known_one_asks() -> None:
    assert advice(asks("certificate", **OFA), credentials=[{"credential": "ofa-1", "issued": "2026-05"}]) == [
        ("ask", "")
    ]


def test_one_who_can_apply_hears_of_what_is_needed_later_too() -> None:
    later = asks("test", when="before-offer", lead_time=weeks(2), **COPAT)
    assert advice(SCHOOLING, later, **DONE) == [("apply", ""), ("begin", "test")]


def test_what_is_under_way_is_gone_on_with() -> None:
    found = timeline(role([asks("education", **DIPLOMA)]), judge_of((), **STUDENT))
    assert found.ready.earliest == APRIL
    assert [(each.kind, each.requirement, each.why) for each in advise(found)] == [
        ("go-on", "education", "it decides the date")
    ]


CONSENT = asks("consent", check="tick", lead_time=weeks(2))
FITNESS = asks("fitness", needs=["consent"], lead_time=weeks(3), **COPAT)


def test_what_the_deciding_step_needs_first_is_begun_first() -> None:
    first = advise(timeline(role([FITNESS, CONSENT]), judge_of(())))[0]
    assert (first.kind, first.requirement, first.why) == ("collect", "consent", "it decides the date")


def test_what_needs_something_first_is_not_begun_yet() -> None:
    assert advice(FITNESS, CONSENT) == [("collect", "consent")]


def test_the_longest_is_named_before_the_shorter_ones() -> None:
    short, long = asks("short", lead_time=weeks(1), **OFA), asks("long", lead_time=weeks(9), **COPAT)
    assert advice(short, long) == [("begin", "long"), ("begin", "short")]


def test_what_lasts_is_not_put_off_and_what_does_not_last_is() -> None:
    lasting = asks("lasting", lead_time=weeks(1), **OFA)
    brief = asks("brief", lead_time=weeks(1), validity=3, **COPAT)
    assert advice(lasting, brief, asks("education", **DIPLOMA), **STUDENT) == [
        ("go-on", "education"), ("begin", "lasting"),
    ]  # fmt: skip


def test_questions_to_the_employer_come_after_what_is_ones_own() -> None:
    assert advice(asks("taken", **TAKEN), asks("shifts", **SHIFTS)) == [("answer", "shifts"), ("ask", "taken")]


def test_many_questions_are_one_piece_of_advice_that_counts_them() -> None:
    questions = [
        asks(f"q{number}", criterion={"kind": "declared", "key": f"k{number}", "question": f"Question {number}?"})
        for number in range(4)
    ]
    assert advise(timeline(role(questions), judge_of(()))) == (
        Advice("answer", "q0", "Question 0?", "without it nobody can tell", 3),
    )


def test_a_certificate_that_runs_out_is_renewed() -> None:
    held = (Held("ofa-1", -300, 30),)
    first_aid = asks("first-aid", when="before-training", lead_time=weeks(1), **OFA)
    training = {"before-training": (TODAY + 90 * DAY, TODAY + 120 * DAY)}
    found = timeline(role([asks("education", **DIPLOMA), first_aid]), judge_of(held, **STUDENT), training)
    assert [(each.kind, each.requirement) for each in advise(found)] == [
        ("go-on", "education"), ("renew", "first-aid"),
    ]  # fmt: skip


def test_where_no_source_says_how_long_it_takes_one_begins_today() -> None:
    assert advice(asks("test", **COPAT)) == [("begin", "test")]


def test_of_an_employer_of_whom_nothing_is_known_one_asks_first() -> None:
    assert advice(asks("education", standing="general", **DIPLOMA))[0] == ("ask", "")


def test_what_is_said_in_general_is_not_needed_later() -> None:
    found = advise(timeline(role([asks("education", standing="general", **DIPLOMA)]), judge_of(())))
    assert [each.why for each in found if each.kind == "begin"] != ["needed later"]


def test_of_an_occupation_one_chooses_an_employer() -> None:
    general = role([asks("education", standing="general", **DIPLOMA)]).model_copy(update={"employer": None})
    found = advise(timeline(general, judge_of(())))
    assert (found[0].kind, found[0].requirement) == ("choose", "")
    assert "Which employer?" in found[0].text
    assert "careerplan roles match" in found[0].text


def test_one_course_that_meets_two_requirements_is_one_thing_to_begin() -> None:
    both = [asks(name, lead_time=weeks(1), **OFA) for name in ("first-aid", "certificate")]
    assert len(advice(*both)) == 1


def test_one_who_has_still_to_begin_something_is_not_told_that_all_is_there() -> None:
    quick = asks("test", lead_time=weeks(0), **COPAT)
    assert advice(SCHOOLING, quick, **DONE) == [("begin", "test")]
    assert advice(quick) == [("ask", ""), ("begin", "test")]


@pytest.mark.parametrize(
    ("requirement", "more"),
    [
        (asks("shifts", **SHIFTS), {"declared": {"shift-work": False}}),
        (asks("young", criterion={"kind": "age", "below": 30}), {"birth_date": "1980-01-01"}),
        (asks("who", criterion={"kind": "status", "any": ["citizen"]}), {"citizenship": "other", "lives_in": "CA-ON"}),
    ],
    ids=["a no of one's own", "too old", "no citizen"],
)
def test_what_cannot_be_met_says_look_elsewhere(requirement: Requirement, more: dict[str, object]) -> None:
    given_ = advice(requirement, asks("test", lead_time=weeks(2), **COPAT), **more)
    assert given_ == [("look-elsewhere", requirement.id)]


def test_one_who_is_to_look_elsewhere_is_told_to_begin_nothing_here() -> None:
    closed = asks("shifts", **SHIFTS)
    asked = role([closed, asks("test", lead_time=weeks(2), **COPAT)])
    given_ = advise(timeline(asked, judge_of((), declared={"shift-work": False})))
    assert [(each.kind, each.requirement) for each in given_] == [("look-elsewhere", "shifts")]
    assert "careerplan roles match" in given_[0].text


def test_study_that_ends_within_a_month_is_something_to_go_on_with() -> None:
    study = {"kind": "time", "months": 24, "study": {"fields": ["police-studies"]}}
    under_way = {"credential": "diploma", "field": "police foundations", "years": 2, "expected": "2027-04"}
    found = timeline(role([asks("study", criterion=study)]), judge_of((), education=[under_way]))
    assert found.ready.earliest == dt.date(2027, 4, 30)
    assert [(each.kind, each.requirement) for each in advise(found)] == [("go-on", "study")]


# --- the real catalog


@pytest.fixture(scope="module")
def catalog(compiled: Path) -> Catalog:
    return open_catalog(compiled / "no-packs", compiled)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person["name"]).split(",")[0])
def test_everybody_hears_something_of_every_role(catalog: Catalog, person: dict[str, Any]) -> None:
    profile = Profile.model_validate(person)
    judge = Judge(words_of(catalog), profile, TODAY)
    closer = Closer(judge)
    for each in catalog.roles.values():
        stages = stages_of(next((target for target in profile.targets if target.role == each.id), None), profile)
        found = make_timeline(qualify(each, catalog.lineage(each), judge, stages), closer, stages)
        given_ = advise(found)
        assert one_to_three_and_none_twice(given_), each.id
        ready = found.firm and found.ready.earliest == TODAY and not any(step.decides for step in found.steps)
        assert (given_[0].kind == "apply") == (ready and is_telling(found.found)), each.id
        if found.ready.earliest is None and found.ready.decided_by:
            assert [one.kind for one in given_] == ["look-elsewhere"]
        elif found.ready.decided_by:
            assert given_[0].kind == "answer" or leads_to_the_day(given_[0], found), each.id


def test_nobody_is_told_to_apply_where_little_is_known_of_what_is_asked(catalog: Catalog) -> None:
    bare = {"citizenship": "citizen", "lives_in": "CA-SK", "education": [], "experience": []}
    judge = Judge(words_of(catalog), Profile.model_validate(bare), TODAY)
    each = catalog.roles["ca-csc-primary-worker"]
    found = qualify(each, catalog.lineage(each), judge, {})
    assert not is_telling(found)
    assert any(item.verdict.status == "unmet" and item.requirement.kind == "education" for item in found.items)
    assert "apply" not in {each_.kind for each_ in advise(make_timeline(found, Closer(judge), {}))}
