"""Networking activities and the questions worth asking people."""

from typing import Annotated, Literal

from pydantic import Field

from careerplan.catalog.base import Channel, Claim, Id, Jurisdiction, Record, Ref, Words
from careerplan.catalog.practices import PracticeId

Theme = Literal[
    "profile", "community", "content", "mentor", "informational-interview", "event", "alumni",
    "volunteering", "organization", "relationship", "preparation", "learning",
]  # fmt: skip
ActivityId = Annotated[Id, Ref("activity")]


class Activity(Record):
    """Something to do for one's network.

    ``hours`` is the effort of one occurrence, our own estimate. ``most`` is how often it is worth
    planning, ``gap`` the fewest days between two occurrences. ``needs`` must have been done on an
    earlier day. ``value`` is the worth of the first occurrence on a scale of 1 to 10, our own weighting;
    ``contact`` says whether it makes a new contact or needs one. ``organization_kinds`` binds one
    occurrence to each organization of these kinds that serves the target role. ``evidence`` names the
    practices it rests on.
    """

    id: Id
    title: Words
    theme: Theme
    channel: Channel
    hours: Annotated[float, Field(gt=0, le=12, multiple_of=0.25)]
    most: Annotated[int, Field(ge=1, le=60)] = 1
    gap: Annotated[int, Field(ge=1, le=365)] = 7
    value: Annotated[float, Field(ge=1, le=10)]
    needs: tuple[ActivityId, ...] = ()
    contact: Literal["makes", "needs"] | None = None
    organization_kinds: tuple[Id, ...] = ()
    needs_event: bool = False
    occupations: tuple[Id, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    steps: Annotated[tuple[Words, ...], Field(min_length=1)]
    why: Annotated[tuple[Claim, ...], Field(min_length=1)]
    evidence: tuple[PracticeId, ...] = ()


class Question(Record):
    """A question worth asking somebody in the field; questions state nothing and need no source."""

    id: Id
    group: Words
    text: Words
    occupations: tuple[Id, ...] = ()
