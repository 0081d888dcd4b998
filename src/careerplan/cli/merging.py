"""careerplan contacts merge, duplicates and distinct: several contacts who are one, and two who only look like one."""

from collections.abc import Sequence
from typing import Annotated

import typer

from careerplan.cli.naming import texts_option
from careerplan.cli.options import DryRun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import agree, show
from careerplan.errors import StoreError, UsageError
from careerplan.person.followups import NewFollowUp
from careerplan.person.merges import PREFERRED, Merge, plan_merge

Limit = Annotated[int, typer.Option(metavar="N", min=1, help="No more pairs than so many.")]


def merge(
    ctx: typer.Context,
    contacts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEEP OTHER...]", help="Who stays, and who is the same; none to see who may be one."),
    ] = None,
    prefer: Annotated[
        list[str] | None,
        texts_option("FIELD=CONTACT", f"Whose value stands, or stands first: {', '.join(PREFERRED)}."),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Merge them; without it, only preview.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Make one person of several contacts who are the same; previews first. Without names, lists who may be one.

    \b
    careerplan contacts merge
    careerplan contacts merge 3 5 --prefer name=5 --apply
    """
    from careerplan.render.actions import done_view
    from careerplan.render.merging import merge_view

    session = session_of(ctx)
    if not contacts:
        if prefer or apply:
            message = "Which contacts?"
            raise UsageError(message, "For example: careerplan contacts merge 3 5 --apply")
        _list(session, 20)
        return
    if len(contacts) == 1:
        message = "It takes two to merge: who stays, and who is the same."
        raise UsageError(message, "See who may be one: careerplan contacts duplicates")
    numbers, preferred = _named(session, contacts, prefer or ())
    planned = _plan(session, numbers, preferred)
    if dry_run or not apply:
        asked = session.settings.interactive and session.settings.output == "table" and not dry_run
        hints = () if asked else _how(planned)
        show(session, merge_view(planned, _rhythm(session, planned), applied=False, hints=hints))
        if not asked:
            return
        if not agree(session, "Merge them?"):
            show(session, done_view(["Nothing was changed."], {"applied": False}, "contacts-merge"))
            return
    rhythm = _write(session, planned, numbers, preferred)
    undo = ["undo: careerplan undo"]
    if apply:
        show(session, merge_view(planned, rhythm, applied=True, hints=undo))
    else:  # all of it stands on the screen already
        told = f"{planned.summary[:1].upper()}{planned.summary[1:]}."
        show(session, done_view([told], {"applied": True}, "contacts-merge", undo))


def _named(session: Session, contacts: Sequence[str], prefer: Sequence[str]) -> tuple[list[int], dict[str, int]]:
    from careerplan.store.contacts import find_contact

    preferred: dict[str, int] = {}
    for each in prefer:
        what, sign, whose = each.partition("=")
        if not sign or not whose.strip():
            message = f"'{each}' does not say whose."
            raise UsageError(message, "Write a field and a contact, for example: --prefer name=5")
        preferred[what.strip().lower()] = find_contact(session.store, whose.strip()).id
    return [find_contact(session.store, each).id for each in contacts], preferred


def _plan(session: Session, numbers: Sequence[int], preferred: dict[str, int]) -> Merge:
    from careerplan.store.merging import load_side

    kept, *others = numbers
    with session.store.reading():  # one state for all
        return plan_merge(
            load_side(session.store, kept), [load_side(session.store, each) for each in others], preferred
        )


def _rhythm(session: Session, planned: Merge) -> NewFollowUp | None:
    """Return when to be in touch with the one person next, as it would be set."""
    from dataclasses import replace

    from careerplan.cli.interactions import place_of
    from careerplan.planning.reminders import Known, rhythm
    from careerplan.planning.ruling import rulings
    from careerplan.store.rule_changes import list_changes

    moved = {each.id for each in planned.moved_changes}
    with session.store.reading() as connection:
        changes = [
            replace(each, contact_id=planned.kept.id) if each.id in moved else each for each in list_changes(connection)
        ]
    rules = rulings(session.catalog.rules.values(), changes, planned.person)
    return rhythm(Known(planned.person, rules=rules, place=place_of(session, planned.person)))


def _how(planned: Merge) -> list[str]:
    numbers = " ".join(str(each.id) for each in (planned.kept, *planned.others))
    prefer = "".join(f" --prefer {what}={number}" for what, number in planned.preferred.items())
    return [
        f"Nothing was changed. Merge them: careerplan contacts merge {numbers}{prefer} --apply",
        f"If they are two: careerplan contacts distinct {planned.kept.id} {planned.others[0].id}",
    ]


def _write(session: Session, planned: Merge, numbers: Sequence[int], preferred: dict[str, int]) -> NewFollowUp | None:
    from careerplan.cli.interactions import mend_rhythm, settle_answered
    from careerplan.store.merging import write_merge

    _ = session.catalog
    with session.store.atomic(planned.summary) as connection:
        if _plan(session, numbers, preferred) != planned:
            message = "They were changed in the meantime, so nothing was merged."
            raise StoreError(message, "Look again, then merge.")
        write_merge(connection, planned, session.today)
        settle_answered(session, connection, planned.kept.id)
        return mend_rhythm(session, connection, planned.kept.id)


def duplicates(ctx: typer.Context, limit: Limit = 20) -> None:
    """List who may be one and the same, why, and how to merge them.

    \b
    careerplan contacts duplicates
    """
    _list(session_of(ctx), limit)


def _list(session: Session, limit: int) -> None:
    from careerplan.render.merging import duplicates_view
    from careerplan.store.alikes import all_alike
    from careerplan.store.contacts import get_contacts

    pairs = all_alike(session.store)
    shown = pairs[:limit]
    with session.store.reading() as connection:
        found = get_contacts(connection, sorted({number for one, other, _ in shown for number in (one, other)}))
    show(session, duplicates_view(shown, {each.id: each for each in found}, count=len(pairs)))


def distinct(
    ctx: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", help="Their number, or their name.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Who looks like them and is not.")],
) -> None:
    """Say that people who look like one are not: they are no longer offered as duplicates.

    \b
    careerplan contacts distinct 3 5
    """
    from careerplan.render.actions import done_view
    from careerplan.store.contacts import find_contact
    from careerplan.store.merging import set_distinct

    session = session_of(ctx)
    one, *rest = (find_contact(session.store, each) for each in (contact, *others))
    if any(each.id == one.id for each in rest):
        message = f"{one.name} (#{one.id}) cannot be somebody else than themselves."
        raise UsageError(message, "Name two different contacts.")
    names = " and ".join(f"{each.name} (#{each.id})" for each in rest)
    with session.store.atomic(f"noted that {one.name} (#{one.id}) is not {names}") as connection:
        new = [set_distinct(connection, one.id, each.id) for each in rest]
    told = "Noted" if any(new) else "Known already"
    document: dict[str, object] = {"contacts": [one.id, *(each.id for each in rest)], "new": any(new)}
    hints = ["undo: careerplan undo"] if any(new) else []
    show(session, done_view([f"{told}: {one.name} (#{one.id}) is not {names}."], document, "contacts-distinct", hints))


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module to the noun contacts."""
    for name, command in (("merge", merge), ("duplicates", duplicates), ("distinct", distinct)):
        verb(app, name)(command)
