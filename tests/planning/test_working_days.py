"""Which days offices work on, by jurisdiction: weekends, holidays, and the long weekends they make."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.places import PLACES
from careerplan.planning.working_days import (
    holiday_on,
    holidays_known,
    holidays_of,
    why_not_working,
    working_day_from,
)

PROVINCES = [place for place in PLACES if place.startswith("CA-")]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def keeping(names: set[str], on: str) -> dict[str, str]:
    """Return the provinces that keep one of ``names`` on a day, with what they keep."""
    found = {place: holiday_on(day(on), place) for place in PROVINCES}
    return {place.removeprefix("CA-"): name for place, name in found.items() if name in names}


@pytest.mark.parametrize(
    ("due", "place", "moved", "why"),
    [
        ("2026-11-23", "CA-ON", "2026-11-23", None),
        ("2026-11-21", "CA-ON", "2026-11-23", "Saturday"),
        ("2026-11-22", "CA-ON", "2026-11-23", "Sunday"),
        # a leap day, and the ends of months
        ("2028-02-29", "CA-ON", "2028-02-29", None),
        ("2032-02-29", "CA-ON", "2032-03-01", "Sunday"),
        ("2027-01-31", "CA-ON", "2027-02-01", "Sunday"),
        ("2027-07-31", "CA-ON", "2027-08-03", "Saturday"),  # Saturday, Sunday and the Civic Holiday
        ("2027-12-31", "CA-ON", "2027-12-31", None),
        ("2028-01-01", "CA-ON", "2028-01-04", "New Year's Day"),  # a Saturday, kept on Monday
        # Easter 2027: four days in Ontario, three where Easter Monday is worked
        ("2027-03-25", "CA-ON", "2027-03-25", None),
        ("2027-03-26", "CA-ON", "2027-03-30", "Good Friday"),
        ("2027-03-28", "CA-QC", "2027-03-30", "Sunday"),
        ("2027-03-26", "CA-SK", "2027-03-29", "Good Friday"),
        ("2027-03-26", "CA-NS", "2027-03-29", "Good Friday"),
        ("2027-03-26", "CA", "2027-03-30", "Good Friday"),
        ("2027-03-26", "AU-NSW", "2027-03-30", "Good Friday"),
        ("2027-03-26", "NZ", "2027-03-30", "Good Friday"),
        ("2027-03-26", "US", "2027-03-26", None),
        ("2027-03-26", "US-CA", "2027-03-26", None),
        # Saint-Jean
        ("2027-06-24", "CA-QC", "2027-06-25", "Saint Jean Baptiste Day"),
        ("2027-06-24", "CA-ON", "2027-06-24", None),
        ("2029-06-24", "CA-QC", "2029-06-26", "Saint Jean Baptiste Day"),  # a Sunday, kept on Monday
        # Canada Day on a weekday, a Saturday and a Sunday
        ("2027-07-01", "CA-ON", "2027-07-02", "Canada Day"),
        ("2027-07-01", "CA-NL", "2027-07-02", "Canada Day; Memorial Day"),
        ("2028-07-01", "CA-ON", "2028-07-04", "Canada Day"),
        ("2028-07-03", "CA", "2028-07-04", "Canada Day (observed)"),
        ("2029-07-02", "CA-ON", "2029-07-03", "Canada Day (observed)"),
        ("2029-07-02", "CA-QC", "2029-07-03", "Canada Day (observed)"),
        # the days that an employer in Ontario need not give, but the province's offices keep
        ("2027-08-02", "CA-ON", "2027-08-03", "Civic Holiday"),
        ("2027-11-11", "CA-ON", "2027-11-12", "Remembrance Day"),
        ("2027-11-11", "CA-QC", "2027-11-11", None),
        # Truth and Reconciliation
        ("2027-09-30", "CA", "2027-10-01", "National Day for Truth and Reconciliation"),
        ("2027-09-30", "CA-BC", "2027-10-01", "National Day for Truth and Reconciliation"),
        ("2027-09-30", "CA-QC", "2027-09-30", None),
        ("2028-10-02", "CA", "2028-10-03", "National Day for Truth and Reconciliation (observed)"),
        # Christmas 2027 is a Saturday: two more days are free
        ("2027-12-24", "CA-ON", "2027-12-24", None),
        ("2027-12-25", "CA-ON", "2027-12-29", "Christmas Day"),
        ("2027-12-27", "CA", "2027-12-29", "Christmas Day (observed)"),
        ("2027-12-28", "CA-ON", "2027-12-29", "Boxing Day (observed)"),
        ("2027-12-28", "CA-QC", "2027-12-28", None),  # Boxing Day is none in Quebec
        ("2026-12-25", "CA-ON", "2026-12-29", "Christmas Day"),  # Friday, with Boxing Day kept on Monday
        # elsewhere
        ("2027-12-24", "US", "2027-12-27", "Christmas Day (observed)"),
        ("2027-12-31", "US", "2028-01-03", "New Year's Day (observed)"),
        ("2027-11-25", "US", "2027-11-26", "Thanksgiving Day"),
        ("2027-11-25", "US-CA", "2027-11-29", "Thanksgiving Day"),  # California's offices keep the Friday too
        ("2027-04-25", "AU-NSW", "2027-04-27", "ANZAC Day"),
        ("2027-04-25", "AU-VIC", "2027-04-26", "ANZAC Day"),
        ("2027-11-02", "AU-VIC", "2027-11-03", "Melbourne Cup Day"),
        ("2027-02-06", "NZ", "2027-02-09", "Waitangi Day"),
    ],
)
def test_a_day_moves_to_the_next_on_which_offices_work(due: str, place: str, moved: str, why: str | None) -> None:
    assert why_not_working(day(due), place) == why
    assert working_day_from(day(due), place) == day(moved)


def test_family_day_goes_by_many_names_and_not_everywhere() -> None:
    names = {"Family Day", "Louis Riel Day", "Islander Day", "Heritage Day"}
    assert keeping(names, "2027-02-15") == {
        **dict.fromkeys(("AB", "BC", "NB", "ON", "SK"), "Family Day"),
        "MB": "Louis Riel Day",
        "NS": "Heritage Day",
        "PE": "Islander Day",
    }
    assert why_not_working(day("2027-02-15"), "CA") is None  # the federal service works


def test_victoria_day_honours_the_patriots_in_quebec() -> None:
    kept = keeping({"Victoria Day", "National Patriots' Day"}, "2027-05-24")
    assert kept == {
        **dict.fromkeys(("AB", "BC", "MB", "NB", "NT", "NU", "ON", "SK", "YT"), "Victoria Day"),
        "QC": "National Patriots' Day",
    }


def test_easter_monday_is_free_for_the_federal_service_and_three_provinces() -> None:
    assert set(keeping({"Easter Monday"}, "2027-03-29")) == {"AB", "ON", "QC"}
    assert why_not_working(day("2027-03-29"), "CA") == "Easter Monday"


@pytest.mark.parametrize("place", [None, "", "XX", "XX-YY", "international"])
def test_where_no_holidays_are_known_only_weekends_count(place: str | None) -> None:
    assert not holidays_known(place)
    assert why_not_working(day("2027-07-01"), place) is None
    assert holiday_on(day("2027-12-25"), place) is None
    assert why_not_working(day("2027-12-25"), place) == "Saturday"
    assert working_day_from(day("2027-12-25"), place) == day("2027-12-27")


@pytest.mark.parametrize(
    ("place", "whose"),
    [("CA-ON", "CA-ON"), ("CA", "CA"), ("CA-ZZ", "CA"), ("GB-LND", "GB"), ("NZ-AUK", "NZ-AUK"), ("XX", None)],
)
def test_a_part_that_is_not_known_has_the_holidays_of_its_country(place: str, whose: str | None) -> None:
    assert holidays_of(place) == whose
    assert holidays_known(place) is (whose is not None)


@pytest.mark.parametrize("place", PLACES)
def test_the_holidays_of_every_place_we_name_are_known(place: str) -> None:
    assert holidays_of(place) == place
    assert holiday_on(day("2027-12-25"), place) == "Christmas Day"


def test_a_weekend_is_where_it_is_in_that_country() -> None:
    friday = day("2027-06-11")
    assert why_not_working(friday, "AF") == "Friday"
    assert why_not_working(friday + dt.timedelta(days=2), "AF") is None


def test_names_are_english_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr_CA")
    assert why_not_working(day("2031-09-01"), "CA-QC") == "Labour Day"


def test_years_beyond_those_the_library_holds_have_only_weekends() -> None:
    assert why_not_working(day("2199-01-07"), "XK") is None


@given(
    due=st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
    place=st.sampled_from([*PLACES, "GB-ENG", "XK", "XX", None]),
)
def test_a_moved_day_is_a_working_day_and_none_is_passed_over(due: dt.date, place: str | None) -> None:
    moved = working_day_from(due, place)
    passed = [due + dt.timedelta(days=ahead) for ahead in range((moved - due).days)]
    assert why_not_working(moved, place) is None
    assert all(why_not_working(each, place) for each in passed)
    assert len(passed) < 7
    assert working_day_from(moved, place) == moved
