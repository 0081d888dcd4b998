"""What a command changed, in a sentence or two and as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.render.safe import json_text
from careerplan.render.view import Grid, Json, Line, Rows, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def done_view(sentences: Sequence[str], document: Json, schema: str, hints: Sequence[str] = ()) -> View:
    """Return what was done: ``sentences`` for a person, ``document`` for a program."""

    def rows() -> Rows:  # every output there is: after a change it is too late to refuse one
        return Rows(("message",), [[each] for each in sentences])

    return View(schema, lambda: document, lambda _: [Line(each) for each in sentences], rows, hints)


def places_view(places: Mapping[str, str]) -> View:
    """Return where things are kept."""
    rows = list(places.items())
    return View(
        "places",
        lambda: {"places": dict(places)},
        lambda _: [Grid(("", ""), rows, frozenset({1}))],
        lambda: Rows(("what", "path"), rows),
    )


def schema_view(schema: Mapping[str, object]) -> View:
    """Return a JSON Schema as it is, in every output."""
    return View("data-schema", lambda: dict(schema), lambda _: [], raw=json_text(schema) + "\n")
