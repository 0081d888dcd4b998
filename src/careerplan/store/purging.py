"""Taking somebody out of one database, of whatever version: their records, and what history holds of them.

In history each state of a record that was theirs becomes none. So an action that touched others too still undoes and
redoes the others' part, and one that touched nobody else is gone.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from careerplan.person.forgetting import SOMEBODY, Purge, Whom, pattern_of

State = dict[str, object]
_TEXTS = ("note", "text", "action", "reason", "met", "document", "says", "source")
"""The columns in which a person writes what they like; names of others are left alone."""

LIVE_TEXTS: Mapping[str, tuple[str, ...]] = {
    "contacts": ("met", "note"),
    "notes": ("text",),
    "interactions": ("note",),
    "followups": ("action", "reason"),
    "confirmations": ("says", "source"),
}
"""Where in the records of others somebody may be named."""


@dataclass
class _Gone:
    """The ids that go: of contacts, of interactions that were theirs alone, of their follow-ups."""

    contacts: set[int]
    interactions: set[int] = field(default_factory=set)
    followups: set[int] = field(default_factory=set)

    def holds(self, record: str, number: int, state: State) -> bool:
        """Say whether a state of a record is of somebody who goes."""
        if record == "contacts":
            return number in self.contacts
        if record == "interactions" and number in self.interactions:
            return True
        people = {state.get(key) for key in ("contact_id", "one_id", "other_id")}
        return bool(people & self.contacts) or (
            record == "participants" and state.get("interaction_id") in self.interactions
        )

    def loosen(self, record: str, state: State) -> bool:
        """Let go of what a state points to that goes; say whether it did."""
        gone = {"followups": self.interactions, "interactions": self.followups}.get(record, set())
        keys = [key for key in ("interaction_id", "closed_by", "followup_id") if state.get(key) in gone]
        state |= dict.fromkeys(keys)
        return bool(keys)


def present(connection: sqlite3.Connection, whom: Whom) -> set[int]:
    """Return the ids under which somebody stands in another database or its history: by name, none of the others."""
    rows = connection.execute(
        "SELECT id, name FROM contacts UNION SELECT record_id, json_extract(ifnull(after, before), '$.name')"
        " FROM changes WHERE record = 'contacts'"
    )
    return {row[0] for row in rows if row[1] and whom.is_called(row[1]) and row[0] not in whom.others}


def purge(connection: sqlite3.Connection, ids: set[int], words: tuple[str, ...], *, mentions: bool = False) -> Purge:
    """Take the contacts with these ids out of a database; with ``mentions`` also the words out of what others have."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    before = _counts(connection)
    connection.execute("BEGIN IMMEDIATE")
    gone = _find(connection, ids)
    _drop_undone_merges(connection, ids)
    touched = _rewrite_history(connection, gone, words)
    connection.executemany("DELETE FROM interactions WHERE id = ?", [(each,) for each in gone.interactions])
    connection.executemany("DELETE FROM contacts WHERE id = ?", [(each,) for each in ids])
    texts = _rewrite_actions(connection, touched, words) + _rewrite_plans(connection, gone, words)
    if mentions:
        texts += _rewrite_texts(connection, words)
    connection.execute("COMMIT")
    after = _counts(connection)
    rows = {table: before[table] - after[table] for table in before if table not in {"actions", "changes"}}
    return Purge(
        rows, before["actions"] - after["actions"], before["changes"] - after["changes"] + texts + len(touched)
    )


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    kept = _tables(connection) & {"contacts", "notes", "interactions", "followups", "actions", "changes"}
    return {each: connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in sorted(kept)}  # noqa: S608


def _find(connection: sqlite3.Connection, ids: set[int]) -> _Gone:
    """Return all that goes with some contacts, be it in the records or in history alone."""
    gone = _Gone(set(ids))
    parts: dict[int, set[int]] = defaultdict(set)
    together = "participants" in _tables(connection)
    query = (
        "SELECT interaction_id, contact_id FROM participants" if together else "SELECT id, contact_id FROM interactions"
    )
    for interaction, contact in connection.execute(query):
        parts[interaction].add(contact)
    live = set(parts)
    owners = dict(connection.execute("SELECT id, contact_id FROM followups").fetchall())
    for row in connection.execute(
        "SELECT record, record_id, before, after FROM changes"
        " WHERE record IN ('participants', 'followups', 'interactions')"
    ):
        for state in filter(None, map(_read, (row["before"], row["after"]))):
            contact, number = state.get("contact_id"), row["record_id"]
            if row["record"] == "followups":
                if contact in ids and owners.get(number, contact) in ids:
                    gone.followups.add(number)
            elif isinstance(contact, int):
                interaction = state.get("interaction_id", number)
                if isinstance(interaction, int) and interaction not in live:
                    parts[interaction].add(contact)
    gone.followups |= {number for number, contact in owners.items() if contact in ids}
    gone.interactions = {number for number, people in parts.items() if people <= ids}
    return gone


def _read(text: str | None) -> State | None:
    found: State | None = json.loads(text) if text else None
    return found


def _write(state: State | None) -> str | None:
    return None if state is None else json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def _drop_undone_merges(connection: sqlite3.Connection, ids: set[int]) -> None:
    """Remove merges that were taken back and are no part of what is: without somebody they cannot be made again."""
    marks = ", ".join("?" * len(ids))
    connection.execute(
        "DELETE FROM actions WHERE state != 'done' AND summary LIKE 'merged % into %' AND id IN"  # noqa: S608
        f" (SELECT action_id FROM changes WHERE record = 'contacts' AND record_id IN ({marks}))",
        tuple(ids),
    )


def _rewrite_history(connection: sqlite3.Connection, gone: _Gone, words: tuple[str, ...]) -> set[int]:
    """Take out all states of somebody who goes, and their names out of the others; return the actions touched."""
    black = pattern_of(_also_escaped(words))
    touched: set[int] = set()
    for row in connection.execute("SELECT id, action_id, record, record_id, before, after FROM changes").fetchall():
        states = [_read(row["before"]), _read(row["after"])]
        changed = False
        for place, state in enumerate(states):
            if state is None:
                continue
            if gone.holds(row["record"], row["record_id"], state):
                states[place], changed = None, True
                touched.add(row["action_id"])
                continue
            changed |= gone.loosen(row["record"], state)
            if row["record"] == "plans":
                changed |= _clean_plan(state, gone)
            for key in _TEXTS:
                text = state.get(key)
                if isinstance(text, str) and black.search(text):
                    state[key], changed = black.sub(SOMEBODY, text), True
        if states == [None, None]:
            connection.execute("DELETE FROM changes WHERE id = ?", (row["id"],))
        elif changed:
            before, after = map(_write, states)
            connection.execute("UPDATE changes SET before = ?, after = ? WHERE id = ?", (before, after, row["id"]))
    return touched


def _also_escaped(words: tuple[str, ...]) -> set[str]:
    """Return words also as they stand inside a document of JSON."""
    return {*words, *(json.dumps(each, ensure_ascii=False)[1:-1] for each in words)}


def _rewrite_actions(connection: sqlite3.Connection, touched: set[int], words: tuple[str, ...]) -> int:
    """Remove the actions of which nothing is left; take the names out of what is said of the others."""
    black, done = pattern_of(words), 0
    for number in touched:
        if connection.execute("SELECT 1 FROM changes WHERE action_id = ?", (number,)).fetchone() is None:
            connection.execute("DELETE FROM actions WHERE id = ?", (number,))
            continue
        (summary,) = connection.execute("SELECT summary FROM actions WHERE id = ?", (number,)).fetchone()
        if black.search(summary):
            connection.execute("UPDATE actions SET summary = ? WHERE id = ?", (black.sub(SOMEBODY, summary), number))
            done += 1
    return done


def _rewrite_plans(connection: sqlite3.Connection, gone: _Gone, words: tuple[str, ...]) -> int:
    black, done = pattern_of(_also_escaped(words)), 0
    for number, document in connection.execute("SELECT id, document FROM plans").fetchall():
        state: State = {"document": document}
        _clean_plan(state, gone)
        text = black.sub(SOMEBODY, str(state["document"]))
        if text != document:
            connection.execute("UPDATE plans SET document = ? WHERE id = ?", (text, number))
            done += 1
    return done


def _clean_plan(state: State, gone: _Gone) -> bool:
    """Let the items of a plan point to nobody who goes; say whether any did."""
    document = json.loads(str(state["document"]))
    found = [each for each in document.get("items", ()) if each.get("contact") in gone.contacts]
    for each in found:
        each |= {"contact": None, "contact_name": None}
    if found:
        state["document"] = json.dumps(document, ensure_ascii=False)
    return bool(found)


def _rewrite_texts(connection: sqlite3.Connection, words: tuple[str, ...]) -> int:
    """Take the words out of the texts of others, and out of the profile."""
    done, tables = 0, _tables(connection)
    places = [*LIVE_TEXTS.items(), ("profiles", ("document",))]
    for table, columns in places:
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} if table in tables else set()
        black = pattern_of(_also_escaped(words) if table == "profiles" else words)
        for column in there & set(columns):
            for number, text in connection.execute(f"SELECT id, {column} FROM {table}").fetchall():  # noqa: S608
                if text and black.search(text):
                    sql = f"UPDATE {table} SET {column} = ? WHERE id = ?"  # noqa: S608
                    connection.execute(sql, (black.sub(SOMEBODY, text), number))
                    done += 1
    return done
