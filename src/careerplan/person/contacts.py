"""People the user knows, and what passed between them."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

Tie = Literal["close", "regular", "loose"]
TIES: tuple[str, ...] = get_args(Tie)

Kind = Literal[
    "met", "event", "informational-interview", "connected", "message-sent", "message-received",
    "call", "help-received", "referral", "application", "no-reply",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)

SAID: dict[str, str] = {
    "met": "a meeting",
    "event": "an event together",
    "informational-interview": "an informational interview",
    "connected": "a new connection online",
    "message-sent": "a message sent",
    "message-received": "a message received",
    "call": "a call",
    "help-received": "help received",
    "referral": "a referral",
    "application": "an application",
    "no-reply": "no reply",
}
"""Each kind of interaction as one says it."""


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """What is known of a person when they are added."""

    name: str
    organization: str | None = None
    organization_id: str | None = None
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    tie: str = "loose"
    met: str | None = None
    jurisdiction: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contact(NewContact):
    """A person in the store. ``last_touch`` is the day of the last interaction, none if there was none."""

    id: int
    added: dt.date
    last_touch: dt.date | None = None
    next_followup: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class NewInteraction:
    """Something that passed between the user and a contact on one day.

    ``followup_id`` names the follow-up it carried out, if it did.
    """

    contact_id: int
    kind: str
    day: dt.date
    note: str | None = None
    followup_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Interaction(NewInteraction):
    """An interaction in the store."""

    id: int
