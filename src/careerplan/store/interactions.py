"""Interactions in the store: what passed between the user and one contact or several."""

import datetime as dt
import sqlite3
from collections.abc import Iterable

from careerplan.errors import NotFoundError
from careerplan.person.contacts import Interaction, NewInteraction


def add_interaction(connection: sqlite3.Connection, interaction: NewInteraction) -> int:
    """Log an interaction and return its id."""
    number = connection.execute(
        "INSERT INTO interactions (kind, day, note, followup_id) VALUES (?, ?, ?, ?)",
        (interaction.kind, interaction.day.isoformat(), interaction.note, interaction.followup_id),
    ).lastrowid
    assert number is not None  # noqa: S101 - an INSERT that succeeds has a row id
    _add_participants(connection, number, interaction.contact_ids)
    return number


def change_interaction(connection: sqlite3.Connection, number: int, interaction: NewInteraction) -> None:
    """Put ``interaction`` in the place of one that is there; it keeps its id."""
    connection.execute(
        "UPDATE interactions SET kind = ?, day = ?, note = ?, followup_id = ? WHERE id = ?",
        (interaction.kind, interaction.day.isoformat(), interaction.note, interaction.followup_id, number),
    )
    kept = ", ".join("?" * len(interaction.contact_ids))
    connection.execute(
        f"DELETE FROM participants WHERE interaction_id = ? AND contact_id NOT IN ({kept})",  # noqa: S608
        (number, *interaction.contact_ids),
    )
    _add_participants(connection, number, interaction.contact_ids)


def remove_interaction(connection: sqlite3.Connection, number: int) -> None:
    """Remove an interaction, with the follow-ups that it alone earned."""
    connection.execute("DELETE FROM interactions WHERE id = ?", (number,))


def get_interaction(connection: sqlite3.Connection, number: int) -> Interaction:
    """Return an interaction by its id."""
    found = _load(connection, "interactions.id = ?", (number,))
    if not found:
        raise NotFoundError(what="interaction", query=str(number), browse="careerplan contacts show CONTACT")
    return found[0]


def list_interactions(connection: sqlite3.Connection, contact: int) -> list[Interaction]:
    """Return what passed between the user and a contact, newest first; whoever else took part is named too."""
    own = "interactions.id IN (SELECT interaction_id FROM participants WHERE contact_id = ?)"
    return _load(connection, own, (contact,))


def _load(connection: sqlite3.Connection, where: str, given: tuple[int, ...]) -> list[Interaction]:
    rows = connection.execute(
        "SELECT interactions.id, kind, day, interactions.note, followup_id, contacts.id AS contact_id, name"  # noqa: S608
        " FROM interactions JOIN participants ON interaction_id = interactions.id"
        f" JOIN contacts ON contacts.id = participants.contact_id WHERE {where}"
        " ORDER BY day DESC, interactions.id DESC, participants.id",
        given,
    )
    together: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        together.setdefault(row["id"], []).append(row)
    return [
        Interaction(
            id=number,
            contact_ids=tuple(each["contact_id"] for each in people),
            names=tuple(each["name"] for each in people),
            kind=people[0]["kind"],
            day=dt.date.fromisoformat(people[0]["day"]),
            note=people[0]["note"],
            followup_id=people[0]["followup_id"],
        )
        for number, people in together.items()
    ]


def _add_participants(connection: sqlite3.Connection, number: int, contacts: Iterable[int]) -> None:
    connection.executemany(
        "INSERT INTO participants (interaction_id, contact_id) VALUES (?, ?)"
        " ON CONFLICT (interaction_id, contact_id) DO NOTHING",
        [(number, contact) for contact in contacts],
    )
