"""The way to a role: when one could apply, the steps there, and what keeps the day from being sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from careerplan.planning.lines import OPEN, SPLIT, YES
from careerplan.planning.readiness import Readiness, Task, first_day, readiness, tasks_of
from careerplan.planning.steps import question_of, steps_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from careerplan.planning.closing import Closer
    from careerplan.planning.qualification import Qualification, Stages
    from careerplan.planning.steps import Step


class Unknown(NamedTuple):
    """What keeps the date from being sure: why, and what would settle it.

    ``why`` is unanswered, differs, length, wait, reported, coverage, never or later.

    ``ask`` is you or employer; ``key`` is where in the profile an answer belongs.
    """

    requirement: str
    why: str
    text: str
    ask: str
    key: str


@dataclass(frozen=True)
class Timeline:
    """The way to a role. ``ready`` is about applying; ``complete`` the day on which later stages are covered too.

    ``complete`` is None where nothing is asked later that does not hold already, or where no day can be named.
    ``planned`` is the day on which the person means to apply, None where they name none.
    """

    found: Qualification
    ready: Readiness
    steps: tuple[Step, ...]
    unknowns: tuple[Unknown, ...]
    complete: dt.date | None
    planned: dt.date | None = None

    @property
    def late(self) -> bool:
        """Whether one could not apply on the day one means to."""
        return self.planned is not None and (self.ready.earliest is None or self.planned < self.ready.earliest)

    @property
    def firm(self) -> bool:
        """Whether the earliest day is sure; else it reads "not before"."""
        return self.ready.firm and not self.unknowns


def make_timeline(found: Qualification, closer: Closer, stages: Stages) -> Timeline:
    """Return the steps to ``found.role``, in the order in which they begin."""
    today = closer.judge.today
    tasks = tasks_of(found, closer, stages)
    ready = readiness(tasks.values(), today)
    steps = sorted(steps_of(found, tasks, ready, closer, stages), key=lambda step: (step.start, step.end))
    soonest = [first_day(task.could, today, OPEN) for task in tasks.values() if _asked_later(task)]
    complete = None
    if ready.earliest and soonest and None not in soonest:
        complete = max([ready.earliest, *filter(None, soonest)])
    planned = stages["to-apply"][0] if "to-apply" in stages and stages["to-apply"][0] >= today else None
    unknowns = tuple(_unknowns(found, tasks, steps, ready, closer))
    return Timeline(found, ready, tuple(steps), unknowns, complete, planned)


def _asked_later(task: Task) -> bool:
    """Say whether the employer asks for something later, that the person can bring about."""
    item = task.item
    own = item.general is None and item.standing != "general" and item.requirement.closed_by == "you"
    return (
        task.gate is None
        and own
        and item.requirement.level == "required"
        and item.check in {None, "tick"}
        and (item.only_if is None)
    )


def _unknowns(
    found: Qualification, tasks: Mapping[str, Task], steps: Sequence[Step], ready: Readiness, closer: Closer
) -> Iterator[Unknown]:
    """Yield what keeps the earliest day from being sure."""
    today = closer.judge.today
    planned = {step.id: step for step in steps}
    for name, task in tasks.items():
        step = planned.get(name)
        if step is not None and step.decides:
            yield from _open_step(step)
            if ready.earliest and task.item.gate and task.item.gate.at(ready.earliest) is SPLIT:
                yield _differing(task)
        elif task.gate is not None and step is None:
            yield from _open_questions(task, ready.earliest or today, closer)
        elif _asked_later(task) and first_day(task.could, today, OPEN) is None:
            yield Unknown(name, "later", "Nothing known would meet this, which is asked later.", "employer", "")
    if not any(task.item.gate for task in tasks.values()):
        yield _coverage(found)
    if ready.earliest is None and ready.decided_by:
        yield Unknown(ready.decided_by, "never", "Nothing known would meet this.", "employer", "")


def _coverage(found: Qualification) -> Unknown:
    """Return the question of a role of which no source says what is asked of applicants."""
    if found.role.employer is None:
        return Unknown("", "coverage", "Which employer? One applies to its role: careerplan roles match", "you", "")
    return Unknown("", "coverage", "What do you ask of applicants? No source of yours says.", "employer", "")


def _differing(task: Task) -> Unknown:
    """Return the question which of the sources holds that disagree."""
    readings = [each.text for each in task.item.requirement.readings]
    texts = [each if len(each) <= LONGEST else f"{each[:LONGEST]}…" for each in readings]
    return Unknown(task.id, "differs", f"Which holds: {' / '.join(texts)}?", "employer", "")


def _open_questions(task: Task, day: dt.date, closer: Closer) -> Iterator[Unknown]:
    """Yield what is open of a requirement on a day: what nobody knows, or which of the sources holds."""
    item = task.item
    value = item.gate.at(day) if item.gate else YES
    if value is YES and item.verdict.status not in {"unknown", "depends"}:
        return
    if value is SPLIT or item.verdict.status == "depends":
        yield _differing(task)
        return
    leaves = [leaf for tree in item.trees for leaf in tree.deciding(day) if leaf.line.at(day) is OPEN]
    asked = [Unknown(task.id, "unanswered", *question_of(leaf, closer)) for leaf in leaves]
    asked = asked or [Unknown(task.id, "unanswered", *each) for each in item.questions[:1]]
    yield from dict.fromkeys(asked)


def _open_step(step: Step) -> Iterator[Unknown]:
    what = "; ".join(step.texts)
    yield from (Unknown(step.id, "unanswered", *each) for each in step.questions)
    if step.latest is None:
        yield Unknown(step.id, "length", f"How long does it take: {what}?", "you", "")
    elif not step.begins and not step.bases:
        yield Unknown(step.id, "wait", f"When can you begin: {what}?", "you", "")
    if "own" not in {step.item.standing, *(each.standing for each in step.item.asked)}:
        yield Unknown(step.id, "reported", "Do you ask for this? Only others report it.", "employer", "")


LONGEST = 90
"""The characters of what a source says that are quoted in a question."""
