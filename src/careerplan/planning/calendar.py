"""The coming days as a calendar: what is due on each, which are holidays, and where rhythms come round again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerplan.person.followups import FollowUp
from careerplan.planning.rounds import Every, Rhythm, Round, coming_rounds, parse_every
from careerplan.planning.working_days import holiday_on, holidays_of, why_not_working

_ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Coming:
    """A later round of a recurring follow-up, if every round before it is ended on its day."""

    followup: FollowUp
    number: int


@dataclass(frozen=True)
class Day:
    """A day of the calendar; ``holiday`` has the names of its public holidays, on a weekend too."""

    date: dt.date
    working: bool
    holiday: str | None = None
    followups: tuple[FollowUp, ...] = ()
    coming: tuple[Coming, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """The days from ``first`` to ``last``.

    ``place`` is the jurisdiction whose holidays are shown, None where they are not known. ``overdue`` are all open
    follow-ups from before ``as_of``, in the calendar or not; ``before`` counts those due from then to its first day.
    """

    as_of: dt.date
    days: tuple[Day, ...]
    place: str | None
    overdue: tuple[FollowUp, ...]
    before: int

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.days[0].date

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.days[-1].date


def last_day(first: dt.date, months: int) -> dt.date:
    """Return the last of so many months from ``first`` on: the day before the same day of a later month."""
    return Every(months, "m").day_after(first, 1) - _ONE


def make_calendar(
    followups: Sequence[FollowUp], first: dt.date, last: dt.date, as_of: dt.date, home: str | None
) -> Calendar:
    """Lay out open follow-ups, given by due day; ``home`` is the jurisdiction whose holidays count."""
    due = defaultdict(list)
    coming = defaultdict(list)
    for each in followups:
        due[each.due].append(each)
        for one in _coming(each, as_of, last):
            coming[one.day].append(Coming(each, one.number))
    days = [first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return Calendar(
        as_of=as_of,
        days=tuple(
            Day(day, why_not_working(day, home) is None, holiday_on(day, home), tuple(due[day]), tuple(coming[day]))
            for day in days
        ),
        place=holidays_of(home),
        overdue=tuple(each for each in followups if each.due < as_of),
        before=sum(as_of <= each.due < first for each in followups),
    )


def _coming(followup: FollowUp, as_of: dt.date, last: dt.date) -> Iterator[Round]:
    """Return the later rounds: what is overdue is taken to be done today."""
    if followup.every is None or followup.anchor is None:
        return iter(())
    rhythm = Rhythm(followup.anchor, parse_every(followup.every), followup.times, followup.until)
    return coming_rounds(rhythm, Round(followup.round, max(followup.due, as_of)), last)


@dataclass(frozen=True)
class Month:
    """A month of the calendar in weeks from Monday to Sunday; None where a day is of another month or not in it."""

    first: dt.date
    weeks: tuple[tuple[Day | None, ...], ...]


def months_of(calendar: Calendar) -> Iterator[Month]:
    """Return the calendar by months, each with the weeks that the calendar reaches."""
    by_date = {day.date: day for day in calendar.days}
    start = calendar.first
    while start <= calendar.last:
        following = (start.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        end = min(calendar.last, following - _ONE)
        monday = start - dt.timedelta(days=start.weekday())
        weeks = []
        while monday <= end:
            dates = (monday + dt.timedelta(days=ahead) for ahead in range(7))
            weeks.append(tuple(by_date.get(day) if day.month == start.month else None for day in dates))
            monday += dt.timedelta(days=7)
        yield Month(start.replace(day=1), tuple(weeks))
        start = following
