"""Which places reach each other, and what they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.places import PLACES, reaches

places = st.sampled_from(list(PLACES))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("CA", "CA"),
        ("CA", "CA-ON"),
        ("CA-ON", "CA"),
        ("CA-ON", "CA-ON"),
        ("US", "US-IL"),
        ("international", "CA-ON"),
        ("international", "AU"),
        ("CA-ON", None),
        ("AU", None),
        ("international", None),
    ],
)
def test_what_is_of_use_at_a_place(body: str, place: str | None) -> None:
    assert reaches(body, place)


@pytest.mark.parametrize(
    ("body", "place"),
    [("CA-ON", "CA-BC"), ("US", "CA"), ("AU-NSW", "CA"), ("CA", "AU-NSW"), ("AU-WA", "US-WA"), ("CA-NS", "CA-NB")],
)
def test_what_is_of_no_use_there(body: str, place: str) -> None:
    assert not reaches(body, place)


@given(places, places)
def test_two_places_reach_each_other_alike(one: str, other: str) -> None:
    assert reaches(one, other) is reaches(other, one)


@given(places, places)
def test_a_border_between_countries_is_never_crossed_and_one_between_provinces_never_either(
    one: str, other: str
) -> None:
    country, _, part = one.partition("-")
    other_country, _, other_part = other.partition("-")

    assert reaches(one, other) is (country == other_country and (not part or not other_part or part == other_part))


def test_no_two_places_share_a_name_and_the_country_of_each_is_named() -> None:
    assert len(set(PLACES.values())) == len(PLACES)
    assert {code[:2] for code in PLACES} <= set(PLACES)
