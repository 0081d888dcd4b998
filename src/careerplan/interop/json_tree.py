"""A JSON document from outside, read within limits; it remembers which of its values were used."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from careerplan.interop.foreign import clean, decode, label
from careerplan.person.merging import Remark

Spot: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_VALUES = 200_000


class NotJsonError(ValueError):
    """The text is no JSON, or more of it than is read; says why."""


def read_json(raw: bytes) -> tuple[object, list[Remark]]:
    """Return the value of a document, and each key that stands twice in one object; NotJsonError if it cannot be."""
    twice: dict[str, None] = {}

    def collect(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice.update(dict.fromkeys(label(name) for name, count in counts.items() if count > 1))
        return found

    try:
        value = json.loads(decode(raw)[0].lstrip("\ufeff"), object_pairs_hook=collect)
    except json.JSONDecodeError as error:
        message = f"not valid JSON (line {error.lineno}, column {error.colno})"
        raise NotJsonError(message) from None
    except (RecursionError, ValueError):
        message = "not valid JSON: nested too deep, or a number too long"
        raise NotJsonError(message) from None
    _check_size(value)
    return value, [Remark(each, each, "stands twice in one object; the last one counts") for each in twice]


def _check_size(value: object) -> None:
    """Refuse what is nested so deep, or holds so much, that no résumé does."""
    level: list[object] = [value]
    count = 0
    for _ in range(MAX_DEPTH):
        level = [inner for each in level for inner in _inner(each)]
        count += len(level)
        if not level:
            return
        if count > MAX_VALUES:
            break
    message = f"nested deeper than {MAX_DEPTH} levels, or more than {MAX_VALUES:,} values"
    raise NotJsonError(message)


def _inner(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


class Tree:
    """A document whose values are taken one by one; what nobody took can be asked for afterwards."""

    def __init__(self, document: Mapping[str, object]) -> None:
        self.document = document
        self._used: set[Spot] = set()

    def at(self, spot: Spot) -> object:
        """Return what stands at ``spot``; None where nothing does."""
        value: object = self.document
        for part in spot:
            if isinstance(value, Mapping):
                value = value.get(str(part)) if not isinstance(part, int) else None
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def text(self, spot: Spot) -> str:
        """Take a text, or a whole number as text; empty where there is neither."""
        value = self.at(spot)
        if isinstance(value, bool) or not isinstance(value, str | int):
            return ""
        self._used.add(spot)
        return clean(str(value))

    def take(self, *spots: Spot) -> None:
        """Take all that stands at, or below, these places."""
        self._used.update(spots)

    def entries(self, section: str) -> Iterator[tuple[Spot, Mapping[str, object]]]:
        """Yield the entries of a section that are objects, each with its place."""
        found = self.document.get(section)
        for index, each in enumerate(found if isinstance(found, list) else []):
            if isinstance(each, Mapping):
                yield (section, index), each

    def left(self) -> Iterator[Spot]:
        """Yield the places of all values that nobody took; what is empty or null is no value."""
        yield from self._left(self.document, ())

    def _left(self, value: object, spot: Spot) -> Iterator[Spot]:
        if spot in self._used or value is None or (isinstance(value, str) and not clean(value)):
            return
        if isinstance(value, Mapping):
            for key, each in value.items():
                yield from self._left(each, (*spot, str(key)))
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield from self._left(each, (*spot, index))
        else:
            yield spot


def path_of(spot: Spot, *, each: bool = False) -> str:
    """Return a place as one writes it: work[2].startDate; with ``each``, work[].startDate for all of them."""
    parts = (f"[{'' if each else part}]" if isinstance(part, int) else f".{_key(part)}" for part in spot)
    return "".join(parts).removeprefix(".")


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", label(name)) or "''"
