"""What carries over from one role to another for one person, and what must be done again.

A requirement carries over where the same thing meets it in both; it must be got again where the first role's is held
and is of the same certificate, test or licence, but does not do for the second. What the employer finds out for
itself (a medical, a record check, tests, training) is never carried from one to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from careerplan.planning.explaining import evidence
from careerplan.planning.qualification import NOT_JUDGED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from careerplan.planning.qualification import Item, Qualification

Outcome = Literal["carries", "have", "again", "new", "on-the-way", "unknown", "checked-again", "checked"]
OUTCOMES: tuple[Outcome, ...] = ("carries", "have", "again", "new", "on-the-way", "unknown", "checked-again", "checked")
"""Carries over; held, though the first role does not ask it; must be got again, though the first role's is met; new;
on the way; not known; checked again by the new employer; checked by it alone."""


@dataclass(frozen=True)
class Carried:
    """One requirement of the second role, and what of the first stands beside it: the ids of its requirements."""

    item: Item
    outcome: Outcome
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Transfer:
    """From one role to another, by outcome, and within each in the order of the second role's checklist."""

    start: Qualification
    goal: Qualification
    items: tuple[Carried, ...]


def transfer(start: Qualification, goal: Qualification) -> Transfer:
    """Return what of ``start`` carries over to ``goal``.

    What is merely wished for there is left out, and what is said in general where the employer says anything itself.
    """
    asked = [item for item in goal.items if item.requirement.level in {"required", "varies"}]
    asked = [item for item in asked if item.standing != "general"] or asked
    carried = [_carried(item, start, goal.as_of) for item in asked]
    return Transfer(start, goal, tuple(sorted(carried, key=lambda each: OUTCOMES.index(each.outcome))))


def _carried(item: Item, start: Qualification, today: dt.date) -> Carried:
    """Return what becomes of one requirement, and which of the first role's what meets them has in common."""
    alike = [each for each in start.items if each.requirement.kind == item.requirement.kind]
    status = item.verdict.status
    if status == NOT_JUDGED:
        again = [each for each in alike if each.verdict.status == NOT_JUDGED]
        return Carried(item, "checked-again" if again else "checked", _ids(again))
    held = [each for each in alike if each.verdict.status in {"met", "lapses"} and each.check is None]
    if status == "met":
        shared = [each for each in held if set(evidence(each, today)) & set(evidence(item, today))]
        return Carried(item, "carries" if shared else "have", _ids(shared))
    if status == "expected":
        return Carried(item, "on-the-way", ())
    if item.check == "tick":
        ticked = [each for each in alike if each.verdict.status == "met" and each.requirement.id == item.requirement.id]
        return Carried(item, "again" if ticked else "new", _ids(ticked))
    if status in {"unmet", "lapses"} and item.only_if is None:
        same = [each for each in held if _wanted(each) & _wanted(item)]
        return Carried(item, "again" if same else "new", _ids(same))
    return Carried(item, "unknown", ())


def _ids(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(each.requirement.id for each in items)


def _wanted(item: Item) -> set[str]:
    """Return the certificates, tests and licences that a requirement takes."""
    nodes = [leaf.node for tree in item.trees for leaf in tree.leaves()]
    named = {name for node in nodes for name in (getattr(node, "any", ()) if _kind(node) == "credential" else ())}
    return named | {f"licence {getattr(node, 'class_')}" for node in nodes if _kind(node) == "driving"}  # noqa: B009


def _kind(node: object) -> str:
    return str(getattr(node, "kind", ""))
