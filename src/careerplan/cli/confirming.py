"""careerplan data confirm, unconfirm and confirmations: what the user checked, kept beside the cited facts."""

import datetime as dt
import re
from typing import Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.clock import say
from careerplan.errors import NotFoundError, UsageError
from careerplan.person.confirmations import Confirmation

SCHEMES = {"http", "https", "mailto", "tel"}


def confirmed_of(session: Session, role: str) -> dict[str, list[str]]:
    """Return what the user checked of each requirement of a role, in sentences, newest first."""
    from careerplan.render.confirmations import say_confirmation
    from careerplan.store.confirmations import list_confirmations

    found: dict[str, list[str]] = {}
    for each in list_confirmations(session.store, role):
        found.setdefault(each.requirement, []).append(say_confirmation(each))
    return found


def _words(value: str) -> str:
    """Accept any text that is more than white space."""
    found = values.text(value)
    if found is None:
        message = "A text that is empty confirms nothing."
        raise UsageError(message, 'For example: --says "COPAT before the interview" --source https://example.org/apply')
    return found


def _source(value: str) -> str:
    """Accept an address or the name of who said it; never an address that does something."""
    found = _words(value)
    scheme = re.match(r"([a-z][a-z0-9+.-]*):\S", found, re.IGNORECASE)
    if scheme and scheme[1].lower() not in SCHEMES:
        message = f"'{scheme[1]}:' is no address of a page."
        raise UsageError(message, "Give an address that begins with https://, or say who told you.")
    return found


def _past(ctx: typer.Context, value: str | None) -> dt.date:
    day = values.day(ctx, value, "past") or session_of(ctx).today
    if day > session_of(ctx).today:
        message = f"{say(day)} is still to come."
        raise UsageError(message, "Give the day on which you checked, for example --on yesterday.")
    return day


def add_commands(app: typer.Typer) -> None:
    """Add the three commands to the noun ``data``."""
    verb(app, "confirm")(confirm)
    verb(app, "unconfirm")(unconfirm)
    verb(app, "confirmations")(confirmations)


def confirm(
    ctx: typer.Context,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="Its id, its title, or the beginning of either.")],
    requirement: Annotated[str, typer.Argument(metavar="REQUIREMENT", help="Its id, or the beginning of it.")],
    says: Annotated[str, typer.Option(metavar="TEXT", callback=_words, help="What it says there, word for word.")],
    source: Annotated[str, typer.Option(metavar="URL", callback=_source, help="Where it stands, or who said it.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day you checked; today if not given.")] = None,
) -> None:
    """Keep what you checked of a requirement yourself: it is shown beside the cited fact, and never replaces it.

    \b
    careerplan data confirm ca-bc-correctional-officer copat --says "COPAT before the interview" --source https://example.org/apply
    """
    from careerplan.lookup import Entry, find
    from careerplan.planning.checklist import make_checklist
    from careerplan.render.actions import done_view
    from careerplan.render.confirmations import confirmation_record, say_confirmation
    from careerplan.store.confirmations import add_confirmation

    session = session_of(ctx)
    found = session.catalog.find_role(role)
    stages = make_checklist(found, session.catalog.lineage(found)).stages
    entries = [Entry(item.requirement.id, ()) for _, items in stages for item in items]
    wanted = find("requirements", requirement, entries, f"careerplan roles show {found.id}")
    told = Confirmation(0, found.id, wanted, _past(ctx, on), says, source)
    with session.store.atomic(f"confirmed '{wanted}' of {found.id}") as connection:
        number = add_confirmation(connection, told)
    told = Confirmation(number, *list(vars(told).values())[1:])
    sentence = f"Kept beside '{wanted}' of {found.id}. {say_confirmation(told)}"
    show(session, done_view([sentence], confirmation_record(told), "confirmation", ["undo: careerplan undo"]))


def unconfirm(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in careerplan data confirmations.")],
) -> None:
    """Take away what you had confirmed.

    \b
    careerplan data unconfirm 3
    """
    from careerplan.render.actions import done_view
    from careerplan.render.confirmations import confirmation_record
    from careerplan.store.confirmations import list_confirmations, remove_confirmation

    session = session_of(ctx)
    found = next((each for each in list_confirmations(session.store) if each.id == number), None)
    if found is None:
        raise NotFoundError(what="confirmation", query=str(number), browse="careerplan data confirmations")
    with session.store.atomic(f"took away what was confirmed of '{found.requirement}' of {found.role}") as connection:
        remove_confirmation(connection, number)
    sentence = f"Taken away: what you checked of '{found.requirement}' of {found.role} on {say(found.day)}."
    show(session, done_view([sentence], confirmation_record(found), "confirmation", ["undo: careerplan undo"]))


def confirmations(ctx: typer.Context) -> None:
    """List what you have confirmed, newest first.

    \b
    careerplan data confirmations
    """
    from careerplan.render.confirmations import confirmations_view
    from careerplan.store.confirmations import list_confirmations

    session = session_of(ctx)
    show(session, confirmations_view(list_confirmations(session.store)))
