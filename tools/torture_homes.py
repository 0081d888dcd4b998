"""What the torture stands on: homes made by the program itself, the program run on them, and what a home then holds.

A home is only ever looked into through a copy of its files, so that the program meets it exactly as it was left.
"""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from careerplan.store.migrate import RECORDED

DAY = "2026-11-22"
PATIENCE = 60.0
"""Seconds after which a command hangs: many times what any of them takes, waiting for other writers included."""

DATABASE = "careerplan.db"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?")

MANY_COMMANDS = """
import contextlib, io, json, sys
from careerplan.cli.main import app

for line in sys.stdin:
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            app(json.loads(line))
    except SystemExit as end:
        if end.code:
            sys.exit(f"{line.strip()}: {out.getvalue()}")
"""
"""Runs one command after the other in one process; only to make homes, where nothing is tried yet."""

Rows = Mapping[str, Sequence[str]]
"""What stands in a database: the rows of each table that has any, instants left out."""


class UnpreparedError(Exception):
    """A home that the torture needs could not be made."""


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended. No code: it was still running when patience ended, and was stopped."""

    code: int | None
    out: str
    err: str
    took: float = 0.0

    @property
    def traceback(self) -> bool:
        """Whether it ended as no program should before a person."""
        return "Traceback" in self.err or self.code == 1

    @property
    def acknowledged(self) -> bool:
        """Whether it said that it was done: by its exit code, or by a whole line that arrived before it died."""
        return self.code == 0 or "\n" in self.out

    def __str__(self) -> str:
        said = " ".join((self.err or self.out).split())
        return f"exit {'none, it hung' if self.code is None else self.code}: {said[:60]} … {said[-200:]}"


def environment(home: Path) -> dict[str, str]:
    """Return the whole environment of a run: nothing of the user's but where programs are; temporary files beside."""
    there = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    return {
        **there,
        "HOME": str(home.parent),
        "TMPDIR": str(home.parent / "tmp"),
        "CAREERPLAN_HOME": str(home),
        "CAREERPLAN_AS_OF": DAY,
        "PYTHONDONTWRITEBYTECODE": "1",  # a death while Python writes its own cache is not what is tried
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "EDITOR": f'{sys.executable} -c "{EDITING}"',
    }


EDITING = "import sys; open(sys.argv[1], 'a', encoding='utf-8').write(chr(10) + 'name: Edited Sample' + chr(10))"
"""An editor that adds a line to a profile."""


def program(*words: str) -> list[str]:
    """Return the command that runs careerplan."""
    return [sys.executable, "-m", "careerplan", *words]


def run(home: Path, command: Sequence[str], given: str | None = None) -> Ended:
    """Run a command on a home to its end, and say how it ended."""
    begin = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            env=environment(home),
            cwd=home.parent,
            input=given or "",
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ended(None, "", "", PATIENCE)
    return Ended(done.returncode, done.stdout, done.stderr, time.perf_counter() - begin)


def run_well(home: Path, *words: str) -> Ended:
    """Run the program to make a home ready; it has to succeed."""
    ended = run(home, program(*words))
    if ended.code != 0:
        message = f"careerplan {' '.join(words)}: {ended}"
        raise UnpreparedError(message)
    return ended


def run_many(home: Path, commands: Sequence[Sequence[str]]) -> None:
    """Run many commands in one process, to make a home ready."""
    lines = "".join(json.dumps([*each]) + "\n" for each in commands)
    ended = run(home, [sys.executable, "-c", MANY_COMMANDS], lines)
    if ended.code != 0:
        raise UnpreparedError(str(ended))


def copy_home(home: Path, folder: Path) -> Path:
    """Copy a home into a folder of a trial, with an empty folder for temporary files beside it, and return it."""
    (folder / "tmp").mkdir(parents=True)
    return Path(shutil.copytree(home, folder / "home"))


def files_of(home: Path) -> dict[str, bytes]:
    """Return the name and content of every file of a home but its cache, SQLite's shared index and an empty log."""
    found = {each.name: each.read_bytes() for each in home.iterdir() if each.is_file() and not each.match("*-shm")}
    return {name: raw for name, raw in found.items() if raw or not name.endswith("-wal")}


def kinds_of_files(home: Path) -> set[str]:
    """Return what files there are in a home and in its folder for temporary files, numbers in names left out."""
    places = [each.relative_to(home.parent) for part in ("home", "tmp") for each in (home.parent / part).rglob("*")]
    names = {re.sub(r"\d+", "#", each.as_posix()) for each in places if "cache" not in each.parts}
    return names - {f"home/{DATABASE}-wal", f"home/{DATABASE}-shm"}


@dataclass(frozen=True)
class Content:
    """What a home's database holds, and what is wrong with it: nothing, if it is as it should be."""

    rows: Rows
    faults: tuple[str, ...]


def content_of(home: Path) -> Content:
    """Read a home's database as a program would that comes next, from a copy; no database is an empty one."""
    if not (home / DATABASE).exists():
        return Content({}, ())
    copy = home.parent / "looked-into"
    copy.mkdir()
    try:
        for name in (DATABASE, f"{DATABASE}-wal"):
            if (home / name).exists():
                shutil.copyfile(home / name, copy / name)
        with closing(sqlite3.connect(copy / DATABASE)) as connection:
            return Content(*_read(connection))
    finally:
        shutil.rmtree(copy)


def _read(connection: sqlite3.Connection) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows and the faults; of what cannot be read, the fault alone."""
    connection.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")
    try:
        told = connection.execute("PRAGMA integrity_check").fetchall()
        if told != [("ok",)]:
            return _rows(connection, careful=True), (f"integrity_check: {told[0][0]}",)
        if astray := connection.execute("PRAGMA foreign_key_check").fetchall():
            return _rows(connection, careful=True), (f"foreign_key_check: {astray[0]}",)
        return _rows(connection, careful=False), ()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what SQLite says may itself be no text
        return {}, (f"cannot be read: {error}",)


def _rows(connection: sqlite3.Connection, *, careful: bool) -> Rows:
    found: dict[str, list[str]] = {}
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError) if careful else contextlib.nullcontext():
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        for (table,) in connection.execute(tables).fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - a name from the database
            found[table] = sorted(INSTANT.sub("<instant>", repr(row)) for row in rows)
    return {table: rows for table, rows in found.items() if rows}


def broken_line(home: Path) -> str | None:
    """Play history from the beginning and say where it does not lead, record by record, to what stands there now.

    Each change of an action that is done has to begin where the one before it ended: then history is one line,
    though many wrote at once. Only for a home whose every record came about under history.
    """
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        played: dict[tuple[str, int], dict[str, object]] = {}
        changes = (
            "SELECT action_id, record, record_id, before, after FROM changes JOIN actions ON actions.id = action_id"
            " WHERE state = 'done' ORDER BY action_id, changes.id"
        )
        for action, record, number, before, after in connection.execute(changes):
            was = json.loads(before) if before else None
            if played.get((record, number)) != was:
                return f"action {action} changed {record} {number} from a state it was not in"
            if after:
                played[record, number] = json.loads(after)
            else:
                played.pop((record, number), None)
        connection.row_factory = sqlite3.Row
        there = {
            (record, row["id"]): dict(row)
            for record in RECORDED
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (record,)).fetchone()
            for row in connection.execute(f"SELECT * FROM {record}")  # noqa: S608 - a name of ours
        }
    if played == there:
        return None
    astray = next(key for key in {**played, **there} if played.get(key) != there.get(key))
    return f"history does not lead to {astray[0]} {astray[1]} as it stands"
