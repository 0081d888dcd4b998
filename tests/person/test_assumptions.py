"""What-if facts on top of a profile: the same on a stored profile as on a checked one, and nothing is changed by it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from careerplan.frozen import Frozen, values_of
from careerplan.person import assumptions as facts
from careerplan.person.assumptions import Assumption, assume
from careerplan.person.profile import Profile
from careerplan.person.written import read_profile

TODAY = dt.date(2026, 11, 22)
LISTS = ("languages", "education", "experience", "credentials", "tests", "clearances", "driving")
ENTRY: dict[str, dict[str, Any]] = {
    "languages": {"language": "en", "level": "fluent"},
    "education": {"credential": "secondary", "completed": "2019-06"},
    "experience": {"area": "security", "from": "2024-01", "hours_per_week": 20},
    "credentials": {"credential": "ofa-1", "issued": "2025-05-01", "expires": "2028-05-01"},
    "tests": {"test": "copat", "passed": "2026-09"},
    "clearances": {"clearance": "enhanced-reliability", "granted": "2026-02-01"},
    "driving": {"class": "5", "jurisdiction": "CA-BC", "expires": "2029-04-12"},
}
FACTS = {
    "languages": facts.speaking("fr", "advanced"),
    "education": facts.studying("diploma", "police-studies", "2027-04", TODAY, years=2.0),
    "experience": facts.working("corrections", 24, TODAY),
    "credentials": facts.holding("credential", "cpr-c-aed", "2027-01-10", TODAY, expires="2030-01-10"),
    "tests": facts.holding("test", "copat", None, TODAY, jurisdiction="CA-BC"),
    "clearances": facts.holding("clearance", "reliability-status", "2026-02", TODAY),
    "driving": facts.driving("5", "CA-AB", "novice"),
    "declared": facts.answering("shift-work", answer=True),
    "ticks": facts.ticking("ca-bc-correctional-officer/abstract", "2026-11-22"),
    "citizenship": facts.being("citizen", "US"),
    "lives_in": facts.saying("lives_in", "CA-AB"),
    "birth_date": facts.saying("birth_date", "2001-04-12"),
    "starts": facts.saying("starts", "2027-09-07"),
}
"""One fact of every kind, by the key of the profile that it adds to."""

few = settings(max_examples=40, deadline=None)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Draw a profile whose every key is absent, empty or told, and whose told lists may be incomplete."""
    values: dict[str, Any] = {}
    for name in LISTS:
        length = draw(st.sampled_from([None, 0, 1, 2]))
        if length is not None:
            values[name] = [ENTRY[name]] * length
    values["incomplete"] = draw(st.lists(st.sampled_from(LISTS), unique=True, max_size=3))
    more = {"declared": {"shift-work": False}, "citizenship": "citizen", "lives_in": "CA-ON"}
    values |= {key: value for key, value in more.items() if draw(st.booleans())}
    return Profile.model_validate(values)


some_facts = st.lists(st.sampled_from(list(FACTS.values())), max_size=4)


def plain(value: object) -> object:
    """Return a record, checked or stored, as plain values."""
    if isinstance(value, Frozen):
        return {name: plain(each) for name, each in values_of(value).items()}
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


@few
@given(profiles(), some_facts)
def test_a_stored_profile_and_a_checked_one_are_alike(profile: Profile, assumed: list[Assumption]) -> None:
    stored = read_profile(profile.model_dump_json())
    assert plain(assume(stored, assumed)) == plain(assume(profile, assumed))


@few
@given(profiles(), some_facts)
def test_the_profile_itself_stays_as_it_is(profile: Profile, assumed: list[Assumption]) -> None:
    stored = read_profile(profile.model_dump_json())
    before = plain(profile)
    assume(profile, assumed)
    assume(stored, assumed)
    assert plain(profile) == plain(stored) == before


@few
@given(profiles(), some_facts)
def test_only_what_is_assumed_changes(profile: Profile, assumed: list[Assumption]) -> None:
    after = assume(profile, assumed)
    touched = {each.key for each in assumed} | {"incomplete"}
    same = [name for name in Profile.model_fields if name not in touched]
    assert [getattr(after, name) for name in same] == [getattr(profile, name) for name in same]


@few
@given(profiles(), some_facts, some_facts)
def test_assuming_at_once_is_assuming_one_after_another(
    profile: Profile, first: list[Assumption], more: list[Assumption]
) -> None:
    assert plain(assume(assume(profile, first), more)) == plain(assume(profile, [*first, *more]))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_the_profile_lacks_has_one_entry_and_is_not_the_whole_story(name: str) -> None:
    after = assume(read_profile(None), [FACTS[name]])
    assert len(getattr(after, name)) == 1
    assert list(after.incomplete) == [name]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("entries", [0, 1], ids=["empty", "told"])
def test_a_complete_list_stays_complete(name: str, entries: int) -> None:
    told = Profile.model_validate({name: [ENTRY[name]] * entries})
    after = assume(told, [FACTS[name]])
    assert len(getattr(after, name)) == entries + 1
    assert after.incomplete == ()


@pytest.mark.parametrize("name", LISTS)
def test_an_incomplete_list_stays_incomplete(name: str) -> None:
    after = assume(Profile.model_validate({name: [ENTRY[name]], "incomplete": [name]}), [FACTS[name]])
    assert list(after.incomplete) == [name]


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_assumed_has_every_name_of_its_model(name: str) -> None:
    told = plain(Profile.model_validate({name: [ENTRY[name]]}))
    assumed = plain(assume(Profile(), [FACTS[name]]))
    assert isinstance(told, dict)
    assert isinstance(assumed, dict)
    assert set(assumed[name][0]) == set(told[name][0])


def test_what_lies_ahead_is_booked_and_what_is_past_was_obtained() -> None:
    past, ahead = (facts.holding("credential", "cpr-c", day, TODAY) for day in ("2026-11-21", "2026-11-23"))
    assert dict(past.values)["got"] == "2026-11-21"
    assert dict(ahead.values)["booked"] == "2026-11-23"
    done, planned = (facts.studying("diploma", None, day, TODAY) for day in ("2025", "2027"))
    assert dict(done.values)["completed"] == "2025"
    assert dict(planned.values)["expected"] == "2027"


@pytest.mark.parametrize(
    ("day", "ahead"),
    [("2026-10", False), ("2026-11", True), ("2026-12", True), ("2025", False), ("2026", True), ("2026-11-22", False)],
)
def test_a_month_or_a_year_lies_ahead_until_it_is_over(day: str, *, ahead: bool) -> None:
    """A month means its last day."""
    assert dict(facts.holding("credential", "cpr-c", day, TODAY).values)["booked" if ahead else "got"] == day
    assert dict(facts.studying("diploma", None, day, TODAY).values)["expected" if ahead else "completed"] == day


def test_without_a_date_it_is_today() -> None:
    assert dict(facts.holding("test", "copat", None, TODAY).values)["got"] == "2026-11-22"
    assert dict(facts.studying("diploma", None, None, TODAY).values)["completed"] == "2026-11-22"


def test_an_answer_assumed_replaces_the_answer_given_and_no_other() -> None:
    given_before = Profile.model_validate({"declared": {"shift-work": False, "relocate": True}})
    after = assume(given_before, [FACTS["declared"]])
    assert plain(after.declared) == {"shift-work": True, "relocate": True}


def test_a_standing_in_one_country_leaves_that_in_another() -> None:
    after = plain(assume(Profile.model_validate({"citizenship": "citizen"}), [FACTS["citizenship"]]))
    assert isinstance(after, dict)
    assert {place: each["status"] for place, each in after["citizenship"].items()} == {"CA": "citizen", "US": "citizen"}


def test_what_two_assumptions_say_alike_is_one() -> None:
    twice = [facts.speaking("fr", "advanced"), facts.speaking("fr", "advanced"), facts.speaking("fr", "basic")]
    assert len(set(twice)) == 2
