"""The steps to a role: what must come about for each requirement, and when; placed so that it is there in time.

What lasts is begun as soon as it can be. What does not last is placed so late that it is still good on the day it is
needed, with a quarter of its life to spare where that leaves time: the reserve is our own choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from careerplan.planning.explaining import for_employer
from careerplan.planning.lines import DAY, FOREVER, OPEN, SPLIT, YES, Line
from careerplan.planning.qualification import NOW
from careerplan.planning.readiness import Readiness, Task, could_hold, first_day, name_of
from careerplan.spans import shift

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from careerplan.catalog.base import Cost, Way
    from careerplan.planning.closing import Closer, Closing
    from careerplan.planning.judged import Judged
    from careerplan.planning.qualification import Item, Qualification, Stages

RESERVE = 4
"""What part of its life a thing that does not last should have left on the day it is needed: a quarter."""


@dataclass(frozen=True)
class Step:
    """One requirement to be met, from the day it begins to the day it is there.

    ``kind`` is do (something to begin), wait (under way, or coming by itself) or renew (held, but not for long enough).
    ``latest`` is the end where it takes as long as it can, None where no source says how long it takes; ``begins``
    that it is known when one can begin; ``questions`` are about parts of which nobody knows. ``until`` is
    the last day on which it is good, None where it lasts. ``needed`` is the day it is needed where that is known, and
    ``late`` says that it cannot be there by then.
    """

    item: Item
    kind: str
    texts: tuple[str, ...]
    start: dt.date
    end: dt.date
    latest: dt.date | None
    needs: tuple[str, ...]
    waits: int = 0
    costs: tuple[Cost, ...] = ()
    ways: tuple[Way, ...] = ()
    bases: tuple[str, ...] = ()
    begins: bool = True
    questions: tuple[Question, ...] = ()
    until: dt.date | None = None
    needed: dt.date | None = None
    late: bool = False
    decides: bool = True

    @property
    def id(self) -> str:
        """The name of the requirement in its checklist."""
        return name_of(self.item)


class _Part(NamedTuple):
    """A leaf that must come about, and what closes it; None where it comes by itself, or where nobody knows of it."""

    leaf: Judged | None
    closing: Closing | None
    comes: dt.date
    open: bool = False


class Question(NamedTuple):
    """What nobody knows of a part of a requirement: the question, whom to ask, and where an answer belongs."""

    text: str
    ask: str
    key: str


def steps_of(
    found: Qualification, tasks: Mapping[str, Task], ready: Readiness, closer: Closer, stages: Stages
) -> list[Step]:  # fmt: skip
    """Return the steps, looked for from the last: so it is known by when each is needed, when its turn comes."""
    apply_on = max(filter(None, (ready.earliest, stages.get("to-apply", (closer.judge.today,))[0])))
    decided = any(task.gate for task in tasks.values())
    wanted: dict[str, list[_Need]] = {name: [] for name in tasks}
    steps: dict[str, list[Step]] = {}
    for name in reversed(list(tasks)):
        task = tasks[name]
        if _required(task, decided=decided):
            wanted[name].append(_need(task, stages, apply_on, closer.judge.today))
        steps[name] = _steps_for(found, task, sorted(wanted[name], key=lambda need: need[:2]), closer)
        for step in steps[name]:
            for each in step.needs:
                wanted[each].append(_Need(step.start, step.start))
    return list(_in_turn(tasks, steps))


def _in_turn(tasks: Mapping[str, Task], steps: Mapping[str, list[Step]]) -> Iterator[Step]:
    """Yield the steps, each with what it waits for, and with the end if that takes as long as it can."""
    slipped: dict[str, int | None] = {}
    for name in tasks:
        for step in steps[name]:
            needs = tuple(each for each in step.needs if _before(step, steps[each]))
            slips = [slipped.get(each, 0) for each in needs]
            latest = None
            if step.latest is not None and None not in slips:
                latest = step.latest + max((slip for slip in slips if slip), default=0) * DAY
            slipped[name] = None if latest is None else (latest - step.end).days
            yield replace(step, needs=needs, latest=latest)


def _before(step: Step, others: Sequence[Step]) -> bool:
    """Say whether any of the others is done when a step begins, and good then."""
    return any(each.end <= step.start and (each.until is None or step.start <= each.until) for each in others)


def _steps_for(found: Qualification, task: Task, needs: Sequence[_Need], closer: Closer) -> list[Step]:
    """Return the steps for a requirement needed on some days: one, or more where it does not last until the next."""
    made: list[Step] = []
    for need in needs:
        covering = [each for each in made if each.end <= need.first and (each.until is None or need.last <= each.until)]
        if covering:
            made[made.index(covering[0])] = _wanted_by(covering[0], need.planned)
            continue
        step = _step(found, task, need, closer)
        if step is not None:
            made.append(replace(step, kind="renew") if made else step)
    return made


def _required(task: Task, *, decided: bool) -> bool:
    """Say whether a requirement is one to plan for: asked of this person, and theirs to meet.

    What is said in general is planned for only where nothing of the employer's decides.
    """
    item = task.item
    if task.gate is not None:
        return True
    requirement = item.requirement
    if requirement.level != "required" or requirement.closed_by == "employer" or item.only_if is not None:
        return False
    return item.check in {None, "tick"} and (item.standing != "general" or not decided)


class _Need(NamedTuple):
    """The days on which something is needed, and the day on which the person means to need it, where they say."""

    first: dt.date
    last: dt.date
    planned: dt.date | None = None


def _need(task: Task, stages: Stages, apply_on: dt.date, today: dt.date) -> _Need:
    """Return the days on which a requirement is needed at its stage."""
    stage = task.item.stage
    named = stages.get(stage)
    first = max(apply_on if stage in NOW else named[0] if named else apply_on, today)
    through = stages.get(task.item.requirement.through or "")
    last = through[1] or through[0] if through else first
    return _Need(first, max(first, last), named[0] if named else None)


def _step(found: Qualification, task: Task, need: _Need, closer: Closer) -> Step | None:
    """Return what is to be done for a requirement; None where it holds, or where nothing can be done.

    Where nobody knows whether it holds it is a question, not yet a step.
    """
    days = [need.first, *(day for day, _ in task.held.steps if need.first < day <= need.last)]
    day = next((day for day in days if task.held.at(day) is not YES), need.first)
    if task.held.worst(closer.judge.today, need.last) is YES or task.held.at(day) in {OPEN, SPLIT}:
        return None
    possible = first_day(task.could, day, OPEN)
    parts = list(_parts(found, task, possible, closer)) if possible else []
    if not parts or possible is None:
        return None
    made = _made(task, parts, _Need(possible, max(possible, need.last)), closer)
    return _wanted_by(made, need.planned) if made else None


def _wanted_by(step: Step, planned: dt.date | None) -> Step:
    """Return a step with the day by which it is wanted, where one is named, and whether it is there by then."""
    if planned is None or (step.needed is not None and step.needed <= planned):
        return step
    return replace(step, needed=planned, late=step.end > planned)


def _parts(found: Qualification, task: Task, day: dt.date, closer: Closer) -> Iterator[_Part]:
    """Yield what must come about for a requirement to hold on a day, by every source that asks for it."""
    item = task.item
    if item.check is not None:
        yield _Part(None, closer.doing(item.requirement, found.role.id), day)
        return
    seen: set[str] = set()
    for asked in item.asked:
        for part in _missing(task, asked.tree, day, closer) if asked.tree else ():
            text = part.closing.assumption.text if part.closing else part.leaf.question if part.leaf else ""
            if text not in seen:
                seen.add(text)
                yield part


def _missing(task: Task, tree: Judged, day: dt.date, closer: Closer) -> Sequence[_Part]:
    """Return the leaves that must come about for a criterion to hold on ``day``: of the best ways the shortest."""
    could = could_hold(task.item, tree, task.ready, closer)
    if tree.line.at(day) is YES and tree.line.worst(closer.judge.today, day) is YES:
        return []
    if not tree.parts:
        return [_leaf_part(task, tree, day, could, closer)]
    if hasattr(tree.node, "all_of"):
        return [each for part in tree.parts for each in _missing(task, part, day, closer)]
    lines = [(could_hold(task.item, part, task.ready, closer), part) for part in tree.parts]
    best = max(line.at(day) for line, _ in lines)
    choices = [_missing(task, part, day, closer) for line, part in lines if line.at(day) is best]
    return min(choices, key=lambda parts: (sum(part.closing is not None for part in parts), len(parts)))


def _leaf_part(task: Task, leaf: Judged, day: dt.date, could: Line, closer: Closer) -> _Part:
    """Return how one leaf comes about: by itself, by doing, or nobody knows; what is booked before what could be."""
    found = closer.closing(leaf, task.item.requirement)
    planned = first_day(leaf.line, closer.judge.today, YES)
    if leaf.line.at(day) is YES:
        return _Part(leaf, None, leaf.line.run(day).first)
    if planned is not None and (found is None or not found.begins):
        return _Part(leaf, None, planned)
    if leaf.line.at(day) is OPEN and (could.at(day) is OPEN or found is None):
        return _Part(leaf, None, day, open=True)
    return _Part(leaf, found, day)


def _made(task: Task, parts: Sequence[_Part], need: _Need, closer: Closer) -> Step | None:
    """Return the step that all its parts make together; None where nobody knows of any of them."""
    coming = _joined([part for part in parts if not part.open], closer)
    if not coming:
        return None
    placed = [_placed(task.ready, part, need, closer.judge.today) for part in coming]
    closings = [part.closing for part in coming if part.closing]
    waiting = [part.leaf for part in coming if part.leaf and not part.closing]
    ends = [each.latest for each in placed]
    ways = {way.text: way for each in closings if (way := each.way)}
    stated = task.item.requirement.cost
    return Step(
        task.item,
        "wait" if not closings else "renew" if task.held.at(closer.judge.today) is YES else "do",
        tuple(each.what for each in closings) or tuple(_named(leaf, task, closer) for leaf in waiting),
        min(each.start for each in placed),
        max(each.end for each in placed),
        None if None in ends else max(end for end in ends if end),
        task.needs if closings else (),
        max((each.wait.least for each in closings), default=0),
        (stated,) if stated and closings else tuple(way.cost for way in ways.values() if way.cost),
        tuple(ways.values()),
        tuple(
            dict.fromkeys(each.basis for each in closings if each.basis)
            if closings
            else [leaf.shows for leaf in waiting]
        ),
        all(each.begins for each in closings),
        tuple(question_of(part.leaf, closer) for part in parts if part.open and part.leaf),
        min((each.until for each in placed if each.until), default=None),
        decides=task.gate is not None,
    )


def _joined(parts: Sequence[_Part], closer: Closer) -> list[_Part]:
    """Return the parts, several credentials as the one that is all of them, where there is one."""
    held = [part for part in parts if part.closing and part.closing.credential]
    together = closer.bundle([part.closing for part in held if part.closing])
    if together is None:
        return list(parts)
    return [_Part(None, together, held[0].comes), *(part for part in parts if part not in held)]


def _named(leaf: Judged, task: Task, closer: Closer) -> str:
    """Return in a few words what comes by itself."""
    found = closer.closing(leaf)
    return found.what if found else task.item.requirement.text or task.id


def question_of(leaf: Judged, closer: Closer) -> Question:
    """Return what would settle an open leaf, put to whoever can answer."""
    kind = closer.asks(leaf)
    return Question(leaf.question if kind == "you" else for_employer(leaf), kind, leaf.key)


class _Placed(NamedTuple):
    start: dt.date
    end: dt.date
    latest: dt.date | None
    until: dt.date | None


def _placed(ready: Line, part: _Part, need: _Need, today: dt.date) -> _Placed:
    """Return from when to when one part goes on; what does not last is placed late enough."""
    found = part.closing
    if found is None:
        return _Placed(today, part.comes, part.comes, None)
    least, most = found.length
    start = first_day(ready, today, OPEN) or today
    if found.months is not None:
        last = need.first - (least if most is None else most) * DAY
        enough = _begun_for(need.last, found.months, least)
        spare = _begun_for(shift(need.last, max(1, found.months // RESERVE)), found.months, least)
        start = max(start, enough, min(last, spare))
        start = first_day(ready, start, OPEN) or start
    end = start + least * DAY
    until = shift(end, found.months) if found.months is not None else None
    return _Placed(
        start, end, None if most is None else start + most * DAY, until if until and until < FOREVER else None
    )


def _begun_for(day: dt.date, months: int, least: int) -> dt.date:
    """Return the first start after which something that lasts so many months is still good on a day."""
    end = shift(day, -months)
    while shift(end, months) < day:
        end += DAY
    return end - least * DAY
