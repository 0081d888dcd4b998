"""Organizations: employers, associations, unions and others, and the events they hold."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from careerplan.catalog.base import Channel, Cited, Claim, Id, Jurisdiction, PartialDate, Record, Ref, Words


class JoinStep(Record):
    """One step of joining; a step that is our own general advice cites what it was drawn from."""

    text: Words
    sources: Cited
    derived: bool = False


class Organization(Record):
    """A body a person may work for, join, meet or learn from.

    ``serves`` lists the occupations it is of use to. ``joinable`` is false where the sources show that
    a newcomer cannot join, and ``not_joinable_because`` says why.
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
    fee: Claim | None = None
    offers: tuple[Claim, ...] = ()
    how_to_join: tuple[JoinStep, ...] = ()
    serves: tuple[Id, ...] = ()
    relevance: Claim | None = None
    facts: tuple[Claim, ...] = ()
    not_found: tuple[Words, ...] = ()


class Edition(Record):
    """One known holding of an event."""

    dates: PartialDate
    place: Words | None = None
    sources: Cited
    note: Words | None = None


class Event(Record):
    """A recurring or single event; ``next`` is a day announced by a source, never a guess."""

    id: Id
    name: Words
    organizer: Annotated[Id, Ref("organization")] | None = None
    kind: Id
    activity: Annotated[Id, Ref("activity")]
    jurisdiction: Jurisdiction | None = None
    channel: Channel = "offline"
    occupations: tuple[Id, ...] = ()
    usual_months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    next: dt.date | None = None
    last_known: tuple[Edition, ...] = ()
    cost: Claim | None = None
    summary: Claim
    url: Words | None = None
