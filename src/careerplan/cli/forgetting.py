"""careerplan contacts forget: leaving no trace of a person."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from careerplan.cli.naming import Name
from careerplan.cli.options import DryRun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.errors import NotFoundError, UsageError
from careerplan.lookup import fold
from careerplan.person.forgetting import Mention, Purge, Reached, Whom


def forget(
    ctx: typer.Context,
    contact: Name,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; it cannot be undone.")] = False,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="Also put 'somebody' for their name in your other notes.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Forget a person: in the records, in history and in the backups that careerplan made. It cannot be undone.

    \b
    careerplan contacts forget Robin --dry-run
    """
    from careerplan.render.forgetting import forgetting_view
    from careerplan.store import forgetting as store

    session = session_of(ctx)
    try:
        whom = store.find_whom(session.store, contact, mentions=mentions)
    except NotFoundError:
        store.finish(session.store)
        raise
    named = store.mentions(session.store, whom)
    would = store.preview(session.store, whom)
    if dry_run:
        backups = _backups(session)
        show(session, forgetting_view(whom, Reached(would, backups), named, done=False, mentions_too=mentions))
        return
    if not yes and not _typed(session, whom, would, named, mentions=mentions):
        return
    reached = store.forget(session.store, whom, mentions=mentions)
    show(session, forgetting_view(whom, reached, named, done=True, mentions_too=mentions))


def _backups(session: Session) -> tuple[Path, ...]:
    from careerplan.store.backup import list_backups

    return tuple(each.file for each in list_backups(session.settings.places.database))


def _typed(session: Session, whom: Whom, would: Purge, named: list[Mention], *, mentions: bool) -> bool:
    """Say what goes, and have the name typed; say whether it was."""
    from careerplan.render.actions import done_view
    from careerplan.render.forgetting import forgetting_view
    from careerplan.render.safe import one_line

    if not session.settings.interactive:
        message = f"Forgetting {whom.name} cannot be undone, so it needs --yes here."
        raise UsageError(message, "See what would go first: careerplan contacts forget CONTACT --dry-run")
    if session.settings.output == "table":
        show(
            session, forgetting_view(whom, Reached(would, _backups(session)), named, done=False, mentions_too=mentions)
        )
    print(f"It cannot be undone. To forget them, type {one_line(whom.name)}: ", end="", file=sys.stderr, flush=True)
    if fold(sys.stdin.readline()) == fold(whom.name):
        return True
    show(session, done_view(["Nothing was changed."], {"done": False}, "contact-forgotten"))
    return False


def add_commands(app: typer.Typer) -> None:
    """Add the command of this module to the noun contacts."""
    verb(app, "forget")(forget)
