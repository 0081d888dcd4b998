"""What the catalog states of a role in one dimension: its own, what is only general, what is disputed, what it pays."""

import re

import pytest

from careerplan.catalog.roles import Pay, Role
from careerplan.planning.statements import (
    DIMENSIONS,
    Statement,
    disputes,
    figure,
    is_known,
    say_pay,
    say_training,
    speaks_of,
    statements,
)

SUMMARY = {"text": "A role", "sources": ["page"]}


def claim(text: str, **more: object) -> dict[str, object]:
    return {"text": text, "sources": ["page"], **more}


def needs(text: str, kind: str, level: str = "required", **more: object) -> dict[str, object]:
    name = re.sub(r"\W+", "-", text.lower())
    return {"id": name, "kind": kind, "level": level, "text": text, "sources": ["page"], **more}


def disputed(name: str, kind: str) -> dict[str, object]:
    readings = [claim("One says so"), claim("Another does not", level="asset", when="to-apply")]
    return {"id": name, "kind": kind, "level": "required", "readings": readings}


def role(*requirements: dict[str, object], name: str = "guard", **more: object) -> Role:
    facts = {"id": name, "title": "Guard", "occupation": "guard", "summary": SUMMARY, "requirements": requirements}
    return Role.model_validate({**facts, **more})


def said(found: tuple[Statement, ...]) -> list[tuple[str, str | None]]:
    return [(each.text, each.general) for each in found]


def pay(**more: object) -> Pay:
    return Pay.model_validate({"unit": "hour", "sources": ["page"], **more})


def test_own_facts_leave_the_broader_role_out_of_view() -> None:
    broader = role(needs("a degree", "education"), name="broader")
    own = role(needs("a diploma", "education"))

    assert said(statements(own, [broader], "education")) == [("a diploma", None)]


@pytest.mark.parametrize("level", ["preferred", "asset"])
def test_what_is_only_wished_for_keeps_the_general_facts_in_view(level: str) -> None:
    broader = role(needs("a degree", "education"), name="broader")
    own = role(needs("a master's", "education", level))

    assert said(statements(own, [broader], "education")) == [("a master's", None), ("a degree", "broader")]


@pytest.mark.parametrize("level", ["required", "varies"])
def test_one_firm_fact_beside_a_wish_is_enough_to_speak_alone(level: str) -> None:
    broader = role(needs("a degree", "education"), name="broader")
    own = role(needs("a master's", "education", "asset"), needs("a diploma", "education", level))

    assert said(statements(own, [broader], "education")) == [("a master's", None), ("a diploma", None)]


def test_the_nearest_broader_role_that_says_anything_speaks() -> None:
    near, far = role(name="near", duties=[claim("Watch")]), role(needs("18", "age"), name="far", duties=[claim("Walk")])

    assert said(statements(role(), [near, far], "duties")) == [("Watch", "near")]
    assert said(statements(role(), [near, far], "age")) == [("18", "far")]


def test_what_holds_only_in_some_provinces_is_said_only_there_and_where_no_province_is_meant() -> None:
    broader = role(needs("a course", "certification", only_in=["CA-AB", "CA-SK"]), name="broader")

    def heard(place: str | None) -> bool:
        own = role(jurisdiction=place)
        found = bool(statements(own, [broader], "certification"))
        assert is_known(own, [broader], "certification") is found
        return found

    assert [heard(place) for place in ("CA-AB", "CA-SK", "CA-ON")] == [True, True, False]
    assert [heard(place) for place in ("CA", None)] == [True, True]


def test_a_requirement_without_provinces_holds_everywhere() -> None:
    (requirement,) = role(needs("18", "age")).requirements

    assert speaks_of(requirement, "CA-ON")
    assert speaks_of(requirement, None)


def test_a_disagreement_is_one_statement_a_source_with_its_own_level_and_stage() -> None:
    found = statements(role(disputed("how", "fitness")), [], "fitness")

    assert [(each.text, each.level, each.when, each.disputed) for each in found] == [
        ("One says so", "required", None, True),
        ("Another does not", "asset", "to-apply", True),
    ]
    assert {each.requirement for each in found} == {"how"}


def test_a_stage_is_said_where_it_is_known() -> None:
    found = statements(role(needs("18", "age"), needs("older", "age", when="before-offer")), [], "age")

    assert [each.when for each in found] == [None, "before-offer"]


def test_each_disagreement_is_told_apart() -> None:
    both = role(
        disputed("how", "fitness"),
        disagreements=[
            {"dimension": "fitness", "texts": [claim("Ten"), claim("Twelve")]},
            {"dimension": "pay", "texts": [claim("Much"), claim("Little")]},
        ],
    )

    assert [[each.text for each in dispute] for dispute in disputes(both, [], "fitness")] == [
        ["One says so", "Another does not"],
        ["Ten", "Twelve"],
    ]
    assert [each.text for each in statements(both, [], "pay")] == ["Much", "Little"]
    assert all(each.disputed for each in statements(both, [], "pay"))


def test_a_disagreement_alone_is_something_known() -> None:
    own = role(disagreements=[{"dimension": "outlook", "texts": [claim("Good"), claim("Bad")]}])

    assert is_known(own, [], "outlook")
    assert len(list(disputes(own, [], "outlook"))) == 1
    assert not is_known(own, [], "schedule")


def test_a_silent_role_has_the_disagreements_of_the_broader_one() -> None:
    broader = role(disputed("how", "fitness"), name="broader")

    assert len(list(disputes(role(), [broader], "fitness"))) == 1
    assert list(disputes(role(needs("a run", "fitness")), [broader], "fitness")) == []


def test_a_claim_carries_what_a_reader_should_know_of_it() -> None:
    (found,) = statements(role(outlook=[claim("Good", note="A guess", as_of=2020, derived=True)]), [], "outlook")

    assert (found.note, found.as_of) == ("A guess; as of 2020; our inference", "2020")


def test_hiring_steps_are_numbered_and_say_how_long_they_take() -> None:
    steps = [
        {"name": "Apply", "sources": ["page"]},
        {"name": "Test", "text": "On paper", "duration": "an hour", "sources": ["page"]},
    ]

    assert [each.text for each in statements(role(hiring_steps=steps), [], "hiring-steps")] == [
        "1. Apply",
        "2. Test: On paper (an hour)",
    ]


def test_training_says_whether_it_is_paid_only_where_a_source_does() -> None:
    def training(**more: object) -> str:
        return say_training(role(training=[{"text": "A course", "sources": ["page"], **more}]).training[0])

    assert training() == "A course"
    assert training(paid=True, length="8 weeks", location="Regina") == "A course (8 weeks, paid, Regina)"
    assert training(paid=False, allowance="a room") == "A course (unpaid, a room)"


def test_a_way_to_apply_ends_in_its_page() -> None:
    ways = [claim("Online", url="https://example.org/"), claim("In person")]

    assert [each.text for each in statements(role(how_to_apply=ways), [], "how-to-apply")] == [
        "Online (https://example.org/)",
        "In person",
    ]


def test_skills_are_claims_and_requirements_alike() -> None:
    own = role(needs("Typing", "skill"), skills=[claim("Patience")])

    assert [each.text for each in statements(own, [], "skills")] == ["Typing", "Patience"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"average": 43.68}, "average 43.68 an hour"),
        ({"median": 36}, "median 36 an hour"),
        ({"minimum": 27, "maximum": 50, "median": 36.3, "currency": "CAD"}, "CAD 27 to 50, median 36.30 an hour"),
        ({"minimum": 20, "median": 25, "average": 26}, "from 20, median 25, average 26 an hour"),
        ({"maximum": 30, "unit": "day"}, "up to 30 a day"),
        ({"minimum": 2000, "maximum": 2000, "unit": "biweekly"}, "2,000 biweekly"),
        ({"minimum": 20, "rank": "Recruit", "as_of": 2026}, "Recruit: from 20 an hour, as of 2026"),
        ({"minimum": 20, "standing": "general"}, "from 20 an hour, all employers"),
        ({"minimum": 20, "standing": "reported"}, "from 20 an hour, reported"),
        (
            {"minimum": 20, "maximum": 30, "steps": [20, 25.5, 30], "hours_per_week": 37.5},
            "20 to 30 an hour, steps 20 / 25.50 / 30, 37.5 hours a week",
        ),
    ],
)
def test_pay_is_said_with_all_that_its_source_gives(given: dict[str, object], said: str) -> None:
    assert say_pay(pay(**given)) == said


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (60919, "60,919"),
        (60919.3, "60,919.30"),
        (32.15, "32.15"),
        (0.5, "0.50"),
        (18.125, "18.125"),
        (1e6, "1,000,000"),
    ],
)
def test_an_amount_has_cents_only_where_there_are_any_and_none_are_lost(amount: float, written: str) -> None:
    assert figure(amount) == written
    assert float(written.replace(",", "")) == amount


def test_what_a_role_pays_now_stands_apart_from_what_else_is_said_on_pay() -> None:
    figures = [
        {"minimum": 20, "unit": "hour", "as_of": 2020, "sources": ["page"]},
        {"minimum": 25, "unit": "hour", "as_of": 2026, "note": "Since July", "sources": ["page"]},
    ]
    own = role(pay=figures, pay_notes=[claim("A premium at night")])

    now, notes = statements(own, [], "pay"), statements(own, [], "pay-notes")

    assert [(each.text, each.note) for each in now] == [("from 25 an hour, as of 2026", "Since July")]
    assert [each.text for each in notes] == ["A premium at night", "from 20 an hour, as of 2020"]


def test_the_employers_pay_stands_before_that_of_all_employers() -> None:
    figures = [
        {"minimum": 20, "unit": "hour", "standing": "general", "sources": ["page"]},
        {"minimum": 25, "unit": "hour", "sources": ["page"]},
    ]

    found = statements(role(pay=figures), [], "pay")

    assert [each.text for each in found] == ["from 25 an hour", "from 20 an hour, all employers"]


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_of_a_role_without_facts_nothing_is_known(dimension: str) -> None:
    empty = role()

    assert statements(empty, [empty], dimension) == ()
    assert not is_known(empty, [empty], dimension)
    assert list(disputes(empty, [empty], dimension)) == []


FULL = role(
    *(
        needs(f"of {kind}", kind)
        for kind in (
            *("age", "citizenship", "education", "experience", "language", "licence", "certification", "fitness"),
            *("vision", "medical", "clearance", "references", "assessment", "interview", "availability", "other"),
        )
    ),
    needs("of training", "training", "asset"),
    name="full",
    hiring_steps=[{"name": "Apply", "sources": ["page"]}],
    training=[claim("A course")],
    pay=[{"minimum": 20, "unit": "hour", "sources": ["page"]}],
    codes=[{"system": "NOC", "year": 2021, "code": "43201", "sources": ["page"]}],
    **{
        section: [claim(section)]
        for section in (
            *("pay_notes", "schedule", "outlook", "settings", "duties", "skills", "fit", "challenges", "advancement"),
            *("ethics", "trends", "how_to_apply"),
        )
    },
)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_states_what_is_known_and_a_silent_role_takes_it_as_general(dimension: str) -> None:
    own, general = statements(FULL, [], dimension), statements(role(), [FULL], dimension)

    assert own
    assert all(each.sources for each in own)
    assert {each.general for each in own} == {None}
    assert [each.text for each in general] == [each.text for each in own]
    assert {each.general for each in general} == {"full"}
    assert is_known(FULL, [], dimension)
    assert is_known(role(), [FULL], dimension)
