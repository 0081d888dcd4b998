"""--assume: each kind of fact is understood and said back, what cannot be is refused, and nothing is ever stored."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.roles import Requirement
from careerplan.cli.assuming import read
from careerplan.cli.qualifying import judge_of, vocabulary_of
from careerplan.cli.session import Session
from careerplan.errors import NotFoundError, UsageError
from careerplan.person import assumptions as facts
from careerplan.person.assumptions import Assumption, assume
from careerplan.person.profile import Profile
from careerplan.planning.closing import Closer
from careerplan.planning.judging import Judge
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
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all, since assuming writes nothing."""
    return tmp_path_factory.mktemp("assuming") / "home"


@pytest.fixture
def kim(run: Run, home: Path) -> Run:
    if not (home / "careerplan.db").exists():
        home.mkdir(exist_ok=True)
        (home / "kim.yaml").write_text(PROFILE, encoding="utf-8")
        assert run("profile", "import", str(home / "kim.yaml"), "--apply").code == 0
    return run


@pytest.fixture(scope="module")
def session(home: Path) -> Iterator[Session]:
    """A run of nobody's, on the fixed day."""
    opened = Session()
    opened.given = {"home": str(home.with_name("nobody")), "as_of": TODAY}
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def catalog(session: Session) -> Catalog:
    return session.catalog


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


days = st.one_of(
    st.none(),
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)).map(str),
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(1990, 2060).map(str),
)
some_day = days.filter(bool)
places = st.none() | st.sampled_from(["CA", "CA-BC", "CA-QC", "US", "AU-WA", "NZ"])


def assumptions(catalog: Catalog) -> st.SearchStrategy[Assumption]:
    """Return every kind of fact, over all words of the catalog."""
    words = {
        name: st.sampled_from(sorted(getattr(catalog, name))) for name in ("levels", "fields", "areas", "credentials")
    }
    questions = st.sampled_from(["shift-work", "nb-ad-language", "relocate"])
    licences = st.sampled_from([(each.class_, each.jurisdiction) for each in catalog.licences.values()])
    return st.one_of(
        st.builds(
            lambda kind, name, on, place, until: facts.holding(
                kind, name, on, NOW, jurisdiction=place, expires=until and f"{until}-12-31"
            ),
            st.sampled_from(["credential", "test", "clearance"]),
            words["credentials"], days, places, st.none() | st.integers(2061, 2100),
        ),
        st.builds(
            lambda level, field, on, years, place: facts.studying(
                level, field, on, NOW, **({"country": place} if place else {}) | ({"years": years} if years else {})
            ),
            words["levels"], st.none() | words["fields"], days, st.none() | st.sampled_from([1.0, 2.5, 4.0]), places,
        ),
        st.builds(lambda area, months: facts.working(area, months, NOW), words["areas"], st.integers(1, 400)),
        st.builds(
            facts.working_from, words["areas"], st.just("2020-05"), st.sampled_from([None, "2021", "2020-05-31"]),
            st.sampled_from([None, 7.5, 35.0, 168.0]),
        ),
        st.builds(
            lambda which, stage, on, until: facts.driving(*which, stage, on, until and f"{until}-01"),
            licences, st.sampled_from([None, "learner", "novice", "full"]), days, st.none() | st.integers(2061, 2100),
        ),
        st.builds(
            facts.speaking, st.sampled_from(["en", "fr"]), st.sampled_from(["basic", "intermediate", "fluent"])
        ),
        st.builds(facts.answering, questions, st.booleans()),
        st.builds(facts.being, st.sampled_from(["citizen", "permanent-resident", "none"]), st.sampled_from(["CA", "AU"])),
        st.builds(lambda place: facts.saying("lives_in", place), places.filter(bool)),
        st.builds(lambda day: facts.saying("starts", day), some_day),
        st.builds(lambda day: facts.saying("birth_date", day), st.sampled_from(["1990", "2001-04", "2001-04-12"])),
        st.builds(lambda name: facts.ticking(name, TODAY), st.sampled_from([f"{BC}/abstract", f"{BC}/photos"])),
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_what_is_said_back_is_understood_as_the_same(session: Session, data: st.DataObject) -> None:
    assumed = data.draw(assumptions(session.catalog))
    assert read(session, assumed.text) == assumed


def closings(catalog: Catalog, profile: Profile) -> Iterator[Assumption]:
    """Yield what closes each leaf of each requirement of the catalog: what the program itself tells one to assume."""
    judge = Judge(vocabulary_of(catalog), profile, NOW)
    closer = Closer(judge)
    for requirement in {id(each): each for role in catalog.roles.values() for each in role.requirements}.values():
        for tree in map(judge.judge, criteria(requirement)):
            found = [closer.closing(leaf) for leaf in tree.leaves()]
            yield from (each.assumption for each in found if each)


def criteria(requirement: Requirement) -> Iterator[object]:
    yield from filter(None, (requirement.criterion, *(each.criterion for each in requirement.readings)))


@pytest.mark.xfail(strict=True, reason="'experience any work 36' is printed by match, and 'any work' is no area")
@pytest.mark.parametrize("lists", ["absent", "empty"])
def test_whatever_the_program_tells_one_to_assume_it_understands(session: Session, lists: str) -> None:
    names = ("languages", "education", "experience", "credentials", "tests", "clearances", "driving")
    profile = Profile.model_validate({} if lists == "absent" else {each: [] for each in names})
    wrong = set()
    for each in closings(session.catalog, profile):
        try:
            if read(session, each.text) != each:
                wrong.add(each.text)
        except (UsageError, NotFoundError):
            wrong.add(each.text)
    assert wrong == set()


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


@pytest.mark.xfail(strict=True, reason="a level is taken to be one word: 'school' is looked for among fields of study")
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


@pytest.mark.xfail(strict=True, reason="a profile refuses each of these; assumed they are taken, and open nothing")
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


@pytest.mark.xfail(strict=True, reason="words that are not understood fall away without a word")
@pytest.mark.parametrize(
    "fact", ["experience corrections 24 20h", "experience corrections 24 to 2027", "licence 5 CA-BC fulll"]
)
def test_no_word_falls_away_in_silence(session: Session, fact: str) -> None:
    with pytest.raises(UsageError):
        read(session, fact)


@pytest.mark.xfail(strict=True, reason="such words open nothing, and are taken as if they were known")
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


@pytest.mark.xfail(strict=True, reason="says 'No fields of study is called'")
def test_a_word_of_a_shelf_is_named_in_the_singular(kim: Run) -> None:
    assert "No field of study is called" in kim("roles", "match", "--assume", "education bachelor xyzzy").err


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


HOSTILE = [
    "declared \x1b[31mred\x1b[0m yes",
    "declared [bold]x[/bold] yes",
    "declared <script>alert(1)</script> yes",
    "declared left\u202eright yes",
    "declared =1+1 yes",
    "language \x9b31m fluent",
    "[red]x[/red]",
    "\x1b]0;title\x07 x",
    "credential <img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("fact", HOSTILE)
@pytest.mark.parametrize("output", ["table", "json", "markdown", "html", "plain", "csv"])
def test_a_fact_is_shown_disarmed(kim: Run, fact: str, output: str) -> None:
    result = kim("roles", "match", "--output", output, "--assume", fact)
    assert result.code in {0, 2, 3}
    shown = result.out.replace("\t", " ") if output == "plain" else result.out
    assert not CONTROL.search(shown.replace("\n", " "))
    assert not CONTROL.search(result.err.replace("\n", " "))
    if output == "html":
        assert not re.search(r"<(script|img|bold)", result.out)


def test_markup_in_a_fact_is_shown_as_it_was_written(kim: Run) -> None:
    assert "declared [bold]x[/bold] yes" in kim("checklist", "next", BC, "--assume", "declared [bold]x[/bold] yes").out


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
