"""People the user knows, and what passed between them."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from careerplan.lookup import fold

DetailKind = Literal["email", "phone", "profile", "jurisdiction", "tag"]
DETAIL_KINDS: tuple[DetailKind, ...] = get_args(DetailKind)
"""What a contact may have several of, each a short text."""

_MIN_DIGITS = 7
"""A phone number with fewer digits, such as an extension, is compared as text."""


def detail_key(kind: str, value: str) -> str:
    """Return what two details of one kind share when they mean the same.

    Phones are their last ten digits, so that +1 and brackets make no difference; a profile is its address
    without scheme, ``www.``, query and closing slash.
    """
    folded = fold(value)
    if kind == "phone":
        digits = "".join(each for each in folded if each.isdigit())
        return digits[-10:] if len(digits) >= _MIN_DIGITS else folded
    if kind == "profile":
        address = folded.removeprefix("https://").removeprefix("http://").removeprefix("www.")
        return address.partition("?")[0].partition("#")[0].rstrip("/")
    return folded


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where somebody works or worked, and as what.

    ``organization_id`` is that of the catalog, where it knows the organization. ``since`` and ``until`` are a
    year, a month or a day (2024, 2024-05, 2024-05-17); ``until`` is None as long as it lasts.
    """

    organization: str | None = None
    organization_id: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class HeldPosition(Position):
    """A position in the store."""

    id: int


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to remember of a contact, written down on a day."""

    id: int
    day: dt.date
    text: str


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """What is known of a person when they are added.

    Of details the first is the main one; the first of ``jurisdictions`` is where they are, whose holidays count.
    """

    name: str
    tie: str = "loose"
    met: str | None = None
    positions: tuple[Position, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None

    def details(self) -> list[tuple[DetailKind, str]]:
        """Return every detail with its kind, in order, each once."""
        lists = (self.emails, self.phones, self.profiles, self.jurisdictions, self.tags)
        pairs = [(kind, each) for kind, values in zip(DETAIL_KINDS, lists, strict=True) for each in values]
        return list({(kind, detail_key(kind, each)): (kind, each) for kind, each in reversed(pairs)}.values())[::-1]


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person in the store. ``last_touch`` is the day of the last interaction, none if there was none.

    ``positions`` stand newest first, those that last before those that ended.
    """

    id: int
    name: str
    added: dt.date
    tie: str = "loose"
    met: str | None = None
    positions: tuple[HeldPosition, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    last_touch: dt.date | None = None
    next_followup: dt.date | None = None

    @property
    def current(self) -> list[HeldPosition]:
        """The positions that last."""
        return [each for each in self.positions if each.until is None]

    @property
    def position(self) -> Position:
        """The main position that lasts; an empty one where none is known."""
        return next(iter(self.current), Position())

    @property
    def organization(self) -> str | None:
        """Where they mainly work."""
        return self.position.organization

    @property
    def organization_id(self) -> str | None:
        """Where they mainly work, by its id in the catalog."""
        return self.position.organization_id

    @property
    def role(self) -> str | None:
        """What they mainly do."""
        return self.position.role

    @property
    def email(self) -> str | None:
        """Their main e-mail address."""
        return next(iter(self.emails), None)

    @property
    def phone(self) -> str | None:
        """Their main phone number."""
        return next(iter(self.phones), None)

    @property
    def jurisdiction(self) -> str | None:
        """Where they are."""
        return next(iter(self.jurisdictions), None)


@dataclass(frozen=True, kw_only=True)
class NewInteraction:
    """Something that passed between the user and one contact or several on one day.

    ``followup_id`` names the follow-up it carried out, if it did.
    """

    contact_ids: tuple[int, ...]
    kind: str
    day: dt.date
    note: str | None = None
    followup_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Interaction(NewInteraction):
    """An interaction in the store; ``names`` are those of its contacts, in the same order."""

    id: int
    names: tuple[str, ...] = ()
