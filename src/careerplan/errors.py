"""The one family of errors: each class owns its code, its exit code and how it is worded.

Exit codes: 0 done, 1 a bug, 2 usage, 3 not found or ambiguous, 4 bad data, 5 store, 10 something is due
(only where asked for), 130 interrupted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class CareerplanError(Exception):
    """A mistake by the user or the world: one sentence on what is wrong, one on what to do."""

    code = "error"
    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CareerplanError):
    """A value or a combination of options that cannot be."""

    code = "usage"
    exit_code = 2


class NotFoundError(CareerplanError):
    """Nothing answers to the name given."""

    code = "not-found"
    exit_code = 3

    def __init__(self, what: str, query: str, near: Sequence[str] = (), browse: str = "") -> None:
        meant = f"Did you mean {' or '.join(near)}?" if near else ""
        look = f"See: {browse}" if browse else ""
        super().__init__(f"No {what} is called '{query}'.", " ".join(filter(None, (meant, look))))


class AmbiguousError(CareerplanError):
    """More than one record answers to the name given."""

    code = "ambiguous"
    exit_code = 3
    SHOWN = 6

    def __init__(self, what: str, query: str, found: Sequence[str]) -> None:
        rest = len(found) - self.SHOWN
        shown = ", ".join(found[: self.SHOWN]) + (f" and {rest} more" if rest > 0 else "")
        super().__init__(
            f"'{query}' could be {len(found)} of the {what}: {shown}.",
            "Write more of the name, or the id or number shown.",
        )


@dataclass(frozen=True, order=True)
class Problem:
    """A fault in a data file: where it is and what is wrong there. ``line`` counts from 1."""

    file: Path
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.key}: {self.message}"


class BadDataError(CareerplanError):
    """Data files that cannot be used; carries every fault found."""

    code = "bad-data"
    exit_code = 4

    def __init__(self, problems: Sequence[Problem], hint: str = "") -> None:
        self.problems = tuple(sorted(problems))
        first = str(self.problems[0])
        more = len(self.problems) - 1
        message = first if not more else f"{first} (and {more} more fault{'s' if more > 1 else ''})"
        super().__init__(message, hint or "careerplan data check lists every fault.")


class StoreError(CareerplanError):
    """The user's own records cannot be read or written."""

    code = "store"
    exit_code = 5


class StoreLockedError(StoreError):
    """Another program holds the records longer than we wait."""

    code = "store-locked"


class StoreReadOnlyError(StoreError):
    """The place of the records cannot be written."""

    code = "store-read-only"


class StoreFullError(StoreError):
    """The disk is full."""

    code = "store-full"


class OutputError(StoreError):
    """The result could not be written out."""

    code = "output"


class StoreDamagedError(StoreError):
    """The file is not a sound careerplan database; it is left as it was."""

    code = "store-damaged"
