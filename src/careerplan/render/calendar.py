"""The calendar of follow-ups: a month on a screen that has room for it, else a list of days; and as documents."""

import datetime as dt
from collections.abc import Iterator, Sequence

from careerplan.clock import say, say_short
from careerplan.person.followups import FollowUp
from careerplan.places import PLACES
from careerplan.planning.calendar import Calendar, Coming, Day, months_of
from careerplan.render.view import (
    Gap,
    Grid,
    Heading,
    Json,
    Kind,
    Line,
    Mention,
    Month,
    MonthDay,
    Part,
    Rows,
    Said,
    Screen,
    View,
)

_FEW = 10
"""How many overdue follow-ups stand above the months of a terminal before they are only counted."""

_NARROWEST = 56
"""The columns below which a month has no room: a day would have fewer than seven."""


def calendar_view(calendar: Calendar, hints: Sequence[str] = ()) -> View:
    """Return the calendar."""

    def screen(width: int | None) -> Screen:
        head = [_title(calendar), *_overdue(calendar, None if width is None else _FEW), *_before(calendar)]
        if width is None or width < _NARROWEST:
            return [*head, Gap(), *_list(calendar)]
        return [*head, Gap(), *_months(calendar), *_signs(calendar)]

    def paper() -> Screen:
        return [_title(calendar), *_overdue(calendar, None), *_before(calendar), *_months(calendar)]

    return View("calendar", lambda: _document(calendar), screen, lambda: _rows(calendar), hints=hints, paper=paper)


def _title(calendar: Calendar) -> Heading:
    return Heading(f"Follow-ups from {say(calendar.first)} to {say(calendar.last)}")


def _overdue(calendar: Calendar, most: int | None) -> Iterator[Part]:
    shown = calendar.overdue[:most]
    rows = [(Said("Overdue", "bad"), say(each.due), each.contact, each.in_words, f"#{each.id}") for each in shown]
    if rows:
        yield Grid(("", "Due", "Who", "What", ""), rows, frozenset({2, 3}))
    if rest := len(calendar.overdue) - len(shown):
        yield Line(f"and {rest} more overdue: careerplan followups due")


def _before(calendar: Calendar) -> Iterator[Part]:
    if calendar.before:
        many = "1 more is" if calendar.before == 1 else f"{calendar.before} more are"
        yield Line(f"{many} due before {say(calendar.first)}: careerplan followups due")


def _months(calendar: Calendar) -> Iterator[Part]:
    """Return one grid a month."""
    for month in months_of(calendar):
        weeks = [[_month_day(day, calendar) for day in week] for week in month.weeks]
        yield Month(f"{month.first:%B %Y}", weeks)
        yield Gap()
    if not any(day.followups or day.coming for day in calendar.days):
        yield Line("Nothing is due on these days.")


def _signs(calendar: Calendar) -> Iterator[Part]:
    """Say what the signs in a month on a terminal mean, and name the holidays for which a day has no room."""
    kept = [f"{say_short(day.date)} {day.holiday}" for day in calendar.days if day.holiday]
    if kept and calendar.place:
        yield Line(f"Public holidays in {PLACES.get(calendar.place, calendar.place)}: {', '.join(kept)}.", mark="*")
    if any(each.due < calendar.as_of for day in calendar.days for each in day.followups):
        yield Line("overdue since that day", mark="!Name")
    if any(day.coming for day in calendar.days):
        yield Line("a later round, if those before it are done on their day", mark="(Name)")


def _month_day(day: Day | None, calendar: Calendar) -> MonthDay | None:
    if day is None:
        return None
    return MonthDay(
        day.date,
        note=day.holiday or "",
        working=day.working,
        today=day.date == calendar.as_of,
        people=[Mention(each.contact, _what(each, kind), kind) for each, kind, _ in _entries(day, calendar.as_of)],
    )


def _entries(day: Day, as_of: dt.date) -> Iterator[tuple[FollowUp, Kind, int | None]]:
    """Return who stands on a day, how, and in which later round."""
    for each in day.followups:
        yield each, "overdue" if each.due < as_of else "due", None
    for one in day.coming:
        yield one.followup, "later", one.number


def _what(followup: FollowUp, kind: Kind) -> str:
    """Return what is to be done; a later round says its number itself."""
    return followup.action if kind == "later" else followup.in_words


def _list(calendar: Calendar) -> Iterator[Part]:
    """Return the days on which there is anything, today always."""
    for day in calendar.days:
        entries = list(_entries(day, calendar.as_of))
        today = day.date == calendar.as_of
        if not (entries or day.holiday or today):
            continue
        yield Line(Said(" · ".join(filter(None, [say(day.date), "today" if today else "", day.holiday])), "strong"))
        for each, kind, number in entries:
            said = {"due": "", "overdue": "overdue: ", "later": f"later, round {number}: "}[kind]
            yield Line(f"{said}{each.contact}: {_what(each, kind)}", mark=f"#{each.id}", indent=2)
        if not entries and today:
            yield Line("Nothing is due.", indent=2)


def _rows(calendar: Calendar) -> Rows:
    header = ("date", "weekday", "working", "holiday", "state", "round", "id", "contact_id", "contact", "action")
    found = [_row(each, "overdue", each.due, None, None) for each in calendar.overdue if each.due < calendar.first]
    for day in calendar.days:
        found += [_row(each, kind, day.date, day, number) for each, kind, number in _entries(day, calendar.as_of)]
    return Rows(header, found)


def _row(followup: FollowUp, kind: Kind, date: dt.date, day: Day | None, number: int | None) -> tuple[str, ...]:
    working = "" if day is None else "yes" if day.working else "no"
    return (
        *(date.isoformat(), f"{date:%A}", working, (day.holiday if day else None) or "", kind, str(number or "")),
        *(str(followup.id), str(followup.contact_id), followup.contact, _what(followup, kind)),
    )


def _document(calendar: Calendar) -> Json:
    return {
        "as_of": calendar.as_of.isoformat(),
        "from": calendar.first.isoformat(),
        "to": calendar.last.isoformat(),
        "holidays_of": calendar.place,
        "overdue": [{**_record(each), "due": each.due.isoformat()} for each in calendar.overdue],
        "days": [
            {
                "date": day.date.isoformat(),
                "weekday": f"{day.date:%A}",
                "working": day.working,
                "holiday": day.holiday,
                "followups": list(map(_record, day.followups)),
                "coming": list(map(_coming_record, day.coming)),
            }
            for day in calendar.days
        ],
    }


def _record(followup: FollowUp) -> Json:
    return {
        "id": followup.id,
        "contact": {"id": followup.contact_id, "name": followup.contact},
        "action": followup.action,
    }


def _coming_record(coming: Coming) -> Json:
    return {**_record(coming.followup), "round": coming.number}
