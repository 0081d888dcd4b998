"""careerplan contacts forget: leaving no trace of somebody."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli.naming import Name
from careerplan.cli.options import DryRun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.errors import UsageError

if TYPE_CHECKING:
    from careerplan.person.contacts import Contact


def forget(
    ctx: typer.Context,
    contact: Name,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for the name.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Forget a person for good: out of records, history and backups. Nothing brings them back.

    \b
    careerplan contacts forget Robin --dry-run
    """
    from careerplan.lookup import fold
    from careerplan.render.forgetting import forgotten_view
    from careerplan.store.contacts import find_contact
    from careerplan.store.forgetting import forget, preview_forgetting

    session = session_of(ctx)
    person = find_contact(session.store, contact)
    if dry_run:
        show(session, forgotten_view(person.id, preview_forgetting(session.store, person.id), done=False))
        return
    if not yes and fold(_typed(session, person)) != fold(person.name):
        message = "That is not the name, so nothing was changed."
        raise UsageError(message, f"See what would go: careerplan contacts forget {person.id} --dry-run")
    show(session, forgotten_view(person.id, forget(session.store, person.id), done=True))


def _typed(session: Session, person: "Contact") -> str:
    """Return what the user types when asked for the name; without a terminal nothing can be asked."""
    from careerplan.render.safe import one_line

    if not session.settings.interactive:
        message = f"Forgetting {person.name} cannot be undone, so it needs --yes."
        raise UsageError(message, f"See what would go: careerplan contacts forget {person.id} --dry-run")
    question = f"Forgetting {person.name} cannot be undone. Type their name to go ahead: "
    print(one_line(question), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline()


def add_commands(app: typer.Typer) -> None:
    """Add the command of this module to the noun contacts."""
    verb(app, "forget")(forget)
