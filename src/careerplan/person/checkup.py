"""What an examination of the program and its records finds."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "problem"]


@dataclass(frozen=True)
class Finding:
    """What was found of one thing, and what to do about it.

    ``exit_code`` is that of a problem: 4 where data are at fault, 5 where it is the store.
    """

    check: str
    state: State
    says: str
    advice: str = ""
    exit_code: int = 0


def fine(check: str, says: str) -> Finding:
    """Return that all is well."""
    return Finding(check, "ok", says)


def note(check: str, says: str, advice: str = "") -> Finding:
    """Return what one should know, and may leave as it is."""
    return Finding(check, "note", says, advice)


def store_trouble(check: str, says: str, advice: str) -> Finding:
    """Return what is wrong with the records or their place."""
    return Finding(check, "problem", says, advice, 5)


def bad_data(check: str, says: str, advice: str) -> Finding:
    """Return what is wrong with the data files."""
    return Finding(check, "problem", says, advice, 4)
