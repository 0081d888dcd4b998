"""What is to change of a contact, worked out before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from careerplan.errors import NotFoundError, UsageError
from careerplan.person.contacts import DETAIL_KINDS, Contact, DetailKind, HeldPosition, Position, detail_key

ALONE = ("name", "tie", "met", "organization", "role")
"""What a contact has one of; organization and role are those of the main position."""
CLEARABLE = ("met", "organization", "role")
_LISTS: dict[DetailKind, str] = {kind: f"{kind}s" for kind in DETAIL_KINDS}


@dataclass(frozen=True)
class Edit:
    """Changes of one contact: the values that replace others, what is added and what is taken away.

    ``position`` is the main position as it will be, None where it stays; an empty one goes. ``taken_notes`` are ids.
    """

    contact: Contact
    name: str
    tie: str
    met: str | None
    position: Position | None = None
    added: tuple[tuple[DetailKind, str], ...] = ()
    taken: tuple[tuple[DetailKind, str], ...] = ()
    note: str | None = None
    taken_notes: tuple[int, ...] = ()

    @property
    def main(self) -> HeldPosition | None:
        """The position that ``position`` replaces."""
        return next(iter(self.contact.current), None)

    def sentences(self) -> list[str]:
        """Return what changes, a short sentence each; none where all is as it was."""
        found = [
            f"{what}: {old or 'none'} → {new or 'none'}"
            for what, old, new in (
                ("name", self.contact.name, self.name),
                ("tie", self.contact.tie, self.tie),
                ("met", self.contact.met, self.met),
            )
            if old != new
        ]
        if self.position is not None and self.position != _plain(self.main):
            found.append(f"position: {say_position(_plain(self.main))} → {say_position(self.position)}")
        found += [f"{kind} added: {value}" for kind, value in self.added]
        found += [f"{kind} removed: {value}" for kind, value in self.taken]
        found += ["note added"] if self.note else []
        return found + [f"note #{each} removed" for each in self.taken_notes]


def work_out(
    contact: Contact,
    alone: Mapping[str, str],
    details: Mapping[DetailKind, Sequence[str]],
    removed: Sequence[str],
    cleared: Sequence[str],
) -> Edit:
    """Return the changes that the user wants of ``contact``.

    ``alone`` holds new values of ``ALONE`` (with ``organization_id`` beside the organization), ``details`` what is
    added of each kind, ``removed`` values to take away (#3 is a note), ``cleared`` fields to empty. Raise UsageError
    for a field that cannot be emptied, NotFoundError for a value that is not there.
    """
    for each in cleared:
        if each not in (*CLEARABLE, *_LISTS.values(), "notes"):
            message = f"'{each}' is no field that can be emptied."
            raise UsageError(message, f"Choose from {', '.join((*CLEARABLE, *_LISTS.values(), 'notes'))}.")
    added = tuple(
        (kind, each) for kind in DETAIL_KINDS for each in details.get(kind, ()) if not _has(contact, kind, each)
    )
    taken, notes = _taken(contact, removed)
    for kind, name in _LISTS.items():
        taken += [(kind, each) for each in getattr(contact, name) if name in cleared and (kind, each) not in taken]
    notes += [each.id for each in contact.notes if "notes" in cleared and each.id not in notes]
    return Edit(
        contact,
        name=alone.get("name", contact.name),
        tie=alone.get("tie", contact.tie),
        met=None if "met" in cleared else alone.get("met", contact.met),
        position=_position(contact, alone, cleared),
        added=added,
        taken=tuple(taken),
        note=alone.get("note"),
        taken_notes=tuple(notes),
    )


def _position(contact: Contact, alone: Mapping[str, str], cleared: Sequence[str]) -> Position | None:
    fields = {"organization", "role"}
    if not fields & {*alone, *cleared}:
        return None
    position = _plain(next(iter(contact.current), None))
    if "organization" in cleared:
        position = replace(position, organization=None, organization_id=None)
    if "role" in cleared:
        position = replace(position, role=None)
    if "organization" in alone:
        position = replace(
            position, organization=alone["organization"], organization_id=alone.get("organization_id") or None
        )
    return replace(position, role=alone["role"]) if "role" in alone else position


def _plain(position: Position | None) -> Position:
    if position is None:
        return Position()
    return Position(
        organization=position.organization,
        organization_id=position.organization_id,
        role=position.role,
        since=position.since,
        until=position.until,
    )


def _has(contact: Contact, kind: DetailKind, value: str) -> bool:
    return detail_key(kind, value) in {detail_key(kind, each) for each in getattr(contact, _LISTS[kind])}


def _taken(contact: Contact, removed: Sequence[str]) -> tuple[list[tuple[DetailKind, str]], list[int]]:
    taken: list[tuple[DetailKind, str]] = []
    notes: list[int] = []
    known = [(kind, each) for kind, name in _LISTS.items() for each in getattr(contact, name)]
    for value in removed:
        if value.startswith("#") and value[1:].isdigit() and int(value[1:]) in {each.id for each in contact.notes}:
            notes.append(int(value[1:]))
            continue
        found = [(kind, each) for kind, each in known if detail_key(kind, each) == detail_key(kind, value)]
        if not found:
            what = f"detail of {contact.name}"
            raise NotFoundError(what, value, browse=f"careerplan contacts show {contact.id}")
        taken += found
    return taken, notes


def say_position(position: Position) -> str:
    """Return a position in words: Sergeant, BC Corrections (since 2024)."""
    what = ", ".join(filter(None, (position.role, position.organization)))
    if not what:
        return "none"
    times = " ".join(
        f"{word} {day}" for word, day in (("since", position.since), ("until", position.until)) if day is not None
    )
    return f"{what} ({times})" if times else what
