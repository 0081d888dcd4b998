"""Forgetting somebody: out of the records, out of what history holds of them, and out of every backup.

It works on a database of any version, since a backup may be of an older one. What others took part in stays, with
the others; what it says in free words is left to the user, and named.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from careerplan.lookup import fold
from careerplan.person.forgetting import Forgotten, Mention
from careerplan.store.amending import amend_backups
from careerplan.store.database import Store
from careerplan.store.migrate import RECORDED, transaction

SOMEBODY = "somebody"
"""What stands in the place of the name where an action that others took part in is summed up."""

_OWNERS = ("contact_id", "one_id", "other_id")
"""The columns by which a record belongs to a contact."""


@dataclass(frozen=True)
class Person:
    """Somebody to forget: every id and name that they had here, those of contacts merged into them too."""

    ids: frozenset[int]
    names: frozenset[str]
    added: frozenset[str]


def preview_forgetting(store: Store, number: int) -> Forgotten:
    """Return what forgetting a contact would take away, without doing it."""
    with store.reading() as connection:
        person = identify(connection, number)
        name = str(connection.execute("SELECT name FROM contacts WHERE id = ?", (number,)).fetchone()[0])
        return Forgotten(name, _count(connection, person), (), (), tuple(_mentions(connection, person)))


def forget(store: Store, number: int) -> Forgotten:
    """Forget a contact for good; no undo brings them back.

    Backups come first, so that what is cut off can be done again; each of them, and the database, is changed whole or
    not at all. Then the file is written anew, with nothing left in unused pages or in its log.
    """
    with store.reading() as connection:
        person = identify(connection, number)
        name = str(connection.execute("SELECT name FROM contacts WHERE id = ?", (number,)).fetchone()[0])
        records = _count(connection, person)
    backups, beyond = amend_backups(store.path, lambda connection: _forget_there(connection, person))
    with store.unrecorded() as connection:
        connection.execute("PRAGMA secure_delete = ON")
        _purge(connection, person)
        mentions = tuple(_mentions(connection, person))
    store.write_anew()
    return Forgotten(name, records, tuple(backups), tuple(beyond), mentions)


def identify(connection: sqlite3.Connection, number: int) -> Person:
    """Return everything by which a contact, and those merged into them, can be told."""
    ids = {number}
    merged = connection.execute(
        "SELECT record_id FROM actions JOIN changes ON action_id = actions.id"
        " WHERE record = 'contacts' AND after IS NULL AND summary GLOB ?",
        (f"merged *(#{number})",),
    )
    ids |= {row[0] for row in merged}
    names, added = set(), set()
    for values in _states(connection, ids):
        names.add(str(values["name"]))
        added.add(str(values["added"]))
    return Person(frozenset(ids), frozenset(names), frozenset(added))


def _states(connection: sqlite3.Connection, ids: set[int] | frozenset[int]) -> Iterator[dict[str, object]]:
    """Yield contacts as they are and as history knows them."""
    for number in sorted(ids):
        for row in connection.execute("SELECT id, name, added FROM contacts WHERE id = ?", (number,)):
            yield dict(row)
        for row in connection.execute(
            "SELECT before, after FROM changes WHERE record = 'contacts' AND record_id = ?", (number,)
        ):
            yield from (json.loads(each) for each in row if each)


def _forget_there(connection: sqlite3.Connection, person: Person) -> bool:
    """Forget somebody in a backup, if they are in it: by an id with a name or a day of adding that was theirs."""
    names = {fold(each) for each in person.names}
    there = {
        int(str(values["id"]))
        for values in _states(connection, person.ids)
        if fold(str(values["name"])) in names or values["added"] in person.added
    }
    if not there:
        return False
    connection.execute("PRAGMA secure_delete = ON")
    with transaction(connection):
        _purge(connection, Person(frozenset(there), person.names, person.added))
    return True


def _purge(connection: sqlite3.Connection, person: Person) -> None:
    """Take somebody out of the records and of history, within a transaction."""
    alone = _theirs_alone(connection, person)
    _delete(connection, "interactions", alone)
    _delete(connection, "contacts", person.ids)
    _scrub_changes(connection, person, alone)
    connection.execute("DELETE FROM actions WHERE id NOT IN (SELECT action_id FROM changes)")
    _scrub_summaries(connection, person)


def _theirs_alone(connection: sqlite3.Connection, person: Person) -> set[int]:
    """Return the interactions, there now or only in history, in which nobody else ever took part."""
    people: dict[int, set[int]] = defaultdict(set)
    found = "participants" if "participants" in _tables(connection) else "interactions"
    own = "interaction_id" if found == "participants" else "id"
    for row in connection.execute(f"SELECT {own}, contact_id FROM {found}"):  # noqa: S608
        people[row[0]].add(row[1])
    for row in connection.execute("SELECT before, after FROM changes WHERE record = ?", (found,)):
        for values in (json.loads(each) for each in row if each):
            people[values[own]].add(values["contact_id"])
    return {number for number, there in people.items() if there and there <= person.ids}


def _scrub_changes(connection: sqlite3.Connection, person: Person, alone: set[int]) -> None:
    """Take out of history every state of what was theirs, and what points to it."""
    gone: set[int] = set()
    followups: set[int] = set()
    for row in connection.execute("SELECT id, record, record_id, before, after FROM changes"):
        states = [json.loads(each) for each in (row["before"], row["after"]) if each]
        owned = any(values.get(column) in person.ids for values in states for column in _OWNERS)
        if owned and row["record"] == "followups":
            followups.add(row["record_id"])
        if (
            owned
            or (row["record"] == "contacts" and row["record_id"] in person.ids)
            or (row["record"] == "interactions" and row["record_id"] in alone)
        ):
            gone.add(row["id"])
    _delete(connection, "changes", gone)
    for number in followups:
        for state in ("before", "after"):
            connection.execute(
                f"UPDATE changes SET {state} = json_set({state}, '$.followup_id', NULL)"  # noqa: S608
                f" WHERE record = 'interactions' AND json_extract({state}, '$.followup_id') = ?",
                (number,),
            )


def _scrub_summaries(connection: sqlite3.Connection, person: Person) -> None:
    """Let the actions that are left not name somebody any more."""
    named = _named(person)
    for row in connection.execute("SELECT id, summary FROM actions").fetchall():
        summary = named.sub(SOMEBODY, row["summary"])
        if summary != row["summary"]:
            connection.execute("UPDATE actions SET summary = ? WHERE id = ?", (summary, row["id"]))


def _count(connection: sqlite3.Connection, person: Person) -> dict[str, int]:
    """Return how many records there are of somebody now, by table."""
    found = {"interactions": len(_theirs_alone(connection, person) & _ids(connection, "interactions"))}
    for table in _tables(connection):
        owners = [each for each in _columns(connection, table) if each in _OWNERS]
        if owners:
            marks = " OR ".join(f"{each} IN ({_list(person.ids)})" for each in owners)
            query = f"SELECT count(*) FROM {table} WHERE {marks}"  # noqa: S608
            found[table] = connection.execute(query).fetchone()[0]
    return {table: number for table, number in found.items() if number}


def _mentions(connection: sqlite3.Connection, person: Person) -> Iterator[Mention]:
    """Yield what names somebody in the free words of records that are not theirs."""
    named = _named(person)
    texts = {
        "interactions": "SELECT id, note FROM interactions WHERE note IS NOT NULL",
        "notes": f"SELECT id, text FROM notes WHERE contact_id NOT IN ({_list(person.ids)})",  # noqa: S608
        "followups": (
            "SELECT id, concat FROM (SELECT id, action || ' ' || ifnull(reason, '') AS concat, contact_id"  # noqa: S608
            f" FROM followups) WHERE contact_id NOT IN ({_list(person.ids)})"
        ),
        "contacts": f"SELECT id, met FROM contacts WHERE met IS NOT NULL AND id NOT IN ({_list(person.ids)})",  # noqa: S608
        "profiles": "SELECT id, document FROM profiles",
        "confirmations": "SELECT id, says FROM confirmations",
        "plans": "SELECT id, document FROM plans",
    }
    alone = _theirs_alone(connection, person)
    for record, query in texts.items():
        for row in connection.execute(query):
            if not (record == "interactions" and row[0] in alone) and named.search(row[1]):
                yield Mention(record, row[0], "" if record in {"profiles", "plans"} else row[1])


def _named(person: Person) -> re.Pattern[str]:
    """Return what finds any of somebody's names as a whole word."""
    names = sorted(filter(str.strip, person.names), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in names) or r"(?!)", re.IGNORECASE)


def _tables(connection: sqlite3.Connection) -> list[str]:
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [each for each in RECORDED if each in there]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _ids(connection: sqlite3.Connection, table: str) -> set[int]:
    return {row[0] for row in connection.execute(f"SELECT id FROM {table}")}  # noqa: S608


def _list(numbers: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _delete(connection: sqlite3.Connection, table: str, numbers: set[int] | frozenset[int]) -> None:
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(each,) for each in sorted(numbers)])  # noqa: S608
