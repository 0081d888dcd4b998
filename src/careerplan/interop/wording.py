"""The faults that the profile's model finds, in plain words."""

import difflib
from collections.abc import Mapping

from pydantic import BaseModel

from careerplan.person import profile as model

_ENTRIES: dict[str, type[BaseModel]] = {
    "languages": model.Spoken,
    "education": model.Schooling,
    "experience": model.Job,
    "credentials": model.Certificate,
    "tests": model.TestResult,
    "clearances": model.Clearance,
    "driving": model.Licence,
    "targets": model.Target,
    "declared": model.Answer,
    "citizenship": model.Citizenship,
}
_STANDING = "write citizen, permanent-resident, work-permit, other or none, or {CA: {status: work-permit, …}}"
_TELL = {
    "missing": "this key is missing",
    "string_type": "must be text; put it in quotes if it looks like a number, a date or yes and no",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long: 4,000 characters at most",
    "bool_type": "write true or false",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "finite_number": "must be a number that can be",
    "tuple_type": "must be a list, for example [a, b]; [] for none",
    "dict_type": "must be keys with their values, for example {key: value}",
    "model_type": "must be keys with their values, for example {key: value}",
    "too_long": "has more values than it may",
}


def reword(spot: model.Spot, kind: str, message: str, context: Mapping[str, object], given: object) -> str:
    """Return what is wrong at ``spot``; ``kind``, ``message`` and ``context`` are the model's own."""
    top = str(spot[0]) if spot else ""
    match kind:
        case "extra_forbidden":
            told = f"no such key here{_meant(str(spot[-1]), _keys_at(spot))}"
        case "dict_type" | "literal_error" if top == "citizenship":
            told = _STANDING
        case "literal_error":
            expected = str(context.get("expected", "")).replace("'", "")
            told = f"write {expected}{_meant(str(given), expected.replace(' or ', ', ').split(', '))}"
        case "string_pattern_mismatch":
            told = _pattern(top)
        case "bool_type" | "model_type" if top == "declared":
            told = "write true or false, or {answer: true, on: 2026-05-01}"
        case _:
            own = message.removeprefix("Value error, ").replace("Input should be", "must be")
            told = _TELL.get(kind, own)
    return told


def _pattern(top: str) -> str:
    if top in {"declared", "ticks"}:
        return "a key here is lower-case words with hyphens, for example shift-work"
    if top == "citizenship":
        return "a country is two capitals, for example CA"
    return "write a place as two capitals and its part: CA-ON for Ontario, CA for Canada"


def _keys_at(spot: model.Spot) -> list[str]:
    owner: type[BaseModel] = model.Profile if len(spot) == 1 else _ENTRIES.get(str(spot[0]), model.Profile)
    if "assessed" in spot[:-1]:
        owner = model.Assessed
    return [field.alias or name for name, field in owner.model_fields.items()]


def _meant(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word.lower(), known, n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"
