"""Where somebody lives, as résumés say it, to the ISO 3166 code of the place: never further than the text goes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from careerplan.interop.foreign import fold

_OTHER_NAMES = {
    "CA": "can",
    "US": "usa, u.s.a., u.s., united states of america, états-unis, estados unidos",
    "AU": "aus, australie",
    "NZ": "nzl, aotearoa new zealand, nouvelle-zélande",
    "CA-BC": "colombie-britannique",
    "CA-NB": "nouveau-brunswick",
    "CA-NL": "terre-neuve-et-labrador, newfoundland, newfoundland & labrador",
    "CA-NS": "nouvelle-écosse",
    "CA-NT": "territoires du nord-ouest",
    "CA-PE": "île-du-prince-édouard, pei, p.e.i.",
    "CA-QC": "québec, pq",
    "CA-YT": "yukon territory",
}


def _named(places: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, name in places.items():
        for each in (name, *_OTHER_NAMES.get(code, "").split(", ")):
            yield fold(each), code


def find_country(text: str, places: Mapping[str, str]) -> str | None:
    """Return the code of a country by its name or its code of two letters."""
    named = {name: code for name, code in _named(places) if len(code) == 2}  # noqa: PLR2004 - ISO 3166-1
    if re.fullmatch(r"[A-Za-z]{2}", text.strip()):
        return text.strip().upper()
    return named.get(fold(text))


def find_part(text: str, country: str | None, places: Mapping[str, str]) -> str | None:
    """Return the code of a part of ``country`` by its name or code; without a country only where it is sure."""
    said = text.strip().upper()
    parts = {name: code for name, code in _named(places) if "-" in code and country in {None, code[:2]}}
    if country is None:
        code = f"CA-{said}"  # these meet no state of the United States; others do
        return parts.get(fold(text)) or (code if code in places else None)
    for code in (said, f"{country}-{said}"):
        if code in places and code.startswith(f"{country}-"):
            return code
    return parts.get(fold(text))


def place_of(country: str | None, region: str | None, places: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the code of a place from its country and region, and whether both were understood."""
    land = find_country(country, places) if country else None
    if not region:
        return land, bool(land) or not country
    part = find_part(region, land, places) if land or not country else None
    return part or land, part is not None


def place_in(text: str, places: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the code of the place in "Toronto, Ontario, Canada", and whether its region was understood."""
    parts = [re.sub(r"\s+(area|region)$", "", each.strip(), flags=re.IGNORECASE) for each in text.split(",")]
    return _from_right([each for each in parts if each], places)


def _from_right(parts: Sequence[str], places: Mapping[str, str]) -> tuple[str | None, bool]:
    if not parts:
        return None, False
    last = parts[-1]
    part = find_part(last, None, places)
    land = None if re.fullmatch(r"[A-Za-z]{2}", last) else find_country(last, places)
    if land is None:
        return part, part is not None
    found = next((code for each in reversed(parts[:-1]) if (code := find_part(each, land, places))), None)
    return found or land, found is not None
