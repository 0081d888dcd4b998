"""careerplan roles search: best first, slips forgiven and said, and no query that breaks it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")
ONE = "own-guard-one"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds a pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("searching") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


def found(run: Run, *words: str) -> list[str]:
    return [role["id"] for role in run("roles", "search", "--output", "json", *words).json()["roles"]]


def test_the_document_says_what_was_asked_and_found(run: Run) -> None:
    document = run("roles", "search", "lighthouse", "keepers", "--output", "json").json()
    assert document["schema"] == "careerplan.search/1"
    assert (document["query"], document["all_words"], document["taken_for"]) == ("lighthouse keepers", True, {})
    (hit,) = document["roles"]
    assert (hit["id"], hit["title"], hit["jurisdiction"]) == ("own-guard", "Island Guard", "XA")
    assert "lighthouse keepers" in hit["passage"]


def test_words_may_stand_apart_or_in_one_argument(run: Run) -> None:
    assert found(run, "boats", "bell", "fog") == found(run, "fog bell  boats") == [ONE]


def test_any_text_of_a_role_is_searched_and_its_place_and_employer_too(run: Run) -> None:
    for words in ("gulls", "4711", "beach warden", "doctor bell"):
        assert found(run, *words.split())[:1] == [ONE], words
    assert found(run, "XA-TWO")[0] == "own-guard-two"
    assert found(run, "kitchen", "tower") == ["own-cook"]


def test_case_and_accents_do_not_matter(run: Run) -> None:
    assert found(run, "île", "garde") == found(run, "ILE", "GARDE") == found(run, "île garde") == [ONE]
    assert found(run, "québec", "probation") == found(run, "quebec", "probation")


def test_a_beginning_of_a_word_finds_it_and_so_does_another_form(run: Run) -> None:
    assert found(run, "lighth") == ["own-guard"]
    assert ONE in found(run, "boat", "rings")


def test_a_slip_is_taken_for_the_nearest_word_and_that_is_said(run: Run) -> None:
    result = run("roles", "search", "ligthouse")
    assert "own-guard" in result.out
    assert "'ligthouse' taken for lighthouse." in result.err
    document = run("roles", "search", "ligthouse", "--output", "json").json()
    assert document["taken_for"] == {"ligthouse": ["lighthouse"]}
    assert document["roles"][0]["id"] == "own-guard"
    assert found(run, "probaton", "quebec")[0].startswith("ca-qc-")


def test_a_word_that_does_occur_is_never_taken_for_another(run: Run) -> None:
    assert "taken for" not in run("roles", "search", "fog").err


def test_a_name_counts_for_more_than_a_word_in_passing(run: Run) -> None:
    assert found(run, "second")[0] == "own-guard-two"
    assert found(run, "cook")[0] == "own-cook"


def test_where_no_role_has_all_words_those_with_some_are_shown_and_that_is_said(run: Run) -> None:
    result = run("roles", "search", "lighthouse", "gulls")
    assert {"own-guard", ONE} <= set(found(run, "lighthouse", "gulls"))
    assert "No role has all of these words" in result.err
    assert not run("roles", "search", "lighthouse", "gulls", "--output", "json").json()["all_words"]


def test_a_word_that_occurs_nowhere_is_named_and_the_others_still_find(run: Run) -> None:
    result = run("roles", "search", "gulls", "xyzzyq")
    assert found(run, "gulls", "xyzzyq") == [ONE]
    assert "'xyzzyq' occurs nowhere." in result.err
    assert "No role has all of these words" in result.err


@pytest.mark.parametrize("query", ["xyzzyq", "-", "…", '"', "\u200b", " "])
def test_nothing_found_is_an_answer_with_a_way_on(run: Run, query: str) -> None:
    result = run("roles", "search", "--", query)
    assert result.code == 0
    assert result.out.startswith("Nothing here has anything like")
    assert "careerplan roles list" in result.err
    for output in ("plain", "csv"):
        assert len(run("roles", "search", "--output", output, "--", query).out.splitlines()) == (output == "csv")
    document = run("roles", "search", "--output", "json", "--", query).json()
    assert (document["roles"], document["all_words"]) == ([], False)


@pytest.mark.parametrize(
    "query",
    [
        '" OR *',
        '"gulls',
        "gulls) OR (role : own",
        "NEAR(gulls boats)",
        "gulls AND",
        "NOT gulls",
        "names : gulls",
        "{body} : gulls",
        "^gulls",
        "gulls*",
        "gulls + boats",
        "'; DROP TABLE roles; --",
        "%_\\",
        "\x00gulls",
        "\x1b[31m gulls\n",
        "gulls\u202egulls",
    ],
)
def test_no_query_is_a_command(run: Run, query: str) -> None:
    result = run("roles", "search", "--output", "json", "--", query)
    assert result.code == 0
    assert result.json()["query"] == query
    shown = run("roles", "search", "--", query)
    assert not {"\x00", "\x1b", "\u202e"} & set(shown.out + shown.err)
    if "gulls" in query:
        assert ONE in [role["id"] for role in result.json()["roles"]]


@pytest.mark.slow
@given(query=st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_query_has_an_answer(run: Run, query: str) -> None:
    result = run("roles", "search", "--output", "json", "--", query)
    assert (result.code, result.err) == (0, "")
    assert len(result.json()["roles"]) <= 10


def test_a_very_long_query_has_an_answer(run: Run) -> None:
    assert found(run, "l" * 50_000) == []
    assert ONE in found(run, *["gulls"] * 5000)
    page = run("roles", "show", ONE).out
    assert ONE in found(run, "--most", "100", "--", page)


def test_no_more_are_shown_than_wanted(run: Run) -> None:
    assert len(found(run, "officer")) == 10
    assert found(run, "officer", "--most", "3") == found(run, "officer")[:3]
    assert len(found(run, "officer", "--most", "100")) > 10
    for most in ("0", "-1", "101", "many"):
        refused = run("roles", "search", "officer", f"--most={most}")
        assert (refused.code, refused.out) == (2, "")


def test_a_query_is_needed(run: Run) -> None:
    assert run("roles", "search").code == 2


@pytest.mark.parametrize("output", ["table", "markdown", "html"])
def test_results_are_numbered_best_first(run: Run, output: str) -> None:
    page = run("roles", "search", "lighthouse", "gulls", "--output", output).out
    places = [page.index(each) for each in found(run, "lighthouse", "gulls")]
    assert places == sorted(places)
    assert "Guard of the First Island" in page


def test_lines_for_scripts_hold_one_role_each(run: Run) -> None:
    header, row = csv.reader(io.StringIO(run("roles", "search", "gulls", "--output", "csv").out))
    hit = dict(zip(header, row, strict=True))
    assert (hit["id"], hit["employer"]) == (ONE, "own-service")
    (line,) = run("roles", "search", "gulls", "--output", "plain").out.splitlines()
    assert line.split("\t")[0] == ONE


def test_the_next_step_names_the_best(run: Run) -> None:
    assert f"careerplan roles show {ONE}" in run("roles", "search", "gulls").err
    assert run("roles", "search", "gulls", "--quiet").err == ""
