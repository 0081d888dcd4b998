"""Putting a backup in the place of what is here: checked first, kept before, in one step.

What is here and sound is overwritten through SQLite itself, in one transaction, while nobody else can read or write: so
no write-ahead log of the old database is ever applied to the new one, and a run that is killed leaves either whole.
What is here and damaged is moved aside, its log with it, before the new file gets its name.
"""

import contextlib
import datetime as dt
import hashlib
import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from careerplan.errors import StoreLockedError
from careerplan.person.backups import BEFORE_RESTORE, Backup, Contents, Here, Restored
from careerplan.store.archive import CARRIED, DATABASE, refuse, unpack
from careerplan.store.backup import (
    back_up_before,
    backups_of,
    count,
    is_database,
    make_sound,
    name_new,
    open_still,
    sync_folder,
)
from careerplan.store.database import explained, open_file
from careerplan.store.migrate import newest, version
from careerplan.store.shape import is_ours, page_faults, shape_faults

_ANOTHER = "Take another one: careerplan backup --list"


@dataclass(frozen=True)
class Staged:
    """A backup laid out and checked: a folder with its database and, if it is a zip, the user's folders."""

    file: Path
    folder: Path
    contents: Contents
    made: str | None
    why: str
    carries: bool

    @property
    def database(self) -> Path:
        """The checked database."""
        return self.folder / DATABASE


@contextlib.contextmanager
def staged(file: Path, home: Path) -> Iterator[Staged]:
    """Lay out a backup and check it wholly, for a while; refuse one that cannot take the place of what is here."""
    try:
        bare = is_database(file)
    except OSError as error:
        refuse(file, f"cannot be read: {error.strerror}", "Name a file that you may read.")
    folder = _room(home)
    try:
        made, why = None, ""
        if bare:
            _copy_bare(file, folder / DATABASE)
        else:
            manifest = unpack(file, folder)
            made, why = manifest.made, manifest.why
        yield Staged(file, folder, _check(file, folder / DATABASE), made, why, carries=not bare)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _room(home: Path) -> Path:
    """Return a new folder of the user's alone: in the home, or, where that takes nothing, where the system has room."""
    if home.is_dir():
        with contextlib.suppress(PermissionError):
            return Path(tempfile.mkdtemp(dir=home, prefix=".careerplan-", suffix=".new"))
    return Path(tempfile.mkdtemp(prefix=".careerplan-", suffix=".new"))


def _copy_bare(file: Path, target: Path) -> None:
    try:
        with contextlib.closing(open_still(file)) as source, contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        target.chmod(0o600)
    except sqlite3.Error as error:
        refuse(file, f"a damaged database: {error}", _ANOTHER)


def _check(file: Path, database: Path) -> Contents:
    """Return what a database holds; refuse one that is damaged, is not ours or is of a newer program."""
    try:
        with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
            if not is_ours(connection):
                refuse(file, "no backup of careerplan", _ANOTHER)
            if (found := version(connection)) > newest():
                told = f"made by a newer careerplan (records version {found}, this one knows {newest()})"
                refuse(file, told, "Upgrade careerplan, then restore it.")
            faults = page_faults(connection) or shape_faults(connection)
            if faults:
                refuse(file, f"damaged: {faults[0]}", _ANOTHER)
            return make_sound(connection, file)
    except sqlite3.Error as error:
        refuse(file, f"damaged: {error}", _ANOTHER)


def look(database: Path) -> Here:
    """Return what stands here now, without changing anything."""
    with explained(database):
        if not database.exists() and not database.is_symlink():
            gone = database.with_name(f"{database.name}-wal").exists()
            return Here("damaged", fault="it is gone, but its log is here") if gone else Here("absent")
        if not database.is_file() or database.stat().st_size == 0:
            return Here("damaged", fault="it is empty" if database.is_file() else "it is no file")
        try:
            return _look_into(database)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                return Here("damaged", fault=str(error))
            raise


def _look_into(database: Path) -> Here:
    with contextlib.closing(open_file(database, read_only=True)) as connection:
        if faults := page_faults(connection, 1):
            return Here("damaged", fault=faults[0])
        if not is_ours(connection):
            return Here("foreign", fault="it is not a careerplan database")
        return Here("newer" if version(connection) > newest() else "sound", count(connection))


def restore(database: Path, instant: dt.datetime, new: Staged) -> Restored:
    """Put a checked backup in the place of what is here; what is here is kept first, or moved aside where damaged."""
    with explained(database):
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    here = look(database)
    kept, aside = None, None
    if here.state in {"sound", "newer"}:
        kept = _overwrite(database, instant, new)
    else:
        with explained(database):
            aside = _move_in(database, instant, new)
    folders = _replace_folders(database.parent, instant, new, kept) if new.carries else ()
    return Restored(kept, aside, folders)


def _overwrite(database: Path, instant: dt.datetime, new: Staged) -> Backup:
    """Keep what is here and write the new over it in one transaction, both while nobody else can have it open."""
    with explained(database), contextlib.closing(open_file(database, read_only=False)) as target:
        target.execute("PRAGMA synchronous = FULL")
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        target.execute("BEGIN IMMEDIATE")  # waits for the others; from here on they wait
        target.execute("COMMIT")
        kept = back_up_before(database, instant, BEFORE_RESTORE, target)
        with contextlib.closing(sqlite3.connect(new.database, isolation_level=None)) as source:
            _fit_pages(source, target)
            source.backup(target, progress=_never_wait)
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return kept


def _fit_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Give the new database pages of the size of those here: a log in use cannot change it."""
    sizes = [each.execute("PRAGMA page_size").fetchone()[0] for each in (source, target)]
    if sizes[0] != sizes[1]:
        source.execute(f"PRAGMA page_size = {sizes[1]}")
        source.execute("VACUUM")


def _never_wait(status: int, remaining: int, total: int) -> None:  # noqa: ARG001 - as SQLite calls it
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:  # it would try again for ever
        message = "The records are in use by another program. Nothing was changed."
        raise StoreLockedError(message, "Close the other program or try again.")


def _move_in(database: Path, instant: dt.datetime, new: Staged) -> Path | None:
    """Give the new database its name; a damaged one is kept under another, and its log is never left beside the new."""
    draft = database.with_name(f"{new.folder.name}.new")
    try:
        shutil.copyfile(new.database, draft)
        draft.chmod(0o600)
        with contextlib.closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        aside = _set_aside(database, instant)
        if database.exists():
            draft.replace(database)
        else:
            name_new(draft, database)
        sync_folder(database.parent)
    finally:
        for mark in ("", "-wal", "-shm"):
            draft.with_name(draft.name + mark).unlink(missing_ok=True)
    return aside


_LOGS = ("-wal", "-journal")


def _set_aside(database: Path, instant: dt.datetime) -> Path | None:
    """Keep a damaged database and its log under another name too, then take the log away from beside it.

    Until the new file takes its name, the damaged one keeps its own: no run can begin an empty one in between.
    """
    logs = [each for each in _LOGS if database.with_name(database.name + each).exists()]
    if not logs and not database.exists():
        return None
    aside = database.with_name(f"careerplan-damaged-{instant.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.db")
    for number in itertools.count(2):
        if not any(aside.with_name(aside.name + each).exists() for each in ("", *_LOGS)):
            break
        aside = aside.with_name(f"careerplan-damaged-{instant.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{number}.db")
    if database.is_dir():
        database.rename(aside)
    for each in ("", *logs):
        if (beside := database.with_name(database.name + each)).exists():
            _twin(beside, aside.with_name(aside.name + each))
    sync_folder(database.parent)
    for each in (*logs, "-shm"):
        database.with_name(database.name + each).unlink(missing_ok=True)
    return aside


def _twin(file: Path, other: Path) -> None:
    try:
        other.hardlink_to(file)
    except OSError:  # a file system without hard links
        shutil.copyfile(file, other)
    other.chmod(0o600)


def _replace_folders(home: Path, instant: dt.datetime, new: Staged, kept: Backup | None) -> tuple[str, ...]:
    """Put the folders of a backup in the place of those here; return those that differed.

    The old ones are in the backup made just before; one that is not, or not wholly, is set aside.
    """
    differing = tuple(each for each in CARRIED if _tree(home / each) != _tree(new.folder / each))
    if not differing:
        return ()
    with explained(home):
        drafts = Path(tempfile.mkdtemp(dir=home, prefix=".careerplan-", suffix=".new"))
        try:
            for each in differing:
                (new.folder / each).mkdir(mode=0o700, exist_ok=True)
                shutil.copytree(new.folder / each, drafts / each)
                if (home / each).exists():
                    unkept = kept is None or any(name.startswith(f"{each}/") for name in kept.left_out)
                    (home / each).rename(_aside(home, each, instant) if unkept else drafts / f"old-{each}")
                (drafts / each).rename(home / each)
        finally:
            shutil.rmtree(drafts, ignore_errors=True)
    return differing


def _aside(home: Path, folder: str, instant: dt.datetime) -> Path:
    """Return a name among the backups that nothing has, for a folder that could not be kept whole."""
    backups_of(home / DATABASE).mkdir(mode=0o700, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=home / "backups", prefix=f"{folder}-{instant.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-"))


def _tree(folder: Path) -> dict[str, bytes]:
    """Return the digest of every file in a folder, by its name there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest() for path in files}
