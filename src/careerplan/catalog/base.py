"""What every catalog record shares: strictness, ids, citations, dates as sources state them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

RecordKind = Literal[
    "source", "role", "organization", "event", "practice", "activity", "rule", "question", "level", "field", "area",
    "credential", "licence",
]  # fmt: skip


class Record(BaseModel):
    """A read-only record; a key that no field foresees is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True, populate_by_name=True)


@dataclass(frozen=True)
class Ref:
    """Marks a field whose value is the id of another catalog record."""

    kind: RecordKind


def _partial_date(value: object) -> object:
    """YAML reads 2024 as a number and 2024-05-01 as a date; both are kept as written."""
    if isinstance(value, bool):
        return value
    return str(value) if isinstance(value, int | dt.date) else value


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that a date may lie in, as for every other date here."""

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _check_partial_date(value: str) -> str:
    for part in re.split(r"/|(?<=\d{4})-(?=\d{4}$)", value):
        match = _PARTIAL_DATE.fullmatch(part)
        if match is None:
            message = "write a date as YYYY, YYYY-MM or YYYY-MM-DD, or two of them with / between"
            raise ValueError(message)
        year, month, day = match.groups()
        dt.date(int(year), int(month or 1), int(day or 1))
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            message = f"a year from {FIRST_YEAR} to {LAST_YEAR}, not {year}"
            raise ValueError(message)
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
PartialDate = Annotated[
    str,
    BeforeValidator(_partial_date),
    AfterValidator(_check_partial_date),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}]}),
]
"""A year, a month, a day, or a span of two with a slash, exactly as precise as the source."""

Jurisdiction = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|international)$")]
"""ISO 3166-1 country or ISO 3166-2 subdivision; ``CA`` alone is the federal level."""

Channel = Literal["online", "offline", "both"]
LicenceStage = Literal["learner", "novice", "full"]

SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+(#\d{2,3})?$"), Ref("source")]
"""A source's id, optionally with the number of one of its claims: ``seed-001#04``."""

Sources = tuple[SourceId, ...]


def _need_a_source(sources: Sources) -> Sources:
    if not sources:
        message = "no fact without a source: name at least one"
        raise ValueError(message)
    return sources


Cited = Annotated[Sources, AfterValidator(_need_a_source), Field(json_schema_extra={"minItems": 1})]


class Claim(Record):
    """One statement and where it is from.

    ``as_of`` is the day the statement speaks of, ``note`` what a reader should know before trusting
    it, ``derived`` marks our own inference from the sources named.
    """

    text: Words
    sources: Cited
    as_of: PartialDate | None = None
    note: Words | None = None
    derived: bool = False


R = TypeVar("R", bound=Record)


def in_order(record: R, least: float | None, most: float | None) -> R:
    """Return ``record`` if the least is no more than the most, where both are known."""
    if least is not None and most is not None and least > most:
        message = f"from {least:g} to {most:g} is the wrong way round"
        raise ValueError(message)
    return record


class Span(Record):
    """A length in weeks, least and most."""

    least: Annotated[float, Field(ge=0, le=1040)]
    most: Annotated[float, Field(ge=0, le=1040)]

    @model_validator(mode="after")
    def _order(self) -> Self:
        return in_order(self, self.least, self.most)


class Cost(Record):
    """What something costs, as its source states it."""

    least: Annotated[float, Field(ge=0)]
    most: Annotated[float, Field(ge=0)]
    currency: Words | None = None

    @model_validator(mode="after")
    def _order(self) -> Self:
        return in_order(self, self.least, self.most)


class Way(Claim):
    """A way to meet a requirement or to obtain what a word names, as its sources describe it; its text says how.

    ``where`` are the places of which they speak, none where they do not say. ``wait`` is how many weeks pass until
    one can begin, ``lead_time`` how many from then until one holds it; each is left out where no source says.
    ``stage`` is that of a driving licence to which it leads, where its class has several.
    """

    where: tuple[Jurisdiction, ...] = ()
    wait: Span | None = None
    lead_time: Span | None = None
    cost: Cost | None = None
    stage: LicenceStage | None = None
