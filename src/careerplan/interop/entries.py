"""The entries of a résumé, whatever its format, as entries of a profile; what cannot be used is said with its place."""

import re
from collections.abc import Sequence

from careerplan.interop.certificates import may_be_clearance, read_certificate
from careerplan.interop.degrees import read_degree, read_field
from careerplan.interop.foreign import Found, Reading, Understood, Words, quoted
from careerplan.interop.foreign_dates import goes_on, is_ahead, is_over, is_reversed, read_date
from careerplan.interop.foreign_standings import Standing, read_standing, worse
from careerplan.interop.languages import language_code, rating
from careerplan.interop.profile_yaml import is_private
from careerplan.person.merging import Plain

_OUT = "; the whole entry is left out"
_SHORT = 3
_LONGEST_NAME = 8
_KEYS = {
    "credentials": ("credential", "issued"),
    "tests": ("test", "passed"),
    "clearances": ("clearance", "granted"),
}

FINISHED = (
    "Studies whose end has passed are taken as completed, because the file does not say; "
    "mend those you left: careerplan profile edit"
)
ORIGIN = (
    "Studies are taken as from the country you live in, because the file does not say; if one is from abroad, add its "
    "country: careerplan profile edit. Until then answers may be wrong."
)
AREAS = "Areas of work are read from the titles of positions; check them."


def _date(book: Understood, found: Found, meaning: str, otherwise: str) -> str | None:
    """Return a date; one that cannot be read is reported with what follows from it."""
    text = found.texts.get(meaning)
    if not text:
        return None
    try:
        return read_date(text)
    except ValueError as error:
        book.skip(*found.at(meaning), f"{error}{otherwise}")
        return None


def _silently(text: str) -> str | None:
    """Return a date that is only compared with another, so that nothing is lost where it cannot be read."""
    try:
        return read_date(text)
    except ValueError:
        return None


# --- experience


def read_job(book: Understood, found: Found, reading: Reading, *, paid: bool) -> None:
    """Take one position or volunteer post; without its beginning, or with an end that cannot be, it is left out."""
    title, employer = found.text("title", book), found.text("employer", book)
    if not title and not employer:
        book.skip(*found.at("title"), f"neither a title nor an organization{_OUT}")
        return
    if not found.texts.get("from"):
        book.skip(*found.at("from"), f"when it began is not said{_OUT}")
        return
    begun = _date(book, found, "from", _OUT)
    until = found.texts.get("to", "")
    ended = None if goes_on(until) else _date(book, found, "to", _OUT)
    if begun is None or (ended is None and not goes_on(until)):
        return
    if is_ahead(begun, reading.today):
        book.skip(*found.at("from"), f"it begins in the future ({begun}){_OUT}")
        return
    if ended and is_reversed(begun, ended):
        book.skip(*found.at("to"), f"it ends ({ended}) before it begins ({begun}){_OUT}")
        return
    entry: Plain = {"area": _area(book, found, title, employer, reading.words), "title": title, "employer": employer}
    entry = {key: value for key, value in entry.items() if value} | {"from": begun, "to": ended}
    book.offer("experience", entry if paid else entry | {"paid": False}, found.row)


def _area(book: Understood, found: Found, title: str | None, employer: str | None, words: Words) -> str:
    """Return the area of work that a title names, or else the organization; or the words themselves."""
    if title and (area := area_in(title, words)):
        book.tell(AREAS)
        return area
    if employer and (area := area_in(employer, words)):
        book.note(*found.at("employer"), f"the area '{area}' is read from the organization's name; check it")
        return area
    said = title or employer or ""
    book.note(*found.at("title" if title else "employer"), f"{quoted(said)} names no area of work that is known")
    return said


def area_in(text: str, words: Words) -> str | None:
    """Return the area of the longest name in ``text`` that is known; of two the last, as a prison nurse is a nurse.

    A name of up to three letters counts only in capitals: IT is an area, it is not.
    """
    said = re.findall(r"[^\W_]+(?:[.'\u2019&-][^\W_]+)*", text)[: 4 * _LONGEST_NAME]
    for size in range(min(len(said), _LONGEST_NAME), 0, -1):
        for start in range(len(said) - size, -1, -1):
            name = " ".join(said[start : start + size]).replace("\u2019", "'")
            if (len(name) > _SHORT or name.isupper()) and (area := words.known("areas", name)):
                return area
    return None


# --- education


def read_study(book: Understood, found: Found, reading: Reading) -> None:
    """Take one course of study; without a credential there is nothing to count, so it is left out."""
    said, given = found.text("degree", book), found.text("field", book)
    if not said:
        book.skip(*found.at("degree"), f"no credential is named, such as a diploma{_OUT}")
        return
    named, standing = read_standing(said)
    field, other = read_standing(given or "")
    standing = worse(standing, other)
    spot = found.at("field" if standing and standing == other else "degree")
    if standing and standing.kind == "not held":
        book.skip(*spot, f"it says '{standing.word}', so it is not held{_OUT}")
        return
    entry = _study(book, found, (said, named, field), reading.words)
    if school := found.text("school", book):
        entry["school"] = school
    ending = _ending(book, found, reading, standing)
    if standing:
        kept = " ".join(["as", *map(str, next(iter(ending.items())))]) if ending else "without a date"
        book.note(*spot, f"it says '{standing.word}', so it is not taken as completed but kept {kept}")
    book.tell(ORIGIN)
    book.offer("education", entry | ending, found.row)


def _study(book: Understood, found: Found, texts: tuple[str, str, str], words: Words) -> Plain:
    """Return a credential and its field, from the degree as written, the same without its standing, and the field."""
    said, named, given = texts
    degree = read_degree(named, words)
    entry: Plain = {"credential": degree.credential if degree.known else said}
    if subject := given or degree.field:
        entry["field"], known = read_field(subject, words)
        if not known:
            book.note(*found.at("field" if given else "degree"), f"{quoted(subject)} is no known field of study")
    if not degree.known:
        book.note(*found.at("degree"), f"{quoted(said)} is no known credential; kept as written")
    elif degree.apart or (given and degree.field):
        field = f", field {quoted(str(subject))}" if subject else ""
        book.note(*found.at("degree"), f"{quoted(said)} is read as {degree.credential}{field}")
    return entry


def _ending(book: Understood, found: Found, reading: Reading, standing: Standing | None) -> Plain:
    """Return when a course of study was or will be completed, or was left; nothing where that is not certain."""
    begun = _silently(found.texts.get("from", ""))
    until = found.texts.get("to", "")
    ended = None if goes_on(until) else _date(book, found, "to", "; kept without a date")
    if ended is None:
        return {}
    if begun and is_reversed(begun, ended):
        book.skip(*found.at("to"), f"it ends ({ended}) before it begins ({begun}); kept without a date")
        return {}
    if standing and standing.kind == "unfinished":
        return {} if is_ahead(ended, reading.today) else {"left": ended}
    if not is_over(ended, reading.today):
        return {"expected": ended}
    if standing:
        return {}
    book.tell(FINISHED)
    return {"completed": ended}


# --- certificates, tests, clearances


def read_holding(book: Understood, found: Found, reading: Reading) -> None:
    """Take one certificate into the list that holds it: certificates, tests or clearances."""
    name = found.text("name", book)
    if not name:
        book.skip(*found.at("name"), f"it has no name{_OUT}")
        return
    bare, standing = read_standing(name)
    meant = read_certificate(bare, reading.words)
    if why := _why_not(name, bare, meant, reading.words):
        book.skip(*found.at("name"), why)
        return
    if standing and not (standing.kind == "under way" and _is_planned(found, reading)):
        book.skip(*found.at("name"), f"{quoted(name)} says '{standing.word}', so it is not surely held{_OUT}")
        return
    dates = _held(book, found, reading)
    if dates is None:
        return
    if not meant:
        book.note(*found.at("name"), f"{quoted(name)} is no known certificate; kept as written")
    elif len(meant) > 1:
        book.note(*found.at("name"), f"{quoted(name)} is read as {' and '.join(meant)}")
    for each in meant or [name]:
        kept = reading.words.kept_in(each) if meant else "credentials"
        key, got = _KEYS[kept]
        named = {got if name == "got" else name: value for name, value in dates.items()}
        book.offer(kept, {key: each, **named}, found.row)


def _why_not(name: str, bare: str, meant: Sequence[str], words: Words) -> str | None:
    """Return why a name is not taken at all: it is private, or may mean something else."""
    if not meant and is_private(name):
        return f"names what is never stored (criminal record, health, credit){_OUT}"
    if (meant and may_be_clearance(bare, words)) or meant == ["other"]:
        return f"{quoted(name)} can mean several things, so it is left out; add it: careerplan profile edit"
    return None


def _is_planned(found: Found, reading: Reading) -> bool:
    got = _silently(found.texts.get("from", ""))
    return got is not None and is_ahead(got, reading.today)


def _held(book: Understood, found: Found, reading: Reading) -> Plain | None:
    """Return when it was obtained and when it lapses; None where the entry would say more than is certain."""
    got = _date(book, found, "from", "; kept without the date")
    until = found.texts.get("to", "")
    expires = None if goes_on(until) else _date(book, found, "to", f": when it lapses is not certain{_OUT}")
    if expires is None and not goes_on(until):
        return None
    if got and expires and is_reversed(got, expires):
        book.skip(*found.at("to"), f"it expires ({expires}) before it was issued ({got}){_OUT}")
        return None
    dates: Plain = {"expires": expires} if expires else {}
    if got and is_ahead(got, reading.today):
        book.note(*found.at("from"), f"{got} is still to come, so it is kept as booked")
        return {"booked": got} | dates
    return ({"got": got} if got else {}) | dates


# --- languages


def read_language(book: Understood, found: Found) -> None:
    """Take one language; without a level that is understood it is left out."""
    name, fluency = found.text("language", book), found.texts.get("level")
    if not name:
        book.skip(*found.at("language"), f"no language is named{_OUT}")
        return
    level = rating(fluency) if fluency else None
    if level is None:
        why = f"{quoted(fluency)} is no level that is understood" if fluency else "how well is not said"
        book.skip(*found.at("level"), f"{why}{_OUT}")
        return
    code = language_code(name)
    if code is None:
        book.note(*found.at("language"), f"{quoted(name)} is no known language; kept as written")
    book.offer("languages", {"language": code or name, "level": level}, found.row)
