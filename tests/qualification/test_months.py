"""Months of study and work against a count day by day, and lines found by search against every day."""

import calendar
import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.planning.lines import BEGINNING, DAY, FOREVER, NO, OPEN, YES, Line, Truth, since
from careerplan.planning.months import PLENTY, Course, Spell, crossings, position, studied, worked
from careerplan.spans import shift, span

START = dt.date(2022, 1, 1)


def after(days: int) -> dt.date:
    return START + days * DAY


def spell(first: str, last: str | None, share: float = 1.0, high: float = 1.0) -> Spell:
    return Spell(span(first), span(last) if last else (FOREVER, FOREVER), share, high)


def counted(*spells: Spell, by: str, within_months: int | None = None) -> tuple[float, float]:
    """Return the months that count by the end of a day, surely and at the most, to a hundredth."""
    sure, most = worked(spells, within_months=within_months, open_ended=False).amount(dt.date.fromisoformat(by))
    return round(sure, 2), round(most, 2)


# --- work


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 60))
def test_a_year_is_twelve_months_leap_or_not(day: dt.date, years: int) -> None:
    """To the share of a day by which February differs."""
    assert position(shift(day, 12 * years)) - position(day) == pytest.approx(12 * years, abs=0.04)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_later_day_has_a_later_position(day: dt.date) -> None:
    gained = position(day + DAY) - position(day)
    assert 1 / 31 - 1e-6 < gained < 1 / 28 + 1e-6


@pytest.mark.parametrize(
    ("spells", "by", "expected"),
    [
        ([spell("2023-01-01", "2023-12-31")], "2026-11-22", (12, 12)),
        ([spell("2024-01-01", "2024-12-31")], "2026-11-22", (12, 12)),
        ([spell("2023-01", "2023-12")], "2026-11-22", (12, 12)),
        ([spell("2023-01", "2023-12")], "2022-12-31", (0, 0)),
        ([spell("2023-01", None)], "2023-06-30", (6, 6)),
        ([spell("2023-01", "2023-12", 0.5)], "2026-11-22", (6, 12)),
        ([spell("2023-01", "2023-12"), spell("2023-01", "2023-12")], "2026-11-22", (12, 12)),
        ([spell("2023-01", "2023-12", 0.5), spell("2023-01", "2023-12", 0.5)], "2026-11-22", (12, 12)),
        ([spell("2023-01", "2023-12", 0.5), spell("2023-07", "2023-12", 0.75)], "2026-11-22", (9, 12)),
        ([spell("2023-01", "2023-06"), spell("2023-10", "2023-12")], "2026-11-22", (9, 9)),
        ([spell("2022", "2023")], "2026-11-22", (0.06, 24)),
        ([spell("2022", "2022")], "2026-11-22", (0, 12)),
        ([], "2026-11-22", (0, 0)),
    ],
)
def test_months_of_work(spells: list[Spell], by: str, expected: tuple[float, float]) -> None:
    """A month counts whole; two jobs at once never more than one day a day; a year alone says little."""
    assert counted(*spells, by=by) == expected
    assert counted(*spells[::-1], by=by) == expected


def test_only_the_last_months_count_where_the_source_says_so() -> None:
    job = spell("2020-01", "2023-12")
    assert counted(job, by="2023-12-31", within_months=24)[0] == pytest.approx(24, abs=0.05)
    assert counted(job, by="2024-12-31", within_months=24)[0] == pytest.approx(12, abs=0.05)
    assert counted(job, by="2026-01-01", within_months=24) == (0, 0)


def test_work_that_drops_out_of_the_window_is_not_overlooked() -> None:
    """Two short jobs, then half a job that goes on: only around October 2021 do the months suffice."""
    jobs = [spell("2020-01", "2020-03"), spell("2020-10", "2020-12"), spell("2021-01", None, 0.5)]
    found = worked(jobs, within_months=12, open_ended=False)

    def value(day: dt.date) -> Truth:
        return YES if found.amount(day)[0] > 6.9 else NO

    line = crossings(value, found.marks, dt.date(2030, 1, 1))
    assert [run.value for run in line.runs()] == [NO, YES, NO]
    assert line.at(dt.date(2021, 10, 1)) is YES
    days = (dt.date(2020, 1, 1) + n * DAY for n in range(1000))
    assert all(line.at(day) is value(day) for day in days)


def test_a_list_with_gaps_may_hold_any_number_of_months() -> None:
    found = worked([spell("2023-01", "2023-12")], within_months=None, open_ended=True)
    assert found.amount(after(2000)) == pytest.approx((12, 12 + PLENTY))


jobs = st.tuples(st.integers(0, 900), st.integers(1, 900), st.sampled_from([0.0, 0.25, 0.5, 1.0]))


@settings(max_examples=60, deadline=None)
@given(st.lists(jobs, max_size=4), st.sampled_from([None, 6, 12, 24]))
def test_months_are_a_count_of_days(drawn: list[tuple[int, int, float]], within: int | None) -> None:
    held = [(after(first), after(first + length), share) for first, length, share in drawn]
    found = worked([Spell((a, a), (b, b), share, 1.0) for a, b, share in held], within_months=within, open_ended=False)
    days = []
    for day in map(after, range(1900)):
        shares = [share for first, last, share in held if first <= day <= last]
        unit = 1 / calendar.monthrange(day.year, day.month)[1]
        days.append((day, unit * min(1, sum(shares)), unit * bool(shares)))
    for by in map(after, range(0, 1880, 94)):
        begin = shift(by, -within) if within else BEGINNING
        counted_days = [(low, high) for day, low, high in days if begin <= day <= by]
        sure, most = found.amount(by)
        assert sure == pytest.approx(sum(low for low, _ in counted_days), abs=1e-6)
        assert most == pytest.approx(sum(high for _, high in counted_days), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(jobs, max_size=4), st.sampled_from([None, 12]))
def test_every_change_of_course_is_marked(drawn: list[tuple[int, int, float]], within: int | None) -> None:
    """Between two marks the months only grow, or only shrink."""
    spells = [Spell((after(a),) * 2, (after(a + n),) * 2, share, 1.0) for a, n, share in drawn]
    found = worked(spells, within_months=within, open_ended=False)
    marks = sorted({after(0), *found.marks, after(2800)})
    for first, following in pairwise(marks):
        step = max(1, (following - first).days // 5)
        stops = [first + n * DAY for n in range(0, (following - first).days, step)]
        amounts = [found.amount(day)[1] for day in stops]
        rises = any(b > a + 0.04 for a, b in pairwise(amounts))
        falls = any(b < a - 0.04 for a, b in pairwise(amounts))
        assert not (rises and falls)


# --- study


@pytest.mark.parametrize(
    ("course", "before", "now"),
    [
        (Course(YES, since(after(10)), (2, 2), 0), (0, 0), (24, 24)),
        (Course(YES, since(after(10)), (1, 3), 0), (0, 0), (12, 36)),
        (Course(YES, since(after(10)), (2, 2), 1.5), (18, 18), (24, 24)),
        (Course(OPEN, since(after(10)), (2, 2), 0), (0, 0), (0, 24)),
        (Course(OPEN, since(after(10)), (2, 2), 1), (0, 12), (0, 24)),
        (Course(NO, since(after(10)), (2, 2), 1), (0, 0), (0, 0)),
        (Course(YES, Line.always(NO), (4, 4), 1.5), (18, 18), (18, 18)),
        (Course(YES, Line.always(OPEN), (2, 2), 0), (0, 24), (0, 24)),
        (Course(YES, since(after(5), after(20)), (2, 2), 0), (0, 0), (0, 24)),
    ],
)
def test_months_of_study(course: Course, before: tuple[float, float], now: tuple[float, float]) -> None:
    """Years done count as they are; the rest counts with the credential, and what may fit only may count."""
    found = studied([course], open_ended=False)
    assert found.amount(after(0)) == before
    assert found.amount(after(10)) == now


def test_studies_add_up() -> None:
    one, other = Course(YES, since(after(10)), (1, 1), 0), Course(YES, since(after(20)), (2, 2), 0)
    found = studied([one, other], open_ended=False)
    assert [found.amount(after(day))[0] for day in (0, 10, 20)] == [0, 12, 36]
    assert studied([other, one], open_ended=True).amount(after(20)) == (36, 36 + PLENTY)


# --- lines found by search


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 400), st.booleans()), max_size=4, unique_by=lambda each: each[0]),
    st.integers(0, 300),
    st.integers(0, 300),
)
def test_a_line_found_by_search_is_the_line_of_every_day(
    turns: list[tuple[int, bool]], sure: int, possible: int
) -> None:
    """An amount that rises or falls a unit a day between marks, against two thresholds."""
    ways = dict(turns)
    amounts, amount, rising = [], 0, True
    for day in range(501):
        rising = ways.get(day, rising)
        amount += 1 if rising else -1
        amounts.append(amount)

    def value(day: dt.date) -> Truth:
        reached = amounts[min(max((day - START).days, 0), 500)]
        return YES if reached >= sure + possible else OPEN if reached >= possible else NO

    marks = [after(0), *(after(day) for day in ways)]
    found = crossings(value, marks, after(500))
    assert all(found.at(day) is value(day) for day in map(after, range(501)))
    assert found.at(FOREVER) is value(after(500))
