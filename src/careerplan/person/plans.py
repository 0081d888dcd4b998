"""Networking plans: dated things to do, and what was left out and why."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PlanItem:
    """One thing to do on one day. ``week`` counts from 1 in blocks of 7 days from the plan's start.

    ``id`` is the activity, with its organization or event and the number of the occurrence, so that the
    same item keeps its id when a plan is made anew.
    """

    id: str
    week: int
    date: dt.date
    activity: str
    title: str
    hours: float
    channel: str
    organization: str | None
    event: str | None
    contact: int | None
    contact_name: str | None
    why: str
    sources: tuple[str, ...]
    value: float


@dataclass(frozen=True)
class LeftOut:
    """An activity that is not in the plan, and why."""

    activity: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A networking plan for target roles over some weeks; ``value`` is the sum of its items' worth.

    ``online_share`` is the share of online hours among the hours that are either online or offline;
    none where there are no such hours. ``free_weeks`` are weeks in which nothing is planned on purpose.
    ``mix_note`` says so where the share asked for could not be met.
    """

    roles: tuple[str, ...]
    start: dt.date
    weeks: int
    hours_per_week: float
    channel: str
    items: tuple[PlanItem, ...]
    left_out: tuple[LeftOut, ...]
    value: float
    online_share: float | None
    free_weeks: tuple[int, ...] = ()
    mix_note: str | None = None


@dataclass(frozen=True)
class PlanChange:
    """One difference between two plans: an item added, dropped or moved."""

    item: PlanItem
    kind: str
    before: dt.date | None = None


def compare_plans(old: Plan, new: Plan) -> tuple[PlanChange, ...]:
    """Return what changed from ``old`` to ``new``: by the new plan's dates, dropped items last."""
    before = {item.id: item for item in old.items}
    changes = [
        PlanChange(item, "moved", before[item.id].date) if item.id in before else PlanChange(item, "added")
        for item in new.items
        if item.id not in before or before[item.id].date != item.date
    ]
    kept = {item.id for item in new.items}
    return (*changes, *(PlanChange(item, "dropped", item.date) for item in old.items if item.id not in kept))
