"""careerplan followups: due, list, done, snooze, skip, reopen; add and rules stand in modules of their own."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import calendar, drafting, reminding, ruling, values
from careerplan.cli.options import DryRun, noun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.followups import KEEP_IN_TOUCH
from careerplan.person.kinds import KINDS

if TYPE_CHECKING:
    from careerplan.person.followups import FollowUp

app = noun("Whom you owe a message, and by when.")

SOMETHING_DUE = 10


Number = Annotated[
    int, typer.Argument(metavar="FOLLOWUP", help="Its number, as the lists show it.", min=1, max=2**63 - 1)
]


@verb(app, "due")
def due(
    ctx: typer.Context,
    within: Annotated[
        str | None,
        typer.Option(metavar="SPAN", help="How far to look ahead: 14, 2w, 1m; 7 days if not given."),
    ] = None,
    concerning: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="WHAT", help="Only people with this tag, at this organization, or at a role's employer."
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 10 if something is due or overdue.")
    ] = False,
) -> None:
    """Show what is overdue, due today and due in the next days, most urgent first, and whom you may lose touch with.

    \b
    careerplan followups due
    careerplan followups due --within 2w --for csc
    careerplan followups due --quiet --exit-code >/dev/null || echo "somebody waits"
    """
    from careerplan.cli.dueing import due_now

    session = session_of(ctx)
    found = due_now(session, values.span(within), concerning)
    from careerplan.render.followups import due_view

    show(session, due_view(found, rule_sources_of(session, found.followups)))
    if exit_code and found.pressing:
        raise typer.Exit(SOMETHING_DUE)


@verb(app, "list")
def list_(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Closed ones as well.")] = False,
    contact: Annotated[str | None, typer.Option(metavar="CONTACT", help="Only with this person.")] = None,
) -> None:
    """List the follow-ups, whenever they are due.

    \b
    careerplan followups list --contact Robin --all
    """
    from careerplan.render.followups import followups_view
    from careerplan.store.contacts import find_contact
    from careerplan.store.followups import list_followups

    session = session_of(ctx)
    person = find_contact(session.store, contact).id if contact else None
    found = list_followups(session.store, closed=everything, contact=person)
    show(session, followups_view(found, rule_sources_of(session, found)))


@verb(app, "done")
def done(
    ctx: typer.Context,
    followup: Number,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When; today if not given.")] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", callback=values.text, help="Anything to remember.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="KIND", callback=values.choice("kind of interaction", KINDS), help="How: call, met …"
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Mark a follow-up as done; this logs the touch and restarts keep-in-touch.

    \b
    careerplan followups done 3 --note "thanked for the tip on the fitness test"
    careerplan followups done 4 --as call
    """
    from careerplan.cli.interactions import log_interaction, preview_interaction
    from careerplan.person.contacts import NewInteraction
    from careerplan.planning.reminders import touch_of
    from careerplan.render.actions import done_view

    session = session_of(ctx)
    day = values.past_day(ctx, on)
    found = _open(session, followup)
    if found.earned_on and day < found.earned_on:
        message = f"It cannot have been done on {say(day)}: it comes from {say(found.earned_on)}."
        raise UsageError(message, "Leave out --on for today, or give that day or a later one.")
    touch = NewInteraction(
        contact_ids=(found.contact_id,), kind=kind or touch_of(found), day=day, note=note, followup_id=found.id
    )
    summary = f"did '{found.in_words}' with {found.contact}"
    if dry_run:
        logged, said, status = preview_interaction(session, touch), "Would be done", found.status
    else:
        logged, said, status = log_interaction(session, touch, summary, closing=found.id), "Done", "done"
    sentences = [f"{said}: {found.in_words}, {found.contact}.", *logged.sentences()]
    document: dict[str, object] = {"id": found.id, "status": status, **logged.document()}
    show(session, done_view(sentences, document, "followup-changed", [] if dry_run else ["undo: careerplan undo"]))


@verb(app, "snooze")
def snooze(
    ctx: typer.Context,
    followup: Number,
    until: Annotated[str, typer.Argument(metavar="DATE", help="The new day: 2027-03-05, in 3 days, next friday.")],
) -> None:
    """Put a follow-up off to a later day.

    \b
    careerplan followups snooze 3 "next friday"
    """
    from careerplan.render.actions import done_view
    from careerplan.store.followups import move_followup

    session = session_of(ctx)
    day = values.day(ctx, until)
    found = _open(session, followup)
    if day is None or day <= session.today:
        message = f"A follow-up is put off to a later day, and '{until}' is not later than {say(session.today)}."
        raise UsageError(message, "Give a day to come, for example: in 3 days.")
    with session.store.atomic(f"put off '{found.in_words}' with {found.contact} to {say(day)}") as connection:
        _still_open(connection, found.id)
        move_followup(connection, found.id, day)
    sentence = f"Put off: {found.in_words}, {found.contact}, to {say(day)}."
    if found.latest and day > found.latest:
        sentence += f" Note: it is of most use by {say(found.latest)}."
    document: dict[str, object] = {"id": found.id, "status": "open", "due": day.isoformat()}
    show(session, done_view([sentence], document, "followup-changed", ["undo: careerplan undo"]))


@verb(app, "skip")
def skip(
    ctx: typer.Context,
    followup: Number,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", callback=values.text, help="Why you skip it.")] = None,
) -> None:
    """Skip a follow-up without doing it; nothing is logged as a touch, and a rhythm goes on with its next round.

    \b
    careerplan followups skip 3 --reason "left the service"
    """
    from careerplan.cli.interactions import known_of
    from careerplan.planning.reminders import following_round
    from careerplan.render.actions import done_view
    from careerplan.store.followups import add_followups, close_followup

    session = session_of(ctx)
    found = _open(session, followup)
    with session.store.reading() as connection:
        following = following_round(found, known_of(session, connection, found.contact_id), session.today)
    with session.store.atomic(f"skipped '{found.in_words}' with {found.contact}") as connection:
        _still_open(connection, found.id)
        close_followup(connection, found.id, "skipped", session.today, reason=reason)
        add_followups(connection, found.interaction_id, [following] if following else [])
    document: dict[str, object] = {
        "id": found.id,
        "status": "skipped",
        "reason": reason,
        "next": following.due.isoformat() if following else None,
    }
    sentences = [f"Skipped: {found.in_words}, {found.contact}."]
    word = "Keep in touch" if found.trigger == KEEP_IN_TOUCH else "Next"
    sentences += [f"{word}: {following.action} by {say(following.due)}."] if following else []
    show(session, done_view(sentences, document, "followup-changed", ["undo: careerplan undo"]))


@verb(app, "reopen")
def reopen(ctx: typer.Context, followup: Number) -> None:
    """Open a follow-up again that was done, skipped or settled; what was logged with it stays logged.

    \b
    careerplan followups reopen 3
    """
    from careerplan.cli.interactions import twin_of
    from careerplan.render.actions import done_view
    from careerplan.store.followups import get_followup, reopen_followup

    session = session_of(ctx)
    with session.store.reading() as connection:
        found = get_followup(connection, followup)
        twin = twin_of(connection, found)
    if found.status == "open":
        message = f"Follow-up #{followup} ({found.in_words}, {found.contact}) is open."
        raise UsageError(message, "See: careerplan followups list")
    if twin is not None:
        message = f"A later round of it is open already: #{twin.id}, due {say(twin.due)}."
        raise UsageError(message, "To take back the newest action: careerplan undo")
    with session.store.atomic(f"reopened '{found.in_words}' with {found.contact}") as connection:
        if get_followup(connection, found.id).status == "open":
            message = f"Follow-up #{found.id} was opened in the meantime."
            raise UsageError(message, "See: careerplan followups list")
        reopen_followup(connection, found.id)
    document: dict[str, object] = {"id": found.id, "status": "open", "due": found.due.isoformat()}
    sentence = f"Open again: {found.in_words}, {found.contact}, due {say(found.due)}."
    show(session, done_view([sentence], document, "followup-changed", ["undo: careerplan undo"]))


def _open(session: Session, number: int) -> "FollowUp":
    """Return an open follow-up, or say why there is none of this number."""
    from careerplan.store.followups import get_followup

    with session.store.reading() as connection:
        found = get_followup(connection, number)
    if found.status != "open":
        message = f"Follow-up #{number} ({found.in_words}, {found.contact}) is already {found.status}."
        raise UsageError(message, "See: careerplan followups list")
    return found


def _still_open(connection: sqlite3.Connection, number: int) -> None:
    from careerplan.store.followups import get_followup

    if get_followup(connection, number).status != "open":
        message = f"Follow-up #{number} was closed in the meantime."
        raise UsageError(message, "See: careerplan followups list --all")


def rule_sources_of(session: Session, followups: "Sequence[FollowUp]") -> dict[str, list[str]]:
    """Return the sources of each rule named, for JSON alone; a rule that is gone has none."""
    if session.settings.output != "json" or not followups:
        return {}
    from careerplan.render.rules import rule_sources

    known = session.catalog.rules
    return {each: rule_sources(known[each]) for each in {one.rule for one in followups} if each in known}


calendar.add_commands(app)
reminding.add_commands(app)
ruling.add_commands(app)
verb(app, "draft")(drafting.draft)
