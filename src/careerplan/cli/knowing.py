"""careerplan network practices, activities and events: what the networking plan and the rules are made from."""

from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.roles import Cite, Places
from careerplan.cli.session import Session
from careerplan.cli.show import show

if TYPE_CHECKING:
    from careerplan.catalog.organizations import Event

events_app = noun("Recurring events: when they usually are, when they last were, who comes.")


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the noun ``network``."""
    verb(app, "practices")(practices)
    verb(app, "activities")(activities)
    app.add_typer(events_app, name="events")


def practices(
    ctx: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="TOPIC", help="Only this topic, for example thank-you.")
    ] = None,
    cite: Cite = False,
) -> None:
    """Show what sources advise on networking, with their numbers and how strong the evidence is.

    \b
    careerplan network practices thank-you --sources
    """
    from careerplan.lookup import Entry, find
    from careerplan.render.practices import practices_view

    session = session_of(ctx)
    known = list(session.catalog.practices.values())
    if topic is not None:
        topic = find("topics", topic, [Entry(each, ()) for each in dict.fromkeys(each.topic for each in known)])
    found = [each for each in known if topic is None or each.topic == topic]
    show(session, practices_view(found, _used(session), session.catalog.sources, cite=cite))


def _used(session: Session) -> dict[str, list[str]]:
    """Return the activities and rules that rest on each practice."""
    used: dict[str, list[str]] = {}
    resting = [(each.id, each.evidence) for each in session.catalog.activities.values()]
    resting += [(each.id, each.evidence) for each in session.catalog.rules.values()]
    for name, evidence in resting:
        for practice in evidence:
            used.setdefault(practice, []).append(name)
    return used


def activities(
    ctx: typer.Context,
    activity: Annotated[str | None, typer.Argument(metavar="ACTIVITY", help="Its id or title; none for all.")] = None,
) -> None:
    """List what one can do for one's network; of one activity, how it goes and what it rests on.

    \b
    careerplan network activities
    careerplan network activities elevator-pitch
    """
    from careerplan.lookup import Entry, find
    from careerplan.render.practices import activities_view

    catalog = session_of(ctx).catalog
    known = catalog.activities
    if activity is None:
        found = list(known.values())
    else:
        entries = [Entry(each.id, (each.title,)) for each in known.values()]
        found = [known[find("activities", activity, entries, "careerplan network activities")]]
    show(session_of(ctx), activities_view(found, catalog.practices, catalog.sources, whole=activity is not None))


@verb(events_app, "list")
def list_events(ctx: typer.Context, place: Places = None) -> None:
    """List the events.

    \b
    careerplan network events list --jurisdiction CA-ON
    """
    from careerplan.catalog.selection import select_events
    from careerplan.render.practices import events_view

    catalog = session_of(ctx).catalog
    show(
        session_of(ctx),
        events_view(select_events(catalog, place or ()), catalog.organizations, catalog.sources, whole=False),
    )


@verb(events_app, "show")
def show_event(
    ctx: typer.Context, event: Annotated[str, typer.Argument(metavar="EVENT", help="Its id or name.")]
) -> None:
    """Show what is known of one event.

    \b
    careerplan network events show ccja-congress
    """
    from careerplan.lookup import Entry, find
    from careerplan.render.practices import events_view

    catalog = session_of(ctx).catalog
    entries = [Entry(each.id, (each.name,)) for each in catalog.events.values()]
    found: Event = catalog.events[find("events", event, entries, "careerplan network events list")]
    show(session_of(ctx), events_view([found], catalog.organizations, catalog.sources, whole=True))
