"""Choosing roles by place, occupation, employer and coverage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.load import DataFile, compile_files
from careerplan.catalog.selection import Bodies, Selection, select, select_events, select_organizations
from careerplan.errors import AmbiguousError, NotFoundError

PACK = """\
sources:
  - {id: page, title: A page, publisher: null, kind: other}
organizations:
  - {id: csc, name: Federal Service, other_names: [SCC], aliases: [org-csc], kind: employer,
     summary: {text: An employer, sources: [page]}}
  - {id: on-corrections, name: Ontario Corrections, kind: employer, summary: {text: An employer, sources: [page]}}
roles:
"""


def row(name: str, occupation: str, **more: str) -> str:
    facts = {"id": name, "title": name.title(), "occupation": occupation, **more}
    said = ", ".join(f"{key}: {value}" for key, value in facts.items())
    return f"  - {{{said}, summary: {{text: A role, sources: [page]}}}}\n"


ROWS = [
    row("officer", "correctional-officer", jurisdiction="CA"),
    row("officer-anywhere", "correctional-officer"),
    row("csc-guard", "correctional-officer", jurisdiction="CA", employer="csc", coverage="partial"),
    row("on-guard", "correctional-officer", jurisdiction="CA-ON", employer="on-corrections", coverage="partial"),
    row("on-probation", "probation-officer", jurisdiction="CA-ON", employer="on-corrections", coverage="none"),
    row("qc-probation", "probation-officer", jurisdiction="CA-QC"),
    row("nsw-guard", "correctional-officer", jurisdiction="AU-NSW"),
    row("board", "parole-board-member", jurisdiction="CA", employer="csc", coverage="none"),
]
CATALOG = Catalog(compile_files([DataFile(Path("pack.yaml"), (PACK + "".join(ROWS)).encode(), pack=False)]))


def chosen(*places: str, **wanted: str) -> list[str]:
    return [role.id for role in select(CATALOG, Selection(places, **wanted))]


def test_nothing_asked_is_all_roles_in_the_order_of_the_catalog() -> None:
    assert chosen() == list(CATALOG.roles)
    assert not Selection().asks


@pytest.mark.parametrize(
    "wanted",
    [
        Selection(["CA"]),
        Selection(occupation="probation-officer"),
        Selection(employer="csc"),
        Selection(coverage="none"),
    ],
)
def test_anything_named_is_asked(wanted: Selection) -> None:
    assert wanted.asks


@pytest.mark.parametrize("written", ["CA-ON", "ca-on", " Ca-On "])
def test_a_place_is_its_code_in_any_case(written: str) -> None:
    assert chosen(written) == ["on-guard", "on-probation"]


def test_a_country_alone_is_its_federal_service() -> None:
    assert chosen("CA") == ["officer", "csc-guard", "board"]


def test_a_pattern_takes_in_every_province_and_a_wider_one_the_country_too() -> None:
    assert chosen("ca-*") == ["on-guard", "on-probation", "qc-probation"]
    assert chosen("CA*") == ["officer", "csc-guard", "on-guard", "on-probation", "qc-probation", "board"]
    assert chosen("CA-[NO]?") == ["on-guard", "on-probation"]


def test_several_places_are_any_of_them() -> None:
    assert chosen("CA-QC", "AU-*") == ["qc-probation", "nsw-guard"]


def test_a_pattern_that_fits_no_role_chooses_none() -> None:
    assert chosen("US-*") == []


def test_a_place_of_no_role_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(NotFoundError) as raised:
        chosen("CA-OM")

    assert "CA-OM" in raised.value.message
    assert "CA-ON" in raised.value.hint


def test_one_place_that_does_not_exist_spoils_the_others() -> None:
    with pytest.raises(NotFoundError):
        chosen("CA-ON", "XX")


def test_an_occupation_may_be_cut_short() -> None:
    assert chosen(occupation="prob") == ["on-probation", "qc-probation"]


@pytest.mark.parametrize("query", ["parole-officer", ""])
def test_an_occupation_that_no_role_has_is_an_error(query: str) -> None:
    with pytest.raises(NotFoundError):
        chosen(occupation=query)


def test_an_occupation_that_could_be_two_is_an_error() -> None:
    with pytest.raises(AmbiguousError):
        chosen(occupation="p")


@pytest.mark.parametrize("query", ["csc", "Federal Service", "federal", "SCC", "org-csc"])
def test_an_employer_goes_by_its_id_or_any_of_its_names(query: str) -> None:
    assert chosen(employer=query) == ["csc-guard", "board"]


def test_an_employer_nobody_knows_is_an_error() -> None:
    with pytest.raises(NotFoundError):
        chosen(employer="navy")


def test_coverage_leaves_out_what_has_another_or_none_at_all() -> None:
    assert chosen(coverage="partial") == ["csc-guard", "on-guard"]
    assert chosen(coverage="full") == []


@given(
    st.lists(st.sampled_from(["CA", "CA-ON", "CA-*", "AU-NSW", "*"]), max_size=2),
    st.none() | st.sampled_from(["correctional-officer", "probation-officer"]),
    st.none() | st.sampled_from(["csc", "on-corrections"]),
    st.none() | st.sampled_from(["full", "partial", "none"]),
)
def test_all_that_is_asked_must_hold(
    places: list[str], occupation: str | None, employer: str | None, coverage: str | None
) -> None:
    together = select(CATALOG, Selection(places, occupation, employer, coverage))
    apart = [
        select(CATALOG, each)
        for each in (
            Selection(places),
            Selection(occupation=occupation),
            Selection(employer=employer),
            Selection(coverage=coverage),
        )
    ]

    assert together == [role for role in CATALOG.roles.values() if all(role in found for found in apart)]


BODIES = """\
sources:
  - {id: page, title: A page, publisher: null, kind: other}
organizations:
  - {id: union, name: A union, kind: union, jurisdictions: [CA-ON, CA-QC], serves: [guard, probation-officer],
     joinable: false, not_joinable_because: Members only, summary: {text: A union, sources: [page]}}
  - {id: club, name: A club, kind: club, jurisdictions: [CA], serves: [guard], summary: {text: A club, sources: [page]}}
  - {id: world, name: World body, kind: club, jurisdictions: [international], summary: {text: Body, sources: [page]}}
  - {id: nowhere, name: Of no place, kind: club, summary: {text: A club, sources: [page]}}
activities:
  - {id: go, title: Go, theme: event, channel: offline, hours: 1, value: 1, steps: [Go],
     why: [{text: It helps, sources: [page]}]}
events:
  - {id: fair, name: A fair, kind: fair, activity: go, jurisdiction: CA-ON, summary: {text: A fair, sources: [page]}}
  - {id: week, name: A week, kind: week, activity: go, jurisdiction: CA, summary: {text: A week, sources: [page]}}
  - {id: online, name: A webinar, kind: week, activity: go, summary: {text: A webinar, sources: [page]}}
"""
OTHERS = Catalog(compile_files([DataFile(Path("bodies.yaml"), BODIES.encode(), pack=False)]))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Bodies(), ["union", "club", "world", "nowhere"]),
        (Bodies(kind="club"), ["club", "world", "nowhere"]),
        (Bodies(jurisdictions=["ca-qc"]), ["union"]),
        (Bodies(jurisdictions=["CA*"]), ["union", "club"]),
        (Bodies(jurisdictions=["International", "CA"]), ["club", "world"]),
        (Bodies(serves="guard"), ["union", "club"]),
        (Bodies(serves="prob"), ["union"]),
        (Bodies(joinable=True), ["club", "world", "nowhere"]),
        (Bodies(serves="guard", jurisdictions=["CA*"], joinable=True, kind="club"), ["club"]),
    ],
)
def test_organizations_are_chosen_by_kind_place_whom_they_serve_and_whether_one_may_join(
    wanted: Bodies, found: list[str]
) -> None:
    assert [each.id for each in select_organizations(OTHERS, wanted)] == found


@pytest.mark.parametrize("wanted", [Bodies(kind="navy"), Bodies(serves="sailor"), Bodies(jurisdictions=["CA-BC"])])
def test_what_no_organization_has_is_an_error_that_says_where_to_look(wanted: Bodies) -> None:
    with pytest.raises(NotFoundError) as raised:
        select_organizations(OTHERS, wanted)

    assert "careerplan organizations list" in raised.value.hint


def test_events_are_chosen_by_place() -> None:
    def chosen_events(*places: str) -> list[str]:
        return [each.id for each in select_events(OTHERS, places)]

    assert chosen_events() == ["fair", "week", "online"]
    assert chosen_events("CA-ON") == ["fair"]
    assert chosen_events("CA-*", "CA") == ["fair", "week"]
    with pytest.raises(NotFoundError):
        chosen_events("CA-QC")
