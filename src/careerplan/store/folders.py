"""The folders and files of a home: who may read them, what a killed run left behind, how much room there is."""

import contextlib
import datetime as dt
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from careerplan.person.checkup import Finding, fine, note, store_trouble
from careerplan.store.backup import backups_of

STRAY_AFTER = dt.timedelta(hours=1)
"""How old a file of an unfinished step must be before no run can still be at it."""

LITTLE, TOO_LITTLE = 200_000_000, 20_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine_folders(database: Path, instant: dt.datetime) -> Iterator[Finding]:
    """Yield what is found of the home itself."""
    home = database.parent
    yield _home(home)
    yield _permissions(database)
    yield _strays(home, instant)
    yield _room(home)


def _home(home: Path) -> Finding:
    if not home.exists():
        return note("home", f"{home} is not there yet; the first change makes it.")
    if not home.is_dir():
        return store_trouble("home", f"{home} is no folder.", "Name another one with --home.")
    if not os.access(home, os.R_OK | os.X_OK):
        return store_trouble("home", f"{home} cannot be opened.", f"Let yourself in: chmod u+rwx {home}")
    if not os.access(home, os.W_OK):
        return store_trouble("home", f"{home} cannot be written.", f"Let yourself write: chmod u+w {home}")
    return fine("home", f"{home}")


def open_to_others(database: Path) -> list[Path]:
    """Return the files and folders of the records that others on this machine may look into."""
    if os.name == "nt":
        return []
    return [each for each in _private(database) if each.stat().st_mode & _OTHERS]


def _private(database: Path) -> Iterator[Path]:
    """Yield the folders and files that hold the records, as far as they are there."""
    backups = backups_of(database)
    with contextlib.suppress(OSError):
        for each in (database.parent, backups):
            if each.is_dir() and not each.is_symlink():
                yield each
        for folder, pattern in ((database.parent, "careerplan*.db*"), (backups, "*")):
            if folder.is_dir():
                yield from (each for each in sorted(folder.glob(pattern)) if each.is_file() and not each.is_symlink())


def _permissions(database: Path) -> Finding:
    found = open_to_others(database)
    if not found:
        return fine("permissions", "Nobody else may read your records.")
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    told = f"Others on this machine may look into {found[0]}{more}."
    advice = "Close them: careerplan doctor --fix"
    if all(each.is_dir() for each in found):
        return note("permissions", told, advice)
    return store_trouble("permissions", told, advice)


def strays(home: Path, instant: dt.datetime) -> list[Path]:
    """Return what killed runs left behind: files of unfinished steps, older than any run."""
    found: list[Path] = []
    with contextlib.suppress(OSError):
        for folder in (home, home / "backups"):
            for each in folder.glob(".careerplan-*") if folder.is_dir() else ():
                age = instant.timestamp() - each.lstat().st_mtime
                if age > STRAY_AFTER.total_seconds():
                    found.append(each)
    return sorted(found)


def _strays(home: Path, instant: dt.datetime) -> Finding:
    found = strays(home, instant)
    if not found:
        return fine("leftovers", "Nothing was left behind by an interrupted run.")
    count = f"{len(found)} files" if len(found) > 1 else "A file"
    told = f"{count} left behind by an interrupted run, {found[0].name} first."
    return note("leftovers", told, "Remove them: careerplan doctor --fix")


def _room(home: Path) -> Finding:
    there = next((each for each in (home, *home.parents) if each.exists()), home)
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return note("disk", f"The free space of {there} is not known: {error.strerror}.")
    told = f"{free / 1_000_000_000:.1f} GB free." if free >= LITTLE else f"Only {free // 1_000_000} MB free."
    if free < TOO_LITTLE:
        return store_trouble("disk", told, "Free some space before you change anything.")
    return note("disk", told, "Free some space.") if free < LITTLE else fine("disk", told)


def mend(database: Path, instant: dt.datetime) -> list[str]:
    """Close what is open to others and remove what killed runs left behind; say what was done."""
    done: list[str] = []
    for each in open_to_others(database):
        with contextlib.suppress(OSError):
            each.chmod(0o700 if each.is_dir() else 0o600)
            done.append(f"closed {each} to others")
    for each in strays(database.parent, instant):
        with contextlib.suppress(OSError):
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink()
            done.append(f"removed {each}")
    return done
