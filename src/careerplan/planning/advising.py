"""The one to three most useful things to do now for a role, read off its timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from careerplan.planning.timeline import Step, Timeline, Unknown

MOST = 3
"""As many at the most: a longer list is a checklist again."""


class Advice(NamedTuple):
    """One thing to do. ``kind`` is apply, begin, collect, renew, go-on, answer, find-out, ask or look-elsewhere.

    ``requirement`` is empty where it is about no single one; ``more`` counts further things of the kind.
    """

    kind: str
    requirement: str
    text: str
    why: str
    more: int = 0


def advise(found: Timeline) -> tuple[Advice, ...]:
    """Return what to do now, most useful first: what decides the date before what only has to be done by then."""
    given: dict[tuple[str, str], Advice] = {}
    for each in _all(found):
        given.setdefault((each.kind if each.more else "", each.requirement), each)
    return tuple(given.values())[:MOST]


def _all(found: Timeline) -> Iterator[Advice]:
    ready, today = found.ready, found.found.as_of
    by_id = {step.id: step for step in found.steps}
    never = next((each for each in found.unknowns if each.why == "never"), None)
    if never is not None:
        yield Advice("look-elsewhere", never.requirement, "Look at other roles.", "nothing known would meet this one")
    elif ready.earliest == today and found.firm:
        yield Advice("apply", "", "Apply.", "all that is known to be asked of applicants is there")
    yield from _asked(found.unknowns, "unanswered", "you", "answer", "without it nobody can tell")
    if ready.decided_by in by_id:
        step = _first_of(by_id[ready.decided_by], by_id)
        yield _to_do(step, "it decides the date")
    yield from _asked(found.unknowns, "unanswered", "employer", "ask", "only the employer can tell")
    yield from _asked(found.unknowns, "differs", "employer", "ask", "the sources differ")
    waiting = sorted((step for step in found.steps if step.decides), key=lambda step: step.start)
    yield from (_to_do(step, "needed to apply") for step in waiting if step.start <= today and step.kind != "wait")
    yield from _asked(found.unknowns, "wait", "you", "find-out", "no source says when one can begin")
    yield from _asked(found.unknowns, "length", "you", "find-out", "no source says how long it takes")
    yield from _asked(found.unknowns, "reported", "employer", "ask", "only others report it")
    yield from _asked(found.unknowns, "coverage", "employer", "ask", "no source of the employer's says it")
    yield from (_to_do(step, "needed later") for step in found.steps if not step.decides and step.kind != "wait")
    yield from (_to_do(step, "under way") for step in found.steps if step.kind == "wait")


def _first_of(step: Step, by_id: dict[str, Step]) -> Step:
    """Return what is to be begun first for a step: the last to end of what it needs, and so on."""
    while before := [by_id[each] for each in step.needs if each in by_id]:
        step = max(before, key=lambda each: each.end)
    return step


def _to_do(step: Step, why: str) -> Advice:
    kind = {"wait": "go-on", "renew": "renew"}.get(step.kind, "begin" if step.item.check is None else "collect")
    return Advice(kind, step.id, "; ".join(step.texts), why)


def _asked(unknowns: Sequence[Unknown], why: str, ask: str, kind: str, because: str) -> Iterator[Advice]:
    """Yield one piece of advice for all questions of a kind: the first, and how many more there are."""
    found = [each for each in unknowns if each.why == why and each.ask == ask]
    if found:
        yield Advice(kind, found[0].requirement, found[0].text, because, len(found) - 1)
