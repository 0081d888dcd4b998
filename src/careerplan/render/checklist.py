"""A role's requirements for one person: verdicts with their reasons, the tree behind them, boxes on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerplan.clock import say
from careerplan.planning.explaining import SAID, evidence, reason, tree_lines
from careerplan.render.acquaintances import known_lines, known_records
from careerplan.render.sources import Footnotes, cited_in, source_records
from careerplan.render.view import (
    Cell,
    Foot,
    Gap,
    Grid,
    Heading,
    Json,
    Line,
    Part,
    Rows,
    Said,
    Screen,
    Tone,
    View,
    Words,
)
from careerplan.render.words import CHECK_MARKS, DIMENSION, MARKS, STAGE, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.roles import Requirement
    from careerplan.catalog.sources import Source
    from careerplan.person.contacts import Contact
    from careerplan.planning.judged import Judged
    from careerplan.planning.qualification import Item, Qualification

TONES: dict[str, Tone] = {
    "met": "good",
    "unmet": "bad",
    "unknown": "warn",
    "depends": "warn",
    "expected": "warn",
    "lapses": "bad",
}

COUNTED = ("unmet", "lapses", "expected", "depends", "unknown")
"""The verdicts that the head counts, what bars first."""

CAN_APPLY = {
    "yes": "YES",
    "so-far": "SO FAR, YES: all that is known is met, but the sources do not show everything",
    "depends": "IT DEPENDS on which source holds",
    "unknown": "NOT KNOWN yet",
    "expected": "NOT YET",
    "no": "NO",
}

VERDICT = {
    "met": "Met",
    "expected": "Expected",
    "lapses": "Lapses",
    "unmet": "Not met",
    "unknown": "Not known",
    "depends": "Depends",
}
"""The verdict in words, where paper has no colour."""

TO_TICK = "To tick when you have it."

NOTHING = Line("No source here states a requirement. That is worth asking the employer.")


@dataclass(frozen=True)
class Telling:
    """How a checklist is told: with its sources, what the person checked of a requirement, what was assumed.

    ``known`` are those whom the person knows at the employer; they are not printed on paper.
    """

    cite: bool = False
    confirmed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    assumed: Sequence[str] = ()
    known: Sequence[Contact] = ()


def checklist_view(
    found: Qualification, sources: Mapping[str, Source], telling: Telling, hints: Sequence[str] = ()
) -> View:  # fmt: skip
    """Return the checklist of one role for one person."""
    cite, told = telling.cite, telling.confirmed

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - columns wrap at any width
        notes = Footnotes(sources) if cite else None
        parts = [*_head(found), *assumed_lines(telling.assumed)]
        for stage, items in _by_stage(found):
            rows = [_row(item, found, notes, told) for item in items]
            parts += [Gap(), Heading(STAGE[stage], 2), Grid(("", "", ""), rows, frozenset({1, 2}))]
        if not found.items:
            parts += [Gap(), NOTHING]
        parts += known_lines(telling.known, found.role.employer or "")
        return [*parts, Gap(), *notes.parts()] if notes else parts

    def paper() -> Screen:
        notes = Footnotes(sources) if cite else None
        parts = [*_head(found), *assumed_lines(telling.assumed)]
        for stage, items in _by_stage(found):
            parts += [Gap(), Heading(STAGE[stage], 2), *(_boxed(item, found, notes, told) for item in items)]
        if not found.items:
            parts += [Gap(), NOTHING]
        foot = Foot(f"careerplan · {found.role.id} · made on {say(found.as_of)}")
        return [*parts, *([Gap(), *notes.parts()] if notes else []), foot]

    return View(
        "checklist", lambda: _document(found, sources, telling), screen, lambda: _rows(found), hints, paper=paper
    )


def assumed_lines(assumed: Sequence[str]) -> list[Part]:
    """Return what was assumed, as a paragraph; nothing where nothing was."""
    return [Line(Said(f"Assuming: {'; '.join(assumed)}.", "warn"))] if assumed else []


def _by_stage(found: Qualification) -> list[tuple[str, list[Item]]]:
    stages = ((stage, [item for item in found.items if item.stage == stage]) for stage in STAGE)
    return [(stage, items) for stage, items in stages if items]


def _told(item: Item, confirmed: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return confirmed.get(item.requirement.id, ())


def _document(found: Qualification, sources: Mapping[str, Source], telling: Telling) -> Json:
    told = telling.confirmed
    items: list[Json] = [{**_record(item, found), "confirmed": list(_told(item, told))} for item in found.items]
    return {
        "role": found.role.id,
        "as_of": found.as_of.isoformat(),
        "can_apply": found.can_apply,
        "not_before": found.not_before.isoformat() if found.not_before else None,
        "coverage": found.role.coverage,
        "assumed": list(telling.assumed),
        "summary": found.summary(),
        "known_people": known_records(telling.known, found.role.employer or ""),
        "items": items,
        "sources": source_records(sources, cited_in(items)),
    }


def _rows(found: Qualification) -> Rows:
    header = ("when", "verdict", "requirement", "kind", "level", "general", "text", "reason", "sources")
    return Rows(
        header,
        [
            (
                *(item.stage, item.verdict.status, item.requirement.id, item.requirement.kind),
                *(item.requirement.level, item.general or "", text_of(item.requirement)),
                *(reason(item, found.as_of), " ".join(sources_of(item.requirement))),
            )
            for item in found.items
        ],
    )


def _boxed(item: Item, found: Qualification, notes: Footnotes | None, confirmed: Mapping[str, Sequence[str]]) -> Line:
    """Return an item with a box, ticked where it is met; what is private has none, so paper never tells of it."""
    below: list[Words] = [Said(_verdict(item, found), "dim"), *(f"✎ {each}" for each in _told(item, confirmed))]
    private = item.check == "private"
    mark = _mark(item) if private or item.check is None or item.verdict.status == "met" else ""
    return Line(_said(item, notes), mark, box=None if private else item.verdict.status == "met", below=below)


def _verdict(item: Item, found: Qualification) -> str:
    """Return the verdict in words with its reason; what is to be ticked has its box and needs no command."""
    status, why = item.verdict.status, reason(item, found.as_of)
    if item.check == "tick" and status != "met":
        return f"Only if: {item.only_if} {TO_TICK}" if item.only_if else TO_TICK
    if item.check and status != "met":
        return why[:1].upper() + why[1:]
    return f"{VERDICT.get(status, status)}: {why}"


def _head(found: Qualification) -> list[Part]:
    role = found.role
    private = any(item.check == "private" for item in found.items)
    answer = CAN_APPLY[found.can_apply]
    if found.can_apply == "expected" and found.not_before:
        answer += f": not before {say(found.not_before)}"
    summary = found.summary()
    counted = {word: summary[word] for word in COUNTED if word in summary}
    if found.can_apply in {"no", "unknown", "expected"} and counted:
        answer += " (" + ", ".join(f"{count} {word}" for word, count in counted.items()) + ")"
    if private:
        answer += ", assuming you pass the checks"
    return [
        Heading(f"{role.title} · {place(role.jurisdiction)}"),
        Line(Said(f"{role.id}, as of {say(found.as_of)}", "dim")),
        Line(Said(f"Can you apply? {answer}.", "strong")),
    ]


def _row(
    item: Item, found: Qualification, notes: Footnotes | None, confirmed: Mapping[str, Sequence[str]]
) -> tuple[Cell, ...]:
    told = [Said(f"✎ {each}") for each in _told(item, confirmed)]
    why = Said(reason(item, found.as_of), "dim")
    return Said(_mark(item), TONES.get(item.verdict.status, "")), _said(item, notes), (why, *told) if told else why


def _said(item: Item, notes: Footnotes | None) -> str:
    """Return the words of an item, how firmly it is asked and whose word that is."""
    requirement = item.requirement
    extra = [
        requirement.level if requirement.level != "required" else "",
        "said in general"
        if item.general or item.standing == "general"
        else "reported by others"
        if item.standing == "reported"
        else "",
    ]
    said = text_of(requirement) + "".join(f" ({each})" for each in extra if each)
    return f"{said} {notes.mark(sources_of(requirement))}" if notes else said


def _mark(item: Item) -> str:
    if item.check and item.verdict.status != "met":
        return CHECK_MARKS[item.check]
    return MARKS.get(item.verdict.status, "·")


def text_of(requirement: Requirement) -> str:
    """Return the text of a requirement; where sources disagree, what each says."""
    if requirement.readings:
        return " / ".join(each.text for each in requirement.readings)
    return requirement.text or ""


def sources_of(requirement: Requirement) -> list[str]:
    """Return every source a requirement rests on, each once."""
    cited = [*requirement.sources, *(source for each in requirement.readings for source in each.sources)]
    return list(dict.fromkeys(cited))


def _record(item: Item, found: Qualification) -> Json:
    requirement, verdict = item.requirement, item.verdict
    question = item.questions[0] if item.questions else None
    return {
        "requirement": requirement.id,
        "kind": requirement.kind,
        "level": requirement.level,
        "when": item.stage,
        "general": item.general,
        "sensitive": requirement.sensitive,
        "text": text_of(requirement),
        "readings": [{"text": each.text, "sources": list(each.sources)} for each in requirement.readings],
        "verdict": verdict.status,
        "reason": reason(item, found.as_of),
        "needed": item.needed.isoformat() if item.needed else None,
        "from": verdict.since.isoformat() if verdict.since else None,
        "until": verdict.until.isoformat() if verdict.until else None,
        "evidence": list(evidence(item, found.as_of)),
        "question": question.text if question else None,
        "ask": question.ask if question else None,
        "answer_in": question.key if question else None,
        "standing": item.standing,
        "check": item.check,
        "decides": item.gate is not None,
        "note": requirement.note,
        "sources": sources_of(requirement),
    }


def why_view(
    found: Qualification, items: Sequence[Item], sources: Mapping[str, Source], assumed: Sequence[str] = ()
) -> View:  # fmt: skip
    """Return the proof of some items: each tree, with the leaves that decide marked."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts: list[Part] = [Heading(f"{found.role.title} · {place(found.role.jurisdiction)}")]
        parts += assumed_lines(assumed)
        notes = Footnotes(sources)
        for item in items:
            parts += [Gap(), Heading(f"{item.requirement.id} ({DIMENSION[item.requirement.kind].lower()})", 2)]
            parts += [Line(f"{text_of(item.requirement)} {notes.mark(sources_of(item.requirement))}")]
            parts += [Line(Said(f"{item.verdict.status}: {reason(item, found.as_of)}", "strong"), _mark(item))]
            day = max(item.needed or found.as_of, found.as_of)
            for number, tree in enumerate(item.trees, 1):
                if len(item.trees) > 1:
                    parts.append(Line(f"reading {number}", indent=2))
                for depth, value, text, decides in tree_lines(tree, day):
                    parts.append(Line(f"{text} ({SAID[value]})", "▸" if decides else "·", 2 + 2 * depth))
            parts += [Line(f"{each.text} ({each.ask}; {each.key})", "?", 2) for each in item.questions]
        parts += [Gap(), Line(Said("▸ decides", "dim")), *notes.parts()]
        return parts

    def document() -> Json:
        records = [
            {**_record(item, found), "trees": [_tree(tree, item, found) for tree in item.trees]} for item in items
        ]
        cited = source_records(sources, cited_in(records))
        day = found.as_of.isoformat()
        return {
            "role": found.role.id, "as_of": day, "assumed": list(assumed), "items": records, "sources": cited,
        }  # fmt: skip

    return View("why", document, screen)


def _tree(tree: Judged, item: Item, found: Qualification) -> list[Json]:
    day = max(item.needed or found.as_of, found.as_of)
    return [
        {"depth": depth, "value": SAID[value], "text": text, "decides": decides}
        for depth, value, text, decides in tree_lines(tree, day)
    ]
