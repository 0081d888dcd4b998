"""How old a statement is: the newest date that it or any of its sources states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.spans import shift, span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from careerplan.catalog.sources import Source

OLD = 36
"""The age in months from which a fact carries its year, where no other is asked for; our own choice."""


def last_day(written: str) -> dt.date:
    """Return the last day that a date of the catalog can mean: of 2015-2017 the last of 2017."""
    return span(re.split(r"/|(?<=\d{4})-(?=\d{4}$)", written)[-1])[1]


@dataclass(frozen=True)
class Dating:
    """Dates statements by ``sources``; what is older than ``months`` on the day ``today`` is old."""

    sources: Mapping[str, Source]
    today: dt.date
    months: int = OLD

    def dated(self, cited: Iterable[str], as_of: str | None = None) -> str | None:
        """Return the day a statement speaks of, else the newest date of its sources; None where none has one."""
        if as_of:
            return as_of
        named = (self.sources.get(each.partition("#")[0]) for each in cited)
        return max((source.date for source in named if source and source.date), key=last_day, default=None)

    def is_old(self, cited: Iterable[str], as_of: str | None = None) -> bool:
        """Say whether a statement is older than wanted; one with an undated source cannot be said to be."""
        named = list(cited)
        dated = self.dated(named, as_of)
        if dated is None or last_day(dated) >= shift(self.today, -self.months):
            return False
        return as_of is not None or all(self.dated([each]) for each in named)

    def year(self, cited: Iterable[str], as_of: str | None = None) -> str | None:
        """Return the year of a statement that is old, else None."""
        named = list(cited)
        return str(last_day(self.dated(named, as_of) or "").year) if self.is_old(named, as_of) else None
