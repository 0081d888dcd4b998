"""careerplan network: plan, show; and what a plan is made from."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import knowing, values
from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.clock import say
from careerplan.errors import NotFoundError, UsageError
from careerplan.person.plans import Plan, PlanChange, compare_plans

if TYPE_CHECKING:
    from careerplan.planning.options import Request

app = noun("A networking plan that fits the hours you have.")

CHANNELS = ("online", "offline", "both")
_CHANNEL = values.choice("channel", CHANNELS)

Roles = Annotated[
    list[str] | None, typer.Option("--role", "-r", metavar="ROLE", help="A role you aim at; may be repeated.")
]
Start = Annotated[str | None, typer.Option(metavar="DATE", help="First day; next Monday if not given.")]
Weeks = Annotated[int, typer.Option(metavar="N", callback=values.weeks, help="How many weeks.")]
Hours = Annotated[float, typer.Option(metavar="H", callback=values.hours, help="Hours a week.")]
Channel = Annotated[str, typer.Option(metavar="CHANNEL", callback=_CHANNEL, help="online, offline or both.")]
Share = Annotated[float | None, typer.Option(metavar="X", callback=values.share, help="Share of online hours, 0 to 1.")]
Blackout = Annotated[
    list[str] | None, typer.Option(metavar="DATE", help="Keep the week of this day free; may be repeated.")
]
_OWN_ROLE = "For a role of your own: careerplan network plan --role ROLE. Roles: careerplan roles list"
All = Annotated[bool, typer.Option("--all", help="List all that was left out.")]
Keep = Annotated[bool, typer.Option("--keep", help="Keep the plan, in place of a kept one.")]


@verb(app, "plan")
def plan(  # noqa: PLR0913, PLR0917 - one option a constraint
    ctx: typer.Context,
    role: Roles = None,
    start: Start = None,
    weeks: Weeks = 12,
    hours: Hours = 4.0,
    channel: Channel = "both",
    online_share: Share = None,
    blackout: Blackout = None,
    everything: All = False,
    keep: Keep = False,
) -> None:
    """Make a networking plan: what to do, when, with whom, and why.

    \b
    careerplan network plan
    careerplan network plan --role parole-officer --hours 3 --weeks 8 --keep
    """
    from careerplan.planning.options import Request
    from careerplan.render.network import plan_view
    from careerplan.store.contacts import list_contacts
    from careerplan.store.plans import kept_plan

    session = session_of(ctx)
    catalog = session.catalog
    targets = {each.id: each for each in map(catalog.find_role, role or catalog.main_roles[:1])}
    request = Request(
        roles=tuple(targets.values()),
        start=_start(ctx, start),
        weeks=weeks,
        hours=hours,
        channel=channel,
        online_share=online_share,
        free_days=tuple(parsed for each in blackout or () if (parsed := values.day(ctx, each))),
        contacts=tuple(list_contacts(session.store)),
        home=_home(session),
    )
    _check_free_days(request)
    made = _make(session, request)
    before = kept_plan(session.store)
    hints = [] if role else [_OWN_ROLE]
    changes = None
    if keep:
        changes = _keep(session, made, before)
        hints.append("Kept. See it: careerplan network show   undo: careerplan undo")
    elif before:
        hints.append("This plan was made afresh; the one you kept stands: careerplan network show")
    else:
        hints.append("To keep it: add --keep. Of a kept plan, careerplan network show --why ITEM explains each item.")
    show(session, plan_view(made, catalog.sources, everything=everything, changes=changes, hints=hints))


def _home(session: Session) -> tuple[str, ...]:
    """Return where the user would work, by the profile: nothing where it does not say."""
    from careerplan.cli.qualifying import profile_of

    profile = profile_of(session)
    return tuple(profile.works_in or ()) or ((profile.lives_in,) if profile.lives_in else ())


def _keep(session: Session, made: Plan, before: Plan | None) -> tuple[PlanChange, ...] | None:
    """Keep a plan, and return what it changes of the one kept before; None where there was none."""
    from careerplan.store.plans import keep_plan

    with session.store.atomic(f"kept a networking plan from {say(made.start)}") as connection:
        keep_plan(connection, made, session.today)
    return compare_plans(before, made) if before else None


def _start(ctx: typer.Context, start: str | None) -> dt.date:
    today = session_of(ctx).today
    if start is None:
        return today + dt.timedelta(days=-today.weekday() % 7)
    day = values.day(ctx, start) or today
    if day < today:
        message = f"{say(day)} is past; a plan starts today or later."
        raise UsageError(message, "Give a day to come, or leave out --start for next Monday.")
    return day


def _check_free_days(request: "Request") -> None:
    for day in request.free_days:
        if not request.start <= day < request.end:
            last = request.end - dt.timedelta(days=1)
            message = f"{say(day)} is outside the plan, which runs from {say(request.start)} to {say(last)}."
            raise UsageError(message, "Give --blackout a day within it, or change --start or --weeks.")


def _make(session: Session, request: "Request") -> Plan:
    from careerplan.planning.networking import make_plan
    from careerplan.planning.options import find_options

    catalog = session.catalog
    organizations, events = list(catalog.organizations.values()), list(catalog.events.values())
    return make_plan(request, find_options(request, catalog.activities, organizations, events))


@verb(app, "show")
def show_plan(
    ctx: typer.Context,
    why: Annotated[str | None, typer.Option(metavar="ITEM", help="Explain one item, named by its title or id.")] = None,
    everything: All = False,
) -> None:
    """Show the plan you kept.

    \b
    careerplan network show
    careerplan network show --why linkedin-profile
    """
    from careerplan.lookup import Entry, find
    from careerplan.render.actions import done_view
    from careerplan.render.network import plan_view
    from careerplan.store.plans import kept_plan

    session = session_of(ctx)
    kept = kept_plan(session.store)
    begin = "Make one and keep it: careerplan network plan --keep"
    if kept is None:
        if why is not None:
            raise NotFoundError(what="plan item", query=why, browse="careerplan network plan --keep")
        nothing: dict[str, object] = {"start": None, "weeks": None, "hours_per_week": None, "items": [], "left_out": []}
        show(session, done_view(["No plan is kept."], nothing, "plan", [begin]))
        return
    entries = [Entry(item.id, (item.title,)) for item in kept.items]
    item = find("plan items", why, entries, "careerplan network show --output plain") if why is not None else None
    show(session, plan_view(kept, session.catalog.sources, everything=everything, why=item))


knowing.add_commands(app)
