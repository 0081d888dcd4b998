"""How fast careerplan is, side by side with its peers: one run, one machine, commands in turn, one table.

Times are medians of whole processes with their output in a pipe. Limits are ratios, because times of one
machine mean nothing on another. It is a benchmark, not a test: what is over its limit is shown, not failed.
"""

import argparse
import datetime as dt
import json
import os
import platform
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

from bench_data import (
    ACTIONS,
    DUE,
    SEEKER,
    fill_careerplan,
    fill_taskwarrior,
    fill_todoman,
    generated_roles,
    planning,
    varied_roles,
)

from careerplan import clock
from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.catalog.load import builtin_folder, compile_files, read_whole
from careerplan.catalog.roles import Role
from careerplan.person.followups import UPCOMING_DAYS
from careerplan.person.profile import Profile
from careerplan.person.written import read_profile
from careerplan.planning.closing import Closer
from careerplan.planning.judging import Judge
from careerplan.planning.matching import match, to_match
from careerplan.planning.networking import make_plan
from careerplan.planning.opening import openers
from careerplan.planning.options import find_options
from careerplan.planning.vocabulary import words_of

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, MANY_PEOPLE = 10_000, 100_000
WEEKS, ACTIVITIES, EVENTS = 26, 200, 40
MEMORY_LIMIT = 120.0
ROLES = (
    *("ca-on-correctional-officer", "ca-bc-correctional-officer"),
    *("ca-qc-correctional-officer", "ca-csc-correctional-officer-1"),
)
"""The roles compared: four about which much is known."""
GENERATED = (500, 1000, 2000)
"""How many generated roles are compiled beside the built-in data."""
MATCHED = (1250, 10_000)
"""How many generated roles one person is matched with: eight times as many should take eight times as long."""
BUSY = 2.0
"""The slowest run of a command over its quickest, beyond which the figures are doubtful."""
PEAK = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Runs a command from a small process: a child's peak counts its parent's memory until it runs its own program."""


class UnequalError(Exception):
    """The programs compared do not show the same."""


@dataclass(frozen=True)
class Row:
    """One line of the table. ``ours`` and ``peer`` are in ``unit``; ``limit`` is a ratio where there is a peer."""

    what: str
    against: str
    ours: float
    limit: float
    unit: str = "ms"
    peer: float | None = None

    @property
    def value(self) -> float:
        """What the limit speaks of."""
        return self.ours / self.peer if self.peer else self.ours

    @property
    def verdict(self) -> str:
        """Ok or over."""
        return "ok" if self.value <= self.limit else "OVER"

    def cells(self) -> tuple[str, ...]:
        """Return the line's texts."""
        ours, what = f"{self.ours:.0f} {self.unit}", f"{self.what} / {self.against}"
        if self.peer is None:
            return self.what, ours, "", "", f"{self.limit:.0f} {self.unit}", self.verdict
        return what, ours, f"{self.peer:.0f} {self.unit}", f"{self.value:.2f}", f"{self.limit:.2f}", self.verdict


@dataclass
class Bench:
    """One benchmark: where it works, the commands it compares, what came of them."""

    folder: Path
    runs: int
    as_of: dt.date = field(default_factory=clock.today)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """The environment of every command: nothing of the user's but the path."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "NO_COLOR": "1",
            "TASKRC": str(self.folder / "taskrc"),
            "TODOMAN_CONFIG": str(self.folder / "todoman.py"),
        }

    def careerplan(self, home: str, *words: str) -> list[str]:
        """Return the command that runs careerplan on one of the homes."""
        script = Path(sys.executable).with_name("careerplan")
        program = [str(script)] if script.exists() else [sys.executable, "-m", "careerplan"]
        return [*program, *words, *(["--home", str(self.folder / home), "--as-of", f"{self.as_of}"] if home else [])]

    def output(self, command: Sequence[str]) -> str:
        """Return what a command writes to a pipe."""
        return subprocess.run(
            command,
            env=self.env,
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        ).stdout

    def measure(self, commands: Mapping[str, Sequence[str]]) -> dict[str, float]:
        """Return the median time of each command in ms; they run in turn, every other round backwards."""
        found: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            self.output(command)
        for turn in range(self.runs):
            for name in list(commands) if turn % 2 else list(commands)[::-1]:
                begin = time.perf_counter()
                self.output(commands[name])
                found[name].append((time.perf_counter() - begin) * 1000)
        self.times |= found
        return {name: statistics.median(each) for name, each in found.items()}

    def peak(self, command: Sequence[str]) -> float:
        """Return the peak memory of a command in MB."""
        return int(self.output([sys.executable, "-ISc", PEAK, *command])) / 1024  # Linux counts in KiB


def tell(what: str) -> None:
    """Say on stderr what takes time."""
    print(f"{what} …", file=sys.stderr, flush=True)


def bench_start(bench: Bench) -> None:
    """Start and end: the version and the help, against the floor that the libraries set."""
    tell("starting")
    python = [sys.executable, "-c"]
    found = bench.measure(
        {
            "--version": bench.careerplan("", "--version"),
            "import typer": [*python, "import typer"],
            "--help": bench.careerplan("", "--help"),
        }
    )
    bench.rows += [
        Row("--version", "python -c 'import typer'", found["--version"], 1.3, peer=found["import typer"]),
        Row("--help", "", found["--help"], 300),
    ]


def bench_roles(bench: Bench) -> None:
    """Compare four roles and search all, with a warm cache, against loading the libraries alone; then with none."""
    tell("comparing roles")
    home = bench.folder / "roles"
    catalog = open_catalog(home / "packs", home / "cache")
    compare = bench.careerplan("roles", "roles", "compare", *ROLES)
    commands = {
        "roles compare, 4 roles": compare,
        "roles search": bench.careerplan("roles", "roles", "search", "healing", "lodge"),
        "roles search, with a slip": bench.careerplan("roles", "roles", "search", "heeling", "lodge"),
        "floor": [sys.executable, "-c", "import typer, pydantic"],
        "cold": ["sh", "-c", f"rm -rf {shlex.quote(str(home / 'cache'))}; {shlex.join(compare)}"],
    }
    cold = commands.pop("cold")
    found = bench.measure(commands)
    against = "python -c 'import typer, pydantic'"
    bench.rows += [Row(each, against, found[each], 1.6, peer=found["floor"]) for each in commands if each != "floor"]
    bench.rows.append(Row("roles compare, no cache", "", bench.measure({"cold": cold})["cold"], 1500))
    bench.rows.append(Row("roles compare: peak memory", "", bench.peak(compare), MEMORY_LIMIT, "MB"))
    bench.rows.append(Row("roles compare, no cache: peak memory", "", bench.peak(cold), MEMORY_LIMIT, "MB"))
    bench.notes.append(f"roles compared, of {len(catalog.roles)} in the catalog: {', '.join(ROLES)}")


def bench_load(bench: Bench) -> None:
    """Check and compile generated roles beside the built-in data: twice as many should take twice as long."""
    tell("compiling generated roles")
    built_in = read_whole(builtin_folder())
    found: dict[int, list[float]] = {count: [] for count in GENERATED}
    for _ in range(3):
        for count, times in found.items():
            files = [*built_in, *generated_roles(count)]
            begin = time.perf_counter()
            compile_files(files)
            times.append((time.perf_counter() - begin) * 1000)
    medians = {count: statistics.median(times) for count, times in found.items()}
    bench.rows += [
        Row(f"compiling {many:,} more roles", f"{few:,} more", medians[many], 2 * 1.15, peer=medians[few])
        for few, many in pairwise(GENERATED)
    ]
    bench.notes.append("compiling alone, ms: " + ", ".join(f"{count:,}: {took:.0f}" for count, took in medians.items()))


def bench_due(bench: Bench) -> None:
    """List what is due, against Taskwarrior and todoman on the same reminders, and with ten times the people."""
    ours, many = "followups due, 10,000 people", "followups due, 100,000 people"
    commands: dict[str, list[str]] = {}
    for name, home, people in ((ours, "few", PEOPLE), (many, "many", MANY_PEOPLE)):
        tell(f"making {people:,} people for careerplan")
        fill_careerplan(bench.folder / home, people, bench.as_of)
        commands[name] = bench.careerplan(home, "followups", "due")
    peers = _peers(bench)
    commands |= peers
    _check_equal(bench, {name: command for name, command in commands.items() if name != many})
    if (count := len(_listed(bench.output(commands[many])))) != DUE:
        message = f"{many}: lists {count} instead of {DUE}"
        raise UnequalError(message)
    tell("listing what is due")
    found = bench.measure(commands)
    limits = {"Taskwarrior": 1.5, "todoman": 0.5}
    bench.rows += [Row(ours, peer, found[ours], limits[peer.split()[0]], peer=found[peer]) for peer in peers]
    bench.rows.append(Row(many, "10,000 people", found[many], 1.3, peer=found[ours]))
    bench.rows += [
        Row(f"{name}: peak memory", "", bench.peak(commands[name]), MEMORY_LIMIT, "MB") for name in (ours, many)
    ]


def _peers(bench: Bench) -> dict[str, list[str]]:
    """Return the command of each peer that is installed, its data made and its cache warm."""
    found: dict[str, list[str]] = {}
    end = bench.as_of + dt.timedelta(days=UPCOMING_DAYS + 1)
    if task := shutil.which("task"):
        tell(f"making {PEOPLE:,} tasks for Taskwarrior")
        fill_taskwarrior(task, bench.folder, PEOPLE, bench.as_of, bench.env)
        found[f"Taskwarrior {bench.output([task, '--version']).strip()}"] = [task, f"due.before:{end}", "list"]
    else:
        bench.notes.append("missing, not compared: Taskwarrior (task)")
    todo = Path(sys.executable).with_name("todo")
    if todo.exists():
        tell(f"making {PEOPLE:,} tasks for todoman")
        fill_todoman(bench.folder, PEOPLE, bench.as_of, bench.env)
        hours = (dt.datetime.combine(end, dt.time(), dt.UTC) - clock.now()) // dt.timedelta(hours=1)
        version = bench.output([str(todo), "--version"]).split()[-1]
        found[f"todoman {version}"] = [str(todo), "list", "--due", str(hours)]
    else:
        bench.notes.append("missing, not compared: todoman (todo)")
    return found


def _check_equal(bench: Bench, commands: Mapping[str, Sequence[str]]) -> None:
    """Make sure that every program lists the same reminders, of the same people."""
    lists = {name: _listed(bench.output(command)) for name, command in commands.items()}
    bench.notes += [f"lists {len(each)} of {PEOPLE:,}: {name}" for name, each in lists.items()]
    if any(len(each) != DUE or set(each) != set(next(iter(lists.values()))) for each in lists.values()):
        message = f"not the same {DUE} reminders:\n" + "\n".join(bench.notes)
        raise UnequalError(message)


def _listed(text: str) -> list[str]:
    """Return the people whose reminders stand in an output, one a line."""
    lines = [line for line in text.splitlines() if any(action in line for action in ACTIONS)]
    return [found[0] for line in lines if (found := re.search(r"\w+ Sample \d{6}", line))]


def bench_plan(bench: Bench) -> None:
    """Make a large plan: only the planning, without starting the program and reading its data."""
    tell("planning")
    given = planning(WEEKS, ACTIVITIES, EVENTS)
    found: list[float] = []
    for _ in range(bench.runs):
        begin = time.perf_counter()
        plan = make_plan(given.request, find_options(given.request, given.activities, (), given.events))
        found.append((time.perf_counter() - begin) * 1000)
    what = f"network plan, {WEEKS} weeks, {ACTIVITIES} activities, {EVENTS} events: planning alone"
    bench.times["network plan"] = found
    bench.rows.append(Row(what, "", statistics.median(found), 300))
    bench.notes.append(f"the plan has {len(plan.items)} items of worth {plan.value:g}; left out: {len(plan.left_out)}")


def _match_all(roles: list[Role], catalog: Catalog, judge: Judge) -> None:
    closer = Closer(judge, at_best=True)
    openers(match(roles, catalog.lineage, judge, closer), judge, closer)


def bench_match(bench: Bench) -> None:
    """Match one person against the catalog, reading its roles included, then against ever more generated roles."""
    tell("matching")
    folder = bench.folder / "match"
    profile = read_profile(Profile.model_validate(SEEKER).model_dump_json())
    found: list[float] = []
    for _ in range(bench.runs):
        catalog = open_catalog(folder / "packs", folder / "cache")
        begin = time.perf_counter()
        roles = to_match(list(catalog.roles.values()), (), catalog.roles.values())
        judge = Judge(words_of(catalog), profile, bench.as_of)
        _match_all(roles, catalog, judge)
        found.append((time.perf_counter() - begin) * 1000)
    bench.times["roles match"] = found
    bench.rows.append(Row(f"roles match, {len(roles)} roles, without start-up", "", statistics.median(found), 100))
    times: dict[int, float] = {}
    for count in MATCHED:
        many = varied_roles(catalog, count)
        begin = time.perf_counter()
        judge = Judge(words_of(catalog), profile, bench.as_of)
        _match_all(many, catalog, judge)
        times[count] = (time.perf_counter() - begin) * 1000
    few, more = MATCHED
    what = f"roles match, {more:,} generated roles"
    bench.rows.append(Row(what, f"{few:,}", times[more], 8 * 1.15, peer=times[few]))


def show(bench: Bench) -> None:
    """Print the table, then what was compared."""
    lines = [("what / against", "careerplan", "peer", "ratio", "limit", ""), *(row.cells() for row in bench.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        cells = (
            cell.ljust(width) if column in {0, 5} else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join(cells).rstrip())
    print(f"\nMedians of {bench.runs} runs, {platform.machine()}, Python {platform.python_version()}.")
    spread = max(max(times) / min(times) for times in bench.times.values())
    if spread > BUSY:
        print(
            f"The machine was busy: one command took from 1 to {spread:.1f} times as long. Run it again when it rests."
        )
    for note in bench.notes:
        print(f"- {note}")


def save(bench: Bench, file: Path) -> None:
    """Write the figures, and every single time, as JSON."""
    document = {
        "day": f"{bench.as_of}",
        "machine": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "runs": bench.runs,
        "rows": [{**asdict(row), "value": row.value, "ok": row.verdict == "ok"} for row in bench.rows],
        "notes": bench.notes,
        "times_ms": {name: [round(each, 2) for each in times] for name, times in bench.times.items()},
    }
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@contextmanager
def work_folder(*, keep: bool) -> Iterator[Path]:
    """Give an empty folder: .bench/ to keep, else one that is removed."""
    if keep:
        folder = ROOT / ".bench"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="careerplan-bench-") as name:
            yield Path(name)


def main() -> int:
    """Run everything; 1 if something could not run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="how often each command runs (15)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures as JSON")
    parser.add_argument("--keep", action="store_true", help="work in .bench/ and leave it there")
    options = parser.parse_args()
    with work_folder(keep=options.keep) as folder:
        bench = Bench(folder, max(1, options.runs))
        try:
            for part in (bench_start, bench_roles, bench_load, bench_due, bench_plan, bench_match):
                part(bench)
        except (UnequalError, OSError, subprocess.CalledProcessError) as error:
            print(f"Could not run: {error}", file=sys.stderr)
            return 1
    show(bench)
    if options.json:
        save(bench, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
