"""Pay as bars: the figures beside them, every conversion said, nothing mixed that cannot be."""

import pytest

from careerplan.catalog.roles import Role
from careerplan.render.pay import pay_parts, pay_records
from careerplan.render.view import Bar, Bars, Line, Part, text_of

SUMMARY = {"text": "A role", "sources": ["page"]}


def pay(**more: object) -> dict[str, object]:
    return {"unit": "year", "currency": "CAD", "as_of": 2026, "sources": ["page"], **more}


def role(*pays: dict[str, object]) -> Role:
    facts = {"id": "guard", "title": "Guard", "occupation": "guard", "summary": SUMMARY, "pay": pays}
    return Role.model_validate(facts)


def drawn(*named: tuple[Role, str]) -> list[Part]:
    """Return what is drawn of roles that have no broader one."""
    return pay_parts([(each, (), name) for each, name in named])


def charts(parts: list[Part]) -> list[list[tuple[str, str]]]:
    return [[(bar.label, bar.text) for bar in part.bars] for part in parts if isinstance(part, Bars)]


def said(parts: list[Part]) -> list[str]:
    return [text_of(part.text) for part in parts if isinstance(part, Line)]


def figures(**more: object) -> str:
    """Return what stands beside the one bar of one figure."""
    ((_, text),) = charts(drawn((role(pay(**more)), "Guard")))[0]
    return text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"minimum": 60_919.3, "maximum": 70_000}, "60,919 to 70,000 (2026)"),
        ({"minimum": 60_000, "maximum": 60_000}, "60,000 (2026)"),
        ({"minimum": 60_000}, "from 60,000 (2026)"),
        ({"maximum": 60_000}, "up to 60,000 (2026)"),
        ({"minimum": 60_000, "maximum": 70_000, "median": 65_000}, "60,000 to 70,000, median 65,000 (2026)"),
        ({"minimum": 60_000, "maximum": 70_000, "as_of": None}, "60,000 to 70,000 (undated)"),
        (
            {"minimum": 60_000, "maximum": 70_000, "rank": "Recruit", "standing": "general"},
            "60,000 to 70,000 (Recruit, all employers, 2026)",
        ),
        ({"minimum": 5_000, "maximum": 6_000, "unit": "month"}, "≈ 60,000 to 72,000 (2026, from month)"),
        ({"minimum": 1_000, "unit": "week"}, "≈ from 52,000 (2026, from week)"),
        (
            {"minimum": 20, "maximum": 30, "unit": "hour", "hours_per_week": 37.5},
            "≈ 39,000 to 58,500 (2026, from hours at 37.5 a week)",
        ),
        (
            {"minimum": 20, "maximum": 30, "unit": "hour"},
            "≈ 41,600 to 62,400 (2026, from hours at 40 a week*)",
        ),
    ],
)
def test_the_figures_say_whose_they_are_of_when_and_how_they_were_converted(
    given: dict[str, object], text: str
) -> None:
    assert figures(**given) == text


def test_a_bar_reaches_as_far_as_its_figures() -> None:
    (chart,) = [part for part in drawn((role(pay(minimum=10, maximum=20)), "G")) if isinstance(part, Bars)]

    assert list(chart.bars) == [Bar("G", "10 to 20 (2026)", 10, 20)]


def test_what_is_as_the_source_gives_it_needs_no_remark() -> None:
    assert said(drawn((role(pay(minimum=60_000)), "Guard"))) == ["By the year, in CAD"]


def test_a_conversion_is_explained_and_an_assumption_too() -> None:
    stated = said(drawn((role(pay(minimum=20, unit="hour", hours_per_week=40)), "Guard")))
    assumed = said(drawn((role(pay(minimum=20, unit="hour")), "Guard")))

    assert [each[0] for each in stated[1:]] == ["≈"]
    assert "52 weeks a year" in stated[1]
    assert [each[0] for each in assumed[1:]] == ["≈", "*"]
    assert "our assumption" in assumed[2]


def test_each_currency_has_a_chart_of_its_own() -> None:
    parts = drawn(
        (role(pay(minimum=60_000)), "Canada"),
        (role(pay(minimum=70_000, currency="NZD"), pay(rank="b", minimum=80_000)), "Both"),
        (role(pay(minimum=50_000, currency=None)), "Unnamed"),
    )

    assert [[label for label, _ in chart] for chart in charts(parts)] == [["Canada", "Both"], ["Both"], ["Unnamed"]]
    assert said(parts) == [
        "By the year, in CAD",
        "By the year, in NZD",
        "By the year, in a currency that no source names",
    ]


def test_each_rank_has_a_bar() -> None:
    parts = drawn((role(pay(rank="Recruit", minimum=50_000), pay(rank="Officer", minimum=60_000)), "Guard"))

    assert charts(parts) == [[("Guard", "from 50,000 (Recruit, 2026)"), ("Guard", "from 60,000 (Officer, 2026)")]]


def test_a_role_without_a_figure_says_so_beside_the_others() -> None:
    parts = drawn((role(), "Silent"), (role(pay(minimum=60_000)), "Guard"), (role(), ""))

    assert charts(parts) == [[("Guard", "from 60,000 (2026)")], [("Silent", "not known")]]


def test_where_nothing_is_known_nothing_is_drawn() -> None:
    assert drawn((role(), "One"), (role(), "Two")) == []
    assert drawn() == []


def test_a_record_has_the_years_figures_and_how_they_came_about() -> None:
    hourly = pay(rank="Recruit", minimum=20.005, maximum=30, unit="hour", standing="reported")

    assert pay_records(role(hourly), ()) == [
        {
            "least": 41_610.4,
            "most": 62_400,
            "figures": ["minimum", "maximum"],
            "currency": "CAD",
            "rank": "Recruit",
            "standing": "reported",
            "as_of": "2026",
            "converted_from": "hour",
            "hours_per_week": 40,
            "hours_assumed": True,
        }
    ]


def test_a_record_of_what_is_not_converted_says_so() -> None:
    (record,) = pay_records(role(pay(minimum=60_000, as_of=None)), ())

    assert (record["converted_from"], record["hours_per_week"], record["hours_assumed"]) == (None, None, False)
    assert record["as_of"] is None
    assert pay_records(role(), ()) == []


def test_a_general_role_without_figures_has_those_of_the_broader_one() -> None:
    broader = role(pay(minimum=60_000))

    assert charts(pay_parts([(role(), [role(), broader], "Guard")])) == [[("Guard", "from 60,000 (2026)")]]
    assert [record["least"] for record in pay_records(role(), [broader])] == [60_000]


def test_what_others_pay_says_nothing_of_an_employer() -> None:
    employed = role().model_copy(update={"employer": "csc", "coverage": "none"})

    assert pay_parts([(employed, [role(pay(minimum=60_000))], "Guard")]) == []
    assert pay_records(employed, [role(pay(minimum=60_000))]) == []
