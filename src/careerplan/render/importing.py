"""What a file in another program's format adds to a profile, on a screen and in other outputs."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.render.profile import LABELS, Change, say
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.person.merging import Outcome, Remark


@dataclass(frozen=True)
class Imported:
    """What a file in another program's format adds to a profile, and what of it could not be used."""

    format: str
    file: str
    change: Change
    outcomes: Sequence[Outcome]
    skipped: Sequence[Remark]
    noted: Sequence[Remark]
    notes: Sequence[str]

    def of(self, status: str) -> list[Outcome]:
        """Return what is new, unchanged or differing."""
        order = list(LABELS)
        found = [each for each in self.outcomes if each.status == status]
        return sorted(found, key=lambda each: order.index(each.offer.key))

    def sentence(self) -> str:
        """Return how much is new, there already, different and not used."""
        counts = [f"{len(self.of(status))} {word}" for status, word in _STATUS.items()]
        return ", ".join([*counts, f"{len(self.skipped)} not used"]) + "."

    def hints(self, *, applied: bool) -> list[str]:
        """Return what to do next."""
        if not self.change.any:
            return []
        if applied:
            return ["undo: careerplan undo   look at it: careerplan profile show"]
        return [f"Take it over: careerplan profile import {shlex.quote(self.file)} --apply"]


_NO_PLACE = "not kept here"
_STATUS = {"new": "new", "unchanged": "already there", "differing": "differing"}
_FORMATS = {"json-resume": "JSON Resume", "linkedin": "LinkedIn"}


def merge_view(imported: Imported, *, applied: bool, hinted: bool = True) -> View:
    """Return what an import adds, or would add, and all that it does not."""
    change = imported.change
    done = "Taken over" if applied and change.any else "Only a preview" if change.any else "Nothing new"

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts: list[Part] = [Line(f"{done}, from {_FORMATS[imported.format]}: {imported.sentence()}")]
        parts += _block("New", [_offered(each) for each in imported.of("new")])
        parts += _block("Already there", [_offered(each) for each in imported.of("unchanged")])
        parts += _block("Your profile says otherwise, and stays as it is", _differing(imported))
        parts += _list("Look at these", [_remark(each) for each in imported.noted] + list(imported.notes))
        return parts + _list("Not used", _not_used(imported.skipped))

    def table() -> Rows:
        rows = [(str(each.status), each.offer.key, _told(each), each.offer.row) for each in imported.outcomes]
        rows += [("noted", each.key, each.reason, each.row) for each in imported.noted]
        rows += [("skipped", each.key, each.reason, each.row) for each in imported.skipped]
        return Rows(("change", "key", "value", "row"), rows)

    hints = imported.hints(applied=applied) if hinted else ()
    return View("profile-import", lambda: _document(imported, applied=applied), screen, table, hints)


def _block(title: str, rows: Sequence[Sequence[Cell]]) -> list[Part]:
    if not rows:
        return []
    shown = [("" if index and rows[index - 1][0] == row[0] else row[0], *row[1:]) for index, row in enumerate(rows)]
    return [Gap(), Heading(title, 2), Grid(("",) * len(rows[0]), shown, frozenset({1}))]


def _list(title: str, lines: Sequence[str]) -> list[Part]:
    return [Gap(), Heading(title, 2), *(Line(each, "•", 2) for each in lines)] if lines else []


def _offered(outcome: Outcome) -> tuple[Cell, Cell, Cell]:
    return Said(LABELS[outcome.offer.key], "dim"), _told(outcome), Said(outcome.offer.row, "dim")


def _differing(imported: Imported) -> list[tuple[Cell, Cell, Cell]]:
    return [
        (
            Said(LABELS[each.offer.key], "dim"),
            (f"profile: {_said(each.offer.key, each.mine)}", f"file: {_told(each)}"),
            Said(each.offer.row, "dim"),
        )
        for each in imported.of("differing")
    ]


def _told(outcome: Outcome) -> str:
    return _said(outcome.offer.key, outcome.offer.value)


def _said(key: str, value: object) -> str:
    entry = isinstance(value, dict) and key not in {"citizenship", "declared", "ticks"}
    return "; ".join(say(key, [value] if entry else value))


def _remark(remark: Remark) -> str:
    return f"{_place_of(remark)}: {remark.reason}"


def _place_of(remark: Remark) -> str:
    name = remark.key if remark.key and not remark.row.endswith(remark.key) else ""
    return ", ".join(filter(None, (remark.row, name)))


def _not_used(skipped: Sequence[Remark]) -> list[str]:
    """Return a line for each thing that was not used, and one for all that a profile has no place for."""
    plain = [each for each in skipped if each.reason.startswith(_NO_PLACE)]
    places = (_place_of(each) + each.reason.removeprefix(_NO_PLACE) for each in plain)
    others = [_remark(each) for each in skipped if each not in plain]
    return [*others, *([f"{_NO_PLACE}: {'; '.join(places)}"] if plain else [])]


def _document(imported: Imported, *, applied: bool) -> Json:
    keys = {kind: imported.change.keys(kind) for kind in ("new", "changed", "removed", "unchanged")}
    entries = [
        {"key": each.offer.key, "status": each.status, "value": each.offer.value, "row": each.offer.row}
        for each in imported.outcomes
    ]
    differing = [
        {"key": each.offer.key, "profile": each.mine, "file": each.offer.value, "row": each.offer.row}
        for each in imported.of("differing")
    ]
    remarks = {
        name: [{"row": each.row, "key": each.key, "reason": each.reason} for each in found]
        for name, found in (("skipped", imported.skipped), ("noted", imported.noted))
    }
    done = applied and imported.change.any
    more = {"entries": entries, "differing": differing, **remarks, "notes": list(imported.notes)}
    return {"format": imported.format, "applied": done, **keys, **more}
