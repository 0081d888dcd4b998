"""Criteria: what a requirement asks, in a form that can be judged against a profile on a day.

Eight kinds of leaf and two that combine them. A criterion is never stricter than the text of its
source; what the text leaves open is a field that is left out here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from careerplan.catalog.base import Id, Jurisdiction, Record, Ref, Words

Level = Annotated[Id, Ref("level")]
FieldOfStudy = Annotated[Id, Ref("field")]
Area = Annotated[Id, Ref("area")]
CredentialId = Annotated[Id, Ref("credential")]
Stage = Literal["learner", "novice", "full"]
Rating = Literal["basic", "intermediate", "advanced", "fluent"]
Worth = Annotated[float, Field(ge=0.01, le=100, allow_inf_nan=False)]


class Age(Record):
    """From the birthday of ``at_least``, until the day before the birthday of ``below``, in years."""

    kind: Literal["age"]
    at_least: Annotated[int, Field(ge=0, le=120)] | None = None
    below: Annotated[int, Field(ge=1, le=120)] | None = None


class Status(Record):
    """Legal standing in ``country``: any of these.

    ``authorized`` may work for this employer, ``resident`` lives there.
    """

    kind: Literal["status"]
    any: Annotated[tuple[Literal["citizen", "permanent-resident", "authorized", "resident"], ...], Field(min_length=1)]
    country: Jurisdiction = "CA"


class Education(Record):
    """A credential of a level, in one of the fields if any are named, from ``country`` or assessed.

    ``or_related`` and ``or_equivalent`` say that the source leaves the fields or the credential open.
    """

    kind: Literal["education"]
    level: Level
    fields: tuple[FieldOfStudy, ...] = ()
    or_related: bool = False
    or_equivalent: bool = False
    years: Annotated[float, Field(gt=0, le=20, allow_inf_nan=False)] | None = None
    credits: Annotated[int, Field(gt=0)] | None = None
    country: Jurisdiction = "CA"
    assessed_by: tuple[Id, ...] = ()


class Study(Record):
    """Study that counts toward a time; ``worth`` is months counted for each month studied."""

    fields: tuple[FieldOfStudy, ...] = ()
    or_related: bool = False
    worth: Worth = 1


class Work(Record):
    """Work that counts toward a time; a field that is left out is one on which the source is silent.

    ``within_months`` counts back from the day judged; ``worth`` is months counted for each month worked.
    """

    areas: tuple[Area, ...] = ()
    or_related: bool = False
    excluded: tuple[Area, ...] = ()
    unpaid: bool | None = None
    part_time: Literal["pro-rata", "calendar"] | None = None
    within_months: Annotated[int, Field(gt=0, le=1200)] | None = None
    worth: Worth = 1


class Time(Record):
    """So many months of relevant study, work, or both; ``whole_years`` counts only full years of each."""

    kind: Literal["time"]
    months: Annotated[float, Field(ge=0, le=1200, allow_inf_nan=False)]
    more_than: bool = False
    study: Study | None = None
    work: Work | None = None
    whole_years: bool = False


class Credential(Record):
    """A certificate, test, clearance or permit: any of these.

    ``current`` says that the source asks for a valid one; ages and validity left are in months;
    ``taken_in`` is a jurisdiction, or ``home`` for where the person lives.
    """

    kind: Literal["credential"]
    any: Annotated[tuple[CredentialId, ...], Field(min_length=1)]
    current: bool = False
    max_age_months: Annotated[int, Field(gt=0, le=1200)] | None = None
    left_months: Annotated[int, Field(gt=0, le=1200)] | None = None
    taken_in: Jurisdiction | Literal["home"] | None = None


class Driving(Record):
    """A licence class ``of`` a jurisdiction; ``stage`` is the lowest accepted, none where the source is silent."""

    kind: Literal["driving"]
    class_: Annotated[Words, Field(alias="class")]
    of: Jurisdiction
    stage: Stage | None = None
    issued_here: bool = False


class Language(Record):
    """A language at least at a level, by the person's own rating."""

    kind: Literal["language"]
    language: Annotated[Words, Field(max_length=12)]
    level: Rating


class Declared(Record):
    """A yes or no that nothing else can carry, answered by the person or, once asked, on the employer's behalf."""

    kind: Literal["declared"]
    key: Id
    question: Words
    ask: Literal["you", "employer"] = "you"


class AnyOf(Record):
    """Any one of these suffices."""

    any_of: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class AllOf(Record):
    """All of these are needed."""

    all_of: Annotated[tuple[Criterion, ...], Field(min_length=1)]


def _which(value: object) -> str | None:
    for key in ("any_of", "all_of"):
        if (key in value) if isinstance(value, dict) else hasattr(value, key):
            return key
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return kind if isinstance(kind, str) else None


Criterion = Annotated[
    Annotated[Age, Tag("age")]
    | Annotated[Status, Tag("status")]
    | Annotated[Education, Tag("education")]
    | Annotated[Time, Tag("time")]
    | Annotated[Credential, Tag("credential")]
    | Annotated[Driving, Tag("driving")]
    | Annotated[Language, Tag("language")]
    | Annotated[Declared, Tag("declared")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[AllOf, Tag("all_of")],
    Discriminator(
        _which,
        custom_error_type="criterion",
        custom_error_message="a criterion has a kind (age, status, education, time, credential, driving, language, "
        "declared), or any_of or all_of with a list",
    ),
]
