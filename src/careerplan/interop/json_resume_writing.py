"""Writing a profile as JSON Resume 1.2.1: what others can read, and under ``meta`` the whole of it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from careerplan.interop.foreign import Kind
from careerplan.interop.languages import language_name
from careerplan.person.merging import Plain
from careerplan.person.written import in_short

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json"

SECTION_LISTS = {
    "work": ("experience",),
    "volunteer": ("experience",),
    "education": ("education",),
    "certificates": ("credentials", "tests", "clearances"),
    "languages": ("languages",),
}
"""The lists of a profile that each section of a résumé shows."""

_HELD = {"credentials": ("credential", "issued"), "tests": ("test", "passed"), "clearances": ("clearance", "granted")}

Pair = tuple[Plain, str, object]

Label = Callable[[Kind, str], str | None]
"""Returns how a word of the vocabulary is said, by its id; None where its id will do, or for any other word."""


@dataclass(frozen=True)
class Visible:
    """What a résumé shows of a profile: each entry of a section with the key and the entry it was made from."""

    basics: Plain
    sections: Mapping[str, list[Pair]]


def write_resume(written: Mapping[str, object], places: Mapping[str, str], label: Label) -> str:
    """Return a profile, under its written names with every key, as JSON that reads back as the same."""
    shown = visible(written, places, label)
    document: Plain = {"$schema": SCHEMA, "basics": shown.basics}
    document |= {section: [entry for entry, _, _ in pairs] for section, pairs in shown.sections.items()}
    own = {"schema": "careerplan.profile/1", "profile": in_short(written)}
    document["meta"] = {"version": "v1.0.0", "careerplan": own}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def visible(written: Mapping[str, object], places: Mapping[str, str], label: Label) -> Visible:
    """Return what a résumé shows; a section of lists that are not in the profile is left out."""
    sections: dict[str, list[Pair]] = {section: [] for section, keys in SECTION_LISTS.items() if _any(written, keys)}
    for job in entries_of(written, "experience"):
        paid = job.get("paid") is not False
        sections["work" if paid else "volunteer"].append((_job(job, label, paid=paid), "experience", job))
    for study in entries_of(written, "education"):
        sections["education"].append((_study(study, label), "education", study))
    for key, (name, got) in _HELD.items():
        for held in entries_of(written, key):
            shown = {"name": _words(held.get(name), "credentials", label), "date": held.get(got)}
            sections["certificates"].append((_said(shown), key, held))
    for spoken in entries_of(written, "languages"):
        language = language_name(str(spoken["language"]))
        entry: Plain = {"language": language, "fluency": str(spoken["level"]).capitalize()}
        sections["languages"].append((entry, "languages", spoken))
    return Visible(_basics(written, places), sections)


def _any(written: Mapping[str, object], keys: tuple[str, ...]) -> bool:
    return any(written[key] is not None for key in keys)


def _basics(written: Mapping[str, object], places: Mapping[str, str]) -> Plain:
    basics = _said({"name": written["name"]})
    if isinstance(home := written["lives_in"], str):
        country, _, part = home.partition("-")
        basics["location"] = _said({"countryCode": country, "region": places.get(home, part) if part else None})
    return basics


def _job(job: Mapping[str, object], label: Label, *, paid: bool) -> Plain:
    return _said(
        {
            "name" if paid else "organization": job.get("employer"),
            "position": job.get("title") or _words(job.get("area"), "areas", label),
            "startDate": job.get("from"),
            "endDate": job.get("to"),
        }
    )


def _study(study: Mapping[str, object], label: Label) -> Plain:
    return _said(
        {
            "institution": study.get("school"),
            "area": _words(study.get("field"), "fields", label),
            "studyType": _words(study.get("credential"), "levels", label),
            "endDate": study.get("completed") or study.get("expected"),
        }
    )


def _said(entry: Mapping[str, object]) -> Plain:
    return {key: value for key, value in entry.items() if value is not None}


def _words(value: object, kind: Kind, label: Label) -> str | None:
    """Return words as one reads them: an id of the vocabulary by its label, or else without its hyphens."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(each, kind, label) for each in value)))
    if isinstance(value, str) and (said := label(kind, value)):
        return said
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", value):
        return value.replace("-", " ")
    return value if isinstance(value, str) else None


def entries_of(written: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    """Return the entries of a list of the profile; none where it is absent."""
    return [each for each in list_of(written[key]) if isinstance(each, Mapping)]


def list_of(value: object) -> list[object]:
    """Return a list as it is; anything else is an empty one."""
    return value if isinstance(value, list) else []


def same(mine: object, theirs: object) -> bool:
    """Say whether two parts of a résumé say the same; what is empty or null says nothing."""
    return _bare(mine) == _bare(theirs)


def likeness(shown: Visible, document: Mapping[str, object]) -> int:
    """Return how many entries of a document are as a résumé shows them."""
    found = {section: [_bare(each) for each in list_of(document.get(section))] for section in shown.sections}
    return sum(_bare(entry) in found[section] for section, pairs in shown.sections.items() for entry, _, _ in pairs)


def _bare(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: bare for key, each in value.items() if (bare := _bare(each)) not in (None, "", [], {})}
    return [_bare(each) for each in value] if isinstance(value, list) else value
