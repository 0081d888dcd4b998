"""History: every action with what it changed, taken back and made again as a whole."""

import json
import sqlite3

from careerplan.errors import StoreError
from careerplan.person.history import Action
from careerplan.store.database import Store


def list_actions(store: Store, limit: int) -> list[Action]:
    """Return the newest actions, newest first."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT id, at, summary, state, (SELECT count(*) FROM changes WHERE action_id = actions.id) AS changes"
            " FROM actions ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [Action(**row) for row in rows]


_NEWEST_DONE = "SELECT max(id) FROM actions WHERE state = 'done'"
_OLDEST_UNDONE = "SELECT min(id) FROM actions WHERE state = 'undone'"


def next_to_undo(store: Store) -> Action | None:
    """Return the newest action that is done."""
    return _pick(store, _NEWEST_DONE)


def next_to_redo(store: Store) -> Action | None:
    """Return the action undone last; none once something else was done since."""
    return _pick(store, _OLDEST_UNDONE)


def undo(store: Store, action: Action) -> None:
    """Take back everything that ``action`` changed."""
    with store.unrecorded() as connection:
        _check_still(connection, _NEWEST_DONE, action)
        for change in _changes(connection, action.id, newest_first=True):
            _put(connection, change, change["before"])
        connection.execute("UPDATE actions SET state = 'undone' WHERE id = ?", (action.id,))


def redo(store: Store, action: Action) -> None:
    """Make everything again that ``action`` changed."""
    with store.unrecorded() as connection:
        _check_still(connection, _OLDEST_UNDONE, action)
        for change in _changes(connection, action.id, newest_first=False):
            _put(connection, change, change["after"])
        connection.execute("UPDATE actions SET state = 'done' WHERE id = ?", (action.id,))


def _pick(store: Store, query: str) -> Action | None:
    with store.reading() as connection:
        (number,) = connection.execute(query).fetchone()
        if number is None:
            return None
        row = connection.execute(
            "SELECT id, at, summary, state, (SELECT count(*) FROM changes WHERE action_id = actions.id) AS changes"
            " FROM actions WHERE id = ?",
            (number,),
        ).fetchone()
        return Action(**row)


def _check_still(connection: sqlite3.Connection, query: str, action: Action) -> None:
    """Refuse if another program did something between the preview and now."""
    if connection.execute(query).fetchone()[0] != action.id:
        message = "Something else was done in the meantime, so nothing was changed."
        raise StoreError(message, "See careerplan history, then try again.")


def _changes(connection: sqlite3.Connection, action: int, *, newest_first: bool) -> list[sqlite3.Row]:
    connection.execute("PRAGMA defer_foreign_keys = ON")
    order = "DESC" if newest_first else "ASC"
    return connection.execute(
        f"SELECT record, record_id, before, after FROM changes WHERE action_id = ? ORDER BY id {order}",  # noqa: S608
        (action,),
    ).fetchall()


def _put(connection: sqlite3.Connection, change: sqlite3.Row, state: str | None) -> None:
    """Bring one record to ``state``; none means it was not there."""
    table, number = change["record"], change["record_id"]
    if state is None:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))  # noqa: S608
        return
    values = json.loads(state)
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    updates = ", ".join(f"{each} = excluded.{each}" for each in values)
    connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",  # noqa: S608
        tuple(values.values()),
    )
