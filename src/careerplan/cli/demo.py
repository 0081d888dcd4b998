"""careerplan demo: the journey of a sample person, in a throw-away home."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from careerplan.cli.options import session_of, single, verb
from careerplan.cli.show import hint
from careerplan.errors import UsageError

demo_app = single()

JOURNEY: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Sam Sample, an invented person, wonders which of the main roles to aim at.",
        ("roles", "compare", "--only", "education,clearance,training,pay"),
    ),
    (
        "Sam says a little: born in 2001, lives in British Columbia, would work there or for the federal service.",
        (
            *("profile", "init", "--birth-date", "2001", "--lives-in", "CA-BC", "--works-in", "CA"),
            *("--works-in", "CA-BC", "--citizenship", "citizen", "--education", "secondary:2019-06"),
        ),
    ),
    ("Sam has no certificate yet.", ("profile", "set", "credentials", "none")),
    ("Which correctional officers' roles could Sam do?", ("roles", "match", "--occupation", "correctional-officer")),
    ("What is missing in British Columbia?", ("checklist", "show", "ca-bc-correctional-officer")),
    ("And when could Sam be ready?", ("checklist", "timeline", "ca-bc-correctional-officer")),
    (
        "What to do this week and next, three hours each, and whom to ask? Sam keeps the plan.",
        ("network", "plan", "--role", "ca-bc-correctional-officer", "--hours", "3", "--weeks", "2", "--keep"),
    ),
    (
        "At an event Sam meets Robin Sample, also invented.",
        ("contacts", "add", "Robin Sample", "--organization", "BC Corrections", "--tie", "regular"),
    ),
    (
        "Robin gave Sam half an hour about the work, yesterday.",
        ("contacts", "log", "Robin", "informational-interview", "--on", "yesterday", "--note", "asked about shifts"),
    ),
    ("What does Sam owe to whom now?", ("followups", "due")),
    ("Sam has thanked Robin.", ("followups", "done", "1")),
    ("And what happened so far?", ("history",)),
)
"""What the demo says, and the commands it runs."""


@verb(demo_app, "demo")
def demo(
    ctx: typer.Context,
    home: Annotated[
        str | None, typer.Option("--into", metavar="DIR", help="Keep the sample's records in this new folder.")
    ] = None,
) -> None:
    """Walk through everything on a sample person, in a throw-away folder; nothing of yours is touched.

    \b
    careerplan demo
    """
    session = session_of(ctx)
    if session.settings.output != "table":
        message = f"The demo is for reading and has no output '{session.settings.output}'."
        raise UsageError(message, "Leave out --output.")
    if home is not None:
        if Path(home).exists() and (not Path(home).is_dir() or any(Path(home).iterdir())):
            message = f"{home} is there already, and the demo writes only into a new folder."
            raise UsageError(message, "Name a folder that is not there yet, or leave out --into.")
        _walk(home, session.today.isoformat())
        hint(session, f"Look around: careerplan --home {home} followups due")
        return
    with tempfile.TemporaryDirectory(prefix="careerplan-demo-") as folder:
        _walk(folder, session.today.isoformat())
    hint(session, "That was the sample; its records are gone. Yours begin with: careerplan profile init")


def _walk(home: str, today: str) -> None:
    import shlex

    from careerplan.cli.main import app

    for said, command in JOURNEY:
        print(f"\n# {said}\n$ careerplan {shlex.join(command)}", flush=True)
        try:
            app(["--home", home, "--as-of", today, "--no-input", "--quiet", *command])
        except SystemExit as end:
            if end.code:
                raise
