"""careerplan network: plan, show."""

import datetime as dt
from typing import Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import hint, show
from careerplan.clock import say
from careerplan.errors import NotFoundError, UsageError
from careerplan.person.plans import Plan, compare_plans

app = noun("A networking plan that fits the hours you have.")

CHANNELS = ("online", "offline", "both")
All = Annotated[bool, typer.Option("--all", help="List all that was left out.")]


@verb(app, "plan")
def plan(  # noqa: PLR0913, PLR0917 - one option a constraint
    ctx: typer.Context,
    role: Annotated[
        list[str] | None, typer.Option("--role", "-r", metavar="ROLE", help="A role you aim at; may be repeated.")
    ] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="First day; next Monday if not given.")] = None,
    weeks: Annotated[int, typer.Option(metavar="N", callback=values.weeks, help="How many weeks.")] = 12,
    hours: Annotated[float, typer.Option(metavar="H", callback=values.hours, help="Hours a week.")] = 4.0,
    channel: Annotated[
        str,
        typer.Option(metavar="CHANNEL", callback=values.choice("channel", CHANNELS), help="online, offline or both."),
    ] = "both",
    online_share: Annotated[
        float | None, typer.Option(metavar="X", callback=values.share, help="Share of online hours, 0 to 1.")
    ] = None,
    blackout: Annotated[
        list[str] | None, typer.Option(metavar="DATE", help="Keep the week of this day free; may be repeated.")
    ] = None,
    everything: All = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the plan, in place of a kept one.")] = False,
) -> None:
    """Make a networking plan: what to do, when, with whom, and why.

    \b
    careerplan network plan
    careerplan network plan --role parole-officer --hours 3 --weeks 8 --keep
    """
    from careerplan.render.network import changes_parts, plan_view
    from careerplan.store.plans import keep_plan, kept_plan

    session = session_of(ctx)
    first = _start(ctx, start)
    free = [parsed for each in blackout or () if (parsed := values.day(ctx, each))]
    made = _make(
        session,
        role or [],
        start=first,
        weeks=weeks,
        hours=hours,
        channel=channel,
        online_share=online_share,
        free_days=tuple(free),
    )
    kept = kept_plan(session.store)
    hints = (
        [] if role else ["For a role of your own: careerplan network plan --role ROLE. Roles: careerplan roles list"]
    )
    if keep:
        with session.store.atomic(f"kept a networking plan from {say(first)}") as connection:
            keep_plan(connection, made, session.today)
        hints.append("Kept. See it: careerplan network show   undo: careerplan undo")
    elif kept:
        hints.append("This plan was made afresh; the one you kept stands: careerplan network show")
    else:
        hints.append("To keep it: add --keep. Why an item is there: careerplan network show --why ITEM")
    show(session, plan_view(made, session.catalog.sources, everything=everything, hints=hints))
    if keep and kept:
        changes = changes_parts(compare_plans(kept, made))
        hint(
            session,
            *(
                ["Changed from the plan kept before:", *changes]
                if changes
                else ["Nothing changed from the plan kept before."]
            ),
        )


def _start(ctx: typer.Context, start: str | None) -> dt.date:
    today = session_of(ctx).today
    if start is None:
        return today + dt.timedelta(days=-today.weekday() % 7)
    day = values.day(ctx, start) or today
    if day < today:
        message = f"{say(day)} is past; a plan starts today or later."
        raise UsageError(message, "Give a day to come, or leave out --start for next Monday.")
    return day


def _make(  # noqa: PLR0913
    session: Session,
    roles: list[str],
    *,
    start: dt.date,
    weeks: int,
    hours: float,
    channel: str,
    online_share: float | None,
    free_days: tuple[dt.date, ...],
) -> Plan:
    from careerplan.planning.networking import make_plan
    from careerplan.planning.options import Request, find_options
    from careerplan.store.contacts import list_contacts

    catalog = session.catalog
    found = {role.id: role for role in map(catalog.find_role, roles or catalog.main_roles[:1])}
    request = Request(
        roles=tuple(found.values()),
        start=start,
        weeks=weeks,
        hours=hours,
        channel=channel,
        online_share=online_share,
        free_days=free_days,
        contacts=tuple(list_contacts(session.store)),
    )
    options = find_options(
        request, catalog.activities, list(catalog.organizations.values()), list(catalog.events.values())
    )
    return make_plan(request, options)


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
