"""careerplan contacts correct: what was logged wrongly."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.naming import text_option, texts_option
from careerplan.cli.options import session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.contacts import Interaction, NewInteraction
from careerplan.person.followups import KEEP_IN_TOUCH
from careerplan.person.kinds import KINDS, say_kind, say_names

if TYPE_CHECKING:
    from careerplan.cli.interactions import Effect, Logged


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
    from careerplan.render.actions import done_view

    _ = session.catalog
    with session.store.atomic(f"corrected {was}") as connection:
        logged = write_correction(session, connection, found, corrected)
    what = say_kind(corrected.kind, say_names(logged.names))
    sentences = [f"Corrected: {what}, {say(corrected.day)}.", *logged.sentences()]
    show(session, done_view(sentences, logged.document(), "interaction-corrected", ["undo: careerplan undo"]))


def write_correction(
    session: Session, connection: sqlite3.Connection, found: Interaction, corrected: Interaction
) -> "Logged":  # fmt: skip
    """Put ``corrected`` in the place of ``found``, and let follow-ups follow; a new note alone changes none of them."""
    from careerplan.cli.interactions import Logged, mend_rhythm
    from careerplan.store.followups import drop_earned
    from careerplan.store.interactions import change_interaction, get_interaction

    change_interaction(connection, found.id, corrected)
    now = get_interaction(connection, found.id)
    for contact in (each for each in found.contact_ids if each not in now.contact_ids):
        _take_back(connection, found.id, contact)
        drop_earned(connection, found.id, contact)
        mend_rhythm(session, connection, contact)
    same = (found.kind, found.day) == (now.kind, now.day)
    anew = [each for each in now.contact_ids if not same or each not in found.contact_ids]
    effects = [_earn_anew(session, connection, now, contact) for contact in anew]
    return Logged(now.id, _plain(now), effects, session.today, now.names)


def _plain(interaction: Interaction) -> NewInteraction:
    return NewInteraction(
        contact_ids=interaction.contact_ids,
        kind=interaction.kind,
        day=interaction.day,
        note=interaction.note,
        followup_id=interaction.followup_id,
    )


def _earn_anew(session: Session, connection: sqlite3.Connection, now: Interaction, contact: int) -> "Effect":
    """Let what an interaction earned, settled and restarted with one contact follow from it as it now stands.

    What it earned already and still would keeps its state; only its days move. The user's own and promises stay.
    """
    from careerplan.cli.interactions import Effect, known_of, mend_rhythm
    from careerplan.planning.reminders import Consequences, consequences, redated
    from careerplan.store.followups import add_followups, close_followup, earned_by, redate_followup

    _take_back(connection, now.id, contact, only=("settled",))
    ruled = [each for each in earned_by(connection, now.id, contact) if each.trigger in KINDS]
    known = known_of(session, connection, contact, without=now.id)
    known = replace(known, open_followups=[each for each in known.open_followups if each not in ruled])
    done = consequences(_plain(now), known, session.today)
    for each in (one for one in ruled if one.status == "open"):
        days = redated(replace(each, earned_on=now.day), known)
        if days is not None and (each.trigger == now.kind or now.followup_id is not None):
            redate_followup(connection, each, *days)
        else:
            close_followup(connection, each.id, "dropped", session.today, reason="what earned it was corrected")
    there = {each.rule for each in ruled}
    earned = [each for each in done.earned if each.trigger != KEEP_IN_TOUCH and each.rule not in there]
    restarted = [each for each in done.restarted if each.trigger != KEEP_IN_TOUCH]
    for status, followups in (("settled", done.settled), ("restarted", restarted)):
        for each in followups:
            close_followup(connection, each.id, status, session.today, by=now.id)
    add_followups(connection, now.id, earned)
    fresh = mend_rhythm(session, connection, contact)
    effect = Consequences((*earned, *([fresh] if fresh else [])), done.settled, tuple(restarted), done.too_late)
    return Effect(known.contact, effect)


def _take_back(
    connection: sqlite3.Connection,
    interaction: int,
    contact: int,
    only: Sequence[str] = ("done", "settled", "restarted"),
) -> None:
    """Open again what an interaction ended with a contact, unless a later round is open; rhythms are mended apart."""
    from careerplan.cli.interactions import reopen_unless_twin
    from careerplan.store.followups import ended_by

    for each in ended_by(connection, interaction):
        if each.contact_id == contact and each.status in only and each.trigger != KEEP_IN_TOUCH:
            reopen_unless_twin(connection, each)


def _delete(session: Session, found: Interaction, was: str) -> None:
    _ = session.catalog
    with session.store.atomic(f"deleted {was}") as connection:
        write_deletion(session, connection, found)


def write_deletion(session: Session, connection: sqlite3.Connection, found: Interaction) -> None:
    """Let an interaction never have been: what it earned goes, what it ended is open again."""
    from careerplan.cli.interactions import mend_rhythm
    from careerplan.store.followups import drop_earned
    from careerplan.store.interactions import remove_interaction

    for contact in found.contact_ids:
        drop_earned(connection, found.id, contact)
        _take_back(connection, found.id, contact)
    remove_interaction(connection, found.id)
    for contact in found.contact_ids:
        mend_rhythm(session, connection, contact)


def add_commands(app: typer.Typer) -> None:
    """Add the command of this module to the noun contacts."""
    verb(app, "correct")(correct)
