"""All records: what a document holds beside what is here, and what was taken in or written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.render.view import Gap, Grid, Json, Line, Part, Rows, Screen, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from careerplan.person.everything import Difference

KINDS = ("new", "same", "differing", "only_here")
_HEADER = ("Records", "New", "Same", "Differing", "Only here")


def import_view(
    difference: Difference, file: Path, kept: Path | None, hints: Sequence[str], *, applied: bool, replace: bool
) -> View:
    """Return how the records of a document differ from those here, and whether they were taken in."""
    table = _table(difference)
    total = {kind: sum(len(each) for each in getattr(difference, kind).values()) for kind in KINDS}
    gone = total["only_here"] if replace else 0
    sentence = f"{total['new']} new, {total['same']} here already, {total['differing']} differing, {gone} removed."

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        begin = f"Taken over from {file}" if applied else f"Only a preview, from {file}"
        if not total["new"] and not total["differing"] and not gone:
            begin = f"Nothing to take over from {file}"
        parts: list[Part] = [Line(f"{begin}: {sentence}")]
        if table:
            parts += [Gap(), Grid(_HEADER, table)]
        if kept:
            parts += [Gap(), Line(f"What was here before is in {kept}.")]
        return parts

    def document() -> Json:
        counts: Mapping[str, int] = {
            "new": total["new"],
            "unchanged": total["same"],
            "differing": total["differing"],
            "removed": gone,
        }
        return {
            "format": "careerplan.everything/1",
            "applied": applied,
            **counts,
            "tables": {name: {k: len(getattr(difference, k)[name]) for k in KINDS} for name in difference.new},
            "backup": str(kept) if kept else None,
        }

    return View("everything-import", document, screen, lambda: Rows(_HEADER, table), hints)


def _table(difference: Difference) -> list[tuple[str, ...]]:
    rows = {name: [len(getattr(difference, kind)[name]) for kind in KINDS] for name in difference.new}
    return [(name, *map(str, counts)) for name, counts in rows.items() if any(counts)]
