"""Days on a scale: each where it belongs, none outside, and names that never touch."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.render.scale import Tick, cell_of, extent, ticks

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 12, 31)
days = st.dates(EARLIEST, LATEST)
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
near = st.tuples(days, st.integers(0, 1000)).map(lambda pair: (pair[0], min(LATEST, pair[0] + dt.timedelta(pair[1]))))
scales = spans | near
sizes = st.integers(1, 200)

YEAR = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def names(first: str, last: str, size: int) -> str:
    """Return the two rows of names of an axis, as a terminal has them."""
    rows = [[" "] * size, [" "] * size]
    for tick in ticks(day(first), day(last), size):
        rows[0][tick.cell : tick.cell + len(tick.above)] = tick.above
        rows[1][tick.cell : tick.cell + len(tick.text)] = tick.text
    return "\n".join("".join(row).rstrip() for row in rows)


def test_a_day_falls_in_the_cell_in_which_it_begins() -> None:
    assert cell_of(day("2027-01-01"), *YEAR, 12) == 0
    assert cell_of(day("2027-07-03"), *YEAR, 12) == 6
    assert cell_of(day("2027-12-31"), *YEAR, 12) == 11


def test_what_follows_without_a_gap_is_drawn_without_a_gap_or_overlap() -> None:
    assert extent(day("2027-01-01"), day("2027-06-30"), *YEAR, 100) == (0, 49)
    assert extent(day("2027-07-01"), day("2027-12-31"), *YEAR, 100) == (49, 51)


def test_a_single_day_is_seen_on_the_longest_scale() -> None:
    assert extent(day("2027-05-01"), day("2027-05-01"), day("2001-01-01"), day("2060-12-31"), 20) == (8, 1)


def test_what_reaches_beyond_the_scale_is_cut_and_what_lies_outside_is_not_there() -> None:
    assert extent(day("2020-01-01"), day("2030-01-01"), *YEAR, 50) == (0, 50)
    assert extent(day("2020-01-01"), day("2026-12-31"), *YEAR, 50) == (0, 0)
    assert extent(day("2028-01-01"), day("2028-01-02"), *YEAR, 50) == (0, 0)


def test_a_short_scale_has_weekdays() -> None:
    assert names("2026-11-24", "2026-11-26", 30) == "Nov 2026\nTue 24    Wed 25    Thu 26"
    assert names("2026-11-24", "2026-11-24", 8) == "Nov 2026\nTue 24"


def test_weeks_begin_on_mondays_and_a_month_that_would_touch_the_next_is_left_out() -> None:
    assert names("2026-11-24", "2027-01-10", 40) == (
        "          Dec 2026\n"  # not Nov 2026, which would touch it, nor Jan 2027, for which there is no room
        "     30   7     14    21    28    4"
    )


def test_months_and_quarters_name_their_year_once() -> None:
    assert names("2026-11-24", "2027-06-30", 40).splitlines() == [
        " 2026 2027",
        " Dec  Jan   Feb  Mar   Apr  May   Jun",
    ]
    assert names("2026-11-24", "2028-11-23", 44).splitlines() == [
        "  2027                  2028",
        "  Jan  Apr   Jul  Oct   Jan  Apr   Jul  Oct",
    ]


def test_a_week_on_few_cells_has_every_other_day() -> None:
    assert names("2026-11-24", "2026-11-30", 20).splitlines() == ["  Nov 2026", "  25    27    29"]


def test_a_life_has_decades() -> None:
    assert names("2001-04-12", "2061-04-11", 30) == "\n    2010 2020 2030 2040 2050"


def test_a_name_without_room_at_the_end_is_left_out_but_its_tick_stays() -> None:
    assert ticks(day("2027-01-01"), day("2027-04-01"), 13)[-1] == Tick(day("2027-04-01"), 12, "")


def test_a_scale_without_room_has_one_name_or_none() -> None:
    assert [tick.text for tick in ticks(day("2026-11-24"), day("2026-11-28"), 4)] == ["2026"]
    assert ticks(day("2026-11-24"), day("2026-11-28"), 1) == []


@pytest.mark.parametrize("size", [20, 40, 60, 100])
@pytest.mark.parametrize("length", [0, 1, 3, 6, 20, 45, 100, 200, 400, 1000, 4000, 22_000])
def test_every_scale_of_a_usual_width_has_names(size: int, length: int) -> None:
    found = ticks(day("2026-11-24"), day("2026-11-24") + dt.timedelta(length), size)

    assert len([tick for tick in found if tick.text]) >= min(2, length + 1)


@given(days, days, scales, sizes)
def test_an_earlier_day_is_never_drawn_later(
    one: dt.date, other: dt.date, scale: tuple[dt.date, dt.date], size: int
) -> None:
    early, late = sorted([one, other])

    assert 0 <= cell_of(early, *scale, size) <= cell_of(late, *scale, size) < size


@given(scales, sizes)
def test_the_ends_of_a_scale_are_inside_it(scale: tuple[dt.date, dt.date], size: int) -> None:
    assert extent(*scale, *scale, size) == (0, size)
    assert cell_of(scale[0], *scale, size) == 0


@given(spans | near, scales, sizes)
def test_no_stretch_leaves_the_scale_and_none_on_it_is_lost(
    stretch: tuple[dt.date, dt.date], scale: tuple[dt.date, dt.date], size: int
) -> None:
    before, inside = extent(*stretch, *scale, size)

    assert before >= 0
    assert before + inside <= size
    assert (inside >= 1) == (stretch[0] <= scale[1] and stretch[1] >= scale[0])


@given(scales, sizes)
def test_ticks_stand_where_their_day_is_and_their_names_never_touch(scale: tuple[dt.date, dt.date], size: int) -> None:
    found = ticks(*scale, size)

    assert all(scale[0] <= tick.day <= scale[1] and tick.cell == cell_of(tick.day, *scale, size) for tick in found)
    for row in ([(tick.cell, tick.text) for tick in found], [(tick.cell, tick.above) for tick in found]):
        said = [(cell, text) for cell, text in row if text]
        assert all(cell + len(text) < following for (cell, text), (following, _) in pairwise(said))
        assert all(cell + len(text) <= size for cell, text in said)
