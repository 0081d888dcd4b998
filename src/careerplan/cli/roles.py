"""careerplan roles: list, show, compare, search, match."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.errors import CareerplanError, UsageError

if TYPE_CHECKING:
    from careerplan.catalog.roles import Role
    from careerplan.catalog.selection import Selection
    from careerplan.planning.comparison import Comparison

app = noun("What roles ask for, offer and are like; every statement with its source.")

Cite = Annotated[bool, typer.Option("--sources", help="Show where each statement comes from.")]
Places = Annotated[
    list[str] | None,
    typer.Option(
        "--jurisdiction", "--place", "-j", metavar="CODE", help="Only this place: CA, CA-AB, or a pattern: 'CA-*'."
    ),
]
Occupation = Annotated[str | None, typer.Option(metavar="NAME", help="Only this occupation.")]
Employer = Annotated[str | None, typer.Option(metavar="ORGANIZATION", help="Only this employer.")]
Coverage = Annotated[
    str | None,
    typer.Option(
        metavar="HOW-FAR",
        help="Only where the sources show so much of what is asked: full, partial or none.",
        callback=values.choice("coverage", ("full", "partial", "none")),
    ),
]
Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="FACT",
        callback=values.texts,
        help="Take a fact to be so, for this run: 'credential cpr-c-aed 2027-01-10'; may be repeated.",
    ),
]
Age = Annotated[
    str,
    typer.Option("--older-than", metavar="AGE", help="From which age on a fact carries its year: 3y, 18m."),
]


@verb(app, "list")
def list_roles(
    ctx: typer.Context,
    place: Places = None,
    occupation: Occupation = None,
    employer: Employer = None,
    coverage: Coverage = None,
) -> None:
    """List the roles.

    \b
    careerplan roles list --jurisdiction CA-AB
    careerplan roles list --occupation probation-officer --jurisdiction 'CA-*'
    """
    from careerplan.catalog.selection import Selection, select
    from careerplan.render.roles import roles_view

    session = session_of(ctx)
    show(session, roles_view(select(session.catalog, Selection(place or (), occupation, employer, coverage))))


@verb(app, "search")
def search_roles(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words to look for, in any text of a role.")],
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=100, help="As many at the most.")] = 10,
) -> None:
    """Search all text of all roles, best first; typos and accents do not matter.

    \b
    careerplan roles search healing lodge
    careerplan roles search probaton quebec
    """
    from careerplan.catalog.search import search
    from careerplan.render.search import search_view

    session = session_of(ctx)
    catalog, query = session.catalog, " ".join(words)
    found = search(catalog.searched(), query, most, catalog.main_roles)
    show(session, search_view(query, found, catalog.roles))


@verb(app, "show")
def show_role(
    ctx: typer.Context,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="Its id, its title, or the beginning of either.")],
    everything: Annotated[
        bool, typer.Option("--all", help="With all that is said of the occupation in general.")
    ] = False,
    cite: Cite = False,
    age: Age = "3y",
) -> None:
    """Show one role: what it asks, how hiring goes, what it pays, is like and leads to, what is not known.

    \b
    careerplan roles show parole-officer --sources
    """
    from careerplan.cli.confirming import confirmed_of
    from careerplan.planning.dating import Dating
    from careerplan.render.roles import Telling, role_view

    session = session_of(ctx)
    catalog = session.catalog
    found = catalog.find_role(role)
    employer = catalog.organizations.get(found.employer) if found.employer else None
    dating = Dating(catalog.sources, session.today, values.months(age))
    confirmed = confirmed_of(session, found.id)
    lineage = catalog.lineage(found)
    show(session, role_view(found, lineage, employer, dating, Telling(cite, everything, confirmed)))


@verb(app, "compare")
def compare_roles(  # noqa: PLR0913, PLR0917 - one option each
    ctx: typer.Context,
    roles: Annotated[
        list[str] | None, typer.Argument(metavar="ROLE", help="The roles to compare; none for the main ones.")
    ] = None,
    place: Places = None,
    occupation: Occupation = None,
    employer: Employer = None,
    coverage: Coverage = None,
    only: Annotated[
        str | None, typer.Option(metavar="WHAT,…", help="Only these dimensions, for example education,pay.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every dimension, long ones too.")] = False,
    differences: Annotated[bool, typer.Option("--differences", help="Only where they differ.")] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Add how you stand, and what carries over from the first to the others.")
    ] = False,
    assume: Assume = None,
    cite: Cite = False,
    age: Age = "3y",
) -> None:
    """Compare roles: differences first, disagreements marked, pay on one scale; many roles at a glance.

    \b
    careerplan roles compare
    careerplan roles compare correctional-officer probation-officer --only education,pay
    careerplan roles compare --occupation correctional-officer --jurisdiction 'CA-*'
    careerplan roles compare ca-on-correctional-officer ca-bc-correctional-officer --profile
    """
    from careerplan.catalog.selection import Selection
    from careerplan.planning.comparison import compare
    from careerplan.planning.dating import Dating
    from careerplan.planning.statements import DIMENSIONS
    from careerplan.render.comparison import comparison_view

    if everything and only is not None:
        message = "--all and --only contradict each other."
        raise UsageError(message, "Leave out one of them.")
    session = session_of(ctx)
    catalog = session.catalog
    found = _to_compare(session, roles or (), Selection(place or (), occupation, employer, coverage))
    dimensions = DIMENSIONS if everything else _dimensions(only) if only is not None else None
    comparison = compare([(role, catalog.lineage(role)) for role in found], dimensions, differences=differences)
    assumed: list[str] = []
    if profile or assume:
        comparison, assumed = _for_you(session, comparison, assume)
    dating = Dating(catalog.sources, session.today, values.months(age))
    show(session, comparison_view(comparison, dating, cite=cite, assumed=assumed))


@verb(app, "match")
def match_roles(  # noqa: PLR0913, PLR0917 - one option each
    ctx: typer.Context,
    place: Places = None,
    occupation: Occupation = None,
    employer: Employer = None,
    coverage: Coverage = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Not only where your profile says you would work.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every role, not only the first.")] = False,
    assume: Assume = None,
) -> None:
    """Rank all roles for you: which are open, from when, what is missing; and what would open most of them.

    \b
    careerplan roles match
    careerplan roles match --everywhere --all
    careerplan roles match --assume "credential first-aid-standard-cpr-c-aed 2027-01-10"
    """
    from careerplan.catalog.selection import Selection
    from careerplan.cli.assuming import take
    from careerplan.cli.matching import matching
    from careerplan.render.matching import match_view
    from careerplan.store.profiles import load_profile

    if everywhere and place:
        message = "--everywhere and --place contradict each other."
        raise UsageError(message, "Leave out one of them.")
    session = session_of(ctx)
    assumed = take(session, assume)
    found = matching(session, Selection(place or (), occupation, employer, coverage), assumed, everywhere=everywhere)
    hints = ["When, and what first: careerplan checklist timeline ROLE"]
    if load_profile(session.store) is None:
        hints = ["You have no profile yet, so nothing is known of you: careerplan profile init", *hints]
    elif session.profile.works_in is None and not everywhere and not place:
        hints.append("Say where you would work: careerplan profile set works_in CA,CA-ON   all: --everywhere")
    show(session, match_view(found, everything=everything, hints=hints))


def _for_you(session: Session, comparison: "Comparison", assume: list[str] | None) -> "tuple[Comparison, list[str]]":
    """Return a comparison with how the user stands, and what this run assumes."""
    from careerplan.cli.assuming import take
    from careerplan.cli.qualifying import qualification
    from careerplan.planning.comparison import with_standing

    assumed = take(session, assume)
    return with_standing(comparison, {role.id: qualification(session, role) for role in comparison.roles}), assumed


def _to_compare(session: Session, named: Sequence[str], wanted: "Selection") -> "list[Role]":
    """Return the roles named and the employers' roles selected; the main ones where nothing is asked."""
    from careerplan.catalog.selection import select
    from careerplan.planning.comparison import FEWEST, MOST

    catalog = session.catalog
    found = {role.id: role for role in map(catalog.find_role, named)}
    if wanted.asks:
        found |= {role.id: role for role in select(catalog, wanted) if role.employer}
    elif not named:
        found = {name: catalog.roles[name] for name in catalog.main_roles}
    if not FEWEST <= len(found) <= MOST:
        message = f"A comparison takes {FEWEST} to {MOST} different roles, not {len(found)}."
        raise UsageError(message, "See: careerplan roles list")
    return list(found.values())


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
