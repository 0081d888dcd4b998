"""The shape of one data file: any of the sections below, in any file."""

from collections.abc import Mapping

from careerplan.catalog.activities import Activity, Question
from careerplan.catalog.base import Record
from careerplan.catalog.organizations import Event, Organization
from careerplan.catalog.practices import Practice
from careerplan.catalog.roles import Role, RoleId
from careerplan.catalog.rules import Rule
from careerplan.catalog.sources import Source
from careerplan.catalog.vocabulary import Area, CredentialTerm, EducationLevel, FieldOfStudy, LicenceClass


class CatalogFile(Record):
    """One YAML file of the catalog or of a user's pack.

    ``main_roles`` are the roles compared where none is named; the first of them is the default role.
    """

    sources: tuple[Source, ...] = ()
    roles: tuple[Role, ...] = ()
    organizations: tuple[Organization, ...] = ()
    events: tuple[Event, ...] = ()
    practices: tuple[Practice, ...] = ()
    activities: tuple[Activity, ...] = ()
    rules: tuple[Rule, ...] = ()
    questions: tuple[Question, ...] = ()
    levels: tuple[EducationLevel, ...] = ()
    fields: tuple[FieldOfStudy, ...] = ()
    areas: tuple[Area, ...] = ()
    credentials: tuple[CredentialTerm, ...] = ()
    licences: tuple[LicenceClass, ...] = ()
    main_roles: tuple[RoleId, ...] = ()


def file_schema(section: str | None = None) -> dict[str, object]:
    """Return the JSON Schema of a data file, or of one that holds nothing but ``section``."""
    whole = CatalogFile.model_json_schema()
    if section is None:
        return whole
    kept: dict[str, object] = {section: whole["properties"][section]}
    wanted = _definitions(kept, whole["$defs"])
    definitions = {name: each for name, each in whole["$defs"].items() if name in wanted}
    return {**whole, "properties": kept, "$defs": definitions, "required": [section]}


def _definitions(value: object, known: Mapping[str, object]) -> set[str]:
    """Return the names of all definitions that a part of a schema needs."""
    found: set[str] = set()
    ahead = [value]
    while ahead:
        each = ahead.pop()
        if isinstance(each, dict):
            name = str(each.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                ahead.append(known[name])
            ahead += each.values()
        elif isinstance(each, list):
            ahead += each
    return found
