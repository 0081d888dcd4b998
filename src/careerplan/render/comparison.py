"""Roles side by side: columns where there is room, a block a dimension where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.render.matrix import glance, short_names
from careerplan.render.pay import pay_parts, pay_records
from careerplan.render.sources import Footnotes, cited_in, source_records
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View
from careerplan.render.words import DIMENSION, MARKS, NOT_KNOWN, ROLE_KEYS, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.roles import Role
    from careerplan.planning.comparison import Comparison, Row
    from careerplan.planning.dating import Dating
    from careerplan.planning.statements import Statement

_NARROWEST = 22
"""The fewest characters in which a column of statements can still be read."""

_LEGEND = "≠ differs   ⚠ sources disagree   not known: no source here says anything"


def comparison_view(comparison: Comparison, dating: Dating, *, cite: bool, assumed: Sequence[str] = ()) -> View:
    """Return roles side by side, many of them at a glance; ``cite`` adds the sources to the screen."""
    return View(
        "comparison",
        lambda: {**_document(comparison, dating), "assumed": list(assumed)},
        lambda width: [*_assumed(assumed), *_screen(comparison, dating, width, cite=cite)],
        lambda: _rows(comparison),
        _hints(comparison, cite=cite),
    )


def _assumed(assumed: Sequence[str]) -> list[Part]:
    return [Line(Said(f"Assuming: {'; '.join(assumed)}.", "warn")), Gap()] if assumed else []


def _screen(comparison: Comparison, dating: Dating, width: int | None, *, cite: bool) -> Screen:
    brief = bool(comparison.marks) and not comparison.asked
    parts = glance(comparison, width) if comparison.marks else []
    notes = Footnotes(dating.sources)
    remarks = Remarks(notes, comparison.titles, dating, cite=cite)
    if not brief:
        columns = width is not None and width >= 16 + (_NARROWEST + 2) * len(comparison.roles)
        parts += [Gap()] if parts else []
        parts += _columns(comparison, remarks) if columns else _blocks(comparison, remarks)
    if any(row.dimension == "pay" for row in comparison.rows):
        names = short_names(comparison.roles) if comparison.marks else {}
        bars = pay_parts(
            [(role, comparison.lineages[role.id], names.get(role.id, _title(role))) for role in comparison.roles]
        )
        parts += [Gap(), Heading("Pay on one scale", 2), *bars] if bars else []
    if comparison.transfers:
        from careerplan.render.transfer import transfer_parts

        parts += transfer_parts(comparison.transfers)
    if brief:
        return parts
    parts += [Gap(), *_disputes(comparison), *remarks.parts()]
    if comparison.not_known:
        unknown = ", ".join(DIMENSION[each].lower() for each in comparison.not_known)
        parts.append(Line(f"Not known of any of these roles: {unknown}."))
    parts.append(Line(Said(_LEGEND, "dim")))
    return [*parts, Gap(), *notes.parts()] if cite else parts


def _document(comparison: Comparison, dating: Dating) -> Json:
    rows = [_row_record(row, dating) for row in comparison.rows]
    disagreements: list[object] = [
        {
            "role": each.role,
            "dimension": each.dimension,
            "texts": [statement.text for statement in each.statements],
            "sources": list(dict.fromkeys(source for statement in each.statements for source in statement.sources)),
        }
        for each in comparison.disagreements
    ]
    return {
        "roles": [{key: getattr(role, key) for key in ROLE_KEYS} for role in comparison.roles],
        "rows": rows,
        "disagreements": disagreements,
        "not_known": list(comparison.not_known),
        "marks": {dimension: dict(marks) for dimension, marks in comparison.marks.items()},
        "pay_by_year": {role.id: pay_records(role, comparison.lineages[role.id]) for role in comparison.roles},
        "transfer": _transfers(comparison),
        "sources": source_records(dating.sources, cited_in([rows, _transfers(comparison)])),
    }


def _transfers(comparison: Comparison) -> list[Json]:
    if not comparison.transfers:
        return []
    from careerplan.render.transfer import transfer_records

    return transfer_records(comparison.transfers)


def _rows(comparison: Comparison) -> Rows:
    roles = comparison.roles
    return Rows(
        ("dimension", "differs", *(role.id for role in roles)),
        [
            (row.dimension, "yes" if row.differs else "no", *(_flat(row.cells[role.id]) for role in roles))
            for row in comparison.rows
        ],
    )


def _hints(comparison: Comparison, *, cite: bool) -> list[str]:
    hints = [] if cite else ["Every statement has its source: add --sources."]
    if comparison.left_out:
        hints.append(f"More to compare with --all, or --only {','.join(comparison.left_out)}.")
    if comparison.marks and not comparison.asked:
        hints = ["What each asks, in words and with sources: add --only education,age,fitness or --all."]
    return [*hints, f"Next: careerplan checklist show {comparison.roles[0].id}"]


class Remarks:
    """Says statements briefly, and collects what a reader should know of them to stand below the table."""

    def __init__(self, sources: Footnotes, titles: Mapping[str, str], dating: Dating, *, cite: bool) -> None:
        self._sources = sources
        self._titles = titles
        self._dating = dating
        self._cite = cite
        self._numbers: dict[str, int] = {}

    def said(self, statement: Statement) -> Said:
        """Return a statement with its level, and with the marks of its remarks and sources."""
        year = None if statement.as_of or statement.timeless else self._dating.year(statement.sources)
        level = statement.level if statement.level not in {None, "required"} else None
        text = statement.text + "".join(f" ({each})" for each in (level, year) if each)
        general = f"Said in general: {self._titles[statement.general]}." if statement.general else None
        text += ",".join(self._mark(remark) for remark in (general, statement.note) if remark)
        if self._cite:
            text += f" {self._sources.mark(statement.sources)}"
        if statement.verdict in MARKS:
            text = f"{MARKS[statement.verdict]} {text}"
        return Said(f"⚠ {text}", "warn") if statement.disputed else Said(text)

    def _mark(self, remark: str) -> str:
        number = self._numbers.setdefault(remark, len(self._numbers) + 1)
        return "".join(_SUPERSCRIPT[int(digit)] for digit in str(number))

    def parts(self) -> list[Part]:
        """Return the remarks, to stand below the table."""
        return [Line(remark, self._mark(remark)) for remark in self._numbers]


_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def _columns(comparison: Comparison, remarks: Remarks) -> list[Part]:
    header = ("", "", *(_title(role) for role in comparison.roles))
    rows = [
        (
            Said(DIMENSION[row.dimension], "strong"),
            "≠" if row.differs else "",
            *(_cell(row.cells[role.id], remarks) for role in comparison.roles),
        )
        for row in comparison.rows
    ]
    return [Grid(header, rows, frozenset(range(2, 2 + len(comparison.roles))))]


def _blocks(comparison: Comparison, remarks: Remarks) -> list[Part]:
    parts: list[Part] = []
    for row in comparison.rows:
        parts += [Gap()] if parts else []
        parts.append(Heading(DIMENSION[row.dimension] + (" ≠" if row.differs else ""), 2))
        for role in comparison.roles:
            parts.append(Line(Said(_title(role), "strong"), indent=2))
            statements = row.cells[role.id]
            parts += [Line(remarks.said(each), "•", 4) for each in statements] or [Line(Said(NOT_KNOWN, "dim"), "•", 4)]
    return parts or [Line("Nothing differs.")]


def _title(role: Role) -> str:
    where = place(role.jurisdiction)
    return role.title if where.lower() in role.title.lower() else f"{role.title}, {where}"


def _cell(statements: tuple[Statement, ...], remarks: Remarks) -> Cell:
    return tuple(map(remarks.said, statements)) or Said(NOT_KNOWN, "dim")


def _disputes(comparison: Comparison) -> list[Part]:
    """Say below the table which sources say what, wherever they disagree."""
    titles = {role.id: role.title for role in comparison.roles}
    parts: list[Part] = []
    for each in comparison.disagreements:
        said = "; ".join(f"{statement.text} ({', '.join(statement.sources)})" for statement in each.statements)
        parts.append(Line(f"{titles[each.role]}, {DIMENSION[each.dimension].lower()}: {said}", "⚠"))
    return parts


def _flat(statements: tuple[Statement, ...]) -> str:
    said = [f"{each.text} ({each.level})" if each.level not in {None, "required"} else each.text for each in statements]
    return " / ".join(f"⚠ {text}" if each.disputed else text for each, text in zip(statements, said, strict=True))


def _row_record(row: Row, dating: Dating) -> Json:
    return {
        "dimension": row.dimension,
        "differs": row.differs,
        "cells": {role: [_statement_record(each, dating) for each in cell] for role, cell in row.cells.items()},
    }


def _statement_record(statement: Statement, dating: Dating) -> Json:
    optional = {
        "dated": dating.dated(statement.sources, statement.as_of),
        "level": statement.level,
        "when": statement.when,
        "note": statement.note,
        "general": statement.general,
        "verdict": statement.verdict,
    }
    known = {key: value for key, value in optional.items() if value}
    return {"text": statement.text, **known, "disputed": statement.disputed, "sources": list(statement.sources)}
