"""Finding one record by what a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.errors import AmbiguousError, NotFoundError
from careerplan.lookup import Entry, find, fold

ROLES = [
    Entry("parole-officer", ("Parole Officer",)),
    Entry("parole-officer-au", ("Parole Officer (Australia)",)),
    Entry("probation-officer", ("Probation Officer", "Agent de probation")),
    Entry("csc", ("Correctional Service of Canada", "Service correctionnel", "Québec")),
]
PEOPLE = [
    Entry("1", ("René Ångström",)),
    Entry("2", ("Renée Dubois",)),
    Entry("12", ("Twelve Monkeys",)),
    Entry("3", ("12 Angry Men",)),
]


def role(query: str) -> str:
    return find("roles", query, ROLES, "careerplan roles list")


def person(query: str) -> str:
    return find("contacts", query, PEOPLE, "careerplan contacts list")


def test_an_exact_id_comes_before_longer_ones_that_begin_with_it() -> None:
    assert role("parole-officer") == "parole-officer"


def test_an_exact_id_comes_before_a_name() -> None:
    entries = [Entry("other", ("mentor",)), Entry("mentor", ("Somebody",))]

    assert find("things", "mentor", entries) == "mentor"


def test_an_exact_name_comes_before_a_beginning() -> None:
    assert role("Parole Officer") == "parole-officer"


def test_the_proper_name_comes_before_another_name_of_something_else() -> None:
    entries = [Entry("other", ("Board", "Guard")), Entry("wanted", ("Guard",)), Entry("third", ("Guard House",))]

    assert find("things", "guard", entries) == "wanted"


def test_two_of_one_proper_name_are_told_apart_whatever_else_is_called_so() -> None:
    entries = [Entry("a", ("Guard",)), Entry("b", ("Guard", "Warden")), Entry("c", ("Warden", "Guard"))]

    with pytest.raises(AmbiguousError) as raised:
        find("things", "guard", entries)

    assert "could be 2 of the things: a (Guard), b (Guard)." in raised.value.message


def test_another_name_that_two_share_is_neithers() -> None:
    entries = [Entry("a", ("Board", "Panel")), Entry("b", ("Guard", "Panel"))]

    with pytest.raises(AmbiguousError):
        find("things", "panel", entries)


def test_another_name_comes_before_a_beginning() -> None:
    entries = [Entry("a", ("Panel of Judges",)), Entry("b", ("Board", "Panel"))]

    assert find("things", "panel", entries) == "b"


def test_what_has_no_name_goes_by_its_id() -> None:
    entries = [Entry("CA-ON", ()), Entry("CA-ONX", ())]

    assert find("places", "ca-on", entries) == "CA-ON"
    assert str(entries[0]) == "CA-ON"


def test_a_beginning_comes_before_a_later_word() -> None:
    entries = [Entry("a", ("The Officer",)), Entry("b", ("Officer of the Court",))]

    assert find("things", "officer", entries) == "b"


@pytest.mark.parametrize("query", ["QUEBEC", "québec", "Que\u0301bec", "  quebec ", "ＱＵＥＢＥＣ"])
def test_neither_accents_nor_case_nor_spaces_matter(query: str) -> None:
    assert role(query) == "csc"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("prob", "probation-officer"),
        ("probation-", "probation-officer"),
        ("agent", "probation-officer"),
        ("correctional  serv", "csc"),
        ("canada", "csc"),
        ("of can", "csc"),
        ("austr", "parole-officer-au"),
        ("(austr", "parole-officer-au"),
    ],
)
def test_the_beginning_of_an_id_a_name_or_a_word_is_enough(query: str, found: str) -> None:
    assert role(query) == found


def test_the_inside_of_a_word_is_not_enough() -> None:
    with pytest.raises(NotFoundError):
        role("robation")


def test_what_fits_several_lists_them_all_and_picks_none() -> None:
    with pytest.raises(AmbiguousError) as raised:
        role("p")

    message = raised.value.message
    assert message.startswith("'p' could be 3 of the roles: ")
    assert "parole-officer (Parole Officer)" in message
    assert "parole-officer-au (Parole Officer (Australia))" in message
    assert "probation-officer (Probation Officer)" in message
    assert (raised.value.exit_code, raised.value.code) == (3, "ambiguous")


def test_a_long_list_is_cut_and_counted() -> None:
    entries = [Entry(f"role-{n}", (f"Role {n}",)) for n in range(10)]

    with pytest.raises(AmbiguousError) as raised:
        find("roles", "role", entries)

    assert "could be 10 of the roles" in raised.value.message
    assert raised.value.message.count("(Role ") == 6
    assert raised.value.message.endswith("and 4 more.")


def test_two_people_of_one_name_are_told_apart_by_number() -> None:
    twins = [Entry("4", ("Sam Lee",)), Entry("5", ("Sam Lee",))]

    with pytest.raises(AmbiguousError) as raised:
        find("contacts", "sam lee", twins)

    assert "4 (Sam Lee), 5 (Sam Lee)" in raised.value.message
    assert find("contacts", "5", twins) == "5"


def test_a_number_is_an_id_not_the_beginning_of_one() -> None:
    assert person("1") == "1"
    assert person("12") == "12"


def test_a_number_nobody_has_is_not_taken_for_a_longer_one() -> None:
    with pytest.raises(NotFoundError):
        find("contacts", "1", [Entry("12", ("Twelve",)), Entry("13", ("Thirteen",))])


def test_a_number_may_begin_a_name() -> None:
    assert person("12 a") == "3"


@pytest.mark.parametrize(("query", "found"), [("renee", "2"), ("rene a", "1"), ("angs", "1"), ("dub", "2")])
def test_people_are_found_by_the_beginnings_of_their_names(query: str, found: str) -> None:
    assert person(query) == found


def test_a_beginning_that_two_people_share_is_nobodys() -> None:
    with pytest.raises(AmbiguousError):
        person("rene")


def test_a_near_miss_says_what_was_meant_and_where_to_look() -> None:
    with pytest.raises(NotFoundError) as raised:
        role("parol-oficer")

    assert raised.value.message == "No role is called 'parol-oficer'."
    assert raised.value.hint.startswith("Did you mean parole-officer")
    assert raised.value.hint.endswith("See: careerplan roles list")
    assert (raised.value.exit_code, raised.value.code) == (3, "not-found")


def test_a_person_is_suggested_by_name_not_by_number() -> None:
    with pytest.raises(NotFoundError) as raised:
        person("Dubios Renee")

    assert "2" not in raised.value.hint
    with pytest.raises(NotFoundError) as raised:
        person("Renee Duboiss")
    assert "Did you mean Renée Dubois" in raised.value.hint


def test_nothing_near_suggests_nothing() -> None:
    with pytest.raises(NotFoundError) as raised:
        role("zzzzzz")

    assert raised.value.hint == "See: careerplan roles list"


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "\u0301"])
def test_an_empty_name_is_nobodys(query: str) -> None:
    with pytest.raises(NotFoundError):
        role(query)


def test_there_may_be_nothing_to_find() -> None:
    with pytest.raises(NotFoundError):
        find("contacts", "anna", [])


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(min_size=1).filter(fold), min_size=1, unique_by=fold))
def test_a_name_that_only_one_has_always_finds_it(names: list[str]) -> None:
    entries = [Entry(f"id-{n}", (f"X{name}",)) for n, name in enumerate(names)]

    for n, name in enumerate(names):
        assert find("things", f"X{name}", entries) == f"id-{n}"
