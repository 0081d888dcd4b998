"""How old a statement is, by its own date or by those of its sources."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.sources import Source
from careerplan.planning.dating import Dating, last_day

TODAY = dt.date(2026, 11, 22)


def source(name: str, date: str | None) -> Source:
    return Source.model_validate({"id": name, "title": name, "publisher": None, "kind": "other", "date": date})


SOURCES = {
    each.id: each
    for each in (
        source("old", "2015-03"),
        source("older", "2009/2010"),
        source("new", "2026"),
        source("undated", None),
        source("edge", "2023-11-22"),
        source("before-edge", "2023-11-21"),
    )
}
DATING = Dating(SOURCES, TODAY)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2017", (2017, 12, 31)),
        ("2017-02", (2017, 2, 28)),
        ("2016-02", (2016, 2, 29)),
        ("2017-02-03", (2017, 2, 3)),
        ("2015-2017", (2017, 12, 31)),
        ("2015/2017", (2017, 12, 31)),
        ("2015-04/2017-06", (2017, 6, 30)),
        ("2015-04-01/2017-06-15", (2017, 6, 15)),
    ],
)
def test_a_date_means_its_last_day(written: str, day: tuple[int, int, int]) -> None:
    assert last_day(written) == dt.date(*day)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_the_less_exact_a_date_the_later_it_may_be(day: dt.date) -> None:
    exact = day.isoformat()

    assert last_day(exact) == day
    assert last_day(exact) <= last_day(exact[:7]) <= last_day(exact[:4])
    assert (last_day(exact[:7]) + dt.timedelta(days=1)).day == 1
    assert (last_day(exact[:4]) + dt.timedelta(days=1)).month == 1


@pytest.mark.parametrize(
    ("cited", "dated"),
    [
        (["old"], "2015-03"),
        (["old", "new", "older"], "2026"),
        (["undated", "old"], "2015-03"),
        (["old#03"], "2015-03"),
        (["undated"], None),
        (["gone"], None),
        ([], None),
    ],
)
def test_a_statement_is_as_new_as_its_newest_source(cited: list[str], dated: str | None) -> None:
    assert DATING.dated(cited) == dated


def test_the_day_it_speaks_of_outweighs_its_sources() -> None:
    assert DATING.dated(["new"], "2012") == "2012"
    assert DATING.is_old(["new"], "2012")
    assert not DATING.is_old(["old"], "2025")


def test_it_is_old_once_it_is_older_than_three_years_and_not_on_that_day() -> None:
    assert not DATING.is_old(["edge"])
    assert DATING.is_old(["before-edge"])


def test_the_age_can_be_asked_for() -> None:
    assert not Dating(SOURCES, TODAY, 240).is_old(["older"])
    assert Dating(SOURCES, TODAY, 36 * 4).is_old(["older"])
    assert not Dating(SOURCES, TODAY, 0).is_old(["new"])


def test_what_has_a_source_without_a_date_cannot_be_said_to_be_old() -> None:
    assert DATING.is_old(["old", "older"])
    assert not DATING.is_old(["old", "undated"])
    assert not DATING.is_old(["undated"])
    assert DATING.is_old(["undated"], "2012")


def test_only_what_is_old_carries_its_year() -> None:
    assert DATING.year(["old"]) == "2015"
    assert DATING.year(["older", "old"]) == "2015"
    assert DATING.year(["new"], "2009-2010") == "2010"
    assert DATING.year(["new"]) is None
    assert DATING.year(["undated"]) is None


def test_sources_may_be_given_once_only() -> None:
    assert DATING.is_old(iter(["old", "older"]))
    assert DATING.year(iter(["old", "older"])) == "2015"


@given(st.lists(st.sampled_from(list(SOURCES)), min_size=1), st.integers(0, 400), st.integers(0, 400))
def test_what_is_old_at_one_age_is_old_at_every_lower_one(cited: list[str], months: int, more: int) -> None:
    if Dating(SOURCES, TODAY, months + more).is_old(cited):
        assert Dating(SOURCES, TODAY, months).is_old(cited)
