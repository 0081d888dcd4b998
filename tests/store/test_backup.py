"""Backups: complete, checked, private, never overwriting, listed whatever their state, pruned with care."""

import datetime as dt
import hashlib
import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from any_records import INSTANT, put_in, store_in
from hypothesis import given
from hypothesis import strategies as st

from careerplan.errors import StoreDamagedError, StoreError, UsageError
from careerplan.person.backups import BEFORE_IMPORT, BY_HAND, Backup
from careerplan.store import backup as backups
from careerplan.store.backup import KEPT, MONTHS, back_up, back_up_before, list_backups, newest_backup, worth_keeping
from careerplan.store.database import Store

PERSON = ("contacts", {"id": 1, "name": "Robin Sample", "tie": "close", "added": "2026-11-22"})


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with store_in(home) as opened:
        put_in(opened, [PERSON])
        yield opened


@pytest.fixture
def database(store: Store) -> Path:
    return store.path


def made(database: Path, *, later: int = 0) -> Backup:
    found = back_up(database, INSTANT + dt.timedelta(seconds=later))
    assert found
    return found


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


def test_a_backup_holds_the_database_the_folders_and_a_digest_of_each(database: Path, tmp_path: Path) -> None:
    (database.parent / "packs" / "mine").mkdir(parents=True)
    (database.parent / "packs" / "mine" / "a.yaml").write_text("roles: []\n", encoding="utf-8")
    (database.parent / "templates").mkdir()
    (database.parent / "templates" / "hello.txt").write_text("Hello", encoding="utf-8")
    backup = made(database)
    assert backup.file.name == "careerplan-20261122T101500Z.zip"
    assert (backup.files, backup.left_out, backup.why) == (2, (), BY_HAND)
    assert backup.contents
    assert backup.contents.people == 1
    assert names_in(backup.file) == ["careerplan.db", "packs/mine/a.yaml", "templates/hello.txt", "manifest.json"]
    with zipfile.ZipFile(backup.file) as archive:
        archive.extractall(tmp_path / "out")
        stated = json.loads(archive.read("manifest.json"))["files"]
    for name, each in stated.items():
        content = (tmp_path / "out" / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (each["size"], each["sha256"])
    with closing(sqlite3.connect(tmp_path / "out" / "careerplan.db")) as connection:
        assert connection.execute("SELECT name FROM contacts").fetchall() == [("Robin Sample",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_backup_is_for_nobody_else_to_read(database: Path) -> None:
    before = os.umask(0)
    try:
        backup = made(database)
    finally:
        os.umask(before)
    assert (mode(backup.file), mode(backup.file.parent)) == (0o600, 0o700)


def test_what_another_program_has_written_and_not_yet_moved_over_is_in_it(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("UPDATE contacts SET name = 'Robin Newer'")
        with zipfile.ZipFile(made(store.path).file) as archive:
            copy = archive.extract("careerplan.db", tmp_path)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT name FROM contacts").fetchall() == [("Robin Newer",)]


def test_what_another_program_has_begun_is_not_in_it(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM contacts")
        backup = made(database)
    assert backup.contents
    assert backup.contents.people == 1


def test_two_backups_of_one_second_stand_side_by_side(database: Path) -> None:
    names = [made(database).file.name for _ in range(3)]
    assert names == [f"careerplan-20261122T101500Z{each}.zip" for each in ("", "-2", "-3")]
    assert newest_backup(database) == database.parent / "backups" / names[-1]


def test_nothing_at_all_is_no_backup(home: Path) -> None:
    assert back_up(home / "careerplan.db", INSTANT) is None
    assert not home.exists()


def test_packs_alone_are_kept_with_an_empty_database(home: Path) -> None:
    (home / "packs").mkdir(parents=True)
    (home / "packs" / "a.yaml").write_text("roles: []\n", encoding="utf-8")
    backup = made(home / "careerplan.db")
    assert backup.contents
    assert (backup.files, backup.contents.people) == (1, 0)
    assert not (home / "careerplan.db").exists()


def test_links_and_what_is_no_file_are_left_out_and_named(database: Path, tmp_path: Path) -> None:
    packs = database.parent / "packs"
    packs.mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (packs / "link.yaml").symlink_to(tmp_path / "secret")
    (packs / "folder").symlink_to(tmp_path)
    os.mkfifo(packs / "pipe")
    (packs / "a\\b.yaml").write_text("", encoding="utf-8")
    backup = made(database)
    assert backup.left_out == ("packs/a\\b.yaml", "packs/folder", "packs/link.yaml", "packs/pipe")
    assert names_in(backup.file) == ["careerplan.db", "manifest.json"]


def test_a_file_that_exists_is_left_unless_it_may_be_replaced(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "mine.zip"
    target.parent.mkdir()
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="exists already"):
        back_up(database, INSTANT, target)
    assert target.read_text(encoding="utf-8") == "mine"
    found = back_up(database, INSTANT, target, replace=True)
    assert found
    assert names_in(target) == ["careerplan.db", "manifest.json"]
    assert [each.name for each in target.parent.iterdir()] == ["mine.zip"]


def test_a_damaged_database_gives_no_backup(store: Store) -> None:
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:8192] + b"\xa5" * 4096 + whole[12288:])
    with pytest.raises(StoreDamagedError, match="damaged"):
        back_up(store.path, INSTANT)
    assert list((store.path.parent / "backups").iterdir()) == []


def test_a_database_of_another_program_gives_no_backup(home: Path) -> None:
    home.mkdir()
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(StoreError, match="not a careerplan database"):
        back_up(home / "careerplan.db", INSTANT)


def test_a_disk_that_is_full_leaves_no_half_made_backup(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "write_archive", full)
    with pytest.raises(StoreError, match="No space left"):
        back_up(database, INSTANT)
    assert list((database.parent / "backups").iterdir()) == []


# --- the list


def test_backups_are_listed_newest_first_whatever_their_state(database: Path) -> None:
    first, second = made(database), made(database, later=60)
    folder = database.parent / "backups"
    (folder / "careerplan-20250101T000000Z.zip").write_bytes(second.file.read_bytes()[:-40])
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / ".careerplan-half.backup").write_text("", encoding="utf-8")
    (folder / "folder.zip").mkdir()
    with closing(sqlite3.connect(database.parent / "careerplan-before-migration-2.db")) as old:
        old.execute("CREATE TABLE contacts (id INTEGER)")
    os.utime(database.parent / "careerplan-before-migration-2.db", (1_700_000_000, 1_700_000_000))
    found = list_backups(database)
    assert [(each.file.name, each.made, bool(each.fault)) for each in found] == [
        (second.file.name, "2026-11-22T10:16:00+00:00", False),
        (first.file.name, "2026-11-22T10:15:00+00:00", False),
        ("careerplan-before-migration-2.db", "2023-11-14T22:13:20+00:00", False),
        ("careerplan-20250101T000000Z.zip", None, True),
    ]


def test_there_is_nothing_to_list_where_there_is_no_home(home: Path) -> None:
    assert list_backups(home / "careerplan.db") == []
    assert newest_backup(home / "careerplan.db") is None


# --- pruning

STAMPS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 12, 31))  # noqa: DTZ001 - as in a name, in UTC


def automatic(stamp: dt.datetime) -> Path:
    return Path(f"careerplan-{stamp:%Y%m%dT%H%M%SZ}-before-import.zip")


@given(stamps=st.lists(STAMPS, max_size=60, unique_by=lambda each: each.replace(microsecond=0)))
def test_the_newest_stay_and_one_of_each_month_before(stamps: list[dt.datetime]) -> None:
    names = sorted(map(automatic, stamps), reverse=True)
    kept = worth_keeping(names)
    assert kept[:KEPT] == names[:KEPT]
    monthly = kept[KEPT:]
    months = [each.name[11:17] for each in monthly]
    assert months == sorted(set(months), reverse=True)
    assert len(months) <= MONTHS
    for each, month in zip(monthly, months, strict=True):
        assert each == max(name for name in names[KEPT:] if name.name[11:17] == month)
    assert set(worth_keeping(kept)) == set(kept)


def test_only_automatic_backups_are_ever_pruned(database: Path) -> None:
    by_hand = [made(database, later=number).file for number in range(8)]
    folder = database.parent / "backups"
    (folder / "careerplan-before-import.zip").write_text("the user's own", encoding="utf-8")
    for number in range(8):
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute("UPDATE contacts SET met = ?", (str(number),))
        back_up_before(database, INSTANT + dt.timedelta(days=number, hours=1), BEFORE_IMPORT)
    left = {each.name for each in folder.iterdir()}
    assert {each.name for each in by_hand} <= left
    assert "careerplan-before-import.zip" in left
    days = sorted(each[11:19] for each in left if each.endswith("Z-before-import.zip"))
    assert days == ["20261124", "20261125", "20261126", "20261127", "20261128", "20261129"]  # one more for the month


def test_what_is_kept_already_is_not_kept_twice(database: Path) -> None:
    first = made(database)
    assert back_up_before(database, INSTANT + dt.timedelta(hours=1), BEFORE_IMPORT).file == first.file
    assert len(list_backups(database)) == 1
