"""Rhythms: how they are written, on which days their rounds fall, and when they end."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.errors import UsageError
from careerplan.planning.rounds import Every, Rhythm, Round, coming_rounds, next_round, parse_every


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("2 weeks", "2w", "every 2 weeks"),
        ("every 10 days", "10d", "every 10 days"),
        ("  Every  2  WEEKS ", "2w", "every 2 weeks"),
        ("14d", "14d", "every 14 days"),
        ("day", "1d", "every day"),
        ("daily", "1d", "every day"),
        ("weekly", "1w", "every week"),
        ("every other week", "2w", "every 2 weeks"),
        ("a week", "1w", "every week"),
        ("fortnight", "2w", "every 2 weeks"),
        ("month", "1m", "every month"),
        ("monthly", "1m", "every month"),
        ("1m", "1m", "every month"),
        ("each month", "1m", "every month"),
        ("3 months", "3m", "every 3 months"),
        ("three months", "3m", "every 3 months"),
        ("quarter", "3m", "every 3 months"),
        ("every 2 quarters", "6m", "every 6 months"),
        ("year", "1y", "every year"),
        ("yearly", "1y", "every year"),
        ("10 years", "10y", "every 10 years"),
        ("120 months", "120m", "every 120 months"),
        ("3652 days", "3652d", "every 3652 days"),
    ],
)
def test_a_span_is_read_as_people_write_it(text: str, kept: str, said: str) -> None:
    every = parse_every(text)
    assert (str(every), every.words) == (kept, said)
    assert parse_every(kept) == parse_every(said) == every


@pytest.mark.parametrize(
    "text",
    [
        *("", "every", "every every", "often", "2", "weeks 2", "2 moons", "-1 days", "1.5 weeks", "2 weeks 3 days"),
        *("0 days", "0m", "11 years", "121 months", "41 quarters", "522 weeks", "3653 days", "9999999d"),
        *("zero weeks", "biweekly", "every monday", "\u0661d", "1d\n2d", "1d\x00"),
    ],
)  # fmt: skip
def test_what_is_no_span_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_every(text)
    assert "2 weeks" in caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("anchor", "every", "days"),
    [
        ("2027-01-31", "1m", ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        ("2028-01-31", "1m", ["2028-02-29", "2028-03-31"]),
        ("2027-01-30", "month", ["2027-02-28", "2027-03-30"]),
        ("2027-11-30", "3 months", ["2028-02-29", "2028-05-30", "2028-08-30"]),
        ("2028-02-29", "1y", ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29", "2033-02-28"]),
        ("2028-02-29", "4y", ["2032-02-29", "2036-02-29"]),
        ("2028-02-29", "1m", ["2028-03-29", "2028-04-29"]),
        ("2026-12-31", "2 weeks", ["2027-01-14", "2027-01-28"]),
        ("2028-02-28", "1d", ["2028-02-29", "2028-03-01"]),
    ],
)
def test_a_month_too_short_has_its_last_day_and_the_next_is_whole_again(
    anchor: str, every: str, days: list[str]
) -> None:
    rhythm = Rhythm(day(anchor), parse_every(every))
    found = coming_rounds(rhythm, Round(1, day(anchor)), day(days[-1]))
    assert list(found) == [Round(2 + place, day(each)) for place, each in enumerate(days)]


FORTNIGHT = Rhythm(day("2027-01-04"), Every(2, "w"))


@pytest.mark.parametrize(
    ("ended", "after", "found"),
    [
        (0, "2027-01-01", Round(1, day("2027-01-04"))),
        (1, "2027-01-04", Round(2, day("2027-01-18"))),  # done on its day
        (1, "2027-01-17", Round(2, day("2027-01-18"))),  # late: still on the grid
        (1, "2027-01-18", Round(2, day("2027-02-01"))),
        (1, "2027-03-05", Round(2, day("2027-03-15"))),  # four days of the grid missed: one round comes, the second
    ],
)
def test_the_next_round_is_on_the_grid_and_missed_days_do_not_count(ended: int, after: str, found: Round) -> None:
    assert next_round(FORTNIGHT, ended, day(after)) == found


@pytest.mark.parametrize(
    ("times", "until", "ended", "after", "comes"),
    [
        (5, None, 4, "2028-06-01", True),  # late by a year, and the fifth is still owed
        (5, None, 5, "2027-03-01", False),
        (1, None, 1, "2027-01-04", False),
        (1, None, 0, "2026-12-31", True),
        (None, "2027-01-18", 1, "2027-01-04", True),  # the last day itself counts
        (None, "2027-01-17", 1, "2027-01-04", False),
        (5, "2027-01-31", 2, "2027-01-18", False),  # whichever comes first
        (2, "2027-12-31", 2, "2027-01-18", False),
    ],
)
def test_a_rhythm_ends_after_so_many_rounds_or_on_a_day(
    *, times: int | None, until: str | None, ended: int, after: str, comes: bool
) -> None:
    rhythm = Rhythm(FORTNIGHT.anchor, FORTNIGHT.every, times, day(until) if until else None)
    assert (next_round(rhythm, ended, day(after)) is not None) is comes


spans = st.sampled_from("dwmy").flatmap(
    lambda unit: st.builds(Every, st.integers(1, {"d": 3652, "w": 521, "m": 120, "y": 10}[unit]), st.just(unit))
)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2150, 12, 31))
rhythms = st.builds(Rhythm, dates, spans, st.none() | st.integers(1, 20), st.none() | dates)


@given(spans)
def test_what_is_written_reads_back(every: Every) -> None:
    assert parse_every(str(every)) == parse_every(every.words) == every


@given(rhythms, st.integers(0, 25), dates)
def test_the_next_round_is_later_on_the_grid_and_within_the_ends(rhythm: Rhythm, ended: int, after: dt.date) -> None:
    found = next_round(rhythm, ended, after)
    over = rhythm.times is not None and ended >= rhythm.times
    steps = rhythm.every.steps_to(rhythm.anchor, after)
    first = rhythm.every.day_after(rhythm.anchor, steps)
    assert first > after
    assert steps == 0 or rhythm.every.day_after(rhythm.anchor, steps - 1) <= after
    if found is None:
        assert over or (rhythm.until is not None and first > rhythm.until)
    else:
        assert found == Round(ended + 1, first)
        assert not over
        assert rhythm.until is None or found.day <= rhythm.until


@given(rhythms, dates, st.integers(0, 4000))
def test_later_is_never_sooner(rhythm: Rhythm, after: dt.date, delay: int) -> None:
    endless = Rhythm(rhythm.anchor, rhythm.every)
    sooner, later = (next_round(endless, 1, each) for each in (after, after + dt.timedelta(days=delay)))
    assert sooner is not None
    assert later is not None
    assert sooner.day <= later.day


@given(rhythms, st.integers(1, 2000))
def test_coming_rounds_are_counted_on_and_never_twice_on_a_day(rhythm: Rhythm, ahead: int) -> None:
    last = rhythm.anchor + dt.timedelta(days=ahead)
    rounds = [Round(1, rhythm.anchor), *coming_rounds(rhythm, Round(1, rhythm.anchor), last)]
    assert [each.number for each in rounds] == list(range(1, len(rounds) + 1))
    assert all(one.day < other.day <= last for one, other in pairwise(rounds))
    assert rhythm.times is None or len(rounds) <= rhythm.times
