"""Checking a document of all records before anything here is touched: in a database in memory, of its own version.

Names, types and days are checked row by row, so that a fault is named by its place; what holds between records is left
to the database itself; and at the end everything is read as the program reads it.
"""

import contextlib
import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from careerplan.errors import CareerplanError
from careerplan.person.everything import Everything, Row
from careerplan.person.followups import TRIGGERS
from careerplan.person.kinds import KINDS
from careerplan.store.confirmations import list_confirmations
from careerplan.store.contacts import list_contacts
from careerplan.store.database import Store
from careerplan.store.derived import derive
from careerplan.store.followups import list_followups
from careerplan.store.migrate import migrate, newest
from careerplan.store.plans import read_plan
from careerplan.store.profiles import load_profile
from careerplan.store.rule_changes import list_changes
from careerplan.store.whole import DOCUMENTS, insert, rows_of, stated_columns, tables_of

DAYS = frozenset(
    {"added", "day", "due", "earned_due", "latest", "closed", "kept", "replaced", "saved", "anchor", "until"}
)
"""The columns of text that hold a day; in ``PARTIAL`` it may be a month or a year alone."""

PARTIAL = frozenset({("positions", "since"), ("positions", "until")})
_PARTIAL = re.compile(r"\d{4}(-\d\d){0,2}")

WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {("interactions", "kind"): KINDS, ("followups", "trigger"): TRIGGERS}
"""The columns of text that hold one of a few words, where the database itself does not see to it."""

_EVERY = re.compile(r"[1-9]\d{0,5}[dwmy]")

_KINDS: Mapping[str, type] = {"TEXT": str, "INTEGER": int}
_LARGEST = 1 << 63


class UnfitError(ValueError):
    """The records of a document cannot be records here; says which and why."""


def check_records(everything: Everything) -> dict[str, list[Row]]:
    """Return the records of a document, of this program's version; UnfitError where they cannot be such."""
    if everything.version > newest():
        told = f"records version {everything.version}, this one knows {newest()}"
        _refuse(f"it was written by a newer careerplan ({told})")
    if everything.version < 1:
        _refuse(f"there is no records version {everything.version}")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    with contextlib.closing(connection):
        migrate(connection, everything.version)
        _check_shape(connection, everything.tables)
        _fill(connection, everything.tables)
        migrate(connection)
        try:
            derive(connection)
        except sqlite3.IntegrityError as error:
            _refuse(f"what follows from its records cannot be: {error}")
        _read_through(connection)
        return rows_of(connection)


def _check_shape(connection: sqlite3.Connection, tables: Mapping[str, Sequence[Row]]) -> None:
    known = tables_of(connection)
    for table in known:
        if table not in tables:
            _refuse(f"its table {table} is missing")
    for table, rows in tables.items():
        if table not in known:
            _refuse(f"there is no table {table[:60]!a} of records")
        columns = stated_columns(connection, table)
        seen: set[object] = set()
        for number, row in enumerate(rows):
            fault = _fault(table, columns, row)
            if fault is None and row["id"] in seen:
                fault = f"the id {row['id']} stands twice"
            if fault:
                _refuse(f"{table}[{number}]: {fault}")
            seen.add(row["id"])


def _fault(table: str, columns: Mapping[str, tuple[str, bool]], row: Row) -> str | None:
    """Say what is wrong with one row by itself."""
    if row.keys() != columns.keys():
        missing = next((each for each in columns if each not in row), None)
        strange = next((each for each in row if each not in columns), "")
        return f"{missing} is missing" if missing else f"there is no {strange[:60]!a}"
    for column, value in row.items():
        kind, optional = columns[column]
        wrong = None if value is None and optional else _wrong(table, column, kind, value)
        if wrong:
            return f"{column} is {wrong}"
    number = row["id"]
    return None if isinstance(number, int) and number > 0 else "id is no number from 1"


def _wrong(table: str, column: str, kind: str, value: object) -> str | None:
    """Say what a value is instead of what its column holds."""
    if value is None:
        return "empty"
    if (table, column) in DOCUMENTS:
        return None if isinstance(value, str | dict) else "no document"
    if type(value) is not _KINDS[kind]:
        return "no text" if kind == "TEXT" else "no whole number"
    if isinstance(value, int):
        return None if -_LARGEST <= value < _LARGEST else "too large a number"
    if str(value) not in WORDS.get((table, column), (value,)) or (
        column == "every" and not _EVERY.fullmatch(str(value))
    ):
        return "no word that is known there"
    return None if _is_when(table, column, str(value)) else "no day"


def _is_when(table: str, column: str, text: str) -> bool:
    """Say whether a text is a day where one must stand; any text will do elsewhere."""
    if (table, column) in PARTIAL:
        if not _PARTIAL.fullmatch(text):
            return False
        text += "-01-01"[len(text) - 4 :]
    elif column not in DAYS:
        return True
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fill(connection: sqlite3.Connection, tables: Mapping[str, Sequence[Row]]) -> None:
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in tables_of(connection):
        try:
            insert(connection, table, tables[table])
        except (sqlite3.IntegrityError, ValueError, RecursionError):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
            _find_fault(connection, table, tables[table])
    astray = connection.execute('SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 1').fetchone()
    if astray:
        _refuse(f"the record {astray[1]} of {astray[0]} points to none of {astray[2]}")
    connection.execute("COMMIT")


def _find_fault(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Add rows one by one, to name the one that the database does not take."""
    for number, row in enumerate(rows):
        try:
            insert(connection, table, [row])
        except (sqlite3.IntegrityError, ValueError, RecursionError) as error:
            _refuse(f"{table}[{number}]: {error}")


class _Staged(Store):
    """A store that reads the staged records as if they were those of the user."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(Path(), dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
        self._reader = connection


def _read_plans(store: Store) -> None:
    with store.reading() as connection:
        for row in connection.execute("SELECT document FROM plans ORDER BY id"):
            read_plan(row[0])


def _read_rule_changes(store: Store) -> None:
    with store.reading() as connection:
        list_changes(connection)


def _read_profile(store: Store) -> None:
    from careerplan.person.profile import Profile

    document = load_profile(store)
    if document is not None:
        Profile.model_validate_json(document)


_READERS: Mapping[str, Callable[[Store], object]] = {
    "contacts": list_contacts,
    "followups": lambda store: list_followups(store, closed=True),
    "rules": _read_rule_changes,
    "confirmations": list_confirmations,
    "plans": _read_plans,
    "profile": _read_profile,
}
"""How the program reads each kind of record."""


def _read_through(connection: sqlite3.Connection) -> None:
    """Read everything as the program reads it; what it cannot read it must not take in."""
    for what, read in _READERS.items():
        try:
            read(_Staged(connection))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, CareerplanError) as error:
            _refuse(f"its {what} cannot be read: {' '.join(str(error).split())[:200]}")


def _refuse(message: str) -> NoReturn:
    raise UnfitError(message)
