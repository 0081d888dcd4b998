"""Follow-ups on a screen and as documents: what is due, and lists of them."""

import datetime as dt
from collections.abc import Mapping, Sequence

from careerplan.clock import say
from careerplan.person.followups import UPCOMING_DAYS, Due, FollowUp, Known
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, Tone, View

_FEW = 5
"""How many names a line lists before it only counts."""

BEGIN = (
    "Begin: careerplan contacts add NAME, then careerplan contacts log NAME met",
    "or see how it works: careerplan demo",
)
"""What to do where there is nothing yet."""


def due_view(due: Due, sources: Mapping[str, Sequence[str]]) -> View:
    """Return what is due; ``sources`` are those of each rule."""
    empty = not (due.followups or due.never_contacted or due.drifting or due.waiting)

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if empty:
            return [Line(f"Nothing is due on {say(due.as_of)}.")]
        groups: list[tuple[str, str, Tone]] = [
            ("overdue", "Overdue", "bad"),
            ("due", "Due today", "warn"),
            ("upcoming", f"Next {UPCOMING_DAYS} days", ""),
        ]
        parts: list[Part] = [Heading(f"Follow-ups as of {say(due.as_of)}")]
        rows: list[Sequence[Cell]] = []
        for status, title, tone in groups:
            found = [each for each in due.followups if due.status(each) == status]
            rows += [(Said(title, tone), say(each.due), each.contact, each.action, f"#{each.id}") for each in found]
        nothing = Line(f"Nothing is due in the next {UPCOMING_DAYS} days.")
        parts.append(Grid(("", "Due", "Who", "What", ""), rows, frozenset({2, 3})) if rows else nothing)
        parts += _people("Never contacted", due.never_contacted, "careerplan contacts list --never")
        parts += _people("Drifting apart", due.drifting, "")
        parts += _people("Waiting for an answer", due.waiting, "")
        return parts

    def rows() -> Rows:
        header = ("status", "due", "id", "contact_id", "contact", "action", "channel", "rule")
        return Rows(
            header,
            [
                (
                    *(due.status(each), each.due.isoformat(), str(each.id), str(each.contact_id)),
                    *(each.contact, each.action, each.channel, each.rule),
                )
                for each in due.followups
            ],
        )

    def document() -> Json:
        return {
            "as_of": due.as_of.isoformat(),
            "followups": [{**followup_record(each, sources), "status": due.status(each)} for each in due.followups],
            "never_contacted": [_known_record(each) for each in due.never_contacted],
            "drifting": [_known_record(each) for each in due.drifting],
            "waiting": [_known_record(each) for each in due.waiting],
        }

    hints: Sequence[str] = () if due.anybody else BEGIN
    if due.followups:
        hints = (f"Next: careerplan followups done {due.followups[0].id} · snooze · skip",)
    return View("followups", document, screen, rows, hints)


def _people(title: str, people: Sequence[Known], more: str) -> list[Part]:
    if not people:
        return []
    names = [f"{each.name} (since {say(each.since)})" if each.since else each.name for each in people[:_FEW]]
    rest = len(people) - len(names)
    if rest:
        names.append(f"and {rest} more" + (f": {more}" if more else ""))
    return [Gap(), Line(f"{title}: {', '.join(names)}")]


def followups_view(followups: Sequence[FollowUp], sources: Mapping[str, Sequence[str]]) -> View:
    """Return a list of follow-ups, open or closed."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not followups:
            return [Line("There are no follow-ups.")]
        rows = [
            (f"#{each.id}", say(each.due), each.contact, each.action, _ended(each.status, each.closed, each.reason))
            for each in followups
        ]
        return [Grid(("", "Due", "Who", "What", "State"), rows, frozenset({2, 3, 4}))]

    def rows() -> Rows:
        header = ("id", "status", "due", "contact_id", "contact", "action", "channel", "rule", "closed", "reason")
        return Rows(
            header,
            [
                (
                    *(str(each.id), each.status, each.due.isoformat(), str(each.contact_id), each.contact, each.action),
                    *(each.channel, each.rule, each.closed.isoformat() if each.closed else "", each.reason or ""),
                )
                for each in followups
            ],
        )

    def document() -> Json:
        return {"followups": [followup_record(each, sources) for each in followups]}

    return View("followup-list", document, screen, rows, () if followups else BEGIN[:1])


def _ended(status: str, closed: dt.date | None, reason: str | None) -> str:
    if closed is None:
        return status
    return f"{status} {say(closed)}" + (f": {reason}" if reason else "")


def followup_record(followup: FollowUp, sources: Mapping[str, Sequence[str]]) -> Json:
    """Return a follow-up as it stands in a document."""
    return {
        "id": followup.id,
        "contact": {"id": followup.contact_id, "name": followup.contact},
        "due": followup.due.isoformat(),
        "latest": followup.latest.isoformat() if followup.latest else None,
        "status": followup.status,
        "trigger": followup.trigger,
        "action": followup.action,
        "channel": followup.channel,
        "rule": followup.rule,
        "sources": list(sources.get(followup.rule, ())),
    }


def _known_record(known: Known) -> Json:
    return {"id": known.id, "name": known.name, "since": known.since.isoformat() if known.since else None}
