"""The shape of one data file: any of the sections below, in any file."""

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
