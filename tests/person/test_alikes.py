"""People who may be one and the same: by name."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.person.alikes import similar_names, similar_pairs

WORDS = st.sampled_from(["robin", "robyn", "r", "r.", "rob", "sample", "sampel", "samples", "lee", "lea", "quill"])
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("Robin Sample", "Sample, Robin", True),
        ("Robin Sample", "R. Sample", True),
        ("Robin Sample", "Robyn Sample", True),
        ("Kristine Sample", "Christine Sample", True),
        ("Zoé Tremblay", "Zoe Tremblay", True),
        ("Robin Sample", "Lee Sample", False),
        ("Robin Sample", "Robin Quill", False),
        ("", "Robin", False),
    ],
)
def test_slips_initials_and_turned_names_are_similar(one: str, other: str, similar: bool) -> None:  # noqa: FBT001
    assert similar_names(one, other) is similar
    assert similar_names(other, one) is similar
    assert list(similar_pairs([(1, one), (2, other)])) == ([(1, 2)] if similar else [])


@given(st.lists(NAMES, max_size=8))
def test_pairs_are_similar_and_miss_none_that_share_a_first_or_last_word(names: list[str]) -> None:
    people = list(enumerate(names))
    found = list(similar_pairs(people))
    assert len(found) == len(set(found))
    assert all(one < other and similar_names(names[one], names[other]) for one, other in found)
    for (one, mine), (other, theirs) in combinations(people, 2):
        shares = mine.split()[0] == theirs.split()[0] or mine.split()[-1] == theirs.split()[-1]
        if shares and "." not in mine + theirs and similar_names(mine, theirs):
            assert (one, other) in found


def test_very_many_of_one_surname_are_compared_with_those_who_begin_alike() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    people = [(number, f"{one}{other}x Sample") for number, (one, other) in enumerate(combinations(letters, 2))]
    assert list(similar_pairs([*people, (1000, "Robin Sample"), (1001, "Robbin Sample")])).count((1000, 1001)) == 1
