"""careerplan contacts: add, log, list, show; editing, merging and forgetting stand in modules of their own."""

from typing import Annotated

import typer

from careerplan.cli import correcting, editing, forgetting, merging, searching, values
from careerplan.cli.followups import rule_sources_of
from careerplan.cli.listing import SORTS
from careerplan.cli.naming import Name, known_organization, text_option, texts_option
from careerplan.cli.options import DryRun, noun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show, warn
from careerplan.clock import say
from careerplan.person.alikes import Alike
from careerplan.person.contacts import NewContact, NewInteraction, Position
from careerplan.person.kinds import KINDS, TIES, say_kind, say_names

app = noun("The people you know, and what passed between you.")

_TIE = values.choice("tie", TIES)
_SORT = values.choice("order", SORTS)


@verb(app, "add")
def add(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", callback=values.name, help="Their name.")],
    organization: Annotated[str | None, text_option("NAME", "Where they work; any text.")] = None,
    role: Annotated[str | None, text_option("TEXT", "What they do there.")] = None,
    email: Annotated[list[str] | None, texts_option("ADDRESS", "Their e-mail address. May be repeated.")] = None,
    phone: Annotated[list[str] | None, texts_option("NUMBER", "Their phone number. May be repeated.")] = None,
    profile: Annotated[
        list[str] | None, texts_option("ADDRESS", "Their page, as on LinkedIn. May be repeated.")
    ] = None,
    tie: Annotated[str, typer.Option(metavar="TIE", callback=_TIE, help="close, regular or loose.")] = "loose",
    met: Annotated[str | None, text_option("HOW", "How you met.")] = None,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE", callback=values.jurisdictions, help="Where they are, such as CA-ON. May be repeated."
        ),
    ] = None,
    tag: Annotated[list[str] | None, texts_option("TAG", "May be repeated.")] = None,
    note: Annotated[str | None, text_option("TEXT", "Anything to remember.")] = None,
) -> None:
    """Add a person.

    \b
    careerplan contacts add "Robin Sample" --organization "Correctional Service of Canada" --tie regular
    """
    from careerplan.store.alikes import find_alike
    from careerplan.store.contacts import add_contact

    session = session_of(ctx)
    position = Position(organization=organization, organization_id=known_organization(session, organization), role=role)
    person = NewContact(
        name=name,
        tie=tie,
        met=met,
        positions=(position,) if organization or role else (),
        emails=tuple(email or ()),
        phones=tuple(phone or ()),
        profiles=tuple(profile or ()),
        jurisdictions=tuple(jurisdiction or ()),
        tags=tuple(tag or ()),
        note=note,
    )
    alike = find_alike(session.store, person)
    with session.store.atomic(f"added {name}") as connection:
        number = add_contact(connection, person, session.today)
    _show_added(session, number, person, alike)


def _show_added(session: Session, number: int, person: NewContact, alike: list[Alike]) -> None:
    from careerplan.render.actions import done_view

    organization = person.positions[0].organization_id if person.positions else None
    if alike:
        known = "; ".join(f"{each.contact.name} (#{each.contact.id}: {each.reason})" for each in alike)
        offer = f"If they are one: careerplan contacts merge {alike[0].contact.id} {number}"
        warn(session, f"this looks like {known}, whom you have already. {offer}; to take it back: careerplan undo")
    document: dict[str, object] = {
        "contact": {"id": number, "name": person.name, "tie": person.tie, "organization_id": organization},
        "alike": [{"id": each.contact.id, "name": each.contact.name, "reason": each.reason} for each in alike],
    }
    hints = [f"Next: careerplan contacts log {number} met   undo: careerplan undo"]
    show(session, done_view([f"Added {person.name} (#{number}, {person.tie} tie)."], document, "contact-added", hints))


@verb(app, "log")
def log(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    contacts: Annotated[
        list[str], typer.Argument(metavar="CONTACT...", help="One person or several: their number, or their name.")
    ],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", callback=values.choice("kind of interaction", KINDS), help=f"One of: {', '.join(KINDS)}."
        ),
    ],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When; today if not given.")] = None,
    note: Annotated[str | None, text_option("TEXT", "Anything to remember.")] = None,
    i_owe: Annotated[
        list[str] | None, texts_option("TEXT", "What you promised them; end it with 'by DATE', or add --by.")
    ] = None,
    they_owe: Annotated[list[str] | None, texts_option("TEXT", "What they promised you; the same.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="DATE", help="By when, for a promise that names no day.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Log what passed between you and people; it earns follow-ups and restarts keep-in-touch.

    \b
    careerplan contacts log Robin informational-interview --on yesterday
    careerplan contacts log Robin Lee event --note "open house"
    careerplan contacts log Robin met --i-owe "send my résumé" --by friday
    """
    from careerplan.cli.interactions import log_interaction, preview_interaction
    from careerplan.cli.promises import promised
    from careerplan.render.actions import done_view
    from careerplan.store.contacts import find_contact

    session = session_of(ctx)
    day = values.past_day(ctx, on)
    people = {each.id: each for each in (find_contact(session.store, query) for query in contacts)}
    promises = promised(session, i_owe or (), they_owe or (), by)
    interaction = NewInteraction(contact_ids=tuple(people), kind=kind, day=day, note=note)
    what = say_kind(kind, say_names([each.name for each in people.values()]))
    if dry_run:
        would = preview_interaction(session, interaction, promises)
        sentences = [f"Would log: {what}, {say(day)}.", *would.sentences()]
        show(session, done_view(sentences, would.document(), "interaction-logged"))
        return
    logged = log_interaction(session, interaction, f"logged {what} on {say(day)}", promises=promises)
    sentences = [f"Logged: {what}, {say(day)}.", *logged.sentences()]
    show(session, done_view(sentences, logged.document(), "interaction-logged", ["undo: careerplan undo"]))


@verb(app, "list")
def list_(  # noqa: PLR0913, PLR0917 - one option a filter
    ctx: typer.Context,
    tag: Annotated[list[str] | None, texts_option("TAG", "Only with this tag; several must all be there.")] = None,
    tie: Annotated[str | None, typer.Option(metavar="TIE", callback=_TIE, help="Only this tie.")] = None,
    at: Annotated[str | None, text_option("WHAT", "Only at this organization, or at the employer of a role.")] = None,
    place: Annotated[
        str | None,
        typer.Option(metavar="CODE", callback=values.jurisdiction, help="Only there: CA-ON, or CA for all of it."),
    ] = None,
    never: Annotated[bool, typer.Option("--never", help="Only those never contacted.")] = False,
    silent: Annotated[
        str | None, typer.Option("--silent", metavar="SPAN", help="Only those not touched for so long: 90, 3 months.")
    ] = None,
    sort: Annotated[str, typer.Option(metavar="ORDER", callback=_SORT, help=f"By {', '.join(SORTS)}.")] = "name",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    columns: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="What to show, such as name,role,email; all there are: --columns help."),
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="No more than so many.")] = None,
) -> None:
    """List your contacts.

    \b
    careerplan contacts list --tie close --sort touch
    careerplan contacts list --at csc --columns name,role,email
    """
    from careerplan.cli.listing import Filter, chosen, columns_of, ordered
    from careerplan.render.contacts import contacts_view
    from careerplan.store.contacts import list_contacts

    session = session_of(ctx)
    wanted = Filter(tags=tuple(tag or ()), tie=tie, at=at, place=place, never=never, silent=silent)
    shown = columns_of(columns)
    found = ordered(chosen(session, list_contacts(session.store), wanted), sort, reverse=reverse)
    show(session, contacts_view(found[:limit], shown, filtered=wanted != Filter()))


@verb(app, "show")
def show_contact(ctx: typer.Context, contact: Name) -> None:
    """Show one person: who they are, what passed between you, what comes next.

    \b
    careerplan contacts show Robin
    """
    from careerplan.render.story import story_view
    from careerplan.store.contacts import find_contact
    from careerplan.store.followups import list_followups
    from careerplan.store.interactions import list_interactions

    session = session_of(ctx)
    person = find_contact(session.store, contact)
    with session.store.reading() as connection:
        passed = list_interactions(connection, person.id)
    following = list_followups(session.store, closed=True, contact=person.id)
    hints = [f"Next: careerplan contacts log {person.id} KIND"]
    show(session, story_view(person, passed, following, rule_sources_of(session, following), hints))


editing.add_commands(app)
correcting.add_commands(app)
merging.add_commands(app)
searching.add_commands(app)
forgetting.add_commands(app)
