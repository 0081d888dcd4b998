"""Logging an interaction with all that it does to follow-ups, as one action."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from careerplan.cli.session import Session
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.contacts import NewInteraction
from careerplan.person.followups import NewFollowUp
from careerplan.planning.reminders import KEEP_IN_TOUCH, Consequences, Known, consequences
from careerplan.store.contacts import add_interaction, get_contact, list_interactions
from careerplan.store.followups import add_followups, close_followup, get_followup, open_followups


@dataclass(frozen=True)
class Logged:
    """An interaction that was logged, and what it did; no id where it was only previewed."""

    id: int | None
    interaction: NewInteraction
    effect: Consequences
    today: dt.date

    def sentences(self) -> list[str]:
        """Return what it did, for a person."""
        effect = self.effect
        rhythm = [each for each in effect.earned if each.trigger == KEEP_IN_TOUCH]
        earned = "; ".join(self._by(each) for each in effect.earned if each not in rhythm)
        keep = "; ".join(map(self._by, rhythm))
        settled = "; ".join(each.action for each in effect.settled)
        late = "; ".join(effect.too_late)
        words = ("Earned", "Keep in touch", "Settled", "Too late for")
        if self.id is None:
            words = ("Would earn", "Keep in touch", "Would settle", "Too late for")
        return [f"{word}: {what}." for word, what in zip(words, (earned, keep, settled, late), strict=True) if what]

    def _by(self, followup: NewFollowUp) -> str:
        overdue = ", overdue" if followup.due < self.today else ""
        return f"{followup.action} by {say(followup.due)}{overdue}"

    def document(self) -> dict[str, object]:
        """Return what it did, for a program."""
        return {
            "interaction": {
                "id": self.id,
                "contact_id": self.interaction.contact_id,
                "kind": self.interaction.kind,
                "day": self.interaction.day.isoformat(),
                "note": self.interaction.note,
            },
            "earned": [
                {"rule": each.rule, "action": each.action, "due": each.due.isoformat(), "trigger": each.trigger}
                for each in self.effect.earned
            ],
            "settled": [each.id for each in self.effect.settled],
            "restarted": [each.id for each in self.effect.restarted],
            "too_late": list(self.effect.too_late),
        }


def preview_interaction(session: Session, interaction: NewInteraction) -> Logged:
    """Return what logging ``interaction`` would do, without doing it."""
    with session.store.reading() as connection:
        return Logged(None, interaction, _effect(session, connection, interaction), session.today)


def log_interaction(session: Session, interaction: NewInteraction, summary: str, closing: int | None = None) -> Logged:
    """Log ``interaction`` in one transaction; ``closing`` is the open follow-up that it carries out."""
    _ = session.catalog  # read before the transaction, so that nobody waits for it
    with session.store.atomic(summary) as connection:
        if closing is not None and get_followup(connection, closing).status != "open":
            message = f"Follow-up #{closing} was closed in the meantime."
            raise UsageError(message, "See: careerplan followups list --all")
        effect = _effect(session, connection, interaction)
        number = add_interaction(connection, interaction)
        if closing is not None:
            close_followup(connection, closing, "done", session.today)
        for each in effect.settled:
            close_followup(connection, each.id, "settled", session.today)
        for each in effect.restarted:
            close_followup(connection, each.id, "restarted", session.today)
        add_followups(connection, number, effect.earned)
    return Logged(number, interaction, effect, session.today)


def _effect(session: Session, connection: sqlite3.Connection, interaction: NewInteraction) -> Consequences:
    known = Known(
        get_contact(connection, interaction.contact_id),
        open_followups(connection, interaction.contact_id),
        list_interactions(connection, interaction.contact_id),
    )
    return consequences(interaction, known, session.catalog.rules.values(), session.today)
