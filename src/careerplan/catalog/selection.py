"""Choosing roles by where they are, what they are and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.lookup import Entry, find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from careerplan.catalog.catalog import Catalog
    from careerplan.catalog.roles import Role


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
    from fnmatch import fnmatchcase

    roles = list(catalog.roles.values())
    occupation = _known("occupations", wanted.occupation, (role.occupation for role in roles))
    employer = catalog.find_organization(wanted.employer).id if wanted.employer else None
    places = [_pattern(each, roles) for each in wanted.jurisdictions]
    return [
        role
        for role in roles
        if (occupation is None or role.occupation == occupation)
        and (employer is None or role.employer == employer)
        and (wanted.coverage is None or role.coverage == wanted.coverage)
        and (not places or any(fnmatchcase(role.jurisdiction or "", place) for place in places))
    ]


def _known(what: str, query: str | None, names: Iterable[str]) -> str | None:
    return None if query is None else find(what, query, [Entry(each, ()) for each in dict.fromkeys(names)])


def _pattern(written: str, roles: Sequence[Role]) -> str:
    """Return a jurisdiction's pattern in the case of the codes; one without a wildcard must be some role's."""
    pattern = written.strip().upper()
    if any(sign in pattern for sign in "*?["):
        return pattern
    codes = dict.fromkeys(role.jurisdiction for role in roles if role.jurisdiction)
    return find("jurisdictions", pattern, [Entry(each, ()) for each in codes])
