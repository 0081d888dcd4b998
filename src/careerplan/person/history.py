"""What was done: the actions that history keeps, and what they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Action:
    """One user action. ``state`` is done, undone, or superseded (undone, then something else was done)."""

    id: int
    at: str
    summary: str
    state: str
    changes: int


Values: TypeAlias = Mapping[str, object]
"""A record as the store keeps it: days as text, truths as 0 or 1."""


PEOPLE = ("contact_id", "one_id", "other_id")
"""The fields of a record that name a contact."""


def people_in(values: Values) -> list[int]:
    """Return the ids of the contacts that a record names."""
    return [number for key in PEOPLE if isinstance(number := values.get(key), int)]


@dataclass(frozen=True)
class Change:
    """One record before and after a step; None where it is not there."""

    record: str
    id: int
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class Changes:
    """The steps of an action or several, in the order in which they happen, and what it takes to name them.

    ``names`` are those of contacts by id, ``passed`` interactions by id, ``took_part`` the contacts of each.
    Whoever was forgotten has no name.
    """

    steps: Sequence[Change]
    names: Mapping[int, str] = field(default_factory=dict)
    passed: Mapping[int, Values] = field(default_factory=dict)
    took_part: Mapping[int, Sequence[int]] = field(default_factory=dict)
