"""All records as plain rows and back: read in one state, compared with those of a document, taken in as one action."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from careerplan.person.everything import Difference, Everything, Row
from careerplan.store.database import Store
from careerplan.store.derived import derive, unstated
from careerplan.store.migrate import RECORDED, version

COMPACT, SPACED = (",", ":"), (", ", ": ")
DOCUMENTS = {("profiles", "document"): COMPACT, ("plans", "document"): SPACED}
"""The columns that hold JSON, with the marks between its parts as the store writes them."""

_HISTORY = ("actions", "changes")


def read_whole(store: Store, *, history: bool = False) -> Everything:
    """Return all records in one state, and with ``history`` what was done."""
    with store.reading() as connection:
        past = {each: _plain(connection, each) for each in _HISTORY} if history else None
        return Everything(version(connection), rows_of(connection), past)


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of records that there are, in a fixed order."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [each for each in RECORDED if each in there]


def stated_columns(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool]]:
    """Return the type of each column that a document states, and whether it may be empty; none that is derived."""
    left_out = unstated(table)
    info = connection.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,)).fetchall()
    return {row[0]: (row[1], not (row[2] or row[3])) for row in info if row[0] not in left_out}


def rows_of(connection: sqlite3.Connection) -> dict[str, list[Row]]:
    """Return the rows of every table by id, without what is derived."""
    return {table: _stated(connection, table) for table in tables_of(connection)}


def _stated(connection: sqlite3.Connection, table: str) -> list[Row]:
    columns = list(stated_columns(connection, table))
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")  # noqa: S608
    written = [(index, DOCUMENTS[table, each]) for index, each in enumerate(columns) if (table, each) in DOCUMENTS]
    if not written:
        return [dict(zip(columns, row, strict=True)) for row in rows]
    return [{each: _said(table, each, value) for each, value in zip(columns, row, strict=True)} for row in rows]


def _said(table: str, column: str, value: object) -> object:
    """Return a stored document as what it says, if it can be written again exactly as it is; else as it is."""
    marks = DOCUMENTS.get((table, column))
    if marks is None or not isinstance(value, str):
        return value
    try:
        said: object = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return said if isinstance(said, dict) and write_document(said, marks) == value else value


def write_document(said: object, marks: tuple[str, str]) -> str:
    """Return a document as the store keeps it."""
    return json.dumps(said, ensure_ascii=False, separators=marks)


def stored(table: str, row: Row) -> dict[str, object]:
    """Return a row as it is stored: its documents as text."""
    return {
        column: write_document(value, DOCUMENTS.get((table, column), COMPACT)) if isinstance(value, dict) else value
        for column, value in row.items()
    }


def _plain(connection: sqlite3.Connection, table: str) -> list[Row]:
    return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]  # noqa: S608


# --- comparing, taking in


class ClashError(ValueError):
    """Records of a document that cannot stand beside those here; says why."""


def compare(store: Store, new: Mapping[str, Sequence[Row]]) -> Difference:
    """Return how the records of a document, brought to this version, differ from those here."""
    with store.reading() as connection:
        return _compare(rows_of(connection), new)


def _compare(here: Mapping[str, Sequence[Row]], new: Mapping[str, Sequence[Row]]) -> Difference:
    parts = {name: dict[str, list[int]]() for name in ("new", "same", "differing", "only_here")}
    for table, rows in new.items():
        old, now = _by_id(here.get(table, ())), _by_id(rows)
        parts["new"][table] = [each for each in now if each not in old]
        parts["same"][table] = [each for each in now if each in old and old[each] == now[each]]
        parts["differing"][table] = [each for each in now if each in old and old[each] != now[each]]
        parts["only_here"][table] = [each for each in old if each not in now]
    return Difference(**parts)


def _by_id(rows: Iterable[Row]) -> dict[int, Row]:
    return {int(str(row["id"])): row for row in rows}


def take_in(store: Store, new: Mapping[str, Sequence[Row]], summary: str, *, replace: bool) -> None:
    """Take the rows of a document in as one action; with ``replace`` nothing but them is left.

    Without it, they are added beside those here; ClashError where that cannot be.
    """
    with store.atomic(summary) as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        if replace:
            _clear(connection, new)
        elif not _compare(rows_of(connection), new).adds:
            message = "some are here under the same id and say something else"
            raise ClashError(message)
        try:
            _fill(connection, new)
        except sqlite3.IntegrityError as error:
            raise ClashError(str(error)) from error
        derive(connection)
        left = _compare(rows_of(connection), new)
        if any(left.new.values()) or any(left.differing.values()) or (replace and any(left.only_here.values())):
            message = "the records taken in are not those of the document"
            raise RuntimeError(message)


def _clear(connection: sqlite3.Connection, new: Mapping[str, Sequence[Row]]) -> None:
    """Remove what the document has not, or has otherwise."""
    found = _compare(rows_of(connection), new)
    for table in reversed(list(new)):
        gone = [(each,) for each in (*found.only_here[table], *found.differing[table])]
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", gone)  # noqa: S608


def _fill(connection: sqlite3.Connection, new: Mapping[str, Sequence[Row]]) -> None:
    """Add what is missing, and mend what the removal of others has changed, until all is as the document has it."""
    found = _compare(rows_of(connection), new)
    for table, rows in new.items():
        missing = set(found.new[table])
        insert(connection, table, [row for row in rows if row["id"] in missing])
    for table, rows in new.items():
        changed = set(found.differing[table])
        for row in rows:
            if row["id"] in changed:
                values = stored(table, row)
                sets = ", ".join(f"{each} = :{each}" for each in values)
                connection.execute(f"UPDATE {table} SET {sets} WHERE id = :id", values)  # noqa: S608


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Add rows as they are."""
    if rows:
        names = ", ".join(rows[0])
        marks = ", ".join(f":{each}" for each in rows[0])
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        connection.executemany(sql, (stored(table, row) for row in rows))
