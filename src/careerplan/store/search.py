"""Searching all that is written of people: names, work, details, notes, what passed, what is to be done.

The index is made at each search, in memory, of the texts that can hold a word at all; so nothing is kept twice.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from careerplan.errors import StoreError
from careerplan.lookup import fold
from careerplan.person.findings import Finding, Findings, Passage, Term
from careerplan.store.database import Store

PASSAGES = 3
"""The most passages that are told of one person."""

_NEAR = 0.6
_MOST_NEAR = 3
_TOKENS = "'unicode61 remove_diacritics 2'"
_BEGIN, _END = "\x02", "\x03"


def _both(one: str, other: str) -> str:
    """Return SQL for two texts with a comma between, where there are two."""
    comma = f"CASE WHEN {one} IS NOT NULL AND {other} IS NOT NULL THEN ', ' ELSE '' END"
    return f"ifnull({one}, '') || {comma} || ifnull({other}, '')"


@dataclass(frozen=True)
class _Source:
    """A kind of text: the table with it, the contact it is of, what it says, and what else it can be found by."""

    table: str
    text: str
    record: str
    contact: str = "contact_id"
    day: str = "NULL"
    more: str = ""
    joined: str = ""


_SOURCES = (
    _Source("contacts", "name", "'name'", contact="contacts.id"),
    _Source("contacts", "met", "'met'", contact="contacts.id"),
    _Source("positions", _both("role", "organization"), "'position'", day="since", more="ifnull(organization_id, '')"),
    _Source("contact_details", "value", "kind", more="key"),
    _Source("notes", "text", "'note'", day="day"),
    _Source(
        "interactions",
        "note",
        "'interaction'",
        day="day",
        joined=" JOIN participants ON participants.interaction_id = interactions.id",
    ),
    _Source(
        "followups",
        _both("action", "reason"),
        "CASE WHEN trigger IN ('i-owe', 'they-owe') THEN 'promise' ELSE 'followup' END",
        day="due",
    ),
)
"""Every text of a person. In the index a text stands under the id of its record, times eight, and its place here."""

_WEIGHTS: Mapping[str, float] = {
    "name": 20,
    "position": 6,
    "tag": 6,
    "email": 6,
    "phone": 6,
    "profile": 4,
    "followup": 1,
}
_OTHERWISE = 2.0
"""How much a word counts by where it stands."""


def search_contacts(store: Store, terms: Sequence[Term], most: int) -> Findings:
    """Return those of whom every term is written somewhere, best first."""
    store.connection.execute("PRAGMA temp_store = MEMORY")  # what is private goes into no temporary file
    with store.reading() as connection:
        try:
            connection.execute(
                "CREATE VIRTUAL TABLE temp.texts USING fts5("
                f"text, content = '', columnsize = 0, detail = 'full', tokenize = {_TOKENS})"
            )
            connection.execute(
                "CREATE VIRTUAL TABLE temp.passages USING fts5("
                f"contact UNINDEXED, record UNINDEXED, id UNINDEXED, day UNINDEXED, text, more, tokenize = {_TOKENS})"
            )
        except sqlite3.OperationalError as error:
            if "fts5" not in str(error):
                raise
            message = "The SQLite of this Python has no full-text search (FTS5), which searching people needs."
            raise StoreError(message, "Use another Python, or look by name: careerplan contacts show NAME") from error
        try:
            _index(connection, terms)
            return _search(connection, terms, most)
        finally:
            connection.execute("DROP TABLE temp.texts")
            connection.execute("DROP TABLE temp.passages")


def _index(connection: sqlite3.Connection, terms: Sequence[Term]) -> None:
    """Make an index of the texts that can hold a term: those with its letters, be it in letters with accents."""
    connection.execute("INSERT INTO temp.texts (texts, rank) VALUES ('automerge', 0)")
    words = sorted({each.longest for each in terms})
    given = {f"w{number}": f"%{word}%" for number, word in enumerate(words)}
    given |= {f"g{number}": f"*{''.join(map(_letter, word))}*" for number, word in enumerate(words)}
    plain = " OR ".join(f"said LIKE :w{number}" for number in range(len(words)))
    marked = " OR ".join(f"said GLOB :g{number}" for number in range(len(words)))
    for place, source in enumerate(_SOURCES):
        said = f"{source.text} || ' ' || {source.more}" if source.more else source.text
        connection.execute(
            "INSERT INTO temp.texts (rowid, text)"  # noqa: S608 - names of our own columns
            f" SELECT id * 8 + {place}, said FROM (SELECT id, {said} AS said FROM {source.table})"
            f" WHERE {plain} OR (length(said) < length(CAST(said AS BLOB)) AND ({marked} OR {_LOOSE}))",
            given,
        )


_LOOSE = " OR ".join(
    f"instr(said, char({each}))" for each in (0x300, 0x301, 0x302, 0x303, 0x308, 0x30A, 0x30C, 0x327, 0x328)
)
"""A text with accents that stand after their letter, as some keyboards and files have them."""


@cache
def _accented() -> Mapping[str, str]:
    """Return for each plain letter the ones with accents, in both cases."""
    found: dict[str, str] = defaultdict(str)
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        found[fold(chr(number))] += chr(number)
    return found


def _letter(letter: str) -> str:
    """Return a pattern for a letter in either case and with any accent."""
    if not letter.isascii() or letter.isdigit():
        return f"[{letter}{letter.upper()}]" if len(letter.upper()) == 1 else "?"
    return f"[{letter}{letter.upper()}{_accented().get(letter, '')}]"


def _expression(term: Term) -> str:
    """Return a term for the index: quoted, so that nothing in it is ever an operator."""
    quoted = '"' + term.text.replace('"', '""').replace("\x00", " ") + '"'
    return quoted if term.phrase else f"{quoted} *"


def _search(connection: sqlite3.Connection, terms: Sequence[Term], most: int) -> Findings:
    scores: dict[int, float] = defaultdict(float)
    everyone: set[int] | None = None
    for term in terms:
        best = _best(connection, term)
        everyone = set(best) if everyone is None else everyone & best.keys()
        if not everyone:
            return Findings(near=_near(connection, terms))
        for contact in everyone:
            scores[contact] += best[contact]
    found = sorted(everyone or (), key=lambda each: (-scores[each], each))
    shown = found[:most]
    passages = _passages(connection, terms, shown)
    marks = ", ".join("?" * len(shown))
    names = dict(connection.execute(f"SELECT id, name FROM contacts WHERE id IN ({marks})", shown).fetchall())  # noqa: S608
    return Findings(tuple(Finding(each, names[each], tuple(passages.get(each, ()))) for each in shown), len(found))


def _best(connection: sqlite3.Connection, term: Term) -> dict[int, float]:
    """Return those of whom a term is written somewhere, with how much the best place counts; several count more."""
    best: dict[int, float] = {}
    for place, source in enumerate(_SOURCES):
        rows = connection.execute(
            f"SELECT {source.contact}, {source.record}, count(*)"  # noqa: S608 - names of our own columns
            f" FROM temp.texts JOIN {source.table} ON {source.table}.id = texts.rowid >> 3{source.joined}"
            f" WHERE texts MATCH ? AND texts.rowid & 7 = {place} GROUP BY 1, 2",
            (_expression(term),),
        )
        for contact, record, count in rows:
            score = _WEIGHTS.get(record, _OTHERWISE) + min(count, 10) / 10
            if score > best.get(contact, 0.0):
                best[contact] = score
    return best


def _passages(
    connection: sqlite3.Connection, terms: Sequence[Term], contacts: Sequence[int]
) -> dict[int, list[Passage]]:
    """Return of each of some people the passages that have most of the terms."""
    marks = ", ".join("?" * len(contacts))
    for source in _SOURCES:
        connection.execute(
            f"INSERT INTO temp.passages SELECT {source.contact}, {source.record}, {source.table}.id, {source.day},"  # noqa: S608
            f" {source.text}, {source.more or repr('')} FROM {source.table}{source.joined}"
            f" WHERE {source.contact} IN ({marks}) AND {source.text} IS NOT NULL",
            tuple(contacts),
        )
    rows = connection.execute(
        "SELECT contact, record, id, day, snippet(passages, 4, ?, ?, '…', 16) AS text FROM temp.passages"
        " WHERE passages MATCH ? ORDER BY rank",
        (_BEGIN, _END, " OR ".join(map(_expression, terms))),
    )
    found: dict[int, list[tuple[float, Passage]]] = defaultdict(list)
    for row in rows:
        text, places = _unmarked(row["text"])
        words = len({fold(text[first:last]) for first, last in places})
        score = words * 100 + _WEIGHTS.get(row["record"], _OTHERWISE)
        found[row["contact"]].append((score, Passage(row["record"], row["id"], row["day"], text, places)))
    best = {who: sorted(each, key=lambda one: -one[0])[:PASSAGES] for who, each in found.items()}
    return {who: [passage for _, passage in each] for who, each in best.items()}


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without the marks around what was found, and where they stood."""
    text, places, first = "", [], None
    for letter in marked:
        if letter == _BEGIN:
            first = len(text)
        elif letter == _END and first is not None:
            places.append((first, len(text)))
            first = None
        elif letter not in {_BEGIN, _END}:
            text += letter
    return text, tuple(places)


def _near(connection: sqlite3.Connection, terms: Sequence[Term]) -> tuple[str, ...]:
    """Return the names that a search for nobody may have meant."""
    import difflib

    wanted = fold(" ".join(each.text for each in terms))
    names = {fold(row[0]): row[0] for row in connection.execute("SELECT name FROM contacts ORDER BY id DESC")}
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for word in {name, *name.split()}:
            by_word[word].append(name)
    near = difflib.get_close_matches(wanted, by_word, n=_MOST_NEAR, cutoff=_NEAR)
    found = dict.fromkeys(names[name] for word in near for name in by_word[word])
    return tuple(found)[:_MOST_NEAR]
