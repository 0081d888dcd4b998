"""What the catalog states about a role, one dimension at a time, in a form that can be set side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from careerplan.catalog.base import Claim
    from careerplan.catalog.roles import Pay, Requirement, Role, Training

GATES = (
    "age", "citizenship", "education", "experience", "language", "licence", "certification", "fitness", "vision",
    "medical", "clearance", "references", "assessment", "interview", "availability", "other",
)  # fmt: skip
"""Requirement kinds, in the order in which they rule people out."""

PRACTICAL = ("hiring-steps", "how-to-apply", "training", "pay", "schedule", "outlook")
"""What one asks next."""

BACKGROUND = (
    "settings", "duties", "skills", "fit", "challenges", "advancement", "ethics", "trends", "codes",
)  # fmt: skip
"""What the work is like; long, so compared only on request."""

DIMENSIONS = GATES + PRACTICAL + BACKGROUND

_MERGED = {"skill": "skills"}
"""Requirement kinds that belong to a dimension of another name."""


@dataclass(frozen=True)
class Statement:
    """One thing the catalog says. ``general`` is the broader role it was taken from, where it was.

    ``disputed`` marks one of several statements of sources that disagree; ``requirement`` is the id of the
    requirement it states, where it does, and ``verdict`` how one stands there, where that was asked for.
    """

    text: str
    sources: tuple[str, ...]
    level: str | None = None
    when: str | None = None
    note: str | None = None
    general: str | None = None
    disputed: bool = False
    requirement: str | None = None
    verdict: str | None = None


def statements(role: Role, lineage: Sequence[Role], dimension: str) -> tuple[Statement, ...]:
    """Return what is known of ``role`` in one dimension; empty means that no source says anything.

    Where the role's own sources are silent, the nearest broader role speaks, marked as general.
    """
    own = _own(role, dimension)
    if own:
        return own
    for broader in lineage:
        found = _own(broader, dimension)
        if found:
            return tuple(replace(each, general=broader.id) for each in found)
    return ()


def disputes(role: Role, lineage: Sequence[Role], dimension: str) -> Iterable[tuple[Statement, ...]]:
    """Yield each disagreement between the sources that speak of one dimension of ``role``."""
    speaking = next((each for each in (role, *lineage) if _own(each, dimension)), None)
    if speaking is not None:
        yield from _disputes(speaking, dimension)


def _disputes(role: Role, dimension: str) -> Iterable[tuple[Statement, ...]]:
    for requirement in role.requirements:
        if requirement.readings and _dimension(requirement) == dimension:
            yield tuple(_from_requirement(requirement))
    for disagreement in role.disagreements:
        if disagreement.dimension == dimension:
            yield tuple(replace(_from_claim(each), disputed=True) for each in disagreement.texts)


def _own(role: Role, dimension: str) -> tuple[Statement, ...]:
    found = [
        statement
        for requirement in role.requirements
        if _dimension(requirement) == dimension
        for statement in _from_requirement(requirement)
    ]
    found += _SECTIONS.get(dimension, _nothing)(role)
    for disagreement in role.disagreements:
        if disagreement.dimension == dimension:
            found += [replace(_from_claim(each), disputed=True) for each in disagreement.texts]
    return tuple(found)


def _dimension(requirement: Requirement) -> str:
    return _MERGED.get(requirement.kind, requirement.kind)


def _from_requirement(requirement: Requirement) -> list[Statement]:
    name = requirement.id
    if not requirement.readings:
        when = None if requirement.when == "not-known" else requirement.when
        text, note = requirement.text or "", requirement.note
        return [Statement(text, requirement.sources, requirement.level, when, note, requirement=name)]
    return [
        Statement(
            *(each.text, each.sources, each.level or requirement.level, each.when, each.note or requirement.note),
            disputed=True,
            requirement=name,
        )
        for each in requirement.readings
    ]


def _from_claim(claim: Claim) -> Statement:
    notes = [claim.note, f"as of {claim.as_of}" if claim.as_of else None, "our inference" if claim.derived else None]
    return Statement(claim.text, claim.sources, note="; ".join(filter(None, notes)) or None)


def _nothing(_: Role) -> list[Statement]:
    return []


def _claims(section: str) -> Callable[[Role], list[Statement]]:
    return lambda role: [_from_claim(each) for each in getattr(role, section)]


def _hiring_steps(role: Role) -> list[Statement]:
    return [
        Statement(
            f"{number}. {step.name}"
            + (f": {step.text}" if step.text else "")
            + (f" ({step.duration})" if step.duration else ""),
            step.sources,
        )
        for number, step in enumerate(role.hiring_steps, 1)
    ]


def _training(role: Role) -> list[Statement]:
    return [Statement(say_training(each), each.sources, note=each.note) for each in role.training]


def _pay(role: Role) -> list[Statement]:
    return [Statement(say_pay(each), each.sources, note=each.note) for each in role.pay]


def _codes(role: Role) -> list[Statement]:
    return [
        Statement(" ".join(filter(None, (each.system, str(each.year or ""), each.code))), each.sources)
        for each in role.codes
    ]


_SECTIONS: dict[str, Callable[[Role], list[Statement]]] = {
    "hiring-steps": _hiring_steps,
    "training": _training,
    "pay": _pay,
    "codes": _codes,
    **{
        name: _claims(name.replace("-", "_"))
        for name in (
            *("how-to-apply", "schedule", "outlook", "settings", "duties", "skills", "fit"),
            *("challenges", "advancement", "ethics", "trends"),
        )
    },
}


def say_training(training: Training) -> str:
    """Say what is trained, how long, where, and whether it is paid if a source says so."""
    paid = {True: "paid", False: "unpaid", None: None}[training.paid]
    facts = ", ".join(filter(None, (training.length, paid, training.location)))
    return f"{training.text} ({facts})" if facts else training.text


def say_pay(pay: Pay) -> str:
    """Say a pay figure as its source gives it, without converting anything."""
    if pay.average is not None:
        figure = f"average {pay.average:,.2f}"
    elif pay.minimum is not None and pay.maximum is not None and pay.minimum != pay.maximum:
        figure = f"{pay.minimum:,.2f} to {pay.maximum:,.2f}"
    elif pay.minimum is not None:
        figure = f"{pay.minimum:,.2f}" if pay.maximum is not None else f"from {pay.minimum:,.2f}"
    else:
        figure = f"up to {pay.maximum:,.2f}"
    unit = "biweekly" if pay.unit == "biweekly" else f"{'an' if pay.unit == 'hour' else 'a'} {pay.unit}"
    as_of = f", as of {pay.as_of}" if pay.as_of else ""
    return " ".join(filter(None, (pay.currency, figure, unit))) + as_of
