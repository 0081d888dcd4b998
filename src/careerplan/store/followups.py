"""Follow-ups in the store."""

import datetime as dt
import sqlite3
from collections.abc import Iterable

from careerplan.errors import NotFoundError
from careerplan.person.followups import UPCOMING_DAYS, Due, FollowUp, Known, NewFollowUp
from careerplan.store.database import Store

_FOLLOWUP = (
    "SELECT followups.id, followups.contact_id, contacts.name AS contact, interaction_id, rule, trigger, action,"
    " channel, due, interactions.day AS earned_on, earned_due, latest, awaits_reply, status, closed, reason"
    " FROM followups JOIN contacts ON contacts.id = followups.contact_id"
    " LEFT JOIN interactions ON interactions.id = interaction_id"
)


def add_followups(connection: sqlite3.Connection, interaction: int | None, followups: Iterable[NewFollowUp]) -> None:
    """Add what an interaction earned."""
    connection.executemany(
        "INSERT INTO followups (contact_id, interaction_id, rule, trigger, action, channel, due, earned_due, latest,"
        " awaits_reply) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                each.contact_id,
                interaction,
                each.rule,
                each.trigger,
                each.action,
                each.channel,
                each.due.isoformat(),
                each.due.isoformat(),
                each.latest.isoformat() if each.latest else None,
                int(each.awaits_reply),
            )
            for each in followups
        ],
    )


def close_followup(
    connection: sqlite3.Connection, number: int, status: str, today: dt.date, reason: str | None = None
) -> None:
    """End an open follow-up as done, skipped, settled or restarted."""
    connection.execute(
        "UPDATE followups SET status = ?, closed = ?, reason = ? WHERE id = ?",
        (status, today.isoformat(), reason, number),
    )


def move_followup(connection: sqlite3.Connection, number: int, due: dt.date) -> None:
    """Put off an open follow-up to another day."""
    connection.execute("UPDATE followups SET due = ? WHERE id = ?", (due.isoformat(), number))


def get_followup(connection: sqlite3.Connection, number: int) -> FollowUp:
    """Return a follow-up by its id, open or closed."""
    row = connection.execute(f"{_FOLLOWUP} WHERE followups.id = ?", (number,)).fetchone()
    if row is None:
        raise NotFoundError(what="follow-up", query=str(number), browse="careerplan followups list")
    return _followup(row)


def open_followups(connection: sqlite3.Connection, contact: int) -> list[FollowUp]:
    """Return what is open with one contact, earliest first."""
    rows = connection.execute(
        f"{_FOLLOWUP} WHERE followups.contact_id = ? AND status = 'open' ORDER BY due, 1", (contact,)
    )
    return [_followup(row) for row in rows]


def list_followups(store: Store, *, closed: bool, contact: int | None = None) -> list[FollowUp]:
    """Return open follow-ups by due day, with ``closed`` also those that ended; of one contact if given."""
    wanted = [] if closed else ["status = 'open'"]
    if contact is not None:
        wanted.append("followups.contact_id = :contact")
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    with store.reading() as connection:
        rows = connection.execute(f"{_FOLLOWUP}{where} ORDER BY due, 1", {"contact": contact})
        return [_followup(row) for row in rows]


def due_followups(store: Store, as_of: dt.date) -> Due:
    """Return what calls for attention on ``as_of``; reads only what it returns, by index."""
    today, horizon = as_of.isoformat(), (as_of + dt.timedelta(days=UPCOMING_DAYS)).isoformat()
    with store.reading() as connection:
        rows = connection.execute(f"{_FOLLOWUP} WHERE status = 'open' AND due <= ? ORDER BY due, 1", (horizon,))
        followups = tuple(_followup(row) for row in rows)
        never = connection.execute("SELECT id, name, NULL FROM contacts WHERE last_touch IS NULL ORDER BY id")
        drifting = connection.execute(
            "SELECT contacts.id, name, last_touch FROM followups JOIN contacts ON contacts.id = contact_id"
            " WHERE status = 'open' AND trigger = 'keep-in-touch' AND latest < ? ORDER BY last_touch, 1",
            (today,),
        )
        waiting = connection.execute(
            "SELECT contacts.id, name, min(interactions.day) FROM followups"
            " JOIN contacts ON contacts.id = followups.contact_id"
            " JOIN interactions ON interactions.id = interaction_id"
            " WHERE status = 'open' AND awaits_reply = 1 AND due > ? GROUP BY contacts.id ORDER BY 3, 1",
            (today,),
        )
        (anybody,) = connection.execute("SELECT EXISTS (SELECT 1 FROM contacts)").fetchone()
        return Due(as_of, followups, _people(never), _people(drifting), _people(waiting), anybody=bool(anybody))


def _people(rows: Iterable[sqlite3.Row]) -> tuple[Known, ...]:
    return tuple(Known(row[0], row[1], dt.date.fromisoformat(row[2]) if row[2] else None) for row in rows)


def _followup(row: sqlite3.Row) -> FollowUp:
    values = dict(row)
    for key in ("due", "earned_on", "earned_due", "latest", "closed"):
        values[key] = dt.date.fromisoformat(values[key]) if values[key] else None
    values["awaits_reply"] = bool(values["awaits_reply"])
    return FollowUp(**values)
