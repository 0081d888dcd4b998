"""The only module that reads the date and the time, and that understands dates as people say them."""

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

from careerplan.errors import UsageError

_NUMERIC = re.compile(r"[\d\s./-]+")
_UNCLEAR = re.compile(r"[^ -~]|\d\s*[./-]\s*\d|\d\s+\d+\s+\d")  # on 5/6/2027; characters nobody sees
_WEEKDAY = re.compile(r"(?:(next|this|last|on)\s+)?(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HINT = 'Write a date as 2027-03-05, or as "tomorrow", "in 3 days", "next friday".'
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 12, 31)

Lean = Literal["past", "future"]


def today() -> dt.date:
    """Return the local calendar day."""
    return dt.datetime.now().astimezone().date()


def now() -> dt.datetime:
    """Return this instant, in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def beginning(day: dt.date) -> dt.datetime:
    """Return the instant at which a day begins here, in UTC."""
    return dt.datetime.combine(day, dt.time()).astimezone().astimezone(dt.UTC)


def local_time(instant: str) -> str:
    """Return an instant, as it is stored, in local time to the minute."""
    return f"{dt.datetime.fromisoformat(instant).astimezone():%Y-%m-%d %H:%M}"


def parse_day(text: str, as_of: dt.date, lean: Lean = "future") -> dt.date:
    """Read a day as people write it: 2027-03-05, "tomorrow", "in 3 days", "next friday", "12 march".

    Digits alone must be YYYY-MM-DD, because 5/6/2027 is May to some and June to others. A weekday or a
    date without a year is the nearest one in the direction of ``lean``; "next" never means today.
    """
    words = text.strip().lower()
    day: dt.date | None
    if _NUMERIC.fullmatch(words):
        day = _parse_digits(words)
    elif words in _NEAR:
        day = as_of + dt.timedelta(days=_NEAR[words])
    elif weekday := _WEEKDAY.fullmatch(words):
        day = _nearest(weekday[2][:3], weekday[1] or "", as_of, lean)
    else:
        day = _parse_words(words, as_of, lean)
    if day is None:
        message = f"'{text}' is not a date I can read."
        raise UsageError(message, _HINT)
    if not EARLIEST <= day <= LATEST:
        message = f"'{text}' is outside the years {EARLIEST.year} to {LATEST.year}."
        raise UsageError(message, _HINT)
    return day


_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}


def _parse_digits(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        message = f"'{words}' is not a day of the calendar, written as year-month-day."
        raise UsageError(message, _HINT) from None


def _nearest(weekday: str, said: str, as_of: dt.date, lean: Lean) -> dt.date:
    """Return the nearest such weekday; only "next" and "last" leave today out."""
    ahead = (_WEEKDAYS.index(weekday) - as_of.weekday()) % 7
    if said == "next" or (lean == "future" and said != "last"):
        return as_of + dt.timedelta(days=ahead or (7 if said == "next" else 0))
    return as_of - dt.timedelta(days=-ahead % 7 or (7 if said == "last" else 0))


def _parse_words(words: str, as_of: dt.date, lean: Lean) -> dt.date | None:
    if _UNCLEAR.search(words):
        return None
    import dateparser

    try:
        found = dateparser.parse(
            words,
            languages=["en"],
            settings={
                "RELATIVE_BASE": dt.datetime.combine(as_of, dt.time(12)),
                "PREFER_DATES_FROM": lean,
                "REQUIRE_PARTS": ["day"],
                "RETURN_AS_TIMEZONE_AWARE": False,
                "TIMEZONE": "UTC",
            },
        )
    except (OverflowError, ValueError):
        return None
    return found.date() if found else None


def say_short(day: dt.date) -> str:
    """Write a day for a narrow column: 27 Nov 2026."""
    return f"{day.day} {day:%b} {day.year}"


@lru_cache(maxsize=1024)
def say(day: dt.date) -> str:
    """Write a day so that nobody can misread it: Fri 27 Nov 2026."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"
