"""Merging what a file says into a profile: nothing overwritten, nothing twice, nothing lost."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.person.merging import Merged, Offer, Offered, merge
from careerplan.person.profile import Profile
from careerplan.person.written import as_written, in_short

WORDS = {"english": "en", "en": "en", "diploma": "diploma", "college diploma": "diploma", "bachelor": "bachelor"}
WHMIS = {"credential": "whmis", "issued": "2024-05"}


def known(kind: str, word: str) -> str | None:
    del kind
    return WORDS.get(word.casefold())


def written(values: dict[str, Any]) -> dict[str, Any]:
    return as_written(Profile.model_validate(values).model_dump_json())


def offered(*offers: tuple[str, object], whole: tuple[str, ...] = (), incomplete: tuple[str, ...] = ()) -> Offered:
    return Offered(tuple(Offer(key, value, "row") for key, value in offers), frozenset(whole), incomplete)


def after(merged: Merged) -> dict[str, Any]:
    return in_short(written(dict(merged.values)))


def status(before: dict[str, Any], key: str, value: object) -> str:
    return merge(written(before), offered((key, value)), known).outcomes[0].status


def test_what_the_profile_does_not_say_is_new_and_what_it_says_stays() -> None:
    before = written({"name": "Sample Person", "lives_in": "CA-AB"})
    merged = merge(before, offered(("birth_date", "2001"), ("lives_in", "CA-ON"), ("name", "sample  PERSON")), known)
    assert [each.status for each in merged.outcomes] == ["new", "differing", "unchanged"]
    assert merged.outcomes[1].mine == "CA-AB"
    assert after(merged) == {"name": "Sample Person", "birth_date": "2001", "lives_in": "CA-AB"}


def test_a_list_that_was_not_there_is_not_the_whole_story() -> None:
    merged = merge(written({}), offered(("credentials", WHMIS)), known)
    assert after(merged) == {"credentials": [WHMIS], "incomplete": ["credentials"]}


@pytest.mark.parametrize("before", [[], [{"credential": "asist"}]])
def test_a_list_that_was_complete_stays_so(before: list[dict[str, str]]) -> None:
    merged = merge(written({"credentials": before}), offered(("credentials", WHMIS)), known)
    assert after(merged) == {"credentials": [*before, WHMIS]}


def test_a_list_that_the_file_has_the_whole_of_is_complete_and_as_it_stands_there() -> None:
    twice = offered(("credentials", WHMIS), ("credentials", WHMIS), whole=("credentials", "tests"))
    merged = merge(written({}), twice, known)
    assert after(merged) == {"credentials": [WHMIS, WHMIS], "tests": []}
    again = merge(merged.values, twice, known)
    assert [each.status for each in again.outcomes] == ["unchanged", "unchanged"]
    assert after(again) == after(merged)


def test_what_the_file_calls_incomplete_is_so_only_where_the_profile_had_no_list() -> None:
    merged = merge(written({"tests": []}), offered(incomplete=("tests", "driving")), known)
    assert after(merged) == {"tests": [], "incomplete": ["driving"]}


@pytest.mark.parametrize(
    ("key", "mine", "theirs", "told"),
    [
        ("credentials", WHMIS, {"credential": "WHMIS", "issued": "2024"}, "unchanged"),
        ("credentials", WHMIS, {"credential": "whmis"}, "unchanged"),
        ("credentials", WHMIS, {"credential": "whmis", "issued": "2025"}, "new"),
        ("credentials", WHMIS, WHMIS | {"expires": "2027"}, "differing"),
        ("tests", {"test": "copat", "booked": "2027-01"}, {"test": "copat", "passed": "2026-09"}, "new"),
        ("languages", {"language": "English", "level": "fluent"}, {"language": "en", "level": "fluent"}, "unchanged"),
        ("languages", {"language": "en", "level": "fluent"}, {"language": "en", "level": "basic"}, "differing"),
        (
            "education",
            {"credential": "diploma", "field": "Police Foundations", "completed": "2021-06"},
            {"credential": "College diploma", "field": "police-foundations", "completed": "2021"},
            "unchanged",
        ),
        (
            "education",
            {"credential": "diploma", "completed": "2021"},
            {"credential": "diploma", "field": "x", "completed": "2021"},
            "differing",
        ),
        ("education", {"credential": "diploma"}, {"credential": "diploma", "field": "x", "completed": "2021"}, "new"),
        (
            "education",
            {"credential": "diploma", "expected": "2027"},
            {"credential": "diploma", "completed": "2020"},
            "new",
        ),
        (
            "education",
            {"credential": "diploma", "completed": "2021"},
            {"credential": "bachelor", "completed": "2021"},
            "new",
        ),
        (
            "experience",
            {"area": "x", "title": "Clerk", "employer": "A", "from": "2021"},
            {"area": "y", "title": "clerk", "employer": "a", "from": "2021-03", "to": None},
            "unchanged",
        ),
        (
            "experience",
            {"area": "x", "title": "Clerk", "employer": "A", "from": "2021"},
            {"area": "x", "title": "Clerk", "employer": "A", "from": "2021", "to": "2024"},
            "differing",
        ),
        (
            "experience",
            {"area": "x", "title": "Clerk", "employer": "A", "from": "2021", "to": "2022"},
            {"area": "x", "title": "Clerk", "employer": "A", "from": "2021", "to": None},
            "differing",
        ),
        (
            "experience",
            {"area": "x", "title": "Clerk", "employer": "A", "from": "2021"},
            {"area": "x", "title": "Clerk", "employer": "A", "from": "2023", "to": None},
            "new",
        ),
        (
            "experience",
            {"area": "x", "from": "2021"},
            {"area": "X", "from": "2021", "to": None, "paid": False},
            "differing",
        ),
        (
            "driving",
            {"class": "5", "jurisdiction": "CA-BC"},
            {"class": "5", "jurisdiction": "CA-BC", "expires": "2029"},
            "differing",
        ),
    ],
)
def test_which_entries_speak_of_the_same_thing(key: str, mine: dict[str, Any], theirs: object, told: str) -> None:
    assert status({key: [mine]}, key, theirs) == told


BACHELOR = {"credential": "bachelor", "field": "criminology"}


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ({"expected": "2027-04"}, {"completed": "2026-06"}, "differing"),
        ({"expected": "2027-04"}, {"completed": "2020-06"}, "differing"),
        ({"completed": "2026-06"}, {"expected": "2028"}, "differing"),
        ({"expected": "2027-04"}, {}, "unchanged"),
        ({}, {"completed": "2026-06"}, "differing"),
        ({"completed": "2020-06"}, {"completed": "2021-06-30"}, "differing"),
        ({"completed": "2020"}, {"completed": "2021"}, "differing"),
        ({"left": "2020"}, {"completed": "2021"}, "differing"),
        ({"completed": "2020-06"}, {"completed": "2021-07"}, "new"),
        ({"expected": "2027-04"}, {"field": "sociology", "completed": "2026-06"}, "new"),
        ({"expected": "2027-04"}, {"credential": "diploma", "completed": "2026-06"}, "new"),
    ],
)
def test_a_study_that_was_still_expected_is_no_second_one(
    mine: dict[str, str], theirs: dict[str, str], told: str
) -> None:
    before = {"education": [BACHELOR | mine]}
    assert status(before, "education", BACHELOR | theirs) == told
    merged = merge(written(before), offered(("education", BACHELOR | theirs)), known)
    assert (merged.values["education"] == written(before)["education"]) is (told != "new")


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ({"expected": "2027-04"}, {"completed": "2026-06"}, "differing"),
        ({"completed": "2020"}, {"completed": "2021"}, "new"),
    ],
)
def test_without_a_field_only_one_still_expected_is_no_second_one(
    mine: dict[str, str], theirs: dict[str, str], told: str
) -> None:
    assert (
        status({"education": [{"credential": "bachelor"} | mine]}, "education", {"credential": "bachelor"} | theirs)
        == told
    )


def test_answers_and_ticks_are_merged_word_by_word() -> None:
    before = written({"declared": {"shift-work": True}})
    merged = merge(before, offered(("declared", {"shift-work": False, "relocate": True})), known)
    assert merged.outcomes[0].status == "differing"
    assert merged.outcomes[0].mine == {"shift-work": True}
    assert after(merged) == {"declared": {"shift-work": True, "relocate": True}}


days = st.dates(dt.date(1990, 1, 1), dt.date(2026, 1, 1)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], str(day.year)])
)
names = st.sampled_from(["diploma", "College diploma", "whmis", "en", "English", "x", "X"])
entries = st.one_of(
    st.tuples(st.just("name"), names),
    st.tuples(st.just("lives_in"), st.sampled_from(["CA-ON", "CA-AB"])),
    st.tuples(
        st.just("languages"), st.fixed_dictionaries({"language": names, "level": st.sampled_from(["basic", "fluent"])})
    ),
    st.tuples(st.just("credentials"), st.fixed_dictionaries({"credential": names}, optional={"issued": days})),
    st.tuples(
        st.just("education"),
        st.fixed_dictionaries({"credential": names}, optional={"field": names, "completed": days, "school": names}),
    ),
    st.tuples(
        st.just("experience"),
        st.fixed_dictionaries(
            {"area": names, "from": days}, optional={"title": names, "employer": names, "paid": st.booleans()}
        ),
    ),
)


def profile_of(pairs: list[tuple[str, Any]], incomplete: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"incomplete": incomplete}
    for key, value in pairs:
        values[key] = [*values.get(key, []), value] if isinstance(value, dict) else value
    return written(values)


@given(
    st.lists(entries, max_size=6),
    st.lists(st.sampled_from(["education", "tests"]), max_size=1),
    st.lists(entries, max_size=8),
)
@settings(max_examples=200, deadline=None)
def test_merging_adds_changes_nothing_and_a_second_time_adds_nothing(
    mine: list[tuple[str, Any]], incomplete: list[str], theirs: list[tuple[str, Any]]
) -> None:
    before = profile_of(mine, incomplete)
    frozen = json.dumps(before)
    once = merge(before, offered(*theirs), known)
    assert json.dumps(before) == frozen
    assert len(once.outcomes) == len(theirs)
    for key, value in before.items():
        if isinstance(value, list):
            assert once.values[key][: len(value)] == value  # type: ignore[index]
        elif value not in (None, {}):
            assert once.values[key] == value
    for each in once.outcomes:
        found = once.values[each.offer.key]
        if each.status == "new":
            assert each.offer.value in found if isinstance(found, list) else found == each.offer.value
    fresh = {key for key, value in theirs if isinstance(value, dict) and before[key] is None}
    assert set(once.values["incomplete"]) == {*incomplete, *fresh}  # type: ignore[call-overload]
    again = merge(once.values, offered(*theirs), known)
    assert again.values == once.values
    assert "new" not in [each.status for each in again.outcomes]
