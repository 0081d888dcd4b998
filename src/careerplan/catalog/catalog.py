"""The catalog as the rest of the program sees it: records by id, each read only when asked for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from careerplan.catalog.cache import load_cache, save_cache
from careerplan.catalog.load import Compiled, compile_files, content_key, read_files
from careerplan.frozen import read_record
from careerplan.lookup import Entry, find

if TYPE_CHECKING:
    from pathlib import Path

    from careerplan.catalog.activities import Activity, Question
    from careerplan.catalog.organizations import Event, Organization
    from careerplan.catalog.practices import Practice
    from careerplan.catalog.roles import Role
    from careerplan.catalog.rules import Rule
    from careerplan.catalog.search import Searched
    from careerplan.catalog.sources import Source
    from careerplan.catalog.vocabulary import Area, CredentialTerm, EducationLevel, FieldOfStudy, LicenceClass

R = TypeVar("R")


class Shelf(Mapping[str, R]):
    """The records of one kind by id, in the order of the files; each is read at its first use.

    What it gives has the attributes of the model ``R``, but is a ``Frozen`` record.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._built: dict[str, R] = {}

    def __getitem__(self, name: str) -> R:
        if name not in self._built:
            self._built[name] = cast("R", read_record(self._texts[name]))
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield each further name of each record with its id, without building the records."""
        for name, text in self._texts.items():
            yield from ((each, name) for each in json.loads(text).get("names", ()))

    def __len__(self) -> int:
        return len(self._texts)


class Catalog:
    """Everything that is known, cited and read-only."""

    def __init__(self, compiled: Compiled) -> None:
        self._records = compiled.records
        self.main_roles = compiled.main_roles

    @cached_property
    def sources(self) -> Shelf[Source]:
        """What every fact rests on."""
        return Shelf(self._records["source"])

    @cached_property
    def roles(self) -> Shelf[Role]:
        """General and employers' roles."""
        return Shelf(self._records["role"])

    @cached_property
    def organizations(self) -> Shelf[Organization]:
        """Employers, associations and others."""
        return Shelf(self._records["organization"])

    @cached_property
    def events(self) -> Shelf[Event]:
        """Recurring and dated events."""
        return Shelf(self._records["event"])

    @cached_property
    def practices(self) -> Shelf[Practice]:
        """What sources advise on networking, and how strongly."""
        return Shelf(self._records["practice"])

    @cached_property
    def activities(self) -> Shelf[Activity]:
        """What one can do for one's network."""
        return Shelf(self._records["activity"])

    @cached_property
    def rules(self) -> Shelf[Rule]:
        """The follow-up rules."""
        return Shelf(self._records["rule"])

    @cached_property
    def questions(self) -> Shelf[Question]:
        """Questions worth asking."""
        return Shelf(self._records["question"])

    @cached_property
    def levels(self) -> Shelf[EducationLevel]:
        """Levels of education."""
        return Shelf(self._records["level"])

    @cached_property
    def fields(self) -> Shelf[FieldOfStudy]:
        """Fields of study."""
        return Shelf(self._records["field"])

    @cached_property
    def areas(self) -> Shelf[Area]:
        """Areas of work."""
        return Shelf(self._records["area"])

    @cached_property
    def credentials(self) -> Shelf[CredentialTerm]:
        """Certificates, tests, clearances and permits."""
        return Shelf(self._records["credential"])

    @cached_property
    def licences(self) -> Shelf[LicenceClass]:
        """Classes of driving licence, by jurisdiction."""
        return Shelf(self._records["licence"])

    def searched(self) -> dict[str, Searched]:
        """Return what is searched of each role, by id."""
        from careerplan.catalog.search import role_texts

        return role_texts(self._records["role"], self._records["organization"])

    def stated(self) -> dict[str, Iterable[object]]:
        """Return all records that state facts, by kind."""
        shelves: dict[str, Mapping[str, object]] = {
            "role": self.roles,
            "organization": self.organizations,
            "event": self.events,
            "practice": self.practices,
            "activity": self.activities,
            "rule": self.rules,
        }
        return {kind: shelf.values() for kind, shelf in shelves.items()}

    def citations(self) -> Counter[str]:
        """Return how many statements rest on each source."""
        texts = (text for kind, shelf in self._records.items() if kind != "source" for text in shelf.values())
        return Counter(name for text in texts for name in _cited(json.loads(text)))

    def find_role(self, query: str) -> Role:
        """Return the role that a person named by id, title or the beginning of either."""
        if query in self.roles:
            return self.roles[query]
        entries = (Entry(role.id, (role.title, *role.other_titles)) for role in self.roles.values())
        return self.roles[find("roles", query, entries, "careerplan roles list")]

    def find_organization(self, query: str) -> Organization:
        """Return the organization that a person named by id, name, alias or the beginning of one."""
        entries = (
            Entry(each.id, (each.name, *each.other_names, *each.aliases)) for each in self.organizations.values()
        )
        return self.organizations[find("organizations", query, entries, "careerplan organizations list")]

    def lineage(self, role: Role) -> list[Role]:
        """Return the broader roles whose facts also speak of ``role``, nearest first."""
        found: list[Role] = []
        while role.general:
            role = self.roles[role.general]
            found.append(role)
        return found


def _cited(value: object) -> Iterator[str]:
    """Yield the source of every citation below ``value``, a claim's as its document's."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "sources":
                yield from (str(name).partition("#")[0] for name in each)
            else:
                yield from _cited(each)
    elif isinstance(value, list):
        for each in value:
            yield from _cited(each)


def open_catalog(packs: Path, cache: Path) -> Catalog:
    """Return the catalog of the built-in data and the user's packs, from the cache where it holds."""
    files = read_files(packs)
    key = content_key(files)
    compiled = load_cache(cache, key)
    if compiled is None:
        compiled = compile_files(files)
        save_cache(cache, key, compiled)
    return Catalog(compiled)
