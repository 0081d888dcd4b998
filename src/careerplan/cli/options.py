"""The options that every command takes, before the noun and after the verb alike."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, cast

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from careerplan.cli.session import Session
from careerplan.errors import UsageError
from careerplan.settings import OUTPUTS

if TYPE_CHECKING:
    from typer._coercion import RuntimeParam

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
        typer.Option(
            "--output", "-o", metavar="FORMAT", help="table, plain, json, markdown, csv or html.", callback=_choose
        ),
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


class _AsWritten:
    """Takes a value as it was written where it is of the wanted kind already; else asks Typer."""

    def __init__(self, fully: Callable[[], "RuntimeParam"]) -> None:
        self._fully = fully

    def coerce(self, value: object, param: typer.CallbackParam, ctx: typer.Context) -> object:
        """Return ``value`` as its parameter declares it."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        wanted = param.type_descriptor.annotation  # type: ignore[attr-defined]
        if type(value) is wanted or (wanted == list[str] and isinstance(value, list | tuple)):
            return value
        return self._fully().coerce(value, param=param, ctx=ctx)  # type: ignore[arg-type]


class _LightOption(TyperOption):
    """An option for which Typer loads pydantic only where there is something to convert.

    Loading it takes as long as all the rest of a command that needs none.
    """

    def get_runtime_param(self) -> "RuntimeParam":
        """Return what converts a value."""
        return cast("RuntimeParam", _AsWritten(super().get_runtime_param))


class _LightArgument(TyperArgument):
    """The same for an argument."""

    def get_runtime_param(self) -> "RuntimeParam":
        """Return what converts a value."""
        return cast("RuntimeParam", _AsWritten(super().get_runtime_param))


_LIGHT = {TyperOption: _LightOption, TyperArgument: _LightArgument}


def _lighten(params: Iterable[object]) -> None:
    for param in params:
        if type(param) in _LIGHT:
            param.__class__ = _LIGHT[type(param)]  # type: ignore[index]


@cache
def common_options() -> list[object]:
    """Return the common options, made once, as Typer makes them."""
    probe = typer.Typer(add_completion=False)
    probe.command()(_common)
    options: list[object] = list(typer.main.get_command(probe).params)
    for option in options:
        option.expose_value = False  # type: ignore[attr-defined]
    return options


class Everywhere:
    """Gives a command or group the common options after its own, and keeps all its parameters light."""

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
