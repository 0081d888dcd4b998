"""A calendar of follow-ups: its days, its holidays, what is overdue, and the rounds still to come."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.person.followups import FollowUp
from careerplan.planning.calendar import Calendar, last_day, make_calendar, months_of


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


TODAY = day("2026-11-22")


def followup(number: int, due: dt.date) -> FollowUp:
    """Return a follow-up that comes once."""
    return FollowUp(
        id=number,
        contact_id=number,
        contact="Robin Sample",
        tie="loose",
        rule="a-rule",
        trigger="met",
        action="Say hello",
        channel="message",
        due=due,
        interaction_id=None,
        earned_on=None,
        earned_due=due,
        status="open",
    )


def made(
    *followups: FollowUp, first: str = "2026-11-22", last: str = "2026-12-31", home: str | None = None
) -> Calendar:
    return make_calendar(followups, day(first), day(last), TODAY, home)


def placed(calendar: Calendar) -> dict[str, list[int]]:
    return {each.date.isoformat(): [one.id for one in each.followups] for each in calendar.days if each.followups}


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2026-11-22", 1, "2026-12-21"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2027-01-31", 1, "2027-02-27"),
        ("2028-02-29", 12, "2029-02-27"),
        ("2026-11-22", 24, "2028-11-21"),
    ],
)
def test_so_many_months_end_the_day_before_the_same_day(first: str, months: int, last: str) -> None:
    assert last_day(day(first), months) == day(last)


def test_each_follow_up_stands_on_its_day() -> None:
    found = made(followup(1, day("2026-11-22")), followup(2, day("2026-12-31")), followup(3, day("2026-12-31")))
    assert placed(found) == {"2026-11-22": [1], "2026-12-31": [2, 3]}
    assert (found.overdue, found.before) == ((), 0)


def test_what_is_overdue_or_due_before_the_first_day_is_not_lost() -> None:
    late, today, soon = (
        followup(number, day(due)) for number, due in ((1, "2026-11-01"), (2, "2026-11-22"), (3, "2026-12-01"))
    )
    found = made(late, today, soon, first="2026-12-01")
    assert (found.overdue, found.before) == ((late,), 1)
    assert placed(found) == {"2026-12-01": [3]}
    assert placed(made(late, first="2026-11-01")) == {"2026-11-01": [1]}  # looking back, it stands there too


@pytest.mark.parametrize(
    ("due", "every", "anchor", "ends", "rounds"),
    [
        ("2026-11-30", "2w", "2026-11-30", {}, {"2026-12-14": 2, "2026-12-28": 3}),
        ("2026-11-30", "2w", "2026-11-30", {"times": 2}, {"2026-12-14": 2}),
        ("2026-11-30", "2w", "2026-11-30", {"times": 1}, {}),
        ("2026-11-30", "2w", "2026-11-30", {"until": day("2026-12-20")}, {"2026-12-14": 2}),
        ("2026-11-30", "1m", "2026-10-31", {"round": 2}, {"2026-12-31": 3}),  # the end of a month stays its end
        ("2026-12-02", "1w", "2026-11-30", {}, {"2026-12-07": 2, "2026-12-14": 3, "2026-12-21": 4, "2026-12-28": 5}),
        ("2026-11-10", "2w", "2026-11-10", {}, {"2026-11-24": 2, "2026-12-08": 3, "2026-12-22": 4}),  # overdue
        ("2026-11-30", "1y", "2026-11-30", {}, {}),
    ],
)
def test_a_rhythm_shows_its_rounds_to_come(
    due: str, every: str, anchor: str, ends: dict[str, Any], rounds: dict[str, int]
) -> None:
    found = made(replace(followup(1, day(due)), every=every, anchor=day(anchor), **ends))
    assert {each.date.isoformat(): one.number for each in found.days for one in each.coming} == rounds


def test_holidays_are_those_where_the_user_lives() -> None:
    ontario = {each.date.isoformat(): each.holiday for each in made(home="CA-ON").days if each.holiday}
    assert ontario == {"2026-12-25": "Christmas Day", "2026-12-26": "Boxing Day", "2026-12-28": "Boxing Day (observed)"}
    free = [each.date.isoformat() for each in made(home="CA-ON").days if not each.working]
    assert "2026-12-28" in free
    assert "2026-12-26" in free
    nowhere = made(home="XX")
    assert nowhere.place is None
    assert all(each.holiday is None and each.working == (each.date.weekday() < 5) for each in nowhere.days)


def test_weeks_begin_on_monday_and_a_month_shows_only_its_own_days() -> None:
    november, december = months_of(made())
    assert (november.first, december.first) == (day("2026-11-01"), day("2026-12-01"))
    assert [[each.date.day if each else None for each in week] for week in november.weeks] == [
        [*[None] * 6, 22],
        [23, 24, 25, 26, 27, 28, 29],
        [30, *[None] * 6],
    ]
    assert [each.date.day if each else None for each in december.weeks[0]] == [None, 1, 2, 3, 4, 5, 6]
    assert [each.date.day if each else None for each in december.weeks[-1]] == [28, 29, 30, 31, None, None, None]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2190, 1, 1)), st.integers(1, 4))
def test_every_day_stands_once_in_its_column(first: dt.date, months: int) -> None:
    found = make_calendar([], first, last_day(first, months), first, None)
    shown = []
    for month in months_of(found):
        for week in month.weeks:
            assert len(week) == 7
            shown += [each for each in week if each]
            assert all(each is None or each.date.weekday() == place for place, each in enumerate(week))
            assert all(each is None or each.date.replace(day=1) == month.first for each in week)
    assert shown == list(found.days)
    assert [each.date for each in shown] == [first + dt.timedelta(days=ahead) for ahead in range(len(shown))]
