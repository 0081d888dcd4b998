"""What is kept beside the records for speed and follows from them: it can be made anew, and is checked against them."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from careerplan.person.contacts import detail_key
from careerplan.store.migrate import newest, version


class Derived(NamedTuple):
    """A column, the SQL that tells what it must hold, and whether a document states it all the same."""

    table: str
    column: str
    rule: str
    stated: bool = False


DERIVED = (
    Derived(
        "contacts",
        "last_touch",
        "(SELECT max(day) FROM participants JOIN interactions ON interactions.id = interaction_id"
        " WHERE participants.contact_id = contacts.id)",
    ),
    Derived(
        "contacts",
        "in_rhythm",
        "EXISTS (SELECT 1 FROM followups WHERE followups.contact_id = contacts.id AND status = 'open'"
        " AND trigger = 'keep-in-touch')",
    ),
    Derived("contact_details", "key", "detail_key(kind, value)", stated=True),
)


def derived_columns(connection: sqlite3.Connection) -> Iterator[Derived]:
    """Yield what is derived in this version of the records; of older versions nothing can be made anew."""
    if version(connection) == newest():
        connection.create_function("detail_key", 2, detail_key, deterministic=True)
        yield from DERIVED


def unstated(table: str) -> set[str]:
    """Return the columns of a table that a document leaves out, because they follow from the rest."""
    return {each.column for each in DERIVED if each.table == table and not each.stated}


def wrong_rows(connection: sqlite3.Connection, derived: Derived) -> list[int]:
    """Return the ids of the records that hold something else than follows."""
    table, column, rule, _ = derived
    rows = connection.execute(f"SELECT id FROM {table} WHERE {column} IS NOT {rule} ORDER BY id")  # noqa: S608
    return [row[0] for row in rows]


def derive(connection: sqlite3.Connection) -> None:
    """Make what follows from the records anew wherever it is not right."""
    for table, column, rule, _ in derived_columns(connection):
        connection.execute(f"UPDATE {table} SET {column} = {rule} WHERE {column} IS NOT {rule}")  # noqa: S608
