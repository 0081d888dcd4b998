"""The follow-up rules on a screen and as a document: what they rest on, and how the user changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.frozen import record_json
from careerplan.render.practices import say_evidence
from careerplan.render.sources import Footnotes, source_records
from careerplan.render.view import Gap, Heading, Json, Line, Part, Rows, Said, Screen, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.catalog import Catalog
    from careerplan.catalog.rules import Rule
    from careerplan.person.contacts import Contact
    from careerplan.person.rule_changes import NewRuleChange, RuleChange
    from careerplan.planning.ruling import Ruling


def rules_view(
    rules: Sequence[Rule],
    catalog: Catalog,
    changes: Sequence[RuleChange],
    *,
    cite: bool,
    person: Contact | None = None,
    in_force: Mapping[str, Ruling] | None = None,
) -> View:
    """Return the rules with their evidence: what is claimed, and the practices they rest on.

    With a ``person``, ``in_force`` holds the rules as they are for them; one that is switched off is not in it.
    """

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        notes = Footnotes(catalog.sources)
        parts: list[Part] = [Heading(f"Follow-up rules for {person.name}")] if person else []
        for rule in rules:
            parts += [Gap()] if parts else []
            parts += [Heading(rule.id, 2), Line(f"{rule.action}: {say_when(rule)}", indent=2)]
            changed = [each for each in changes if each.rule == rule.id]
            parts += [Line(f"changed for {_whom(each)}: {say_change(each)}", "✎", 4) for each in changed]
            if person is not None and in_force is not None:
                held = in_force.get(rule.id)
                parts.append(Line(f"for {person.name}: {say_when(held) if held else 'off'}", "→", 4))
            parts += _evidence(rule, catalog, notes, cite=cite)
        return [*parts, Gap(), *notes.parts()] if cite else parts

    def document() -> Json:
        cited = [source for rule in rules for source in rule_sources(rule)]
        return {
            "rules": [record_json(each) for each in rules],
            "changes": [_change_record(each) for each in changes],
            "sources": source_records(catalog.sources, cited),
        }

    return View(
        "rules",
        document,
        screen,
        lambda: _rows(rules, changes),
        () if cite else ("Where each comes from: add --sources.",),
    )


def _rows(rules: Sequence[Rule], changes: Sequence[RuleChange]) -> Rows:
    header = ("rule", "trigger", "tie", "delay", "latest", "channel", "action", "evidence", "sources", "changed")
    return Rows(
        header,
        [
            (
                *(each.id, each.trigger, each.tie or "", str(each.delay), str(each.latest or "")),
                *(each.channel, each.action, " ".join(each.evidence), " ".join(rule_sources(each))),
                "; ".join(f"{_whom(one)}: {say_change(one)}" for one in changes if one.rule == each.id),
            )
            for each in rules
        ],
    )


def _evidence(rule: Rule, catalog: Catalog, notes: Footnotes, *, cite: bool) -> list[Part]:
    """Return what a rule rests on, a line each, with marks of the sources where they are wanted."""
    parts: list[Part] = []
    for claim in rule.why:
        extra = [claim.note, "our reading" if claim.derived else None]
        text = claim.text + "".join(f" ({each})" for each in extra if each)
        parts.append(Line(Said(f"{text} {notes.mark(claim.sources)}" if cite else text, "dim"), "•", 4))
    for practice in (catalog.practices[name] for name in rule.evidence if name in catalog.practices):
        said = f"Evidence: {say_evidence(practice)}"
        parts.append(Line(Said(f"{said} {notes.mark(practice.sources)}" if cite else said, "dim"), "▸", 4))
    return parts


def rule_sources(rule: Rule) -> list[str]:
    """Return every source a rule rests on, each once."""
    return list(dict.fromkeys(source for claim in rule.why for source in claim.sources))


def say_change(change: NewRuleChange) -> str:
    """Return what a change does to a rule, in words."""
    if change.off:
        return "off"
    found = [f"due after {change.delay} days"] if change.delay is not None else []
    found += [f"of use for {change.latest} days"] if change.latest is not None else []
    found += [f"at most {change.times} time{'s' if change.times > 1 else ''}"] if change.times is not None else []
    return ", ".join(found) or "on"


def _whom(change: RuleChange) -> str:
    if change.contact is not None:
        return change.contact
    return f"all with the tag '{change.tag}'" if change.tag is not None else "everybody"


def _change_record(change: RuleChange) -> Json:
    keys = ("rule", "contact_id", "tag", "off", "delay", "latest", "times")
    return {key: getattr(change, key) for key in keys}


def say_when(rule: Rule | Ruling) -> str:
    """Return when a rule makes a follow-up due, and how often, in words."""
    day = "the same day" if rule.delay == 0 else f"{rule.delay} day{'s' if rule.delay > 1 else ''}"
    moved = ", moved to a working day" if rule.on_working_days else ""
    if rule.tie:
        return (
            f"every {day} with a {rule.tie} tie, counted from the last touch{moved};"
            f" drifting after {rule.latest or '?'} days"
        )
    latest = f", no later than {rule.latest} days" if rule.latest is not None else ""
    times = f", at most {rule.times} times" if rule.times > 1 else ""
    return f"{day} after '{rule.trigger}'{latest}{moved}{times}"
