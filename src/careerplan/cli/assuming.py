"""``--assume``: facts taken to be so for one run, read from a few words; the profile stays as it is."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from careerplan.cli import values
from careerplan.cli.answers import LANGUAGES, PARTIAL, RATINGS, STANDINGS, partial_date
from careerplan.cli.session import Session
from careerplan.clock import EARLIEST
from careerplan.errors import UsageError
from careerplan.person import assumptions
from careerplan.person.assumptions import Assumption
from careerplan.spans import span

if TYPE_CHECKING:
    from careerplan.planning.vocabulary import Kind

_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_STAGES = ("learner", "novice", "full")

ANY_WORK = "any work"
"""The area of work where any will do."""


def take(session: Session, facts: list[str] | None) -> list[str]:
    """Take what was assumed into this run; return how each was understood."""
    session.assumed = tuple(read(session, each) for each in facts or ())
    return [each.text for each in session.assumed]


def read(session: Session, text: str) -> Assumption:
    """Read one fact: what kind it is, then its words, a date where it has one."""
    kind, *words = text.split()
    name = kind.lower().replace("_", "-")
    if name not in _READ:
        import difflib

        near = difflib.get_close_matches(name, _READ, n=1)
        meant = f"Did you mean {near[0]}? " if near else ""
        message = f"'{text}' is no fact that can be assumed."
        raise UsageError(message, f"{meant}Begin with one of {', '.join(_READ)}.")
    if not words:
        raise _incomplete(name)
    return _READ[name](session, name, words)


def _incomplete(kind: str) -> UsageError:
    message = f"'{kind}' alone says nothing."
    return UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")


def _date(words: list[str]) -> str | None:
    """Take the date out of the words; None where there is none."""
    for place, each in enumerate(words):
        if PARTIAL.fullmatch(each):
            return partial_date(words.pop(place))
    return None


def _after(word: str, words: list[str], kind: str) -> str | None:
    """Take a word and the date that follows it out of the words."""
    if word not in words:
        return None
    place = words.index(word)
    following = words[place + 1 : place + 2]
    if not following or not PARTIAL.fullmatch(following[0]):
        message = f"'{word}' needs a date."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    del words[place : place + 2]
    return partial_date(following[0])


def _place(words: list[str]) -> str | None:
    """Take the code of a place out of the words; None where there is none."""
    for number, each in enumerate(words):
        if _PLACE.fullmatch(each):
            return words.pop(number)
    return None


def _only(kind: str, words: list[str], most: int = 1) -> list[str]:
    """Return what is left of the words, which must be something, and no more than makes sense."""
    if not words:
        raise _incomplete(kind)
    if len(words) > most:
        message = f"'{' '.join(words[most:])}' is not understood in '{kind} …'."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    return words


def _known(session: Session, shelf: "Kind", word: str) -> str:
    """Return the id of a word of the catalog; a word that it lacks can open nothing, so it is a mistake."""
    from careerplan.lookup import Entry, find
    from careerplan.planning.vocabulary import words_of

    words = words_of(session.catalog)
    known = words.known(shelf, word)
    entries = (Entry(each.id, each.names) for each in words.terms(shelf).values())
    return known or find(shelf, word, entries, "careerplan data schema vocabulary")


def _holding(session: Session, kind: str, words: list[str]) -> Assumption:
    from careerplan.planning.vocabulary import words_of

    until = _after("until", words, kind)
    on = _date(words)
    plain = words_of(session.catalog).known("credentials", " ".join(words))  # OC spray is no spray of a place
    place = None if plain else _place(words)
    name = plain or _known(session, "credentials", " ".join(_only(kind, words, len(words))))
    _in_order(on or session.today.isoformat(), until)
    return assumptions.holding(kind, name, on, session.today, expires=until, jurisdiction=place)


def _education(session: Session, kind: str, words: list[str]) -> Assumption:
    """Read a level of one or more words, then a field, years, a country and a date where they are given."""
    from careerplan.planning.vocabulary import words_of

    on, place = _date(words), _place(words)
    years = next((each for each in words if re.fullmatch(r"\d{1,2}(\.\d{1,2})?y", each)), None)
    left = _only(kind, [each for each in words if each != years], len(words))
    known = words_of(session.catalog)
    count = next((n for n in range(len(left), 0, -1) if known.known("levels", " ".join(left[:n]))), 1)
    level = _known(session, "levels", " ".join(left[:count]))
    field = [each for each in left[count:] if each.lower() not in {"in", "of"} or len(left) > count + 2]
    field = field[1:] if field and field[0].lower() in {"in", "of"} else field
    more: dict[str, object] = {"country": place} if place else {}
    if years:
        more["years"] = _positive(float(years[:-1]), kind)
    studied = _known(session, "fields", " ".join(field)) if field else None
    return assumptions.studying(level, studied, on, session.today, **more)


def _months(session: Session, months: int, kind: str) -> int:
    """Accept a number of months of work that a life can hold."""
    _positive(months, kind)
    if months > 12 * (session.today.year - EARLIEST.year):
        message = f"{months} months of work would begin before {EARLIEST.year}."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    return months


def _positive(count: float, kind: str) -> float:
    if count <= 0:
        message = f"{count:g} is no length."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    return count


def _experience(session: Session, kind: str, words: list[str]) -> Assumption:
    begins, ends = _after("from", words, kind), _after("to", words, kind)
    hours = next((each for each in words if re.fullmatch(r"\d{1,3}(\.\d+)?h", each)), None)
    months = next((each for each in words if re.fullmatch(r"\d{1,3}", each)), None)
    area = " ".join(each for each in words if each not in {hours, months, "months"})
    if not area or (begins is None) == (months is None) or (ends and begins is None):
        message = f"'{kind} {' '.join(words)}' does not say what work, and how long."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}', or 'experience security from 2027-01'")
    known = area if area == ANY_WORK else _known(session, "areas", area)
    weekly = values.hours(float(hours[:-1])) if hours else None
    if months is not None:
        return assumptions.working(known, _months(session, int(months), kind), session.today, weekly)
    _in_order(begins, ends)
    return assumptions.working_from(known, begins or "", ends, weekly)


def _in_order(first: str | None, last: str | None) -> None:
    if first and last and span(first)[0] > span(last)[1]:
        message = f"{last} is before {first}."
        raise UsageError(message, "Give the later date second.")


def _licence(session: Session, kind: str, words: list[str]) -> Assumption:
    until = _after("until", words, kind)
    on = _date(words)
    stage = next((each for each in words if each in _STAGES), None)
    rest = [each for each in words if each != stage]
    place = _place(rest[1:]) if len(rest) > 1 else None
    if place is None:
        message = f"'{kind} {' '.join(words)}' does not say which class of which place."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    _only(kind, [each for each in rest if each != place])
    classes = [each.class_ for each in session.catalog.licences.values() if each.jurisdiction == place]
    if classes and rest[0] not in classes:
        message = f"{place} has no class '{rest[0]}'."
        raise UsageError(message, f"The catalog knows {', '.join(classes)}.")
    _in_order(on or session.today.isoformat(), until)
    return assumptions.driving(rest[0], place, stage, on, until)


def _language(_: Session, kind: str, words: list[str]) -> Assumption:
    language, *level = _only(kind, words, 2)
    if not level:
        message = f"'{kind} {language}' does not say how well."
        raise UsageError(message, f"Add one of {', '.join(RATINGS)}.")
    rating = values.choice("level", RATINGS)(level[0]) or level[0]
    code = LANGUAGES.get(language.lower(), language.lower())
    if not re.fullmatch(r"[a-z]{2,3}", code):
        message = f"'{language}' is no language that is known by its name here."
        raise UsageError(message, "Write its code: en for English, fr for French, cr for Cree.")
    return assumptions.speaking(code, rating)


def _lives_in(_: Session, kind: str, words: list[str]) -> Assumption:
    return assumptions.saying("lives_in", values.jurisdiction(_only(kind, words)[0]) or "")


def _citizenship(session: Session, kind: str, words: list[str]) -> Assumption:
    place = _place(words) or (session.profile.lives_in or "CA")
    standing = _only(kind, words)[0].lower()
    return assumptions.being(values.choice("standing", STANDINGS)(standing) or standing, place[:2])


def _day(session: Session, kind: str, words: list[str]) -> Assumption:
    text = _only(kind, words)[0]
    if not PARTIAL.fullmatch(text):
        message = f"'{text}' is no date."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    if kind == "birth-date" and span(partial_date(text))[0] > session.today:
        message = f"A birth date does not lie ahead: {text}."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    return assumptions.saying(kind.replace("-", "_"), partial_date(text))


def _declared(session: Session, kind: str, words: list[str]) -> Assumption:
    from careerplan.lookup import Entry, find

    key, *said = _only(kind, words, 2)
    answer = (said or ["yes"])[0].lower()
    if answer not in {"yes", "no", "true", "false"}:
        message = f"'{answer}' is neither yes nor no."
        raise UsageError(message, f"For example: --assume '{_EXAMPLES[kind]}'")
    known = find("questions", key, [Entry(each, ()) for each in _questions(session)], "careerplan checklist show --why")
    return assumptions.answering(known, answer in {"yes", "true"})


def _questions(session: Session) -> list[str]:
    """Return the keys of all questions that criteria ask."""
    from careerplan.planning.judged import declared_keys

    return declared_keys(session.catalog.roles.values())


def _tick(session: Session, kind: str, words: list[str]) -> Assumption:
    """Read a requirement to tick; without its role it is one of the first target, or of the default role."""
    from careerplan.cli.qualifying import default_role
    from careerplan.lookup import Entry, find

    named, _, key = _only(kind, words)[0].rpartition("/")
    role = session.catalog.find_role(named) if named else default_role(session, None)
    entries = [Entry(each.id, ()) for each in role.requirements]
    known = find("requirements", key, entries, f"careerplan checklist show {role.id} --output plain")
    return assumptions.ticking(f"{role.id}/{known}", session.today.isoformat())


_READ: dict[str, Callable[[Session, str, list[str]], Assumption]] = {
    "credential": _holding,
    "test": _holding,
    "clearance": _holding,
    "education": _education,
    "experience": _experience,
    "licence": _licence,
    "language": _language,
    "lives-in": _lives_in,
    "citizenship": _citizenship,
    "birth-date": _day,
    "starts": _day,
    "declared": _declared,
    "tick": _tick,
}

_EXAMPLES = {
    "credential": "credential cpr-c-aed 2027-01-10",
    "test": "test copat 2027-01-10 CA-BC",
    "clearance": "clearance enhanced-reliability 2027-02-01",
    "education": "education bachelor criminology 2028-04",
    "experience": "experience corrections 24",
    "licence": "licence 5 CA-BC full",
    "language": "language fr advanced",
    "lives-in": "lives-in CA-AB",
    "citizenship": "citizenship citizen",
    "birth-date": "birth-date 2001-04-12",
    "starts": "starts 2027-09-07",
    "declared": "declared shift-work yes",
    "tick": "tick ca-ab-correctional-peace-officer/references",
}
"""One example of each kind of fact."""
