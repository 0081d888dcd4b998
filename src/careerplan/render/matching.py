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

    from careerplan.planning.matching import Match
    from careerplan.planning.opening import Opener

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
        complete = everything or width is None
        shown = found.matches if complete else found.matches[:SHOWN]
        parts: list[Part] = [*_head(found), *(part for each in shown for part in _lines(each, found.as_of))]
        left = len(found.matches) - len(shown)
        parts += [Gap(), Line(Said(f"{left} more: --all", "dim"))] if left else []
        parts += [Gap(), Line(Said(LEGEND, "dim"))] if shown else []
        return [*parts, *_openers(found, everything=complete)]

    def paper() -> Screen:
        parts = [*_head(found), *_table(found), *_openers(found, everything=True)]
        return [*parts, Foot(f"careerplan · roles match · made on {say(found.as_of)}")]

    return View("match", lambda: _document(found), screen, lambda: _rows(found), hints, paper=paper)


LEGEND = (
    "✓ fits, as far as is known   → will fit   ? may fit, or little is known   ✗ something is missing   · not known"
)


def _head(found: Matching) -> list[Part]:
    where = f" in {', '.join(map(_where, found.where))}" if found.where else ""
    parts: list[Part] = [
        Heading(f"Roles for you{where}"),
        Line(Said(f"{len(found.matches)} roles, as of {say(found.as_of)}", "dim")),
        *assumed_lines(found.assumed),
    ]
    if not found.matches:
        parts.append(Line("No role of the catalog is there."))
    return parts


def _where(pattern: str) -> str:
    """Return a place as one reads it; CA* is all of Canada, other patterns stand as they were written."""
    whole = pattern.removesuffix("*")
    return place(whole) if not set("*?[") & set(whole) and place(whole) != whole else f"places like {pattern}"


def _lines(each: Match, today: dt.date) -> list[Part]:
    """Return one role as a few lines that fit any width."""
    mark, tone = FIT[each.fit]
    facts = [answer(each, today), *(f"{what}: {', '.join(names)}" for what, names in _facts(each) if names)]
    return [
        Gap(),
        Line(Said(_title(each), "strong"), mark),
        Line(Said(each.role.id, "dim"), indent=2),
        Line(Said("; ".join(facts), tone), indent=2),
    ]


def _title(each: Match) -> str:
    target = " (your target)" if each.target else ""
    return f"{each.role.title} · {place(each.role.jurisdiction)}{target}"


def _facts(each: Match) -> list[tuple[str, Sequence[str]]]:
    """Return what is missing, on the way, to collect, to answer and said by no source."""
    silent = {Fit.NOT_KNOWN: ["what it asks"], Fit.LITTLE_KNOWN: ["which schooling it asks"]}
    return [
        ("missing", [*each.unmet, *each.lacking]),
        ("on the way", [*each.expected, *each.coming]),
        ("to collect", each.papers),
        ("to answer", each.open),
        ("no source says", silent.get(each.fit, [])),
    ]


def _table(found: Matching) -> list[Part]:
    if not found.matches:
        return []
    header = ("", "role", "can you apply?", "missing", "on the way", "to collect", "to answer", "no source says")
    rows: list[tuple[Cell, ...]] = [
        (
            Said(FIT[each.fit][0], FIT[each.fit][1]),
            (Said(_title(each)), Said(each.role.id, "dim")),
            answer(each, found.as_of),
            *(", ".join(names) for _, names in _facts(each)),
        )
        for each in found.matches
    ]
    return [Gap(), Grid(header, rows, frozenset(range(1, len(header)))), Line(Said(LEGEND, "dim"))]


def answer(each: Match, today: dt.date) -> str:
    """Say in a few words whether one can apply, and from when."""
    if each.fits_from and (each.fit is Fit.WILL_FIT or each.found.can_apply == "expected"):
        word = "at best from" if each.unmet or each.lacking else "from"
        return f"{word} {say(each.fits_from)}" + (", with the papers" if each.papers else "")
    day = each.ready.earliest
    when = f"not before {say(day)}" if day and day > today else ""
    word = SAID.get(each.fit, "not known yet")
    if each.fit is Fit.FITS and each.found.can_apply == "yes":
        word = "yes"
    if each.fit in {Fit.MAY_FIT, Fit.LITTLE_KNOWN, Fit.NOT_KNOWN} and each.found.can_apply != "so-far":
        word = "depends on which source holds" if each.found.can_apply == "depends" else "not known yet"
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
    """Say what one action opens; of roles of which little is known it only takes away what is known to bar."""
    sure = len(each.opens) - len(each.unsure)
    sayings = [(sure, "opens {} role{}"), (len(each.unsure), "takes away the one known obstacle of {} role{}")]
    roles = " and ".join(text.format(count, "" if count == 1 else "s") for count, text in sayings if count)
    if each.kind == "ask":
        return f"The employer's yes to “{each.what}” {roles}"
    if each.what.endswith("?"):
        return f"Your yes to “{each.what}” {roles}"
    if each.kind == "answer":
        return f"{each.what}, if so, {roles}: your profile does not say"
    least, most = each.length
    length = f" ({say_days(least)}" + (f" to {say_days(most)})" if most and most > least else ")") if least else ""
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
                "unsure": list(each.unsure),
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
            "coming": list(each.coming),
        },
    }


def _rows(found: Matching) -> Rows:
    header = ("rank", "role", "title", "jurisdiction", "fit", "can_apply", "earliest", "unmet", "expected", "unknown")
    return Rows(
        (*header, "lacking", "papers", "fits_from"),
        [
            (
                *(str(number), each.role.id, each.role.title, each.role.jurisdiction or ""),
                *(each.fit.name.lower().replace("_", "-"), each.found.can_apply),
                each.ready.earliest.isoformat() if each.ready.earliest else "",
                *(" ".join(names) for names in (each.unmet, each.expected, each.unknown, each.lacking, each.papers)),
                each.fits_from.isoformat() if each.fits_from else "",
            )
            for number, each in enumerate(found.matches, 1)
        ],
    )
