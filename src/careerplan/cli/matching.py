"""What ``roles match`` looks at: which roles, and where the person would work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from careerplan.cli.qualifying import judge_of, profile_of
from careerplan.cli.session import Session
from careerplan.planning.matching import match
from careerplan.render.matching import Matching

if TYPE_CHECKING:
    from careerplan.catalog.catalog import Catalog
    from careerplan.catalog.roles import Role
    from careerplan.catalog.selection import Selection


def matching(session: Session, wanted: "Selection", assumed: Sequence[str], *, everywhere: bool) -> Matching:
    """Return the roles wanted, ranked; without a place, those where the profile says one would work."""
    from careerplan.catalog.selection import select

    catalog = session.catalog
    where = () if everywhere or wanted.jurisdictions else profile_of(session).works_in or ()
    roles = [role for role in select(catalog, wanted) if not where or role.jurisdiction in {*where, None}]
    matches, openers = match(_open_to_apply(catalog, roles), catalog.lineage, judge_of(session))
    return Matching(session.today, matches, openers, tuple(where) or tuple(wanted.jurisdictions), assumed)


def _open_to_apply(catalog: "Catalog", roles: "Sequence[Role]") -> "list[Role]":
    """Leave out general roles where the catalog has employers' roles of their occupation: one applies to those."""
    covered = {role.occupation for role in catalog.roles.values() if role.employer}
    return [role for role in roles if role.employer or role.occupation not in covered]
