"""Finding people in the store who may be one and the same."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from careerplan.lookup import fold
from careerplan.person.alikes import MANY, SHARED, Alike, similar_names, similar_pairs
from careerplan.person.contacts import NewContact, detail_key
from careerplan.store.contacts import get_contacts
from careerplan.store.database import Store
from careerplan.store.merging import distinct_pairs


def find_alike(store: Store, contact: NewContact) -> list[Alike]:
    """Return the people already known who may be the one to be added, each with the surest reason.

    One of whom the user said that they are not another, for whom there is a surer reason, is left out.
    """
    reasons: dict[int, str] = {}
    with store.reading() as connection:
        for kind, value in contact.details():
            if kind in SHARED:
                for row in connection.execute(
                    "SELECT contact_id FROM contact_details WHERE kind = ? AND key = ? ORDER BY contact_id",
                    (kind, detail_key(kind, value)),
                ):
                    reasons.setdefault(row[0], SHARED[kind])
        places = {place for each in contact.positions for place in (each.organization_id, _key(each.organization))}
        name = fold(contact.name)
        for number, known, at in _names(connection):
            if fold(known) == name:
                reasons.setdefault(number, "same name")
            elif at & places - {None} and similar_names(known, contact.name):
                reasons.setdefault(number, "similar name, same organization")
        surest = _without_distinct(connection, reasons)
        return [Alike(each, surest[each.id]) for each in get_contacts(connection, list(surest))]


_SURE = (*SHARED.values(), "same name")
"""The reasons, the surest first; any other comes last."""


def _without_distinct(connection: sqlite3.Connection, reasons: Mapping[int, str]) -> dict[int, str]:
    rank = {each: _SURE.index(why) if why in _SURE else len(_SURE) for each, why in reasons.items()}
    pairs = [pair for pair in distinct_pairs(connection) if rank.keys() >= set(pair)] if len(rank) > 1 else []
    less = {max(pair, key=lambda each: rank[each]) for pair in pairs if rank[pair[0]] != rank[pair[1]]}
    return {each: why for each, why in reasons.items() if each not in less}


def all_alike(store: Store) -> list[tuple[int, int, str]]:
    """Return every two people who may be one, by their ids, the lower first, with the surest reason.

    Those of whom the user said that they are two are left out. Where very many share something, each stands with the
    first of them alone.
    """
    found: dict[tuple[int, int], str] = {}
    with store.reading() as connection:
        for kind, reason in SHARED.items():
            rows = connection.execute("SELECT key, contact_id FROM contact_details WHERE kind = ?", (kind,))
            for pair in _pairs(rows.fetchall()):
                found.setdefault(pair, reason)
        names = _names(connection)
        distinct = distinct_pairs(connection)
    for pair in _pairs((fold(name), number) for number, name, _ in names):
        found.setdefault(pair, "same name")
    by_place: dict[str | None, list[tuple[int, str]]] = defaultdict(list)
    for number, name, at in names:
        for place in at:
            by_place[place].append((number, name))
    for people in dict.fromkeys(map(tuple, by_place.values())):  # an organization stands under its id and its name
        for pair in similar_pairs(people):
            found.setdefault(pair, "similar name, same organization")
    return sorted((*pair, reason) for pair, reason in found.items() if pair not in distinct)


def _pairs(shared: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Yield every two who share something; of very many, each with the first alone."""
    groups: dict[str, list[int]] = defaultdict(list)
    for what, number in shared:
        groups[what].append(number)
    for group in groups.values():
        numbers = sorted(set(group))
        if len(numbers) <= MANY:
            yield from combinations(numbers, 2)
        else:
            yield from ((numbers[0], each) for each in numbers[1:])


def _names(connection: sqlite3.Connection) -> list[tuple[int, str, set[str | None]]]:
    """Return everybody's id and name, and where they work or worked: by id of the catalog and by name."""
    at: dict[int, set[str | None]] = defaultdict(set)
    keys: dict[str | None, str | None] = {None: None}
    for row in connection.execute("SELECT contact_id, organization_id, organization FROM positions"):
        if row[2] not in keys:
            keys[row[2]] = _key(row[2])
        at[row[0]] |= {each for each in (row[1], keys[row[2]]) if each}
    return [(row[0], row[1], at[row[0]]) for row in connection.execute("SELECT id, name FROM contacts ORDER BY id")]


def _key(organization: str | None) -> str | None:
    return fold(organization) if organization else None
