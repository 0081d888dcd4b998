"""Follow-ups: what the user owes to whom, by when, and by which rule."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NewFollowUp:
    """A follow-up that an interaction earned.

    ``due`` is when it should be done, ``latest`` the last day on which it is still worth doing.
    """

    contact_id: int
    rule: str
    trigger: str
    action: str
    channel: str
    due: dt.date
    latest: dt.date | None = None
    awaits_reply: bool = False


@dataclass(frozen=True, kw_only=True)
class FollowUp(NewFollowUp):
    """A follow-up in the store.

    ``earned_on`` is the day of the interaction it comes from, ``earned_due`` the day it fell on before any
    snooze.
    """

    id: int
    contact: str
    interaction_id: int | None
    earned_on: dt.date | None
    earned_due: dt.date
    status: str
    closed: dt.date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Known:
    """A contact named in a list: who, and the day that matters there (last touch, or waiting since)."""

    id: int
    name: str
    since: dt.date | None = None


UPCOMING_DAYS = 7
"""How many days ahead a follow-up counts as upcoming."""


@dataclass(frozen=True)
class Due:
    """What calls for attention on a day: follow-ups by urgency, and people no follow-up points to.

    What is upcoming lies at most ``UPCOMING_DAYS`` ahead. ``drifting`` are past the widest gap of their rhythm;
    ``waiting`` are those whose answer is awaited, with no reminder due yet. ``anybody`` says whether there is
    any contact at all.
    """

    as_of: dt.date
    followups: tuple[FollowUp, ...]
    never_contacted: tuple[Known, ...]
    drifting: tuple[Known, ...]
    waiting: tuple[Known, ...]
    anybody: bool = True

    def status(self, followup: FollowUp) -> str:
        """Return overdue, due or upcoming."""
        if followup.due < self.as_of:
            return "overdue"
        return "due" if followup.due == self.as_of else "upcoming"
