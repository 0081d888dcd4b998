"""careerplan backup and restore, as a person uses them: by hand, from a list, into a new home, after damage."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from careerplan.cli.session import Session
from conftest import Run

NEW_HOME = "new-home"


@pytest.fixture
def robin(run: Run, warm: None) -> Run:  # noqa: ARG001 - it makes the cache
    assert run("contacts", "add", "Robin Sample").code == 0
    assert run("contacts", "log", "Robin", "met", "--on", "yesterday").code == 0
    return run


def only_backup(home: Path) -> Path:
    (found,) = (home / "backups").glob("*.zip")
    return found


def contacts(run: Run, *more: str) -> list[str]:
    return [each["name"] for each in run("contacts", "list", "--output", "json", *more).json()["contacts"]]


def test_a_backup_says_where_it_is_and_how_big(robin: Run, home: Path) -> None:
    result = robin("backup")
    assert result.code == 0
    file = only_backup(home)
    assert result.out.startswith(f"Backed up to {file} (")
    assert "kB): 1 person, 1 interaction." in result.out
    assert "careerplan restore FILE" in result.err


def test_a_backup_as_a_document(robin: Run, home: Path) -> None:
    document = robin("backup", "--output", "json").json()
    assert document["schema"] == "careerplan.backup/1"
    backup = document["backup"]
    assert backup["file"] == str(only_backup(home))
    assert backup["size"] == only_backup(home).stat().st_size
    assert (backup["why"], backup["fault"], backup["contents"]["people"]) == ("by hand", None, 1)


def test_nothing_is_backed_up_where_there_is_nothing(run: Run, home: Path) -> None:
    result = run("backup")
    assert (result.code, result.out) == (0, "You have no records yet, so nothing was backed up.\n")
    assert not home.exists()
    assert run("backup", "--output", "json").json()["backup"] is None


def test_a_backup_goes_where_it_is_wanted_and_replaces_nothing_unasked(robin: Run, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    assert robin("backup", str(target)).code == 0
    result = robin("backup", str(target), "--output", "json")
    assert (result.code, result.error()["code"]) == (2, "usage")
    assert "--force" in result.error()["hint"]
    assert robin("backup", str(target), "--force").code == 0


def test_a_place_that_cannot_be_written_is_named(robin: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = robin("backup", str(tmp_path / "file" / "mine.zip"))
    assert result.code == 5
    assert str(tmp_path / "file") in result.err


def test_the_list_has_all_there_are(robin: Run, home: Path) -> None:
    robin("backup")
    robin("contacts", "add", "Lee Sample")
    robin("restore", "--latest", "--apply")
    listed = robin("backup", "--list", "--output", "json").json()
    assert listed["schema"] == "careerplan.backups/1"
    assert listed["folder"] == str(home / "backups")
    assert sorted((each["why"], each["contents"]["people"]) for each in listed["backups"]) == [
        ("before restore", 2),
        ("by hand", 1),
    ]
    table = robin("backup", "--list").out
    assert "before restore" in table
    assert "People" in table
    assert len(robin("backup", "--list", "--output", "plain").out.splitlines()) == 2


def test_an_empty_list_says_how_to_begin(run: Run) -> None:
    result = run("backup", "--list")
    assert result.code == 0
    assert "There is no backup" in result.out
    assert "careerplan backup" in result.err


@pytest.mark.parametrize(
    "command",
    [
        ("backup", "--list", "file.zip"),
        ("backup", "--list", "--force"),
        ("restore", "file.zip", "--latest"),
        ("restore", "--apply"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_refused(run: Run, command: tuple[str, ...]) -> None:
    assert run(*command).code == 2


# --- restoring


def test_a_restore_is_a_preview_until_it_is_wanted(robin: Run, home: Path) -> None:
    robin("backup")
    robin("contacts", "add", "Lee Sample")
    before = (home / "careerplan.db").read_bytes()
    result = robin("restore", "--latest")
    assert result.code == 0
    assert "Only a preview" in result.out
    assert ["People", "1", "2"] in [line.split() for line in result.out.splitlines()]
    assert f"careerplan restore {only_backup(home)} --apply" in result.err
    assert (home / "careerplan.db").read_bytes() == before
    document = robin("restore", "--latest", "--output", "json").json()
    assert document["schema"] == "careerplan.restore/1"
    assert (document["applied"], document["backup"]["people"], document["here"]["contents"]["people"]) == (False, 1, 2)


def test_a_restore_puts_the_backup_in_place_and_says_how_to_go_back(robin: Run, home: Path) -> None:
    robin("backup")
    robin("contacts", "add", "Lee Sample")
    result = robin("restore", only_backup(home).name, "--apply")
    assert result.code == 0
    assert contacts(robin) == ["Robin Sample"]
    back = result.err.split("To go back: careerplan ")[1].split()
    assert robin(*back).code == 0
    assert contacts(robin) == ["Lee Sample", "Robin Sample"]


def test_undo_works_on_what_was_restored(robin: Run) -> None:
    robin("backup")
    assert robin("followups", "skip", "1").code == 0
    robin("restore", "--latest", "--apply")
    assert "logged a meeting" in robin("undo").out
    assert "added Robin" in robin("undo").out


def test_a_new_machine_gets_everything_and_exports_the_same_bytes(robin: Run, home: Path, tmp_path: Path) -> None:
    (home / "packs").mkdir()
    (home / "packs" / "mine.yaml").write_text("roles: []\n", encoding="utf-8")
    stick = tmp_path / "stick.zip"
    robin("backup", str(stick))
    robin("export", str(tmp_path / "old.json"), "--history")
    there = ("--home", str(tmp_path / NEW_HOME))
    assert robin("restore", str(stick), "--apply", *there).code == 0
    robin("export", str(tmp_path / "new.json"), "--history", *there)
    assert (tmp_path / "new.json").read_bytes() == (tmp_path / "old.json").read_bytes()
    assert (tmp_path / NEW_HOME / "packs" / "mine.yaml").read_text(encoding="utf-8") == "roles: []\n"


def test_without_a_file_the_backups_are_listed(robin: Run) -> None:
    robin("backup")
    result = robin("restore")
    assert result.code == 0
    assert "by hand" in result.out
    assert "careerplan restore --latest" in result.err


@pytest.mark.parametrize("command", [("restore", "--latest"), ("restore", "absent.zip", "--apply")], ids=" ".join)
def test_a_backup_that_is_not_there_is_not_found(robin: Run, command: tuple[str, ...]) -> None:
    result = robin(*command, "--output", "json")
    assert (result.code, result.error()["code"]) == (3, "not-found")
    assert "backup --list" in result.error()["hint"]


def test_a_file_that_is_no_backup_is_bad_data(robin: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    result = robin("restore", str(tmp_path / "notes.txt"), "--apply", "--output", "json")
    assert (result.code, result.error()["code"]) == (4, "bad-data")
    assert "no sound backup" in result.error()["message"]
    assert contacts(robin) == ["Robin Sample"]


@pytest.mark.parametrize("command", [("contacts", "list"), ("contacts", "add", "Lee"), ("undo",), ("backup",)])
def test_damage_is_named_with_a_way_back_that_works(robin: Run, home: Path, command: tuple[str, ...]) -> None:
    robin("backup")
    for each in home.glob("careerplan.db-*"):
        each.unlink()
    os.truncate(home / "careerplan.db", 9000)
    result = robin(*command, "--output", "json")
    assert (result.code, result.error()["code"]) == (5, "store-damaged")
    hint = result.error()["hint"]
    assert "careerplan doctor" in hint
    assert only_backup(home).name in hint
    assert hint.endswith("careerplan restore --latest")
    done = robin("restore", "--latest", "--apply", "--output", "json").json()
    assert done["here"]["state"] == "damaged"
    assert Path(done["aside"]).stat().st_size == 9000
    assert contacts(robin) == ["Robin Sample"]


def test_damage_without_a_backup_says_so(robin: Run, home: Path) -> None:
    for each in home.glob("careerplan.db-*"):
        each.unlink()
    (home / "careerplan.db").write_bytes(b"")
    hint = robin("contacts", "list", "--output", "json").error()["hint"]
    assert "There is no backup in this home" in hint


def test_a_log_whose_database_is_gone_is_never_written_into_a_new_one(robin: Run, home: Path) -> None:
    for each in home.glob("careerplan.db*"):
        each.unlink()
    (home / "careerplan.db-wal").write_bytes(b"the log of another")
    for command in (("contacts", "list"), ("contacts", "add", "Lee")):
        result = robin(*command, "--output", "json")
        assert (result.code, result.error()["code"]) == (5, "store-damaged")
        assert "is gone, but its log is here" in result.error()["message"]
    assert not (home / "careerplan.db").exists()


def test_the_names_in_a_manifest_reach_no_terminal_as_they_are(robin: Run, home: Path) -> None:
    packs = home / "packs"
    packs.mkdir()
    (packs / "\x1b[31mred.yaml").write_text("", encoding="utf-8")
    result = robin("backup")
    assert "\x1b" not in result.out + result.err
    assert json.loads(robin("backup", "--output", "json").out)["backup"]["left_out"] == ["packs/\x1b[31mred.yaml"]


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program think that somebody sits at a terminal."""
    settings = Session.__dict__["settings"].func
    monkeypatch.setattr(Session, "settings", property(lambda session: replace(settings(session), interactive=True)))


@pytest.mark.usefixtures("asking")
@pytest.mark.parametrize(("answer", "left"), [("y\n", 1), ("\n", 2), ("n\n", 2), ("", 2)])
def test_on_a_terminal_it_shows_and_asks(robin: Run, answer: str, left: int) -> None:
    robin("backup")
    robin("contacts", "add", "Lee Sample")
    result = robin("restore", "--latest", given=answer)
    assert result.code == 0
    assert "Only a preview" in result.out
    assert "What is here is kept first. [y/N]" in result.err
    assert len(contacts(robin)) == left


@pytest.mark.usefixtures("asking")
@pytest.mark.parametrize(("answer", "left"), [("yes\n", ["Robin Sample"]), ("\n", [])])
def test_an_import_asks_on_a_terminal_as_well(robin: Run, tmp_path: Path, answer: str, left: list[str]) -> None:
    file, there = tmp_path / "all.json", ("--home", str(tmp_path / NEW_HOME))
    robin("export", str(file))
    result = robin("import", str(file), *there, given=answer)
    assert result.code == 0
    assert "Take this over? [y/N]" in result.err
    assert contacts(robin, *there) == left
