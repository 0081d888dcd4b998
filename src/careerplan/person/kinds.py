"""The kinds of interaction and of tie, and how one says them; apart from the records, which few commands need."""

from collections.abc import Sequence
from typing import Literal, get_args

Tie = Literal["close", "regular", "loose"]
TIES: tuple[str, ...] = get_args(Tie)

Kind = Literal[
    "met", "event", "informational-interview", "connected", "message-sent", "message-received",
    "call", "help-received", "referral", "application", "job-interview", "no-reply",
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
    "job-interview": ("a job interview", "with"),
    "no-reply": ("no reply", "from"),
}


def say_kind(kind: str, name: str | None = None) -> str:
    """Return a kind of interaction as one says it, with whom if a name is given."""
    what, preposition = _SAID.get(kind, (kind, "with"))
    return what if name is None else f"{what} {preposition} {name}"


def say_names(names: Sequence[str]) -> str:
    """Return names as one says them: Robin; Robin and Lee; Robin, Lee and Mei."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
