"""Pay as bars on one scale, with the figures beside them and every conversion said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.planning.paying import WEEKS, Yearly, currencies, on_one_scale
from careerplan.planning.statements import figure, say_range
from careerplan.render.view import Bar, Bars, Json, Line, Part, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.catalog.roles import Role


def pay_parts(roles: Sequence[tuple[Role, Sequence[Role], str]]) -> list[Part]:
    """Return the bars of roles, each given with its lineage and what it is called here: one chart a currency.

    A role without a figure has a row that says so; where no role has any, there is nothing to draw.
    """
    found = [(role, name, on_one_scale(role, lineage)) for role, lineage, name in roles]
    everything = [each for _, _, pays in found for each in pays]
    parts: list[Part] = []
    for currency in currencies(everything):
        bars = [_bar(name, each) for _, name, pays in found for each in pays if (each.pay.currency or "") == currency]
        parts.append(Line(Said(f"By the year, in {currency or 'a currency that no source names'}", "dim")))
        parts.append(Bars(bars))
    silent = [name for _, name, pays in found if not pays and name]
    if silent and everything:
        parts.append(Bars([Bar(name, "not known") for name in silent]))
    return parts + [Line(Said(each, "dim")) for each in _conversions(everything)]


def _bar(name: str, yearly: Yearly) -> Bar:
    pay = yearly.pay
    least, most, median, average = (
        None if each is None else round(each * yearly.times)
        for each in (pay.minimum, pay.maximum, pay.median, pay.average)
    )
    said = [say_range(least, most)]
    said += [f"median {figure(median)}"] if median is not None else []
    said += [f"average {figure(average)}"] if average is not None else []
    text = ("≈ " if yearly.converted else "") + ", ".join(filter(None, said))
    extra = [pay.rank, "all employers" if pay.standing == "general" else None, pay.as_of or "undated", _way(yearly)]
    return Bar(name, f"{text} ({', '.join(filter(None, extra))})", yearly.least, yearly.most)


def _way(yearly: Yearly) -> str | None:
    if not yearly.converted:
        return None
    if yearly.week is None:
        return f"from {yearly.pay.unit}"
    return f"from hours at {yearly.week:g} a week{'*' if yearly.assumed else ''}"


def _conversions(found: Sequence[Yearly]) -> list[str]:
    notes = []
    if any(each.converted for each in found):
        notes.append(
            f"≈ converted here, at {WEEKS} weeks a year; the figures as their sources give them are with the role."
        )
    if any(each.assumed for each in found):
        notes.append("* The length of the full-time week is our assumption; no source here states it.")
    return notes


def pay_records(role: Role, lineage: Sequence[Role]) -> list[Json]:
    """Return what a role pays now, by the year, as records: converted figures say by which week."""
    return [
        {
            "least": round(each.least, 2),
            "most": round(each.most, 2),
            "figures": [
                name for name in ("minimum", "maximum", "median", "average") if getattr(each.pay, name) is not None
            ],
            "currency": each.pay.currency,
            "rank": each.pay.rank,
            "standing": each.pay.standing,
            "as_of": each.pay.as_of,
            "converted_from": each.pay.unit if each.converted else None,
            "hours_per_week": each.week,
            "hours_assumed": each.assumed,
        }
        for each in on_one_scale(role, lineage)
    ]
