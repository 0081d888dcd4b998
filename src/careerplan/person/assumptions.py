"""What-if: facts taken to be so of a person for one run, on top of the profile, which stays as it is.

An assumption only adds: an entry to a list, or the value of a key. So what was open or met before is no worse after,
except where a key such as ``lives_in`` takes another value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from careerplan.clock import EARLIEST
from careerplan.frozen import Frozen, values_of
from careerplan.person.written import EMPTY_ENTRIES
from careerplan.spans import shift, span

if TYPE_CHECKING:
    import datetime as dt

    from careerplan.person.profile import Profile

ENDLESS = "2199-12-31"
"""The day until which an assumed licence holds, where no other is given: beyond any day judged."""


@dataclass(frozen=True)
class Assumption:
    """One fact assumed: ``values`` is an entry of the list ``key``, or an answer, a tick or the value of ``key``.

    ``text`` says it as ``--assume`` takes it; two assumptions with the same text are the same.
    """

    text: str
    key: str = field(compare=False)
    values: tuple[tuple[str, object], ...] = field(compare=False)


def holding(kind: str, credential: str, on: str | None, today: dt.date, **more: str | None) -> Assumption:
    """Assume a credential, test or clearance obtained ``on`` a day, booked for it if it lies ahead; none is today.

    A month or a year that is not over lies ahead.

    ``more`` may give ``expires`` and ``jurisdiction``.
    """
    when = on or today.isoformat()
    ahead = span(when)[1] > today
    values = {"credential": credential, "booked" if ahead else "got": when, **more}
    text = (kind, credential, on, more.get("jurisdiction"), _word("until", more.get("expires")))
    return _assumption(text, f"{kind}s", values)


def studying(level: str, fields: str | None, on: str | None, today: dt.date, **more: object) -> Assumption:
    """Assume a schooling completed on a day, or expected if it lies ahead; none is today.

    ``more`` may give ``years`` and ``country``.
    """
    when = on or today.isoformat()
    ahead = span(when)[1] > today
    values = {"credential": level, "field": fields, "expected" if ahead else "completed": when, **more}
    years, country = more.get("years"), more.get("country")
    text = ("education", level, fields, f"{years:g}y" if years else None, on, str(country) if country else None)
    return _assumption(text, "education", values)


def working(area: str, months: int, today: dt.date, hours: float | None = None) -> Assumption:
    """Assume so many months of paid work in an area, that went on until today; full time where no hours are given."""
    begun = max(shift(today, -months), EARLIEST).isoformat()
    values = {"area": area, "from_": begun, "to": None, "hours_per_week": 35.0 if hours is None else hours}
    return _assumption(("experience", area, str(months), _hours(hours)), "experience", values)


def working_from(area: str, begins: str, ends: str | None, hours: float | None = None) -> Assumption:
    """Assume paid work in an area from a day on, to another or without an end; full time where no hours are given."""
    values = {"area": area, "from_": begins, "to": ends, "hours_per_week": 35.0 if hours is None else hours}
    text = ("experience", area, "from", begins, _word("to", ends), _hours(hours))
    return _assumption(text, "experience", values)


def driving(
    class_: str, place: str, stage: str | None = None, on: str | None = None, until: str | None = None
) -> Assumption:
    """Assume a driving licence held, or expected ``on`` a day; where no end is given it holds on every day."""
    values = {"class_": class_, "jurisdiction": place, "stage": stage, "expected": on, "expires": until or ENDLESS}
    return _assumption(("licence", class_, place, stage, on, _word("until", until)), "driving", values)


def speaking(language: str, level: str) -> Assumption:
    """Assume a language spoken at a level."""
    return _assumption(("language", language, level), "languages", {"language": language, "level": level})


def answering(key: str, answer: bool) -> Assumption:  # noqa: FBT001 - a yes or a no is what is assumed
    """Assume the answer to a question of a criterion."""
    return _assumption(("declared", key, "yes" if answer else "no"), "declared", {key: answer})


def ticking(key: str, on: str) -> Assumption:
    """Assume a requirement ticked, by its role's id and its own."""
    return _assumption(("tick", key), "ticks", {key: on})


def being(standing: str, country: str) -> Assumption:
    """Assume a legal standing in a country."""
    return _assumption(("citizenship", standing, country), "citizenship", {country: standing})


def saying(key: str, value: str) -> Assumption:
    """Assume the value of a key that holds one: where one lives, when one was born, when one starts."""
    return _assumption((key.replace("_", "-"), value), key, {"value": value})


def _hours(hours: float | None) -> str | None:
    return None if hours is None else f"{hours:g}h"


def _word(word: str, value: str | None) -> str | None:
    return f"{word} {value}" if value else None


def _assumption(text: Iterable[str | None], key: str, values: Mapping[str, object]) -> Assumption:
    return Assumption(" ".join(filter(None, text)), key, tuple(values.items()))


def assume(profile: Profile, assumptions: Iterable[Assumption]) -> Profile:
    """Return the profile with all assumptions added.

    A list that the profile does not have stays open beyond what is assumed: the first entry of an absent list must
    not turn what is not known into what is missing.
    """
    for each in assumptions:
        profile = _with(profile, _change(profile, each))
    return profile


def _change(profile: Profile, assumed: Assumption) -> dict[str, object]:
    key, values = assumed.key, dict(assumed.values)
    if key in EMPTY_ENTRIES:
        held = getattr(profile, key)
        entry = Frozen({**EMPTY_ENTRIES[key], **values}, frozenset())
        changed: dict[str, object] = {key: (*(held or ()), entry)}
        return changed if held is not None else changed | {"incomplete": (*profile.incomplete, key)}
    if key in {"declared", "ticks"}:
        return {key: {**_mapping(getattr(profile, key)), **values}}
    if key == "citizenship":
        held = {name: Frozen({"status": each, "expires": None, "open": None}) for name, each in values.items()}
        return {key: {**_mapping(profile.citizenship), **held}}
    return {key: values["value"]}


def _mapping(value: object) -> Mapping[str, object]:
    if value is None:
        return {}
    return value if isinstance(value, Mapping) else values_of(value)


def _with(profile: Profile, changes: Mapping[str, object]) -> Profile:
    if isinstance(profile, Frozen):
        return cast("Profile", Frozen({**values_of(profile), **changes}, frozenset()))
    return profile.model_copy(update=changes)
