"""What several commands on people share: naming one, options that take text, organizations of the catalog."""

from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.session import Session

if TYPE_CHECKING:
    from careerplan.catalog.organizations import Organization
    from careerplan.catalog.roles import Role

Name = Annotated[str, typer.Argument(metavar="CONTACT", help="Their number, their name, or the beginning of it.")]


def text_option(metavar: str, help_text: str) -> typer.models.OptionInfo:
    """Return an option that takes any text."""
    option: typer.models.OptionInfo = typer.Option(metavar=metavar, callback=values.text, help=help_text)
    return option


def texts_option(metavar: str, help_text: str) -> typer.models.OptionInfo:
    """Return an option that takes any text and may be repeated."""
    option: typer.models.OptionInfo = typer.Option(metavar=metavar, callback=values.texts, help=help_text)
    return option


def known_organization(session: Session, text: str | None) -> str | None:
    """Return the id of the catalog's organization that ``text`` names, if it is exactly one."""
    if text is None:
        return None
    from careerplan.lookup import fold

    wanted = fold(text)
    for each in session.catalog.organizations.values():
        if wanted in map(fold, (each.id, each.name, *each.other_names, *each.aliases)):
            return each.id
    return None


def people_of(session: Session, what: str) -> set[int] | None:
    """Return the ids of those with a tag, at an organization, or at a role's employer; None if it is none of these.

    A tag goes before an organization, and that before a role.
    """
    from careerplan.store.contacts import tagged

    return tagged(session.store, what) or people_at_work(session, what)


def people_at_work(session: Session, what: str) -> set[int] | None:
    """Return the ids of those at an organization, or at the employer of a role; None if it is neither."""
    from careerplan.errors import AmbiguousError, NotFoundError
    from careerplan.store.contacts import at_place

    organization = known_organization(session, what)
    found = at_place(session.store, organization, what)
    if found or organization is not None:
        return found
    for look in (session.catalog.find_role, session.catalog.find_organization):
        try:
            named = look(what)
        except (NotFoundError, AmbiguousError):
            continue
        return {each for place in _employers(session, named) for each in at_place(session.store, place, None)}
    return None


def _employers(session: Session, named: "Role | Organization") -> set[str]:
    """Return the organization itself, the employer of a role, or those of all roles that a general role stands for."""
    if not hasattr(named, "employer"):
        return {named.id}
    if named.employer:
        return {named.employer}
    return {each.employer for each in session.catalog.roles.values() if each.general == named.id and each.employer}
