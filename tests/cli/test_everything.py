"""careerplan export and import: all records out, and back in, as one action that undo takes back whole."""

import csv
import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def robin(run: Run, warm: None) -> Run:  # noqa: ARG001 - it makes the cache
    """Robin, met yesterday; a profile and a plan."""
    assert run("contacts", "add", "Robin Sample", "--tag", "csc", "--email", "robin@example.org").code == 0
    assert run("contacts", "log", "Robin", "met", "--on", "yesterday", "--note", "=1+1").code == 0
    assert run("profile", "init", "--lives-in", "CA-BC", "--birth-date", "2001").code == 0
    assert run("network", "plan", "--weeks", "2", "--keep").code == 0
    return run


@pytest.fixture
def elsewhere(run: Run, tmp_path: Path) -> Run:
    """Run the program in another, new home."""

    def run_there(*args: str, **more: Any) -> Any:  # noqa: ANN401 - as ``run``
        return run(*args, "--home", str(tmp_path / "elsewhere"), **more)

    return run_there


@pytest.fixture
def file(robin: Run, tmp_path: Path) -> Path:
    path = tmp_path / "everything.json"
    assert robin("export", str(path)).code == 0
    return path


def changed(file: Path, change: Change) -> str:
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document), encoding="utf-8")
    return str(file)


def names(run: Run) -> list[str]:
    return [each["name"] for each in run("contacts", "list", "--output", "json").json()["contacts"]]


def backups(run: Run) -> list[str]:
    return [each["why"] for each in run("backup", "--list", "--output", "json").json()["backups"]]


# --- out


def test_the_document_is_for_nobody_else_and_the_same_each_time(robin: Run, file: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert robin("export", str(tmp_path / "again.json"), as_of="2027-05-01").code == 0
    finally:
        os.umask(before)
    assert (tmp_path / "again.json").read_bytes() == file.read_bytes()
    assert stat.S_IMODE((tmp_path / "again.json").stat().st_mode) == 0o600
    assert robin("export", "-").out == file.read_text(encoding="utf-8")


def test_it_is_said_what_is_not_in_it(robin: Run, tmp_path: Path) -> None:
    result = robin("export", str(tmp_path / "a.json"))
    assert result.out == f"Wrote all your records to {tmp_path / 'a.json'}.\n"
    assert "Without history" in result.err
    assert "careerplan backup" in result.err
    assert robin("export", str(tmp_path / "b.json"), "--history").err == ""
    document = robin("export", str(tmp_path / "c.json"), "--output", "json").json()
    assert document["schema"] == "careerplan.export/1"
    assert document["records"]["contacts"] == 1


def test_a_file_that_exists_is_left_unless_it_may_be_replaced(robin: Run, file: Path) -> None:
    before = file.read_bytes()
    result = robin("export", str(file), "--format", "zip")
    assert result.code == 2
    assert file.read_bytes() == before
    assert robin("export", str(file), "--format", "zip", "--force").code == 0
    assert file.read_bytes() != before


def test_the_profile_stands_in_it_as_what_it_says(file: Path) -> None:
    (profile,) = json.loads(file.read_text(encoding="utf-8"))["tables"]["profiles"]
    assert profile["document"]["lives_in"] == "CA-BC"


def test_no_home_gives_an_empty_document_that_can_come_in(run: Run, elsewhere: Run, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "empty.json")).code == 0
    result = elsewhere("import", str(tmp_path / "empty.json"), "--apply")
    assert result.code == 0
    assert "Nothing to take over" in result.out
    assert not (tmp_path / "elsewhere").exists()


def test_the_zip_holds_what_people_and_other_programs_read(robin: Run, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    assert robin("export", str(target), "--history").code == 0
    with zipfile.ZipFile(target) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(held)[:2] == ["README.txt", "everything.json"]
    assert {"contacts.csv", "interactions.csv", "followups.csv", "history.csv", "profile.yaml"} <= set(held)
    assert json.loads(held["everything.json"])["tables"] == json.loads(file.read_text(encoding="utf-8"))["tables"]
    assert "lives_in: CA-BC" in held["profile.yaml"]
    (contact,) = csv.DictReader(io.StringIO(held["contacts.csv"]))
    assert (contact["name"], contact["tags"], contact["last_touch"]) == ("Robin Sample", "csc", "2026-11-21")
    assert "robin@example.org" in contact.values()
    (met,) = csv.DictReader(io.StringIO(held["interactions.csv"]))
    assert met["note"] == "'=1+1"
    assert "Robin Sample" in met.values()
    followups = list(csv.DictReader(io.StringIO(held["followups.csv"])))
    assert {each["contact"] for each in followups} == {"Robin Sample"}
    assert "added Robin Sample" in held["history.csv"]
    assert robin("export", str(tmp_path / "again.zip"), "--history").code == 0
    assert (tmp_path / "again.zip").read_bytes() == target.read_bytes()


def test_outside_text_is_harmless_in_the_document_and_comes_back_exactly(run: Run, elsewhere: Run) -> None:
    odd = "\x1b[31mred \u202e \x9b \u2028 \ufeff 👩‍👧 é"
    run("contacts", "add", "--", odd)
    text = run("export", "-").out
    assert not [letter for letter in text if not letter.isprintable() and letter not in "\n\u200d"]
    elsewhere("import", "-", "--apply", given=text)
    assert names(elsewhere) == [odd]


# --- back in


def test_a_new_home_gets_the_same_records_and_gives_the_same_bytes(elsewhere: Run, file: Path, tmp_path: Path) -> None:
    assert elsewhere("import", str(file), "--apply").code == 0
    assert elsewhere("export", str(tmp_path / "back.json")).code == 0
    assert (tmp_path / "back.json").read_bytes() == file.read_bytes()
    assert names(elsewhere) == ["Robin Sample"]
    assert elsewhere("network", "show").code == 0
    assert "British Columbia" in elsewhere("profile", "show").out
    assert len(elsewhere("history", "--output", "json").json()["actions"]) == 1
    assert backups(elsewhere) == []  # there was nothing to keep


def test_it_is_a_preview_until_it_is_wanted(elsewhere: Run, file: Path, tmp_path: Path) -> None:
    result = elsewhere("import", str(file))
    assert result.code == 0
    assert result.out.startswith(f"Only a preview, from {file}: ")
    assert ["contacts", "1", "0", "0", "0"] in [line.split() for line in result.out.splitlines()]
    assert f"careerplan import {file} --apply" in result.err
    assert not (tmp_path / "elsewhere").exists()
    document = elsewhere("import", str(file), "--output", "json").json()
    assert document["schema"] == "careerplan.everything-import/1"
    assert (document["applied"], document["tables"]["contacts"]["new"], document["differing"]) == (False, 1, 0)


def test_an_import_is_taken_back_whole(elsewhere: Run, file: Path) -> None:
    elsewhere("contacts", "add", "Lee Sample")
    before = elsewhere("export", "-").out
    assert elsewhere("import", str(file), "--replace", "--apply").code == 0
    assert names(elsewhere) == ["Robin Sample"]
    after = elsewhere("export", "-").out
    assert "replaced everything with everything.json" in elsewhere("undo").out
    assert elsewhere("export", "-").out == before
    assert elsewhere("redo").code == 0
    assert elsewhere("export", "-").out == after


def test_records_here_are_not_overwritten_unasked(elsewhere: Run, file: Path) -> None:
    elsewhere("contacts", "add", "Lee Sample")
    before = elsewhere("export", "-").out
    preview = elsewhere("import", str(file))
    assert preview.code == 0
    assert "1 differing" in preview.out
    assert "--replace" in preview.err
    result = elsewhere("import", str(file), "--apply", "--output", "json")
    assert (result.code, result.error()["code"]) == (2, "usage")
    assert "--replace" in result.error()["hint"]
    assert elsewhere("export", "-").out == before
    assert backups(elsewhere) == []


def test_what_is_here_is_backed_up_before(elsewhere: Run, file: Path) -> None:
    elsewhere("contacts", "add", "Lee Sample")
    result = elsewhere("import", str(file), "--replace", "--apply")
    assert backups(elsewhere) == ["before import"]
    assert "What was here before is in " in result.out
    kept = elsewhere("backup", "--list", "--output", "json").json()["backups"][0]
    assert kept["file"] in result.out
    elsewhere("restore", kept["file"], "--apply")
    assert names(elsewhere) == ["Lee Sample"]


def test_importing_what_is_here_changes_nothing(robin: Run, file: Path) -> None:
    history = robin("history").out
    for more in ((), ("--replace",)):
        result = robin("import", str(file), "--apply", *more)
        assert result.code == 0
        assert "Nothing to take over" in result.out
    assert robin("history").out == history
    assert backups(robin) == []


def test_a_zip_comes_in_as_well(robin: Run, elsewhere: Run, file: Path, tmp_path: Path) -> None:
    robin("export", str(tmp_path / "all.zip"))
    assert elsewhere("import", str(tmp_path / "all.zip"), "--apply").code == 0
    assert elsewhere("export", "-").out == file.read_text(encoding="utf-8")


HARM: dict[str, bytes | Change] = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe\x00",
    "a number": b"1",
    "deep": b"[" * 200_000,
    "a broken zip": b"PK\x03\x04 and so on",
    "a zip of something": b"PK\x05\x06" + bytes(18),
    "another schema": lambda found: found.update(schema="careerplan.contacts/1"),
    "a newer version": lambda found: found.update(records_version=999),
    "no tables": lambda found: found.pop("tables"),
    "a table gone": lambda found: found["tables"].pop("followups"),
    "a column gone": lambda found: found["tables"]["followups"][0].pop("due"),
    "a dangling reference": lambda found: found["tables"]["followups"][0].update(contact_id=77),
    "an id twice": lambda found: found["tables"]["contacts"].append(found["tables"]["contacts"][0]),
    "no day": lambda found: found["tables"]["interactions"][0].update(day="soon"),
    "no such tie": lambda found: found["tables"]["contacts"][0].update(tie="friend"),
    "no such place": lambda found: found["tables"]["profiles"][0]["document"].update(lives_in=5),
}


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("output", ["table", "json"])
def test_what_cannot_come_in_is_one_sentence_and_changes_nothing(
    elsewhere: Run, file: Path, harm: str, output: str
) -> None:
    elsewhere("contacts", "add", "Lee Sample")
    before = elsewhere("export", "-", "--history").out
    made = HARM[harm]
    if isinstance(made, bytes):
        file.write_bytes(made)
    else:
        changed(file, made)
    result = elsewhere("import", str(file), "--replace", "--apply", "--output", output)
    assert (result.code, result.out) == (4, "")
    if output == "json":
        assert result.error()["code"] == "bad-data"
        assert result.error()["message"].startswith(f"{file}:1:(file): ")
    else:
        sentence, advice = result.err.splitlines()
        assert sentence.startswith(f"Error: {file}:1:(file): ")
        assert advice.startswith("Nothing was changed.")
    assert elsewhere("export", "-", "--history").out == before
    assert backups(elsewhere) == []


def test_a_file_that_is_not_there_is_not_found(run: Run) -> None:
    assert run("import", "absent.json").code == 3


def test_undoing_what_came_before_an_import_still_works(robin: Run, file: Path) -> None:
    assert robin("followups", "skip", "1").code == 0
    skipped = robin("export", "-").out
    assert robin("import", str(file), "--replace", "--apply").code == 0
    assert robin("export", "-").out == file.read_text(encoding="utf-8")
    assert robin("undo").code == 0
    assert robin("export", "-").out == skipped
    assert robin("undo").code == 0
    assert robin("export", "-").out == file.read_text(encoding="utf-8")
