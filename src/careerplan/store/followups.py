"""Follow-ups in the store."""

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace

from careerplan.errors import NotFoundError
from careerplan.person.followups import UPCOMING_DAYS, Due, FollowUp, Known, NewFollowUp, People
from careerplan.store.database import Store

_FOLLOWUP = (
    "SELECT followups.id, followups.contact_id, contacts.name AS contact, contacts.tie AS tie, interaction_id, rule,"
    " trigger, action, channel, due, interactions.day AS earned_on, earned_due, latest, awaits_reply, round, times,"
    " every, until, anchor, status, closed, reason"
    " FROM followups JOIN contacts ON contacts.id = followups.contact_id"
    " LEFT JOIN interactions ON interactions.id = interaction_id"
)


def add_followups(connection: sqlite3.Connection, interaction: int | None, followups: Iterable[NewFollowUp]) -> None:
    """Add what an interaction earned, or what the user wants without one."""
    for each in followups:
        add_followup(connection, interaction, each)


def add_followup(connection: sqlite3.Connection, interaction: int | None, followup: NewFollowUp) -> int:
    """Add one follow-up and return its id."""
    number = connection.execute(
        "INSERT INTO followups (contact_id, interaction_id, rule, trigger, action, channel, due, earned_due, latest,"
        " awaits_reply, round, times, every, until, anchor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            followup.contact_id,
            interaction,
            followup.rule,
            followup.trigger,
            followup.action,
            followup.channel,
            followup.due.isoformat(),
            followup.due.isoformat(),
            _text(followup.latest),
            int(followup.awaits_reply),
            followup.round,
            followup.times,
            followup.every,
            _text(followup.until),
            _text(followup.anchor),
        ),
    ).lastrowid
    assert number is not None  # noqa: S101 - an INSERT that succeeds has a row id
    return number


def close_followup(
    connection: sqlite3.Connection,
    number: int,
    status: str,
    today: dt.date,
    *,
    reason: str | None = None,
    by: int | None = None,
) -> None:
    """End an open follow-up as done, skipped, settled, restarted or dropped; ``by`` is the interaction that did it."""
    connection.execute(
        "UPDATE followups SET status = ?, closed = ?, closed_by = ?, reason = ? WHERE id = ?",
        (status, today.isoformat(), by, reason, number),
    )


def ended_by(connection: sqlite3.Connection, interaction: int) -> list[FollowUp]:
    """Return the follow-ups that an interaction carried out, settled or replaced."""
    return [_followup(row) for row in connection.execute(f"{_FOLLOWUP} WHERE closed_by = ? ORDER BY 1", (interaction,))]


def earned_by(connection: sqlite3.Connection, interaction: int, contact: int) -> list[FollowUp]:
    """Return the follow-ups, open or ended, that an interaction earned with a contact."""
    where = "interaction_id = ? AND followups.contact_id = ?"
    return [
        _followup(row) for row in connection.execute(f"{_FOLLOWUP} WHERE {where} ORDER BY 1", (interaction, contact))
    ]


def last_skip(connection: sqlite3.Connection, contact: int) -> dt.date | None:
    """Return the day on which a round of keeping in touch was last skipped with a contact."""
    (found,) = connection.execute(
        "SELECT max(closed) FROM followups WHERE contact_id = ? AND trigger = 'keep-in-touch' AND status = 'skipped'",
        (contact,),
    ).fetchone()
    return _as_day(found)


def reopen_followup(connection: sqlite3.Connection, number: int) -> None:
    """Open a follow-up again that had ended; its day stays."""
    ended = "status = 'open', closed = NULL, closed_by = NULL, reason = NULL"
    connection.execute(f"UPDATE followups SET {ended} WHERE id = ?", (number,))  # noqa: S608


def move_followup(connection: sqlite3.Connection, number: int, due: dt.date) -> None:
    """Put off an open follow-up to another day."""
    connection.execute("UPDATE followups SET due = ? WHERE id = ?", (due.isoformat(), number))


def redate_followup(
    connection: sqlite3.Connection, followup: FollowUp, due: dt.date, latest: dt.date | None
) -> None:  # fmt: skip
    """Give an open follow-up the days that its rule sets now; one that the user put off keeps the day it was put to."""
    kept = due if followup.due == followup.earned_due else followup.due
    connection.execute(
        "UPDATE followups SET due = ?, earned_due = ?, latest = ? WHERE id = ?",
        (kept.isoformat(), due.isoformat(), _text(latest), followup.id),
    )


def drop_earned(connection: sqlite3.Connection, interaction: int, contact: int) -> None:
    """Remove what an interaction earned with a contact who took no part in it after all."""
    connection.execute("DELETE FROM followups WHERE interaction_id = ? AND contact_id = ?", (interaction, contact))


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


def open_until(store: Store, last: dt.date) -> list[FollowUp]:
    """Return the open follow-ups due on a day or before it, by due day; read by index."""
    with store.reading() as connection:
        rows = connection.execute(
            f"{_FOLLOWUP} WHERE status = 'open' AND due <= ? ORDER BY due, 1", (last.isoformat(),)
        )
        return [_followup(row) for row in rows]


def due_followups(store: Store, as_of: dt.date, *, within: int = UPCOMING_DAYS, shown: int | None = None) -> Due:
    """Return what calls for attention on ``as_of``; reads only what it returns, by index.

    Of people without a follow-up at most ``shown`` are named; all are counted. Those who drift because no
    rhythm is open with them are left to ``out_of_rhythm``, since only the rules say how long is too long.
    """
    today, horizon = as_of.isoformat(), (as_of + dt.timedelta(days=within)).isoformat()
    with store.reading() as connection:
        rows = connection.execute(f"{_FOLLOWUP} WHERE status = 'open' AND due <= ? ORDER BY due, 1", (horizon,))
        followups = tuple(_followup(row) for row in rows)
        never = connection.execute("SELECT id, name, NULL, NULL FROM contacts WHERE last_touch IS NULL ORDER BY id")
        drifting = connection.execute(
            "SELECT contacts.id, name, last_touch, NULL FROM followups JOIN contacts ON contacts.id = contact_id"
            " WHERE status = 'open' AND trigger = 'keep-in-touch' AND latest < ? ORDER BY last_touch, 1",
            (today,),
        )
        waiting = connection.execute(
            "SELECT contacts.id, name, min(ifnull(interactions.day, earned_due)),"
            " group_concat(CASE WHEN trigger = 'they-owe' THEN action END, '; ') FROM followups"
            " JOIN contacts ON contacts.id = followups.contact_id"
            " LEFT JOIN interactions ON interactions.id = interaction_id"
            " WHERE status = 'open' AND awaits_reply = 1 AND due > ? GROUP BY contacts.id ORDER BY 3, 1",
            (today,),
        )
        (anybody,) = connection.execute("SELECT EXISTS (SELECT 1 FROM contacts)").fetchone()
        return Due(
            as_of,
            followups,
            _people(never, shown),
            _people(drifting, shown),
            _people(waiting, shown),
            anybody=bool(anybody),
            within=within,
        )


def out_of_rhythm(connection: sqlite3.Connection, before: dt.date) -> list[int]:
    """Return the ids of those last touched before a day with whom no rhythm is open; longest ago first."""
    rows = connection.execute(
        "SELECT id FROM contacts WHERE in_rhythm = 0 AND last_touch IS NOT NULL AND last_touch < ?"
        " ORDER BY last_touch, id",
        (before.isoformat(),),
    )
    return [row[0] for row in rows]


def only_with(due: Due, contacts: Collection[int]) -> Due:
    """Return what concerns some contacts; people must all have been named."""

    def kept(people: People) -> People:
        shown = tuple(each for each in people.shown if each.id in contacts)
        return People(shown, len(shown))

    return replace(
        due,
        followups=tuple(each for each in due.followups if each.contact_id in contacts),
        never_contacted=kept(due.never_contacted),
        drifting=kept(due.drifting),
        waiting=kept(due.waiting),
    )


def _people(rows: sqlite3.Cursor, shown: int | None) -> People:
    found = rows.fetchall() if shown is None else rows.fetchmany(shown)
    people = tuple(Known(row[0], row[1], _as_day(row[2]), row[3]) for row in found)
    return People(people, len(people) + (0 if shown is None else sum(1 for _ in rows)))


def _followup(row: sqlite3.Row) -> FollowUp:
    values = dict(row)
    for key in ("due", "earned_on", "earned_due", "latest", "until", "anchor", "closed"):
        values[key] = _as_day(values[key])
    values["awaits_reply"] = bool(values["awaits_reply"])
    return FollowUp(**values)


def _as_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
