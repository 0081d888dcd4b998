"""Organizations on a screen and as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.frozen import record_json
from careerplan.render.acquaintances import known_lines, known_records
from careerplan.render.sources import Footnotes, cited_in, source_records
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View
from careerplan.render.words import UNCHECKED, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.base import Claim
    from careerplan.catalog.organizations import Fee, JoinStep, Organization
    from careerplan.catalog.sources import Source
    from careerplan.person.contacts import Contact


def organizations_view(organizations: Sequence[Organization]) -> View:
    """Return the list of organizations."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        rows = [(each.id, each.name, each.kind, _places(each)) for each in organizations]
        return [Grid(("Id", "Name", "Kind", "Place"), rows, frozenset({1, 2}))]

    def rows() -> Rows:
        header = ("id", "name", "kind", "jurisdictions", "joinable", "serves", "url")
        return Rows(
            header,
            [
                (
                    *(each.id, each.name, each.kind, " ".join(each.jurisdictions)),
                    *("yes" if each.joinable else "no", " ".join(each.serves), each.url or ""),
                )
                for each in organizations
            ],
        )

    def document() -> Json:
        return {
            "organizations": [
                {
                    "id": each.id,
                    "name": each.name,
                    "kind": each.kind,
                    "jurisdictions": list(each.jurisdictions),
                    "joinable": each.joinable,
                    "serves": list(each.serves),
                    "url": each.url,
                }
                for each in organizations
            ]
        }

    hints = ("Next: careerplan organizations show ID",) if organizations else ("No organization matches.",)
    return View("organizations", document, screen, rows, hints)


def organization_view(
    organization: Organization,
    roles: Sequence[str],
    sources: Mapping[str, Source],
    *,
    cite: bool,
    known: Sequence[Contact] = (),
) -> View:
    """Return one organization: what it is, offers and asks, how to join, which roles it serves, whom one knows."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        notes = Footnotes(sources) if cite else None
        parts = [*_about(organization, notes), *known_lines(known, organization.id), *_joining(organization, notes)]
        parts += [Gap(), Heading("Roles it serves", 2), Line(", ".join(roles) or "none of the roles here", indent=2)]
        parts += _claims("Further facts", organization.facts, notes)
        parts += _claims("Sources disagree", organization.disagreements, notes)
        parts += _claims("Contact", organization.contact, notes)
        if organization.not_found:
            parts += [
                Gap(),
                Heading("Not known", 2),
                Line(f"No source here says: {'; '.join(organization.not_found)}."),
            ]
        return [*parts, Gap(), *notes.parts()] if notes else parts

    def document() -> Json:
        record = record_json(organization)
        return {
            "organization": {**record, "roles": list(roles)},
            "known_people": known_records(known, organization.id),
            "sources": source_records(sources, cited_in(record)),
        }

    hints = () if cite else ("Every statement has its source: add --sources.",)
    return View("organization", document, screen, lambda: _rows(organization), hints)


def _about(organization: Organization, notes: Footnotes | None) -> list[Part]:
    facts = [organization.kind.replace("-", " "), _places(organization), ", ".join(organization.other_names)]
    facts += [UNCHECKED] if organization.checked is False else []
    return [
        Heading(organization.name),
        Line(Said(" · ".join(filter(None, facts)), "dim")),
        *([Line(organization.url)] if organization.url else []),
        Line(say_claim(organization.summary, notes)),
        *([Line(say_claim(organization.status, notes), "⚠")] if organization.status else []),
        *_claims("What it offers", organization.offers, notes),
        *_claims("Who may join", organization.who_may_join, notes),
    ]


def _joining(organization: Organization, notes: Footnotes | None) -> list[Part]:
    parts: list[Part] = [Gap(), Heading("How to join", 2)]
    if not organization.joinable:
        parts.append(Line(f"Not open to you: {organization.not_joinable_because or 'no reason stated'}", "✗", 2))
    for number, step in enumerate(organization.how_to_join, 1):
        extra = ("general advice" if step.derived else None, step.note)
        text = step.text + "".join(f" ({each})" for each in extra if each)
        parts.append(Line(f"{text} {notes.mark(step.sources)}" if notes else text, f"{number}.", 2))
    if organization.joinable and not organization.how_to_join:
        parts.append(Line("no source here says", indent=2))
    fees = [
        Line(f"{say_fee(each)} {notes.mark(each.sources)}" if notes else say_fee(each), "•", 2)
        for each in organization.fees
    ]
    parts += [Gap(), Heading("Fee", 2), *fees] if fees else []
    return parts + _claims("Use for these roles", [organization.relevance] if organization.relevance else [], notes)


def say_fee(fee: Fee) -> str:
    """Say what one category of people pays, as the source gives it; an undated figure says so."""
    amount = (
        "free" if fee.amount == 0 else " ".join(filter(None, (fee.currency, f"{fee.amount:,.2f}", PERIOD[fee.period])))
    )
    dated = f"as of {fee.as_of}" if fee.as_of else "undated"
    return f"{fee.category}: {amount} ({'; '.join(filter(None, (dated, fee.note)))})"


PERIOD = {"year": "a year", "month": "a month", "once": "once", None: ""}


def _claims(title: str, claims: Sequence[Claim], notes: Footnotes | None) -> list[Part]:
    return [Gap(), Heading(title, 2), *(Line(say_claim(each, notes), "•", 2) for each in claims)] if claims else []


def say_claim(claim: Claim, notes: Footnotes | None) -> str:
    """Say a claim with what a reader should know of it, and with the marks of its sources where there are notes."""
    extra = [claim.note, "our inference" if claim.derived else None, f"as of {claim.as_of}" if claim.as_of else None]
    text = claim.text + "".join(f" ({each})" for each in extra if each)
    return f"{text} {notes.mark(claim.sources)}" if notes else text


def _rows(organization: Organization) -> Rows:
    sections: dict[str, Sequence[Claim | JoinStep]] = {
        "summary": [organization.summary],
        "offers": organization.offers,
        "who-may-join": organization.who_may_join,
        "how-to-join": organization.how_to_join,
        "relevance": [organization.relevance] if organization.relevance else [],
        "facts": organization.facts,
        "contact": organization.contact,
        "status": [organization.status] if organization.status else [],
        "disagreements": organization.disagreements,
    }
    rows = [(name, each.text, " ".join(each.sources)) for name, found in sections.items() for each in found]
    fees = [("fee", say_fee(each), " ".join(each.sources)) for each in organization.fees]
    return Rows(("section", "text", "sources"), [*rows, *fees])


def _places(organization: Organization) -> str:
    return ", ".join(map(place, organization.jurisdictions))
