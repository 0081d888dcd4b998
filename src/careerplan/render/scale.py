"""Where days fall on a scale of equal cells, and which of its days are named so that no two names touch."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from careerplan.render.words import MONTHS

_APART = 1
"""The least number of empty cells from the end of one name to the next."""

_ENOUGH = 2
"""The names from which one can tell how long a cell is."""


class Tick(NamedTuple):
    """A named day: its cell, its own name, and that of its month or year, empty where that goes without saying."""

    day: dt.date
    cell: int
    text: str
    above: str = ""


class _Step(NamedTuple):
    """A way to choose ticks: one every ``each`` days (weeks begin on Mondays) or months (on the first)."""

    each: int
    of: Literal["days", "months"]
    name: Callable[[dt.date], str]
    above: Callable[[dt.date], str]

    def least_days(self) -> int:
        return self.each * 28 if self.of == "months" else self.each

    def days(self, first: dt.date, last: dt.date) -> Iterator[dt.date]:
        if self.of == "days":
            begin = first.toordinal()
            numbers = range(begin + (1 - begin) % self.each, last.toordinal() + 1, self.each)
            return map(dt.date.fromordinal, numbers)
        begin = first.year * 12 + first.month - (first.day == 1)
        return (
            dt.date(number // 12, number % 12 + 1, 1)
            for number in range(begin + -begin % self.each, last.year * 12 + last.month, self.each)
        )


def _number(day: dt.date) -> str:
    return str(day.day)


def _weekday(day: dt.date) -> str:
    return f"{day:%a} {day.day}"


def _month(day: dt.date) -> str:
    return MONTHS[day.month - 1]


def _month_and_year(day: dt.date) -> str:
    return f"{_month(day)} {day.year}"


def _year(day: dt.date) -> str:
    return str(day.year)


def _nothing(_: dt.date) -> str:
    return ""


_STEPS = (
    _Step(1, "days", _weekday, _month_and_year),
    *(_Step(each, "days", _number, _month_and_year) for each in (1, 7, 14)),
    *(_Step(each, "months", _month, _year) for each in (1, 2, 3, 6)),
    *(_Step(12 * each, "months", _year, _nothing) for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
    _Step(2, "days", _number, _month_and_year),
)
"""From the finest to the coarsest; every other day only where nothing else has names enough."""


def length(first: dt.date, last: dt.date) -> int:
    """Return how many days a scale holds, both ends included: at least one."""
    return max(1, (last - first).days + 1)


def cell_of(day: dt.date, first: dt.date, last: dt.date, size: int) -> int:
    """Return in which of ``size`` cells a day begins; days outside the scale belong to its first or last cell."""
    return min(max(0, (day - first).days) * size // length(first, last), size - 1)


def extent(begin: dt.date, end: dt.date, first: dt.date, last: dt.date, size: int) -> tuple[int, int]:
    """Return how many cells lie before some days and how many in them: at least one, none outside the scale."""
    if size < 1 or max(begin, end) < first or begin > last:
        return 0, 0
    start = cell_of(begin, first, last, size)
    stop = length(first, min(max(begin, end), last)) * size // length(first, last)
    return start, max(1, stop - start)


def ticks(first: dt.date, last: dt.date, size: int) -> Sequence[Tick]:
    """Return the finest ticks whose names all have room in ``size`` cells; each stands where its day begins."""
    spare: Sequence[Tick] = ()
    for step in _STEPS:
        if length(first, last) > size * step.least_days():
            continue
        days = step.days(first, last)
        found = [Tick(day, cell_of(day, first, last, size), step.name(day), step.above(day)) for day in days]
        names = sum(_inside(tick, size) for tick in found) if _apart(found) else 0
        if names >= min(_ENOUGH, length(first, last)):
            return _named(found, size)
        spare = spare or (_named(found, size) if names else ())
    return spare or _alone(first, size)


def _alone(first: dt.date, size: int) -> list[Tick]:
    """Name the first day where no step has room for its names, as fully as there is room for."""
    alone = (Tick(first, 0, text) for text in (f"{first.day} {_month_and_year(first)}", _year(first)))
    return [tick for tick in alone if _inside(tick, size)][:1]


def _inside(tick: Tick, size: int) -> bool:
    return tick.cell + len(tick.text) <= size


def _apart(found: Sequence[Tick]) -> bool:
    return all(one.cell + len(one.text) + _APART <= other.cell for one, other in pairwise(found))


def _named(found: Sequence[Tick], size: int) -> list[Tick]:
    """Leave out the name at the end that has no room, and of those above what is said already or would touch."""
    named: list[Tick] = []
    room = size
    for number, tick in reversed(list(enumerate(found))):
        said = number > 0 and found[number - 1].above == tick.above
        above = "" if said or tick.cell + len(tick.above) > room else tick.above
        room = tick.cell - _APART if above else room
        named.insert(0, tick._replace(text=tick.text if _inside(tick, size) else "", above=above))
    return named
