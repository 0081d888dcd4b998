"""careerplan data diff: which facts differ between two states of the data, and which of one's results with them."""

import shutil
from pathlib import Path

import pytest
import yaml

from careerplan.catalog.load import builtin_folder
from conftest import Run

pytestmark = pytest.mark.slow

PACK = Path(__file__).with_name("pack.yaml")
ONE = "own-guard-one"
OLD = """\
sources:
  - {id: new-page, title: Page, publisher: null, kind: other}
roles:
  - id: new-guard
    title: Guard
    occupation: new-guard
    employer: csc
    jurisdiction: CA
    coverage: full
    summary: {text: Guards, sources: [new-page]}
    requirements:
      - id: age
        kind: age
        level: required
        when: to-apply
        text: At least 18
        sources: [new-page]
        criterion: {kind: age, at_least: 18}
      - {id: boots, kind: other, level: required, when: to-apply, text: Boots, sources: [new-page], check: tick}
    duties: [{text: Watch, sources: [new-page]}, {text: Wait, sources: [new-page]}]
"""
NEW = (
    OLD.replace("At least 18", "At least 40")
    .replace("at_least: 18", "at_least: 40")
    .replace("text: Wait", "text: Sleep")
)
PROFILE = "birth_date: 2001-04-12\n"


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


def test_two_packs_differ_in_the_facts_that_changed(run: Run, tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.yaml", OLD), write(tmp_path / "new.yaml", NEW)
    result = run("data", "diff", old, new)
    assert result.code == 0
    head, *facts = result.out.splitlines()
    assert head == "role new-guard: changed"
    assert sorted(facts) == [
        "  • duties: no longer Wait",
        "  • duties: now Sleep",
        "  • requirements.age.criterion.at_least: 18 → 40",
        "  • requirements.age.text: At least 18 → At least 40",
    ]
    assert "careerplan profile init" in result.err


def test_the_document_has_every_value_before_and_after(run: Run, tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.yaml", OLD), write(tmp_path / "new.yaml", NEW)
    document = run("data", "diff", old, new, "--output", "json").json()
    assert (document["schema"], document["checklists"]) == ("careerplan.data-diff/1", [])
    (change,) = document["changes"]
    assert (change["kind"], change["id"], change["how"]) == ("role", "new-guard", "changed")
    facts = {each["path"]: (each["before"], each["after"]) for each in change["facts"]}
    assert facts["requirements.age.criterion.at_least"] == (18, 40)


def test_there_and_back_are_each_others_mirror(run: Run, tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.yaml", OLD), write(tmp_path / "new.yaml", NEW)

    def facts(*files: str) -> set[tuple[str, str, str]]:
        (change,) = run("data", "diff", *files, "--output", "json").json()["changes"]
        return {(each["path"], str(each["before"]), str(each["after"])) for each in change["facts"]}

    assert facts(new, old) == {(path, after, before) for path, before, after in facts(old, new)}


def test_the_same_twice_does_not_differ(run: Run, tmp_path: Path) -> None:
    old, again = write(tmp_path / "old.yaml", OLD), write(tmp_path / "again" / "new.yaml", f"# a remark\n{OLD}\n\n")
    result = run("data", "diff", old, again)
    assert (result.code, result.out, result.err) == (0, "Nothing differs.\n", "")
    assert run("data", "diff", old, again, "--output", "plain").out == ""


def test_without_a_second_the_state_in_use_is_the_new_one(run: Run, home: Path, tmp_path: Path) -> None:
    pack = (home / "packs" / "own.yaml").read_text("utf-8")
    assert run("data", "diff", str(home / "packs")).out == "Nothing differs.\n"
    older = write(tmp_path / "own.yaml", pack.replace("text: Patience", "text: Impatience"))
    lines = run("data", "diff", older).out.splitlines()
    assert lines == [
        f"role {ONE}: changed",
        "  • skills: no longer Impatience",
        "  • skills: now Patience",
    ]


def test_a_record_that_came_or_went_is_named(run: Run, tmp_path: Path) -> None:
    some = write(tmp_path / "some" / "a.yaml", "questions: [{id: new-q, group: Own, text: Why}]\n")
    more = write(tmp_path / "more" / "a.yaml", OLD)
    lines = run("data", "diff", str(Path(some).parent), str(Path(more).parent)).out.splitlines()
    assert lines == ["source new-page: added", "role new-guard: added", "question new-q: removed"]


def test_whole_folders_are_compared_without_the_built_in_data(run: Run, tmp_path: Path) -> None:
    for part in ("data", "seeds"):
        shutil.copytree(builtin_folder() / part, tmp_path / "whole" / part)
    questions = tmp_path / "whole" / "data" / "questions.yaml"
    asked = yaml.safe_load(questions.read_text("utf-8"))
    gone = asked["questions"].pop()["id"]
    questions.write_text(yaml.safe_dump(asked), encoding="utf-8")
    shutil.copytree(questions.parent, tmp_path / "data-of-2025")
    for place in (tmp_path / "whole", tmp_path / "whole" / "data", tmp_path / "data-of-2025"):
        lines = run("data", "diff", str(place), str(builtin_folder())).out.splitlines()
        assert lines == [f"question {gone}: added"]


def test_a_profile_adds_which_results_change(run: Run, tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.yaml", OLD), write(tmp_path / "new.yaml", NEW)
    assert run("profile", "import", write(tmp_path / "me.yaml", PROFILE), "--apply").code == 0
    try:
        result = run("data", "diff", old, new)
        moved = run("data", "diff", old, new, "--output", "json").json()["checklists"]
        elsewhere = run("data", "diff", old)
    finally:
        assert run("undo").code == 0
    assert "What changes on your checklists" in result.out
    assert result.err == ""
    assert moved == [
        {"role": "new-guard", "item": "can apply", "before": "unknown", "after": "expected"},
        {"role": "new-guard", "item": "age", "before": "met", "after": "expected"},
    ]
    title, nothing = elsewhere.out.splitlines()[-2:]
    assert title == "What changes on your checklists"
    assert "new-guard" not in nothing


@pytest.mark.parametrize("output", ["plain", "markdown", "html"])
def test_a_difference_shows_in_every_output(run: Run, tmp_path: Path, output: str) -> None:
    old, new = write(tmp_path / "old.yaml", OLD), write(tmp_path / "new.yaml", NEW)
    result = run("data", "diff", old, new, "--output", output)
    assert (result.code, "At least 40" in result.out) == (0, True)


def test_what_is_not_there_is_not_found(run: Run, tmp_path: Path) -> None:
    old, nothing = write(tmp_path / "old.yaml", OLD), str(tmp_path / "nothing.yaml")
    for files in ((nothing,), (nothing, old), (old, nothing)):
        missed = run("data", "diff", *files)
        assert (missed.code, missed.out) == (3, "")
        assert "nothing.yaml" in missed.err


def test_a_pack_with_a_fault_is_bad_data(run: Run, tmp_path: Path) -> None:
    refused = run("data", "diff", write(tmp_path / "bad.yaml", OLD.replace("[new-page]", "[nowhere]")))
    assert (refused.code, refused.out) == (4, "")
    assert "bad.yaml:10:roles.0.summary.sources.0" in refused.err


def test_comparing_changes_nothing_of_the_user(run: Run, home: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (home / "packs").rglob("*") if path.is_file()}
    run("data", "diff", write(tmp_path / "old.yaml", OLD))
    assert {path: path.read_bytes() for path in (home / "packs").rglob("*") if path.is_file()} == before
    assert "new-guard" not in run("roles", "list").out
