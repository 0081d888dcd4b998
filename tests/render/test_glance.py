"""Many roles at a glance: every role and every sign is explained, and the tables fit."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.catalog.roles import Role
from careerplan.planning.comparison import Comparison, Row, compare
from careerplan.planning.statements import Statement
from careerplan.render.matrix import APPLY, LEGEND, glance, short_names
from careerplan.render.view import Cell, Grid, Line, Part, lines_of, text_of
from careerplan.render.words import DIMENSION

SUMMARY = {"text": "A role", "sources": ["page"]}


def role(name: str, place: str | None = "CA-ON", *requirements: dict[str, object], **more: object) -> Role:
    facts = {"id": name, "title": name.title(), "occupation": "guard", "jurisdiction": place, "summary": SUMMARY}
    return Role.model_validate({**facts, "requirements": requirements, **more})


def needs(kind: str, level: str = "required", **more: object) -> dict[str, object]:
    return {"id": kind, "kind": kind, "level": level, "text": "Something", "sources": ["page"], **more}


def crowd(count: int, *requirements: dict[str, object]) -> Comparison:
    return compare([(role(f"role-{number}", "CA-ON", *requirements), []) for number in range(count)])


def plain(cell: Cell) -> str:
    return " ".join(text_of(line) for line in lines_of(cell))


def tables(parts: list[Part]) -> list[Grid]:
    return [part for part in parts if isinstance(part, Grid)]


def lines(parts: list[Part]) -> list[str]:
    return [f"{part.mark} {text_of(part.text)}".strip() for part in parts if isinstance(part, Line)]


MIXED = compare(
    [
        (
            role(
                "all",
                "CA-ON",
                needs("age", criterion={"kind": "age", "at_least": 19}),
                needs("education", criterion={"kind": "education", "level": "diploma"}),
                needs("fitness"),
                needs("vision", "asset"),
            ),
            [],
        ),
        (role("some", "CA-ON", needs("fitness", "varies", check="unstated")), []),
        (role("general", "CA"), [role("broader", "CA", needs("fitness"))]),
        (
            role(
                "two", "AU-NSW", disagreements=[{"dimension": "fitness", "texts": [SUMMARY, {**SUMMARY, "text": "B"}]}]
            ),
            [],
        ),
        (role("none", None), []),
        (role("ours", "CA-BC", employer="bc", coverage="partial"), []),
        (role("last", "NZ"), []),
    ]
)


def test_a_role_is_called_by_its_place_and_numbered_where_several_share_it() -> None:
    assert short_names(MIXED.roles) == {
        "all": "ON1",
        "some": "ON2",
        "general": "CA",
        "two": "AU-NSW",
        "none": "?",
        "ours": "BC",
        "last": "NZ",
    }


def test_the_table_has_a_row_a_dimension_and_a_column_a_role() -> None:
    (table,) = tables(glance(MIXED, None))

    assert list(table.header) == ["", "ON1", "ON2", "CA", "AU-NSW", "?", "BC", "NZ"]
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["Age", "19", "·", "·", "·", "·", "·", "·"],
        ["Education", "dip", "·", "·", "·", "·", "·", "·"],
        ["Fitness", "●", "◐", "g", "⚠", "·", "·", "·"],
        ["Vision", "○", "·", "·", "·", "·", "·", "·"],
    ]


def test_every_sign_that_occurs_is_explained_and_no_other() -> None:
    legend = lines(glance(MIXED, None))[0]

    assert legend == (
        "● required   ◐ for some posts, or usually   ○ preferred or an asset   ⚠ sources disagree"
        "   g said in general only   · not known   dip diploma"
    )


def test_a_sign_that_does_not_occur_is_not_explained() -> None:
    assert lines(glance(crowd(7, needs("fitness")), None))[0] == "● required"


def test_every_role_is_named_below_with_its_place_and_its_coverage() -> None:
    told = lines(glance(MIXED, None))

    assert told[1:] == [
        "ON1 All, Ontario (coverage general)",
        "ON2 Some, Ontario (coverage general)",
        "CA General, Canada (coverage general)",
        "AU-NSW Two, New South Wales (coverage general)",
        "? None, no place named (coverage general)",
        "BC Ours, British Columbia (coverage partial)",
        "NZ Last, New Zealand (coverage general)",
    ]


def test_whether_one_can_apply_stands_first_with_its_own_legend() -> None:
    answers = ("yes", "so-far", "expected", "unknown", "depends", "no", "no")
    cells = {each.id: (Statement(answer, ()),) for each, answer in zip(MIXED.roles, answers, strict=True)}
    standing = replace(MIXED, rows=(Row("can-apply", differs=True, cells=cells), *MIXED.rows))

    parts = glance(standing, None)

    (table,) = tables(parts)
    assert [plain(cell) for cell in table.rows[0]] == ["Can you apply?", "✓", "(✓)", "→", "?", "⚠", "✗", "✗"]
    assert lines(parts)[1] == "✓ yes   (✓) so-far   → expected   ? unknown   ⚠ depends   ✗ no"


def texts(row: Sequence[Cell]) -> list[str]:
    return [plain(cell) for cell in row]


@settings(max_examples=40)
@given(st.integers(7, 40), st.none() | st.integers(20, 250))
def test_at_every_width_each_role_has_one_column_in_order(count: int, width: int | None) -> None:
    comparison = crowd(count, needs("fitness"), needs("vision"))
    found = tables(glance(comparison, width))

    assert [name for table in found for name in table.header[1:]] == list(short_names(comparison.roles).values())
    assert len(found) == 1 or width is not None
    for table in found:
        assert [plain(row[0]) for row in table.rows] == ["Fitness", "Vision"]
        assert {len(row) for row in table.rows} == {len(table.header)}
        title, *columns = (max(map(len, cells)) for cells in zip(table.header, *map(texts, table.rows), strict=True))
        assert width is None or len(columns) == 1 or title + sum(each + 2 for each in columns) <= width


@pytest.mark.parametrize("width", [80, 100])
def test_the_more_room_the_fewer_tables(width: int) -> None:
    assert len(tables(glance(crowd(40, needs("fitness")), width))) >= len(
        tables(glance(crowd(40, needs("fitness")), 200))
    )


def test_no_two_signs_mean_the_same_and_no_sign_means_two_things() -> None:
    assert len(set(LEGEND.values())) == len(LEGEND)
    assert len(set(APPLY.values())) == len(APPLY)
    assert "can-apply" in DIMENSION
