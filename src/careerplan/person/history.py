"""What was done: the actions that history keeps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One user action. ``state`` is done, undone, or superseded (undone, then something else was done)."""

    id: int
    at: str
    summary: str
    state: str
    changes: int
