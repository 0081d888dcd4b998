"""careerplan profile import of a resume and of a LinkedIn export, and export as JSON Resume, as a person uses them."""

import csv
import io
import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from careerplan.interop import linkedin_files
from conftest import Run

RESUME = {
    "basics": {
        "name": "Sample Person",
        "email": "sample@example.org",
        "location": {"countryCode": "CA", "region": "Ontario"},
    },
    "work": [
        {"name": "Sample Co", "position": "Receptionist", "startDate": "2021-03"},
        {"name": "Sample Co", "position": "Cook", "startDate": "2024-02-31"},
    ],
    "languages": [{"language": "French", "fluency": "B1"}],
}
POSITIONS = (
    b"Company Name,Title,Description,Location,Started On,Finished On\nSample Shelter,Shelter worker,Words,,Mar 2021,\n"
)


@pytest.fixture(autouse=True)
def ready(warm: None) -> None:
    """Every test has the catalog compiled."""


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(RESUME), encoding="utf-8")
    return path


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "Basic_LinkedInDataExport.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Positions.csv", POSITIONS)
        archive.writestr("Connections.csv", "First Name,Last Name\nRobin,Sample\n")
    return path


def profile(run: Run) -> Any:  # noqa: ANN401 - any document
    return run("profile", "show", "-o", "json").json()["profile"]


def test_a_preview_writes_nothing_and_says_all(run: Run, home: Path, resume: Path) -> None:
    result = run("profile", "import", str(resume))
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "Only a preview, from JSON Resume: 4 new, 0 already there, 0 differing, 2 not used."
    assert "Receptionist (office), Sample Co, 2021-03 to now" in result.out
    assert "work[1].startDate: there is no such day as '2024-02-31'; the whole entry is left out" in result.out
    assert "not kept here: basics.email" in result.out
    assert "sample@example.org" not in result.out
    assert result.err == f"Take it over: careerplan profile import {resume} --apply\n"
    assert not (home / "careerplan.db").exists()


def test_applying_keeps_it_undo_takes_it_back_and_a_second_time_changes_nothing(run: Run, resume: Path) -> None:
    applied = run("profile", "import", str(resume), "--apply")
    assert applied.out.startswith("Taken over, from JSON Resume: 4 new")
    assert "undo: careerplan undo" in applied.err
    kept = profile(run)
    assert (kept["name"], kept["lives_in"]) == ("Sample Person", "CA-ON")
    assert kept["incomplete"] == ["experience", "languages"]
    again = run("profile", "import", str(resume), "--apply")
    assert again.out.startswith("Nothing new, from JSON Resume: 0 new, 4 already there")
    assert profile(run) == kept
    assert len(run("history", "-o", "json").json()["actions"]) == 1
    run("undo", "--no-input")
    assert profile(run)["name"] is None


def test_what_the_profile_says_is_never_overwritten(run: Run, resume: Path) -> None:
    run("profile", "init", "--name", "Other Sample", "--lives-in", "CA-AB", "--language", "fr:fluent")
    result = run("profile", "import", str(resume), "--apply")
    assert "profile: Alberta (CA-AB) / file: Ontario (CA-ON)" in result.out
    kept = profile(run)
    assert (kept["name"], kept["lives_in"], kept["languages"]) == (
        "Other Sample",
        "CA-AB",
        [{"language": "fr", "level": "fluent"}],
    )
    assert kept["incomplete"] == ["experience"]


def test_the_document_only_grows(run: Run, resume: Path) -> None:
    run("profile", "init", "--lives-in", "CA-AB")
    document = run("profile", "import", str(resume), "-o", "json").json()
    assert document["schema"] == "careerplan.profile-import/1"
    assert (document["format"], document["applied"], document["removed"], document["changed"]) == (
        "json-resume",
        False,
        [],
        [],
    )
    assert set(document["new"]) == {"name", "experience", "languages", "incomplete"}
    assert document["unchanged"] == ["lives_in"]
    assert document["differing"] == [{"key": "lives_in", "profile": "CA-AB", "file": "CA-ON", "row": "basics.location"}]
    assert [each["status"] for each in document["entries"]].count("new") == 3
    assert {each["row"] for each in document["skipped"]} == {"basics.email", "work[1].startDate"}
    yaml = run("profile", "import", "-", "-o", "json", given="name: Other\n").json()
    assert set(yaml) == set(document)
    assert yaml["format"] == "careerplan"


@pytest.mark.parametrize("output", ["plain", "csv", "markdown", "html"])
def test_every_output_has_what_is_new_and_what_is_not_used(run: Run, resume: Path, output: str) -> None:
    out = run("profile", "import", str(resume), "-o", output).out
    assert "Receptionist" in out
    assert "left out" in out
    if output == "csv":
        rows = list(csv.DictReader(io.StringIO(out)))
        assert [each["change"] for each in rows] == ["new"] * 4 + ["skipped"] * 2
        assert rows[-1] == {"change": "skipped", "key": "email", "value": "not kept here", "row": "basics.email"}


def test_a_linkedin_zip_folder_and_file_say_the_same(run: Run, export: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(export) as archive:
        archive.extractall(folder)
    said = [
        run("profile", "import", str(each), "-o", "json").json() for each in (export, folder, folder / "Positions.csv")
    ]
    assert said[0]["entries"] == said[1]["entries"] == said[2]["entries"]
    assert said[0]["entries"][0]["row"] == "Positions.csv:2"
    assert [each["row"] for each in said[0]["skipped"]] == ["Positions.csv:2", "Connections.csv"]


def test_a_folder_is_read_without_following_links(run: Run, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_bytes(POSITIONS)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "Languages.csv").write_text("Name,Proficiency\nEnglish,Fluent\n")
    (folder / "Positions.csv").symlink_to(tmp_path / "outside.csv")
    (folder / "loop").symlink_to(tmp_path)
    document = run("profile", "import", str(folder), "-o", "json").json()
    assert document["new"] == ["languages", "incomplete"]
    assert document["skipped"][0]["row"] == "Positions.csv (a link), loop (a link)"


def test_a_pipe_nobody_writes_to_is_refused_and_not_waited_for(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    result = run("profile", "import", str(tmp_path / "pipe.csv"))
    assert result.code == 4
    assert "neither a file nor a folder" in result.err
    assert run("profile", "import", "/dev/null").code == 4


def test_a_pipe_from_the_shell_is_read(run: Run, export: Path, resume: Path) -> None:
    for path in (export, resume):
        reader, writer = os.pipe()
        os.write(writer, path.read_bytes())
        os.close(writer)
        result = run("profile", "import", f"/dev/fd/{reader}", "-o", "json")
        os.close(reader)
        assert "experience" in result.json()["new"]


def test_a_resume_at_dev_stdin_is_read(start: Run) -> None:
    result = start("profile", "import", "/dev/stdin", "-o", "json", given=json.dumps(RESUME))
    assert "experience" in result.json()["new"]


def test_a_folder_is_read_no_further_than_an_export_goes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linkedin_files, "MAX_READ", 150)
    for name in ("a", "b"):
        (tmp_path / "folder" / name).mkdir(parents=True)
        (tmp_path / "folder" / name / "Positions.csv").write_bytes(POSITIONS)
    document = run("profile", "import", str(tmp_path / "folder"), "-o", "json").json()
    assert len(document["entries"]) == 1
    assert any("150 bytes in all" in each["reason"] for each in document["skipped"])


def test_a_zip_of_which_nothing_could_be_read_says_why(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Positions.csv", b" " * 20_000_001)
    result = run("profile", "import", str(tmp_path / "bomb.zip"))
    assert result.code == 4
    assert "Positions.csv: larger than 20,000,000 bytes; not read" in result.err


def test_an_export_says_words_as_one_says_them(run: Run) -> None:
    given = json.dumps({"credentials": [{"credential": "first-aid-standard-cpr-c-aed", "issued": "2025"}]})
    run("profile", "import", "-", "--apply", given=given)
    document = json.loads(run("profile", "export", "--format", "json-resume").out)
    assert document["certificates"] == [{"name": "standard first aid with CPR C and AED", "date": "2025"}]


@pytest.mark.parametrize("raw", [json.dumps(RESUME).encode(), POSITIONS, b"\xef\xbb\xbf" + json.dumps(RESUME).encode()])
def test_stdin_is_known_by_what_it_holds(start: Run, raw: bytes) -> None:
    result = start("profile", "import", "-", "-o", "json", given=raw.decode())
    assert result.code == 0
    assert "experience" in result.json()["new"]


def test_our_own_profile_as_json_still_takes_the_place_of_the_one_there_is(run: Run) -> None:
    run("profile", "init", "--lives-in", "CA-AB")
    result = run("profile", "import", "-", "--apply", "-o", "json", given='{"name": "Sample", "languages": []}')
    assert (result.json()["format"], result.json()["removed"]) == ("careerplan", ["lives_in"])


def test_the_format_may_be_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "positions.txt"
    path.write_bytes(POSITIONS)
    assert run("profile", "import", str(path), "--from", "linkedin").code == 0
    assert run("profile", "import", str(path), "--from", "json-resume").code == 4
    assert run("profile", "import", str(path), "--from", "yaml").code == 4
    assert run("profile", "import", str(path), "--from", "word").code == 2


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.csv", b"Gizmo,Widget\n1,2\n", "Gizmo, Widget"),
        ("Connections.csv", b"First Name,Last Name,Connected On\nRobin,Sample,01 Jan 2023\n", "contacts"),
        ("x.json", b'{"gizmo": 1}', "gizmo"),
        ("x.json", b"[1]", "no sections"),
        ("x.json", b'{"basics": {"name": "Sample"},}', "not valid JSON (line 1"),
        ("x.zip", b"PK\x03\x04 damaged", "cannot be read"),
        ("x.bin", b"\x00\xff" * 50, "Error"),
    ],
)
def test_a_file_that_is_not_understood_says_what_was_seen(
    run: Run, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("profile", "import", str(tmp_path / name), "--apply")
    assert (result.code, result.out) == (4, "")
    assert told in result.err
    assert len(result.err.splitlines()) == 2
    assert run("profile", "import", str(tmp_path / name), "-o", "json").error()["code"] == "bad-data"


def test_a_zip_is_nothing_but_a_linkedin_export(run: Run, export: Path) -> None:
    assert run("profile", "import", str(export), "--from", "yaml").code == 4
    assert run("profile", "import", str(export), "--from", "linkedin").code == 0


def test_a_resume_that_is_not_there_is_not_found(run: Run, tmp_path: Path) -> None:
    assert run("profile", "import", str(tmp_path / "none.zip")).code == 3


def test_nothing_private_reaches_the_disk(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "Certifications.csv"
    path.write_text("Name,Url,Authority,Started On\nCriminal record: theft,,,2024\nWHMIS,,,2024\n")
    assert run("profile", "import", str(path), "--apply").code == 0
    assert [each["credential"] for each in profile(run)["credentials"]] == ["whmis"]
    assert b"theft" not in b"".join(each.read_bytes() for each in home.rglob("*") if each.is_file())


def test_hostile_text_is_kept_clean_and_shown_disarmed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hostile.json"
    path.write_text(
        json.dumps({"basics": {"name": "\x1b[31m[red]=1\u202e"}, "\x1b[31mx": 1, "work": [{"\u202ey": "z"}]})
    )
    for output in ("table", "plain", "json", "markdown", "csv"):
        out = run("profile", "import", str(path), "-o", output).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_an_export_is_a_json_resume_that_nobody_else_may_read(run: Run, resume: Path, tmp_path: Path) -> None:
    run("profile", "import", str(resume), "--apply")
    run("profile", "set", "birth_date", "2001-04-12")
    before = profile(run)
    target = tmp_path / "out.json"
    result = run("profile", "export", str(target))
    assert result.code == 0
    assert "meta.careerplan" in result.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    document = json.loads(target.read_text())
    assert document["work"] == [{"name": "Sample Co", "position": "Receptionist", "startDate": "2021-03"}]
    assert document["basics"]["location"] == {"countryCode": "CA", "region": "Ontario"}
    assert run("profile", "export", "--format", "json-resume").out == target.read_text()
    assert run("profile", "export", str(tmp_path / "x.json"), "--format", "yaml").code == 0
    assert (tmp_path / "x.json").read_text() == run("profile", "export").out
    run("undo", "--no-input")
    run("undo", "--no-input")
    run("profile", "import", str(target), "--apply")
    assert profile(run) == before


def test_exporting_nobody_says_so(run: Run) -> None:
    result = run("profile", "export", "--format", "json-resume")
    assert result.code == 0
    assert json.loads(result.out)["meta"]["careerplan"]["profile"] == {}
    assert "no profile yet" in result.err
