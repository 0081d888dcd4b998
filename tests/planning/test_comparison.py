"""Comparing roles: what differs, what nobody says, what is general, where sources disagree."""

from careerplan.catalog.roles import Role
from careerplan.planning.checklist import make_checklist
from careerplan.planning.comparison import BESIDE, compare
from careerplan.planning.matrix import GENERAL, REQUIRED, SILENT
from careerplan.planning.statements import say_pay, statements

SUMMARY = {"text": "A role", "sources": ["a"]}


def role(name: str, *requirements: dict[str, object], **more: object) -> Role:
    facts = {
        "id": name,
        "title": name.title(),
        "occupation": "officer",
        "summary": SUMMARY,
        "requirements": requirements,
    }
    return Role.model_validate({**facts, **more})


def needs(kind: str, text: str, **more: object) -> dict[str, object]:
    return {"id": f"{kind}-{len(text)}", "kind": kind, "level": "required", "text": text, "sources": ["a"], **more}


DISPUTED: dict[str, object] = {
    "id": "education",
    "kind": "education",
    "level": "required",
    "readings": [{"text": "Two years", "sources": ["a"]}, {"text": "A degree", "sources": ["b"], "level": "varies"}],
}


def test_rows_that_differ_come_first() -> None:
    one = role("one", needs("age", "18"), needs("education", "Diploma"))
    two = role("two", needs("age", "18"), needs("education", "Degree"))
    rows = compare([(one, []), (two, [])]).rows
    assert [(row.dimension, row.differs) for row in rows] == [("education", True), ("age", False)]


def test_the_same_words_at_another_level_differ() -> None:
    one = role("one", needs("education", "Degree"))
    two = role("two", needs("education", "Degree", level="asset"))
    assert compare([(one, []), (two, [])]).rows[0].differs


def test_what_is_not_known_is_no_difference() -> None:
    rows = compare([(role("one", needs("age", "18")), []), (role("two"), [])]).rows
    assert [(row.dimension, row.differs, row.cells["two"]) for row in rows] == [("age", False, ())]


def test_only_the_dimensions_asked_for_are_shown_even_if_nothing_is_known() -> None:
    rows = compare([(role("one"), []), (role("two"), [])], ["pay"]).rows
    assert [row.dimension for row in rows] == ["pay"]


def test_only_differences_can_be_shown() -> None:
    one = role("one", needs("age", "18"), needs("education", "Diploma"))
    two = role("two", needs("age", "18"), needs("education", "Degree"))
    assert [row.dimension for row in compare([(one, []), (two, [])], differences=True).rows] == ["education"]


def test_sources_that_disagree_are_both_kept_with_their_sources() -> None:
    comparison = compare([(role("one", DISPUTED), []), (role("two"), [])])
    (disagreement,) = comparison.disagreements
    assert (disagreement.role, disagreement.dimension) == ("one", "education")
    assert [(each.text, each.sources, each.level) for each in disagreement.statements] == [
        ("Two years", ("a",), "required"),
        ("A degree", ("b",), "varies"),
    ]
    assert all(each.disputed for each in comparison.rows[0].cells["one"])


def test_a_general_fact_speaks_only_where_the_own_sources_are_silent() -> None:
    general = role("general", needs("age", "18"), needs("education", "Degree"))
    own = role("own", needs("age", "19"), general="general")
    assert [(each.text, each.general) for each in statements(own, [general], "age")] == [("19", None)]
    assert [(each.text, each.general) for each in statements(own, [general], "education")] == [("Degree", "general")]
    assert statements(own, [general], "pay") == ()


def test_long_dimensions_are_named_as_left_out() -> None:
    one = role("one", duties=[SUMMARY])
    assert compare([(one, []), (role("two"), [])]).left_out == ("duties",)


def test_pay_is_said_as_its_source_gives_it() -> None:
    def said(**pay: object) -> str:
        return say_pay(role("one", pay=[{"sources": ["a"], **pay}]).pay[0])

    assert said(average=43.68, unit="hour") == "average 43.68 an hour"
    assert said(minimum=60919.3, maximum=60919.3, unit="year", currency="CAD") == "CAD 60,919.30 a year"
    assert (
        said(minimum=26.7, maximum=46.63, unit="hour", as_of="2026-07-01") == "26.70 to 46.63 an hour, as of 2026-07-01"
    )
    assert said(minimum=32.15, unit="hour") == "from 32.15 an hour"
    assert said(maximum=2000, unit="biweekly") == "up to 2,000 biweekly"


def test_a_checklist_stands_by_stage_and_marks_what_is_general() -> None:
    general = role("general", needs("age", "18"), needs("fitness", "A fitness test", when="before-offer"))
    own = role("own", needs("education", "Diploma", when="to-apply"), needs("age", "19"), general="general")
    stages = make_checklist(own, [general]).stages
    assert [(stage, [(item.requirement.text, item.general) for item in items]) for stage, items in stages] == [
        ("to-apply", [("Diploma", None)]),
        ("before-offer", [("A fitness test", "general")]),
        ("not-known", [("19", None)]),
    ]


def many(count: int, *requirements: dict[str, object], **more: object) -> list[tuple[Role, list[Role]]]:
    return [(role(f"role-{number}", *requirements, **more), []) for number in range(count)]


def test_as_many_roles_as_can_stand_side_by_side_have_no_marks_and_more_have() -> None:
    assert compare(many(BESIDE, needs("age", "18"))).marks == {}
    assert set(compare(many(BESIDE + 1, needs("age", "18"))).marks) == {"age"}


def test_each_role_has_its_own_mark_in_each_dimension_that_any_source_speaks_of() -> None:
    broader = role("broader", needs("fitness", "A test"))
    roles = [
        (role("asks", needs("vision", "20/20"), needs("fitness", "A run")), []),
        (role("silent"), []),
        (role("general", general="broader"), [broader]),
        *many(4),
    ]

    marks = compare(roles).marks

    assert list(marks) == ["fitness", "vision"]
    assert [marks["fitness"][name] for name in ("asks", "silent", "general", "role-0")] == [
        REQUIRED,
        SILENT,
        GENERAL,
        SILENT,
    ]
    assert list(marks["vision"]) == ["asks", "silent", "general", "role-0", "role-1", "role-2", "role-3"]


def test_marks_are_of_requirements_and_not_of_other_ones() -> None:
    roles = many(BESIDE + 1, needs("other", "A car"), duties=[SUMMARY])

    assert compare(roles).marks == {}


def test_marks_do_not_hang_on_the_dimensions_asked_for() -> None:
    roles = many(BESIDE + 1, needs("age", "18"))
    usual, asked = compare(roles), compare(roles, ["pay"])

    assert asked.marks == usual.marks
    assert (usual.asked, asked.asked) == (False, True)
    assert [row.dimension for row in asked.rows] == ["pay"]


def test_what_no_source_says_of_any_role_is_named_as_not_known() -> None:
    comparison = compare([(role("one", needs("age", "18")), []), (role("two"), [])], ["age", "pay"])

    assert comparison.not_known == ("pay",)


def test_titles_are_those_of_all_whose_facts_may_appear() -> None:
    broader, broadest = role("broader"), role("broadest")

    assert compare([(role("one"), [broader, broadest]), (role("two"), [])]).titles == {
        "one": "One",
        "broader": "Broader",
        "broadest": "Broadest",
        "two": "Two",
    }
