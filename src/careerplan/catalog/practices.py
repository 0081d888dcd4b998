"""Networking practices: what sources advise or found, with their numbers and how strong the evidence is."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careerplan.catalog.base import Cited, Claim, Id, Record, Ref, Words

Strength = Literal["research", "government", "university", "professional", "opinion"]
"""What kind of source stands behind a practice, strongest first."""


class Figure(Record):
    """A number that a source names: ``value``, or from ``value`` to ``most``, in ``unit``; ``what`` says of what."""

    what: Words
    value: Annotated[float, Field(allow_inf_nan=False)]
    most: Annotated[float, Field(allow_inf_nan=False)] | None = None
    unit: Words | None = None

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.most is not None and self.most < self.value:
            message = f"from {self.value:g} to {self.most:g} is the wrong way round"
            raise ValueError(message)
        return self


class Practice(Record):
    """A rule of thumb for networking, what is known of it, and how strong the evidence is.

    ``derived`` marks a rule that is our inference; ``checked`` is false where the record could not be compared
    with its sources a second time, and none where nobody tried.
    """

    id: Id
    topic: Id
    rule: Words
    text: Words
    figures: tuple[Figure, ...] = ()
    strength: Strength
    sources: Cited
    disagreements: tuple[Claim, ...] = ()
    note: Words | None = None
    derived: bool = False
    checked: bool | None = None


PracticeId = Annotated[Id, Ref("practice")]
