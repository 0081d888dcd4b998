"""Networking plans on a screen and as documents."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from careerplan.clock import say
from careerplan.render.sources import say_source, source_records
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.sources import Source
    from careerplan.person.plans import LeftOut, Plan, PlanChange, PlanItem

CHANNELS = {"online": "online", "offline": "offline", "both": "either way"}
_FEW = 6
"""How many left-out lines a screen shows before it only counts."""


def plan_view(
    plan: Plan,
    sources: Mapping[str, Source],
    *,
    everything: bool,
    why: str | None = None,
    changes: Sequence[PlanChange] | None = None,
    hints: Sequence[str] = (),
) -> View:
    """Return a plan week by week.

    ``everything`` also lists all that was left out, ``why`` explains one item, ``changes`` are those from the
    plan that this one replaces.
    """

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        if why is not None:
            return _why_parts([item for item in plan.items if item.id == why], sources)
        parts: list[Part] = [Heading(f"Networking plan for {', '.join(plan.roles)}"), Line(_summary(plan))]
        if plan.mix_note:
            parts.append(Line(plan.mix_note))
        for week in range(1, plan.weeks + 1):
            parts += _week_parts(plan, week)
        if not plan.items:
            parts += [Gap(), Line("Nothing fits what you asked for; see what was left out and why.")]
        parts += _left_out_parts(plan.left_out, everything=everything or not plan.items)
        return parts if changes is None else [*parts, Gap(), *_changes_parts(changes)]

    def rows() -> Rows:
        header = ("week", "date", "hours", "id", "title", "channel", "organization", "event", "contact", "why")
        return Rows(
            header,
            [
                (
                    *(str(item.week), item.date.isoformat(), f"{item.hours:g}", item.id, item.title, item.channel),
                    *(item.organization or "", item.event or "", item.contact_name or "", item.why),
                )
                for item in plan.items
            ],
        )

    def document() -> Json:
        cited = [source for item in plan.items for source in item.sources]
        record = {**plan_record(plan), "sources": source_records(sources, cited)}
        return record if changes is None else {**record, "changes": [_change_record(each) for each in changes]}

    return View("plan", document, screen, rows, hints)


def _summary(plan: Plan) -> Said:
    hours = sum(item.hours for item in plan.items)
    by_channel = {each: sum(item.hours for item in plan.items if item.channel == each) for each in CHANNELS}
    mix = ", ".join(f"{hours:g} h {CHANNELS[each]}" for each, hours in by_channel.items() if hours)
    end = plan.start + dt.timedelta(weeks=plan.weeks, days=-1)
    return Said(
        f"{say(plan.start)} to {say(end)}: {len(plan.items)} things to do, {hours:g} h, "
        f"at most {plan.hours_per_week:g} h a week" + (f" ({mix})." if mix else "."),
        "dim",
    )


def _week_parts(plan: Plan, week: int) -> list[Part]:
    items = [item for item in plan.items if item.week == week]
    first = plan.start + dt.timedelta(weeks=week - 1)
    hours = sum(item.hours for item in items)
    if not items:
        free = "kept free" if week in plan.free_weeks else "nothing planned"
        return [Gap(), Heading(f"Week {week}, from {say(first)}: {free}", 2)]
    rows = [
        (
            f"  {item.date:%a}",
            item.title + (f" ({item.contact_name})" if item.contact_name else ""),
            f"{item.hours:g} h",
        )
        for item in items
    ]
    head = f"Week {week}, from {say(first)}: {hours:g} h {_bar(hours, plan.hours_per_week)}"
    return [Gap(), Heading(head, 2), Grid(("", "", ""), rows, frozenset({1}))]


def _bar(hours: float, limit: float) -> str:
    filled = min(8, math.floor(8 * hours / limit + 0.001))
    return "▇" * filled + "▁" * (8 - filled)


def _left_out_parts(left_out: Sequence[LeftOut], *, everything: bool) -> list[Part]:
    if not left_out:
        return []
    shown = left_out if everything else left_out[:_FEW]
    parts: list[Part] = [Gap(), Heading("Left out", 2)]
    parts += [Line(f"{each.title}: {each.reason}", "•", 2) for each in shown]
    rest = len(left_out) - len(shown)
    return [*parts, Line(f"{rest} more: --all", indent=2)] if rest else parts


def _why_parts(items: Sequence[PlanItem], sources: Mapping[str, Source]) -> list[Part]:
    parts: list[Part] = []
    for item in items:
        parts += [Heading(item.title), Line(Said(f"{item.id}, {say(item.date)}, {item.hours:g} h", "dim"))]
        parts += [Line(item.why), Line(f"Worth {item.value:g} in this plan."), Gap(), Heading("Sources", 2)]
        parts += [Line(say_source(sources, each), "•", 2) for each in item.sources]
    return parts


def plan_record(plan: Plan) -> Json:
    """Return a plan as it stands in a document."""
    return {
        "roles": list(plan.roles),
        "start": plan.start.isoformat(),
        "weeks": plan.weeks,
        "hours_per_week": plan.hours_per_week,
        "channel": plan.channel,
        "online_share": plan.online_share,
        "mix_note": plan.mix_note,
        "free_weeks": list(plan.free_weeks),
        "value": plan.value,
        "items": [
            {
                "id": item.id,
                "week": item.week,
                "date": item.date.isoformat(),
                "activity": item.activity,
                "title": item.title,
                "hours": item.hours,
                "channel": item.channel,
                "organization": item.organization,
                "event": item.event,
                "contact": item.contact,
                "contact_name": item.contact_name,
                "why": item.why,
                "sources": list(item.sources),
                "value": item.value,
            }
            for item in plan.items
        ],
        "left_out": [{"activity": each.activity, "title": each.title, "reason": each.reason} for each in plan.left_out],
    }


def _changes_parts(changes: Sequence[PlanChange]) -> list[Part]:
    title = "Changed from the plan kept before" if changes else "Nothing changed from the plan kept before"
    return [Heading(title, 2), *(_change_line(each) for each in changes)]


def _change_line(change: PlanChange) -> Line:
    day = say(change.item.date)
    if change.kind == "moved" and change.before:
        return Line(f"{say(change.before)} to {day}: {change.item.title}", "→", 2)
    return Line(f"{day}: {change.item.title}", "+" if change.kind == "added" else "-", 2)


def _change_record(change: PlanChange) -> Json:
    before = change.before.isoformat() if change.before else None
    return {"kind": change.kind, "id": change.item.id, "date": change.item.date.isoformat(), "before": before}
