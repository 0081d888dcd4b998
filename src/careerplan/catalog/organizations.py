"""Organizations: employers, associations, unions and others, and the events they hold."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from careerplan.catalog.base import Channel, Cited, Claim, Id, Jurisdiction, PartialDate, Record, Ref, Words


class JoinStep(Record):
    """One step of joining; a step that is our own general advice cites what it was drawn from."""

    text: Words
    sources: Cited
    note: Words | None = None
    derived: bool = False


class Fee(Record):
    """What membership or attendance costs one category of people; free is 0. ``as_of`` none means undated."""

    category: Words
    amount: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    currency: Words | None = None
    period: Literal["year", "month", "once"] | None = None
    as_of: PartialDate | None = None
    sources: Cited
    note: Words | None = None


class Organization(Record):
    """A body a person may work for, join, meet or learn from.

    ``serves`` lists the occupations it is of use to. ``joinable`` is false where the sources show that
    a newcomer cannot join, and ``not_joinable_because`` says why. ``benefits`` are what it offers in single
    words; ``status`` says that it may no longer be active. ``checked`` is false where the record could not be
    compared with its sources a second time, and none where nobody tried.
    """

    id: Id
    name: Words
    other_names: tuple[Words, ...] = ()
    aliases: tuple[Id, ...] = ()
    kind: Id
    jurisdictions: tuple[Jurisdiction, ...] = ()
    url: Words | None = None
    summary: Claim
    who_may_join: tuple[Claim, ...] = ()
    joinable: bool = True
    not_joinable_because: Words | None = None
    fees: tuple[Fee, ...] = ()
    benefits: tuple[Id, ...] = ()
    offers: tuple[Claim, ...] = ()
    how_to_join: tuple[JoinStep, ...] = ()
    serves: tuple[Id, ...] = ()
    relevance: Claim | None = None
    facts: tuple[Claim, ...] = ()
    contact: tuple[Claim, ...] = ()
    status: Claim | None = None
    disagreements: tuple[Claim, ...] = ()
    not_found: tuple[Words, ...] = ()
    checked: bool | None = None


class Edition(Record):
    """One known holding of an event; ``derived`` marks a day that we worked out."""

    dates: PartialDate
    place: Words | None = None
    sources: Cited
    note: Words | None = None
    derived: bool = False


class Event(Record):
    """A recurring or single event; ``next`` is a day announced by a source, never a guess.

    ``cadence`` is how often it is held, ``usual_months`` in which months; ``status`` and ``checked`` are as
    for an organization.
    """

    id: Id
    name: Words
    organizer: Annotated[Id, Ref("organization")] | None = None
    kind: Id
    activity: Annotated[Id, Ref("activity")]
    jurisdiction: Jurisdiction | None = None
    channel: Channel = "offline"
    occupations: tuple[Id, ...] = ()
    usual_months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    cadence: Words | None = None
    next: dt.date | None = None
    last_known: tuple[Edition, ...] = ()
    who_attends: Claim | None = None
    fees: tuple[Fee, ...] = ()
    summary: Claim
    facts: tuple[Claim, ...] = ()
    status: Claim | None = None
    disagreements: tuple[Claim, ...] = ()
    not_found: tuple[Words, ...] = ()
    checked: bool | None = None
    url: Words | None = None
