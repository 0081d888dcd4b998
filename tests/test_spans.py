"""Partial dates and calendar months."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.spans import shift, span

days = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_partial_date_is_every_day_it_can_mean(text: str, first: str, last: str) -> None:
    assert span(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@given(days)
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day: dt.date) -> None:
    year, month, exact = span(day.isoformat()[:4]), span(day.isoformat()[:7]), span(day.isoformat())
    assert exact == (day, day)
    assert year[0] <= month[0] <= day <= month[1] <= year[1]
    assert month[0].day == year[0].day == year[0].month == 1
    assert (month[1] + dt.timedelta(1)).day == (year[1] + dt.timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "write 2027-04-30, or 2027-04, or 2027"),
        ("2024-1-1", "write 2027-04-30"),
        ("2024-01-01T00:00", "write 2027-04-30"),
        (" 2024", "write 2027-04-30"),
        ("", "write 2027-04-30"),
        ("2024-13", "there is no month 13"),
        ("2024-00", "there is no month 0"),
        ("2023-02-29", "that month has 28 days"),
        ("2024-04-00", "that month has 30 days"),
        ("0000", "years run from 1900 to 2199"),
        ("1899-12-31", "years run from 1900 to 2199"),
        ("9999-12-31", "what never ends has no end date"),
    ],
)
def test_what_is_no_date_says_why(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="is no date") as caught:
        span(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-06-10", 6, "2026-12-10"),
        ("2008-02-29", 12 * 18, "2026-03-01"),
        ("2008-02-29", 12 * 20, "2028-02-29"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_calendar_months(day: str, months: int, expected: str) -> None:
    assert shift(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(expected)


@given(days, days, st.integers(-600, 600))
def test_shifting_keeps_the_order_of_days(one: dt.date, other: dt.date, months: int) -> None:
    first, second = sorted((one, other))
    assert shift(first, months) <= shift(second, months)


@given(days, st.integers(-600, 600))
def test_shifting_there_and_back_is_off_by_no_more_than_the_end_of_a_month(day: dt.date, months: int) -> None:
    back = shift(shift(day, months), -months)
    assert abs((back - day).days) <= (3 if day.day > 28 else 0)


@given(days, st.integers(-600, 600))
def test_a_shifted_day_lies_in_the_month_counted_on(day: dt.date, months: int) -> None:
    there = shift(day, months)
    counted = (there.year - day.year) * 12 + there.month - day.month
    birthday = (day.month, day.day) == (2, 29) and (there.month, there.day) == (3, 1)
    assert counted == months + birthday
