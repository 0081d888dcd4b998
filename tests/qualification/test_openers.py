"""What opens roles: each opener really opens, nothing held is one, and what one thing alone would open is found."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from test_conformance import TODAY
from test_judging import Values, profiles
from test_matching import (
    FIRST_AID,
    PEOPLE,
    SHIFTS,
    World,
    closed,
    credential,
    education,
    few,
    judge,
    matched,
    named,
    opened,
    some_roles,
    student,
    world,
)
from test_timeline import NAMES, Asked, Held, asks, holdings, judge_of, role_of, roles

from careerplan.catalog.roles import Role
from careerplan.person import assumptions
from careerplan.person.assumptions import assume
from careerplan.planning.judging import Judge
from careerplan.planning.opening import Opener

__all__ = ["world"]


def really_opens(each: Opener, listed: Sequence[Role], judged: Judge) -> None:
    assumed = replace(judged, profile=assume(judged.profile, [each.assumption]))
    after = {found.role.id: found for found in matched(listed, assumed)}
    before = {found.role.id: found for found in matched(listed, judged)}
    assert each.opens
    for name in each.opens:
        assert closed(before[name]), f"{name} is open already"
        assert not closed(after[name]), f"{each.assumption.text} does not open {name}"


@few
@given(some_roles(), profiles())
def test_each_opener_really_opens_what_was_not_open(listed: list[Role], values: Values) -> None:
    judged = judge(values)
    for each in opened(listed, judged):
        really_opens(each, listed, judged)


@few
@given(roles(), roles(), holdings())
def test_nothing_that_is_held_is_an_opener(
    first: tuple[Asked, ...], second: tuple[Asked, ...], held: tuple[Held, ...]
) -> None:
    listed = [role_of(first), role_of(second).model_copy(update={"id": "second"})]
    for each in opened(listed, judge_of(held)):
        assert dict(each.assumption.values)["credential"] not in held_today(held)


def held_today(held: tuple[Held, ...]) -> set[str]:
    return {each.name for each in held if each.first <= 0 and (each.last is None or each.last >= 0)}


@few
@given(roles(), roles(), holdings())
def test_what_one_thing_alone_would_open_is_found(
    first: tuple[Asked, ...], second: tuple[Asked, ...], held: tuple[Held, ...]
) -> None:
    """Each certificate neither had nor booked is tried, the plain way: what it opens is what some opener opens."""
    listed = [role_of(first), role_of(second).model_copy(update={"id": "second"})]
    judged = judge_of(held)
    found = {name for each in opened(listed, judged) for name in each.opens}
    blocked = {each.role.id for each in matched(listed, judged) if closed(each)}
    for name in set(NAMES) - {each.name for each in held if each.last is None or each.last >= 0}:
        assumed = [assumptions.holding("credential", name, None, TODAY)]
        then = matched(listed, replace(judged, profile=assume(judged.profile, assumed)))
        assert {each.role.id for each in then if not closed(each)} & blocked <= found


@pytest.mark.xfail(strict=True, reason="what runs out before the other part is there is taken for had, that for coming")
def test_what_runs_out_before_the_rest_is_there_can_be_opened() -> None:
    held = [
        {"credential": "ofa-1", "issued": "2024-03-01", "expires": "2027-03-01"},
        {"credential": "copat", "booked": "2027-04-01"},
    ]
    both = {"all_of": [{"kind": "credential", "any": [name]} for name in ("ofa-1", "copat")]}
    listed = [named("guard", asks("both", criterion=both))]
    judged = judge_of((), credentials=held)
    assert matched(listed, judged)[0].unmet == ("both",)
    for name in ("ofa-1", "copat"):
        then = replace(judged, profile=assume(judged.profile, [assumptions.holding("credential", name, None, TODAY)]))
        assert not closed(matched(listed, then)[0]), f"{name} alone opens it"
    assert [each.opens for each in opened(listed, judged)] == [("guard",)]


def test_the_opener_of_most_roles_stands_first() -> None:
    listed = [
        named("a", asks("test", **credential("copat"))),
        named("b", asks("course", **credential("ofa-1"))),
        named("c", asks("course", **credential("ofa-1"))),
    ]
    found = opened(listed, judge_of(()))
    assert [(each.assumption.text, each.opens) for each in found] == [
        ("credential ofa-1", ("b", "c")),
        ("test copat", ("a",)),
    ]


@pytest.mark.parametrize(
    ("had", "opener"),
    [
        ([], "credential first-aid-standard-cpr-c-aed"),
        ([{"credential": "first-aid-standard", "issued": "2026-01-01", "expires": "2029-01-01"}],
         "credential cpr-c-aed"),
        ([{"credential": "cpr-c-aed", "issued": "2026-01-01", "expires": "2029-01-01"}],
         "credential first-aid-standard"),
    ],
    ids=["nothing held", "first aid held", "cpr held"],
)  # fmt: skip
def test_one_course_that_is_all_of_what_is_asked_is_found(had: list[dict[str, str]], opener: str) -> None:
    listed = [named("guard", asks("first-aid", criterion=FIRST_AID))]
    judged = judge_of((), credentials=had)
    found = opened(listed, judged)
    assert [each.assumption.text for each in found] == [opener]
    really_opens(found[0], listed, judged)


def test_one_course_that_meets_several_requirements_is_found() -> None:
    three = [
        asks(name, criterion={"kind": "credential", "any": [name], "current": True})
        for name in ("first-aid-standard", "cpr-c", "aed")
    ]
    listed = [named("guard", *three)]
    assert [each.assumption.text for each in opened(listed, judge_of(()))] == [
        "credential first-aid-standard-cpr-c-aed"
    ]


def test_papers_to_collect_do_not_keep_an_opener_from_opening() -> None:
    listed = [named("guard", asks("test", **credential("copat")), asks("abstract", check="tick"))]
    assert [each.opens for each in opened(listed, judge_of(()))] == [("guard",)]


def test_two_things_that_are_missing_are_opened_by_neither() -> None:
    listed = [named("guard", asks("test", **credential("copat")), asks("course", **credential("ofa-1")))]
    assert opened(listed, judge_of(())) == []


def test_what_is_on_the_way_needs_no_opener() -> None:
    listed = [named("guard", education("schooling"))]
    assert opened(listed, judge_of((), education=[{"credential": "diploma", "expected": "2027-04"}])) == []


def test_what_is_on_the_way_is_no_hindrance_within_a_requirement_either() -> None:
    both = {"all_of": [{"kind": "credential", "any": [name]} for name in ("copat", "ofa-1")]}
    booked = [{"credential": "ofa-1", "booked": "2026-12-01"}]
    listed = [named("guard", asks("both", criterion=both))]
    judged = judge_of((), credentials=booked)
    then = replace(judged, profile=assume(judged.profile, [assumptions.holding("test", "copat", None, TODAY)]))
    assert not closed(matched(listed, then)[0]), "nothing is missing with the test alone"
    assert [each.assumption.text for each in opened(listed, judged)] == ["test copat"]


def test_a_role_does_not_fit_from_a_day_that_is_not_the_day_one_means_to_apply() -> None:
    held = [{"credential": "ofa-1", "issued": "2024-03-01", "expires": "2027-03-01"}]
    aimed = student(credentials=held, targets=[{"role": "aimed-at", "apply_on": "2027-06-01"}])
    found = matched([named("aimed-at", education("schooling"), asks("first-aid", **credential("ofa-1")))], aimed)[0]
    assert found.unmet == ("first-aid",)
    assert found.fits_from is None or found.fits_from >= dt.date(2027, 6, 1)


def test_an_open_question_is_the_persons_to_answer_and_a_silent_source_the_employers() -> None:
    employers = {"criterion": {"kind": "declared", "key": "taken", "ask": "employer", "question": "Is it taken?"}}
    found = opened([named("a", asks("shifts", **SHIFTS)), named("b", asks("taken", **employers))], judge_of(()))
    assert {each.opens: each.kind for each in found} == {("a",): "answer", ("b",): "ask"}


def test_an_opener_opens_for_the_day_one_means_to_apply() -> None:
    """The certificate of the target holds today and not on the day named; a test for another role changes nothing."""
    held = [{"credential": "ofa-1", "issued": "2024-03-01", "expires": "2027-03-01"}]
    aimed = {"role": "aimed-at", "apply_on": "2027-06-01"}
    listed = [named("aimed-at", asks("first-aid", **credential("ofa-1"))), named("b", asks("t", **credential("copat")))]
    judged = judge_of((), credentials=held, targets=[aimed])
    assert next(each.unmet for each in matched(listed, judged) if each.target) == ("first-aid",)
    for each in opened(listed, judged):
        really_opens(each, listed, judged)


def test_of_some_of_the_roles_it_opens_little_is_known_and_that_is_told() -> None:
    """What opens more roles of which enough is known stands first."""
    little = [named(name, asks("test", **credential("copat"))) for name in ("a", "b")]
    enough = named("c", education("schooling"), asks("course", **credential("ofa-1")))
    more = named("d", asks("course", **credential("ofa-1")))
    found = opened([*little, enough, more], student())
    assert [(each.assumption.text, each.opens, each.unsure) for each in found] == [
        ("credential ofa-1", ("c", "d"), ("d",)),
        ("test copat", ("a", "b"), ("a", "b")),
    ]


# --- the real catalog


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person["name"]).split(",")[0])
def test_for_everybody_each_opener_really_opens(world: World, person: dict[str, Any]) -> None:
    judged = world.judge(person)
    before, found = world.match(judged)
    for each in found:
        after, _ = world.match(replace(judged, profile=assume(judged.profile, [each.assumption])))
        assert each.opens
        assert [name for name in each.opens if not closed(before[name])] == []
        assert [name for name in each.opens if closed(after[name])] == [], each.assumption.text
