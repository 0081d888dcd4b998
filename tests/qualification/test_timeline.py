"""The earliest day one could apply, against a search over every day; and what a timeline may never do.

Small roles are put together at random: certificates held, booked or lacking, any of them or all, with lead times,
validities and needs. The search knows no lines: it asks of each day whether some day before would have done to begin.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_conformance import TODAY
from test_judging import VOCABULARY

from careerplan.catalog.roles import Requirement, Role
from careerplan.person import assumptions
from careerplan.person.assumptions import Assumption
from careerplan.person.profile import Profile
from careerplan.planning.closing import Closer
from careerplan.planning.judging import Judge
from careerplan.planning.lines import DAY
from careerplan.planning.qualification import Stages, qualify
from careerplan.planning.steps import Step
from careerplan.planning.timeline import Timeline, make_timeline
from careerplan.spans import shift

HORIZON = 320
NAMES = ("ofa-1", "copat", "pare", "fitco")
"""Credentials of which none counts as another."""

Tree: TypeAlias = "str | tuple[str, list[Tree]]"
"""A name, or any_of or all_of with a list."""

small = settings(max_examples=120, deadline=None)


@dataclass(frozen=True)
class Held:
    """A certificate: had, or booked, from one day through another; days count from today."""

    name: str
    first: int
    last: int | None


@dataclass(frozen=True)
class Asked:
    """A requirement: a tree of names, how many days it takes, how many months it lasts, what it needs first."""

    tree: Tree
    lead: int
    months: int | None
    needs: tuple[int, ...]


def leaves_of(tree: Tree) -> dict[str, object]:
    """Return a tree of names as a criterion: a name, or any or all of a list."""
    if isinstance(tree, str):
        return {"kind": "credential", "any": [tree]}
    join, parts = tree
    return {join: [leaves_of(part) for part in parts]}


trees = st.recursive(
    st.sampled_from(NAMES),
    lambda parts: st.tuples(st.sampled_from(["any_of", "all_of"]), st.lists(parts, min_size=1, max_size=3)),
    max_leaves=4,
)


@st.composite
def roles(draw: st.DrawFn) -> tuple[Asked, ...]:
    count = draw(st.integers(1, 4))
    return tuple(
        Asked(
            draw(trees),
            draw(st.integers(0, 25)),
            draw(st.sampled_from([None, None, 1, 2])),
            tuple(sorted(draw(st.sets(st.integers(0, number - 1), max_size=2)))) if number else (),
        )
        for number in range(count)
    )


@st.composite
def holdings(draw: st.DrawFn) -> tuple[Held, ...]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(-60, 60))
        last = draw(st.none() | st.integers(first, first + 80))
        found.append(Held(draw(st.sampled_from(NAMES)), first, last))
    return tuple(found)


def role_of(asked: tuple[Asked, ...]) -> Role:
    rows = [
        Requirement.model_validate(
            {
                "id": f"r{number}",
                "kind": "certification",
                "level": "required",
                "when": "to-apply",
                "text": f"Example {number}.",
                "sources": ["example"],
                "criterion": leaves_of(each.tree),
                "lead_time": {"least": each.lead / 7, "most": each.lead / 7},
                "validity": each.months,
                "needs": [f"r{need}" for need in each.needs],
            }
        )
        for number, each in enumerate(asked)
    ]
    return role(rows)


def role(requirements: list[Requirement]) -> Role:
    summary = {"text": "An example.", "sources": ["example"]}
    facts: dict[str, Any] = {"id": "example", "title": "Example", "occupation": "example", "summary": summary}
    facts |= {"employer": "example-employer", "coverage": "partial"}
    return Role.model_validate({**facts, "requirements": requirements})


def judge_of(held: tuple[Held, ...], **more: object) -> Judge:
    entries = [
        {
            "credential": each.name,
            "issued" if each.first <= 0 else "booked": str(TODAY + each.first * DAY),
            "expires": None if each.last is None else str(TODAY + each.last * DAY),
        }
        for each in held
    ]
    lists = {"credentials": entries, "tests": [], "clearances": [], "education": [], "experience": [], "driving": []}
    return Judge(VOCABULARY, Profile.model_validate({**lists, **more}), TODAY)


def timeline(asked: Role, judge: Judge, stages: Stages | None = None) -> Timeline:
    found = qualify(asked, [], judge, stages or {})
    return make_timeline(found, Closer(judge), stages or {})


# --- the search


def searched(asked: tuple[Asked, ...], held: tuple[Held, ...]) -> int | None:
    """Return the first day, counted from today, on which all that is asked could hold; None within the horizon."""
    known: dict[tuple[int, int], bool] = {}
    for day in range(HORIZON):
        if all(_could_on(asked, held, known, number, day) for number in range(len(asked))):
            return day
    return None


def _could_on(
    asked: tuple[Asked, ...], held: tuple[Held, ...], known: dict[tuple[int, int], bool], number: int, day: int
) -> bool:
    if (number, day) not in known:
        known[number, day] = _tree_on(asked, held, known, number, asked[number].tree, day)
    return known[number, day]


def _tree_on(
    asked: tuple[Asked, ...], held: tuple[Held, ...], known: dict[tuple[int, int], bool], number: int, tree: Tree,
    day: int,
) -> bool:  # fmt: skip
    if not isinstance(tree, str):
        join, parts = tree
        found = [_tree_on(asked, held, known, number, part, day) for part in parts]
        return any(found) if join == "any_of" else all(found)
    if any(each.name == tree and each.first <= day and (each.last is None or day <= each.last) for each in held):
        return True
    each = asked[number]
    return any(
        _lasts(begun + each.lead, each.months, day)
        and all(_could_on(asked, held, known, need, begun) for need in each.needs)
        for begun in range(day - each.lead + 1)
    )


def _lasts(obtained: int, months: int | None, day: int) -> bool:
    return months is None or TODAY + day * DAY <= shift(TODAY + obtained * DAY, months)


def days_until(found: Timeline) -> int | None:
    earliest = found.ready.earliest
    return None if earliest is None else (earliest - TODAY).days


@small
@given(roles(), holdings())
def test_the_earliest_day_is_what_a_search_of_every_day_finds(asked: tuple[Asked, ...], held: tuple[Held, ...]) -> None:
    found = timeline(role_of(asked), judge_of(held))
    assert days_until(found) == searched(asked, held)
    assert found.firm, "every length is known, and every list is complete"


@small
@given(roles(), holdings(), st.data())
def test_a_longer_lead_time_never_makes_it_earlier(
    asked: tuple[Asked, ...], held: tuple[Held, ...], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(asked) - 1))
    each = asked[number]
    longer = Asked(each.tree, each.lead + data.draw(st.integers(1, 40)), each.months, each.needs)
    before = timeline(role_of(asked), judge_of(held)).ready.earliest
    after = timeline(role_of((*asked[:number], longer, *asked[number + 1 :])), judge_of(held)).ready.earliest
    assert before is not None
    assert after is not None
    assert after >= before


facts = st.one_of(
    st.builds(
        lambda name, ahead: assumptions.holding("credential", name, str(TODAY + ahead * DAY) if ahead else None, TODAY),
        st.sampled_from(NAMES),
        st.integers(0, 60),
    ),
    st.builds(lambda level: assumptions.studying(level, None, None, TODAY), st.sampled_from(["secondary", "diploma"])),
    st.builds(lambda months: assumptions.working("corrections", months, TODAY), st.integers(1, 60)),
)


@small
@given(roles(), holdings(), facts)
def test_assuming_a_fact_never_makes_it_later(
    asked: tuple[Asked, ...], held: tuple[Held, ...], fact: Assumption
) -> None:
    judge = judge_of(held)
    before = timeline(role_of(asked), judge).ready.earliest
    assumed = Judge(VOCABULARY, assumptions.assume(judge.profile, [fact]), TODAY)
    after = timeline(role_of(asked), assumed).ready.earliest
    assert before is not None
    assert after is not None
    assert after <= before


@small
@given(roles(), holdings())
def test_steps_keep_their_order_and_are_there_in_time(asked: tuple[Asked, ...], held: tuple[Held, ...]) -> None:
    found = timeline(role_of(asked), judge_of(held))
    earliest = found.ready.earliest
    assert earliest is not None
    for step in found.steps:
        assert TODAY <= step.start <= step.end <= earliest
        for each in step.needs:
            assert any(good_on(other, step.start) for other in found.steps if other.id == each)
    for number, row in enumerate(asked):
        now = all_held(row.tree, held, (earliest - TODAY).days)
        assert now or any(good_on(step, earliest) for step in found.steps if step.id == f"r{number}")
    decided_by = found.ready.decided_by
    assert (decided_by is None) == (earliest == TODAY)
    assert decided_by is None or any(step.end == earliest for step in found.steps if step.id == decided_by)


def good_on(step: Step, day: dt.date) -> bool:
    return step.end <= day and (step.until is None or day <= step.until)


def all_held(tree: Tree, held: tuple[Held, ...], day: int) -> bool:
    if isinstance(tree, str):
        return any(each.name == tree and each.first <= day and (each.last is None or day <= each.last) for each in held)
    found = [all_held(part, held, day) for part in tree[1]]
    return any(found) if tree[0] == "any_of" else all(found)


# --- examples


def asks(name: str, **more: object) -> Requirement:
    facts = {"kind": "other", "level": "required", "when": "to-apply", "text": "An example.", "sources": ["example"]}
    return Requirement.model_validate({"id": name, **facts, **more})


def weeks(count: float) -> dict[str, float]:
    return {"least": count, "most": count}


DIPLOMA = {"criterion": {"kind": "education", "level": "diploma"}}
STUDENT = {"education": [{"credential": "diploma", "expected": "2027-04"}]}
APRIL = dt.date(2027, 4, 30)


def step(found: Timeline, name: str) -> Step:
    return next(each for each in found.steps if each.id == name)


def test_a_diploma_on_the_way_sets_the_day_and_is_named() -> None:
    found = timeline(role([asks("education", **DIPLOMA)]), judge_of((), **STUDENT))
    assert (found.ready.earliest, found.ready.decided_by, found.firm) == (APRIL, "education", True)
    assert (step(found, "education").kind, step(found, "education").end) == ("wait", APRIL)


def test_a_test_that_lasts_three_months_is_taken_near_the_day_it_is_needed() -> None:
    fitness = asks(
        "fitness", criterion={"kind": "credential", "any": ["copat"], "max_age_months": 3}, lead_time=weeks(1)
    )
    found = timeline(role([asks("education", **DIPLOMA), fitness]), judge_of((), **STUDENT))
    placed = step(found, "fitness")
    assert found.ready.earliest == APRIL
    assert placed.start > dt.date(2027, 1, 15)
    assert placed.end <= APRIL <= (placed.until or dt.date.min)


def test_what_needs_something_first_waits_for_it_and_for_its_waiting_list() -> None:
    consent = asks("consent", check="tick", lead_time=weeks(2))
    fitness = asks(
        "fitness", criterion={"kind": "credential", "any": ["copat"]}, needs=["consent"], wait=weeks(3),
        lead_time=weeks(1),
    )  # fmt: skip
    found = timeline(role([fitness, consent]), judge_of(()))
    assert found.ready.earliest == TODAY + 42 * DAY
    assert found.ready.decided_by == "fitness"
    assert (step(found, "fitness").needs, step(found, "fitness").waits) == (("consent",), 21)


def test_a_range_of_weeks_makes_it_not_before_and_says_when_it_is_sure() -> None:
    asked = asks("ofa", criterion={"kind": "credential", "any": ["ofa-1"]}, lead_time={"least": 1, "most": 3})
    found = timeline(role([asked]), judge_of(()))
    assert (found.ready.earliest, found.ready.surely) == (TODAY + 7 * DAY, TODAY + 21 * DAY)
    assert not found.firm


def test_a_length_that_no_source_gives_is_told_and_not_guessed() -> None:
    asked = asks("french", criterion={"kind": "language", "language": "fr", "level": "advanced"})
    found = timeline(role([asked]), judge_of((), languages=[]))
    assert (found.ready.earliest, found.ready.surely) == (TODAY, None)
    assert [(each.requirement, each.why) for each in found.unknowns] == [("french", "length")]


def test_what_the_profile_does_not_say_is_a_question_and_no_step() -> None:
    asked = asks("shifts", criterion={"kind": "declared", "key": "shift-work", "question": "Would you work shifts?"})
    found = timeline(role([asked]), judge_of(()))
    assert found.steps == ()
    assert [(each.why, each.text, each.ask) for each in found.unknowns] == [
        ("unanswered", "Would you work shifts?", "you")
    ]


def test_a_no_of_ones_own_has_no_day() -> None:
    asked = asks("shifts", criterion={"kind": "declared", "key": "shift-work", "question": "Would you work shifts?"})
    found = timeline(role([asked]), judge_of((), declared={"shift-work": False}))
    assert (found.ready.earliest, found.ready.decided_by) == (None, "shifts")
    assert [each.why for each in found.unknowns] == ["never"]


def test_a_certificate_that_lapses_before_it_is_needed_is_renewed() -> None:
    held = (Held("ofa-1", -300, 30),)
    first_aid = asks(
        "first-aid", when="before-training", criterion={"kind": "credential", "any": ["ofa-1"]}, lead_time=weeks(1)
    )
    training = (TODAY + 90 * DAY, TODAY + 120 * DAY)
    found = timeline(
        role([asks("education", **DIPLOMA), first_aid]), judge_of(held, **STUDENT), {"before-training": training}
    )
    placed = step(found, "first-aid")
    assert (placed.kind, placed.decides, placed.late) == ("renew", False, False)
    assert placed.end <= training[0]


def test_a_role_whose_employer_is_silent_has_no_day() -> None:
    found = timeline(role([asks("education", standing="general", **DIPLOMA)]), judge_of((), **STUDENT))
    assert (found.ready.earliest, found.ready.decided_by) == (None, None)
    assert [each.why for each in found.unknowns] == ["coverage"]


@pytest.mark.parametrize(("months", "day"), [(24, dt.date(2027, 11, 22)), (6, TODAY)])
def test_missing_experience_is_counted_as_full_time_work_from_today(months: int, day: dt.date) -> None:
    asked = asks("work", criterion={"kind": "time", "months": months, "work": {"areas": ["corrections"]}})
    job = {"area": "corrections", "from": "2025-11-22", "to": "2026-11-21", "hours_per_week": 40}
    found = timeline(role([asked]), judge_of((), experience=[job]))
    assert found.ready.earliest is not None
    assert abs((found.ready.earliest - day).days) <= 2
