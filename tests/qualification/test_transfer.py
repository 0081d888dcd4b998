"""What carries over from one role to another, for invented people and small roles."""

from test_timeline import Held, asks, judge_of, role

from careerplan.catalog.roles import Requirement
from careerplan.planning.judging import Judge
from careerplan.planning.qualification import qualify
from careerplan.planning.transfer import transfer

OFA = {"kind": "credential", "any": ["ofa-1"]}
AGE = {"kind": "age", "at_least": 19}


def outcomes(start: list[Requirement], goal: list[Requirement], judge: Judge) -> dict[str, str]:
    found = transfer(qualify(role(start), [], judge, {}), qualify(role(goal), [], judge, {}))
    return {each.item.requirement.id: each.outcome for each in found.items}


def test_what_is_met_in_both_carries_over_and_what_only_the_first_took_must_be_got_again() -> None:
    copat_here = {"kind": "credential", "any": ["copat"]}
    copat_there = {"kind": "credential", "any": ["copat"], "taken_in": "CA-YT"}
    start = [asks("age", kind="age", criterion=AGE), asks("copat", kind="fitness", criterion=copat_here)]
    goal = [asks("age", kind="age", criterion=AGE), asks("copat", kind="fitness", criterion=copat_there)]
    tests = [{"test": "copat", "passed": "2026-09-01", "jurisdiction": "CA-AB"}]
    judge = judge_of((), tests=tests, birth_date="2001-04-12")
    assert outcomes(start, goal, judge) == {"age": "carries", "copat": "again"}


def test_what_only_the_second_asks_is_held_or_new_or_on_the_way() -> None:
    goal = [
        asks("first-aid", kind="certification", criterion=OFA),
        asks("licence", kind="licence", criterion={"kind": "driving", "class": "5", "of": "CA-BC"}),
        asks("education", kind="education", criterion={"kind": "education", "level": "diploma"}),
    ]
    judge = judge_of((Held("ofa-1", -10, None),), education=[{"credential": "diploma", "expected": "2027-04"}])
    assert outcomes([], goal, judge) == {"first-aid": "have", "licence": "new", "education": "on-the-way"}


def test_what_is_open_is_not_known_and_what_employers_check_they_check_again() -> None:
    shifts = {"kind": "declared", "key": "shift-work", "question": "Would you work shifts?"}
    start = [asks("medical", kind="medical", check="private")]
    goal = [
        asks("shifts", kind="availability", criterion=shifts),
        asks("medical", kind="medical", check="private"),
        asks("interview", kind="interview", check="later"),
    ]
    expected = {"shifts": "unknown", "medical": "checked-again", "interview": "checked"}
    assert outcomes(start, goal, judge_of(())) == expected


def test_papers_ticked_for_the_first_are_handed_in_again() -> None:
    paper = asks("references", kind="references", check="tick")
    start, goal = role([paper]), role([paper]).model_copy(update={"id": "other"})
    judge = judge_of((), ticks={"example/references": "2026-11-01"})
    found = transfer(qualify(start, [], judge, {}), qualify(goal, [], judge, {}))
    assert [each.outcome for each in found.items] == ["again"]


def test_what_is_only_wished_for_or_said_in_general_is_left_out() -> None:
    goal = [
        asks(
            "french", kind="language", level="asset", criterion={"kind": "language", "language": "fr", "level": "basic"}
        ),
        asks("index", kind="language", standing="general", check="tick"),
        asks("age", kind="age", criterion=AGE),
    ]
    assert outcomes([], goal, judge_of((), birth_date="2001-04-12")) == {"age": "have"}
