"""Logging what passed between the user and people, with all that it does to follow-ups, as one action."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from careerplan.cli.session import Session
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.contacts import Contact, NewInteraction
from careerplan.person.followups import I_OWE, KEEP_IN_TOUCH, OWN, THEY_OWE, FollowUp, NewFollowUp
from careerplan.planning.reminders import Consequences, Known, answered, consequences, promise, rhythm
from careerplan.planning.ruling import rulings
from careerplan.store.contacts import get_contact
from careerplan.store.followups import (
    add_followup,
    add_followups,
    close_followup,
    get_followup,
    last_skip,
    open_followups,
    redate_followup,
    reopen_followup,
)
from careerplan.store.interactions import add_interaction, list_interactions
from careerplan.store.rule_changes import list_changes


@dataclass(frozen=True)
class Promised:
    """A promise as it was given: who owes it (``I_OWE`` or ``THEY_OWE``), what, and by when if that was said."""

    trigger: str
    text: str
    by: dt.date | None = None


@dataclass(frozen=True)
class Effect:
    """What an interaction did to the follow-ups with one of its people."""

    contact: Contact
    consequences: Consequences
    promises: tuple[NewFollowUp, ...] = ()


@dataclass(frozen=True)
class Logged:
    """An interaction that was logged, and what it did; no id where it was only previewed.

    ``names`` are those of its people, where they are of account.
    """

    id: int | None
    interaction: NewInteraction
    effects: Sequence[Effect]
    today: dt.date
    names: Sequence[str] = ()

    def sentences(self) -> list[str]:
        """Return what it did, for a person."""
        return [sentence for each in self.effects for sentence in self._sentences(each)]

    def _sentences(self, effect: Effect) -> list[str]:
        done = effect.consequences
        rounds = [each for each in done.earned if each.trigger == KEEP_IN_TOUCH]
        earned = "; ".join(self._by(each) for each in done.earned if each not in rounds)
        keep = "; ".join(map(self._by, rounds))
        mine = "; ".join(self._by(each) for each in effect.promises if each.trigger == I_OWE)
        theirs = "; ".join(self._by(each) for each in effect.promises if each.trigger != I_OWE)
        settled = "; ".join(each.in_words for each in done.settled)
        late = "; ".join(done.too_late)
        words = ("Earned", "You promised", "They promised", "Keep in touch", "Settled", "Too late for")
        if self.id is None:
            words = ("Would earn", "You promised", "They promised", "Keep in touch", "Would settle", "Too late for")
        found = zip(words, (earned, mine, theirs, keep, settled, late), strict=True)
        whom = f"{effect.contact.name}: " if len(self.effects) > 1 else ""
        return [f"{whom}{word}: {what}." for word, what in found if what]

    def _by(self, followup: NewFollowUp) -> str:
        overdue = ", overdue" if followup.due < self.today else ""
        return f"{followup.action} by {say(followup.due)}{overdue}"

    def document(self) -> dict[str, object]:
        """Return what it did, for a program."""
        earned = [(each.contact.id, one) for each in self.effects for one in each.consequences.earned]
        promised = [(each.contact.id, one) for each in self.effects for one in each.promises]
        return {
            "interaction": {
                "id": self.id,
                "contact_id": self.interaction.contact_ids[0],
                "contact_ids": list(self.interaction.contact_ids),
                "kind": self.interaction.kind,
                "day": self.interaction.day.isoformat(),
                "note": self.interaction.note,
            },
            "earned": [_earned_record(*each) for each in earned],
            "promised": [_earned_record(*each) for each in promised],
            "settled": [one.id for each in self.effects for one in each.consequences.settled],
            "restarted": [one.id for each in self.effects for one in each.consequences.restarted],
            "too_late": [one for each in self.effects for one in each.consequences.too_late],
        }


def _earned_record(contact: int, followup: NewFollowUp) -> dict[str, object]:
    return {
        "rule": followup.rule,
        "action": followup.action,
        "due": followup.due.isoformat(),
        "trigger": followup.trigger,
        "contact_id": contact,
    }


def preview_interaction(session: Session, interaction: NewInteraction, promises: Sequence[Promised] = ()) -> Logged:
    """Return what logging ``interaction`` would do, without doing it."""
    with session.store.reading() as connection:
        return Logged(None, interaction, _effects(session, connection, interaction, promises), session.today)


def log_interaction(
    session: Session,
    interaction: NewInteraction,
    summary: str,
    *,
    closing: int | None = None,
    promises: Sequence[Promised] = (),
) -> Logged:
    """Log ``interaction`` in one transaction; ``closing`` is the open follow-up that it carries out.

    Promises are those of, and to, the first of its people.
    """
    _ = session.catalog  # read before the transaction, so that nobody waits for it
    with session.store.atomic(summary) as connection:
        if closing is not None and get_followup(connection, closing).status != "open":
            message = f"Follow-up #{closing} was closed in the meantime."
            raise UsageError(message, "See: careerplan followups list --all")
        return write_interaction(session, connection, interaction, closing=closing, promises=promises)


def write_interaction(
    session: Session,
    connection: sqlite3.Connection,
    interaction: NewInteraction,
    *,
    closing: int | None = None,
    promises: Sequence[Promised] = (),
) -> Logged:
    """Log ``interaction`` within an action that does more; as ``log_interaction`` else."""
    effects = _effects(session, connection, interaction, promises)
    number = add_interaction(connection, interaction)
    if closing is not None:
        close_followup(connection, closing, "done", session.today, by=number)
    _carry(connection, number, effects, session.today)
    return Logged(number, interaction, effects, session.today)


def mend_rhythm(session: Session, connection: sqlite3.Connection, contact: int) -> NewFollowUp | None:
    """Let the keep-in-touch follow-up of a contact be what the rules in force say; return it where it is new.

    One that is right already keeps its day, put off or not.
    """
    known = known_of(session, connection, contact)
    wanted = rhythm(known, last_skip(connection, contact))
    for each in (one for one in known.open_followups if one.trigger == KEEP_IN_TOUCH):
        if wanted is not None and (each.rule, each.earned_due) == (wanted.rule, wanted.due):
            if each.latest != wanted.latest:
                redate_followup(connection, each, wanted.due, wanted.latest)
            wanted = None
        else:
            close_followup(connection, each.id, "restarted", session.today)
    if wanted is None:
        return None
    last = next((each.id for each in list_interactions(connection, contact)), None)
    add_followup(connection, last, wanted)
    return wanted


def settle_answered(session: Session, connection: sqlite3.Connection, contact: int) -> None:
    """Settle what something logged later has answered already, as may be after two contacts became one."""
    for each in answered(known_of(session, connection, contact)):
        close_followup(connection, each.id, "settled", session.today)


def reopen_unless_twin(connection: sqlite3.Connection, followup: FollowUp) -> bool:
    """Open a follow-up again unless a later round of it is open; say whether it was opened."""
    if twin_of(connection, followup) is not None:
        return False
    reopen_followup(connection, followup.id)
    return True


def twin_of(connection: sqlite3.Connection, followup: FollowUp) -> FollowUp | None:
    """Return another open round of the same follow-up, if there is one; the user's own are told apart by their text."""
    own = followup.trigger in {OWN, I_OWE, THEY_OWE}
    for each in open_followups(connection, followup.contact_id):
        same = each.rule == followup.rule and each.id != followup.id
        if same and (
            not own or (each.every is not None and (each.action, each.anchor) == (followup.action, followup.anchor))
        ):
            return each
    return None


def known_of(session: Session, connection: sqlite3.Connection, contact: int, without: int | None = None) -> Known:
    """Return a contact with all that decides what an interaction earns; ``without`` one interaction."""
    person = get_contact(connection, contact)
    passed = [each for each in list_interactions(connection, contact) if each.id != without]
    if without is not None:
        person = replace(person, last_touch=max((each.day for each in passed), default=None))
    return Known(
        person,
        open_followups(connection, contact),
        passed,
        rulings(session.catalog.rules.values(), list_changes(connection), person),
        place_of(session, person),
    )


def place_of(session: Session, contact: Contact) -> str | None:
    """Return whose holidays count for a contact: where they are, else their employer's, else the user's own."""
    if contact.jurisdiction:
        return contact.jurisdiction
    employer = session.catalog.organizations.get(contact.organization_id or "")
    if employer is not None and len(employer.jurisdictions) == 1:
        return employer.jurisdictions[0]
    return session.profile.lives_in


def _effects(
    session: Session,
    connection: sqlite3.Connection,
    interaction: NewInteraction,
    promises: Sequence[Promised],
) -> list[Effect]:
    effects = []
    for place, contact in enumerate(interaction.contact_ids):
        known = known_of(session, connection, contact)
        promised = tuple(
            promise(contact, each.trigger, each.text, each.by, interaction.day) for each in promises if place == 0
        )
        effects.append(Effect(known.contact, consequences(interaction, known, session.today), promised))
    return effects


def _carry(connection: sqlite3.Connection, number: int, effects: Sequence[Effect], today: dt.date) -> None:
    for effect in effects:
        done = effect.consequences
        for each in done.settled:
            close_followup(connection, each.id, "settled", today, by=number)
        for each in done.restarted:
            close_followup(connection, each.id, "restarted", today, by=number)
        add_followups(connection, number, [*done.earned, *effect.promises])
