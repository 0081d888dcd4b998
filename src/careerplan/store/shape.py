"""Whether a database is whole: sound pages, records that point to records, and the tables that its version has."""

import contextlib
import sqlite3

from careerplan.store.migrate import APPLICATION_ID, migrate, newest, version


def is_ours(connection: sqlite3.Connection) -> bool:
    """Say whether it is marked as a database of this program."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def page_faults(connection: sqlite3.Connection, most: int = 5) -> list[str]:
    """Return what contradicts itself in the file, and what points to no record; at most so many of each."""
    told = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({most})")]
    faults = [] if told == ["ok"] else told
    astray = connection.execute('SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT ?', (most,))
    return faults + [f"record {row[1]} of {row[0]} points to none of {row[2]}" for row in astray]


def shape_faults(connection: sqlite3.Connection) -> list[str]:
    """Return how the tables and triggers differ from those that the migrations make; nothing for a newer version."""
    found = version(connection)
    if not 0 < found <= newest():
        return [] if found else ["it has no tables of records"]
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        migrate(model, found)
        right, here = _shape(model), _shape(connection)
    return [
        *(f"{each} is missing" for each in sorted(right.keys() - here.keys())),
        *(f"{each} is none of ours" for each in sorted(here.keys() - right.keys())),
        *(f"{each} has other columns" for each in sorted(right.keys() & here.keys()) if right[each] != here[each]),
    ]


def _shape(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Return each table and trigger with its columns."""
    parts = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger', 'view')"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    return {f"{kind} {name}": columns_of(connection, name) if kind == "table" else set() for kind, name in parts}


def columns_of(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of the columns of a table."""
    return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
