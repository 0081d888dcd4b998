"""careerplan data sources and stale: what everything rests on, and how old it is."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from careerplan.spans import span
from conftest import TODAY, Run

PACK = Path(__file__).with_name("pack.yaml")
ONE = "own-guard-one"
OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds a pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("data") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


def test_each_stands_with_its_date_and_how_many_statements_rest_on_it(run: Run) -> None:
    document = run("data", "sources", "example.org", "--output", "json").json()
    assert document["schema"] == "careerplan.sources/1"
    found = {each["id"]: each for each in document["sources"]}
    assert {"own-act", "own-page", "own-posting"} <= set(found)
    assert (found["own-act"]["date"], found["own-act"]["kind"]) == ("2019-04-01", "statute")
    assert found["own-page"]["date"] is None
    rest = yaml.safe_load(PACK.read_text("utf-8"))
    del rest["sources"]
    assert found["own-act"]["cited"] == str(rest).count("'own-act'")


def test_a_text_is_looked_for_in_any_field_whatever_its_case_and_accents(run: Run) -> None:
    for text in ("own-study", "TWO HUNDRED notes", "island univérsity"):
        (line,) = run("data", "sources", text, "--output", "plain").out.splitlines()
        assert line.split("\t")[:3] == ["own-study", "2012", "article"]


def test_a_kind_is_asked_for_by_its_name_or_beginning(run: Run) -> None:
    kinds = {line.split("\t")[2] for line in run("data", "sources", "--kind", "stat", "-o", "plain").out.splitlines()}
    assert kinds == {"statute"}
    both = run("data", "sources", "guards act", "--kind", "statute", "--output", "json").json()["sources"]
    assert [each["id"] for each in both] == ["own-act"]
    assert run("data", "sources", "guards act", "--kind", "media", "--output", "json").json()["sources"] == []


def test_what_is_not_known_is_said(run: Run) -> None:
    page = run("data", "sources", "own-p").out
    assert "undated" in page
    assert "no publisher stated" in page


def test_an_unknown_kind_is_not_found_and_no_match_an_empty_list(run: Run) -> None:
    missed = run("data", "sources", "--kind", "statue")
    assert (missed.code, missed.out) == (3, "")
    assert "Did you mean statute" in missed.err
    nothing = run("data", "sources", "no such text anywhere")
    assert nothing.code == 0
    assert "No source matches." in nothing.err


def test_a_seed_is_cited_by_its_claims(run: Run) -> None:
    found = run("data", "sources", "seed-00", "--output", "json").json()["sources"]
    assert found
    assert all(each["cited"] > 0 for each in found)


@pytest.mark.parametrize("output", OUTPUTS)
def test_sources_have_every_output(run: Run, output: str) -> None:
    result = run("data", "sources", "own-", "--output", output)
    assert (result.code, "own-posting" in result.out) == (0, True)


def test_what_is_older_than_an_age_is_listed_oldest_first(run: Run) -> None:
    document = run("data", "stale", "--role", ONE, "--older-than", "5y", "--output", "json").json()
    assert (document["schema"], document["older_than"]) == ("careerplan.stale/1", "5y")
    found = document["statements"]
    dates = [each["dated"] for each in found]
    assert dates == sorted(dates)
    assert set(dates) == {"2017", "2018-02-03", "2019-04-01"}
    schooling = next(each for each in found if each["text"] == "Secondary school will do")
    assert (schooling["kind"], schooling["record"]) == ("role", ONE)
    assert (schooling["path"], schooling["sources"]) == ("requirements.schooling.readings.1", ["own-paper"])


def test_the_day_a_statement_speaks_of_counts_for_more_than_its_sources(run: Run) -> None:
    lines = run("data", "stale", "--role", ONE, "--older-than", "5y", "--output", "plain").out.splitlines()
    assert lines[0].split("\t")[:5] == ["2017", "role", ONE, "schedule.0", "Four nights on and four off"]


def test_an_age_in_months_and_the_day_of_the_run_decide(run: Run) -> None:
    def dates(age: str, as_of: str = TODAY) -> set[str]:
        options = ("--role", ONE, "--older-than", age, "--output", "json")
        return {each["dated"] for each in run("data", "stale", *options, as_of=as_of).json()["statements"]}

    assert "2026-05" not in dates("6m")
    assert "2026-05" in dates("6m", as_of="2026-12-01")
    assert dates("9y") == set()
    assert dates("8y") == {"2017", "2018-02-03"}
    assert dates("8") == dates("8y")


def test_what_no_source_dates_is_listed_apart(run: Run) -> None:
    document = run("data", "stale", "--undated", "--role", ONE, "--output", "json").json()
    assert document["older_than"] is None
    assert {each["dated"] for each in document["statements"]} == {None}
    texts = {each["text"] for each in document["statements"]}
    assert {"Counts the boats", "A boat licence"} <= texts
    assert not {"Four nights on and four off", "Rings the bell"} & texts


def test_all_kinds_of_records_are_looked_at(run: Run) -> None:
    found = run("data", "stale", "--older-than", "8y", "--output", "json").json()["statements"]
    own = {(each["kind"], each["record"]) for each in found if {*each["sources"]} & {"own-paper", "own-study"}}
    assert {"role", "organization", "event", "practice", "activity", "rule"} == {kind for kind, _ in own}
    assert all(span(each["dated"].split("/")[-1])[1] < dt.date.fromisoformat(TODAY) for each in found)


def test_where_all_is_young_that_is_said(run: Run) -> None:
    result = run("data", "stale", "--role", ONE, "--older-than", "20y")
    assert (result.code, result.out) == (0, "Nothing dated is older than 20y.\n")
    assert run("data", "stale", "--role", ONE, "--older-than", "20y", "--output", "plain").out == ""


def test_an_unknown_role_is_not_found(run: Run) -> None:
    missed = run("data", "stale", "--role", "own-guard-onne")
    assert (missed.code, missed.out) == (3, "")
    assert f"Did you mean {ONE}" in missed.err


@pytest.mark.parametrize("output", OUTPUTS)
def test_old_statements_have_every_output(run: Run, output: str) -> None:
    result = run("data", "stale", "--role", ONE, "--output", output)
    assert (result.code, "Secondary school will do" in result.out) == (0, True)
