"""careerplan undo, redo, history."""

from typing import Annotated

import typer

from careerplan.cli.options import DryRun, session_of, single, verb
from careerplan.cli.show import confirm, show

undo_app = single()
redo_app = single()
history_app = single()


@verb(undo_app, "undo")
def undo(ctx: typer.Context, dry_run: DryRun = False) -> None:
    """Take back the newest action as a whole; says which one first.

    \b
    careerplan undo --dry-run
    """
    _step(ctx, back=True, dry_run=dry_run)


@verb(redo_app, "redo")
def redo(ctx: typer.Context, dry_run: DryRun = False) -> None:
    """Make the action undone last again.

    \b
    careerplan redo
    """
    _step(ctx, back=False, dry_run=dry_run)


def _step(ctx: typer.Context, *, back: bool, dry_run: bool) -> None:
    from careerplan.render.actions import action_record, done_view
    from careerplan.store import history as past

    session = session_of(ctx)
    word, opposite = ("undo", "redo") if back else ("redo", "undo")
    action = past.next_to_undo(session.store) if back else past.next_to_redo(session.store)
    if action is None:
        show(session, done_view([f"There is nothing to {word}."], {"action": None, "done": False}, word))
        return
    what = f"{action.summary} ({action.changes} change{'s' if action.changes != 1 else ''})"
    record = action_record(action)
    if dry_run:
        show(session, done_view([f"Would {word}: {what}."], {"action": record, "done": False}, word))
    elif confirm(session, f"{word.capitalize()}: {what}. Go ahead?"):
        (past.undo if back else past.redo)(session.store, action)
        sentence = f"{'Undone' if back else 'Redone'}: {what}."
        show(
            session,
            done_view([sentence], {"action": record, "done": True}, word, [f"{opposite}: careerplan {opposite}"]),
        )
    else:
        show(session, done_view(["Nothing was changed."], {"action": record, "done": False}, word))


@verb(history_app, "history")
def history(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help="How many of the newest.")] = 20,
) -> None:
    """Show what was done, newest first.

    \b
    careerplan history --limit 50
    """
    from careerplan.render.actions import history_view
    from careerplan.store.history import list_actions

    session = session_of(ctx)
    show(session, history_view(list_actions(session.store, limit)))
