"""Networking practices, activities and events on a screen and as documents, each with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.frozen import record_json
from careerplan.render.organizations import say_claim, say_fee
from careerplan.render.sources import Footnotes, cited_in, source_records
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View
from careerplan.render.words import MONTHS, UNCHECKED, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from careerplan.catalog.activities import Activity
    from careerplan.catalog.organizations import Event, Organization
    from careerplan.catalog.practices import Figure, Practice
    from careerplan.catalog.sources import Source

STRENGTH = {
    "research": "research",
    "government": "government advice",
    "university": "advice of career offices",
    "professional": "advice of professionals",
    "opinion": "opinion",
}


def say_evidence(practice: Practice) -> str:
    """Say a practice in one line, with how strong its evidence is, and what of it is ours or unchecked."""
    remarks = [STRENGTH[practice.strength], "our inference" if practice.derived else "", _unchecked(practice.checked)]
    return f"{practice.rule} ({'; '.join(filter(None, remarks))})"


def _unchecked(checked: bool | None) -> str:  # noqa: FBT001 - a field of the record
    return UNCHECKED if checked is False else ""


def say_figure(figure: Figure) -> str:
    """Say a number that a source names."""
    most = f" to {figure.most:,g}" if figure.most is not None else ""
    return " ".join(filter(None, (f"{figure.what}: {figure.value:,g}{most}", figure.unit)))


def practices_view(
    practices: Sequence[Practice], used: Mapping[str, Sequence[str]], sources: Mapping[str, Source], *, cite: bool
) -> View:
    """Return practices by topic; ``used`` names the activities and rules that rest on each."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        notes = Footnotes(sources)
        parts: list[Part] = []
        for topic in dict.fromkeys(each.topic for each in practices):
            parts += [*([Gap()] if parts else []), Heading(topic.replace("-", " ").capitalize(), 2)]
            for each in (each for each in practices if each.topic == topic):
                parts += _practice(each, used.get(each.id, ()), notes if cite else None)
        return [*parts, Gap(), *notes.parts()] if cite else parts

    def rows() -> Rows:
        header = ("id", "topic", "strength", "derived", "checked", "rule", "figures", "sources")
        return Rows(
            header,
            [
                (
                    *(each.id, each.topic, each.strength, "yes" if each.derived else "no"),
                    *({True: "yes", False: "no", None: ""}[each.checked], each.rule),
                    *("; ".join(map(say_figure, each.figures)), " ".join(each.sources)),
                )
                for each in practices
            ],
        )

    def document() -> Json:
        records: list[object] = [{**record_json(each), "used_by": list(used.get(each.id, ()))} for each in practices]
        return {"practices": records, "sources": source_records(sources, cited_in(records))}

    hints = ("Where each comes from: add --sources.",) if practices and not cite else ()
    return View("practices", document, screen, rows, hints or (() if practices else ("No practice matches.",)))


def _practice(practice: Practice, used: Sequence[str], notes: Footnotes | None) -> list[Part]:
    mark = f" {notes.mark(practice.sources)}" if notes else ""
    parts: list[Part] = [Line(Said(f"{say_evidence(practice)}{mark}", "strong"), "•", 2), Line(practice.text, indent=4)]
    parts += [Line("; ".join(map(say_figure, practice.figures)), indent=4)] if practice.figures else []
    parts += [Line(say_claim(each, notes), "⚠", 4) for each in practice.disagreements]
    parts += [Line(Said(practice.note, "dim"), indent=4)] if practice.note else []
    parts += [Line(Said(f"Feeds: {', '.join(used)}", "dim"), indent=4)] if used else []
    return parts


def activities_view(
    activities: Sequence[Activity], practices: Mapping[str, Practice], sources: Mapping[str, Source], *, whole: bool
) -> View:
    """Return the activities in a line each, or ``whole``: with their steps, reasons, evidence and sources."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        if whole:
            return [part for each in activities for part in _activity(each, practices, sources)]
        rows = [(each.id, each.title, each.theme, each.channel, f"{each.hours:g} h") for each in activities]
        return [Grid(("Activity", "Title", "Theme", "Channel", ""), rows, frozenset({1}))]

    def rows() -> Rows:
        header = ("id", "title", "theme", "channel", "hours", "evidence", "sources")
        return Rows(
            header,
            [
                (
                    *(each.id, each.title, each.theme, each.channel, f"{each.hours:g}", " ".join(each.evidence)),
                    " ".join(dict.fromkeys(source for claim in each.why for source in claim.sources)),
                )
                for each in activities
            ],
        )

    def document() -> Json:
        records: list[object] = [record_json(each) for each in activities]
        return {"activities": records, "sources": source_records(sources, cited_in(records))}

    hints = ("Steps, reasons and evidence of one: careerplan network activities ID",) if not whole else ()
    return View("activities", document, screen, rows, hints)


def _activity(activity: Activity, practices: Mapping[str, Practice], sources: Mapping[str, Source]) -> list[Part]:
    notes = Footnotes(sources)
    about = f"{activity.id} · {activity.theme} · {activity.channel} · {activity.hours:g} h (our estimate)"
    parts: list[Part] = [Heading(activity.title), Line(Said(about, "dim")), Gap(), Heading("How", 2)]
    parts += [Line(step, f"{number}.", 2) for number, step in enumerate(activity.steps, 1)]
    parts += [Gap(), Heading("Why", 2), *(Line(say_claim(each, notes), "•", 2) for each in activity.why)]
    found = [practices[name] for name in activity.evidence if name in practices]
    if found:
        parts += [Gap(), Heading("Evidence", 2)]
        parts += [Line(f"{say_evidence(each)} {notes.mark(each.sources)}", "•", 2) for each in found]
    return [*parts, Gap(), *notes.parts()]


def events_view(
    events: Sequence[Event], organizers: Mapping[str, Organization], sources: Mapping[str, Source], *, whole: bool
) -> View:
    """Return the events in a line each, or ``whole``: with what is known of each and its sources."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        if whole:
            return [part for each in events for part in _event(each, organizers, sources)]
        rows = [(each.id, each.name, place(each.jurisdiction), _months(each), _last(each)) for each in events]
        return [Grid(("Event", "Name", "Place", "Usually", "Last known"), rows, frozenset({1, 2}))]

    def rows() -> Rows:
        header = ("id", "name", "kind", "organizer", "jurisdiction", "usual_months", "next", "last_known", "url")
        return Rows(
            header,
            [
                (
                    *(each.id, each.name, each.kind, each.organizer or "", each.jurisdiction or ""),
                    *(_months(each), str(each.next or ""), _last(each), each.url or ""),
                )
                for each in events
            ],
        )

    def document() -> Json:
        records: list[object] = [record_json(each) for each in events]
        return {"events": records, "sources": source_records(sources, cited_in(records))}

    hints = ("What is known of one: careerplan network events show ID",) if events and not whole else ()
    return View("events", document, screen, rows, hints or (() if events else ("No event matches.",)))


def _months(event: Event) -> str:
    return ", ".join(MONTHS[month - 1] for month in event.usual_months) or "not known"


def _last(event: Event) -> str:
    return max((each.dates for each in event.last_known), default="not known")


def _event(event: Event, organizers: Mapping[str, Organization], sources: Mapping[str, Source]) -> list[Part]:
    notes = Footnotes(sources)
    organizer = organizers.get(event.organizer or "")
    about = [event.kind.replace("-", " "), place(event.jurisdiction), organizer.name if organizer else ""]
    about.append(_unchecked(event.checked))
    parts: list[Part] = [
        Heading(event.name),
        Line(Said(" · ".join(filter(None, about)), "dim")),
        Line(say_claim(event.summary, notes)),
        *([Line(say_claim(event.status, notes), "⚠")] if event.status else []),
        Line(f"Usual months: {_months(event)}." + (f" How often: {event.cadence}." if event.cadence else "")),
        Line(f"Next: {event.next or 'no date announced in the sources here'}."),
    ]
    parts += [Line(say_claim(event.who_attends, notes))] if event.who_attends else []
    parts += [Gap(), Heading("Last known", 2)] if event.last_known else []
    for each in event.last_known:
        said = ", ".join(filter(None, (each.dates, each.place)))
        extra = "".join(f" ({remark})" for remark in (each.note, "our inference" if each.derived else None) if remark)
        parts.append(Line(f"{said}{extra} {notes.mark(each.sources)}", "•", 2))
    fees = [Line(f"{say_fee(each)} {notes.mark(each.sources)}", "•", 2) for each in event.fees]
    parts += [Gap(), Heading("Cost", 2), *fees] if fees else []
    facts = [Line(say_claim(each, notes), "•", 2) for each in event.facts]
    facts += [Line(say_claim(each, notes), "⚠", 2) for each in event.disagreements]
    parts += [Gap(), Heading("Further", 2), *facts] if facts else []
    if event.not_found:
        parts += [Gap(), Line(f"Not known: {'; '.join(event.not_found)}.")]
    return [*parts, Gap(), *notes.parts()]
