"""Restoring: what is here is kept, nothing of the old gets into the new, and sudden death leaves either whole."""

import contextlib
import json
import os
import random
import shutil
import sqlite3
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from any_records import INSTANT, dump, put_in, store_in

from careerplan.errors import BadDataError, StoreLockedError
from careerplan.person.backups import Restored
from careerplan.store import database as databases
from careerplan.store.backup import back_up, list_backups, newest_backup
from careerplan.store.migrate import newest
from careerplan.store.restoring import look, restore, staged
from careerplan.store.whole import read_whole


def person(name: str) -> list[tuple[str, dict[str, object]]]:
    return [("contacts", {"id": 1, "name": name, "tie": "close", "added": "2026-11-22"})]


@pytest.fixture
def database(home: Path) -> Path:
    """Make a home with Old Sample in it."""
    with store_in(home) as store:
        put_in(store, person("Old Sample"))
    return home / "careerplan.db"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Make a backup of another home, with New Sample and a pack in it."""
    with store_in(tmp_path / "other") as store:
        put_in(store, person("New Sample"))
    (tmp_path / "other" / "packs").mkdir()
    (tmp_path / "other" / "packs" / "new.yaml").write_text("roles: []\n", encoding="utf-8")
    made = back_up(tmp_path / "other" / "careerplan.db", INSTANT, tmp_path / "backup.zip")
    assert made
    return made.file


def restored(database: Path, file: Path) -> Restored:
    with staged(file, database.parent) as new:
        return restore(database, INSTANT, new)


def names(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("SELECT name FROM contacts")]


def hidden(home: Path) -> list[str]:
    return [each.name for each in home.rglob(".careerplan-*")]


def test_a_new_home_gets_all_that_the_old_one_had(home: Path, backup: Path) -> None:
    done = restored(home / "careerplan.db", backup)
    assert done == Restored(None, None, ("packs",))
    assert names(home / "careerplan.db") == ["New Sample"]
    assert (home / "packs" / "new.yaml").read_text(encoding="utf-8") == "roles: []\n"
    assert hidden(home) == []


def test_what_is_here_is_kept_and_can_be_put_back(database: Path, backup: Path) -> None:
    (database.parent / "packs").mkdir()
    (database.parent / "packs" / "old.yaml").write_text("events: []\n", encoding="utf-8")
    done = restored(database, backup)
    assert names(database) == ["New Sample"]
    assert [each.name for each in (database.parent / "packs").iterdir()] == ["new.yaml"]
    assert done.kept
    assert done.kept.file.name == "careerplan-20261122T101500Z-before-restore.zip"
    back = restored(database, done.kept.file)
    assert names(database) == ["Old Sample"]
    assert [each.name for each in (database.parent / "packs").iterdir()] == ["old.yaml"]
    assert back.folders == ("packs",)


def test_restoring_the_newest_twice_is_restoring_it_once(database: Path, backup: Path) -> None:
    mine = back_up(database, INSTANT)
    assert mine
    restored(database, backup)
    assert newest_backup(database) == mine.file


def test_no_log_of_the_old_database_gets_into_the_new(database: Path, backup: Path) -> None:
    """As after a sudden death: the newest change stands in the log alone."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("UPDATE contacts SET name = 'Old Newer'")
        log = database.with_name("careerplan.db-wal").read_bytes()
    database.with_name("careerplan.db-wal").write_bytes(log)
    done = restored(database, backup)
    assert names(database) == ["New Sample"]
    assert done.kept
    with zipfile.ZipFile(done.kept.file) as archive:
        copy = archive.extract("careerplan.db", backup.parent)
    assert names(Path(copy)) == ["Old Newer"]


def test_a_program_that_has_the_records_open_is_waited_for(
    database: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "WAIT_SECONDS", 0.02)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM contacts").fetchall()
        with pytest.raises(StoreLockedError, match="in use"):
            restored(database, backup)
    assert names(database) == ["Old Sample"]
    assert hidden(database.parent) == []
    restored(database, backup)
    assert names(database) == ["New Sample"]


def test_who_opens_it_afterwards_sees_the_new_and_can_write(database: Path, backup: Path) -> None:
    restored(database, backup)
    with store_in(database.parent) as store:
        put_in(store, [("contacts", {"id": 2, "name": "Lee Sample", "tie": "loose", "added": "2026-11-22"})])
        assert [row["name"] for row in read_whole(store).tables["contacts"]] == ["New Sample", "Lee Sample"]


# --- a damaged database here


def damaged(database: Path) -> bytes:
    database.write_bytes(random.Random(1).randbytes(20_000))  # noqa: S311
    return database.read_bytes()


def test_damaged_records_are_moved_aside_and_never_deleted(database: Path, backup: Path) -> None:
    content = damaged(database)
    database.with_name("careerplan.db-wal").write_bytes(b"a log")
    done = restored(database, backup)
    assert done.kept is None
    assert done.aside == database.with_name("careerplan-damaged-20261122T101500Z.db")
    assert done.aside.read_bytes() == content
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == b"a log"
    assert names(database) == ["New Sample"]


def test_a_second_damage_of_the_same_second_is_kept_as_well(database: Path, backup: Path) -> None:
    asides = []
    for _ in range(3):
        damaged(database)
        asides.append(restored(database, backup).aside)
    assert len({each for each in asides if each and each.exists()}) == 3


@pytest.mark.parametrize("what", ["empty", "folder", "log alone", "foreign"])
def test_whatever_stands_in_the_place_of_the_records_gives_way(database: Path, backup: Path, what: str) -> None:
    database.unlink()
    if what == "empty":
        database.write_bytes(b"")
    elif what == "folder":
        (database / "inner").mkdir(parents=True)
    elif what == "log alone":
        database.with_name("careerplan.db-wal").write_bytes(b"a log")
    else:
        with closing(sqlite3.connect(database)) as other:
            other.execute("CREATE TABLE songs (title TEXT)")
    assert look(database).state == ("foreign" if what == "foreign" else "damaged")
    done = restored(database, backup)
    assert names(database) == ["New Sample"]
    assert done.aside
    assert done.aside.exists() or what == "log alone"


def test_a_pack_that_no_backup_could_keep_is_set_aside(database: Path, backup: Path) -> None:
    packs = database.parent / "packs"
    packs.mkdir()
    (packs / "link.yaml").symlink_to(backup)
    restored(database, backup)
    assert [each.name for each in packs.iterdir()] == ["new.yaml"]
    (aside,) = (database.parent / "backups").glob("packs-*")
    assert [each.name for each in aside.iterdir()] == ["link.yaml"]


# --- a backup that is none


def rezipped(file: Path, change: Callable[[dict[str, bytes]], object], *, links: bool = False) -> Path:
    """Return a copy of a backup with other members in it."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = (0o120777 if links and name.startswith("packs") else 0o100600) << 16
            archive.writestr(member, content)
    return target


def manifest(members: dict[str, bytes], change: Callable[[dict[str, object]], None]) -> None:
    stated = json.loads(members["manifest.json"])
    change(stated)
    members["manifest.json"] = json.dumps(stated).encode()


def gone(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda members: members.pop(name)


def renamed(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[name] = members.pop("packs/new.yaml")
        text = members["manifest.json"].decode()
        members["manifest.json"] = text.replace('"packs/new.yaml"', json.dumps(name)).encode()

    return change


HARM: dict[str, Callable[[dict[str, bytes]], object]] = {
    "other bytes": lambda members: members.update({"packs/new.yaml": b"roles: [ ]"}),
    "more than announced": lambda members: members.update({"packs/new.yaml": b"x" * 1000}),
    "one too many": lambda members: members.update({"packs/more.yaml": b""}),
    "one too few": gone("packs/new.yaml"),
    "no database": gone("careerplan.db"),
    "no manifest": gone("manifest.json"),
    "manifest no JSON": lambda members: members.update({"manifest.json": b"{"}),
    "manifest a list": lambda members: members.update({"manifest.json": b"[]"}),
    "manifest too deep": lambda members: members.update({"manifest.json": b"[" * 100_000}),
    "files a list": lambda members: manifest(members, lambda stated: stated.update(files=[])),
    "no day": lambda members: manifest(members, lambda stated: stated.update(made="yesterday")),
    "size no number": lambda members: manifest(
        members, lambda stated: stated.update(files={"careerplan.db": {"size": "1", "sha256": ""}})
    ),
    "another schema": lambda members: manifest(members, lambda stated: stated.update(schema="careerplan.backup/2")),
    "leads out": renamed("packs/../../outside.yaml"),
    "leads to the root": renamed("/etc/outside.yaml"),
    "leads out on Windows": renamed("packs\\..\\..\\outside.yaml"),
    "beside the database": renamed("careerplan.db-wal"),
    "in the cache": renamed("cache/catalog.tsv"),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_zip_that_is_not_as_it_was_written_is_refused(database: Path, backup: Path, harm: str) -> None:
    file = rezipped(backup, HARM[harm])
    with pytest.raises(BadDataError) as error:
        restored(database, file)
    assert error.value.exit_code == 4
    assert "Nothing was changed" in error.value.hint
    assert names(database) == ["Old Sample"]
    assert {each.name for each in database.parent.iterdir() if "db-" not in each.name} == {"careerplan.db"}


def test_a_link_in_a_zip_is_refused(database: Path, backup: Path) -> None:
    with pytest.raises(BadDataError, match="no backup has"):
        restored(database, rezipped(backup, lambda _: None, links=True))


@pytest.mark.parametrize("keep", [0, 1, 100, 1000, -1, -30])
def test_a_zip_that_is_cut_off_is_refused(database: Path, backup: Path, keep: int) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[:keep])
    with pytest.raises(BadDataError):
        restored(database, backup)
    assert names(database) == ["Old Sample"]


def test_any_byte_that_is_flipped_is_noticed_or_does_not_matter(home: Path, backup: Path) -> None:
    whole = bytearray(backup.read_bytes())
    chance = random.Random(20261122)  # noqa: S311
    for spot in chance.sample(range(len(whole)), 60):
        flipped = bytearray(whole)
        flipped[spot] ^= 1 << chance.randrange(8)
        backup.write_bytes(flipped)
        with contextlib.suppress(BadDataError), staged(backup, home) as new:
            assert names(new.database) == ["New Sample"]


# --- a bare database


@pytest.fixture
def bare(backup: Path) -> Path:
    with zipfile.ZipFile(backup) as archive:
        return Path(archive.extract("careerplan.db", backup.parent))


def test_a_bare_database_is_a_backup_as_well_and_leaves_packs_alone(database: Path, bare: Path) -> None:
    (database.parent / "packs").mkdir()
    (database.parent / "packs" / "old.yaml").write_text("events: []\n", encoding="utf-8")
    before = bare.read_bytes()
    assert restored(database, bare).folders == ()
    assert names(database) == ["New Sample"]
    assert (database.parent / "packs" / "old.yaml").exists()
    assert bare.read_bytes() == before
    assert not list(bare.parent.glob("careerplan.db-*"))


def test_the_database_of_another_home_is_taken_with_its_log(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "third"
    with store_in(other) as store:
        put_in(store, person("Third Sample"))
        assert (other / "careerplan.db-wal").stat().st_size > 0
        restored(database, other / "careerplan.db")
    assert names(database) == ["Third Sample"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("PRAGMA application_id = 7", "no backup of careerplan"),
        (f"PRAGMA user_version = {newest() + 1}", "newer careerplan"),
        ("PRAGMA user_version = 0", "no tables of records"),
        ("DROP TABLE plans", "table plans is missing"),
        ("CREATE TABLE songs (title TEXT)", "table songs is none of ours"),
        (
            "CREATE TRIGGER harm AFTER INSERT ON contacts BEGIN DELETE FROM contacts; END",
            "trigger harm is none of ours",
        ),
        ("ALTER TABLE contacts ADD COLUMN shoes TEXT", "table contacts has other columns"),
        ("INSERT INTO changes (action_id, record, record_id) VALUES (99, 'contacts', 1)", "points to none of actions"),
    ],
)
def test_a_database_that_is_not_ours_or_not_whole_is_refused(
    database: Path, bare: Path, statement: str, told: str
) -> None:
    with closing(sqlite3.connect(bare, isolation_level=None)) as connection:
        connection.execute(statement)
    with pytest.raises(BadDataError, match=told):
        restored(database, bare)
    assert names(database) == ["Old Sample"]


def test_a_damaged_bare_database_is_refused(database: Path, bare: Path) -> None:
    whole = bare.read_bytes()
    for content in (whole[:5000], whole[:8192] + b"\xa5" * 4096 + whole[12288:], whole[:100] + bytes(len(whole) - 100)):
        bare.write_bytes(content)
        with pytest.raises(BadDataError, match="damaged"):
            restored(database, bare)
    assert names(database) == ["Old Sample"]


def test_a_database_with_pages_of_another_size_is_taken(database: Path, bare: Path) -> None:
    with closing(sqlite3.connect(bare, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
    restored(database, bare)
    assert names(database) == ["New Sample"]


def test_an_older_backup_is_migrated_by_the_next_write(database: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((Path(__file__).parent / "schema-0001.sql").read_text(encoding="utf-8"))
    restored(database, old)
    with store_in(database.parent) as store:
        put_in(store, [("contacts", {"id": 9, "name": "Lee Sample", "tie": "loose", "added": "2026-11-22"})])
        found = dump(store)["contacts"]
        assert len(found) == 2
    assert "before migration" in {each.why for each in list_backups(database)}


# --- sudden death


def killed_at(line: int, database: Path, backup: Path) -> bool:
    """Restore in a child that dies, without a word, at the n-th line of restoring that it comes to.

    Return whether it got to its end before.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads; the child only restores
        child = os.fork()
    if child == 0:
        count = 0

        def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - itself, or nothing
            nonlocal count
            if event == "line":
                count += 1
                if count == line:
                    os._exit(9)
            return trace if frame.f_code.co_filename.endswith("/store/restoring.py") else None

        sys.settrace(trace)
        try:
            restored(database, backup)
        except BaseException:  # noqa: BLE001 - a child of a test must end here
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, 9}
    return code == 0


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("state", ["sound", "damaged", "absent"])
def test_death_at_any_line_leaves_the_old_or_the_new_whole(
    database: Path, backup: Path, tmp_path: Path, state: str
) -> None:
    """Of a damaged one whole means: as damaged as it was, in its place or aside."""
    content = damaged(database) if state == "damaged" else b""
    if state == "absent":
        database.unlink()
    home = tmp_path / "dying"
    for line in range(20, 1000, 3):  # before, it only looks and lays out
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(database.parent, home)
        done = killed_at(line, home / "careerplan.db", backup)
        here = look(home / "careerplan.db")
        if state == "damaged" and here.state == "damaged":
            assert (home / "careerplan.db").read_bytes() == content
        elif here.state != "absent":
            assert here.state == "sound"
            assert names(home / "careerplan.db") in (
                ["New Sample"],
                ["Old Sample"] if state == "sound" else ["New Sample"],
            )
        else:
            assert state == "absent"
        if done:
            assert names(home / "careerplan.db") == ["New Sample"]
            return
        restored(home / "careerplan.db", backup)
        assert names(home / "careerplan.db") == ["New Sample"]
    pytest.fail("it never came to its end")


@pytest.fixture(autouse=True)
def no_traces() -> Iterator[None]:
    before = sys.gettrace()
    yield
    sys.settrace(before)
