"""Roles on a screen and as documents: the list, and the page of one role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerplan.frozen import record_json
from careerplan.planning.checklist import make_checklist
from careerplan.planning.statements import (
    BACKGROUND,
    DIMENSIONS,
    GATES,
    Statement,
    figure,
    from_claim,
    from_requirement,
    statements,
)
from careerplan.render.pay import pay_parts
from careerplan.render.sources import Footnotes, cited_in, source_records
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View
from careerplan.render.words import COVERAGE, DIMENSION, ROLE_KEYS, STAGE, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.organizations import Organization
    from careerplan.catalog.roles import Requirement, Role
    from careerplan.planning.checklist import Item
    from careerplan.planning.dating import Dating

SECTIONS = (
    ("How hiring goes", ("hiring-steps", "how-to-apply", "training")),
    ("What it pays", ("pay", "pay-notes", "outlook")),
    ("What it is like", ("settings", "duties", "schedule", "skills", "fit", "challenges", "ethics", "trends")),
    ("Where it leads", ("advancement",)),
    ("How it is classified", ("codes",)),
)
"""The sections of a role's page after what one needs, and the dimensions each holds."""


def roles_view(roles: Sequence[Role]) -> View:
    """Return the list of roles."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        rows = [(role.id, role.title, place(role.jurisdiction), role.coverage or "general") for role in roles]
        return [Grid(("Role", "Title", "Place", "Coverage"), rows, frozenset({1}))]

    def rows() -> Rows:
        return Rows(ROLE_KEYS, [[getattr(role, key) or "" for key in ROLE_KEYS] for role in roles])

    def document() -> Json:
        return {"roles": [{key: getattr(role, key) for key in ROLE_KEYS} for role in roles]}

    hints = ("Next: careerplan roles show ROLE, or careerplan roles compare ROLE ROLE",)
    return View("roles", document, screen, rows, hints if roles else ("No role matches.",))


@dataclass(frozen=True)
class Telling:
    """How much of a role is told.

    ``cite`` adds addresses and claims to its sources, ``whole`` the background that only a broader role's
    sources give; ``confirmed`` says of a requirement what the user checked about it.
    """

    cite: bool = False
    whole: bool = False
    confirmed: Mapping[str, Sequence[str]] = field(default_factory=dict)


def role_view(
    role: Role, lineage: Sequence[Role], employer: Organization | None, dating: Dating, telling: Telling
) -> View:
    """Return the page of one role."""
    page = _Page(role, lineage, dating, telling)

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        return [*page.head(employer), *page.needs(), *page.sections(), *page.unknown(), Gap(), *page.sources()]

    def document() -> Json:
        record = record_json(role)
        general = [_inherited(dimension, role, lineage) for dimension in DIMENSIONS]
        facts: Json = {"role": record, "general": [each for each in general if each]}
        return {
            **facts,
            "confirmed": dict(telling.confirmed),
            "sources": source_records(dating.sources, cited_in(facts)),
        }

    def rows() -> Rows:
        found = [(each, said) for each in DIMENSIONS for said in statements(role, lineage, each)]
        return Rows(
            ("dimension", "text", "level", "general", "note", "disputed", "dated", "sources"),
            [
                (
                    *(each, said.text, said.level or "", said.general or "", said.note or ""),
                    *("yes" if said.disputed else "no", dating.dated(said.sources, said.as_of) or ""),
                    " ".join(said.sources),
                )
                for each, said in found
            ],
        )

    hints = [f"Next: careerplan checklist show {role.id}"]
    if not telling.cite:
        hints.insert(0, "Where each source is, and what a claim says: add --sources.")
    return View("role", document, screen, rows, hints)


def _inherited(dimension: str, role: Role, lineage: Sequence[Role]) -> Json | None:
    """Return what a broader role says in a dimension in which the role's own sources are silent."""
    found = [each for each in statements(role, lineage, dimension) if each.general]
    if not found:
        return None
    said: list[object] = [{"text": each.text, "level": each.level, "sources": list(each.sources)} for each in found]
    return {"dimension": dimension, "general": found[0].general, "statements": said}


def _practical(requirement: Requirement) -> str:
    """Say how long it takes to get, what it costs and how long it holds, as far as its sources do."""
    lead, cost, months = requirement.lead_time, requirement.cost, requirement.validity
    facts = [
        f"takes {_range(lead.least, lead.most)} weeks" if lead else "",
        f"costs {' '.join(filter(None, (cost.currency, _range(cost.least, cost.most))))}" if cost else "",
        f"valid for {months} months" if months else "",
        f"first: {', '.join(requirement.needs)}" if requirement.needs else "",
    ]
    said = "; ".join(filter(None, facts))
    return said[:1].upper() + said[1:]


def _range(least: float, most: float) -> str:
    return figure(least) if least == most else f"{figure(least)} to {figure(most)}"


class _Page:
    """The parts of one role's page, with its footnotes numbered as they come up."""

    def __init__(self, role: Role, lineage: Sequence[Role], dating: Dating, telling: Telling) -> None:
        self._role = role
        self._lineage = lineage
        self._dating = dating
        self._telling = telling
        self._notes = Footnotes(dating.sources, brief=not telling.cite)
        self._titles = {each.id: each.title for each in lineage}

    def head(self, employer: Organization | None) -> list[Part]:
        role = self._role
        whose = f"{employer.name} · " if employer else ""
        parts: list[Part] = [
            Heading(f"{role.title} · {whose}{place(role.jurisdiction)}"),
            Line(Said(role.id, "dim")),
            Line(f"{role.summary.text} {self._notes.mark(role.summary.sources)}"),
        ]
        parts += [Line(Said(role.summary.note, "dim"))] if role.summary.note else []
        parts += [Line(Said(f"Also called: {', '.join(role.other_titles)}.", "dim"))] if role.other_titles else []
        return [*parts, Line(COVERAGE[role.coverage])]

    def needs(self) -> list[Part]:
        """Return what one needs, by the stage at which it is asked; what is said in general stands apart."""
        stages = make_checklist(self._role, self._lineage).stages
        parts: list[Part] = [Gap(), Heading("What you need", 2)]
        for stage, items in stages:
            own = [item for item in items if not item.general]
            if own:
                parts += [Line(Said(STAGE[stage], "strong"))]
                parts += [line for item in own for line in self._requirement(item)]
        disputed = [part for each in GATES for part in self._disagreements(self._role, each)]
        parts += [Line(Said("Where sources disagree beyond that", "strong")), *disputed] if disputed else []
        general = [item for _, items in stages for item in items if item.general]
        for name in dict.fromkeys(item.general for item in general if item.general):
            parts.append(Line(Said(f"Said in general of {self._titles[name]}, not of this employer", "strong")))
            parts += [line for item in general if item.general == name for line in self._requirement(item)]
        if not stages:
            parts.append(Line("No source here states a requirement. That is worth asking the employer."))
        return parts

    def _disagreements(self, role: Role, dimension: str) -> list[Part]:
        """Return what sources disagree on in a dimension, beyond the readings of a requirement, each matter apart."""
        parts: list[Part] = []
        for each in role.disagreements:
            if each.dimension == dimension:
                parts.append(Line(f"{DIMENSION[dimension]}: sources disagree", "⚠", 2))
                parts += [self._statement(from_claim(claim), 4) for claim in each.texts]
        return parts

    def _requirement(self, item: Item) -> list[Part]:
        requirement = item.requirement
        found = from_requirement(requirement)
        parts: list[Part] = []
        if len(found) > 1:
            parts.append(Line(f"{DIMENSION[requirement.kind]}: sources disagree", "⚠", 2))
        for each in found:
            asked = f"; asked {STAGE[each.when].lower()}" if len(found) > 1 and each.when else ""
            parts.append(self._statement(each, 4 if len(found) > 1 else 2, asked))
        practical = _practical(requirement)
        parts += [Line(practical, "", 4)] if practical else []
        told = self._telling.confirmed.get(requirement.id, ())
        return parts + [Line(each, "✎", 4) for each in told]

    def _statement(self, said: Statement, indent: int, more: str = "") -> Part:
        year = None if said.as_of or said.timeless else self._dating.year(said.sources)
        level = said.level if said.level not in {None, "required"} else None
        text = said.text + more + "".join(f" ({each})" for each in (level, said.note, year) if each)
        return Line(f"{text} {self._notes.mark(said.sources)}", "•", indent)

    def sections(self) -> list[Part]:
        parts: list[Part] = []
        elsewhere: dict[str, list[str]] = {}
        for title, dimensions in SECTIONS:
            section: list[Part] = []
            for each in dimensions:
                general = self._said_elsewhere(each)
                if general:
                    elsewhere.setdefault(general, []).append(DIMENSION[each].lower())
                else:
                    section += self._dimension(each, title)
            parts += [Gap(), Heading(title, 2), *section] if section else []
        for name, said in elsewhere.items():
            parts += [Gap(), Line(Said(f"{self._titles[name]}, in general, also has: {', '.join(said)}.", "dim"))]
            parts.append(Line(Said(f"See: careerplan roles show {name}, or add --all.", "dim")))
        return parts

    def _said_elsewhere(self, dimension: str) -> str | None:
        """Return the broader role to look at for a background in which an employer's own sources are silent."""
        if self._telling.whole or self._role.employer is None or dimension not in BACKGROUND:
            return None
        found = statements(self._role, self._lineage, dimension)
        return found[0].general if found and all(each.general for each in found) else None

    def _dimension(self, dimension: str, title: str) -> list[Part]:
        found = statements(self._role, self._lineage, dimension)
        parts: list[Part] = pay_parts([(self._role, self._lineage, "")]) if dimension == "pay" else []
        for speaking in (self._role, *self._lineage):
            said = [each for each in found if (each.general or self._role.id) == speaking.id]
            lines = [self._statement(each, 2) for each in said if not each.disputed and not each.requirement]
            lines += self._disagreements(speaking, dimension) if said else []
            general = "" if speaking is self._role else f" (said in general of {speaking.title})"
            named = DIMENSION[dimension] + general
            if lines and named != title:
                parts.append(Line(Said(named, "strong")))
            parts += lines
        return parts

    def unknown(self) -> list[Part]:
        """Return what was looked for in vain, and what nobody here speaks of at all."""
        silent = [each for each in (*GATES, "pay") if not statements(self._role, self._lineage, each)]
        parts: list[Part] = []
        if self._role.not_found:
            parts.append(Line(f"Looked for in vain: {'; '.join(self._role.not_found)}."))
        if silent:
            names = ", ".join(DIMENSION[each].lower() for each in silent if each != "other")
            parts.append(Line(f"No source here says anything on: {names}."))
        return [Gap(), Heading("What is not known", 2), *parts] if parts else []

    def sources(self) -> list[Part]:
        return self._notes.parts()
