"""What carries over from one role to another for one person, and what must be done again.

A requirement carries over where what meets it in the first role meets it in the second as well. What the employer
finds out for itself (a medical, a record check, tests, training) is never carried from one to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    carried = [_carried(item, [each for each in start.items if _alike(each, item)]) for item in asked]
    return Transfer(start, goal, tuple(sorted(carried, key=lambda each: OUTCOMES.index(each.outcome))))


def _alike(one: Item, other: Item) -> bool:
    """Say whether two requirements ask for the same kind of thing, as far as a person can bring it along."""
    same = one.requirement.kind == other.requirement.kind
    return same and one.requirement.level in {"required", "varies"}


def _carried(item: Item, beside: list[Item]) -> Carried:
    return Carried(item, _outcome(item, beside), tuple(each.requirement.id for each in beside))


def _outcome(item: Item, beside: list[Item]) -> Outcome:
    status = item.verdict.status
    if status == "not-judged":
        return "checked-again" if any(each.verdict.status == "not-judged" for each in beside) else "checked"
    met = _any_met(beside)
    if status == "met":
        return "carries" if met else "have"
    if status == "expected":
        return "on-the-way"
    if item.check == "tick":
        return "again" if met else "new"
    if status in {"unmet", "lapses"}:
        return "again" if met else "new"
    return "unknown"


def _any_met(items: Iterable[Item]) -> bool:
    return any(each.verdict.status in {"met", "lapses"} for each in items)
