"""Months of study and work: what surely counts by a day, and what may."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from careerplan.planning.lines import BEGINNING, DAY, FOREVER, NO, OPEN, YES, Line, Truth, Window
from careerplan.spans import shift

if TYPE_CHECKING:
    import datetime as dt

Amount = Callable[["dt.date"], tuple[float, float]]
"""The months that count by a day: surely, and at the most."""

PLENTY = 999.0
"""More months than any source asks for: what may count where entries may be missing."""


class Counted(NamedTuple):
    """Months as a function of the day, and the days on which the function changes its course."""

    amount: Amount
    marks: list[dt.date]


class Spell(NamedTuple):
    """A job: from when to when, each known only to lie within a window, and the least and most it counts a month."""

    begins: Window
    ends: Window
    low: float
    high: float


class Course(NamedTuple):
    """A schooling: how surely it fits, when it is complete, its years at least and most, and the years done so far."""

    fits: Truth
    complete: Line
    years: tuple[float, float]
    done: float


def position(day: dt.date) -> float:
    """Return a day as a number of months, each calendar month one long: a year is exactly 12, leap or not."""
    return 12 * day.year + day.month - 1 + (day.day - 1) / _days_of_month(day.year, day.month)


@cache
def _days_of_month(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def studied(courses: Iterable[Course], *, open_ended: bool) -> Counted:
    """Return the months of study; ``open_ended`` says that entries may be missing."""
    gains: list[tuple[dt.date, float, float]] = [(BEGINNING, 0, PLENTY)] if open_ended else []
    for course in courses:
        if course.fits is NO:
            continue
        low, high = course.years
        sure = course.fits is YES
        gains.append((BEGINNING, 12 * course.done if sure else 0, 12 * course.done))
        surely = next((run.first for run in course.complete.runs() if run.value >= YES), None)
        perhaps = next((run.first for run in course.complete.runs() if run.value >= OPEN), None)
        if surely and sure:
            gains.append((surely, 12 * max(low - course.done, 0), 0))
        if perhaps:
            gains.append((perhaps, 0, 12 * max(high - course.done, 0)))

    def amount(day: dt.date) -> tuple[float, float]:
        gained = [(least, most) for first, least, most in gains if first <= day]
        return sum(least for least, _ in gained), sum(most for _, most in gained)

    return Counted(amount, [first for first, _, _ in gains])


def worked(spells: Iterable[Spell], *, within_months: int | None, open_ended: bool) -> Counted:
    """Return the months of work; jobs that overlap never count more than one day a day."""
    jobs = [_settled(spell) for spell in spells]
    edges = sorted(
        {day for job in jobs for day in (job.begins[0], job.begins[1], job.ends[0] + DAY, job.ends[1] + DAY)}
    )
    rates = [
        (
            position(first),
            position(following),
            min(1.0, sum(job.low for job in jobs if job.begins[1] <= first and following <= job.ends[0] + DAY)),
            min(1.0, sum(job.high for job in jobs if job.begins[0] <= first and following <= job.ends[1] + DAY)),
        )
        for first, following in pairwise(edges)
    ]

    def amount(day: dt.date) -> tuple[float, float]:
        now, begin = position(day + DAY), 0.0
        if within_months and day.year > 1900:  # noqa: PLR2004
            begin = position(shift(day, -within_months))
        least, most = 0.0, PLENTY * open_ended
        for first, following, low, high in rates:
            length = min(following, now) - max(first, begin)
            if length > 0:
                least += length * low
                most += length * high
        return least, most

    back = [shift(day, within_months) for day in edges if within_months and day < FOREVER]
    return Counted(amount, [*edges, *back])


def _settled(spell: Spell) -> Spell:
    """Take a date given to the month as the whole month; only a vaguer one stays open."""
    (begin, begin_latest), (end, end_latest) = spell.begins, spell.ends
    begins = (begin, begin_latest if _vague(spell.begins) else begin)
    ends = (end if _vague(spell.ends) else end_latest, end_latest)
    return spell._replace(begins=begins, ends=ends)


def _vague(window: Window) -> bool:
    return (window[1] - window[0]).days > 31  # noqa: PLR2004 - longer than a month


def crossings(value: Callable[[dt.date], Truth], marks: Iterable[dt.date], horizon: dt.date) -> Line:
    """Return the line of a function that only rises or only falls between marks; past the horizon it stays."""
    value = cache(value)
    ends = sorted({BEGINNING, *(day for day in marks if day < horizon), horizon})
    points = [(ends[-1], value(ends[-1]))]
    for first, following in pairwise(ends):
        points.append((first, value(first)))
        last, stop = first, following - DAY
        while value(last) is not value(stop):
            here, low, high = value(last), last, stop
            while (high - low).days > 1:
                middle = low + (high - low) // 2
                low, high = (middle, high) if value(middle) is here else (low, middle)
            points.append((high, value(high)))
            last = high
    return Line.of(points)
