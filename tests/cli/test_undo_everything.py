"""Every command that writes is taken back to what was there before, and made again, to the last value.

What the tables are compared by leaves out history itself and the counters of ids: a number is never used twice.
"""

import ast
import inspect
import json
import shlex
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from typer.core import TyperGroup

import careerplan
from careerplan.cli.main import COMMANDS, Root, app
from careerplan.store.database import Store
from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")

Command = tuple[str, ...]
Dump = dict[str, list[tuple[object, ...]]]


class Case(NamedTuple):
    """A command that writes, what was done before it, and the function that opens its transaction."""

    writes: str
    command: Command
    before: tuple[Command, ...] = ()


ROBIN = ("contacts", "add", "Robin Sample", "--tie", "regular", "--tag", "csc", "--email", "robin@example.org")
LEE = ("contacts", "add", "Lee Sample", "--organization", "BC Corrections", "--note", "met at the fair")
TALK = ("contacts", "log", "Robin", "informational-interview", "--on", "2026-11-20")
BOTH = ("contacts", "log", "Robin", "Lee", "event", "--on", "2026-11-20", "--note", "open house")
RULE = ("followups", "rules", "keep-in-touch", "--delay", "21", "--tag", "csc")
PROFILE = ("profile", "init", "--lives-in", "CA-ON", "--language", "en:fluent")
CONFIRM = (
    *("data", "confirm", "ca-bc-correctional-officer", "copat"),
    *("--says", "before the interview", "--source", "https://example.org/apply"),
)
TICK = ("checklist", "tick", "references", "--role", "ca-ab-correctional-peace-officer")
UNTICK = ("checklist", "untick", "references", "--role", "ca-ab-correctional-peace-officer")
SEVERAL = (ROBIN, LEE, TALK, BOTH)

LOGS = "interactions:log_interaction"
CASES = {
    "contacts add": Case("contacts:add", (*LEE, "--phone", "555 0100", "--jurisdiction", "CA-BC"), (ROBIN,)),
    "contacts log": Case(LOGS, ("contacts", "log", "Robin", "call"), (ROBIN, TALK)),
    "contacts log several": Case(LOGS, BOTH, (ROBIN, LEE, TALK)),
    "contacts log promises": Case(
        LOGS, ("contacts", "log", "Robin", "met", "--i-owe", "my résumé by friday", "--they-owe", "a name"), (ROBIN,)
    ),
    "contacts edit": Case(
        "editing:_write",
        (
            *("contacts", "edit", "Robin", "--name", "Robin B. Sample", "--tie", "close", "--remove", "csc"),
            *("--tag", "mentor", "--role", "Sergeant", "--note", "likes the night shift"),
        ),
        SEVERAL,
    ),
    "contacts edit whole": Case("rewriting:_write", ("contacts", "edit", "Robin", "--editor"), SEVERAL),
    "contacts move": Case("editing:move", ("contacts", "move", "Lee", "Correctional Service of Canada"), SEVERAL),
    "contacts move away": Case("editing:move", ("contacts", "move", "Lee", "--left"), SEVERAL),
    "contacts remove": Case("editing:remove", ("contacts", "remove", "Robin", "--yes"), SEVERAL),
    "contacts remove with rules": Case(
        "editing:remove", ("contacts", "remove", "Lee", "--yes"),
        (*SEVERAL, ("followups", "rules", "event-follow-up", "--off", "--contact", "Lee"),
         ("contacts", "distinct", "Robin", "Lee")),
    ),
    "contacts correct": Case(
        "correcting:_correct", ("contacts", "correct", "1", "--kind", "met", "--on", "2026-11-19"), SEVERAL
    ),
    "contacts correct who": Case("correcting:_correct", ("contacts", "correct", "2", "--without", "Lee"), SEVERAL),
    "contacts correct away": Case("correcting:_delete", ("contacts", "correct", "2", "--delete"), SEVERAL),
    "contacts merge": Case("merging:_write", ("contacts", "merge", "1", "2", "--apply"), (*SEVERAL, RULE)),
    "contacts distinct": Case("merging:distinct", ("contacts", "distinct", "1", "2"), SEVERAL),
    "note": Case("noting:keep", ("note", "coffee with Robin yesterday, thank her by friday"), SEVERAL),
    "note a newcomer": Case("noting:keep", ("note", "called Mei Sample, I owe her my résumé", "--add"), SEVERAL),
    "followups done": Case(LOGS, ("followups", "done", "1", "--note", "thanked"), SEVERAL),
    "followups done rhythm": Case(
        LOGS, ("followups", "done", "1"),
        (ROBIN, ("followups", "add", "Robin", "practise", "--by", "monday", "--every", "2 weeks", "--times", "4")),
    ),
    "followups snooze": Case("followups:snooze", ("followups", "snooze", "1", "in 3 days"), SEVERAL),
    "followups skip": Case("followups:skip", ("followups", "skip", "1", "--reason", "moved away"), SEVERAL),
    "followups reopen": Case(
        "followups:reopen", ("followups", "reopen", "1"), (*SEVERAL, ("followups", "skip", "1"))
    ),
    "followups add": Case(
        "reminding:_write", ("followups", "add", "Robin", "ask again", "--by", "monday", "--every", "month"), SEVERAL
    ),
    "followups rules": Case("ruling:_change", RULE, SEVERAL),
    "followups rules off": Case("ruling:_change", ("followups", "rules", "keep-in-touch", "--off"), (*SEVERAL, RULE)),
    "followups rules reset": Case(
        "ruling:_change", ("followups", "rules", "keep-in-touch", "--tag", "csc", "--reset"), (*SEVERAL, RULE)
    ),
    "network plan": Case("network:_keep", ("network", "plan", "--keep")),
    "network plan anew": Case(
        "network:_keep", ("network", "plan", "--weeks", "4", "--keep"), (("network", "plan", "--keep"),)
    ),
    "profile init": Case("profiles:keep", PROFILE),
    "profile set": Case("profiles:keep", ("profile", "set", "lives_in", "CA-BC"), (PROFILE,)),
    "profile set none": Case("profiles:keep", ("profile", "set", "lives_in", "--unset"), (PROFILE,)),
    "profile edit": Case("profiles:keep", ("profile", "edit"), (PROFILE,)),
    "profile import": Case("importing:_keep", ("profile", "import", "RESUME", "--apply"), (PROFILE,)),
    "checklist tick": Case("checklist:_set_tick", TICK, (PROFILE,)),
    "checklist untick": Case("checklist:_set_tick", UNTICK, (PROFILE, TICK)),
    "data confirm": Case("confirming:confirm", CONFIRM),
    "data unconfirm": Case("confirming:unconfirm", ("data", "unconfirm", "1"), (CONFIRM,)),
    "import": Case("whole:take_in", ("import", "EVERYTHING", "--apply")),
    "import in the place": Case("whole:take_in", ("import", "EVERYTHING", "--replace", "--apply"), (LEE, PROFILE)),
    "doctor": Case("checkup:mend_derived", ("doctor", "--fix"), (ROBIN, TALK)),
}  # fmt: skip
"""Each command that writes, at least once; its name is its first words."""

LEFT = {
    "restore": "puts another file in the place of the records; what was there is kept as a backup",
    "contacts forget": "leaves no trace, in history either",
    "undo": "what all of this is about",
    "redo": "what all of this is about",
}
"""Commands that change the records and that undo does not take back, and why."""

READS = frozenset({
    "demo", "export", "backup", "history",
    "roles list", "roles search", "roles show", "roles compare", "roles match",
    "organizations list", "organizations show",
    "profile show", "profile export",
    "checklist show", "checklist timeline", "checklist next",
    "network show", "network practices", "network activities", "network events list", "network events show",
    "contacts list", "contacts show", "contacts search", "contacts duplicates",
    "followups due", "followups list", "followups calendar", "followups draft",
    "data check", "data schema", "data sources", "data stale", "data diff", "data path", "data confirmations",
})  # fmt: skip
"""Commands that leave the records as they are."""


def leaves(group: TyperGroup, ctx: typer.Context, path: Command = ()) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, TyperGroup):
            yield from leaves(command, ctx, (*path, name))
        else:
            yield " ".join((*path, name))


def test_every_command_is_known_as_reading_or_as_writing() -> None:
    root = typer.main.get_command(app)
    assert isinstance(root, Root)
    there = set(leaves(root, typer.Context(root)))
    written = {name for name in there for case in CASES if f"{case} ".startswith(f"{name} ")}
    assert len(there) > len(COMMANDS)
    assert sorted(there - written - READS - LEFT.keys()) == []
    assert sorted(READS & written) == []
    assert [case for case in CASES if not any(f"{case} ".startswith(f"{name} ") for name in written)] == []


def test_every_place_that_writes_is_tried() -> None:
    there = {
        f"{path.stem}:{function.name}"
        for path in Path(careerplan.__file__).parent.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "atomic"
    }
    assert there == {case.writes for case in CASES.values()}


@pytest.fixture(scope="module")
def known() -> dict[tuple[Command, ...], bytes]:
    """Hold the records after commands that several cases begin with, each made once."""
    return {}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_is_taken_back_and_made_again(
    run: Run,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: Case,
    known: dict[tuple[Command, ...], bytes],
) -> None:
    path = home / "careerplan.db"
    begin(run, path, case.before, known)
    if case.writes == "checkup:mend_derived":
        spoil(path)
    old = dump(path)
    opened = spy(monkeypatch)
    result = run(*given(run, tmp_path, monkeypatch, case.command))
    assert result.code == 0, result.err
    assert opened[-1] == case.writes
    new = dump(path)
    assert new != old
    for step, state in (("undo", old), ("redo", new)):
        told = run(step, "--output", "json").json()
        assert dump(path) == state
        assert told["changes"]


def begin(run: Run, path: Path, before: tuple[Command, ...], known: dict[tuple[Command, ...], bytes]) -> None:
    """Do what was done before, or put in place what it made the last time."""
    if before not in known:
        for each in before:
            assert run(*each).code == 0
        known[before] = path.read_bytes() if path.exists() else b""
    elif known[before]:
        path.write_bytes(known[before])


def given(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Command:
    """Return the command with the files that it names, and with an editor where it wants one."""
    text = "lives_in: CA-AB\nlanguages: [{language: fr, level: basic}]"
    if "--editor" in command:
        text = "name: Robin B. Sample\ntags: [mentor]\npositions: [{organization: csc}]\nnotes: [{text: new}]"
    script = f"import sys; open(sys.argv[1], 'w').write({text!r})"
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", script]))
    if "RESUME" in command:
        resume = {"basics": {"name": "Robin Sample"}, "languages": [{"language": "French", "fluency": "Fluent"}]}
        (folder / "RESUME").write_text(json.dumps(resume), encoding="utf-8")
    if "EVERYTHING" in command:
        for each in (ROBIN, TALK, ("export", str(folder / "EVERYTHING"))):
            assert run(*each, "--home", str(folder / "other")).code == 0
    return tuple(str(folder / each) if each in {"RESUME", "EVERYTHING"} else each for each in command)


def spoil(path: Path) -> None:
    """Let what follows from the records be wrong."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE contacts SET last_touch = '2026-01-01', in_rhythm = 0")


def spy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note who opens a transaction of records."""
    opened: list[str] = []
    atomic = Store.atomic

    def noted(store: Store, summary: str) -> AbstractContextManager[sqlite3.Connection]:
        frame = inspect.currentframe()
        caller = frame.f_back if frame else None
        assert caller
        opened.append(f"{Path(caller.f_code.co_filename).stem}:{caller.f_code.co_name}")
        return atomic(store, summary)

    monkeypatch.setattr(Store, "atomic", noted)
    return opened


def dump(path: Path) -> Dump:
    """Return all tables but those of history and counters; the records of none where there is no file."""
    if not path.exists():
        return {}
    left = {"actions", "changes", "recording", "sqlite_sequence", "sqlite_schema"}
    with closing(sqlite3.connect(path)) as connection:
        there = [row[1] for row in connection.execute("PRAGMA table_list") if row[0] == "main" and row[2] == "table"]
        rows = {each: connection.execute(f"SELECT * FROM {each}").fetchall() for each in {*there} - left}  # noqa: S608
    return {each: sorted(found, key=str) for each, found in rows.items() if found}
