"""Setting roles side by side: what differs, what agrees, what nobody says, and where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from careerplan.planning.matrix import SILENT, mark
from careerplan.planning.statements import DIMENSIONS, GATES, PRACTICAL, Statement, disputes, is_known, statements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.roles import Role
    from careerplan.planning.qualification import Qualification
    from careerplan.planning.transfer import Transfer

FEWEST, MOST = 2, 40
BESIDE = 6
"""As many roles can stand side by side with all they ask; more are compared at a glance, by marks."""

DEFAULT_DIMENSIONS = GATES + PRACTICAL


@dataclass(frozen=True)
class Row:
    """One dimension of all roles; an empty cell means that no source says anything."""

    dimension: str
    differs: bool
    cells: Mapping[str, tuple[Statement, ...]]


@dataclass(frozen=True)
class Disagreement:
    """Sources that disagree about one dimension of one role."""

    role: str
    dimension: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Comparison:
    """Roles side by side; rows that differ come first, then in the order of the dimensions.

    ``left_out`` are further dimensions about which something is known, ``not_known`` those looked at about which
    nothing is; ``titles`` are those of all roles whose facts appear, and ``lineages`` the broader roles, by id.
    ``marks`` hold, of more roles than can stand side by side, the mark of each in each kind of requirement;
    ``asked`` says that the dimensions were named, and so are wanted in full; ``transfers`` are from the first role
    to each other, where it was asked how one stands.
    """

    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    disagreements: tuple[Disagreement, ...]
    left_out: tuple[str, ...]
    not_known: tuple[str, ...]
    titles: Mapping[str, str]
    lineages: Mapping[str, tuple[Role, ...]]
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    asked: bool = False
    transfers: tuple[Transfer, ...] = ()


def compare(
    roles: Sequence[tuple[Role, Sequence[Role]]], dimensions: Sequence[str] | None = None, *, differences: bool = False
) -> Comparison:
    """Compare roles, each given with its lineage, over ``dimensions`` or those that usually matter.

    A dimension asked for is always shown; of the usual ones, those about which nothing is known of any
    role are not. ``differences`` keeps only the rows that differ.
    """
    wanted = DEFAULT_DIMENSIONS if dimensions is None else dimensions
    rows = [_row(roles, dimension) for dimension in wanted]
    shown = [
        row for row in rows if (row.differs or not differences) and (dimensions is not None or any(row.cells.values()))
    ]
    shown.sort(key=lambda row: not row.differs)
    left_out = [
        dimension
        for dimension in DIMENSIONS
        if dimension not in wanted and any(is_known(role, lineage, dimension) for role, lineage in roles)
    ]
    return Comparison(
        tuple(role for role, _ in roles),
        tuple(shown),
        tuple(
            Disagreement(role.id, row.dimension, dispute)
            for row in shown
            for role, lineage in roles
            for dispute in disputes(role, lineage, row.dimension)
        ),
        tuple(left_out),
        tuple(row.dimension for row in rows if not any(row.cells.values())),
        {each.id: each.title for role, lineage in roles for each in (role, *lineage)},
        {role.id: tuple(lineage) for role, lineage in roles},
        _marks(roles) if len(roles) > BESIDE else {},
        dimensions is not None,
    )


def _marks(roles: Sequence[tuple[Role, Sequence[Role]]]) -> dict[str, dict[str, str]]:
    """Return the marks of each kind of requirement of which any role's sources say anything."""
    found = {each: {role.id: mark(role, lineage, each) for role, lineage in roles} for each in GATES if each != "other"}
    return {each: marks for each, marks in found.items() if set(marks.values()) - {SILENT}}


def with_standing(comparison: Comparison, standing: Mapping[str, Qualification]) -> Comparison:
    """Return the comparison with how one stands: whether one can apply, each verdict, and what carries over."""
    from careerplan.planning.transfer import transfer

    verdicts = {
        (role, item.requirement.id, item.general): item.verdict.status
        for role, found in standing.items()
        for item in found.items
    }
    rows = tuple(
        replace(
            row,
            cells={
                role: tuple(
                    replace(each, verdict=verdicts.get((role, each.requirement or "", each.general))) for each in cell
                )
                for role, cell in row.cells.items()
            },
        )
        for row in comparison.rows
    )
    answers = {role: (Statement(found.can_apply, ()),) for role, found in standing.items()}
    applying = Row("can-apply", len({found.can_apply for found in standing.values()}) > 1, answers)
    start, *goals = (standing[role.id] for role in comparison.roles)
    transfers = () if comparison.marks else tuple(transfer(start, goal) for goal in goals)
    return replace(comparison, rows=(applying, *rows), transfers=transfers)


def _row(roles: Sequence[tuple[Role, Sequence[Role]]], dimension: str) -> Row:
    cells = {role.id: statements(role, lineage, dimension) for role, lineage in roles}
    known = {frozenset((each.text.casefold(), each.level) for each in cell) for cell in cells.values() if cell}
    return Row(dimension, len(known) > 1, cells)
