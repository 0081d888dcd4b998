"""What a person answers about themselves in a few words, read as the values of a profile."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from careerplan.cli import values
from careerplan.cli.session import Session
from careerplan.clock import parse_day
from careerplan.errors import UsageError
from careerplan.spans import span

PARTIAL = re.compile(r"\d{4}(-\d\d?){0,2}")
LANGUAGES = {"english": "en", "french": "fr", "anglais": "en", "français": "fr", "francais": "fr", "spanish": "es"}
STANDINGS = ("citizen", "permanent-resident", "work-permit", "other", "none")
RATINGS = ("basic", "intermediate", "advanced", "fluent")


def _date(session: Session, text: str) -> str:
    return partial_date(text) if PARTIAL.fullmatch(text) else parse_day(text, session.today, "past").isoformat()


def partial_date(text: str) -> str:
    """Accept a day, a month or a year that can be."""
    try:
        span(text)
    except ValueError as error:
        message = f"{error}."
        raise UsageError(message, "Write a date as 2027-04-30, 2027-04 or 2027.") from None
    return text


def _standing(_: Session, text: str) -> str:
    word = text.lower().replace(" ", "-")
    return values.choice("standing", STANDINGS)(word) or word


def _place(_: Session, text: str) -> str:
    return values.jurisdiction(text) or text


def _language(_: Session, text: str) -> dict[str, object]:
    language, level = (part.strip().lower() for part in f"{text}:".split(":")[:2])
    if not level:
        message = f"'{text}' does not say how well."
        raise UsageError(message, f"Write it as en:fluent; the levels are {', '.join(RATINGS)}.")
    return {"language": LANGUAGES.get(language, language), "level": values.choice("level", RATINGS)(level)}


def _education(session: Session, text: str) -> dict[str, object]:
    """Read CREDENTIAL[:FIELD][:WHEN]; WHEN that has passed to its last day is when it was completed."""
    parts = [part.strip() for part in text.split(":")]
    if len(parts) == 2 and PARTIAL.fullmatch(parts[1]):  # noqa: PLR2004 - the field is left out
        parts.insert(1, "")
    if not parts[0] or len(parts) > 3:  # noqa: PLR2004 - credential, field, when
        message = f"'{text}' is no credential, field and date."
        raise UsageError(message, 'Write it as "diploma:police foundations:2027-04"; field and date may be left out.')
    entry: dict[str, object] = {"credential": parts[0]}
    if len(parts) > 1 and parts[1]:
        entry["field"] = parts[1]
    if len(parts) > 2 and parts[2]:  # noqa: PLR2004
        when = _date(session, parts[2])
        entry["completed" if span(when)[1] <= session.today else "expected"] = when
    return entry


def _licence(session: Session, text: str) -> dict[str, object]:
    """Read CLASS:PLACE[:EXPIRES]."""
    parts = [part.strip() for part in text.split(":")]
    if len(parts) not in {2, 3} or not all(parts[:2]):
        message = f"'{text}' is no class and place of a licence."
        raise UsageError(message, "Write it as 5:CA-BC, or 5:CA-BC:2029-04 with the month in which it expires.")
    entry: dict[str, object] = {"class": parts[0], "jurisdiction": _place(session, parts[1])}
    return entry | {"expires": _date(session, parts[2])} if parts[2:] and parts[2] else entry


def _target(session: Session, text: str) -> str:
    return session.catalog.find_role(text).id


def _hours(_: Session, text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        message = f"'{text}' is no number of hours."
        raise UsageError(message, "Write the hours you have in a week, for example 4.") from None
    return values.hours(hours)


@dataclass(frozen=True)
class Question:
    """One thing to know: how it is asked, and how an answer is read; ``many`` answers stand side by side."""

    key: str
    ask: str
    example: str
    read: Callable[[Session, str], object]
    many: bool = False

    def value(self, session: Session, given: str | list[str]) -> object:
        """Return what was answered; "none" is an empty list, where a list is asked for."""
        if not self.many:
            return self.read(session, given if isinstance(given, str) else given[-1])
        marks = ";" if isinstance(given, list) and self.key == "education" else ";,"  # a field may hold a comma
        said = given if isinstance(given, list) else [given]
        answers = [part.strip() for each in said for part in re.split(f"[{marks}]", each) if part.strip()]
        if [each.lower() for each in answers] == ["none"]:
            return []
        return [self.read(session, each) for each in answers]


QUESTIONS = (
    Question("name", "What is your name?", "Sample Person", lambda _, text: text),
    Question("birth_date", "When were you born?", "2001-04-12, or 2001", _date),
    Question("lives_in", "Where do you live?", "CA-ON for Ontario", _place),
    Question("citizenship", "What is your standing there?", ", ".join(STANDINGS), _standing),
    Question("languages", "Which languages do you speak, and how well?", "en:fluent, fr:basic", _language, many=True),
    Question(
        "education",
        "What have you studied, or do you study?",
        "secondary:2019-06, diploma:police foundations:2027-04; or none",
        _education,
        many=True,
    ),
    Question("driving", "Which driving licence do you hold?", "5:CA-BC:2029-04; or none", _licence, many=True),
    Question("targets", "Which roles do you aim at?", "correctional-officer, parole-officer", _target, many=True),
    Question("works_in", "Where would you work?", "CA for the federal service, CA-ON", _place, many=True),
    Question("hours_per_week", "How many hours a week can you give this?", "4", _hours),
)
STARTS = Question("starts", "When do you start?", "2027-09-07", _date)
READ = {each.key: each for each in (*QUESTIONS, STARTS)}
