"""careerplan undo, redo, history."""

from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import DryRun, session_of, single, verb
from careerplan.cli.session import Session
from careerplan.cli.show import confirm, show
from careerplan.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from careerplan.person.history import Action
    from careerplan.render.history import Step

undo_app = single()
redo_app = single()
history_app = single()

_MOST = 2**63 - 1

Times = Annotated[
    int | None, typer.Option("--times", metavar="N", min=1, max=100_000, help="So many actions, as one step.")
]


@verb(undo_app, "undo")
def undo(
    ctx: typer.Context,
    times: Times = None,
    to: Annotated[
        int | None,
        typer.Option("--to", metavar="ACTION", min=0, max=_MOST, help="All that was done after this action; 0 is all."),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Take back the newest action as a whole, or several; says first what that does to your records.

    \b
    careerplan undo --dry-run
    careerplan undo --times 3
    careerplan undo --to 12
    """
    _step(session_of(ctx), "undo", times, to, dry_run=dry_run)


@verb(redo_app, "redo")
def redo(
    ctx: typer.Context,
    times: Times = None,
    to: Annotated[
        int | None,
        typer.Option("--to", metavar="ACTION", min=1, max=_MOST, help="All that was undone up to this action."),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Make the action undone last again, or several; says first what that does to your records.

    \b
    careerplan redo --dry-run
    """
    _step(session_of(ctx), "redo", times, to, dry_run=dry_run)


def _step(session: Session, step: "Step", times: int | None, to: int | None, *, dry_run: bool) -> None:
    from careerplan.render.history import question_lines, step_told, step_view
    from careerplan.render.telling import Statement
    from careerplan.store import history as past

    if times is not None and to is not None:
        message = "--times and --to say two things."
        raise UsageError(message, "Leave out one of them.")
    back = step == "undo"
    actions = _to_undo(session, times, to) if back else _to_redo(session, times, to)
    if not actions:
        where = f" after #{to}" if back and to else f" up to #{to}" if to else ""
        show(session, step_view(step, [Statement(f"There is nothing to {step}{where}.")], (), None, done=False))
        return
    changes = past.changes_of(session.store, actions, back=back)
    asked = session.settings.interactive and not dry_run
    if dry_run:
        said = step_told(step, actions, changes, "will")
    elif not asked or confirm(session, "Go ahead?", question_lines(step, actions, changes)):
        (past.undo if back else past.redo)(session.store, *actions)
        said = step_told(step, actions, None if asked else changes, "done")
    else:
        said, dry_run = [Statement("Nothing was changed.")], True
    show(session, step_view(step, said, actions, changes, done=not dry_run))


def _to_undo(session: Session, times: int | None, to: int | None) -> "list[Action]":
    from careerplan.store.history import get_action, to_undo

    if to is None:
        return to_undo(session.store, times=times or 1)
    return to_undo(session.store, after=get_action(session.store, to).id if to else 0)


def _to_redo(session: Session, times: int | None, to: int | None) -> "list[Action]":
    from careerplan.store.history import get_action, to_redo

    if to is None:
        return to_redo(session.store, times=times or 1)
    action = get_action(session.store, to)
    if action.state == "superseded":
        message = f"#{to} cannot be made again: something else was done since it was undone."
        raise UsageError(message, "See: careerplan history")
    return to_redo(session.store, upto=to) if action.state == "undone" else []


@verb(history_app, "history")
def history(
    ctx: typer.Context,
    action: Annotated[
        int | None, typer.Argument(metavar="[ACTION]", min=1, max=_MOST, help="One action, with all that it changed.")
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help="How many of the newest.")] = 20,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only from this day on.")] = None,
    contact: Annotated[
        str | None, typer.Option(metavar="CONTACT", help="Only what touched this person; by number also one removed.")
    ] = None,
    search: Annotated[
        str | None, typer.Option(metavar="TEXT", callback=values.text, help="Only where this text is in the line.")
    ] = None,
) -> None:
    """Show what was done by day, newest first, or one action with all that it changed.

    \b
    careerplan history --limit 50
    careerplan history --contact Robin --since "last monday"
    careerplan history 12
    """
    from careerplan.render.history import action_view, history_view
    from careerplan.store.history import changes_of, get_action

    session = session_of(ctx)
    filtered = since is not None or contact is not None or search is not None
    if action is not None:
        if filtered:
            message = "One action is shown whole."
            raise UsageError(message, "Leave out its number, or the options.")
        found = get_action(session.store, action)
        show(session, action_view(found, changes_of(session.store, [found], back=False)))
        return
    show(session, history_view(_listed(ctx, limit, since, contact, search), filtered=filtered))


def _listed(
    ctx: typer.Context, limit: int, since: str | None, contact: str | None, search: str | None
) -> "list[Action]":
    from careerplan.clock import beginning
    from careerplan.store.contacts import find_contact
    from careerplan.store.history import list_actions

    store = session_of(ctx).store
    first = beginning(day).isoformat() if (day := values.day(ctx, since, "past")) else ""
    if contact is None:
        return list_actions(store, limit, since=first, search=search or "")
    try:
        person = find_contact(store, contact).id
    except NotFoundError as error:
        if contact.isascii() and contact.isdigit() and list_actions(store, 1, contact=int(contact)):
            person = int(contact)
        else:
            error.hint = f"{error.hint} For somebody removed: their number, or --search NAME".strip()
            raise
    return list_actions(store, limit, since=first, contact=person, search=search or "")
