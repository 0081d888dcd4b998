"""History: every action with what it changed, taken back and made again as a whole."""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from careerplan.errors import NotFoundError, StoreError
from careerplan.lookup import fold
from careerplan.person.history import PEOPLE, Action, Change, Changes, Values, people_in
from careerplan.store.database import Store

_ACTION = (
    "SELECT id, at, summary, state, (SELECT count(*) FROM changes WHERE action_id = actions.id) AS changes FROM actions"
)
_TO_UNDO = f"{_ACTION} WHERE state = 'done' AND id > ? ORDER BY id DESC LIMIT ?"
_TO_REDO = f"{_ACTION} WHERE state = 'undone' AND id <= ? ORDER BY id LIMIT ?"
_ALL = -1
_LAST = 2**63 - 1
_AT_ONCE = 500
"""How many ids one statement names."""


def list_actions(
    store: Store, limit: int, *, since: str = "", contact: int | None = None, search: str = ""
) -> list[Action]:
    """Return the newest actions, newest first.

    ``since`` is the instant from which on they were done, ``contact`` the id of somebody they touched, ``search`` a
    text in their summary, in any case.
    """
    wanted = fold(search)
    with store.reading() as connection:
        touched = None if contact is None else _touching(connection, contact)
        rows = connection.execute(f"{_ACTION} WHERE at >= ? ORDER BY id DESC", (since,))
        found = (
            row
            for row in rows
            if (touched is None or row["id"] in touched) and (not wanted or wanted in fold(row["summary"]))
        )
        return [Action(**row) for row, _ in zip(found, range(limit), strict=False)]


def get_action(store: Store, number: int) -> Action:
    """Return an action by its number."""
    with store.reading() as connection:
        row = connection.execute(f"{_ACTION} WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFoundError(what="action", query=f"#{number}", browse="careerplan history")
    return Action(**row)


def next_to_undo(store: Store) -> Action | None:
    """Return the newest action that is done."""
    return next(iter(to_undo(store, times=1)), None)


def next_to_redo(store: Store) -> Action | None:
    """Return the action undone last; none once something else was done since."""
    return next(iter(to_redo(store, times=1)), None)


def to_undo(store: Store, *, times: int | None = None, after: int = 0) -> list[Action]:
    """Return what is done and came after action ``after``, newest first; at most ``times`` of it."""
    return _pick(store, _TO_UNDO, after, times)


def to_redo(store: Store, *, times: int | None = None, upto: int | None = None) -> list[Action]:
    """Return what is undone up to action ``upto``, oldest first; at most ``times`` of it."""
    return _pick(store, _TO_REDO, _LAST if upto is None else upto, times)


def undo(store: Store, *actions: Action) -> None:
    """Take back everything that ``actions`` changed, in their order, as one; they are the newest ones done."""
    with _possible(store, "taken back") as connection:
        _check_still(connection, _TO_UNDO, 0, actions)
        for action in actions:
            for change in _changes(connection, action.id, newest_first=True):
                _put(connection, change, change["after"], change["before"])
            connection.execute("UPDATE actions SET state = 'undone' WHERE id = ?", (action.id,))


def redo(store: Store, *actions: Action) -> None:
    """Make everything again that ``actions`` changed, in their order, as one; they are the oldest ones undone."""
    with _possible(store, "made again") as connection:
        _check_still(connection, _TO_REDO, _LAST, actions)
        for action in actions:
            for change in _changes(connection, action.id, newest_first=False):
                _put(connection, change, change["before"], change["after"])
            connection.execute("UPDATE actions SET state = 'done' WHERE id = ?", (action.id,))


def changes_of(store: Store, actions: Sequence[Action], *, back: bool) -> Changes:
    """Return the steps of ``actions`` in order, or with ``back`` those of taking them back, with all their names."""
    with store.reading() as connection:
        steps = []
        for action in actions:
            for row in _changes(connection, action.id, newest_first=back):
                before, after = (None if row[key] is None else json.loads(row[key]) for key in ("before", "after"))
                ends = (after, before) if back else (before, after)
                steps.append(Change(row["record"], row["record_id"], *ends))
        return _with_names(connection, steps)


def _pick(store: Store, query: str, bound: int, times: int | None) -> list[Action]:
    with store.reading() as connection:
        rows = connection.execute(query, (bound, _ALL if times is None else times))
        return [Action(**row) for row in rows]


@contextlib.contextmanager
def _possible(store: Store, what: str) -> Iterator[sqlite3.Connection]:
    """Do all of it or nothing; say so where a record to be changed, or one it belongs to, is no longer there."""
    try:
        with store.unrecorded() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            yield connection
    except sqlite3.IntegrityError as error:
        message = f"It cannot be {what}: records that it needs are gone for good. Nothing was changed."
        hint = "So it is where somebody was forgotten. What an action changed: careerplan history NUMBER"
        raise StoreError(message, hint) from error


def _check_still(connection: sqlite3.Connection, query: str, bound: int, actions: Sequence[Action]) -> None:
    """Refuse if another program did something between the preview and now."""
    found = [(row["id"], row["changes"]) for row in connection.execute(query, (bound, len(actions)))]
    if found != [(each.id, each.changes) for each in actions]:
        message = "Something else was done in the meantime, so nothing was changed."
        raise StoreError(message, "See careerplan history, then try again.")


def _changes(connection: sqlite3.Connection, action: int, *, newest_first: bool) -> list[sqlite3.Row]:
    order = "DESC" if newest_first else "ASC"
    return connection.execute(
        f"SELECT record, record_id, before, after FROM changes WHERE action_id = ? ORDER BY id {order}",  # noqa: S608
        (action,),
    ).fetchall()


def _put(connection: sqlite3.Connection, change: sqlite3.Row, before: str | None, after: str | None) -> None:
    """Bring one record from ``before`` to ``after``; none means it is not there."""
    table, number = change["record"], change["record_id"]
    if after is None:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))  # noqa: S608
        return
    values = json.loads(after)
    if before is None:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
        return
    sets = ", ".join(f"{each} = ?" for each in values)
    done = connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*values.values(), number))  # noqa: S608
    if not done.rowcount:
        message = f"record {number} of {table} is gone"
        raise sqlite3.IntegrityError(message)


def _touching(connection: sqlite3.Connection, contact: int) -> set[int]:
    """Return the numbers of the actions that changed a contact, or something that is or was theirs."""
    theirs = " OR ".join(f"json_extract({end}, '$.{key}') = :contact" for end in ("before", "after") for key in PEOPLE)
    rows = connection.execute(
        "WITH part AS ("  # noqa: S608 - names of our own fields
        " SELECT interaction_id FROM participants WHERE contact_id = :contact"
        " UNION SELECT json_extract(ifnull(after, before), '$.interaction_id') FROM changes"
        " WHERE record = 'participants' AND :contact IN"
        " (json_extract(before, '$.contact_id'), json_extract(after, '$.contact_id')))"
        " SELECT DISTINCT action_id FROM changes WHERE record = 'contacts' AND record_id = :contact"
        " OR record = 'interactions' AND record_id IN (SELECT interaction_id FROM part)"
        f" OR {theirs}",
        {"contact": contact},
    )
    return {row[0] for row in rows}


def _with_names(connection: sqlite3.Connection, steps: Sequence[Change]) -> Changes:
    """Find what the steps name but do not hold: people, and interactions with those who took part."""
    ends = [(step, values) for step in steps for values in (step.before, step.after) if values is not None]
    names = {step.id: str(values["name"]) for step, values in reversed(ends) if step.record == "contacts"}
    passed = {step.id: values for step, values in ends if step.record == "interactions"}
    parts = {
        (_number(values, "interaction_id"), _number(values, "contact_id"))
        for step, values in ends
        if step.record == "participants"
    }
    parts |= set(_parts(connection, {*passed, *(number for number, _ in parts)}))
    passed = {**_last_known(connection, "interactions", {number for number, _ in parts} - passed.keys()), **passed}
    people = {contact for _, values in ends for contact in people_in(values)}
    people |= {contact for _, contact in parts}
    missing = _last_known(connection, "contacts", people - names.keys())
    names = {**{number: str(values["name"]) for number, values in missing.items()}, **names}
    took_part: dict[int, list[int]] = {}
    for number, contact in sorted(parts):
        took_part.setdefault(number, []).append(contact)
    return Changes(steps, names, passed, took_part)


def _parts(connection: sqlite3.Connection, interactions: Iterable[int]) -> Iterator[tuple[int, int]]:
    for some in _in_lots(interactions):
        marks = ", ".join("?" * len(some))
        query = f"SELECT interaction_id, contact_id FROM participants WHERE interaction_id IN ({marks})"  # noqa: S608
        yield from map(tuple, connection.execute(query, some))


def _last_known(connection: sqlite3.Connection, table: str, numbers: Iterable[int]) -> Mapping[int, Values]:
    """Return records by id as they are, or as history knew them last where they are gone."""
    found: dict[int, Values] = {}
    for some in _in_lots(numbers):
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"SELECT * FROM {table} WHERE id IN ({marks})", some)  # noqa: S608
        found |= {row["id"]: dict(row) for row in rows}
    last = "SELECT ifnull(after, before) FROM changes WHERE record = ? AND record_id = ? ORDER BY id DESC LIMIT 1"
    for number in set(numbers) - found.keys():
        row = connection.execute(last, (table, number)).fetchone()
        if row is not None and row[0] is not None:
            found[number] = json.loads(row[0])
    return found


def _in_lots(numbers: Iterable[int]) -> Iterator[list[int]]:
    known = sorted(numbers)
    for at in range(0, len(known), _AT_ONCE):
        yield known[at : at + _AT_ONCE]


def _number(values: Values, key: str) -> int:
    return int(str(values[key]))
