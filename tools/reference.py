"""Writes the reference pages that the program itself can tell: its commands, its errors, its data files.

``python tools/reference.py`` writes them; with ``--check`` it writes nothing, names the stale ones and exits with 1.
"""

import datetime as dt
import inspect
import sys
import types
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import annotated_types as limits
import typer
from pydantic import StringConstraints
from pydantic.fields import FieldInfo
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from careerplan import errors
from careerplan.catalog.base import Cited, Id, Jurisdiction, PartialDate, Record, Ref, Words
from careerplan.catalog.catalog import Catalog
from careerplan.catalog.files import CatalogFile, file_schema
from careerplan.catalog.load import builtin_folder, compile_files, read_whole
from careerplan.catalog.roles import Role
from careerplan.cli.followups import SOMETHING_DUE
from careerplan.cli.main import ALIASES, app
from careerplan.cli.options import common_options
from careerplan.render.safe import json_text
from careerplan.render.words import place

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
MARK = "<!-- Written by tools/reference.py. Change the program, not this page. -->"


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with --check name those that are stale; return the exit code."""
    pages: dict[Path, Callable[[], str]] = {
        FOLDER / "commands.md": commands_page,
        FOLDER / "exit-codes.md": exit_codes_page,
        FOLDER / "data.md": data_page,
        FOLDER / "coverage.md": coverage_page,
        ROOT / "data" / "schema" / "catalog.schema.json": lambda: json_text(file_schema()) + "\n",
    }
    if "--check" in arguments:
        stale = [path for path, make in pages.items() if _read(path) != make()]
        for path in stale:
            print(f"{path} is stale. Write it anew: python tools/reference.py", file=sys.stderr)
        return 1 if stale else 0
    for path, make in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8", newline="\n")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _doc(of: type) -> str:
    return inspect.cleandoc(of.__doc__ or "").replace("``", "`")


COMMANDS_INTRO = """\
`careerplan NOUN VERB`, and what the verb takes. [Documents](documents.md) tells what a program gets to read,
[exit codes](exit-codes.md) how a run ends."""
COMMON_INTRO = """\
Each may stand before the noun or after the verb. Variables of the environment may stand in for them:
`CAREERPLAN_HOME`, `CAREERPLAN_AS_OF`, `CAREERPLAN_OUTPUT`."""
COMMON_END = "`careerplan --version` shows the version; `--help`, or `-h`, works after every noun and every verb."


def commands_page() -> str:
    """Return the page of every command with what it takes."""
    common = [option for option in common_options() if isinstance(option, TyperOption)]
    blocks = ["# Commands", MARK, COMMANDS_INTRO, "## Options of every command", COMMON_INTRO]
    blocks += [_options(common), COMMON_END]
    root = typer.main.get_command(app)
    for name, command in _children(root):
        blocks += _command(f"careerplan {name}", command, common)
    return "\n\n".join(blocks) + "\n"


def _children(group: object) -> Iterator[tuple[str, object]]:
    if isinstance(group, TyperGroup):
        context = typer.Context(group)
        for name in group.list_commands(context):
            yield name, group.get_command(context, name)


def _command(path: str, command: object, common: Sequence[object]) -> Iterator[str]:
    if not isinstance(command, TyperCommand | TyperGroup) or command.hidden:
        return
    told, _, example = (command.help or "").partition("\b")
    yield f"{'#' * path.count(' ')}# {path}"
    yield " ".join(told.split())
    if isinstance(command, TyperGroup):
        short = [alias for alias, name in ALIASES.items() if path.endswith(f" {name}")]
        if short:
            yield f"Short form: {', '.join(f'`careerplan {alias}`' for alias in short)}."
        for name, child in _children(command):
            yield from _command(f"{path} {name}", child, common)
        return
    arguments = [each for each in command.params if isinstance(each, TyperArgument)]
    options = [each for each in command.params if isinstance(each, TyperOption) and each not in common]
    usage = [path, *map(_place, arguments), *(["[OPTIONS]"] if options else [])]
    yield f"```text\n{' '.join(usage)}\n```"
    if arguments:
        yield "Arguments:\n\n" + "\n".join(f"- `{_place(each)}`{_told(each.help)}" for each in arguments)
    if options:
        yield "Options:\n\n" + _options(options)
    if example.strip():
        yield f"For example:\n\n```sh\n{inspect.cleandoc(example)}\n```"


def _place(argument: TyperArgument) -> str:
    """Return an argument as a usage line shows it: brackets where it may be left out, dots where it repeats."""
    name = (argument.metavar or argument.name or "").strip("[].").upper()
    shown = name if argument.required else f"[{name}]"
    return f"{shown}..." if argument.nargs == -1 else shown


def _options(options: Sequence[TyperOption]) -> str:
    lines = []
    for each in options:
        names = sorted(each.opts, key=len, reverse=True)
        value = "" if each.is_flag else f" {each.metavar or (each.name or '').upper()}"
        default = "" if each.default in {None, False} else f" Default: `{each.default}`."
        lines.append(f"- {', '.join(f'`{name}{value}`' for name in names)}{_told(each.help)}{default}")
    return "\n".join(lines)


def _told(text: str | None) -> str:
    return f": {text.rstrip('.')}." if text else ""


EXIT_INTRO = """\
An error is a sentence on what is wrong and a sentence on what to do, on stderr; stdout holds results alone. With
`--output json` it is one [error document](documents.md#error) instead, with the word from the second column as its
`code`."""


def exit_codes_page() -> str:
    """Return the page of exit codes and the errors behind them."""
    family = [each for each in vars(errors).values() if _is_error(each) and each is not errors.CareerplanError]
    rows = [
        (0, "", "Done; an empty list is done as well."),
        (1, "", "A bug in careerplan: please report what it printed."),
        *((each.exit_code, f"`{each.code}`", " ".join(_doc(each).split())) for each in family),
        (SOMETHING_DUE, "", "Something is due or overdue; only from `careerplan followups due --exit-code`."),
        (130, "", "Interrupted from the keyboard."),
    ]
    rows.sort(key=lambda row: row[0])
    return "\n\n".join(["# Exit codes", MARK, EXIT_INTRO, _table(("Exit code", "Error", "Meaning"), rows)]) + "\n"


def _is_error(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, errors.CareerplanError)


def _table(header: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


DATA_INTRO = """\
A data file is YAML: a mapping of sections, each a list of records. [Add a role](../how-to/add-a-role.md) shows how to
write one. For an editor, the same is a JSON Schema: [catalog.schema.json](../../data/schema/catalog.schema.json), which
`careerplan data schema` prints too."""
VALUES = """\
- **id**: small letters, digits, `-` and `.`, at most 80 characters; once given it never changes.
- **text**: 1 to 4,000 characters.
- **date as stated**: `2026`, `2026-05` or `2026-05-01`, or two of them with `/` between, as precise as the source is.
- **place code**: a country (`CA`, which is also the federal level), a part of one (`CA-AB`), or `international`.
- **source**: the id of a source, or of one of its numbered claims: `seed-001#04`."""


def data_page() -> str:
    """Return the page of every kind of record that a data file can hold."""
    sections = get_type_hints(CatalogFile, include_extras=True)
    kinds = [model for hint in sections.values() for model in _records_in(hint)]
    blocks = ["# Data files", MARK, DATA_INTRO, "## Kinds of values", VALUES, *_record(CatalogFile, "Sections")]
    for model in dict.fromkeys([*kinds, *(part for kind in kinds for part in _parts_of(kind))]):
        blocks += _record(model, model.__name__)
    return "\n\n".join(blocks) + "\n"


def _records_in(hint: object) -> Iterator[type[Record]]:
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    for each in get_args(hint):
        yield from _records_in(each)


def _parts_of(model: type[Record], above: tuple[type[Record], ...] = ()) -> Iterator[type[Record]]:
    for part in [part for hint in get_type_hints(model, include_extras=True).values() for part in _records_in(hint)]:
        yield part
        if part not in above:
            yield from _parts_of(part, (*above, part))


def _record(model: type[Record], title: str) -> Iterator[str]:
    hints = get_type_hints(model, include_extras=True)
    rows = []
    for name, field in model.model_fields.items():
        words = _words(hints[name])
        if field.is_required() and type(None) in get_args(hints[name]):
            words += ", or `null`"
        rows.append((f"`{field.alias or name}`", words, _default(field)))
    yield from (f"## {title}", _doc(model), _table(("Key", "Value", "Default"), rows))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    if field.default is None or field.default == ():
        return "none"
    return f"`{str(field.default).lower()}`"


NAMED: tuple[tuple[object, str], ...] = (
    *((Cited, "sources, at least one"), (Id, "id"), (Words, "text")),
    *((PartialDate, "date as stated"), (Jurisdiction, "place code")),
    *((str, "text"), (int, "a whole number"), (float, "a number"), (bool, "true or false"), (dt.date, "a day")),
)
MANY = {"id": "ids", "text": "texts", "source": "sources", "place code": "place codes"}


def _words(hint: object) -> str:
    """Say in words what a field of this type holds."""
    named = [said for known, said in NAMED if known == hint]
    if named:
        return named[0]
    if isinstance(hint, type) and issubclass(hint, Record):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    parts = get_args(hint)
    origin = get_origin(hint)
    if origin is Annotated:
        return _limited(parts[0], parts[1:])
    if origin is tuple:
        one = _words(parts[0])
        return MANY.get(one) or (f"list of {one}" if one.startswith("[") else f"list, each {one}")
    if origin is Literal:
        return ("one of " if len(parts) > 1 else "") + ", ".join(f"`{each}`" for each in parts)
    if origin in {types.UnionType, Union}:
        return " or ".join(_words(each) for each in parts if each is not type(None))
    message = f"no words for {hint}"
    raise TypeError(message)


def _limited(base: object, more: Sequence[object]) -> str:
    for each in more:
        if isinstance(each, Ref):
            return (
                "source"
                if each.kind == "source"
                else f"the id of {'an' if each.kind[0] in 'aeiou' else 'a'} {each.kind}"
            )
    said = [_words(base)]
    for each in more:
        said += map(_limit, each.metadata if isinstance(each, FieldInfo) else [each])
    return ", ".join(filter(None, said))


def _limit(limit: object) -> str:
    match limit:
        case limits.Gt(gt=least):
            return f"more than {least}"
        case limits.Ge(ge=least) | limits.MinLen(min_length=least):
            return f"at least {least}"
        case limits.Le(le=most):
            return f"at most {most}"
        case limits.MultipleOf(multiple_of=step):
            return f"in steps of {step}"
        case StringConstraints(pattern=str(pattern)):
            return f"of the form `{pattern}`"
    return ""


COVERAGE_INTRO = """\
What the sources here show of each employer's role, counted from the data itself. Coverage is *full* where they show
all that the employer asks, *partial* where they show part of it, *none* where no requirement of the employer was
seen: what is shown then is general, or reported by others. "Asked" counts the requirements, "judged" those that a
profile is checked against; of pay, the newest date is given.
[How the data is made](../explanation/data.md) says more."""


def coverage_page() -> str:
    """Return the table of coverage by service."""
    compiled = compile_files(read_whole(builtin_folder()))
    catalog = Catalog(compiled)
    own = [role for role in catalog.roles.values() if role.employer]
    header = ("Place", "Role", "Coverage", "Asked", "Judged", "Hiring steps", "Training", "Pay", "Disagreements")
    rows = [header, ("---",) * len(header), *(_covered(role) for role in sorted(own, key=_by_place))]
    counts = Counter(role.coverage for role in own)
    told = ", ".join(f"{counts[each]} {each}" for each in ("full", "partial", "none"))
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return "\n\n".join(["# Coverage", MARK, COVERAGE_INTRO, f"{len(own)} employers' roles: {told}.", table]) + "\n"


def _by_place(role: Role) -> tuple[bool, str, str]:
    code = role.jurisdiction or ""
    return not code.startswith("CA"), code, role.title


def _covered(role: Role) -> tuple[str, ...]:
    judged = [each for each in role.requirements if each.criterion or any(one.criterion for one in each.readings)]
    own = [pay for pay in role.pay if pay.standing != "general"]
    dates = [pay.as_of for pay in own if pay.as_of]
    disputed = len(role.disagreements) + sum(bool(each.readings) for each in role.requirements)
    return (
        place(role.jurisdiction),
        f"{role.title} (`{role.id}`)",
        role.coverage or "",
        *(str(len(each)) for each in (role.requirements, judged, role.hiring_steps, role.training)),
        max(dates, default="undated") if own else "all employers only" if role.pay else "not known",
        str(disputed),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
