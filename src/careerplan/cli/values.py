"""Values of options, checked: text from outside, days, hours; what cannot be is a usage error."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

import typer

from careerplan.cli.options import session_of
from careerplan.clock import Lean, parse_day, say
from careerplan.errors import UsageError

MAX_TEXT = 100_000


def text(value: str | None) -> str | None:
    """Accept any text that can be stored; empty text is no value."""
    if value is None:
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        message = "A value is not valid UTF-8 text."
        raise UsageError(message, "Check the terminal's character set.") from None
    if len(value) > MAX_TEXT:
        message = f"A value is longer than {MAX_TEXT:,} characters."
        raise UsageError(message, "Shorten it, or keep the long text elsewhere.")
    return value.strip() or None


def texts(values: Sequence[str] | None) -> list[str]:
    """Accept a list of texts; empty ones fall away."""
    return [each for each in map(text, values or ()) if each]


def name(value: str) -> str:
    """Accept a name that is more than white space."""
    found = text(value)
    if found is None:
        message = "The name is empty."
        raise UsageError(message, 'For example: careerplan contacts add "Robin Sample"')
    return found


def words(value: str) -> str:
    """Accept a text that is more than white space."""
    found = text(value)
    if found is None:
        message = "What is to be done is empty."
        raise UsageError(message, 'Say it in a few words, for example: "ask about the hiring date"')
    return found


def jurisdiction(value: str | None) -> str | None:
    """Accept a country or one of its parts by its ISO 3166 code, in any case."""
    found = text(value)
    if found is None:
        return None
    if not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?", found):
        message = f"'{found}' is no code of a country or province."
        raise UsageError(message, "Write it as ISO 3166 does: CA-ON for Ontario, CA for Canada.")
    return found.upper()


def jurisdictions(values: Sequence[str] | None) -> list[str]:
    """Accept several places by their codes."""
    return [each for each in map(jurisdiction, values or ()) if each]


def choice(what: str, known: Sequence[str]) -> Callable[[str | None], str | None]:
    """Return a check that a value is one of ``known``."""

    def check(value: str | None) -> str | None:
        if value is None or value in known:
            return value
        import difflib

        near = difflib.get_close_matches(value, known, n=1)
        meant = f"Did you mean {near[0]}? " if near else ""
        message = f"'{value}' is no {what}."
        raise UsageError(message, f"{meant}Choose from {', '.join(known)}.")

    return check


def day(ctx: typer.Context, value: str | None, lean: Lean = "future") -> dt.date | None:
    """Read a day relative to this run's day."""
    return None if value is None else parse_day(value, session_of(ctx).today, lean)


def past_day(ctx: typer.Context, value: str | None) -> dt.date:
    """Read the day of something that has happened; today where none is given."""
    today = session_of(ctx).today
    found = today if value is None else parse_day(value, today, "past")
    if found > today:
        message = f"{say(found)} is still to come; only what has happened can be logged."
        raise UsageError(message, "Leave out --on for today, or give a past day.")
    return found


MOST_DAYS = 3660


def span(value: str | None) -> int | None:
    """Read a length of time in days: 14, 2w, 3 months; at most ten years."""
    if value is None:
        return None
    written = value.strip()
    if written.isascii() and written.isdecimal():
        days = int(written)
    else:
        from careerplan.planning.rounds import parse_every

        days = parse_every(written).days
    if days > MOST_DAYS:
        message = f"'{value}' is more than {MOST_DAYS} days."
        raise UsageError(message, "Give a shorter time, for example 2w or 90.")
    return days


def hours(value: float) -> float:
    """Accept weekly hours that can be: more than none, no more than a week has."""
    if not 0 < value <= 7 * 24:
        message = f"{value:g} hours a week cannot be."
        raise UsageError(message, "Give the hours you have in a week, for example --hours 4.")
    return value


def weeks(value: int) -> int:
    """Accept a number of weeks from 1 to 104."""
    if not 1 <= value <= 104:  # noqa: PLR2004 - two years
        message = f"A plan over {value} weeks cannot be."
        raise UsageError(message, "Give 1 to 104 weeks, for example --weeks 12.")
    return value


def share(value: float | None) -> float | None:
    """Accept a share from 0 to 1."""
    if value is not None and not 0 <= value <= 1:
        message = f"A share of {value:g} cannot be."
        raise UsageError(message, "Give a number from 0 to 1, for example --online-share 0.5.")
    return value


def months(value: str) -> int:
    """Read an age of at least a month as months: 3y, 18m; a number alone is years."""
    written = re.fullmatch(r"(\d{1,3})\s*(y|years?|m|months?)?", value.strip().lower())
    count = int(written[1]) * (1 if (written[2] or "y").startswith("m") else 12) if written else 0
    if not 1 <= count <= 1200:  # noqa: PLR2004 - a century
        message = f"'{value}' is no age."
        raise UsageError(message, "Write it as 3y or 18m.")
    return count
