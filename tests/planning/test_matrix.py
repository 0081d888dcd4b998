"""One mark for all that a role asks in one dimension."""

import pytest

from careerplan.catalog.roles import Role
from careerplan.planning.matrix import DISPUTED, GENERAL, REQUIRED, SHORT, SILENT, SOME, WISHED, mark
from careerplan.planning.statements import GATES

ASKS = {"kind": "declared", "key": "own", "question": "Is it so?"}


def role(*requirements: dict[str, object], name: str = "guard", **more: object) -> Role:
    facts = {"id": name, "title": "Guard", "occupation": "guard", "summary": {"text": "A role", "sources": ["page"]}}
    return Role.model_validate({**facts, "requirements": requirements, **more})


def needs(kind: str, level: str = "required", **more: object) -> dict[str, object]:
    facts = {"id": f"{kind}-{level}", "kind": kind, "level": level, "text": "Something", "sources": ["page"]}
    return {**facts, **more}


def age(**more: object) -> dict[str, object]:
    return needs("age", criterion={"kind": "age", **more})


def level(name: str, **more: object) -> dict[str, object]:
    return {"kind": "education", "level": name, **more}


def education(criterion: dict[str, object]) -> Role:
    return role(needs("education", criterion=criterion))


def test_silence_is_no_mark_of_anything() -> None:
    assert mark(role(needs("fitness")), [], "vision") == SILENT


@pytest.mark.parametrize(
    ("asked", "sign"),
    [
        (needs("fitness"), REQUIRED),
        (needs("fitness", check="later"), REQUIRED),
        (needs("fitness", only_if=ASKS), SOME),
        (needs("fitness", "varies", check="unstated"), SOME),
        (needs("fitness", "preferred"), WISHED),
        (needs("fitness", "asset"), WISHED),
    ],
)
def test_a_mark_says_how_firmly_something_is_asked(asked: dict[str, object], sign: str) -> None:
    assert mark(role(asked), [], "fitness") == sign


def test_the_firmest_of_several_decides() -> None:
    wished, some, sure = needs("fitness", "asset"), needs("fitness", "varies"), needs("fitness")

    assert mark(role(wished, some), [], "fitness") == SOME
    assert mark(role(some, sure, wished), [], "fitness") == REQUIRED


def test_sources_that_disagree_outweigh_all_else() -> None:
    readings = [{"text": "One", "sources": ["page"]}, {"text": "Two", "sources": ["page"]}]
    disputed: dict[str, object] = {"id": "how", "kind": "fitness", "level": "required", "readings": readings}
    claimed = role(needs("fitness"), disagreements=[{"dimension": "fitness", "texts": readings}])

    assert mark(role(needs("fitness"), disputed), [], "fitness") == DISPUTED
    assert mark(claimed, [], "fitness") == DISPUTED


def test_only_a_broader_role_speaks() -> None:
    broader = role(age(at_least=18), name="broader")

    assert mark(role(), [broader], "age") == GENERAL
    assert mark(role(age(at_least=19)), [broader], "age") == "19"


def test_a_disagreement_about_the_broader_role_is_not_one_about_this() -> None:
    readings = [{"text": "One", "sources": ["page"]}, {"text": "Two", "sources": ["page"]}]
    broader = role({"id": "how", "kind": "fitness", "level": "required", "readings": readings}, name="broader")

    assert mark(role(), [broader], "fitness") == GENERAL
    assert mark(role(needs("fitness", "asset")), [broader], "fitness") == WISHED


def test_what_is_general_only_in_other_provinces_says_nothing_here() -> None:
    broader = role(needs("certification", only_in=["CA-AB"]), name="broader")

    assert mark(role(jurisdiction="CA-AB"), [broader], "certification") == GENERAL
    assert mark(role(jurisdiction="CA-ON"), [broader], "certification") == SILENT


def test_an_age_is_named_the_highest_where_several_are_asked() -> None:
    assert mark(role(age(at_least=18)), [], "age") == "18"
    assert mark(role(age(at_least=18), {**age(at_least=21), "id": "more"}), [], "age") == "21"


@pytest.mark.parametrize("asked", [age(below=36), needs("age", check="unstated"), needs("age")])
def test_an_age_that_is_not_told_is_only_required(asked: dict[str, object]) -> None:
    assert mark(role(asked), [], "age") == REQUIRED


@pytest.mark.parametrize(
    ("criterion", "shown"),
    [
        (level("secondary"), "sec"),
        (level("bachelor", fields=["law"]), "bac"),
        (level("degree", or_equivalent=True), "deg"),
        ({"any_of": [level("diploma"), level("bachelor")]}, "dip"),
        ({"all_of": [level("secondary"), {"kind": "time", "months": 24}]}, "sec"),
        ({"all_of": [level("secondary"), level("certificate")]}, "crt"),
        ({"any_of": [level("master"), {"all_of": [level("diploma"), {"kind": "time", "months": 12}]}]}, "dip"),
        ({"any_of": [level("diploma"), {"kind": "time", "months": 24}]}, REQUIRED),
        ({"all_of": [ASKS, {"kind": "time", "months": 24}]}, REQUIRED),
        (level("doctorate"), REQUIRED),
        (level("own-word"), REQUIRED),
    ],
)
def test_a_level_of_education_is_named_where_it_is_the_least_that_suffices(
    criterion: dict[str, object], shown: str
) -> None:
    assert mark(education(criterion), [], "education") == shown


def test_of_two_that_are_both_asked_the_higher_level_is_the_least_that_suffices() -> None:
    both = role(
        needs("education", criterion=level("secondary")),
        {**needs("education", criterion=level("bachelor")), "id": "more"},
    )
    one_unknown = role(
        needs("education", criterion=level("secondary")), {**needs("education", criterion=ASKS), "id": "more"}
    )

    assert mark(both, [], "education") == "bac"
    assert mark(one_unknown, [], "education") == REQUIRED


def test_a_wish_beside_it_changes_nothing() -> None:
    wished = {**needs("education", "asset", criterion=level("master")), "id": "wish"}

    assert mark(role(needs("education", criterion=level("secondary")), wished), [], "education") == "sec"


@pytest.mark.parametrize("dimension", GATES)
def test_every_gate_has_a_mark(dimension: str) -> None:
    assert mark(role(needs(dimension)), [], dimension) == REQUIRED


def test_no_two_signs_are_alike() -> None:
    signs = [SILENT, DISPUTED, GENERAL, REQUIRED, SOME, WISHED, *SHORT.values()]

    assert len(set(signs)) == len(signs)
