"""careerplan export, import: all records in one document."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from careerplan.cli import values
from careerplan.cli.options import session_of, single, verb
from careerplan.cli.session import Session
from careerplan.cli.show import agree, hint, show
from careerplan.errors import BadDataError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.person.everything import Row

FORMATS = ("json", "zip")

export_app = single()
import_app = single()


@verb(export_app, "export")
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: a .json or .zip file, or - for stdout.")],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            callback=values.choice("format", FORMATS),
            help="json or zip; by default what FILE ends in, else json.",
        ),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="With what was done and when.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
) -> None:
    """Write all your records in open formats: one JSON document, or a zip with tables for a spreadsheet beside it.

    \b
    careerplan export everything.json
    careerplan export everything.zip --history
    """
    from careerplan.cli.exporting import export_everything

    export_everything(session_of(ctx), file, format_, history=history, force=force)


@verb(import_app, "import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What careerplan export wrote; - for stdin.")],
    apply: Annotated[bool, typer.Option("--apply", help="Take it over; without it, only preview.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="In the place of what is here; nothing else is left.")
    ] = False,
) -> None:
    """Take in all records of a document that export wrote; previews first, and backs up before.

    \b
    careerplan import everything.json
    careerplan import everything.json --apply
    careerplan import everything.zip --replace --apply
    """
    import_everything(session_of(ctx), file, apply=apply, replace=replace)


def import_everything(session: Session, file: Path, *, apply: bool, replace: bool) -> None:
    """Compare the records of a document with those here, and take them in where that is wanted and can be."""
    from careerplan.render.everything import import_view
    from careerplan.store.whole import compare

    rows = _checked(file)
    difference = compare(session.store, rows)
    changes = difference.any if replace else any(map(any, difference.new.values()))
    refused = bool(any(map(any, difference.differing.values()))) and not replace
    if apply and refused:
        message = "Records here would be overwritten, so nothing was changed."
        raise UsageError(message, f"Look first: careerplan import {file}   then add --replace, which replaces all.")
    hints = [] if apply else _hints(file, changes=changes, refused=refused, replace=replace)
    asked = not apply and changes and not refused and session.settings.interactive
    seen = asked and session.settings.output == "table"
    if seen:
        show(session, import_view(difference, file, None, [], applied=False, replace=replace))
    if asked:
        apply = agree(session, "Take this over?")
    kept = _take_in(session, file, rows, replace=replace) if apply and changes else None
    applied = apply and changes
    if applied:
        hints = ["undo: careerplan undo"]
    if seen:
        hint(session, *(["Taken over."] if apply else []), *hints)
    else:
        show(session, import_view(difference, file, kept, hints, applied=applied, replace=replace))


def _hints(file: Path, *, changes: bool, refused: bool, replace: bool) -> list[str]:
    if refused:
        again = f"careerplan import {file} --replace"
        return [
            f"Some are here under the same number and say something else. In the place of all that is here: {again}"
        ]
    again = f"careerplan import {file}{' --replace' if replace else ''} --apply"
    return [f"Take it over: {again}"] if changes else []


def _take_in(session: Session, file: Path, rows: "Mapping[str, Sequence[Row]]", *, replace: bool) -> Path | None:
    """Keep what is here, then take the records in as one action."""
    from careerplan.person.backups import BEFORE_IMPORT
    from careerplan.store.backup import back_up_before
    from careerplan.store.whole import ClashError, take_in

    places, kept = session.settings.places, None
    if places.database.exists():
        kept = back_up_before(places.database, session.store.instant, BEFORE_IMPORT).file
    word = "replaced everything with" if replace else "imported everything from"
    try:
        take_in(session.store, rows, f"{word} {file.name}", replace=replace)
    except ClashError as error:
        _refuse(file, f"its records cannot stand beside those here: {error}")
    return kept


def _checked(file: Path) -> "dict[str, list[Row]]":
    """Return the records of a file, of this program's version; refuse one that holds none that can be taken in."""
    from careerplan.cli.files import read_file
    from careerplan.interop.everything_json import NotEverythingError, read_everything
    from careerplan.interop.open_formats import document_in, is_zip
    from careerplan.store.staging import UnfitError, check_records

    raw = read_file(file)
    try:
        return check_records(read_everything(document_in(raw) if is_zip(raw) else raw))
    except (NotEverythingError, UnfitError) as error:
        _refuse(file, str(error))


def _refuse(file: Path, message: str) -> NoReturn:
    name = Path("stdin") if file == Path("-") else file
    raise BadDataError([Problem(name, 1, "(file)", message)], "Nothing was changed. Write it with: careerplan export")
