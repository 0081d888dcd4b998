"""What a search found, best first, with the passage that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.render.view import Json, Line, Part, Rows, Said, Screen, View
from careerplan.render.words import place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from careerplan.catalog.roles import Role
    from careerplan.catalog.search import Found


def search_view(query: str, found: Found, roles: Mapping[str, Role]) -> View:
    """Return the roles found for ``query``."""
    hits = [(roles[hit.role], hit.passage) for hit in found.hits]

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts: list[Part] = []
        for number, (role, passage) in enumerate(hits, 1):
            parts.append(Line(Said(f"{role.title} · {place(role.jurisdiction)}", "strong"), f"{number}."))
            parts += [Line(Said(role.id, "dim"), indent=3), Line(passage, indent=3)]
        return parts or [Line(f"Nothing here has anything like '{query}'.")]

    def rows() -> Rows:
        header = ("id", "title", "jurisdiction", "employer", "passage")
        return Rows(
            header,
            [(role.id, role.title, role.jurisdiction or "", role.employer or "", passage) for role, passage in hits],
        )

    def document() -> Json:
        return {
            "query": query,
            "all_words": found.all_words,
            "taken_for": {word: list(others) for word, others in found.taken_for.items()},
            "roles": [
                {"id": role.id, "title": role.title, "jurisdiction": role.jurisdiction, "passage": passage}
                for role, passage in hits
            ],
        }

    slips = [f"'{word}' taken for {' or '.join(others)}." for word, others in found.taken_for.items() if others]
    slips += [f"'{word}' occurs nowhere." for word, others in found.taken_for.items() if not others]
    if hits and not found.all_words:
        slips.append("No role has all of these words; these have some.")
    nexts = [f"Next: careerplan roles show {hits[0][0].id}"] if hits else ["All roles: careerplan roles list"]
    return View("search", document, screen, rows, [*slips, *nexts])
