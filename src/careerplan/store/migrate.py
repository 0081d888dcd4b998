"""Numbered migrations: each applied in one transaction together with the record of it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from careerplan.errors import StoreError

APPLICATION_ID = 0x63706C6E
"""Marks a SQLite file as ours: "cpln"."""

RECORDED = (
    *("contacts", "positions", "contact_details", "notes", "interactions", "participants", "followups"),
    *("distinct_people", "rule_changes", "plans", "profiles", "confirmations", "contact_tags"),
)
"""The tables whose changes history keeps; ``contact_tags`` is one of old versions."""


def known_migrations() -> dict[int, str]:
    """Return the SQL of every migration by number, in order."""
    scripts = sorted((Path(__file__).parent / "migrations").glob("*.sql"))
    return {int(path.name[:4]): path.read_text(encoding="utf-8") for path in scripts}


def newest() -> int:
    """Return the number of the newest migration this program knows."""
    return max(known_migrations())


def version(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration applied; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a database of ours; refuse a file that is not, or is newer than this program."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        message = f"{path} is not a careerplan database."
        raise StoreError(message, "See: careerplan doctor. It was left as it is; move it away, or name another --home.")
    found = version(connection)
    if found > newest():
        message = f"{path} was written by a newer careerplan (records version {found}, this one knows {newest()})."
        hint = "Upgrade careerplan. If there never was a newer one, the file is damaged: careerplan restore --latest"
        raise StoreError(message, f"{hint}. It was left as it is.")
    return found


def migrate(connection: sqlite3.Connection, upto: int | None = None) -> None:
    """Bring the database to the newest version, or to ``upto``; each step is recorded in its transaction.

    Foreign keys rest meanwhile, so that a table can be rebuilt without taking along what points to it; they
    are checked before each step is committed.
    """
    from careerplan.person.contacts import detail_key

    connection.create_function("detail_key", 2, detail_key, deterministic=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA legacy_alter_table = ON")
    try:
        _apply(connection, upto)
    finally:
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def _apply(connection: sqlite3.Connection, upto: int | None) -> None:
    for number, script in known_migrations().items():
        if number <= version(connection) or (upto is not None and number > upto):
            continue
        with transaction(connection):
            if number <= version(connection):  # another program was faster
                continue
            for statement in _statements(script):
                connection.execute(statement)
            for table in _recorded(connection):
                for trigger in _history_triggers(connection, table):
                    connection.execute(trigger)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                message = f"migration {number} would leave a record of {broken[0]} pointing nowhere"
                raise sqlite3.IntegrityError(message)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything inside or nothing; waits for other writers first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _recorded(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of history that there are at this point of the migrations."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in RECORDED if table in there]


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _history_triggers(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield the triggers that write each change of ``table`` to history while an action is recorded."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    if not columns:  # a later migration makes it
        return
    old, new = (
        "json_object(" + ", ".join(f"'{each}', {row}.{each}" for each in columns) + ")" for row in ("OLD", "NEW")
    )
    for event, row, before, after in (
        ("INSERT", "NEW", "NULL", new),
        ("UPDATE", "NEW", old, new),
        ("DELETE", "OLD", old, "NULL"),
    ):
        name = f"history_{table}_{event.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN EXISTS (SELECT 1 FROM recording) BEGIN "  # noqa: S608
            "INSERT INTO changes (action_id, record, record_id, before, after) "
            f"SELECT action_id, '{table}', {row}.id, {before}, {after} FROM recording; END"
        )
