"""careerplan contacts edit, move and remove: changing who somebody is, and where they work."""

import re
import sqlite3
from dataclasses import replace
from typing import Annotated

import typer

from careerplan.cli import values
from careerplan.cli.naming import Name, known_organization, text_option, texts_option
from careerplan.cli.options import DryRun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import confirm, show
from careerplan.clock import say
from careerplan.errors import UsageError
from careerplan.person.contacts import DETAIL_KINDS, Position
from careerplan.person.edits import Edit, say_position, work_out
from careerplan.person.followups import NewFollowUp
from careerplan.person.kinds import TIES


def edit(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    contact: Name,
    name: Annotated[str | None, text_option("NAME", "Their name.")] = None,
    tie: Annotated[
        str | None, typer.Option(metavar="TIE", callback=values.choice("tie", TIES), help="close, regular or loose.")
    ] = None,
    met: Annotated[str | None, text_option("HOW", "How you met.")] = None,
    organization: Annotated[str | None, text_option("NAME", "Where they work: corrects the main position.")] = None,
    role: Annotated[str | None, text_option("TEXT", "What they do there.")] = None,
    email: Annotated[list[str] | None, texts_option("ADDRESS", "One more e-mail address.")] = None,
    phone: Annotated[list[str] | None, texts_option("NUMBER", "One more phone number.")] = None,
    profile: Annotated[list[str] | None, texts_option("ADDRESS", "One more page of theirs.")] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option(metavar="CODE", callback=values.jurisdictions, help="One more place.")
    ] = None,
    tag: Annotated[list[str] | None, texts_option("TAG", "One more tag.")] = None,
    note: Annotated[str | None, text_option("TEXT", "One more thing to remember, kept with its day.")] = None,
    remove: Annotated[
        list[str] | None, texts_option("VALUE", "An address, number, page, place, tag or note (#3) to take away.")
    ] = None,
    clear: Annotated[list[str] | None, texts_option("FIELD", "A field to empty: met, role, tags, notes …")] = None,
    editor: Annotated[
        bool,
        typer.Option("--editor", help="All of it in the editor that VISUAL or EDITOR names; so too with no option."),
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Change what you know of a person. What they may have several of is added; --remove takes it away.

    \b
    careerplan contacts edit Robin --tie close --tag mentor --email robin@example.org
    careerplan contacts edit Robin --remove mentor --clear met
    careerplan contacts edit Robin --editor
    """
    from careerplan.render.actions import done_view
    from careerplan.store.contacts import find_contact

    session = session_of(ctx)
    person = find_contact(session.store, contact)
    alone = {"name": name, "tie": tie, "met": met, "organization": organization, "role": role, "note": note}
    alone["organization_id"] = known_organization(session, organization)
    details = dict(
        zip(DETAIL_KINDS, (email or (), phone or (), profile or (), jurisdiction or (), tag or ()), strict=True)
    )
    given = {key: value for key, value in alone.items() if value is not None}
    if not (given or any(details.values()) or remove or clear):
        if editor or (session.settings.interactive and not dry_run):
            from careerplan.cli.rewriting import edit_contact

            edit_contact(session, person)
            return
        message = "There is nothing to change."
        raise UsageError(message, "Name a field, for example --tie close; see: careerplan contacts edit --help")
    changes = work_out(person, given, details, remove or (), clear or ())
    sentences = changes.sentences()
    document: dict[str, object] = {"contact": {"id": person.id, "name": changes.name}, "changes": sentences}
    if not sentences:
        show(session, done_view([f"{person.name} is as you say already."], document, "contact-edited"))
        return
    if not dry_run:
        rhythm = _write(session, changes)
        sentences = [*sentences, *([_say_rhythm(rhythm)] if rhythm else [])]
    said = "Would change" if dry_run else "Changed"
    hints = [] if dry_run else ["undo: careerplan undo"]
    show(session, done_view([f"{said} {changes.name}:", *sentences], document, "contact-edited", hints))


def _say_rhythm(rhythm: NewFollowUp) -> str:
    return f"Keep in touch: {rhythm.action} by {say(rhythm.due)}."


def _write(session: Session, changes: Edit) -> NewFollowUp | None:
    """Write changes as one action; return the round of keeping in touch that they set anew."""
    from careerplan.cli.interactions import mend_rhythm
    from careerplan.store import contacts as store

    _ = session.catalog
    number = changes.contact.id
    with session.store.atomic(f"edited {changes.contact.name}") as connection:
        store.get_contact(connection, number)
        store.change_contact(connection, number, name=changes.name, tie=changes.tie, met=changes.met)
        if changes.position is not None:
            _put_position(connection, changes)
        for kind, value in changes.taken:
            store.remove_detail(connection, number, kind, value)
        for kind, value in changes.added:
            store.add_detail(connection, number, kind, value)
        for note in changes.taken_notes:
            store.remove_note(connection, note)
        if changes.note:
            store.add_note(connection, number, changes.note, session.today)
        return mend_rhythm(session, connection, number)


def _put_position(connection: sqlite3.Connection, changes: Edit) -> None:
    from careerplan.store import contacts as store

    position = changes.position
    if position is None:
        return
    empty = position == replace(position, organization=None, organization_id=None, role=None)
    if changes.main is None:
        store.add_position(connection, changes.contact.id, position)
    elif empty:
        store.remove_position(connection, changes.main.id)
    else:
        store.change_position(connection, changes.main.id, position)


def move(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    contact: Name,
    organization: Annotated[
        str | None, typer.Argument(metavar="[ORGANIZATION]", callback=values.text, help="Where they work now.")
    ] = None,
    role: Annotated[str | None, text_option("TEXT", "What they do there.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From when: a year, a month or a day (2026, 2026-11).")
    ] = None,
    also: Annotated[bool, typer.Option("--also", help="They keep the positions they have.")] = False,
    left: Annotated[bool, typer.Option("--left", help="They left, and where to is not known.")] = False,
) -> None:
    """Note that a person works somewhere else now; the positions before are kept as past ones.

    \b
    careerplan contacts move Robin "BC Corrections" --role Sergeant --since 2026-11
    careerplan contacts move Robin --left
    """
    from careerplan.cli.interactions import mend_rhythm
    from careerplan.render.actions import done_view
    from careerplan.store import contacts as store

    session = session_of(ctx)
    person = store.find_contact(session.store, contact)
    if left == bool(organization or role) or (left and also):
        message = "Say where they work now, or that they left."
        raise UsageError(message, f'For example: careerplan contacts move {person.id} "BC Corrections" --role Sergeant')
    day = _partial_day(since) or session.today.isoformat()[:7]
    new = Position(
        organization=organization,
        organization_id=known_organization(session, organization),
        role=role,
        since=day,
    )
    _ = session.catalog
    with session.store.atomic(f"moved {person.name}{f' to {organization}' if organization else ''}") as connection:
        for each in () if also else person.current:
            store.change_position(connection, each.id, replace(each, until=day))
        if not left:
            store.add_position(connection, person.id, new)
        mend_rhythm(session, connection, person.id)
    ended = [] if also else [f"Until {day}: {say_position(each)}." for each in person.current]
    sentences = [f"{person.name}: {'left' if left else say_position(new)}.", *ended]
    document: dict[str, object] = {
        "contact": {"id": person.id, "name": person.name},
        "position": None if left else {"organization": organization, "role": role, "since": day},
        "ended": [each.id for each in person.current if not also],
    }
    show(session, done_view(sentences, document, "contact-moved", ["undo: careerplan undo"]))


def _partial_day(text: str | None) -> str | None:
    """Read a year, a month or a day as it is written: 2026, 2026-11, 2026-11-24."""
    if text is None:
        return None
    import datetime as dt

    if match := re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip()):
        year, month, day = (int(each or 1) for each in match.groups())
        try:
            dt.date(year, month, day)
        except ValueError:
            pass
        else:
            return text.strip()
    message = f"'{text}' is no year, month or day."
    raise UsageError(message, "Write it as 2026, 2026-11 or 2026-11-24.")


def remove(
    ctx: typer.Context,
    contact: Name,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Remove a person with what passed between you; undo brings them back. To leave no trace, see forget.

    \b
    careerplan contacts remove Robin --dry-run
    """
    from careerplan.render.actions import done_view
    from careerplan.store.contacts import find_contact, remove_contact
    from careerplan.store.followups import list_followups
    from careerplan.store.interactions import list_interactions

    session = session_of(ctx)
    person = find_contact(session.store, contact)
    with session.store.reading() as connection:
        passed = len(list_interactions(connection, person.id))
    following = len(list_followups(session.store, closed=True, contact=person.id))
    what = f"{person.name} (#{person.id}), {_count(passed, 'interaction')}, {_count(following, 'follow-up')}"
    document: dict[str, object] = {
        "contact": {"id": person.id, "name": person.name},
        "interactions": passed,
        "followups": following,
        "removed": not dry_run,
    }
    if dry_run:
        show(session, done_view([f"Would remove: {what}."], document, "contact-removed"))
    elif yes or confirm(session, f"Remove {what}?"):
        with session.store.atomic(f"removed {person.name}") as connection:
            remove_contact(connection, person.id)
        hints = [
            f"undo: careerplan undo   to leave no trace: careerplan undo, then careerplan contacts forget {person.id}"
        ]
        show(session, done_view([f"Removed: {what}."], document, "contact-removed", hints))
    else:
        show(session, done_view(["Nothing was changed."], {**document, "removed": False}, "contact-removed"))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module to the noun contacts."""
    for name, command in (("edit", edit), ("move", move), ("remove", remove)):
        verb(app, name)(command)
