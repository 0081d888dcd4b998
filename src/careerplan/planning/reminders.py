"""Which follow-ups an interaction earns, settles and restarts, by the rules of the catalog."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.person.followups import FollowUp, NewFollowUp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerplan.catalog.rules import Rule
    from careerplan.person.contacts import Contact, NewInteraction

KEEP_IN_TOUCH = "keep-in-touch"


@dataclass(frozen=True)
class Consequences:
    """What logging an interaction does to a contact's follow-ups.

    ``earned`` are new; ``settled`` were answered by the interaction; ``restarted`` are replaced by a
    newer round of the same rule; ``too_late`` are rules whose last sensible day had passed.
    """

    earned: tuple[NewFollowUp, ...]
    settled: tuple[FollowUp, ...] = ()
    restarted: tuple[FollowUp, ...] = ()
    too_late: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """A contact with what is open between us: open follow-ups, and the interactions so far."""

    contact: Contact
    open_followups: Sequence[FollowUp] = ()
    interactions: Sequence[NewInteraction] = ()

    def in_rhythm(self, interaction: NewInteraction) -> bool:
        """Say whether the rhythm already counts from a touch after ``interaction``, and goes on after it."""
        later = self.contact.last_touch is not None and self.contact.last_touch > interaction.day
        rounds = (each for each in self.open_followups if each.trigger == KEEP_IN_TOUCH)
        return later and any(each.id != interaction.followup_id for each in rounds)

    def rules_out(self, rule: Rule, day: dt.date) -> bool:
        """Say whether something after ``day`` settled what ``rule`` would earn or earned it anew, or it is no first."""
        if rule.first_only and any(each.kind == rule.trigger for each in self.interactions):
            return True
        return any(
            each.day > day and (each.kind in rule.closed_by or (each.kind == rule.trigger and each.followup_id is None))
            for each in self.interactions
        )


def consequences(interaction: NewInteraction, known: Known, rules: Iterable[Rule], today: dt.date) -> Consequences:
    """Return what ``interaction`` does to the follow-ups of the contact in ``known``.

    An interaction that carried out a follow-up earns and settles nothing else. Any interaction restarts
    the keep-in-touch rhythm, counted from the latest touch; one older than that leaves it as it stands. One
    that is logged late earns nothing that a later interaction has settled already.
    """
    by_id = {rule.id: rule for rule in rules}
    earned, late = [], []
    settled: list[FollowUp] = []
    if interaction.followup_id is None:
        for rule in by_id.values():
            if rule.trigger != interaction.kind or known.rules_out(rule, interaction.day):
                continue
            followup = _earn(rule, interaction.contact_id, interaction.day)
            if followup.latest is not None and followup.latest < today:
                late.append(rule.action)
            else:
                earned.append(followup)
        settled = [each for each in known.open_followups if _settles(interaction, each, by_id.get(each.rule))]
    rhythm = known.in_rhythm(interaction)
    if not rhythm:
        last = max(interaction.day, known.contact.last_touch or interaction.day)
        earned += [
            _earn(rule, interaction.contact_id, last)
            for rule in by_id.values()
            if rule.trigger == KEEP_IN_TOUCH and rule.tie == known.contact.tie
        ]
    new = {followup.rule for followup in earned}
    restarted = [
        each
        for each in known.open_followups
        if (each.rule in new or (each.trigger == KEEP_IN_TOUCH and not rhythm))
        and each not in settled
        and each.id != interaction.followup_id
    ]
    return Consequences(tuple(earned), tuple(settled), tuple(restarted), tuple(late))


def next_round(followup: FollowUp, rules: Iterable[Rule], today: dt.date) -> NewFollowUp | None:
    """Return the round that follows a skipped one, counted from today; None where ``followup`` has no rounds."""
    if followup.trigger != KEEP_IN_TOUCH:
        return None
    return next((_earn(rule, followup.contact_id, today) for rule in rules if rule.id == followup.rule), None)


def _settles(interaction: NewInteraction, followup: FollowUp, rule: Rule | None) -> bool:
    """Say whether ``interaction`` answers a follow-up that was earned no later than its day."""
    if rule is None or interaction.kind not in rule.closed_by:
        return False
    return followup.earned_on is None or followup.earned_on <= interaction.day


def _earn(rule: Rule, contact: int, day: dt.date) -> NewFollowUp:
    return NewFollowUp(
        contact_id=contact,
        rule=rule.id,
        trigger=rule.trigger,
        action=rule.action,
        channel=rule.channel,
        due=day + dt.timedelta(days=rule.delay),
        latest=None if rule.latest is None else day + dt.timedelta(days=rule.latest),
        awaits_reply=rule.awaits_reply,
    )


TOUCH_OF = {"message": "message-sent", "call": "call", "meeting": "met"}
"""The interaction that carrying out a follow-up amounts to, by its channel."""
