"""Roles on a screen and as documents: the list, one role, several side by side, a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.frozen import record_json
from careerplan.planning.statements import DIMENSIONS, Statement, statements
from careerplan.render.sources import Footnotes, cited_in, source_records
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View
from careerplan.render.words import DIMENSION, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.roles import Role
    from careerplan.catalog.sources import Source


def roles_view(roles: Sequence[Role]) -> View:
    """Return the list of roles."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        rows = [(role.id, role.title, place(role.jurisdiction), role.coverage or "") for role in roles]
        return [Grid(("Role", "Title", "Place", "Coverage"), rows, frozenset({1}))]

    def rows() -> Rows:
        header = ("id", "title", "occupation", "employer", "jurisdiction", "general", "coverage")
        return Rows(header, [[getattr(role, key) or "" for key in header] for role in roles])

    def document() -> Json:
        keys = ("id", "title", "occupation", "employer", "jurisdiction", "general", "coverage")
        return {"roles": [{key: getattr(role, key) for key in keys} for role in roles]}

    hints = ("Next: careerplan roles show ROLE, or careerplan roles compare ROLE ROLE",)
    return View("roles", document, screen, rows, hints if roles else ("No role matches.",))


def role_view(role: Role, lineage: Sequence[Role], sources: Mapping[str, Source], *, cite: bool) -> View:
    """Return one role with everything known of it; ``cite`` adds the sources to the screen."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        notes = Footnotes(sources)
        parts: list[Part] = [Heading(f"{role.title} · {place(role.jurisdiction)}"), Line(Said(role.id, "dim"))]
        parts.append(Line(_cited(role.summary.text, role.summary.sources, notes, cite=cite)))
        parts += [Line(Said(role.summary.note, "dim"))] if role.summary.note else []
        for dimension in DIMENSIONS:
            found = statements(role, lineage, dimension)
            if not found:
                continue
            titles = {broader.id: broader.title for broader in lineage}
            general = next((f", as said in general: {titles[each.general]}" for each in found if each.general), "")
            parts += [Gap(), Heading(DIMENSION[dimension] + general, 2)]
            parts += [Line(say(each, notes, cite=cite), "⚠" if each.disputed else "•", 2) for each in found]
        if role.not_found:
            parts += [Gap(), Heading("Not known", 2), Line(f"No source here says: {'; '.join(role.not_found)}.")]
        return [*parts, Gap(), *notes.parts()] if cite else parts

    def document() -> Json:
        record = record_json(role)
        return {"role": record, "sources": source_records(sources, cited_in(record))}

    hints = [f"Next: careerplan checklist show {role.id}"]
    if not cite:
        hints.insert(0, "Every statement has its source: add --sources.")

    def rows() -> Rows:
        found = [(each, said) for each in DIMENSIONS for said in statements(role, lineage, each)]
        return Rows(
            ("dimension", "text", "level", "general", "note", "disputed", "sources"),
            [
                (
                    *(each, said.text, said.level or "", said.general or "", said.note or ""),
                    *("yes" if said.disputed else "no", " ".join(said.sources)),
                )
                for each, said in found
            ],
        )

    return View("role", document, screen, rows, hints)


def say(statement: Statement, notes: Footnotes, *, cite: bool) -> str:
    """Return a statement with its level and note, and with the marks of its sources if ``cite``."""
    extra = [statement.level if statement.level not in {None, "required"} else None, statement.note]
    said = statement.text + "".join(f" ({each})" for each in extra if each)
    return _cited(said, statement.sources, notes, cite=cite)


def _cited(text: str, cited: Sequence[str], notes: Footnotes, *, cite: bool) -> str:
    return f"{text} {notes.mark(cited)}" if cite else text
