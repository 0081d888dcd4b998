"""What doctor asks of everything around the records: the data files, the cache, the program, the terminal."""

import importlib.metadata
import locale
import os
import platform
import re
import shutil
import sqlite3
import sys
import zoneinfo
from collections.abc import Iterator

from careerplan import __version__
from careerplan.errors import BadDataError, CareerplanError
from careerplan.person.checkup import Finding, bad_data, fine, note, store_trouble
from careerplan.settings import Places

NARROW = 60
_CHECK = "Every fault: careerplan data check"


def examine_data(places: Places) -> Iterator[Finding]:
    """Yield what is found of the data files and of the cache made from them."""
    from careerplan.catalog.cache import load_cache
    from careerplan.catalog.load import check_files, content_key, read_files

    try:
        files = read_files(places.packs)
        own = sum(file.pack for file in files)
        if load_cache(places.cache, content_key(files)) is not None:
            yield fine("data", f"{len(files)} files without a fault, {own} of them yours.")
            yield fine("cache", f"{places.cache} is up to date.")
            return
        _, problems = check_files(files)
    except BadDataError as error:
        problems, own = list(error.problems), 0
    except CareerplanError as error:
        yield store_trouble("data", error.message, error.hint)
        return
    if problems:
        yield bad_data("data", f"{len(problems)} faults in the data files: {problems[0]}", _CHECK)
    else:
        yield fine("data", f"{len(files)} files without a fault, {own} of them yours.")
    yield fine("cache", f"The next command that reads the data writes {places.cache}.")


def examine_program() -> Iterator[Finding]:
    """Yield what is found of the program, what it stands on, and where it runs."""
    yield _versions()
    yield _sqlite()
    yield _locale()
    yield _zone()
    yield _terminal()


def _libraries() -> list[str]:
    """Return the names of what careerplan stands on, as its own package states them; extras are not asked for."""
    try:
        stated = importlib.metadata.requires("careerplan") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return [match[0] for each in stated if "extra ==" not in each and (match := re.match(r"[\w.-]+", each))]


def _versions() -> Finding:
    missing, found = [], []
    for name in _libraries():
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    told = f"careerplan {__version__}, Python {platform.python_version()}, {', '.join(found)}."
    if missing:
        return note("versions", f"{told} Not known: {', '.join(missing)}.", "Install careerplan again.")
    return fine("versions", told)


def _sqlite() -> Finding:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        connection.execute("SELECT json_object('a', 1)").fetchone()
    except sqlite3.OperationalError as error:
        advice = "Use a Python whose SQLite has FTS5 and JSON, such as those of python.org."
        return store_trouble("sqlite", f"SQLite {sqlite3.sqlite_version} lacks something: {error}.", advice)
    finally:
        connection.close()
    return fine("sqlite", f"SQLite {sqlite3.sqlite_version}, with full-text search.")


def _locale() -> Finding:
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    language = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "none"
    told = f"Text is written as {encoding}; the language of the terminal is {language}."
    if encoding.replace("-", "") != "utf8":
        return note(
            "locale", told, "For accents and signs as they are: export PYTHONUTF8=1, or set LANG to a UTF-8 one."
        )
    if locale.getpreferredencoding(do_setlocale=False).lower().replace("-", "") not in {"utf8", "utf-8"}:
        return note("locale", told, "Files that you edit may be taken for another encoding: export PYTHONUTF8=1")
    return fine("locale", told)


def _zone() -> Finding:
    import time

    zone = os.environ.get("TZ", "").removeprefix(":")
    if zone and zone not in {"UTC", "GMT"} and not zone.startswith("/") and not any(each.isdigit() for each in zone):
        try:
            zoneinfo.ZoneInfo(zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            advice = "Days may begin at another hour than yours: set TZ to one such as America/Toronto, or unset it."
            return note("time zone", f"TZ is '{zone}', which is not known here.", advice)
    return fine("time zone", f"{zone or time.tzname[0]}.")


def _terminal() -> Finding:
    if not sys.stdout.isatty():
        return fine("terminal", "The output goes into a pipe or a file.")
    width = shutil.get_terminal_size().columns
    if width < NARROW:
        return note("terminal", f"{width} columns wide.", f"Tables read better from {NARROW} columns on.")
    return fine("terminal", f"{width} columns wide.")
