"""What is near: organizations, events and activities of the places where a target role is held."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.activities import Activity
from careerplan.catalog.base import Claim
from careerplan.catalog.organizations import Event, Organization
from careerplan.catalog.roles import Role
from careerplan.places import PLACES, reaches
from careerplan.planning.options import Options, Request, find_options

MONDAY = dt.date(2026, 11, 23)
WHY = Claim(text="It helps", sources=("page",))


def role(place: str | None, occupation: str = "officer") -> Role:
    name = f"{occupation}-{(place or 'anywhere').lower()}"
    facts = {"id": name, "title": "Officer", "occupation": occupation, "jurisdiction": place, "summary": WHY}
    return Role.model_validate(facts)


def activity(name: str, **more: object) -> Activity:
    facts = {"id": name, "title": name, "theme": "learning", "channel": "both", "hours": 1, "value": 5, "steps": ["Go"]}
    return Activity.model_validate({**facts, "why": (WHY,), **more})


def organization(*places: str, **more: object) -> Organization:
    name = "of-" + "-".join(places).lower() if places else "of-nowhere"
    facts = {"id": name, "name": name, "kind": "club", "jurisdictions": places, "summary": WHY}
    return Organization.model_validate({**facts, **more})


def event(place: str | None) -> Event:
    name = f"in-{(place or 'nowhere').lower()}"
    facts = {"id": name, "name": name, "kind": "fair", "activity": "go", "jurisdiction": place, "summary": WHY}
    return Event.model_validate({**facts, "next": MONDAY})


JOIN = activity("join", theme="organization", organization_kinds=["club"])
GO = activity("go", needs_event=True)


def options(
    *roles: Role,
    home: tuple[str, ...] = (),
    activities: tuple[Activity, ...] = (JOIN, GO),
    organizations: tuple[Organization, ...] = (),
    events: tuple[Event, ...] = (),
) -> Options:
    request = Request(roles=roles, start=MONDAY, home=home)
    return find_options(request, {each.id: each for each in activities}, organizations, events)


def clubs(*roles: Role, home: tuple[str, ...] = (), near: tuple[str, ...]) -> list[str]:
    """Return the places of the clubs that may be joined, of one in each of some places."""
    found = options(*roles, home=home, organizations=tuple(organization(place) for place in near))
    return [place for place in near if f"join:of-{place.lower()}" in found.chosen]


NEAR = ("CA", "CA-ON", "CA-BC", "AU", "international")


def test_a_role_of_a_province_is_near_that_province_and_its_country() -> None:
    assert clubs(role("CA-ON"), near=NEAR) == ["CA", "CA-ON", "international"]


def test_a_role_of_a_whole_country_is_near_what_is_of_the_whole_country() -> None:
    assert clubs(role("CA"), near=NEAR) == ["CA", "international"]


def test_and_near_the_places_in_it_where_one_would_work() -> None:
    assert clubs(role("CA"), home=("CA-ON",), near=NEAR) == ["CA", "CA-ON", "international"]
    assert clubs(role("CA"), home=("CA-ON", "CA-BC"), near=NEAR) == ["CA", "CA-ON", "CA-BC", "international"]


@pytest.mark.parametrize("home", [("CA",), ("AU-NSW",), ("AU",)])
def test_a_home_that_is_no_part_of_the_country_adds_nothing(home: tuple[str, ...]) -> None:
    assert clubs(role("CA"), home=home, near=NEAR) == ["CA", "international"]


def test_a_home_elsewhere_does_not_move_a_role_of_a_province() -> None:
    assert clubs(role("CA-ON"), home=("CA-BC",), near=NEAR) == ["CA", "CA-ON", "international"]


def test_a_role_of_no_place_is_near_everything() -> None:
    assert clubs(role(None), home=("CA-ON",), near=NEAR) == list(NEAR)


def test_what_is_near_any_of_the_roles_is_near() -> None:
    assert clubs(role("CA-ON"), role("AU-NSW", "guard"), near=NEAR) == ["CA", "CA-ON", "AU", "international"]


def test_an_organization_of_several_places_needs_one_of_them_near_and_one_of_none_is_everywhere() -> None:
    found = options(role("CA-ON"), organizations=(organization("CA-BC", "CA-ON"), organization()))

    assert set(found.chosen) == {"join:of-ca-bc-ca-on", "join:of-nowhere"}


def test_what_is_far_is_left_out_with_its_name_and_the_reason() -> None:
    found = options(
        role("CA"), home=("CA-ON",), organizations=(organization("CA-BC"),), events=(event("CA-BC"), event("CA-ON"))
    )

    assert set(found.chosen) == {"go:in-ca-on"}
    told = [(each.title, each.reason) for each in found.left_out]
    assert ("join: of-ca-bc", "it is in another place than the roles you aim at") in told
    assert ("go: in-ca-bc", "it is in another place than the roles you aim at") in told


def test_an_event_without_a_place_is_near() -> None:
    assert set(options(role("CA-ON"), home=("CA-BC",), events=(event(None),)).chosen) == {"go:in-nowhere"}


def test_an_activity_of_another_place_is_left_out() -> None:
    course = activity("course", jurisdictions=["CA-BC"])

    assert set(options(role("CA"), home=("CA-BC",), activities=(course,)).chosen) == {"course"}
    found = options(role("CA"), home=("CA-ON",), activities=(course,))
    assert found.chosen == {}
    assert [each.reason for each in found.left_out] == ["it is meant for other places"]


@given(
    st.sampled_from(list(PLACES)),
    st.lists(st.sampled_from(list(PLACES)), max_size=3, unique=True),
    st.sampled_from(list(PLACES)),
)
def test_a_home_only_ever_adds_what_reaches_it_and_only_within_the_country(
    place: str, home: list[str], club: str
) -> None:
    found, without = clubs(role(place), home=tuple(home), near=(club,)), clubs(role(place), near=(club,))
    reached = [each for each in home if each.startswith(f"{place}-") and reaches(club, each)]

    assert found == without or (found, without) == ([club], [])
    assert bool(found) is bool(without or reached)
