"""careerplan contacts correct: what was logged wrongly."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from careerplan.cli import values
from careerplan.cli.naming import text_option, texts_option
from careerplan.cli.options import session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.contacts import Interaction
from careerplan.person.kinds import KINDS, say_kind, say_names


def correct(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    interaction: Annotated[
        int, typer.Argument(metavar="INTERACTION", min=1, max=2**63 - 1, help="Its number, as contacts show has it.")
    ],
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", callback=values.choice("kind of interaction", KINDS), help="What it was."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When it was.")] = None,
    note: Annotated[str | None, text_option("TEXT", "What to remember of it, in place of what stood there.")] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="CONTACT", callback=values.texts, help="Somebody who took part as well."),
    ] = None,
    without: Annotated[list[str] | None, texts_option("CONTACT", "Somebody who took no part.")] = None,
    delete: Annotated[bool, typer.Option("--delete", help="It never was.")] = False,
) -> None:
    """Correct something you logged; the follow-ups it earned follow.

    \b
    careerplan contacts correct 12 --on "last friday" --note "talked about shifts"
    careerplan contacts correct 12 --delete
    """
    from careerplan.render.actions import done_view
    from careerplan.store.interactions import get_interaction

    session = session_of(ctx)
    with session.store.reading() as connection:
        found = get_interaction(connection, interaction)
    was = f"{say_kind(found.kind, say_names(found.names))}, {say(found.day)}"
    if delete:
        if kind or on or note or with_ or without:
            message = "What never was needs no other correction."
            raise UsageError(message, "Leave out --delete, or the other options.")
        _delete(session, found, was)
        show(session, done_view([f"Deleted: {was}."], {"id": found.id, "deleted": True}, "interaction-corrected",
                                ["undo: careerplan undo"]))  # fmt: skip
        return
    corrected = replace(
        found,
        kind=kind or found.kind,
        day=values.past_day(ctx, on) if on else found.day,
        note=note or found.note,
        contact_ids=_people(session, found, with_ or (), without or ()),
    )
    if corrected == found:
        message = "There is nothing to correct."
        raise UsageError(message, "Give --kind, --on, --note, --with, --without or --delete.")
    _correct(session, found, corrected, was)


def _people(session: Session, found: Interaction, with_: Sequence[str], without: Sequence[str]) -> tuple[int, ...]:
    from careerplan.store.contacts import find_contact

    more = [find_contact(session.store, each).id for each in with_]
    fewer = {find_contact(session.store, each).id for each in without}
    people = tuple(each for each in dict.fromkeys((*found.contact_ids, *more)) if each not in fewer)
    if not people:
        message = "Somebody must have taken part."
        raise UsageError(message, f"If it never was: careerplan contacts correct {found.id} --delete")
    return people


def _correct(session: Session, found: Interaction, corrected: Interaction, was: str) -> None:
    from careerplan.cli.interactions import mend_rhythm, rewrite_interaction
    from careerplan.render.actions import done_view
    from careerplan.store.followups import drop_earned
    from careerplan.store.interactions import change_interaction, get_interaction

    _ = session.catalog
    gone = [each for each in found.contact_ids if each not in corrected.contact_ids]
    with session.store.atomic(f"corrected {was}") as connection:
        change_interaction(connection, found.id, corrected)
        for contact in gone:
            drop_earned(connection, found.id, contact)
            mend_rhythm(session, connection, contact)
        logged = rewrite_interaction(session, connection, get_interaction(connection, found.id))
        now = get_interaction(connection, found.id)
    sentences = [f"Corrected: {say_kind(now.kind, say_names(now.names))}, {say(now.day)}.", *logged.sentences()]
    show(session, done_view(sentences, logged.document(), "interaction-corrected", ["undo: careerplan undo"]))


def _delete(session: Session, found: Interaction, was: str) -> None:
    from careerplan.cli.interactions import mend_rhythm
    from careerplan.store.interactions import remove_interaction

    _ = session.catalog
    with session.store.atomic(f"deleted {was}") as connection:
        remove_interaction(connection, found.id)
        for contact in found.contact_ids:
            mend_rhythm(session, connection, contact)


def add_commands(app: typer.Typer) -> None:
    """Add the command of this module to the noun contacts."""
    verb(app, "correct")(correct)
