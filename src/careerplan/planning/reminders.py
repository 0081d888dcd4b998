"""Which follow-ups an interaction earns, settles and restarts, by the rules in force for a contact."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerplan.person.followups import I_OWE, KEEP_IN_TOUCH, OWN, THEY_OWE, FollowUp, NewFollowUp
from careerplan.planning.working_days import working_day_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.person.contacts import Contact, NewInteraction
    from careerplan.planning.ruling import Ruling

ANSWER_WITHIN = 14
"""Days after which one asks about a promise that has no day; our choice."""
KEEP_WITHIN = 7
"""Days within which the user keeps a promise that has no day; our choice."""


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
    """A contact with what is open between us: open follow-ups, and the interactions so far.

    ``rules`` are those in force for the contact; ``place`` is where they are, whose holidays count.
    """

    contact: Contact
    open_followups: Sequence[FollowUp] = ()
    interactions: Sequence[NewInteraction] = ()
    rules: Sequence[Ruling] = field(default=())
    place: str | None = None

    def in_rhythm(self, interaction: NewInteraction) -> bool:
        """Say whether the rhythm already counts from a touch after ``interaction``, and goes on after it."""
        later = self.contact.last_touch is not None and self.contact.last_touch > interaction.day
        rounds = (each for each in self.open_followups if each.trigger == KEEP_IN_TOUCH)
        return later and any(each.id != interaction.followup_id for each in rounds)

    def rules_out(self, rule: Ruling, day: dt.date) -> bool:
        """Say whether something after ``day`` settled what ``rule`` would earn or earned it anew, or it is no first."""
        if rule.first_only and any(each.kind == rule.trigger and each.day <= day for each in self.interactions):
            return True
        return any(
            each.day > day and (each.kind in rule.closed_by or (each.kind == rule.trigger and each.followup_id is None))
            for each in self.interactions
        )

    def carried_out(self, interaction: NewInteraction) -> FollowUp | None:
        """Return the open follow-up that ``interaction`` carries out, if it does."""
        return next((each for each in self.open_followups if each.id == interaction.followup_id), None)


def consequences(interaction: NewInteraction, known: Known, today: dt.date) -> Consequences:
    """Return what ``interaction`` does to the follow-ups of the contact in ``known``.

    What the user does to carry out a follow-up earns and settles nothing else, but for the next round of
    that follow-up; that they keep a promise of theirs earns like anything they do. Any interaction restarts
    the keep-in-touch rhythm, counted from the latest touch; one older than that leaves it as it stands. One
    that is logged late earns nothing that a later interaction has settled already.
    """
    carried = known.carried_out(interaction)
    earned, late = [], []
    settled: list[FollowUp] = []
    if carried is not None:
        earned += _next_rounds(carried, interaction, known, today)
    if interaction.followup_id is None or (carried is not None and carried.trigger == THEY_OWE):
        for rule in known.rules:
            if rule.trigger != interaction.kind or known.rules_out(rule, interaction.day):
                continue
            followup = _earn(rule, known, interaction.day, _round(rule, interaction, known))
            if followup.round > rule.times:
                continue
            if followup.latest is not None and followup.latest < today:
                late.append(rule.action)
            else:
                earned.append(followup)
        settled = [each for each in known.open_followups if each is not carried and _settles(interaction, each, known)]
    rhythm = known.in_rhythm(interaction)
    if not rhythm:
        last = max(interaction.day, known.contact.last_touch or interaction.day)
        earned += _rhythm(known, last)
    new = {followup.rule for followup in earned}
    restarted = [
        each
        for each in known.open_followups
        if (each.rule in new or _is_spent(each, interaction, known) or (each.trigger == KEEP_IN_TOUCH and not rhythm))
        and each not in settled
        and each is not carried
        and each.trigger not in {OWN, I_OWE, THEY_OWE}
    ]
    return Consequences(tuple(earned), tuple(settled), tuple(restarted), tuple(late))


def following_round(followup: FollowUp, known: Known, today: dt.date) -> NewFollowUp | None:
    """Return the round that follows a skipped one; None where ``followup`` has no rounds, or none any more.

    A rhythm of keeping in touch counts on from ``today``; the user's own keeps its days.
    """
    if followup.trigger == KEEP_IN_TOUCH:
        return next(iter(_rhythm(known, today)), None)
    return _next_own(followup, max(today, followup.due))


def rhythm(known: Known, skipped: dt.date | None = None) -> NewFollowUp | None:
    """Return the keep-in-touch follow-up that should be open with a contact.

    It counts from the last touch, or from the day on which a round was ``skipped`` after it.
    """
    last = known.contact.last_touch
    if last is None:
        return None
    return next(iter(_rhythm(known, max(last, skipped or last))), None)


def answered(known: Known) -> list[FollowUp]:
    """Return the open follow-ups that something logged after them has settled: there may be some after a merge."""
    return [
        followup
        for followup in known.open_followups
        if followup.earned_on is not None
        and any(
            each.day > followup.earned_on and each.followup_id is None and _settles(each, followup, known)
            for each in known.interactions
        )
    ]


def redated(followup: FollowUp, known: Known) -> tuple[dt.date, dt.date | None] | None:
    """Return the day and the last day that the rule in force gives an earned follow-up; None if no rule earned it."""
    rule = next((each for each in known.rules if each.id == followup.rule), None)
    if rule is None or followup.earned_on is None:
        return None
    anew = _earn(rule, known, followup.earned_on)
    return anew.due, anew.latest


def promise(contact_id: int, trigger: str, text: str, by: dt.date | None, day: dt.date) -> NewFollowUp:
    """Return a promise made on ``day``, the user's (``I_OWE``) or theirs, as the follow-up it amounts to."""
    mine = trigger == I_OWE
    due = by or day + dt.timedelta(days=KEEP_WITHIN if mine else ANSWER_WITHIN)
    return NewFollowUp(
        contact_id=contact_id,
        rule=trigger,
        trigger=trigger,
        action=text,
        channel="message",
        due=due,
        awaits_reply=not mine,
    )


def _rhythm(known: Known, last: dt.date) -> list[NewFollowUp]:
    return [
        _earn(rule, known, last)
        for rule in known.rules
        if rule.trigger == KEEP_IN_TOUCH and rule.tie == known.contact.tie
    ]


def _next_rounds(carried: FollowUp, interaction: NewInteraction, known: Known, today: dt.date) -> list[NewFollowUp]:
    """Return the round that follows one carried out: of a reminder that may be sent again, or of the user's own."""
    rule = next((each for each in known.rules if each.id == carried.rule), None)
    if rule is not None and rule.awaits_reply and carried.round < rule.times:
        return [_earn(rule, known, interaction.day, carried.round + 1)]
    following = _next_own(carried, max(today, carried.due))
    return [following] if following else []


def _next_own(followup: FollowUp, after: dt.date) -> NewFollowUp | None:
    if followup.every is None or followup.anchor is None:
        return None
    from careerplan.planning.rounds import Rhythm, next_round, parse_every

    own = Rhythm(followup.anchor, parse_every(followup.every), followup.times, followup.until)
    found = next_round(own, followup.round, after)
    if found is None:
        return None
    return NewFollowUp(
        contact_id=followup.contact_id,
        rule=followup.rule,
        trigger=followup.trigger,
        action=followup.action,
        channel=followup.channel,
        due=found.day,
        round=found.number,
        times=followup.times,
        every=followup.every,
        until=followup.until,
        anchor=followup.anchor,
    )


def _round(rule: Ruling, interaction: NewInteraction, known: Known) -> int:
    """Return the round that an interaction earns: the next one where it was itself the reminder that was due."""
    due = [each for each in known.open_followups if each.rule == rule.id and rule.awaits_reply]
    return max((each.round + (each.due <= interaction.day) for each in due), default=1)


def _is_spent(followup: FollowUp, interaction: NewInteraction, known: Known) -> bool:
    """Say whether ``interaction`` was itself the last reminder that ``followup`` stands for."""
    rule = next((each for each in known.rules if each.id == followup.rule), None)
    return (
        rule is not None
        and interaction.followup_id is None
        and rule.trigger == interaction.kind
        and _round(rule, interaction, known) > rule.times
    )


def _settles(interaction: NewInteraction, followup: FollowUp, known: Known) -> bool:
    """Say whether ``interaction`` answers a follow-up that was earned no later than its day."""
    rule = next((each for each in known.rules if each.id == followup.rule), None)
    if rule is None or interaction.kind not in rule.closed_by:
        return False
    return followup.earned_on is None or followup.earned_on <= interaction.day


def _earn(rule: Ruling, known: Known, day: dt.date, number: int = 1) -> NewFollowUp:
    due = day + dt.timedelta(days=rule.delay)
    if rule.on_working_days:
        due = working_day_from(due, known.place)
    latest = None if rule.latest is None else max(due, day + dt.timedelta(days=rule.latest))
    return NewFollowUp(
        contact_id=known.contact.id,
        rule=rule.id,
        trigger=rule.trigger,
        action=rule.action,
        channel=rule.channel,
        due=due,
        latest=latest,
        awaits_reply=rule.awaits_reply,
        round=number,
        times=rule.times if rule.times > 1 else None,
    )


TOUCH_OF = {"message": "message-sent", "call": "call", "meeting": "met"}
"""The interaction that carrying out a follow-up amounts to, by its channel."""


def touch_of(followup: FollowUp) -> str:
    """Return the interaction that carrying out ``followup`` amounts to, where nothing else is said."""
    return "help-received" if followup.trigger == THEY_OWE else TOUCH_OF[followup.channel]
