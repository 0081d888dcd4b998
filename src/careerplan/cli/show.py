"""The one place where results, hints and errors are written."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from careerplan.cli.session import Session
from careerplan.errors import BadDataError, CareerplanError, UsageError

if TYPE_CHECKING:
    from careerplan.render.view import View

PAGE = 200
"""The width in characters by which a page chooses its layout; a browser wraps it to any other."""


def show(session: Session, view: "View") -> None:
    """Write a result to stdout in the output asked for, and its hints to stderr."""
    from careerplan.render import write

    output = session.settings.output
    if view.raw is not None:
        _out(view.raw)
        return
    if output not in view.outputs():
        message = f"This command has no output '{output}'."
        raise UsageError(message, f"It has {', '.join(view.outputs())}.")
    if output == "json":
        _out(write.write_json(view))
    elif output == "plain" and view.rows:
        _out(write.write_plain(view.rows()))
    elif output == "csv" and view.rows:
        _out(write.write_csv(view.rows()))
    elif output == "markdown":
        _out(write.write_markdown(view.paper() if view.paper else view.screen(None)))
    elif output == "html":
        from careerplan.render.page import write_html

        _out(write_html(view.paper() if view.paper else view.screen(PAGE)))
    elif sys.stdout.isatty():
        _to_terminal(view)
    else:
        _out(write.write_text(view.screen(None)))
    sys.stdout.flush()  # a result that cannot be written must fail before anything is said about it
    if output == "table":
        hint(session, *view.hints)


def hint(session: Session, *hints: str) -> None:
    """Write what to do next to stderr, unless it should be quiet."""
    from careerplan.render.safe import one_line

    if not session.settings.quiet:
        for each in hints:
            print(_wrapped(one_line(each)), file=sys.stderr)


def _wrapped(text: str) -> str:
    """Break a message at spaces where a terminal would cut it inside a word."""
    if not sys.stderr.isatty():
        return text
    import shutil
    import textwrap

    width = max(20, shutil.get_terminal_size().columns)
    further = " " * (len(text) - len(text.lstrip()) + 2)
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False, subsequent_indent=further)


def warn(session: Session, sentence: str) -> None:
    """Write a warning to stderr; no output of stdout changes."""
    from careerplan.render.safe import one_line

    if session.settings.output != "json":
        print(_wrapped(f"Warning: {one_line(sentence)}"), file=sys.stderr)


def confirm(session: Session, question: str, told: Sequence[str] = ()) -> bool:
    """Ask on a terminal, after what has to be ``told``; without one, or with --no-input, go ahead."""
    if not session.settings.interactive:
        return True
    from careerplan.render.safe import one_line

    for each in told:
        print(_wrapped(one_line(each)), file=sys.stderr)
    print(f"{one_line(question)} [Y/n] ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return bool(answer) and answer.strip().lower() in {"", "y", "yes"}


def agree(session: Session, question: str) -> bool:
    """Ask on a terminal, where Enter means no; without one, or with --no-input, the answer is no."""
    if not session.settings.interactive:
        return False
    from careerplan.render.safe import one_line

    print(f"{one_line(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def show_error(error: CareerplanError, *, as_json: bool) -> None:
    """Write one error to stderr: two sentences, or exactly one JSON document."""
    from careerplan.render.safe import json_text, one_line

    if as_json:
        record: dict[str, object] = {
            "code": error.code,
            "message": error.message,
            "hint": error.hint,
            "exit_code": error.exit_code,
        }
        if isinstance(error, BadDataError):
            record["problems"] = [
                {"file": str(each.file), "line": each.line, "key": each.key, "message": each.message}
                for each in error.problems
            ]
        print(json_text({"schema": "careerplan.error/1", "error": record}), file=sys.stderr)
        return
    print(_wrapped(f"Error: {one_line(error.message)}"), file=sys.stderr)
    if error.hint:
        print(_wrapped(one_line(error.hint)), file=sys.stderr)


def _out(text: str) -> None:
    sys.stdout.write(text)


def _to_terminal(view: "View") -> None:
    import shutil

    from careerplan.render.terminal import write_screen

    width = max(20, shutil.get_terminal_size().columns)
    write_screen(view.screen(width), sys.stdout, width)
