"""Logging an interaction with all that it does to follow-ups, as one action."""

from dataclasses import dataclass

from careerplan.cli.session import Session
from careerplan.clock import say
from careerplan.person.contacts import NewInteraction
from careerplan.planning.reminders import Consequences, Known, consequences
from careerplan.store.contacts import add_interaction, get_contact, list_interactions
from careerplan.store.followups import add_followups, close_followup, open_followups


@dataclass(frozen=True)
class Logged:
    """An interaction that was logged, and what it did."""

    id: int
    interaction: NewInteraction
    effect: Consequences

    def sentences(self) -> list[str]:
        """Return what it did, for a person."""
        effect = self.effect
        earned = "; ".join(f"{each.action} by {say(each.due)}" for each in effect.earned)
        settled = "; ".join(each.action for each in effect.settled)
        late = "; ".join(effect.too_late)
        return [
            f"{word}: {what}."
            for word, what in (("Earned", earned), ("Settled", settled), ("Too late for", late))
            if what
        ]

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


def log_interaction(session: Session, interaction: NewInteraction, summary: str, closing: int | None = None) -> Logged:
    """Log ``interaction`` in one transaction; ``closing`` is the open follow-up that it carries out."""
    rules = list(session.catalog.rules.values())
    with session.store.atomic(summary) as connection:
        known = Known(
            get_contact(connection, interaction.contact_id),
            open_followups(connection, interaction.contact_id),
            list_interactions(connection, interaction.contact_id),
        )
        effect = consequences(interaction, known, rules, session.today)
        number = add_interaction(connection, interaction)
        if closing is not None:
            close_followup(connection, closing, "done", session.today)
        for each in effect.settled:
            close_followup(connection, each.id, "settled", session.today)
        for each in effect.restarted:
            close_followup(connection, each.id, "restarted", session.today)
        add_followups(connection, number, effect.earned)
    return Logged(number, interaction, effect)
