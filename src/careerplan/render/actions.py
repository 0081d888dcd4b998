"""What a command changed, in a sentence or two and as a document; history and the follow-up rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.clock import local_time
from careerplan.frozen import record_json
from careerplan.render.practices import say_evidence
from careerplan.render.safe import json_text
from careerplan.render.sources import Footnotes, source_records
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.practices import Practice
    from careerplan.catalog.rules import Rule
    from careerplan.catalog.sources import Source
    from careerplan.person.history import Action


def done_view(sentences: Sequence[str], document: Json, schema: str, hints: Sequence[str] = ()) -> View:
    """Return what was done: ``sentences`` for a person, ``document`` for a program."""

    def rows() -> Rows:  # every output there is: after a change it is too late to refuse one
        return Rows(("message",), [[each] for each in sentences])

    return View(schema, lambda: document, lambda _: [Line(each) for each in sentences], rows, hints)


def history_view(actions: Sequence[Action]) -> View:
    """Return past actions, newest first."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not actions:
            return [Line("Nothing was done yet.")]
        rows = [
            (f"#{each.id}", local_time(each.at), each.summary, each.state if each.state != "done" else "")
            for each in actions
        ]
        return [Grid(("", "When", "What", ""), rows, frozenset({2}))]

    def rows() -> Rows:
        return Rows(
            ("id", "at", "state", "changes", "summary"),
            [(str(each.id), each.at, each.state, str(each.changes), each.summary) for each in actions],
        )

    def document() -> Json:
        return {"actions": [action_record(each) for each in actions]}

    return View("history", document, screen, rows, ("Take back the newest: careerplan undo",) if actions else ())


def action_record(action: Action) -> Json:
    """Return an action as it stands in a document."""
    keys = ("id", "at", "summary", "state", "changes")
    return {key: getattr(action, key) for key in keys}


def rules_view(
    rules: Sequence[Rule], practices: Mapping[str, Practice], sources: Mapping[str, Source], *, cite: bool
) -> View:
    """Return the follow-up rules with their evidence: what is claimed, and the practices they rest on."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        notes = Footnotes(sources)
        parts: list[Part] = []
        for rule in rules:
            parts += [Gap()] if parts else []
            parts += [Heading(rule.id, 2), Line(f"{rule.action}: {_when(rule)}", indent=2)]
            for claim in rule.why:
                extra = [claim.note, "our reading" if claim.derived else None]
                text = claim.text + "".join(f" ({each})" for each in extra if each)
                parts.append(Line(Said(f"{text} {notes.mark(claim.sources)}" if cite else text, "dim"), "•", 4))
            for practice in (practices[name] for name in rule.evidence if name in practices):
                said = f"Evidence: {say_evidence(practice)}"
                parts.append(Line(Said(f"{said} {notes.mark(practice.sources)}" if cite else said, "dim"), "▸", 4))
        return [*parts, Gap(), *notes.parts()] if cite else parts

    def rows() -> Rows:
        header = ("rule", "trigger", "tie", "delay", "latest", "channel", "action", "evidence", "sources")
        return Rows(
            header,
            [
                (
                    *(each.id, each.trigger, each.tie or "", str(each.delay), str(each.latest or "")),
                    *(each.channel, each.action, " ".join(each.evidence), " ".join(rule_sources(each))),
                )
                for each in rules
            ],
        )

    def document() -> Json:
        cited = [source for rule in rules for source in rule_sources(rule)]
        return {"rules": [record_json(each) for each in rules], "sources": source_records(sources, cited)}

    return View("rules", document, screen, rows, () if cite else ("Where each comes from: add --sources.",))


def rule_sources(rule: Rule) -> list[str]:
    """Return every source a rule rests on, each once."""
    return list(dict.fromkeys(source for claim in rule.why for source in claim.sources))


def _when(rule: Rule) -> str:
    day = "the same day" if rule.delay == 0 else f"{rule.delay} day{'s' if rule.delay > 1 else ''}"
    if rule.tie:
        return (
            f"every {day} with a {rule.tie} tie, counted from the last touch; drifting after {rule.latest or '?'} days"
        )
    latest = f", no later than {rule.latest} days" if rule.latest is not None else ""
    return f"{day} after '{rule.trigger}'{latest}"


def places_view(places: Mapping[str, str]) -> View:
    """Return where things are kept."""
    rows = list(places.items())
    return View(
        "places",
        lambda: {"places": dict(places)},
        lambda _: [Grid(("", ""), rows, frozenset({1}))],
        lambda: Rows(("what", "path"), rows),
    )


def schema_view(schema: Mapping[str, object]) -> View:
    """Return a JSON Schema as it is, in every output."""
    return View("data-schema", lambda: dict(schema), lambda _: [], raw=json_text(schema) + "\n")
