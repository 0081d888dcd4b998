"""Putting all positions, details and notes of a contact in the place of those there are, in their order."""

import datetime as dt
import sqlite3
from collections.abc import Sequence

from careerplan.person.contacts import DetailKind, Position
from careerplan.store.contacts import add_detail, add_position


def rewrite_positions(connection: sqlite3.Connection, contact: int, positions: Sequence[Position]) -> None:
    """Let these be the positions of a contact, newest first; of equals the first here stays the first."""
    connection.execute("DELETE FROM positions WHERE contact_id = ?", (contact,))
    for each in reversed(positions):
        add_position(connection, contact, each)


def rewrite_details(connection: sqlite3.Connection, contact: int, kind: DetailKind, values: Sequence[str]) -> None:
    """Let these be the details of one kind, the main one first; what is the same from the start on is left alone."""
    rows = connection.execute(
        "SELECT id, value FROM contact_details WHERE contact_id = ? AND kind = ? ORDER BY id", (contact, kind)
    ).fetchall()
    same = 0
    while same < min(len(rows), len(values)) and rows[same]["value"] == values[same]:
        same += 1
    connection.executemany("DELETE FROM contact_details WHERE id = ?", [(row["id"],) for row in rows[same:]])
    for value in values[same:]:
        add_detail(connection, contact, kind, value)


def change_note(connection: sqlite3.Connection, number: int, day: dt.date, text: str) -> None:
    """Put another text or day in the place of those of a note."""
    connection.execute("UPDATE notes SET day = ?, text = ? WHERE id = ?", (day.isoformat(), text, number))
