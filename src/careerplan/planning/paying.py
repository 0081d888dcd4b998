"""Pay on one scale: what a year comes to, with every conversion said. Nothing converted is kept anywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.planning.dating import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerplan.catalog.roles import Pay, Role

WEEKS = 52
"""Weeks in a year, as we convert."""

ASSUMED_WEEK = 40.0
"""Hours of a full-time week where no source of the employer states one: our assumption, always said."""

_TIMES = {"year": 1, "month": 12, "biweekly": WEEKS / 2, "week": WEEKS, "day": 5 * WEEKS}


@dataclass(frozen=True)
class Yearly:
    """What one pay entry comes to in a year, in its currency; ``least`` and ``most`` may be equal.

    ``week`` is the hours a week by which an hourly rate was converted, ``assumed`` that no source states them.
    """

    pay: Pay
    least: float
    most: float
    week: float | None = None
    assumed: bool = False

    @property
    def converted(self) -> bool:
        """Say whether the source gives another unit."""
        return self.pay.unit != "year"


def yearly(pay: Pay, week: float | None = None) -> Yearly:
    """Return one entry by the year; ``week`` is the full-time week of the employer in hours, where known."""
    figures = [each for each in (pay.minimum, pay.maximum, pay.median, pay.average) if each is not None]
    if pay.unit != "hour":
        times = _TIMES[pay.unit]
        return Yearly(pay, min(figures) * times, max(figures) * times)
    stated = pay.hours_per_week or week
    times = (stated or ASSUMED_WEEK) * WEEKS
    return Yearly(pay, min(figures) * times, max(figures) * times, stated or ASSUMED_WEEK, assumed=stated is None)


def current(pays: Sequence[Pay]) -> list[Pay]:
    """Return the newest entries of each rank, the employer's own before figures over all employers.

    An entry without a date may be the newest, so it stays beside the newest of those that have one.
    """
    own = [pay for pay in pays if pay.standing != "general"] or pays
    newest: dict[str | None, dt.date] = {}
    for pay in own:
        if pay.as_of:
            newest[pay.rank] = max(last_day(pay.as_of), newest.get(pay.rank, dt.date.min))
    return [pay for pay in own if not pay.as_of or last_day(pay.as_of) == newest[pay.rank]]


def on_one_scale(role: Role) -> list[Yearly]:
    """Return what a role pays now by the year; empty where no figure is known."""
    week = next((pay.hours_per_week for pay in role.pay if pay.hours_per_week), None)
    return [yearly(pay, week) for pay in current(role.pay)]


def currencies(found: Iterable[Yearly]) -> list[str]:
    """Return the currencies that occur; there is one scale for each, as nothing is exchanged."""
    return list(dict.fromkeys(each.pay.currency or "" for each in found))
