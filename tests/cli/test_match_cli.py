"""careerplan roles match: the roles ranked for one person, where they would work, in every output."""

import csv
import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from small_world import make_home, with_profile, without_profile
from test_hostile_packs import CONTROL, OUTPUTS, Tags
from test_html import Page
from test_timeline_cli import Terminal, terminal

from conftest import TODAY, Run

PACK = Path(__file__).with_name("pack.yaml")
PROFILE = """\
birth_date: 2001-04-12
citizenship: citizen
lives_in: CA-BC
works_in: [CA-BC, CA]
education: [{credential: secondary, completed: 2019-06}]
experience: []
credentials: [{credential: first-aid-standard-cpr-c-aed, issued: 2026-05-01, expires: 2029-05-01}]
tests: []
clearances: []
driving: [{class: "5", jurisdiction: CA-BC, stage: full, expires: 2029-04-12}]
"""
GUARDS = ("--occupation", "own-guard")
__all__ = ["terminal"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Path:
    """One home for all, with a small world beside the real one; reading writes no records."""
    return make_home(tmp_path_factory.mktemp("match") / "home", compiled, PROFILE)


@pytest.fixture
def robin(run: Run, home: Path) -> Run:
    """Give somebody of British Columbia who would work there or for the country."""
    return with_profile(run, home)


@pytest.fixture
def nobody(run: Run, home: Path) -> Run:
    """Give a home with the same world and no profile."""
    return without_profile(run, home)


def document(run: Run, *more: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = run("roles", "match", *more, "--output", "json").json()
    return found


def places(run: Run, *more: str) -> set[object]:
    return {each["jurisdiction"] for each in document(run, *more)["matches"]}


# --- the document


def test_the_document_has_its_keys(robin: Run) -> None:
    found = robin("roles", "match", "--output", "json").json()
    assert (found["schema"], found["as_of"], found["assumed"]) == ("careerplan.match/1", TODAY, [])
    assert {"role", "can_apply", "earliest", "unmet", "unknown"} <= set(found["matches"][0])
    assert {"action", "opens"} <= set(found["openers"][0])


def test_unmet_and_unknown_count_what_is_named(robin: Run) -> None:
    for each in robin("roles", "match", "--everywhere", "--output", "json").json()["matches"]:
        named = each["requirements"]
        assert (each["unmet"], each["unknown"]) == (len(named["unmet"]), len(named["unknown"]))
        assert {*named["papers"], *named["lacking"]} <= set(named["unknown"])


def test_each_action_that_opens_can_be_assumed_and_opens(robin: Run) -> None:
    before = robin("roles", "match", "--output", "json").json()
    assert before["openers"]
    for each in before["openers"]:
        after = robin("roles", "match", "--output", "json", "--assume", each["action"]).json()
        assert after["assumed"] == [each["action"]]
        left = {match["role"]: match["requirements"] for match in after["matches"]}
        for name in each["opens"]:
            assert left[name]["unmet"] == []
            assert set(left[name]["unknown"]) <= set(left[name]["papers"])


def test_match_and_checklist_say_the_same(robin: Run) -> None:
    for each in document(robin)["matches"][:6]:
        role = str(each["role"])
        shown = robin("checklist", "show", role, "--output", "json").json()
        timeline = robin("checklist", "timeline", role, "--output", "json").json()
        assert each["can_apply"] == shown["can_apply"] == timeline["can_apply"]
        assert (each["earliest"], each["decided_by"]) == (timeline["earliest"], timeline["decided_by"])


def test_a_general_role_is_left_out_where_employers_roles_stand_for_it(robin: Run) -> None:
    roles = {each["role"] for each in document(robin, "--everywhere")["matches"]}
    assert not {"correctional-officer", "own-guard"} & roles
    assert {"ca-bc-correctional-officer", "own-guard-one"} <= roles


def test_a_target_is_marked(robin: Run) -> None:
    assert not any(each["target"] for each in document(robin)["matches"])


# --- where


def test_without_a_place_it_is_where_one_would_work(robin: Run) -> None:
    assert places(robin) <= {"CA-BC", "CA", None}
    assert "CA-BC" in places(robin)
    assert robin("roles", "match", "--output", "json").json()["where"] == ["CA-BC", "CA"]
    assert "in British Columbia, Canada" in robin("roles", "match").out


def test_a_place_goes_before_where_one_would_work(robin: Run) -> None:
    assert places(robin, "--place", "CA-AB") == {"CA-AB"}
    assert places(robin, "--jurisdiction", "CA-AB", "-j", "CA-ON") == {"CA-AB", "CA-ON"}
    assert {"CA-AB", "CA-QC"} <= places(robin, "--place", "CA-*")


def test_without_either_it_is_the_country_one_lives_in(nobody: Run) -> None:
    lives = ("--assume", "lives-in CA-AB")
    assert {"CA-AB", "CA-QC"} <= places(nobody, *lives)
    assert {str(each)[:2] for each in places(nobody, *lives)} == {"CA"}
    assert nobody("roles", "match", *lives, "--output", "json").json()["where"] == ["CA*"]
    assert "Roles for you in Canada\n" in nobody("roles", "match", *lives).out
    assert places(nobody, *lives, "--everywhere") == places(nobody, "--everywhere") > places(nobody, *lives)


def test_everywhere_is_everywhere(robin: Run) -> None:
    assert {"CA-BC", "CA-QC", "XA-ONE"} <= places(robin, "--everywhere")


def test_everywhere_and_a_place_contradict_each_other(robin: Run) -> None:
    refused = robin("roles", "match", "--everywhere", "--place", "CA")
    assert (refused.code, refused.out) == (2, "")
    assert "contradict" in refused.err
    assert robin("roles", "match", "--everywhere", "--place", "CA", "--output", "json").error()["exit_code"] == 2


@pytest.mark.parametrize(
    "wrong", [("--place", "XX"), ("--occupation", "own-gard"), ("--employer", "nobody-such")], ids=" ".join
)
def test_a_word_that_nothing_has_is_not_found(robin: Run, wrong: tuple[str, ...]) -> None:
    assert robin("roles", "match", *wrong).code == 3


def test_where_nothing_is_asked_for_everybody_the_list_may_be_empty_and_is_done(robin: Run) -> None:
    result = robin("roles", "match", "--place", "CA-BC", *GUARDS)
    assert result.code == 0
    assert "No role of the catalog is there." in result.out
    assert document(robin, "--place", "CA-BC", *GUARDS)["matches"] == []


def test_other_selections_narrow_too(robin: Run) -> None:
    found = document(robin, "--everywhere", *GUARDS, "--coverage", "partial")["matches"]
    assert {each["role"] for each in found} == {"own-guard-one", "own-guard-four", "own-guard-five", "own-guard-six"}
    kitchen = document(robin, "--everywhere", "--employer", "own-kitchen")["matches"]
    assert [each["role"] for each in kitchen] == ["own-cook"]


# --- without a profile


def test_without_a_profile_nothing_fits_and_the_first_step_is_named(nobody: Run) -> None:
    result = nobody("roles", "match")
    assert result.code == 0
    assert "careerplan profile init" in result.err
    page = result.out.replace(LEGEND, "")
    assert page != result.out
    assert not {"✓", "→"} & set(page)
    matches = document(nobody)["matches"]
    assert {each["fit"] for each in matches} <= {"may-fit", "little-known", "not-known"}
    assert {each["can_apply"] for each in matches} == {"unknown"}
    assert {each["unmet"] for each in matches} == {0}


# --- on a terminal


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_screen_is_no_wider_than_the_terminal_and_shows_the_first_ten(
    robin: Run, terminal: Terminal, width: int
) -> None:
    screen = terminal(width, "roles", "match", "--everywhere")
    assert max(cell_len(line.rstrip()) for line in screen.splitlines()) <= width
    assert "…" not in screen
    count = len(document(robin, "--everywhere")["matches"])
    assert f"{count - 10} more: --all" in screen
    assert f"{count - 10} more: --all" not in terminal(width, "roles", "match", "--everywhere", "--all")


MARKS = {
    "fits": "✓",
    "fits-with-papers": "✓",
    "will-fit": "→",
    "may-fit": "?",
    "little-known": "?",
    "can-be-reached": "✗",
    "not-known": "·",
    "out-of-reach": "✗",
}
LEGEND = (
    "✓ fits, as far as is known   → will fit   ? may fit, or little is known   ✗ something is missing   · not known"
)


def piece(screen: str, role: str) -> tuple[str, str, str]:
    """Return the mark of a role on a screen, its title, and what is said of it below its id."""
    blocks = [each.split("\n") for each in re.split(r"\n\s*\n", screen)]
    lines = next(each for each in blocks if any(line.strip() == role for line in each))
    at = next(number for number, line in enumerate(lines) if line.strip() == role)
    mark, _, title = " ".join(" ".join(lines[:at]).split()).partition(" ")
    return mark, title, " ".join(" ".join(lines[at + 1 :]).split())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_screen_says_what_is_missing_and_what_is_not_known(robin: Run, terminal: Terminal, width: int) -> None:
    """Each role is a mark and a title, its id, and its answer with what is missing and not known, named in words."""
    found = robin("roles", "match", "--output", "json").json()["matches"]
    screen = terminal(width, "roles", "match", "--all")
    pieces = {each["role"]: piece(screen, each["role"]) for each in found}
    assert not {each["fit"] for each in found} - set(MARKS)
    for each in found:
        named = each["requirements"]
        mark, title, said = pieces[each["role"]]
        assert (mark, title.startswith(f"{each['title']} · ")) == (MARKS[each["fit"]], True)
        open_ = [one for one in named["unknown"] if one not in {*named["papers"], *named["lacking"]}]
        for what, names in (
            ("missing", [*named["unmet"], *named["lacking"]]), ("on the way", named["expected"]),
            ("to collect", named["papers"]), ("to answer", open_),
        ):  # fmt: skip
            assert (f"{what}: {', '.join(names)}" in said) if names else (f"{what}: " not in said), each["role"]
        assert ("no source says: " in said) == (each["fit"] in {"not-known", "little-known"})
    assert " ".join(LEGEND.split()) in " ".join(screen.split())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_an_id_on_the_screen_can_be_copied_whole(robin: Run, terminal: Terminal, width: int) -> None:
    words = terminal(width, "roles", "match", "--everywhere", "--all").split()
    assert [each["role"] for each in document(robin, "--everywhere")["matches"] if each["role"] not in words] == []


def test_in_a_pipe_all_roles_are_shown(robin: Run) -> None:
    page = robin("roles", "match", "--everywhere").out
    assert "--all" not in page
    assert all(str(each["role"]) in page for each in document(robin, "--everywhere")["matches"])


# --- other outputs


def test_csv_and_plain_rank_as_the_document_does(robin: Run) -> None:
    matches = document(robin)["matches"]
    rows = list(csv.reader(io.StringIO(robin("roles", "match", "--output", "csv").out)))
    plain = [line.split("\t") for line in robin("roles", "match", "--output", "plain").out.splitlines()]
    columns = {name: number for number, name in enumerate(rows[0])}
    assert rows[1:] == plain
    assert [row[columns["rank"]] for row in plain] == [str(each) for each in range(1, len(matches) + 1)]
    for name in ("role", "fit", "can_apply", "earliest", "fits_from"):
        assert [row[columns[name]] for row in plain] == [str(each[name] or "") for each in matches]
    for name in ("unmet", "expected", "unknown", "lacking", "papers"):
        assert [row[columns[name]].split() for row in plain] == [each["requirements"][name] for each in matches]  # type: ignore[index]


def test_a_line_for_scripts_tells_what_is_missing(robin: Run) -> None:
    lacking = {
        str(each["role"])
        for each in document(robin, "--everywhere")["matches"]
        if each["requirements"]["lacking"] and not each["unmet"]  # type: ignore[index]
    }
    assert lacking, "somebody lacks something that cannot bar for sure"
    rows = csv.DictReader(io.StringIO(robin("roles", "match", "--everywhere", "--output", "csv").out))
    assert {row["role"] for row in rows if row["lacking"] and not row["unmet"]} == lacking


def test_markdown_and_html_have_every_role(robin: Run) -> None:
    roles = [str(each["role"]) for each in document(robin)["matches"]]
    markdown = robin("roles", "match", "--output", "markdown").out
    result = robin("roles", "match", "--output", "html")
    page = Page(result.out)
    assert (result.err, page.faults) == ("", [])
    assert not {"script", "img", "link", "iframe", "form"} & set(page.tags)
    assert len(page.said("tr")) == len(roles) + 1
    for column in ("can you apply?", "missing", "on the way", "to collect", "to answer", "no source says"):
        assert column in page.said("tr")[0]
        assert column in markdown
    for each in roles:
        assert each in markdown
        assert any(each in row for row in page.said("tr"))


@pytest.mark.parametrize("output", OUTPUTS)
def test_nothing_of_a_strangers_pack_is_obeyed(nobody: Run, output: str) -> None:
    result = nobody("roles", "match", "--occupation", "bad-guard", "--output", output)
    assert (result.code, bool(result.out)) == (0, True)
    assert not CONTROL.search(result.out)
    assert not CONTROL.search(result.err)
    if output == "html":
        found = Tags(result.out)
        assert not {"script", "img", "bold"} & found.tags
        assert not [name for name, _ in found.attributes if name.startswith("on") or name == "src"]
    if output == "csv":
        rows = list(csv.reader(io.StringIO(result.out)))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
