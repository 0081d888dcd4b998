"""careerplan organizations (short: orgs): list, show."""

from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.roles import Cite, Places
from careerplan.cli.show import show
from careerplan.places import reaches

if TYPE_CHECKING:
    from careerplan.catalog.organizations import Organization
    from careerplan.catalog.roles import Role

app = noun("Employers, associations and others: what they offer and how to join.")


@verb(app, "list")
def list_organizations(
    ctx: typer.Context,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only this kind, for example employer.")] = None,
    place: Places = None,
    serves: Annotated[
        str | None, typer.Option(metavar="OCCUPATION", help="Only those of use to this occupation.")
    ] = None,
    joinable: Annotated[bool, typer.Option("--joinable", help="Only those a newcomer can join.")] = False,
) -> None:
    """List the organizations.

    \b
    careerplan organizations list --kind professional-association
    careerplan organizations list --jurisdiction CA-AB --serves probation-officer
    """
    from careerplan.catalog.selection import Bodies, select_organizations
    from careerplan.render.organizations import organizations_view

    session = session_of(ctx)
    wanted = Bodies(kind, place or (), serves, joinable=joinable)
    show(session, organizations_view(select_organizations(session.catalog, wanted)))


@verb(app, "show")
def show_organization(
    ctx: typer.Context,
    organization: Annotated[str, typer.Argument(metavar="ORGANIZATION", help="Its id or name.")],
    cite: Cite = False,
) -> None:
    """Show one organization: what it offers, how to join, which roles it serves.

    \b
    careerplan organizations show ccja --sources
    """
    from careerplan.render.organizations import organization_view
    from careerplan.store.contacts import people_at

    session = session_of(ctx)
    catalog = session.catalog
    found = catalog.find_organization(organization)
    roles = [
        role.id
        for role in catalog.roles.values()
        if role.employer == found.id
        or (found.kind != "employer" and role.occupation in found.serves and _within_reach(role, found))
    ]
    known = people_at(session.store, [found.id])
    show(session, organization_view(found, roles, catalog.sources, cite=cite, known=known))


def _within_reach(role: "Role", organization: "Organization") -> bool:
    """Say whether a role is held where an organization is, or either names no place."""
    return not organization.jurisdictions or any(
        reaches(each, role.jurisdiction) for each in organization.jurisdictions
    )
