"""Days known only to the month or the year, and calendar months."""

import calendar
import datetime as dt
import re

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

YEARS = range(1900, 2200)
"""The years a date may lie in, so that months and lives can be counted on from any of them."""


def span(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that 2026, 2026-05 or 2026-05-03 can mean; ValueError if none."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        message = f"'{text}' is no date: write 2027-04-30, or 2027-04, or 2027"
        raise ValueError(message)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern has it
    if year not in YEARS:
        message = f"'{text}' is no date here: years run from {YEARS[0]} to {YEARS[-1]}; what never ends has no end date"
        raise ValueError(message)
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        message = f"'{text}' is no date: there is no month {month}"
        raise ValueError(message)
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return dt.date(year, month, 1), dt.date(year, month, length)
    if not 1 <= day <= length:
        message = f"'{text}' is no date: that month has {length} days"
        raise ValueError(message)
    return dt.date(year, month, day), dt.date(year, month, day)


def shift(day: dt.date, months: int) -> dt.date:
    """Return the day so many calendar months on, or back.

    31 January and a month is the last of February; a birthday on 29 February falls on 1 March in
    common years.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if (day.month, day.day, month) == (2, 29, 2) and not calendar.isleap(year):
        return dt.date(year, 3, 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
