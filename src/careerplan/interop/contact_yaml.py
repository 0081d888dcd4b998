"""A contact as YAML, for an editor: text to a checked contact with every fault at once, and back."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from careerplan.catalog.yamlfile import Spot, YamlFile, read_yaml
from careerplan.errors import Problem
from careerplan.interop.profile_yaml import write_value
from careerplan.person.contacts import Contact, Position
from careerplan.person.kinds import TIES

KEYS = ("name", "tie", "met", "positions", "emails", "phones", "profiles", "jurisdictions", "tags", "notes")
LISTS = ("emails", "phones", "profiles", "jurisdictions", "tags")
_POSITION = ("organization", "role", "since", "until")
_NOTE = ("id", "day", "text")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PLACE = re.compile(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?")
MAX_TEXT = 100_000


@dataclass(frozen=True)
class WrittenNote:
    """A note as it stands in the text; no id where it is new, no day where it is of today."""

    text: str
    id: int | None = None
    day: dt.date | None = None


@dataclass(frozen=True)
class WrittenContact:
    """A contact as it stands in the text; what is left out is empty. Of lists the first is the main one."""

    name: str
    tie: str = "loose"
    met: str | None = None
    positions: tuple[Position, ...] = ()
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[WrittenNote, ...] = ()


def write_contact(contact: Contact) -> str:
    """Return a contact as YAML that reads back as the same; keys that are empty stand there too, to be filled."""
    lines = [f"name: {_text(contact.name)}", f"tie: {contact.tie}", f"met: {_text(contact.met)}"]
    lines += _block("positions", [_position(each) for each in contact.positions])
    lines += [f"{name}: {write_value(list(getattr(contact, name)))}" for name in LISTS]
    notes = [f"{{id: {each.id}, day: {each.day.isoformat()}, text: {_text(each.text)}}}" for each in contact.notes]
    return "\n".join([*lines, *_block("notes", notes)]) + "\n"


def _text(value: str | None) -> str:
    return "null" if value is None else write_value(value)


def _block(key: str, entries: list[str]) -> list[str]:
    return [f"{key}:", *(f"  - {each}" for each in entries)] if entries else [f"{key}: []"]


def _position(held: Position) -> str:
    said = {key: _text(getattr(held, key)) for key in ("organization", "role") if getattr(held, key)}
    said |= {key: str(getattr(held, key)) for key in ("since", "until") if getattr(held, key)}
    return "{" + ", ".join(f"{key}: {value}" for key, value in said.items()) + "}"


# --- reading


def parse_contact(
    path: Path, raw: bytes, known_notes: frozenset[int]
) -> tuple[WrittenContact | None, list[Problem]]:  # fmt: skip
    """Read a contact from the bytes of ``path``; either it, or every fault with its line."""
    file = read_yaml(path, raw)
    if file.problems and file.content is None:
        return None, file.problems
    content = file.content
    if not isinstance(content, Mapping):
        file.fault((), "a contact is a mapping of keys to values, for example name: Robin Sample")
        return None, file.problems
    reader = _Reader(file)
    reader.keys((), content, KEYS)
    name = reader.text(("name",), content.get("name"))
    if name is None and not any(each.key == "name" for each in file.problems):
        file.fault(("name",), "the name is missing")
    found = WrittenContact(
        name or "",
        reader.tie(content.get("tie")),
        reader.text(("met",), content.get("met")),
        tuple(reader.positions(content.get("positions"))),
        {each: tuple(reader.texts(each, content.get(each))) for each in LISTS},
        tuple(reader.notes(content.get("notes"), known_notes)),
    )
    return (None, sorted(file.problems)) if file.problems else (found, [])


class _Reader:
    """Reads the parts of a contact, and notes what is wrong with each."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def keys(self, spot: Spot, value: Mapping[str, object], known: tuple[str, ...]) -> None:
        for key in value:
            if key not in known:
                import difflib

                near = difflib.get_close_matches(key.lower(), known, n=1)
                meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
                self.file.fault((*spot, key), f"no such key here; {meant}")

    def text(self, spot: Spot, value: object) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            self.file.fault(spot, "must be text; put it in quotes if it looks like a number, a date or yes and no")
            return None
        if len(value) > MAX_TEXT:
            self.file.fault(spot, f"longer than {MAX_TEXT:,} characters")
        return value.strip() or None

    def tie(self, value: object) -> str:
        if value is None:
            return "loose"
        if value not in TIES:
            self.file.fault(("tie",), f"write {', '.join(TIES[:-1])} or {TIES[-1]}")
        return str(value)

    def entries(self, key: str, value: object) -> list[tuple[Spot, object]]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.file.fault((key,), "must be a list, for example [a, b]; [] for none")
            return []
        return [((key, place), each) for place, each in enumerate(value)]

    def texts(self, key: str, value: object) -> list[str]:
        found = []
        for spot, each in self.entries(key, value):
            text = self.text(spot, each)
            if text is None:
                continue
            if key == "jurisdictions" and not _PLACE.fullmatch(text):
                self.file.fault(spot, "write a place as ISO 3166 does: CA-ON for Ontario, CA for Canada")
            found.append(text.upper() if key == "jurisdictions" else text)
        return found

    def mappings(self, key: str, value: object, known: tuple[str, ...]) -> list[tuple[Spot, Mapping[str, object]]]:
        found = []
        for spot, each in self.entries(key, value):
            if isinstance(each, Mapping):
                self.keys(spot, each, known)
                found.append((spot, each))
            else:
                self.file.fault(spot, f"must be keys with their values: {', '.join(known)}")
        return found

    def positions(self, value: object) -> list[Position]:
        found = []
        for spot, each in self.mappings("positions", value, _POSITION):
            organization, role = (self.text((*spot, key), each.get(key)) for key in ("organization", "role"))
            since, until = (self.partial((*spot, key), each.get(key)) for key in ("since", "until"))
            if not (organization or role):
                self.file.fault(spot, "a position needs an organization or a role")
            if since and until and until < since[: len(until)]:
                self.file.fault((*spot, "until"), f"ends before it began ({since})")
            found.append(Position(organization=organization, role=role, since=since, until=until))
        return found

    def partial(self, spot: Spot, value: object) -> str | None:
        """Read a year, a month or a day, which YAML makes a number, a text or a day."""
        if value is None:
            return None
        text = str(value)
        match = _PARTIAL.fullmatch(text)
        try:
            if match is not None and not isinstance(value, bool):
                dt.date(*(int(each or 1) for each in match.groups()))
                return text
        except ValueError:
            pass
        self.file.fault(spot, "write a year, a month or a day: 2026, 2026-11 or 2026-11-24")
        return None

    def notes(self, value: object, known: frozenset[int]) -> list[WrittenNote]:
        found, seen = [], set()
        for spot, each in self.mappings("notes", value, _NOTE):
            text, number, day = self.text((*spot, "text"), each.get("text")), each.get("id"), each.get("day")
            if text is None and each.get("text") is None:
                self.file.fault(spot, "a note needs a text; take the whole note out to remove it")
            if number is not None and (number not in known or number in seen):
                self.file.fault(
                    (*spot, "id"), "stands twice" if number in seen else "no note of theirs; leave id out for a new one"
                )
            seen.add(number)
            if day is not None and type(day) is not dt.date:
                self.file.fault((*spot, "day"), "write a day as 2026-11-24")
            found.append(
                WrittenNote(
                    text or "",
                    number if isinstance(number, int) else None,
                    day if type(day) is dt.date else None,
                )
            )
        return found
