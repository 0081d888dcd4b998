"""careerplan contacts search: finding people by anything that is written of them."""

from typing import Annotated

import typer

from careerplan.cli.options import session_of, verb
from careerplan.cli.show import show
from careerplan.errors import UsageError


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='All of them must be found; "quote several" for a phrase.'),
    ],
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, max=10_000, help="As many at the most.")] = 20,
) -> None:
    """Search all that is written of people: names, work, addresses, tags, notes, what passed, what is promised.

    Accents and capitals do not matter, and the beginning of a word is enough.

    \b
    careerplan contacts search overtime parole
    careerplan contacts search "job fair" robin
    """
    from careerplan.person.findings import read_terms
    from careerplan.render.findings import findings_view
    from careerplan.store.search import search_contacts

    session = session_of(ctx)
    terms = read_terms(words)
    if not terms:
        message = "There is no word to look for."
        raise UsageError(message, "For example: careerplan contacts search overtime")
    found = search_contacts(session.store, terms, most)
    if found.people:
        hints: tuple[str, ...] = (f"Next: careerplan contacts show {found.people[0].contact}",)
    else:
        phrases = any(each.phrase for each in terms)
        meant = f"Did you mean {' or '.join(found.near)}?" if found.near else ""
        without = "Without quotes, words need not stand together." if phrases else ""
        hints = tuple(filter(None, (meant, without)))
    show(session, findings_view(" ".join(map(str, terms)), found, hints))


def add_commands(app: typer.Typer) -> None:
    """Add the command of this module to the noun contacts."""
    verb(app, "search")(search)
