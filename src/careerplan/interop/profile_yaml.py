"""The profile as YAML: text to a checked profile with every fault at once, and back.

What is sensitive (records, health, credit) has no key, and a key that names it is refused as such.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from careerplan.catalog.yamlfile import read_yaml
from careerplan.errors import Problem
from careerplan.interop.wording import reword
from careerplan.person.profile import Profile, Spot, date_faults

Fault = tuple[Spot, str]

NEVER_STORED = (
    "such things (criminal record, health, credit, identity) are never stored: leave it out. "
    "A checklist only tells what will be asked"
)
_PRIVATE = frozenset(
    [
        "criminal",
        "crime",
        "crimes",
        "conviction",
        "convictions",
        "convicted",
        "offence",
        "offences",
        "offense",
        "offenses",
        "arrest",
        "arrests",
        "arrested",
        "charges",
        "charged",
        "record",
        "records",
        "pardon",
        "pardons",
        "pardoned",
        "health",
        "medical",
        "medication",
        "medications",
        "disability",
        "disabilities",
        "disabled",
        "diagnosis",
        "illness",
        "therapy",
        "pregnancy",
        "immunization",
        "immunizations",
        "vaccination",
        "vaccinations",
        "credit",
        "debt",
        "debts",
        "bankruptcy",
        "bankrupt",
        "indigenous",
        "aboriginal",
        "ethnicity",
        "race",
        "religion",
    ]
)
_HARMLESS = frozenset(["keeping", "care", "work", "worker", "training", "course", "services", "experience"])
"""Beside one of these a private word speaks of an occupation: record-keeping, mental-health-work."""


def is_private(key: str) -> bool:
    """Say whether a key names a matter that is never stored."""
    words = set(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", key).lower()))
    return bool(words & _PRIVATE) and not words & _HARMLESS


def parse_profile(
    path: Path, raw: bytes, today: dt.date, never_ticked: frozenset[str] = frozenset()
) -> tuple[Profile | None, list[Problem]]:
    """Read a profile from the bytes of ``path``; either it, or every fault with its line.

    ``never_ticked`` are requirements that are sensitive, so that no tick of them is kept.
    """
    file = read_yaml(path, raw)
    if file.problems and file.content is None:
        return None, file.problems
    seen = {problem.key for problem in file.problems}
    profile, faults = check_values({} if file.content is None else file.content, today, never_ticked)
    for spot, message in faults:
        if ".".join(map(str, spot)) not in seen:  # YAML has told already why it is empty
            file.fault(spot, message)
    return (None, sorted(file.problems)) if file.problems else (profile, [])


def check_values(
    values: object, today: dt.date, never_ticked: frozenset[str] = frozenset()
) -> tuple[Profile | None, list[Fault]]:
    """Return the profile that plain ``values``, named as a person writes them, make; or every fault in them."""
    if not isinstance(values, Mapping):
        return None, [((), "a profile is a mapping of keys to values, for example lives_in: CA-ON")]
    faults = dict.fromkeys(_private_spots(values, ()), NEVER_STORED)
    ticks = values.get("ticks")
    faults |= (
        {("ticks", key): NEVER_STORED for key in ticks if key in never_ticked} if isinstance(ticks, Mapping) else {}
    )
    dated = date_faults(values, today)
    profile = None
    try:
        profile = Profile.model_validate(values, by_alias=True, by_name=False)
    except ValidationError as error:
        for spot, message in _shape_faults(error, values):
            told = any(each[: len(spot)] == spot for each, _ in dated) and len(spot) > 1
            if not told and not any(spot[: len(each)] == each for each in faults):
                faults[spot] = message
    faults |= {spot: message for spot, message in dated if spot not in faults}
    return (None, list(faults.items())) if faults else (profile, [])


def private_keys(path: Path, raw: bytes) -> bool:
    """Say whether a text names, in a key that can be read, a matter that is never stored."""
    return any(_private_spots(read_yaml(path, raw).content, ()))


def _private_spots(value: object, spot: Spot) -> Iterator[Spot]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if is_private(str(key)) and spot != ("ticks",):
                yield (*spot, str(key))
            else:
                yield from _private_spots(each, (*spot, str(key)))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _private_spots(each, (*spot, index))


def _shape_faults(error: ValidationError, values: object) -> list[Fault]:
    """Return what the model finds, one fault a place, in plain words; where one is inside another, the inner."""
    found: dict[Spot, str] = {}
    for fault in error.errors(include_url=False):
        spot = _written_spot(fault["loc"], values, missing=fault["type"] == "missing")
        found.setdefault(spot, reword(spot, fault["type"], fault["msg"], fault.get("ctx", {}), fault["input"]))
    return [
        (spot, message)
        for spot, message in found.items()
        if not any(other != spot and other[: len(spot)] == spot for other in found)
    ]


def _written_spot(loc: tuple[str | int, ...], values: object, *, missing: bool) -> Spot:
    """Return the part of ``loc`` that stands in the text: the model also names the forms it tried."""
    spot: list[str | int] = []
    for number, part in enumerate(loc):
        if isinstance(values, Mapping) and part in values:
            spot.append(part)
            values = values[str(part)]
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            spot.append(part)
            values = values[part]
        elif missing and number == len(loc) - 1 and isinstance(values, Mapping):
            spot.append(part)
    return tuple(spot)


# --- writing

_WIDE = 110
_DAYS = frozenset(
    [
        "birth_date",
        "completed",
        "expected",
        "left",
        "from",
        "to",
        "issued",
        "passed",
        "granted",
        "booked",
        "expires",
        "on",
        "apply_on",
        "starts",
    ]
)
_PLAIN = re.compile(r"[^\W\d_](?:[\w .'/&()+-]*[\w.')+])?")
_RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])


def write_profile(short: Mapping[str, object]) -> str:
    """Return a profile, given in its short form, as YAML that reads back as the same."""
    lines: list[str] = []
    for key, value in short.items():
        days = key == "ticks"
        inline = f"{key}: {write_value(value, key, days=days)}"
        if len(inline) <= _WIDE or not value or isinstance(value, str):
            lines.append(inline)
        elif isinstance(value, list):
            lines += [f"{key}:", *(f"  - {write_value(each, key)}" for each in value)]
        elif isinstance(value, Mapping):
            lines += [f"{key}:", *(f"  {name}: {write_value(each, name, days=days)}" for name, each in value.items())]
    return "\n".join(lines) + "\n" if lines else "{}\n"


def write_value(value: object, key: str = "", *, days: bool = False) -> str:
    """Return one value on one line; ``days`` if every text in it is a date."""
    if isinstance(value, Mapping):
        stages = key == "stages" and all(isinstance(each, list) for each in value.values())
        inner = (f"{name}: {write_value(each, name, days=days or stages)}" for name, each in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(write_value(each, days=days) for each in value) + "]"
    if isinstance(value, str):
        return value if days or key in _DAYS else _text(value)
    return _WORDS[type(value)](value)


def _number(value: object) -> str:
    text = repr(int(value)) if isinstance(value, float) and value.is_integer() else repr(value)
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}{'' if '.' in mantissa or not e else '.0'}{e}{exponent}"  # YAML wants a point: 1.0e-07


_WORDS: dict[type, Callable[[object], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: str(value).lower(),
    int: _number,
    float: _number,
}


def _text(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.lower() not in _RESERVED and value.isprintable():
        return value
    return '"' + "".join(map(_letter, value)) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
