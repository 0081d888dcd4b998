"""Contacts and interactions in the store."""

import datetime as dt
import json
import sqlite3
from dataclasses import asdict

from careerplan.errors import NotFoundError
from careerplan.lookup import Entry, find, fold
from careerplan.person.contacts import Contact, Interaction, NewContact, NewInteraction
from careerplan.store.database import Store

_CONTACT = (
    "SELECT id, name, organization, organization_id, role, email, phone, tie, met, jurisdiction, note, added,"
    " last_touch, (SELECT min(due) FROM followups WHERE contact_id = contacts.id AND status = 'open') AS next_followup,"
    " (SELECT json_group_array(tag) FROM (SELECT tag FROM contact_tags WHERE contact_id = contacts.id"
    " ORDER BY tag)) AS tags FROM contacts"
)


def add_contact(connection: sqlite3.Connection, contact: NewContact, today: dt.date) -> int:
    """Add a person and return their id."""
    values = asdict(contact)
    tags = dict.fromkeys(values.pop("tags"))
    values["added"] = today.isoformat()
    names = ", ".join(values)
    marks = ", ".join(f":{each}" for each in values)
    number = connection.execute(f"INSERT INTO contacts ({names}) VALUES ({marks})", values).lastrowid  # noqa: S608
    assert number is not None  # noqa: S101 - an INSERT that succeeds has a row id
    connection.executemany("INSERT INTO contact_tags (contact_id, tag) VALUES (?, ?)", [(number, tag) for tag in tags])
    return number


def list_contacts(store: Store) -> list[Contact]:
    """Return everybody, by name."""
    with store.reading() as connection:
        found = [_contact(row) for row in connection.execute(_CONTACT)]
        return sorted(found, key=lambda each: (fold(each.name), each.id))


def find_contact(store: Store, query: str) -> Contact:
    """Return the person that ``query`` names by id, name or the beginning of a name."""
    with store.reading() as connection:
        entries = (Entry(str(row[0]), (row[1],)) for row in connection.execute("SELECT id, name FROM contacts"))
        number = find("contacts", query, entries, "careerplan contacts list")
        return get_contact(connection, int(number))


def get_contact(connection: sqlite3.Connection, number: int) -> Contact:
    """Return the person with this id."""
    row = connection.execute(f"{_CONTACT} WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFoundError(what="contact", query=str(number), browse="careerplan contacts list")
    return _contact(row)


def find_alike(store: Store, contact: NewContact) -> list[Contact]:
    """Return the people already known who may be the same: same name but for case and accents, e-mail or phone."""
    wanted = [None if each is None else fold(each) for each in (contact.name, contact.email, contact.phone)]
    with store.reading() as connection:
        rows = connection.execute("SELECT id, name, email, phone FROM contacts ORDER BY id").fetchall()
        alike = [
            row["id"]
            for row in rows
            if any(
                mine is not None and theirs and fold(theirs) == mine
                for mine, theirs in zip(wanted, row[1:], strict=True)
            )
        ]
        return [get_contact(connection, each) for each in alike]


def add_interaction(connection: sqlite3.Connection, interaction: NewInteraction) -> int:
    """Log an interaction and return its id."""
    number = connection.execute(
        "INSERT INTO interactions (contact_id, kind, day, note, followup_id) VALUES (?, ?, ?, ?, ?)",
        (
            interaction.contact_id,
            interaction.kind,
            interaction.day.isoformat(),
            interaction.note,
            interaction.followup_id,
        ),
    ).lastrowid
    assert number is not None  # noqa: S101 - an INSERT that succeeds has a row id
    return number


def list_interactions(connection: sqlite3.Connection, contact: int) -> list[Interaction]:
    """Return what passed between the user and a contact, newest first."""
    rows = connection.execute(
        "SELECT id, contact_id, kind, day, note, followup_id FROM interactions WHERE contact_id = ?"
        " ORDER BY day DESC, id DESC",
        (contact,),
    )
    return [Interaction(**{**row, "day": dt.date.fromisoformat(row["day"])}) for row in map(dict, rows)]


def _contact(row: sqlite3.Row) -> Contact:
    values = dict(row)
    values["tags"] = tuple(json.loads(values["tags"]))
    for key in ("added", "last_touch", "next_followup"):
        values[key] = dt.date.fromisoformat(values[key]) if values[key] else None
    return Contact(**values)
