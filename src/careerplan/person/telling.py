"""What actions do to records: the steps of each record summed up, each record with a name one knows it by."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from careerplan.clock import say, say_short
from careerplan.person.contacts import Position
from careerplan.person.edits import say_position
from careerplan.person.followups import I_OWE, THEY_OWE
from careerplan.person.history import Changes, Values, people_in
from careerplan.person.kinds import say_kind, say_names

What = Literal["added", "changed", "removed"]
Fields = Mapping[str, tuple[object, object]]

FOLLOWS = frozenset({"in_rhythm", "key"})
"""Fields that follow from other records and are of no interest in themselves."""
_LONGEST = 60


@dataclass(frozen=True)
class Told:
    """What happens to one record, from before the first step to after the last.

    ``fields`` are those that differ, before and after; of a profile, its keys. ``short`` is the name without whose
    it is, ``contacts`` whose it is, ``to`` the name of whose it becomes if that changes; ``values`` is the record as it
    will be, or as it was if it goes.
    """

    record: str
    id: int
    what: What
    name: str
    short: str
    fields: Fields
    values: Values
    contacts: tuple[int, ...] = ()
    to: str = ""


def tell(changes: Changes) -> tuple[Told, ...]:
    """Return what happens to each record; one that ends as it began is left out."""
    ends: dict[tuple[str, int], tuple[Values | None, Values | None]] = {}
    for step in changes.steps:
        first, _ = ends.get((step.record, step.id), (step.before, None))
        ends[step.record, step.id] = (first, step.after)
    found = (_told(*key, *both, changes) for key, both in ends.items() if both[0] != both[1])
    return tuple(each for each in found if each.fields or each.what != "changed")


def _told(record: str, number: int, before: Values | None, after: Values | None, changes: Changes) -> Told:
    what: What = "added" if before is None else "removed" if after is None else "changed"
    known = before or after or {}
    name, short = _NAMES.get(record, _any_record)({"record": record, **known, "id": number}, changes)
    fields = _fields(record, before, after)
    return Told(
        record,
        number,
        what,
        name,
        short,
        fields,
        after or before or {},
        _contacts(record, number, known, changes),
        _name_of(fields["contact_id"][1], changes) if what == "changed" and "contact_id" in fields else "",
    )


def _contacts(record: str, number: int, values: Values, changes: Changes) -> tuple[int, ...]:
    if record == "contacts":
        return (number,)
    if record == "interactions":
        return tuple(changes.took_part.get(number, ()))
    return tuple(people_in(values))


def _fields(record: str, before: Values | None, after: Values | None) -> Fields:
    """Return what differs; of a record that comes or goes, all that it says."""
    old, new = (_opened(record, each) for each in (before, after))
    return {
        key: (old.get(key), new.get(key))
        for key in {**old, **new}
        if old.get(key) != new.get(key) and key not in FOLLOWS and key != "id"
    }


def _opened(record: str, values: Values | None) -> Values:
    """Return the values of a record, with those of the document in it: all of a profile, the outline of a plan."""
    if values is None or "document" not in values:
        return values or {}
    document = json.loads(str(values["document"]))
    rest = {key: value for key, value in values.items() if key != "document"}
    if record == "plans":
        return {**rest, **{key: document.get(key) for key in ("start", "weeks", "hours_per_week", "roles", "items")}}
    return {**rest, **document}


def _named(values: Values, changes: Changes) -> str:
    return _name_of(values.get("contact_id"), changes)


def _name_of(contact: object, changes: Changes) -> str:
    """Return the name of a contact; their number where nothing else is left."""
    return changes.names.get(contact, f"contact #{contact}") if isinstance(contact, int) else ""


def _contact(values: Values, changes: Changes) -> tuple[str, str]:  # noqa: ARG001 - as its siblings
    return str(values["name"]), str(values["name"])


def _position(values: Values, changes: Changes) -> tuple[str, str]:
    held = Position(**{each: _text(values, each) for each in ("organization", "role", "since", "until")})
    short = f"'{say_position(held)}'"
    return f"{short} of {_named(values, changes)}", short


_DETAILS = {"email": "e-mail address", "phone": "phone number", "profile": "page", "jurisdiction": "place"}


def _detail(values: Values, changes: Changes) -> tuple[str, str]:
    kind = str(values["kind"])
    short = f"the {_DETAILS.get(kind, kind)} '{values['value']}'"
    return f"{short} of {_named(values, changes)}", short


def _note(values: Values, changes: Changes) -> tuple[str, str]:
    short = f"'{_cut(str(values['text']))}'"
    return f"{short} on {_named(values, changes)}", short


def _interaction(values: Values, changes: Changes) -> tuple[str, str]:
    people = [_name_of(each, changes) for each in changes.took_part.get(_number(values["id"]), ())]
    day = f" on {say(dt.date.fromisoformat(str(values['day'])))}"
    kind = str(values["kind"])
    full = say_kind(kind, say_names(people)) if people else say_kind(kind)
    return f"{_the(full)}{day}", f"{_the(say_kind(kind))}{day}"


def _part(values: Values, changes: Changes) -> tuple[str, str]:
    number = _number(values["interaction_id"])
    passed = changes.passed.get(number)
    what = _interaction({**passed, "id": number}, changes)[1] if passed else f"interaction #{number}"
    name = f"the part of {_named(values, changes)} in {what}"
    return name, name


def _followup(values: Values, changes: Changes) -> tuple[str, str]:
    promised = {I_OWE: "what you promised: ", THEY_OWE: "what they promised: "}.get(str(values["trigger"]), "")
    short = f"'{promised}{_cut(str(values['action']))}'"
    return f"{short} with {_named(values, changes)}", short


def _rule_change(values: Values, changes: Changes) -> tuple[str, str]:
    tag, contact = values.get("tag"), values.get("contact_id")
    whom = f"all with the tag '{tag}'" if tag else _named(values, changes) if contact else "all"
    said = [f"{word}: {values[key]}" for key, word in WORDS["rule_changes"].items() if values.get(key) and key != "off"]
    how = ", ".join(["off"] if values.get("off") else said)
    name = f"the change of rule {values['rule']} for {whom}"
    return (f"{name} ({how})",) * 2 if how else (name, name)


def _plan(values: Values, changes: Changes) -> tuple[str, str]:  # noqa: ARG001
    document = json.loads(str(values["document"]))
    start, kept = (say_short(dt.date.fromisoformat(str(each))) for each in (document["start"], values["kept"]))
    name = f"the networking plan of {document['weeks']} weeks from {start}, kept on {kept}"
    return name, name


def _profile(values: Values, changes: Changes) -> tuple[str, str]:  # noqa: ARG001
    return "your profile", "your profile"


def _confirmation(values: Values, changes: Changes) -> tuple[str, str]:  # noqa: ARG001
    name = f"what you confirmed of '{values['requirement']}' of {values['role']}"
    return name, name


def _two_people(values: Values, changes: Changes) -> tuple[str, str]:
    name = f"that {say_names([_name_of(values[each], changes) for each in ('one_id', 'other_id')])} are two people"
    return name, name


def _any_record(values: Values, changes: Changes) -> tuple[str, str]:  # noqa: ARG001
    name = f"#{values['id']} of {values['record']}"
    return name, name


_NAMES: dict[str, Callable[[Values, Changes], tuple[str, str]]] = {
    "contacts": _contact,
    "positions": _position,
    "contact_details": _detail,
    "notes": _note,
    "interactions": _interaction,
    "participants": _part,
    "followups": _followup,
    "rule_changes": _rule_change,
    "plans": _plan,
    "profiles": _profile,
    "confirmations": _confirmation,
    "distinct_people": _two_people,
}
"""How a record of each table is named, in full and without whose it is."""

WORDS: dict[str, dict[str, str]] = {
    "contacts": {"name": "name", "tie": "tie", "met": "met", "added": "added"},
    "positions": {"organization": "organization", "role": "role", "since": "since", "until": "until"},
    "contact_details": {"value": "as written"},
    "notes": {"text": "text", "day": "day"},
    "interactions": {"kind": "kind", "day": "day", "note": "note"},
    "followups": {
        "action": "what", "channel": "how", "due": "due", "latest": "of use until", "round": "round", "times": "times",
        "every": "every", "until": "until", "status": "state", "reason": "reason",
    },
    "rule_changes": {"off": "off", "delay": "days until due", "latest": "days of use", "times": "times"},
    "confirmations": {"says": "says", "source": "source", "day": "day"},
}  # fmt: skip
"""The fields of a record that are worth a word when they change; the others follow from these."""


def _the(text: str) -> str:
    for article in ("a ", "an "):
        if text.startswith(article):
            return f"the {text.removeprefix(article)}"
    return f"the {text}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _text(values: Values, key: str) -> str | None:
    value = values.get(key)
    return None if value is None else str(value)


def _number(value: object) -> int:
    return int(str(value))
