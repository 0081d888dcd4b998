"""The profile: what a person says of themselves, checked as a whole, every fault at once.

A key that is absent is unknown; an empty list means "none"; a list named under ``incomplete`` is not the
whole story. Dates may be a year, a month or a day. Words are kept as they were written; which of them the
vocabulary knows is not a matter of the profile. Nothing about records, health or credit has a place here.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from careerplan.clock import EARLIEST, LATEST
from careerplan.spans import span

Spot: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value, as the person wrote them."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Place = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
Rating = Literal["basic", "intermediate", "advanced", "fluent"]
Flag = Annotated[bool, Field(strict=True)]
Amount = Annotated[float, Field(strict=True, gt=0, le=100, allow_inf_nan=False)]
WeeklyHours = Annotated[float, Field(strict=True, gt=0, le=168, allow_inf_nan=False)]
TickKey = Annotated[
    str, StringConstraints(pattern=r"^([a-z0-9]+([-.][a-z0-9]+)*/)?[a-z0-9]+([-.][a-z0-9]+)*$", max_length=160)
]
"""A role's id and a requirement's, with a slash between; a requirement's alone in older profiles."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$", max_length=80)]


def _as_text(value: object) -> object:
    if isinstance(value, bool):
        return value
    return str(value) if isinstance(value, int | float) else value


def _day_text(value: object) -> str:
    """YAML reads 2024 as a number and 2024-05-01 as a date; both are kept as they were written."""
    if isinstance(value, bool) or not isinstance(value, str | int | dt.date):
        message = "write a date: 2027-04-30, or 2027-04, or 2027"
        raise ValueError(message)  # noqa: TRY004 - pydantic takes a ValueError for a fault
    return str(value)


def _check_span(text: str) -> str:
    first, last = span(text)
    if first < EARLIEST or last > LATEST:
        message = f"'{text}' is outside the years {EARLIEST.year} to {LATEST.year}"
        raise ValueError(message)
    return text


Partial = Annotated[str, BeforeValidator(_day_text), AfterValidator(_check_span)]
ClassName = Annotated[Text, BeforeValidator(_as_text)]


class Entry(BaseModel):
    """A part of the profile; an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _in_order(first: str | None, last: str | None, message: str) -> None:
    if first and last and span(first)[0] > span(last)[1]:
        raise ValueError(message)


class Citizenship(Entry):
    """Legal standing in one country; ``open`` permits any employer."""

    status: Literal["citizen", "permanent-resident", "work-permit", "other", "none"]
    expires: Partial | None = None
    open: Flag | None = None


class Assessed(Entry):
    """What an assessor says a foreign credential equals."""

    by: Text
    level: Text
    on: Partial | None = None


class Schooling(Entry):
    """One credential, completed, expected, or left without finishing; ``years_done`` count all the same.

    ``country`` is where it is from; absent, the country lived in.
    """

    credential: Text
    field: Text | tuple[Text, ...] | None = None
    years: Amount | None = None
    years_done: Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)] | None = None
    credits: Annotated[int, Field(strict=True, gt=0, le=10_000)] | None = None
    school: Text | None = None
    country: Place | None = None
    assessed: Assessed | None = None
    completed: Partial | None = None
    expected: Partial | None = None
    left: Partial | None = None

    @model_validator(mode="after")
    def _one_ending(self) -> Self:
        if sum(map(bool, (self.completed, self.expected, self.left))) > 1:
            message = "say one of completed, expected and left"
            raise ValueError(message)
        if self.years is not None and self.years_done is not None and self.years_done > self.years:
            message = "years_done is more than years"
            raise ValueError(message)
        return self


class Job(Entry):
    """One job or volunteer post; ``to`` is null while it goes on."""

    area: Text | tuple[Text, ...]
    title: Text | None = None
    employer: Text | None = None
    from_: Annotated[Partial, Field(alias="from")]
    to: Partial | None = None
    hours_per_week: WeeklyHours | None = None
    paid: Flag = True

    @model_validator(mode="after")
    def _order(self) -> Self:
        _in_order(self.from_, self.to, "it ends before it begins")
        return self


class Held(Entry):
    """Something obtained: ``got`` is when, ``booked`` when it is arranged for."""

    credential: Text
    got: Partial | None = None
    booked: Partial | None = None
    expires: Partial | None = None
    jurisdiction: Place | None = None

    @model_validator(mode="after")
    def _order(self) -> Self:
        _in_order(self.got or self.booked, self.expires, "it expires before it was obtained")
        return self


class Certificate(Held):
    """A certificate; ``issued`` is when."""

    got: Annotated[Partial | None, Field(alias="issued")] = None


class TestResult(Held):
    """A test that was passed, or is booked."""

    __test__ = False

    credential: Annotated[Text, Field(alias="test")]
    got: Annotated[Partial | None, Field(alias="passed")] = None


class Clearance(Held):
    """A clearance that was granted."""

    credential: Annotated[Text, Field(alias="clearance")]
    got: Annotated[Partial | None, Field(alias="granted")] = None


class Licence(Entry):
    """A driving licence; ``expected`` is when a road test is booked."""

    class_: Annotated[ClassName, Field(alias="class")]
    jurisdiction: Place
    stage: Literal["learner", "novice", "full"] | None = None
    expected: Partial | None = None
    expires: Partial | None = None


class Spoken(Entry):
    """A language, by one's own rating."""

    language: Text
    level: Rating


class Answer(Entry):
    """An answer to a question of a criterion, with the day it was given and by whom if not oneself."""

    answer: Flag
    on: Partial | None = None
    by: Text | None = None


class Target(Entry):
    """A role aimed at; ``apply_on`` and the first and last days of its stages where they are known."""

    role: Text
    apply_on: Partial | None = None
    stages: dict[
        Literal["to-apply", "before-offer", "before-training", "during-training", "on-the-job"], tuple[Partial, Partial]
    ] = {}

    @model_validator(mode="after")
    def _order(self) -> Self:
        for first, last in self.stages.values():
            _in_order(first, last, "a stage ends before it begins")
        return self


ListName = Literal["languages", "education", "experience", "credentials", "tests", "clearances", "driving"]
LISTS = ("languages", "education", "experience", "credentials", "tests", "clearances", "driving")
"""The lists of a profile that a criterion may read."""


class Profile(Entry):
    """Everything a person says of themselves."""

    name: Text | None = None
    birth_date: Partial | None = None
    citizenship: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], Citizenship] | None = None
    lives_in: Place | None = None
    works_in: tuple[Place, ...] | None = None
    languages: tuple[Spoken, ...] | None = None
    education: tuple[Schooling, ...] | None = None
    experience: tuple[Job, ...] | None = None
    credentials: tuple[Certificate, ...] | None = None
    tests: tuple[TestResult, ...] | None = None
    clearances: tuple[Clearance, ...] | None = None
    driving: tuple[Licence, ...] | None = None
    declared: dict[Key, Flag | Answer] = {}
    ticks: dict[TickKey, Partial] = {}
    targets: tuple[Target, ...] = ()
    starts: Partial | None = None
    hours_per_week: WeeklyHours | None = None
    incomplete: tuple[ListName, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, values: object) -> object:
        """Accept ``citizenship: citizen`` for the country lived in, and a target's id alone."""
        if not isinstance(values, dict):
            return values
        values = {key: value for key, value in values.items() if value is not None}
        if isinstance(values.get("citizenship"), str):
            home = str(values.get("lives_in"))
            country = home[:2] if re.fullmatch(r"[A-Z]{2}(-.*)?", home) else "CA"
            values["citizenship"] = {country: {"status": values["citizenship"]}}
        if isinstance(values.get("targets"), list | tuple):
            values["targets"] = [{"role": each} if isinstance(each, str) else each for each in values["targets"]]
        return values


_OBTAINED = {"credentials": "issued", "tests": "passed", "clearances": "granted"}


def date_faults(values: Mapping[str, object], today: dt.date) -> list[tuple[Spot, str]]:
    """Return the dates that cannot be: the key and what is wrong with each.

    ``values`` are plain and as a person writes them, and may be wrong in other ways too; what is no date
    is passed over. So these faults are told together with all others.
    """
    faults = [*_schooling_faults(values, today), *_job_faults(values), *_held_faults(values, today)]
    faults += [*_target_faults(values), *_answer_faults(values, today)]
    if _ahead(values.get("birth_date"), today):
        faults.append((("birth_date",), "a birth date lies in the future"))
    return faults


def _job_faults(values: Mapping[str, object]) -> Iterator[tuple[Spot, str]]:
    for index, entry in _entries(values, "experience"):
        if _reversed(entry.get("from"), entry.get("to")):
            yield ("experience", index, "to"), "it ends before it begins"


def _held_faults(values: Mapping[str, object], today: dt.date) -> Iterator[tuple[Spot, str]]:
    for name, key in _OBTAINED.items():
        for index, entry in _entries(values, name):
            if _ahead(entry.get(key), today):
                yield (name, index, key), f"'{key}' lies in the future; if it is planned, write booked"
            if _reversed(entry.get(key) or entry.get("booked"), entry.get("expires")):
                yield (name, index, "expires"), "it expires before it was obtained"


def _target_faults(values: Mapping[str, object]) -> Iterator[tuple[Spot, str]]:
    for index, entry in _entries(values, "targets"):
        for stage, days in _mapping(entry.get("stages")).items():
            if isinstance(days, list | tuple) and len(days) == 2 and _reversed(*days):  # noqa: PLR2004 - a pair
                yield ("targets", index, "stages", stage), "a stage ends before it begins"


def _answer_faults(values: Mapping[str, object], today: dt.date) -> Iterator[tuple[Spot, str]]:
    for key, day in _mapping(values.get("ticks")).items():
        if _ahead(day, today):
            yield ("ticks", key), "a tick lies in the future"
    for key, answer in _mapping(values.get("declared")).items():
        if _ahead(_mapping(answer).get("on"), today):
            yield ("declared", key, "on"), "an answer lies in the future"


def _schooling_faults(values: Mapping[str, object], today: dt.date) -> Iterator[tuple[Spot, str]]:
    for index, entry in _entries(values, "education"):
        yield from ((("education", index, *spot), text) for spot, text in _ending_faults(entry, today))


def _ending_faults(entry: Mapping[str, object], today: dt.date) -> Iterator[tuple[Spot, str]]:
    endings = [key for key in ("completed", "expected", "left") if entry.get(key)]
    if len(endings) > 1:
        yield (endings[1],), f"say one of {' and '.join(endings)}"
    for key in ("completed", "left"):
        if _ahead(entry.get(key), today):
            yield (key,), f"'{key}' lies in the future; if it is planned, write expected"
    if _ahead(_mapping(entry.get("assessed")).get("on"), today):
        yield ("assessed", "on"), "an assessment lies in the future"
    done, years = entry.get("years_done"), entry.get("years")
    if isinstance(done, int | float) and isinstance(years, int | float) and done > years:
        yield ("years_done",), "years_done is more than years"


def _entries(values: Mapping[str, object], name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    found = values.get(name)
    for index, entry in enumerate(found if isinstance(found, list | tuple) else ()):
        if isinstance(entry, Mapping):
            yield index, entry


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _days(value: object) -> tuple[dt.date, dt.date] | None:
    try:
        return span(_day_text(value))
    except ValueError:
        return None


def _ahead(value: object, today: dt.date) -> bool:
    days = _days(value)
    return days is not None and days[0] > today


def _reversed(first: object, last: object) -> bool:
    begins, ends = _days(first), _days(last)
    return begins is not None and ends is not None and begins[0] > ends[1]
