"""careerplan checklist: show."""

from typing import Annotated

import typer

from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.roles import Cite
from careerplan.cli.show import show

app = noun("What a role asks for, stage by stage.")


@verb(app, "show")
def show_checklist(
    ctx: typer.Context,
    role: Annotated[
        str | None, typer.Argument(metavar="ROLE", help="Its id or title; none for the default role.")
    ] = None,
    cite: Cite = False,
) -> None:
    """Show the requirements of a role by stage, with kind, level and sources.

    \b
    careerplan checklist show parole-officer
    """
    from careerplan.planning.checklist import make_checklist
    from careerplan.render.roles import checklist_view

    session = session_of(ctx)
    catalog = session.catalog
    found = catalog.find_role(catalog.main_roles[0] if role is None else role)
    checklist = make_checklist(found, catalog.lineage(found))
    show(session, checklist_view(checklist, catalog.sources, session.today, cite=cite))
