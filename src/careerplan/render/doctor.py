"""What an examination found: one table, the faults with what to do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.render.view import Gap, Grid, Json, Line, Part, Rows, Said, Screen, Tone, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.person.checkup import Finding

_SIGNS: dict[str, tuple[str, Tone]] = {
    "ok": ("✓ ok", "good"),
    "note": ("· note", "warn"),
    "problem": ("✗ problem", "bad"),
}


def doctor_view(findings: Sequence[Finding], mended: Sequence[str]) -> View:
    """Return what was found, and what was mended."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        parts: list[Part] = [Line(f"Mended: {each}.") for each in mended]
        parts += [Gap()] if mended else []
        rows = [
            (
                each.check,
                Said(*_SIGNS[each.state]),
                (each.says, Said(each.advice, "strong")) if each.advice else each.says,
            )
            for each in findings
        ]
        return [*parts, Grid(("", "", ""), rows, frozenset({2})), Gap(), Line(verdict(findings))]

    def rows() -> Rows:
        header = ("check", "state", "says", "advice")
        return Rows(header, [(each.check, each.state, each.says, each.advice) for each in findings])

    def document() -> Json:
        keys = ("check", "state", "says", "advice")
        checks = [{key: getattr(each, key) or None for key in keys} for each in findings]
        return {"exit_code": exit_code(findings), "checks": checks, "mended": list(mended)}

    return View("doctor", document, screen, rows)


def verdict(findings: Sequence[Finding]) -> str:
    """Return all that was found in a sentence."""
    problems = sum(each.state == "problem" for each in findings)
    notes = sum(each.state == "note" for each in findings)
    if problems:
        return f"{problems} {'problem' if problems == 1 else 'problems'}; what to do stands beside each."
    return f"No problem; {notes} {'thing' if notes == 1 else 'things'} to know." if notes else "All is well."


def exit_code(findings: Sequence[Finding]) -> int:
    """Return how the run ends: trouble with the store counts for more than bad data, which only stops one command."""
    return max((each.exit_code for each in findings), default=0)
