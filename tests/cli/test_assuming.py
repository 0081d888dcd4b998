"""--assume: each kind of fact is understood and said back, what cannot be is refused, and nothing is ever stored."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from careerplan.cli.assuming import read
from careerplan.cli.session import Session
from careerplan.errors import NotFoundError, UsageError
from conftest import TODAY, Run

NOW = dt.date.fromisoformat(TODAY)
BC = "ca-bc-correctional-officer"
PROFILE = """\
birth_date: 2001-04-12
citizenship: citizen
lives_in: CA-BC
works_in: [CA-BC]
education: [{credential: secondary, completed: 2019-06}]
experience: []
credentials: []
tests: []
clearances: []
driving: []
languages: []
targets: [ca-bc-correctional-officer]
"""
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMMANDS = [
    ("checklist", "show", BC),
    ("checklist", "show", BC, "--why"),
    ("checklist", "timeline", BC),
    ("checklist", "next", BC),
    ("roles", "match"),
    ("roles", "compare", BC, "ca-ab-correctional-peace-officer"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Path:
    """One home for all, since assuming writes nothing."""
    home = tmp_path_factory.mktemp("assuming") / "home"
    shutil.copytree(compiled, home / "cache")
    return home


@pytest.fixture
def kim(run: Run, home: Path) -> Run:
    if not (home / "careerplan.db").exists():
        (home / "kim.yaml").write_text(PROFILE, encoding="utf-8")
        assert run("profile", "import", str(home / "kim.yaml"), "--apply").code == 0
    return run


@pytest.fixture(scope="module")
def session(home: Path) -> Iterator[Session]:
    """Give a run of nobody's, on the fixed day."""
    opened = Session()
    shutil.copytree(home / "cache", home.with_name("nobody") / "cache")
    opened.given = {"home": str(home.with_name("nobody")), "as_of": TODAY}
    yield opened
    opened.close()


# --- what is understood


@pytest.mark.parametrize(
    ("fact", "said", "key", "values"),
    [
        ("credential cpr-c-aed 2027-01-10", "", "credentials", {"credential": "cpr-c-aed", "booked": "2027-01-10"}),
        ("credential CPR C AED", "credential cpr-c-aed", "credentials", {"got": TODAY}),
        ("credential Standard First Aid 2025", "credential first-aid-standard 2025", "credentials", {"got": "2025"}),
        ("credential cpr-c 2026-05 until 2027-05", "", "credentials", {"got": "2026-05", "expires": "2027-05"}),
        ("test copat 2027-01-10 CA-BC", "", "tests", {"booked": "2027-01-10", "jurisdiction": "CA-BC"}),
        ("clearance enhanced-reliability 2026-02", "", "clearances", {"got": "2026-02"}),
        ("education bachelor criminology 2028-04", "", "education", {"field": "criminology", "expected": "2028-04"}),
        ("education diploma 2020", "", "education", {"credential": "diploma", "completed": "2020"}),
        ("education diploma police foundations 2y 2020", "education diploma police-studies 2y 2020", "education",
         {"years": 2.0}),
        ("education bachelor psychology 2016 IN", "", "education", {"country": "IN", "completed": "2016"}),
        ("experience corrections 24", "", "experience", {"from_": "2024-11-22", "to": None}),
        ("experience corrections 24 months", "experience corrections 24", "experience", {"area": "corrections"}),
        ("experience corrections 24 20h", "", "experience", {"from_": "2024-11-22", "hours_per_week": 20.0}),
        ("experience security from 2027-01 to 2028 20.5h", "", "experience", {"to": "2028", "hours_per_week": 20.5}),
        ("licence 5 CA-BC full", "", "driving", {"class_": "5", "jurisdiction": "CA-BC", "stage": "full"}),
        ("licence G CA-ON 2027-05 until 2030-05", "", "driving", {"expected": "2027-05", "expires": "2030-05"}),
        ("language French advanced", "language fr advanced", "languages", {"language": "fr", "level": "advanced"}),
        ("lives-in ca-ab", "lives-in CA-AB", "lives_in", {"value": "CA-AB"}),
        ("citizenship citizen", "citizenship citizen CA", "citizenship", {"CA": "citizen"}),
        ("citizenship Permanent-Resident US", "citizenship permanent-resident US", "citizenship",
         {"US": "permanent-resident"}),
        ("birth-date 2001-04-12", "", "birth_date", {"value": "2001-04-12"}),
        ("starts 2027-09", "", "starts", {"value": "2027-09"}),
        ("declared shift-work", "declared shift-work yes", "declared", {"shift-work": True}),
        ("declared shift-work no", "", "declared", {"shift-work": False}),
        (f"tick {BC}/abstract", "", "ticks", {f"{BC}/abstract": TODAY}),
    ],
)  # fmt: skip
def test_a_fact_is_understood_and_said_back(
    session: Session, fact: str, said: str, key: str, values: dict[str, object]
) -> None:
    found = read(session, fact)
    assert (found.text, found.key) == (said or fact, key)
    assert values.items() <= dict(found.values).items()


# --- what is refused


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("credential cpr-c 2027-02-31", "28 days"),
        ("education diploma 2027-13", "no month 13"),
        ("education diploma 2027-2-3", "no date"),
        ("starts 0001-01-01", "years run from"),
        ("credential cpr-c 2025-01-01 until 2024-12", "2024-12 is before 2025-01-01"),
        ("experience corrections from 2027-01 to 2026-12", "2026-12 is before 2027-01"),
        ("credential cpr-c until", "needs a date"),
        ("credential cpr-c until soon", "needs a date"),
        ("experience corrections", "how long"),
        ("experience 24", "what work"),
        ("experience corrections 24 from 2027", "how long"),
        ("experience corrections from 2027 0h", "0 hours"),
        ("experience corrections from 2027 169h", "169 hours"),
        ("licence 5", "which class of which place"),
        ("licence CA-BC", "which class of which place"),
        ("language fr", "how well"),
        ("language fr native", "no level"),
        ("lives-in Alberta", "no code"),
        ("citizenship refugee", "no standing"),
        ("citizenship permanent resident", "not understood"),
        ("birth-date yesterday", "no date"),
        ("declared shift-work maybe", "neither yes nor no"),
        ("declared shift-work yes no", "not understood"),
        ("credential", "alone says nothing"),
        ("credential 2027-01-10", "alone says nothing"),
        ("driving 5", "no fact that can be assumed"),
        ("I have a bachelor", "no fact that can be assumed"),
    ],
)
def test_what_cannot_be_is_a_usage_error(kim: Run, fact: str, says: str) -> None:
    result = kim("checklist", "timeline", "--assume", fact)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert len(result.err.strip().splitlines()) <= 3


@pytest.mark.parametrize(
    ("fact", "meant"),
    [
        ("credential crp-c", "cpr-c"),
        ("test copta", "copat"),
        ("education bachelr", "bachelor"),
        ("education bachelor criminolgy", "criminology"),
        ("experience corections 24", "corrections"),
    ],
)
def test_a_word_that_is_not_known_is_not_found_and_a_near_one_is_named(kim: Run, fact: str, meant: str) -> None:
    result = kim("roles", "match", "--assume", fact)
    assert (result.code, result.out) == (3, "")
    assert "Did you mean" in result.err
    assert meant in result.err


def test_a_kind_that_is_not_known_names_a_near_one(kim: Run) -> None:
    result = kim("checklist", "next", "--assume", "credental cpr-c")
    assert result.code == 2
    assert "Did you mean credential?" in result.err


@pytest.mark.parametrize(
    ("fact", "exit_code", "code"),
    [("credential cpr-c 2027-02-31", 2, "usage"), ("credential crp-c", 3, "not-found"), ("nonsense", 2, "usage")],
)
def test_with_json_an_error_is_one_document(kim: Run, fact: str, exit_code: int, code: str) -> None:
    result = kim("roles", "match", "--output", "json", "--assume", fact)
    assert (result.code, result.out) == (exit_code, "")
    document = json.loads(result.err)
    assert document["schema"] == "careerplan.error/1"
    assert (document["error"]["code"], document["error"]["exit_code"]) == (code, exit_code)
    assert document["error"]["message"]
    assert document["error"]["hint"]


def test_one_wrong_fact_among_right_ones_stops_everything(kim: Run) -> None:
    result = kim("checklist", "timeline", "--assume", "credential cpr-c", "--assume", "credential crp-c")
    assert (result.code, result.out) == (3, "")


@pytest.mark.parametrize(
    "fact",
    [
        "education high school 2019",
        "education secondary school diploma",
        "education college diploma police foundations 2027-04",
        "education bachelor of arts criminology",
        "education bachelor's degree",
    ],
)
def test_a_level_may_be_several_words_as_in_the_profile(session: Session, fact: str) -> None:
    assert read(session, fact).key == "education"


@pytest.mark.parametrize(
    "fact",
    [
        "birth-date 2030-01-01",
        "credential cpr-c until 2025-01-01",
        "licence G CA-ON 2027-05 until 2026-01",
        "experience corrections 0",
        "education bachelor 0y",
    ],
)
def test_what_a_profile_refuses_cannot_be_assumed(session: Session, fact: str) -> None:
    with pytest.raises(UsageError):
        read(session, fact)


@pytest.mark.parametrize("fact", ["experience corrections 24 to 2027", "licence 5 CA-BC fulll"])
def test_no_word_falls_away_in_silence(session: Session, fact: str) -> None:
    with pytest.raises(UsageError):
        read(session, fact)


@pytest.mark.parametrize(
    "fact",
    [
        "declared shift-wrk yes",
        f"tick {BC}/abstrct",
        "tick no-such-role/abstract",
        "licence 99 CA-BC",
        "language klingon fluent",
    ],
)
def test_what_no_requirement_can_mean_is_not_found(session: Session, fact: str) -> None:
    with pytest.raises((UsageError, NotFoundError)):
        read(session, fact)


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("education bachelor xyzzy", "No field is called 'xyzzy'"),
        ("education xyzzy", "No level is called 'xyzzy'"),
        ("experience xyzzy 24", "No area is called 'xyzzy'"),
        ("credential xyzzy", "No credential is called 'xyzzy'"),
    ],
)
def test_a_word_of_a_shelf_is_named_in_the_singular(kim: Run, fact: str, says: str) -> None:
    assert says in kim("roles", "match", "--assume", fact).err


# --- what is shown


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("output", ["table", "markdown", "html"])
def test_the_page_says_what_was_assumed(kim: Run, command: tuple[str, ...], output: str) -> None:
    result = kim(*command, "--output", output, "--assume", "credential OFA 1", "--assume", "licence 5 CA-BC")
    assert result.code == 0, result.err
    assert "Assuming: credential ofa-1; licence 5 CA-BC." in " ".join(result.out.split())
    assert "Assuming" not in kim(*command, "--output", output).out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_document_says_what_was_assumed(kim: Run, command: tuple[str, ...]) -> None:
    given = ("--assume", "credential OFA 1", "--assume", "licence 5 CA-BC")
    assert kim(*command, *given, "--output", "json").json()["assumed"] == ["credential ofa-1", "licence 5 CA-BC"]


def verdict(run: Run, requirement: str, *assumed: str) -> str:
    given = [part for each in assumed for part in ("--assume", each)]
    items = run("checklist", "show", BC, "--output", "json", *given).json()["items"]
    return str(next(each["verdict"] for each in items if each["requirement"] == requirement))


def test_a_fact_changes_the_verdict_it_is_about(kim: Run) -> None:
    assert verdict(kim, "first-aid") == "unmet"
    assert verdict(kim, "first-aid", "credential ofa-1") == "met"
    assert verdict(kim, "first-aid", "credential ofa-1 2026-12-01") == "expected"
    assert verdict(kim, "first-aid", "credential ofa-1 2020-01 until 2026-01") == "unmet"


def test_several_facts_hold_together_and_the_same_twice_is_once(kim: Run) -> None:
    once = kim("checklist", "timeline", BC, "--assume", "test copat", "--output", "json").json()
    twice = kim(
        "checklist", "timeline", BC, "--assume", "test copat", "--assume", "test copat", "--output", "json"
    ).json()
    assert {**twice, "assumed": 0} == {**once, "assumed": 0}
    assert verdict(kim, "copat", "test copat", "credential ofa-1") == "met"
    assert verdict(kim, "first-aid", "test copat", "credential ofa-1") == "met"


@pytest.mark.parametrize("fact", ["", "   ", "\t"])
def test_an_empty_fact_is_none(kim: Run, fact: str) -> None:
    result = kim("checklist", "timeline", BC, "--assume", fact, "--output", "json")
    assert result.code == 0
    assert result.json()["assumed"] == []


def test_why_shows_the_proof_with_what_was_assumed(kim: Run) -> None:
    page = kim("checklist", "show", BC, "--why", "first-aid", "--assume", "credential ofa-1").out
    assert "Assuming: credential ofa-1." in page
    assert "met: " in page
    assert re.search(r"▸ .*ofa-1.*\(yes\)", page)


HOSTILE = ["\x1b[31mred\x1b[0m", "[bold]x[/bold]", "<script>alert(1)</script>", "left\u202eright", "=1+1", "\x9b31m"]
TAKEN = [f"licence {each} FR" for each in HOSTILE]
"""The one kind of fact that may still hold any word: a class of a place of whose licences the catalog knows none."""


def disarmed(text: str) -> bool:
    return not CONTROL.search(text.replace("\n", " "))


@pytest.mark.parametrize("command", [("checklist", "timeline", BC), ("roles", "match")], ids=" ".join)
@pytest.mark.parametrize("output", ["table", "json", "markdown", "html"])
def test_a_fact_is_shown_disarmed(kim: Run, command: tuple[str, ...], output: str) -> None:
    result = kim(*command, "--output", output, *(part for each in TAKEN for part in ("--assume", each)))
    assert result.code == 0, result.err
    assert disarmed(result.out)
    if output == "html":
        assert not re.search(r"<(script|bold)", result.out)
    if output == "json":
        assert result.json()["assumed"] == TAKEN


@pytest.mark.parametrize("kind", ["", "credential", "education", "lives-in", "starts", "language", "declared", "tick"])
@pytest.mark.parametrize("word", [*HOSTILE, "\x1b]0;title\x07"])
def test_a_refusal_is_shown_disarmed(kim: Run, kind: str, word: str) -> None:
    result = kim("checklist", "next", "--assume", f"{kind} {word} yes")
    assert (result.code in {2, 3}, result.out) == (True, "")
    assert disarmed(result.err)


def test_markup_in_a_fact_is_shown_as_it_was_written(kim: Run) -> None:
    assert "licence [bold]x[/bold] FR" in kim("checklist", "next", BC, "--assume", "licence [bold]x[/bold] FR").out


# --- what stays as it was


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_written(kim: Run, home: Path, command: tuple[str, ...]) -> None:
    def kept() -> tuple[dict[str, bytes], str, str]:
        files = {each.name: each.read_bytes() for each in home.glob("careerplan.db*")}
        return files, kim("history", "--output", "json").out, kim("profile", "export").out

    kept()  # the first look of all may still settle the log of the database
    before = kept()
    assert kim(*command, "--assume", "credential ofa-1", "--assume", "declared shift-work yes").code == 0
    assert kept() == before


def test_without_a_profile_none_comes_to_be(run: Run, home: Path) -> None:
    empty = home.with_name("empty")
    assert run("--home", str(empty), "checklist", "next", "--assume", "credential cpr-c").code == 0
    assert run("--home", str(empty), "profile", "show", "--output", "json").json() == (
        run("--home", str(home.with_name("fresh")), "profile", "show", "--output", "json").json()
    )


def test_a_fact_of_the_profile_may_be_contradicted_for_one_run(kim: Run) -> None:
    assert kim("checklist", "show", BC, "--output", "json").json()["can_apply"] == "no"
    young = kim("checklist", "show", BC, "--assume", "birth-date 2020-01-01", "--output", "json").json()
    age = next(each for each in young["items"] if each["requirement"] == "age")
    assert (age["verdict"], age["from"]) == ("expected", "2039-01-01")
