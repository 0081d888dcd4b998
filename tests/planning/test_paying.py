"""Pay by the year: every unit, the week it is converted by, and which figures hold now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.roles import Pay, Role
from careerplan.planning.paying import ASSUMED_WEEK, WEEKS, currencies, current, on_one_scale, yearly


def pay(**more: object) -> Pay:
    return Pay.model_validate({"unit": "hour", "currency": "CAD", "sources": ["page"], **more})


def role(*pays: Pay) -> Role:
    summary = {"text": "A role", "sources": ["page"]}
    return Role.model_validate({"id": "guard", "title": "G", "occupation": "guard", "summary": summary, "pay": pays})


@pytest.mark.parametrize(
    ("unit", "amount", "by_year"),
    [
        ("year", 60_919.30, 60_919.30),
        ("month", 5_000, 60_000),
        ("biweekly", 2_000, 52_000),
        ("week", 1_000, 52_000),
        ("day", 200, 52_000),
        ("hour", 25, 52_000),
    ],
)
def test_a_year_has_twelve_months_and_fifty_two_weeks_of_five_days_and_forty_hours(
    unit: str, amount: float, by_year: float
) -> None:
    found = yearly(pay(minimum=amount, maximum=amount, unit=unit))

    assert (found.least, found.most) == (by_year, by_year)
    assert found.converted is (unit != "year")


def test_an_hour_counts_by_the_week_that_the_figure_itself_states() -> None:
    found = yearly(pay(minimum=20, maximum=30, hours_per_week=37.5), week=42)

    assert (found.least, found.most) == (20 * 37.5 * 52, 30 * 37.5 * 52)
    assert (found.week, found.assumed) == (37.5, False)


def test_else_by_the_employers_week() -> None:
    found = yearly(pay(average=20), week=42)

    assert (found.least, found.week, found.assumed) == (20 * 42 * 52, 42, False)


def test_a_week_that_nobody_states_is_said_to_be_assumed() -> None:
    found = yearly(pay(average=43.68))

    assert (found.week, found.assumed) == (ASSUMED_WEEK, True)


@pytest.mark.parametrize("unit", ["day", "week", "biweekly", "month", "year"])
def test_no_other_unit_needs_a_week(unit: str) -> None:
    found = yearly(pay(average=20, unit=unit), week=42)

    assert (found.week, found.assumed) == (None, False)


def test_a_median_between_the_ends_changes_neither() -> None:
    found = yearly(pay(minimum=20, maximum=30, median=22, average=25))

    assert (found.least, found.most) == (20 * 40 * 52, 30 * 40 * 52)


amounts = st.floats(1, 200_000)


@given(amounts, amounts, st.sampled_from(["hour", "day", "week", "biweekly", "month", "year"]), st.floats(20, 60))
def test_what_is_less_stays_less_and_the_source_gets_back_its_own_figure(
    one: float, other: float, unit: str, week: float
) -> None:
    low, high = sorted((one, other))
    found = yearly(pay(minimum=low, maximum=high, unit=unit), week)
    times = {"hour": week * WEEKS, "day": 260, "week": 52, "biweekly": 26, "month": 12, "year": 1}[unit]

    assert 0 < found.least <= found.most
    assert found.least / times == pytest.approx(low)
    assert found.most / times == pytest.approx(high)


def amounts_of(pays: list[Pay]) -> list[float | None]:
    return [each.minimum for each in pays]


def test_of_one_rank_the_newest_figure_holds() -> None:
    assert amounts_of(
        current([pay(minimum=1, as_of="2024"), pay(minimum=2, as_of="2026-07-01"), pay(minimum=3, as_of="2025")])
    ) == [2]


def test_each_rank_has_its_own_newest_figure() -> None:
    pays = [
        pay(rank="Recruit", minimum=1, as_of="2020"),
        pay(rank="Officer", minimum=2, as_of="2019"),
        pay(rank="Officer", minimum=3, as_of="2021"),
        pay(minimum=4, as_of="2015"),
    ]

    assert amounts_of(current(pays)) == [1, 3, 4]


def test_figures_of_one_day_stay_side_by_side() -> None:
    assert amounts_of(current([pay(minimum=1, as_of="2026-12"), pay(minimum=2, as_of="2026")])) == [1, 2]


def test_a_figure_without_a_date_may_be_the_newest_and_stays() -> None:
    assert amounts_of(current([pay(minimum=1), pay(minimum=2, as_of="2026"), pay(minimum=3, as_of="2020")])) == [1, 2]
    assert amounts_of(current([pay(minimum=1), pay(minimum=2)])) == [1, 2]


def test_a_reported_figure_without_a_date_yields_to_the_employers_dated_one() -> None:
    own = pay(minimum=2, as_of="2026")

    assert amounts_of(current([pay(minimum=1, standing="reported"), own])) == [2]
    assert amounts_of(current([pay(minimum=1, standing="reported"), own.model_copy(update={"rank": "Officer"})])) == [
        1,
        2,
    ]


def test_figures_over_all_employers_come_last_and_never_replace_the_employers() -> None:
    pays = [pay(minimum=1, standing="general", as_of="2026"), pay(minimum=2, as_of="2010")]

    assert amounts_of(current(pays)) == [2, 1]


def test_on_one_scale_stand_the_employers_figures_or_else_those_over_all() -> None:
    general, own = pay(minimum=1, standing="general"), pay(minimum=2)

    assert [each.pay.minimum for each in on_one_scale(role(general, own))] == [2]
    assert [each.pay.minimum for each in on_one_scale(role(general))] == [1]
    assert on_one_scale(role()) == []


def test_a_general_role_without_figures_has_those_of_the_nearest_broader_one_that_has_any() -> None:
    near, far = role(pay(minimum=1)), role(pay(minimum=2))

    assert [each.pay.minimum for each in on_one_scale(role(), [role(), near, far])] == [1]
    assert [each.pay.minimum for each in on_one_scale(role(pay(minimum=3)), [near])] == [3]


def test_an_employers_role_without_figures_has_none() -> None:
    employed = role().model_copy(update={"employer": "csc", "coverage": "none"})

    assert on_one_scale(employed, [role(pay(minimum=1))]) == []


def test_a_week_stated_with_one_figure_serves_the_others_of_the_role() -> None:
    found = on_one_scale(role(pay(rank="a", minimum=20), pay(rank="b", minimum=70_000, unit="year", hours_per_week=35)))

    assert [(each.week, each.assumed) for each in found] == [(35, False), (None, False)]


def test_each_currency_has_its_scale_in_order_of_first_use_one_without_a_name_too() -> None:
    pays = [pay(minimum=1, currency=currency) for currency in ("NZD", None, "CAD", "NZD")]

    assert currencies(yearly(each) for each in pays) == ["NZD", "", "CAD"]
