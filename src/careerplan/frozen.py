"""Records as they are read back from the compiled catalog.

They were checked against their models when the catalog was compiled, and a digest shows that nothing
changed since. So they are not checked again: loading pydantic and the models takes longer than all the
rest of most commands. A frozen record has the attributes of its model, and cannot be changed.
"""

import datetime as dt
import json
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from careerplan.catalog.base import Record

DAYS = frozenset({"next"})
"""The fields of all models that hold a day; JSON has none, so they are made from text."""


class Frozen:
    """A read-only view of one checked record; lists are tuples, as in the models."""

    def __init__(self, values: Mapping[str, object], days: frozenset[str] = DAYS) -> None:
        vars(self).update({key: _freeze(value, is_day=key in days) for key, value in values.items()})

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> object: ...

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return read_record, (json.dumps(record_json(self)),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frozen) and record_json(self) == record_json(other)

    __hash__ = None  # type: ignore[assignment]

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"a record of the catalog cannot be changed ({name})"
        raise AttributeError(message)


def _freeze(value: object, *, is_day: bool) -> object:
    if isinstance(value, list):
        return tuple(value)
    return dt.date.fromisoformat(value) if is_day and isinstance(value, str) else value


def read_record(text: str) -> Frozen:
    """Return the record that ``text``, the JSON of a checked one, holds."""
    record: Frozen = json.loads(text, object_hook=Frozen)
    return record


def read_own(text: str) -> Frozen:
    """Return a record of the user's own, whose keys may be any words and whose days stay text."""
    record: Frozen = json.loads(text, object_hook=lambda values: Frozen(values, frozenset()))
    return record


def values_of(record: object) -> dict[str, object]:
    """Return what a frozen record holds, by name."""
    return vars(record)


def key_of(value: object) -> Hashable:
    """Return what stands for a record in a dictionary: equal for records that hold the same."""
    if isinstance(value, Frozen):
        return tuple((name, key_of(each)) for name, each in vars(value).items())
    return tuple(map(key_of, value)) if isinstance(value, tuple) else value


def record_json(record: "Record | Frozen") -> dict[str, object]:
    """Return a record, as its model made it or as it was read back, in plain JSON values."""
    if isinstance(record, Frozen):
        return {key: _plain(value) for key, value in vars(record).items()}
    return record.model_dump(mode="json")


def _plain(value: object) -> object:
    if isinstance(value, Frozen):
        return record_json(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
