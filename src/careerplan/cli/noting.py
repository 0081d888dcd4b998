"""Keeping what was understood of a line: new contacts, the interaction and all that is next, as one action."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from careerplan.cli.interactions import Logged, preview_interaction, write_interaction
from careerplan.cli.session import Session
from careerplan.clock import say
from careerplan.person.contacts import NewContact, NewInteraction
from careerplan.person.followups import NewFollowUp
from careerplan.person.kinds import say_kind, say_names
from careerplan.planning.captured import Captured, Reminder, wanted
from careerplan.render.actions import done_view
from careerplan.render.noting import captured_record, say_doubts, say_understood
from careerplan.render.view import View
from careerplan.store.contacts import add_contact
from careerplan.store.followups import add_followups, open_followups, redate_followup

THANKS = "thank-you"
"""How the names of templates for thanks begin."""


@dataclass(frozen=True)
class Noted:
    """A line that was kept, or would be: its people, what was logged, and what is next besides."""

    captured: Captured
    people: tuple[int, ...]
    names: dict[int, str]
    logged: Logged | None
    followups: Sequence[NewFollowUp]
    thanks: Sequence[NewFollowUp]
    applied: bool

    def view(self) -> View:
        """Return it for a person and for a program."""
        said = say_understood(self.captured, self.people, self.names, self.followups, self.thanks)
        said += self.logged.sentences() if self.logged else []
        document: dict[str, object] = {
            "applied": self.applied,
            "understood": captured_record(self.captured, self.followups),
            **(self.logged.document() if self.logged else {"interaction": None}),
        }
        hints = ["undo: careerplan undo"] if self.applied else []
        return done_view([*said, *say_doubts(self.captured)], document, "note", hints)


def preview(session: Session, captured: Captured, known: dict[int, str]) -> View:
    """Return what keeping ``captured`` would do, without doing it; people to be added have ids below 0."""
    new = {-number: name for number, name in enumerate(captured.newcomers, 1)}
    people = (*captured.people, *new)
    interaction = _interaction(captured, captured.people)
    logged = preview_interaction(session, interaction) if interaction else None
    with session.store.reading() as connection:
        thanks = _thanks(session, connection, captured, logged, people)
    followups = wanted(captured, people, session.today, {each.contact_id for each in thanks})
    return Noted(captured, people, known | new, _moved(logged, thanks), followups, thanks, applied=False).view()


def keep(session: Session, captured: Captured, known: dict[int, str]) -> View:
    """Write all of ``captured`` in one transaction; return what was understood and what it did."""
    _ = session.catalog  # read before the transaction, so that nobody waits for it
    with session.store.atomic(_summary(captured, known)) as connection:
        new = {add_contact(connection, NewContact(name=each), session.today): each for each in captured.newcomers}
        people = (*captured.people, *new)
        interaction = _interaction(captured, people)
        logged = write_interaction(session, connection, interaction) if interaction else None
        thanks = _thanks(session, connection, captured, logged, people)
        moved = [each for each in thanks if _redate(connection, each)]
        followups = wanted(captured, people, session.today, {each.contact_id for each in thanks})
        add_followups(connection, logged.id if logged else None, followups)
    changed = bool(logged or new or followups or moved)
    return Noted(captured, people, known | new, _moved(logged, thanks), followups, thanks, applied=changed).view()


def _interaction(captured: Captured, people: tuple[int, ...]) -> NewInteraction | None:
    if captured.kind is None or not people:
        return None
    return NewInteraction(contact_ids=people, kind=captured.kind, day=captured.day, note=captured.note)


def _summary(captured: Captured, known: dict[int, str]) -> str:
    who = say_names([*(known[each] for each in captured.people), *captured.newcomers])
    if captured.kind is None:
        return f"noted what is next with {who}"
    return f"noted {say_kind(captured.kind, who)} on {say(captured.day)}"


def _thanks(
    session: Session, connection: sqlite3.Connection, captured: Captured, logged: Logged | None, people: Iterable[int]
) -> list[NewFollowUp]:
    """Return the follow-ups by rule that carry the thanks asked for, on the day that was asked for."""
    earned = [one for effect in (logged.effects if logged else ()) for one in effect.consequences.earned]
    found: list[NewFollowUp] = []
    for reminder in (each for each in captured.reminders if each.thanks):
        for person in reminder.people or people:
            open_now = [*(each for each in earned if each.contact_id == person), *open_followups(connection, person)]
            due = next((each for each in open_now if _is_thanks(session, each)), None)
            if due is not None:
                found.append(_on_its_day(due, reminder))
    return found


def _is_thanks(session: Session, followup: NewFollowUp) -> bool:
    rule = session.catalog.rules.get(followup.rule)
    return rule is not None and (rule.template or "").startswith(THANKS)


def _on_its_day(followup: NewFollowUp, reminder: Reminder) -> NewFollowUp:
    if reminder.day is None:
        return followup
    latest = None if followup.latest is None else max(followup.latest, reminder.day)
    return replace(followup, due=reminder.day, latest=latest)


def _redate(connection: sqlite3.Connection, thanks: NewFollowUp) -> bool:
    """Give thanks the day that was asked for; say whether they had another."""
    open_now = open_followups(connection, thanks.contact_id)
    other = [each for each in open_now if each.rule == thanks.rule and each.due != thanks.due]
    for each in other:
        redate_followup(connection, each, thanks.due, thanks.latest)
    return bool(other)


def _moved(logged: Logged | None, thanks: Sequence[NewFollowUp]) -> Logged | None:
    """Return what was logged with the thanks on the day that was asked for."""
    if logged is None:
        return None
    days = {(each.contact_id, each.rule): each for each in thanks}
    effects = [
        replace(
            effect,
            consequences=replace(
                effect.consequences,
                earned=tuple(days.get((one.contact_id, one.rule), one) for one in effect.consequences.earned),
            ),
        )
        for effect in logged.effects
    ]
    return replace(logged, effects=effects)
