"""Making one contact of several in the store; and those who look like one and are not."""

import datetime as dt
import re
import sqlite3

from careerplan.person.contacts import DETAIL_KINDS
from careerplan.person.merges import Merge, Side, plain
from careerplan.store.contacts import change_contact, get_contact
from careerplan.store.database import Store
from careerplan.store.followups import close_followup, list_followups
from careerplan.store.interactions import list_interactions
from careerplan.store.rewriting import rewrite_details, rewrite_positions
from careerplan.store.rule_changes import list_changes

_INTO = re.compile(r"merged .* into .* \(#(\d+)\)", re.DOTALL)


def load_side(store: Store, contact: int) -> Side:
    """Return a contact with all that is theirs."""
    with store.reading() as connection:
        return Side(
            get_contact(connection, contact),
            list_interactions(connection, contact),
            list_followups(store, closed=True, contact=contact),
            [each for each in list_changes(connection) if each.contact_id == contact],
        )


def write_merge(connection: sqlite3.Connection, merge: Merge, today: dt.date) -> None:
    """Make one contact of several, as planned; keeping in touch is left to be mended."""
    kept, person = merge.kept.id, merge.person
    change_contact(connection, kept, name=person.name, tie=person.tie, met=person.met)
    connection.execute("UPDATE contacts SET added = ? WHERE id = ?", (person.added.isoformat(), kept))
    for each in merge.dropped_notes:
        connection.execute("DELETE FROM notes WHERE id = ?", (each,))
    for twin in merge.twins:
        close_followup(connection, twin.dropped.id, "dropped", today, reason=twin.reason)
    for change in merge.moved_changes:
        connection.execute("UPDATE rule_changes SET contact_id = ? WHERE id = ?", (kept, change.id))
    for other in merge.others:
        _move(connection, other.id, kept)
        connection.execute("DELETE FROM contacts WHERE id = ?", (other.id,))
    if merge.positions != tuple(map(plain, get_contact(connection, kept).positions)):
        rewrite_positions(connection, kept, merge.positions)
    for kind in DETAIL_KINDS:
        if (values := merge.rewritten(kind)) is not None:
            rewrite_details(connection, kept, kind, values)


def _move(connection: sqlite3.Connection, other: int, kept: int) -> None:
    """Hand over what passed with one contact to another; what both took part in stands once."""
    ids = {"kept": kept, "other": other}
    connection.execute(
        "DELETE FROM participants WHERE contact_id = :other"
        " AND interaction_id IN (SELECT interaction_id FROM participants WHERE contact_id = :kept)",
        ids,
    )
    for table in ("participants", "followups", "notes"):
        connection.execute(f"UPDATE {table} SET contact_id = :kept WHERE contact_id = :other", ids)  # noqa: S608
    strangers = connection.execute(
        "SELECT one_id + other_id - :other FROM distinct_people WHERE :other IN (one_id, other_id)"
        " AND one_id + other_id - :other != :kept",
        ids,
    ).fetchall()
    for row in strangers:
        set_distinct(connection, kept, row[0])


def merged_into(connection: sqlite3.Connection, number: int) -> tuple[int, str] | None:
    """Return whom a contact who is gone was merged into, by number and name; None where they were not."""
    row = connection.execute(
        "SELECT summary FROM actions JOIN changes ON action_id = actions.id"
        " WHERE record = 'contacts' AND record_id = ? AND after IS NULL AND state = 'done'"
        " ORDER BY changes.id DESC LIMIT 1",
        (number,),
    ).fetchone()
    found = _INTO.fullmatch(row["summary"]) if row else None
    if found is None:
        return None
    kept = connection.execute("SELECT id, name FROM contacts WHERE id = ?", (int(found[1]),)).fetchone()
    return (kept["id"], kept["name"]) if kept else merged_into(connection, int(found[1]))


def set_distinct(connection: sqlite3.Connection, one: int, other: int) -> bool:
    """Note that two contacts are not one; say whether that is new."""
    done = connection.execute(
        "INSERT INTO distinct_people (one_id, other_id) VALUES (?, ?) ON CONFLICT (one_id, other_id) DO NOTHING",
        (min(one, other), max(one, other)),
    )
    return done.rowcount > 0


def distinct_pairs(connection: sqlite3.Connection) -> set[tuple[int, int]]:
    """Return every two contacts of whom the user said that they are not one, the lower id first."""
    return {(row[0], row[1]) for row in connection.execute("SELECT one_id, other_id FROM distinct_people")}
