"""The qualification check for this run: the profile as it is kept, the judge, a role's checklist."""

from typing import TYPE_CHECKING

from careerplan.cli.session import Session
from careerplan.person.assumptions import assume
from careerplan.planning.judging import Judge
from careerplan.planning.qualification import Qualification, qualify, stages_of
from careerplan.planning.vocabulary import words_of

if TYPE_CHECKING:
    from careerplan.catalog.catalog import Catalog
    from careerplan.catalog.roles import Role
    from careerplan.person.profile import Profile
    from careerplan.planning.qualification import Item, Stages
    from careerplan.planning.timeline import Timeline


def profile_of(session: Session) -> "Profile":
    """Return the profile of this user, or one that says nothing, with what this run assumes."""
    return assume(session.profile, session.assumed)


def default_role(session: Session, named: str | None) -> "Role":
    """Return the role named, else the first target, else the default role."""
    catalog = session.catalog
    if named is not None:
        return catalog.find_role(named)
    targets = profile_of(session).targets
    return catalog.find_role(targets[0].role if targets else catalog.main_roles[0])


def judge_of(session: Session, catalog: "Catalog | None" = None) -> Judge:
    """Return the judge of this user's profile on this run's day, by the words of ``catalog`` or the one in use."""
    return Judge(words_of(catalog or session.catalog), profile_of(session), session.today)


def qualification(session: Session, role: "Role") -> Qualification:
    """Return the checklist of ``role`` for this user."""
    return _qualified(role, session.catalog, judge_of(session))


def _qualified(role: "Role", catalog: "Catalog", judge: Judge) -> Qualification:
    return qualify(role, catalog.lineage(role), judge, stages_for(role, judge.profile))


def stages_for(role: "Role", profile: "Profile") -> "Stages":
    """Return the days of the stages of a role that the profile names."""
    return stages_of(next((each for each in profile.targets if each.role == role.id), None), profile)


def timeline(session: Session, role: "Role") -> "Timeline":
    """Return the way of this user to ``role``."""
    from careerplan.planning.closing import Closer
    from careerplan.planning.timeline import make_timeline

    judge = judge_of(session)
    stages = stages_for(role, judge.profile)
    found = qualify(role, session.catalog.lineage(role), judge, stages)
    return make_timeline(found, Closer(judge), stages)


def results_of(session: Session, catalog: "Catalog") -> dict[str, dict[str, str]]:
    """Return this user's results by ``catalog``: of each employer's role each verdict, and whether one can apply."""
    judge = judge_of(session, catalog)
    found = {role.id: _qualified(role, catalog, judge) for role in catalog.roles.values() if role.employer}
    return {
        name: {"can apply": each.can_apply, **{_named(item): item.verdict.status for item in each.items}}
        for name, each in found.items()
    }


def _named(item: "Item") -> str:
    """Return a name for an item that no other of its checklist has."""
    return f"{item.requirement.id} (in general)" if item.general else item.requirement.id
