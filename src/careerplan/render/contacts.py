"""Contacts, interactions and follow-ups on a screen and as documents."""

import datetime as dt
from collections.abc import Mapping, Sequence

from careerplan.clock import say, say_short
from careerplan.person.contacts import Contact, Interaction, say_kind
from careerplan.person.followups import Due, FollowUp, Known
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, Tone, View

_FEW = 5
"""How many names a line lists before it only counts."""

_BEGIN = (
    "Begin: careerplan contacts add NAME, then careerplan contacts log NAME met",
    "or see how it works: careerplan demo",
)


def contacts_view(contacts: Sequence[Contact]) -> View:
    """Return the list of contacts."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not contacts:
            return [Line("You have no contacts yet.")]
        rows: list[Sequence[Cell]] = [
            (
                *(str(each.id), each.name, each.organization or "", each.tie),
                Said(say_short(each.last_touch)) if each.last_touch else Said("never", "dim"),
                say_short(each.next_followup) if each.next_followup else "",
            )
            for each in contacts
        ]
        return [Grid(("#", "Name", "Works at", "Tie", "Last touch", "Next"), rows, frozenset({1, 2}))]

    def rows() -> Rows:
        header = ("id", "name", "organization", "organization_id", "tie", "last_interaction", "next_followup")
        records = map(_contact_record, contacts)
        return Rows(header, [[str(record[key] or "") for key in header] for record in records])

    def document() -> Json:
        return {"contacts": [_contact_record(each) for each in contacts]}

    return View("contacts", document, screen, rows, () if contacts else _BEGIN[:1])


def contact_view(
    contact: Contact,
    interactions: Sequence[Interaction],
    followups: Sequence[FollowUp],
    sources: Mapping[str, Sequence[str]],
    hints: Sequence[str] = (),
) -> View:
    """Return one person: who they are, what passed between you, what comes next; ``sources`` are those of each rule."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts = [*_about(contact), Gap(), Heading("What passed", 2)]
        for each in interactions:
            text = say_kind(each.kind) + (f": {each.note}" if each.note else "")
            parts.append(Line(text, say(each.day), 2))
        parts += [] if interactions else [Line("nothing yet", indent=2)]
        parts += [Gap(), Heading("Next", 2)]
        parts += [Line(f"{each.action} (#{each.id})", say(each.due), 2) for each in followups]
        return parts if followups else [*parts, Line("nothing open", indent=2)]

    def rows() -> Rows:
        about = ("contact", str(contact.id), contact.added.isoformat(), contact.name, contact.organization or "")
        passed = [
            ("interaction", str(each.id), each.day.isoformat(), each.kind, each.note or "") for each in interactions
        ]
        following = [("followup", str(each.id), each.due.isoformat(), each.rule, each.action) for each in followups]
        return Rows(("record", "id", "date", "what", "text"), [about, *passed, *following])

    def document() -> Json:
        return {
            "contact": {**_contact_record(contact), **_details(contact)},
            "interactions": [
                {"id": each.id, "kind": each.kind, "day": each.day.isoformat(), "note": each.note}
                for each in interactions
            ],
            "followups": [followup_record(each, sources) for each in followups],
        }

    return View("contact", document, screen, rows, hints)


def _about(contact: Contact) -> list[Part]:
    facts = {
        "E-mail": contact.email,
        "Phone": contact.phone,
        "Tie": contact.tie,
        "Met": contact.met,
        "Place": contact.jurisdiction,
        "Tags": ", ".join(contact.tags),
        "Note": contact.note,
    }
    rows = [(Said(key, "dim"), value) for key, value in facts.items() if value]
    work = ", ".join(filter(None, (contact.role, contact.organization))) or "no organization"
    return [Heading(contact.name), Line(Said(work, "dim")), Grid(("", ""), rows, frozenset({1}))]


def _details(contact: Contact) -> Json:
    keys = ("role", "email", "phone", "met", "jurisdiction", "note")
    return {
        **{key: getattr(contact, key) for key in keys},
        "tags": list(contact.tags),
        "added": contact.added.isoformat(),
    }


def due_view(due: Due, sources: Mapping[str, Sequence[str]]) -> View:
    """Return what is due; ``sources`` are those of each rule."""
    empty = not (due.followups or due.never_contacted or due.drifting or due.waiting)

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if empty:
            return [Line(f"Nothing is due on {say(due.as_of)}.")]
        groups: list[tuple[str, str, Tone]] = [
            ("overdue", "Overdue", "bad"),
            ("due", "Due today", "warn"),
            ("upcoming", "Next 7 days", ""),
        ]
        parts: list[Part] = [Heading(f"Follow-ups as of {say(due.as_of)}")]
        rows: list[Sequence[Cell]] = []
        for status, title, tone in groups:
            found = [each for each in due.followups if due.status(each) == status]
            rows += [(Said(title, tone), say(each.due), each.contact, each.action, f"#{each.id}") for each in found]
        nothing = Line("Nothing is due in the next 7 days.")
        parts.append(Grid(("", "Due", "Who", "What", ""), rows, frozenset({2, 3})) if rows else nothing)
        parts += _people("Never contacted", due.never_contacted, "careerplan contacts list --never")
        parts += _people("Drifting apart", due.drifting, "")
        parts += _people("Waiting for an answer", due.waiting, "")
        return parts

    def rows() -> Rows:
        header = ("status", "due", "id", "contact_id", "contact", "action", "channel", "rule")
        return Rows(
            header,
            [
                (
                    *(due.status(each), each.due.isoformat(), str(each.id), str(each.contact_id)),
                    *(each.contact, each.action, each.channel, each.rule),
                )
                for each in due.followups
            ],
        )

    def document() -> Json:
        return {
            "as_of": due.as_of.isoformat(),
            "followups": [{**followup_record(each, sources), "status": due.status(each)} for each in due.followups],
            "never_contacted": [_known_record(each) for each in due.never_contacted],
            "drifting": [_known_record(each) for each in due.drifting],
            "waiting": [_known_record(each) for each in due.waiting],
        }

    hints: Sequence[str] = _BEGIN if empty else ()
    if due.followups:
        hints = (f"Next: careerplan followups done {due.followups[0].id} · snooze · skip",)
    return View("followups", document, screen, rows, hints)


def _people(title: str, people: Sequence[Known], more: str) -> list[Part]:
    if not people:
        return []
    names = [f"{each.name} (since {say(each.since)})" if each.since else each.name for each in people[:_FEW]]
    rest = len(people) - len(names)
    if rest:
        names.append(f"and {rest} more" + (f": {more}" if more else ""))
    return [Gap(), Line(f"{title}: {', '.join(names)}")]


def followups_view(followups: Sequence[FollowUp], sources: Mapping[str, Sequence[str]]) -> View:
    """Return a list of follow-ups, open or closed."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not followups:
            return [Line("There are no follow-ups.")]
        rows = [
            (f"#{each.id}", say(each.due), each.contact, each.action, _ended(each.status, each.closed, each.reason))
            for each in followups
        ]
        return [Grid(("", "Due", "Who", "What", "State"), rows, frozenset({2, 3, 4}))]

    def rows() -> Rows:
        header = ("id", "status", "due", "contact_id", "contact", "action", "channel", "rule", "closed", "reason")
        return Rows(
            header,
            [
                (
                    *(str(each.id), each.status, each.due.isoformat(), str(each.contact_id), each.contact, each.action),
                    *(each.channel, each.rule, each.closed.isoformat() if each.closed else "", each.reason or ""),
                )
                for each in followups
            ],
        )

    def document() -> Json:
        return {"followups": [followup_record(each, sources) for each in followups]}

    return View("followup-list", document, screen, rows, () if followups else _BEGIN[:1])


def _ended(status: str, closed: dt.date | None, reason: str | None) -> str:
    if closed is None:
        return status
    return f"{status} {say(closed)}" + (f": {reason}" if reason else "")


def followup_record(followup: FollowUp, sources: Mapping[str, Sequence[str]]) -> Json:
    """Return a follow-up as it stands in a document."""
    return {
        "id": followup.id,
        "contact": {"id": followup.contact_id, "name": followup.contact},
        "due": followup.due.isoformat(),
        "latest": followup.latest.isoformat() if followup.latest else None,
        "status": followup.status,
        "trigger": followup.trigger,
        "action": followup.action,
        "channel": followup.channel,
        "rule": followup.rule,
        "sources": list(sources.get(followup.rule, ())),
    }


def _contact_record(contact: Contact) -> Json:
    return {
        "id": contact.id,
        "name": contact.name,
        "organization": contact.organization,
        "organization_id": contact.organization_id,
        "tie": contact.tie,
        "last_interaction": contact.last_touch.isoformat() if contact.last_touch else None,
        "next_followup": contact.next_followup.isoformat() if contact.next_followup else None,
    }


def _known_record(known: Known) -> Json:
    return {"id": known.id, "name": known.name, "since": known.since.isoformat() if known.since else None}
