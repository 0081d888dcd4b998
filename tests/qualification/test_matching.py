"""The order of roles for one person, and what opens them: on small invented catalogs, and over the real one.

What is known to fit is worked out here a second time, from the lines alone, so that no rule of the ranking is
tested against itself.
"""

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_conformance import TODAY
from test_judging import CRITERIA, VOCABULARY, Values, profiles
from test_timeline import Asked, Held, asks, facts, holdings, judge_of, role_of, roles, weeks
from test_timeline import role as example_role

from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.catalog.criteria import Criterion
from careerplan.catalog.roles import Requirement, Role
from careerplan.person import assumptions
from careerplan.person.assumptions import Assumption, assume
from careerplan.person.profile import Profile
from careerplan.planning.closing import Closer
from careerplan.planning.judged import Judged
from careerplan.planning.judging import Judge
from careerplan.planning.lines import DAY, YES, Line
from careerplan.planning.matching import Fit, Match, match
from careerplan.planning.opening import Opener, openers
from careerplan.planning.qualification import Qualification, is_telling, qualify, stages_of
from careerplan.planning.timeline import Timeline, make_timeline
from careerplan.planning.vocabulary import Vocabulary, words_of
from careerplan.render.matching import answer as match_answer
from careerplan.render.timeline import answer as timeline_answer

HERE = Path(__file__).parent
PEOPLE: list[dict[str, Any]] = yaml.safe_load((HERE / "people.yaml").read_text(encoding="utf-8"))
few = settings(max_examples=40, deadline=None)


def alone(role: Role) -> Sequence[Role]:
    """Return the broader roles of an invented role: none."""
    del role
    return ()


def matched(listed: Iterable[Role], judge: Judge) -> list[Match]:
    return match(listed, alone, judge)


def opened(listed: Iterable[Role], judge: Judge) -> list[Opener]:
    return openers(match(listed, alone, judge), judge)


def named(name: str, *requirements: Requirement, **more: object) -> Role:
    return example_role(list(requirements)).model_copy(update={"id": name, **more})


def order(listed: Iterable[Role], judge: Judge) -> list[str]:
    return [each.role.id for each in matched(listed, judge)]


def closed(each: Match) -> set[str]:
    """Return what keeps a role from being open: nothing that only has to be collected."""
    return {*each.unmet, *each.unknown} - {*each.papers}


def credential(name: str) -> dict[str, object]:
    return {"criterion": {"kind": "credential", "any": [name]}}


def education(name: str, level: str = "diploma", **more: object) -> Requirement:
    return asks(name, **{"kind": "education", "criterion": {"kind": "education", "level": level}, **more})


# --- invented roles


@st.composite
def some_roles(draw: st.DrawFn) -> list[Role]:
    """Draw roles that ask for all manner of things, of which sources show more or less."""
    return [draw(_role(f"role-{number}")) for number in range(draw(st.integers(1, 4)))]


@st.composite
def _role(draw: st.DrawFn, name: str) -> Role:
    rows = [draw(_requirement(f"r{number}", number)) for number in range(draw(st.integers(0, 4)))]
    return named(name, *rows, coverage=draw(st.sampled_from(["full", "partial", "partial", "none"])))


@st.composite
def _requirement(draw: st.DrawFn, name: str, number: int) -> Requirement:
    told: dict[str, object] = {
        "kind": draw(st.sampled_from(["education", "certification"])),
        "level": draw(st.sampled_from(["required", "required", "required", "preferred"])),
        "when": draw(st.sampled_from(["to-apply", "to-apply", "not-known", "before-offer"])),
        "standing": draw(st.sampled_from(["own", "own", "own", "reported", "general"])),
        "needs": [f"r{draw(st.integers(0, number - 1))}"] if number and draw(st.booleans()) else [],
        "lead_time": draw(st.none() | st.builds(weeks, st.integers(0, 30))),
    }
    check = draw(st.sampled_from([None, None, None, "tick", "later"]))
    return asks(name, **told, **({"check": check} if check else {"criterion": draw(st.sampled_from(CRITERIA))}))


def judge(values: Values) -> Judge:
    return Judge(VOCABULARY, Profile.model_validate(values), TODAY)


def gates(found: Qualification) -> list[tuple[str | None, Line]]:
    return [(each.check, each.gate) for each in found.items if each.gate is not None]


def fits_within(found: Qualification, days: int) -> bool:
    """Say whether all that decides, schooling among it, surely holds on one of the next days, by itself."""
    lines = [line for check, line in gates(found) if check is None]
    if not lines or not is_telling(found):
        return False
    return any(all(line.at(TODAY + each * DAY) is YES for line in lines) for each in range(days))


def is_little_known(found: Qualification) -> bool:
    return not is_telling(found) or not gates(found)


# --- the order


@few
@given(some_roles(), profiles())
def test_of_which_little_is_known_never_stands_above_what_is_known_to_fit(listed: list[Role], values: Values) -> None:
    found = [each.found for each in matched(listed, judge(values))]
    fitting = [number for number, each in enumerate(found) if fits_within(each, 1)]
    little = [number for number, each in enumerate(found) if is_little_known(each)]
    assert not fitting or not little or max(fitting) < min(little)


@few
@given(some_roles(), profiles())
def test_nor_above_what_comes_to_fit_by_itself_within_half_a_year(listed: list[Role], values: Values) -> None:
    found = [each.found for each in matched(listed, judge(values))]
    fitting = [number for number, each in enumerate(found) if fits_within(each, 180)]
    little = [number for number, each in enumerate(found) if is_little_known(each)]
    assert not fitting or not little or max(fitting) < min(little)


def student(**more: object) -> Judge:
    """Return the judge of somebody with a diploma, who answers nothing else."""
    return judge_of((), education=[{"credential": "diploma", "completed": "2025-06"}], **more)


SHIFTS = {"criterion": {"kind": "declared", "key": "shift-work", "question": "Would you work shifts?"}}

ONE_OF_EACH = {
    Fit.FITS: named("fits", education("schooling")),
    Fit.FITS_WITH_PAPERS: named("papers", education("schooling"), asks("abstract", check="tick")),
    Fit.WILL_FIT: named("will", education("schooling"), asks("test", **credential("copat"), lead_time=weeks(4))),
    Fit.MAY_FIT: named("may", education("schooling"), asks("shifts", **SHIFTS)),
    Fit.LITTLE_KNOWN: named("little", asks("age", criterion={"kind": "age", "at_least": 18})),
    Fit.CAN_BE_REACHED: named("reach", education("schooling", "bachelor")),
    Fit.NOT_KNOWN: named("not-known", education("schooling", standing="general"), coverage="none"),
    Fit.OUT_OF_REACH: named("out", education("schooling"), asks("young", criterion={"kind": "age", "below": 20})),
}


def test_one_role_of_each_kind_from_what_fits_to_what_is_out_of_reach() -> None:
    adult = student(birth_date="2000-01-01")
    found = matched(reversed(ONE_OF_EACH.values()), adult)
    assert [(each.fit, each.role.id) for each in found] == [(fit, role.id) for fit, role in ONE_OF_EACH.items()]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            named("sooner", education("schooling"), asks("test", **credential("copat"), lead_time=weeks(2))),
            named("later", education("schooling"), asks("test", **credential("copat"), lead_time=weeks(3))),
            id="the sooner",
        ),
        pytest.param(
            named("one", education("schooling"), asks("shifts", **SHIFTS)),
            named("two", education("schooling"), asks("shifts", **SHIFTS), asks("age", **SHIFTS)),
            id="with fewer questions",
        ),
        pytest.param(
            named("all", education("schooling"), coverage="full"),
            named("some", education("schooling"), coverage="partial"),
            id="whose sources show all",
        ),
        pytest.param(
            named("much", education("schooling"), asks("age", criterion={"kind": "age", "at_least": 18})),
            named("less", education("schooling")),
            id="of which more is met",
        ),
    ],
)
def test_of_two_that_fit_alike_the_better_stands_first(first: Role, second: Role) -> None:
    adult = student(birth_date="2000-01-01")
    assert order([second, first], adult) == order([first, second], adult) == [first.id, second.id]


def test_what_takes_years_does_not_stand_above_what_takes_a_day_and_a_test() -> None:
    degree = education("schooling", "bachelor", standing="reported")
    years = named("years", education("own"), degree)
    course = asks("course", lead_time=weeks(1), **credential("ofa-1"))
    soon = named("soon", education("own"), course, asks("test", **credential("copat")))
    found = matched([years, soon], student())
    assert [each.fit for each in found] == [Fit.CAN_BE_REACHED, Fit.CAN_BE_REACHED]
    assert [each.role.id for each in found] == ["soon", "years"]


def test_match_and_timeline_name_the_same_day_to_the_reader() -> None:
    course = asks("course", standing="reported", lead_time=weeks(1), **credential("ofa-1"))
    listed = named("guard", education("schooling"), course)
    each = matched([listed], student())[0]
    told = timeline_answer(make_timeline(qualify(listed, (), student(), {}), Closer(student()), {}))
    days = re.findall(r"\d+ \w{3} \d{4}", match_answer(each, TODAY))
    assert all(day in told for day in days)


COURSE = asks("course", lead_time=weeks(1), **credential("ofa-1"))
MISSING = "not before Sun 29 Nov 2026"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ([education("schooling"), COURSE], "at best from Sun 29 Nov 2026"),
        ([education("schooling"), COURSE, asks("abstract", check="tick")],
         "at best from Sun 29 Nov 2026, with the papers"),
        ([education("schooling"), asks("booked", **credential("copat"))], "from Tue 1 Dec 2026"),
        ([education("schooling"), asks("shifts", **SHIFTS)], "not known yet"),
        ([education("schooling"), COURSE, asks("shifts", **SHIFTS)], f"not yet, {MISSING}"),
        ([asks("shifts", **SHIFTS)], "not known yet"),
        ([education("schooling")], "so far, yes"),
    ],
)  # fmt: skip
def test_where_something_is_missing_no_day_is_promised(asked: list[Requirement], says: str) -> None:
    booked = student(tests=[{"test": "copat", "booked": "2026-12-01"}])
    assert match_answer(matched([named("guard", *asked)], booked)[0], TODAY) == says


def test_of_two_alike_the_target_stands_first() -> None:
    aimed = student(targets=["aimed-at"])
    assert order([named("other", education("e")), named("aimed-at", education("e"))], aimed) == ["aimed-at", "other"]


def test_a_target_is_judged_on_the_day_one_means_to_apply() -> None:
    asked = named("aimed-at", education("schooling"))
    on_the_way = {"education": [{"credential": "diploma", "expected": "2027-04"}]}
    now = matched([asked], judge_of((), **on_the_way))[0]
    then = judge_of((), **on_the_way, targets=[{"role": "aimed-at", "apply_on": "2027-06-01"}])
    assert (now.expected, now.met, now.on) == (("schooling",), (), TODAY)
    ahead = matched([asked], then)[0]
    assert (ahead.met, ahead.on) == (("schooling",), dt.date(2027, 6, 1))


def test_general_and_later_things_neither_bar_nor_open() -> None:
    asked = named(
        "guard", education("schooling"), asks("later", when="before-offer", **credential("copat")),
        asks("wished", level="preferred", **credential("pare")),
        asks("said", standing="general", **credential("fitco")),
    )  # fmt: skip
    found = matched([asked], student())[0]
    assert (found.fit, found.met, found.unmet, found.unknown) == (Fit.FITS, ("schooling",), (), ())
    assert opened([asked], student()) == []


# --- what match says of a role, and what the other commands say of it


@few
@given(some_roles(), profiles())
def test_one_who_can_apply_lacks_nothing_and_one_who_cannot_lacks_something(listed: list[Role], values: Values) -> None:
    for each in matched(listed, judge(values)):
        if each.found.can_apply in {"yes", "so-far"}:
            assert (each.unmet, each.unknown, each.expected) == ((), (), ())
        if each.found.can_apply == "no":
            assert each.unmet
        if each.fit in {Fit.FITS, Fit.FITS_WITH_PAPERS}:
            assert not each.unmet
            assert set(each.unknown) == set(each.papers)


@few
@given(some_roles(), profiles())
def test_every_requirement_that_decides_is_counted_once(listed: list[Role], values: Values) -> None:
    for each in matched(listed, judge(values)):
        told = Counter([*each.met, *each.unmet, *each.expected, *each.unknown])
        assert set(told.values()) <= {1}
        assert set(told) == {item.requirement.id for item in each.found.items if item.gate is not None}
        assert {*each.papers, *each.lacking} <= set(each.unknown)
        assert not {*each.papers} & {*each.lacking}


@few
@given(some_roles(), profiles())
def test_match_checklist_and_timeline_agree(listed: list[Role], values: Values) -> None:
    judged = judge(values)
    for each in matched(listed, judged):
        found = qualify(each.role, (), judged, {})
        assert (each.found.can_apply, each.found.not_before) == (found.can_apply, found.not_before)
        assert [item.verdict for item in each.found.items] == [item.verdict for item in found.items]
        assert same_day(each, make_timeline(found, Closer(judged), {}))


@few
@given(roles(), holdings(), st.integers(1, 200))
def test_they_agree_for_a_target_with_a_day_too(asked: tuple[Asked, ...], held: tuple[Held, ...], ahead: int) -> None:
    target = {"role": "example", "apply_on": str(TODAY + ahead * DAY)}
    judged = judge_of(held, targets=[target])
    listed = role_of(asked)
    stages = stages_of(judged.profile.targets[0], judged.profile)
    found = qualify(listed, (), judged, stages)
    each = matched([listed], judged)[0]
    assert each.found.can_apply == found.can_apply
    assert same_day(each, make_timeline(found, Closer(judged), stages))


def same_day(each: Match, found: Timeline) -> bool:
    """Say whether match and timeline name one day, and what decides it."""
    return (each.ready.earliest, each.ready.decided_by) == (found.ready.earliest, found.ready.decided_by)


@few
@given(some_roles(), profiles(), st.randoms(use_true_random=False))
def test_the_order_of_the_catalog_decides_between_equals_only(
    listed: list[Role], values: Values, chance: random.Random
) -> None:
    judged = judge(values)
    before = match(listed, alone, judged)
    after = match(chance.sample(listed, len(listed)), alone, judged)

    def told(each: Match) -> tuple[object, ...]:
        return each.fit, each.ready, each.fits_from, each.met, each.unmet, each.expected, each.unknown

    assert {each.role.id: told(each) for each in before} == {each.role.id: told(each) for each in after}
    assert [(each.fit, len(each.unmet)) for each in before] == [(each.fit, len(each.unmet)) for each in after]
    assert effects(openers(before, judged)) == effects(openers(after, judged))


def effects(found: Sequence[Opener]) -> set[tuple[str, str, frozenset[str]]]:
    """Return what opens what; of two that do the same the first of the catalog may stand for both."""
    return {(each.kind, each.assumption.key, frozenset(each.opens)) for each in found}


def test_how_long_an_opener_takes_does_not_hang_on_the_order_of_the_catalog() -> None:
    quick = named("quick", asks("test", **credential("copat"), lead_time=weeks(1)))
    slow = named("slow", asks("test", **credential("copat"), lead_time=weeks(12)))
    lengths = [opened(listed, judge_of(()))[0].length for listed in ([quick, slow], [slow, quick])]
    assert lengths[0] == lengths[1]


# --- how the work grows


FIRST_AID = {
    "all_of": [
        {"kind": "credential", "any": ["first-aid-standard"], "current": True},
        {"kind": "credential", "any": ["cpr-c"], "current": True},
        {"kind": "credential", "any": ["aed"], "current": True},
    ]
}


def judged_how_often(monkeypatch: pytest.MonkeyPatch, listed: Sequence[Role], judged: Judge) -> int:
    counted = 0
    real = Judge._judge  # noqa: SLF001 - what is counted is the work itself, not what it is asked for

    def counting(self: Judge, criterion: Criterion) -> Judged:
        nonlocal counted
        counted += 1
        return real(self, criterion)

    with monkeypatch.context() as patch:
        patch.setattr(Judge, "_judge", counting)
        match(listed, alone, judged)
    return counted


def test_what_many_roles_ask_alike_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def alike(count: int) -> list[Role]:
        return [
            named(f"role-{number}", education("schooling"), asks("first-aid", criterion=FIRST_AID))
            for number in range(count)
        ]

    few_roles, many = (judged_how_often(monkeypatch, alike(count), judge_of(())) for count in (2, 40))
    assert few_roles == many


def test_more_roles_that_ask_for_the_same_few_things_are_no_more_work(monkeypatch: pytest.MonkeyPatch) -> None:
    names = sorted(VOCABULARY.credentials)[:6]

    def unlike(count: int) -> list[Role]:
        return [named(f"role-{number}", asks("one", **credential(names[number % 6]))) for number in range(count)]

    six, sixty = (judged_how_often(monkeypatch, unlike(count), judge_of(())) for count in (6, 60))
    assert six == sixty


# --- the real catalog


@dataclass(frozen=True)
class World:
    """The real catalog: its words, and the roles one may apply for."""

    catalog: Catalog
    words: Vocabulary
    roles: tuple[Role, ...]

    def judge(self, person: dict[str, Any]) -> Judge:
        return Judge(self.words, Profile.model_validate(person), TODAY)

    def match(self, judged: Judge) -> tuple[dict[str, Match], list[Opener]]:
        found = match(self.roles, self.catalog.lineage, judged)
        return {each.role.id: each for each in found}, openers(found, judged)


@pytest.fixture(scope="module")
def world(compiled: Path) -> World:
    catalog = open_catalog(compiled / "no-packs", compiled)
    return World(catalog, words_of(catalog), tuple(each for each in catalog.roles.values() if each.employer))


QUESTIONS = ("shift-work", "unpaid-full-time-training", "nb-ad-language", "relocate", "assesses-behaviour")
true_facts = st.one_of(
    facts,
    st.builds(
        lambda name, ahead: assumptions.holding("credential", name, str(TODAY + ahead * DAY), TODAY),
        st.sampled_from(sorted(VOCABULARY.credentials)), st.integers(-400, 400),
    ),
    st.builds(
        lambda level, field, year: assumptions.studying(level, field, str(year), TODAY),
        st.sampled_from(sorted(VOCABULARY.levels)), st.none() | st.sampled_from(sorted(VOCABULARY.fields)),
        st.integers(2020, 2029),
    ),
    st.builds(
        lambda area, months: assumptions.working(area, months, TODAY),
        st.sampled_from(sorted(VOCABULARY.areas)), st.integers(1, 120),
    ),
    st.builds(assumptions.speaking, st.sampled_from(["en", "fr"]), st.sampled_from(["basic", "advanced", "fluent"])),
    st.builds(lambda key: assumptions.answering(key, answer=True), st.sampled_from(QUESTIONS)),
    st.builds(assumptions.driving, st.sampled_from(["5", "G", "G2"]), st.sampled_from(["CA-BC", "CA-ON", "CA-MB"])),
)  # fmt: skip


def later(one: dt.date | None, other: dt.date | None) -> bool:
    """Say whether the one day is after the other; none at all is after every day."""
    return other is not None and (one is None or one > other)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(PEOPLE), st.lists(true_facts, min_size=1, max_size=3))
def test_a_further_fact_makes_no_role_later_and_nothing_missing(
    world: World, person: dict[str, Any], assumed: list[Assumption]
) -> None:
    judged = world.judge(person)
    before, _ = world.match(judged)
    after, _ = world.match(replace(judged, profile=assume(judged.profile, assumed)))
    for name, each in before.items():
        assert not later(after[name].ready.earliest, each.ready.earliest), name
        assert not later(after[name].ready.surely, each.ready.surely), name
        assert set(after[name].unmet) <= set(each.unmet), name


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person["name"]).split(",")[0])
def test_for_everybody_match_agrees_with_checklist_and_timeline(world: World, person: dict[str, Any]) -> None:
    judged = world.judge(person)
    found, _ = world.match(judged)
    for role in world.roles:
        stages = stages_of(None, judged.profile)
        each = qualify(role, world.catalog.lineage(role), judged, stages, asking=False)
        assert found[role.id].found.can_apply == each.can_apply
        assert same_day(found[role.id], make_timeline(each, Closer(judged), stages)), role.id
        assert (each.can_apply == "no") <= bool(found[role.id].unmet), role.id
