"""What the user checked, in the store."""

import datetime as dt
import sqlite3

from careerplan.person.confirmations import Confirmation
from careerplan.store.database import Store


def add_confirmation(connection: sqlite3.Connection, found: Confirmation) -> int:
    """Keep what was checked, and return its number; the number it came with is not looked at."""
    row = connection.execute(
        "INSERT INTO confirmations (role, requirement, day, says, source) VALUES (?, ?, ?, ?, ?)",
        (found.role, found.requirement, found.day.isoformat(), found.says, found.source),
    )
    return int(row.lastrowid or 0)


def remove_confirmation(connection: sqlite3.Connection, number: int) -> None:
    """Remove what was checked under ``number``."""
    connection.execute("DELETE FROM confirmations WHERE id = ?", (number,))


def list_confirmations(store: Store, role: str | None = None) -> list[Confirmation]:
    """Return what was checked, of one role or of all, newest first."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT id, role, requirement, day, says, source FROM confirmations WHERE ? IS NULL OR role = ?"
            " ORDER BY day DESC, id DESC",
            (role, role),
        ).fetchall()
    return [Confirmation(**{**dict(row), "day": dt.date.fromisoformat(row["day"])}) for row in rows]
