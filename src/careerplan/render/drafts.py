"""Drafts on a screen and as documents: the message itself, what it rests on, and the templates there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.clock import say
from careerplan.render.organizations import say_claim
from careerplan.render.practices import say_evidence
from careerplan.render.sources import Footnotes
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from careerplan.catalog.practices import Practice
    from careerplan.catalog.rules import Rule
    from careerplan.catalog.sources import Source
    from careerplan.person.contacts import Contact
    from careerplan.person.followups import FollowUp
    from careerplan.planning.drafting import Draft

NAMES = {"email": "e-mail", "linkedin": "LinkedIn", "phone": "the telephone"}
"""The ways a message can take, as one says them."""

_LONGEST = 200
"""How much of a note is recalled."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A draft with all that is said about it; ``reminders`` are the user's own notes, ``reason`` is that of the way."""

    draft: Draft
    contact: Contact
    followup: FollowUp | None
    template: str
    own: bool
    reason: str
    mailto: str | None
    rule: Rule | None
    evidence: Sequence[Practice]
    cautions: Sequence[Practice]
    reminders: Sequence[tuple[dt.date | None, str]]

    def sources(self) -> list[str]:
        """Return the sources of all it rests on."""
        cited = [each.sources for each in (self.rule.why if self.rule else ())]
        cited += [each.sources for each in (*self.evidence, *self.cautions)]
        return list(dict.fromkeys(name for sources in cited for name in sources))


@dataclass(frozen=True)
class Listed:
    """One template of a list; ``fault`` says why it cannot be used."""

    name: str
    title: str
    path: str
    own: bool
    channels: tuple[str, ...] = ()
    fault: str = ""


def draft_view(written: Written, sources: Mapping[str, Source], *, why: bool = False, link: bool = False) -> View:
    """Return a draft: the message alone, with ``why`` also what it rests on, with ``link`` its mailto address."""
    draft = written.draft

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        if link:
            return [Line(written.mailto or "")]
        parts: list[Part] = [] if draft.subject is None else [Line(f"Subject: {draft.subject}"), Gap()]
        parts += [Line(line) if line else Gap() for line in draft.body.split("\n")]
        return [*parts, *_why(written, sources)] if why else parts

    def rows() -> Rows:
        header = ("followup", "contact_id", "contact", "channel", "template", "subject", "body", "places", "mailto")
        number = str(written.followup.id) if written.followup else ""
        values = (number, str(written.contact.id), written.contact.name, draft.channel, written.template)
        texts = (draft.subject or "", draft.body, "; ".join(draft.places), written.mailto or "")
        return Rows(header, [(*values, *texts)])

    raw = f"{written.mailto}\n" if link and written.mailto else None
    return View("draft", lambda: _document(written), screen, rows, hints_of(written), raw=raw)


def hints_of(written: Written) -> list[str]:
    """Return what to know of a draft, what to take care of and to add, and what to do once it is sent."""
    draft, followup = written.draft, written.followup
    origin = "yours" if written.own else "built in"
    hints = [f"Template {written.template} ({origin}), for {NAMES[draft.channel]}: {written.reason}."]
    hints += [f"Take care: {say_evidence(each)}." for each in written.cautions]
    hints += [f"{_noted(day)}: {_short(text)}" for day, text in written.reminders]
    if draft.places:
        count = f"{len(draft.places)} place{'' if len(draft.places) == 1 else 's'}"
        hints.append(f"Add your own: {count}: {' · '.join(draft.places)}")
    after = "made the call" if draft.channel == "phone" else "sent it"
    kind = "call" if draft.channel == "phone" else "message-sent"
    done = f"contacts log {written.contact.id} {kind}"
    if followup is not None and followup.status == "open":
        done = f"followups done {followup.id}"
    return [*hints, f"Nothing was sent. After you have {after} yourself: careerplan {done}"]


def _noted(day: dt.date | None) -> str:
    return f"You noted on {say(day)}" if day else "How you met"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _why(written: Written, sources: Mapping[str, Source]) -> Iterator[Part]:
    notes = Footnotes(sources)
    yield from (Gap(), Heading("What it rests on", 2))
    for claim in written.rule.why if written.rule else ():
        yield Line(Said(say_claim(claim, notes), "dim"), "•", 2)
    for practice in (*written.evidence, *(each for each in written.cautions if each not in written.evidence)):
        yield Line(Said(f"{say_evidence(practice)} {notes.mark(practice.sources)}", "dim"), "▸", 2)
        yield Line(Said(practice.text, "dim"), indent=4)
    yield from (Gap(), *notes.parts())


def _document(written: Written) -> Json:
    draft, followup = written.draft, written.followup
    return {
        "followup": followup.id if followup else None,
        "contact": {"id": written.contact.id, "name": written.contact.name},
        "channel": draft.channel,
        "channel_reason": written.reason,
        "template": written.template,
        "own_template": written.own,
        "subject": draft.subject,
        "body": draft.body,
        "places": list(draft.places),
        "mailto": written.mailto,
        "cautions": [{"practice": each.id, "rule": each.rule} for each in written.cautions],
        "reminders": [{"day": day.isoformat() if day else None, "text": text} for day, text in written.reminders],
        "evidence": [{"practice": each.id, "rule": each.rule, "strength": each.strength} for each in written.evidence],
        "sources": written.sources(),
    }


def templates_view(templates: Sequence[Listed]) -> View:
    """Return the templates there are, and where each comes from."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - the same at every width
        rows = [(each.name, each.fault or each.title, _origin(each)) for each in templates]
        return [Grid(("Template", "What for", "From"), rows, frozenset({1, 2}))]

    def rows() -> Rows:
        header = ("template", "own", "path", "title", "channels", "fault")
        values = [
            (each.name, "yes" if each.own else "no", each.path, each.title, " ".join(each.channels), each.fault)
            for each in templates
        ]
        return Rows(header, values)

    def document() -> Json:
        keys = ("name", "title", "own", "path", "fault")
        records = [
            {**{key: getattr(each, key) for key in keys}, "channels": list(each.channels), "fault": each.fault or None}
            for each in templates
        ]
        return {"templates": records}

    hints = ("Begin one of your own from a built-in one: careerplan followups draft --copy NAME",)
    return View("templates", document, screen, rows, hints)


def _origin(listed: Listed) -> str:
    return listed.path if listed.own else "built in"
