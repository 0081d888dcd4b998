"""The follow-up rules as they hold for one contact: those of the catalog, as the user changed them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from careerplan.person.contacts import detail_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerplan.catalog.rules import Rule
    from careerplan.person.contacts import Contact
    from careerplan.person.rule_changes import NewRuleChange


@dataclass(frozen=True)
class Ruling:
    """A rule in force: what ``catalog.rules.Rule`` says, without its evidence."""

    id: str
    trigger: str
    tie: str | None
    action: str
    channel: str
    delay: int
    latest: int | None
    closed_by: tuple[str, ...]
    first_only: bool
    awaits_reply: bool
    times: int
    on_working_days: bool


def rulings(rules: Iterable[Rule], changes: Sequence[NewRuleChange], contact: Contact) -> list[Ruling]:
    """Return the rules that hold for ``contact``, in the order of the catalog.

    A change for the contact goes before one for a tag, and that before one for everybody, number by number.
    Of several tags the contact's first with a change counts.
    """
    if not changes:
        return [_as_is(rule) for rule in rules]
    tags = {detail_key("tag", tag): place for place, tag in enumerate(contact.tags)}
    by_rule: dict[str, list[tuple[int, NewRuleChange]]] = {}
    for change in changes:
        if (place := _place(change, contact, tags)) is not None:
            by_rule.setdefault(change.rule, []).append((place, change))
    found = []
    for rule in rules:
        ordered = [change for _, change in sorted(by_rule.get(rule.id, ()), key=lambda each: each[0])]
        if not (ordered and ordered[0].off):
            found.append(_changed(_as_is(rule), ordered))
    return found


def _place(change: NewRuleChange, contact: Contact, tags: dict[str, int]) -> int | None:
    """Return how near to the contact a change is, 0 the nearest; None where it is for others."""
    if change.contact_id is not None:
        return 0 if change.contact_id == contact.id else None
    if change.tag is not None:
        place = tags.get(detail_key("tag", change.tag))
        return None if place is None else place + 1
    return len(tags) + 1


def _as_is(rule: Rule) -> Ruling:
    return Ruling(
        id=rule.id,
        trigger=rule.trigger,
        tie=rule.tie,
        action=rule.action,
        channel=rule.channel,
        delay=rule.delay,
        latest=rule.latest,
        closed_by=rule.closed_by,
        first_only=rule.first_only,
        awaits_reply=rule.awaits_reply,
        times=rule.times,
        on_working_days=rule.on_working_days,
    )


def _changed(ruling: Ruling, changes: Sequence[NewRuleChange]) -> Ruling:
    """Return a ruling with the nearest number of each kind; what is put off stays worth doing as long as before."""
    for name in ("delay", "latest", "times"):
        value = next((found for each in changes if (found := getattr(each, name)) is not None), None)
        if value is None:
            continue
        if name == "delay" and ruling.latest is not None:
            ruling = replace(ruling, latest=ruling.latest - ruling.delay + value)
        ruling = replace(ruling, **{name: value})
    if ruling.latest is not None and ruling.latest < ruling.delay:
        return replace(ruling, latest=ruling.delay)
    return ruling
