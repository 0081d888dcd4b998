"""The built-in data: sound, complete against the documents it began from, and each fact cited."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from careerplan.catalog.activities import Theme
from careerplan.catalog.base import Channel
from careerplan.catalog.catalog import Catalog
from careerplan.catalog.files import CatalogFile
from careerplan.catalog.load import DataFile, check_files, read_files
from careerplan.catalog.roles import Role
from careerplan.catalog.sources import SourceClaim
from careerplan.catalog.yamlfile import read_yaml
from careerplan.lookup import fold
from careerplan.places import PLACES
from careerplan.planning.statements import DIMENSIONS, statements

DOCUMENTS = {"seed-000": 80, "seed-001": 15, "seed-002": 8, "seed-003": 11, "seed-004": 29}


@pytest.fixture(scope="module")
def files() -> list[DataFile]:
    return read_files(Path("no packs"))


@pytest.fixture(scope="module")
def catalog(files: list[DataFile]) -> Catalog:
    compiled, problems = check_files(files)
    assert problems == []
    return Catalog(compiled)


def citations(value: object) -> Iterator[str]:
    """Every entry of every list called ``sources`` below ``value``."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "sources" and isinstance(below, list):
                yield from (each for each in below if isinstance(each, str))
            yield from citations(below)
    elif isinstance(value, list):
        for below in value:
            yield from citations(below)


@pytest.fixture(scope="module")
def cited(files: list[DataFile]) -> set[str]:
    """Return what the files in data/ cite, comments and seeds left aside."""
    return {
        each
        for file in files
        if file.path.parent.name != "seeds"
        for each in citations(read_yaml(file.path, file.raw).content)
    }


@pytest.mark.parametrize(("document", "count"), DOCUMENTS.items())
def test_every_document_keeps_all_its_claims(catalog: Catalog, document: str, count: int) -> None:
    numbers = [claim.number for claim in catalog.sources[document].claims]

    assert len(numbers) == len(set(numbers)) == count
    assert numbers == sorted(numbers, key=int)


def test_there_are_no_other_documents(catalog: Catalog) -> None:
    assert {source.id for source in catalog.sources.values() if source.claims} == set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_claim_is_used_or_says_why_not(catalog: Catalog, cited: set[str], document: str) -> None:
    def used(claim: SourceClaim) -> bool:
        return f"{document}#{claim.number}" in cited

    claims = catalog.sources[document].claims

    assert [claim.number for claim in claims if not used(claim) and not claim.left_out] == []
    assert [claim.number for claim in claims if used(claim) and claim.left_out] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_says_how_far_to_trust_it_and_where_it_speaks_of(catalog: Catalog, document: str) -> None:
    source = catalog.sources[document]

    assert source.seen == "whole"
    assert source.trust
    assert source.place


def test_documents_are_cited_by_claim_never_as_a_whole(cited: set[str]) -> None:
    assert cited.isdisjoint(DOCUMENTS)


def test_the_three_roles_compared_where_none_is_named(catalog: Catalog) -> None:
    assert catalog.main_roles == ("correctional-officer", "parole-officer", "probation-officer")


def test_two_documents_disagree_on_a_parole_officers_education_and_both_are_kept(catalog: Catalog) -> None:
    education = next(each for each in catalog.roles["parole-officer"].requirements if each.id == "education")

    assert education.text is None
    said = {source: reading.text for reading in education.readings for source in reading.sources}
    assert "2 years of post-secondary" in said["seed-001#01"]
    assert "bachelor's degree" in said["seed-004#10"]


def test_albertas_average_pay_has_the_unit_but_no_currency(catalog: Catalog) -> None:
    (pay,) = catalog.roles["ca-ab-parole-probation-officer"].pay

    assert (pay.average, pay.unit, pay.currency, pay.as_of) == (43.68, "hour", None, None)
    assert (pay.minimum, pay.maximum) == (None, None)
    assert pay.note is not None
    assert "no currency" in pay.note
    assert pay.sources == ("seed-001#02",)


def test_albertas_demand_is_kept_and_called_implausible(catalog: Catalog) -> None:
    (demand,) = [each for each in catalog.roles["ca-ab-parole-probation-officer"].outlook if "1,600" in each.text]

    assert demand.note is not None
    assert "implausible" in demand.note
    assert demand.sources == ("seed-001#04",)


def test_albertas_figures_stand_in_no_other_role(catalog: Catalog) -> None:
    others = [role for role in catalog.roles.values() if role.id != "ca-ab-parole-probation-officer"]

    assert not [role.id for role in others for pay in role.pay if "seed-001#02" in pay.sources]
    assert not [role.id for role in others for claim in role.outlook if "seed-001#04" in claim.sources]


def test_the_organizations(catalog: Catalog) -> None:
    assert {"ccja", "cacc", "can-sebp", "csc"} <= set(catalog.organizations)


def test_an_alias_stands_for_one_organization(catalog: Catalog) -> None:
    known = list(catalog.organizations.values())
    names = [*catalog.organizations, *(alias for each in known for alias in each.aliases)]

    assert sorted(names) == sorted(set(names))


def test_an_organization_that_cannot_be_joined_says_why(catalog: Catalog) -> None:
    closed = {each.id: each.not_joinable_because for each in catalog.organizations.values() if not each.joinable}

    assert all(closed.values())


def test_there_are_activities_enough(catalog: Catalog) -> None:
    assert len(catalog.activities) >= 40


@pytest.mark.parametrize("theme", get_args(Theme))
def test_every_theme_has_an_activity(catalog: Catalog, theme: str) -> None:
    assert theme in {activity.theme for activity in catalog.activities.values()}


@pytest.mark.parametrize("channel", get_args(Channel))
def test_every_channel_has_an_activity(catalog: Catalog, channel: str) -> None:
    assert channel in {activity.channel for activity in catalog.activities.values()}


def test_there_are_twelve_themes_and_three_channels() -> None:
    assert (len(get_args(Theme)), len(get_args(Channel))) == (12, 3)


@pytest.mark.parametrize(
    "trigger", ["informational-interview", "event", "connected", "help-received", "no-reply", "keep-in-touch"]
)
def test_every_kind_of_touch_earns_a_follow_up(catalog: Catalog, trigger: str) -> None:
    assert trigger in {rule.trigger for rule in catalog.rules.values()}


def test_each_tie_is_kept_in_touch_with_at_its_own_pace(catalog: Catalog) -> None:
    days = {rule.tie: rule.delay for rule in catalog.rules.values() if rule.trigger == "keep-in-touch"}

    assert sorted(days, key=str) == ["close", "loose", "regular"]
    assert days["close"] < days["regular"] < days["loose"]


def test_a_rules_id_begins_with_its_trigger(catalog: Catalog) -> None:
    assert [rule.id for rule in catalog.rules.values() if not rule.id.startswith(f"{rule.trigger}-")] == []


# What every role, event and practice has to hold to.

IDS = Path(__file__).with_name("role-ids.txt").read_text(encoding="utf-8").split()
"""Ids that people may have in a profile, a plan or a pack: they never change."""

JUDGED = {"education", "age", "licence", "citizenship", "certification", "fitness", "experience"}
"""Kinds of requirement that a person could be checked against, or it is said why not."""

CLASSIFICATIONS = re.compile(
    r"(noc|noc2021|oasis|mcmaster-noc|statcan-noc2016|jobbank-(wages|requirements|desc)|bls-ooh|onet|anzsco|osp|spl)-.*"
)
"""Sources that describe an occupation in a whole country, whoever the employer."""

EDITOR_HINT = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def roles_of(catalog: Catalog) -> list[Role]:
    return list(catalog.roles.values())


def own_texts(role: Role, dimension: str) -> set[str]:
    """Return what a role's own sources say in one dimension, but for case, accents and signs."""
    return {" ".join(re.findall(r"\w+", fold(each.text))) for each in statements(role, (), dimension)}


def test_no_role_id_was_lost(catalog: Catalog) -> None:
    assert len(IDS) >= 67
    assert [each for each in IDS if each not in catalog.roles] == []


def test_every_place_has_a_name(catalog: Catalog) -> None:
    places = {role.jurisdiction for role in roles_of(catalog)}
    places |= {each.jurisdiction for each in catalog.events.values()}
    places |= {place for each in catalog.organizations.values() for place in each.jurisdictions}

    assert places - {None, "international"} - set(PLACES) == set()


@pytest.mark.parametrize("dimension", [each for each in DIMENSIONS if each != "codes"])
def test_what_holds_in_general_is_not_said_again_of_an_employer(catalog: Catalog, dimension: str) -> None:
    repeated = [
        (role.id, broader.id, text)
        for role in roles_of(catalog)
        if role.employer
        for broader in catalog.lineage(role)
        for text in own_texts(role, dimension) & own_texts(broader, dimension)
    ]

    assert repeated == []


def test_a_classification_alone_never_makes_a_requirement_an_employers_own(catalog: Catalog) -> None:
    said = [
        (role.id, requirement.id, each.level or requirement.level, each.standing or requirement.standing, each.sources)
        for role in roles_of(catalog)
        if role.employer
        for requirement in role.requirements
        for each in requirement.readings or (requirement,)
    ]

    assert [
        (role, requirement)
        for role, requirement, level, standing, sources in said
        if level == "required" and standing == "own" and any(CLASSIFICATIONS.fullmatch(name) for name in sources)
    ] == []
    assert any(standing == "general" for _, _, _, standing, _ in said)


def test_what_could_be_checked_has_a_criterion_or_says_why_not(catalog: Catalog) -> None:
    unjudged = [
        (role.id, each.id)
        for role in roles_of(catalog)
        for each in role.requirements
        if each.kind in JUDGED
        and each.criterion is None
        and each.check is None
        and not any(reading.criterion for reading in each.readings)
    ]

    assert unjudged == []


def test_an_employers_role_states_how_much_is_known_and_shows_what_it_claims(catalog: Catalog) -> None:
    employed = [role for role in roles_of(catalog) if role.employer]
    shown = {
        role.id
        for role in employed
        if any(
            (each.standing or requirement.standing) != "general"
            for requirement in role.requirements
            for each in requirement.readings or (requirement,)
        )
    }

    assert [role.id for role in employed if role.coverage is None] == []
    assert [role.id for role in employed if role.coverage != "none" and role.id not in shown] == []
    assert {role.coverage for role in employed} >= {"partial", "none"}


def test_every_figure_of_pay_names_its_currency_but_albertas(catalog: Catalog) -> None:
    nameless = [(role.id, pay.sources) for role in roles_of(catalog) for pay in role.pay if not pay.currency]

    assert nameless == [("ca-ab-parole-probation-officer", ("seed-001#02",))]


def test_every_figure_of_pay_is_one_that_its_unit_allows(catalog: Catalog) -> None:
    """A slip of a unit or of a digit makes an hour cost thousands, or a year twenty."""
    likely = {"hour": (10, 150), "day": (50, 1500), "week": (300, 6000), "biweekly": (600, 12_000)}
    likely |= {"month": (1500, 25_000), "year": (15_000, 300_000)}
    figures = [
        (role.id, pay.unit, amount)
        for role in roles_of(catalog)
        for pay in role.pay
        for amount in (pay.minimum, pay.maximum, pay.median, pay.average, *pay.steps)
        if amount is not None
    ]

    assert [each for each in figures if not likely[each[1]][0] <= each[2] <= likely[each[1]][1]] == []


def test_middles_and_steps_lie_between_the_ends_and_steps_rise(catalog: Catalog) -> None:
    pays = [(role.id, pay) for role in roles_of(catalog) for pay in role.pay]
    outside = [
        (role, amount)
        for role, pay in pays
        for amount in (pay.median, pay.average, *pay.steps)
        if amount is not None and not (pay.minimum or 0) <= amount <= (pay.maximum or amount)
    ]

    assert outside == []
    assert [(role, pay.steps) for role, pay in pays if list(pay.steps) != sorted(set(pay.steps))] == []
    assert any(pay.steps for _, pay in pays)


def test_every_event_has_an_activity_and_an_organizer_or_none_in_particular(catalog: Catalog) -> None:
    events = catalog.events.values()

    assert [each.id for each in events if each.activity not in catalog.activities] == []
    assert [each.id for each in events if each.organizer and each.organizer not in catalog.organizations] == []
    assert sum(each.organizer is not None for each in events) > len(events) / 2


def test_every_practice_is_the_evidence_of_something_to_do(catalog: Catalog) -> None:
    of_activities = {name for each in catalog.activities.values() for name in each.evidence}
    of_rules = {name for each in catalog.rules.values() for name in each.evidence}

    assert set(catalog.practices) - of_activities - of_rules == set()


def test_every_file_tells_an_editor_its_schema(files: list[DataFile]) -> None:
    hints = {file.path: EDITOR_HINT.fullmatch(file.raw.decode().splitlines()[0]) for file in files}

    assert [path.name for path, hint in hints.items() if hint is None] == []
    assert [path.name for path, hint in hints.items() if hint and not (path.parent / hint[1]).is_file()] == []


def test_a_file_of_roles_holds_those_of_its_place_and_no_other(files: list[DataFile]) -> None:
    placed = [file for file in files if file.path.parent.name == "roles"]
    strangers = []
    for file in placed:
        content = read_yaml(file.path, file.raw).content
        place = file.path.stem.upper()
        roles = CatalogFile.model_validate({"roles": content["roles"]}).roles if isinstance(content, dict) else ()
        inside = {place} if place == "CA" or "-" in place else {place, *(each for each in PLACES if each[:2] == place)}
        strangers += [(file.path.name, role.id) for role in roles if role.jurisdiction not in inside]
        strangers += [(file.path.name, role.id) for role in roles if not role.employer]
        assert roles, file.path.name

    assert strangers == []
    assert len(placed) >= 17
