"""careerplan data confirm, unconfirm and confirmations: kept beside the cited facts, never in their place."""

import csv
import io
import stat
from pathlib import Path

import pytest

from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")
ONE = "own-guard-one"
OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")
PAGE = "https://example.org/apply?a=1&b=2"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a pack, made once."""
    folder = tmp_path_factory.mktemp("confirming") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


@pytest.fixture
def home(packed: Path) -> Path:
    """Return the home without the records of another test."""
    for records in packed.glob("careerplan*.db*"):
        records.unlink()
    return packed


def confirm(run: Run, requirement: str = "age", says: str = "19 on the day", source: str = PAGE, *more: str) -> int:
    result = run("data", "confirm", ONE, requirement, "--says", says, "--source", source, *more, "--output", "json")
    assert result.code == 0, result.err
    return int(result.json()["id"])


def kept(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run("data", "confirmations", "--output", "json").json()["confirmations"]
    return found


def test_what_was_checked_is_kept_with_its_day_and_source_and_echoed(run: Run) -> None:
    result = run("data", "confirm", ONE, "age", "--says", "19 on the day", "--source", PAGE, "--on", "yesterday")
    assert result.code == 0
    assert "You checked on Sat 21 Nov 2026: “19 on the day”" in result.out
    assert PAGE in result.out
    assert "undo: careerplan undo" in result.err
    assert kept(run) == [
        {
            "id": 1,
            "role": ONE,
            "requirement": "age",
            "on": "2026-11-21",
            "says": "19 on the day",
            "source": PAGE,
        }
    ]


def test_the_document_is_the_record_that_was_kept(run: Run) -> None:
    result = run("data", "confirm", ONE, "age", "--says", " 19 ", "--source", " Robin ", "--output", "json")
    document = result.json()
    assert document.pop("schema") == "careerplan.confirmation/1"
    assert [document] == kept(run)
    assert (document["says"], document["source"], document["on"]) == ("19", "Robin", "2026-11-22")
    assert result.err == ""


def test_a_role_and_a_requirement_are_named_as_everywhere(run: Run) -> None:
    told = ("--says", "x", "--source", "y")
    assert run("data", "confirm", "Guard of the First Island", "refer", *told).code == 0
    assert run("data", "confirm", "own-guard-o", "BOAT-LICENCE", *told).code == 0
    assert [each["requirement"] for each in kept(run)] == ["boat-licence", "references"]


@pytest.mark.parametrize(
    ("role", "requirement", "code", "said"),
    [
        (ONE, "schoolling", 3, "Did you mean schooling?"),
        (ONE, "zzz", 3, f"See: careerplan roles show {ONE}"),
        (ONE, "", 3, "No requirement"),
        (ONE, "general-age", 3, "No requirement is called 'general-age'"),
        ("own-guard-onne", "age", 3, f"Did you mean {ONE}"),
        ("own-guard-two", "age", 3, "No requirement is called 'age'"),
    ],
)
def test_a_requirement_that_the_role_does_not_have_is_not_found(
    run: Run, role: str, requirement: str, code: int, said: str
) -> None:
    missed = run("data", "confirm", role, requirement, "--says", "x", "--source", "y")
    assert (missed.code, missed.out) == (code, "")
    assert said in missed.err
    assert kept(run) == []


@pytest.mark.parametrize(
    "source",
    [
        *(
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
        ),
        *("vbscript:x", "ftp://example.org", "x-own+scheme.1:go", "", "   "),
    ],
)
def test_a_source_that_does_something_or_is_none_is_refused(run: Run, source: str) -> None:
    refused = run("data", "confirm", ONE, "age", "--says", "x", f"--source={source}")
    assert (refused.code, refused.out) == (2, "")
    document = run("data", "confirm", ONE, "age", "--says", "x", f"--source={source}", "--output", "json")
    assert (document.error()["code"], document.error()["exit_code"]) == ("usage", 2)
    assert kept(run) == []


@pytest.mark.parametrize(
    "source",
    ["https://example.org", "HTTP://example.org", "mailto:jobs@example.org", "tel:+15550100", "Robin, at the job fair"],
)
def test_an_address_or_the_name_of_who_said_it_is_a_source(run: Run, source: str) -> None:
    confirm(run, source=source)
    assert [each["source"] for each in kept(run)] == [source]


@pytest.mark.parametrize("day", ["tomorrow", "2026-11-23", "2027-02-31", "whenever", ""])
def test_a_day_to_come_or_that_cannot_be_is_refused(run: Run, day: str) -> None:
    refused = run("data", "confirm", ONE, "age", "--says", "x", "--source", "y", f"--on={day}")
    assert (refused.code, refused.out) == (2, "")
    assert kept(run) == []


def test_a_future_day_says_what_to_do(run: Run) -> None:
    refused = run("data", "confirm", ONE, "age", "--says", "x", "--source", "y", "--on", "tomorrow")
    assert "Mon 23 Nov 2026 is still to come." in refused.err
    assert "--on yesterday" in refused.err
    assert confirm(run, "age", "x", "y", "--on", "today")


@pytest.mark.parametrize("missing", [("--says", "x"), ("--source", "y"), ()])
def test_both_what_it_says_and_where_are_needed(run: Run, missing: tuple[str, ...]) -> None:
    assert run("data", "confirm", ONE, "age", *missing).code == 2
    assert run("data", "confirm", ONE, "age", "--says=", "--source", "y").code == 2
    assert kept(run) == []


def test_it_is_shown_with_the_requirement_in_the_page_of_its_role(run: Run) -> None:
    before = run("roles", "show", ONE).out.splitlines()
    confirm(run, "age", "19 on the day")
    confirm(run, "age", "20, says the tower", "the tower", "--on", "2026-11-20")
    after = [line.strip() for line in run("roles", "show", ONE).out.splitlines()]
    place = next(number for number, line in enumerate(after) if "At least 19 years old" in line)
    assert after[place + 1 : place + 3] == [
        f"✎ You checked on Sun 22 Nov 2026: “19 on the day” ({PAGE})",
        "✎ You checked on Fri 20 Nov 2026: “20, says the tower” (the tower)",
    ]
    assert [line for line in after if not line.startswith("✎")] == [line.strip() for line in before]
    document = run("roles", "show", ONE, "--output", "json").json()
    assert [len(each) for each in document["confirmed"].values()] == [2]
    assert set(document["confirmed"]) == {"age"}


@pytest.mark.parametrize("output", ["table", "markdown", "html"])
def test_a_page_for_a_person_shows_it_in_every_form(run: Run, output: str) -> None:
    confirm(run, "age", "19 on the day", "Robin")
    for command in (("roles", "show", ONE), ("checklist", "show", ONE)):
        assert "19 on the day" in run(*command, "--output", output).out


def test_it_is_shown_in_the_checklist_and_changes_no_verdict(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "me.yaml"
    profile.write_text("birth_date: 2010-01-01\neducation: [{credential: secondary, completed: 2024-06}]\n", "utf-8")
    assert run("profile", "import", str(profile), "--apply").code == 0
    before = run("checklist", "show", ONE, "--output", "json").json()
    for requirement in ("age", "schooling", "references", "eyes"):
        confirm(run, requirement, "No longer asked for")
    after = run("checklist", "show", ONE, "--output", "json").json()
    confirmed = {each["requirement"]: each.pop("confirmed") for each in after["items"]}
    assert [each.pop("confirmed") for each in before["items"]] == [[] for _ in before["items"]]
    assert after == before
    assert {name for name, told in confirmed.items() if told} == {"age", "schooling", "references", "eyes"}
    assert "✎ You checked on Sun 22 Nov 2026: “No longer asked for”" in run("checklist", "show", ONE).out


def test_it_belongs_to_one_role_and_one_requirement(run: Run) -> None:
    confirm(run, "age")
    assert "You checked" not in run("roles", "show", "own-cook").out
    assert run("checklist", "show", "own-cook", "--output", "json").json()["items"][0]["confirmed"] == []


def test_what_is_said_in_general_may_be_checked_for_one_employer(run: Run) -> None:
    confirm(run, "general-swimming", "Two lengths", "the pool")
    for command in (("roles", "show", ONE), ("checklist", "show", ONE)):
        assert "“Two lengths” (the pool)" in run(*command).out
    for other in ("own-guard", "own-guard-four"):
        assert "Two lengths" not in run("roles", "show", other).out


def test_of_a_general_role_it_is_not_taken_for_the_employers_word(run: Run) -> None:
    told = ("--says", "Two lengths", "--source", "the pool")
    assert run("data", "confirm", "own-guard", "general-swimming", *told).code == 0
    assert "Two lengths" in run("roles", "show", "own-guard").out
    assert "Two lengths" not in run("roles", "show", ONE).out
    assert "Two lengths" not in run("checklist", "show", ONE).out


def test_they_are_listed_newest_first(run: Run) -> None:
    confirm(run, "age", "first", "a", "--on", "2026-11-20")
    confirm(run, "schooling", "second", "b", "--on", "2026-11-10")
    confirm(run, "age", "third", "c", "--on", "2026-11-20")
    assert [each["says"] for each in kept(run)] == ["third", "first", "second"]
    lines = run("data", "confirmations", "--output", "plain").out.splitlines()
    assert lines[0].split("\t") == ["3", ONE, "age", "2026-11-20", "third", "c"]
    header, *rows = csv.reader(io.StringIO(run("data", "confirmations", "--output", "csv").out))
    assert (header, len(rows)) == (["id", "role", "requirement", "on", "says", "source"], 3)
    assert "unconfirm" in run("data", "confirmations").err


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_empty_list_is_no_error_and_makes_no_records(run: Run, home: Path, output: str) -> None:
    result = run("data", "confirmations", "--output", output)
    assert result.code == 0
    assert not (home / "careerplan.db").exists()
    assert "Nothing is confirmed yet." in run("data", "confirmations").err


def test_it_is_taken_away_by_its_number(run: Run) -> None:
    first, second = confirm(run, "age", "told once"), confirm(run, "schooling", "told twice")
    result = run("data", "unconfirm", str(first))
    assert result.code == 0
    assert f"'age' of {ONE}" in result.out
    assert [each["id"] for each in kept(run)] == [second]
    page = run("roles", "show", ONE).out
    assert ("told once" in page, "told twice" in page) == (False, True)


@pytest.mark.parametrize(("number", "code"), [("2", 3), ("0", 3), ("99999999999", 3), ("one", 2), ("", 2)])
def test_a_number_that_there_is_not_takes_nothing_away(run: Run, number: str, code: int) -> None:
    confirm(run)
    missed = run("data", "unconfirm", number)
    assert (missed.code, missed.out) == (code, "")
    assert len(kept(run)) == 1
    if code == 3:
        assert "careerplan data confirmations" in missed.err


def test_undo_and_redo_go_back_and_forth(run: Run) -> None:
    number = confirm(run, "age", "19 on the day")
    before = kept(run)
    assert run("data", "unconfirm", str(number)).code == 0
    assert "took away" in run("undo").out
    assert kept(run) == before
    assert f"confirmed 'age' of {ONE}" in run("undo").out
    assert kept(run) == []
    assert run("redo").code == 0
    assert kept(run) == before
    assert run("redo").code == 0
    assert kept(run) == []
    summaries = [each["summary"] for each in run("history", "--output", "json").json()["actions"]]
    assert len(summaries) == 2


def test_the_records_are_for_their_owner_alone(run: Run, home: Path) -> None:
    confirm(run)
    assert stat.S_IMODE((home / "careerplan.db").stat().st_mode) == 0o600
    assert {stat.S_IMODE(path.stat().st_mode) for path in home.glob("careerplan.db*")} == {0o600}


@pytest.mark.parametrize(
    "says", ["=1+1", "[red]x[/red] </script>", "\x1b[31mred", "a|b `c`", "left\u202eright", "漢字 “so”"]
)
def test_hostile_words_are_kept_as_they_are_and_shown_disarmed(run: Run, says: str) -> None:
    confirm(run, "age", says, says.replace("=", "_"))
    assert kept(run)[0]["says"] == says
    for command in (("data", "confirmations"), ("checklist", "show", ONE)):
        for output in ("table", "markdown", "csv", "html"):
            shown = run(*command, "--output", output).out
            assert not {"\x1b", "\u202e"} & set(shown)
            if output == "html":
                assert "</script>" not in shown
            if output == "csv":
                cells = [cell for row in csv.reader(io.StringIO(shown)) for cell in row]
                assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_what_was_checked_outlives_its_requirement(run: Run, packed: Path) -> None:
    confirm(run, "age", "19 on the day")
    file = packed / "packs" / "own.yaml"
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(whole.replace("{id: age, kind: age", "{id: years, kind: age"), encoding="utf-8")
        assert [each["requirement"] for each in kept(run)] == ["age"]
        assert run("roles", "show", ONE).code == 0
        assert run("checklist", "show", ONE).code == 0
        assert run("data", "unconfirm", "1").code == 0
    finally:
        file.write_text(whole, encoding="utf-8")
