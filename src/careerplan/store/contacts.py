"""Contacts in the store, with their positions, details and notes."""

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from careerplan.errors import NotFoundError
from careerplan.lookup import Entry, find, fold
from careerplan.person.contacts import (
    DETAIL_KINDS,
    Contact,
    DetailKind,
    HeldPosition,
    NewContact,
    Note,
    Position,
    detail_key,
)
from careerplan.store.database import Store

_LISTS: dict[str, str] = {
    "email": "emails",
    "phone": "phones",
    "profile": "profiles",
    "jurisdiction": "jurisdictions",
    "tag": "tags",
}
"""The attribute of a contact that holds each kind of detail."""


def add_contact(connection: sqlite3.Connection, contact: NewContact, today: dt.date) -> int:
    """Add a person and return their id."""
    number = connection.execute(
        "INSERT INTO contacts (name, tie, met, added) VALUES (?, ?, ?, ?)",
        (contact.name, contact.tie, contact.met, today.isoformat()),
    ).lastrowid
    assert number is not None  # noqa: S101 - an INSERT that succeeds has a row id
    for position in contact.positions:
        add_position(connection, number, position)
    for kind, value in contact.details():
        add_detail(connection, number, kind, value)
    if contact.note:
        add_note(connection, number, contact.note, today)
    return number


def add_position(connection: sqlite3.Connection, contact: int, position: Position) -> None:
    """Add where somebody works or worked."""
    connection.execute(
        "INSERT INTO positions (contact_id, organization, organization_id, role, since, until)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            contact,
            position.organization,
            position.organization_id,
            position.role,
            position.since,
            position.until,
        ),
    )


def change_position(connection: sqlite3.Connection, number: int, position: Position) -> None:
    """Put ``position`` in the place of one that is there."""
    connection.execute(
        "UPDATE positions SET organization = ?, organization_id = ?, role = ?, since = ?, until = ? WHERE id = ?",
        (
            position.organization,
            position.organization_id,
            position.role,
            position.since,
            position.until,
            number,
        ),
    )


def remove_position(connection: sqlite3.Connection, number: int) -> None:
    """Remove a position that never was."""
    connection.execute("DELETE FROM positions WHERE id = ?", (number,))


def add_detail(connection: sqlite3.Connection, contact: int, kind: DetailKind, value: str) -> bool:
    """Add an address, a place or a tag; one that means the same is left as it is. Say whether it was added."""
    done = connection.execute(
        "INSERT INTO contact_details (contact_id, kind, value, key) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (contact_id, kind, key) DO NOTHING",
        (contact, kind, value, detail_key(kind, value)),
    )
    return done.rowcount > 0


def remove_detail(connection: sqlite3.Connection, contact: int, kind: DetailKind, value: str) -> bool:
    """Remove an address, a place or a tag; say whether there was one."""
    done = connection.execute(
        "DELETE FROM contact_details WHERE contact_id = ? AND kind = ? AND key = ?",
        (contact, kind, detail_key(kind, value)),
    )
    return done.rowcount > 0


def add_note(connection: sqlite3.Connection, contact: int, text: str, day: dt.date) -> None:
    """Write something down about a contact."""
    connection.execute("INSERT INTO notes (contact_id, day, text) VALUES (?, ?, ?)", (contact, day.isoformat(), text))


def remove_note(connection: sqlite3.Connection, number: int) -> None:
    """Remove a note."""
    connection.execute("DELETE FROM notes WHERE id = ?", (number,))


def change_contact(connection: sqlite3.Connection, number: int, *, name: str, tie: str, met: str | None) -> None:
    """Change what a contact has one of."""
    connection.execute("UPDATE contacts SET name = ?, tie = ?, met = ? WHERE id = ?", (name, tie, met, number))


def remove_contact(connection: sqlite3.Connection, number: int) -> None:
    """Remove a contact with all that is theirs alone; an interaction with others stays with the others."""
    alone = (
        "SELECT interaction_id FROM participants GROUP BY interaction_id HAVING count(*) = 1 AND max(contact_id) = ?"
    )
    connection.execute(f"DELETE FROM interactions WHERE id IN ({alone})", (number,))  # noqa: S608
    connection.execute("DELETE FROM contacts WHERE id = ?", (number,))


def list_contacts(store: Store) -> list[Contact]:
    """Return everybody, by name."""
    with store.reading() as connection:
        return sorted(_load(connection), key=lambda each: (fold(each.name), each.id))


def find_contact(store: Store, query: str) -> Contact:
    """Return the person that ``query`` names by id, name or the beginning of a name."""
    with store.reading() as connection:
        entries = (Entry(str(row[0]), (row[1],)) for row in connection.execute("SELECT id, name FROM contacts"))
        try:
            number = find("contacts", query, entries, "careerplan contacts list")
        except NotFoundError:
            _refuse_merged(connection, query)
            raise
        return get_contact(connection, int(number))


def _refuse_merged(connection: sqlite3.Connection, query: str) -> None:
    """Say of the number of somebody who was merged into whom."""
    from careerplan.store.merging import merged_into

    digits = query.strip().removeprefix("#")
    number = int(digits) if digits.isascii() and digits.isdecimal() else 0
    found = merged_into(connection, number) if number < _PAST_IDS else None
    if found:
        raise NotFoundError(what="contact", query=query, near=[f"{found[1]} (#{found[0]}), into whom it was merged"])


def get_contact(connection: sqlite3.Connection, number: int) -> Contact:
    """Return the person with this id."""
    found = _load(connection, [number])
    if not found:
        raise NotFoundError(what="contact", query=str(number), browse="careerplan contacts list")
    return found[0]


def get_contacts(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Contact]:
    """Return the people with these ids, in their order; an id that nobody has is left out."""
    by_id = {each.id: each for each in _load(connection, numbers)}
    return [by_id[each] for each in numbers if each in by_id]


def people_at(store: Store, organizations: Iterable[str]) -> list[Contact]:
    """Return those who work or worked at an organization of the catalog, those who still do first."""
    wanted = list(dict.fromkeys(organizations))
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT contact_id, min(until IS NOT NULL) AS left FROM positions"  # noqa: S608
            f" WHERE organization_id IN ({_marks(wanted)}) GROUP BY contact_id ORDER BY 2, 1",
            wanted,
        )
        return get_contacts(connection, [row[0] for row in rows])


def _load(connection: sqlite3.Connection, numbers: Sequence[int] | None = None) -> list[Contact]:
    """Return contacts with all that is theirs: everybody, or those with these ids."""
    if numbers is not None and len(numbers) > _AT_ONCE:
        parts = (numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE))
        return [each for part in parts for each in _load(connection, part)]
    given = list(numbers or ())
    own = "" if numbers is None else f" WHERE contact_id IN ({_marks(given)})"
    details: dict[int, dict[str, list[str]]] = defaultdict(lambda: {each: [] for each in DETAIL_KINDS})
    for row in connection.execute(f"SELECT contact_id, kind, value FROM contact_details{own} ORDER BY id", given):  # noqa: S608
        details[row[0]][row[1]].append(row[2])
    positions: dict[int, list[HeldPosition]] = defaultdict(list)
    query = (
        "SELECT contact_id, id, organization, organization_id, role, since, until FROM positions"  # noqa: S608
        f"{own} ORDER BY until IS NOT NULL, until DESC, since DESC, id DESC"
    )
    for row in connection.execute(query, given):
        held = HeldPosition(
            id=row[1], organization=row[2], organization_id=row[3], role=row[4], since=row[5], until=row[6]
        )
        positions[row[0]].append(held)
    notes: dict[int, list[Note]] = defaultdict(list)
    query = f"SELECT contact_id, id, day, text FROM notes{own} ORDER BY day DESC, id DESC"  # noqa: S608
    for row in connection.execute(query, given):
        notes[row[0]].append(Note(id=row[1], day=dt.date.fromisoformat(row[2]), text=row[3]))
    following = dict(
        connection.execute(
            "SELECT contact_id, min(due) FROM followups"  # noqa: S608
            f"{own}{' AND' if own else ' WHERE'} status = 'open' GROUP BY contact_id",
            given,
        ).fetchall()
    )
    people = "" if numbers is None else f" WHERE id IN ({_marks(given)})"
    return [
        Contact(
            id=row[0],
            name=row[1],
            tie=row[2],
            met=row[3],
            added=dt.date.fromisoformat(row[4]),
            last_touch=_day(row[5]),
            next_followup=_day(following.get(row[0])),
            positions=tuple(positions[row[0]]) if row[0] in positions else (),
            notes=tuple(notes[row[0]]) if row[0] in notes else (),
            **_details(details.get(row[0])),
        )
        for row in connection.execute(f"SELECT id, name, tie, met, added, last_touch FROM contacts{people}", given)  # noqa: S608
    ]


_PAST_IDS = 2**63
"""The least number that no record can have."""
_AT_ONCE = 500
"""How many ids one statement names."""


def _details(found: dict[str, list[str]] | None) -> dict[str, tuple[str, ...]]:
    return {_LISTS[kind]: tuple(values) for kind, values in found.items()} if found else {}


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def tagged(store: Store, tag: str) -> set[int]:
    """Return the ids of those with a tag, in any case."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT contact_id FROM contact_details WHERE kind = 'tag' AND key = ?", (detail_key("tag", tag),)
        )
        return {row[0] for row in rows}


def at_place(store: Store, organization_id: str | None, name: str | None) -> set[int]:
    """Return the ids of those who work at an organization of the catalog, or at one that is called ``name``."""
    wanted = None if name is None else fold(name)
    with store.reading() as connection:
        rows = connection.execute("SELECT contact_id, organization_id, organization FROM positions WHERE until IS NULL")
        return {
            row[0]
            for row in rows
            if (organization_id is not None and row[1] == organization_id)
            or (wanted is not None and row[2] is not None and fold(row[2]) == wanted)
        }
