"""The options that every command takes, before the noun and after the verb alike."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from careerplan.cli.session import Session
from careerplan.errors import UsageError
from careerplan.settings import OUTPUTS

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")]
"""The option of every command that writes more than one record."""


def session_of(ctx: typer.Context) -> Session:
    """Return the session that all commands of this run share."""
    root = ctx.find_root()
    if not isinstance(root.obj, Session):
        root.obj = Session()
    return root.obj


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: str | bool | None) -> None:
    if value is not None and value is not False and param.name:
        session_of(ctx).given[param.name] = value


def _choose(ctx: typer.Context, param: typer.CallbackParam, value: str | None) -> None:
    if value is not None and value not in OUTPUTS:
        message = f"There is no output called '{value}'."
        raise UsageError(message, f"Choose from {', '.join(OUTPUTS)}.")
    _keep(ctx, param, value)


def _common(
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FORMAT", help="table, plain, json, markdown or csv.", callback=_choose),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Take this day for today.", callback=_keep)
    ] = None,
    home: Annotated[
        str | None,
        typer.Option("--home", metavar="DIR", help="Keep records, packs and cache in this folder.", callback=_keep),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No hints.", callback=_keep)] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask.", callback=_keep)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.", callback=_keep)] = False,
) -> None:
    """Hold the declarations of the common options."""


class _Light(TyperOption):
    """An option that is text or a flag, taken as it was written.

    Typer would load pydantic for it, which takes as long as all the rest of a command that needs none.
    """

    def process_value(self, ctx: typer.Context, value: object) -> object:  # type: ignore[override]
        """Hand the value to the callback, which checks and keeps it."""
        return self.callback(ctx, self, value) if self.callback else value


def _lighten(options: Iterable[object]) -> None:
    for option in options:
        if type(option) is TyperOption and option.is_bool_flag:
            option.__class__ = _Light


@cache
def common_options() -> list[object]:
    """Return the common options, made once, as Typer makes them."""
    probe = typer.Typer(add_completion=False)
    probe.command()(_common)
    options: list[object] = list(typer.main.get_command(probe).params)
    for option in options:
        option.__class__ = _Light
        option.expose_value = False  # type: ignore[attr-defined]
    return options


class Everywhere:
    """Gives a command or group the common options after its own, and keeps all its flags light."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*getattr(self, "params", []), *common_options()]

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:
        """Parse, noting which command it is for, so that an error can point to its help."""
        session_of(ctx).command = ctx.command_path
        rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        return rest

    def get_params(self, ctx: typer.Context) -> list[object]:
        """Return all parameters, --help included."""
        params: list[object] = super().get_params(ctx)  # type: ignore[misc]
        _lighten(params)
        return params


class Verb(Everywhere, TyperCommand):  # type: ignore[misc]
    """A command."""


class Noun(Everywhere, TyperGroup):  # type: ignore[misc]
    """A group of commands."""


def noun(help_text: str) -> typer.Typer:
    """Return an empty noun whose commands are added with ``verb``."""
    app = typer.Typer(
        cls=Noun,
        help=help_text,
        rich_markup_mode=None,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_nothing)
    return app


def _nothing() -> None:
    """Do nothing: the verb does."""


def single(app_help: str = "") -> typer.Typer:
    """Return an app for one command at the top level, added with ``verb``."""
    return typer.Typer(help=app_help, rich_markup_mode=None, add_completion=False)


def verb(app: typer.Typer, name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the decorated function to ``app`` as the command ``name``."""
    return app.command(name, cls=Verb, context_settings={"help_option_names": ["-h", "--help"]})
