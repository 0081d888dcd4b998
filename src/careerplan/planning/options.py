"""What a networking plan can choose from: activities bound to organizations and events, and what each is worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerplan.person.plans import LeftOut
from careerplan.places import reaches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from careerplan.catalog.activities import Activity
    from careerplan.catalog.organizations import Event, Organization
    from careerplan.catalog.roles import Role
    from careerplan.person.contacts import Contact

EMPLOYER_BONUS = 0.4
"""How much more an activity is worth that reaches the employer of a target role."""

REPEAT_FACTOR = 0.4
"""What each further occurrence of the same activity is worth, as a share of the one before."""

FEW = 3
"""As many organizations left out for one reason are each named."""

NOBODY = "it needs somebody you know: careerplan contacts add NAME"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a plan is asked for.

    ``free_days`` are days whose week stays free; ``contacts`` are known already; ``home`` are the places where the
    person would work, none where that is not said.
    """

    roles: tuple[Role, ...]
    start: dt.date
    weeks: int = 12
    hours: float = 4.0
    channel: str = "both"
    online_share: float | None = None
    free_days: tuple[dt.date, ...] = ()
    contacts: tuple[Contact, ...] = ()
    home: tuple[str, ...] = ()

    @property
    def free_weeks(self) -> frozenset[int]:
        """The weeks, counted from 0, in which nothing is planned."""
        weeks = ((day - self.start).days // 7 for day in self.free_days)
        return frozenset(week for week in weeks if 0 <= week < self.weeks)

    @property
    def end(self) -> dt.date:
        """The first day after the plan."""
        return self.start + dt.timedelta(weeks=self.weeks)


@dataclass(frozen=True)
class Option:
    """An activity that may be planned, bound to an organization or an event where it needs one."""

    activity: Activity
    worth: float
    organization: Organization | None = None
    event: Event | None = None
    reaches_employer: bool = False

    @property
    def channel(self) -> str:
        """Online, offline or both; an event's own, where it is one."""
        return self.event.channel if self.event else self.activity.channel

    @property
    def id(self) -> str:
        """The activity's id, with the organization or event it is bound to."""
        bound = self.organization or self.event
        return f"{self.activity.id}:{bound.id}" if bound else self.activity.id

    @property
    def title(self) -> str:
        """The activity's title, with the name of the organization or event."""
        bound = self.organization or self.event
        return f"{self.activity.title}: {bound.name}" if bound else self.activity.title

    @property
    def most(self) -> int:
        """How often it is worth planning; what is bound to an organization or event happens once."""
        return 1 if self.event or self.organization else self.activity.most


@dataclass
class Options:
    """The options of a request by id, and what was ruled out from the start with the reason.

    ``cold`` are the activities among them that can be done before anybody is known; ``titles`` are those of
    all activities, by id.
    """

    chosen: dict[str, Option] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    cold: frozenset[str] = frozenset()
    titles: dict[str, str] = field(default_factory=dict)

    def rule_out(self, activity: str, title: str, reason: str) -> None:
        """Note that something is not to be planned."""
        self.left_out.append(LeftOut(activity, title, reason))


def find_options(
    request: Request,
    activities: Mapping[str, Activity],
    organizations: Sequence[Organization],
    events: Sequence[Event],
) -> Options:
    """Return what may be planned for ``request``; everything else is left out with its reason."""
    options = Options(titles={each.id: each.title for each in activities.values()})
    for activity in activities.values():
        reason = _unfit(request, activity)
        if reason:
            options.rule_out(activity.id, activity.title, reason)
        elif activity.organization_kinds:
            _bind_organizations(request, activity, organizations, options)
        elif activity.needs_event:
            _bind_events(request, activity, events, options)
        else:
            options.chosen[activity.id] = Option(activity, activity.value)
    _drop_unreachable(request, options)
    return options


def _unfit(request: Request, activity: Activity) -> str | None:
    if request.channel != "both" and activity.channel not in (request.channel, "both"):
        return f"it is {activity.channel}, and you asked for {request.channel}"
    if activity.occupations and not _occupations(request) & set(activity.occupations):
        return "it is meant for other occupations"
    if activity.jurisdictions and not any(_near(request, each) for each in activity.jurisdictions):
        return "it is meant for other places"
    if activity.hours > request.hours:
        return f"it takes {activity.hours:g} hours, and a week has {request.hours:g}"
    return None


def _occupations(request: Request) -> set[str]:
    return {role.occupation for role in request.roles}


def _near(request: Request, jurisdiction: str) -> bool:
    """Say whether a place is one where a target role is held; ``home`` says where, of a role of a whole country."""
    return any(reaches(jurisdiction, place) for role in request.roles for place in _places(request, role))


def _places(request: Request, role: Role) -> Sequence[str | None]:
    """Return where a role is held: its own place; of a whole country, the places in it where the person would work.

    Where that is not known, it is a place that only what is of the whole country reaches.
    """
    if role.jurisdiction is None or "-" in role.jurisdiction:
        return (role.jurisdiction,)
    return [each for each in request.home if each.startswith(f"{role.jurisdiction}-")] or (f"{role.jurisdiction}-",)


def _bind_organizations(
    request: Request, activity: Activity, organizations: Sequence[Organization], options: Options
) -> None:
    wanted = [each for each in organizations if each.kind in activity.organization_kinds]
    unfit: dict[str, list[str]] = {}
    for organization in wanted:
        joining = activity.theme == "organization" and organization.kind != "employer"
        if organization.jurisdictions and not any(_near(request, each) for each in organization.jurisdictions):
            unfit.setdefault("it is in another place than the roles you aim at", []).append(organization.name)
        elif organization.serves and not _occupations(request) & set(organization.serves):
            unfit.setdefault("it is of little use to the roles you aim at", []).append(organization.name)
        elif joining and not organization.joinable:
            reason = organization.not_joinable_because or "it cannot be joined"
            options.rule_out(activity.id, f"{activity.title}: {organization.name}", reason)
        else:
            employer = organization.id in {role.employer for role in request.roles}
            worth = activity.value * (1 + EMPLOYER_BONUS * employer)
            option = Option(activity, worth, organization=organization, reaches_employer=employer)
            options.chosen[option.id] = option
    for reason, names in unfit.items():
        _rule_out_together(activity, names, reason, options)
    if not wanted:
        options.rule_out(activity.id, activity.title, "no organization of that kind is known")


def _rule_out_together(activity: Activity, names: Sequence[str], reason: str, options: Options) -> None:
    """Name a few organizations that share a reason; of many only say how many they are."""
    if len(names) > FEW:
        options.rule_out(activity.id, f"{activity.title}: {len(names)} organizations", f"of each, {reason}")
        return
    for name in names:
        options.rule_out(activity.id, f"{activity.title}: {name}", reason)


def _bind_events(request: Request, activity: Activity, events: Sequence[Event], options: Options) -> None:
    wanted = [each for each in events if each.activity == activity.id]
    if not wanted:
        options.rule_out(activity.id, activity.title, "no such event is known")
    for event in wanted:
        title = f"{activity.title}: {event.name}"
        if event.occupations and not _occupations(request) & set(event.occupations):
            options.rule_out(activity.id, title, "it is meant for other occupations")
        elif event.jurisdiction and not _near(request, event.jurisdiction):
            options.rule_out(activity.id, title, "it is in another place than the roles you aim at")
        elif event.next is None:
            options.rule_out(activity.id, title, "no date known")
        elif not request.start <= event.next < request.end:
            options.rule_out(activity.id, title, f"it is on {event.next.isoformat()}, outside these weeks")
        elif request.channel != "both" and event.channel not in (request.channel, "both"):
            options.rule_out(activity.id, title, f"it is {event.channel}, and you asked for {request.channel}")
        else:
            option = Option(activity, activity.value, event=event)
            options.chosen[option.id] = option


def _drop_unreachable(request: Request, options: Options) -> None:
    """Rule out what can never be done: it needs what is ruled out, somebody nobody can meet, or itself in a circle."""
    activities = {each.activity.id: each.activity for each in options.chosen.values()}
    cold = _reachable(each for each in activities.values() if each.contact != "needs")
    met = request.contacts or any(activities[name].contact == "makes" for name in cold)
    possible = _reachable(activities.values()) if met else cold
    for name, option in list(options.chosen.items()):
        activity = option.activity
        if activity.id not in possible:
            missing = [each for each in activity.needs if each not in possible]
            reason = (
                f"it needs '{options.titles.get(missing[0], missing[0])}' first, which is left out"
                if missing
                else NOBODY
            )
            options.rule_out(activity.id, option.title, reason)
            del options.chosen[name]
    options.cold = cold


def _reachable(activities: Iterable[Activity]) -> frozenset[str]:
    """Return the activities that can be done one after the other, each after what it needs."""
    waiting = {each.id: each.needs for each in activities}
    reached: set[str] = set()
    while found := [name for name, needs in waiting.items() if reached.issuperset(needs)]:
        reached.update(found)
        for name in found:
            del waiting[name]
    return frozenset(reached)
