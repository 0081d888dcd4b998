"""careerplan roles compare: many roles at a glance, how one stands, pay on one scale, and any width."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.planning.comparison import compare
from careerplan.planning.dating import Dating
from careerplan.render.comparison import comparison_view
from careerplan.render.terminal import write_screen
from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")
ONE, TWO, THREE = "own-guard-one", "own-guard-two", "own-guard-three"
GUARDS = ("--occupation", "own-guard", "--jurisdiction", "XA-*")
MANY = (ONE, TWO, THREE, "own-guard-four", "own-guard-five", "own-guard-six", "own-guard-six-night")
PROFILE = """\
birth_date: 2010-01-01
education: [{credential: bachelor, completed: 2026-06}]
experience: []
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds a pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("comparing") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


@pytest.fixture
def young(run: Run, tmp_path: Path) -> Iterator[Run]:
    """Run the program for somebody of sixteen with a degree."""
    file = tmp_path / "profile.yaml"
    file.write_text(PROFILE, encoding="utf-8")
    assert run("profile", "import", str(file), "--apply").code == 0
    yield run
    assert run("undo").code == 0


@pytest.fixture(scope="module")
def catalog(home: Path) -> Catalog:
    return open_catalog(home / "packs", home / "cache")


def compared(run: Run, *options: str) -> list[str]:
    return [role["id"] for role in run("roles", "compare", *options, "--output", "json").json()["roles"]]


def marks(run: Run, *options: str) -> dict[str, dict[str, str]]:
    """Return the table of marks as it is printed: by row, by column."""
    printed = run("roles", "compare", *options).out.splitlines()
    start = next(number for number, line in enumerate(printed) if line.endswith("roles at a glance")) + 1
    names = printed[start].split()
    table = printed[start + 1 : printed.index("", start)]
    found = {}
    for line in table:
        words = re.split(r"\s+", line)
        found[" ".join(words[: -len(names)])] = dict(zip(names, words[-len(names) :], strict=True))
    return found


def pay(run: Run, *options: str) -> list[str]:
    found = [re.sub(r" {2,}", "  ", line) for line in run("roles", "compare", *options).out.splitlines()]
    return found[found.index("Pay on one scale") + 1 :]


def test_an_occupation_and_a_place_choose_the_employers_roles(run: Run) -> None:
    assert compared(run, *GUARDS) == list(MANY)
    assert compared(run, "--occupation", "own-guard") == list(MANY)
    assert compared(run, "--place", "XA-ONE") == [ONE, "own-cook"]
    assert compared(run, "--employer", "own-service", "-j", "XA-SIX") == list(MANY[-2:])


def test_roles_named_come_first_and_stand_once(run: Run) -> None:
    assert compared(run, "own-cook", "--place", "XA-TWO") == ["own-cook", TWO]
    assert compared(run, TWO, *GUARDS) == [TWO, *(each for each in MANY if each != TWO)]
    assert compared(run, "own-guard", "--place", "XA-TWO") == ["own-guard", TWO]


@pytest.mark.parametrize(
    ("options", "said"),
    [(("-j", "XA-TWO"), "not 1"), (("-j", "XA-Z*"), "not 0"), (("--coverage", "none", "-j", "XA"), "not 0")],
)
def test_too_few_to_compare_is_a_usage_error(run: Run, options: tuple[str, ...], said: str) -> None:
    refused = run("roles", "compare", *options)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err


def test_too_many_to_compare_is_a_usage_error(run: Run) -> None:
    assert run("roles", "compare", "--jurisdiction", "*").code == 2


def test_as_many_as_fit_stand_side_by_side_and_more_are_compared_by_marks(run: Run) -> None:
    assert "at a glance" not in run("roles", "compare", *MANY[:6]).out
    assert run("roles", "compare", *MANY[:6], "--output", "json").json()["marks"] == {}
    assert run("roles", "compare", *MANY).out.startswith("7 roles at a glance")
    assert "• A diploma is needed" not in run("roles", "compare", *MANY).out


def test_a_mark_says_how_firmly_something_is_asked(run: Run) -> None:
    table = marks(run, *GUARDS)
    assert table["Age"]["XA-ONE"] == "19"
    assert table["Education"]["XA-ONE"] == "⚠"
    assert table["Education"]["XA-THR"] == "bac"
    assert table["Licence"]["XA-ONE"] == "○"
    assert table["Medical"]["XA-ONE"] == "◐"
    assert table["References"]["XA-ONE"] == "●"
    assert table["Fitness"]["XA-THR"] == "g"
    assert {column["XA-TWO"] for column in table.values()} == {"·"}
    assert "Vision" not in table


def test_an_age_that_no_single_number_says_is_marked_as_required(run: Run) -> None:
    assert marks(run, *GUARDS)["Age"]["XA-SIX1"] == "●"
    assert "• From 21 to 36 years old" in run("roles", "compare", *GUARDS, "--only", "age").out


def test_the_document_holds_the_marks_of_all_roles(run: Run) -> None:
    document = run("roles", "compare", *GUARDS, "--output", "json").json()
    assert document["marks"]["age"] == {
        ONE: "19",
        TWO: "·",
        "own-guard-six": "●",
        **dict.fromkeys((THREE, "own-guard-four", "own-guard-five", "own-guard-six-night"), "g"),
    }
    assert "other" not in document["marks"]
    assert {row["dimension"] for row in document["rows"]} >= {"education", "pay"}


def test_every_mark_used_is_explained_and_no_other(run: Run) -> None:
    page = run("roles", "compare", *GUARDS).out
    for said in (
        *("● required", "◐ for some posts, or usually", "○ preferred or an asset", "⚠ sources disagree"),
        *("g said in general only", "· not known", "bac bachelor"),
    ):
        assert said in page
    assert "dip diploma" not in page


def test_every_column_is_named_and_places_that_share_a_code_are_numbered(run: Run) -> None:
    page = run("roles", "compare", *GUARDS).out
    assert set(marks(run, *GUARDS)["Age"]) == {
        *("XA-ONE", "XA-TWO", "XA-THR", "XA-FOU", "XA-FIV", "XA-SIX1", "XA-SIX2"),
    }
    assert "XA-TWO Guard of the Second Island, XA-TWO (coverage none)" in page
    assert "XA-SIX1 Guard of the Sixth Island, XA-SIX (coverage partial)" in page
    assert "XA-SIX2 Night Guard of the Sixth Island, XA-SIX (coverage none)" in page


def test_dimensions_asked_for_are_told_in_words_below_the_marks(run: Run) -> None:
    page = run("roles", "compare", *GUARDS, "--only", "education").out
    assert page.startswith("7 roles at a glance")
    assert "• ⚠ A diploma is needed" in page
    assert "• A degree" in page
    assert "At least 19 years old" not in page
    assert "not known" in page
    cited = run("roles", "compare", *GUARDS, "--only", "education", "--sources").out
    assert "A degree [" in cited
    assert "Careers page, Island Service, undated, https://example.org/careers (own-page)" in cited


def test_all_dimensions_of_many_roles_are_told_in_words(run: Run) -> None:
    page = run("roles", "compare", *GUARDS, "--all").out
    assert "• Counts the boats" in page
    assert "• At least 19 years old" in page


def test_an_old_statement_carries_its_year_here_too(run: Run) -> None:
    compare_one = ("roles", "compare", ONE, TWO, "--only", "education")
    assert "Secondary school will do (2018)" in run(*compare_one).out
    assert "(2018)" not in run(*compare_one, "--older-than", "20y").out


def test_pay_is_put_on_one_scale_and_every_conversion_said(run: Run) -> None:
    found = pay(run, *GUARDS)
    assert found[0] == "By the year, in CAD"
    by_role = {line.partition("  ")[0]: line.partition("  ")[2] for line in found}
    assert by_role["XA-ONE"].startswith("≈ 58,500 to 78,000 (")
    assert "37.5" in by_role["XA-ONE"]
    assert "*" not in by_role["XA-ONE"]
    assert by_role["XA-THR"].startswith("≈ from 52,000 (")
    assert by_role["XA-THR"].endswith("40 a week*)")
    assert by_role["XA-FOU"].startswith("≈ 48,000 to 60,000 (2025")
    assert by_role["XA-FIV"].startswith("60,000 to 61,500")
    assert any(line.startswith("≈ converted here, at 52 weeks a year") for line in found)
    assert any(line.startswith("* The length of the full-time week is our assumption") for line in found)


def test_nothing_is_exchanged_each_currency_has_its_own_scale(run: Run) -> None:
    found = pay(run, *GUARDS)
    euro = found.index("By the year, in EUR")
    assert re.fullmatch(r"XA-SIX1  (average )?52,000 \(all employers, undated.*\)", found[euro + 1])
    assert found.index("By the year, in CAD") < euro


def test_a_role_without_a_figure_is_not_known(run: Run) -> None:
    assert {"XA-TWO  not known", "XA-SIX2  not known"} <= set(pay(run, *GUARDS))


def test_where_nothing_is_converted_nothing_is_said_of_it(run: Run) -> None:
    found = pay(run, "own-guard-five", TWO)
    assert not [line for line in found if "converted" in line or "assumption" in line or "≈" in line]


def test_where_no_role_has_a_figure_there_is_no_scale(run: Run) -> None:
    assert "Pay on one scale" not in run("roles", "compare", TWO, "own-guard-six-night").out
    assert "Pay on one scale" not in run("roles", "compare", ONE, TWO, "--only", "age").out


def test_the_document_says_what_was_converted_from_what(run: Run) -> None:
    document = run("roles", "compare", *GUARDS, "--output", "json").json()
    (one,) = document["pay_by_year"][ONE]
    assert (one["least"], one["most"], one["currency"]) == (58_500, 78_000, "CAD")
    assert (one["converted_from"], one["hours_per_week"], one["hours_assumed"]) == ("hour", 37.5, False)
    (three,) = document["pay_by_year"][THREE]
    assert (three["hours_per_week"], three["hours_assumed"]) == (40, True)
    (five,) = document["pay_by_year"]["own-guard-five"]
    assert (five["least"], five["most"], five["converted_from"]) == (60_000, 61_500.5, None)
    assert document["pay_by_year"][TWO] == []


def test_a_figure_as_its_source_gives_it_is_never_changed(run: Run) -> None:
    page = run("roles", "compare", ONE, "own-guard-five", "--only", "pay").out
    assert "CAD 60,000 to 61,500.50 a year" in page
    assert "CAD 30 to 40 an hour" in page


def test_the_profile_adds_how_one_stands_to_the_marks(young: Run) -> None:
    table = marks(young, *GUARDS, "--profile")
    assert next(iter(table)) == "Can you apply?"
    assert table["Can you apply?"]["XA-ONE"] == "→"
    assert table["Can you apply?"]["XA-THR"] == "✓"
    assert table["Can you apply?"]["XA-TWO"] == "?"
    page = young("roles", "compare", *GUARDS, "--profile").out
    assert "✓ yes" in page
    assert "→ expected" in page
    document = young("roles", "compare", *GUARDS, "--profile", "--output", "json").json()
    assert document["rows"][0]["dimension"] == "can-apply"
    assert document["rows"][0]["cells"][ONE][0]["text"] == "expected"
    assert "Can you apply?" not in young("roles", "compare", *GUARDS).out


def test_the_profile_and_words_give_each_requirement_its_verdict(young: Run) -> None:
    page = young("roles", "compare", *GUARDS, "--profile", "--only", "age,education").out
    assert "• → At least 19 years old" in page
    assert "• ✓ A degree" in page


def test_lines_for_scripts_have_a_column_for_each_role(run: Run) -> None:
    header, *rows = csv.reader(io.StringIO(run("roles", "compare", *GUARDS, "--output", "csv").out))
    assert header == ["dimension", "differs", *MANY]
    education = next(row for row in rows if row[0] == "education")
    assert education[2] == "⚠ A diploma is needed / ⚠ Secondary school will do"
    assert education[3] == ""


def test_differences_alone_leave_out_what_agrees(run: Run) -> None:
    assert "Age" in run("roles", "compare", ONE, "own-cook", "--only", "age").out
    nothing = run("roles", "compare", ONE, "own-cook", "--only", "age", "--differences")
    assert (nothing.code, nothing.out.splitlines()[0]) == (0, "Nothing differs.")


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("dimensions", [None, ("education", "pay")], ids=["brief", "asked"])
@pytest.mark.parametrize("count", [2, 4, len(MANY)])
def test_a_comparison_fits_a_terminal_of_any_width(
    catalog: Catalog, width: int, dimensions: tuple[str, ...] | None, count: int
) -> None:
    roles = [(catalog.roles[each], catalog.lineage(catalog.roles[each])) for each in MANY[:count]]
    stream = io.StringIO()
    dating = Dating(catalog.sources, dt.date(2026, 11, 22))
    write_screen(comparison_view(compare(roles, dimensions), dating, cite=True).screen(width), stream, width)
    assert max(map(cell_len, stream.getvalue().splitlines())) <= width
    assert "not known" in stream.getvalue()
    assert "█" in stream.getvalue()


def test_many_roles_are_spread_over_as_many_tables_as_the_width_asks(catalog: Catalog) -> None:
    roles = [(catalog.roles[each], catalog.lineage(catalog.roles[each])) for each in MANY]
    view = comparison_view(compare(roles), Dating(catalog.sources, dt.date(2026, 11, 22)), cite=False)

    def tables(width: int) -> int:
        stream = io.StringIO()
        write_screen(view.screen(width), stream, width)
        return sum(line.split()[:1] == ["Age"] for line in stream.getvalue().splitlines())

    assert tables(200) == 1
    assert tables(40) > 1
