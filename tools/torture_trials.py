"""What a trial is, what is expected of a command, and how trials become a line of the table."""

import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from torture_commands import Command, Homes
from torture_homes import Content, Ended, Rows, UnpreparedError, content_of, copy_home, kinds_of_files, program, run

AT_ONCE = 2
"""How many trials go on at the same time."""

AFTERWARDS = (("undo",), ("contacts", "add", "Later Sample"))
"""What a person does next, after the world went wrong: it has to work, and to find the records as they should be."""

NOT_THERE = "this program has no such command yet"
NOT_EVEN = "undisturbed,"
LEFT_OVER = "a file left over"
TWO_HOURS = 2 * 60 * 60
USAGE = 2


@dataclass(frozen=True)
class Rounds:
    """How much is tried, of how many commands."""

    commands: int
    kills: int
    people: int
    large_kills: int
    sizes: int
    writers: int
    commands_each: int
    damages: int


ROUNDS = {
    "small": Rounds(commands=3, kills=8, people=250, large_kills=2, sizes=2, writers=4, commands_each=5, damages=8),
    "full": Rounds(
        commands=100, kills=300, people=1500, large_kills=30, sizes=24, writers=8, commands_each=100, damages=240
    ),
}


@dataclass(frozen=True)
class Trial:
    """What came of one trial. ``how`` it ended, in words that other trials share; its ``faults``, if any, in full."""

    how: str
    faults: tuple[str, ...] = ()
    acknowledged: bool = False
    lost: bool = False
    traceback: bool = False

    @property
    def survived(self) -> bool:
        """Whether everything was as it should be."""
        return not (self.faults or self.lost or self.traceback)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    trials: Sequence[Trial]
    notes: tuple[str, ...] = ()

    HEAD = ("what", "tried", "survived", "acknowledged", "lost", "tracebacks")

    def cells(self) -> tuple[str, ...]:
        """Return the line's texts."""
        counts = (
            len(self.trials),
            sum(each.survived for each in self.trials),
            sum(each.acknowledged for each in self.trials),
            sum(each.lost for each in self.trials),
            sum(each.traceback for each in self.trials),
        )
        return self.what, *map(str, counts)

    def endings(self) -> str:
        """Return how the trials ended, the most frequent first."""
        counted = Counter(each.how for each in self.trials).most_common()
        return "; ".join(f"{count} {how}" for how, count in counted)


@dataclass(frozen=True)
class Expected:
    """What a command does undisturbed: the rows before and after it, and after what a person does next."""

    before: Rows
    after: Rows
    next_before: Rows
    next_after: Rows
    files: frozenset[str]
    took: float
    out: str


@dataclass
class Torture:
    """One torture: where it works, by what chance, how much it tries, and what came of it."""

    folder: Path
    seed: int
    rounds: Rounds
    rows: list[Row] = field(default_factory=list)
    not_tried: dict[str, None] = field(default_factory=dict)
    _expected: dict[Command, Expected | str] = field(default_factory=dict)
    _next: dict[str, Rows] = field(default_factory=dict)
    _locks: dict[Command | str, Lock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the folder of the homes."""
        self.homes = Homes(self.folder / "homes", self.rounds.people)

    def chance(self, *what: object) -> random.Random:
        """Return the chance of one trial, the same with the same seed, in whatever order trials end."""
        return random.Random(f"{self.seed} {what}")  # noqa: S311

    @contextmanager
    def trial(self, home: str) -> Iterator[Path]:
        """Give a copy of a home that is removed afterwards."""
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix="trial-"))
        try:
            yield copy_home(self.homes[home], folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def each(self, what: str, number: int, trial: Callable[[int], Trial | Sequence[Trial]], *notes: str) -> Row:
        """Try something so many times, and put it into the table as one line."""
        trials: list[Trial] = []
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for found in pool.map(trial, range(number)):
                trials += [found] if isinstance(found, Trial) else found
        row = Row(what, trials, notes)
        self.rows.append(row)
        return row

    def some(self, commands: Sequence[Command]) -> list[Command]:
        """Return all commands of a table or, where little is tried, some of them."""
        chosen = self.chance("some").sample(range(len(commands)), min(len(commands), self.rounds.commands))
        return [commands[each] for each in sorted(chosen)]

    def known(self, commands: Sequence[Command]) -> list[Command]:
        """Return the commands that do something undisturbed; of the others the end tells why they are not tried."""
        for home in {each.home for each in commands}:
            _ = self.homes[home]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(self._look, commands))
        self.not_tried |= dict.fromkeys(each for each in found if isinstance(each, str))
        return [command for command, each in zip(commands, found, strict=True) if isinstance(each, Expected)]

    def expected(self, command: Command) -> Expected:
        """Return what a command does undisturbed."""
        found = self._look(command)
        if isinstance(found, str):
            raise UnpreparedError(found)
        return found

    def _look(self, command: Command) -> Expected | str:
        """Run a command undisturbed, once; return what it does, or why it cannot be tried."""
        with self._locks.setdefault(command, Lock()):
            if command not in self._expected:
                self._expected[command] = self._undisturbed(command)
        return self._expected[command]

    def _next_on(self, name: str) -> Rows:
        """Return what stands in a home after what a person does next, with no command before it."""
        with self._locks.setdefault(name, Lock()):
            if name not in self._next:
                with self.trial(name) as home:
                    self._next[name] = afterwards(home)[0].rows
        return self._next[name]

    def _undisturbed(self, command: Command) -> Expected | str:
        with self.trial(command.home) as home:
            before = content_of(home).rows
            ended = run(home, program(*self.homes.words(command)))
            if ended.code == USAGE and "No such" in ended.err:
                return f"{' '.join(command.words[:2])}: {NOT_THERE}"
            if ended.code != 0:
                return f"{command}: {NOT_EVEN} {ended}"
            if command.reads:
                return Expected(before, before, {}, {}, frozenset(), ended.took, ended.out)
            after = content_of(home).rows
            if after == before:
                return f"{command}: {NOT_EVEN} it changes nothing"
            next_after, _ = afterwards(home)
            files = kinds_of_files(home)
        next_before = self._next_on(command.home)
        return Expected(before, after, next_before, next_after.rows, frozenset(files), ended.took, ended.out)


def afterwards(home: Path) -> tuple[Content, list[str]]:
    """Do what a person does next, and return what then stands there and what did not work."""
    faults = []
    for words in AFTERWARDS:
        ended = run(home, program(*words))
        if ended.code != 0:
            faults.append(f"then {' '.join(words)}: {ended}")
    return content_of(home), faults


def judge(home: Path, command: Command, expected: Expected, ended: Ended) -> Trial:
    """Judge what a disturbed command left: all of it or nothing, and all of it if it said so; then go on with it.

    The order matters: what stands there is looked at first, then the program reads it, then writes.
    """
    left = content_of(home)
    faults = [f"left behind: {each}" for each in left.faults]
    whole = left.rows == expected.after
    if not whole and left.rows != expected.before and not command.migrates:
        faults.append(f"half done: {difference(expected.before, left.rows)}")
    reading = run(home, program("followups", "list", "--all"))
    if reading.code != 0:
        faults.append(f"then followups list: {reading}")
    then, failed = afterwards(home)
    faults += failed + [f"afterwards: {each}" for each in then.faults]
    if command.migrates:
        whole = then.rows == expected.next_after
    if then.rows != (expected.next_after if whole else expected.next_before):
        faults.append(f"afterwards: {difference(expected.next_after if whole else expected.next_before, then.rows)}")
    how = "all of it is there" if whole else "nothing of it is there"
    if kinds_of_files(home) - expected.files:
        remaining = tidy(home, expected)
        faults += [f"{LEFT_OVER}: {each}" for each in remaining if not each.startswith("tmp/")]
        how += f", {LEFT_OVER} that {'the system removes' if remaining else 'doctor --fix removes'}"
    return Trial(
        how,
        tuple(f"{command}: {each}" for each in faults),
        acknowledged=ended.acknowledged,
        lost=ended.acknowledged and not whole,
        traceback=ended.traceback,
    )


def tidy(home: Path, expected: Expected) -> list[str]:
    """Let the program tidy up, as if two hours had passed, and return which files left over by a death that leaves."""
    before = time.time() - TWO_HOURS
    for each in home.rglob(".careerplan-*"):
        os.utime(each, (before, before))
    run(home, program("doctor", "--fix"))
    return sorted(kinds_of_files(home) - expected.files)


def difference(wanted: Rows, found: Rows) -> str:
    """Say in which tables two contents differ, and by which row first."""
    tables = [table for table in {**wanted, **found} if wanted.get(table) != found.get(table)]
    table = tables[0] if tables else ""
    odd = sorted({*wanted.get(table, ())} ^ {*found.get(table, ())})
    return f"not as expected in {', '.join(tables)}: {odd[0][:160] if odd else ''}"
