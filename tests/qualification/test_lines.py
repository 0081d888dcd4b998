"""Laws of lines, and verdicts against their definition, one day at a time."""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from careerplan.planning.lines import (
    BEGINNING,
    DAY,
    NO,
    OPEN,
    SPLIT,
    YES,
    Case,
    Line,
    Truth,
    Verdict,
    every,
    judge_cases,
    merge,
    since,
    some,
    split,
    until,
)

BASE = dt.date(2026, 1, 1)
HORIZON = 40
ALL_DAYS = [BASE + n * DAY for n in range(-2, HORIZON + 3)]
wide = settings(max_examples=150, deadline=None)


def after(days: int) -> dt.date:
    return BASE + days * DAY


def lines(*values: Truth) -> SearchStrategy[Line]:
    """Return lines of these values that change, if at all, within the horizon."""
    change = st.tuples(st.integers(0, HORIZON).map(after), st.sampled_from(values))
    head = st.sampled_from(values).map(lambda value: (BEGINNING, value))
    return st.builds(lambda first, rest: Line.of([first, *rest]), head, st.lists(change, max_size=5))


some_day = st.integers(0, HORIZON).map(after)
criteria_lines = lines(NO, OPEN, YES)
all_lines = lines(*Truth)
ALWAYS, NEVER, UNSAID = Line.always(YES), Line.always(NO), Line.always(OPEN)


def flipped(line: Line) -> Line:
    """Negate a line: nothing in the program does, but De Morgan's laws need it."""
    return Line.of((day, {NO: YES, YES: NO}.get(value, value)) for day, value in line.steps)


def days_of(line: Line, value: Truth) -> set[dt.date]:
    return {day for day in ALL_DAYS if line.at(day) is value}


# --- lines


@wide
@given(all_lines, all_lines, all_lines)
def test_lines_are_a_distributive_lattice(a: Line, b: Line, c: Line) -> None:
    assert a & b == b & a
    assert a | b == b | a
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)
    assert a & a == a == a | a
    assert a & (a | b) == a == a | (a & b)
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)
    assert a & ALWAYS == a == a | NEVER
    assert a & NEVER == NEVER
    assert a | ALWAYS == ALWAYS


@wide
@given(criteria_lines, criteria_lines)
def test_de_morgan(a: Line, b: Line) -> None:
    assert flipped(flipped(a)) == a
    assert flipped(a & b) == flipped(a) | flipped(b)
    assert flipped(a | b) == flipped(a) & flipped(b)


@wide
@given(all_lines, all_lines)
def test_all_of_intersects_the_sure_days_and_any_of_unites_them(a: Line, b: Line) -> None:
    assert days_of(a & b, YES) == days_of(a, YES) & days_of(b, YES)
    assert days_of(a | b, YES) == days_of(a, YES) | days_of(b, YES)
    assert days_of(a & b, NO) == days_of(a, NO) | days_of(b, NO)
    assert days_of(a | b, NO) == days_of(a, NO) & days_of(b, NO)


@wide
@given(all_lines, all_lines)
def test_lines_join_day_by_day(a: Line, b: Line) -> None:
    for day in ALL_DAYS:
        assert (a & b).at(day) is min(a.at(day), b.at(day))
        assert (a | b).at(day) is max(a.at(day), b.at(day))


@wide
@given(st.lists(all_lines, max_size=4))
def test_many_lines_join_as_two_do(parts: list[Line]) -> None:
    for day in ALL_DAYS:
        assert every(parts).at(day) is min((part.at(day) for part in parts), default=YES)
        assert some(parts).at(day) is max((part.at(day) for part in parts), default=NO)
    assert every(reversed(parts)) == every(parts)
    assert some(reversed(parts)) == some(parts)


@wide
@given(all_lines, all_lines)
def test_equal_lines_are_written_alike(a: Line, b: Line) -> None:
    for line in (a, a & b, a | b, split([a, b]), a.softened()):
        assert line.steps[0][0] == BEGINNING
        assert all(one[0] < following[0] and one[1] is not following[1] for one, following in pairwise(line.steps))
    assert (a == b) == all(a.at(day) is b.at(day) for day in ALL_DAYS)


@wide
@given(all_lines, some_day)
def test_runs_tile_the_days(line: Line, day: dt.date) -> None:
    runs = list(line.runs())
    assert [(run.first, run.value) for run in runs] == list(line.steps)
    assert runs[-1].last is None
    assert all(one.last is not None and one.last + DAY == following.first for one, following in pairwise(runs))
    found = line.run(day)
    assert found in runs
    assert found.first <= day
    assert found.last is None or day <= found.last
    assert found.value is line.at(day)


@wide
@given(all_lines, some_day, st.integers(0, 20))
def test_the_worst_is_the_least_of_the_days(line: Line, first: dt.date, length: int) -> None:
    assert line.worst(first, first + length * DAY) is min(line.at(first + n * DAY) for n in range(length + 1))


@wide
@given(all_lines)
def test_softened_is_the_line_with_no_as_open(line: Line) -> None:
    assert all(line.softened().at(day) is (line.at(day) or OPEN) for day in ALL_DAYS)


def test_a_vague_day_is_open_while_it_may_lie_ahead() -> None:
    began = since(after(3), after(6))
    ended = until(after(3), after(6))
    assert [began.at(after(n)) for n in range(2, 8)] == [NO, OPEN, OPEN, OPEN, YES, YES]
    assert [ended.at(after(n)) for n in range(2, 8)] == [YES, YES, OPEN, OPEN, OPEN, NO]


@wide
@given(some_day, st.integers(0, 9), st.integers(0, 9))
def test_a_vague_day_is_every_day_it_may_be(first: dt.date, length: int, actual: int) -> None:
    """Whichever day of the window is the true one, what is sure is true of it."""
    last, true_day = first + length * DAY, first + min(actual, length) * DAY
    for vague, exact in ((since(first, last), since(true_day)), (until(first, last), until(true_day))):
        assert all(vague.at(day) in {OPEN, exact.at(day)} for day in ALL_DAYS)


TREES: list[Callable[[Line, Line, Line], Line]] = [
    lambda a, b, x: (a & b) | x,
    lambda a, b, x: (a | b) & x,
    lambda a, b, x: a & (b | x),
    lambda a, b, x: split([a & x, b | x]),
]


@wide
@given(criteria_lines, criteria_lines, criteria_lines, criteria_lines, st.sampled_from(TREES))
def test_learning_what_was_open_never_flips_what_was_decided(
    a: Line, b: Line, unsure: Line, fact: Line, tree: Callable[[Line, Line, Line], Line]
) -> None:
    days = {day for line in (unsure, fact) for day, _ in line.steps}
    learned = Line.of((day, fact.at(day) if unsure.at(day) is OPEN else unsure.at(day)) for day in days)
    before, now = tree(a, b, unsure), tree(a, b, learned)
    assert all(now.at(day) is before.at(day) for day in ALL_DAYS if before.at(day) in {NO, YES})


# --- sources that disagree


@wide
@given(st.lists(criteria_lines, min_size=1, max_size=4))
def test_split_is_what_holds_whichever_source_is_right(readings: list[Line]) -> None:
    joined = split(readings)
    for day in ALL_DAYS:
        values = {reading.at(day) for reading in readings}
        if len(values) == 1:
            assert {joined.at(day)} == values
        else:
            assert joined.at(day) is (OPEN if OPEN in values else SPLIT)
    assert split(readings[::-1]) == split(readings * 2) == joined


@pytest.mark.parametrize(
    ("values", "merged"),
    [
        ([YES], YES), ([NO], NO), ([YES, YES], YES), ([NO, NO], NO), ([OPEN, OPEN], OPEN), ([YES, NO], SPLIT),
        ([YES, OPEN], OPEN), ([NO, OPEN], OPEN), ([YES, NO, OPEN], OPEN), ([SPLIT, YES], SPLIT), ([SPLIT, OPEN], OPEN),
    ],
)  # fmt: skip
def test_merged_values(values: list[Truth], merged: Truth) -> None:
    assert merge(values) is merge(reversed(values)) is merged


def test_the_chain() -> None:
    assert NO < OPEN < SPLIT < YES


# --- verdicts

Drawn = list[tuple[Line, int, int]]
needs = st.lists(st.tuples(all_lines, st.integers(0, 30), st.integers(0, 12)), min_size=1, max_size=3)


def needed(drawn: Drawn, today: dt.date) -> list[tuple[Line, dt.date, dt.date]]:
    return [(line, today + wait * DAY, today + (wait + length) * DAY) for line, wait, length in drawn]


def spelled_out(cases: Sequence[tuple[Line, dt.date, dt.date]], today: dt.date) -> str:
    """Return the verdict by its definition: every reading on its own days, then what all of them allow."""

    def worst(line: Line, first: dt.date, last: dt.date) -> Truth:
        return min(line.at(first + n * DAY) for n in range((last - first).days + 1))

    def needed_after(delay: int) -> Truth:
        return merge(worst(line, first + delay * DAY, last + delay * DAY) for line, first, last in cases)

    then = needed_after(0)
    if then is YES:
        return "met" if all(worst(line, today, last) is YES for line, _, last in cases) else "expected"
    if then is NO and all(line.at(today) is YES for line, _, _ in cases):
        return "lapses"
    best = max(needed_after(delay) for delay in range(2 * HORIZON)) if then is NO else then
    return {NO: "unmet", OPEN: "unknown", SPLIT: "depends", YES: "expected"}[best]


@settings(max_examples=250, deadline=None)
@given(needs, some_day)
def test_the_verdict_is_its_definition(drawn: Drawn, today: dt.date) -> None:
    cases = needed(drawn, today)
    assert judge_cases([Case(*each) for each in cases], today).status == spelled_out(cases, today)


@wide
@given(needs, some_day)
def test_the_interval_contains_the_day_exactly_when_the_verdict_says_so(drawn: Drawn, today: dt.date) -> None:
    cases = needed(drawn, today)
    verdict = judge_cases([Case(*each) for each in cases], today)
    if verdict.status == "unmet":
        assert verdict == Verdict("unmet")
    if verdict.status in {"met", "lapses"}:
        assert all(line.at(today) is YES for line, _, _ in cases)
        assert verdict.until is None or today <= verdict.until
    if verdict.status == "met":
        assert verdict.since is None
        assert verdict.until is None or min(last for _, _, last in cases) <= verdict.until
    if verdict.status == "lapses":
        assert verdict.until is not None
        assert any(verdict.until < last for _, _, last in cases)
    assert verdict.since is None or today < verdict.since
    if verdict.status == "expected":
        assert verdict.since is not None
        assert verdict.until is None or verdict.since <= verdict.until


@wide
@given(all_lines, st.integers(0, 30), st.integers(0, 12), some_day)
def test_from_and_until_are_the_ends_of_a_sure_run(line: Line, wait: int, length: int, today: dt.date) -> None:
    [(_, first, last)] = needed([(line, wait, length)], today)
    verdict = judge_cases([Case(line, first, last)], today)
    if verdict.since:
        assert line.at(verdict.since) is YES
        assert line.at(verdict.since - DAY) is not YES
        assert all(line.worst(first + n * DAY, last + n * DAY) is not YES for n in range((verdict.since - first).days))
    if verdict.until:
        assert line.at(verdict.until) is YES
        assert line.at(verdict.until + DAY) is not YES


def test_needs_of_different_days_name_no_end_they_do_not_share() -> None:
    early = Case(until(BASE + 10 * DAY), BASE)
    late = Case(since(BASE + 30 * DAY), BASE + 40 * DAY)
    assert judge_cases([early, late], BASE) == Verdict("expected", BASE + 30 * DAY)


@wide
@given(st.lists(criteria_lines, min_size=1, max_size=3), some_day)
def test_readings_at_one_stage_match_their_split_line(readings: list[Line], today: dt.date) -> None:
    apart = judge_cases([Case(reading) for reading in readings], today)
    together = judge_cases([Case(split(readings))], today)
    assert (apart.status, apart.until) == (together.status, together.until)


@wide
@given(needs, some_day)
def test_the_order_of_the_readings_never_matters(drawn: Drawn, today: dt.date) -> None:
    cases = [Case(*each) for each in needed(drawn, today)]
    assert judge_cases(cases, today) == judge_cases(cases[::-1], today)


@wide
@given(all_lines, some_day, st.integers(0, 30))
def test_a_day_that_has_passed_is_needed_today(line: Line, today: dt.date, ago: int) -> None:
    now = judge_cases([Case(line)], today)
    assert judge_cases([Case(line, today - ago * DAY, today - ago // 2 * DAY)], today) == now
    assert judge_cases([Case(line, today, today)], today) == now


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([YES], Verdict("met")),
        ([YES, YES, YES, NO], Verdict("met", None, after(29))),
        ([NO, YES], Verdict("expected", after(10))),
        ([OPEN, YES, YES, NO], Verdict("expected", after(10), after(29))),
        ([YES, NO, YES], Verdict("expected", after(20))),
        ([YES, NO], Verdict("lapses", None, after(9))),
        ([YES, NO, NO, YES], Verdict("lapses", after(30), after(9))),
        ([NO, NO, NO, YES], Verdict("expected", after(30))),
        ([NO, NO, NO, YES, NO], Verdict("expected", after(30), after(39))),
        ([NO, YES, NO, SPLIT], Verdict("depends")),
        ([NO, NO, NO, OPEN], Verdict("unknown")),
        ([NO], Verdict("unmet")),
        ([NO, YES, NO], Verdict("unmet")),
        ([OPEN], Verdict("unknown")),
        ([YES, YES, OPEN, YES], Verdict("unknown", after(30))),
        ([SPLIT, SPLIT, SPLIT, YES, NO], Verdict("depends", after(30), after(39))),
    ],
)
def test_verdicts_by_example(steps: list[Truth], expected: Verdict) -> None:
    """Needed on day 20; the values are those from the beginning, day 10, 20, 30 and 40 on."""
    days = [BEGINNING, after(10), after(20), after(30), after(40)]
    assert judge_cases([Case(Line.of(zip(days, steps, strict=False)), after(20))], BASE) == expected


def test_readings_are_judged_each_on_its_own_days() -> None:
    """A licence that runs out between testing and training: which date holds is what the sources dispute."""
    licence = until(after(15))
    assert judge_cases([Case(licence, after(10)), Case(licence, after(20))], BASE) == Verdict("depends")
    shorter = judge_cases([Case(licence, after(20)), Case(until(after(12)), after(20))], BASE)
    assert shorter == Verdict("lapses", None, after(12))
    coming = since(after(15))
    assert judge_cases([Case(coming, after(10)), Case(coming, after(20))], BASE) == Verdict("depends", after(15))


# --- two parts combined, as criteria.md tables them: needed on day 30

NEED = after(30)
PARTS = {
    "met": until(after(50)),
    "expected": since(after(10)),
    "lapses": until(after(15)),
    "unmet": NEVER,
    "unknown": UNSAID,
}
SECOND = PARTS | {"met": until(after(60)), "expected": since(after(20)), "lapses": until(after(17))}
"""The same verdicts at other days: two parts are seldom dated alike. Here is a gap between lapse and start."""

ALL_OF = {
    ("met", "met"): Verdict("met", None, after(50)),
    ("met", "expected"): Verdict("expected", after(20), after(50)),
    ("met", "lapses"): Verdict("lapses", None, after(17)),
    ("met", "unmet"): Verdict("unmet"),
    ("met", "unknown"): Verdict("unknown"),
    ("expected", "expected"): Verdict("expected", after(20)),
    ("expected", "lapses"): Verdict("unmet"),
    ("expected", "unmet"): Verdict("unmet"),
    ("expected", "unknown"): Verdict("unknown"),
    ("lapses", "lapses"): Verdict("lapses", None, after(15)),
    ("lapses", "unmet"): Verdict("unmet"),
    ("lapses", "unknown"): Verdict("unmet"),
    ("unknown", "unmet"): Verdict("unmet"),
    ("unknown", "unknown"): Verdict("unknown"),
    ("unmet", "unmet"): Verdict("unmet"),
}
ANY_OF = {
    ("met", "met"): Verdict("met", None, after(60)),
    ("met", "expected"): Verdict("met"),
    ("met", "lapses"): Verdict("met", None, after(50)),
    ("met", "unmet"): Verdict("met", None, after(50)),
    ("met", "unknown"): Verdict("met", None, after(50)),
    ("expected", "expected"): Verdict("expected", after(10)),
    ("expected", "lapses"): Verdict("met"),
    ("lapses", "expected"): Verdict("expected", after(20)),
    ("expected", "unmet"): Verdict("expected", after(10)),
    ("expected", "unknown"): Verdict("expected", after(10)),
    ("lapses", "lapses"): Verdict("lapses", None, after(17)),
    ("lapses", "unmet"): Verdict("lapses", None, after(15)),
    ("lapses", "unknown"): Verdict("unknown"),
    ("unknown", "unmet"): Verdict("unknown"),
    ("unknown", "unknown"): Verdict("unknown"),
    ("unmet", "unmet"): Verdict("unmet"),
}


@pytest.mark.parametrize("word", PARTS)
def test_each_part_has_its_verdict(word: str) -> None:
    assert judge_cases([Case(PARTS[word], NEED)], BASE).status == word
    assert judge_cases([Case(SECOND[word], NEED)], BASE).status == word


@pytest.mark.parametrize(("pair", "expected"), ALL_OF.items(), ids=lambda each: "-".join(map(str, each[:2])))
def test_two_parts_that_are_both_needed(pair: tuple[str, str], expected: Verdict) -> None:
    one, other = PARTS[pair[0]], SECOND[pair[1]]
    assert judge_cases([Case(one & other, NEED)], BASE) == expected
    assert judge_cases([Case(other & one, NEED)], BASE) == expected


@pytest.mark.parametrize(("pair", "expected"), ANY_OF.items(), ids=lambda each: "-".join(map(str, each[:2])))
def test_two_parts_of_which_one_suffices(pair: tuple[str, str], expected: Verdict) -> None:
    one, other = PARTS[pair[0]], SECOND[pair[1]]
    assert judge_cases([Case(one | other, NEED)], BASE) == expected
    assert judge_cases([Case(other | one, NEED)], BASE) == expected
