"""Reading JSON Resume 1.x, as the schema has it and as people write it.

Where a résumé was written by ``profile export``, the profile itself stands under ``meta``; what of the visible part
is still as it was written is taken from there, so that nothing is lost on the way.
"""

from collections.abc import Callable, Mapping, Sequence

from careerplan.interop import json_resume_writing as writing
from careerplan.interop.entries import read_holding, read_job, read_language, read_study
from careerplan.interop.foreign import Found, Reading, Understood, clean, label
from careerplan.interop.json_tree import Spot, Tree, path_of
from careerplan.interop.locations import place_of
from careerplan.person.merging import Offer, Plain
from careerplan.person.profile import LISTS, Profile
from careerplan.person.written import as_written

FORMAT = "json-resume"

Check = Callable[[object], tuple[Profile | None, Sequence[tuple[Spot, str]]]]
"""Returns the profile that plain values make, or every fault in them."""

_PERIOD = {"from": ("startDate",), "to": ("endDate",)}
_SECTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "work": {"title": ("position",), "employer": ("name", "company", "organization"), **_PERIOD},
    "volunteer": {"title": ("position",), "employer": ("organization", "name"), **_PERIOD},
    "education": {"degree": ("studyType",), "field": ("area",), "school": ("institution",), **_PERIOD},
    "certificates": {
        "name": ("name", "title"),
        "from": ("date", "issueDate"),
        "to": ("expires", "expiryDate", "expirationDate", "endDate"),
    },
    "languages": {"language": ("language",), "level": ("fluency",)},
}  # fmt: skip
"""What each section's keys mean; where several are given the first with a value counts."""

_ONLY_COMPARED = {("education", "from")}
_ABOUT_THE_FILE = (
    ("$schema",),
    ("meta", "version"),
    ("meta", "canonical"),
    ("meta", "lastModified"),
    ("meta", "theme"),
)
KNOWN_SECTIONS = frozenset(
    ["basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages",
     "interests", "references", "projects", "meta"]
)  # fmt: skip
_PLAIN_SIGNS = KNOWN_SECTIONS - {"education", "languages", "meta"}
_ENTRY_SIGNS = {"education": {"institution", "area", "studyType", "startDate", "endDate"}, "languages": {"fluency"}}


def is_json_resume(document: Mapping[str, object]) -> bool:
    """Say whether a document has sections that only a JSON Resume has."""
    if _PLAIN_SIGNS & set(document) or "jsonresume" in str(document.get("$schema", "")):
        return True
    return any(
        signs & set(entry) for section, signs in _ENTRY_SIGNS.items() for _, entry in Tree(document).entries(section)
    )


def read_resume(document: Mapping[str, object], reading: Reading, check: Check) -> Understood:
    """Return what a résumé says; ``check`` judges the profile under ``meta`` where there is one."""
    tree, book = Tree(document), Understood(FORMAT)
    tree.take(*_ABOUT_THE_FILE)
    own = _own(tree, book, check)
    kept = _Kept(own, None if own is None else _shown(own, document, reading))
    _read_basics(tree, book, reading, kept)
    for section in _SECTIONS:
        _read_section(tree, book, reading, section, kept)
    kept.finish(book)
    _name_the_rest(tree, book)
    return book


def _shown(own: Plain, document: Mapping[str, object], reading: Reading) -> writing.Visible:
    """Return what was made visible of a profile; earlier versions did so without the labels of the vocabulary."""
    ways = [writing.visible(own, reading.places, each) for each in (reading.words.label, lambda *_: None)]
    return max(ways, key=lambda each: writing.likeness(each, document))


class _Kept:
    """The profile under ``meta`` and what ``profile export`` made visible of it, to tell what was edited since."""

    def __init__(self, own: Plain | None, shown: writing.Visible | None) -> None:
        self.own = own or {}
        self.shown = shown
        self.edited: dict[str, None] = {}
        self.matched: list[Offer] = []

    def pairs(self, section: str) -> list[tuple[Plain, str, object]]:
        """Return the visible entries of a section, each with the key and the entry of the profile behind it."""
        return list(self.shown.sections.get(section, ())) if self.shown else []

    def finish(self, book: Understood) -> None:
        """Offer what is not visible and what is as it was, and say which sections were edited."""
        if self.shown is None:
            return
        mine = [Offer(key, self.own[key], _ROW) for key in _HIDDEN if self.own[key] not in (None, {})]
        touched = {key for section in self.edited for key in writing.SECTION_LISTS.get(section, ())}
        whole = [key for key in (*LISTS, "targets") if self.own[key] is not None and key not in touched]
        mine += [Offer(key, entry, _ROW) for key in whole for entry in writing.entries_of(self.own, key)]
        mine += [each for each in self.matched if each.key in touched]
        book.offers[:0] = mine
        book.whole |= {*whole, *({"citizenship"} if self.own["citizenship"] is not None else ())}
        book.incomplete += [str(each) for each in writing.list_of(self.own["incomplete"])]
        if self.edited:
            book.tell(
                f"Edited since it was exported, so read as any other résumé: {', '.join(self.edited)}; "
                "entries that are as they were are taken over whole."
            )


_HIDDEN = ("birth_date", "citizenship", "works_in", "declared", "ticks", "starts", "hours_per_week")
_ROW = "meta.careerplan.profile"


def _own(tree: Tree, book: Understood, check: Check) -> Plain | None:
    """Return the profile under ``meta``, under its written names; None where there is none or it has faults."""
    values = tree.at(("meta", "careerplan", "profile"))
    if values is None:
        return None
    tree.take(("meta", "careerplan"))
    profile, faults = check(values)
    for spot, message in faults:
        book.skip(
            path_of(("meta", "careerplan", "profile", *spot)), label(str(spot[-1] if spot else "profile")), message
        )
    if profile is None:
        book.tell("The profile under meta.careerplan has faults, so only the visible part was read.")
        return None
    return as_written(profile.model_dump_json())


# --- the sections


def _read_basics(tree: Tree, book: Understood, reading: Reading, kept: _Kept) -> None:
    shown = kept.shown.basics if kept.shown else {}
    seen = tree.document.get("basics")
    seen = seen if isinstance(seen, Mapping) else {}
    name = tree.text(("basics", "name"))
    if kept.shown and name == clean(str(shown.get("name") or "")):
        _offer_own(book, kept, "name")
    elif name:
        kept.edited["name"] = None
        found = Found("basics", {"name": name}, {"name": "name"}, nested=True)
        book.offer("name", found.text("name", book), "basics.name")
    if kept.shown and writing.same(_location(seen), _location(shown)):
        tree.take(("basics", "location", "countryCode"), ("basics", "location", "region"))
        _offer_own(book, kept, "lives_in")
    else:
        _read_location(tree, book, reading, kept)


def _location(basics: Mapping[str, object]) -> Plain:
    found = basics.get("location")
    place = found if isinstance(found, Mapping) else {}
    return {key: place.get(key) for key in ("countryCode", "region")}


def _offer_own(book: Understood, kept: _Kept, key: str) -> None:
    if kept.own[key] is not None:
        book.offer(key, kept.own[key], _ROW)


def _read_location(tree: Tree, book: Understood, reading: Reading, kept: _Kept) -> None:
    country, region = (tree.text(("basics", "location", key)) for key in ("countryCode", "region"))
    code, understood = place_of(country, region, reading.places)
    if country or region:
        kept.edited["location"] = None
    if not understood and (country or region):
        key = "region" if region else "countryCode"
        book.skip(
            f"basics.location.{key}", key, "is no place that is known here" + (f"; {code} is kept" if code else "")
        )
    if code:
        book.offer("lives_in", code, "basics.location")


def _read_section(tree: Tree, book: Understood, reading: Reading, section: str, kept: _Kept) -> None:
    """Take a section entry by entry; one that is as it was exported is taken from the profile under ``meta``."""
    pairs = kept.pairs(section)
    entries = list(tree.entries(section))
    as_it_was = kept.shown is not None and len(pairs) == len(entries)
    as_it_was = as_it_was and all(writing.same(pair[0], entry) for pair, (_, entry) in zip(pairs, entries, strict=True))
    if kept.shown is not None and not as_it_was:
        kept.edited[section] = None
    for spot, entry in entries:
        own = next((pair for pair in pairs if writing.same(pair[0], entry)), None)
        if own is not None:
            pairs.remove(own)
            tree.take(spot)
            kept.matched.append(Offer(own[1], own[2], path_of(spot)))
        else:
            _read_entry(book, _found(tree, section, spot, entry), section, reading)


def _found(tree: Tree, section: str, spot: Spot, entry: Mapping[str, object]) -> Found:
    texts, names = {}, {}
    for meaning, keys in _SECTIONS[section].items():
        given = next((key for key in keys if isinstance(entry.get(key), str | int) and _text_of(entry[key])), keys[0])
        names[meaning] = given
        if (section, meaning) in _ONLY_COMPARED:
            texts[meaning] = _text_of(entry.get(given))
        else:
            texts[meaning] = tree.text((*spot, given))
    return Found(path_of(spot), texts, names, nested=True)


def _text_of(value: object) -> str:
    """Return a value as text without taking it."""
    return "" if isinstance(value, bool) or not isinstance(value, str | int) else clean(str(value))


def _read_entry(book: Understood, found: Found, section: str, reading: Reading) -> None:
    if section in {"work", "volunteer"}:
        read_job(book, found, reading, paid=section == "work")
    elif section == "education":
        read_study(book, found, reading)
    elif section == "certificates":
        read_holding(book, found, reading)
    else:
        read_language(book, found)


def _name_the_rest(tree: Tree, book: Understood) -> None:
    """Name all that has a value and was not used: by section and key, counted where there are several."""
    groups: dict[str, dict[Spot, None]] = {}
    for spot in tree.left():
        cut = spot if _misshapen(spot) else _cut(spot)
        groups.setdefault(path_of(cut, each=True), {})[cut] = None
    for group, spots in groups.items():
        first = next(iter(spots))
        why = "not in the form that JSON Resume has" if _misshapen(first) else "not kept here"
        name = str(next(part for part in reversed(first) if isinstance(part, str)))
        if len(spots) == 1:
            book.skip(path_of(first), name, why)
        else:
            book.skip(group, name, f"{why} ({len(spots)} times)")


def _cut(spot: Spot) -> Spot:
    """Return the place by which a value is named: its section, and its key in the sections that are read."""
    depth = 3 if spot[:2] == ("basics", "location") else 2 if spot[0] in _SECTIONS or spot[0] == "basics" else 1
    names = [index for index, part in enumerate(spot) if isinstance(part, str)]
    return spot[: names[min(depth, len(names)) - 1] + 1]


def _misshapen(spot: Spot) -> bool:
    """Say whether a section that is read holds this in another form than the schema has."""
    if spot[0] == "basics":
        return len(spot) == 1 or isinstance(spot[1], int)
    return spot[0] in _SECTIONS and (len(spot) < 3 or not isinstance(spot[1], int))  # noqa: PLR2004 - entry and key
