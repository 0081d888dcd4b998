"""careerplan followups add: a reminder, a rhythm or a promise of the user's own."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.naming import Name
from careerplan.cli.options import session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.followups import I_OWE, OWN, THEY_OWE, NewFollowUp

if TYPE_CHECKING:
    from careerplan.person.contacts import Contact

_CHANNELS = ("message", "call", "meeting")
_MOST_TIMES = 1000


def add(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    contact: Name,
    action: Annotated[str, typer.Argument(metavar="WHAT", callback=values.words, help="What is to be done.")],
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help="When it is due.")] = None,
    every: Annotated[
        str | None, typer.Option(metavar="SPAN", callback=values.text, help="How often it comes again: 2 weeks, month.")
    ] = None,
    times: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=_MOST_TIMES, help="How many times in all, with --every.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day on which it may come again, with --every.")
    ] = None,
    channel: Annotated[
        str, typer.Option(metavar="HOW", callback=values.choice("channel", _CHANNELS), help="message, call or meeting.")
    ] = "message",
    i_owe: Annotated[bool, typer.Option("--i-owe", help="It is a promise of yours.")] = False,
    they_owe: Annotated[bool, typer.Option("--they-owe", help="It is a promise of theirs; you are waiting.")] = False,
) -> None:
    """Add a follow-up of your own: once, or in a rhythm with an end or a count.

    \b
    careerplan followups add Robin "ask about the hiring date" --by "in 2 weeks"
    careerplan followups add Lee "practise interview questions" --by monday --every "2 weeks" --times 4
    """
    from careerplan.planning.reminders import promise
    from careerplan.store.contacts import find_contact

    session = session_of(ctx)
    person = find_contact(session.store, contact)
    due, last = values.day(ctx, by), values.day(ctx, until)
    rhythm = _rhythm(every, times, last)
    trigger = _trigger(i_owe=i_owe, they_owe=they_owe, again=rhythm is not None)
    if trigger == OWN:
        if due is None:
            message = "A reminder needs a day."
            raise UsageError(message, 'For example: --by "next friday"')
        followup = NewFollowUp(
            contact_id=person.id, rule=OWN, trigger=OWN, action=action, channel=channel, due=due, every=rhythm,
            times=times, until=last, anchor=due if rhythm else None,
        )  # fmt: skip
    else:
        followup = promise(person.id, trigger, action, due, session.today)
    _check(followup, session.today)
    _write(session, person, followup)


def _write(session: Session, person: "Contact", followup: NewFollowUp) -> None:
    from careerplan.render.actions import done_view
    from careerplan.store.followups import add_followup

    with session.store.atomic(f"added '{followup.action}' with {person.name}") as connection:
        number = add_followup(connection, None, followup)
    again = f", {_say_rhythm(followup)}" if followup.every else ""
    due, every = followup.due.isoformat(), followup.every
    document: dict[str, object] = {"id": number, "status": "open", "due": due, "every": every}
    sentence = f"Added: {followup.action}, {person.name}, {say(followup.due)}{again} (#{number})."
    show(session, done_view([sentence], document, "followup-changed", ["undo: careerplan undo"]))


def _rhythm(every: str | None, times: int | None, until: dt.date | None) -> str | None:
    """Return how often it comes again as it is kept, such as 2w; None for once."""
    if every is None:
        if times is not None or until is not None:
            message = "--times and --until say when a rhythm ends, and there is none."
            raise UsageError(message, 'Add how often it comes again: --every "2 weeks"')
        return None
    from careerplan.planning.rounds import parse_every

    return str(parse_every(every))


def _trigger(*, i_owe: bool, they_owe: bool, again: bool) -> str:
    if i_owe and they_owe:
        message = "A promise is yours or theirs."
        raise UsageError(message, "Leave out --i-owe or --they-owe.")
    if again and (i_owe or they_owe):
        message = "A promise does not come again."
        raise UsageError(message, "Leave out --every, or the promise.")
    return I_OWE if i_owe else THEY_OWE if they_owe else OWN


def _check(followup: NewFollowUp, today: dt.date) -> None:
    if followup.due < today:
        message = f"{say(followup.due)} is past."
        raise UsageError(message, "Give a day from today on.")
    if followup.until is not None and followup.until < followup.due:
        message = f"The rhythm would end on {say(followup.until)}, before it begins on {say(followup.due)}."
        raise UsageError(message, "Give a later --until, or leave it out.")


def _say_rhythm(followup: NewFollowUp) -> str:
    from careerplan.planning.rounds import parse_every

    words = parse_every(followup.every or "").words
    words += f", {followup.times} times in all" if followup.times else ""
    return words + (f", until {say(followup.until)}" if followup.until else "")


def add_commands(app: typer.Typer) -> None:
    """Add the command of this module to the noun followups."""
    verb(app, "add")(add)
