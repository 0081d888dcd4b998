"""Dates of other programs: read by our own tables, exact or not at all."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.interop.foreign_dates import goes_on, is_ahead, is_over, is_reversed, read_date
from careerplan.spans import span

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-30", "2024-06-30"),
        ("2024-6", "2024-06"),
        ("2024-6-3", "2024-06-03"),
        ("2024/06/30", "2024-06-30"),
        ("2024-06-30T00:00:00Z", "2024-06-30"),
        ("2024-12-31T23:00:00-05:00", "2024-12-31"),
        ("2024-06-30 10:15:00 UTC", "2024-06-30"),
        ("06/2024", "2024-06"),
        ("Mar 2021", "2021-03"),
        ("March 2021", "2021-03"),
        ("mar. 2021", "2021-03"),
        ("12 Mar 2024", "2024-03-12"),
        ("Mar 12, 2024", "2024-03-12"),
        ("12-Mar-2024", "2024-03-12"),
        ("March 3rd, 2024", "2024-03-03"),
        ("janv. 2021", "2021-01"),
        ("févr. 2021", "2021-02"),
        ("FÉVRIER 2021", "2021-02"),
        ("août 2020", "2020-08"),
        ("1er mars 2021", "2021-03-01"),
        ("juil. 2019", "2019-07"),
        ("juin 2019", "2019-06"),
        ("déc. 2019", "2019-12"),
        ("ene 2020", "2020-01"),
        ("dez. de 2020", "2020-12"),
        ("12 de marzo de 2020", "2020-03-12"),
        ("März 2020", "2020-03"),
        ("  Mar   2021 ", "2021-03"),
    ],
)
def test_a_date_keeps_the_exactness_it_was_written_with(text: str, date: str) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-02-31", "no such day"), ("2024-19-39", "no such day"), ("Feb 30 2024", "no such day"),
        ("Smarch 2021", "no date"), ("spring 2021", "no date"), ("", "no date"), ("12", "no date"), ("Mar", "no date"),
        ("Mar 12", "no date"), ("Mar Apr 2021", "no date"), ("jui 2021", "no date"), ("2021 Mar", "no date"),
        ("03/04/2024", "two ways"), ("30/06/2024", "two ways"), ("1066", "outside"), ("9999-12-31", "outside"),
        ("２０２４", "no date"), ("2024-06-30Tnoon", "no date"), ("x" * 90, "…"), ("2024-06/30", "no date"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_never_guessed(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_date(text)


@pytest.mark.parametrize(
    "text", ["", "-", "Present", "CURRENT", "now", "(present)", "aujourd'hui", "à ce jour", "heute", "atual"]
)
def test_an_end_may_say_that_there_is_none(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize("text", ["2024", "date", "to", "nowhere", "presented", "en"])
def test_other_words_are_no_end(text: str) -> None:
    assert not goes_on(text)


def test_the_language_of_the_machine_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    assert read_date("Apr 2021") == "2021-04"


dates = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@given(dates, dates, st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_what_is_before_and_after_is_what_the_days_say(one: str, other: str, today: dt.date) -> None:
    assert read_date(one) == one
    assert is_reversed(one, other) == (span(one)[0] > span(other)[1])
    assert is_ahead(one, today) == (span(one)[0] > today)
    assert is_over(one, today) == (span(one)[1] <= today)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_an_error_that_says_so(text: str) -> None:
    try:
        found = read_date(text)
    except ValueError:
        return
    assert span(found)
