"""A criterion judged: its line, and the tree that explains it; and what of a profile each kind of criterion reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.planning.lines import NO, OPEN, YES, Line, Truth, every, some

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from careerplan.catalog import criteria as asks
    from careerplan.catalog.roles import Requirement, Role

HOLDING = frozenset({"credentials", "tests", "clearances"})
"""The lists of a profile that hold what one has obtained; any of them may hold any of it."""

READS: dict[str, frozenset[str]] = {
    "age": frozenset({"birth_date"}),
    "status": frozenset({"citizenship", "lives_in"}),
    "education": frozenset({"education", "lives_in"}),
    "time": frozenset({"education", "experience", "lives_in"}),
    "credential": HOLDING | {"lives_in"},
    "driving": frozenset({"driving", "lives_in"}),
    "language": frozenset({"languages"}),
    "declared": frozenset({"declared"}),
}
"""The keys of a profile that each kind of criterion reads."""


@dataclass(frozen=True)
class Judged:
    """One criterion judged: its line, what the profile shows, the question that would settle it, and its parts.

    ``ask`` says who can answer: you, or the employer. ``key`` is where in the profile the answer belongs.
    """

    node: asks.Criterion
    line: Line
    shows: str = ""
    question: str = ""
    ask: str = "you"
    key: str = ""
    parts: tuple[Judged, ...] = ()

    def deciding(self, day: dt.date) -> Iterator[Judged]:
        """Yield the leaves that fix the value on a day."""
        if not self.parts:
            yield self
        for part in self.parts:
            if part.line.at(day) is self.line.at(day):
                yield from part.deciding(day)

    def leaves(self) -> Iterator[Judged]:
        """Yield every leaf, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def truth(value: bool | None) -> Truth:  # noqa: FBT001 - a yes, a no, or not known
    """Return a yes or no as a value; None is open."""
    return OPEN if value is None else YES if value else NO


def words(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return what a profile writes in one place: one word, several, or none."""
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def settled(tree: Judged, today: dt.date) -> Line:
    """Return when a criterion holds, each plan or birthday known to the month or the year taken for its last day."""
    if tree.parts:
        join = every if hasattr(tree.node, "all_of") else some
        return join(settled(part, today) for part in tree.parts)
    return settled_leaf(tree, today)


def settled_leaf(leaf: Judged, today: dt.date) -> Line:
    """Return the same of one leaf."""
    longest = DATED.get(getattr(leaf.node, "kind", ""), 0)
    runs = list(leaf.line.runs())
    points = [(run.first, run.value) for run in runs]
    for number, (before, vague, after) in enumerate(zip(runs, runs[1:], runs[2:], strict=False), 1):
        dated = after.first > today and (after.first - vague.first).days <= longest
        if (before.value, vague.value, after.value) == (NO, OPEN, YES) and dated:
            points[number] = (vague.first, NO)
    return Line.of(points)


DATED = {"age": 366, "education": 366, "credential": 366, "driving": 366, "time": 31}
"""The kinds of leaf that open on a date of the profile, and the most days for which such a date is vague.

A year is vague for as long as it lasts; months of study and work are open for longer where it is not known what counts.
"""


def declared_keys(roles: Iterable[Role]) -> list[str]:
    """Return the keys of all questions that the criteria of roles ask, each once."""
    asked = (criterion for role in roles for each in role.requirements for criterion in _criteria(each))
    leaves = (leaf for criterion in asked for leaf in _leaves(criterion))
    return list(dict.fromkeys(str(getattr(leaf, "key")) for leaf in leaves if hasattr(leaf, "question")))  # noqa: B009


def _criteria(requirement: Requirement) -> Iterator[asks.Criterion]:
    for each in (requirement.criterion, requirement.only_if, *(one.criterion for one in requirement.readings)):
        if each is not None:
            yield each


def _leaves(criterion: asks.Criterion) -> Iterator[asks.Criterion]:
    parts = getattr(criterion, "all_of", None) or getattr(criterion, "any_of", None)
    if parts is None:
        yield criterion
    for part in parts or ():
        yield from _leaves(part)
