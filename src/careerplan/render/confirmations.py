"""What the user checked, on a screen and as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.clock import say
from careerplan.render.view import Grid, Json, Rows, Screen, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.person.confirmations import Confirmation


def say_confirmation(found: Confirmation) -> str:
    """Say in a line what was checked, when and where: beside a requirement, never in its place."""
    return f"You checked on {say(found.day)}: “{found.says}” ({found.source})"


def confirmation_record(found: Confirmation) -> Json:
    """Return one as a record."""
    return {
        "id": found.id,
        "role": found.role,
        "requirement": found.requirement,
        "on": found.day.isoformat(),
        "says": found.says,
        "source": found.source,
    }


def confirmations_view(found: Sequence[Confirmation]) -> View:
    """Return all that was checked."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        rows = [(f"#{each.id}", say(each.day), each.role, each.requirement, each.says, each.source) for each in found]
        return [Grid(("", "On", "Role", "Requirement", "Says", "Source"), rows, frozenset({4, 5}))]

    def rows() -> Rows:
        keys = ("id", "role", "requirement", "on", "says", "source")
        return Rows(keys, [[str(confirmation_record(each)[key]) for key in keys] for each in found])

    hints = ("Take one away: careerplan data unconfirm NUMBER",) if found else ("Nothing is confirmed yet.",)
    return View(
        "confirmations", lambda: {"confirmations": [confirmation_record(each) for each in found]}, screen, rows, hints
    )
