"""When each requirement could be met, and the first day on which one could apply.

A requirement that does not hold yet has two lines: when it holds as things are, and when it could hold if what closes
it were begun as soon as what it needs first allows. The first day on which all that decides could hold together is
the longest path through what is missing; an open value on that day makes it "not before".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from careerplan.planning.closing import is_timed
from careerplan.planning.judged import settled, settled_leaf
from careerplan.planning.lines import BEGINNING, DAY, FOREVER, NO, OPEN, YES, Line, every, some, split
from careerplan.planning.qualification import NOW, asked_now

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from careerplan.planning.closing import Closer
    from careerplan.planning.judged import Judged
    from careerplan.planning.qualification import Item, Qualification, Stages


@dataclass(frozen=True)
class Task:
    """A requirement in time. ``held`` is when it holds as things are, ``could`` when it could.

    ``ready`` is when what it ``needs`` first could be there, by the ids of the requirements. ``gate`` is the line
    that decides whether one could apply, None where it does not decide.
    """

    item: Item
    held: Line
    could: Line
    ready: Line
    gate: Line | None
    needs: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the requirement; that of a broader role is named with it."""
        return name_of(self.item)


class Readiness(NamedTuple):
    """The first day on which one could apply, None where that is never or nobody knows.

    On ``surely`` it is sure, None where it never is. ``decided_by`` is the requirement that sets
    the day, the first where several do, None where one could apply today.
    """

    earliest: dt.date | None
    surely: dt.date | None
    decided_by: str | None

    @property
    def firm(self) -> bool:
        """Whether the earliest day is sure."""
        return self.earliest is not None and self.earliest == self.surely


def name_of(item: Item) -> str:
    """Return a name for an item that no other of its checklist has."""
    return f"{item.general}/{item.requirement.id}" if item.general else item.requirement.id


def tasks_of(
    found: Qualification, closer: Closer, stages: Stages, *, deciding: bool = False
) -> dict[str, Task]:  # fmt: skip
    """Return what a role requires of this person, by id, each after what it needs first.

    What is sensitive or for the employer to find out is there as well, since others may need it first; ``deciding``
    leaves out what neither decides nor is needed by what does.
    """
    items = {name_of(each): each for each in found.items}
    wanted = [name for name, item in items.items() if not deciding or _decides(item)]
    tasks: dict[str, Task] = {}
    for name in _in_order(items, wanted):
        item = items[name]
        needs = tuple(each for each in item.requirement.needs if each in items) if item.general is None else ()
        ready = every(tasks[each].could for each in needs)
        make = _judged if item.check is None else _unjudged
        could, line = make(found, item, ready, closer)
        gate = _through(line, item, stages) if _decides(item) else None
        tasks[name] = Task(item, _held(item, closer.judge.today), could, ready, gate, needs)
    return tasks


def _decides(item: Item) -> bool:
    """Say whether a requirement decides when one could apply.

    What others find out decides only where its sources say how long it takes.
    """
    if item.gate is not None:
        return True
    requirement = item.requirement
    timed = item.check is not None and is_timed(requirement)
    own = item.general is None and item.standing == "own"
    return timed and own and item.stage in NOW and requirement.level == "required" and item.only_if is None


def _held(item: Item, today: dt.date) -> Line:
    """Return when a requirement holds as things are; what is not ticked, or not to be judged, is still to do."""
    if item.check is None:
        return split([settled(each.tree, today) if each.tree else each.line for each in item.asked])
    ticked = item.asked[0].line if item.asked else Line.always(NO)
    return Line.of((day, YES if value is YES else NO) for day, value in ticked.steps)


def readiness(tasks: Iterable[Task], today: dt.date) -> Readiness:
    """Return when one could apply; where nothing decides, nobody knows."""
    deciding = [each for each in tasks if each.gate is not None]
    gates = [(each.id, each.gate) for each in deciding if each.gate is not None]
    if not any(each.item.gate is not None for each in deciding):
        return Readiness(None, None, None)
    together = every(gate for _, gate in gates)
    earliest = first_day(together, today, OPEN)
    by = None
    if earliest is None:
        by = next((name for name, gate in gates if first_day(gate, today, OPEN) is None), None)
    elif earliest > today:
        by = next(name for name, gate in gates if gate.at(earliest - DAY) is NO)
    return Readiness(earliest, first_day(together, today, YES), by)


def first_day(line: Line, today: dt.date, least: int) -> dt.date | None:
    """Return the first day from ``today`` on with at least a value; None if there is none."""
    ahead = (run for run in line.runs() if run.value >= least and (run.last is None or run.last >= today))
    found = next((max(run.first, today) for run in ahead), None)
    return found if found is not None and found < FOREVER else None


def could_hold(item: Item, tree: Judged, ready: Line, closer: Closer) -> Line:
    """Return when a criterion could hold, if each leaf is closed as soon as ``ready`` holds."""
    if tree.line == Line.always(YES):
        return tree.line
    if not tree.parts:
        held = settled_leaf(tree, closer.judge.today)
        found = closer.closing(tree, item.requirement)
        return held | found.line(ready, closer.judge.today, at_best=closer.at_best) if found else held
    join = every if hasattr(tree.node, "all_of") else some
    return join(could_hold(item, part, ready, closer) for part in tree.parts)


def _in_order(items: dict[str, Item], wanted: Iterable[str]) -> list[str]:
    """Return the names wanted and what they need, each after what it needs; the catalog holds no circles."""
    done: dict[str, None] = {}
    ahead = [(name, False) for name in reversed(list(wanted))]
    while ahead:  # no recursion: a chain may be longer than Python's stack
        name, ready = ahead.pop()
        if ready:
            done[name] = None
        elif name in items and name not in done:
            ahead.append((name, True))
            needs = items[name].requirement.needs if items[name].general is None else ()
            ahead += [(each, False) for each in reversed(needs) if each not in done]
    return list(done)


def _judged(_: Qualification, item: Item, ready: Line, closer: Closer) -> tuple[Line, Line]:
    """Return when a requirement could hold, and what of that counts for somebody who applies."""
    lines = [could_hold(item, each.tree, ready, closer) if each.tree else each.line for each in item.asked]
    return split(lines), split(asked_now(item.asked, item.standing, lines, unstaged_bars=True))


def _unjudged(found: Qualification, item: Item, ready: Line, closer: Closer) -> tuple[Line, Line]:
    """Return the same of a paper to have, or of what others find out."""
    doing = closer.doing(item.requirement, found.role.id)
    could = _held(item, closer.judge.today) | doing.line(ready, closer.judge.today, at_best=closer.at_best)
    return could, could if item.standing == "own" else could.softened()


def _through(line: Line, item: Item, stages: Stages) -> Line:
    """Return on which days one could apply, where what is asked must hold from then through a later stage."""
    ends = stages.get(item.requirement.through or "")
    if ends is None or ends[1] is None:
        return line
    last = ends[1]
    days = sorted({BEGINNING, *(day for day, _ in line.steps if day <= last), last + DAY})
    before = [(first, line.worst(first, last)) for first, _ in pairwise(days)]
    return Line.of([*before, *((day, line.at(day)) for day in {last + DAY, *(d for d, _ in line.steps if d > last)})])
