"""What a hurried line says: "coffee with Robin yesterday, thank her" as an interaction and what follows from it.

Nothing is guessed in silence: what the words leave open is a doubt with the answers it may have.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from careerplan.clock import say
from careerplan.errors import NotFoundError, UsageError
from careerplan.person.kinds import say_kind
from careerplan.planning.captured import Captured, Choice, Doubt, Promise, Reminder
from careerplan.planning.naming import Acquaintance, Mention, find_people
from careerplan.planning.phrases import DAY, PERSON, Line, When, find_days, read_line
from careerplan.planning.wordings import Lead, find_kinds, find_leads, is_unsettled

LONGEST = 2000
"""Characters that a line may have."""

EXAMPLE = 'For example: careerplan note "coffee with Robin yesterday, thank her"'

_GUESSES = ("met", "call", "message-sent", "message-received", "informational-interview", "event", "help-received")
"""What may have passed where no word says it, likeliest first."""
_LONG_AGO = dt.timedelta(days=180)
"""How far back a date without a year may lie before it is asked about."""


def capture(text: str, known: Iterable[Acquaintance], today: dt.date) -> Captured:
    """Return what a line says, written on ``today``, about people some of whom are known.

    UsageError where it says nothing, or names a day that the calendar does not have or that is still to come;
    NotFoundError where it has a number that nobody has.
    """
    text = text.strip()
    if not any(each.isalnum() for each in text):
        message = "There is nothing to note."
        raise UsageError(message, EXAMPLE)
    if len(text) > LONGEST:
        message = f"A note of one line has at most {LONGEST:,} characters, and this one has {len(text):,}."
        raise UsageError(message, "Shorten it, or keep the long text with: careerplan contacts log CONTACT KIND --note")
    line, whens = find_days(read_line(text))
    line, mentions = find_people(line, known)
    for each in mentions:
        if each.unknown and each.words.startswith("#"):
            raise NotFoundError(what="contact", query=each.words, browse="careerplan contacts list")
    return _Capturing(text, today, line, whens, mentions).captured()


class _Capturing:
    """One line while it is taken apart."""

    def __init__(self, text: str, today: dt.date, line: Line, whens: list[When], mentions: list[Mention]) -> None:
        self.text, self.today, self.line, self.whens, self.mentions = text, today, line, whens, mentions
        self.leads = list(find_leads(line.said))
        self.doubts: list[Doubt] = []

    def captured(self) -> Captured:
        """Return all that was understood."""
        self.leads = [each for each in self.leads if not self._has_happened(each)]
        rest = self._rest()
        kinds = find_kinds(rest)
        happened = bool(kinds) or not self.leads or self._tells_more(rest)
        present = self._present(rest)
        people = self._people(present)
        day = self._day(rest) if happened else self.today
        promises, reminders = self._following()
        captured = Captured(note=self.text, day=day, people=people, promises=promises, reminders=reminders)
        kind = self._kind(kinds, rest) if happened else None
        captured = replace(captured, kind=kind)
        either = next((each for each in self.leads if each.what == "either"), None)
        if either is not None and not happened:
            self._ask_whether(captured, either)
        self._ask_whom(present)
        if not people and not any(each.about in {"person", "new"} for each in self.doubts):
            hint = "Write their name, as it stands in careerplan contacts list, or their number as #12."
            self.doubts.insert(0, Doubt("person", "The text names nobody.", (), f"{hint} {EXAMPLE}"))
        return replace(captured, doubts=tuple(self.doubts))

    # --- parts of the line

    def _rest(self) -> str:
        """Return what happened: the line with all that is next blanked out, so that places stay the same."""
        said = self.line.said
        for each in self.leads:
            said = said[: each.start] + " | ".ljust(each.end - each.start)[: each.end - each.start] + said[each.end :]
        return said

    def _tells_more(self, rest: str) -> bool:
        """Say whether something is told besides what is next: a day that has passed, or words that may be a kind."""
        if any(self.whens[each].sure for each in self._numbers(DAY, rest)):
            return True
        words = set(re.findall(r"[^\W\d_]+", rest)) - {"and", "so", "then", "but", "also", "please", "i", "for", "with"}
        return len(words) > 1

    def _numbers(self, mark: str, said: str, first: int = 0) -> list[int]:
        """Return the numbers of the people or days marked in a part of the line that begins at ``first``."""
        places = [first + each.start() for each in re.finditer(re.escape(mark), said)]
        tokens = [self.line.tokens[self.line.token_at(each)] for each in places]
        return [each.named for each in tokens if each.shape == mark]

    def _has_happened(self, lead: Lead) -> bool:
        """Say whether what could be a call to make was one: "call Robin yesterday"."""
        part = self.line.said[lead.start : lead.end]
        return lead.what == "either" and any(self.whens[each].sure for each in self._numbers(DAY, part, lead.start))

    # --- who

    def _present(self, rest: str) -> list[int]:
        """Return which mentions are of those who were there, and not only spoken of; else of those it is about."""
        there = self._numbers(PERSON, _without_absent(rest))
        if there:
            return there
        said = _without_absent(self.line.said)
        found = [self._numbers(PERSON, said[each.start : each.end], each.start) for each in self.leads]
        return next(filter(None, found), [])

    def _people(self, present: Sequence[int]) -> tuple[int, ...]:
        """Return those who are sure; doubts about the others."""
        mentions = [self.mentions[each] for each in present]
        sure = {one.people[0].id: None for one in mentions if len(one.people) == 1 and not one.unknown}
        asked = dict.fromkeys(one for one in mentions if one.unknown or not any(each.id in sure for each in one.people))
        self.doubts += [_who(each) for each in asked]
        if not mentions and self.mentions:  # Robin's manager
            spoken = self.mentions[0]
            choices = tuple(Choice(str(each), _also(each.id)) for each in spoken.people)
            question = f"The text speaks of {spoken.words}, but with whom was it?"
            self.doubts.append(Doubt("person", question, choices, f"Name them. {EXAMPLE}", spoken.words))
        return tuple(sure)

    # --- when

    def _day(self, rest: str) -> dt.date:
        """Return the day it happened; today where none is named."""
        past = _BY.sub(lambda each: each[0].replace(DAY, " "), rest)
        parts = [(each.start(), each[0]) for each in _CLAUSE.finditer(past)]
        close = [self.whens[n] for at, part in parts if _says_when(part) for n in self._numbers(DAY, part, at)]
        whens = close or [each for each in map(self.whens.__getitem__, self._numbers(DAY, past)) if not each.ahead]
        whens = [each for each in whens if each.sure] or whens
        days = [self._days(each) for each in whens]
        for when, found in zip(whens, days, strict=True):
            if len(found) == 1 and found[0] > self.today:
                message = f"'{when.words}' is {say(found[0])}, still to come; only what has happened can be noted."
                raise UsageError(message, 'Begin with "remind me to" for what is to do; leave the day out for today.')
        possible = list(dict.fromkeys(day for found in days for day in found if day <= self.today))
        if not possible:
            return self.today
        words = whens[0].words
        far = not close or (not _YEAR.search(words) and self.today - possible[0] > _LONG_AGO)
        if len(possible) > 1 or far:
            question = f"Which day is '{words}'?" if len(whens) == 1 and not far else "On which day was it?"
            choices = tuple(Choice(say(day), _on(day)) for day in dict.fromkeys([*possible, *[self.today] * far]))
            self.doubts.append(Doubt("day", question, choices, "Write the day as 2026-11-03.", words))
        return possible[0]

    def _days(self, when: When) -> Sequence[dt.date]:
        if when.ahead:
            return when.days(self.today, "future")
        return when.days(self.today, "past")

    def _due(self, lead: Lead) -> dt.date | None:
        """Return the last day named in what is next."""
        numbers = self._numbers(DAY, self.line.said[lead.start : lead.end], lead.start)
        whens = [self.whens[each] for each in numbers if not self.whens[each].passed]
        due = whens[-1].days(self.today, "future")[0] if whens else None
        if due is not None and due < self.today:
            message = f"'{self._words(lead)}' cannot be due on {say(due)}, which is past."
            raise UsageError(message, "Give a day from today on, for example: by friday.")
        return due

    # --- what

    def _kind(self, kinds: tuple[str, ...], rest: str) -> str:
        denied = is_unsettled(rest)
        if len(kinds) != 1 or denied:
            told = kinds or _GUESSES
            if denied:
                told = tuple(dict.fromkeys(("no-reply", "message-received", "message-sent", *kinds)))
            question = "What was it?" if not denied else "It seems that nothing came of it. What should be kept?"
            choices = tuple(Choice(say_kind(each), _as(each)) for each in told)
            hint = f"Say it in a word, such as {', '.join(_WORDS[each] for each in told[:4] if each in _WORDS)}."
            self.doubts.append(Doubt("kind", question, choices, hint))
            return told[0]
        return kinds[0]

    def _ask_whether(self, captured: Captured, lead: Lead) -> None:
        """Ask whether "call Robin on monday" is done or still to do."""
        part = self.line.said[lead.start : lead.end]
        kind = _DONE.get(part.split()[0], "message-sent")
        whens = [self.whens[each] for each in self._numbers(DAY, part, lead.start)]
        if any(each.ahead for each in whens) or _BY.search(part):
            return
        day = whens[0].days(self.today, "past")[0] if whens else self.today
        reminders = tuple(each for each in captured.reminders if each.text != self._words(lead))
        due = next((each.day for each in captured.reminders if each.text == self._words(lead)), None)
        later = f" by {say(due)}" if due else ""
        choices = (
            Choice(f"still to do: {self._words(lead)}{later}", lambda each: each),
            Choice(
                f"it happened: {say_kind(kind)}, {say(day)}",
                lambda each: replace(each, kind=kind, day=day, reminders=reminders),
            ),
        )
        hint = 'Write "remind me to …" for what is to do, and "called", "emailed", "met" for what was done.'
        self.doubts.append(Doubt("kind", "Is it done, or still to do?", choices, hint))

    def _ask_whom(self, present: Sequence[int]) -> None:
        """Ask who she is, where several were there."""
        mentions = [self.mentions[each] for each in present]
        people = {one.people[0].id: one.people[0] for one in mentions if len(one.people) == 1 and not one.unknown}
        if len(people) <= 1:
            return
        for lead in self.leads:
            text = self._words(lead)
            if self._named(lead) or not _ONE.search(self.line.said[lead.start : lead.end]):
                continue
            everybody = Choice("all of them", lambda each: each)
            choices = (*(Choice(str(each), _for(text, each.id)) for each in people.values()), everybody)
            question = f"Who promised: {text}?" if lead.what == "theirs" else f"Whom is it for: {text}?"
            self.doubts.append(Doubt("whom", question, choices, "Write the name instead of she, he, her or him.", text))

    # --- what is next

    def _following(self) -> tuple[tuple[Promise, ...], tuple[Reminder, ...]]:
        promises: list[Promise] = []
        reminders: list[Reminder] = []
        for lead in self.leads:
            words, day = self._words(lead), self._due(lead)
            named = self._named(lead)
            if lead.what in {"mine", "theirs"}:
                promises.append(Promise("me" if lead.what == "mine" else "them", words, day, named))
            else:
                reminders.append(Reminder(words, day, named, thanks=lead.what == "thanks"))
        return tuple(dict.fromkeys(promises)), tuple(dict.fromkeys(reminders))

    def _named(self, lead: Lead) -> tuple[int, ...]:
        """Return who is meant by name in what is next, where that is sure; nobody where it says her, or them."""
        begins = self.line.said[lead.start : lead.words]
        numbers = self._numbers(PERSON, begins, lead.start)
        if not numbers and lead.what != "theirs":
            named = _NAMED.match(_without_absent(self.line.said), lead.words, lead.end)
            numbers = self._numbers(PERSON, named[0], lead.words) if named else []
        found = [self.mentions[each] for each in numbers]
        return tuple(dict.fromkeys(each.people[0].id for each in found if len(each.people) == 1 and not each.unknown))

    def _words(self, lead: Lead) -> str:
        """Return the user's own words for what is next, without the day at their end."""
        first = lead.words
        if lead.what == "thanks" and (verb := _THANKING.search(self.line.said, lead.start, lead.end)):
            first = verb.start()
        said = _TAIL.sub("", self.line.said[first : lead.end])
        if not said.strip():
            first, said = lead.start, self.line.said[lead.start : lead.end]
        begin = self.line.token_at(first)
        end = self.line.token_at(first + len(said.rstrip()) - 1) + 1
        return " ".join(self.line.words(begin, end).split())


_ABSENT = re.compile(
    rf"(?:about|(?:introduced?|referred|connected) me (?:to|with)|(?:touch|contact) with|via|through|on behalf of|me to"
    rf"|recommended by|(?<=\w )thanks to) {PERSON}(?:(?: (?:and|,|&))+ {PERSON})*"
    rf"|{PERSON} 's (?:\w+ )?(?:boss|manager|supervisor|colleague|coworker|friend|assistant|wife|husband|partner"
    r"|brother|sister|team|replacement|office|party|event|panel|talk|presentation|session)"
)
"""Where a person is spoken of who was not there."""


def _without_absent(said: str) -> str:
    """Return a line in which those who are only spoken of are blanked out; places stay the same."""
    return _ABSENT.sub(lambda each: each[0].replace(PERSON, " "), said)


_BY = re.compile(rf"(?:by|before|until|till|til|no later than) {DAY}")
_THANKING = re.compile(r"\b(?:thank|thanks|thx|say|send|write|owe|give)\b")
_ONE = re.compile(r"\b(?:she|he|her|him|his)\b")
_CLAUSE = re.compile(r"(?:(?! [,;.!?|()\n\u2013\u2014-](?: |$)| (?:she|he|they|it|which|who|because) ).)+", re.DOTALL)
"""A part of a line that says one thing."""
_DONE = {"call": "call", "phone": "call", "ring": "call", "zoom": "call", "meet": "met", "visit": "met"}
"""The kind of interaction that some of what is to do comes to; all else is a message."""


def _says_when(part: str) -> bool:
    """Say whether a day in this part of a line is that of what happened: it says what or who, or nothing but a day."""
    alone = re.sub(rf"{DAY}|[^\w\s]|\b(?:on|at|the|and|it|was|of)\b", " ", part)
    return not alone.strip() or PERSON in part or bool(find_kinds(part))


_NAMED = re.compile(rf"(?:(?!and )[\w'-]+ ){{0,4}}?{PERSON}(?:(?: ,| and| &)+ {PERSON})*")
"""Whom what is next is for: the people named at its beginning."""
_YEAR = re.compile(r"\d{4}|ago")
_TAIL = re.compile(
    rf"(?:\s*(?:,|and|then|so|but|also|by|before|until|on|no later than|latest|this|{DAY}|[.;!?:|&-]))+\s*$"
)
_WORDS = {
    "met": '"met"',
    "call": '"called"',
    "message-sent": '"emailed"',
    "message-received": '"heard from"',
    "informational-interview": '"informational interview"',
    "job-interview": '"job interview"',
    "event": '"event"',
    "help-received": '"helped me"',
    "connected": '"connected on LinkedIn"',
    "no-reply": '"no reply"',
    "referral": '"referred me"',
    "application": '"applied"',
}
"""A word that says each kind without a doubt."""


def _for(text: str, person: int) -> Callable[[Captured], Captured]:
    def take(captured: Captured) -> Captured:
        promises = (replace(each, people=(person,)) if each.text == text else each for each in captured.promises)
        reminders = (replace(each, people=(person,)) if each.text == text else each for each in captured.reminders)
        return replace(captured, promises=tuple(promises), reminders=tuple(reminders))

    return take


def _on(day: dt.date) -> Callable[[Captured], Captured]:
    return lambda captured: replace(captured, day=day)


def _as(kind: str) -> Callable[[Captured], Captured]:
    return lambda captured: replace(captured, kind=kind)


def _also(person: int) -> Callable[[Captured], Captured]:
    return lambda captured: replace(captured, people=tuple(dict.fromkeys((*captured.people, person))))


def _new(name: str) -> Callable[[Captured], Captured]:
    return lambda captured: replace(captured, newcomers=tuple(dict.fromkeys((*captured.newcomers, name))))


def _who(mention: Mention) -> Doubt:
    """Return the question whom a mention means: one of several, or somebody new."""
    people = tuple(Choice(str(each), _also(each.id)) for each in mention.people)
    if not mention.unknown:
        hint = "Write more of the name, or their number as #12."
        return Doubt("person", f"Which {mention.words} is it?", people, hint, mention.words)
    name = mention.words if mention.words != mention.words.lower() else mention.words.title()
    hint = f'Add them first: careerplan contacts add "{name}", or note it with --add.'
    add = Choice(f"add {name} to your contacts", _new(name), name)
    goes_on = " " in mention.words  # Robin Fox is hardly Robin Sample; Robbin may well be Robin
    return Doubt(
        "new", f"No contact is called {name}. Who is it?", (add, *people) if goes_on else (*people, add), hint, name
    )
