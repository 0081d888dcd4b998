"""Follow-ups on a screen and as documents: what is due, and lists of them."""

import datetime as dt
from collections.abc import Mapping, Sequence

from careerplan.clock import say
from careerplan.person.followups import Due, FollowUp, Known, People
from careerplan.planning.urgency import urgency
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, Tone, View

_WIDE = 110
"""From this width on the reason has a column of its own."""
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

    def screen(width: int | None) -> Screen:
        if empty:
            return [Line(f"Nothing is due on {say(due.as_of)}.")]
        return [
            Heading(f"Follow-ups as of {say(due.as_of)}"),
            _table(due, narrow=width is not None and width < _WIDE),
            *_people("Waiting for them", due.waiting, ""),
            *_people("Never contacted", due.never_contacted, "careerplan contacts list --never"),
            *_people("Drifting apart", due.drifting, "careerplan contacts list --sort touch"),
        ]

    def rows() -> Rows:
        header = ("status", "due", "id", "contact_id", "contact", "action", "channel", "rule", "why")
        return Rows(
            header,
            [
                (
                    *(due.status(each), each.due.isoformat(), str(each.id), str(each.contact_id)),
                    *(each.contact, each.in_words, each.channel, each.rule, urgency(each, due.as_of).why),
                )
                for each in due.followups
            ],
        )

    def document() -> Json:
        return {
            "as_of": due.as_of.isoformat(),
            "within": due.within,
            "followups": [
                {**followup_record(each, sources), "status": due.status(each), "why": urgency(each, due.as_of).why}
                for each in due.followups
            ],
            "never_contacted": [_known_record(each) for each in due.never_contacted.shown],
            "drifting": [_known_record(each) for each in due.drifting.shown],
            "waiting": [_known_record(each) for each in due.waiting.shown],
        }

    hints: Sequence[str] = () if due.anybody else BEGIN
    if due.followups:
        hints = (f"Next: careerplan followups done {due.followups[0].id} · snooze · skip",)
    return View("followups", document, screen, rows, hints)


def _table(due: Due, *, narrow: bool) -> Part:
    groups: list[tuple[str, str, Tone]] = [
        ("overdue", "Overdue", "bad"),
        ("due", "Due today", "warn"),
        ("upcoming", f"Next {due.within} days", ""),
    ]
    rows: list[Sequence[Cell]] = []
    for status, title, tone in groups:
        found = [each for each in due.followups if due.status(each) == status]
        rows += [(Said(title, tone), *_row(each, due.as_of, narrow=narrow)) for each in found]
    if not rows:
        return Line(f"Nothing is due in the next {due.within} days." if due.within else "Nothing is due.")
    if narrow:
        return Grid(("", "Due", "Who", "What", ""), rows, frozenset({2, 3}))
    return Grid(("", "Due", "Who", "What", "Why now", ""), rows, frozenset({2, 3, 4}))


def _row(followup: FollowUp, as_of: dt.date, *, narrow: bool) -> tuple[Cell, ...]:
    """Return what a line says of a follow-up; with little room, the reason stands below what is to be done."""
    why = Said(urgency(followup, as_of).why, "dim")
    who, what, number = followup.contact, followup.in_words, f"#{followup.id}"
    if narrow:
        return f"{followup.due:%a} {followup.due.day} {followup.due:%b}", who, (what, why) if why.text else what, number
    return say(followup.due), who, what, why, number


def _people(title: str, people: People, more: str) -> list[Part]:
    if not people:
        return []
    named = people.shown[:_FEW]
    names = [_named(each) for each in named]
    rest = people.count - len(names)
    if rest:
        names.append(f"and {rest} more" + (f": {more}" if more else ""))
    return [Gap(), Line(f"{title}: {', '.join(names)}")]


def _named(known: Known) -> str:
    what = f": {known.what}" if known.what else ""
    since = f"since {say(known.since)}" if known.since else ""
    return f"{known.name} ({since}{what})" if since or what else known.name


def followups_view(followups: Sequence[FollowUp], sources: Mapping[str, Sequence[str]]) -> View:
    """Return a list of follow-ups, open or closed."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        if not followups:
            return [Line("There are no follow-ups.")]
        rows = [
            (f"#{each.id}", say(each.due), each.contact, each.in_words, _ended(each.status, each.closed, each.reason))
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
        "round": followup.round,
        "times": followup.times,
        "every": followup.every,
        "until": followup.until.isoformat() if followup.until else None,
        "awaits_reply": followup.awaits_reply,
        "sources": list(sources.get(followup.rule, ())),
    }


def _known_record(known: Known) -> Json:
    since = known.since.isoformat() if known.since else None
    return {"id": known.id, "name": known.name, "since": since, "what": known.what}
