"""What a profile may never do to a line, whatever the criterion; and the examples people will meet.

The profiles and criteria are put together at random from those of this folder.
"""

import calendar
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from test_conformance import PEOPLE, TODAY, requirement

from careerplan.catalog.criteria import AllOf, AnyOf, Criterion, Time, Work
from careerplan.catalog.vocabulary import Area, CredentialTerm, EducationLevel, FieldOfStudy, LicenceClass
from careerplan.person.profile import Profile
from careerplan.planning.judging import Judge, open_leaves
from careerplan.planning.lines import BEGINNING, DAY, NO, OPEN, YES, Case, Line, Truth, Verdict, judge_cases
from careerplan.planning.vocabulary import FULL_TIME_HOURS, Vocabulary
from careerplan.spans import shift, span

HERE = Path(__file__).parent
ROWS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (HERE.parents[1] / "data" / "vocabulary.yaml").read_text(encoding="utf-8")
)
VOCABULARY = Vocabulary(
    {row["id"]: EducationLevel.model_validate(row) for row in ROWS["levels"]},
    {row["id"]: FieldOfStudy.model_validate(row) for row in ROWS["fields"]},
    {row["id"]: Area.model_validate(row) for row in ROWS["areas"]},
    {row["id"]: CredentialTerm.model_validate(row) for row in ROWS["credentials"]},
    tuple(LicenceClass.model_validate(row) for row in ROWS["licences"]),
)
ASKED = [requirement(row) for row in yaml.safe_load((HERE / "requirements.yaml").read_text(encoding="utf-8"))]
CRITERIA = [
    criterion
    for each in ASKED
    for criterion in (each.criterion, each.only_if, *(reading.criterion for reading in each.readings))
    if criterion
]
LISTS = ("education", "experience", "credentials", "tests", "clearances", "driving", "languages")
ENTRIES = {name: [entry for each in PEOPLE for entry in each["profile"].get(name) or ()] for name in LISTS}
FACTS = ("birth_date", "citizenship", "lives_in", "declared")
some_list = st.sampled_from(LISTS)
fitting = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Values: TypeAlias = dict[str, Any]
Tree: TypeAlias = Criterion
READ: TypeAdapter[Tree] = TypeAdapter(Criterion)


@st.composite
def profiles(draw: st.DrawFn) -> Values:
    """Draw the values of a profile: each list and each fact absent, or as in some of the people."""
    said: Values = {}
    for name, entries in ENTRIES.items():
        if draw(st.booleans()):
            said[name] = draw(st.lists(st.sampled_from(entries), max_size=3))
    for name in FACTS:
        if draw(st.booleans()):
            said[name] = draw(st.sampled_from([each["profile"][name] for each in PEOPLE if name in each["profile"]]))
    return said


def _combined(parts: list[Tree], *, any_suffices: bool) -> Tree:
    return AnyOf(any_of=tuple(parts)) if any_suffices else AllOf(all_of=tuple(parts))


trees = st.recursive(
    st.sampled_from(CRITERIA),
    lambda parts: st.builds(_combined, st.lists(parts, min_size=1, max_size=3), any_suffices=st.booleans()),
    max_leaves=4,
)


def judge(values: Values, today: dt.date = TODAY) -> Judge:
    return Judge(VOCABULARY, Profile.model_validate(values), today)


def line(values: Values, criterion: Tree, today: dt.date = TODAY) -> Line:
    return judge(values, today).judge(criterion).line


def compared(one: Line, other: Line) -> Iterator[tuple[Truth, Truth]]:
    """Yield the values of two lines on every day on which either changes."""
    for day in {day for each in (one, other) for day, _ in each.steps}:
        yield one.at(day), other.at(day)


def turned(criterion: Tree) -> Tree:
    """Return a criterion with its parts in the other order, on every level."""
    if isinstance(criterion, AnyOf):
        return AnyOf(any_of=tuple(map(turned, reversed(criterion.any_of))))
    if isinstance(criterion, AllOf):
        return AllOf(all_of=tuple(map(turned, reversed(criterion.all_of))))
    return criterion


# --- what entries and keys may do


@fitting
@given(profiles(), trees, st.randoms(use_true_random=False))
def test_order_never_matters(values: Values, criterion: Tree, chance: random.Random) -> None:
    shuffled = {key: chance.sample(each, len(each)) if isinstance(each, list) else each for key, each in values.items()}
    assert line(values, criterion) == line(shuffled, turned(criterion))


@fitting
@given(profiles(), trees, some_list, st.data())
def test_a_further_true_entry_never_lowers_a_complete_list(
    values: Values, criterion: Tree, name: str, data: st.DataObject
) -> None:
    values = {name: [], **values}
    more = {**values, name: [*values[name], data.draw(st.sampled_from(ENTRIES[name]))]}
    before, now = line(values, criterion), line(more, criterion)
    assert all(old <= new for old, new in compared(before, now))
    if judge_cases([Case(before)], TODAY).status == "met":
        assert judge_cases([Case(now)], TODAY).status == "met"


@fitting
@given(profiles(), trees, some_list, st.data())
def test_what_an_incomplete_list_lacked_contradicts_nothing(
    values: Values, criterion: Tree, name: str, data: st.DataObject
) -> None:
    values = {name: [], **values, "incomplete": [name]}
    more = {**values, name: [*values[name], data.draw(st.sampled_from(ENTRIES[name]))]}
    assert all(old is OPEN or old is new for old, new in compared(line(values, criterion), line(more, criterion)))


@fitting
@given(profiles(), trees, some_list)
def test_calling_a_list_incomplete_only_opens_what_was_barred(values: Values, criterion: Tree, name: str) -> None:
    complete, incomplete = line(values, criterion), line({**values, "incomplete": [name]}, criterion)
    assert all(new is old or (old is NO and new is OPEN) for old, new in compared(complete, incomplete))


@fitting
@given(profiles(), trees, st.sampled_from([*LISTS, *FACTS]))
def test_silence_decides_nothing(values: Values, criterion: Tree, key: str) -> None:
    """Without a key what was met or unmet stays, or turns open: never the other way round."""
    assume(key in values)
    silent = {name: value for name, value in values.items() if name != key}
    assert all(new is old or new is OPEN for old, new in compared(line(values, criterion), line(silent, criterion)))


@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_profile_that_says_nothing_leaves_everything_open(criterion: Tree) -> None:
    assert line({}, criterion) == Line.always(OPEN)
    assert line({name: [] for name in LISTS}, criterion).at(TODAY) is not YES


@fitting
@given(profiles(), trees)
def test_a_kind_reading_only_settles_what_is_open(values: Values, criterion: Tree) -> None:
    strict = judge(values)
    kind = replace(strict, generous=True)
    assert all(
        old is OPEN or old is new for old, new in compared(strict.judge(criterion).line, kind.judge(criterion).line)
    )


# --- what time may do


@fitting
@given(profiles(), trees, st.integers(1, 1500))
def test_time_alone_turns_plans_open_and_nothing_else(values: Values, criterion: Tree, days: int) -> None:
    """No lapsed credential revives, and nothing unknown is met but by days the profile already names."""
    later = TODAY + days * DAY
    early, late = line(values, criterion), line(values, criterion, later)
    for day in {later, *(day for each in (early, late) for day, _ in each.steps if day > later)}:
        assert late.at(day) <= early.at(day)
        assert (early.at(day), late.at(day)) != (YES, NO)


@given(st.sampled_from(ENTRIES["credentials"] + ENTRIES["tests"]), st.integers(0, 4000), st.integers(0, 4000))
@settings(max_examples=200, deadline=None)
def test_no_day_revives_a_lapsed_credential(entry: Values, days: int, more: int) -> None:
    name, word = ("tests", entry["test"]) if "test" in entry else ("credentials", entry["credential"])
    known = VOCABULARY.known("credentials", word) or "other"
    asked = READ.validate_python({"kind": "credential", "any": [known], "current": True, "max_age_months": 12})
    first, second = TODAY + days * DAY, TODAY + (days + more) * DAY
    if line({name: [entry]}, asked, first).at(first) is NO and not entry.get("booked"):
        assert line({name: [entry]}, asked, second).at(second) is NO


partials = st.dates(dt.date(2000, 1, 1), TODAY).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@given(partials)
def test_a_recorded_fact_is_never_later_than_today(text: str) -> None:
    done = judge({}).done(text)
    assert done.at(TODAY) is YES
    assert done.at(span(text)[0] - DAY) is NO
    assert [run.value for run in done.runs()] in ([NO, YES], [NO, OPEN, YES])


@given(partials)
def test_a_plan_whose_day_has_passed_proves_nothing(text: str) -> None:
    assume(span(text)[1] <= TODAY)
    planned = {"education": [{"credential": "bachelor", "expected": text}]}
    found = line(planned, READ.validate_python({"kind": "education", "level": "degree"}))
    assert found.at(TODAY) is OPEN
    assert all(value is not YES for _, value in found.steps)


# --- the tree


@fitting
@given(profiles(), trees)
def test_the_deciding_leaves_decide(values: Values, criterion: Tree) -> None:
    found = judge(values).judge(criterion)
    deciding, leaves = list(found.deciding(TODAY)), list(found.leaves())
    assert deciding
    assert all(leaf.line.at(TODAY) is found.line.at(TODAY) for leaf in deciding)
    assert {id(leaf) for leaf in deciding} <= {id(leaf) for leaf in leaves}
    assert all(leaf.question and leaf.shows and leaf.key for leaf in leaves)


@fitting
@given(profiles(), trees)
def test_what_is_open_has_somebody_to_ask(values: Values, criterion: Tree) -> None:
    here = judge(values)
    asked = list(open_leaves(criterion, here, TODAY))
    assert bool(asked) == (here.judge(criterion).line.at(TODAY) is OPEN)
    kindly = replace(here, generous=True)
    for leaf, ask in asked:
        assert ask == ("employer" if kindly.judge(leaf.node).line.at(TODAY) is YES else "you")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 900), st.sampled_from([10, 20, 35, 40])), max_size=4),
    st.sampled_from([6, 12, 24]),
    st.sampled_from([None, 12, 24]),
)
def test_experience_is_a_count_of_days(drawn: list[tuple[int, int, int]], months: int, within: int | None) -> None:
    start = dt.date(2022, 1, 1)
    jobs = [(start + first * DAY, start + (first + length) * DAY, hours) for first, length, hours in drawn]
    entries = [
        {"area": "custody", "from": str(first), "to": str(last), "hours_per_week": hours} for first, last, hours in jobs
    ]
    work = Work(areas=("corrections",), within_months=within)
    found = line({"experience": entries}, Time(kind="time", months=months, work=work))
    days = []
    for day in (start + n * DAY for n in range(1900)):
        shares = [min(1, hours / FULL_TIME_HOURS) for first, last, hours in jobs if first <= day <= last]
        unit = 1 / calendar.monthrange(day.year, day.month)[1]
        days.append((day, min(1, sum(shares)) * unit, bool(shares) * unit))
    for by in (start + n * DAY for n in range(0, 1880, 94)):
        begin = shift(by, -within) if within else BEGINNING
        sure = sum(low for day, low, _ in days if begin <= day <= by)
        most = sum(high for day, _, high in days if begin <= day <= by)
        nearly = months - 0.05
        if abs(sure - nearly) > 0.001 and abs(most - nearly) > 0.001:
            assert found.at(by) is (YES if sure > nearly else OPEN if most > nearly else NO)


# --- by example


def verdict(values: Values, criterion: Values, first: str | None = None, last: str | None = None) -> str:
    """Return the verdict as one would say it: its word, then from and until where it has them."""
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last or first)]
    status, since, until = judge_cases([Case(line(values, READ.validate_python(criterion)), *days)], TODAY)
    return status + (f" from {since}" if since else "") + (f" until {until}" if until else "")


FIRST_AID = {"kind": "credential", "any": ["first-aid-standard"], "current": True}


def test_an_expired_first_aid_certificate() -> None:
    expired = {"credential": "first-aid-standard", "issued": "2023-11-21", "expires": "2026-11-21"}
    booked = {"credential": "first-aid-standard", "booked": "2026-12-05", "expires": "2029-12-05"}
    assert verdict({"credentials": [expired]}, FIRST_AID) == "unmet"
    assert verdict({"credentials": [expired, booked]}, FIRST_AID) == "expected from 2026-12-05 until 2029-12-05"
    assert verdict({"credentials": [{**expired, "expires": "2026-11-22"}]}, FIRST_AID) == "met until 2026-11-22"
    assert verdict({"credentials": [expired]}, {**FIRST_AID, "current": False}) == "unmet"


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        ("2026-12-31", "lapses until 2026-12-31"),
        ("2027-02-28", "lapses until 2027-02-28"),
        ("2027-08-14", "lapses until 2027-08-14"),
        ("2027-08-15", "met until 2027-08-15"),
    ],
)
def test_first_aid_that_must_last_through_the_training(expires: str, expected: str) -> None:
    held = {"credentials": [{"credential": "first-aid-standard", "issued": "2024-05-01", "expires": expires}]}
    assert verdict(held, FIRST_AID, "2027-03-01", "2027-08-15") == expected


def test_first_aid_without_an_end_date_is_sure_for_the_shortest_validity() -> None:
    assert VOCABULARY.credentials["first-aid-standard"].valid_months == (36, 36)
    held = {"credentials": [{"credential": "first-aid-standard", "issued": "2024-01-10"}]}
    assert verdict(held, FIRST_AID) == "met until 2027-01-10"
    assert verdict(held, FIRST_AID, "2027-01-11") == "unknown"
    assert verdict(held, {**FIRST_AID, "current": False}, "2040-01-01") == "met"


def test_a_fitness_test_passed_seven_months_before_an_academy_that_wants_six() -> None:
    six_months = {"kind": "credential", "any": ["copat"], "max_age_months": 6}
    passed = {"tests": [{"test": "copat", "passed": "2026-06-15"}]}
    again = {"tests": [*passed["tests"], {"test": "copat", "booked": "2027-01-09"}]}
    assert verdict(passed, six_months, "2027-01-15") == "lapses until 2026-12-15"
    assert verdict(passed, six_months, "2026-12-15") == "met until 2026-12-15"
    vague = {"tests": [{"test": "copat", "passed": "2026-07"}]}
    assert verdict(vague, six_months, "2027-01-15") == "unknown"
    assert verdict(vague, six_months, "2027-02-01") == "lapses until 2027-01-01"
    assert verdict(again, six_months, "2027-01-15") == "expected from 2027-01-09 until 2027-07-09"


def test_a_degree_finishing_in_april() -> None:
    degree = {"kind": "education", "level": "degree", "fields": ["criminology"]}
    finishing = {"education": [{"credential": "bachelor", "field": "criminology", "expected": "2027-04"}]}
    assert verdict(finishing, degree) == "expected from 2027-04-30"
    assert verdict(finishing, degree, "2027-05-01") == "expected from 2027-04-30"
    assert line(finishing, READ.validate_python(degree)).at(dt.date(2027, 4, 15)) is OPEN
    past = dt.date(2027, 5, 1)
    assert line(finishing, READ.validate_python(degree), past).at(past) is OPEN


TWO_YEARS = {
    "kind": "time",
    "months": 24,
    "study": {"fields": ["criminal-justice"]},
    "work": {"areas": ["security", "corrections"]},
}


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ({"from": "2025-11-01", "to": "2026-10-31", "hours_per_week": 40}, "met"),
        ({"from": "2025-11", "to": "2026-10", "hours_per_week": 40}, "met"),
        ({"from": "2025-11-01", "to": "2026-09-30", "hours_per_week": 40}, "unmet"),
        ({"from": "2025-11-01", "to": "2026-10-31", "hours_per_week": 20}, "unknown"),
        ({"from": "2025-11-01", "to": "2026-10-31", "hours_per_week": 40, "paid": False}, "unknown"),
        ({"from": "2026-01-01", "to": None, "hours_per_week": 40}, "expected from 2026-12-30"),
    ],
)
def test_two_years_made_of_one_of_study_and_one_of_work(job: Values, expected: str) -> None:
    """Months hold to two days, hence the end of the last year on the 30th."""
    studied = {"credential": "certificate", "field": "corrections", "years": 1, "completed": "2025-06"}
    values = {"education": [studied], "experience": [{"area": "security", **job}]}
    assert verdict(values, TWO_YEARS) == expected


def test_study_and_work_are_each_counted_once() -> None:
    studied = {"credential": "certificate", "field": "corrections", "years": 1, "completed": "2025-06"}
    worked = {"area": "custody", "from": "2025-01-01", "to": "2025-12-31", "hours_per_week": 40}
    assert verdict({"education": [studied], "experience": []}, TWO_YEARS) == "unmet"
    assert verdict({"education": [], "experience": [worked, worked]}, TWO_YEARS) == "unmet"
    assert verdict({"education": [studied], "experience": [worked]}, TWO_YEARS) == "met"
    assert verdict({"education": [studied]}, TWO_YEARS) == "unknown"


@pytest.mark.parametrize(
    ("licence", "asked", "expected"),
    [
        ({"class": "G", "jurisdiction": "CA-ON"}, {}, "met until 2029-04-12"),
        ({"class": "G", "jurisdiction": "CA-ON"}, {"issued_here": True}, "unmet"),
        ({"class": "5", "jurisdiction": "CA-BC"}, {"issued_here": True}, "met until 2029-04-12"),
        ({"class": "G2", "jurisdiction": "CA-ON"}, {}, "unknown"),
        ({"class": "G2", "jurisdiction": "CA-ON"}, {"stage": "novice"}, "met until 2029-04-12"),
        ({"class": "G2", "jurisdiction": "CA-ON"}, {"stage": "full"}, "unmet"),
        ({"class": "G1", "jurisdiction": "CA-ON"}, {}, "unmet"),
        ({"class": "B", "jurisdiction": "PH"}, {}, "unknown"),
        ({"class": "5", "jurisdiction": "CA-AB"}, {"stage": "full"}, "unknown"),
        ({"class": "5", "jurisdiction": "CA-AB"}, {"stage": "novice"}, "met until 2029-04-12"),
        ({"class": "5", "jurisdiction": "CA-QC"}, {"class": "4A", "of": "CA-QC", "stage": "full"}, "unmet"),
    ],
)
def test_a_licence_from_another_province(licence: Values, asked: Values, expected: str) -> None:
    held = {"driving": [{**licence, "expires": "2029-04-12"}]}
    assert verdict(held, {"kind": "driving", "class": "5", "of": "CA-BC", **asked}) == expected


ELIGIBLE = {"kind": "status", "any": ["authorized"]}


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ({"status": "work-permit", "open": True, "expires": "2027-09-30"}, "met until 2027-09-30"),
        ({"status": "work-permit", "open": True, "expires": "2027-09"}, "met until 2027-09-01"),
        ({"status": "work-permit", "open": True, "expires": "2026-10-31"}, "unmet"),
        ({"status": "work-permit", "open": True}, "unknown"),
        ({"status": "work-permit", "open": False, "expires": "2027-09-30"}, "unknown"),
        ({"status": "work-permit", "open": False, "expires": "2026-10-31"}, "unmet"),
        ({"status": "work-permit", "expires": "2027-09-30"}, "unknown"),
        ({"status": "none"}, "unmet"),
        ({"status": "other"}, "unknown"),
        ({"status": "citizen"}, "met"),
        ({"status": "permanent-resident"}, "met"),
    ],
)
def test_a_work_permit(standing: Values, expected: str) -> None:
    assert verdict({"citizenship": {"CA": standing}, "lives_in": "CA-ON"}, ELIGIBLE) == expected
    settled = {"kind": "status", "any": ["citizen", "permanent-resident"]}
    held = standing["status"] in {"citizen", "permanent-resident"}
    assert verdict({"citizenship": {"CA": standing}}, settled) == ("met" if held else "unmet")


def test_an_open_permit_that_ends_before_the_job_begins() -> None:
    permit = {"citizenship": {"CA": {"status": "work-permit", "open": True, "expires": "2027-09-30"}}}
    assert verdict(permit, ELIGIBLE, "2027-10-15") == "lapses until 2027-09-30"
    assert verdict({}, ELIGIBLE) == "unknown"


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2007-11-22", "met"),
        ("2007-11-23", "expected from 2026-11-23"),
        ("2007", "unknown from 2026-12-31"),
        ("2006", "met"),
        ("2008-02-29", "expected from 2027-03-01"),
        ("1989-11-23", "met until 2026-11-22"),
        ("1989-11-22", "unmet"),
    ],
)
def test_ages(born: str, expected: str) -> None:
    asked = {"kind": "age", "at_least": 19, "below": 37}
    found = verdict({"birth_date": born}, asked)
    assert found == expected or found.startswith(f"{expected} until 20")


def test_the_best_rating_of_a_language_counts() -> None:
    asked = {"kind": "language", "language": "fr", "level": "advanced"}
    spoken = [{"language": "fr", "level": level} for level in ("basic", "fluent", "intermediate")]
    assert verdict({"languages": spoken}, asked) == "met"
    assert verdict({"languages": [spoken[0], {"language": "en", "level": "fluent"}]}, asked) == "unmet"


def test_the_verdict_names_a_day_only_where_there_is_one() -> None:
    found = judge_cases([Case(line({}, READ.validate_python(FIRST_AID)))], TODAY)
    assert found == Verdict("unknown")
