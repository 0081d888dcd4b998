"""What a word of a profile counts as, by the vocabulary of the catalog."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from careerplan.planning.lines import NO, OPEN, YES, Truth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.vocabulary import Area, CredentialTerm, EducationLevel, FieldOfStudy, LicenceClass, Term

Kind = Literal["levels", "fields", "areas", "credentials"]

FULL_TIME_HOURS = 35.0
"""Weekly hours taken for full time where no employer states its own: our assumption, no source names one."""


@dataclass(frozen=True)
class Reach:
    """What a known word counts as: surely, where a source takes equivalents, and perhaps."""

    surely: frozenset[str]
    equivalent: frozenset[str]
    perhaps: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """The words that criteria and profiles use. What a profile writes is matched by id or by any of a word's names."""

    levels: Mapping[str, EducationLevel]
    fields: Mapping[str, FieldOfStudy]
    areas: Mapping[str, Area]
    credentials: Mapping[str, CredentialTerm]
    licences: Sequence[LicenceClass]
    _names: dict[Kind, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    _reaches: dict[tuple[Kind, str], Reach] = field(default_factory=dict, repr=False, compare=False)

    def terms(self, kind: Kind) -> Mapping[str, Term]:
        """Return the words of one kind by id."""
        found: Mapping[str, Term] = getattr(self, kind)
        return found

    def known(self, kind: Kind, word: str) -> str | None:
        """Return the id of a word written as its id or one of its names; None if the vocabulary lacks it."""
        if kind not in self._names:
            terms = self.terms(kind)
            named = getattr(terms, "named", None) or (
                lambda: ((n, each.id) for each in terms.values() for n in each.names)
            )
            names = {_slug(name): term for name, term in named()}
            self._names[kind] = names | {each: each for each in terms}
        return self._names[kind].get(_slug(word))

    def say(self, kind: Kind, terms: Sequence[str]) -> str:
        """Return known words as one says them, any of which will do."""
        return " or ".join(self.terms(kind)[each].label or each.replace("-", " ") for each in terms)

    def reach(self, kind: Kind, term: str) -> Reach:
        """Return what a known word counts as, however many steps away."""
        if (kind, term) not in self._reaches:
            surely = self._closure(kind, term)
            terms = self.terms(kind)
            equivalent = [near for one in surely for near in terms[one].equivalent]
            perhaps = [near for one in surely for near in terms[one].may]
            self._reaches[kind, term] = Reach(surely, self._closures(kind, equivalent), self._closures(kind, perhaps))
        return self._reaches[kind, term]

    def _closure(self, kind: Kind, term: str) -> frozenset[str]:
        found: set[str] = set()
        following = [term]
        while following:
            each = following.pop()
            if each not in found:
                found.add(each)
                following += self.terms(kind)[each].implies
        return frozenset(found)

    def _closures(self, kind: Kind, terms: Sequence[str]) -> frozenset[str]:
        return frozenset[str]().union(*(self._closure(kind, term) for term in terms))

    def counts(
        self, kind: Kind, word: str, wanted: Sequence[str], *, related: bool = False, equivalent: bool = False
    ) -> tuple[Truth, bool]:
        """Say whether ``word`` counts as one of ``wanted``, and whether it is the source that leaves that open.

        A word nobody foresaw is open. So is one that is near, or more general than what is asked for; those
        are open because the source does not say.
        """
        mine = self.known(kind, word)
        if mine is None:
            return OPEN, False
        reach, asked = self.reach(kind, mine), set(wanted)
        if asked & (reach.surely | (reach.equivalent if equivalent else frozenset())):
            return YES, False
        broad = kind in {"fields", "areas"} or getattr(self.terms(kind)[mine], "umbrella", False)
        general = broad and any(mine in self.reach(kind, each).surely for each in wanted)
        near = bool(asked & (reach.equivalent | reach.perhaps))
        return (OPEN, True) if related or general or near else (NO, False)


def _slug(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word.strip().casefold())


class Shelves(Protocol):
    """Where words are kept, by kind and id."""

    @property
    def levels(self) -> Mapping[str, EducationLevel]: ...  # noqa: D102 - as in the vocabulary
    @property
    def fields(self) -> Mapping[str, FieldOfStudy]: ...  # noqa: D102
    @property
    def areas(self) -> Mapping[str, Area]: ...  # noqa: D102
    @property
    def credentials(self) -> Mapping[str, CredentialTerm]: ...  # noqa: D102
    @property
    def licences(self) -> Mapping[str, LicenceClass]: ...  # noqa: D102


def words_of(shelves: Shelves) -> Vocabulary:
    """Return the words that a catalog keeps."""
    return Vocabulary(
        shelves.levels, shelves.fields, shelves.areas, shelves.credentials, tuple(shelves.licences.values())
    )
