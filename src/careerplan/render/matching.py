"""All roles for one person, best first, and what alone would open most of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.clock import say
from careerplan.planning.matching import Fit
from careerplan.render.checklist import assumed_lines
from careerplan.render.view import Cell, Foot, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, Tone, View
from careerplan.render.words import place, say_days

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from careerplan.planning.matching import Match, Opener

SHOWN, OPENERS = 10, 5
"""As many roles and openers are shown where not all are asked for."""

FIT: dict[Fit, tuple[str, Tone]] = {
    Fit.FITS: ("✓", "good"),
    Fit.FITS_WITH_PAPERS: ("✓", "good"),
    Fit.WILL_FIT: ("→", "good"),
    Fit.MAY_FIT: ("?", "warn"),
    Fit.LITTLE_KNOWN: ("?", "dim"),
    Fit.CAN_BE_REACHED: ("✗", "bad"),
    Fit.NOT_KNOWN: ("·", "dim"),
    Fit.OUT_OF_REACH: ("✗", "bad"),
}


@dataclass(frozen=True)
class Matching:
    """What was matched: the day, the roles, the openers, where the person would work, and what was assumed."""

    as_of: dt.date
    matches: Sequence[Match]
    openers: Sequence[Opener]
    where: Sequence[str] = ()
    assumed: Sequence[str] = ()


def match_view(found: Matching, *, everything: bool, hints: Sequence[str] = ()) -> View:
    """Return the roles as a ranked table, with what opens most; a document and plain lines have all of them."""

    def screen(width: int | None) -> Screen:
        shown = found.matches if everything or width is None else found.matches[:SHOWN]
        return [*_head(found), *_table(found, shown), *_openers(found, everything=everything or width is None)]

    def paper() -> Screen:
        parts = [*_head(found), *_table(found, found.matches), *_openers(found, everything=True)]
        return [*parts, Foot(f"careerplan · roles match · made on {say(found.as_of)}")]

    return View("match", lambda: _document(found), screen, lambda: _rows(found), hints, paper=paper)


def _head(found: Matching) -> list[Part]:
    where = f" in {', '.join(map(place, found.where))}" if found.where else ""
    parts: list[Part] = [
        Heading(f"Roles for you{where}"),
        Line(Said(f"{len(found.matches)} roles, as of {say(found.as_of)}", "dim")),
        *assumed_lines(found.assumed),
    ]
    if not found.matches:
        parts.append(Line("No role of the catalog is there."))
    return parts


def _table(found: Matching, shown: Sequence[Match]) -> list[Part]:
    if not shown:
        return []
    header = ("", "role", "can you apply?", "missing", "not known")
    rows = [_row(each, found.as_of) for each in shown]
    parts: list[Part] = [Gap(), Grid(header, rows, frozenset({1, 2, 3, 4}))]
    left = len(found.matches) - len(shown)
    return [*parts, Line(Said(f"{left} more: --all", "dim"))] if left else parts


def _row(each: Match, today: dt.date) -> tuple[Cell, ...]:
    mark, tone = FIT[each.fit]
    title = f"{each.role.title} · {place(each.role.jurisdiction)}" + (" (your target)" if each.target else "")
    missing = [*each.unmet, *each.lacking, *(f"{name} (on the way)" for name in each.expected)]
    missing += [f"{name} (a paper)" for name in each.papers]
    little = "what it asks" if each.fit is Fit.NOT_KNOWN and not each.met else "the schooling it asks"
    unknown = [*each.open, *([little] if each.fit in {Fit.NOT_KNOWN, Fit.LITTLE_KNOWN} else [])]
    return (
        Said(mark, tone),
        (Said(title), Said(each.role.id, "dim")),
        answer(each, today),
        ", ".join(missing) or "nothing known",
        ", ".join(unknown) or "nothing",
    )


def answer(each: Match, today: dt.date) -> str:
    """Say in a few words whether one can apply, and from when."""
    if each.fit is Fit.WILL_FIT and each.fits_from:
        word = "not before" if each.unmet or each.lacking else "from"
        return f"{word} {say(each.fits_from)}" + (", with the papers" if each.papers else "")
    day = each.ready.earliest
    when = f"not before {say(day)}" if day and day > today else ""
    word = SAID.get(each.fit, "not known")
    if each.fit is Fit.FITS and each.found.can_apply == "yes":
        word = "yes"
    if each.fit in {Fit.MAY_FIT, Fit.LITTLE_KNOWN, Fit.NOT_KNOWN} and each.found.can_apply != "so-far":
        word = "depends on which source holds" if each.found.can_apply == "depends" else "not known"
    return ", ".join(filter(None, (word, when)))


SAID = {
    Fit.FITS: "so far, yes",
    Fit.FITS_WITH_PAPERS: "yes, once the papers are there",
    Fit.LITTLE_KNOWN: "nothing known speaks against it",
    Fit.CAN_BE_REACHED: "not yet",
    Fit.OUT_OF_REACH: "no",
}


def _openers(found: Matching, *, everything: bool) -> list[Part]:
    shown = found.openers if everything else found.openers[:OPENERS]
    if not shown:
        return []
    parts: list[Part] = [Gap(), Heading("Moves most", 2)]
    for each in shown:
        parts.append(Line(_opening(each), "▸"))
        if each.kind != "ask":
            parts.append(Line(Said(f"--assume '{each.assumption.text}'", "dim"), indent=3))
    left = len(found.openers) - len(shown)
    return [*parts, Line(Said(f"{left} more: --all", "dim"))] if left else parts


def _opening(each: Opener) -> str:
    """Say what one action opens."""
    count = len(each.opens)
    roles = f"opens {count} role{'' if count == 1 else 's'}"
    if each.kind == "ask":
        return f"The employer's yes to “{each.what}” {roles}"
    if each.what.endswith("?"):
        return f"Your yes to “{each.what}” {roles}"
    if each.kind == "answer":
        return f"{each.what}, if so, {roles}: your profile does not say"
    length = f" ({say_days(each.length.least)} or more)" if each.length.least else ""
    return f"{each.what}{length} {roles}"


def _document(found: Matching) -> Json:
    return {
        "as_of": found.as_of.isoformat(),
        "where": list(found.where),
        "assumed": list(found.assumed),
        "matches": [_record(each) for each in found.matches],
        "openers": [
            {
                "action": each.assumption.text,
                "kind": each.kind,
                "what": each.what,
                "days": {"least": each.length.least, "most": each.length.most},
                "opens": list(each.opens),
            }
            for each in found.openers
        ],
    }


def _record(each: Match) -> Json:
    ready = each.ready
    return {
        "role": each.role.id,
        "title": each.role.title,
        "jurisdiction": each.role.jurisdiction,
        "coverage": each.role.coverage,
        "target": each.target,
        "fit": each.fit.name.lower().replace("_", "-"),
        "can_apply": each.found.can_apply,
        "earliest": ready.earliest.isoformat() if ready.earliest else None,
        "fits_from": each.fits_from.isoformat() if each.fits_from else None,
        "decided_by": ready.decided_by,
        "unmet": len(each.unmet),
        "unknown": len(each.unknown),
        "requirements": {
            "met": list(each.met),
            "unmet": list(each.unmet),
            "expected": list(each.expected),
            "unknown": list(each.unknown),
            "papers": list(each.papers),
            "lacking": list(each.lacking),
        },
    }


def _rows(found: Matching) -> Rows:
    header = ("rank", "role", "title", "jurisdiction", "fit", "can_apply", "earliest", "unmet", "expected", "unknown")
    return Rows(
        header,
        [
            (
                *(str(number), each.role.id, each.role.title, each.role.jurisdiction or ""),
                *(each.fit.name.lower().replace("_", "-"), each.found.can_apply),
                each.ready.earliest.isoformat() if each.ready.earliest else "",
                *(" ".join(each.unmet), " ".join(each.expected), " ".join(each.unknown)),
            )
            for number, each in enumerate(found.matches, 1)
        ],
    )
