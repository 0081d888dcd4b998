"""The way to a role: its steps on one time scale, what they cost, what keeps the date open; and what to do now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from careerplan.clock import say
from careerplan.planning.qualification import is_telling
from careerplan.planning.statements import say_range
from careerplan.render.checklist import assumed_lines, sources_of
from careerplan.render.sources import Footnotes, cited_in, source_records
from careerplan.render.view import Foot, Gantt, Gap, Heading, Json, Line, Part, Rows, Said, Screen, Stretch, Tone, View
from careerplan.render.words import STAGE, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.sources import Source
    from careerplan.planning.advising import Advice
    from careerplan.planning.steps import Step
    from careerplan.planning.timeline import Timeline, Unknown

SHORTEST = 14
"""The fewest days that a chart spans."""

KINDS: dict[str, tuple[str, Tone]] = {"do": ("", ""), "wait": ("under way", "warn"), "renew": ("renew", "warn")}

DO = {
    "apply": "Apply",
    "begin": "Begin",
    "collect": "Collect",
    "renew": "Renew",
    "go-on": "Go on with",
    "answer": "Answer",
    "ask": "Ask the employer",
    "find-out": "Find out",
    "choose": "Choose",
    "look-elsewhere": "Look elsewhere",
}


def timeline_view(
    found: Timeline,
    sources: Mapping[str, Source],
    *,
    cite: bool,
    assumed: Sequence[str] = (),
    hints: Sequence[str] = (),
) -> View:
    """Return the way to a role as a chart, a document, a table, and as boxes to tick on paper."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - a chart fits any width
        notes = Footnotes(sources) if cite else None
        parts = [*_head(found, assumed), *_chart(found, notes)]
        parts += [Gap(), *_questions(found)] if found.unknowns else []
        return [*parts, Gap(), *notes.parts()] if notes else parts

    def paper() -> Screen:
        notes = Footnotes(sources) if cite else None
        parts = [*_head(found, assumed), *_chart(found, None)]
        parts += [Gap(), Heading("Steps", 2), *(_boxed(step, notes) for step in found.steps)] if found.steps else []
        if found.unknowns:
            parts += [Gap(), Heading("To find out", 2)]
            parts += [Line(each, box=False) for each in _asked_all(found)]
        foot = Foot(f"careerplan · {found.found.role.id} · made on {say(found.found.as_of)}")
        return [*parts, *([Gap(), *notes.parts()] if notes else []), foot]

    def document() -> Json:
        return _document(found, sources, assumed)

    return View("timeline", document, screen, lambda: _rows(found), hints, paper=paper)


def _head(found: Timeline, assumed: Sequence[str]) -> list[Part]:
    role = found.found.role
    parts: list[Part] = [
        Heading(f"{role.title} · {place(role.jurisdiction)}"),
        Line(Said(f"{role.id}, as of {say(found.found.as_of)}", "dim")),
        Line(Said(answer(found), "strong")),
    ]
    parts += assumed_lines(assumed)
    if found.planned:
        late = "; that is too early" if found.late else ""
        parts.append(Line(Said(f"You mean to apply on {say(found.planned)}{late}.", "warn" if late else "")))
    if found.complete and found.ready.earliest and found.complete > found.ready.earliest:
        parts.append(Line(f"With what is asked for later: not before {say(found.complete)}."))
    cost = _total(found)
    return [*parts, Line(cost)] if cost else parts


def answer(found: Timeline) -> str:
    """Say in one sentence when one could apply, and which step sets the day."""
    ready, today = found.ready, found.found.as_of
    if ready.earliest is None:
        if found.found.role.employer is None and ready.decided_by is None:
            return "This is an occupation, not a job: when you could apply depends on the employer."
        if ready.decided_by is None:
            return "When you could apply is not known: no source shows what this employer itself asks of applicants."
        return f"As things are, you could not apply: nothing known would meet '{ready.decided_by}'."
    if ready.earliest == today:
        if found.firm:
            return "You could apply today, as far as the sources show." + ("" if is_telling(found.found) else LITTLE)
        count = len(_asked_all(found))
        sure = f"surely from {say(ready.surely)}" if ready.surely else "and not sure yet"
        ask = f": {count} thing{'' if count == 1 else 's'} to find out" if count else ""
        return f"Not before today, {sure}{ask}."
    word = "You could apply from" if found.firm else "Not before"
    sure = f"; surely from {say(ready.surely)}" if ready.surely and not found.firm else ""
    return f"{word} {say(ready.earliest)}{sure}. Decided by: {ready.decided_by}."


LITTLE = " But little is known of what this employer asks: ask before you rely on it."
"""What is said where no source shows which schooling an employer asks."""


def _total(found: Timeline) -> str:
    """Say what the steps cost, as far as any source says, and for how many of them none does."""
    todo = [step for step in found.steps if step.kind != "wait"]
    if not todo:
        return ""
    totals: dict[str, list[float]] = {}
    for cost in (cost for step in todo for cost in step.costs):
        total = totals.setdefault(cost.currency or "", [0, 0])
        total[0] += cost.least
        total[1] += cost.most
    silent = sum(not step.costs for step in todo)
    if not totals:
        return "Cost: not known; no source gives any."
    said = " and ".join(f"{currency} {say_range(*both)}".strip() for currency, both in totals.items())
    known = len(todo) - silent
    return f"Cost: {said}" + (f" for {known} of {len(todo)} steps; not known of the others." if silent else ".")


def _chart(found: Timeline, notes: Footnotes | None) -> list[Part]:
    today = found.found.as_of
    if not found.steps:
        return []
    ends = [step.latest or step.end for step in found.steps]
    last = max(*ends, found.ready.earliest or today, today + dt.timedelta(days=SHORTEST))
    rows = [_stretch(step, notes) for step in found.steps]
    if found.ready.earliest:
        label = "Ready to apply" if found.firm else "Ready to apply, not before"
        rows.append(Stretch(label, found.ready.earliest, found.ready.earliest, tone="good"))
    return [Gap(), Gantt(today, last, rows)]


def _stretch(step: Step, notes: Footnotes | None) -> Stretch:
    mark = f" {notes.mark(_cited(step))}" if notes else ""
    tone = KINDS[step.kind][1]
    return Stretch(_label(step) + mark, step.start, step.end, "; ".join(_facts(step)), tone, step.latest is None)


def _label(step: Step) -> str:
    return "; ".join(step.texts) or step.id


def _facts(step: Step) -> list[str]:
    """Return what else there is to know of a step, in a few words each."""
    facts = [
        KINDS[step.kind][0],
        f"{step.waits} days to wait" if step.waits else "",
        *(way.text for way in step.ways),
        *step.bases,
        f"up to {say(step.latest)}" if step.latest and step.latest > step.end else "",
        f"good until {say(step.until)}" if step.until else "",
        f"after {', '.join(step.needs)}" if step.needs else "",
        _cost(step),
        f"too late for {say(step.needed)}" if step.late and step.needed else "",
        "said in general" if step.item.general else "",
        "" if step.decides else STAGE[step.item.stage].lower(),
    ]
    return [each for each in facts if each]


def _cost(step: Step) -> str:
    return " and ".join(f"{each.currency or ''} {say_range(each.least, each.most)}".strip() for each in step.costs)


def _questions(found: Timeline) -> list[Part]:
    return [Heading("To find out", 2), *(Line(each, "?") for each in _asked_all(found))]


def _asked_all(found: Timeline) -> list[str]:
    """Return what is to be found out, a line each; what only lacks a length, or a day to begin, stands on one."""
    steps = {step.id: step for step in found.steps}
    asked = [_asked(each) for each in found.unknowns if each.why not in {"length", "wait"}]
    for why, said in (("wait", "When one can begin is not known"), ("length", "No source says how long it takes")):
        labels = [_label(steps[each.requirement]) for each in found.unknowns if each.why == why]
        asked += [f"{said}: {'; '.join(labels)}."] if labels else []
    return asked


def _asked(unknown: Unknown) -> str:
    where = f" ({unknown.requirement})" if unknown.requirement else ""
    whom = "Ask the employer: " if unknown.ask == "employer" and unknown.why != "never" else ""
    return f"{whom}{unknown.text}{where}"


def _boxed(step: Step, notes: Footnotes | None) -> Line:
    days = f"{say(step.start)} to {say(step.end) if step.latest else 'not known'}"
    below = [days if step.start != step.end or not step.latest else say(step.end), *_facts(step)]
    mark = f" {notes.mark(_cited(step))}" if notes else ""
    return Line(f"{_label(step)}{mark}", box=False, below=("; ".join(below),))


def _cited(step: Step) -> list[str]:
    return list(dict.fromkeys([*sources_of(step.item.requirement), *(s for way in step.ways for s in way.sources)]))


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _document(found: Timeline, sources: Mapping[str, Source], assumed: Sequence[str]) -> Json:
    steps: list[Json] = [_record(step) for step in found.steps]
    return {
        "role": found.found.role.id,
        "as_of": found.found.as_of.isoformat(),
        "can_apply": found.found.can_apply,
        "assumed": list(assumed),
        "earliest": _day(found.ready.earliest),
        "firm": found.firm,
        "surely": _day(found.ready.surely),
        "decided_by": found.ready.decided_by,
        "complete": _day(found.complete),
        "planned": _day(found.planned),
        "late": found.late,
        "steps": steps,
        "unknowns": [each._asdict() for each in found.unknowns],
        "sources": source_records(sources, cited_in(steps)),
    }


def _record(step: Step) -> Json:
    return {
        "requirement": step.id,
        "kind": step.kind,
        "text": _label(step),
        "start": step.start.isoformat(),
        "end": step.end.isoformat(),
        "latest": _day(step.latest),
        "until": _day(step.until),
        "needed": _day(step.needed),
        "late": step.late,
        "when": step.item.stage,
        "decides": step.decides,
        "needs": list(step.needs),
        "cost": _sum(step),
        "reckoned": list(step.bases),
        "ways": [{"text": way.text, "sources": list(way.sources)} for way in step.ways],
        "sources": sources_of(step.item.requirement),
    }


def _sum(step: Step) -> Json | None:
    """Return the cost of a step where it has one in one currency."""
    currencies = {each.currency for each in step.costs}
    if len(currencies) != 1:
        return None
    least, most = (sum(getattr(each, side) for each in step.costs) for side in ("least", "most"))
    return {"least": least, "most": most, "currency": currencies.pop()}


def _rows(found: Timeline) -> Rows:
    header = ("requirement", "kind", "text", "start", "end", "latest", "until", "needs", "cost", "when", "decides")
    return Rows(
        header,
        [
            (
                *(step.id, step.kind, _label(step), step.start.isoformat(), step.end.isoformat()),
                *(_day(step.latest) or "", _day(step.until) or "", " ".join(step.needs), _cost(step)),
                *(step.item.stage, "yes" if step.decides else "no"),
            )
            for step in found.steps
        ],
    )


def next_view(
    found: Timeline, advice: Sequence[Advice], *, assumed: Sequence[str] = (), hints: Sequence[str] = ()
) -> View:  # fmt: skip
    """Return the few most useful things to do now."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts = _head(found, assumed)
        for number, each in enumerate(advice, 1):
            more = f" ({each.more} more like it)" if each.more else ""
            what = each.text if each.kind in {"apply", "look-elsewhere", "choose"} else f"{DO[each.kind]}: {each.text}"
            where = f" ({each.requirement})" if each.requirement else ""
            parts += [Gap(), Line(Said(f"{what}{where}{more}", "strong"), f"{number}."), Line(f"{each.why}", indent=3)]
        return parts

    def document() -> Json:
        return {
            "role": found.found.role.id,
            "as_of": found.found.as_of.isoformat(),
            "assumed": list(assumed),
            "earliest": _day(found.ready.earliest),
            "firm": found.firm,
            "next": [each._asdict() for each in advice],
        }

    def rows() -> Rows:
        header = ("kind", "requirement", "text", "why", "more")
        return Rows(header, [(*each[:4], str(each.more)) for each in advice])

    return View("next", document, screen, rows, hints)
