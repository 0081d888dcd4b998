"""The words of criteria and profiles: levels of education, fields of study, areas of work, credentials, licences."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careerplan.catalog.base import Id, Jurisdiction, Record, Ref, Sources, Way, Words


class Term(Record):
    """A word that a profile may use and a criterion may ask for; ``label`` is how it is said where the id does not do.

    It also counts as all it ``implies``; as its ``equivalent`` where a source says "or equivalent", else
    that is open; ``may`` is what it may count as, always open. A row without a source is our inference
    and says so with ``derived``.
    """

    id: Id
    label: Words | None = None
    names: tuple[Words, ...] = ()
    implies: tuple[Id, ...] = ()
    equivalent: tuple[Id, ...] = ()
    may: tuple[Id, ...] = ()
    derived: bool = False
    note: Words | None = None
    sources: Sources = ()

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if (self.implies or self.equivalent or self.may) and not (self.sources or self.derived):
            message = "what a word counts as needs a source, or derived: true"
            raise ValueError(message)
        return self


class EducationLevel(Term):
    """A level of education; ``years`` is the shortest and longest usual length of study."""

    implies: tuple[Annotated[Id, Ref("level")], ...] = ()
    equivalent: tuple[Annotated[Id, Ref("level")], ...] = ()
    may: tuple[Annotated[Id, Ref("level")], ...] = ()
    years: tuple[float, float] | None = None
    ways: tuple[Way, ...] = ()


class FieldOfStudy(Term):
    """A field of study."""

    implies: tuple[Annotated[Id, Ref("field")], ...] = ()
    equivalent: tuple[Annotated[Id, Ref("field")], ...] = ()
    may: tuple[Annotated[Id, Ref("field")], ...] = ()


class Area(Term):
    """An area of work."""

    implies: tuple[Annotated[Id, Ref("area")], ...] = ()
    equivalent: tuple[Annotated[Id, Ref("area")], ...] = ()
    may: tuple[Annotated[Id, Ref("area")], ...] = ()


class CredentialTerm(Term):
    """A certificate, test, clearance or permit.

    An ``umbrella`` says less than any of its kinds, as "first aid" does: which one is meant stays open.
    ``kept_in`` is the list of the profile that holds it; ``valid_months`` the shortest and longest
    validity that any source gives.
    """

    implies: tuple[Annotated[Id, Ref("credential")], ...] = ()
    equivalent: tuple[Annotated[Id, Ref("credential")], ...] = ()
    may: tuple[Annotated[Id, Ref("credential")], ...] = ()
    umbrella: bool = False
    kept_in: Literal["credentials", "tests", "clearances"] = "credentials"
    valid_months: tuple[Annotated[int, Field(gt=0, le=1200)], Annotated[int, Field(gt=0, le=1200)]] | None = None
    ways: tuple[Way, ...] = ()


class LicenceClass(Record):
    """A class of driving licence in one jurisdiction: what it covers, and the stages its holders may be in."""

    id: Id
    jurisdiction: Jurisdiction
    class_: Annotated[Words, Field(alias="class")]
    covers: Annotated[tuple[Id, ...], Field(min_length=1)]
    stages: Annotated[tuple[Literal["learner", "novice", "full"], ...], Field(min_length=1)]
    ways: tuple[Way, ...] = ()
    derived: bool = False
    note: Words | None = None
    sources: Sources = ()
