"""The profile without its model: as the store keeps it, as commands read it back, as a person writes it.

What is stored was checked against the model, so reading it back loads no pydantic. It has the names of
the model's attributes; a person writes ``from``, ``class`` and ``issued`` for some of them.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias, cast

from careerplan.frozen import Frozen, read_own, values_of

if TYPE_CHECKING:
    from careerplan.person.profile import Profile

Plain: TypeAlias = dict[str, object]

ORDER = (
    "name", "birth_date", "citizenship", "lives_in", "works_in", "languages", "education", "experience", "credentials",
    "driving", "tests", "clearances", "declared", "ticks", "targets", "starts", "hours_per_week", "incomplete",
)  # fmt: skip
"""The keys of a profile as they are written."""

EMPTY = json.dumps(
    dict.fromkeys(ORDER) | {"declared": {}, "ticks": {}, "targets": [], "incomplete": []}, separators=(",", ":")
)
"""The document of somebody who has said nothing yet."""

_WRITTEN = {
    "experience": {"from_": "from"},
    "driving": {"class_": "class"},
    "credentials": {"got": "issued"},
    "tests": {"credential": "test", "got": "passed"},
    "clearances": {"credential": "clearance", "got": "granted"},
}
_FALLS_AWAY = ("declared", "ticks", "targets", "incomplete")
"""The keys that say nothing when they are empty."""

ASKED = (
    "birth_date", "citizenship", "lives_in", "works_in", "languages", "education", "experience", "credentials",
    "driving", "tests", "clearances", "targets", "hours_per_week",
)  # fmt: skip
"""The keys whose absence leaves something open."""

EMPTY_ENTRIES: dict[str, Plain] = {
    "languages": dict.fromkeys(("language", "level")),
    "education": dict.fromkeys(
        ("credential", "field", "years", "years_done", "credits", "school", "country", "assessed", "completed",
         "expected", "left")
    ),
    "experience": dict.fromkeys(("area", "title", "employer", "from_", "to", "hours_per_week")) | {"paid": True},
    **dict.fromkeys(
        ("credentials", "tests", "clearances"),
        dict.fromkeys(("credential", "got", "booked", "expires", "jurisdiction")),
    ),
    "driving": dict.fromkeys(("class_", "jurisdiction", "stage", "expected", "expires")),
}  # fmt: skip
"""An entry of each list that says nothing, under the names of the model's attributes."""


def read_profile(document: str | None) -> "Profile":
    """Return the stored profile, with the attributes of its model; an empty one where there is none."""
    values = values_of(read_own(EMPTY)) | values_of(read_own(document or EMPTY))
    return cast("Profile", Frozen(values, frozenset()))


def as_written(document: str | None) -> Plain:
    """Return a stored profile under the names a person writes; every key is there, null where unknown."""
    values = json.loads(EMPTY) | json.loads(document or EMPTY)
    return {key: _renamed(values[key], _WRITTEN.get(key, {})) for key in ORDER}


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if not names or not isinstance(value, list):
        return value
    return [{names.get(key, key): part for key, part in entry.items()} for entry in value]


def in_short(written: Mapping[str, object]) -> Plain:
    """Return a profile as briefly as a person writes it: without absent keys, in the short forms."""
    short = {key: written[key] for key in ORDER if written[key] is not None}
    short = {key: value for key, value in short.items() if value or key not in _FALLS_AWAY}
    if isinstance(standing := short.get("citizenship"), dict):
        short["citizenship"] = _short_standing(standing, written["lives_in"])
    for key, value in short.items():
        if isinstance(value, list):
            short[key] = [_without_absent(each) for each in value]
    if isinstance(targets := short.get("targets"), list):
        short["targets"] = [each["role"] if set(each) == {"role"} else each for each in targets]
    if isinstance(declared := short.get("declared"), dict):
        short["declared"] = {key: _without_absent(each) for key, each in declared.items()}
    return short


def _short_standing(standing: Mapping[str, object], home: object) -> object:
    brief: Plain = {country: _without_absent(each) for country, each in standing.items()}
    country = str(home or "CA")[:2]
    only = brief.get(country)
    if len(brief) == 1 and isinstance(only, dict) and set(only) == {"status"}:
        return only["status"]
    return brief


def _without_absent(entry: object) -> object:
    """Leave out what an entry does not say; ``to: null`` stays, it says that a job goes on."""
    if not isinstance(entry, dict):
        return entry
    return {
        key: _without_absent(value)
        for key, value in entry.items()
        if (value is not None or key == "to") and not (key == "stages" and not value)
    }


def unknown_keys(written: Mapping[str, object]) -> list[str]:
    """Return the keys a profile says nothing about."""
    return [key for key in ASKED if written[key] is None or (key in _FALLS_AWAY and not written[key])]
