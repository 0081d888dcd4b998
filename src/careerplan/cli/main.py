"""The program: the nouns, loaded only when called, and the one place where every error ends."""

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import Abort, TyperException

from careerplan import __version__
from careerplan.cli.options import Everywhere
from careerplan.cli.session import Session
from careerplan.cli.show import show_error
from careerplan.errors import CareerplanError, OutputError, UsageError

COMMANDS: dict[str, str] = {
    "demo": "demo",
    "roles": "roles",
    "organizations": "organizations",
    "profile": "profile",
    "checklist": "checklist",
    "network": "network",
    "contacts": "contacts",
    "note": "note",
    "followups": "followups",
    "data": "data",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "backup": "backups",
    "restore": "backups",
    "export": "everything",
    "import": "everything",
    "doctor": "doctor",
}
"""Every noun and top-level verb, and the module that holds it."""

INTERRUPTED = 130

ALIASES = {"orgs": "organizations"}


class Root(Everywhere, TyperGroup):  # type: ignore[misc]
    """The top of the command tree; a noun's module is imported when the noun is called."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]  # noqa: ARG002
        """Import the module of one command."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"careerplan.cli.{COMMANDS[name]}")
        command: TyperCommand | TyperGroup = typer.main.get_command(getattr(module, f"{name}_app", None) or module.app)  # type: ignore[assignment]
        return command

    def make_context(self, *args: object, **kwargs: object) -> typer.Context:
        """Parse; a reader that has gone away, such as head, is no error."""
        with _a_reader_may_go():
            context: typer.Context = super().make_context(*args, **kwargs)  # type: ignore[assignment, arg-type]
        return context

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run a command; a reader that has gone away is no error here either."""
        with _a_reader_may_go():
            return super().invoke(ctx)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - the name is always the same
        complete_var: str | None = None,
        *,
        standalone_mode: bool = True,  # noqa: ARG002 - always ends in sys.exit
        windows_expand_args: bool = True,
        **extra: object,
    ) -> None:
        """Run the program and exit; all that the user or the world did wrong becomes one error."""
        given = list(sys.argv[1:] if args is None else args)
        session = Session()
        code = 0
        try:
            result = super().main(
                given,
                "careerplan",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                obj=session,
                **extra,
            )
            code = result if isinstance(result, int) else 0
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_stdout()
        except Abort:
            code = INTERRUPTED
        except (CareerplanError, TyperException, OSError) as failure:
            error = _as_ours(failure, session)
            if session.option("debug"):
                import traceback

                traceback.print_exception(failure)
            show_error(error, as_json=_wants_json(session, given))
            code = error.exit_code
        finally:
            session.close()
        sys.exit(code)


def _as_ours(failure: CareerplanError | TyperException | OSError, session: Session) -> CareerplanError:
    """Return what the user or the world did wrong as an error of ours; raise what is a bug."""
    if isinstance(failure, CareerplanError):
        return failure
    if isinstance(failure, TyperException):
        return _usage(failure, session.command)
    if failure.filename is not None:
        raise failure
    _forget_stdout()
    hint = "Free some space, or write elsewhere. What was to be changed is done: see careerplan history."
    return OutputError(f"The output could not be written: {failure.strerror}.", hint)


def _usage(mistake: TyperException, path: str) -> UsageError:
    """Turn what the parser says about the command ``path`` into our own error."""
    message = " ".join(mistake.format_message().split())
    if not message or type(mistake).__name__ == "NoArgsIsHelpError":
        message = f"{path} needs a command after it."
    return UsageError(message if message.endswith((".", "?")) else f"{message}.", f"See: {path} --help")


def _wants_json(session: Session, given: Sequence[str]) -> bool:
    """Say whether an error should be JSON, even where parsing never got as far as --output."""
    output = session.option("output")
    for before, each in zip(["", *given], given, strict=False):
        if before in {"--output", "-o"}:
            output = each
        elif each.startswith("--output="):
            output = each.removeprefix("--output=")
        elif each.startswith("-o") and each[2:].lstrip("=") == "json":
            output = "json"
    return output == "json"


@contextlib.contextmanager
def _a_reader_may_go() -> Iterator[None]:
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        raise typer.Exit from None


def _forget_stdout() -> None:
    """Let nothing more be written to a stdout that takes nothing more, not even at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, io.UnsupportedOperation):
        sys.stdout = io.StringIO()


def _version(value: bool) -> None:
    if value:
        print(f"careerplan {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=Root,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def careerplan(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Plan a career in corrections: what roles ask, whom to meet, what is due.

    \b
    careerplan roles compare           the main roles side by side
    careerplan network plan            twelve weeks of networking
    careerplan followups due           whom you owe a message
    careerplan demo                    all of it, on a sample person
    """
    if ctx.invoked_subcommand is None and not version:
        print(ctx.get_help())


def main() -> None:
    """Run the program."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
