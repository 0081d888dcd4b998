"""Choosing roles by place, occupation, employer and coverage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.load import DataFile, compile_files
from careerplan.catalog.selection import Selection, select
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
