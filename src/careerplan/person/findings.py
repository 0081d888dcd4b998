"""What a search over people finds: who, and where each word stands."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from careerplan.lookup import fold

MOST_TERMS = 20
"""The most words of a search that are looked for; further ones are passed over."""

_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Term:
    """A word to look for, of which the beginning is enough, or a phrase to be found as it is."""

    text: str
    phrase: bool = False

    @property
    def longest(self) -> str:
        """The longest word in it, without case and accents: what it cannot be found without."""
        return max(_TOKEN.findall(fold(self.text)), key=len, default="")

    def __str__(self) -> str:
        return f'"{self.text}"' if self.phrase else self.text


def read_terms(words: Sequence[str]) -> list[Term]:
    """Return what is looked for; an argument with spaces in it, as the shell hands on, is a phrase, as quotes make one.

    What holds no letter and no digit is left out.
    """
    found: dict[Term, None] = {}
    for word in words:
        text = unicodedata.normalize("NFC", word).strip()
        if '"' not in text and len(text.split()) > 1:
            found[Term(" ".join(text.split()), phrase=True)] = None
            continue
        for quoted, plain in _PART.findall(text):
            inner = " ".join(quoted.split())
            found[Term(inner, phrase=True) if inner else Term(plain)] = None
    return [each for each in found if each.longest][:MOST_TERMS]


@dataclass(frozen=True)
class Passage:
    """Where something was found: the kind of record, its id, its day if it has one, and its text.

    ``text`` is cut to what is around the words; ``marks`` are where they stand in it, as pairs of places.
    """

    record: str
    id: int
    day: str | None
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Finding:
    """Somebody found, and the passages that tell why, the best first."""

    contact: int
    name: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Findings:
    """People, best first, of ``count`` in all; ``near`` are names that may have been meant where nobody was found."""

    people: tuple[Finding, ...] = ()
    count: int = 0
    near: tuple[str, ...] = ()
