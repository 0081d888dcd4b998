"""All roles for one person: which are open, from when, what is missing; and which single action opens most.

What is known to fit stands first, then what will, then what may: a role about which little is known never stands
above one that is known to fit, now or from a day that can be named.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from careerplan.frozen import key_of
from careerplan.planning.closing import Closer
from careerplan.planning.explaining import for_employer
from careerplan.planning.judged import READS
from careerplan.planning.lines import NO, OPEN, YES, Case, Line, judge_cases, split
from careerplan.planning.qualification import Item, Qualification, asked_now, is_telling, qualify, stages_of
from careerplan.planning.readiness import name_of, readiness, tasks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from careerplan.catalog.roles import Role
    from careerplan.person.assumptions import Assumption
    from careerplan.planning.closing import Closing, Length
    from careerplan.planning.judged import Judged
    from careerplan.planning.judging import Judge
    from careerplan.planning.lines import Truth
    from careerplan.planning.readiness import Readiness, Task


class Fit(IntEnum):
    """How well a role fits, best first."""

    FITS = 0
    """All that is known to be asked of applicants is met, schooling among it."""
    FITS_WITH_PAPERS = 1
    """It fits once papers are there that anybody can collect."""
    WILL_FIT = 2
    """It fits from a day that can be named: what is missing is on the way, or surely to be had within half a year."""
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


SOON = 183
"""The days in which what is missing must surely be had for a role to count as one that will fit; our own choice."""


A_WHILE = 365
"""The days for which what takes nobody knows how long counts in the ranking; our own choice."""


@dataclass(frozen=True)
class Match:
    """One role for one person: what decides whether one can apply, by id, and how it stands today.

    Of the ``unknown``, ``papers`` only have to be collected and ticked, and ``lacking`` is not there, though it
    cannot bar for sure: at which stage it is asked is not known, or only others report it. ``fits_from`` is the day
    from which all but papers is surely there, None where none can be named; ``on`` is the day judged: that on which
    one means to apply, else today.
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
    fits_from: dt.date | None
    on: dt.date
    target: bool

    @property
    def role(self) -> Role:
        """The role."""
        return self.found.role

    @property
    def open(self) -> tuple[str, ...]:
        """What somebody has still to answer."""
        return tuple(each for each in self.unknown if each not in {*self.papers, *self.lacking})


@dataclass(frozen=True)
class Opener:
    """One thing that alone opens roles: ``kind`` is do, answer (yours to say) or ask (the employer's to say).

    ``what`` says what is to be had, or the question. ``assumption`` is what was taken to be so to see what it opens,
    ``length`` how many days it takes. Of the roles it opens, little is known of those that are ``unsure``.
    """

    kind: str
    assumption: Assumption
    what: str
    length: Length
    opens: tuple[str, ...]
    unsure: tuple[str, ...]


def to_match(roles: Sequence[Role], places: Collection[str], known: Iterable[Role]) -> list[Role]:
    """Return those of ``roles`` that one applies to, at ``places`` or anywhere where none is named.

    A general role is left out where employers' roles of its occupation are ``known``: one applies to those.
    """
    covered = {role.occupation for role in known if role.employer}
    here = (role for role in roles if not places or role.jurisdiction in {*places, None})
    return [role for role in here if role.employer or role.occupation not in covered]


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
        tasks = tasks_of(found, closer, stages, deciding=True).values()
        on = max(stages.get("to-apply", (judge.today,))[0], judge.today)
        matches.append(_match(found, list(tasks), on, target=role.id in targets))
    return sorted(matches, key=_rank), openers(matches, closer)


def _match(found: Qualification, tasks: Sequence[Task], on: dt.date, *, target: bool) -> Match:
    sorts: dict[str, list[str]] = {
        each: [] for each in ("met", "unmet", "expected", "unknown", "papers", "lacking")
    }  # fmt: skip
    for item in found.items:
        if item.gate is not None:
            sort = _sort(item.gate, on)
            sorts[sort].append(name_of(item))
            if sort == "unknown" and item.check is not None:
                sorts["papers"].append(name_of(item))
            elif sort == "unknown" and item.verdict.status in {"unmet", "lapses"}:
                sorts["lacking"].append(name_of(item))
    ids = {sort: tuple(names) for sort, names in sorts.items()}
    ready = readiness(tasks, found.as_of)
    surely = readiness((task for task in tasks if task.item.check is None), on).surely
    fit = _fit(found, surely, ids)
    if fit is Fit.CAN_BE_REACHED and ready.earliest is None:
        fit = Fit.OUT_OF_REACH
    return Match(found, ready, fit, **ids, fits_from=surely, on=on, target=target)


def _sort(gate: Line, on: dt.date) -> str:
    value = gate.at(on)
    if value is NO:
        return "expected" if judge_cases([Case(gate, on)], on).status == "expected" else "unmet"
    return "met" if value is YES else "unknown"


def _fit(found: Qualification, surely: dt.date | None, ids: Mapping[str, Sequence[str]]) -> Fit:
    """Return how well a role fits, whose requirements but papers are surely there from a day on, None if from none.

    Papers to collect never count against it. What is lacking does, though it cannot bar for sure.
    """
    missing = bool(ids["unmet"] or ids["lacking"])
    answered = len(ids["unknown"]) == len(ids["papers"]) + len(ids["lacking"])
    soon = surely is not None and (surely - found.as_of).days <= SOON
    if (missing or ids["expected"]) and answered and is_telling(found) and surely and (soon or not missing):
        return Fit.WILL_FIT
    if missing:
        return Fit.CAN_BE_REACHED
    if not any(ids.values()) or (not is_telling(found) and _speaks_against(found)):
        return Fit.NOT_KNOWN
    if not is_telling(found):
        return Fit.LITTLE_KNOWN
    if not answered or ids["expected"]:
        return Fit.MAY_FIT
    return Fit.FITS_WITH_PAPERS if ids["papers"] else Fit.FITS


def _speaks_against(found: Qualification) -> bool:
    """Say whether something that is asked in general is missing."""
    general = (item for item in found.items if item.standing == "general" and item.requirement.level == "required")
    return any(item.verdict.status in {"unmet", "lapses"} for item in general)


_COVERAGE = {"full": 0, "partial": 1, None: 2, "none": 3}


def _rank(each: Match) -> tuple[object, ...]:
    """Return the key by which matches are ordered: fit, then the day, then what is missing, open and known."""
    earliest = each.ready.earliest
    if each.fit in {Fit.WILL_FIT, Fit.CAN_BE_REACHED}:
        earliest = each.fits_from or each.on + dt.timedelta(days=A_WHILE)
    return (
        each.fit,
        (earliest is None, earliest.toordinal() if earliest else 0),
        len(each.unmet) + len(each.lacking),
        len(each.open),
        _COVERAGE[each.found.role.coverage],
        not each.target,
        -len(each.met),
    )


# --- openers


def openers(matches: Sequence[Match], closer: Closer) -> list[Opener]:
    """Return each single action that opens at least one role that is not open, most first.

    An action opens a role if with it all that decides holds, but for what is expected anyway and papers to collect.
    """
    little = {each.role.id for each in matches if not is_telling(each.found)}
    bars: dict[_Bar, None] = {}
    barred: dict[str, tuple[_Bar, ...]] = {}
    for each in matches:
        blocking = tuple(dict.fromkeys(_Bar(_key(item), each.on, item) for item in _blocking(each)))
        if blocking:
            barred[each.role.id] = blocking
            bars |= dict.fromkeys(blocking)
    opening = []
    for action in _all_actions(dict.fromkeys(barred.values()), closer):
        assumed = action.closing.assumption
        judge = closer.judge.assuming(assumed)
        gone = {bar for bar in bars if assumed.key in _keys(bar.item) and _holds(bar, judge)}
        opens = tuple(name for name, found in barred.items() if gone.issuperset(found))
        if opens:
            unsure = tuple(name for name in opens if name in little)
            opening.append(Opener(action.kind, assumed, action.what, action.closing.length, opens, unsure))
    opening.sort(key=_most_first)
    return [each for number, each in enumerate(opening) if not any(_no_more(each, other) for other in opening[:number])]


def _most_first(each: Opener) -> tuple[object, ...]:
    sure = len(each.opens) - len(each.unsure)
    return -sure, -len(each.opens), each.kind == "do", each.length.least, len(each.assumption.text)


@dataclass(frozen=True)
class _Bar:
    """What keeps a role from being open on a day; equal for items that ask the same of somebody who applies."""

    key: Hashable
    on: dt.date
    item: Item = field(compare=False)


def _key(item: Item) -> Hashable:
    asked = ((each.stage, each.standing, key_of(each.tree.node) if each.tree else None) for each in item.asked)
    stated = (item.requirement.lead_time, item.requirement.wait, item.requirement.ways)
    return item.standing, tuple(asked), tuple(map(key_of, stated))


def _all_actions(barred: Iterable[tuple[_Bar, ...]], closer: Closer) -> Iterable[_Action]:
    """Return what may open a role: what closes the first of its bars, or one credential that is all it lacks."""
    actions: dict[str, _Action] = {}
    firsts: dict[_Bar, None] = {}
    for found in barred:
        firsts[found[0]] = None
        if len(found) > 1:
            _add(actions, _together([each for bar in found for each in _actions(bar, closer)], closer))
    for bar in firsts:
        singly = list(_actions(bar, closer))
        for action in singly:
            _add(actions, action)
        _add(actions, _together(singly, closer))
    return actions.values()


def _add(actions: dict[str, _Action], action: _Action | None) -> None:
    """Keep an action; of two that assume the same the quicker."""
    if action is not None:
        before = actions.setdefault(action.closing.assumption.text, action)
        if _quicker(action.closing.length, before.closing.length):
            actions[action.closing.assumption.text] = action


def _quicker(one: Length, other: Length) -> bool:
    """Say whether something takes less time than something else, as far as anybody knows."""
    return (one.least, one.most is None, one.most or 0) < (other.least, other.most is None, other.most or 0)


def _keys(item: Item) -> set[str]:
    """Return the keys of the profile that an item reads."""
    return {key for tree in item.trees for leaf in tree.leaves() for key in READS[leaf.node.kind]}  # type: ignore[union-attr]


class _Action(NamedTuple):
    kind: str
    closing: Closing
    what: str


def _no_more(each: Opener, other: Opener) -> bool:
    """Say whether an opener opens nothing that another like it, which takes no longer, does not open too."""
    alike = each.kind == other.kind and (each.kind == "ask" or each.assumption.key == other.assumption.key)
    return alike and other.length.least <= each.length.least and set(each.opens) <= set(other.opens)


def _blocking(each: Match) -> list[Item]:
    """Return what keeps a role from being open, what has fewest leaves first; a role that is open has nothing.

    Where little is known, and what is asked in general is missing, nothing that is known would open it.
    """
    if not is_telling(each.found) and _speaks_against(each.found):
        return []
    closed = {*each.unmet, *each.unknown} - {*each.papers}
    found = [item for item in each.found.items if name_of(item) in closed and item.gate is not None]
    return sorted(found, key=lambda item: sum(len(list(tree.leaves())) for tree in item.trees))


def _actions(bar: _Bar, closer: Closer) -> Iterator[_Action]:
    """Yield what may close a bar, leaf by leaf: what does not hold on its day, nor is expected to."""
    own = closer.judge.profile.citizenship
    for asked in bar.item.asked:
        for leaf in asked.tree.leaves() if asked.tree else ():
            found = closer.closing(leaf, bar.item.requirement) if _sort(leaf.line, bar.on) in _CLOSED else None
            if found is None or (found.assumption.key == "citizenship" and own is not None):
                continue  # another country's standing is nothing one takes up to work there
            kind = "do" if found.by_doing else _kind(leaf, leaf.line.at(bar.on), closer.judge)
            yield _Action(kind, found, for_employer(leaf) if kind == "ask" else found.what)


_CLOSED = frozenset({"unmet", "unknown"})


def _together(actions: Sequence[_Action], closer: Closer) -> _Action | None:
    """Return the one credential that is all the credentials of some actions; None where there is none."""
    credentials = [each for each in actions if each.closing.credential]
    found = closer.bundle([each.closing for each in credentials])
    if found is None:
        return None
    return _Action("do" if any(each.kind == "do" for each in credentials) else "answer", found, found.what)


def _kind(leaf: Judged, value: Truth, judge: Judge) -> str:
    """Say who can close a leaf: the person by doing or by saying something, or the employer by an answer."""
    if value is not OPEN:
        return "do"
    kindly = replace(judge, generous=True).judge(leaf.node).line.at(judge.today)
    return "ask" if leaf.ask == "employer" or kindly is YES else "answer"


def _holds(bar: _Bar, judge: Judge) -> bool:
    """Say whether what bars surely holds for the profile of ``judge`` on its day, or is expected to."""
    item = bar.item
    lines = [judge.judge(each.tree.node).line if each.tree else each.line for each in item.asked]
    return _sort(split(asked_now(item.asked, item.standing, lines)), bar.on) not in _CLOSED
