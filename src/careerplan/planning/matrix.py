"""Many roles at a glance: one short mark for each role and kind of requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from careerplan.planning.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from careerplan.catalog.criteria import Age, AllOf, AnyOf, Criterion, Education
    from careerplan.catalog.roles import Requirement, Role

SILENT, DISPUTED, GENERAL = "·", "⚠", "g"
REQUIRED, SOME, WISHED = "●", "◐", "○"

_LEVELS = ("secondary", "certificate", "diploma", "associate", "degree", "bachelor", "master", "doctorate")
SHORT = {
    "secondary": "sec",
    "certificate": "crt",
    "diploma": "dip",
    "degree": "deg",
    "bachelor": "bac",
    "master": "mas",
}
"""The levels of education that have a short form, by which the least one that suffices is shown."""


def mark(role: Role, lineage: Sequence[Role], dimension: str) -> str:
    """Return what the sources of a role ask in one dimension, as one mark.

    An age and a level of education are named where one answer suffices; else the mark says how firmly something
    is asked (``REQUIRED``, of ``SOME`` posts or usually, ``WISHED``), that sources disagree (``DISPUTED``), that only
    a broader role's sources speak (``GENERAL``), or that none does (``SILENT``).
    """
    found = statements(role, lineage, dimension)
    if not found:
        return SILENT
    if found[0].general:
        return GENERAL
    if any(each.disputed and not each.general for each in found):
        return DISPUTED
    asked = [each for each in role.requirements if each.kind == dimension]
    required = [each for each in asked if each.level == "required" and not each.only_if]
    if not required:
        return SOME if any(each.level in {"required", "varies"} for each in asked) else WISHED
    return _age(required) or _education(required) or REQUIRED


def _age(required: Iterable[Requirement]) -> str | None:
    asked = [each.criterion for each in required if each.kind == "age" and each.criterion]
    ages = [cast("Age", each).at_least for each in asked if getattr(each, "kind", "") == "age"]
    known = [age for age in ages if age is not None]
    return str(max(known)) if known and len(known) == len(asked) else None


def _education(required: Iterable[Requirement]) -> str | None:
    least = [_least(each.criterion) for each in required if each.kind == "education" and each.criterion]
    known = [each for each in least if each is not None]
    if not known or len(known) < len(least):
        return None
    return SHORT.get(_LEVELS[max(known)])


def _least(criterion: Criterion) -> int | None:
    """Return the place in ``_LEVELS`` of the least education that can suffice; None where that cannot be told."""
    if hasattr(criterion, "any_of"):
        return _of(cast("AnyOf", criterion).any_of, least=True)
    if hasattr(criterion, "all_of"):
        return _of(cast("AllOf", criterion).all_of, least=False)
    level = cast("Education", criterion).level if getattr(criterion, "kind", "") == "education" else ""
    return _LEVELS.index(level) if level in _LEVELS else None


def _of(parts: Iterable[Criterion], *, least: bool) -> int | None:
    found = [_least(each) for each in parts]
    if least:
        return None if None in found else min(cast("Iterator[int]", iter(found)), default=None)
    return max((each for each in found if each is not None), default=None)
