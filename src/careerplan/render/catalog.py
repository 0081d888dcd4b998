"""The catalog itself on a screen: its sources, what is old in it, and what differs between two of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.changes import Change, Fact
    from careerplan.catalog.sources import Source
    from careerplan.planning.aging import Aged

_LONGEST = 300
"""The most characters of a changed value that a line shows; JSON has all."""


def sources_view(sources: Sequence[Source], cited: Mapping[str, int]) -> View:
    """Return the sources, each with its date and how many statements rest on it."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        rows = [
            (
                each.id,
                each.date or "undated",
                each.kind,
                str(cited.get(each.id, 0)),
                f"{each.title}, {each.publisher or 'no publisher stated'}",
            )
            for each in sources
        ]
        return [Grid(("Source", "Date", "Kind", "Cited", "Title"), rows, frozenset({4}))]

    def rows() -> Rows:
        header = ("id", "date", "kind", "cited", "seen", "title", "publisher", "url")
        return Rows(
            header,
            [
                (
                    *(each.id, each.date or "", each.kind, str(cited.get(each.id, 0)), each.seen),
                    *(each.title, each.publisher or "", each.url or ""),
                )
                for each in sources
            ],
        )

    def document() -> Json:
        keys = ("id", "title", "publisher", "url", "kind", "date", "seen", "note")
        records: list[object] = [
            {**{key: getattr(each, key) for key in keys}, "cited": cited.get(each.id, 0)} for each in sources
        ]
        return {"sources": records}

    hints = (f"{len(sources)} sources.",) if sources else ("No source matches.",)
    return View("sources", document, screen, rows, hints)


def stale_view(found: Sequence[Aged], age: str, *, undated: bool) -> View:
    """Return what is old, or what no source dates."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        rows = [(each.dated or "undated", each.record, each.path, each.text) for each in found]
        nothing = Line("Everything has a date." if undated else f"Nothing dated is older than {age}.")
        return [Grid(("Date", "Record", "Where", "What"), rows, frozenset({3}))] if rows else [nothing]

    def rows() -> Rows:
        header = ("dated", "kind", "record", "path", "text", "sources")
        return Rows(
            header,
            [
                (each.dated or "", each.kind, each.record, each.path, each.text, " ".join(each.sources))
                for each in found
            ],
        )

    def document() -> Json:
        return {
            "older_than": None if undated else age,
            "statements": [{**vars(each), "sources": list(each.sources)} for each in found],
        }

    hints = (
        (f"{len(found)} statements.", "Checked a requirement of a role? careerplan data confirm ROLE REQUIREMENT")
        if found
        else ()
    )
    return View("stale", document, screen, rows, hints)


@dataclass(frozen=True)
class Moved:
    """A checklist result that two catalogs give differently: ``item`` is a requirement, or whether one can apply."""

    role: str
    item: str
    before: str | None
    after: str | None


def diff_view(found: Sequence[Change], moved: Sequence[Moved], *, profile: bool) -> View:
    """Return what differs between two catalogs, and which of the user's results differ with it."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts: list[Part] = [Line("Nothing differs.")] if not found else []
        for change in found:
            parts.append(Line(Said(f"{change.kind} {change.id}: {change.how}", "strong")))
            parts += [Line(_say(each), "•", 2) for each in change.facts]
        if found and profile:
            parts += [Gap(), Heading("What changes on your checklists", 2)]
            rows = [
                (each.role, each.item, each.before or "not there", "→", each.after or "not there") for each in moved
            ]
            parts.append(
                Grid(("Role", "", "Before", "", "After"), rows, frozenset({1})) if rows else Line("No result changes.")
            )
        return parts

    def rows() -> Rows:
        header = ("kind", "id", "how", "path", "before", "after")
        return Rows(
            header,
            [
                (change.kind, change.id, change.how, each.path, _value(each.before), _value(each.after))
                for change in found
                for each in change.facts or (_WHOLE,)
            ]
            + [("checklist", each.role, "changed", each.item, each.before or "", each.after or "") for each in moved],
        )

    def document() -> Json:
        return {
            "changes": [
                {"kind": each.kind, "id": each.id, "how": each.how, "facts": [vars(fact) for fact in each.facts]}
                for each in found
            ],
            "checklists": [vars(each) for each in moved],
        }

    hints = (
        () if profile or not found else ("With a profile, what changes for you is said too: careerplan profile init",)
    )
    return View("data-diff", document, screen, rows, hints)


def _say(fact: Fact) -> str:
    if fact.before is None:
        return f"{fact.path}: now {_short(fact.after)}"
    if fact.after is None:
        return f"{fact.path}: no longer {_short(fact.before)}"
    return f"{fact.path}: {_short(fact.before)} → {_short(fact.after)}"


def _short(value: object) -> str:
    said = _value(value.get("text") or value if isinstance(value, dict) else value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _value(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class _Whole:
    path = ""
    before = after = None


_WHOLE = _Whole()
