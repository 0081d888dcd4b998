"""Forgetting somebody: in the backups first, then in the records, so that a run that is killed can be made again.

The records are written anew without them in one transaction, while nobody else can have them open; no page of the file
and no log keeps a byte of what was there.
"""

import contextlib
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from careerplan.errors import NotFoundError, StoreLockedError
from careerplan.lookup import Entry, find
from careerplan.person.forgetting import Mention, Purge, Reached, Whom, first_names, may_name, pattern_of
from careerplan.store.amending import amend_backups
from careerplan.store.backup import backups_of
from careerplan.store.contacts import find_contact
from careerplan.store.database import Store, explained, open_file
from careerplan.store.merging import merged_into
from careerplan.store.purging import LIVE_TEXTS, present, purge

_ADDRESSES = ("email", "phone", "profile")
_MERGED = re.compile(r"merged .* into .* \(#(\d+)\)", re.DOTALL)
_SHORTEST = 3


def find_whom(store: Store, query: str, *, mentions: bool = False) -> Whom:
    """Return whom ``query`` names: somebody here, or somebody removed of whom history still knows.

    With ``mentions`` a name that nobody has any more is taken for itself, so that texts can be rid of it.
    """
    try:
        number = find_contact(store, query).id
    except NotFoundError as nobody:
        with store.reading() as connection:
            try:
                entries = [Entry(str(each), (name,)) for each, name in _removed(connection).items()]
                number = int(find("contacts", query, entries, "careerplan contacts list"))
            except NotFoundError:
                if not mentions or len(query.strip()) < _SHORTEST or query.strip().isdigit():
                    raise nobody from None
                name = " ".join(query.split())
                others = frozenset(row[0] for row in connection.execute("SELECT id FROM contacts"))
                return Whom(None, name, frozenset(), frozenset([name]), (name,), others)
    with store.reading() as connection:
        return _whom(connection, number)


def _removed(connection: sqlite3.Connection) -> dict[int, str]:
    """Return those whom only history knows, and who are not part of somebody here, with their last names there."""
    rows = connection.execute(
        "SELECT record_id, json_extract(ifnull(after, before), '$.name') FROM changes"
        " WHERE record = 'contacts' AND record_id NOT IN (SELECT id FROM contacts) ORDER BY changes.id"
    )
    found = {row[0]: row[1] for row in rows}
    return {number: name for number, name in found.items() if merged_into(connection, number) is None}


def _whom(connection: sqlite3.Connection, number: int) -> Whom:
    ids = {number}
    merges = [
        (int(found[1]), {row[0] for row in _deleted(connection, action)})
        for action, summary in connection.execute(
            "SELECT id, summary FROM actions WHERE state = 'done' AND summary LIKE 'merged % into %'"
        ).fetchall()
        if (found := _MERGED.fullmatch(summary))
    ]
    for kept, others in reversed(merges):
        if kept in ids:
            ids |= others
    names = _names(connection, ids)
    whom = Whom(number, names[number][-1], frozenset(ids), _all(names), ())
    ids |= {each for each, name in _removed(connection).items() if whom.is_called(name)}
    everyone = {row[0] for row in connection.execute("SELECT id FROM contacts")}
    called = _all(_names(connection, ids))
    words = (*sorted(called), *sorted(_addresses(connection, ids)))
    return Whom(number, whom.name, frozenset(ids), called, words, frozenset(everyone - ids))


def _all(names: Mapping[int, Sequence[str]]) -> frozenset[str]:
    return frozenset(each for called in names.values() for each in called)


def _deleted(connection: sqlite3.Connection, action: int) -> list[tuple[int]]:
    query = "SELECT record_id FROM changes WHERE action_id = ? AND record = 'contacts' AND after IS NULL"
    return connection.execute(query, (action,)).fetchall()


def _names(connection: sqlite3.Connection, ids: set[int]) -> dict[int, list[str]]:
    """Return all names that some contacts have and had, the present one last."""
    found: dict[int, list[str]] = {each: [] for each in ids}
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        "SELECT record_id, json_extract(before, '$.name'), json_extract(after, '$.name') FROM changes"  # noqa: S608
        f" WHERE record = 'contacts' AND record_id IN ({marks}) ORDER BY id",
        tuple(ids),
    )
    for number, before, after in rows.fetchall():
        found[number] += [each for each in (before, after) if each]
    for number, name in connection.execute(f"SELECT id, name FROM contacts WHERE id IN ({marks})", tuple(ids)):  # noqa: S608
        found[number].append(name)
    return found


def _addresses(connection: sqlite3.Connection, ids: set[int]) -> set[str]:
    """Return the addresses that some contacts have and had, but none that somebody else has."""
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        f"SELECT kind, value FROM contact_details WHERE contact_id IN ({marks})"  # noqa: S608
        " UNION SELECT json_extract(state, '$.kind'), json_extract(state, '$.value') FROM"
        " (SELECT ifnull(before, after) AS state FROM changes WHERE record = 'contact_details')"
        f" WHERE json_extract(state, '$.contact_id') IN ({marks})",
        (*ids, *ids),
    ).fetchall()
    theirs = connection.execute(f"SELECT value FROM contact_details WHERE contact_id NOT IN ({marks})", tuple(ids))  # noqa: S608
    return {value for kind, value in rows if kind in _ADDRESSES} - {row[0] for row in theirs}


def preview(store: Store, whom: Whom) -> Purge:
    """Return what forgetting would take away from the records, without doing it."""
    with store.reading() as connection, contextlib.closing(_in_memory()) as copy:
        connection.backup(copy)
        return purge(copy, set(whom.ids), whom.words)


def mentions(store: Store, whom: Whom) -> list[Mention]:
    """Return the texts of others that name, or may name, somebody."""
    sure, firsts = pattern_of(whom.words), first_names(whom.names)
    found: list[Mention] = []
    with store.reading() as connection:
        alone = {
            row[0]
            for row in connection.execute(
                "SELECT interaction_id, group_concat(contact_id) FROM participants GROUP BY 1"
            )
            if {int(each) for each in row[1].split(",")} <= whom.ids
        }
        for table, columns in LIVE_TEXTS.items():
            there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for column in [each for each in columns if each in there]:
                for row in connection.execute(f"SELECT * FROM {table} WHERE {column} IS NOT NULL ORDER BY id"):  # noqa: S608
                    theirs = row["id"] in (
                        alone if table == "interactions" else whom.ids if table == "contacts" else ()
                    )
                    if theirs or ("contact_id" in row.keys() and row["contact_id"] in whom.ids):  # noqa: SIM118 - a row
                        continue
                    if (surely := bool(sure.search(row[column]))) or may_name(row[column], firsts):
                        found.append(Mention(table, row["id"], *_how(table, row, column), surely=surely))
        for (document,) in connection.execute("SELECT document FROM profiles"):
            if sure.search(document):
                found.append(Mention("profiles", 1, "your profile", "", "careerplan profile edit", surely=True))
    return found


def _how(table: str, row: sqlite3.Row, column: str) -> tuple[str, str, str]:
    """Return what a text is, the text, and the command that changes it."""
    number = row["id"]
    what, command = {
        "contacts": ("how you met", f"careerplan contacts edit {number} --met TEXT"),
        "notes": (f"note #{number}", "contact_id"),
        "interactions": (f"interaction #{number}", f"careerplan contacts correct {number} --note TEXT"),
        "followups": (f"follow-up #{number}", f"careerplan followups skip {number}"),
        "confirmations": (
            f"what you confirmed, #{number}",
            "careerplan undo, or confirm it anew: careerplan data confirm",
        ),
    }[table]
    if table == "notes":
        command = f"careerplan contacts edit {row['contact_id']} --remove '#{number}'"
    return what, row[column], command


def forget(store: Store, whom: Whom, *, mentions: bool) -> Reached:
    """Forget somebody, in the backups and in the records; it cannot be undone."""
    database = store.path
    with store.unrecorded():  # brings an older file to this version
        pass
    store.close()

    def change(connection: sqlite3.Connection) -> bool:
        ids = present(connection, whom)
        return bool(purge(connection, ids, whom.words, mentions=mentions))

    with _alone(database) as target:
        _sweep(database, whom)
        changed, beyond = amend_backups(database, change)
        with contextlib.closing(_in_memory()) as copy:
            target.backup(copy)
            purged = purge(copy, set(whom.ids), whom.words, mentions=mentions)
            copy.execute("VACUUM")
            copy.backup(target, progress=_never_wait)
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Reached(purged, tuple(changed), tuple(beyond))


def finish(store: Store) -> None:
    """Let no log keep what a run that was killed had taken out of the records already."""
    if store.path.exists():
        with store.unrecorded() as connection:
            pass
        with explained(store.path):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextlib.contextmanager
def _alone(database: Path) -> Iterator[sqlite3.Connection]:
    """Open the records while nobody else can read or write them."""
    with explained(database), contextlib.closing(open_file(database, read_only=False)) as target:
        target.execute("PRAGMA synchronous = FULL")
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        target.execute("BEGIN IMMEDIATE")  # waits for the others; from here on they wait
        target.execute("COMMIT")
        yield target


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _never_wait(status: int, remaining: int, total: int) -> None:  # noqa: ARG001 - as SQLite calls it
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:  # it would try again for ever
        message = "The records are in use by another program. Nothing was changed there."
        raise StoreLockedError(message, "Close the other program or try again.")


def draft_of(home: Path, contact: int) -> Path:
    """Return where a text about a contact is kept that has faults."""
    return home / f"contact-{contact}-draft.yaml"


def _sweep(database: Path, whom: Whom) -> None:
    """Remove texts kept about somebody, and what unfinished steps left behind: they may hold all there was."""
    for each in whom.ids:
        draft_of(database.parent, each).unlink(missing_ok=True)
    for folder in (database.parent, backups_of(database)):
        for stray in folder.glob(".careerplan-*") if folder.is_dir() else ():
            with contextlib.suppress(OSError):
                if stray.is_dir() and not stray.is_symlink():
                    shutil.rmtree(stray)
                else:
                    stray.unlink()
