"""Writing all records out: as one document, or as a zip of open formats around it."""

import sys
from pathlib import Path

from careerplan.cli.files import STDIN, write_file
from careerplan.cli.session import Session
from careerplan.cli.show import hint, show
from careerplan.errors import UsageError
from careerplan.interop.everything_json import write_everything
from careerplan.interop.open_formats import DOCUMENT, write_zip
from careerplan.person.everything import Everything
from careerplan.render.actions import done_view
from careerplan.render.profile import text_view
from careerplan.render.safe import safe_json
from careerplan.store.whole import read_whole

README = """\
These are the records of one user of careerplan, a career planner for the command line.

everything.json  all of them, one a line; "careerplan import" reads this file, or the whole zip
profile.yaml     the profile, as "careerplan profile edit" shows it; there only if there is one
*.csv            the same records as tables for a spreadsheet, in UTF-8; careerplan does not read them back

A cell that begins with an apostrophe would otherwise be taken for a formula. Packs and templates are not here; they
are files already, and "careerplan backup" keeps them with the rest.
"""


def export_everything(session: Session, file: Path, given: str | None, *, history: bool, force: bool) -> None:
    """Write all records to a file that nobody else may read, or to stdout."""
    zipped = given == "zip" or (given is None and file.suffix.lower() == ".zip")
    if zipped and file == STDIN and sys.stdout.isatty():
        message = "A zip is nothing for a terminal."
        raise UsageError(message, "Name a file, or pass it on: careerplan export --format zip - | …")
    everything = read_whole(session.store, history=history)
    text = safe_json(write_everything(everything))
    if file == STDIN:
        _pass_on(session, _zip(everything, text) if zipped else text)
        return
    write_file(file.expanduser(), _zip(everything, text) if zipped else text, replace=force)
    counts = {name: len(rows) for name, rows in everything.tables.items()}
    record: dict[str, object] = {"file": str(file), "format": "zip" if zipped else "json", "records": counts}
    show(session, done_view([f"Wrote all your records to {file}."], record, "export"))
    if session.settings.output == "table" and not history:
        hint(session, "Without history; with it: add --history. Packs and templates as well: careerplan backup")


def _pass_on(session: Session, content: str | bytes) -> None:
    """Write to stdout and nothing else."""
    if isinstance(content, str):
        show(session, text_view(content))
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _zip(everything: Everything, text: str) -> bytes:
    """Return the document with the same records beside it, as people and other programs read them."""
    from careerplan.render.open_tables import open_tables

    profiles = everything.tables.get("profiles", ())
    files = {"README.txt": README, DOCUMENT: text, **open_tables(everything)}
    if profiles:
        files["profile.yaml"] = _profile(profiles[0]["document"])
    return write_zip(files)


def _profile(document: object) -> str:
    import json

    from careerplan.interop.profile_yaml import write_profile
    from careerplan.person.written import as_written, in_short

    return write_profile(in_short(as_written(document if isinstance(document, str) else json.dumps(document))))
