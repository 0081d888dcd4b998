"""Which statements of the catalog are old, or rest on nothing that states a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.frozen import record_json
from careerplan.planning.dating import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from careerplan.planning.dating import Dating


@dataclass(frozen=True)
class Aged:
    """One statement: the record it stands in, the path that leads to it there, its words, the date it has."""

    kind: str
    record: str
    path: str
    text: str
    dated: str | None
    old: bool
    sources: tuple[str, ...]


def aged(records: Mapping[str, Iterable[object]], dating: Dating, *, undated: bool = False) -> list[Aged]:
    """Return the statements that are surely old, oldest first; or those that no source dates, in the catalog's order.

    ``records`` are the frozen records of each kind.
    """
    found = [
        each
        for kind, shelf in records.items()
        for record in shelf
        for each in _statements(kind, str(getattr(record, "id", "")), record_json(record), "", dating)  # type: ignore[arg-type]
    ]
    if undated:
        return [each for each in found if each.dated is None]
    old = [each for each in found if each.old]
    return sorted(old, key=lambda each: last_day(each.dated or ""))


def _statements(kind: str, name: str, value: object, path: str, dating: Dating) -> Iterator[Aged]:
    if isinstance(value, dict):
        cited = value.get("sources")
        if isinstance(cited, list) and cited:
            as_of = value.get("as_of") or value.get("dates")
            stated = str(as_of) if as_of else None
            dated, old = dating.dated(cited, stated), dating.is_old(cited, stated)
            yield Aged(kind, name, path or "(itself)", _words(value), dated, old, tuple(map(str, cited)))
        for key, each in value.items():
            yield from _statements(kind, name, each, f"{path}.{key}" if path else key, dating)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            label = each.get("id") if isinstance(each, dict) else None
            yield from _statements(kind, name, each, f"{path}.{label or index}", dating)


def _words(value: Mapping[str, object]) -> str:
    """Return what a statement says; of one in figures, the figures."""
    for key in ("text", "rule", "name", "code", "category", "place"):
        if value.get(key):
            return str(value[key])
    figures = (
        value.get(key) for key in ("rank", "currency", "minimum", "maximum", "median", "average", "unit", "dates")
    )
    return " ".join(str(each) for each in figures if each)
