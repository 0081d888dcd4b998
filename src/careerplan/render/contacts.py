"""Lists of contacts, on a screen and as documents."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from careerplan.clock import say_short
from careerplan.person.contacts import Contact
from careerplan.render.followups import BEGIN
from careerplan.render.view import Cell, Grid, Json, Line, Rows, Said, Screen, View

COLUMNS: Mapping[str, tuple[str, Callable[[Contact], str]]] = {
    "number": ("#", lambda each: str(each.id)),
    "name": ("Name", lambda each: each.name),
    "organization": ("Works at", lambda each: each.organization or ""),
    "role": ("Role", lambda each: each.role or ""),
    "tie": ("Tie", lambda each: each.tie),
    "email": ("E-mail", lambda each: ", ".join(each.emails)),
    "phone": ("Phone", lambda each: ", ".join(each.phones)),
    "profile": ("Page", lambda each: ", ".join(each.profiles)),
    "place": ("Place", lambda each: ", ".join(each.jurisdictions)),
    "tags": ("Tags", lambda each: ", ".join(each.tags)),
    "met": ("Met", lambda each: each.met or ""),
    "added": ("Added", lambda each: say_short(each.added)),
    "touch": ("Last touch", lambda each: say_short(each.last_touch) if each.last_touch else "never"),
    "next": ("Next", lambda each: say_short(each.next_followup) if each.next_followup else ""),
}
"""What a list can show of a contact: its title, and the text."""
USUAL = ("number", "name", "organization", "tie", "touch", "next")
_FIXED = {"number", "tie", "added", "touch", "next"}
_HEADER = (
    *("id", "name", "organization", "organization_id", "tie", "last_interaction", "next_followup"),
    *("role", "email", "phone", "jurisdiction", "tags"),
)


def contacts_view(contacts: Sequence[Contact], columns: Sequence[str] = USUAL, *, filtered: bool = False) -> View:
    """Return the list of contacts with these columns; ``filtered`` says that it was asked for some of them only."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not contacts:
            return [Line("No contact matches." if filtered else "You have no contacts yet.")]
        rows: list[Sequence[Cell]] = [[_cell(column, each) for column in columns] for each in contacts]
        titles = [COLUMNS[column][0] for column in columns]
        wide = frozenset(place for place, column in enumerate(columns) if column not in _FIXED)
        return [Grid(titles, rows, wide)]

    def rows() -> Rows:
        if tuple(columns) != USUAL:
            return Rows(columns, [[_plain(column, each) for column in columns] for each in contacts])
        records = map(contact_record, contacts)
        return Rows(_HEADER, [[_text(record[key]) for key in _HEADER] for record in records])

    def document() -> Json:
        return {"contacts": [contact_record(each) for each in contacts]}

    return View("contacts", document, screen, rows, () if contacts or filtered else BEGIN[:1])


def _cell(column: str, contact: Contact) -> Cell:
    text = COLUMNS[column][1](contact)
    return Said(text, "dim") if text == "never" else text


def _plain(column: str, contact: Contact) -> str:
    days = {"added": contact.added, "touch": contact.last_touch, "next": contact.next_followup}
    return iso(days[column]) or "" if column in days else COLUMNS[column][1](contact)


def _text(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value or "")


def iso(day: dt.date | None) -> str | None:
    """Return a day as documents have it."""
    return day.isoformat() if day else None


def contact_record(contact: Contact) -> Json:
    """Return a contact as it stands in a document."""
    return {
        "id": contact.id,
        "name": contact.name,
        "organization": contact.organization,
        "organization_id": contact.organization_id,
        "tie": contact.tie,
        "last_interaction": iso(contact.last_touch),
        "next_followup": iso(contact.next_followup),
        "role": contact.role,
        "email": contact.email,
        "phone": contact.phone,
        "jurisdiction": contact.jurisdiction,
        "tags": list(contact.tags),
    }
