"""Dates as other programs write them, read by tables of our own: never by the language of the machine.

A date stays as exact as it was written: a year, a month or a day. What cannot be read for certain is an error.
"""

import datetime as dt
import re

from careerplan.interop.foreign import fold

FIRST_YEAR, LAST_YEAR = 1900, 2199

_MONTHS = (
    "jan january janv janvier ene enero janeiro januar jänner",
    "feb february fév févr février febrero fev fevereiro februar",
    "mar march mars marzo março mär märz mrz",
    "apr april avr avril abr abril",
    "may mai mayo maio",
    "jun june juin junio junho juni",
    "jul july juil juillet julio julho juli",
    "aug august août ago agosto",
    "sep sept september septembre septiembre setiembre set setembro",
    "oct october octobre octubre out outubro okt oktober",
    "nov november novembre noviembre novembro",
    "dec december déc décembre dic diciembre dez dezembro dezember",
)
_GOING_ON = (
    "present", "current", "currently", "now", "today", "ongoing", "to date", "till date", "until now", "aujourd'hui",
    "à ce jour", "actuel", "actuellement", "en cours", "présent", "presente", "actualidad", "actual", "hoy", "atual",
    "até o momento", "heute", "gegenwärtig",
)  # fmt: skip
_ISO = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?( ?(Z|UTC|[+-][0-9:]{2,6}))?"
)
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")


_NUMBERS = {fold(word): number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_ON = {fold(each) for each in _GOING_ON}


def goes_on(text: str) -> bool:
    """Say whether an end says that there is none yet: present, current, now, in several languages."""
    return fold(text).strip(" ()\u2013") in _ON or not text.strip(" .-\u2013")


def read_date(text: str) -> str:
    """Return a date as the profile writes it: 2024, 2024-06 or 2024-06-30; ValueError if it is none."""
    said = " ".join(text.split())
    instant = _INSTANT.fullmatch(said)
    iso = _ISO.fullmatch(instant[1] if instant else said)
    if iso:
        return _made(text, iso[1], iso[3], iso[4])
    turned = _MONTH_YEAR.fullmatch(said)
    return _made(text, turned[2], turned[1]) if turned else _worded(text, said)


def _worded(text: str, said: str) -> str:
    """Read "Mar 2021", "12 Mar 2024", "March 12, 2024" and the like."""
    words = [each for each in re.split(r"[\s,]+", fold(said.replace(".", " "))) if each not in {"", "de", "of"}]
    months = [_NUMBERS[each] for each in words if each in _NUMBERS]
    years = [each for each in words if re.fullmatch(r"[0-9]{4}", each)]
    days = [each[1] for each in (re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|er)?", word) for word in words) if each]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(words) != 2 + len(days) or words[-1] != years[0]:
        raise _unclear(text)
    return _made(text, years[0], str(months[0]), days[0] if days else None)


def _made(text: str, year: str, month: str | None = None, day: str | None = None) -> str:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        message = f"{_brief(text)} is outside the years {FIRST_YEAR} to {LAST_YEAR}"
        raise ValueError(message)
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        message = f"there is no such day as {_brief(text)}"
        raise ValueError(message) from None
    return "-".join([year, *(f"{int(each):02}" for each in (month, day) if each)])


def _unclear(text: str) -> ValueError:
    if re.fullmatch(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2,4}", text.strip()):
        return ValueError(f"{_brief(text)} can be read in two ways: write it as 2024-06-30")
    return ValueError(f"{_brief(text)} is no date")


def _brief(text: str) -> str:
    return f"'{text}'" if len(text) <= 40 else f"'{text[:39]}…'"  # noqa: PLR2004 - fits a line


def is_reversed(first: str, last: str) -> bool:
    """Say whether a date lies wholly after another; each as exact as it is known."""
    size = min(len(first), len(last))
    return first[:size] > last[:size]


def is_ahead(date: str, today: dt.date) -> bool:
    """Say whether a date lies wholly after ``today``."""
    return is_reversed(date, today.isoformat())


def is_over(date: str, today: dt.date) -> bool:
    """Say whether a date, to its last day, is today or before."""
    return is_reversed((today + dt.timedelta(days=1)).isoformat(), date)
