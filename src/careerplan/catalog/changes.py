"""What differs between two catalogs: records that came, went or changed, and in which facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from careerplan.catalog.load import Compiled


@dataclass(frozen=True)
class Fact:
    """One changed value; ``path`` leads to it in its record. What was or is not there is None."""

    path: str
    before: object
    after: object


@dataclass(frozen=True)
class Change:
    """One record that differs; ``facts`` is empty where it came or went as a whole."""

    kind: str
    id: str
    how: Literal["added", "removed", "changed"]
    facts: tuple[Fact, ...] = ()


def changes(old: Compiled, new: Compiled) -> list[Change]:
    """Return what differs, by kind and id in the order of the catalogs."""
    found = [change for kind in new.records for change in _of_kind(kind, old.records[kind], new.records[kind])]
    if old.main_roles != new.main_roles:
        fact = Fact("main_roles", list(old.main_roles), list(new.main_roles))
        found.append(Change("catalog", "main_roles", "changed", (fact,)))
    return found


def _of_kind(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield Change(kind, name, "removed")
        elif name not in old:
            yield Change(kind, name, "added")
        elif old[name] != new[name]:
            facts = tuple(_facts(json.loads(old[name]), json.loads(new[name]), ""))
            yield Change(kind, name, "changed", facts)


def _facts(old: object, new: object, path: str) -> Iterator[Fact]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _facts(old.get(key), new.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_list(old, new, path)
    else:
        yield Fact(path, old, new)


def _in_list(old: list[object], new: list[object], path: str) -> Iterator[Fact]:
    """Compare entries that have an id by it; of others say which went and which came."""
    before, after = _by_id(old), _by_id(new)
    if before is not None and after is not None:
        for name in dict.fromkeys((*before, *after)):
            yield from _facts(before.get(name), after.get(name), f"{path}.{name}")
        if list(before) != list(after) and before == after:
            yield Fact(f"{path} (order)", list(before), list(after))
        return
    gone, come = list(old), []
    for each in new:
        if each in gone:
            gone.remove(each)
        else:
            come.append(each)
    yield from (Fact(path, each, None) for each in gone)
    yield from (Fact(path, None, each) for each in come)
    if not gone and not come and old != new:
        yield Fact(f"{path} (order)", old, new)


def _by_id(entries: list[object]) -> dict[str, object] | None:
    """Return entries by their id; None where they have none."""
    if not all(isinstance(each, dict) and "id" in each for each in entries):
        return None
    return {str(each["id"]): each for each in entries if isinstance(each, dict)}
