"""careerplan data: check, schema, sources, stale, diff, confirm, path."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import confirming, values
from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.errors import BadDataError, NotFoundError

if TYPE_CHECKING:
    from careerplan.catalog.load import Compiled
    from careerplan.render.catalog import Moved

app = noun("The data files behind everything, and your own packs.")


@verb(app, "check")
def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE|DIR", help="Pack files or folders; none for all in use.")
    ] = None,
) -> None:
    """Check data files: every fault with its file, line and key.

    \b
    careerplan data check my-pack.yaml
    careerplan data check my-packs/
    """
    from careerplan.catalog.load import SECTIONS, check_files, read_files, read_packs
    from careerplan.catalog.template_language import template_faults
    from careerplan.catalog.templates import TemplateFolder
    from careerplan.planning.drafting import NAMES
    from careerplan.render.actions import done_view

    session = session_of(ctx)
    loaded = {file.path.resolve(): file for file in read_files(session.settings.places.packs)}
    for path in files or ():
        if not path.exists():
            raise NotFoundError(what="file", query=str(path))
        for file in read_packs(path):
            loaded.setdefault(file.path.resolve(), file)
    compiled, problems = check_files(list(loaded.values()))
    problems += template_faults(TemplateFolder(session.settings.places.templates), NAMES)
    if problems:
        if session.settings.output != "json":
            show(session, done_view([str(each) for each in problems], {}, "check"))
        raise BadDataError(problems, "Mend the files and check again: careerplan data check")
    counts = {kind: len(shelf) for kind, shelf in compiled.records.items()}
    told = ", ".join(f"{counts[kind]} {section}" for section, kind in SECTIONS.items())
    sentence = f"{len(loaded)} files, no fault: {told}."
    sentences = [sentence]
    if compiled.overrides:
        sentences.append(f"In place of built-in records: {', '.join(compiled.overrides)}.")
    document = {"files": len(loaded), "records": counts, "problems": [], "overrides": list(compiled.overrides)}
    show(session, done_view(sentences, document, "check"))


@verb(app, "schema")
def schema(
    ctx: typer.Context,
    section: Annotated[
        str | None, typer.Argument(metavar="SECTION", help="Only one section: roles, organizations, events …")
    ] = None,
) -> None:
    """Print the JSON Schema of a data file, or of one of its sections, for an editor to complete and check by.

    \b
    careerplan data schema > catalog.schema.json
    careerplan data schema roles
    """
    from careerplan.catalog.files import file_schema
    from careerplan.catalog.load import SECTIONS
    from careerplan.lookup import Entry, find
    from careerplan.render.actions import schema_view

    name = find("sections", section, [Entry(each, ()) for each in SECTIONS]) if section is not None else None
    show(session_of(ctx), schema_view(file_schema(name)))


@verb(app, "sources")
def sources(
    ctx: typer.Context,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Only sources with this in any field.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Only this kind, for example statute.")] = None,
) -> None:
    """List the sources: their dates, and how many statements rest on each.

    \b
    careerplan data sources "BC Corrections"
    careerplan data sources --kind statute
    """
    from careerplan.lookup import Entry, find, fold
    from careerplan.render.catalog import sources_view

    catalog = session_of(ctx).catalog
    known = list(catalog.sources.values())
    if kind is not None:
        kind = find("kinds", kind, [Entry(each, ()) for each in sorted({source.kind for source in known})])
    found = [
        each
        for each in known
        if (kind is None or each.kind == kind)
        and (text is None or fold(text) in fold(f"{each.id} {each.title} {each.publisher or ''} {each.url or ''}"))
    ]
    show(session_of(ctx), sources_view(found, catalog.citations()))


@verb(app, "stale")
def stale(
    ctx: typer.Context,
    age: Annotated[str, typer.Option("--older-than", metavar="AGE", help="How old: 3y, 18m.")] = "3y",
    undated: Annotated[bool, typer.Option("--undated", help="What no source dates, instead.")] = False,
    role: Annotated[str | None, typer.Option("--role", "-r", metavar="ROLE", help="Only of this role.")] = None,
) -> None:
    """List the statements whose newest date is older than an age, oldest first.

    \b
    careerplan data stale --older-than 5y
    careerplan data stale --undated --role ca-bc-correctional-officer
    """
    from careerplan.planning.aging import aged
    from careerplan.planning.dating import Dating
    from careerplan.render.catalog import stale_view

    session = session_of(ctx)
    catalog = session.catalog
    dating = Dating(catalog.sources, session.today, values.months(age))
    records = {"role": [catalog.find_role(role)]} if role is not None else catalog.stated()
    show(session, stale_view(aged(records, dating, undated=undated), age, undated=undated))


@verb(app, "diff")
def diff(
    ctx: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A pack, a folder of packs, or a whole data folder.")],
    new: Annotated[Path | None, typer.Argument(metavar="NEW", help="The same; none for what is in use.")] = None,
) -> None:
    """Say which facts differ between two states of the data, and which of your checklist results with them.

    A pack is laid over the built-in data; a folder that holds roles.yaml and vocabulary.yaml is a whole catalog.

    \b
    careerplan data diff my-pack-old.yaml my-pack.yaml
    """
    from careerplan.catalog.changes import changes
    from careerplan.catalog.load import compile_files, read_files
    from careerplan.render.catalog import diff_view
    from careerplan.store.profiles import load_profile

    session = session_of(ctx)
    before = _compiled_at(old)
    after = _compiled_at(new) if new else compile_files(read_files(session.settings.places.packs))
    profile = load_profile(session.store) is not None
    found = changes(before, after)
    moved = _moved(session, before, after) if profile and found else []
    show(session, diff_view(found, moved, profile=profile))


def _compiled_at(path: Path) -> "Compiled":
    from careerplan.catalog.load import compile_files, read_state

    if not path.exists():
        raise NotFoundError(what="file", query=str(path))
    return compile_files(read_state(path))


def _moved(session: Session, before: "Compiled", after: "Compiled") -> "list[Moved]":
    """Return the checklist results of this user that two catalogs give differently, for the roles of both."""
    from careerplan.catalog.catalog import Catalog
    from careerplan.cli.qualifying import results_of
    from careerplan.render.catalog import Moved

    old, new = (results_of(session, Catalog(each)) for each in (before, after))
    return [
        Moved(role, item, old[role].get(item), new[role].get(item))
        for role in old
        if role in new
        for item in dict.fromkeys((*old[role], *new[role]))
        if old[role].get(item) != new[role].get(item)
    ]


@verb(app, "path")
def path(ctx: typer.Context) -> None:
    """Show where the data, your records, your packs and the cache are.

    \b
    careerplan data path
    """
    from careerplan.catalog.load import builtin_folder
    from careerplan.render.actions import places_view

    places = session_of(ctx).settings.places
    show(
        session_of(ctx),
        places_view(
            {
                "data": str(builtin_folder() / "data"),
                "records": str(places.database),
                "packs": str(places.packs),
                "cache": str(places.cache),
            }
        ),
    )


confirming.add_commands(app)
