"""Searching all text of the roles: ranked, with typos and accents forgiven.

SQLite's full-text index ranks and finds word stems; a word that nothing begins with is taken for the nearest
words that do occur.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from careerplan.lookup import fold
from careerplan.places import PLACES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NOT_TEXT = {
    *("sources", "id", "url", "kind", "criterion", "only_if", "only_in", "currency", "unit", "occupation", "general"),
    *("level", "when", "through", "standing", "check", "closed_by", "needs", "coverage", "dimension", "as_of"),
}
"""Keys of a role's record that hold no words to look for."""

NOT_BODY = {*NOT_TEXT, "title", "other_titles", "jurisdiction", "employer"}
"""Keys of a role that are not part of all else."""

_WEIGHTS = (10.0, 6.0, 1.0)
"""How much a word counts in the names of a role, in its place and employer, and in all else."""

_NEAR = 0.8
"""The least likeness, from 0 to 1, of a word to one that it may be a slip of."""

_MOST_NEAR = 3
MOST_WORDS = 20
"""The most words of a query that are looked for; further ones are passed over."""
_WORD = re.compile(r"[^\W\d_]{3,}")


class Hit(NamedTuple):
    """A role found: its id and the passage that fits best."""

    role: str
    passage: str


class Found(NamedTuple):
    """Roles, best first. ``taken_for`` says which words stood for which others, ``all_words`` that each was found."""

    hits: tuple[Hit, ...]
    taken_for: Mapping[str, tuple[str, ...]]
    all_words: bool


class Searched(NamedTuple):
    """What is searched of one role: its names, its place and employer, and all else."""

    names: str
    place: str
    body: str


def role_texts(roles: Mapping[str, str], organizations: Mapping[str, str]) -> dict[str, Searched]:
    """Return what is searched of each role, by id; both are records as JSON."""
    return {name: _searched(json.loads(text), organizations) for name, text in roles.items()}


def _searched(role: Mapping[str, object], organizations: Mapping[str, str]) -> Searched:
    employer = json.loads(organizations.get(str(role["employer"]), "{}"))
    code = str(role["jurisdiction"] or "")
    ids = (str(role[key]).replace("-", " ") for key in ("id", "occupation"))
    names = [*ids, str(role["title"]), *_words(role["other_titles"])]
    where = [code, PLACES.get(code, ""), PLACES.get(code[:2], ""), str(employer.get("name", ""))]
    where += _words(employer.get("other_names", []))
    rest = [value for key, value in role.items() if key not in NOT_BODY]
    return Searched(*(". ".join(part.rstrip(".") for part in each if part) for each in (names, where, _words(rest))))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in NOT_TEXT:
                yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)


def search(texts: Mapping[str, Searched], query: str, most: int, first: Sequence[str] = ()) -> Found:
    """Return the roles whose text has all words of ``query``, else any of them; none where no word is known.

    Roles whose names or place have them all come first, and among these the roles in ``first``.
    """
    wanted = list(dict.fromkeys(re.findall(r"\w+", fold(query))))[:MOST_WORDS]
    if not wanted:
        return Found((), {}, all_words=False)
    index = _index(texts)
    try:
        ways = {word: [word] if _occurs(index, word) else _near(texts, word) for word in wanted}
        known = [_any(found) for found in ways.values() if found]
        taken_for = {word: tuple(found) for word, found in ways.items() if found != [word]}
        complete = len(known) == len(wanted)
        hits = _hits(index, known, most, first) if known and complete else []
        if hits or not known:
            return Found(tuple(hits), taken_for, all_words=bool(hits))
        return Found(tuple(_hits(index, [f"({' OR '.join(known)})"], most, first)), taken_for, all_words=False)
    finally:
        index.close()


def _index(texts: Mapping[str, Searched]) -> sqlite3.Connection:
    import sqlite3

    index = sqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE roles USING"
        " fts5(role UNINDEXED, names, place, body, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    rows = ((name, *text) for name, text in texts.items())
    index.executemany("INSERT INTO roles VALUES (?, ?, ?, ?)", rows)
    return index


def _any(words: Iterable[str]) -> str:
    """Return an expression for any of ``words``, each quoted and so never an operator, or what begins with it."""
    return "(" + " OR ".join(f'"{word}" *' for word in words) + ")"


def _occurs(index: sqlite3.Connection, word: str) -> bool:
    return index.execute("SELECT 1 FROM roles WHERE roles MATCH ? LIMIT 1", (_any([word]),)).fetchone() is not None


def _hits(index: sqlite3.Connection, expressions: Sequence[str], most: int, first: Sequence[str]) -> list[Hit]:
    whole = " AND ".join(expressions)
    named = " AND ".join(f"{{names place}} : {each}" for each in expressions)
    rows = index.execute(
        "SELECT role, snippet(roles, -1, '', '', '…', 18), bm25(roles, 0, ?, ?, ?) FROM roles WHERE roles MATCH ?",
        (*_WEIGHTS, whole),
    ).fetchall()
    by_name = {row[0] for row in index.execute("SELECT role FROM roles WHERE roles MATCH ?", (named,))}
    rows.sort(key=lambda row: (row[0] not in by_name, row[0] in by_name and row[0] not in first, row[2], row[0]))
    return [Hit(role, passage) for role, passage, _ in rows[:most]]


def _near(texts: Mapping[str, Searched], word: str) -> list[str]:
    """Return the words of the texts that ``word`` is most likely a slip of, best first."""
    import difflib

    once = {each for text in texts.values() for part in text for each in part.casefold().split()}
    known = sorted({each if each.isascii() else fold(each) for each in _WORD.findall(" ".join(once))})
    near = difflib.get_close_matches(word, known, n=_MOST_NEAR, cutoff=_NEAR)
    return [each for each in near if not any(each != other and each.startswith(other) for other in near)]
