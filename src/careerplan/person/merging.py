"""Taking what a file says of a person into the profile there is: nothing is overwritten, nothing is added twice."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from careerplan.person.profile import LISTS
from careerplan.spans import shift, span

Plain: TypeAlias = dict[str, object]
Entry: TypeAlias = Mapping[str, object]
Known: TypeAlias = Callable[[str, str], str | None]
"""Returns the id of a word of one kind (levels, fields, areas, credentials, languages); None if it is not known."""

Status = Literal["new", "unchanged", "differing"]

_MAPPINGS = ("citizenship", "declared", "ticks")
_MANY = (*LISTS, "targets")
_DATES = frozenset(["completed", "expected", "left", "issued", "passed", "granted", "booked", "expires", "from", "to"])
_GOT = ("issued", "passed", "granted", "booked")
_ENDED = ("completed", "expected", "left")


@dataclass(frozen=True)
class Offer:
    """One thing that a file says: a value, or an entry of a list; ``row`` is where it stands there."""

    key: str
    value: object
    row: str


@dataclass(frozen=True)
class Offered:
    """All that a file says. The keys ``whole`` are all there is to say of them; other lists are incomplete.

    ``incomplete`` names lists of which the file itself says that there is more.
    """

    offers: Sequence[Offer] = ()
    whole: frozenset[str] = frozenset()
    incomplete: Sequence[str] = ()


@dataclass(frozen=True)
class Remark:
    """Something to say of one place in a file; ``key`` is the column or key there."""

    row: str
    key: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What became of an offer; ``mine`` is what the profile says where it differs, and goes on saying."""

    offer: Offer
    status: Status
    mine: object = None


@dataclass(frozen=True)
class Merged:
    """The profile's values afterwards, as a person writes them, and what became of each offer."""

    values: Plain
    outcomes: tuple[Outcome, ...]


def merge(before: Entry, offered: Offered, known: Known) -> Merged:
    """Return the profile ``before``, under its written names with every key, with what is new in ``offered``.

    A list that was not there becomes incomplete unless the file has the whole of it; a list that was
    complete stays so. Merging the same again changes nothing.
    """
    values: Plain = {key: list(value) if isinstance(value, list) else value for key, value in before.items()}
    verbatim = {key for key in offered.whole & set(_MANY) if not values.get(key)}
    verbatim -= {key for key in LISTS if values.get(key) is not None}
    for key in offered.whole:
        if values.get(key) is None:
            values[key] = {} if key in _MAPPINGS else [] if key in _MANY else None
    outcomes = [
        Outcome(offer, "new") if _appended(values, offer, verbatim) else _taken(values, offer, known)
        for offer in offered.offers
    ]
    partial = dict.fromkeys(each.key for each in offered.offers if each.key in LISTS and each.key not in offered.whole)
    more = [*offered.incomplete, *(key for key in partial if key not in offered.incomplete)]
    told = _list(before.get("incomplete"))
    values["incomplete"] = [*told, *(key for key in more if before.get(key) is None and key not in told)]
    return Merged(values, tuple(outcomes))


def _appended(values: Plain, offer: Offer, verbatim: set[str]) -> bool:
    """Add an entry to a list that the file has the whole of: there it may stand twice."""
    if offer.key not in verbatim:
        return False
    values[offer.key] = [*_list(values[offer.key]), offer.value]
    return True


def _taken(values: Plain, offer: Offer, known: Known) -> Outcome:
    """Take one offer into ``values`` where it is new."""
    mine = values.get(offer.key)
    if offer.key in _MANY and isinstance(offer.value, Mapping):
        return _entry(values, offer, offer.value, known)
    if offer.key in _MAPPINGS and isinstance(mine, Mapping) and isinstance(offer.value, Mapping):
        return _mapping(values, offer, mine, offer.value)
    if mine is None:
        values[offer.key] = offer.value
        return Outcome(offer, "new")
    return Outcome(offer, "unchanged") if _text(mine) == _text(offer.value) else Outcome(offer, "differing", mine)


def _mapping(values: Plain, offer: Offer, mine: Entry, theirs: Entry) -> Outcome:
    values[offer.key] = {**theirs, **mine}
    other = {key: mine[key] for key in theirs if key in mine and not _alike(mine[key], theirs[key])}
    if other:
        return Outcome(offer, "differing", other)
    return Outcome(offer, "unchanged" if set(theirs) <= set(mine) else "new")


def _entry(values: Plain, offer: Offer, theirs: Entry, known: Known) -> Outcome:
    found = [each for each in _list(values.get(offer.key)) if isinstance(each, Mapping)]
    same = [each for each in found if _same(offer.key, each, theirs, known)]
    if not same:
        values[offer.key] = [*found, theirs]
        return Outcome(offer, "new")
    if any(_agrees(offer.key, each, theirs, known) for each in same):
        return Outcome(offer, "unchanged")
    return Outcome(offer, "differing", same[0])


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


# --- which entries speak of the same thing


def _same(key: str, mine: Entry, theirs: Entry, known: Known) -> bool:
    """Say whether two entries of one list speak of the same thing, whatever else they say of it."""
    if key == "education":
        return _same_study(mine, theirs, known)
    if key == "experience":
        named = ("employer", "title") if mine.get("title") or theirs.get("title") else ("employer", "area")
        same = all(_text(mine.get(each)) == _text(theirs.get(each)) for each in named)
        return same and _overlap(mine.get("from"), theirs.get("from"))
    if key in {"credentials", "tests", "clearances"}:
        name = {"credentials": "credential", "tests": "test", "clearances": "clearance"}[key]
        got = [next((each[one] for one in _GOT if each.get(one)), None) for each in (mine, theirs)]
        return _word(known, "credentials", mine.get(name)) == _word(
            known, "credentials", theirs.get(name)
        ) and _may_overlap(*got)
    if key == "languages":
        return _word(known, "languages", mine.get("language")) == _word(known, "languages", theirs.get("language"))
    names = ("class", "jurisdiction") if key == "driving" else ("role",)
    return all(_text(mine.get(each)) == _text(theirs.get(each)) for each in names)


def _same_study(mine: Entry, theirs: Entry, known: Known) -> bool:
    """Say whether it is one credential: the same field and date; either may be missing on one side, not both.

    Of one level and field nobody studies twice within a year, nor again while a first time is still expected.
    """
    if _word(known, "levels", mine.get("credential")) != _word(known, "levels", theirs.get("credential")):
        return False
    my_end, their_end = (next((each[one] for one in _ENDED if each.get(one)), None) for each in (mine, theirs))
    fields = [_fields(each.get("field"), known) for each in (mine, theirs)]
    if fields[0] == fields[1]:
        planned = bool(mine.get("expected")) or bool(theirs.get("expected"))
        named = bool(fields[0])
        near = _overlap(my_end, their_end, months=12 if planned or named else 0)
        return near or (planned and named) or not my_end or not their_end
    return not all(fields) and _overlap(my_end, their_end)


def _fields(value: object, known: Known) -> set[str]:
    several = value if isinstance(value, list | tuple) else [value] if value else []
    return {_word(known, "fields", each) for each in several}


# --- whether they say the same of it


def _agrees(key: str, mine: Entry, theirs: Entry, known: Known) -> bool:
    """Say whether all that ``theirs`` says is in ``mine``; the area of a job is a reading, not a statement."""
    return all(
        _agrees_on(name, mine.get(name), value, known)
        for name, value in theirs.items()
        if (value is not None or (key == "experience" and name == "to"))
        and not (key == "experience" and name == "area")
        and not (name == "paid" and bool(value) is (mine.get("paid") is not False))
    )


def _agrees_on(name: str, mine: object, theirs: object, known: Known) -> bool:
    if name in _DATES:
        return mine == theirs or _overlap(mine, theirs)
    if name == "field":
        return _fields(mine, known) == _fields(theirs, known)
    kinds = {"credential": ("levels", "credentials"), "test": ("credentials",), "clearance": ("credentials",)}
    kinds["language"] = ("languages",)
    return _alike(mine, theirs) or any(
        _word(known, kind, mine) == _word(known, kind, theirs) for kind in kinds.get(name, ())
    )


def _alike(mine: object, theirs: object) -> bool:
    """Say whether two values say the same; what is absent says as much as null."""
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        keys = {*mine, *theirs}
        return all(_alike(mine.get(each), theirs.get(each)) for each in keys)
    return mine == theirs or (isinstance(mine, str) and _text(mine) == _text(theirs))


def _word(known: Known, kind: str, value: object) -> str:
    text = str(value or "")
    return known(kind, text) or _text(text)


def _text(value: object) -> str:
    """Return a value as text in which case, hyphens and runs of spaces make no difference."""
    if isinstance(value, list | tuple):
        return "\n".join(sorted(map(_text, value)))
    return re.sub(r"[\s_-]+", " ", str("" if value is None else value)).strip().casefold()


def _overlap(mine: object, theirs: object, *, months: int = 0) -> bool:
    """Say whether two dates, each a year, a month or a day, can be the same; false where one is absent.

    They also are where they lie no more than so many ``months`` apart.
    """
    if not mine or not theirs:
        return False
    try:
        first, second = span(str(mine)), span(str(theirs))
    except ValueError:
        return mine == theirs
    return first[0] <= shift(second[1], months) and second[0] <= shift(first[1], months)


def _may_overlap(mine: object, theirs: object) -> bool:
    return not mine or not theirs or _overlap(mine, theirs)
