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

    def is_old(self, dated: str | None) -> bool:
        """Say whether a date is older than wanted; what is undated cannot be said to be."""
        return dated is not None and last_day(dated) < shift(self.today, -self.months)

    def year(self, cited: Iterable[str], as_of: str | None = None) -> str | None:
        """Return the year of a statement that is old, else None."""
        dated = self.dated(cited, as_of)
        return str(last_day(dated).year) if dated and self.is_old(dated) else None
