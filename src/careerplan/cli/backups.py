"""careerplan backup, restore."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli.options import session_of, single, verb
from careerplan.cli.session import Session
from careerplan.cli.show import agree, show
from careerplan.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from careerplan.person.backups import Here

backup_app = single()
restore_app = single()


@verb(backup_app, "backup")
def backup(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; the backups of the home if not given.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the backups there are, instead.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
) -> None:
    """Back up everything of yours: records with their history, packs, templates; checked after writing.

    \b
    careerplan backup
    careerplan backup /media/stick/careerplan.zip
    careerplan backup --list
    """
    from careerplan.render.backups import list_view, made_view
    from careerplan.store.backup import back_up, list_backups

    session = session_of(ctx)
    places = session.settings.places
    if list_:
        if file is not None or force:
            message = "--list stands alone."
            raise UsageError(message, "To back up to a file: careerplan backup FILE")
        found = list_backups(places.database)
        hints = ["Put one back: careerplan restore FILE"] if found else ["Make one: careerplan backup"]
        show(session, list_view(found, places.backups, hints))
        return
    to = file.expanduser() if file else None
    show(session, made_view(back_up(places.database, session.store.instant, to, replace=force)))


@verb(restore_app, "restore")
def restore(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A backup; its name alone if it is in the home.")
    ] = None,
    latest: Annotated[bool, typer.Option("--latest", help="The newest backup in the home.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Put it back; without it, only preview.")] = False,
) -> None:
    """Put a backup in the place of your records; previews first, and keeps what is here before.

    \b
    careerplan restore --latest
    careerplan restore careerplan-20261122T101500Z.zip --apply
    """
    from careerplan.render.backups import list_view
    from careerplan.store.backup import list_backups

    session = session_of(ctx)
    places = session.settings.places
    if file is not None and latest:
        message = "FILE and --latest name two backups."
        raise UsageError(message, "Name one of them.")
    if file is None and not latest:
        if apply:
            message = "Which backup?"
            raise UsageError(message, "Name a file, or add --latest. See: careerplan backup --list")
        found = list_backups(places.database)
        hints = ["The newest: careerplan restore --latest"] if found else ["Name a file: careerplan restore FILE"]
        show(session, list_view(found, places.backups, hints))
        return
    _restore(session, _latest(session) if file is None else _found(session, file.expanduser()), apply=apply)


def _latest(session: Session) -> Path:
    from careerplan.store.backup import newest_backup

    newest = newest_backup(session.settings.places.database)
    if newest is None:
        raise NotFoundError(what="backup", query="--latest", browse="careerplan backup --list")
    return newest


def _found(session: Session, file: Path) -> Path:
    """Return the file that is meant: as named, else of that name among the backups."""
    backups = session.settings.places.backups
    for each in (file, backups / file):
        if each.is_file():
            return each
    raise NotFoundError(what="backup", query=str(file), browse="careerplan backup --list")


def _restore(session: Session, file: Path, *, apply: bool) -> None:
    """Check a backup, show what it would change, and put it in place where that is wanted."""
    from careerplan.render.backups import Swap, restore_view, restored_view
    from careerplan.store.restoring import look, staged
    from careerplan.store.restoring import restore as put_back

    places = session.settings.places
    with staged(file, places.data) as new:
        swap = Swap(file, new.contents, new.made, new.why, look(places.database))
        if not apply:
            asked = session.settings.interactive and session.settings.output == "table"
            again = f"Put it back: careerplan restore {file} --apply"
            show(session, restore_view(swap, () if asked else (again,)))
            if not asked or not agree(session, _question(swap.here)):
                return
        instant = session.store.instant
        session.store.close()
        show(session, restored_view(swap, put_back(places.database, instant, new)))


def _question(here: "Here") -> str:
    before = "" if here.state == "absent" else " What is here is kept first."
    return f"Put it in the place of what is here?{before}"
