"""All roles for one person: which are open, from when, what is missing; and which single action opens most.

What is known to fit stands first, then what will, then what may: a role about which little is known never stands
above one that is known to fit, now or from a day that can be named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from careerplan.person.assumptions import assume
from careerplan.planning.closing import Closer
from careerplan.planning.lines import NO, OPEN, YES, Case, Line, judge_cases, split
from careerplan.planning.qualification import Item, Qualification, asked_now, qualify, stages_of
from careerplan.planning.readiness import Readiness, name_of, readiness, tasks_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from careerplan.catalog.roles import Role
    from careerplan.person.assumptions import Assumption
    from careerplan.planning.closing import Closing
    from careerplan.planning.judging import Judge, Judged


class Fit(IntEnum):
    """How well a role fits, best first."""

    FITS = 0
    """All that is asked of applicants is met, or all that is known of it, schooling among it."""
    FITS_WITH_PAPERS = 1
    """It fits once papers are there that anybody can collect."""
    WILL_FIT = 2
    """It fits from a day that can be named: what is missing is on the way, or surely to be had within half a year."""
    MAY_FIT = 3
    """Nothing speaks against it, but something is open, the sources differ, or little is known."""
    CAN_BE_REACHED = 4
    """Something is missing that can be had."""
    NOT_KNOWN = 5
    """Nothing is known of what the employer asks of applicants."""
    OUT_OF_REACH = 6
    """Nothing known would meet what it asks."""


SOON = 183
"""The days in which what is missing must surely be had for a role to count as one that will fit; our own choice."""

TELLING = "education"
"""The kind of requirement without which little is known of a role: schooling rules most people out or in."""


@dataclass(frozen=True)
class Match:
    """One role for one person: what decides whether one can apply, by id, and how it stands today.

    ``papers`` are those of the ``unknown`` that only have to be collected and ticked.
    """

    found: Qualification
    ready: Readiness
    fit: Fit
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    expected: tuple[str, ...]
    unknown: tuple[str, ...]
    papers: tuple[str, ...]
    target: bool

    @property
    def role(self) -> Role:
        """The role."""
        return self.found.role


@dataclass(frozen=True)
class Opener:
    """One thing that alone opens roles: ``kind`` is do, answer (yours to say) or ask (the employer's to say)."""

    kind: str
    assumption: Assumption
    what: str
    opens: tuple[str, ...]


def match(
    roles: Iterable[Role], lineage: Callable[[Role], Sequence[Role]], judge: Judge
) -> tuple[list[Match], list[Opener]]:
    """Return the roles, best first, and what would open most of those that are not open, most first.

    The same profile and roles give the same order: what is alike stands in the order given.
    """
    closer = Closer(judge)
    targets = {each.role: each for each in judge.profile.targets}
    matches = []
    for role in roles:
        stages = stages_of(targets.get(role.id), judge.profile)
        found = qualify(role, lineage(role), judge, stages, asking=False)
        ready = readiness(tasks_of(found, closer, stages, deciding=True).values(), judge.today)
        on = max(stages.get("to-apply", (judge.today,))[0], judge.today)
        matches.append(_match(found, ready, on, target=role.id in targets))
    return sorted(matches, key=_rank), openers(matches, closer)


def _match(found: Qualification, ready: Readiness, on: dt.date, *, target: bool) -> Match:
    sorts: dict[str, list[str]] = {"met": [], "unmet": [], "expected": [], "unknown": [], "papers": []}
    for item in found.items:
        if item.gate is not None:
            sort = _sort(item.gate, on)
            sorts[sort].append(name_of(item))
            if sort == "unknown" and item.check is not None:
                sorts["papers"].append(name_of(item))
    ids = {sort: tuple(names) for sort, names in sorts.items()}
    return Match(found, ready, _fit(found, ready, ids), **ids, target=target)


def _sort(gate: Line, on: dt.date) -> str:
    value = gate.at(on)
    if value is NO:
        return "expected" if judge_cases([Case(gate, on)], on).status == "expected" else "unmet"
    return "met" if value is YES else "unknown"


def _fit(found: Qualification, ready: Readiness, ids: Mapping[str, Sequence[str]]) -> Fit:
    """Return how well a role fits; one of which little is known only may."""
    word, known = found.can_apply, is_telling(found)
    if not any(ids.values()):
        return Fit.NOT_KNOWN
    if word == "yes" or (word == "so-far" and known):
        return Fit.FITS
    if known and word == "unknown" and not ids["unmet"] and len(ids["unknown"]) == len(ids["papers"]):
        return Fit.FITS_WITH_PAPERS
    soon = ready.surely is not None and (ready.surely - found.as_of).days <= SOON
    if known and ready.firm and (word == "expected" or (word == "no" and soon)):
        return Fit.WILL_FIT
    if word in {"so-far", "depends", "unknown", "expected"}:
        return Fit.MAY_FIT
    return Fit.CAN_BE_REACHED if ready.earliest else Fit.OUT_OF_REACH


def is_telling(found: Qualification) -> bool:
    """Say whether more than a little is known of what an employer asks."""
    kinds = {item.requirement.kind for item in found.items if item.gate is not None}
    return found.role.coverage == "full" or TELLING in kinds


_COVERAGE = {"full": 0, "partial": 1, None: 2, "none": 3}


def _rank(each: Match) -> tuple[object, ...]:
    """Return the key by which matches are ordered: fit, whether much is known, the day, what is missing and open."""
    earliest = each.ready.earliest
    return (
        each.fit,
        not is_telling(each.found),
        len(each.unmet),
        (earliest is None, earliest.toordinal() if earliest else 0),
        len(each.unknown),
        _COVERAGE[each.found.role.coverage],
        not each.target,
        -len(each.met),
    )


# --- openers


def openers(matches: Sequence[Match], closer: Closer) -> list[Opener]:
    """Return each single action that opens at least one role that is not open, most first.

    An action opens a role if with it all that decides holds, but for what is expected anyway and for papers to collect.
    """
    opens: dict[str, list[str]] = {}
    known: dict[str, tuple[str, Closing]] = {}
    judges: dict[str, Judge] = {}
    for each in matches:
        blocking = _blocking(each)
        for kind, found in _actions(blocking[0], closer) if blocking else ():
            text = found.assumption.text
            if text not in judges:
                judges[text] = replace(closer.judge, profile=assume(closer.judge.profile, [found.assumption]))
            if all(_holds(item, judges[text]) for item in blocking):
                known.setdefault(text, (kind, found))
                opens.setdefault(text, []).append(each.role.id)
    found_all = [Opener(kind, each.assumption, each.what, tuple(opens[text])) for text, (kind, each) in known.items()]
    return sorted(found_all, key=lambda opener: (-len(opener.opens), opener.kind != "answer", opener.assumption.text))


def _blocking(each: Match) -> list[Item]:
    """Return what keeps a role from being open, what has fewest leaves first; a role that is open has nothing."""
    closed = {*each.unmet, *each.unknown} - {*each.papers}
    found = [item for item in each.found.items if name_of(item) in closed and item.gate is not None]
    return sorted(found, key=lambda item: sum(len(list(tree.leaves())) for tree in item.trees))


def _actions(item: Item, closer: Closer) -> Iterator[tuple[str, Closing]]:
    """Yield what may close an item: leaf by leaf, and one credential that is several of those asked for."""
    credentials: list[tuple[str, Closing]] = []
    for asked in item.asked:
        for leaf in asked.tree.leaves() if asked.tree else ():
            value = leaf.line.at(closer.judge.today)
            found = closer.closing(leaf, item.requirement) if value is not YES else None
            if found is not None:
                yield _kind(leaf, value), found
                credentials += [(_kind(leaf, value), found)] if found.credential else []
    together = closer.bundle([found for _, found in credentials])
    if together is not None:
        kinds = {kind for kind, _ in credentials}
        yield next(kind for kind in ("do", "ask", "answer") if kind in kinds), together


def _kind(leaf: Judged, value: int) -> str:
    if value != OPEN:
        return "do"
    return "ask" if leaf.ask == "employer" else "answer"


def _holds(item: Item, judge: Judge) -> bool:
    """Say whether an item that decides surely holds for the profile of ``judge``, today."""
    lines = [judge.judge(each.tree.node).line if each.tree else each.line for each in item.asked]
    return split(asked_now(item.asked, item.standing, lines)).at(judge.today) is YES
