"""Many writers at once on one home, with readers among them."""

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from torture_homes import DATABASE, Ended, broken_line, content_of, kinds_of_files, program, run, run_well
from torture_trials import Row, Torture, Trial

STORE = 5
IN_THE_MEANTIME = re.compile(r'"code": "store-locked"|in the meantime')


@dataclass(frozen=True)
class Asked:
    """One command of a writer, and the words by which to find in history what it wrote; none where it only reads."""

    words: tuple[str, ...]
    mark: str = ""

    @property
    def reads(self) -> bool:
        """Whether it writes nothing."""
        return not self.mark and self.words[0] not in {"undo", "redo"}


def crowd(torture: Torture) -> None:
    """Let many writers run mixed commands at once, then see whether history, records and what they were told agree."""
    rounds = torture.rounds
    people = max(4, rounds.writers * rounds.commands_each // 4)
    with torture.trial(f"crowded-{people}") as home:
        first = _count(home)
        shares = _shares(home, people, rounds.writers)

        def write(writer: int) -> list[tuple[Asked, Ended]]:
            asked = _asked(torture, writer, people, shares[writer])
            return [(each, run(home, program(*each.words, "--output", "json"))) for each in asked]

        with ThreadPoolExecutor(rounds.writers) as pool:
            done = [each for writer in pool.map(write, range(rounds.writers)) for each in writer]
        trials = [_judge(asked, ended, home) for asked, ended in done]
        trials += _judge_all(home, done, first)
    what = f"{rounds.writers} writers of {rounds.commands_each} commands each, at once"
    torture.rows.append(Row(what, trials))


def _shares(home: Path, people: int, writers: int) -> list[list[int]]:
    """Return for each writer the open follow-ups that only it may touch, one a person."""
    listed = json.loads(run_well(home, "followups", "list", "--output", "json").out)["followups"]
    first: dict[int, int] = {}
    for each in listed:
        first.setdefault(each["contact"]["id"], each["id"])
    free = [number for contact, number in sorted(first.items()) if contact > people // 4]
    return [free[writer::writers] for writer in range(writers)]


def _asked(torture: Torture, writer: int, people: int, followups: list[int]) -> Iterator[Asked]:
    """Yield a writer's commands; what they log is with the first quarter of the people, to be in nobody's way."""
    chance = torture.chance("crowd", writer)
    left = iter(followups)
    for number in range(torture.rounds.commands_each):
        mark = f"mark {writer} {number} of the crowd"
        kind = chance.choice(("add", "add", "log", "log", "log", "followup", "followup", "read", "read", "step"))
        followup = next(left, None) if kind == "followup" else None
        if kind == "add" or (kind == "followup" and followup is None):
            yield Asked(("contacts", "add", f"{mark} Sample"), f"{mark} ")
        elif kind == "log":
            person = f"Crowd {chance.randrange(people // 4):03} Sample"
            yield Asked(("contacts", "log", person, chance.choice(("call", "met")), "--note", mark), f'{mark}"')
        elif followup is not None:
            verb, option = chance.choice((("done", "--note"), ("skip", "--reason")))
            yield Asked(("followups", verb, str(followup), option, mark), f'{mark}"')
        elif kind == "step":
            yield Asked((chance.choice(("undo", "redo")),))
        else:
            yield Asked(chance.choice((("contacts", "list"), ("followups", "due"), ("history",))))


def _written(home: Path, mark: str) -> list[str]:
    """Return the state of each action that wrote a mark."""
    query = (
        "SELECT DISTINCT actions.id, state FROM actions JOIN changes ON action_id = actions.id WHERE instr(after, ?)"
    )
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        return [state for _, state in connection.execute(query, (mark,))]


def _judge(asked: Asked, ended: Ended, home: Path) -> Trial:
    """Judge one command: done, and in history once; or refused with a clear word, and not there."""
    written = _written(home, asked.mark) if asked.mark else []
    told = ended.code == STORE and IN_THE_MEANTIME.search(ended.err)
    faults: tuple[str, ...] = () if ended.code == 0 or told else (f"{' '.join(asked.words)}: {ended}",)
    if asked.mark and len(written) != (ended.code == 0):
        faults += (f"{' '.join(asked.words)}: exit {ended.code}, and {len(written)} times in history",)
    kind = "read" if asked.reads else "done" if ended.code == 0 else "refused: another was faster"
    wrote = ended.code == 0 and not asked.reads
    return Trial(kind, faults, wrote, bool(wrote and asked.mark and not written), ended.traceback)


def _count(home: Path) -> int:
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        return int(connection.execute("SELECT count(*) FROM actions").fetchone()[0])


def _judge_all(home: Path, done: list[tuple[Asked, Ended]], first: int) -> list[Trial]:
    """Judge what they left together."""
    acknowledged = sum(bool(asked.mark) and ended.code == 0 for asked, ended in done)
    faults = [*content_of(home).faults]
    if _count(home) != first + acknowledged:
        faults.append(f"{_count(home) - first} actions in history, and {acknowledged} acknowledged")
    if broken := broken_line(home):
        faults.append(broken)
    undone, redone = _stepped(done, "undo"), _stepped(done, "redo")
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        states = dict(connection.execute("SELECT id, state FROM actions"))
    faults += [f"action {each} was undone and is done" for each in undone - redone if states[each] == "done"]
    faults += [
        f"action {each} is {state}, and nobody undid it"
        for each, state in states.items()
        if each > first and state != "done" and each not in undone
    ]
    if strays := kinds_of_files(home) - {f"home/{DATABASE}"}:
        faults.append(f"files left over: {', '.join(sorted(strays))}")
    return [Trial("history and records compared", tuple(faults))]


def _stepped(done: list[tuple[Asked, Ended]], verb: str) -> set[int]:
    """Return the actions that were said to be undone or redone."""
    said = (json.loads(ended.out) for asked, ended in done if asked.words == (verb,) and ended.code == 0)
    return {each["action"]["id"] for each in said if each["done"]}
