"""The commands that are tortured, and the homes they run on. To try a new command, add a line to a table."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from torture_homes import DATABASE, UnpreparedError, content_of, program, run, run_many, run_well

PEOPLE = ("Robin", "Sam", "Noor", "Chloé", "Alex", "Mei", "Jordan", "Amara", "Lee", "Zoë")
SAVED = sorted((Path(__file__).resolve().parent.parent / "tests" / "store").glob("schema-*.sql"))
"""The database as each version of the program made it."""


@dataclass(frozen=True)
class Command:
    """A command and the home it runs on. ``migrates``: other states than before and after may stand between."""

    words: tuple[str, ...]
    home: str = "lived-in"
    migrates: bool = False

    @property
    def reads(self) -> bool:
        """Whether it only reads."""
        return self.words in {each.words for each in READING}

    def __str__(self) -> str:
        on = "" if self.home == "lived-in" else f" ({self.home} home)"
        return f"{' '.join(each[:40] for each in self.words)}{on}"


READING = (
    Command(("contacts", "list")),
    Command(("contacts", "show", "Robin Sample")),
    Command(("followups", "due")),
    Command(("followups", "list", "--all")),
    Command(("history",)),
    Command(("network", "show")),
    Command(("profile", "show")),
)

WRITING = (
    Command(("contacts", "add", "Newcomer Sample", "--tie", "regular", "--email", "newcomer@example.org")),
    Command(("contacts", "add", "Long Sample", "--note", "Everything they said. " * 1500)),
    Command(("contacts", "add", "First Sample"), "new"),
    Command(("contacts", "log", "Robin Sample", "call", "--note", "on the wing")),
    Command(("contacts", "log", "Sam Sample", "informational-interview", "--on", "yesterday")),
    Command(("contacts", "edit", "Robin Sample", "--role", "Probation Officer")),
    Command(("contacts", "move", "Robin Sample", "John Howard Society")),
    Command(("contacts", "correct", "1", "--note", "at the open house")),
    Command(("contacts", "remove", "Robin Sample")),
    Command(("contacts", "merge", "Robin Sample", "Sam Sample", "--apply")),
    Command(("contacts", "forget", "Sam Sample", "--yes")),
    Command(("followups", "done", "1")),
    Command(("followups", "snooze", "1", "in 5 days")),
    Command(("followups", "skip", "1", "--reason", "too late")),
    Command(("followups", "add", "Robin Sample", "Send the résumé", "--by", "next friday")),
    Command(("followups", "reopen", "5")),
    Command(("note", "coffee with Robin Sample yesterday, thank her")),
    Command(("profile", "set", "lives_in", "CA-AB")),
    Command(("profile", "edit")),
    Command(("followups", "rules", "keep-in-touch", "--delay", "21", "--contact", "Robin Sample")),
    Command(("network", "plan", "--keep", "--weeks", "8")),
    Command(("data", "confirm", "ca-bc-correctional-officer", "copat", "--says", "Yes.", "--source", "they told me")),
    Command(("restore", "{worn.zip}", "--apply")),
    Command(("import", "{worn.json}", "--apply"), "new"),
    Command(("import", "{worn.json}", "--replace", "--apply")),
    Command(("undo",)),
    Command(("redo",), "undone"),
    *(
        Command(("contacts", "add", "Newcomer Sample"), f"version-{int(path.stem[-4:])}", migrates=True)
        for path in SAVED
    ),
)

LARGE_WRITING = (
    Command(("import", "{large.json}", "--apply"), "new"),
    Command(("restore", "{large.zip}", "--apply")),
    Command(("undo",), "large"),
    Command(("redo",), "large-undone"),
)
"""Actions that write thousands of records at once."""


FILES = {
    "{worn.zip}": ("worn", ("backup",)),
    "{worn.json}": ("worn", ("export",)),
    "{large.zip}": ("large", ("backup",)),
    "{large.json}": ("large", ("export",)),
}
"""Files that commands read: of which home they are made, and by which command."""


@dataclass
class Homes:
    """The homes that commands run on, in one folder; each is made when first asked for, and never run on itself.

    ``people`` is how many a large action adds, with an interaction and a follow-up each.
    """

    folder: Path
    people: int
    _lock: RLock = field(default_factory=RLock)

    def __getitem__(self, name: str) -> Path:
        """Return a home, ready and closed."""
        home = self.folder / name / "home"
        with self._lock:
            if not home.exists():
                (home.parent / "tmp").mkdir(parents=True)
                maker = MAKERS.get(name) or MAKERS[name.partition("-")[0]]
                maker(self, home)
                if faults := content_of(home).faults:
                    message = f"{name}: {faults[0]}"
                    raise UnpreparedError(message)
        return home

    def words(self, command: Command) -> list[str]:
        """Return the words of a command, with the files that it names in braces made before."""
        return [str(self.file(each)) if each in FILES else each for each in command.words]

    def file(self, name: str) -> Path:
        """Return a file that the program made of a home; none is there if this program cannot make it."""
        home, words = FILES[name]
        made = self.folder / name.strip("{}")
        with self._lock:
            if not made.exists():
                run(self[home], program(*words, str(made)))
        return made

    def copy(self, name: str, home: Path) -> None:
        """Make ``home`` from another one."""
        shutil.copytree(self[name], home)


def _new(homes: Homes, home: Path) -> None:  # noqa: ARG001 - the first of all
    """Only the catalog is compiled: nothing was ever written."""
    home.mkdir(mode=0o700)
    run_well(home, "roles", "list")


def _lived_in(homes: Homes, home: Path) -> None:
    homes.copy("new", home)
    run_many(home, list(_life()))


def _life() -> Iterator[tuple[str, ...]]:
    """Yield what makes a small home with records of every kind, closed follow-ups and an action that was undone."""
    yield "profile", "set", "lives_in", "CA-ON"
    for number, name in enumerate(PEOPLE):
        tie = ("close", "regular", "loose")[number % 3]
        yield "contacts", "add", f"{name} Sample", "--tie", tie, "--organization", "Correctional Service of Canada"
        yield "contacts", "log", f"{name} Sample", "met", "--on", f"{1 + number} days ago", "--note", "at the job fair"
    yield "followups", "skip", "2"
    yield "network", "plan", "--keep"
    yield "contacts", "add", "Undone Sample"
    yield ("undo",)
    yield "contacts", "log", "Noor Sample", "message-sent"


def _undone(homes: Homes, home: Path) -> None:
    homes.copy("lived-in", home)
    run_well(home, "undo")


def _worn(homes: Homes, home: Path) -> None:
    """Make a home of many pages, some of them free again."""
    homes.copy("lived-in", home)
    more = [("contacts", "add", f"{each} {number} Sample") for number in range(6) for each in PEOPLE]
    plans = [("network", "plan", "--keep", "--weeks", str(weeks)) for weeks in (20, 24)]
    run_many(home, [*more, *plans, ("undo",), ("undo",), ("contacts", "log", "Mei Sample", "call")])


def _unsettled(homes: Homes, home: Path) -> None:
    """Make a home as sudden death leaves it: the newest action stands in the log of the database alone."""
    copy = home.parent / "open" / "home"
    (copy.parent / "tmp").mkdir(parents=True)
    homes.copy("worn", copy)
    with closing(sqlite3.connect(copy / DATABASE)) as holding:
        holding.execute("SELECT count(*) FROM contacts").fetchone()
        run_well(copy, "contacts", "log", "Lee Sample", "call", "--note", "of the newest")
        shutil.copytree(copy, home)
    if not (home / f"{DATABASE}-wal").stat().st_size:
        message = "nothing stands in the log"
        raise UnpreparedError(message)


def _crowded(homes: Homes, home: Path) -> None:
    """Make a home of so many people, each with open follow-ups."""
    homes.copy("new", home)
    people = int(home.parent.name.partition("-")[2])
    lines = [
        line
        for number in range(people)
        for line in (
            ("contacts", "add", f"Crowd {number:03} Sample"),
            ("contacts", "log", f"Crowd {number:03} Sample", "met", "--on", "yesterday"),
        )
    ]
    run_many(home, [*lines, *(("contacts", "add", f"Newest {number} Sample") for number in range(BUFFER))])


BUFFER = 12
"""How many newest actions a crowd may undo in a row before it undoes what its other commands stand on."""

FILL = """
import datetime as dt, pathlib, sys
from bench_data import fill_careerplan
fill_careerplan(pathlib.Path(sys.argv[1]), int(sys.argv[2]), dt.date.fromisoformat(sys.argv[3]))
"""


def _large(homes: Homes, home: Path) -> None:
    """Make a home whose newest action added many people."""
    homes.copy("lived-in", home)
    there = os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(home), str(homes.people), "2026-11-22"],
        env={**os.environ, "PYTHONPATH": there},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UnpreparedError(done.stderr)


def _large_undone(homes: Homes, home: Path) -> None:
    homes.copy("large", home)
    run_well(home, "undo")


def _version(homes: Homes, home: Path) -> None:
    """Make a home as an earlier version of the program left it."""
    number = int(home.parent.name.partition("-")[2])
    homes.copy("new", home)
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        connection.executescript(SAVED[number - 1].read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")


MAKERS: dict[str, Callable[[Homes, Path], None]] = {
    "new": _new,
    "lived-in": _lived_in,
    "undone": _undone,
    "worn": _worn,
    "unsettled": _unsettled,
    "crowded": _crowded,
    "large": _large,
    "large-undone": _large_undone,
    "version": _version,
}
