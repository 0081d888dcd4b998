"""careerplan data: packs are checked, schemas printed, places told."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from careerplan.catalog.load import SECTIONS, builtin_folder
from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")
OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")
GOOD = """\
sources: [{id: new-page, title: Page, publisher: null, kind: other}]
roles:
  - {id: new-guard, title: Guard, occupation: new-guard, summary: {text: Guards, sources: [new-page]}}
"""
FAULTY = """\
roles:
  - id: new-guard
    title: Guard
    occupation: new-guard
    summary: {text: Guards, sources: [nowhere]}
  - id: new-keeper
    title: Keeper
    occupation: new-guard
    summary: {text: Keeps, sources: [own-page]}
    colour: red
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds a pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("data") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_all_in_use_is_checked_where_nothing_is_named(run: Run) -> None:
    result = run("data", "check")
    assert (result.code, result.err) == (0, "")
    assert "no fault" in result.out
    document = run("data", "check", "--output", "json").json()
    assert document["problems"] == []
    assert set(document["records"]) == set(SECTIONS.values())


@pytest.mark.slow
def test_files_named_are_checked_beside_what_is_in_use(run: Run, tmp_path: Path) -> None:
    before = run("data", "check", "--output", "json").json()
    after = run("data", "check", write(tmp_path / "new.yaml", GOOD), "--output", "json").json()
    assert after["files"] == before["files"] + 1
    assert after["records"]["role"] == before["records"]["role"] + 1


def test_every_pack_of_a_folder_is_checked_and_nothing_else_in_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "packs" / "a.yaml", FAULTY)
    write(tmp_path / "packs" / "deeper" / "b.yml", "questions: [{id: x, group: Own}]\n")
    write(tmp_path / "packs" / "notes.txt", "roles: [")
    write(tmp_path / "packs" / ".hidden.yaml", "roles: [")
    result = run("data", "check", str(tmp_path / "packs"))
    assert result.code == 4
    lines = result.out.splitlines()
    assert [line.split(": ")[0].removeprefix(f"{tmp_path}/packs/") for line in lines] == [
        "a.yaml:5:roles.0.summary.sources.0",
        "a.yaml:10:roles.1.colour",
        "deeper/b.yml:1:questions.0.text",
    ]


def test_faults_are_all_told_and_the_error_counts_them(run: Run, tmp_path: Path) -> None:
    result = run("data", "check", write(tmp_path / "bad.yaml", FAULTY))
    assert result.code == 4
    assert len(result.out.splitlines()) == 2
    assert "and 1 more fault)" in result.err
    assert "careerplan data check" in result.err


def test_as_a_document_the_faults_stand_in_the_error_alone(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "bad.yaml", FAULTY)
    result = run("data", "check", file, "--output", "json")
    assert (result.code, result.out) == (4, "")
    error = result.error()
    assert (error["code"], error["exit_code"]) == ("bad-data", 4)
    assert [(each["file"], each["line"], each["key"]) for each in error["problems"]] == [
        (file, 5, "roles.0.summary.sources.0"),
        (file, 10, "roles.1.colour"),
    ]
    assert "nowhere" in error["problems"][0]["message"]


@pytest.mark.slow
def test_a_fault_shows_in_every_output(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "bad.yaml", FAULTY)
    for output in ("csv", "html"):
        result = run("data", "check", file, "--output", output)
        assert result.code == 4
        assert "nowhere" in result.out


@pytest.mark.slow
def test_the_packs_in_use_and_the_built_in_data_may_be_named_and_count_once(run: Run, home: Path) -> None:
    before = run("data", "check", "--output", "json").json()
    for place in (home / "packs", builtin_folder() / "data"):
        assert run("data", "check", str(place), "--output", "json").json() == before


def test_what_is_not_there_is_not_found(run: Run, tmp_path: Path) -> None:
    missed = run("data", "check", str(tmp_path / "nothing"))
    assert (missed.code, missed.out) == (3, "")
    assert "nothing" in missed.err


def test_a_link_in_a_folder_is_refused(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "outside.yaml", GOOD)
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    refused = run("data", "check", str(tmp_path / "packs"))
    assert (refused.code, refused.out) == (4, "")
    assert "link" in refused.err


def test_a_section_alone_has_all_it_needs_and_no_more(run: Run) -> None:
    whole = run("data", "schema").json()
    for section in ("roles", "events", "licences"):
        schema = run("data", "schema", section).json()
        assert list(schema["properties"]) == [section]
        assert schema["required"] == [section]
        assert set(schema["$defs"]) <= set(whole["$defs"])
        jsonschema.validators.validator_for(schema).check_schema(schema)


def test_a_section_accepts_its_records_and_refuses_others(run: Run) -> None:
    schema = run("data", "schema", "organizations").json()
    organizations = yaml.safe_load((builtin_folder() / "data" / "organizations.yaml").read_text("utf-8"))
    found = {"organizations": [each for each in organizations["organizations"] if "as_of" not in str(each)]}
    assert found["organizations"]
    jsonschema.validate(found, schema)
    refused: list[object] = [
        {},
        {"roles": []},
        {"organizations": [{"id": "x"}]},
        {"organizations": [], "colour": "red"},
    ]
    for wrong in refused:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_a_beginning_names_a_section_and_every_output_is_the_schema(run: Run) -> None:
    assert run("data", "schema", "organ").out == run("data", "schema", "organizations").out
    assert {run("data", "schema", "roles", "--output", each).out for each in OUTPUTS} == {
        run("data", "schema", "roles").out
    }


def test_an_unknown_section_is_not_found(run: Run) -> None:
    missed = run("data", "schema", "rolls")
    assert (missed.code, missed.out) == (3, "")
    assert "Did you mean roles" in missed.err


def test_every_place_is_told(run: Run, home: Path) -> None:
    places = run("data", "path", "--output", "json").json()["places"]
    assert places["packs"] == str(home / "packs")
    assert places["records"] == str(home / "careerplan.db")
    assert (Path(places["data"]) / "roles.yaml").is_file()
