"""What ``roles match`` looks at: which roles, and where the person would work."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from careerplan.cli.qualifying import judge_of, profile_of
from careerplan.cli.session import Session
from careerplan.planning.closing import Closer
from careerplan.planning.matching import match, to_match
from careerplan.planning.opening import openers
from careerplan.render.matching import Matching

if TYPE_CHECKING:
    from careerplan.catalog.selection import Selection


def matching(session: Session, wanted: "Selection", assumed: Sequence[str], *, everywhere: bool) -> Matching:
    """Return the roles wanted, ranked.

    Without a place they are those where the profile says one would work, else those of the country lived in.
    """
    from careerplan.catalog.selection import select

    catalog, profile = session.catalog, profile_of(session)
    where = () if everywhere or wanted.jurisdictions else profile.works_in or ()
    if not (everywhere or where or wanted.jurisdictions) and profile.lives_in:
        wanted = replace(wanted, jurisdictions=(f"{profile.lives_in[:2]}*",))
    roles = to_match(select(catalog, wanted), where, catalog.roles.values())
    judge = judge_of(session)
    closer = Closer(judge, at_best=True)
    matches = match(roles, catalog.lineage, judge, closer)
    places = tuple(where) or tuple(wanted.jurisdictions)
    return Matching(session.today, matches, openers(matches, judge, closer), places, assumed)
