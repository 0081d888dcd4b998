"""What was understood of a hurried line, the doubts about it, and the follow-ups it asks for."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from careerplan.person.followups import I_OWE, OWN, THEY_OWE, NewFollowUp
from careerplan.planning.reminders import KEEP_WITHIN, promise

THANK_WITHIN = 1
"""Days within which to thank, where no rule says when; as the rules on thanks have it."""


@dataclass(frozen=True)
class Promise:
    """What one side said they would do. ``people`` are those it is between; none where all who were there."""

    by: Literal["me", "them"]
    text: str
    day: dt.date | None = None
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reminder:
    """What the user wants to be reminded of; ``thanks`` where it is to thank somebody."""

    text: str
    day: dt.date | None = None
    people: tuple[int, ...] = ()
    thanks: bool = False


@dataclass(frozen=True)
class Choice:
    """An answer to a doubt, in words, and what it makes of what was understood.

    ``newcomer`` is the name of whom it adds to the contacts, if it does.
    """

    text: str
    take: Callable[["Captured"], "Captured"] = field(compare=False, repr=False)
    newcomer: str | None = None


@dataclass(frozen=True)
class Doubt:
    """What the words leave open: a question with its answers, likeliest first; ``about`` says what it concerns.

    Without answers it cannot be settled, only written otherwise; ``hint`` says how. ``words`` are those in doubt.
    """

    about: Literal["person", "new", "day", "kind", "whom"]
    question: str
    choices: tuple[Choice, ...]
    hint: str
    words: str = ""

    @property
    def in_words(self) -> str:
        """The question with its answers."""
        answers = " / ".join(each.text for each in self.choices)
        return f"{self.question} ({answers})" if answers else self.question


@dataclass(frozen=True, kw_only=True)
class Captured:
    """What was understood. ``kind`` is None where nothing happened yet; ``note`` is the whole text.

    ``people`` are ids of those known, ``newcomers`` names of those who are to be added.
    """

    note: str
    day: dt.date
    kind: str | None = None
    people: tuple[int, ...] = ()
    newcomers: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def settled(self, choice: Choice) -> "Captured":
        """Return what is understood once the first doubt is answered so."""
        return choice.take(replace(self, doubts=self.doubts[1:]))


def wanted(
    captured: Captured, people: Sequence[int], today: dt.date, thanked: Collection[int] = ()
) -> list[NewFollowUp]:
    """Return promises and reminders as follow-ups with each of those they are for; ``people`` are all there are.

    With those in ``thanked`` a rule has earned the thanks already.
    """
    found = [
        promise(person, I_OWE if each.by == "me" else THEY_OWE, each.text, each.day, captured.day)
        for each in captured.promises
        for person in each.people or people
    ]
    for each in captured.reminders:
        due = each.day or _soon(each, captured.day, today)
        whom = [person for person in each.people or people if not (each.thanks and person in thanked)]
        found += [_own(person, each.text, due) for person in whom]
    return found


def _soon(reminder: Reminder, day: dt.date, today: dt.date) -> dt.date:
    """Return when a reminder without a day is due."""
    if reminder.thanks:
        return max(today, day + dt.timedelta(days=THANK_WITHIN))
    return today + dt.timedelta(days=KEEP_WITHIN)


def _own(person: int, text: str, due: dt.date) -> NewFollowUp:
    first = text.split(maxsplit=1)[0].lower()
    channel = {"call": "call", "phone": "call", "ring": "call", "meet": "meeting", "visit": "meeting"}
    return NewFollowUp(
        contact_id=person, rule=OWN, trigger=OWN, action=text, channel=channel.get(first, "message"), due=due
    )
