"""A role's requirements as a checklist, by the stage at which each is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.planning.statements import WISHED, speaks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.catalog.roles import Requirement, Role

STAGES = ("to-apply", "before-offer", "before-training", "during-training", "on-the-job", "not-known")


@dataclass(frozen=True)
class Item:
    """One requirement. ``general`` names the broader role it was taken from, where the own sources are silent."""

    requirement: Requirement
    general: str | None


@dataclass(frozen=True)
class Checklist:
    """The requirements of a role by stage, in the order of the stages; empty stages are left out."""

    role: Role
    stages: tuple[tuple[str, tuple[Item, ...]], ...]


def make_checklist(role: Role, lineage: Sequence[Role]) -> Checklist:
    """Return the requirements of ``role``, and those of broader roles for kinds its own sources do not ask for.

    What is merely preferred or an asset asks for nothing, so it leaves the general requirements of its kind in view.
    """
    items = [Item(each, None) for each in role.requirements]
    spoken = {each.kind for each in role.requirements if each.level not in WISHED}
    for broader in lineage:
        said = (each for each in broader.requirements if each.kind not in spoken and speaks_of(each, role.jurisdiction))
        items += [Item(each, broader.id) for each in said]
        spoken |= {each.kind for each in broader.requirements if each.level not in WISHED}
    by_stage = ((stage, tuple(item for item in items if item.requirement.when == stage)) for stage in STAGES)
    return Checklist(role, tuple((stage, found) for stage, found in by_stage if found))
