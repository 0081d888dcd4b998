"""Forgetting somebody: no byte of them is left in the home, and what others took part in stays."""

import io
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")

TRACES = ("Robin Quillfeather", "quill@example.org", "5550199", "quillfeather", "likes zeppelins", "about zeppelins")


def traces(home: Path) -> list[str]:
    """Return where anything of Robin can be read in the home, compressed files included."""
    found = []
    for file in sorted(each for each in home.rglob("*") if each.is_file() and "cache" not in each.parts):
        for name, content in contents(file.name, file.read_bytes()):
            found += [f"{name}: {trace}" for trace in TRACES if trace.lower().encode() in content.lower()]
    return found


def contents(name: str, content: bytes) -> list[tuple[str, bytes]]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return [(name, content)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, content), *((f"{name}/{each}", archive.read(each)) for each in archive.namelist())]


@pytest.fixture
def life(run: Run) -> Run:
    """Robin, met alone and with Lee; Lee, met alone too; a backup by hand, and one from before an import."""
    run("contacts", "add", "Robin Quillfeather", "--organization", "csc", "--email", "quill@example.org",
        "--phone", "613 5550199", "--profile", "https://example.org/quillfeather",
        "--note", "likes zeppelins")  # fmt: skip
    run("contacts", "add", "Lee Sample")
    run("contacts", "log", "Robin", "informational-interview", "--on", "2026-11-19", "--note", "about zeppelins")
    run("contacts", "log", "Robin", "Lee", "event", "--on", "2026-11-20", "--note", "open house")
    run("contacts", "log", "Lee", "call", "--on", "2026-11-21")
    run("followups", "done", "1")
    run("contacts", "edit", "Robin", "--tie", "close")
    run("backup")
    assert run("undo").code == 0
    run("backup")
    return run


def test_nothing_of_them_is_left_anywhere_in_the_home(life: Run, home: Path) -> None:
    assert traces(home)
    result = life("contacts", "forget", "Robin", "--yes")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Forgotten: Robin Quillfeather (#1), with ")
    assert "Taken out of 2 backups." in result.out
    assert traces(home) == []
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert life("contacts", "show", "Robin").code == 3


def test_what_others_took_part_in_stays_and_can_still_be_undone(life: Run) -> None:
    life("contacts", "forget", "Robin", "--yes")
    shown = life("contacts", "show", "Lee", "--output", "json").json()
    assert [(each["kind"], each["note"]) for each in shown["interactions"]] == [("call", None), ("event", "open house")]
    summaries = [each["summary"] for each in life("history", "--output", "json").json()["actions"]]
    assert summaries == [
        "logged a call with Lee Sample on Sat 21 Nov 2026",
        "logged an event with somebody and Lee Sample on Fri 20 Nov 2026",
        "added Lee Sample",
    ]
    for _ in summaries:
        assert life("undo").code == 0
    assert life("contacts", "list", "--output", "json").json()["contacts"] == []
    for _ in summaries:
        assert life("redo").code == 0
    again = life("contacts", "show", "Lee", "--output", "json").json()
    assert [each["kind"] for each in again["interactions"]] == ["call", "event"]


def test_a_backup_put_back_does_not_bring_them_back(life: Run, home: Path) -> None:
    life("contacts", "forget", "Robin", "--yes")
    assert life("restore", "--latest", "--apply").code == 0
    names = [each["name"] for each in life("contacts", "list", "--output", "json").json()["contacts"]]
    assert names == ["Lee Sample"]
    assert traces(home) == []


def test_a_merged_one_is_forgotten_with_the_one_they_became(life: Run, home: Path) -> None:
    life("contacts", "add", "Bobby Vane", "--email", "quill@example.org")
    assert life("contacts", "merge", "1", "3", "--apply").code == 0
    life("contacts", "forget", "1", "--yes")
    assert traces(home) == []
    assert b"Bobby Vane" not in (home / "careerplan.db").read_bytes()


def test_what_still_names_them_is_listed(life: Run) -> None:
    life("contacts", "log", "Lee", "met", "--note", "we spoke of Robin Quillfeather")
    result = life("contacts", "forget", "Robin", "--yes", "--output", "json").json()
    assert [(each["record"], each["text"]) for each in result["mentions"]] == [
        ("interactions", "we spoke of Robin Quillfeather")
    ]
    assert result["done"] is True


def test_a_preview_changes_nothing(life: Run, home: Path) -> None:
    before = (home / "careerplan.db").read_bytes()
    result = life("contacts", "forget", "Robin", "--dry-run")
    assert "Would forget: Robin Quillfeather (#1)" in result.out
    assert "Out of reach: messages you sent" in result.out
    assert (home / "careerplan.db").read_bytes() == before


def test_without_a_terminal_it_needs_a_yes(life: Run) -> None:
    result = life("contacts", "forget", "Robin")
    assert (result.code, result.out) == (2, "")
    assert "cannot be undone, so it needs --yes" in result.err
    assert life("contacts", "show", "Robin").code == 0


def test_a_backup_that_cannot_be_read_is_named(life: Run, home: Path) -> None:
    broken = home / "backups" / "careerplan-20260101T000000Z.zip"
    broken.write_bytes(b"PK no zip Robin Quillfeather")
    result = life("contacts", "forget", "Robin", "--yes", "--output", "json").json()
    assert result["beyond"] == [str(broken)]


def test_one_of_the_same_name_is_left_alone(life: Run) -> None:
    life("contacts", "add", "Robin Quillfeather", "--organization", "BC Corrections")
    life("contacts", "forget", "1", "--yes")
    left = life("contacts", "list", "--output", "json").json()["contacts"]
    assert [(each["id"], each["organization"]) for each in left] == [(2, None), (3, "BC Corrections")]


def test_a_backup_of_an_older_version_is_purged_too(life: Run, home: Path) -> None:
    old = home / "careerplan-before-migration-3.db"
    script = (Path(__file__).parent.parent / "store" / "schema-0003.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(script.replace("Robin O''Sample 渡辺", "Robin Quillfeather"))
    shutil.copymode(home / "careerplan.db", old)
    life("contacts", "forget", "Robin", "--yes")
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM contacts").fetchone() == (0,)
        held = "SELECT count(*) FROM changes WHERE record <> 'profiles' AND ifnull(before, '') || after LIKE '%Quill%'"
        assert connection.execute(held).fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM actions WHERE summary LIKE '%Quill%'").fetchone() == (0,)
