"""Many roles at a glance: a mark for each role and kind of requirement, in as many tables as the width asks."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from careerplan.planning.matrix import DISPUTED, GENERAL, REQUIRED, SHORT, SILENT, SOME, WISHED
from careerplan.render.view import Cell, Gap, Grid, Heading, Line, Part, Said
from careerplan.render.words import DIMENSION, place

if TYPE_CHECKING:
    from careerplan.catalog.roles import Role
    from careerplan.planning.comparison import Comparison

LEGEND = {
    REQUIRED: "required",
    SOME: "for some posts, or usually",
    WISHED: "preferred or an asset",
    DISPUTED: "sources disagree",
    GENERAL: "said in general only",
    SILENT: "not known",
    **{short: level for level, short in SHORT.items()},
}
APPLY = {"yes": "✓", "so-far": "(✓)", "expected": "→", "unknown": "?", "depends": DISPUTED, "no": "✗"}


def glance(comparison: Comparison, width: int | None) -> list[Part]:
    """Return the marks of all roles, and what each column and mark means."""
    names = short_names(comparison.roles)
    marks = {DIMENSION[dimension]: row for dimension, row in comparison.marks.items()}
    standing = next((row for row in comparison.rows if row.dimension == "can-apply"), None)
    if standing:
        answers = {role: APPLY.get(said[0].text, said[0].text) for role, said in standing.cells.items()}
        marks = {DIMENSION["can-apply"]: answers, **marks}
    label = max(map(len, marks), default=0) + 3
    column = max(3, *map(len, names.values())) + 2
    fitting = len(names) if width is None else max(1, (width - label) // column)
    most = math.ceil(len(names) / math.ceil(len(names) / fitting))  # tables of about the same width
    parts: list[Part] = [Heading(f"{len(names)} roles at a glance")]
    for first in range(0, len(names), most):
        some = list(names)[first : first + most]
        rows: list[tuple[Cell, ...]] = [
            (Said(title, "strong"), *(row[role] for role in some)) for title, row in marks.items()
        ]
        parts += [Grid(("", *(names[role] for role in some)), rows), Gap()]
    used = {mark for row in comparison.marks.values() for mark in row.values()}
    parts.append(Line(Said("   ".join(f"{mark} {said}" for mark, said in LEGEND.items() if mark in used), "dim")))
    if standing:
        parts.append(Line(Said("   ".join(f"{mark} {word}" for word, mark in APPLY.items()), "dim")))
    who = [
        Line(f"{each.title}, {place(each.jurisdiction)} (coverage {each.coverage or 'general'})", names[each.id], 2)
        for each in comparison.roles
    ]
    return [*parts, Gap(), *who]


def short_names(roles: tuple[Role, ...]) -> dict[str, str]:
    """Return a short name for each role, by id: the code of its place, numbered where several share it."""
    codes = {role.id: (role.jurisdiction or "?").removeprefix("CA-") for role in roles}
    count, seen = Counter(codes.values()), Counter[str]()
    names = {}
    for role, code in codes.items():
        seen[code] += 1
        names[role] = f"{code}{seen[code]}" if count[code] > 1 else code
    return names
