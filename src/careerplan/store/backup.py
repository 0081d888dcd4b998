"""Backups in the home: made of one state of the records, checked before they get their name, listed and pruned.

Those made by the program itself before something large is changed are pruned: the newest ``KEPT`` stay, and of older
ones the newest of each of the last ``MONTHS`` months that have any. Those made by hand are never removed.
"""

import contextlib
import datetime as dt
import itertools
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from careerplan import __version__
from careerplan.errors import StoreDamagedError, UsageError
from careerplan.person.backups import AUTOMATIC, BEFORE_MIGRATION, BEFORE_RESTORE, BY_HAND, Backup, Contents
from careerplan.store.archive import Manifest, carried_files, read_backup, read_files, unpack, write_archive
from careerplan.store.database import explained, open_file, refuse_empty, way_back
from careerplan.store.migrate import APPLICATION_ID, check_version, migrate, version

KEPT = 5
MONTHS = 12

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"careerplan-(\d{8}T\d{6}Z)(?:-(before-[a-z]+))?(?:-(\d+))?\.zip")
_OLD = re.compile(r"careerplan-before-migration-\d+\.db")
"""How the copies before a migration were called that older programs kept beside the database."""


def backups_of(database: Path) -> Path:
    """Return the folder of the backups of a database."""
    return database.parent / "backups"


def back_up(database: Path, instant: dt.datetime, to: Path | None = None, *, replace: bool = False) -> Backup | None:
    """Keep all there is in the backups, or in the file ``to``; None where there is nothing yet."""
    if not database.exists() and not any(carried_files(database.parent)):
        return None
    if to is not None and not replace and (to.exists() or to.is_symlink()):
        _is_there(to)
    return _keep(database, instant, BY_HAND, to=(to, replace) if to else None)


def back_up_before(database: Path, instant: dt.datetime, why: str, source: sqlite3.Connection | None = None) -> Backup:
    """Keep all there is before something large is changed, then remove the oldest such backups.

    ``source`` is a connection to read it from, where nobody else can open it now.
    """
    made = _keep(database, instant, why, source=source)
    assert made is not None  # noqa: S101 - only one before a migration can find its work done
    prune(backups_of(database))
    return made


def back_up_before_migration(database: Path, instant: dt.datetime, found: int) -> None:
    """Keep all there is, still of version ``found``; nothing where another program has migrated it, and kept it."""
    if _keep(database, instant, BEFORE_MIGRATION, found=found):
        prune(backups_of(database))


def list_backups(database: Path) -> list[Backup]:
    """Return all backups of a home, newest first; those that cannot be read say why."""
    with explained(backups_of(database)):
        found = [read_any(each) for each in _files(database)]
    return sorted(found, key=lambda each: (each.made or "", _age(each.file)), reverse=True)


def newest_backup(database: Path) -> Path | None:
    """Return the newest backup by its name alone, without opening any.

    What a restore kept of the state before it comes last: restoring the newest twice is the same as once.
    """
    with contextlib.suppress(OSError):
        return max(_files(database), key=lambda each: (_why(each) != BEFORE_RESTORE, *_age(each)), default=None)
    return None


def prune(folder: Path) -> list[Path]:
    """Remove the automatic backups that are not worth keeping any more; return them."""
    with explained(folder):
        automatic = [each for each in folder.iterdir() if (name := _NAME.fullmatch(each.name)) and name[2]]
        outlived = set(automatic) - set(worth_keeping(automatic))
        for each in outlived:
            each.unlink(missing_ok=True)
    return sorted(outlived)


def worth_keeping(automatic: Iterable[Path]) -> list[Path]:
    """Return the newest few, and of older ones the newest of each month, as many months as are kept."""
    newest = sorted(automatic, key=_age, reverse=True)
    months: dict[str, Path] = {}
    for each in newest[KEPT:]:
        months.setdefault(_age(each)[0][:6], each)
    return [*newest[:KEPT], *list(months.values())[:MONTHS]]


def _age(path: Path) -> tuple[str, int, str]:
    """Return what sorts backups by age: the instant in the name, then the number that tells two of it apart."""
    name = _NAME.fullmatch(path.name)
    return (name[1], int(name[3] or 1), path.name) if name else ("", 0, path.name)


def _why(path: Path) -> str:
    name = _NAME.fullmatch(path.name)
    return (name[2] or "").replace("-", " ") if name else ""


def _files(database: Path) -> Iterator[Path]:
    folder = backups_of(database)
    if folder.is_dir():
        yield from (each for each in folder.iterdir() if _is_backup(each))
    if database.parent.is_dir():
        yield from (each for each in database.parent.iterdir() if _OLD.fullmatch(each.name))


def _is_backup(path: Path) -> bool:
    return path.suffix in {".zip", ".db"} and not path.name.startswith(".") and path.is_file()


def read_any(path: Path) -> Backup:
    """Return what a backup says of itself, be it a zip or a bare database."""
    try:
        return _read_bare(path) if is_database(path) else read_backup(path)
    except OSError as error:
        return Backup(path, None, BY_HAND, 0, None, fault=error.strerror or "it cannot be read")


def _read_bare(path: Path) -> Backup:
    why = BEFORE_MIGRATION if _OLD.fullmatch(path.name) else BY_HAND
    told = path.stat()
    changed = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=int(told.st_mtime))
    try:
        with contextlib.closing(open_still(path)) as connection:
            return Backup(path, changed.isoformat(), why, told.st_size, count(connection))
    except sqlite3.Error as error:
        return Backup(path, None, why, told.st_size, None, fault=str(error))


def is_database(path: Path) -> bool:
    """Say whether a file begins as a bare SQLite database."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def open_still(path: Path) -> sqlite3.Connection:
    """Open a database to read that lies still, so that nothing is written beside it unless there is something."""
    path = path.absolute()
    if path.with_name(f"{path.name}-wal").exists():
        return open_file(path, read_only=True)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def count(connection: sqlite3.Connection) -> Contents:
    """Count what a database holds, of whatever version."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    people, interactions, followups = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] if table in there else 0  # noqa: S608
        for table in ("contacts", "interactions", "followups")
    )
    last = connection.execute("SELECT max(at) FROM actions").fetchone()[0] if "actions" in there else None
    return Contents(version(connection), people, interactions, followups, last)


# --- making one


def _keep(
    database: Path,
    instant: dt.datetime,
    why: str,
    *,
    to: tuple[Path, bool] | None = None,
    found: int | None = None,
    source: sqlite3.Connection | None = None,
) -> Backup | None:
    """Make a backup aside and give it its name in one step; None where the database is not of version ``found``.

    ``to`` is a file and whether it may replace what is there.
    """
    folder = to[0].absolute().parent if to else backups_of(database)
    _make_private(database.parent, folder)
    with _draft(folder) as draft:
        with _copied(database, folder, found, source) as copied:
            if copied is None:
                return None
            copy, contents = copied
            stated = Manifest(instant.isoformat(), why, __version__, contents, {})
            with explained(folder), draft.open("r+b") as file:
                manifest, left_out = write_archive(file, copy, database.parent, stated)
                file.flush()
                os.fsync(file.fileno())
        unpack(draft, None)  # what cannot be read back is no backup
        if why in AUTOMATIC and (twin := _same_as_newest(database, manifest)):
            return twin
        with explained(folder):
            target = _name(draft, *to) if to else _place(draft, folder, instant, why)
            sync_folder(folder)
            size = target.stat().st_size
    return Backup(target, manifest.made, why, size, contents, len(manifest.files) - 1, left_out)


def _same_as_newest(database: Path, manifest: Manifest) -> Backup | None:
    """Return the newest backup if it holds just the same: then a second one would only push out an older one."""
    newest = max(_files(database), key=_age, default=None)
    if newest is None or read_files(newest) != manifest.files:
        return None
    return read_any(newest)


def _make_private(*folders: Path) -> None:
    for each in folders:
        with explained(each):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextlib.contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """Give an empty file that nobody else can read, for a while."""
    with explained(folder):
        handle, name = tempfile.mkstemp(dir=folder, prefix=".careerplan-", suffix=".backup")
        os.close(handle)
    try:
        yield Path(name)
    finally:
        for leftover in (name, f"{name}-wal", f"{name}-shm", f"{name}-journal"):
            Path(leftover).unlink(missing_ok=True)


@contextlib.contextmanager
def _copied(
    database: Path, folder: Path, found: int | None, given: sqlite3.Connection | None
) -> Iterator[tuple[Path, Contents] | None]:
    """Give a sound copy of one state of the database, for a while; an empty one where there is none."""
    with _draft(folder) as draft:
        with explained(database), contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            there = True
            if given is not None:
                given.backup(copy)
            elif database.exists():
                with contextlib.closing(_open_ours(database)) as source:
                    source.execute("BEGIN")  # no other writer can come between the look and the copy
                    there = found is None or version(source) == found
                    if there:
                        source.backup(copy)
            else:
                migrate(copy)
            contents = make_sound(copy, database) if there else None
        yield (draft, contents) if contents else None


def _open_ours(database: Path) -> sqlite3.Connection:
    """Open a database to read, be it of a newer program; refuse what is none of ours."""
    refuse_empty(database)
    connection = open_file(database, read_only=True)
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        with contextlib.closing(connection):
            check_version(connection, database)
    return connection


def make_sound(copy: sqlite3.Connection, database: Path) -> Contents:
    """Let a copy be one file that anything opens, check it wholly, and count what it holds."""
    copy.execute("PRAGMA journal_mode = DELETE")
    told = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if told != "ok":
        message = f"{database} is damaged, so it was not backed up: {told}."
        raise StoreDamagedError(message, way_back(database))
    return count(copy)


def _place(draft: Path, folder: Path, instant: dt.datetime, why: str) -> Path:
    """Give a backup a name in the folder that no other has."""
    mark = f"-{why.replace(' ', '-')}" if why in AUTOMATIC else ""
    stem = f"careerplan-{instant.astimezone(dt.UTC):{_STAMP}}{mark}"
    for number in itertools.count(1):
        with contextlib.suppress(FileExistsError):
            return name_new(draft, folder / f"{stem}{f'-{number}' if number > 1 else ''}.zip")
    raise AssertionError  # counting has no end


def name_new(draft: Path, target: Path) -> Path:
    """Give a file a further name, never that of another; FileExistsError where it is taken."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(17, "File exists", str(target)) from None
        draft.rename(target)
    return target


def _name(draft: Path, target: Path, replace: bool) -> Path:  # noqa: FBT001 - the two stand together in ``to``
    try:
        return draft.replace(target) if replace else name_new(draft, target)
    except FileExistsError:
        _is_there(target)


def _is_there(target: Path) -> NoReturn:
    message = f"{target} exists already, and was left as it is."
    raise UsageError(message, "Name another file, or add --force to replace it.")


def sync_folder(folder: Path) -> None:
    """Let a new name reach the disk, where folders can be asked to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
