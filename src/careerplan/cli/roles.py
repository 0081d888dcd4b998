"""careerplan roles: list, show, compare."""

from typing import Annotated

import typer

from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.show import show
from careerplan.errors import CareerplanError, UsageError

app = noun("What roles ask for, offer and are like; every statement with its source.")

Cite = Annotated[bool, typer.Option("--sources", help="Show where each statement comes from.")]


@verb(app, "list")
def list_roles(
    ctx: typer.Context,
    occupation: Annotated[str | None, typer.Option(metavar="NAME", help="Only this occupation.")] = None,
    place: Annotated[str | None, typer.Option(metavar="CODE", help="Only this place, for example CA or CA-AB.")] = None,
) -> None:
    """List the roles.

    \b
    careerplan roles list --place CA-AB
    """
    from careerplan.render.roles import roles_view

    session = session_of(ctx)
    roles = [
        role
        for role in session.catalog.roles.values()
        if (occupation is None or role.occupation == occupation)
        and (place is None or (role.jurisdiction or "").casefold() == place.casefold())
    ]
    show(session, roles_view(roles))


@verb(app, "show")
def show_role(
    ctx: typer.Context,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="Its id, its title, or the beginning of either.")],
    cite: Cite = False,
) -> None:
    """Show one role with everything known of it.

    \b
    careerplan roles show parole-officer --sources
    """
    from careerplan.render.roles import role_view

    session = session_of(ctx)
    catalog = session.catalog
    found = catalog.find_role(role)
    show(session, role_view(found, catalog.lineage(found), catalog.sources, cite=cite))


@verb(app, "compare")
def compare_roles(  # noqa: PLR0913, PLR0917 - one option each
    ctx: typer.Context,
    roles: Annotated[
        list[str] | None, typer.Argument(metavar="ROLE", help="Two to six roles; none for the main ones.")
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="WHAT,…", help="Only these dimensions, for example education,pay.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every dimension, long ones too.")] = False,
    differences: Annotated[bool, typer.Option("--differences", help="Only where they differ.")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="Add how you stand, by your profile.")] = False,
    cite: Cite = False,
) -> None:
    """Compare roles side by side: differences first, disagreements marked.

    \b
    careerplan roles compare
    careerplan roles compare correctional-officer probation-officer --only education,pay
    """
    from careerplan.planning.comparison import FEWEST, MOST, compare, with_standing
    from careerplan.planning.statements import DIMENSIONS
    from careerplan.render.comparison import comparison_view

    if everything and only is not None:
        message = "--all and --only contradict each other."
        raise UsageError(message, "Leave out one of them.")
    session = session_of(ctx)
    catalog = session.catalog
    found = {role.id: role for role in map(catalog.find_role, roles or catalog.main_roles)}
    if not FEWEST <= len(found) <= MOST:
        message = f"A comparison takes {FEWEST} to {MOST} different roles, not {len(found)}."
        raise UsageError(message, "See: careerplan roles list")
    dimensions = DIMENSIONS if everything else _dimensions(only) if only is not None else None
    comparison = compare(
        [(role, catalog.lineage(role)) for role in found.values()], dimensions, differences=differences
    )
    if profile:
        from careerplan.cli.qualifying import qualification

        comparison = with_standing(comparison, {role.id: qualification(session, role) for role in found.values()})
    show(session, comparison_view(comparison, catalog.sources, cite=cite))


def _dimensions(only: str) -> list[str]:
    """Return the dimensions named in a list with commas."""
    from careerplan.lookup import Entry, find
    from careerplan.planning.statements import DIMENSIONS

    entries = [Entry(each, ()) for each in DIMENSIONS]
    names = [each.strip() for each in only.split(",") if each.strip()]
    if not names:
        message = "--only names no dimension."
        raise UsageError(message, f"Choose from {', '.join(DIMENSIONS)}.")
    try:
        return list(dict.fromkeys(find("dimensions", each, entries) for each in names))
    except CareerplanError as miss:
        raise UsageError(miss.message, f"{miss.hint} Choose from {', '.join(DIMENSIONS)}.".strip()) from miss
