"""How urgent a follow-up is on a day, and why, so that the most pressing stands first.

The weights are our own choice: a promise before thanks, thanks before a first word, that before a reminder, and a
rhythm last; the nearer the tie, the later it is and the shorter it is still of use, the sooner.
"""

import datetime as dt
from dataclasses import dataclass

from careerplan.person.followups import I_OWE, KEEP_IN_TOUCH, OWN, THEY_OWE, FollowUp

KIND = {
    I_OWE: 40,
    "job-interview": 32,
    "informational-interview": 30,
    "help-received": 30,
    "referral": 30,
    OWN: 25,
    "event": 20,
    "met": 20,
    "application": 20,
    "connected": 18,
    THEY_OWE: 15,
    "message-sent": 10,
    "no-reply": 10,
    KEEP_IN_TOUCH: 5,
}
TIE = {"close": 10, "regular": 5, "loose": 0}
MOST_LATE = 14
"""Days after which being later counts no more."""
CLOSING_DAYS, CLOSING = 3, 15
"""How near the last sensible day is close, and what that weighs."""
PAST_USE = -60
"""What it weighs that the last sensible day has passed."""


@dataclass(frozen=True)
class Urgency:
    """A weight, the greater the more urgent, and the reasons for it, the weightiest first."""

    weight: int
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons in a few words."""
        return ", ".join(self.reasons)


def urgency(followup: FollowUp, as_of: dt.date) -> Urgency:
    """Return how urgent ``followup`` is on ``as_of``."""
    late = (as_of - followup.due).days
    weight = KIND.get(followup.trigger, 0) + TIE.get(followup.tie, 0) + max(0, min(late, MOST_LATE))
    reasons = []
    if followup.trigger == I_OWE:
        reasons.append("you promised")
    if late > 0:
        reasons.append(f"{late} day{'s' if late > 1 else ''} late")
    if followup.latest is not None and followup.trigger != KEEP_IN_TOUCH:
        left = (followup.latest - as_of).days
        if left < 0:
            weight += PAST_USE
            reasons.append("past its use: skip it?")
        elif left <= CLOSING_DAYS:
            weight += CLOSING
            reasons.append(f"of use for {left} more day{'s' if left != 1 else ''}" if left else "of use until today")
        else:
            reasons.append(f"of use until {followup.latest.day} {followup.latest:%b}")
    if followup.tie == "close":
        reasons.append("close tie")
    return Urgency(weight, tuple(reasons))


def by_urgency(followups: tuple[FollowUp, ...], as_of: dt.date) -> tuple[FollowUp, ...]:
    """Return what is late or due by urgency, then what is to come by day; equals by day and number."""

    def order(each: FollowUp) -> tuple[int, int, dt.date, int]:
        coming = each.due > as_of
        return (each.due - as_of).days if coming else 0, -urgency(each, as_of).weight, each.due, each.id

    return tuple(sorted(followups, key=order))
