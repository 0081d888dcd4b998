"""The one to three most useful things to do now for a role, read off its timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from careerplan.planning.qualification import is_telling

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from careerplan.planning.steps import Step
    from careerplan.planning.timeline import Timeline, Unknown

MOST = 3
"""As many at the most: a longer list is a checklist again."""


class Advice(NamedTuple):
    """One thing to do.

    ``kind`` is apply, begin, collect, renew, go-on, answer, find-out, ask, choose or look-elsewhere.
    ``requirement`` is empty where it is about no single one; ``more`` counts further things of the kind.
    """

    kind: str
    requirement: str
    text: str
    why: str
    more: int = 0


def advise(found: Timeline) -> tuple[Advice, ...]:
    """Return what to do now, most useful first: what decides the date before what only has to be done by then.

    Nothing is said twice: neither a requirement nor one course that meets two of them.
    """
    never = next((each for each in found.unknowns if each.why == "never"), None)
    if never is not None:
        why = "nothing known would meet this one"
        return (Advice("look-elsewhere", never.requirement, "Look at other roles: careerplan roles match", why),)
    given: list[Advice] = []
    for each in _all(found):
        if not any(_same(each, other) for other in given):
            given.append(each)
    if not given and found.steps:
        first = min(found.steps, key=_start)
        given.append(_to_do(first, f"not before {first.start}, so that it is still good when it is needed"))
    return tuple(given[:MOST])


def _same(one: Advice, other: Advice) -> bool:
    again = one.requirement == other.requirement and not (one.more or other.more)
    return again or (one.kind, one.text) == (other.kind, other.text)


def _all(found: Timeline) -> Iterator[Advice]:
    ready, today = found.ready, found.found.as_of
    by_id = {step.id: step for step in found.steps}
    deciding = [step for step in found.steps if step.decides and step.kind != "wait"]
    if ready.earliest == today and found.firm and not is_telling(found.found):
        yield Advice("ask", "", "What else do you ask of applicants?", "little is known of what this employer asks")
    elif ready.earliest == today and found.firm and not deciding:
        where = found.found.role.how_to_apply
        text = f"Apply: {where[0].text}" if where else "Apply."
        yield Advice("apply", "", text, "all that is known to be asked of applicants is there")
    yield from _asked(found.unknowns, "unanswered", "you", "answer", "without it nobody can tell")
    if ready.decided_by in by_id:
        step = _first_of(by_id[ready.decided_by], by_id)
        yield _to_do(step, "it decides the date")
    yield from _asked(found.unknowns, "unanswered", "employer", "ask", "only the employer can tell")
    yield from _asked(found.unknowns, "differs", "employer", "ask", "the sources differ")
    yield from (_to_do(step, "needed to apply") for step in sorted(deciding, key=_start) if step.start <= today)
    yield from _asked(found.unknowns, "wait", "you", "find-out", "no source says when one can begin")
    yield from _asked(found.unknowns, "length", "you", "find-out", "no source says how long it takes")
    yield from _asked(found.unknowns, "reported", "employer", "ask", "only others report it")
    yield from _asked(found.unknowns, "later", "employer", "ask", "nothing known would meet it later")
    yield from _asked(found.unknowns, "coverage", "employer", "ask", "no source of the employer's says enough")
    yield from _asked(found.unknowns, "coverage", "you", "choose", "this is an occupation, not a job")
    later = [step for step in found.steps if not step.decides and step.kind != "wait" and step.start <= today]
    yield from (
        _to_do(step, "asked in general" if step.item.standing == "general" else "needed later") for step in later
    )
    yield from (_to_do(step, "under way") for step in found.steps if step.kind == "wait")


def _start(step: Step) -> dt.date:
    return step.start


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
