"""All roles for one person: which are open, from when, and what is missing.

What is known to fit stands first, then what will, then what may: a role about which little is known never stands
above one that is known to fit, now or from a day that can be named.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from careerplan.planning.closing import Closer, is_timed
from careerplan.planning.lines import NO, OPEN, YES, Case, Line, every, judge_cases
from careerplan.planning.qualification import Qualification, is_telling, qualify, stages_of
from careerplan.planning.readiness import first_day, name_of, readiness, tasks_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from careerplan.catalog.roles import Role
    from careerplan.planning.judging import Judge
    from careerplan.planning.readiness import Readiness, Task


class Fit(IntEnum):
    """How well a role fits, best first."""

    FITS = 0
    """All that is known to be asked of applicants is met, schooling among it."""
    FITS_WITH_PAPERS = 1
    """It fits once papers are there that anybody can collect."""
    WILL_FIT = 2
    """It fits from a day that can be named: what is missing can be had within half a year, or is on the way."""
    MAY_FIT = 3
    """Nothing that is asked is missing, but something is open, or the sources differ."""
    LITTLE_KNOWN = 4
    """What is known of it is met, but nobody says which schooling it asks, or nothing of it is the employer's word."""
    CAN_BE_REACHED = 5
    """Something is missing that can be had."""
    NOT_KNOWN = 6
    """Nothing is known of what the employer asks, or only things that speak against it in general."""
    OUT_OF_REACH = 7
    """Nothing known would meet what it asks."""


SOON, ON_THE_WAY = 183, 730
"""The days in which what is missing can be had, and in which what is on the way is there, for a role to count as one
that will fit: half a year and two years, our own choice."""


@dataclass(frozen=True)
class Match:
    """One role for one person: what decides whether one can apply, by id, and how it stands today.

    Of the ``unknown``, ``papers`` only have to be collected and ticked; ``lacking`` is not there, and ``coming`` is on
    the way, though neither can bar for sure: at which stage it is asked is not known, or only others report it.
    ``fits_from`` is the day from which all but papers is there if what is missing is begun today, None where none can
    be named, and ``within`` the
    first on which all that is missing could be there, whoever reports it. ``on`` is the day judged: that on which one
    means to apply, else today.
    """

    found: Qualification
    ready: Readiness
    fit: Fit
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    expected: tuple[str, ...]
    unknown: tuple[str, ...]
    papers: tuple[str, ...]
    lacking: tuple[str, ...]
    coming: tuple[str, ...]
    fits_from: dt.date | None
    within: dt.date | None
    on: dt.date
    target: bool

    @property
    def role(self) -> Role:
        """The role."""
        return self.found.role

    @property
    def open(self) -> tuple[str, ...]:
        """What somebody has still to answer."""
        return tuple(each for each in self.unknown if each not in {*self.papers, *self.lacking, *self.coming})


def to_match(roles: Sequence[Role], places: Collection[str], known: Iterable[Role]) -> list[Role]:
    """Return those of ``roles`` that one applies to, at ``places`` or anywhere where none is named.

    A general role is left out where employers' roles of its occupation are ``known``: one applies to those.
    """
    covered = {role.occupation for role in known if role.employer}
    here = (role for role in roles if not places or role.jurisdiction in {*places, None})
    return [role for role in here if role.employer or role.occupation not in covered]


def match(
    roles: Iterable[Role], lineage: Callable[[Role], Sequence[Role]], judge: Judge, closer: Closer | None = None
) -> list[Match]:  # fmt: skip
    """Return the roles, best first.

    The same profile and roles give the same order: what is alike stands in the order given. ``closer``, of the same
    judge and at best, may be shared with ``openers``, so that nothing is looked for twice.
    """
    closer = closer or Closer(judge, at_best=True)
    targets = {each.role: each for each in judge.profile.targets}
    matches = []
    for role in roles:
        stages = stages_of(targets.get(role.id), judge.profile)
        found = qualify(role, lineage(role), judge, stages, asking=False)
        tasks = tasks_of(found, closer, stages, deciding=True).values()
        on = max(stages.get("to-apply", (judge.today,))[0], judge.today)
        matches.append(_match(found, list(tasks), on, target=role.id in targets))
    return sorted(matches, key=_rank)


def _match(found: Qualification, tasks: Sequence[Task], on: dt.date, *, target: bool) -> Match:
    sorts: dict[str, list[str]] = {
        each: [] for each in ("met", "unmet", "expected", "unknown", "papers", "lacking", "coming")
    }  # fmt: skip
    for item in found.items:
        if item.gate is not None:
            sort = standing_of(item.gate, on)
            sorts[sort].append(name_of(item))
            if sort == "unknown" and item.check is not None:
                sorts["papers"].append(name_of(item))
            elif sort == "unknown" and item.verdict.status in {"unmet", "lapses"}:
                sorts["lacking"].append(name_of(item))
            elif sort == "unknown" and item.verdict.status == "expected":
                sorts["coming"].append(name_of(item))
    ids = {sort: tuple(names) for sort, names in sorts.items()}
    ready = readiness(tasks, found.as_of)
    dated = [task for task in tasks if task.item.check is None or is_timed(task.item.requirement)]
    surely = readiness(dated, on).surely
    if surely and not ids["unmet"] and not ids["lacking"]:  # what is on the way comes on its own day
        own = first_day(every(item.gate for item in found.items if item.gate and item.check is None), on, YES)
        surely = max(own, ready.earliest or own) if own else None
    fit = _fit(found, surely, ids)
    if fit is Fit.CAN_BE_REACHED and ready.earliest is None:
        fit = Fit.OUT_OF_REACH
    missing = {*ids["unmet"], *ids["lacking"]}
    days = [first_day(task.could, on, OPEN) for task in tasks if task.id in missing]
    within = None if None in days else max((day for day in days if day), default=on)
    return Match(found, ready, fit, **ids, fits_from=surely, within=within, on=on, target=target)


def standing_of(gate: Line, on: dt.date) -> str:
    """Return how what decides stands on a day: met, expected, unmet or unknown."""
    value = gate.at(on)
    if value is NO:
        return "expected" if judge_cases([Case(gate, on)], on).status == "expected" else "unmet"
    return "met" if value is YES else "unknown"


def _fit(found: Qualification, surely: dt.date | None, ids: Mapping[str, Sequence[str]]) -> Fit:
    """Return how well a role fits, whose requirements but papers are surely there from a day on, None if from none.

    Papers to collect never count against it. What is lacking does, though it cannot bar for sure.
    """
    missing = bool(ids["unmet"] or ids["lacking"])
    answered = len(ids["unknown"]) == sum(len(ids[each]) for each in ("papers", "lacking", "coming"))
    coming = bool(ids["expected"] or ids["coming"])
    soon = surely is not None and (surely - found.as_of).days <= (SOON if missing else ON_THE_WAY)
    if (missing or coming) and answered and is_telling(found) and soon:
        return Fit.WILL_FIT
    if missing:
        return Fit.CAN_BE_REACHED
    if not any(ids.values()) or (not is_telling(found) and speaks_against(found)):
        return Fit.NOT_KNOWN
    if not is_telling(found):
        return Fit.LITTLE_KNOWN
    if not answered or coming:
        return Fit.MAY_FIT
    return Fit.FITS_WITH_PAPERS if ids["papers"] else Fit.FITS


def speaks_against(found: Qualification) -> bool:
    """Say whether something that is asked in general is missing."""
    general = (item for item in found.items if item.standing == "general" and item.requirement.level == "required")
    return any(item.verdict.status in {"unmet", "lapses"} for item in general)


_COVERAGE = {"full": 0, "partial": 1, None: 2, "none": 3}


def _rank(each: Match) -> tuple[object, ...]:
    """Return the key by which matches are ordered: fit, then the day, then what is missing, open and known."""
    earliest = (
        each.fits_from
        if each.fit is Fit.WILL_FIT
        else each.within
        if each.fit is Fit.CAN_BE_REACHED
        else each.ready.earliest
    )
    return (
        each.fit,
        (earliest is None, earliest.toordinal() if earliest else 0),
        len(each.unmet) + len(each.lacking),
        len(each.open),
        _COVERAGE[each.found.role.coverage],
        not each.target,
        -len(each.met),
    )
