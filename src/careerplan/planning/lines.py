"""Truth over days: a chain of four values, step functions from days to it, and verdicts read off them.

Nothing here knows of criteria or profiles. The algebra is that of Kleene: ``all_of`` takes the least and
``any_of`` the greatest, day by day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from careerplan.spans import shift

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

DAY = dt.timedelta(days=1)
BEGINNING = dt.date.min
FOREVER = dt.date(9998, 1, 1)
"""Every change of a line lies before this day; what is said to end here does not end."""

Window = tuple[dt.date, dt.date]
"""A first and a last day, both included; also a day known only to lie between the two."""


class Truth(IntEnum):
    """Whether something holds. Criteria use NO, OPEN and YES; SPLIT arises only where sources disagree."""

    NO = 0
    OPEN = 1
    SPLIT = 2
    YES = 3


NO, OPEN, SPLIT, YES = Truth


class Run(NamedTuple):
    """A stretch of days with one value; ``last`` is None where it never ends."""

    first: dt.date
    last: dt.date | None
    value: Truth


_YES, _NO = (((BEGINNING, YES),), ((BEGINNING, NO),))
"""The steps of the lines that change nothing in a least and in a greatest; most lines are one of them."""


@dataclass(frozen=True)
class Line:
    """A value for every day, as steps in order: the first at the beginning, neighbours always different."""

    steps: tuple[tuple[dt.date, Truth], ...]

    @staticmethod
    def of(points: Iterable[tuple[dt.date, Truth]]) -> Line:
        """Return the line that takes each value from its day on."""
        steps: list[tuple[dt.date, Truth]] = []
        for day, value in sorted(dict(points).items()):
            if not steps or steps[-1][1] is not value:
                steps.append((day, value))
        return Line(tuple(steps))

    @staticmethod
    def always(value: Truth) -> Line:
        """Return the line that has one value on every day."""
        return Line(((BEGINNING, value),))

    def at(self, day: dt.date) -> Truth:
        """Return the value on ``day``."""
        for first, value in reversed(self.steps):  # a loop, because nothing else here is called as often
            if first <= day:
                return value
        message = f"no line has a value on {day}"
        raise ValueError(message)

    def runs(self) -> Iterator[Run]:
        """Yield the stretches of equal value in order."""
        for (first, value), (following, _) in pairwise(self.steps):
            yield Run(first, following - DAY, value)
        yield Run(self.steps[-1][0], None, self.steps[-1][1])

    def run(self, day: dt.date) -> Run:
        """Return the stretch that ``day`` lies in."""
        return next(run for run in self.runs() if run.first <= day and (run.last is None or day <= run.last))

    def worst(self, first: dt.date, last: dt.date) -> Truth:
        """Return the least value from ``first`` to ``last``."""
        return min([self.at(first), *(value for day, value in self.steps if first < day <= last)])

    def __and__(self, other: Line) -> Line:
        if other.steps in (self.steps, _YES):
            return self
        return other if self.steps == _YES else self._joined(other, min)

    def __or__(self, other: Line) -> Line:
        if other.steps in (self.steps, _NO):
            return self
        return other if self.steps == _NO else self._joined(other, max)

    def _joined(self, other: Line, pick: Callable[[Truth, Truth], Truth]) -> Line:
        days = {day for day, _ in (*self.steps, *other.steps)}
        return Line.of((day, pick(self.at(day), other.at(day))) for day in days)

    def softened(self) -> Line:
        """Return the line with NO as OPEN: the most that a source which does not bind can say."""
        return self | Line.always(OPEN)


def every(lines: Iterable[Line]) -> Line:
    """Return the least of all lines, day by day; of none, YES."""
    joined = Line.always(YES)
    for line in lines:
        joined &= line
    return joined


def some(lines: Iterable[Line]) -> Line:
    """Return the greatest of all lines, day by day; of none, NO."""
    joined = Line.always(NO)
    for line in lines:
        joined |= line
    return joined


def merge(values: Iterable[Truth]) -> Truth:
    """Return what holds whichever source is right: agreement keeps its value, YES against NO is SPLIT, else OPEN."""
    seen = set(values)
    if len(seen) == 1:
        return seen.pop()
    return OPEN if OPEN in seen else SPLIT


def split(lines: Sequence[Line]) -> Line:
    """Return the line of sources that may disagree, day by day."""
    days = {day for line in lines for day, _ in line.steps}
    return Line.of((day, merge(line.at(day) for line in lines)) for day in days)


def since(first: dt.date, last: dt.date | None = None) -> Line:
    """Return what holds from a day known only to lie between ``first`` and ``last``."""
    return Line.of([(BEGINNING, NO), (first, OPEN), (last or first, YES)])


def until(last: dt.date, latest: dt.date | None = None) -> Line:
    """Return what holds through a last day known only to lie between ``last`` and ``latest``."""
    return Line.of([(BEGINNING, YES), (last + DAY, OPEN), ((latest or last) + DAY, NO)])


class Verdict(NamedTuple):
    """What a line means for the days it is needed.

    ``status`` is met, expected, lapses, unmet, unknown or depends. ``since`` is the first day on which it
    surely holds, ``until`` the last day of that run; each is None where there is none.
    """

    status: str
    since: dt.date | None = None
    until: dt.date | None = None


class Case(NamedTuple):
    """A line and the days on which it is needed; None stands for the day judged."""

    line: Line
    first: dt.date | None = None
    last: dt.date | None = None


class _Need(NamedTuple):
    line: Line
    first: dt.date
    last: dt.date


def judge_cases(cases: Sequence[Case], today: dt.date) -> Verdict:
    """Judge on ``today`` what one source asks, or what several do, each for its own days."""
    needs = [_need(case, today) for case in cases]
    delays = sorted({dt.timedelta(0), *(d - n.first for n in needs for d, _ in n.line.steps if n.first < d < FOREVER)})
    late = next((delay for delay in delays if _needed(needs, delay) is YES), None)
    start, end = (None, None) if late is None else _sure_run(needs, late)
    now, then = merge(need.line.at(today) for need in needs), _needed(needs, dt.timedelta(0))
    if then is YES:
        met = all(need.line.worst(today, need.last) is YES for need in needs)
        return Verdict("met" if met else "expected", None if met else start, end)
    if then is NO and now is YES:
        ends = [last for need in needs if (last := need.line.run(today).last)]
        return Verdict("lapses", start, min(ends))
    best = then if then is not NO else max(_needed(needs, delay) for delay in delays)
    return Verdict({NO: "unmet", OPEN: "unknown", SPLIT: "depends", YES: "expected"}[best], start, end)


def _need(case: Case, today: dt.date) -> _Need:
    first = max(case.first or today, today)
    return _Need(case.line, first, max(case.last or first, first))


def _needed(needs: Sequence[_Need], delay: dt.timedelta) -> Truth:
    """Return the value over the days needed, were everything ``delay`` later."""
    return merge(need.line.worst(need.first + delay, need.last + delay) for need in needs)


def _sure_run(needs: Sequence[_Need], delay: dt.timedelta) -> tuple[dt.date, dt.date | None]:
    """Return the run all needs share; needs of different days may share none, and then it has no end to name."""
    start = max(need.line.run(need.first + delay).first for need in needs)
    ends = [last for need in needs if (last := need.line.run(need.last + delay).last)]
    end = min(ends, default=None)
    return start, end if end and start <= end else None


def delayed(ready: Line, today: dt.date, least: int, most: int | None, months: int | None = None) -> Line:
    """Return when something can hold that takes ``least`` to ``most`` days and may be begun whenever ``ready`` holds.

    Nothing begins before ``today``. It surely holds from the most it can take, perhaps from the least; ``most`` is
    None where nobody knows. ``months`` is how long it then lasts, its last day included; None is for good.
    """

    def after(value: Truth, first_days: int, last_days: int | None) -> Iterator[Line]:
        if max(first_days, last_days or 0) > (FOREVER - today).days:
            return
        for run in ready.runs():
            if run.value < value or (run.last is not None and run.last < today):
                continue
            ends = None
            if run.last is not None and run.last < FOREVER and months is not None and last_days is not None:
                ends = shift(run.last + last_days * DAY, months)
            begins = max(run.first, today)
            if (FOREVER - begins).days <= first_days:
                continue
            points = [(BEGINNING, NO), (begins + first_days * DAY, value)]
            yield Line.of(points if ends is None else [*points, (ends + DAY, NO)])

    surely = some(after(YES, most, most)) if most is not None else Line.always(NO)
    return surely | some(after(OPEN, least, most)) & Line.always(OPEN)
