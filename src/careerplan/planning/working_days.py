"""Days on which offices work, and why they do not on others: weekends and public holidays, by jurisdiction.

The holidays are those of the ``holidays`` library. Most contacts of this field work for a government, so where the
library tells them apart the days of the public service are taken:

- A Canadian province or territory: the days its law gives everybody (PUBLIC) and those the library calls OPTIONAL.
  The latter are the days that a province's own offices keep though other employers need not: Easter Monday, the
  Civic Holiday and Remembrance Day in Ontario, Easter Monday in Quebec, Victoria Day in New Brunswick.
- Canada alone: the days of federally regulated workplaces (GOVERNMENT), and two more of the federal public service:
  Easter Monday and the first Monday in August (canada.ca, "Public holidays"; in Quebec Saint-Jean is kept instead).
- The United States alone: the days of the federal government (GOVERNMENT).
- Anywhere else, a state or a country: PUBLIC. School and bank holidays, half days and observances do not count.

A holiday on a weekend is kept on the day the law moves it to. Where a province's law leaves that to the employer
(Canada Day in Ontario), the day counts that the federal public service takes.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_ONE = dt.timedelta(days=1)
_SATURDAY = 5
_FEDERAL_TOO = ("Easter Monday", "Civic Holiday")
_OBSERVED = " (observed)"

_Names = Mapping[dt.date, tuple[str, ...]]


@dataclass(frozen=True)
class _Year:
    """The public holidays of a year, and its weekends, which are not Saturday and Sunday everywhere."""

    holidays: _Names
    weekends: frozenset[dt.date]


def working_day_from(day: dt.date, jurisdiction: str | None) -> dt.date:
    """Return ``day`` if offices work on it in ``jurisdiction`` (ISO 3166), else the next day on which they do."""
    while why_not_working(day, jurisdiction) is not None:
        day += _ONE
    return day


def why_not_working(day: dt.date, jurisdiction: str | None) -> str | None:
    """Return the holiday or the day of the weekend that keeps offices closed; None on a working day."""
    holiday = holiday_on(day, jurisdiction)
    if holiday is not None:
        return holiday
    place = holidays_of(jurisdiction)
    free = day.weekday() >= _SATURDAY if place is None else day in _year(place, day.year).weekends
    return f"{day:%A}" if free else None


def holiday_on(day: dt.date, jurisdiction: str | None) -> str | None:
    """Return the names of the public holidays on ``day``, on weekends too; None if there is none or none is known."""
    place = holidays_of(jurisdiction)
    names = () if place is None else _year(place, day.year).holidays.get(day, ())
    return "; ".join(names) or None


def holidays_known(jurisdiction: str | None) -> bool:
    """Say whether the public holidays of ``jurisdiction`` are known; where they are not, only weekends count."""
    return holidays_of(jurisdiction) is not None


@lru_cache(maxsize=256)
def holidays_of(jurisdiction: str | None) -> str | None:
    """Return whose holidays count in ``jurisdiction``: its own, or its country's where the part is not known.

    None where the country is not known either, and for no jurisdiction.
    """
    if jurisdiction is None:
        return None
    from holidays import country_holidays

    country, _, part = jurisdiction.partition("-")
    for place, within in ((jurisdiction, part or None), (country, None)):
        try:
            country_holidays(country, within)
        except NotImplementedError:
            continue
        return place
    return None


@lru_cache(maxsize=256)
def _year(place: str, year: int) -> _Year:
    """Return the days of a year in a place that the library knows."""
    if not place.startswith("CA"):
        return _read(place, year, "government" if place == "US" else "public")
    federal = _read("CA", year, "government")
    if place == "CA":
        more = _read("CA-ON", year, "optional").holidays
        also = {day: names for day, names in more.items() if set(names) & set(_FEDERAL_TOO)}
        return _Year({**also, **federal.holidays}, federal.weekends)
    own = _read(place, year, "public", "optional")
    return _Year({**dict(_moved(own.holidays, federal.holidays)), **own.holidays}, own.weekends)


def _moved(own: _Names, federal: _Names) -> Iterator[tuple[dt.date, tuple[str, ...]]]:
    """Return where the federal public service moves those holidays of a province that its own law moves nowhere."""
    kept = {name for names in own.values() for name in names}
    for day, names in federal.items():
        moved = tuple(
            name
            for name in names
            if name.endswith(_OBSERVED) and name.removesuffix(_OBSERVED) in kept and name not in kept
        )
        if moved:
            yield day, moved


def _read(place: str, year: int, *categories: str) -> _Year:
    """Read a year of the library, with English names; it has no holidays where the library does not reach as far."""
    import warnings

    from holidays import country_holidays

    country, _, part = place.partition("-")
    known = country_holidays(country, part or None)
    languages = (known.default_language or "", *known.supported_languages)
    english = next((each for each in languages if each.startswith("en")), None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a year beyond what the library holds
        found = country_holidays(
            country, part or None, years=year, expand=False, language=english, categories=categories
        )
    first = dt.date(year, 1, 1)
    days = (first + dt.timedelta(days=ahead) for ahead in range((dt.date(year + 1, 1, 1) - first).days))
    weekends = frozenset(day for day in days if found.is_weekend(day) and day not in found.weekend_workdays)
    return _Year({day: tuple(names.split("; ")) for day, names in found.items()}, weekends)
