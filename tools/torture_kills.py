"""Sudden death: SIGKILL at random moments of a command, and at the moments when its files change."""

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torture_commands import LARGE_WRITING, WRITING, Command
from torture_homes import Ended, environment, program
from torture_trials import Expected, Torture, Trial, judge

AIMED = 3
"""Every third death, and two of three of a large action, is aimed at the window in which something is written."""

TRIES = range(4)
"""How often death may come too late before it is counted as such."""


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the start or, with ``change``, after the files changed so many times."""

    seconds: float
    change: int = 0


def kill_commands(torture: Torture) -> None:
    """Kill writing commands."""
    _kill(torture, "SIGKILL, a command that writes", WRITING, torture.rounds.kills, aimed=1)


def kill_large_actions(torture: Torture) -> None:
    """Kill commands that write thousands of records in one action."""
    _kill(torture, "SIGKILL, an action of thousands of records", LARGE_WRITING, torture.rounds.large_kills, aimed=2)


def _kill(torture: Torture, what: str, table: Sequence[Command], number: int, *, aimed: int) -> None:
    commands = torture.known(torture.some(table))

    def one(turn: int) -> Trial:
        chance = torture.chance(what, turn)
        command = commands[turn % len(commands)] if number >= len(commands) else chance.choice(commands)
        expected = torture.expected(command)
        if turn // len(commands) % AIMED < aimed if number >= len(commands) else turn % AIMED < aimed:
            moments = [Moment(chance.choice((0.0, chance.uniform(0, 0.004))), chance.randint(1, 9)) for _ in TRIES]
        else:
            moments = [Moment(chance.uniform(0, 1.1 * expected.took)) for _ in TRIES]
        return _kill_one(torture, command, expected, moments)

    torture.each(what, number, one)


def _kill_one(torture: Torture, command: Command, expected: Expected, moments: Sequence[Moment]) -> Trial:
    """Kill a command at the first of some moments; at the next, on another copy, if it was over before that."""
    moment, *others = moments
    with torture.trial(command.home) as home:
        ended, killed = start_and_kill(home, torture.homes.words(command), moment)
        if not killed and ended.code == 0 and others:
            return _kill_one(torture, command, expected, others)
        found = judge(home, command, expected, ended)
    when = f"at change {moment.change} + {moment.seconds:.4f} s" if moment.change else f"after {moment.seconds:.4f} s"
    how = f"killed, {found.how}" if killed else "over before the kill"
    faults = [f"killed {when}: {each}" if killed else each for each in found.faults]
    if not killed and ended.code != 0:
        faults.append(f"{command}, not killed: {ended}")
    return Trial(how, tuple(faults), found.acknowledged, found.lost, ended.traceback)


def start_and_kill(home: Path, words: Sequence[str], moment: Moment) -> tuple[Ended, bool]:
    """Start a command and kill it at a moment; return how it ended, and whether the kill came in time."""
    with subprocess.Popen(
        program(*words),
        env=environment(home),
        cwd=home.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        if moment.change:
            _wait_for_change(process, home, moment.change)
        end = time.perf_counter() + moment.seconds
        while process.poll() is None and (rest := end - time.perf_counter()) > 0:
            time.sleep(min(rest, 0.01) if rest > 0.001 else 0)  # noqa: PLR2004 - a sleep is not exact to a millisecond
        process.kill()
        out, err = process.communicate()
    code = process.returncode
    return Ended(code, out.decode(errors="replace"), err.decode(errors="replace")), code < 0


def _wait_for_change(process: subprocess.Popen[bytes], home: Path, number: int) -> None:
    """Return when the files of a home have changed so many times, or the process is over."""
    seen, changes = _look(home), 0
    while changes < number and process.poll() is None:
        now = _look(home)
        if now != seen:
            seen, changes = now, changes + 1
        time.sleep(0)


def _look(home: Path) -> list[tuple[str, int, int]]:
    found = []
    for each in home.iterdir():
        try:
            state = each.stat()
        except FileNotFoundError:
            continue
        found.append((each.name, state.st_size, state.st_mtime_ns))
    return found
