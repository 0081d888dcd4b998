"""Pay on one scale: what a year comes to, with every conversion said. Nothing converted is kept anywhere."""

from __future__ import annotations

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
    """What one pay entry comes to in a year, in its currency: its figures ``times`` so much.

    ``week`` is the hours a week by which an hourly rate was converted, ``assumed`` that no source states them.
    """

    pay: Pay
    times: float
    week: float | None = None
    assumed: bool = False

    @property
    def least(self) -> float:
        """The least figure by the year."""
        return min(self._figures()) * self.times

    @property
    def most(self) -> float:
        """The greatest figure by the year; it may be the only one."""
        return max(self._figures()) * self.times

    def _figures(self) -> list[float]:
        pay = self.pay
        return [each for each in (pay.minimum, pay.maximum, pay.median, pay.average) if each is not None]

    @property
    def converted(self) -> bool:
        """Say whether the source gives another unit."""
        return self.pay.unit != "year"


def yearly(pay: Pay, week: float | None = None) -> Yearly:
    """Return one entry by the year; ``week`` is the full-time week of the employer in hours, where known."""
    if pay.unit != "hour":
        return Yearly(pay, _TIMES[pay.unit])
    stated = pay.hours_per_week or week
    return Yearly(pay, (stated or ASSUMED_WEEK) * WEEKS, stated or ASSUMED_WEEK, assumed=stated is None)


def current(pays: Sequence[Pay]) -> list[Pay]:
    """Return the newest entries of each rank: those about the employer, then those over all employers.

    An entry without a date may be the newest, so it stays beside the newest of those that have one; not where it
    is merely reported, and the employer's own is dated.
    """
    newest: dict[tuple[bool, str | None], Pay] = {}
    for pay in pays:
        key = _key(pay)
        if pay.as_of and (key not in newest or last_day(pay.as_of) > last_day(newest[key].as_of or "")):
            newest[key] = pay
    found = [pay for pay in pays if _stays(pay, newest.get(_key(pay)))]
    return sorted(found, key=lambda pay: pay.standing == "general")


def _key(pay: Pay) -> tuple[bool, str | None]:
    return pay.standing == "general", pay.rank


def _stays(pay: Pay, newest: Pay | None) -> bool:
    if newest is None:
        return True
    if pay.as_of:
        return last_day(pay.as_of) == last_day(newest.as_of or "")
    return pay.standing == newest.standing or newest.standing != "own"


def on_one_scale(role: Role, lineage: Sequence[Role] = ()) -> list[Yearly]:
    """Return what a role pays now by the year; empty where no figure is known.

    Figures over all employers stand in only where there is none about this one. A general role without figures
    has those of the nearest broader one; an employer's role has not, as they say nothing of this employer.
    """
    broader = () if role.employer else lineage
    pays = next((each.pay for each in (role, *broader) if each.pay), ())
    week = next((pay.hours_per_week for pay in pays if pay.hours_per_week), None)
    found = current(pays)
    return [yearly(pay, week) for pay in [each for each in found if each.standing != "general"] or found]


def currencies(found: Iterable[Yearly]) -> list[str]:
    """Return the currencies that occur; there is one scale for each, as nothing is exchanged."""
    return list(dict.fromkeys(each.pay.currency or "" for each in found))
