"""The qualification check: a role's requirements against a profile, and whether one can apply.

`can_apply` is decided by the required requirements at to-apply whose sources speak of this employer. What is
general, preferred, sensitive or asked for later is listed with its verdict and never decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from careerplan.planning.checklist import make_checklist
from careerplan.planning.explaining import for_employer
from careerplan.planning.judged import Judged, settled
from careerplan.planning.judging import Judge, open_leaves
from careerplan.planning.lines import NO, OPEN, SPLIT, YES, Case, Line, Verdict, every, judge_cases, split
from careerplan.spans import span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from careerplan.catalog.roles import Reading, Requirement, Role
    from careerplan.person import profile as says

NOT_JUDGED = "not-judged"
"""The verdict of what nobody can judge by a profile: what the employer finds out, or what is private."""

Stages = Mapping[str, "tuple[dt.date, dt.date | None]"]
"""The first day of each stage whose days are known, and the last where that is known."""


class Question(NamedTuple):
    """What would settle an open item, whom to ask, and the key of the profile where the answer belongs."""

    text: str
    ask: str
    key: str


@dataclass(frozen=True)
class Asked:
    """What one source asks: at which stage, whose word it is, its line, and the criterion judged where it has one."""

    stage: str
    standing: str
    line: Line
    tree: Judged | None = None


@dataclass(frozen=True)
class Item:
    """One requirement judged. ``gate`` is its line where it decides whether one can apply, else None.

    ``asked`` is what its sources ask, one entry a reading; ``standing`` says whose word it is: the employer's own,
    reported by others, or general. ``check`` is how it is handled where no criterion judges it, ``needed``
    the day it is needed, where that is known; ``only_if`` the question on which it depends whether the item
    concerns this person, while that is open.
    """

    requirement: Requirement
    general: str | None
    stage: str
    verdict: Verdict
    standing: str
    gate: Line | None
    check: str | None = None
    needed: dt.date | None = None
    only_if: str | None = None
    asked: tuple[Asked, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def trees(self) -> tuple[Judged, ...]:
        """The criteria judged, one a reading that has one."""
        return tuple(each.tree for each in self.asked if each.tree)


@dataclass(frozen=True)
class Qualification:
    """A role's checklist for one person on one day. ``not_before`` is the first day on which nothing surely bars."""

    role: Role
    as_of: dt.date
    can_apply: str
    not_before: dt.date | None
    items: tuple[Item, ...]

    def summary(self) -> dict[str, int]:
        """Return how many items have each verdict, in the order in which they first occur."""
        return dict(Counter(item.verdict.status for item in self.items))


def check_of(requirement: Requirement) -> str | None:
    """Return how a requirement without a criterion is handled, None where it is judged."""
    if requirement.criterion or any(reading.criterion for reading in requirement.readings):
        return None
    return requirement.check or ("private" if requirement.sensitive else "tick")


def stages_of(target: says.Target | None, profile: says.Profile) -> Stages:
    """Return the days of each stage: as the target names them, else from the day the profile says one starts."""
    stages: dict[str, tuple[dt.date, dt.date | None]] = {}
    if profile.starts:
        first = span(profile.starts)[0]
        stages = dict.fromkeys(("before-offer", "before-training", "during-training", "on-the-job"), (first, None))
    if target is None:
        return stages
    named = target.stages if isinstance(target.stages, dict) else vars_of(target.stages)
    stages |= {stage: (span(first)[0], span(last)[1]) for stage, (first, last) in named.items()}
    if target.apply_on:
        stages["to-apply"] = span(target.apply_on)
    return stages


def vars_of(record: object) -> Mapping[str, tuple[str, str]]:
    """Return what a record read back holds, by name."""
    from careerplan.frozen import values_of

    return values_of(record)  # type: ignore[return-value]


def qualify(role: Role, lineage: Sequence[Role], judge: Judge, stages: Stages, *, asking: bool = True) -> Qualification:
    """Return the checklist of ``role`` for the profile of ``judge``, and whether one can apply.

    ``asking`` looks for the question that would settle each open item, which takes as long as all the rest.
    """
    listed = [item for _, found in make_checklist(role, lineage).stages for item in found]
    judge_one = check if asking else _checked
    judged = (judge_one(each.requirement, judge, stages, each.general, role) for each in listed)
    items = tuple(item for item in judged if item is not None)
    word, not_before = decide(items, judge.today, role.coverage, stages)
    if word == "expected":
        not_before = _settled_day(items, judge.today)
    return Qualification(role, judge.today, word, not_before, items)


def _settled_day(items: Sequence[Item], today: dt.date) -> dt.date | None:
    """Return the first day on which nothing surely bars, a month taken for its last day."""
    lines = [
        split(asked_now(item.asked, item.standing, [settled(e.tree, today) if e.tree else e.line for e in item.asked]))
        for item in items
        if item.gate is not None
    ]
    ahead = (run for run in every(lines).runs() if run.value > NO and (run.last is None or run.last >= today))
    return next((max(run.first, today) for run in ahead), None)


def check(
    requirement: Requirement, judge: Judge, stages: Stages, general: str | None = None, role: Role | None = None
) -> Item | None:
    """Judge one requirement of ``role``; None if it does not concern this person.

    What holds in some provinces only surely holds for a role of one of them, so nobody is asked.
    """
    item = _checked(requirement, judge, stages, general, role)
    return _with_questions(item, judge, stages) if item else None


def _checked(
    requirement: Requirement, judge: Judge, stages: Stages, general: str | None = None, role: Role | None = None
) -> Item | None:
    """Judge one requirement, without looking for questions."""
    only_if = None if role and role.jurisdiction in requirement.only_in else requirement.only_if
    applies = judge.judge(only_if).line.at(judge.today) if only_if else YES
    if applies is NO:
        return None
    how = check_of(requirement)
    standing = "general" if general else requirement.standing
    if how is not None and how != "tick":
        return Item(requirement, general, requirement.when, Verdict(NOT_JUDGED), standing, None, how)
    asked = _asked(requirement, judge, standing, role)
    cases = [Case(each.line, *_window(each.stage, requirement, stages)) for each in asked]
    verdict = judge_cases(cases, judge.today)
    if verdict.status == "met" and verdict.until and _end_unknown(requirement, stages):
        verdict = Verdict("unknown", None, verdict.until)
    return Item(
        requirement,
        general,
        asked[0].stage,
        verdict,
        standing,
        _gate(requirement, standing, asked) if applies is YES else None,
        how,
        cases[0].first,
        "; ".join(leaf.question for leaf in judge.judge(only_if).deciding(judge.today))
        if only_if and applies is OPEN
        else None,
        asked,
    )


def _with_questions(item: Item, judge: Judge, stages: Stages) -> Item:
    """Return an item with what would settle it, where it is judged by a criterion."""
    if not item.trees:
        return item
    if item.verdict.until and item.verdict.status == "unknown" and _end_unknown(item.requirement, stages):
        text = f"On which day does it end? It holds until {item.verdict.until}."
        return replace(item, questions=(Question(text, "employer", "targets"),))
    return replace(item, questions=_questions(item.requirement, judge, stages))


def _asked(requirement: Requirement, judge: Judge, standing: str, role: Role | None) -> tuple[Asked, ...]:
    """Return what each source asks, judged; where there is nothing to judge it is ticked, for ``role`` if given."""
    if check_of(requirement) == "tick":
        key = f"{role.id}/{requirement.id}" if role else requirement.id
        return (Asked(requirement.when, standing, _ticked(key, judge)),)
    found = []
    speaking: Sequence[Requirement | Reading] = _speaking(requirement) or (requirement,)
    for each in speaking:
        tree = judge.judge(each.criterion) if each.criterion else None
        line = tree.line if tree else Line.always(YES)
        found.append(Asked(each.when or requirement.when, each.standing or standing, line, tree))
    return tuple(found)


def _end_unknown(requirement: Requirement, stages: Stages) -> bool:
    """Say whether a requirement must hold through a stage whose last day is not known."""
    days = stages.get(requirement.through or "")
    return days is not None and days[1] is None


def _speaking(requirement: Requirement) -> list[Reading]:
    """Return the readings that count: general ones step aside once any source speaks of this employer."""
    own = [each for each in requirement.readings if each.standing != "general"]
    return own or list(requirement.readings)


def _ticked(key: str, judge: Judge) -> Line:
    ticks = judge.profile.ticks
    day = ticks.get(key) if isinstance(ticks, dict) else getattr(ticks, key, None)
    return judge.done(day) if day else Line.always(OPEN)


def _window(stage: str, requirement: Requirement, stages: Stages) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day on which a requirement of ``stage`` is needed; None where not known."""
    first = stages.get(stage)
    if requirement.through is None:
        return (first[0], first[0]) if first else (None, None)
    last = stages.get(requirement.through)
    return first[0] if first else None, (last[1] or last[0]) if last else None


def _gate(requirement: Requirement, standing: str, asked: Sequence[Asked]) -> Line | None:
    """Return the line that decides whether one can apply; None where the requirement does not decide."""
    if requirement.level != "required" or requirement.sensitive or {each.standing for each in asked} == {"general"}:
        return None
    if standing == "general" or not NOW & {each.stage for each in asked}:
        return None
    return split(asked_now(asked, standing, [each.line for each in asked]))


NOW = frozenset({"to-apply", "not-known"})
"""The stages of what may be asked of somebody who applies."""


def asked_now(
    asked: Sequence[Asked], standing: str, lines: Sequence[Line], *, unstaged_bars: bool = False
) -> list[Line]:  # fmt: skip
    """Return what ``lines``, one a source, mean for somebody who applies.

    What is asked later holds for now; what is only reported cannot bar for sure, nor can what has no stage, unless
    ``unstaged_bars``: whoever plans had better have it.
    """
    stages = NOW if unstaged_bars else {"to-apply"}
    return [
        Line.always(YES) if each.stage not in NOW
        else line if each.stage in stages and each.standing == "own" == standing
        else line.softened()
        for each, line in zip(asked, lines, strict=True)
    ]  # fmt: skip


def _questions(requirement: Requirement, judge: Judge, stages: Stages) -> tuple[Question, ...]:
    """Return what would settle the item: one question for each open leaf that decides on the day it is needed."""
    criteria = [each.criterion for each in _speaking(requirement)] or [requirement.criterion]
    day = max(stages.get(requirement.when, (judge.today, judge.today))[0], judge.today)
    asked = [
        Question(leaf.question if ask == "you" else for_employer(leaf), ask, leaf.key)
        for criterion in criteria
        if criterion is not None
        for leaf, ask in open_leaves(criterion, judge, day)
    ]
    return tuple(dict.fromkeys(asked))


def decide(items: Sequence[Item], today: dt.date, coverage: str | None, stages: Stages) -> tuple[str, dt.date | None]:
    """Return whether one can apply, and the first day on which nothing surely bars.

    In this order: no, expected, unknown, depends, so-far or yes. Where nothing decides it is unknown.
    """
    gates = [item.gate for item in items if item.gate is not None]
    together = every(gates)
    on = max(stages.get("to-apply", (today, today))[0], today)
    found = judge_cases([Case(together, on)], today)
    ahead = (run for run in together.runs() if run.last is None or run.last >= today)
    not_before = next((max(run.first, today) for run in ahead if run.value > NO), None)
    if found.status in {"unmet", "lapses"}:
        return "no", not_before
    if found.status == "expected" and together.at(on) is YES:
        return "expected", not_before
    barred = [gate for gate in gates if gate.at(on) is NO]
    if barred:
        later = all(judge_cases([Case(gate, on)], on).status == "expected" for gate in barred)
        return "expected" if later else "unknown", not_before
    if not gates or together.at(on) is OPEN:
        return "unknown", not_before
    if together.at(on) is SPLIT:
        return "depends", not_before
    return "yes" if coverage == "full" else "so-far", not_before


TELLING = "education"
"""The kind of requirement without which little is known of a role: schooling rules most people out or in."""


def is_telling(found: Qualification) -> bool:
    """Say whether more than a little is known of what an employer asks of applicants."""
    kinds = {item.requirement.kind for item in found.items if item.gate is not None}
    return found.role.coverage == "full" or (found.role.coverage != "none" and TELLING in kinds)
