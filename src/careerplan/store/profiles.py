"""The profile in the store; there is one, or none yet."""

import datetime as dt
import sqlite3

from careerplan.store.database import Store


def save_profile(connection: sqlite3.Connection, document: str, today: dt.date) -> None:
    """Keep ``document``, the JSON of a checked profile, in place of the one before; the same again changes nothing."""
    connection.execute(
        "INSERT INTO profiles (id, document, saved) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET document = excluded.document, saved = excluded.saved WHERE document IS NOT excluded.document",
        (document, today.isoformat()),
    )


def load_profile(store: Store) -> str | None:
    """Return the JSON of the profile, none where there is no profile yet."""
    with store.reading() as connection:
        row = connection.execute("SELECT document FROM profiles").fetchone()
        return str(row[0]) if row else None
