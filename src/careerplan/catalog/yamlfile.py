"""Reading one YAML file: safe tags only, bounded size, and the line of every key.

The line of a value is found by its path: the keys and indexes that lead to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from careerplan.catalog.load import MAX_BYTES
from careerplan.errors import Problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Plain: TypeAlias = object
Spot: TypeAlias = tuple[str | int, ...]

MAX_VALUES = 300_000
MAX_DEPTH = 40
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
_OPENED = ("quoted scalar", "flow", "simple key")
"""What YAML finds unclosed only further on: the fault is where it was opened."""

_PLAIN_TAGS = {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}


@dataclass
class YamlFile:
    """The content of one file as plain values, the line of every path, and the faults met."""

    path: Path
    content: Plain = None
    lines: dict[Spot, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, spot: Spot) -> int:
        """Return the line of ``spot``, or of the nearest thing around it."""
        while spot and spot not in self.lines:
            spot = spot[:-1]
        return self.lines.get(spot, 1)

    def fault(self, spot: Spot, message: str) -> None:
        """Note a fault at ``spot``."""
        key = ".".join(str(part) for part in spot) or "(file)"
        self.problems.append(Problem(self.path, self.line(spot), key, message))


def read_yaml(path: Path, raw: bytes) -> YamlFile:
    """Read ``raw``, the bytes of ``path``; faults are collected, never raised."""
    file = YamlFile(path)
    if len(raw) > MAX_BYTES:
        file.fault((), f"larger than {MAX_BYTES:,} bytes, which no data file should be")
        return file
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        file.fault((), f"not UTF-8 text (byte {error.start + 1})")
        return file
    try:
        _check_depth(text)
        root = yaml.compose(text, Loader=Loader)
        if root is not None:
            file.content = _Builder(file).build(root, ())
    except yaml.MarkedYAMLError as error:
        opened = error.context_mark if any(each in (error.context or "") for each in _OPENED) else None
        mark = opened or error.problem_mark or error.context_mark
        file.lines[()] = mark.line + 1 if mark else 1
        what = f"not valid YAML: {(error.problem or error.context or '').removeprefix('but ')}"
        file.fault((), _TOO_DEEP if "nesting depth" in what else what)  # newer parsers have a limit of their own
    except yaml.YAMLError as error:
        file.fault((), f"not valid YAML: {str(error).splitlines()[0]}")
    except _TooLargeError as error:
        file.content = None
        file.lines[()] = error.line
        file.fault((), str(error))
    return file


class _TooLargeError(Exception):
    """The file would expand beyond the stated limits, from ``line`` on."""

    def __init__(self, message: str, at: yaml.Event | yaml.Node) -> None:
        super().__init__(message)
        self.line = at.start_mark.line + 1 if at.start_mark else 1


def _check_depth(text: str) -> None:
    """Refuse deep nesting before composing, which recurses in C and would exhaust its stack."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _TooLargeError(_TOO_DEEP, event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Builder:
    """Turns YAML nodes into plain values; counts every value an alias repeats."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.count = 0
        self.open: set[int] = set()
        self.scalars = yaml.constructor.SafeConstructor()

    def build(self, node: yaml.Node, spot: Spot) -> Plain:
        self.count += 1
        if self.count > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} values once aliases are followed"
            raise _TooLargeError(message, node)
        self.file.lines[spot] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, spot)
        if id(node) in self.open:
            message = "an alias that contains itself"
            raise _TooLargeError(message, node)
        if len(spot) > MAX_DEPTH:  # aliases can nest deeper than the text does
            raise _TooLargeError(_TOO_DEEP, node)
        if node.tag not in _PLAIN_TAGS:
            self.file.fault(spot, f"the tag {node.tag} is not allowed here")
            return None
        self.open.add(id(node))
        value = self._mapping(node, spot) if isinstance(node, yaml.MappingNode) else self._sequence(node, spot)
        self.open.discard(id(node))
        return value

    def _scalar(self, node: yaml.ScalarNode, spot: Spot) -> Plain:
        try:
            return self.scalars.construct_object(node)
        except yaml.constructor.ConstructorError:
            self.file.fault(spot, f"the tag {node.tag} is not allowed here")
        except (ValueError, OverflowError) as error:
            self.file.fault(spot, f"'{node.value}' cannot be: {error}")
        except (LookupError, AttributeError):  # PyYAML's way to refuse !!bool perhaps, !!timestamp soon
            self.file.fault(spot, f"'{node.value}' cannot be a {node.tag.rpartition(':')[2]}")
        return None

    def _sequence(self, node: yaml.Node, spot: Spot) -> list[Plain]:
        return [self.build(each, (*spot, index)) for index, each in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, spot: Spot) -> Mapping[str, Plain]:
        result: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode) or not isinstance(key, str):
                self.file.fault(spot, "a key must be a plain word")
                continue
            if key in result:
                first = self.file.lines[(*spot, key)]
                self.file.lines[(*spot, key)] = key_node.start_mark.line + 1
                self.file.fault((*spot, key), "this key stands twice")
                self.file.lines[(*spot, key)] = first
                continue
            result[key] = self.build(value_node, (*spot, key))
            self.file.lines[(*spot, key)] = key_node.start_mark.line + 1
        return result
