"""What carries over from one role to another, and what must be done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.planning.explaining import reason
from careerplan.planning.transfer import OUTCOMES
from careerplan.render.checklist import text_of
from careerplan.render.view import Gap, Heading, Json, Line, Part, Said
from careerplan.render.words import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.planning.transfer import Carried, Transfer

SAID = {
    "carries": ("✓", "Carries over"),
    "have": ("✓", "You have it, though the first does not ask it"),
    "again": ("↻", "Must be got again: what does for the first does not do here"),
    "new": ("✗", "New"),
    "on-the-way": ("→", "On the way"),
    "unknown": ("?", "Not known"),
    "checked-again": ("↻", "Checked again by the new employer"),
    "checked": ("·", "Checked by the new employer"),
}
"""The sign and the heading of each outcome."""


def transfer_parts(transfers: Sequence[Transfer]) -> list[Part]:
    """Return a section for each pair of roles, its requirements by what becomes of them."""
    parts: list[Part] = []
    for each in transfers:
        start, goal = (f"{one.role.title} ({place(one.role.jurisdiction)})" for one in (each.start, each.goal))
        parts += [Gap(), Heading(f"From {start} to {goal}", 2)]
        for outcome in OUTCOMES:
            found = [carried for carried in each.items if carried.outcome == outcome]
            mark, title = SAID[outcome]
            parts += [Line(Said(f"{title}:", "strong"))] if found else []
            parts += [Line(_said(carried, each), mark, 2) for carried in found]
        if not each.items:
            parts.append(Line("No source here states what the second one asks."))
    return parts


def _said(carried: Carried, transfer: Transfer) -> str:
    text = text_of(carried.item.requirement)
    why = reason(carried.item, transfer.goal.as_of)
    return text if carried.outcome in {"checked", "checked-again"} else f"{text}: {why}"


def transfer_records(transfers: Sequence[Transfer]) -> list[Json]:
    """Return each pair of roles as a document."""
    return [
        {
            "from": each.start.role.id,
            "to": each.goal.role.id,
            "items": [
                {
                    "requirement": carried.item.requirement.id,
                    "kind": carried.item.requirement.kind,
                    "outcome": carried.outcome,
                    "verdict": carried.item.verdict.status,
                    "beside": list(carried.beside),
                    "text": text_of(carried.item.requirement),
                    "reason": reason(carried.item, each.goal.as_of),
                    "sources": [
                        *carried.item.requirement.sources,
                        *(source for reading in carried.item.requirement.readings for source in reading.sources),
                    ],
                }
                for carried in each.items
            ],
        }
        for each in transfers
    ]
