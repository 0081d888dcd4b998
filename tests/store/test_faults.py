"""When the world goes wrong: many writers, sudden death, locks, damage, folders and disks that take nothing more."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from careerplan.store import database
from conftest import TODAY, Result, Run

READING = [("contacts", "list"), ("contacts", "show", "Robin"), ("followups", "due"), ("history",)]
WRITING = [
    ("contacts", "add", "Sam"),
    ("contacts", "log", "Robin", "call"),
    ("followups", "done", "1"),
    ("followups", "snooze", "1", "in 5 days"),
    ("followups", "skip", "1"),
    ("undo",),
]

WRITER = """
import contextlib, io, sys
from careerplan.cli.main import app

def run(*args):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            app([*args, "--output", "json"])
        except SystemExit as end:
            code = end.code
    return code, out.getvalue()

me, rounds = sys.argv[1], int(sys.argv[2])
for number in range(rounds):
    name = f"{me} {number}"
    for args in (["contacts", "add", name], ["contacts", "log", name, "met", "--note", name]):
        code, said = run(*args)
        print(args[1] if code == 0 else said, code, name, sep="|", flush=True)
"""
"""A program that adds and logs, one command after the other, and says of each how it ended."""


def environment(home: Path) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("CAREERPLAN_") and k != "PYTHONUNBUFFERED"}
    return {**clean, "CAREERPLAN_HOME": str(home), "CAREERPLAN_AS_OF": TODAY, "TZ": "UTC"}


def start_writer(home: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, name, str(rounds)],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def on_disk(home: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        return connection.execute(query).fetchall()


def check_whole(home: Path, said: list[str]) -> None:
    """Check that all that was reported done is there once, that nothing is there by half, and the file is sound."""
    assert on_disk(home, "PRAGMA integrity_check") == [("ok",)]
    assert on_disk(home, "PRAGMA foreign_key_check") == []
    added = [name for (name,) in on_disk(home, "SELECT name FROM contacts")]
    logged = [note for (note,) in on_disk(home, "SELECT note FROM interactions")]
    assert len(set(added)) == len(added)
    assert len(set(logged)) == len(logged)
    done = [line.rsplit("|", 2) for line in said]
    assert {name for verb, code, name in done if (verb, code) == ("add", "0")} <= set(added)
    assert {name for verb, code, name in done if (verb, code) == ("log", "0")} <= set(logged)
    # An action is whole: with its history, and an interaction with the two follow-ups it earns.
    assert on_disk(home, "SELECT count(*) FROM actions") == [(len(added) + len(logged),)]
    assert on_disk(home, "SELECT count(*) FROM followups") == [(2 * len(logged),)]
    assert on_disk(home, "SELECT count(*) FROM actions WHERE id NOT IN (SELECT action_id FROM changes)") == [(0,)]
    assert on_disk(home, "SELECT count(*) FROM recording") == [(0,)]


@pytest.fixture
def robin(run: Run, home: Path, compiled: Path) -> Run:
    """Robin, met yesterday; the database is closed and one file."""
    shutil.copytree(compiled, home / "cache")
    run("contacts", "add", "Robin")
    run("contacts", "log", "Robin", "met", "--on", "yesterday")
    for leftover in home.glob("careerplan.db-*"):
        leftover.unlink()
    return run


def is_store_error(result: Result, output: str, code: str = "store") -> None:
    """Check that a run ended as an error of the store does: two sentences or one document, and nothing else."""
    assert (result.code, result.out) == (5, "")
    assert "Traceback" not in result.err
    if output == "json":
        error = result.error()
        assert error["code"].startswith(code)
        message, hint = error["message"], error["hint"]
    else:
        message, hint = result.err.splitlines()
        assert message.startswith("Error: ")
    assert message.endswith(".")
    assert hint


# --- many writers, sudden death


@pytest.mark.slow
def test_eight_writers_at_once_lose_nothing(home: Path) -> None:
    writers = [start_writer(home, f"writer {number}", 2) for number in range(8)]
    said = [line.strip() for writer in writers for line in writer.communicate(timeout=60)[0].splitlines()]
    assert len(said) == 32
    assert [line for line in said if "|0|" not in line] == []
    check_whole(home, said)
    assert on_disk(home, "SELECT count(*) FROM contacts") == [(16,)]
    assert {each.name for each in home.iterdir()} <= {
        *("cache", "careerplan.db", "careerplan.db-wal", "careerplan.db-shm")
    }


@pytest.mark.slow
def test_what_was_reported_done_survives_sudden_death(home: Path, compiled: Path, start: Run) -> None:
    shutil.copytree(compiled, home / "cache")
    chance = random.Random(20261122)  # noqa: S311
    said: list[str] = []
    for number in range(6):
        writer = start_writer(home, f"life {number}", 1000)
        assert writer.stdout
        said += [writer.stdout.readline() for _ in range(chance.randrange(1, 6))]
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(timeout=chance.uniform(0, 0.03))  # the moment of death
        writer.kill()
        rest = writer.communicate(timeout=60)[0]
        said += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        check_whole(home, [line.strip() for line in said if line.strip()])
    assert [line for line in said if "|0|" not in line] == []
    result = start("contacts", "add", "Survivor", "--output", "json")
    assert result.code == 0
    assert start("undo").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.1, 0.2, 0.3, 0.4])
def test_death_at_the_first_write_leaves_a_home_that_works(home: Path, start: Run, delay: float) -> None:
    writer = start_writer(home, "first", 1000)
    with pytest.raises(subprocess.TimeoutExpired):
        writer.wait(timeout=delay)
    writer.kill()
    said = [each.strip() for each in writer.communicate(timeout=60)[0].splitlines(keepends=True) if each.endswith("\n")]
    if (home / "careerplan.db").exists():
        check_whole(home, said)
    else:
        assert said == []
    assert start("contacts", "add", "Survivor").code == 0
    assert "Survivor" in start("contacts", "list").out


# --- locks


@contextmanager
def holding(home: Path, *statements: str) -> Iterator[None]:
    with closing(sqlite3.connect(home / "careerplan.db", isolation_level=None)) as connection:
        for each in statements:
            connection.execute(each)
        yield


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.02)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("output", ["table", "json"])
def test_writing_to_a_locked_database_fails_after_the_wait(robin: Run, home: Path, output: str) -> None:
    history = robin("history").out
    with holding(home, "BEGIN EXCLUSIVE"):
        for command in WRITING:
            result = robin(*command, "--output", output)
            is_store_error(result, output, "store-locked")
            assert "is in use by another program" in result.err
        for command in READING:
            assert robin(*command, "--output", output).code == 0
    assert robin("history").out == history
    assert robin("contacts", "add", "Sam").code == 0


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_reading_a_database_that_another_holds_alone_fails_after_the_wait(robin: Run, home: Path, mode: str) -> None:
    """Without the wait and the failure it would read a file that changes under it."""
    with holding(
        home,
        f"PRAGMA journal_mode = {mode}",
        "PRAGMA locking_mode = EXCLUSIVE",
        "BEGIN EXCLUSIVE",
        "UPDATE contacts SET name = 'Nobody'",
    ):
        for command in (*READING, *WRITING):
            is_store_error(robin(*command), "table")
            is_store_error(robin(*command, "--output", "json"), "json", "store-locked")
    assert "Robin" in robin("contacts", "list").out


def test_writers_wait_ten_seconds() -> None:
    assert database.WAIT_SECONDS == 10


# --- damage


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))  # noqa: S311


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_within_a_page(path: Path) -> None:
    os.truncate(path, 5000)


def header_alone(path: Path) -> None:
    os.truncate(path, 100)


def one_byte(path: Path) -> None:
    path.write_bytes(b"S")


def text(path: Path) -> None:
    path.write_text("name,tie\nRobin,close\n" * 1000, encoding="utf-8")


def zero_bytes(path: Path) -> None:
    path.write_bytes(b"")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def scrambled_pages(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))


DAMAGE: list[Callable[[Path], None]] = [
    garbage, truncated, cut_within_a_page, header_alone, one_byte, text, zero_bytes, zeros, scrambled_pages,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("output", ["table", "json"])
def test_a_damaged_database_is_named_and_left_as_it_is(
    robin: Run, home: Path, damage: Callable[[Path], None], output: str
) -> None:
    path = home / "careerplan.db"
    damage(path)
    before = path.read_bytes()
    for command in (*READING, *WRITING):
        result = robin(*command, "--output", output)
        is_store_error(result, output, "store")
        assert str(path) in result.err
        assert path.read_bytes() == before, command


def flipped(path: Path, found: bytes, other: bytes) -> None:
    raw = path.read_bytes()
    assert found in raw
    path.write_bytes(raw.replace(found, other))


def a_day_that_is_none(path: Path) -> None:
    flipped(path, b"2026-11-21", b"2026-13-21")


def a_name_that_is_no_text(path: Path) -> None:
    flipped(path, b"Robin", b"R\xefbin")


def a_table_whose_name_is_no_text(path: Path) -> None:
    flipped(path, b"CREATE TABLE contacts", b"CREATE TABLE \xc3ontacts")


def an_unknown_format(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:44] + b"\0\0\0\x24" + whole[48:])


@pytest.mark.parametrize(
    "damage",
    [a_day_that_is_none, a_name_that_is_no_text, a_table_whose_name_is_no_text, an_unknown_format],
    ids=lambda damage: damage.__name__,
)
def test_a_single_bit_that_makes_a_file_unreadable_is_no_bug(
    robin: Run, home: Path, damage: Callable[[Path], None]
) -> None:
    path = home / "careerplan.db"
    damage(path)
    before = path.read_bytes()
    for command in (("contacts", "list"), ("contacts", "show", "1"), ("contacts", "log", "1", "call")):
        result = robin(*command)
        is_store_error(result, "table")
        assert str(path) in result.err
        assert "restore" in result.err
    assert path.read_bytes() == before


def test_a_file_that_a_newer_sqlite_must_write_is_not_called_read_only(robin: Run, home: Path) -> None:
    path = home / "careerplan.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:18] + b"\x12" + whole[19:])
    result = robin("contacts", "add", "Sam")
    is_store_error(result, "table")
    assert str(path) in result.err
    assert "permissions" not in result.err


@pytest.mark.parametrize("output", ["table", "json"])
def test_a_folder_in_place_of_the_database_is_named_and_left(run: Run, home: Path, output: str) -> None:
    (home / "careerplan.db").mkdir(parents=True)
    (home / "careerplan.db" / "mine.txt").write_text("mine", encoding="utf-8")
    for command in (("contacts", "list"), ("followups", "due"), ("contacts", "add", "Sam"), ("undo",)):
        result = run(*command, "--output", output)
        is_store_error(result, output, "store-damaged")
        assert str(home / "careerplan.db") in result.err
    assert [each.name for each in (home / "careerplan.db").iterdir()] == ["mine.txt"]


# --- a folder that takes nothing


AS_ORDINARY_USER = """
import ctypes, os, sys
if os.getuid() == 0:  # what lets root write anywhere is given up, and exec does not give it back
    for capability in (1, 2):
        if ctypes.CDLL(None, use_errno=True).prctl(24, capability, 0, 0, 0):
            sys.exit("prctl: " + os.strerror(ctypes.get_errno()))
os.execv(sys.executable, [sys.executable, "-m", "careerplan", *sys.argv[1:]])
"""


def ordinary(home: Path, *args: str) -> Result:
    """Run the program as a user to whom file modes apply."""
    done = subprocess.run(
        [sys.executable, "-c", AS_ORDINARY_USER, *args],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@contextmanager
def modes(folder: Path, file: int, directory: int) -> Iterator[None]:
    for each in folder.glob("careerplan.db*"):
        each.chmod(file)
    folder.chmod(directory)
    yield
    folder.chmod(0o700)


needs_modes = pytest.mark.skipif(
    not hasattr(os, "getuid") or (os.getuid() == 0 and not sys.platform.startswith("linux")),
    reason="file modes do not hold for this user, and only Linux lets root give that up",
)


@needs_modes
@pytest.mark.slow
@pytest.mark.parametrize("mode", [(0o444, 0o555), (0o444, 0o755), (0o644, 0o555)], ids=["both", "file", "folder"])
def test_a_read_only_home_can_be_read_and_says_so_when_written(robin: Run, home: Path, mode: tuple[int, int]) -> None:
    assert robin("history").code == 0
    for leftover in home.glob("careerplan.db-*"):
        leftover.unlink()
    before = (home / "careerplan.db").read_bytes()
    assert before[18:20] == b"\x02\x02"  # a WAL database
    with modes(home, *mode):
        shown = ordinary(home, "contacts", "show", "Robin", "--output", "json")
        assert (shown.code, shown.err) == (0, "")
        assert json.loads(shown.out)["contact"]["last_interaction"] == "2026-11-21"
        result = ordinary(home, "contacts", "add", "Sam", "--output", "json")
        is_store_error(result, "json", "store-read-only")
        assert "cannot be written" in result.error()["message"]
        is_store_error(ordinary(home, "undo"), "table")
    assert (home / "careerplan.db").read_bytes() == before


@needs_modes
@pytest.mark.slow
def test_a_read_only_home_is_read_with_what_stands_in_the_wal(robin: Run, home: Path, tmp_path: Path) -> None:
    """As after a sudden death: the newest records stand in the -wal file alone."""
    copy = tmp_path / "copy"
    with holding(home, "UPDATE contacts SET name = 'Robin Newer'"):
        shutil.copytree(home, copy)
    assert (copy / "careerplan.db-wal").stat().st_size > 0
    with modes(copy, 0o444, 0o555):
        assert "Robin Newer" in ordinary(copy, "contacts", "list").out
        is_store_error(ordinary(copy, "contacts", "add", "Sam"), "table")
    robin("contacts", "list")


@needs_modes
@pytest.mark.slow
def test_a_first_write_where_nothing_can_be_made_says_so(tmp_path: Path) -> None:
    parent = tmp_path / "closed"
    parent.mkdir()
    with modes(parent, 0o444, 0o555):
        is_store_error(
            ordinary(parent / "home", "contacts", "add", "Sam", "--output", "json"), "json", "store-read-only"
        )
        listed = ordinary(parent / "home", "contacts", "list")
        assert (listed.code, listed.out) == (0, "You have no contacts yet.\n")
    assert list(parent.iterdir()) == []


@needs_modes
@pytest.mark.slow
def test_a_home_that_cannot_even_be_entered_says_so(robin: Run, home: Path) -> None:
    assert robin("contacts", "list").code == 0
    with modes(home, 0o600, 0o000):
        for command in (("contacts", "list"), ("contacts", "add", "Sam")):
            is_store_error(ordinary(home, *command), "table")


# --- a disk that takes nothing more


WITH_LITTLE_ROOM = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "-m", "careerplan", *sys.argv[2:]])
"""

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited here")


def with_little_room(home: Path, size: int, *args: str) -> Result:
    """Run the program where no file can be written beyond ``size`` bytes."""
    done = subprocess.run(
        [sys.executable, "-c", WITH_LITTLE_ROOM, str(size), *args],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@needs_limits
@pytest.mark.slow
def test_an_action_that_finds_no_room_leaves_nothing(robin: Run, home: Path) -> None:
    result = with_little_room(home, 80_000, "contacts", "add", "Sam", "--note", "x" * 99_000, "--output", "json")
    is_store_error(result, "json", "store-full")
    assert "Free some space" in result.error()["hint"]
    assert on_disk(home, "PRAGMA integrity_check") == [("ok",)]
    assert "Sam" not in robin("contacts", "list").out
    assert robin("contacts", "add", "Sam").code == 0


@needs_limits
@pytest.mark.slow
def test_a_first_write_that_finds_no_room_leaves_no_half_made_database(home: Path, run: Run) -> None:
    is_store_error(with_little_room(home, 20_000, "contacts", "add", "Sam", "--output", "json"), "json", "store-full")
    assert list(home.glob("*.db*")) == []
    assert list(home.glob(".careerplan-*")) == []
    assert run("contacts", "add", "Sam").code == 0


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@needs_full
@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("roles", "list"), ("contacts", "list"), ("network", "plan", "--output", "json")], ids=" ".join
)
def test_an_output_that_cannot_be_written_is_an_error_of_the_store(
    home: Path, compiled: Path, command: tuple[str, ...]
) -> None:
    shutil.copytree(compiled, home / "cache")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "careerplan", *command],
            env=environment(home),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    is_store_error(Result(done.returncode, "", done.stderr), "json" if "json" in command else "table", "output")
    assert "could not be written" in done.stderr
