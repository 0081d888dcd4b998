"""Degrees as résumés write them, to a level of education and a field: "Diploma of Police Foundations", "B.A. (Hons)".

A level is taken only where the vocabulary has it; what is not sure stays as it was written.
"""

import re
from dataclasses import dataclass

from careerplan.interop.foreign import Words, fold, forms, inside, outside

_MARKS = (",", " \u2013 ", " - ", ": ", "; ", " in ", " en ", " of ")
_BROAD = frozenset(["arts", "art", "science", "sciences", "applied arts", "applied science", "philosophy"])
"""What degrees are named after that is not what was studied."""

_NO_STUDY = frozenset(
    ["completion", "achievement", "attendance", "participation", "merit", "recognition", "appreciation", "training"]
)
_SCHOOL = re.compile(r"secondary|high.?school|secondaire|elementary|grade \d", re.IGNORECASE)
_HARMLESS = re.compile(
    r"(?:with |avec )?(?:high |great )?distinction|(?:(?:magna|summa) )?cum laude|"
    r"(?:with |specialized |double )?hon(?:ou?r)?s?|(?:with )?co ?op(?:erative)?(?: program| option)?|general|major|"
    r"majeure|thesis|course based|thesis based|full time|part time|online|accelerated|bilingual|"
    r"advanced standing|temps plein|temps partiel|en ligne|"
    r"(?:[1-6]|one|two|three|four|five) year (?:program|degree|diploma)|[0-9]{4}(?: ?[\u2013 ] ?[0-9]{4})?"
)
"""What in a parenthesis takes nothing from a degree, and may be left out."""

_SCHOOL_LEVELS = frozenset(["secondary", "secondary-equivalency", "ged", "caec", "none"])


@dataclass(frozen=True)
class Degree:
    """What a degree was read as: its level, or the words as written where that is not ``known``; perhaps a field.

    ``apart`` says that the text was taken apart, so that something of its wording is gone.
    """

    credential: str
    field: str | None = None
    known: bool = False
    apart: bool = False


def read_degree(text: str, words: Words) -> Degree:
    """Return what ``text`` names."""
    if level := _level(text, words):
        return Degree(level, _subject(text, words), known=True)
    for mark in _MARKS:
        left, found, right = text.partition(mark)
        right = right.strip()
        level = _level(left, words) or _level_of(left, words) if found else None
        if level and right and _fits(level, right) and _is_plain(right, words):
            return Degree(level, _field(right, words), known=True, apart=True)
    return Degree(text)


def _level_of(text: str, words: Words) -> str | None:
    """Return the level of "Diploma of Education", which names the level before its subject."""
    left, mark, right = text.partition(" of ")
    return _level(left, words) if mark and _fits("", right) and _is_plain(right, words) else None


def _fits(level: str, rest: str) -> bool:
    """Say whether ``rest`` can be the subject of a level: a diploma of a secondary school is no college diploma."""
    return not set(rest.casefold().split()) & _NO_STUDY and (level in _SCHOOL_LEVELS or not _SCHOOL.search(rest))


def _level(text: str, words: Words) -> str | None:
    known = (words.known("levels", form) for form in forms(text, lambda each: _harmless(each, text, words)))
    return next(filter(None, known), None)


def _harmless(said: str, text: str, words: Words) -> bool:
    """Say whether a parenthesis in ``text`` takes nothing from it, names the same again, or names a field."""
    if all(_HARMLESS.fullmatch(fold(each)) for each in re.split(r"[,;/&+]", said)) or words.known("fields", said):
        return True
    own, again = (words.known("levels", each.replace(".", "")) for each in (outside(text), said))
    return own is not None and own == again


def _is_plain(text: str, words: Words) -> bool:
    return all(_harmless(each, text, words) for each in inside(text))


def _field(right: str, words: Words) -> str | None:
    """Return what stands beside a level as its field, where it is one."""
    return None if _level(right, words) or outside(right).casefold() in _BROAD else right


def _subject(text: str, words: Words) -> str | None:
    """Return the field that a degree known as a whole names: the social work of "Master of Social Work"."""
    bare = outside(text)
    for mark in (" in ", " of ", " en "):
        subject = bare.rpartition(mark)[2].strip() if mark in bare else ""
        if subject and subject.casefold() not in _BROAD and words.known("fields", subject):
            return subject
    fields = (each for each in inside(text) if each.casefold() not in _BROAD and words.known("fields", each))
    return next(fields, None)


def read_field(text: str, words: Words) -> tuple[object, bool]:
    """Return a field of study as it was written, or several that are each known; and whether it is known."""
    if words.known("fields", text):
        return text, True
    parts = [each.strip() for each in re.split(r",|;|/|&|\band\b|\bet\b", text) if each.strip()]
    if len(parts) > 1 and all(words.known("fields", each) for each in parts):
        return list(dict.fromkeys(parts)), True
    return text, False
