"""Checks over whole files: shape, ids used twice, ids that lead nowhere, circles."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from careerplan.catalog.activities import Activity
from careerplan.catalog.base import Record, Ref
from careerplan.catalog.files import CatalogFile
from careerplan.catalog.load import SECTIONS, DataFile
from careerplan.catalog.roles import Role
from careerplan.catalog.sources import Source
from careerplan.catalog.yamlfile import Spot, YamlFile, read_yaml
from careerplan.errors import Problem

_ID = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")


class Placed(NamedTuple):
    """A record and where in which file it stands."""

    record: Record
    file: YamlFile
    spot: Spot
    pack: bool


class Checker:
    """Collects the records of all files and the faults in them."""

    def __init__(self) -> None:
        self.shelves: dict[str, dict[str, Placed]] = {kind: {} for kind in SECTIONS.values()}
        self.aliases: dict[str, set[str]] = {"organization": set()}
        self.main_roles: tuple[str, ...] = ()
        self._main_file: YamlFile | None = None
        self._files: list[YamlFile] = []
        self.overrides: list[str] = []
        self._unread: dict[str, set[str]] = {kind: set() for kind in SECTIONS.values()}
        self._missing: set[str] = set()

    @property
    def problems(self) -> list[Problem]:
        """Every fault so far, by file and line."""
        return sorted(problem for file in self._files for problem in file.problems)

    def add(self, data: DataFile) -> None:
        """Read one file and shelve the records that are sound."""
        file = read_yaml(data.path, data.raw)
        self._files.append(file)
        if not isinstance(file.content, dict):
            if file.content is not None:
                file.fault((), "a data file is a mapping of sections: " + ", ".join(SECTIONS))
            if file.problems:
                self._missing |= set(self.shelves)
            return
        for section, rows in file.content.items():
            if section == "main_roles":
                self._add_main_roles(file, rows)
            elif section in SECTIONS:
                self._add_section(file, section, rows, pack=data.pack)
            else:
                file.fault((section,), f"no such section; there are {', '.join(SECTIONS)}")
                for kind, row in product(self.shelves, rows if isinstance(rows, list) else ()):
                    self._note_unread(kind, row)

    def _add_main_roles(self, file: YamlFile, rows: object) -> None:
        if isinstance(rows, list) and rows and all(isinstance(each, str) for each in rows):
            self.main_roles, self._main_file = tuple(rows), file
        else:
            file.fault(("main_roles",), "a list of role ids, the default role first")

    def _add_section(self, file: YamlFile, section: str, rows: object, *, pack: bool) -> None:
        kind = SECTIONS[section]
        if not isinstance(rows, list):
            file.fault((section,), "a section is a list of records")
            self._missing.add(kind)
            return
        shelf = self.shelves[kind]
        for index, row in enumerate(rows):
            spot: Spot = (section, index)
            record = _validate(file, _adapter(section), row, spot)
            if record is None:
                self._note_unread(kind, row)
                continue
            name = str(getattr(record, "id"))  # noqa: B009 - every kind of record has an id
            before = shelf.get(name)
            if before is not None and before.pack == pack:
                where = f"{before.file.path.name}:{before.file.line(before.spot)}"
                file.fault((*spot, "id"), f"'{name}' is defined twice, first in {where}")
                continue
            if before is not None:
                self.overrides.append(f"{kind} {name} ({file.path.name})")
            shelf[name] = Placed(record, file, spot, pack)

    def _note_unread(self, kind: str, row: object) -> None:
        """Remember a record with a fault, so that what refers to it is not called a fault as well."""
        name = row.get("id") if isinstance(row, dict) else None
        if isinstance(name, str) and _ID.fullmatch(name):
            self._unread[kind].add(name)
        else:
            self._missing.add(kind)

    def _may_be(self, kind: str, name: str) -> bool:
        """Say whether a record that is not there may stand in what could not be read."""
        return kind in self._missing or name in self._unread[kind]

    def check_references(self) -> None:
        """Look up every id that a record names; what a fault elsewhere hides is no fault of its own."""
        for shelf in self.shelves.values():
            for placed in shelf.values():
                for spot, ref, value in _references(placed.record, placed.spot):
                    self._check_reference(placed.file, spot, ref.kind, value)
        for name in self.main_roles:
            if name not in self.shelves["role"] and self._main_file and not self._may_be("role", name):
                self._main_file.fault(("main_roles",), f"no role has the id '{name}'")
        self._check_circles("activity", lambda record: record.needs if isinstance(record, Activity) else ())
        self._check_circles("role", _general)

    def check_templates(self, near: Callable[[Path], Collection[str]]) -> None:
        """Look up the template of every rule among those that are ``near`` its file."""
        for placed in self.shelves["rule"].values():
            name = getattr(placed.record, "template", None)
            if name is not None and name not in near(placed.file.path):
                placed.file.fault((*placed.spot, "template"), f"no template is called '{name}'")

    def _check_reference(self, file: YamlFile, spot: Spot, kind: str, value: str) -> None:
        name, _, number = value.partition("#")
        placed = self.shelves[kind].get(name)
        if placed is None:
            if not self._may_be(kind, name):
                file.fault(spot, f"no {kind} has the id '{name}'")
        elif (
            number
            and isinstance(placed.record, Source)
            and number not in {each.number for each in placed.record.claims}
        ):
            file.fault(spot, f"{name} has no claim #{number}")

    def _check_circles(self, kind: str, following: Callable[[Record], tuple[str, ...]]) -> None:
        shelf = self.shelves[kind]
        done: set[str] = set()
        for start in shelf:
            circle = _circle_from(start, done, lambda name: following(shelf[name].record) if name in shelf else ())
            if circle:
                placed = shelf[circle[0]]
                placed.file.fault(placed.spot, "a circle: " + " → ".join(circle))


def _circle_from(start: str, done: set[str], following: Callable[[str], tuple[str, ...]]) -> list[str]:
    """Return the first circle met on the ways from ``start``; what was walked is noted in ``done``."""
    trail: dict[str, None] = {}
    ahead = [iter((start,))]
    while ahead:  # no recursion: a chain may be longer than Python's stack
        name = next(ahead[-1], None)
        if name is None:
            ahead.pop()
            if trail:
                trail.popitem()
        elif name in trail:
            walked = list(trail)
            return [*walked[walked.index(name) :], name]
        elif name not in done:
            done.add(name)
            trail[name] = None
            ahead.append(iter(following(name)))
    return []


def _general(record: Record) -> tuple[str, ...]:
    return (record.general,) if isinstance(record, Role) and record.general else ()


@cache
def _adapter(section: str) -> TypeAdapter[Record]:
    (row_type, _) = get_args(CatalogFile.model_fields[section].annotation)
    return TypeAdapter(row_type)


def _validate(file: YamlFile, adapter: TypeAdapter[Record], row: object, spot: Spot) -> Record | None:
    try:
        return adapter.validate_python(row)
    except ValidationError as error:
        met = {problem.key for problem in file.problems}  # what could not be read is no value of a wrong type as well
        for fault in error.errors(include_url=False, include_context=False):
            where = (*spot, *fault["loc"])
            if fault["input"] is not None or ".".join(map(str, where)) not in met:
                file.fault(where, _reword(fault["type"], fault["msg"]))
        return None


def _reword(kind: str, message: str) -> str:
    """Say pydantic's faults in the words of a data file."""
    if kind == "extra_forbidden":
        return "no such key here"
    if kind == "missing":
        return "this key is missing"
    if kind == "model_type":
        return "a record is a mapping of keys to values"
    return message.removeprefix("Value error, ")


def _references(record: Record, spot: Spot) -> Iterator[tuple[Spot, Ref, str]]:
    for name, field in type(record).model_fields.items():
        yield from _references_in(getattr(record, name), _ref_of(type(record), name, field), (*spot, name))


def _references_in(value: object, ref: Ref | None, spot: Spot) -> Iterator[tuple[Spot, Ref, str]]:
    if isinstance(value, Record):
        yield from _references(value, spot)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _references_in(each, ref, (*spot, index))
    elif ref is not None and isinstance(value, str):
        yield spot, ref, value


_refs: dict[tuple[type, str], Ref | None] = {}


def _ref_of(owner: type, name: str, field: FieldInfo) -> Ref | None:
    if (owner, name) not in _refs:
        found = [each for each in (*field.metadata, *_nested(field.annotation)) if isinstance(each, Ref)]
        _refs[owner, name] = found[0] if found else None
    return _refs[owner, name]


def _nested(annotation: object) -> Iterator[object]:
    for each in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield each
        yield from _nested(each)
