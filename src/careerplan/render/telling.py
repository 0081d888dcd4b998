"""What an action did, or what taking it back will do, in sentences."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from careerplan.clock import say, say_short
from careerplan.person.kinds import say_kind, say_names
from careerplan.person.telling import WORDS, Told

Time = Literal["will", "done", "was"]
"""Of an undo or redo to come, of one just done, of an action of the past."""

_VERBS: dict[str, tuple[str, str, str]] = {
    "added": ("It brings back", "Brought back", "Added"),
    "removed": ("It removes", "Removed", "Removed"),
    "moved": ("It moves to", "Moved to", "Moved to"),
    "reopened": ("It reopens", "Reopened", "Reopened"),
    "closed": ("It closes", "Closed", "Closed"),
    "kept": ("It puts in force again", "Put in force again", "Put in force again"),
    "replaced": ("It puts out of force", "Put out of force", "Put out of force"),
    "changed": ("It changes", "Changed", "Changed"),
}
_TIMES: tuple[Time, ...] = ("will", "done", "was")

_ONE_BY_ONE = 8
_FIRST = 3
"""Up to so many records of a kind are named; of more only the first few."""

_COUNTED: dict[str, tuple[str, str]] = {
    "contacts": ("contact", "contacts"),
    "positions": ("position", "positions"),
    "email": ("e-mail address", "e-mail addresses"),
    "phone": ("phone number", "phone numbers"),
    "profile": ("page", "pages"),
    "jurisdiction": ("place", "places"),
    "tag": ("tag", "tags"),
    "contact_details": ("address, place or tag", "addresses, places and tags"),
    "notes": ("note", "notes"),
    "interactions": ("interaction", "interactions"),
    "participants": ("interaction", "interactions"),
    "followups": ("follow-up", "follow-ups"),
    "rule_changes": ("change of a rule", "changes of rules"),
    "plans": ("networking plan", "networking plans"),
    "profiles": ("profile", "profiles"),
    "confirmations": ("confirmation", "confirmations"),
    "distinct_people": ("pair of people", "pairs of people"),
}
_ARTICLE = {
    "contacts": "the contact ",
    "positions": "the position ",
    "notes": "the note ",
    "followups": "the follow-up ",
}
_ORDER = tuple(_COUNTED)
_DAYS = frozenset({"due", "latest", "day", "until", "since", "anchor", "kept", "added"})
_LONGEST = 60


@dataclass(frozen=True)
class Statement:
    """A sentence on records: how it begins, and what it lists if it lists something."""

    lead: str
    items: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.lead}: {'; '.join(self.items)}." if self.items else self.lead


def statements(told: Sequence[Told], time: Time) -> list[Statement]:
    """Return what happens to records: what comes, what goes, what changes, what follows from it.

    What belongs to a person who comes or goes is counted with them.
    """
    if not told:
        return [Statement("Nothing that it changed is left.")]
    whole = _whole(told)
    parts = {("participants", each.id, each.what) for each in told if each.record == "interactions"}
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for each in told:
        if not _belongs(each, whole) and (each.record, each.values.get("interaction_id"), each.what) not in parts:
            group = _group(each)
            groups[group, each.to if group == "moved" else ""].append(each)
    owned = _owned(told, whole)
    alone = len({number for each in told for number in each.contacts}) <= 1
    found = []
    for group, verbs in _VERBS.items():
        for (kind, whom), members in groups.items():
            items = tuple(_items(members, owned, short=alone)) if kind == group else ()
            if items:
                found.append(Statement(" ".join(filter(None, (verbs[_TIMES.index(time)], whom))), items))
    found += _consequences([each for each in groups["changed", ""] if each.record == "contacts"], time)
    return found or [Statement("It changes only what follows from other records.")]


def _whole(told: Sequence[Told]) -> dict[int, str]:
    """Return the people who come or go, by id."""
    return {each.id: each.what for each in told if each.record == "contacts" and each.what != "changed"}


def _belongs(told: Told, whole: Mapping[int, str]) -> bool:
    """Say whether a record comes or goes with its people."""
    return (
        told.record != "contacts"
        and bool(told.contacts)
        and (any if told.record == "distinct_people" else all)(whole.get(each) == told.what for each in told.contacts)
    )


def _owned(told: Sequence[Told], whole: Mapping[int, str]) -> dict[int, Counter[str]]:
    """Return how many records of each kind belong to each person who comes or goes."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for each in told:
        if _belongs(each, whole) and each.record not in {"interactions", "distinct_people"}:  # counted by who took part
            found[each.contacts[0]][str(each.values.get("kind", each.record))] += 1
    return found


def _group(told: Told) -> str:
    if told.what != "changed":
        return told.what
    if told.record == "followups" and "status" in told.fields:
        before, after = told.fields["status"]
        if "open" in {before, after}:
            return "reopened" if after == "open" else "closed"
    if told.record == "plans" and "replaced" in told.fields:
        return "kept" if told.fields["replaced"][1] is None else "replaced"
    return "moved" if told.to else "changed"


def _items(members: Sequence[Told], owned: Mapping[int, Counter[str]], *, short: bool) -> Iterator[str]:
    """Yield the records of one sentence, kind by kind; many of a kind in one item."""
    kinds: dict[str, list[Told]] = defaultdict(list)
    for each in members:
        kinds[each.record].append(each)
    for record in sorted(kinds, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else len(_ORDER)):
        of_kind = [each for each in kinds[record] if _group(each) != "changed" or _changed(each)]
        if len(of_kind) <= _ONE_BY_ONE:
            for each in of_kind:
                with_them = _with(owned.get(each.id, {})) if record == "contacts" else ""
                yield f"{_item(each, short=short)}{with_them}"
            continue
        rest = len(of_kind) - _FIRST
        first = ", ".join(each.name for each in of_kind[:_FIRST])
        together: Counter[str] = Counter()
        for each in of_kind if record == "contacts" else ():
            together.update(owned.get(each.id, {}))
        plural = _COUNTED.get(record, ("", "records"))[1]
        yield f"{len(of_kind):,} {plural} ({first} and {rest:,} more){_with(together)}"


def _item(told: Told, *, short: bool) -> str:
    article = _ARTICLE.get(told.record, "")
    name = f"{article}{told.short if short else told.name}"
    if told.record == "contacts" and told.what == "changed":
        name = told.name
    details = _changed(told) if _group(told) == "changed" else ""
    if told.record == "followups" and _group(told) not in {"changed", "moved"}:
        status = str(told.values["status"])
        details = f"due {_day(told.values['due'])}" if status == "open" else status
        details += f", now of {told.to}" if told.to else ""
    return f"{name} ({details})" if details else name


def _changed(told: Told) -> str:
    """Return the fields of a record that change as old → new; none where nothing of it is worth a word."""
    if told.record == "profiles":
        return ", ".join(_differing(told))
    words = WORDS.get(told.record, {key: key for key in told.fields})
    return ", ".join(
        f"{word}: {_value(key, told.fields[key][0])} → {_value(key, told.fields[key][1])}"
        for key, word in words.items()
        if key in told.fields
    )


def _differing(told: Told) -> Iterator[str]:
    """Yield the keys of a profile that differ, with their values where these are short."""
    for key, (before, after) in told.fields.items():
        if key == "saved":
            continue
        word = key.replace("_", " ")
        plain = not any(isinstance(each, dict | list) for each in (before, after))
        yield f"{word}: {_value(key, before)} → {_value(key, after)}" if plain else word


def _value(key: str, value: object) -> str:
    if value is None or value == "":
        return "none"
    if key == "off":
        return "yes" if value else "no"
    if key == "kind":
        return say_kind(str(value))
    text = " ".join(str(value).split())
    if key in _DAYS:
        return _day(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _day(value: object) -> str:
    """Write a day; a year or a month alone stays as it is."""
    try:
        return say_short(dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _with(owned: Mapping[str, int]) -> str:
    counted = [f"{owned[kind]:,} {names[owned[kind] != 1]}" for kind, names in _COUNTED.items() if kind in owned]
    return f" with {say_names(counted)}" if counted else ""


def _consequences(people: Sequence[Told], time: Time) -> list[Statement]:
    """Return whose last touch is another day then."""
    touched = [each for each in people if "last_touch" in each.fields]
    becomes, counts, change = _FOLLOWING[time]
    if len(touched) > _ONE_BY_ONE:
        return [Statement(f"The last touch of {len(touched):,} contacts {change}.")]
    found = []
    for each in touched:
        day = each.fields["last_touch"][1]
        said = (
            f"'s last touch {becomes} {say(dt.date.fromisoformat(str(day)))}" if day else f" {counts} never contacted"
        )
        found.append(Statement(f"{each.name}{said}."))
    return found


_FOLLOWING: dict[Time, tuple[str, str, str]] = {
    "will": ("becomes", "counts as", "changes"),
    "done": ("is now", "counts as", "has changed"),
    "was": ("became", "counted as", "changed"),
}
