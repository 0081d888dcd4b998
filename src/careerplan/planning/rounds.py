"""Rhythms that come round again: how often, from which day on, how many times and until when.

A rhythm is a grid of days: its anchor, and every whole number of steps from it. A round is a day of the grid that was
asked for and then done or skipped. Days of the grid that passed in between are missed: they neither pile up nor count,
so "5 times" means five rounds done or skipped, however long that takes. ``until`` does end a rhythm that lags behind.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from careerplan.errors import UsageError

Unit = Literal["d", "w", "m", "y"]

_MOST: dict[Unit, int] = {"d": 3652, "w": 521, "m": 120, "y": 10}
"""How many of each make ten years, the longest span there is."""
_NAMES: dict[Unit, str] = {"d": "day", "w": "week", "m": "month", "y": "year"}
_UNITS: dict[str, tuple[int, Unit]] = {
    **dict.fromkeys(("d", "day", "days"), (1, "d")),
    **dict.fromkeys(("w", "week", "weeks"), (1, "w")),
    **dict.fromkeys(("fortnight", "fortnights"), (2, "w")),
    **dict.fromkeys(("m", "month", "months"), (1, "m")),
    **dict.fromkeys(("quarter", "quarters"), (3, "m")),
    **dict.fromkeys(("y", "year", "years"), (1, "y")),
}
_ADVERBS: dict[str, tuple[int, Unit]] = {
    "daily": (1, "d"),
    "weekly": (1, "w"),
    "fortnightly": (2, "w"),
    "monthly": (1, "m"),
    "quarterly": (3, "m"),
    "yearly": (1, "y"),
    "annually": (1, "y"),
}
_WORDS = {"a": 1, "one": 1, "other": 2, "second": 2, "two": 2, "three": 3, "third": 3, "four": 4, "six": 6}
_WRITTEN = re.compile(r"(?:(?:every|each)\s+)?(?:([0-9]{1,6})\s*|([a-z]+)\s+)?([a-z]+)")
_HINT = 'Write it as "2 weeks", "10 days", "month", "3 months" or "year"; at least a day, at most ten years.'


@dataclass(frozen=True)
class Every:
    """A span between rounds: so many days, weeks, months or years."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        """Write it as ``parse_every`` reads it and as it is kept: 2w, 1m."""
        return f"{self.count}{self.unit}"

    @property
    def days(self) -> int:
        """About how many days it is: a month counts as 31, a year as 366."""
        return self.count * {"d": 1, "w": 7, "m": 31, "y": 366}[self.unit]

    @property
    def words(self) -> str:
        """The span as one says it: every 2 weeks, every month."""
        name = _NAMES[self.unit]
        return f"every {name}" if self.count == 1 else f"every {self.count} {name}s"

    def day_after(self, anchor: dt.date, steps: int) -> dt.date:
        """Return the day so many steps from ``anchor``.

        A month without that day has its last instead, and the next that has it has it again: 31 January,
        28 February, 31 March. So 29 February is the 28th in common years.
        """
        if self.unit in {"d", "w"}:
            return anchor + dt.timedelta(days=steps * self.days)
        from dateutil.relativedelta import relativedelta

        return anchor + relativedelta(months=steps * self._months)

    def steps_to(self, anchor: dt.date, after: dt.date) -> int:
        """Return the fewest steps from ``anchor``, none or more, that lead past ``after``."""
        if after < anchor:
            return 0
        if self.unit in {"d", "w"}:
            return (after - anchor).days // self.days + 1
        months = (after.year - anchor.year) * 12 + after.month - anchor.month
        steps = months // self._months  # leads into the month of ``after`` or one before it
        return steps if self.day_after(anchor, steps) > after else steps + 1

    @property
    def _months(self) -> int:
        return self.count * (12 if self.unit == "y" else 1)


def parse_every(text: str) -> Every:
    """Read a span between rounds: "2 weeks", "every 10 days", "monthly", "1m", "every other week"."""
    words = text.strip().lower()
    found = _ADVERBS.get(words.removeprefix("every ")) or _count(words)
    if found is None:
        message = f"'{text}' does not say how often."
        raise UsageError(message, _HINT)
    count, unit = found
    if not 1 <= count <= _MOST[unit]:
        message = f"'{text}' is no span between two rounds."
        raise UsageError(message, _HINT)
    return Every(count, unit)


def _count(words: str) -> tuple[int, Unit] | None:
    match = _WRITTEN.fullmatch(words)
    if match is None or match[3] not in _UNITS:
        return None
    count = int(match[1]) if match[1] else _WORDS.get(match[2], 0) if match[2] else 1
    each, unit = _UNITS[match[3]]
    return None if match[2] and not count else (count * each, unit)


@dataclass(frozen=True)
class Rhythm:
    """A grid of days from ``anchor`` on: at most ``times`` rounds, none after ``until``; None is no end."""

    anchor: dt.date
    every: Every
    times: int | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Round:
    """One round of a rhythm: its number, from 1, and its day."""

    number: int
    day: dt.date


def next_round(rhythm: Rhythm, ended: int, after: dt.date) -> Round | None:
    """Return the round that follows the ``ended`` ones: on the first day of the grid after ``after``.

    ``ended`` is the number of the round just done or skipped, 0 before the first. Give as ``after`` the later of the
    day it was ended on and the day it fell on, or a round done early comes again. None where the rhythm is over.
    """
    if rhythm.times is not None and ended >= rhythm.times:
        return None
    day = rhythm.every.day_after(rhythm.anchor, rhythm.every.steps_to(rhythm.anchor, after))
    if rhythm.until is not None and day > rhythm.until:
        return None
    return Round(ended + 1, day)


def coming_rounds(rhythm: Rhythm, current: Round, last: dt.date) -> Iterator[Round]:
    """Return the rounds after ``current`` up to ``last``, if each is ended on its day."""
    found = next_round(rhythm, current.number, current.day)
    while found is not None and found.day <= last:
        yield found
        found = next_round(rhythm, found.number, found.day)
