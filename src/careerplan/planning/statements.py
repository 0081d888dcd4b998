"""What the catalog states about a role, one dimension at a time, in a form that can be set side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from careerplan.planning.paying import current

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
    "pay-notes", "settings", "duties", "skills", "fit", "challenges", "advancement", "ethics", "trends", "codes",
)  # fmt: skip
"""What the work is like; long, so compared only on request."""

DIMENSIONS = GATES + PRACTICAL + BACKGROUND

_MERGED = {"skills": ("skill",)}
"""Dimensions that hold requirements of a kind of another name."""


@dataclass(frozen=True)
class Statement:
    """One thing the catalog says. ``general`` is the broader role it was taken from, where it was.

    ``disputed`` marks one of several statements of sources that disagree; ``as_of`` is the day it speaks of, and
    ``timeless`` marks what does not age, such as a code of a dated edition;
    ``requirement`` is the id of the requirement it states, where it does, and ``verdict`` how one stands there,
    where that was asked for.
    """

    text: str
    sources: tuple[str, ...]
    level: str | None = None
    when: str | None = None
    note: str | None = None
    general: str | None = None
    disputed: bool = False
    as_of: str | None = None
    timeless: bool = False
    requirement: str | None = None
    verdict: str | None = None


def statements(role: Role, lineage: Sequence[Role], dimension: str) -> tuple[Statement, ...]:
    """Return what is known of ``role`` in one dimension; empty means that no source says anything.

    Where the role's own sources are silent, or only name what is preferred or an asset, the nearest broader role
    speaks too, marked as general.
    """
    own = _own(role, dimension, role.jurisdiction)
    if any(each.level not in WISHED for each in own):
        return own
    for broader in lineage:
        found = _own(broader, dimension, role.jurisdiction)
        if found:
            return own + tuple(replace(each, general=broader.id) for each in found)
    return own


WISHED = frozenset({"preferred", "asset"})
"""The levels of what is not asked for."""


def disputes(role: Role, lineage: Sequence[Role], dimension: str) -> Iterable[tuple[Statement, ...]]:
    """Yield each disagreement between the sources that speak of one dimension of ``role``."""
    speaking = {each.general or role.id for each in statements(role, lineage, dimension)}
    for each in (role, *lineage):
        if each.id in speaking:
            yield from _disputes(each, dimension)


def is_known(role: Role, lineage: Sequence[Role], dimension: str) -> bool:
    """Say whether anything is known of ``role`` in one dimension."""
    return any(_says(each, dimension, role.jurisdiction) for each in (role, *lineage))


def _says(role: Role, dimension: str, place: str | None) -> bool:
    return (
        any(speaks_of(each, place) for each in _asked(role, dimension))
        or bool(getattr(role, dimension.replace("-", "_"), ()))
        or (dimension == "pay-notes" and bool(_pay_notes(role)))
        or any(each.dimension == dimension for each in role.disagreements)
    )


def _disputes(role: Role, dimension: str) -> Iterable[tuple[Statement, ...]]:
    for requirement in _asked(role, dimension):
        if requirement.readings:
            yield tuple(from_requirement(requirement))
    for disagreement in role.disagreements:
        if disagreement.dimension == dimension:
            yield tuple(replace(from_claim(each), disputed=True) for each in disagreement.texts)


def speaks_of(requirement: Requirement, place: str | None) -> bool:
    """Say whether a requirement holds at a place; one without a province, as of a whole country, always may."""
    return not requirement.only_in or place is None or "-" not in place or place in requirement.only_in


def _own(role: Role, dimension: str, place: str | None) -> tuple[Statement, ...]:
    found = [
        statement
        for requirement in _asked(role, dimension)
        if speaks_of(requirement, place)
        for statement in from_requirement(requirement)
    ]
    found += _SECTIONS.get(dimension, _nothing)(role)
    for disagreement in role.disagreements:
        if disagreement.dimension == dimension:
            found += [replace(from_claim(each), disputed=True) for each in disagreement.texts]
    return tuple(found)


def _asked(role: Role, dimension: str) -> list[Requirement]:
    """Return the requirements of a role in one dimension."""
    kinds = _MERGED.get(dimension, (dimension,))
    return [each for each in role.requirements if each.kind in kinds]


def from_requirement(requirement: Requirement) -> list[Statement]:
    """Return what a requirement says: one statement, or one a reading where sources disagree."""
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


def from_claim(claim: Claim) -> Statement:
    """Return what a claim says, with what a reader should know of it as its note."""
    notes = [
        claim.note and claim.note.removesuffix("."),
        f"as of {claim.as_of}" if claim.as_of else None,
        "our inference" if claim.derived else None,
    ]
    return Statement(claim.text, claim.sources, note="; ".join(filter(None, notes)) or None, as_of=claim.as_of)


def _nothing(_: Role) -> list[Statement]:
    return []


def _claims(section: str) -> Callable[[Role], list[Statement]]:
    return lambda role: [from_claim(each) for each in getattr(role, section)]


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
    return [_from_pay(each) for each in current(role.pay)]


def _pay_notes(role: Role) -> list[Statement]:
    """Return what else is said on pay: the figures that newer ones took over from, raises, incentives."""
    newest = current(role.pay)
    older = [each for each in role.pay if each not in newest]
    return [*(from_claim(each) for each in role.pay_notes), *(_from_pay(each) for each in older)]


def _from_pay(pay: Pay) -> Statement:
    return Statement(say_pay(pay), pay.sources, note=pay.note, as_of=pay.as_of)


def _how_to_apply(role: Role) -> list[Statement]:
    return [
        replace(from_claim(each), text=f"{each.text} ({each.url})" if each.url else each.text)
        for each in role.how_to_apply
    ]


def _codes(role: Role) -> list[Statement]:
    codes = [
        Statement(" ".join(filter(None, (each.system, str(each.year or ""), each.code))), each.sources, timeless=True)
        for each in role.codes
    ]
    return codes + [replace(from_claim(each), timeless=True) for each in role.classification]


_SECTIONS: dict[str, Callable[[Role], list[Statement]]] = {
    "hiring-steps": _hiring_steps,
    "training": _training,
    "pay": _pay,
    "pay-notes": _pay_notes,
    "how-to-apply": _how_to_apply,
    "codes": _codes,
    **{
        name: _claims(name.replace("-", "_"))
        for name in (
            *("schedule", "outlook", "settings", "duties", "skills", "fit"),
            *("challenges", "advancement", "ethics", "trends"),
        )
    },
}


def say_training(training: Training) -> str:
    """Say what is trained, how long, where, and whether it is paid if a source says so."""
    paid = {True: "paid", False: "unpaid", None: None}[training.paid]
    facts = ", ".join(filter(None, (training.length, paid, training.allowance, training.location)))
    return f"{training.text} ({facts})" if facts else training.text


def say_pay(pay: Pay) -> str:
    """Say a pay figure as its source gives it, without converting anything."""
    figures = [say_range(pay.minimum, pay.maximum)]
    figures += [f"median {figure(pay.median)}"] if pay.median is not None else []
    figures += [f"average {figure(pay.average)}"] if pay.average is not None else []
    unit = "biweekly" if pay.unit == "biweekly" else f"{'an' if pay.unit == 'hour' else 'a'} {pay.unit}"
    said = " ".join(filter(None, (pay.currency, ", ".join(filter(None, figures)), unit)))
    extra = [
        f"steps {' / '.join(map(figure, pay.steps))}" if pay.steps else "",
        f"{pay.hours_per_week:g} hours a week" if pay.hours_per_week else "",
        "all employers" if pay.standing == "general" else "reported" if pay.standing == "reported" else "",
        f"as of {pay.as_of}" if pay.as_of else "",
    ]
    return ", ".join(filter(None, (f"{pay.rank}: {said}" if pay.rank else said, *extra)))


def say_range(minimum: float | None, maximum: float | None) -> str:
    """Say the least and the most of a pay, or whichever is known; nothing where neither is."""
    if minimum is not None and maximum is not None:
        return figure(minimum) if minimum == maximum else f"{figure(minimum)} to {figure(maximum)}"
    if minimum is not None:
        return f"from {figure(minimum)}"
    return f"up to {figure(maximum)}" if maximum is not None else ""


def figure(amount: float) -> str:
    """Return an amount as sources write it: cents only where there are any."""
    return (
        f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}" if round(amount, 2) == amount else f"{amount:,}"
    )
