"""Choosing roles and organizations by where they are, what they are and whom they serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.lookup import Entry, find
from careerplan.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerplan.catalog.catalog import Catalog
    from careerplan.catalog.organizations import Event, Organization
    from careerplan.catalog.roles import Role


BROWSE = "careerplan roles list, or careerplan organizations list"


@dataclass(frozen=True)
class Selection:
    """What roles are wanted; what is empty asks nothing.

    A jurisdiction is a code, or a pattern of one: ``CA-*`` is every province and territory, ``CA*`` the federal
    service too.
    """

    jurisdictions: Sequence[str] = ()
    occupation: str | None = None
    employer: str | None = None
    coverage: str | None = None

    @property
    def asks(self) -> bool:
        """Say whether anything is asked."""
        return bool(self.jurisdictions or self.occupation or self.employer or self.coverage)


def select(catalog: Catalog, wanted: Selection) -> list[Role]:
    """Return the roles wanted, in the order of the catalog; an unknown occupation, employer or place is an error."""
    roles = list(catalog.roles.values())
    occupation = _known("occupations", wanted.occupation, (role.occupation for role in roles))
    employer = catalog.find_organization(wanted.employer).id if wanted.employer else None
    places = _patterns(wanted.jurisdictions, (role.jurisdiction for role in roles))
    return [
        role
        for role in roles
        if (occupation is None or role.occupation == occupation)
        and (employer is None or role.employer == employer)
        and (wanted.coverage is None or role.coverage == wanted.coverage)
        and _is_at(places, (role.jurisdiction or "",))
    ]


@dataclass(frozen=True)
class Bodies:
    """What organizations are wanted; what is empty asks nothing."""

    kind: str | None = None
    jurisdictions: Sequence[str] = ()
    serves: str | None = None
    joinable: bool = False


def select_organizations(catalog: Catalog, wanted: Bodies) -> list[Organization]:
    """Return the organizations wanted, in the order of the catalog; what no organization has is an error."""
    known = list(catalog.organizations.values())
    kind = _known("kinds", wanted.kind, (each.kind for each in known))
    serves = _known("occupations", wanted.serves, (name for each in known for name in each.serves))
    places = _patterns(wanted.jurisdictions, (place for each in known for place in each.jurisdictions))
    return [
        each
        for each in known
        if (kind is None or each.kind == kind)
        and (serves is None or serves in each.serves)
        and _is_at(places, each.jurisdictions)
        and (each.joinable or not wanted.joinable)
    ]


def select_events(catalog: Catalog, jurisdictions: Sequence[str]) -> list[Event]:
    """Return the events at the places wanted, in the order of the catalog; an unknown place is an error."""
    events = list(catalog.events.values())
    places = _patterns(jurisdictions, (each.jurisdiction for each in events))
    return [each for each in events if _is_at(places, (each.jurisdiction or "",))]


def _known(what: str, query: str | None, names: Iterable[str]) -> str | None:
    return None if query is None else find(what, query, [Entry(each, ()) for each in dict.fromkeys(names)], BROWSE)


def _patterns(written: Iterable[str], places: Iterable[str | None]) -> list[str]:
    """Return patterns of places in the case of the codes; one without a wildcard must be among ``places``."""
    known = [Entry(each, (PLACES[each],) if each in PLACES else ()) for each in dict.fromkeys(places) if each]
    return [
        each.upper() if any(sign in each for sign in "*?[") else find("jurisdictions", each, known, BROWSE)
        for each in (one.strip() for one in written)
    ]


def _is_at(patterns: Sequence[str], places: Iterable[str]) -> bool:
    from fnmatch import fnmatchcase

    return not patterns or any(fnmatchcase(place.upper(), pattern.upper()) for place in places for pattern in patterns)
