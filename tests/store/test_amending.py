"""Earlier backups can be changed, so that somebody is forgotten there too; nothing of them is left in any byte."""

import os
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from any_records import INSTANT, put_in, store_in

from careerplan.store.amending import amend_backups
from careerplan.store.backup import back_up, list_backups
from careerplan.store.restoring import staged


@pytest.fixture
def database(home: Path) -> Path:
    """Make a home with two people, a pack and a backup of it."""
    with store_in(home) as store:
        for number, name in enumerate(("Robin Sample", "Lee Sample"), 1):
            put_in(store, [("contacts", {"id": number, "name": name, "tie": "close", "added": "2026-11-22"})])
    (home / "packs").mkdir()
    (home / "packs" / "mine.yaml").write_text("roles: []\n", encoding="utf-8")
    assert back_up(home / "careerplan.db", INSTANT)
    return home / "careerplan.db"


def forget_robin(connection: sqlite3.Connection) -> bool:
    connection.execute("DELETE FROM changes WHERE after LIKE '%Robin%'")
    return connection.execute("DELETE FROM contacts WHERE name = 'Robin Sample'").rowcount > 0


def text_in(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_a_backup_is_made_anew_without_them_and_is_sound(database: Path) -> None:
    (before,) = list_backups(database)
    assert b"Robin" in text_in(before.file)
    before_umask = os.umask(0)
    try:
        assert amend_backups(database, forget_robin) == ([before.file], [])
    finally:
        os.umask(before_umask)
    assert b"Robin" not in text_in(before.file)
    (after,) = list_backups(database)
    assert (after.file, after.made, after.why, after.files) == (before.file, before.made, before.why, 1)
    assert stat.S_IMODE(after.file.stat().st_mode) == 0o600
    with staged(after.file, database.parent) as new:
        assert new.contents.people == 1
    assert [each.name for each in after.file.parent.iterdir()] == [after.file.name]


def test_one_that_does_not_know_them_is_left_as_it_is(database: Path) -> None:
    (backup,) = list_backups(database)
    whole = backup.file.read_bytes()
    assert amend_backups(database, lambda _: False) == ([], [])
    assert backup.file.read_bytes() == whole


def test_a_bare_copy_of_an_older_program_is_changed_as_well(database: Path) -> None:
    old = database.with_name("careerplan-before-migration-1.db")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(old)) as copy:
        source.backup(copy)
    changed, _ = amend_backups(database, forget_robin)
    assert old in changed
    assert b"Robin" not in old.read_bytes()


def test_what_cannot_be_reached_is_named(database: Path) -> None:
    (backup,) = list_backups(database)
    backup.file.write_bytes(backup.file.read_bytes()[:-30])
    aside = database.with_name("careerplan-damaged-20261122T101500Z.db")
    aside.write_bytes(b"damaged")
    assert amend_backups(database, forget_robin) == ([], [backup.file, aside])
