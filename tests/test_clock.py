"""Days as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.clock import EARLIEST, LATEST, Lean, parse_day, say
from careerplan.errors import UsageError

SUNDAY = dt.date(2026, 11, 22)

days = st.dates(EARLIEST, LATEST)


def day(text: str, lean: Lean = "future", as_of: dt.date = SUNDAY) -> str:
    return parse_day(text, as_of, lean).isoformat()


@given(days, days, st.sampled_from(["past", "future"]))
def test_every_iso_day_is_itself_whatever_the_day_is(wanted: dt.date, as_of: dt.date, lean: Lean) -> None:
    assert parse_day(wanted.isoformat(), as_of, lean) == wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("today", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("yesterday", "2026-11-21"),
        (" Tomorrow ", "2026-11-23"),
        ("in 3 days", "2026-11-25"),
        ("3 days ago", "2026-11-19"),
        ("in 2 weeks", "2026-12-06"),
        ("a week ago", "2026-11-15"),
        ("12 march 2027", "2027-03-12"),
        ("March 12, 2027", "2027-03-12"),
        ("2028-02-29", "2028-02-29"),
    ],
)
@pytest.mark.parametrize("lean", ["past", "future"])
def test_what_is_plain_does_not_depend_on_the_lean(text: str, found: str, lean: Lean) -> None:
    assert day(text, lean) == found


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("friday", "2026-11-20", "2026-11-27"),
        ("fri", "2026-11-20", "2026-11-27"),
        ("on Friday", "2026-11-20", "2026-11-27"),
        ("saturday", "2026-11-21", "2026-11-28"),
        ("mon", "2026-11-16", "2026-11-23"),
        ("tues", "2026-11-17", "2026-11-24"),
        ("12 march", "2026-03-12", "2027-03-12"),
        ("march 12", "2026-03-12", "2027-03-12"),
        ("1 december", "2025-12-01", "2026-12-01"),
    ],
)
def test_a_weekday_or_a_date_without_a_year_is_the_nearest_in_the_direction_of_the_lean(
    text: str, past: str, future: str
) -> None:
    assert (day(text, "past"), day(text, "future")) == (past, future)


@pytest.mark.parametrize("lean", ["past", "future"])
def test_next_and_last_say_the_direction_themselves(lean: Lean) -> None:
    assert day("next friday", lean) == "2026-11-27"
    assert day("last friday", lean) == "2026-11-20"


@pytest.mark.parametrize("lean", ["past", "future"])
def test_next_sunday_on_a_sunday_is_a_week_away(lean: Lean) -> None:
    assert day("next sunday", lean) == "2026-11-29"
    assert day("last sunday", lean) == "2026-11-15"


@given(days.filter(lambda each: EARLIEST + dt.timedelta(8) < each < LATEST - dt.timedelta(8)), st.integers(0, 6))
def test_the_next_weekday_is_that_weekday_and_one_to_seven_days_away(as_of: dt.date, weekday: int) -> None:
    name = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][weekday]

    found = parse_day(f"next {name}", as_of)

    assert found.weekday() == weekday
    assert 1 <= (found - as_of).days <= 7


@pytest.mark.parametrize("text", ["2027-02-31", "2027-13-01", "2027-02-29", "2027-3-5", "2027", "5", "0000-01-01"])
def test_digits_that_are_no_day_of_the_calendar(text: str) -> None:
    with pytest.raises(UsageError, match="is not a day of the calendar, written as year-month-day") as raised:
        day(text)

    assert text in raised.value.message
    assert "2027-03-05" in raised.value.hint


@pytest.mark.parametrize(
    "text", ["5/6/2027", "05.06.2027", "5-6-2027", "5 6 2027", "5/6", "on 5/6/2027", "5/6/2027,", "on 5 6 2027"]
)
def test_digits_that_mean_may_to_some_and_june_to_others_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        day(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "garbage",
        "foo tomorrow",
        "tomorrow foo",
        "friday foo",
        "31 february",
        "march",
        "march 2027",
        "12 mars",
        "nächsten freitag",
        "'; drop table contacts",
        "\u202e2027-03-05",
        "2027-03-05\x00",
        "--help",
        "🎉",
        "a" * 5000,
    ],
)
def test_what_is_no_date_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        day(text)

    assert raised.value.exit_code == 2
    assert "tomorrow" in raised.value.hint


@pytest.mark.parametrize(
    "text", ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31", "12 march 1850", "500 years ago", "in 300 years"]
)
def test_years_far_away_are_mistakes(text: str) -> None:
    with pytest.raises(UsageError, match="outside the years 1900 to 2200"):
        day(text)


@pytest.mark.parametrize("text", ["in 99999999999 days", "in 9999 years", "9999999999999999999999 weeks ago"])
def test_a_span_beyond_any_calendar_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        day(text)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_usage_error(text: str) -> None:
    try:
        found = parse_day(text, SUNDAY)
    except UsageError:
        return
    assert EARLIEST <= found <= LATEST


def test_a_day_is_said_so_that_nobody_can_misread_it() -> None:
    assert say(dt.date(2026, 11, 27)) == "Fri 27 Nov 2026"
    assert say(dt.date(2027, 3, 5)) == "Fri 5 Mar 2027"
