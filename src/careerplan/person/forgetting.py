"""Who is to be forgotten, what that takes away, and what it cannot reach."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from careerplan.lookup import fold

SOMEBODY = "somebody"
"""What stands in the place of the name of somebody forgotten."""


@dataclass(frozen=True)
class Whom:
    """Somebody to be forgotten: ``ids`` are all under which they stand or stood, ``names`` all they were called.

    ``words`` are their names and addresses, as written; ``others`` are the ids of everybody else.
    """

    id: int | None
    name: str
    ids: frozenset[int]
    names: frozenset[str]
    words: tuple[str, ...]
    others: frozenset[int] = frozenset()

    def is_called(self, name: str) -> bool:
        """Say whether a name is one of theirs."""
        return fold(name) in {fold(each) for each in self.names}


@dataclass(frozen=True)
class Mention:
    """A text of the user's that names, or may name, somebody forgotten: in which record, and how to correct it.

    ``surely`` says that the whole name or an address stands there, not only a first name.
    """

    record: str
    id: int
    what: str
    text: str
    command: str
    surely: bool


@dataclass(frozen=True)
class Purge:
    """What forgetting takes away from one database: rows of each table, and actions that can no longer be undone."""

    rows: dict[str, int] = field(default_factory=dict)
    actions: int = 0
    changes: int = 0

    def __bool__(self) -> bool:
        return bool(self.actions or self.changes or any(self.rows.values()))


@dataclass(frozen=True)
class Reached:
    """What forgetting did: in the records, in which backups, and which files it could not change."""

    purge: Purge
    backups: tuple[Path, ...] = ()
    beyond: tuple[Path, ...] = ()


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds whole words: in any case where there are two or more, else as written."""
    parts = []
    for word in sorted(set(words), key=len, reverse=True):
        spaced = r"\s+".join(map(re.escape, word.split()))
        several = len(word.split()) > 1 or not word.isalpha()
        parts.append(rf"(?i:{spaced})" if several else spaced)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else re.compile(r"(?!)")


def first_names(names: Iterable[str]) -> set[str]:
    """Return the first words of names, folded: what a note is likely to call somebody."""
    shortest = 3
    return {first for name in names if len(first := next(iter(fold(name).split()), "")) >= shortest}


def may_name(text: str, firsts: set[str]) -> bool:
    """Say whether a text has one of some first names as a word."""
    return bool(firsts & set(re.findall(r"\w+", fold(text))))
