"""What a profile shows, in a few words, for each kind of criterion."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from careerplan.person.assumptions import ENDLESS
from careerplan.spans import span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from careerplan.person import profile as says
    from careerplan.planning.lines import Window

NONE = "none on your profile"
UNKNOWN = "your profile does not say"


def age(born: Window, today: dt.date) -> str:
    """Say how old somebody is, as well as the birth date tells."""
    years = {today.year - day.year - ((today.month, today.day) < (day.month, day.day)) for day in born}
    return f"you are {' or '.join(map(str, sorted(years)))}"


def in_country(citizenship: object, country: str) -> says.Citizenship | None:
    """Return the legal standing in a country, from a mapping or from a record read back."""
    if isinstance(citizenship, dict):
        return citizenship.get(country)
    return getattr(citizenship, country, None)


def standing(found: says.Citizenship | None, home: str | None) -> str:
    """Say what standing the profile gives."""
    if found is None:
        return UNKNOWN if home is None else f"standing not given; you live in {home}"
    permit = ""
    if found.status == "work-permit":
        permit = (
            f", {'open' if found.open else 'for one employer' if found.open is False else 'open or not is not said'}"
        )
        permit += f", until {found.expires}" if found.expires else ", no end date given"
    return f"{found.status.replace('-', ' ')}{permit}"


def education(profile: says.Profile) -> str:
    """Say which credentials the profile lists."""
    if profile.education is None:
        return UNKNOWN
    return "; ".join(map(_schooling, profile.education)) or NONE


def _schooling(entry: says.Schooling) -> str:
    fields = (entry.field,) if isinstance(entry.field, str) else entry.field or ()
    ending = (
        f"{entry.completed}" if entry.completed else f"expected {entry.expected}" if entry.expected
        else "left unfinished" if entry.left else "no date"
    )  # fmt: skip
    return f"{entry.credential}{f' in {chr(44).join(fields)}' if fields else ''}, {ending}"


def months(sure: float, most: float) -> str:
    """Say how many months count today."""
    least, top = math.floor(sure + 0.05), math.floor(most + 0.05)
    if least == top:
        return f"{least} months count today"
    return f"{least} months surely count today, {'more' if top > 900 else top} may"  # noqa: PLR2004 - entries may be missing


def residence(home: str | None) -> str:
    """Say where somebody lives."""
    return UNKNOWN if home is None else f"you live in {home}"


def held(found: Sequence[says.Held], today: dt.date, wanted: str) -> str:
    """Say which certificates, tests or clearances may count, and until when.

    ``wanted`` says which are asked for; it is empty where the profile lists nothing of the kind.
    """
    none = f"no {wanted} on your profile" if wanted else UNKNOWN
    return "; ".join(_held(each, today) for each in found) or none


def _held(each: says.Held, today: dt.date) -> str:
    if each.expires:
        ended = span(each.expires)[1] < today
        return f"{each.credential}, {'ran out' if ended else 'until'} {each.expires}"
    if each.got:
        return f"{each.credential}, {each.got}, no end date given"
    return f"{each.credential}, booked for {each.booked}" if each.booked else f"{each.credential}, no date"


def driving(profile: says.Profile) -> str:
    """Say which licences the profile lists."""
    if profile.driving is None:
        return UNKNOWN
    return "; ".join(map(_licence, profile.driving)) or NONE


def _licence(each: says.Licence) -> str:
    ends = f"until {each.expires}" if each.expires else f"road test {each.expected}" if each.expected else "no end date"
    ends = "taken to hold" if each.expires == ENDLESS else ends
    return " ".join(filter(None, ("class", each.class_, each.jurisdiction, each.stage))) + f", {ends}"
