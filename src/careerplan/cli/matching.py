"""What ``roles match`` looks at: which roles, and where the person would work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from careerplan.cli.qualifying import judge_of, profile_of
from careerplan.cli.session import Session
from careerplan.planning.matching import match, to_match
from careerplan.render.matching import Matching

if TYPE_CHECKING:
    from careerplan.catalog.selection import Selection


def matching(session: Session, wanted: "Selection", assumed: Sequence[str], *, everywhere: bool) -> Matching:
    """Return the roles wanted, ranked; without a place, those where the profile says one would work."""
    from careerplan.catalog.selection import select

    catalog = session.catalog
    where = () if everywhere or wanted.jurisdictions else profile_of(session).works_in or ()
    roles = to_match(select(catalog, wanted), where, catalog.roles.values())
    matches, openers = match(roles, catalog.lineage, judge_of(session))
    return Matching(session.today, matches, openers, tuple(where) or tuple(wanted.jurisdictions), assumed)
