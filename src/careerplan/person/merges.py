"""Making one person of several contacts: what the one will be, worked out before anything is written."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from careerplan.errors import UsageError
from careerplan.lookup import fold
from careerplan.person.contacts import (
    DETAIL_KINDS,
    Contact,
    DetailKind,
    HeldPosition,
    Interaction,
    Position,
    detail_key,
)
from careerplan.person.followups import I_OWE, KEEP_IN_TOUCH, OWN, THEY_OWE, FollowUp
from careerplan.person.kinds import TIES
from careerplan.person.rule_changes import RuleChange

PREFERRED = ("name", "tie", "met", "email", "phone", "profile", "jurisdiction")
"""What one can say of whose stands (first)."""

_LISTS: dict[DetailKind, str] = {kind: f"{kind}s" for kind in DETAIL_KINDS}
_STAYS = {OWN, I_OWE, THEY_OWE}
"""Where follow-ups come from of which each stays, however many there are."""


@dataclass(frozen=True)
class Side:
    """A contact with all that is theirs; ``followups`` are all, open and ended."""

    contact: Contact
    interactions: Sequence[Interaction] = ()
    followups: Sequence[FollowUp] = ()
    rule_changes: Sequence[RuleChange] = ()


@dataclass(frozen=True)
class Twin:
    """An open follow-up that is dropped because another of the same rule is open and due no later."""

    dropped: FollowUp
    kept: FollowUp

    @property
    def reason(self) -> str:
        """Why it is dropped."""
        return f"merged: the same is open by {self.kept.due.isoformat()}"


@dataclass(frozen=True)
class Merge:
    """The one person that ``kept`` and ``others`` become; ``person`` is how they will stand under the kept number.

    ``positions`` are all they will have, newest first; ``moved_changes`` are the rule changes of others that go on.
    ``shared`` counts the interactions in which several of them took part, which then stand once.
    """

    kept: Contact
    others: tuple[Contact, ...]
    person: Contact
    positions: tuple[Position, ...]
    twins: tuple[Twin, ...] = ()
    moved_changes: tuple[RuleChange, ...] = ()
    dropped_notes: tuple[int, ...] = ()
    interactions: int = 0
    shared: int = 0
    followups: int = 0
    preferred: Mapping[str, int] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """What history says of it; ``merged_into`` reads the number at its end."""
        names = " and ".join(f"{each.name} (#{each.id})" for each in self.others)
        return f"merged {names} into {self.person.name} (#{self.kept.id})"

    def rewritten(self, kind: DetailKind) -> tuple[str, ...] | None:
        """Return the details of one kind as they will stand, None where the kept one's stay as they are."""
        found: tuple[str, ...] = getattr(self.person, _LISTS[kind])
        return None if found == getattr(self.kept, _LISTS[kind]) else found


def _with_lists(contact: Contact, lists: Mapping[str, tuple[str, ...]]) -> Contact:
    return replace(
        contact,
        emails=lists["emails"],
        phones=lists["phones"],
        profiles=lists["profiles"],
        jurisdictions=lists["jurisdictions"],
        tags=lists["tags"],
    )


def plan_merge(kept: Side, others: Sequence[Side], prefer: Mapping[str, int] | None = None) -> Merge:
    """Work out what merging ``others`` into ``kept`` makes; ``prefer`` says whose value of a field stands, by id."""
    sides = [kept, *others]
    _check(sides, prefer or {})
    people = [each.contact for each in sides]
    first = _whose(people, prefer or {})
    positions = _positions(people)
    person = replace(
        kept.contact,
        name=first("name").name,
        tie=first("tie").tie if "tie" in (prefer or {}) else min((each.tie for each in people), key=TIES.index),
        met=first("met").met or next((each.met for each in people if each.met), None),
        added=min(each.added for each in people),
        positions=tuple(
            HeldPosition(id=number, **vars(each)) for number, each in enumerate(positions, 1)
        ),  # their numbers are of no account before they are written
        notes=tuple(
            sorted((note for each in people for note in each.notes), key=lambda note: (note.day, note.id), reverse=True)
        ),
        last_touch=max((each.last_touch for each in people if each.last_touch), default=None),
        next_followup=None,
    )  # fmt: skip
    person = _with_lists(person, {name: _union(kind, [first(kind), *people]) for kind, name in _LISTS.items()})
    rules = {each.rule for each in kept.rule_changes}
    passed = [each.id for side in sides for each in side.interactions]
    return Merge(
        kept.contact,
        tuple(people[1:]),
        person,
        positions,
        twins=tuple(_twins([each for side in sides for each in side.followups])),
        moved_changes=tuple(_first_of_each(rules, (each for side in others for each in side.rule_changes))),
        dropped_notes=tuple(_same_notes(people)),
        interactions=len(set(passed)),
        shared=len(passed) - len(set(passed)),
        followups=sum(len(side.followups) for side in sides),
        preferred=dict(prefer or {}),
    )


def _check(sides: Sequence[Side], prefer: Mapping[str, int]) -> None:
    numbers = [each.contact.id for each in sides]
    twice = next((each.contact for each in sides if numbers.count(each.contact.id) > 1), None)
    if twice is not None:
        message = f"{twice.name} (#{twice.id}) cannot be merged with themselves."
        raise UsageError(message, "Name two different contacts; see who may be one: careerplan contacts duplicates")
    for what, number in prefer.items():
        if what not in PREFERRED:
            message = f"'{what}' is no field of which one can be preferred."
            raise UsageError(message, f"Choose from {', '.join(PREFERRED)}.")
        if number not in numbers:
            message = f"#{number} is none of those to be merged."
            raise UsageError(message, f"Choose from {', '.join(f'#{each}' for each in numbers)}.")


def _whose(people: Sequence[Contact], prefer: Mapping[str, int]) -> Callable[[str], Contact]:
    """Return who comes first in a field: who is preferred there, else the kept one."""
    by_id = {each.id: each for each in people}
    return lambda what: by_id[prefer[what]] if what in prefer else people[0]


def _union(kind: DetailKind, people: Iterable[Contact]) -> tuple[str, ...]:
    """Return the details of all, each once, in the order of the people."""
    found: dict[str, str] = {}
    for each in people:
        for value in getattr(each, _LISTS[kind]):
            found.setdefault(detail_key(kind, value), value)
    return tuple(found.values())


def _same_notes(people: Sequence[Contact]) -> list[int]:
    """Return the ids of notes that say on the same day what a note of somebody before says."""
    said = {(note.day, note.text) for note in people[0].notes}
    twice: list[int] = []
    for each in people[1:]:
        twice += [note.id for note in each.notes if (note.day, note.text) in said]
        said |= {(note.day, note.text) for note in each.notes}
    return twice


# --- positions


def _positions(people: Sequence[Contact]) -> tuple[Position, ...]:
    """Return where all of them work or worked, newest first; the same place and role joined, with the wider dates."""
    found = [plain(each) for each in people[0].positions]
    for each in people[1:]:
        for position in map(plain, each.positions):
            place = next((at for at, known in enumerate(found) if _same_position(known, position)), None)
            if place is None:
                found.append(position)
            else:
                found[place] = _joined(found[place], position)
    newest = sorted(found, key=lambda each: (each.until or "", each.since or ""), reverse=True)
    return tuple(sorted(newest, key=lambda each: each.until is not None))


def plain(held: Position) -> Position:
    """Return a position without its number in the store."""
    return Position(
        organization=held.organization,
        organization_id=held.organization_id,
        role=held.role,
        since=held.since,
        until=held.until,
    )


def _same_position(one: Position, other: Position) -> bool:
    """Say whether two positions are one: the same place and role; where a role is not known, it ended alike."""
    if not _same_place(one, other):
        return False
    mine, theirs = fold(one.role or ""), fold(other.role or "")
    return mine == theirs or (not (mine and theirs) and one.until == other.until)


def _same_place(one: Position, other: Position) -> bool:
    if one.organization_id and other.organization_id:
        return one.organization_id == other.organization_id
    return fold(one.organization or "") == fold(other.organization or "")


def _joined(one: Position, other: Position) -> Position:
    ends = [one.until, other.until]
    return Position(
        organization=one.organization or other.organization,
        organization_id=one.organization_id or other.organization_id,
        role=one.role or other.role,
        since=_outer(one.since, other.since, min),
        until=None if None in ends else _outer(one.until, other.until, max),
    )


def _outer(one: str | None, other: str | None, choose: Callable[[str, str], str]) -> str | None:
    """Return the earlier or later of two dates, each a year, a month or a day; of one within the other, the exact."""
    if one is None or other is None:
        return one or other
    if one.startswith(other) or other.startswith(one):
        return max(one, other, key=len)
    return choose(one, other)


# --- follow-ups, rules


def _twins(followups: Sequence[FollowUp]) -> Iterable[Twin]:
    """Yield the open follow-ups that another of the same rule makes needless; keeping in touch is set anew anyway."""
    by_rule: dict[str, list[FollowUp]] = {}
    for each in followups:
        if each.status == "open" and each.trigger not in {*_STAYS, KEEP_IN_TOUCH}:
            by_rule.setdefault(each.rule, []).append(each)
    for same in by_rule.values():
        if len({each.contact_id for each in same}) > 1:
            kept, *rest = sorted(same, key=lambda each: (each.due, each.id))
            yield from (Twin(each, kept) for each in rest)


def _first_of_each(known: set[str], changes: Iterable[RuleChange]) -> Iterable[RuleChange]:
    seen = set(known)
    for each in changes:
        if each.rule not in seen:
            seen.add(each.rule)
            yield each


# --- what differs, in words


@dataclass(frozen=True)
class Row:
    """A field of the people to be merged: what each has, and what the one will have."""

    what: str
    each: tuple[str, ...]
    result: str

    @property
    def differs(self) -> bool:
        """Whether they do not all have what the one will have."""
        return any(value != self.result for value in self.each)


def rows_of(merge: Merge, say_position: Callable[[Position], str], say: Callable[[dt.date], str]) -> list[Row]:
    """Return every field of which anybody has something, side by side."""
    people = [merge.kept, *merge.others]

    def row(what: str, tell: Callable[[Contact], str]) -> Row:
        return Row(what, tuple(map(tell, people)), tell(merge.person))

    lists = {"e-mail": "emails", "phone": "phones", "page": "profiles", "place": "jurisdictions", "tags": "tags"}
    rows = [
        row("name", lambda each: each.name),
        row("tie", lambda each: each.tie),
        row("met", lambda each: each.met or ""),
        row("works", lambda each: "; ".join(map(say_position, each.positions))),
        *(row(what, lambda each, name=name: ", ".join(getattr(each, name))) for what, name in lists.items()),  # type: ignore[misc]
        row("known since", lambda each: say(each.added)),
        row("last touch", lambda each: say(each.last_touch) if each.last_touch else "never"),
        Row(
            "notes",
            tuple(str(len(each.notes)) for each in people),
            str(len(merge.person.notes) - len(merge.dropped_notes)),
        ),
    ]  # fmt: skip
    return [each for each in rows if any(each.each)]
