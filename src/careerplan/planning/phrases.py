"""A line of text as words, punctuation and phrases that name a day, so that rules can be matched on it."""

import calendar
import datetime as dt
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from careerplan.clock import Lean, parse_day
from careerplan.lookup import fold

PERSON, DAY = "@", "~"
"""What stands in a line for a person and for a day."""

_PIECE = re.compile(r"\b[wW]/|[^\s,;:!?&+/()\[\]{}<>\"“”«»…\u2013\u2014|·•→]+|[^\s\"“”«»]")
_SHORT_FOR = {"w": "with", "w/": "with", PERSON: "at"}
_DOTTED = frozenset(
    ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "dr", "mr", "ms"]
)
"""Short words whose dot ends no sentence."""
_CLITIC = re.compile(r"(?<=.)'(?:s|ll|d|ve|re|m)$", re.IGNORECASE)
_STRAIGHT = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc`", "'"))


@dataclass(frozen=True)
class Token:
    """A word, a mark or a phrase: the shape that rules see, and where it stands in the text."""

    shape: str
    start: int
    end: int
    named: int = 0
    """Which person or day it is, counted from 0."""


@dataclass(frozen=True)
class Line:
    """A text in tokens. ``said`` is what rules are matched on: the shapes, with single spaces."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def said(self) -> str:
        """The shapes of all tokens."""
        return " ".join(each.shape for each in self.tokens)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for each in self.tokens:
            starts.append(at)
            at += len(each.shape) + 1
        return starts

    def token_at(self, place: int) -> int:
        """Return which token stands at a place of ``said``; one past the last where nothing does."""
        return len(self.tokens) if place >= len(self.said) else max(0, bisect_right(self._starts, place) - 1)

    def words(self, first: int, end: int) -> str:
        """Return the user's own words from one token up to another."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end] if first < end else ""

    def put(self, mark: str, spans: Sequence[tuple[int, int]]) -> "Line":
        """Return the line with each span of tokens replaced by one mark; spans stand in order, apart."""
        tokens: list[Token] = []
        at = 0
        for number, (first, end) in enumerate(spans):
            tokens += self.tokens[at:first]
            tokens.append(Token(mark, self.tokens[first].start, self.tokens[end - 1].end, number))
            at = end
        return Line(self.text, (*tokens, *self.tokens[at:]))


def read_line(text: str) -> Line:
    """Cut a text into tokens: "Robin's" is two, "hasn't" is one."""
    text = unicodedata.normalize("NFC", text)
    tokens: list[Token] = []
    for piece in _PIECE.finditer(text):
        word, start = piece[0].translate(_STRAIGHT), piece.start()
        bare = word.strip("'").rstrip(".") or word
        start += word.index(bare)
        stem = _CLITIC.sub("", bare)
        for part, at in ((stem, start), (bare[len(stem) :], start + len(stem))):
            if part:
                shape = (fold(part) or part).replace(DAY, "-")
                tokens.append(Token(_SHORT_FOR.get(shape, shape), at, at + len(part)))
        if word != bare and word.endswith(".") and len(bare) > 1 and bare.lower() not in _DOTTED:
            tokens.append(Token(".", piece.end() - 1, piece.end()))
    return Line(text, tuple(tokens))


# --- days

_WEEKDAY = r"(?:mon|tues?|wednes|thu(?:rs?)?|fri|satur|sun)day"
_SHORT = r"(?:mon|tues?|thu(?:rs?)?|fri)"
_ANY_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PART = r"(?: (?:morning|afternoon|evening|night|at noon))?"
_NOT_SAT = "".join(f"(?<!{each} )" for each in ("with", "met", "and", "we", "i", "she", "he", "they"))
"""Where sat is what somebody did, and Sun somebody."""
_ORDINAL = r"(?:st|nd|rd|th)"

_WEEKEND = r"(?:at |on |over )?(?:the |last |this |this past )weekend"
_TWO_MONTHS = 62

_Found = Callable[[dt.date], Sequence[dt.date]]


def _monday(day: dt.date, weeks: int = 0) -> dt.date:
    return day - dt.timedelta(days=day.weekday() + 7 * weeks)


def _run(first: dt.date, days: int) -> list[dt.date]:
    return [first + dt.timedelta(days=each) for each in range(days)]


_VAGUE: tuple[tuple[str, _Found], ...] = (
    (r"(?:the other day|recently|(?:a )?few days (?:ago|back))", lambda day: _run(day - dt.timedelta(days=4), 3)[::-1]),
    (
        _WEEKEND,
        lambda day: _run(_monday(day, 1) + dt.timedelta(days=5), 2),
    ),
    (r"last week", lambda day: _run(_monday(day, 1), 5)),
    (r"(?:earlier |later )?this week", lambda day: _run(_monday(day), day.weekday() + 1)),
)
"""Phrases for the past that name no single day, and the days they may mean."""

_EXACT: tuple[tuple[str, str], ...] = (
    (r"\d{4}-\d\d?-\d\d?", ""),
    (rf"(?:the )?\d{{1,2}}{_ORDINAL}?(?: of)? {_MONTH}(?: ,? ?(?:19|20)\d\d)?(?! (?:be|have|not|need|come)\b)", ""),
    (rf"{_MONTH} (?:the )?\d{{1,2}}{_ORDINAL}?(?: ,? ?(?:19|20)\d\d)?(?! {_MONTH}\b)", ""),
    (rf"(?:on )?the \d{{1,2}}{_ORDINAL}", ""),
    (r"(?:the )?day before yesterday", ""),
    (r"(?:the )?day after tomorrow", "in 2 days"),
    (rf"yesterday{_PART}", "yesterday"),
    (rf"tomorrow{_PART}", "tomorrow"),
    (r"last night", "yesterday"),
    (r"(?:earlier |later )?(?:today|this (?:morning|afternoon|evening))|tonight|just now", "today"),
    (rf"(?:in )?{_COUNT} (?:days?|weeks?|months?|years?) ago", ""),
    (r"(?:a )?couple (?:of )?(?P<span>days|weeks|months) ago", r"2 \g<span> ago"),
    (rf"(?P<weeks>{_COUNT}) ?w(?:ee)?ks? ago", r"\g<weeks> weeks ago"),
    (r"a fortnight ago", "14 days ago"),
    (
        rf"(?:with)?in (?:the next )?(?P<many>{_COUNT}) (?P<unit>days?|weeks?|months?)(?: time)?",
        r"in \g<many> \g<unit>",
    ),
    (r"in a couple (?:of )?(?P<later>days|weeks|months)", r"in 2 \g<later>"),
    (r"in a few days", "in 3 days"),
    (r"in a fortnight", "in 14 days"),
    (r"next (?:week|month)", ""),
    (r"(?:the )?end of (?:the |this )?week|eow", "friday"),
    (r"(?:the )?end of (?:the |this )?month|eom", "end of month"),
    (rf"(?:(?P<said>last|next|this|on|coming) )?(?P<weekday>{_WEEKDAY}){_PART}", r"\g<said> \g<weekday>"),
    (rf"(?P<before>last|next|this|on) (?P<short>{_ANY_SHORT})\b{_PART}", r"\g<before> \g<short>"),
    (rf"(?<=by ){_ANY_SHORT}", ""),
    (rf"(?<!with )(?<!met )(?<!and )(?P<bare>{_SHORT}){_PART}", r"\g<bare>"),
    (rf"{_NOT_SAT}(?P<late>wed|sat|sun)(?:(?= [,;.!?:]|$)| (?:morning|afternoon|evening|night))", r"\g<late>"),
)
"""Phrases that name one day, and what is handed to the clock for them; the words themselves where that is empty."""

_SURE = re.compile(r"yesterday|ago|last|today|tonight|this|just now|\d{4}-")
"""What leaves no choice between a day past and a day to come."""

_DATES = re.compile(
    rf"(?<![\w'])(?:{'|'.join(each for each, _ in (*_VAGUE, *_EXACT))})"
    r"(?![\w'-])"
)
_SLASHED = re.compile(r"(?<![\w/.-])(?:on |by )?(\d\d?) / (\d\d?)(?: / ((?:20)?\d\d))?(?![\w/])")


@dataclass(frozen=True)
class When:
    """A phrase that names a day; which one depends on whether it lies ahead."""

    words: str

    @property
    def sure(self) -> bool:
        """Say whether it can only be meant one way, of past and future."""
        return bool(_SURE.search(self.words)) and not self.words.startswith("next")

    @property
    def passed(self) -> bool:
        """Say whether it can only mean a day past."""
        return bool(re.search(r"yesterday|ago|last|recently|other day|back", self.words))

    @property
    def ahead(self) -> bool:
        """Say whether it can only mean a day to come."""
        return bool(re.match(r"tomorrow|next|within|in |(?:the )?day after|coming|(?:the )?end of|eo[wm]", self.words))

    def days(self, as_of: dt.date, lean: Lean) -> Sequence[dt.date]:
        """Return the days it may mean: one, or those to choose from; UsageError where the calendar has none."""
        if slashed := _SLASHED.fullmatch(self.words):
            return _slashed(slashed, as_of, lean)
        if lean == "past":
            for pattern, found in _VAGUE:
                if re.fullmatch(pattern, self.words):
                    return found(as_of)
        return [_exact(self.words, as_of, lean)]


def _exact(words: str, as_of: dt.date, lean: Lean) -> dt.date:
    told = re.sub(_WEEKEND, "saturday", words)
    told = re.sub(r"(?:earlier |later )?this week", "friday", told)
    for pattern, meant in _EXACT:
        if meant and (match := re.fullmatch(pattern, told)):
            told = match.expand(meant).strip()
            break
    if told == "end of month":
        return as_of.replace(day=calendar.monthrange(as_of.year, as_of.month)[1])
    if alone := re.fullmatch(rf"(?:on )?the (\d{{1,2}}){_ORDINAL}", told):
        return _of_month(int(alone[1]), told, as_of, lean)
    return parse_day(told.removeprefix("coming ").removeprefix("the "), as_of, lean)


def _of_month(number: int, words: str, as_of: dt.date, lean: Lean) -> dt.date:
    """Return the nearest day of this number in a month that has it."""
    step = dt.timedelta(days=1 if lean == "future" else -1)
    day = as_of
    for _ in range(_TWO_MONTHS):
        if day.day == number:
            return day
        day += step
    return parse_day(words, as_of, lean)


def _slashed(parts: re.Match[str], as_of: dt.date, lean: Lean) -> list[dt.date]:
    """Return what 5/6 can be: the fifth of June and the sixth of May."""
    found: list[dt.date] = []
    for day, month in ((parts[1], parts[2]), (parts[2], parts[1])):
        years = [int(parts[3]) % 100 + 2000] if parts[3] else [as_of.year - 1, as_of.year, as_of.year + 1]
        days = [dt.date(year, int(month), int(day)) for year in years if _is_day(year, int(month), int(day))]
        if not parts[3]:
            days = [each for each in days if each <= as_of][-1:] if lean == "past" else [x for x in days if x >= as_of]
        found += days[:1]
    return list(dict.fromkeys(found)) or [parse_day("/".join(filter(None, parts.groups())), as_of, lean)]


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]  # noqa: PLR2004 - months of a year


def find_days(line: Line) -> tuple[Line, list[When]]:
    """Return the line with its days marked, and what each is called."""
    found = sorted([*_DATES.finditer(line.said), *_SLASHED.finditer(line.said)], key=lambda each: each.start())
    spans: list[tuple[int, int]] = []
    whens: list[When] = []
    for each in found:
        first, end = line.token_at(each.start()), line.token_at(each.end() - 1) + 1
        if not spans or first >= spans[-1][1]:
            spans.append((first, end))
            whens.append(When(each[0].replace(" ,", "").removeprefix("by ")))
    return line.put(DAY, spans), whens
