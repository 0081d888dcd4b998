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

_SAID: dict[str, tuple[str, str]] = {
    "met": ("a meeting", "with"),
    "event": ("an event", "with"),
    "informational-interview": ("an informational interview", "with"),
    "connected": ("a new connection online", "with"),
    "message-sent": ("a message sent", "to"),
    "message-received": ("a message", "from"),
    "call": ("a call", "with"),
    "help-received": ("help", "from"),
    "referral": ("a referral", "from"),
    "application": ("an application", "with"),
    "no-reply": ("no reply", "from"),
}


def say_kind(kind: str, name: str | None = None) -> str:
    """Return a kind of interaction as one says it, with whom if a name is given."""
    what, preposition = _SAID.get(kind, (kind, "with"))
    return what if name is None else f"{what} {preposition} {name}"


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
