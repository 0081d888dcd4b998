"""Backups: the one just made, all there are, and what a restore would change or has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.clock import local_time
from careerplan.render.actions import done_view
from careerplan.render.view import Gap, Grid, Json, Line, Part, Rows, Said, Screen, View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from careerplan.person.backups import Backup, Contents, Here, Restored

_UNITS = ("bytes", "kB", "MB", "GB")
_COUNTED = (("People", "people"), ("Interactions", "interactions"), ("Follow-ups", "followups"))


def say_size(size: int) -> str:
    """Return a number of bytes as one says it."""
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:  # noqa: PLR2004 - a kB is a thousand bytes
        amount, unit = amount / 1000, unit + 1
    return f"{size} {_UNITS[0]}" if unit == 0 else f"{amount:.1f} {_UNITS[unit]}"


def made_view(made: Backup | None) -> View:
    """Return the backup just made; none where there is nothing to keep yet."""
    if made is None:
        sentences = ["You have no records yet, so nothing was backed up."]
        return done_view(sentences, {"backup": None}, "backup")
    contents = made.contents
    held = f": {_held(contents)}" if contents else ""
    more = f", and {_many(made.files, 'file')} of yours" if made.files else ""
    sentences = [f"Backed up to {made.file} ({say_size(made.size)}){held}{more}."]
    if made.left_out:
        sentences.append(f"Left out, because it is no plain file: {', '.join(made.left_out)}.")
    hints = ["It was read back and is sound. On another machine: careerplan restore FILE --apply"]
    return done_view(sentences, {"backup": backup_record(made)}, "backup", hints)


def _held(contents: Contents) -> str:
    return f"{_many(contents.people, 'person', 'people')}, {_many(contents.interactions, 'interaction')}"


def _many(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def backup_record(backup: Backup) -> Json:
    """Return a backup as it stands in a document."""
    return {
        "file": str(backup.file),
        "made": backup.made,
        "why": backup.why,
        "size": backup.size,
        "contents": contents_record(backup.contents),
        "files": backup.files,
        "left_out": list(backup.left_out),
        "fault": backup.fault or None,
    }


def contents_record(contents: Contents | None) -> Json | None:
    """Return what a database holds as it stands in a document."""
    if contents is None:
        return None
    counts = {name: getattr(contents, name) for _, name in _COUNTED}
    return {"records_version": contents.version, **counts, "last_action": contents.last_action}


def list_view(backups: Sequence[Backup], folder: Path, hints: Sequence[str] = ()) -> View:
    """Return all backups, newest first."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not backups:
            return [Line(f"There is no backup in {folder}.")]
        header = ("File", "Made", "Why", "Size", "Records", "People")
        return [Line(f"In {folder}:"), Gap(), Grid(header, [_row(each) for each in backups], frozenset({2}))]

    def rows() -> Rows:
        header = ("file", "made", "why", "size", "records_version", "people", "interactions", "followups", "fault")
        return Rows(header, [_plain(each) for each in backups])

    def document() -> Json:
        return {"folder": str(folder), "backups": [backup_record(each) for each in backups]}

    return View("backups", document, screen, rows, hints)


def _row(backup: Backup) -> tuple[str, ...]:
    made = local_time(backup.made) if backup.made else "not known"
    if backup.contents is None:
        return backup.file.name, made, f"cannot be read: {backup.fault}", say_size(backup.size), "", ""
    version, people = backup.contents.version, backup.contents.people
    return backup.file.name, made, backup.why, say_size(backup.size), str(version), str(people)


def _plain(backup: Backup) -> tuple[str, ...]:
    held = backup.contents
    counts = (held.version, held.people, held.interactions, held.followups) if held else ("",) * 4
    return (
        *(str(backup.file), backup.made or "", backup.why, str(backup.size)),
        *(*map(str, counts), backup.fault),
    )


@dataclass(frozen=True)
class Swap:
    """A backup and what it would take the place of."""

    file: Path
    new: Contents
    made: str | None
    why: str
    here: Here


def restore_view(swap: Swap, hints: Sequence[str]) -> View:
    """Return what is in a backup beside what is here: a restore would put the one in the place of the other."""
    here = swap.here

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        parts: list[Part] = [Line(f"Only a preview: {swap.file} would take the place of what is here."), Gap()]
        parts.append(Grid(("", "In the backup", "Here"), _beside(swap)))
        if here.fault:
            parts += [Gap(), Line(Said(f"The records here are {here.state}: {here.fault}.", "warn"))]
        return parts

    def rows() -> Rows:
        return Rows(("what", "backup", "here"), _beside(swap))

    def document() -> Json:
        return {"applied": False, **_both(swap), "kept": None, "aside": None, "folders": []}

    return View("restore", document, screen, rows, hints)


def _beside(swap: Swap) -> list[tuple[str, str, str]]:
    new, old = swap.new, swap.here.contents
    made = " ".join(filter(None, (local_time(swap.made) if swap.made else "not known", swap.why)))
    last, before = (local_time(each.last_action) if each and each.last_action else "" for each in (new, old))
    return [
        ("Made", made, "" if old else "nothing" if swap.here.state == "absent" else swap.here.state),
        *((label, str(getattr(new, key)), str(getattr(old, key)) if old else "") for label, key in _COUNTED),
        ("Last action", last, before),
        ("Version of records", str(new.version), str(old.version) if old else ""),
    ]


def _both(swap: Swap) -> Json:
    here = swap.here
    return {
        "file": str(swap.file),
        "backup": {"made": swap.made, "why": swap.why or None, **(contents_record(swap.new) or {})},
        "here": {"state": here.state, "contents": contents_record(here.contents), "fault": here.fault or None},
    }


def restored_view(swap: Swap, done: Restored) -> View:
    """Return what was restored, and where the state before it is."""
    sentences = [f"Restored {swap.file}: {_held(swap.new)}."]
    hints = []
    if done.aside:
        sentences.append(f"The damaged records were moved to {done.aside}.")
    if done.folders:
        sentences.append(f"Restored with it: {', '.join(done.folders)}.")
    if done.kept:
        sentences.append(f"What was here before is in {done.kept.file}.")
        hints.append(f"To go back: careerplan restore {done.kept.file.name} --apply")
    record = {
        "applied": True,
        **_both(swap),
        "kept": str(done.kept.file) if done.kept else None,
        "aside": str(done.aside) if done.aside else None,
        "folders": list(done.folders),
    }
    return done_view(sentences, record, "restore", hints)
