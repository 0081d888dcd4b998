"""Whom the user knows at an organization, in a line and as records."""

from collections.abc import Sequence

from careerplan.clock import say_short
from careerplan.person.contacts import Contact
from careerplan.render.view import Gap, Json, Line, Part

_FEW = 6
"""How many names a line lists before it only counts."""


def known_lines(people: Sequence[Contact], organization: str) -> list[Part]:
    """Return whom the user knows at an organization, those who still work there first; nothing where nobody is."""
    if not people:
        return []
    names = [_said(each, organization) for each in people[:_FEW]]
    names += [f"and {len(people) - _FEW} more"] if len(people) > _FEW else []
    return [Gap(), Line(f"You know there: {', '.join(names)}.")]


def known_records(people: Sequence[Contact], organization: str) -> list[Json]:
    """Return the same for a program."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "tie": each.tie,
            "last_interaction": each.last_touch.isoformat() if each.last_touch else None,
            "left": _left(each, organization),
        }
        for each in people
    ]


def _said(contact: Contact, organization: str) -> str:
    left = _left(contact, organization)
    if left:
        return f"{contact.name} (left {left})"
    touch = f"last touch {say_short(contact.last_touch)}" if contact.last_touch else "never contacted"
    return f"{contact.name} ({contact.tie}, {touch})"


def _left(contact: Contact, organization: str) -> str | None:
    """Return when somebody left an organization, as it was noted; None while they work there."""
    held = [each for each in contact.positions if each.organization_id == organization]
    return None if any(each.until is None for each in held) else next((each.until for each in held), None)
