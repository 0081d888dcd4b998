"""What a template may say, and filling it in: Jinja's words for text, names and conditions, in its sandbox.

Jinja's own documentation warns that its sandbox does not keep a template from using up time or memory. So this
language has nothing that could: no loops, calls, arithmetic or joining of texts. What is left ends after one
pass over the file, and what it writes is cut off at a limit.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from careerplan.catalog.templates import BLOCKS, TemplateFile, TemplateFolder
from careerplan.errors import BadDataError, NotFoundError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from jinja2 import Template, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_DEPTH, MAX_TEXT, MAX_CHAIN = 40, 20_000, 5
"""How deep conditions may nest, how long a filled block may be, how many templates may build on each other."""

FILTERS = ("capitalize", "default", "lower", "title", "trim", "upper")
TESTS = ("defined", "none", "undefined")

_PLAIN = {
    *("Template", "Output", "TemplateData", "Block", "Extends", "If", "CondExpr", "Name", "Const", "List", "Tuple"),
    *("And", "Or", "Not", "Compare", "Operand", "Filter", "Test", "Assign"),
}
_WHY_NOT = {
    "For": "a template has no loops",
    "Call": "a template calls nothing, such as range()",
    "Getattr": "a template has plain names alone, with no dot after them",
    "Getitem": "a template has plain names alone, with no brackets after them",
    "Include": "a template includes no other; it can build on one with {% extends %}",
    "Import": "a template imports nothing",
    "FromImport": "a template imports nothing",
    "Macro": "a template defines no macros",
    "Concat": "a template joins no texts with ~; write them one after the other",
    **dict.fromkeys(("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"), "a template does not reckon"),
}
_HINT = "Mend that line, or move the file away: where there is a built-in template of that name, it is used again."


@dataclass(frozen=True)
class MessageTemplate:
    """A checked template with those it builds on, nearest first; ``head`` is what their comments say of them."""

    file: TemplateFile
    head: Mapping[str, str]
    parts: tuple[tuple[TemplateFile, Template], ...]

    def has(self, block: str) -> bool:
        """Say whether it has this block."""
        return any(block in part.blocks for _, part in self.parts)

    def named(self, key: str) -> tuple[str, ...]:
        """Return the ids that its head lists under ``key``."""
        return tuple(self.head.get(key, "").replace(",", " ").split())

    def fill(self, block: str, facts: Mapping[str, str]) -> str:
        """Return a block with the facts filled in."""
        from jinja2 import TemplateError

        file, part = next((file, part) for file, part in self.parts if block in part.blocks)
        filled = ""
        try:
            for piece in part.blocks[block](part.new_context(dict(facts))):
                filled += piece
                if len(filled) > MAX_TEXT:
                    _refuse(file, 1, block, f"more than {MAX_TEXT:,} characters of text")
        except (TemplateError, TypeError) as error:
            _refuse(file, _line_of(error, part), block, str(error))
        return filled


def read_template(folder: TemplateFolder, name: str, known: Collection[str]) -> MessageTemplate:
    """Return the template of this name, checked; ``known`` are the names it may use."""
    file = folder.read(name)
    environment = _environment()
    parts: list[tuple[TemplateFile, Template]] = []
    head: dict[str, str] = {}
    ahead: TemplateFile | None = file
    while ahead is not None:
        if len(parts) == MAX_CHAIN:
            _refuse(file, 1, "extends", f"more than {MAX_CHAIN} templates build on each other, or in a circle")
        tree = _parse(environment, ahead)
        _check(ahead, tree, known)
        parts.append((ahead, _compile(environment, ahead, tree)))
        head = {**ahead.head, **head}
        ahead = _built_on(folder, ahead, tree)
    return MessageTemplate(file, head, tuple(parts))


def template_faults(folder: TemplateFolder, known: Collection[str]) -> list[Problem]:
    """Return the faults of all templates of the user's own."""
    faults: dict[Problem, None] = {}
    for name in folder.names():
        if folder.is_own(name):
            try:
                read_template(folder, name, known)
            except BadDataError as error:
                faults |= dict.fromkeys(error.problems)
    return list(faults)


def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # the result is text; whoever shows it makes it harmless
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=0,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment


def _refuse(file: TemplateFile, line: int, key: str, fault: str) -> NoReturn:
    raise BadDataError([Problem(file.path, line, key, " ".join(fault.split()).rstrip("."))], _HINT)


def _parse(environment: ImmutableSandboxedEnvironment, file: TemplateFile) -> nodes.Template:
    from jinja2 import TemplateSyntaxError

    try:
        return environment.parse(file.text)
    except TemplateSyntaxError as error:
        _refuse(file, error.lineno, "(syntax)", error.message or "cannot be understood")
    except RecursionError:
        _refuse(file, 1, "(syntax)", "nests too deeply")
    except ValueError:
        _refuse(file, 1, "(syntax)", "holds a number that is too long")


def _compile(environment: ImmutableSandboxedEnvironment, file: TemplateFile, tree: nodes.Template) -> Template:
    from jinja2 import Template, TemplateSyntaxError

    try:
        code = environment.compile(tree, name=file.name, filename=str(file.path))
    except TemplateSyntaxError as error:  # a block that stands twice
        _refuse(file, error.lineno, "(syntax)", error.message or "cannot be understood")
    return Template.from_code(environment, code, {})


def _check(file: TemplateFile, tree: nodes.Template, known: Collection[str]) -> None:
    """Refuse whatever is not text, a known name or a condition, and text that stands outside a block."""
    from jinja2 import nodes

    for part in tree.body:
        loose = isinstance(part, nodes.Output) and not _is_blank(part)
        if loose or not isinstance(part, nodes.Output | nodes.Block | nodes.Extends):
            _refuse(file, _first_line(part), "(outside)", f"stands outside a block; the blocks are {', '.join(BLOCKS)}")
    set_here = {node.name for node, _ in _walk(tree) if isinstance(node, nodes.Name) and node.ctx == "store"}
    names = {*known, *set_here}
    line = 1
    for node, depth in _walk(tree):
        line = node.lineno or line
        if depth > MAX_DEPTH:
            _refuse(file, line, "(syntax)", "nests too deeply")
        fault = _fault(node, names)
        if fault:
            _refuse(file, line, type(node).__name__.lower(), fault)


def _fault(node: nodes.Node, names: Collection[str]) -> str:
    """Return what is wrong with one part of a template, if anything is."""
    from jinja2 import nodes

    kind, fault = type(node).__name__, ""
    if kind not in _PLAIN:
        return _WHY_NOT.get(kind, f"a template has no such thing as {kind.lower()}")
    match node:
        case nodes.Name(name=name) if name not in names:
            fault = f"there is no '{name}'{_near(name, names)}"
        case nodes.Block(name=name) if name not in BLOCKS:
            fault = f"there is no block '{name}'; the blocks are {', '.join(BLOCKS)}"
        case nodes.Filter(name=name) if name not in FILTERS:
            fault = f"there is no filter '{name}'; there are {', '.join(FILTERS)}"
        case nodes.Test(name=name) if name not in TESTS:
            fault = f"there is no test '{name}'; there are {', '.join(TESTS)}"
        case nodes.Assign(target=target) if not isinstance(target, nodes.Name):
            fault = "set gives one name one value"
        case nodes.Extends(template=other) if not (isinstance(other, nodes.Const) and isinstance(other.value, str)):
            fault = 'extends is followed by the name of a template, in quotes: {% extends "thank-you" %}'
    return fault


def _near(name: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(name, sorted(names), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Yield every node in the order of the file, with how deep it lies; no recursion, so that none is too deep."""
    ahead: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while ahead:
        node, depth = ahead.pop()
        yield node, depth
        ahead += [(child, depth + 1) for child in reversed(list(node.iter_child_nodes()))]


def _is_blank(output: nodes.Output) -> bool:
    from jinja2 import nodes

    return all(isinstance(each, nodes.TemplateData) and not each.data.strip() for each in output.nodes)


def _first_line(part: nodes.Node) -> int:
    """Return the line on which something begins, white space before it left out."""
    from jinja2 import nodes

    first = part.nodes[0] if isinstance(part, nodes.Output) and part.nodes else part
    text = first.data if isinstance(first, nodes.TemplateData) else ""
    return first.lineno + text[: len(text) - len(text.lstrip())].count("\n")


def _built_on(folder: TemplateFolder, file: TemplateFile, tree: nodes.Template) -> TemplateFile | None:
    """Return the template that ``file`` extends; one that extends its own name builds on the built-in one."""
    from jinja2 import nodes

    extends = tree.find(nodes.Extends)
    if extends is None:
        return None
    other = str(getattr(extends.template, "value", "")).removesuffix(".txt")
    try:
        return folder.read(other, builtin=other == file.name)
    except NotFoundError as error:
        _refuse(file, extends.lineno, "extends", error.message)


def _line_of(error: BaseException, part: Template) -> int:
    """Return the line of a template at which filling it in went wrong."""
    trace, line = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is part:
            line = part.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
