"""How the figures of the torture are shown: as text, and as the page of the documentation."""

import os
import platform
import sqlite3
import textwrap
from collections.abc import Sequence
from pathlib import Path

from torture_trials import Row, Torture

from careerplan import clock

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "torture.md"
SHOWN_FAULTS = 40

OPENING = """\
# What was done to your records, and what survived

<!-- Written by tools/torture.py --write. Change the program, not this page. -->

`make torture` tries to make careerplan lose something: it kills it, fills its disk, takes away the right to write, lets
many run at once, and damages its database. Everything happens in temporary homes, through the program as you run it.
"""

MEANING = """\
- **tried**: runs of the program under such conditions.
- **survived**: everything after it was as it should be. What that means is said below.
- **acknowledged**: runs that changed something and said that it was done, by exit code 0 or by a line that arrived
  before death.
- **lost**: acknowledged, and afterwards not there. This must be 0.
- **tracebacks**: runs that ended in a traceback, or with exit code 1. This must be 0.
"""

METHODS = """\
**Sudden death.** A command that writes is killed (SIGKILL): at a random moment of the time it takes, and one time in
three when a file in the home has just changed, which is when it writes. Afterwards the database must be sound
(`PRAGMA integrity_check`, `PRAGMA foreign_key_check`) and must hold, row for row, history included, either exactly
what the command leaves undisturbed or exactly what was there before, and the former if it was acknowledged. Then the
program must read the home, `undo` and write again, with exactly the same outcome as without the death, and leave no
file behind but drafts, which hold copies of records and which `careerplan doctor --fix` removes once an hour has
passed, and what an editor was given in the system's folder for temporary files. The same is done to actions that
write thousands of records at once.

**A full disk.** Writing stops at a size of file, at a number of pages of the database, and on a small file system
that is almost full. The command is done, or says so with exit code 5 and has changed nothing. With room again, all
goes on.

**A read-only home.** As a user to whom file modes apply, every command is run with the database, its folder or both
read-only. Reading shows what it should; writing says so with exit code 5; no byte changes.

**Many at once.** Writers run mixed commands on one home, readers and `undo` among them. Each is acknowledged and in
history once, or refused with a clear word and not there. The number of actions must add up, and history, played from
the beginning, must lead record by record to what stands there: each change begins where the one before it ended.

**Damage.** The database is cut short or has one bit turned over: anywhere, in its header, in the first page, at the
ends of pages, in the list of free pages, in the head, the pointers and the cells of its trees. The same is done to
the log (`-wal`) in which the newest actions stand after sudden death. Each command must work with the right data, or
name the file and a way back, with exit code 5, and leave the file as it is. *Not detectable* means that the data
shown is other than before, and SQLite's own check of the file finds nothing: a letter of a note that became another
one, for example. SQLite guards its log by sums, and reads it up to the first that does not fit: what stood after that
is gone, and no check can tell. Keep backups: `careerplan backup`.
"""

NEVER_TRIED = (
    "a machine that loses power: that SQLite forces each action to the disk (`synchronous = FULL`) is set, not tried",
    "disks that say they have written and have not, and file systems over a network",
    "Windows and macOS",
)


def table(rows: Sequence[Row]) -> list[str]:
    """Return the table as text."""
    lines = [Row.HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(Row.HEAD))]
    found = []
    for line in lines:
        cells = [
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        found.append("  ".join(cells))
    return found


def markdown(rows: Sequence[Row]) -> list[str]:
    """Return the table in Markdown."""
    ruler = ("---", *("---:" for _ in Row.HEAD[1:]))
    return [f"| {' | '.join(line)} |" for line in (Row.HEAD, ruler, *(row.cells() for row in rows))]


def endings(rows: Sequence[Row]) -> list[str]:
    """Return how the trials of each line ended."""
    return [f"- {row.what}: {'; '.join((*row.notes, row.endings()))}" for row in rows]


def faults(rows: Sequence[Row]) -> list[str]:
    """Return every fault, with what is needed to see it again; the first of many."""
    found = []
    for row in rows:
        told = [each for trial in row.trials for each in trial.faults]
        found += [f"FAULT {row.what}: {each}" for each in told[:SHOWN_FAULTS]]
        if len(told) > SHOWN_FAULTS:
            found.append(f"FAULT {row.what}: and {len(told) - SHOWN_FAULTS} more")
    return found


def describe(torture: Torture) -> str:
    """Return what the figures were made by."""
    system = f"{platform.system()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    return f"{system}, SQLite {sqlite3.sqlite_version}, {file_system(torture.folder)}; seed {torture.seed}"


def file_system(folder: Path) -> str:
    """Return what kind of file system a folder is on, as the system calls it."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "a file system that this system does not name"
    over = [each for each in mounts if folder.is_relative_to(each[1])]
    return max(over, key=lambda each: len(each[1]))[2] if over else "a file system unknown"


def text(torture: Torture) -> str:
    """Return the whole outcome as text."""
    untried = [f"- not tried: {each}" for each in torture.not_tried]
    made = f"{clock.today()}; {describe(torture)}."
    return "\n".join([*table(torture.rows), "", made, *endings(torture.rows), *untried, *faults(torture.rows)])


def page(torture: Torture) -> str:
    """Return the page of the documentation."""
    day = clock.today()
    made = f"As it was on {day.day} {day:%B %Y}, on {describe(torture)}. Another run: `make torture`, or with the same"
    made += f" seed `.venv/bin/python tools/torture.py --seed {torture.seed}`."
    parts = [
        OPENING,
        "## The figures\n",
        *markdown(torture.rows),
        "",
        textwrap.fill(made, 120) + "\n",
        MEANING,
        "## How it ended\n",
        *_wrapped(endings(torture.rows)),
        "",
        *_failed(torture.rows),
        "## How it is tried\n",
        METHODS,
        "## What is not tried\n",
        *_wrapped([f"- {each}." for each in (*NEVER_TRIED, *torture.not_tried)]),
    ]
    return "\n".join(parts) + "\n"


def _failed(rows: Sequence[Row]) -> list[str]:
    """Return what did not survive, as a section of the page; nothing where all did."""
    told = [f"- {each.removeprefix('FAULT ')}" for each in faults(rows)]
    return ["## What did not survive\n", *_wrapped(told), ""] if told else []


def _wrapped(lines: Sequence[str]) -> list[str]:
    return [textwrap.fill(each, 120, subsequent_indent="  ", break_on_hyphens=False) for each in lines]
