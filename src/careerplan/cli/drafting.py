"""careerplan followups draft: a message begun from a template; nothing is ever sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import session_of
from careerplan.cli.session import Session
from careerplan.cli.show import hint, show, warn
from careerplan.errors import BadDataError, UsageError

if TYPE_CHECKING:
    from careerplan.catalog.practices import Practice
    from careerplan.catalog.template_language import MessageTemplate
    from careerplan.catalog.templates import TemplateFolder
    from careerplan.person.contacts import Contact
    from careerplan.person.followups import FollowUp
    from careerplan.planning.drafting import Draft, Facts, Me, Past
    from careerplan.render.drafts import Listed, Written

_CHANNEL = values.choice("channel", ("email", "linkedin", "phone"))


@dataclass(frozen=True)
class Wish:
    """How a draft is wanted: from which template and for which way, if these were named."""

    template: str | None
    channel: str | None
    edit: bool
    link: bool
    why: bool


@dataclass(frozen=True)
class Subject:
    """Whom a draft is for, what passed between us, and the follow-up it carries out, if any."""

    contact: "Contact"
    past: "Past"
    followup: "FollowUp | None"


def draft(  # noqa: PLR0913, PLR0917 - one option each
    ctx: typer.Context,
    followup: Annotated[
        int | None, typer.Argument(metavar="FOLLOWUP", help="Its number, as the lists show it.", min=1, max=2**63 - 1)
    ] = None,
    contact: Annotated[
        str | None, typer.Option("--for", metavar="CONTACT", help="To this person, without a follow-up.")
    ] = None,
    template: Annotated[str | None, typer.Option(metavar="NAME", help="From this template.")] = None,
    channel: Annotated[
        str | None, typer.Option(metavar="WAY", callback=_CHANNEL, help="email, linkedin or phone.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="In your editor first; what you leave is printed.")] = False,
    mailto: Annotated[bool, typer.Option("--mailto", help="As one address that opens in a mail program.")] = False,
    why: Annotated[bool, typer.Option("--why", help="With the evidence it rests on, and its sources.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the templates instead.")] = False,
    copy: Annotated[
        str | None, typer.Option(metavar="NAME", help="Copy this template to your own folder instead, to change it.")
    ] = None,
) -> None:
    """Begin the message of a follow-up from a template; you finish it and send it yourself.

    \b
    careerplan followups draft 3
    careerplan followups draft 3 --channel phone
    careerplan followups draft --for Robin --template informational-interview-request
    careerplan followups draft --copy check-in
    """
    from careerplan.catalog.templates import TemplateFolder

    session = session_of(ctx)
    folder = TemplateFolder(session.settings.places.templates)
    if sum((followup is not None, contact is not None, listing, copy is not None)) != 1:
        message = "A draft is for one follow-up, or for one contact with --for."
        hints = "careerplan followups draft 3 · draft --for CONTACT --template NAME · draft --list · draft --copy NAME"
        raise UsageError(message, f"For example: {hints}")
    if listing:
        _show_list(session, folder)
    elif copy is not None:
        _copy(session, folder, copy)
    else:
        _begin(session, folder, _subject(session, followup, contact), Wish(template, channel, edit, mailto, why))


def _subject(session: Session, number: int | None, query: str | None) -> Subject:
    from careerplan.planning.drafting import past_of
    from careerplan.store.contacts import find_contact, get_contact
    from careerplan.store.followups import get_followup
    from careerplan.store.interactions import list_interactions

    named = find_contact(session.store, query) if query is not None else None
    with session.store.reading() as connection:
        followup = get_followup(connection, number) if number is not None else None
        contact = named or get_contact(connection, followup.contact_id if followup else 0)
        return Subject(contact, past_of(list_interactions(connection, contact.id), followup), followup)


def _begin(session: Session, folder: "TemplateFolder", subject: Subject, wish: Wish) -> None:
    from careerplan.catalog.template_language import read_template
    from careerplan.planning.drafting import NAMES, facts_of
    from careerplan.render.drafts import draft_view, hints_of

    channel, reason = _channel(subject, wish)
    template = read_template(folder, _template_name(session, folder, subject, wish), NAMES)
    me = _me(session)
    begun = _fill(template, channel, facts_of(subject.contact, subject.past, subject.followup, me, session.today))
    written = _written(session, subject, template, _edit(begun) if wish.edit else begun, reason)
    view = draft_view(written, session.catalog.sources, why=wish.why, link=wish.link)
    if not wish.link:
        show(session, view)
        return
    _warn_of_link(session, written)
    as_it_is = session.settings.output == "table"
    show(session, replace(view, raw=f"{written.mailto}\n") if as_it_is else view)
    if as_it_is:
        hint(session, *hints_of(written))


def _template_name(session: Session, folder: "TemplateFolder", subject: Subject, wish: Wish) -> str:
    from careerplan.planning.drafting import choose_template

    if wish.template is not None:
        return folder.find(wish.template)
    if subject.followup is None:
        message = f"Which message to {subject.contact.name}? Without a follow-up, the template must be named."
        raise UsageError(message, "For example: --template informational-interview-request   all: draft --list")
    return choose_template(subject.followup, session.catalog.rules, folder.names())


def _channel(subject: Subject, wish: Wish) -> tuple[str, str]:
    """Return the way wanted, else the one that best fits the rule and the addresses known; and why."""
    from careerplan.planning.drafting import choose_channel

    if wish.link and wish.why:
        message = "--mailto prints one address, and --why prints what a message rests on."
        raise UsageError(message, "Give one of the two.")
    if wish.link and wish.channel not in {None, "email"}:
        message = f"--mailto makes an e-mail, and not a message for --channel {wish.channel}."
        raise UsageError(message, "Leave out one of the two.")
    if wish.link or wish.channel:
        return (wish.channel or "email"), "as you asked"
    return choose_channel(subject.followup.channel if subject.followup else "message", addresses_of(subject.contact))


def addresses_of(contact: "Contact") -> dict[str, tuple[str, ...]]:
    """Return the addresses known of somebody, by the way a message takes to them."""
    return {
        "email": (contact.email,) if contact.email else (),
        "linkedin": contact.profiles,
        "phone": (contact.phone,) if contact.phone else (),
    }


def _me(session: Session) -> "Me":
    """Return what the profile says of the user; an occupation only where the catalog knows it as a role of its own."""
    from careerplan.planning.drafting import Me, goal

    roles = session.catalog.roles
    target = next((roles[each.role] for each in session.profile.targets if each.role in roles), None)
    occupation = target.occupation if target and target.occupation in roles else ""
    return Me(session.profile.name or "", goal(occupation.replace("-", " ")))


def _fill(template: "MessageTemplate", channel: str, facts: "Facts") -> "Draft":
    from careerplan.planning.drafting import finish

    if not template.has(channel):
        has = [each for each in ("email", "linkedin", "phone") if template.has(each)]
        message = f"The template {template.file.name} has no form for {channel}."
        hint_text = f"It has {', '.join(has) or 'none'}. Name one of these with --channel, or add a block to it."
        raise UsageError(message, hint_text)
    values_of = facts.shielded()
    titled = channel == "email" and template.has("subject")
    subject = template.fill("subject", values_of) if titled else None
    return finish(channel, subject, template.fill(channel, values_of))


def _edit(begun: "Draft") -> "Draft":
    from careerplan.cli.editor import edit_text
    from careerplan.planning.drafting import editable, edited

    return edited(begun, edit_text(editable(begun), "message.txt", "careerplan followups draft FOLLOWUP --edit"))


def _written(session: Session, subject: Subject, template: "MessageTemplate", begun: "Draft", reason: str) -> "Written":
    from careerplan.interop.mailto import write_mailto
    from careerplan.render.drafts import Written

    contact, followup, past = subject.contact, subject.followup, subject.past
    rule = session.catalog.rules.get(followup.rule) if followup else None
    notes = [(past.cause.day, past.cause.note)] if past.cause and past.cause.note else []
    cautions = (*template.named("caution"), *(template.named("applied") if past.applied else ()))
    return Written(
        draft=begun,
        contact=contact,
        followup=followup,
        template=template.file.name,
        own=template.file.own,
        reason=reason,
        mailto=write_mailto(contact.email, begun.subject or "", begun.body) if begun.channel == "email" else None,
        rule=rule,
        evidence=_practices(session, (*(rule.evidence if rule else ()), *template.named("evidence"))),
        cautions=_practices(session, cautions),
        reminders=[*([(None, contact.met)] if contact.met else []), *notes],
    )


def _practices(session: Session, names: "Sequence[str]") -> "list[Practice]":
    known = session.catalog.practices
    return [known[name] for name in dict.fromkeys(names) if name in known]


def _warn_of_link(session: Session, written: "Written") -> None:
    from careerplan.interop.mailto import LONG, is_address

    if not is_address(written.contact.email or ""):
        warn(
            session, f"no e-mail address of {written.contact.name} is known that can be used, so it goes to nobody yet."
        )
    if written.mailto and len(written.mailto) > LONG:
        said = f"the address is {len(written.mailto):,} characters long, and some mail programs take only {LONG:,}."
        warn(session, said)


def _show_list(session: Session, folder: "TemplateFolder") -> None:
    from careerplan.render.drafts import templates_view

    show(session, templates_view([_listed(folder, name) for name in folder.names()]))


def _listed(folder: "TemplateFolder", name: str) -> "Listed":
    from careerplan.catalog.template_language import read_template
    from careerplan.catalog.templates import CHANNELS
    from careerplan.planning.drafting import NAMES
    from careerplan.render.drafts import Listed

    own = folder.is_own(name)
    try:
        found = read_template(folder, name, NAMES)
    except BadDataError as error:
        return Listed(name, "", str(error.problems[0].file), own, fault=f"cannot be used: {error.message}")
    channels = tuple(each for each in CHANNELS if found.has(each))
    return Listed(name, found.head.get("title", ""), str(found.file.path), own, channels)


def _copy(session: Session, folder: "TemplateFolder", query: str) -> None:
    from careerplan.cli.files import write_file
    from careerplan.render.actions import done_view

    name = folder.find(query)
    path = folder.own_path(name)
    if folder.is_own(name):
        message = f"You have a template {name} of your own already: {path}"
        raise UsageError(message, "Change that file, or move it away first.")
    write_file(path, folder.read(name, builtin=True).text, replace=False)
    sentence = f"Copied {name} to {path}. From now on yours is used; move it away to use the built-in one again."
    document: dict[str, object] = {"template": name, "path": str(path)}
    show(
        session, done_view([sentence], document, "template-copied", ["How it is written: it is plain text; try it out"])
    )
