"""Who is named in a line of text: people who are known, by enough of their name, and people who are not."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from careerplan.lookup import fold
from careerplan.planning.phrases import PERSON, Line


@dataclass(frozen=True)
class Acquaintance:
    """Somebody who can be named. ``about`` tells them from others of their name, such as where they work."""

    id: int
    name: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.name} (#{self.id}{f', {self.about}' if self.about else ''})"


@dataclass(frozen=True)
class Mention:
    """A place where somebody is named: the words, whom they may mean, and whether they may be somebody new."""

    words: str
    people: tuple[Acquaintance, ...]
    unknown: bool = False
    """Nobody has this name; ``people`` are those it may be all the same."""


_TITLES = r"(?:mr|mrs|ms|mx|miss|dr|prof|professor|officer|sgt|sergeant|captain|lt|insp|inspector|warden|mme)"
_Names: TypeAlias = Sequence[tuple[Acquaintance, str]]
_Candidates: TypeAlias = dict[str, list[tuple[Acquaintance, list[str]]]]

_COMBINING = re.compile("[\u0300-\u036f]")
_BEFORE = re.compile(
    r"(?:^| )(?:with|met|saw|called|phoned|rang|zoomed|emailed|e-mailed|texted|messaged|dm 'd|dmed|thanked|thank"
    r"|visited|contacted|interviewed|meet|phone|owe|told|asked|pinged|nudged"
    r"|(?:wrote|write|spoke|talked|chatted|reply|replied|message|email|letter|out|thanks|up|sent|introduced) to"
    r"|(?:heard|back|email|message|reply|text|letter|call|note|answer|word|referral|help|advice) from"
    r"|(?:ran|bumped) into|(?:waiting|wait) (?:for|on)|remind me to (?:call|email|text|message|write|thank|ask)"
    rf")(?: {_TITLES})? $"
)
"""What stands right before a name."""
_ACTS = re.compile(
    r" (?:wrote|writes|emailed|e-mailed|texted|messaged|replied|answered|called|phoned|rang|said|says|told|sent|will"
    r"|'ll|promised|offered|owes|helped|introduced|referred|reviewed|put|gave|passed|got back|accepted|asked|hasn't"
    r"|hasnt|has not|didn't|didnt|did not|never|thanked|agreed|recommended|connected|wants to|is going to"
    r"|and i (?:met|had|spoke))\b"
)
"""What stands right after a name at the beginning of a sentence."""
_PLACE = re.compile(r"(?:^| )(?:at|in|near|of) $")
_LISTS = {("and",), ("&",), ("+",), ("/",), (",",), (",", "and"), (",", "&")}
"""What stands between the names of a list."""
_TITLED = re.compile(rf"(?:^| ){_TITLES} $")

_ALSO_WORDS = frozenset(
    """
    an art august april bill chance chase christian dawn do don drew faith frank grace grant guy happy hope hunter
    ivy jack joy june long love mar mark may mercy mike miles my nick no pat pay pearl penny per rain ray rich rob rose
    ruby so sky sol star sue summer sun tad tan the to tony tom trip van will win young""".split()  # noqa: SIM905
)
"""Names that are everyday words as well; they are names only where a name must stand."""
_NO_NAMES = frozenset(
    """i a an the my our his her him them their she he they we us you it me this that these those somebody someone
    everyone everybody people and or but so then to for at in on from of by about no not yes ok hr staff reception folks
    who whom which what when where after before again back today linkedin zoom teams skype csc csa rcmp hi hello thanks
    thank coffee lunch dinner call met email some two three several both all new old good great more colleagues friends
    officers recruiters one another lots just also finally again never already still only soon later first next nobody
    quickly briefly really""".split()  # noqa: SIM905
)
"""Words that stand where a name could, and are none."""
_AFTER_A_NAME = frozenset(
    ["and", "about", "at", "for", "on", "to", "in", "he", "she", "they", "i", "thank", "over", "who", "re", "my"]
)
"""Words that can follow a name in small letters."""
_SHORTEST = 3
"""Letters by which the beginning of a name is known."""
_OFFERED = 5
"""How many people of a similar name are offered."""


@dataclass(frozen=True)
class _Reading:
    """A line while names are looked for in it."""

    line: Line
    places: tuple[int, ...]

    @classmethod
    def of(cls, line: Line) -> "_Reading":
        at, places = 0, []
        for token in line.tokens:
            places.append(at)
            at += len(token.shape) + 1
        return cls(line, tuple(places))

    def shape(self, number: int) -> str:
        return self.line.tokens[number].shape if 0 <= number < len(self.line.tokens) else ""

    def before(self, number: int) -> str:
        """Return the words right before a token, with the space that ends them."""
        return self.line.said[max(0, self.places[number] - 50) : self.places[number]]

    def after(self, number: int) -> str:
        """Return the words right after a token, with the space that begins them."""
        end = self.places[number] + len(self.line.tokens[number].shape)
        return self.line.said[end : end + 30]

    def begins(self, number: int) -> bool:
        """Say whether a part of a sentence begins at a token."""
        return number == 0 or not self.shape(number - 1)[-1].isalnum()

    def written(self, number: int) -> str:
        token = self.line.tokens[number]
        return self.line.text[token.start : token.end]

    def capital(self, number: int) -> bool:
        """Say whether a word is written as names are: with a capital, or in a script that has none."""
        word = self.written(number).lstrip("@#")
        caseless = self.line.text.upper() == self.line.text
        return bool(word) and word[0].isalpha() and not word[0].islower() and not (caseless and word.isupper())

    def opened(self, number: int) -> bool:
        """Say whether a name must stand here, by the words before it."""
        return bool(_BEFORE.search(self.before(number)))

    def acts(self, number: int) -> bool:
        """Say whether what stands here does something, as people do."""
        begins = self.begins(number) or self.shape(number - 1) in {"and", "but", "then", "so"}
        return begins and bool(_ACTS.match(self.after(number)))


def find_people(line: Line, known: Iterable[Acquaintance]) -> tuple[Line, list[Mention]]:
    """Return the line with everybody named in it marked, and who each may be."""
    reading = _Reading.of(line)
    names = _folded(known)
    candidates = _candidates(line, names)
    spans: list[tuple[int, int]] = []
    mentions: list[Mention] = []
    at = 0
    while at < len(line.tokens):
        between = tuple(reading.shape(each) for each in range(spans[-1][1], at)) if spans else ()
        mention, end = _known_at(reading, at, candidates, listed=between in _LISTS)
        if mention is None:
            mention, end = _unknown_at(reading, at, between, names)
        if mention is not None:
            spans.append((at, end))
            mentions.append(mention)
        at = max(end, at + 1)
    return line.put(PERSON, spans), mentions


def _folded(known: Iterable[Acquaintance]) -> _Names:
    """Return everybody with their name for comparison; all names are folded at once, which is far quicker."""
    people = list(known)
    joined = "\n".join(each.name for each in people).replace("\u2019", "'")
    if not joined.isascii():
        joined = _COMBINING.sub("", unicodedata.normalize("NFKD", joined))
    names = joined.casefold().split("\n")
    if len(names) != len(people):  # a line end in a name
        names = [fold(each.name) for each in people]
    return list(zip(people, names, strict=True))


def _candidates(line: Line, names: _Names) -> _Candidates:
    """Return those of whom a word of the line may be a part of the name, by that word."""
    said = {each.shape.lstrip("@") for each in line.tokens if each.shape[0].isalnum() or each.shape[0] in "@#"}
    stems = {each[:_SHORTEST] for each in said}
    numbers = {each[1:] for each in said if each.startswith("#")}
    found: _Candidates = {}
    for person, name in names:
        parts = name.split()
        if numbers and str(person.id) in numbers:
            found.setdefault(f"#{person.id}", []).append((person, parts))
        for place, part in enumerate(parts):
            if part[:_SHORTEST] not in stems:
                continue
            if part in said:
                found.setdefault(part, []).append((person, parts))
            if place == 0 and len(part) > _SHORTEST:
                found.setdefault(f"{part[:_SHORTEST]}-", []).append((person, parts))
    return found


def _known_at(reading: _Reading, at: int, candidates: _Candidates, *, listed: bool) -> tuple[Mention | None, int]:
    """Return who of the known is named from a token on, and where the name ends."""
    word = reading.shape(at).lstrip("@")
    if word.startswith("#") and word in candidates:
        return Mention(reading.written(at), tuple(each for each, _ in candidates[word])), at + 1
    close = [*candidates.get(word, ()), *candidates.get(f"{word[:_SHORTEST]}-", ())]
    ranked: dict[tuple[int, int], dict[int, Acquaintance]] = {}
    for person, parts in close:
        rank = _rank(reading, at, word, parts)
        if rank is not None:
            ranked.setdefault(rank, {})[person.id] = person
    if not ranked:
        return None, at
    best = min(ranked)
    end = at - best[0]
    people = tuple(ranked[best].values())
    if not _may_be_name(reading, at, end, best[1], listed=listed):
        return None, at
    if end < len(reading.line.tokens) and -best[0] == 1 and _goes_on(reading, end):
        while end < len(reading.line.tokens) and _goes_on(reading, end):
            end += 1
        return Mention(reading.line.words(at, end), people, unknown=True), end
    return Mention(reading.line.words(at, end), people), end


def _rank(reading: _Reading, at: int, word: str, parts: Sequence[str]) -> tuple[int, int] | None:
    """Return how well a name fits from a token on: less is better; None where it does not."""
    length = 0
    while length < len(parts) and reading.shape(at + length).lstrip("@") == parts[length]:
        length += 1
    if 0 < length < len(parts) and (tail := reading.shape(at + length)).isalpha() and tail not in _NO_NAMES:
        initial = parts[length].startswith(tail) and reading.capital(at + length)
        if initial:
            return -(length + 1), 1
    if length:
        return -length, 0 if length == len(parts) else 2
    if word in parts:
        return -1, 3
    if len(word) >= _SHORTEST and parts and parts[0].startswith(word):
        return -1, 4
    return None


def _may_be_name(reading: _Reading, at: int, end: int, rank: int, *, listed: bool) -> bool:
    """Say whether what fits a name is meant as one: words that are names as well need a place for a name."""
    if end - at > 1:
        return True
    word = reading.shape(at)
    if _PLACE.search(reading.before(at)) and reading.shape(end) != "'s":
        return False
    slot = listed or reading.opened(at) or bool(_TITLED.search(reading.before(at)))
    certain = slot or reading.acts(at)
    if word in _ALSO_WORDS:
        return certain or reading.shape(end) == "'s" or (reading.capital(at) and not reading.begins(at))
    if rank == 4:  # noqa: PLR2004 - only the beginning of a name
        return slot and word not in _NO_NAMES
    if rank == 3:  # noqa: PLR2004 - a family name alone
        return certain or reading.capital(at)
    return word not in _NO_NAMES or certain


def _goes_on(reading: _Reading, at: int) -> bool:
    """Say whether a capitalized word goes on with a name that is not known so."""
    token = reading.line.tokens[at]
    return (
        token.shape[0].isalpha()
        and reading.written(at)[0].isupper()
        and reading.capital(at)
        and token.shape not in _NO_NAMES
        and reading.line.text[token.start - 1] in " \u00a0"
    )


def _unknown_at(reading: _Reading, at: int, between: tuple[str, ...], names: _Names) -> tuple[Mention | None, int]:
    """Return a name that nobody known has, where one must stand; in small letters, where nothing else can."""
    word = reading.shape(at)
    if re.fullmatch(r"#\d+", word):
        return Mention(reading.written(at), (), unknown=True), at + 1
    if not word[0].isalpha() or word in _NO_NAMES or re.fullmatch(_TITLES, word):
        return None, at
    following = reading.shape(at + 1)
    ends = not following[:1].isalnum()
    if reading.capital(at):
        stands = reading.opened(at) or between in _LISTS or reading.acts(at)
    else:
        opened = reading.opened(at) and (ends or following in _AFTER_A_NAME)
        listed = between in _LISTS - {(",",)} and (ends or following in {"about", "at", "re"})
        stands = opened or listed
    if not stands:
        return None, at
    end = at + 1
    while end < len(reading.line.tokens) and _goes_on(reading, end):
        end += 1
    return Mention(reading.line.words(at, end), _near(word, names), unknown=True), end


def _near(word: str, names: _Names) -> tuple[Acquaintance, ...]:
    """Return those whose first name is nearly ``word``; only names that begin with the same letter are looked at."""
    import difflib

    alike: dict[str, list[Acquaintance]] = {}
    for person, name in names:
        if name[:1] == word[0]:
            alike.setdefault(name.split()[0], []).append(person)
    near = difflib.get_close_matches(word, alike, n=2, cutoff=0.75)
    return tuple(person for name in near for person in alike[name])[:_OFFERED]
