"""careerplan data: check, schema, path."""

from pathlib import Path
from typing import Annotated

import typer

from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.show import show
from careerplan.errors import BadDataError, NotFoundError

app = noun("The data files behind everything, and your own packs.")


@verb(app, "check")
def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Pack files to check; none for all in use.")
    ] = None,
) -> None:
    """Check data files: every fault with its file, line and key.

    \b
    careerplan data check my-pack.yaml
    """
    from careerplan.catalog.load import SECTIONS, check_files, read_files, read_pack
    from careerplan.render.actions import done_view

    session = session_of(ctx)
    loaded = {file.path.resolve(): file for file in read_files(session.settings.places.packs)}
    for path in files or ():
        if not path.is_file():
            raise NotFoundError(what="file", query=str(path))
        loaded.setdefault(path.resolve(), read_pack(path))
    compiled, problems = check_files(list(loaded.values()))
    if problems:
        if session.settings.output != "json":
            show(session, done_view([str(each) for each in problems], {}, "check"))
        raise BadDataError(problems, "Mend the files and check again: careerplan data check")
    counts = {kind: len(shelf) for kind, shelf in compiled.records.items()}
    told = ", ".join(f"{counts[kind]} {section}" for section, kind in SECTIONS.items())
    sentence = f"{len(loaded)} files, no fault: {told}."
    show(session, done_view([sentence], {"files": len(loaded), "records": counts, "problems": []}, "check"))


@verb(app, "schema")
def schema(ctx: typer.Context) -> None:
    """Print the JSON Schema of a data file, for an editor to complete and check by.

    \b
    careerplan data schema > careerplan.schema.json
    """
    from careerplan.catalog.files import CatalogFile
    from careerplan.render.actions import schema_view

    show(session_of(ctx), schema_view(CatalogFile.model_json_schema()))


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
