"""Editing a contact as a whole in the user's own editor."""

import sqlite3
from dataclasses import replace

from careerplan.cli.editor import edit_text
from careerplan.cli.files import write_file
from careerplan.cli.naming import known_organization
from careerplan.cli.session import Session
from careerplan.cli.show import hint, show
from careerplan.errors import BadDataError
from careerplan.interop.contact_yaml import WrittenContact, parse_contact, write_contact
from careerplan.person.contacts import DETAIL_KINDS, Contact, Position
from careerplan.person.merges import plain
from careerplan.render.actions import done_view
from careerplan.store.forgetting import draft_of

_HEAD = """\
# {name} (#{id}). A key that is left out is emptied; the first of a list is the main one.
# tie: close, regular or loose. A date is 2026, 2026-11 or 2026-11-24; a position without until lasts.
# A new position: - {{organization: BC Corrections, role: Sergeant, since: 2026-11}}
# A new note: - {{text: likes tea}}; to remove a note, take it out.
"""


def edit_contact(session: Session, person: Contact) -> None:
    """Let the user edit a contact as YAML; a text with faults is kept, and the next edit begins from it."""
    draft = draft_of(session.settings.places.data, person.id)
    again = f"careerplan contacts edit {person.id}"
    begun = _HEAD.format(name=" ".join(person.name.split()), id=person.id) + write_contact(person)
    if draft.is_file():
        hint(session, f"This begins from the text kept in {draft}. To begin from what is known, empty it.")
        begun = draft.read_text(encoding="utf-8", errors="replace")
    after = edit_text(begun, name=f"contact-{person.id}.yaml", again=again)
    if not after.strip() or (after == begun and not draft.is_file()):
        draft.unlink(missing_ok=True)
        why = "The text is as it was" if after.strip() else "The text was empty"
        _say(session, person, f"{why}: nothing was changed.", changed=False)
        return
    written, problems = parse_contact(draft, after.encode(), frozenset(each.id for each in person.notes))
    if written is None:
        write_file(draft, after, replace=True)
        if session.settings.output != "json" and len(problems) > 1:
            hint(session, *(f"line {each.line}, {each.key}: {each.message}" for each in problems))
        kept = f"Nothing was changed. Mend it: {again}, which begins from your text, kept in {draft}."
        raise BadDataError(problems, kept)
    changed = _write(session, person, written)
    draft.unlink(missing_ok=True)
    told = f"Changed {written.name}." if changed else f"{person.name} is as you say already."
    _say(session, replace(person, name=written.name), told, changed=changed)


def _say(session: Session, person: Contact, told: str, *, changed: bool) -> None:
    document: dict[str, object] = {"contact": {"id": person.id, "name": person.name}, "changed": changed}
    show(session, done_view([told], document, "contact-edited", ["undo: careerplan undo"] if changed else []))


def _write(session: Session, person: Contact, written: WrittenContact) -> bool:
    """Write a contact as one action; say whether anything changed."""
    from careerplan.cli.interactions import mend_rhythm
    from careerplan.store import contacts as store
    from careerplan.store.rewriting import rewrite_details, rewrite_positions

    positions = _linked(session, person, written)
    _ = session.catalog  # read before the transaction, so that nobody waits for it
    with session.store.atomic(f"edited {person.name}") as connection:
        before = store.get_contact(connection, person.id)
        store.change_contact(connection, person.id, name=written.name, tie=written.tie, met=written.met)
        if positions != tuple(map(plain, before.positions)):
            rewrite_positions(connection, person.id, positions)
        for kind in DETAIL_KINDS:
            rewrite_details(connection, person.id, kind, written.details[f"{kind}s"])
        _write_notes(session, connection, before, written)
        mend_rhythm(session, connection, person.id)
        return store.get_contact(connection, person.id) != before


def _linked(session: Session, person: Contact, written: WrittenContact) -> tuple[Position, ...]:
    """Return the positions with the ids of organizations of the catalog; those that were there keep theirs."""
    before = {each.organization: each.organization_id for each in person.positions}
    return tuple(
        replace(
            each,
            organization_id=before[each.organization]
            if each.organization in before
            else known_organization(session, each.organization),
        )
        for each in written.positions
    )


def _write_notes(session: Session, connection: sqlite3.Connection, before: Contact, written: WrittenContact) -> None:
    from careerplan.store.contacts import add_note, remove_note
    from careerplan.store.rewriting import change_note

    known = {each.id: each for each in before.notes}
    kept = {each.id for each in written.notes}
    for number in known.keys() - kept:
        remove_note(connection, number)
    for each in written.notes:
        old = known.get(each.id) if each.id is not None else None
        if old is None:
            add_note(connection, before.id, each.text, each.day or session.today)
        elif (old.text, old.day) != (each.text, each.day or old.day):
            change_note(connection, old.id, each.day or old.day, each.text)
