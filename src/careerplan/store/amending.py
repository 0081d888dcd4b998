"""Changing what earlier backups hold, so that somebody can be forgotten there too."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from careerplan.errors import CareerplanError
from careerplan.person.backups import Backup
from careerplan.store.archive import DATABASE, Manifest, unpack, write_archive
from careerplan.store.backup import count, is_database, list_backups, sync_folder
from careerplan.store.database import explained

Change = Callable[[sqlite3.Connection], bool]
"""Changes a database of whatever version, and says whether there was anything to change."""


def amend_backups(database: Path, change: Change) -> tuple[list[Path], list[Path]]:
    """Apply ``change`` to every backup of a home; return those changed, and those that could not be read or written.

    Each is made anew beside itself, with nothing left in unused pages, and takes its old name in one step.
    """
    changed: list[Path] = []
    beyond: list[Path] = []
    for backup in list_backups(database):
        try:
            if backup.fault:
                beyond.append(backup.file)
            elif _amend(backup, change):
                changed.append(backup.file)
        except (CareerplanError, sqlite3.Error):
            beyond.append(backup.file)
    return changed, beyond + set_aside(database)


def set_aside(database: Path) -> list[Path]:
    """Return the damaged databases that were moved aside; what they hold cannot be changed."""
    return sorted(database.parent.glob("careerplan-damaged-*.db")) if database.parent.is_dir() else []


def _amend(backup: Backup, change: Change) -> bool:
    file = backup.file
    with explained(file), tempfile.TemporaryDirectory(dir=file.parent, prefix=".careerplan-", suffix=".backup") as made:
        folder = Path(made)
        bare = is_database(file)
        manifest = None if bare else unpack(file, folder)
        if bare:
            shutil.copyfile(file, folder / DATABASE)
        with contextlib.closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            if not change(connection):
                return False
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM")
            contents = count(connection)
        draft = folder / DATABASE
        if manifest:
            draft = folder / "amended.zip"
            with draft.open("wb") as target:
                stated = Manifest(manifest.made, manifest.why, manifest.careerplan, contents, {})
                write_archive(target, folder / DATABASE, folder, stated)
            unpack(draft, None)
        draft.chmod(0o600)
        with draft.open("rb") as target:
            os.fsync(target.fileno())
        draft.replace(file)
        sync_folder(file.parent)
    return True
