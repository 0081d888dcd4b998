"""careerplan roles list and show: what is chosen, and the page of one role from what it asks to its sources."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.catalog.roles import Role
from careerplan.planning.comparison import compare
from careerplan.planning.dating import Dating
from careerplan.planning.statements import DIMENSIONS, is_known
from careerplan.render.comparison import comparison_view
from careerplan.render.roles import Telling, role_view
from careerplan.render.terminal import write_screen
from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")
ONE, TWO = "own-guard-one", "own-guard-two"
MUCH = "ca-on-correctional-officer"
OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds a pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("reading") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


@pytest.fixture(scope="module")
def catalog(home: Path) -> Catalog:
    return open_catalog(home / "packs", home / "cache")


@pytest.fixture(scope="module")
def little(catalog: Catalog) -> str:
    """Return the built-in employer's role of which the least is known."""

    def known(role: Role) -> int:
        return sum(is_known(role, (), dimension) for dimension in DIMENSIONS)

    employed = (
        role for role in catalog.roles.values() if role.employer and not (role.jurisdiction or "").startswith("X")
    )
    return min(employed, key=known).id


def listed(run: Run, *options: str) -> list[str]:
    return [role["id"] for role in run("roles", "list", *options, "--output", "json").json()["roles"]]


def lines(run: Run, *command: str) -> list[str]:
    return [line.strip() for line in run(*command).out.splitlines()]


def between(found: list[str], first: str, last: str) -> list[str]:
    start = found.index(first)
    return found[start + 1 : found.index(last, start)]


def test_a_place_is_asked_for_by_its_code_in_any_case(run: Run) -> None:
    assert listed(run, "--jurisdiction", "XA-TWO") == [TWO]
    assert listed(run, "--place", "xa-two") == [TWO]
    assert listed(run, "-j", " Xa-Two ") == [TWO]


def test_a_country_alone_is_its_federal_level_and_no_province(run: Run) -> None:
    assert listed(run, "--jurisdiction", "XA") == ["own-guard"]


def test_a_pattern_stands_for_many_places(run: Run) -> None:
    provinces = listed(run, "--jurisdiction", "XA-*")
    assert {ONE, TWO, "own-cook"} <= set(provinces)
    assert "own-guard" not in provinces
    assert set(listed(run, "--jurisdiction", "xa*")) == {*provinces, "own-guard"}
    assert listed(run, "--jurisdiction", "XA-?WO") == [TWO]
    assert listed(run, "--jurisdiction", "XA-T[WH]*") == [TWO, "own-guard-three"]


def test_several_places_add_up_in_the_order_of_the_catalog(run: Run) -> None:
    assert listed(run, "--place", "XA-TWO", "--jurisdiction", "XA") == ["own-guard", TWO]
    assert listed(run, "-j", "XA-TWO", "-j", "XA-TWO") == [TWO]


def test_filters_of_different_kinds_all_have_to_hold(run: Run) -> None:
    assert listed(run, "--occupation", "own-cook") == ["own-cook"]
    assert listed(run, "--employer", "Island Kitchen") == ["own-cook"]
    assert listed(run, "--place", "XA-ONE", "--occupation", "own-guard") == [ONE]
    assert listed(run, "--employer", "own-service", "--coverage", "full") == ["own-guard-three"]
    assert listed(run, "--place", "XA-TWO", "--coverage", "full") == []


def test_a_coverage_is_never_that_of_a_general_role(run: Run) -> None:
    known = {each: listed(run, "-j", "XA*", "--coverage", each) for each in ("full", "partial", "none")}
    assert TWO in known["none"]
    assert {role for each in known.values() for role in each} == set(listed(run, "-j", "XA*")) - {"own-guard"}


def test_nothing_chosen_is_an_empty_list_and_says_so(run: Run) -> None:
    for options in (("-j", "XA-Z*"), ("-j", "XA-["), ("--place", "XA-TWO", "--coverage", "full")):
        result = run("roles", "list", *options, "--output", "plain")
        assert (result.code, result.out) == (0, "")
        assert "No role matches." in run("roles", "list", *options).err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--jurisdiction", "XA-TOO"), 3, "Did you mean XA-TWO"),
        (("--place", "XA-TWO", "--place", "CA-NO"), 3, "'CA-NO'"),
        (("--occupation", "own-gaurd"), 3, "Did you mean own-guard"),
        (("--employer", "own-servise"), 3, "Did you mean own-service"),
        (("--employer", "nobody-at-all"), 3, "See: careerplan organizations list"),
        (("--coverage", "ful"), 2, "Did you mean full? Choose from full, partial, none."),
        (("--coverage", "FULL"), 2, "Choose from full, partial, none."),
    ],
)
@pytest.mark.parametrize("verb", ["list", "compare"])
def test_an_unknown_value_is_named_with_what_is_near_it(
    run: Run, verb: str, options: tuple[str, ...], code: int, said: str
) -> None:
    result = run("roles", verb, *options)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    document = run("--output", "json", "roles", verb, *options)
    assert (document.code, document.out) == (code, "")
    assert document.error()["exit_code"] == code


def test_the_sections_of_a_page_come_in_the_order_in_which_one_asks(run: Run) -> None:
    found = lines(run, "roles", "show", ONE, "--all")
    sections = [
        "What you need",
        "To apply",
        "Before an offer",
        "Before training",
        "On the job",
        "Stage not known",
        "Said in general of Island Guard, not of this employer",
        "How hiring goes",
        "Hiring steps",
        "How to apply",
        "Training",
        "What it pays",
        "Outlook",
        "What it is like",
        "Settings",
        "Duties",
        "Schedule",
        "Skills",
        "Challenges",
        "Where it leads",
        "How it is classified",
        "What is not known",
        "Sources",
    ]
    assert [line for line in found if line in sections] == sections


def test_the_head_says_whose_role_it_is_and_how_much_is_known(run: Run) -> None:
    found = lines(run, "roles", "show", ONE)
    assert found[0] == "Guard of the First Island · Island Service · XA-ONE"
    assert found[1] == ONE
    assert "The page shows no date." in found
    assert "Also called: Île garde, Beach Warden." in found
    assert any(line.startswith("Coverage partial") for line in found)


def test_a_requirement_stands_at_the_stage_at_which_it_is_asked(run: Run) -> None:
    found = lines(run, "roles", "show", ONE)
    apply = between(found, "To apply", "Before an offer")
    assert "• At least 19 years old [2]" in apply
    assert "• A boat licence (asset) [1]" in apply
    assert [line for line in between(found, "Before an offer", "Before training") if "Three references" in line]
    training = between(found, "Before training", "On the job")
    assert training == [
        "• First aid on water [2]",
        "Takes 2 to 4 weeks; costs CAD 50 to 80.50; valid for 36 months; first: references",
    ]
    assert "• A doctor looks at you (varies) [1]" in found[found.index("Stage not known") :]


def test_readings_that_disagree_stand_together_below_a_sign(run: Run) -> None:
    found = lines(run, "roles", "show", ONE)
    place = found.index("⚠ Education: sources disagree")
    assert found[place + 1].startswith("• A diploma is needed")
    assert found[place + 2].startswith("• Secondary school will do")
    assert len([line for line in found if "A diploma is needed" in line]) == 1


def test_each_matter_in_which_sources_disagree_stands_apart(run: Run) -> None:
    found = lines(run, "roles", "show", ONE)
    place = found.index("⚠ Training: sources disagree")
    assert [line.partition(" [")[0] for line in found[place + 1 : place + 3]] == [
        "• The bell course is paid",
        "• The bell course costs a fee (2018)",
    ]
    assert found.index("⚠ Fitness: sources disagree") < found.index("How hiring goes")


def test_what_is_said_in_general_stands_apart_and_never_where_the_employer_speaks(run: Run) -> None:
    found = lines(run, "roles", "show", ONE)
    general = between(found, "Said in general of Island Guard, not of this employer", "How hiring goes")
    assert [line for line in general if line.startswith("•")] == ["• Swims well (2019) [4]"]
    assert not [line for line in found if "At least 16" in line]
    assert [line for line in lines(run, "roles", "show", "own-guard-four") if "At least 16" in line]


def test_background_of_the_broader_role_is_shown_when_all_is_asked_for(run: Run) -> None:
    assert "lighthouse keepers" not in run("roles", "show", ONE).out
    assert "advancement" in run("roles", "show", ONE).out
    page = run("roles", "show", ONE, "--all").out
    assert "Guards become lighthouse keepers" in page
    assert "said in general of Island Guard" in page
    assert "Guards become lighthouse keepers" in run("roles", "show", "own-guard").out


def test_what_nobody_says_is_named(run: Run) -> None:
    found = lines(run, "roles", "show", ONE)
    assert "Looked for in vain: The length of the beach; Who feeds the gulls." in found
    (silent,) = (line for line in found if line.startswith("No source here says anything on: "))
    assert {"citizenship", "vision", "interview"} <= set(silent.rstrip(".").partition(": ")[2].split(", "))
    assert not {"age", "education", "fitness", "pay"} & set(silent.rstrip(".").partition(": ")[2].split(", "))


def test_a_role_of_which_nothing_is_known_says_so_and_what_to_do(run: Run) -> None:
    found = lines(run, "roles", "show", TWO)
    assert "No source here states a requirement. That is worth asking the employer." in found
    assert any(line.startswith("Coverage none") for line in found)
    (silent,) = (line for line in found if line.startswith("No source here says anything on: "))
    assert {"age", "education", "pay"} <= set(silent.rstrip(".").partition(": ")[2].split(", "))
    for absent in ("How hiring goes", "What it pays", "What it is like", "Where it leads", "How it is classified"):
        assert absent not in found
    assert run("roles", "show", TWO, "--output", "plain").out == ""


def test_sources_are_listed_with_their_dates_and_on_request_with_their_addresses(run: Run) -> None:
    brief = lines(run, "roles", "show", ONE)
    assert brief[brief.index("Sources") + 1 :] == [
        "[1] Careers page, Island Service, undated",
        "[2] Posting 7, Island Service, 2026-05",
        "[3] Island Herald, publisher not stated, 2018-02-03",
        "[4] Guards Act, Parliament, 2019-04-01",
    ]
    whole = lines(run, "roles", "show", ONE, "--sources")
    assert "[1] Careers page, Island Service, undated, https://example.org/careers (own-page)" in whole
    assert "[3] Island Herald, publisher not stated, 2018-02-03 (own-paper)" in whole
    assert "add --sources" in run("roles", "show", ONE).err
    assert "add --sources" not in run("roles", "show", ONE, "--sources").err


def test_every_statement_of_a_page_has_a_mark_and_every_mark_a_source(run: Run) -> None:
    found = lines(run, "roles", "show", ONE, "--all")
    statements = [line for line in found[: found.index("Sources")] if line.startswith("•")]
    listed_below = {line.partition(" ")[0] for line in found[found.index("Sources") + 1 :]}
    assert statements
    for statement in statements:
        marks = {f"[{number}" for number in statement.rstrip("]").split("[")[1:]}
        assert marks, statement
        assert {mark.rstrip("]") + "]" for mark in marks} <= listed_below


def test_an_old_fact_carries_its_year_and_how_old_can_be_said(run: Run) -> None:
    page = run("roles", "show", ONE).out
    assert "Secondary school will do (2018)" in page
    assert "Three references (The number was two before.) (2019)" in page
    later = run("roles", "show", ONE, "--older-than", "8y").out
    assert "Secondary school will do (2018)" in later
    assert "(2019)" not in later
    assert "(2018)" not in run("roles", "show", ONE, "--older-than", "10y").out


def test_what_is_young_or_undated_or_says_its_day_carries_no_year(run: Run) -> None:
    found = lines(run, "roles", "show", ONE, "--older-than", "1m")
    assert [line for line in found if line.startswith("• Counts the boats [")]
    assert [line for line in found if line.startswith("• Four nights on and four off (as of 2017) [")]
    assert [line for line in found if line.startswith("• Rings the bell (2026) [")]
    assert "• Rings the bell [2]" in lines(run, "roles", "show", ONE)


def test_age_is_counted_from_the_day_of_the_run(run: Run) -> None:
    assert "Secondary school will do [" in run("roles", "show", ONE, as_of="2021-02-03").out
    assert "Secondary school will do (2018) [" in run("roles", "show", ONE, as_of="2021-02-04").out


@pytest.mark.parametrize("age", ["0y", "-3y", "soon", "", "3w", "101y", "3.5y"])
@pytest.mark.parametrize("command", [("roles", "show", ONE), ("roles", "compare"), ("data", "stale")])
def test_an_age_that_cannot_be_is_a_usage_error(run: Run, command: tuple[str, ...], age: str) -> None:
    result = run(*command, f"--older-than={age}")
    assert (result.code, result.out) == (2, "")
    assert "is no age" in result.err
    assert "3y or 18m" in result.err


def test_pay_is_shown_by_the_year_and_as_its_source_gives_it(run: Run) -> None:
    page = run("roles", "show", ONE).out
    assert "By the year, in CAD" in page
    assert "≈ 58,500 to 78,000" in page
    assert "CAD 30 to 40 an hour, 37.5 hours a week, as of 2026-01-01" in page
    assert "assumption" not in page
    assert "The length of the full-time week is our assumption" in run("roles", "show", "own-guard-three").out


def test_the_document_tells_the_own_from_the_general_and_cites_all(run: Run) -> None:
    document = run("roles", "show", ONE, "--output", "json").json()
    assert document["schema"] == "careerplan.role/1"
    assert [each["id"] for each in document["role"]["requirements"]][:2] == ["age", "schooling"]
    general = {each["dimension"]: each for each in document["general"]}
    assert general["advancement"]["general"] == "own-guard"
    assert "age" not in general
    assert set(document["sources"]) >= {"own-act", "own-page", "own-posting", "own-paper"}
    assert document["sources"]["own-page"]["date"] is None
    assert document["confirmed"] == {}


def test_lines_for_scripts_carry_level_dispute_date_and_source(run: Run) -> None:
    header, *rows = csv.reader(io.StringIO(run("roles", "show", ONE, "--output", "csv").out))
    found = [dict(zip(header, row, strict=True)) for row in rows]
    by_text = {each["text"]: each for each in found}
    assert by_text["A boat licence"]["level"] == "asset"
    assert by_text["Secondary school will do"]["disputed"] == "yes"
    assert by_text["Secondary school will do"]["dated"] == "2018-02-03"
    assert by_text["At least 19 years old"]["sources"] == "own-posting"
    assert by_text["At least 19 years old"]["disputed"] == "no"
    assert by_text["Guards become lighthouse keepers"]["general"] == "own-guard"
    plain = run("roles", "show", ONE, "--output", "plain").out.splitlines()
    assert len(plain) == len(rows)
    assert {line.count("\t") for line in plain} == {len(header) - 1}


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("wanted", ["much", "little"])
def test_a_role_has_every_output_however_much_is_known_of_it(
    run: Run, little: str, catalog: Catalog, output: str, wanted: str
) -> None:
    name = MUCH if wanted == "much" else little
    for command in (("roles", "show", name), ("roles", "compare", name, ONE)):
        result = run(*command, "--output", output)
        assert (result.code, bool(result.out)) == (0, True)
        if output == "csv":
            header, *rows = csv.reader(io.StringIO(result.out))
            assert {len(row) for row in rows} == {len(header)}
        elif output not in {"plain", "json"}:
            assert catalog.roles[name].title.split()[0] in result.out
        if output != "table":
            assert result.err == ""


@pytest.mark.slow
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_pages_and_comparisons_fit_a_terminal_of_any_width(catalog: Catalog, little: str, width: int) -> None:
    dating = Dating(catalog.sources, dt.date(2026, 11, 22))
    roles = [(catalog.roles[each], catalog.lineage(catalog.roles[each])) for each in (MUCH, little, ONE, TWO)]
    pages = [
        role_view(role, lineage, catalog.organizations[role.employer or ""], dating, Telling(cite=cite, whole=cite))
        for role, lineage in roles
        for cite in (True, False)
    ]
    pages += [comparison_view(compare(roles[:count], DIMENSIONS), dating, cite=True) for count in (2, 3, 4)]
    for view in pages:
        stream = io.StringIO()
        write_screen(view.screen(width), stream, width)
        assert stream.getvalue().strip()
        assert max(map(cell_len, stream.getvalue().splitlines())) <= width


def test_no_word_is_lost_between_a_pipe_and_a_page_for_paper(run: Run) -> None:
    told = run("roles", "show", ONE, "--all", "--sources").out
    paper = run("roles", "show", ONE, "--all", "--sources", "--output", "markdown").out.replace("\\", "")
    assert [line for line in told.splitlines() if line.strip(" •") and line.strip(" •") not in paper] == []
