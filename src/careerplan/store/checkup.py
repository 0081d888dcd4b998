"""What doctor asks of the records: read only, on any home however broken, with what to do about each fault."""

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from careerplan.errors import BadDataError, CareerplanError
from careerplan.person.backups import Here
from careerplan.person.checkup import Finding, fine, note, store_trouble
from careerplan.store.archive import unpack
from careerplan.store.backup import backups_of, is_database, list_backups
from careerplan.store.database import Store, open_file, way_back
from careerplan.store.derived import derive, derived_columns, wrong_rows
from careerplan.store.migrate import newest, version
from careerplan.store.restoring import look
from careerplan.store.shape import page_faults, shape_faults

OLD_BACKUP = 30
"""From how many days on the newest backup is called old."""


def examine(database: Path, instant: dt.datetime) -> Iterator[Finding]:
    """Yield what is found of the database and of its backups."""
    try:
        here = look(database)
    except CareerplanError as error:
        yield store_trouble("database", error.message, error.hint)
        here = Here("unreadable")
    else:
        yield from _database(database, here)
    yield _backups(database, here, instant)


def _database(database: Path, here: Here) -> Iterator[Finding]:
    if here.state == "absent":
        yield note("database", "There are no records yet.", "Begin: careerplan profile init")
    elif here.state == "newer":
        version_ = here.contents.version if here.contents else "?"
        told = f"It was written by a newer careerplan (records version {version_}, this one knows {newest()})."
        yield store_trouble("database", told, "Upgrade careerplan.")
    elif here.state == "foreign":
        yield store_trouble("database", f"{database} is not a careerplan database.", way_back(database))
    elif here.state != "sound":
        yield store_trouble("database", f"{database} is {here.state}: {here.fault}.", way_back(database))
    else:
        yield from _sound(database)


def _sound(database: Path) -> Iterator[Finding]:
    """Yield what is found in a database whose pages are sound; a fault that ends the reading is found as well."""
    try:
        with contextlib.closing(open_file(database, read_only=True)) as connection:
            for each in _PARTS:
                yield each(connection, database)
    except sqlite3.Error as error:
        yield store_trouble("database", f"{database} cannot be read to its end: {error}.", way_back(database))


def _pages(connection: sqlite3.Connection, database: Path) -> Finding:
    faults = page_faults(connection)
    if faults:
        return store_trouble("database", f"{faults[0]}.", way_back(database))
    (people,) = connection.execute("SELECT count(*) FROM contacts").fetchone()
    return fine("database", f"{database} is sound; {people} {'person' if people == 1 else 'people'} in it.")


def _schema(connection: sqlite3.Connection, database: Path) -> Finding:
    if faults := shape_faults(connection):
        return store_trouble("schema", f"{faults[0]}.", way_back(database))
    if (found := version(connection)) < newest():
        return note(
            "schema", f"Records version {found}; the next change brings them to {newest()}, with a backup first."
        )
    return fine("schema", f"Records version {found}, the newest.")


def _derived(connection: sqlite3.Connection, database: Path) -> Finding:  # noqa: ARG001 - as all of them
    for each in derived_columns(connection):
        if wrong := wrong_rows(connection, each):
            told = f"{each.column} of {len(wrong)} {each.table} does not follow from the records, of #{wrong[0]} first."
            return store_trouble("derived", told, "Make it anew: careerplan doctor --fix")
    return fine("derived", "What is kept beside the records follows from them.")


def mend_derived(store: Store) -> list[str]:
    """Make anew what follows from the records, as an action of its own, where it does not; say what was done."""
    if look(store.path).state != "sound":
        return []
    with store.reading() as connection:
        wrong = [each for each in derived_columns(connection) if wrong_rows(connection, each)]
    if wrong:
        with store.atomic("made anew what follows from the records") as connection:
            derive(connection)
    return [f"made {each.column} of {each.table} anew" for each in wrong]


_HISTORY = {
    "SELECT count(*) FROM recording": "an action was left half recorded",
    "SELECT count(*) FROM changes WHERE action_id NOT IN (SELECT id FROM actions)": "a change belongs to no action",
    "SELECT count(*) FROM changes WHERE NOT json_valid(coalesce(before, after, ''))": "a change cannot be read",
    "SELECT count(*) FROM changes WHERE before IS NOT NULL AND after IS NOT NULL AND NOT json_valid(after)": (
        "a change cannot be read"
    ),
    "SELECT count(*) FROM actions WHERE state = 'undone' AND id < (SELECT max(id) FROM actions WHERE state = 'done')": (
        "an action counts as undone though later ones were done"
    ),
}
"""What never is in a history that is whole, and how it is said."""


def _history(connection: sqlite3.Connection, database: Path) -> Finding:
    for query, told in _HISTORY.items():
        if connection.execute(query).fetchone()[0]:
            return store_trouble("history", f"{told.capitalize()}; undo may not work.", way_back(database))
    (actions,) = connection.execute("SELECT count(*) FROM actions").fetchone()
    return fine("history", f"{actions} {'action' if actions == 1 else 'actions'}, all whole.")


_PARTS: tuple[Callable[[sqlite3.Connection, Path], Finding], ...] = (_pages, _schema, _derived, _history)


def _backups(database: Path, here: Here, instant: dt.datetime) -> Finding:
    """Say how old the newest backup is, and whether it can be read back."""
    make = "Make one: careerplan backup"
    try:
        found = list_backups(database)
    except CareerplanError as error:
        return store_trouble("backups", error.message, error.hint)
    if not found:
        empty = here.state == "absent"
        return fine("backups", "None, and nothing to keep yet.") if empty else note("backups", "None yet.", make)
    newest_one = found[0]
    fault = newest_one.fault
    with contextlib.suppress(OSError):
        if not fault and not is_database(newest_one.file):
            try:
                unpack(newest_one.file, None)
            except BadDataError as error:
                fault = error.problems[0].message
    if fault:
        return store_trouble("backups", f"The newest, {newest_one.file}, cannot be read back: {fault}.", make)
    days = (instant - dt.datetime.fromisoformat(newest_one.made)).days if newest_one.made else 0
    count = f"{len(found)} in {backups_of(database)}" if len(found) > 1 else f"One in {backups_of(database)}"
    told = f"{count}; the newest is {f'{days} days old' if days > 1 else 'a day old' if days else 'of today'}."
    return note("backups", told, make) if days > OLD_BACKUP else fine("backups", told)
