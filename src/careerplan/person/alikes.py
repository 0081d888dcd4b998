"""People who may be one and the same: by what they share."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from careerplan.lookup import fold
from careerplan.person.contacts import Contact

NEAR = 0.85
"""How alike two names are from which on they are offered as one, at the same organization; our choice."""

MANY = 30
"""How many people with one word of a name in common are all compared with each other."""

SHARED = {"email": "same e-mail address", "phone": "same phone number", "profile": "same profile"}
"""What two people who share a detail have in common, in words."""


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the same as another, and why."""

    contact: Contact
    reason: str


def similar_names(one: str, other: str) -> bool:
    """Say whether two names may be one person's: the same words in any order, an initial for a name, a slip."""
    return _similar(_words(one), _words(other))


def similar_pairs(people: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Yield every two of some people, by id, whose names may be one person's; the lower id first.

    Only those are compared who share the first or the last word of their name, or all words in another order; where
    very many share one, also how the other begins. So a slip in both words of a name goes unseen.
    """
    words = {number: _words(name) for number, name in people}
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, each in words.items():
        keys: set[tuple[str, ...]] = {("first", each[0]), ("last", each[-1]), ("all", *sorted(each))} if each else set()
        for key in keys:
            groups[key].append(number)
    seen: set[tuple[int, int]] = set()
    for key, numbers in groups.items():
        other = 0 if key[0] == "last" else -1
        for group in _split(numbers, words, other) if len(numbers) > MANY else [numbers]:
            for pair in combinations(sorted(group), 2):
                if pair not in seen and _similar(words[pair[0]], words[pair[1]]):
                    seen.add(pair)
                    yield pair


def _split(numbers: Sequence[int], words: dict[int, list[str]], place: int) -> Iterator[list[int]]:
    """Yield those whose word in a place begins alike, by one letter; by two where that leaves too many."""
    for length in (1, 2):
        parts: dict[str, list[int]] = defaultdict(list)
        for each in numbers:
            parts[words[each][place][:length]].append(each)
        if length == 2 or max(map(len, parts.values())) <= MANY:  # noqa: PLR2004
            yield from parts.values()
            return


def _similar(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    if not mine or not theirs:
        return False
    if sorted(mine) == sorted(theirs):
        return True
    if len(mine) == len(theirs) and mine[-1] == theirs[-1] and all(map(_same_or_initial, mine, theirs)):
        return True
    one, other = " ".join(mine), " ".join(theirs)
    if 2 * min(len(one), len(other)) < NEAR * (len(one) + len(other)):
        return False
    matcher = difflib.SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _words(name: str) -> list[str]:
    """Return the words of a name; Sample, Robin is Robin Sample."""
    last, comma, first = fold(name).partition(",")
    return [each.strip(".") for each in (f"{first} {last}" if comma else last).split()]


def _same_or_initial(one: str, other: str) -> bool:
    return one == other or (len(min(one, other, key=len)) == 1 and one[0] == other[0])
