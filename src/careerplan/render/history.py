"""History, one action of it, and what taking an action back or making it again does."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from careerplan.clock import local_time, say
from careerplan.person.history import Action, Changes
from careerplan.person.telling import Told, tell
from careerplan.render.telling import Statement, Time, statements
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View

Step = Literal["undo", "redo"]

_STATES = {"undone": "undone", "superseded": "undone, then something else was done"}
_NAMED = 5
"""How many actions are named one by one when several are taken back at once."""


def history_view(actions: Sequence[Action], *, filtered: bool = False) -> View:
    """Return past actions by day, newest first."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        if not actions:
            return [Line("Nothing of the kind was done." if filtered else "Nothing was done yet.")]
        digits = len(f"#{actions[0].id}")
        parts: list[Part] = []
        for day, of_day in groupby(actions, key=_day):
            lines = [(f"#{each.id}".rjust(digits), local_time(each.at)[-5:], _what(each)) for each in of_day]
            parts += [*([Gap()] if parts else []), Heading(say(day), 2), Grid(("", "", ""), lines, frozenset({2}))]
        return parts

    def rows() -> Rows:
        return Rows(
            ("id", "at", "state", "changes", "summary"),
            [(str(each.id), each.at, each.state, str(each.changes), each.summary) for each in actions],
        )

    def document() -> Json:
        return {"actions": [action_record(each) for each in actions]}

    newest = next((each.id for each in actions), 0)
    hints = (f"What one changed: careerplan history {newest}   take back the newest: careerplan undo",)
    return View("history", document, screen, rows, hints if actions else ())


def _day(action: Action) -> dt.date:
    return dt.date.fromisoformat(local_time(action.at)[:10])


def _what(action: Action) -> str | Said:
    state = _STATES.get(action.state)
    return Said(f"{action.summary} ({state})", "dim") if state else action.summary


def action_view(action: Action, changes: Changes) -> View:
    """Return one action with all that it changed."""
    told = tell(changes)

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        when = f"{say(_day(action))}, {local_time(action.at)[-5:]}"
        state = _STATES.get(action.state)
        return [
            Heading(f"#{action.id} {action.summary}"),
            Line(Said(f"{when} ({state})" if state else when, "dim")),
            *_lines(statements(told, "was")),
        ]

    def rows() -> Rows:
        return Rows(("record", "id", "what", "name", "field", "before", "after"), [*_rows(told)])

    return View("action", lambda: {"action": action_record(action), "changes": _records(told)}, screen, rows)


def _rows(told: Sequence[Told]) -> list[tuple[str, ...]]:
    return [
        (each.record, str(each.id), each.what, each.name, key, *("" if one is None else str(one) for one in ends))
        for each in told
        for key, ends in each.fields.items()
    ]


def _lines(found: Sequence[Statement]) -> list[Part]:
    """Return statements as lines; what one lists stands below it, unless it is a single thing."""
    parts: list[Part] = []
    for each in found:
        if len(each.items) <= 1:
            parts.append(Line(each.text))
        else:
            parts += [Line(f"{each.lead}:"), *(Line(one, "•", 2) for one in each.items)]
    return parts


def step_told(step: Step, actions: Sequence[Action], changes: Changes | None, time: Time) -> list[Statement]:
    """Return which actions are taken back or made again; with ``changes`` also what that does to records."""
    word = {"will": f"Would {step}", "done": {"undo": "Undone", "redo": "Redone"}[step], "was": step.capitalize()}[time]
    said = statements(tell(changes), "will" if time == "was" else time) if changes else []
    if len(actions) == 1:
        return [Statement(f"{word}: {actions[0].summary}."), *said]
    shown = actions if len(actions) <= _NAMED else actions[: _NAMED - 1]
    rest = len(actions) - len(shown)
    named = [f"#{each.id} {each.summary}" for each in shown]
    named += [f"and {rest:,} more, the last of them #{actions[-1].id} {actions[-1].summary}"] if rest else []
    return [Statement(f"{word} {len(actions):,} actions", tuple(named)), *said]


def question_lines(step: Step, actions: Sequence[Action], changes: Changes) -> list[str]:
    """Return what is to be read before undo or redo goes ahead, line by line."""
    told = _lines(step_told(step, actions, changes, "was"))
    return [
        f"{' ' * each.indent}{each.mark}{' ' if each.mark else ''}{each.text}"
        for each in told
        if isinstance(each, Line)
    ]


def step_view(
    step: Step, said: Sequence[Statement], actions: Sequence[Action], changes: Changes | None, *, done: bool
) -> View:
    """Return what undo or redo did or would do; ``said`` for a person, every record with its fields for a program."""

    def document() -> Json:
        return {
            "action": action_record(actions[0]) if actions else None,
            "done": done,
            "actions": [action_record(each) for each in actions],
            "changes": _records(tell(changes)) if changes else [],
        }

    def rows() -> Rows:  # every output there is: after a change it is too late to refuse one
        return Rows(("message",), [[each.text] for each in said])

    opposite = {"undo": "redo", "redo": "undo"}[step]
    again = "" if len(actions) == 1 else f" --times {len(actions)}"
    hints = (f"{opposite}: careerplan {opposite}{again}",) if done else ()
    return View(step, document, lambda _: _lines(said), rows, hints)


def _records(told: Sequence[Told]) -> list[Json]:
    return [
        {
            "record": each.record,
            "id": each.id,
            "what": each.what,
            "name": each.name,
            "fields": {key: {"before": before, "after": after} for key, (before, after) in each.fields.items()},
        }
        for each in told
    ]


def action_record(action: Action) -> Json:
    """Return an action as it stands in a document."""
    keys = ("id", "at", "summary", "state", "changes")
    return {key: getattr(action, key) for key in keys}
