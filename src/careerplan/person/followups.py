"""Follow-ups: what the user owes to whom, by when, and by which rule."""

import datetime as dt
from dataclasses import dataclass

from careerplan.person.kinds import KINDS

KEEP_IN_TOUCH = "keep-in-touch"
OWN = "own"
I_OWE = "i-owe"
THEY_OWE = "they-owe"
TRIGGERS: tuple[str, ...] = (*KINDS, KEEP_IN_TOUCH, OWN, I_OWE, THEY_OWE)
"""What a follow-up can come from: an interaction, a rhythm, the user's own wish, a promise on either side."""


@dataclass(frozen=True, kw_only=True)
class NewFollowUp:
    """A follow-up that an interaction earned, that was promised, or that the user wants.

    ``due`` is when it should be done, ``latest`` the last day on which it is still worth doing. ``round`` counts
    from 1; ``times`` is the most rounds there will be, None for no end. A rhythm of the user's own repeats
    ``every`` span (14d, 1m) from ``anchor`` on, up to ``until``.
    """

    contact_id: int
    rule: str
    trigger: str
    action: str
    channel: str
    due: dt.date
    latest: dt.date | None = None
    awaits_reply: bool = False
    round: int = 1
    times: int | None = None
    every: str | None = None
    until: dt.date | None = None
    anchor: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp(NewFollowUp):
    """A follow-up in the store.

    ``earned_on`` is the day of the interaction it comes from, ``earned_due`` the day it fell on before any
    snooze. ``tie`` is that of its contact.
    """

    id: int
    contact: str
    tie: str = "loose"
    interaction_id: int | None
    earned_on: dt.date | None
    earned_due: dt.date
    status: str
    closed: dt.date | None = None
    reason: str | None = None

    @property
    def in_words(self) -> str:
        """What is to be done, with the round where there are several."""
        if self.trigger == I_OWE:
            return f"You promised: {self.action}"
        if self.trigger == THEY_OWE:
            return f"Ask about what they promised: {self.action}"
        if self.times is not None and self.times > 1:
            return f"{self.action} ({self.round} of {self.times})"
        return self.action


@dataclass(frozen=True)
class Known:
    """A contact named in a list: who, the day that matters there (last touch, or waiting since), and for what."""

    id: int
    name: str
    since: dt.date | None = None
    what: str | None = None


@dataclass(frozen=True)
class People:
    """Some people by name, and how many there are in all."""

    shown: tuple[Known, ...] = ()
    count: int = 0

    def __bool__(self) -> bool:
        return self.count > 0


UPCOMING_DAYS = 7
"""How many days ahead a follow-up counts as upcoming, unless asked otherwise."""


@dataclass(frozen=True)
class Due:
    """What calls for attention on a day: follow-ups by urgency, and people no follow-up points to.

    What is upcoming lies at most ``within`` days ahead. ``drifting`` are past the widest gap of their rhythm;
    ``waiting`` are those whose answer is awaited, with no reminder due yet. ``anybody`` says whether there is
    any contact at all.
    """

    as_of: dt.date
    followups: tuple[FollowUp, ...]
    never_contacted: People = People()
    drifting: People = People()
    waiting: People = People()
    anybody: bool = True
    within: int = UPCOMING_DAYS

    def status(self, followup: FollowUp) -> str:
        """Return overdue, due or upcoming."""
        if followup.due < self.as_of:
            return "overdue"
        return "due" if followup.due == self.as_of else "upcoming"

    @property
    def pressing(self) -> bool:
        """Whether something is overdue or due on the day itself."""
        return any(each.due <= self.as_of for each in self.followups)
