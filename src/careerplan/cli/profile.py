"""careerplan profile: init, show, edit, set, import, export."""

from pathlib import Path
from typing import Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import noun, session_of, verb
from careerplan.cli.show import show
from careerplan.errors import UsageError

IMPORTS = ("yaml", "json-resume", "linkedin")
EXPORTS = ("yaml", "json-resume")

app = noun("What you say of yourself: it is checked against what roles ask for, and stays on this machine.")


def _text(metavar: str, help_text: str, flag: str) -> typer.models.OptionInfo:
    """Return an option that takes one text."""
    option: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, callback=values.text, help=help_text)
    return option


def _texts(metavar: str, help_text: str, flag: str) -> typer.models.OptionInfo:
    """Return an option that may be repeated."""
    option: typer.models.OptionInfo = typer.Option(
        flag, metavar=metavar, callback=values.texts, help=f"{help_text}; may be repeated."
    )
    return option


@verb(app, "init")
def init(  # noqa: PLR0913, PLR0917 - one option a question
    ctx: typer.Context,
    name: Annotated[str | None, _text("NAME", "Your name.", "--name")] = None,
    birth_date: Annotated[str | None, _text("DATE", "When you were born; a year will do.", "--birth-date")] = None,
    lives_in: Annotated[str | None, _text("CODE", "Where you live, for example CA-ON.", "--lives-in")] = None,
    citizenship: Annotated[
        str | None,
        _text("STANDING", "citizen, permanent-resident, work-permit, other or none.", "--citizenship"),
    ] = None,
    language: Annotated[
        list[str] | None, _texts("LANGUAGE:LEVEL", "basic, intermediate, advanced or fluent", "--language")
    ] = None,
    education: Annotated[
        list[str] | None,
        _texts("CREDENTIAL[:FIELD][:DATE]", "A past date means completed, a later one expected", "--education"),
    ] = None,
    licence: Annotated[
        list[str] | None, _texts("CLASS:PLACE[:EXPIRES]", "A driving licence, such as 5:CA-BC:2029-04", "--licence")
    ] = None,
    target: Annotated[list[str] | None, _texts("ROLE", "A role you aim at", "--target")] = None,
    works_in: Annotated[list[str] | None, _texts("CODE", "Where you would work; CA is federal", "--works-in")] = None,
    hours_per_week: Annotated[str | None, _text("H", "Hours a week you can give.", "--hours-per-week")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the profile there is.")] = False,
) -> None:
    """Begin your profile: a few questions, each of which may be skipped, or a flag for each.

    \b
    careerplan profile init
    careerplan profile init --lives-in CA-ON --education "diploma:police foundations:2027-04" --language en:fluent
    """
    from careerplan.cli.profiles import answer_all, may_replace, save

    session = session_of(ctx)
    given = {
        "name": name, "birth_date": birth_date, "lives_in": lives_in, "citizenship": citizenship,
        "languages": language, "education": education, "driving": licence, "targets": target,
        "works_in": works_in, "hours_per_week": hours_per_week,
    }  # fmt: skip
    if may_replace(session, replace=replace):
        said = answer_all(session, {key: value for key, value in given.items() if value})
        save(session, said, "began the profile", "Saved your profile. This is what was understood:")


@verb(app, "show")
def show_profile(ctx: typer.Context) -> None:
    """Show what is known of you, and what is not and why it matters.

    \b
    careerplan profile show
    """
    from careerplan.person.written import as_written
    from careerplan.render.profile import profile_view
    from careerplan.store.profiles import load_profile

    session = session_of(ctx)
    document = load_profile(session.store)
    begin = "Begin: careerplan profile init"
    more = "Add one: careerplan profile set KEY VALUE   all: careerplan profile edit"
    show(session, profile_view(as_written(document), [begin if document is None else more]))


@verb(app, "edit")
def edit(ctx: typer.Context) -> None:
    """Edit your profile as YAML in the editor that VISUAL or EDITOR names.

    \b
    EDITOR=nano careerplan profile edit
    """
    from careerplan.cli.profiles import edit_profile

    edit_profile(session_of(ctx))


@verb(app, "set")
def set_(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="For example lives_in, or declared.shift-work.")],
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", callback=values.text, help="As in a profile's YAML, or in short.")
    ] = None,
    unset: Annotated[bool, typer.Option("--unset", help="Forget the key: it is unknown again.")] = False,
) -> None:
    """Set one key of your profile, or unset it.

    \b
    careerplan profile set lives_in CA-AB
    careerplan profile set declared.shift-work true
    careerplan profile set languages "en:fluent, fr:intermediate"
    careerplan profile set credentials "[{credential: first-aid-standard, issued: 2025-05-01}]"
    careerplan profile set hours_per_week --unset
    """
    from careerplan.cli.profiles import save, set_key, unset_key

    session = session_of(ctx)
    if unset == (value is not None):
        message = f"'{key}' needs either a value or --unset."
        raise UsageError(message, "For example: careerplan profile set lives_in CA-AB")
    said = unset_key(session, key) if value is None else set_key(session, key, value)
    word = "unset" if value is None else "set"
    save(session, said, f"{word} {key} in the profile", f"{word.capitalize()} {key}.", only=key)


@verb(app, "import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A profile in YAML, a JSON Resume, or a LinkedIn zip, folder or CSV; - for stdin."
        ),
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Take it over; without it, only preview.")] = False,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FORMAT",
            callback=values.choice("format", IMPORTS),
            help="yaml, json-resume or linkedin; by default what the file looks like.",
        ),
    ] = None,
) -> None:
    """Take your profile from a file; previews first. YAML replaces it, a resume or LinkedIn is merged into it.

    \b
    careerplan profile import profile.yaml --apply
    careerplan profile import resume.json
    careerplan profile import Basic_LinkedInDataExport.zip --apply
    """
    from careerplan.cli.importing import import_profile

    import_profile(session_of(ctx), file, from_, apply=apply)


@verb(app, "export")
def export(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; - or nothing for stdout.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            callback=values.choice("format", EXPORTS),
            help="yaml or json-resume; by default YAML, and JSON Resume for a FILE that ends in .json.",
        ),
    ] = None,
) -> None:
    """Write your profile as YAML, or as a JSON Resume.

    \b
    careerplan profile export profile.yaml
    careerplan profile export resume.json
    """
    from careerplan.cli.importing import export_profile

    export_profile(session_of(ctx), file, format_, force=force)
