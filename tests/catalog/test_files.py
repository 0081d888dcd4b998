"""The JSON Schema of a data file: valid, no narrower than the models, and no wider where a shape can say so."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from careerplan.catalog.files import CatalogFile, file_schema
from careerplan.catalog.load import SECTIONS, builtin_folder, read_whole
from careerplan.catalog.yamlfile import read_yaml

Document = dict[str, Any]
Spot = tuple[str | int, ...]

SAMPLES: Document = yaml.safe_load("""
sources:
  - id: page
    title: A page
    publisher: null
    url: https://example.org/
    kind: other
    date: 2019-05/2020
    seen: whole
    claims: [{number: '01', text: Something, left_out: Not needed}]
roles:
  - id: guard
    title: Guard
    other_titles: [Warden]
    occupation: guard
    employer: csc
    jurisdiction: CA-ON
    coverage: partial
    codes: [{system: NOC, year: 2021, code: '43201', sources: [page]}]
    summary: {text: Guards, sources: ['page#01'], derived: true}
    requirements:
      - id: education
        kind: education
        level: required
        when: to-apply
        readings:
          - text: Two years
            sources: [page]
            criterion: {kind: education, level: diploma, fields: [law], years: 2}
          - {text: A degree, sources: [page], standing: reported}
      - id: rest
        kind: other
        level: varies
        text: The rest
        sources: [page]
        lead_time: {least: 1, most: 2}
        cost: {least: 10, most: 20.5, currency: CAD}
        validity: 12
        only_in: [CA-ON]
        needs: [education]
        only_if: {kind: declared, key: own, question: 'Own?'}
        criterion:
          any_of:
            - {kind: age, at_least: 18, below: 60}
            - all_of:
                - {kind: status, any: [citizen], country: CA}
                - {kind: driving, class: '5', of: CA-BC, stage: novice}
            - kind: time
              months: 24
              study: {fields: [law], worth: 0.5}
              work: {areas: [custody], part_time: calendar}
            - {kind: credential, any: [first-aid], current: true, taken_in: home}
            - {kind: language, language: fr, level: advanced}
    hiring_steps: [{name: Apply, duration: A week, sources: [page]}]
    how_to_apply: [{text: Online, url: https://example.org/, sources: [page]}]
    training: [{text: Course, paid: true, sources: [page]}]
    pay: [{rank: New, minimum: 20, maximum: 30.5, steps: [20, 30.5], unit: hour, currency: CAD, sources: [page]}]
    disagreements: [{dimension: pay, texts: [{text: One, sources: [page]}, {text: Two, sources: [page]}]}]
organizations:
  - id: csc
    name: Service
    aliases: [org-csc]
    kind: employer
    jurisdictions: [CA, international]
    summary: {text: A service, sources: [page]}
    fees: [{category: Student, amount: 0, currency: CAD, period: year, sources: [page]}]
    how_to_join: [{text: Write, sources: [page]}]
events:
  - id: fair
    name: A fair
    organizer: csc
    kind: fair
    activity: visit
    channel: both
    usual_months: [1, 12]
    next: '2027-05-01'
    last_known: [{dates: 2026-05, place: Ottawa, sources: [page]}]
    summary: {text: A fair, sources: [page]}
practices:
  - id: thanks
    topic: thanks
    rule: Say thanks
    text: It is said to help
    figures: [{what: Share, value: 1, most: 2.5, unit: per cent}]
    strength: opinion
    sources: [page]
activities:
  - id: visit
    title: Visit
    theme: event
    channel: offline
    hours: 1.25
    value: 5
    contact: makes
    steps: [Go]
    why: [{text: It helps, sources: [page]}]
    evidence: [thanks]
rules:
  - id: met-note
    trigger: met
    action: Write
    delay: 2
    latest: 14
    closed_by: [call]
    why: [{text: It helps, sources: [page]}]
questions:
  - {id: why, group: Work, text: 'Why?', occupations: [guard]}
levels:
  - {id: diploma, names: [Diploma], implies: [secondary], derived: true, years: [2, 3]}
fields:
  - {id: law, may: [justice], sources: [page]}
areas:
  - {id: custody, equivalent: [prisons], sources: [page]}
credentials:
  - {id: first-aid, umbrella: true, kept_in: credentials, valid_months: [12, 36]}
licences:
  - {id: bc-5, jurisdiction: CA-BC, class: '5', covers: [car], stages: [novice, full]}
main_roles: [guard]
""")


@cache
def validator(section: str | None = None) -> Draft202012Validator:
    return Draft202012Validator(file_schema(section))


@cache
def built_in() -> dict[str, Document]:
    """Return the content of every built-in file by its name."""
    files = read_whole(builtin_folder())
    contents = {file.path.name: read_yaml(file.path, file.raw).content for file in files}
    return {name: content for name, content in contents.items() if isinstance(content, dict)}


def refusals(document: object, section: str | None = None) -> list[str]:
    return [error.message for error in validator(section).iter_errors(document)]


def is_sound(document: object) -> bool:
    try:
        CatalogFile.model_validate(document)
    except ValidationError:
        return False
    return True


def with_value(spot: Spot, value: object) -> Document:
    """Return the samples with another value at a place, or with one more where there was none."""
    document = copy.deepcopy(SAMPLES)
    inside: Any = document
    for part in spot[:-1]:
        inside = inside[part]
    inside[spot[-1]] = value
    return document


def without(spot: Spot) -> Document:
    document = copy.deepcopy(SAMPLES)
    inside: Any = document
    for part in spot[:-1]:
        inside = inside[part]
    del inside[spot[-1]]
    return document


def records_in(value: object, spot: Spot = ()) -> Iterator[tuple[Spot, Document]]:
    """Yield every mapping of a document and where it stands."""
    if isinstance(value, dict):
        yield spot, value
        for key, below in value.items():
            yield from records_in(below, (*spot, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from records_in(below, (*spot, index))


RECORDS = list(records_in(SAMPLES))
each_record = pytest.mark.parametrize("spot", [spot for spot, _ in RECORDS], ids=lambda spot: ".".join(map(str, spot)))
each_section = pytest.mark.parametrize("section", SECTIONS)


@pytest.mark.parametrize("section", [None, *SECTIONS])
def test_the_schema_is_a_schema_with_all_its_definitions_and_no_other(section: str | None) -> None:
    schema = file_schema(section)
    refs = {value.rpartition("/")[2] for _, each in records_in(schema) if isinstance(value := each.get("$ref"), str)}
    definitions = schema["$defs"]

    Draft202012Validator.check_schema(schema)
    assert isinstance(definitions, dict)
    assert set(definitions) == refs


def test_every_section_has_a_sample_here() -> None:
    assert set(SAMPLES) == {*SECTIONS, "main_roles"}
    assert is_sound(SAMPLES)


def test_a_file_of_every_section_is_accepted() -> None:
    assert refusals(SAMPLES) == []
    assert refusals({}) == []


@each_section
def test_a_file_of_one_section_is_accepted_and_no_other_section_in_it(section: str) -> None:
    own = {section: SAMPLES[section]}
    another = next(each for each in SECTIONS if each != section)

    assert refusals(own, section) == []
    assert refusals({**own, another: SAMPLES[another]}, section) != []
    assert refusals({}, section) != []


@each_section
def test_every_built_in_record_is_accepted_as_its_model_writes_it(section: str) -> None:
    rows = 0
    for name, content in built_in().items():
        if section in content:
            model = CatalogFile.model_validate({section: content[section]})
            written = model.model_dump(mode="json", by_alias=True, include={section})
            assert (name, refusals(written, section)) == (name, [])
            rows += len(written[section])
    assert rows


@each_record
def test_a_key_that_no_field_foresees_is_refused_by_the_schema_as_by_the_models(spot: Spot) -> None:
    document = with_value((*spot, "colour"), "red")

    assert not is_sound(document)
    assert refusals(document) != []


@each_record
def test_a_key_that_the_models_need_the_schema_needs_too_and_no_other(spot: Spot) -> None:
    record = next(each for place, each in RECORDS if place == spot)

    for key in record:
        document = without((*spot, key))
        told = [message for message in refusals(document) if "required" in message or "not valid under" in message]
        try:
            CatalogFile.model_validate(document)
        except ValidationError as error:
            missing = [fault for fault in error.errors() if fault["type"] in {"missing", "criterion"}]
            assert bool(told) is bool(missing), key
        else:
            assert told == [], key


@pytest.mark.parametrize(
    ("spot", "value"),
    [
        (("sources",), {"id": "page"}),
        (("sources", 0), "page"),
        (("sources", 0, "id"), "Not An Id"),
        (("sources", 0, "id"), 5),
        (("sources", 0, "kind"), "rumour"),
        (("sources", 0, "seen"), "glance"),
        (("sources", 0, "claims", 0, "number"), "1"),
        (("roles", 0, "title"), ""),
        (("roles", 0, "title"), ["Guard"]),
        (("roles", 0, "title"), "x" * 4001),
        (("roles", 0, "jurisdiction"), "Ontario"),
        (("roles", 0, "coverage"), "most"),
        (("roles", 0, "summary"), "Guards"),
        (("roles", 0, "summary", "sources"), "page"),
        (("roles", 0, "summary", "sources", 0), "page#1"),
        (("roles", 0, "summary", "derived"), "no idea"),
        (("roles", 0, "requirements", 0, "kind"), "height"),
        (("roles", 0, "requirements", 0, "level"), "nice"),
        (("roles", 0, "requirements", 0, "when"), "soon"),
        (("roles", 0, "requirements", 1, "check"), "guess"),
        (("roles", 0, "requirements", 1, "validity"), 0),
        (("roles", 0, "requirements", 1, "cost", "least"), -1),
        (("roles", 0, "requirements", 1, "only_if"), {"kind": "height"}),
        (("roles", 0, "requirements", 1, "criterion"), {"any_of": []}),
        (("roles", 0, "requirements", 1, "criterion"), {"kind": "age", "at_least": "old"}),
        (("roles", 0, "requirements", 1, "criterion"), {"kind": "age", "level": "diploma"}),
        (("roles", 0, "requirements", 1, "criterion"), []),
        (("roles", 0, "pay", 0, "minimum"), 0),
        (("roles", 0, "pay", 0, "steps", 0), -1),
        (("roles", 0, "pay", 0, "unit"), "fortnight"),
        (("roles", 0, "disagreements", 0, "dimension"), "weather"),
        (("roles", 0, "disagreements", 0, "texts"), [{"text": "One", "sources": ["page"]}]),
        (("organizations", 0, "jurisdictions", 0), "ca"),
        (("organizations", 0, "fees", 0, "amount"), -1),
        (("organizations", 0, "fees", 0, "period"), "day"),
        (("events", 0, "usual_months"), [13]),
        (("events", 0, "channel"), "radio"),
        (("practices", 0, "strength"), "hearsay"),
        (("activities", 0, "theme"), "fun"),
        (("activities", 0, "hours"), 0),
        (("activities", 0, "hours"), 13),
        (("activities", 0, "hours"), 1.1),
        (("activities", 0, "steps"), []),
        (("activities", 0, "contact"), "loses"),
        (("rules", 0, "trigger"), "lunch"),
        (("rules", 0, "delay"), -1),
        (("levels", 0, "years"), [2]),
        (("credentials", 0, "kept_in"), "pocket"),
        (("licences", 0, "covers"), []),
        (("licences", 0, "stages"), ["expert"]),
        (("main_roles",), "guard"),
    ],
)
def test_a_value_that_the_models_refuse_the_schema_refuses_too(spot: Spot, value: object) -> None:
    document = with_value(spot, value)

    assert not is_sound(document)
    assert refusals(document) != []


def test_a_section_that_does_not_exist_is_refused() -> None:
    assert refusals({"rolls": []}) != []
    assert not is_sound({"rolls": []})


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert refusals([]) != []
    assert refusals("roles") != []
