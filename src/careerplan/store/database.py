"""The database file: opening it for reading or writing, one transaction per action, clear errors.

A reader never creates or changes the file: it sees an empty store where there is none, and a copy in
memory where the file is of an older version. The first write makes the file, complete, in one step.
"""

import contextlib
import datetime as dt
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

    def _open_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
            self._writer = _open_to_write(self.path)
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
        connection = _in_memory()
        migrate(connection)
        return connection
    _refuse_empty(path)
    connection = _open_file(path, read_only=True)
    if check_version(connection, path) < newest():
        copy = _in_memory()
        connection.backup(copy)
        connection.close()
        migrate(copy)
        return copy
    return connection


def _open_file(path: Path, *, read_only: bool) -> sqlite3.Connection:
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


def _open_to_write(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    _refuse_empty(path)
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    connection = _open_file(path, read_only=False)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        found = check_version(connection, path)
        _check_sound(connection)
        if found < newest():
            _back_up(path, found)
            migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_sound(connection: sqlite3.Connection) -> None:
    """Refuse to write into a file whose pages contradict each other."""
    (told,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if told != "ok":
        raise sqlite3.DatabaseError(str(told))


def _refuse_empty(path: Path) -> None:
    if not path.is_file() or path.stat().st_size == 0:
        message = f"{path} is {'empty' if path.is_file() else 'no file'}, which a careerplan database never is."
        raise StoreDamagedError(message, "Restore it from a backup, or move it away to begin anew.")


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
        _name_it(draft, path)
    finally:
        for leftover in (draft, Path(f"{name}-wal"), Path(f"{name}-shm")):
            leftover.unlink(missing_ok=True)


def _name_it(draft: Path, path: Path) -> None:
    """Give the draft its name unless another program was faster; its file holds."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.rename(path)


def _back_up(path: Path, found: int) -> None:
    """Copy the file, still of version ``found``, beside it, in one step; a copy that is there is never touched."""
    import tempfile

    target = path.with_name(f"careerplan-before-migration-{found}.db")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".careerplan-", suffix=".backup")
    os.close(handle)
    try:
        with contextlib.closing(_connect(path)) as source, contextlib.closing(sqlite3.connect(name)) as copy:
            source.execute("BEGIN")  # one state of the file: no other writer can come between the look and the copy
            if version(source) != found:  # another program has migrated it, and kept the copy
                return
            source.backup(copy)
        _name_it(Path(name), target)
    finally:
        Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about the file into one sentence and a hint."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(path, error) from error
    except PermissionError as error:
        raise _read_only(path) from error
    except OSError as error:
        message = f"{path} cannot be used: {error.strerror}."
        raise StoreError(message, "Check the folder, or name another one with --home.") from error


def _read_only(path: Path) -> StoreError:
    held = path if os.access(path, os.F_OK) and not os.access(path, os.R_OK | os.W_OK) else path.parent
    message = f"{held} cannot be {'opened' if not os.access(held, os.R_OK) else 'written'}; nothing was changed."
    return StoreReadOnlyError(message, "Change its permissions, or name another folder with --home.")


def _explain(path: Path, error: sqlite3.Error) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = f"{path} is in use by another program; waited {WAIT_SECONDS:.0f} seconds. Nothing was changed."
        return StoreLockedError(message, "Close the other program or try again.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return _read_only(path)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        message = f"{path} cannot be written: {error}. Nothing was changed."
        return StoreFullError(message, "Free some space and try again.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or type(error) is sqlite3.DatabaseError:
        message = f"{path} is damaged: {error}. It was left as it is."
        return StoreDamagedError(message, "Restore it from a backup, or move it away to begin anew.")
    raise error  # a bug of ours
