"""The database file: opening it for reading or writing, one transaction per action, clear errors.

A reader never creates or changes the file: it sees an empty store where there is none, and a copy in
memory where the file is of an older version. The first write makes the file, complete, in one step.
"""

import contextlib
import datetime as dt
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from careerplan.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreReadOnlyError,
)
from careerplan.store.migrate import check_version, migrate, newest, transaction, version

WAIT_SECONDS = 10.0

CHECKED_WHOLLY = 16 << 20
"""How large a file is checked with all its indexes before a write: some 10,000 people, and a tenth of a second."""


class Store:
    """One run's view of the user's records. ``instant`` is the time written to history."""

    def __init__(self, path: Path, instant: dt.datetime) -> None:
        self.path = path
        self.instant = instant
        self._reader: sqlite3.Connection | None = None
        self._writer: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store opens it again when needed."""
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        self._reader = self._writer = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to read from: the writer's, once this run has written."""
        if self._writer is not None:
            return self._writer
        if self._reader is None:
            with explained(self.path):
                self._reader = _open_to_read(self.path)
        return self._reader

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read one state of the store from; failures of the file become errors of ours."""
        with explained(self.path):
            connection = self.connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            except ValueError as error:  # a day that is none, a document that is none
                message = f"{self.path} holds a record that cannot be read: {error}. It was left as it is."
                raise StoreDamagedError(message, way_back(self.path)) from error
            finally:
                connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def atomic(self, summary: str) -> Iterator[sqlite3.Connection]:
        """Do one user action in one transaction, recorded in history with everything it changes.

        An action that changes nothing leaves no trace.
        """
        with explained(self.path), transaction(connection := self._open_writer()):
            action = connection.execute(
                "INSERT INTO actions (at, summary) VALUES (?, ?)", (self.instant.isoformat(), summary)
            ).lastrowid
            connection.execute("DELETE FROM recording")
            connection.execute("INSERT INTO recording VALUES (?)", (action,))
            yield connection
            connection.execute("DELETE FROM recording")
            changed = "SELECT 1 FROM changes WHERE action_id = ? AND before IS NOT after LIMIT 1"
            if connection.execute(changed, (action,)).fetchone():
                connection.execute("UPDATE actions SET state = 'superseded' WHERE state = 'undone'")
            else:
                connection.execute("DELETE FROM actions WHERE id = ?", (action,))

    @contextlib.contextmanager
    def unrecorded(self) -> Iterator[sqlite3.Connection]:
        """Write in one transaction without history; only history itself does this, to undo and redo."""
        with explained(self.path), transaction(connection := self._open_writer()):
            yield connection

    def write_anew(self) -> None:
        """Write the whole file anew, so that nothing removed stays in an unused page or in the log."""
        with explained(self.path):
            connection = self._open_writer()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _open_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
            self._writer = _open_to_write(self.path, self.instant)
        return self._writer


def _connect(target: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(target, timeout=WAIT_SECONDS, isolation_level=None, uri=uri)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _in_memory() -> sqlite3.Connection:
    connection = _connect(":memory:")
    connection.execute("PRAGMA journal_mode = MEMORY")
    return connection


def _open_to_read(path: Path) -> sqlite3.Connection:
    if path.parent.exists() and not path.parent.is_dir():
        raise NotADirectoryError(20, "Not a directory", str(path.parent))
    if not path.exists():
        refuse_orphan(path)
        connection = _in_memory()
        migrate(connection)
        return connection
    refuse_empty(path)
    connection = open_file(path, read_only=True)
    if check_version(connection, path) < newest():
        copy = _in_memory()
        connection.backup(copy)
        connection.close()
        _check_shape(copy)
        migrate(copy)
        return copy
    return connection


def open_file(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open a database that is there, of whatever version."""
    connection = _connect(f"{path.as_uri()}?mode={'ro' if read_only else 'rw'}", uri=True)
    try:
        version(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        locked = error.sqlite_errorname.startswith("SQLITE_BUSY")
        if locked or not read_only or path.with_name(path.name + "-wal").exists():
            raise
        # A WAL database in a folder we may not write: nobody else can be writing it either.
        connection = _connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    return connection


def _open_to_write(path: Path, instant: dt.datetime) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        refuse_orphan(path)
        _create(path)
    refuse_empty(path)
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    connection = open_file(path, read_only=False)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        found = check_version(connection, path)
        _check_sound(connection)
        if found < newest():
            from careerplan.store.backup import back_up_before_migration

            _check_shape(connection)
            back_up_before_migration(path, instant, found)
            migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_sound(connection: sqlite3.Connection) -> None:
    """Refuse to write into a file that contradicts itself; what indexes say is left out where that takes too long."""
    (size,) = connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
    check = "integrity_check" if size <= CHECKED_WHOLLY else "quick_check"
    (told,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    if told != "ok":
        raise sqlite3.DatabaseError(str(told))


def _check_shape(connection: sqlite3.Connection) -> None:
    """Refuse to migrate what has not the tables of the version it says it has."""
    from careerplan.store.shape import shape_faults

    if faults := shape_faults(connection):
        raise sqlite3.DatabaseError(faults[0])


def refuse_orphan(path: Path) -> None:
    """Refuse to begin anew where the log of a database lies that is gone: it would be written into the new one."""
    if path.with_name(f"{path.name}-wal").exists() and not path.exists():
        message = f"{path} is gone, but its log is here. Nothing was changed."
        raise StoreDamagedError(message, way_back(path))


def refuse_empty(path: Path) -> None:
    """Refuse a file with nothing in it, and what is no file."""
    if not path.is_file() or path.stat().st_size == 0:
        message = f"{path} is {'empty' if path.is_file() else 'no file'}, which a careerplan database never is."
        raise StoreDamagedError(message, way_back(path))


def _create(path: Path) -> None:
    """Make the database aside and give it its name in one step, so that no half-made file is ever seen."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".careerplan-", suffix=".new")
    os.close(handle)
    draft = Path(name)
    try:
        connection = _connect(draft)
        migrate(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        name_it(draft, path)
    finally:
        for leftover in (draft, Path(f"{name}-wal"), Path(f"{name}-shm")):
            leftover.unlink(missing_ok=True)


def name_it(draft: Path, path: Path) -> None:
    """Give the draft its name unless another program was faster; its file holds."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.rename(path)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about the file into one sentence and a hint."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _explain(path, error) from error
    except PermissionError as error:
        raise _read_only(path) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            message = f"{path} cannot be written: {error.strerror}. Nothing was changed."
            raise StoreFullError(message, "Free some space and try again.") from error
        message = f"{path} cannot be used: {error.strerror}."
        raise StoreError(message, "Check the folder, or name another one with --home.") from error


def _read_only(path: Path) -> StoreError:
    held = path if os.access(path, os.F_OK) and not os.access(path, os.R_OK | os.W_OK) else path.parent
    message = f"{held} cannot be {'opened' if not os.access(held, os.R_OK) else 'written'}; nothing was changed."
    return StoreReadOnlyError(message, "Change its permissions, or name another folder with --home.")


_SAID_OF_DAMAGE = ("unsupported file format", "Could not decode to UTF-8")
"""What is said of damaged files without a code that tells it from a bug of ours."""


def _explain(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = f"{path} is in use by another program; waited {WAIT_SECONDS:.0f} seconds. Nothing was changed."
        return StoreLockedError(message, "Close the other program or try again.")
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    refuses = name == "SQLITE_READONLY" and writable  # the file says of itself that a newer SQLite must write it
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")) and not refuses:
        return _read_only(path)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        message = f"{path} cannot be written: {error}. Nothing was changed."
        return StoreFullError(message, "Free some space and try again.")
    damaged = name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or type(error) is sqlite3.DatabaseError
    no_text = isinstance(error, UnicodeDecodeError)  # SQLite quotes a damaged file in what it says of it
    if damaged or refuses or no_text or str(error).startswith(_SAID_OF_DAMAGE):
        told = "it holds what is no text" if no_text else error
        message = f"{path} is damaged: {told}. It was left as it is."
        return StoreDamagedError(message, way_back(path))
    raise error  # a bug of ours


def way_back(path: Path) -> str:
    """Say what to do about a damaged database: what can be seen of it, and the newest backup if there is any."""
    from careerplan.store.backup import newest_backup

    newest_one = newest_backup(path)
    if newest_one is None:
        return "See: careerplan doctor. There is no backup in this home; if you have one: careerplan restore FILE"
    return f"See: careerplan doctor. The newest backup is {newest_one.name}: careerplan restore --latest"
