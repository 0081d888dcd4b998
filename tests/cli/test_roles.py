"""careerplan roles, organizations and checklist, as a person and as a script use them."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from careerplan.catalog.catalog import open_catalog
from careerplan.planning.comparison import compare
from careerplan.planning.dating import Dating
from careerplan.render.comparison import comparison_view
from careerplan.render.terminal import write_screen
from conftest import Run

OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")


def test_the_main_roles_are_compared_where_none_is_named(run: Run) -> None:
    document = run("roles", "compare", "--output", "json").json()
    assert document["schema"] == "careerplan.comparison/1"
    assert [each["id"] for each in document["roles"]] == ["correctional-officer", "parole-officer", "probation-officer"]
    education = document["rows"][0]
    assert (education["dimension"], education["differs"]) == ("education", True)
    assert "seed-000#07" in education["cells"]["correctional-officer"][0]["sources"]


def test_documents_that_disagree_on_education_are_both_shown(run: Run) -> None:
    document = run("roles", "compare", "--output", "json").json()
    disagreement = next(each for each in document["disagreements"] if each["role"] == "parole-officer")
    assert disagreement["dimension"] == "education"
    assert {"seed-001#01", "seed-004#10"} <= set(disagreement["sources"])
    page = run("roles", "compare").out
    assert "2 years of post-secondary" in page
    assert "⚠ Parole Officer, education" in page


def test_every_source_cited_is_in_the_document(run: Run) -> None:
    document = run("roles", "compare", "--all", "--output", "json").json()
    cited = {
        source
        for row in document["rows"]
        for cell in row["cells"].values()
        for each in cell
        for source in each["sources"]
    }
    assert cited
    assert cited <= set(document["sources"])
    assert {"title", "publisher", "url", "kind", "date"} <= set(document["sources"]["seed-001#01"])


def test_only_keeps_the_dimensions_in_their_order_after_differences(run: Run) -> None:
    document = run("roles", "compare", "--only", "pay,education", "--output", "json").json()
    assert {row["dimension"] for row in document["rows"]} == {"education", "pay"}
    assert [row["differs"] for row in document["rows"]] == sorted(
        (row["differs"] for row in document["rows"]), reverse=True
    )
    (line,) = run("roles", "compare", "--only", "age", "--output", "plain").out.splitlines()
    assert line.startswith("age\t")


def test_names_beginnings_and_ids_all_find_a_role(run: Run) -> None:
    for name in ("parole-officer", "Parole Officer", "PAROLE OFFICER"):
        assert run("roles", "show", name, "--output", "json").json()["role"]["id"] == "parole-officer"
    assert run("roles", "show", "us-prob", "--output", "json").json()["role"]["id"].startswith("us-probation")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("roles", "show", "parole-oficer"), 3, "Did you mean parole-officer"),
        (("roles", "show", "parol"), 3, "of the roles"),
        (("roles", "compare", "parole-officer"), 2, "2 to 40 different roles"),
        (("roles", "compare", "parole-officer", "Parole Officer"), 2, "not 1"),
        (("roles", "compare", "--only", "educatoin"), 2, "Did you mean education"),
        (("roles", "compare", "--only", ","), 2, "names no dimension"),
        (("organizations", "show", "nobody"), 3, "No organization is called 'nobody'"),
        (("checklist", "show", ""), 3, "No role is called ''"),
        (("roles",), 2, "needs a command"),
        (("rolls", "list"), 2, "Did you mean 'roles'"),
    ],
)
def test_a_mistake_gets_one_sentence_a_hint_and_its_code(
    run: Run, command: tuple[str, ...], code: int, said: str
) -> None:
    result = run(*command)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 2
    document = run("--output", "json", *command)
    assert (document.code, document.out) == (code, "")
    assert document.error()["exit_code"] == code
    assert document.error()["hint"]


def test_a_role_shows_its_figures_with_remark_and_source(run: Run) -> None:
    page = run("roles", "show", "ca-ab-parole-probation-officer", "--sources").out
    assert "average 43.68 an hour" in page
    assert "implausible" in page
    assert "(seed-001#04)" in page
    assert "1,600 officers" in page


def test_every_role_shows_in_every_output_it_has(run: Run) -> None:
    roles = run("roles", "list", "--output", "json").json()["roles"]
    assert set(roles[0]) == {"id", "title", "occupation", "employer", "jurisdiction", "general", "coverage"}
    for role in roles:
        for command in (("roles", "show"), ("checklist", "show")):
            document = run(*command, role["id"], "--output", "json").json()
            assert document["sources"] or not document.get("items")
            assert run(*command, role["id"], "--sources").out
            assert run(*command, role["id"], "--output", "markdown").out.startswith("# ")


@pytest.mark.parametrize(
    "command", [("roles", "list"), ("roles", "compare"), ("organizations", "list"), ("checklist", "show")]
)
@pytest.mark.parametrize("output", OUTPUTS)
def test_lists_have_every_output(run: Run, command: tuple[str, ...], output: str) -> None:
    result = run(*command, "--output", output)
    assert (result.code, bool(result.out)) == (0, True)
    if output == "csv":
        header, *rows = csv.reader(io.StringIO(result.out))
        assert rows
        assert {len(row) for row in rows} == {len(header)}
    if output not in {"table", "markdown"}:
        assert result.err == ""


def test_an_output_that_a_command_does_not_have_is_a_usage_error(run: Run) -> None:
    result = run("checklist", "show", "--why", "--output", "csv")
    assert (result.code, result.out) == (2, "")
    assert "table, json, markdown, html" in result.err


def test_options_stand_before_the_noun_and_after_the_verb_alike(run: Run) -> None:
    before = run("--output", "json", "roles", "list")
    between = run("roles", "--output", "json", "list")
    after = run("roles", "list", "--output", "json")
    assert before == between == after


def test_organizations_say_how_to_join_and_which_roles_they_serve(run: Run) -> None:
    page = run("organizations", "show", "ccja").out
    assert "How to join" in page
    assert "1. " in page
    assert "correctional-officer" in page
    closed = run("orgs", "show", "cacc").out
    assert "Not open to you" in closed
    assert "lawyer" in closed


def test_a_checklist_marks_what_is_private_and_what_is_disputed(run: Run) -> None:
    assert re.search("⚑ +Comprehensive background checks", run("checklist", "show").out)
    education = run("checklist", "show", "parole-officer", "--output", "json").json()["items"][0]
    assert len(education["readings"]) == 3
    items = run("checklist", "show", "parole-officer", "--output", "json").json()["items"]
    assert {"requirement", "kind", "level", "when", "general", "sensitive", "text", "sources"} <= set(items[0])


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_a_comparison_fits_a_terminal_of_any_width(width: int, tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path, tmp_path)
    roles = [(catalog.roles[each], catalog.lineage(catalog.roles[each])) for each in catalog.main_roles]
    stream = io.StringIO()
    dating = Dating(catalog.sources, dt.date(2026, 11, 22))
    write_screen(comparison_view(compare(roles), dating, cite=True).screen(width), stream, width)
    assert max(map(cell_len, stream.getvalue().splitlines())) <= width
    assert "not known" in stream.getvalue()
