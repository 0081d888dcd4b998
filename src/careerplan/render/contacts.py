"""Contacts and what passed with them, on a screen and as documents."""

from collections.abc import Mapping, Sequence

from careerplan.clock import say, say_short
from careerplan.person.contacts import Contact, Interaction, say_kind
from careerplan.person.followups import FollowUp
from careerplan.render.followups import BEGIN, followup_record
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View


def contacts_view(contacts: Sequence[Contact], *, filtered: bool = False) -> View:
    """Return the list of contacts; ``filtered`` says that it was asked for some of them only."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not contacts:
            return [Line("No contact matches." if filtered else "You have no contacts yet.")]
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
        header = (
            *("id", "name", "organization", "organization_id", "tie", "last_interaction", "next_followup"),
            *("role", "email", "phone", "jurisdiction"),
        )
        records = map(_contact_record, contacts)
        return Rows(header, [[str(record[key] or "") for key in header] for record in records])

    def document() -> Json:
        return {"contacts": [_contact_record(each) for each in contacts]}

    return View("contacts", document, screen, rows, () if contacts or filtered else BEGIN[:1])


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
        details = {**_contact_record(contact), **_details(contact), "tags": " ".join(contact.tags)}
        about = [("about", str(contact.id), contact.added.isoformat(), key, str(details[key] or "")) for key in details]
        passed = [
            ("interaction", str(each.id), each.day.isoformat(), each.kind, each.note or "") for each in interactions
        ]
        following = [("followup", str(each.id), each.due.isoformat(), each.rule, each.action) for each in followups]
        return Rows(("record", "id", "date", "what", "text"), [*about, *passed, *following])

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
    keys = ("met", "note")
    return {
        **{key: getattr(contact, key) for key in keys},
        "tags": list(contact.tags),
        "added": contact.added.isoformat(),
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
        "role": contact.role,
        "email": contact.email,
        "phone": contact.phone,
        "jurisdiction": contact.jurisdiction,
    }
