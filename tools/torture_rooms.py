"""Homes that take nothing more: a limit on the size of files, on the pages of the database, a full disk, read-only."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torture_commands import LARGE_WRITING, READING, WRITING, Command
from torture_homes import DATABASE, Ended, files_of, program, run
from torture_trials import LEFT_OVER, Torture, Trial, judge

PAGE = 4096
FRAME = PAGE + 24
STORE = 5

WITH_SMALL_FILES = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "-m", "careerplan", *sys.argv[2:]])
"""
"""Runs the program where no file can be written beyond a size."""

WITH_FEW_PAGES = """
import runpy, sqlite3, sys
connect, pages = sqlite3.connect, int(sys.argv[1])
def limited(*args, **kwargs):
    connection = connect(*args, **kwargs)
    if args[0] != ":memory:":  # which is on no disk
        connection.execute(f"PRAGMA max_page_count = {pages}")
    return connection
sqlite3.connect = limited
sys.argv[1:] = sys.argv[2:]
runpy.run_module("careerplan", run_name="__main__", alter_sys=True)
"""
"""Runs the program where SQLite gives no database more than so many pages; the limit lives in the connection."""

ON_A_SMALL_DISK = """
import json, os, shutil, subprocess, sys
given = json.load(sys.stdin)
home, disk = given["home"], given["disk"]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", disk], check=True)
shutil.copytree(home, os.path.join(disk, "home"))
free = os.statvfs(disk)
with open(os.path.join(disk, "filler"), "wb") as filler:
    filler.write(bytes(max(0, free.f_bavail * free.f_frsize - given["room"])))
said = []
for command in given["commands"]:
    env = {**os.environ, "CAREERPLAN_HOME": os.path.join(disk, "home")}
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", errors="replace")
    said.append((done.returncode, done.stdout, done.stderr))
shutil.rmtree(home)
shutil.copytree(os.path.join(disk, "home"), home)
json.dump(said, sys.stdout)
"""
"""Runs commands on a file system of their own with so much room, and brings the home back from it."""

AS_ORDINARY_USER = """
import ctypes, os, sys
if os.getuid() == 0:  # what lets root write anywhere is given up, and exec does not give it back
    for capability in (1, 2):
        if ctypes.CDLL(None, use_errno=True).prctl(24, capability, 0, 0, 0):
            sys.exit("prctl: " + os.strerror(ctypes.get_errno()))
os.execv(sys.executable, [sys.executable, "-m", "careerplan", *sys.argv[1:]])
"""
"""Runs the program as a user to whom file modes apply."""

NAMESPACE = ("unshare", "--map-root-user", "--mount")


def limit_files(torture: Torture) -> None:
    """Let no file grow beyond a size: sizes around those of the database, its log and their pages."""
    if sys.platform == "win32":
        torture.not_tried["a limit on the size of files: this system has none"] = None
        return
    commands = torture.known(torture.some(WRITING)) + torture.known(LARGE_WRITING)

    def one(turn: int) -> list[Trial]:
        chance = torture.chance("files", turn)
        command, reading = commands[turn % len(commands)], chance.choice(READING)
        size = _a_size(turn, torture.homes[command.home] / DATABASE, chance.random())
        prefix = [sys.executable, "-c", WITH_SMALL_FILES, str(size)]
        found = [
            _without_room(
                torture, command, f"files of {size:,} bytes at most", [*prefix, *torture.homes.words(command)]
            )
        ]
        with torture.trial(reading.home) as home:
            return [*found, _read(torture, reading, run(home, [*prefix, *reading.words]))]

    torture.each("a full disk: no file beyond a size", torture.rounds.sizes, one)


def _a_size(turn: int, database: Path, share: float) -> int:
    """Return a size at which to stop: anywhere, or just before, at and after the end of a page or of a log's frame."""
    whole = database.stat().st_size if database.exists() else 40 * PAGE
    anywhere = int(share * (whole + 20 * PAGE))
    if turn % 3 == 0:
        return anywhere
    if turn % 3 == 1:
        return anywhere // PAGE * PAGE + turn // 3 % 3 - 1 if anywhere >= PAGE else 0
    return 32 + int(share * 40) * FRAME + turn // 3 % 3 - 1


def limit_pages(torture: Torture) -> None:
    """Let the database have only a few more pages than it has."""
    commands = torture.known(torture.some(WRITING)) + torture.known(LARGE_WRITING)

    def one(turn: int) -> Trial:
        command = commands[turn % len(commands)]
        database = torture.homes[command.home] / DATABASE
        pages = max(1, database.stat().st_size // PAGE if database.exists() else 0)
        more = torture.chance("pages", turn).choice((0, 0, 1, 2, 5, 20))
        words = [sys.executable, "-c", WITH_FEW_PAGES, str(pages + more), *torture.homes.words(command)]
        return _without_room(torture, command, f"{more} more pages at most", words)

    torture.each("a full disk: no page beyond a number", torture.rounds.sizes, one)


def limit_file_system(torture: Torture) -> None:
    """Run on a small file system that is almost full, where this user may mount one."""
    reason = why_no_mount(torture.folder)
    if reason:
        torture.not_tried[f"a small file system of its own: {reason}"] = None
        return
    commands = torture.known(torture.some(WRITING)) + torture.known(LARGE_WRITING)

    def one(turn: int) -> list[Trial]:
        chance = torture.chance("disk", turn)
        command = commands[turn % len(commands)]
        reading = Command(chance.choice(READING if command in LARGE_WRITING else READING[:1]).words, command.home)
        room = int(chance.random() ** 2 * (4_000_000 if command in LARGE_WRITING else 400_000))
        expected = torture.expected(command)
        with torture.trial(command.home) as home:
            read, ended = on_a_small_disk(home, room, [program(*reading.words), program(*torture.homes.words(command))])
            found = _judged(judge(home, command, expected, ended), ended, f"{room:,} bytes left: {command}")
        return [found, _read(torture, reading, read)]

    torture.each("a full disk: a file system almost full", torture.rounds.sizes, one)


def why_no_mount(folder: Path) -> str:
    """Return why no file system can be mounted here; nothing if it can."""
    if not all(map(shutil.which, ("unshare", "mount"))):
        return "unshare and mount are not there"
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    done = subprocess.run(
        [*NAMESPACE, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    return "" if done.returncode == 0 else "this user may not mount one"


def on_a_small_disk(home: Path, room: int, commands: list[list[str]]) -> list[Ended]:
    """Run commands on a file system with so many bytes left, on a copy of a home that then replaces it."""
    disk = home.parent / "disk"
    disk.mkdir()
    given = json.dumps({"home": str(home), "disk": str(disk), "room": room, "commands": commands})
    done = run(home, [*NAMESPACE, sys.executable, "-c", ON_A_SMALL_DISK], given)
    if done.code != 0:
        raise OSError(done.err)
    return [Ended(*each) for each in json.loads(done.out)]


def _without_room(torture: Torture, command: Command, what: str, words: list[str]) -> Trial:
    expected = torture.expected(command)
    with torture.trial(command.home) as home:
        ended = run(home, words)
        return _judged(judge(home, command, expected, ended), ended, f"{what}: {command}")


def _judged(found: Trial, ended: Ended, what: str) -> Trial:
    """Add what is expected of a command that found no room: it was done, or says so and that nothing was changed."""
    faults = [f"{what}: {each.partition(': ')[2]}" for each in found.faults]
    whole = found.how.startswith("all")
    if ended.code not in {0, STORE}:
        faults.append(f"{what}: {ended}")
    if ended.code == STORE and whole:
        faults.append(f"{what}: it is all there, yet it said {ended}")
    if LEFT_OVER in found.how:
        faults.append(f"{what}: {found.how}")
    if ended.code == STORE and "Free some space" not in ended.err:
        faults.append(f"{what}: no way out named: {ended}")
    how = "done" if ended.code == 0 else "refused, and nothing changed" if not whole else found.how
    return Trial(how, tuple(faults), found.acknowledged, found.lost, ended.traceback)


def _read(torture: Torture, command: Command, ended: Ended) -> Trial:
    """Judge a command that only reads: it shows what it should, or says what is wrong."""
    how = "read"
    faults: tuple[str, ...] = ()
    if ended.code == STORE and "Free some space" in ended.err:
        how = "refused to read"
    elif ended.code != 0 or ended.out != torture.expected(command).out:
        faults = (f"{command}: {ended}",)
    return Trial(how, faults, traceback=ended.traceback)


MODES = {"file and folder": (0o444, 0o555), "the file": (0o444, 0o755), "the folder": (0o644, 0o555)}


def read_only(torture: Torture) -> None:
    """Run every command, as a user to whom file modes apply, on a home that cannot be written."""
    if not hasattr(os, "getuid") or (os.getuid() == 0 and not sys.platform.startswith("linux")):
        torture.not_tried["a read-only home: file modes do not hold for this user"] = None
        return
    writing = torture.known([each for each in torture.some(WRITING) if each.home != "new"])
    reading = [*READING, *(Command(each.words, "unsettled") for each in READING)]
    writing.append(Command(WRITING[0].words, "unsettled"))
    cases = [(mode, each) for mode in MODES for each in (*reading, *writing)]
    cases.remove(("the folder", writing[-1]))  # with its log there, the database can be written, and is
    if torture.rounds.sizes < len(MODES) * 2:
        cases = torture.chance("read-only").sample(cases, 6 * torture.rounds.sizes)

    def one(turn: int) -> Trial:
        mode, command = cases[turn]
        with torture.trial(command.home) as home, modes(home, *MODES[mode]):
            before = files_of(home)
            ended = run(home, [sys.executable, "-c", AS_ORDINARY_USER, *torture.homes.words(command)])
            changed = files_of(home) != before
        what = f"{mode} read-only, {command}"
        faults = [f"{what}: something was changed"] if changed else []
        if reads := command in reading:
            fine = ended.code == 0 and ended.out == torture.expected(command).out
        else:
            fine = ended.code == STORE and ended.out == "" and "cannot be written" in ended.err
        faults += [] if fine else [f"{what}: {ended}"]
        wrote = ended.code == 0 and not reads
        return Trial("read" if reads else "refused", tuple(faults), acknowledged=wrote, traceback=ended.traceback)

    torture.each("a read-only home", len(cases), one)


@contextmanager
def modes(home: Path, file: int, folder: int) -> Iterator[None]:
    """Give the files of a database and the folder around them other modes for a while."""
    for each in home.glob(f"{DATABASE}*"):
        each.chmod(file)
    home.chmod(folder)
    try:
        yield
    finally:
        home.chmod(0o700)
