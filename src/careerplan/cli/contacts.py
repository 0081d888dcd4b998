"""careerplan contacts: add, log, list, show."""

from typing import Annotated

import typer

from careerplan.cli import values
from careerplan.cli.followups import rule_sources_of
from careerplan.cli.options import DryRun, noun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show, warn
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.contacts import KINDS, TIES, Contact, NewContact, NewInteraction, say_kind

app = noun("The people you know, and what passed between you.")

Name = Annotated[str, typer.Argument(metavar="CONTACT", help="Their number, their name, or the beginning of it.")]


_TIE = values.choice("tie", TIES)


def _text(metavar: str, help_text: str) -> typer.models.OptionInfo:
    """Return an option that takes any text."""
    option: typer.models.OptionInfo = typer.Option(metavar=metavar, callback=values.text, help=help_text)
    return option


@verb(app, "add")
def add(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", callback=values.name, help="Their name.")],
    organization: Annotated[str | None, _text("NAME", "Where they work; any text.")] = None,
    role: Annotated[str | None, _text("TEXT", "What they do there.")] = None,
    email: Annotated[str | None, _text("ADDRESS", "Their e-mail address.")] = None,
    phone: Annotated[str | None, _text("NUMBER", "Their phone number.")] = None,
    tie: Annotated[str, typer.Option(metavar="TIE", callback=_TIE, help="close, regular or loose.")] = "loose",
    met: Annotated[str | None, _text("HOW", "How you met.")] = None,
    jurisdiction: Annotated[
        str | None, typer.Option(metavar="CODE", callback=values.jurisdiction, help="For example CA-ON.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", callback=values.texts, help="May be repeated.")
    ] = None,
    note: Annotated[str | None, _text("TEXT", "Anything to remember.")] = None,
) -> None:
    """Add a person.

    \b
    careerplan contacts add "Robin Sample" --organization "Correctional Service of Canada" --tie regular
    """
    from careerplan.store.contacts import add_contact, find_alike

    session = session_of(ctx)
    person = NewContact(
        name=name,
        organization=organization,
        organization_id=_known_organization(session, organization),
        role=role,
        email=email,
        phone=phone,
        tie=tie,
        met=met,
        jurisdiction=jurisdiction,
        note=note,
        tags=tuple(tag or ()),
    )
    alike = find_alike(session.store, person)
    with session.store.atomic(f"added {name}") as connection:
        number = add_contact(connection, person, session.today)
    _show_added(session, number, person, alike)


def _show_added(session: Session, number: int, person: NewContact, alike: list[Contact]) -> None:
    from careerplan.render.actions import done_view

    if alike:
        known = ", ".join(f"{each.name} (#{each.id})" for each in alike)
        warn(session, f"this looks like {known}, whom you have already. To take it back: careerplan undo")
    document: dict[str, object] = {
        "contact": {"id": number, "name": person.name, "tie": person.tie, "organization_id": person.organization_id},
        "alike": [{"id": each.id, "name": each.name} for each in alike],
    }
    hints = [f"Next: careerplan contacts log {number} met   undo: careerplan undo"]
    show(session, done_view([f"Added {person.name} (#{number}, {person.tie} tie)."], document, "contact-added", hints))


def _known_organization(session: Session, text: str | None) -> str | None:
    """Return the id of the catalog's organization that ``text`` names, if it is exactly one."""
    if text is None:
        return None
    from careerplan.lookup import fold

    wanted = fold(text)
    for each in session.catalog.organizations.values():
        if wanted in map(fold, (each.id, each.name, *each.other_names, *each.aliases)):
            return each.id
    return None


@verb(app, "log")
def log(
    ctx: typer.Context,
    contact: Name,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", callback=values.choice("kind of interaction", KINDS), help=f"One of: {', '.join(KINDS)}."
        ),
    ],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When; today if not given.")] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", callback=values.text, help="Anything to remember.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Log what passed between you and a person; it earns follow-ups and restarts keep-in-touch.

    \b
    careerplan contacts log Robin informational-interview --on yesterday
    """
    from careerplan.cli.interactions import log_interaction, preview_interaction
    from careerplan.render.actions import done_view
    from careerplan.store.contacts import find_contact

    session = session_of(ctx)
    day = values.day(ctx, on, "past") or session.today
    if day > session.today:
        message = f"{say(day)} is still to come; only what has happened can be logged."
        raise UsageError(message, "Leave out --on for today, or give a past day.")
    person = find_contact(session.store, contact)
    interaction = NewInteraction(contact_id=person.id, kind=kind, day=day, note=note)
    what = say_kind(kind, person.name)
    if dry_run:
        would = preview_interaction(session, interaction)
        sentences = [f"Would log: {what}, {say(day)}.", *would.sentences()]
        show(session, done_view(sentences, would.document(), "interaction-logged"))
        return
    logged = log_interaction(session, interaction, f"logged {what} on {say(day)}")
    sentences = [f"Logged: {what}, {say(day)}.", *logged.sentences()]
    show(session, done_view(sentences, logged.document(), "interaction-logged", ["undo: careerplan undo"]))


@verb(app, "list")
def list_(
    ctx: typer.Context,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only with this tag.")] = None,
    tie: Annotated[str | None, typer.Option(metavar="TIE", callback=_TIE, help="Only this tie.")] = None,
    never: Annotated[bool, typer.Option("--never", help="Only those never contacted.")] = False,
) -> None:
    """List your contacts.

    \b
    careerplan contacts list --tie close
    """
    from careerplan.render.contacts import contacts_view
    from careerplan.store.contacts import list_contacts

    session = session_of(ctx)
    found = [
        each
        for each in list_contacts(session.store)
        if (tag is None or tag in each.tags)
        and (tie is None or each.tie == tie)
        and (each.last_touch is None or not never)
    ]
    show(session, contacts_view(found, filtered=bool(tag or tie or never)))


@verb(app, "show")
def show_contact(ctx: typer.Context, contact: Name) -> None:
    """Show one person: who they are, what passed between you, what comes next.

    \b
    careerplan contacts show Robin
    """
    from careerplan.render.contacts import contact_view
    from careerplan.store.contacts import find_contact, list_interactions
    from careerplan.store.followups import open_followups

    session = session_of(ctx)
    person = find_contact(session.store, contact)
    with session.store.reading() as connection:
        passed = list_interactions(connection, person.id)
        following = open_followups(connection, person.id)
    hints = [f"Next: careerplan contacts log {person.id} KIND"]
    show(session, contact_view(person, passed, following, rule_sources_of(session, following), hints))
