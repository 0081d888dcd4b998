"""What a file in another program's format says of a person: what was understood of it, and what was not, and why."""

import codecs
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from careerplan.person.merging import Offer, Remark

Kind: TypeAlias = Literal["levels", "fields", "areas", "credentials"]

LONGEST = 4000
"""The most characters that a text of the profile may have."""

MOST = 500
"""The most entries of a list that are taken from one file."""

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EDGES = " ,;-\u2013"
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_LABEL = 80
_QUOTE = 60


class Words(Protocol):
    """The vocabulary, as far as a reader of files needs it."""

    def known(self, kind: Kind, word: str) -> str | None:
        """Return the id of a word written as its id or one of its names; None if it is not known."""

    def kept_in(self, credential: str) -> str:
        """Return the list of the profile that holds a credential, a test or a clearance."""

    def label(self, kind: Kind, term: str) -> str | None:
        """Return how a word is said, by its id; None where the id will do, or is not known."""


@dataclass(frozen=True)
class Reading:
    """What a reader has to know besides the file: the vocabulary, the names of places by code, the day."""

    words: Words
    places: Mapping[str, str]
    today: dt.date


@dataclass
class Understood:
    """What was understood of a file, in the order of the file.

    ``skipped`` is what could not be used; ``noted`` is what was used and is worth a second look; ``notes``
    are sentences on how the whole was read.
    """

    format: str
    offers: list[Offer] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    noted: list[Remark] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    incomplete: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def offer(self, key: str, value: object, row: str) -> None:
        """Keep one value or entry; of a list only so many as one life has."""
        self._counts[key] = self._counts.get(key, 0) + 1
        if self._counts[key] <= MOST:
            self.offers.append(Offer(key, value, row))
        elif self._counts[key] == MOST + 1:
            self.skip(row, key, f"more than {MOST} entries; this one and the rest are left out")

    def skip(self, row: str, key: str, reason: str) -> None:
        """Say why something is not used."""
        self.skipped.append(Remark(label(row), label(key), reason))

    def note(self, row: str, key: str, reason: str) -> None:
        """Say what to look at."""
        self.noted.append(Remark(label(row), label(key), reason))

    def tell(self, sentence: str) -> None:
        """Say, once, how the file was read."""
        self.notes[sentence] = None


@dataclass(frozen=True)
class Found:
    """One entry of a file by meaning (employer, title, from, …): the texts it has and the file's names for them.

    ``row`` is where it stands; where entries are nested, the name of a value belongs to its place.
    """

    row: str
    texts: Mapping[str, str]
    names: Mapping[str, str]
    nested: bool = False

    def at(self, meaning: str) -> tuple[str, str]:
        """Return the place and the name of one value."""
        name = self.names[meaning]
        return (f"{self.row}.{name}" if self.nested else self.row), name

    def text(self, meaning: str, book: Understood) -> str | None:
        """Return one text, no longer than the profile takes; cutting it is noted."""
        text = self.texts.get(meaning) or None
        if text is not None and len(text) > LONGEST:
            book.note(*self.at(meaning), f"longer than {LONGEST:,} characters: only the beginning is kept")
            text = text[:LONGEST].strip()
        return text


def clean(text: str) -> str:
    """Return a text on one line, without control and direction characters."""
    return " ".join(_UNSEEN.sub("", re.sub(r"\s+", " ", text)).split())


def fold(text: str) -> str:
    """Return a text in which case, accents, dots, hyphens and runs of spaces make no difference."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[\s_-]+", " ", text.replace(".", "")).strip().casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def forms(text: str, harmless: Callable[[str], bool]) -> Iterator[str]:
    """Yield the ways in which the vocabulary may write a name; only a ``harmless`` parenthesis is ever left out."""
    whole = text.strip(_EDGES)
    apart = re.sub(r"(?<=\w)\(", " (", whole)
    bare = _PARENTHESIS.sub(lambda found: "" if harmless(found[1]) else found[0], whole).strip(_EDGES)
    for each in dict.fromkeys((whole, apart, re.sub(r"[()]", "", apart), bare)):
        yield each
        yield each.replace(".", "")
        yield each.replace("\u2019", "'")


def outside(text: str) -> str:
    """Return a text without all that stands in parentheses."""
    return _PARENTHESIS.sub("", text).strip(_EDGES)


def inside(text: str) -> list[str]:
    """Return what stands in parentheses."""
    return [found.strip() for found in _PARENTHESIS.findall(text)]


def label(text: str) -> str:
    """Return a name from a file as it may be shown: short, and without characters nobody sees."""
    seen = clean(text)
    return seen if len(seen) <= _LABEL else f"{seen[: _LABEL - 1]}…"


def quoted(text: str) -> str:
    """Return a value from a file for a sentence: short, and in quotation marks."""
    return f"'{text}'" if len(text) <= _QUOTE else f"'{text[: _QUOTE - 1]}…'"


def several(names: Iterable[str], most: int = 30) -> str:
    """Return names in one line; of very many the first."""
    listed = [label(each) for each in names]
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text of a file and, where it is not UTF-8, what it was taken for."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), "" if mark == codecs.BOM_UTF8 else "UTF-16"
    head = raw[:400]
    if head[1::2].count(0) > len(head) // 3:
        return raw.decode("utf-16-le", errors="replace"), "UTF-16"
    if head[::2].count(0) > len(head) // 3:
        return raw.decode("utf-16-be", errors="replace"), "UTF-16"
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "Windows-1252"
