"""The built-in data: sound, complete against the documents it began from, and each fact cited."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from careerplan.catalog.activities import Theme
from careerplan.catalog.base import Channel
from careerplan.catalog.catalog import Catalog
from careerplan.catalog.load import DataFile, check_files, read_files
from careerplan.catalog.sources import SourceClaim
from careerplan.catalog.yamlfile import read_yaml

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
