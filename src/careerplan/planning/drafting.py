"""What a message to somebody can say: the facts that are known, the way it takes, and what is left to add."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from careerplan.catalog.rules import Rule
    from careerplan.person.contacts import Contact, Interaction
    from careerplan.person.followups import FollowUp

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKS = {1: "last week", 2: "two weeks ago", 3: "three weeks ago"}

MOST = 300
"""The most characters of one fact; what is longer is cut and ends with an ellipsis."""

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_MARK = re.compile(r"\[([^\[\]\n]+)\]")
_SHIELD = str.maketrans("[]", "\x02\x03")
_UNSHIELD = str.maketrans("\x02\x03", "[]")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a template may name; what is not known is an empty text.

    ``when`` says the day of the interaction in question as people say it, ``when_day`` as a date; ``wrote`` and
    ``last_when`` do so of the user's last message and of the last touch of any kind. ``would`` is a promise that
    reads well after "would", ``promise`` any promise; ``action`` is what the follow-up asks for. ``last_round`` is
    not empty in the last of several reminders.
    """

    name: str = ""
    first_name: str = ""
    organization: str = ""
    role: str = ""
    tie: str = ""
    met: str = ""
    when: str = ""
    when_day: str = ""
    what: str = ""
    wrote: str = ""
    wrote_day: str = ""
    last_when: str = ""
    note: str = ""
    promise: str = ""
    would: str = ""
    action: str = ""
    last_round: str = ""
    my_name: str = ""
    my_goal: str = ""

    def shielded(self) -> dict[str, str]:
        """Return the facts so that no bracket in them is taken for a mark; ``finish`` puts it back."""
        return {name: clean(value).translate(_SHIELD) for name, value in asdict(self).items()}


NAMES = tuple(each.name for each in fields(Facts))
"""The names that a template may use."""


@dataclass(frozen=True)
class Me:
    """What the user says of themselves: a name, and what they work toward, such as "a parole officer"."""

    name: str = ""
    goal: str = ""


@dataclass(frozen=True)
class Draft:
    """A message begun; ``places`` are where the user must still add something of their own."""

    channel: str
    subject: str | None
    body: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """What passed between the user and a contact, newest first; ``cause`` is what the message is about."""

    interactions: Sequence[Interaction] = ()
    cause: Interaction | None = None

    def last(self, *kinds: str) -> Interaction | None:
        """Return the newest interaction, of one of ``kinds`` if any are given."""
        return next((each for each in self.interactions if not kinds or each.kind in kinds), None)

    @property
    def applied(self) -> bool:
        """Say whether an application or a job interview was logged with this person."""
        return self.last("application", "job-interview") is not None


def past_of(interactions: Sequence[Interaction], followup: FollowUp | None) -> Past:
    """Return what passed, newest first, and of it what a follow-up comes from, else the newest."""
    number = followup.interaction_id if followup else None
    found = next((each for each in interactions if each.id == number), None)
    return Past(interactions, found or (interactions[0] if interactions else None))


def facts_of(contact: Contact, past: Past, followup: FollowUp | None, me: Me, today: dt.date) -> Facts:
    """Return what is known for a message to ``contact``; nothing is made up for what is not."""
    cause, wrote, last = past.cause, past.last("message-sent"), past.last()
    promised = followup is not None and followup.trigger in PROMISES
    promise = followup.action if followup and promised else ""
    return Facts(
        name=contact.name,
        first_name=first_name(contact.name),
        organization=contact.organization or "",
        role=contact.role or "",
        tie=contact.tie,
        met=contact.met or "",
        when=say_when(cause.day, today) if cause else "",
        when_day=say_day(cause.day, today) if cause else "",
        what=cause.kind if cause else "",
        wrote=say_when(wrote.day, today) if wrote else "",
        wrote_day=say_day(wrote.day, today) if wrote else "",
        last_when=say_when(last.day, today) if last else "",
        note=(cause.note or "") if cause else "",
        promise=promise,
        would=after_would(promise, contact.name),
        action=followup.action if followup and not promised else "",
        last_round="yes" if followup and _is_last(followup) else "",
        my_name=me.name,
        my_goal=me.goal,
    )


def _is_last(followup: FollowUp) -> bool:
    """Say whether a follow-up that comes several times comes for the last time."""
    times = followup.times
    return times is not None and times > 1 and followup.round >= times


PROMISES = ("i-owe", "they-owe")
"""The triggers of follow-ups whose action is a promise."""


def choose_template(followup: FollowUp, rules: Mapping[str, Rule], known: Container[str]) -> str:
    """Return the template of a follow-up: its rule's, else the one named like its trigger, else the plain one."""
    rule = rules.get(followup.rule)
    named = getattr(rule, "template", None)
    return named or (followup.trigger if followup.trigger in known else "own")


def choose_channel(wanted: str, addresses: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Return the way a message best takes, and why, in words.

    ``wanted`` is how the rule would have it done (message, call, meeting); ``addresses`` holds those known, by channel.
    """
    order = ("phone", "email", "linkedin") if wanted == "call" else ("email", "linkedin", "phone")
    known = {
        "email": "an e-mail address is known",
        "linkedin": "a profile online is known",
        "phone": "a telephone number is known",
    }
    for channel in order:
        if addresses.get(channel):
            return channel, known[channel]
    return order[0], "no address is known"


def say_when(day: dt.date, today: dt.date) -> str:
    """Say when something was, as people say it: today, on Friday, last week, in March; nothing if it is to come."""
    days = (today - day).days
    if days < 2:  # noqa: PLR2004
        return {0: "today", 1: "yesterday"}.get(days, "")
    if days < 7:  # noqa: PLR2004
        return f"on {_WEEKDAYS[day.weekday()]}"
    weeks = (_monday(today) - _monday(day)).days // 7
    months = (today.year - day.year) * 12 + today.month - day.month
    if weeks in _WEEKS:
        return _WEEKS[weeks]
    if months < 2:  # noqa: PLR2004
        return "last month" if months else "earlier this month"
    return f"in {_MONTHS[day.month - 1]}" + (f" {day.year}" if months >= 12 else "")  # noqa: PLR2004


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def say_day(day: dt.date, today: dt.date) -> str:
    """Say a day in a sentence: 20 November, with the year if it is another one."""
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != today.year else "")


_TITLES = {
    *("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "reverend", "hon", "sir", "madam", "elder"),
    *("sgt", "sergeant", "cpl", "corporal", "cst", "constable", "lt", "lieutenant", "capt", "captain", "insp"),
    *(
        "inspector",
        "supt",
        "superintendent",
        "chief",
        "warden",
        "judge",
        "justice",
        "officer",
        "m",
        "mme",
        "mlle",
        "me",
    ),
}
_GIVEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*", re.UNICODE)
_FAMILY_FIRST = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def first_name(name: str) -> str:
    """Return how to greet somebody: the first word of a name, or all of it where that would not be a given name.

    "Sample, Robin" is Robin. A title, an initial or a script that puts the family name first leaves the whole name.
    """
    whole = clean(name)
    family, comma, given = whole.partition(",")
    words = given.split() if comma and " " not in family.strip() and given.strip() else whole.split()
    first = words[0].rstrip(",") if words else ""
    plain = "".join(each for each in first if each not in "\u0300\u0301\u0302\u0303\u0308\u0327")
    if not _GIVEN.fullmatch(plain) or len(plain) == 1 or _FAMILY_FIRST.search(first) or first.casefold() in _TITLES:
        return whole
    return first


_DOING = {
    *(
        "send",
        "share",
        "call",
        "write",
        "introduce",
        "forward",
        "email",
        "e-mail",
        "look",
        "ask",
        "check",
        "read",
        "find",
    ),
    *(
        "let",
        "get",
        "tell",
        "meet",
        "review",
        "bring",
        "connect",
        "put",
        "pass",
        "give",
        "help",
        "show",
        "try",
        "mention",
    ),
    *(
        "book",
        "arrange",
        "invite",
        "return",
        "lend",
        "recommend",
        "speak",
        "talk",
        "come",
        "join",
        "set",
        "make",
        "drop",
    ),
}
_ABOUT_OTHERS = {"he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs"}


def after_would(promise: str, name: str) -> str:
    """Return a promise if it reads well after "would", as noted from the user's side; else nothing.

    It must begin with what somebody does, and speak of nobody in the third person: that may be the reader.
    """
    said = clean(promise).rstrip(".!").removeprefix("to ")
    words = re.findall(r"[\w'\u2019-]+", said.casefold())
    if not words or words[0] not in _DOING or _ABOUT_OTHERS & {*words} or {*clean(name).casefold().split()} & {*words}:
        return ""
    return said[0].lower() + said[1:]


def goal(occupation: str) -> str:
    """Return an occupation with its article: a parole officer."""
    return f"{'an' if occupation[:1].lower() in {*'aeio'} else 'a'} {occupation}" if occupation else ""


def clean(text: str) -> str:
    """Return a fact on one line, without characters that nobody sees, and of a bearable length."""
    found = " ".join(_UNSEEN.sub(lambda found: " " if found[0].isspace() else "", text).split())
    return found if len(found) <= MOST else f"{found[: MOST - 1].rstrip()}\u2026"


def finish(channel: str, subject: str | None, body: str) -> Draft:
    """Return what a template gave as a message: blank lines single, brackets of facts put back, marks found."""
    title = None if subject is None else " ".join(_seen(subject).split())
    lines = "\n".join(line.rstrip() for line in _seen(body).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
    places = tuple(mark.translate(_UNSHIELD) for each in (title or "", text) for mark in _MARK.findall(each))
    return Draft(channel, title and title.translate(_UNSHIELD), text.translate(_UNSHIELD), places)


def _seen(text: str) -> str:
    """Return a text without what nobody sees, line ends and the shields of brackets kept."""
    return _UNSEEN.sub(lambda found: found[0] if found[0] in "\n\x02\x03" else "", text.replace("\t", " "))


def edited(draft: Draft, text: str) -> Draft:
    """Return a draft as it was left in an editor: its first line may be the subject; marks left are still open."""
    first, _, rest = text.strip().partition("\n")
    subject, body = draft.subject, text.strip()
    if draft.subject is not None and first.lower().startswith("subject:"):
        subject, body = " ".join(first[len("subject:") :].split()), rest.strip()
    whole = f"{subject or ''}\n{body}"
    return Draft(draft.channel, subject, body, tuple(each for each in draft.places if f"[{each}]" in whole))


def editable(draft: Draft) -> str:
    """Return a draft as one text, as it is edited and shown."""
    return f"Subject: {draft.subject}\n\n{draft.body}\n" if draft.subject is not None else f"{draft.body}\n"
