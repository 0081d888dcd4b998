"""What differs between two catalogs: which records, and in which facts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.changes import Change, Fact, changes
from careerplan.catalog.load import Compiled, DataFile, compile_files

PACK = """\
sources:
  - {id: page, title: A page, publisher: null, kind: other}
  - {id: other, title: Another, publisher: null, kind: other}
roles:
  - id: guard
    title: Guard
    occupation: guard
    summary: {text: Guards, sources: [page]}
    duties: [{text: Watch, sources: [page]}, {text: Write, sources: [page]}]
    requirements:
      - {id: age, kind: age, level: required, text: At least 18, sources: [page], criterion: {kind: age, at_least: 18}}
      - {id: degree, kind: education, level: required, text: A degree, sources: [page], check: unstated}
    pay: [{minimum: 20, maximum: 30, steps: [20, 25, 30], unit: hour, currency: CAD, sources: [page]}]
  - id: aide
    title: Aide
    occupation: guard
    summary: {text: Aids, sources: [page]}
"""


def compiled(text: str) -> Compiled:
    return compile_files([DataFile(Path("pack.yaml"), text.encode(), pack=False)])


OLD = compiled(PACK)


def after(*replacements: tuple[str, str]) -> list[Change]:
    """Return what differs once some text of the pack is replaced, each once."""
    text = PACK
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return changes(OLD, compiled(text))


def facts(*replacements: tuple[str, str]) -> list[tuple[str, object, object]]:
    """Return the facts of the one role that changes."""
    (change,) = after(*replacements)
    assert (change.kind, change.id, change.how) == ("role", "guard", "changed")
    return [(each.path, each.before, each.after) for each in change.facts]


def test_a_catalog_does_not_differ_from_itself() -> None:
    assert changes(OLD, compiled(PACK)) == []


def test_another_spelling_of_the_same_facts_is_no_change() -> None:
    assert after(("{text: Aids, sources: [page]}", '{sources: ["page"], text: Aids}  # no change')) == []


def test_a_record_that_came_or_went_is_told_as_a_whole() -> None:
    assert after(("id: aide", "id: trainee")) == [
        Change("role", "aide", "removed"),
        Change("role", "trainee", "added"),
    ]


def test_a_changed_word_is_told_with_where_it_stands() -> None:
    assert after(("title: Guard", "title: Warden")) == [
        Change("role", "guard", "changed", (Fact("title", "Guard", "Warden"),))
    ]


def test_every_changed_fact_is_told() -> None:
    assert facts(("title: Guard", "title: Warden"), ("text: Guards,", "text: Watches,")) == [
        ("title", "Guard", "Warden"),
        ("summary.text", "Guards", "Watches"),
    ]


def test_kinds_come_in_the_order_of_the_catalog() -> None:
    found = after(("title: Guard", "title: Warden"), ("title: A page", "title: Page"))

    assert [(each.kind, each.id) for each in found] == [("source", "page"), ("role", "guard")]


def test_a_requirement_is_found_again_by_its_id_wherever_it_stands() -> None:
    old = "      - {id: age, kind: age, level: required, text: At least 18, sources: [page], criterion: "
    assert facts((old, "      - {id: new, kind: other, level: required, text: New, sources: [page]}\n" + old))[0][
        :2
    ] == (
        "requirements.new",
        None,
    )
    assert facts(("at_least: 18", "at_least: 19")) == [("requirements.age.criterion.at_least", 18, 19)]


def test_a_requirement_that_went() -> None:
    line = "      - {id: degree, kind: education, level: required, text: A degree, sources: [page], check: unstated}\n"

    ((path, before, now),) = facts((line, ""))

    assert (path, now) == ("requirements.degree", None)
    assert isinstance(before, dict)
    assert before["text"] == "A degree"


def test_of_statements_without_an_id_one_went_and_one_came() -> None:
    told = facts(("text: Write,", "text: Report,"))

    assert [path for path, _, _ in told] == ["duties", "duties"]
    assert [(before and before["text"], now and now["text"]) for _, before, now in told] == [  # type: ignore[index]
        ("Write", None),
        (None, "Report"),
    ]


def test_a_value_that_was_not_there_before_and_one_that_is_no_longer() -> None:
    role = "id: guard\n    title: Guard\n"
    placed = PACK.replace(role, f"{role}    jurisdiction: CA\n")

    assert facts((role, f"{role}    jurisdiction: CA\n")) == [("jurisdiction", None, "CA")]
    assert changes(compiled(placed), OLD)[0].facts == (Fact("jurisdiction", "CA", None),)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("[{text: Watch, sources: [page]}, {text: Write, sources: [page]}]",
         "[{text: Write, sources: [page]}, {text: Watch, sources: [page]}]", "duties (order)"),
        ("text: Guards, sources: [page]", "text: Guards, sources: [page, other]", "summary.sources"),
    ],
)  # fmt: skip
def test_a_list_in_another_order_or_with_one_more(old: str, new: str, path: str) -> None:
    assert [each[0] for each in facts((old, new))] == [path]


def test_requirements_in_another_order() -> None:
    first, second = (line + "\n" for line in PACK.splitlines() if line.startswith("      - {id:"))

    assert facts((first + second, second + first)) == [
        ("requirements (order)", ["age", "degree"], ["degree", "age"]),
    ]


def as_text(value: object) -> str:
    return json.dumps(value, sort_keys=True)


texts = st.sampled_from(["a", "b", "c"])
entries = st.lists(texts.map(lambda name: {"id": name}), unique_by=as_text) | st.lists(
    st.fixed_dictionaries({"id": texts, "text": texts}), unique_by=lambda each: each["id"]
)
values = st.recursive(
    texts | st.integers(2, 4),
    lambda below: (
        st.lists(below, max_size=3, unique_by=as_text)
        | st.fixed_dictionaries({"x": below, "y": below | st.none()})
        | entries
    ),
    max_leaves=6,
)
catalogs = st.dictionaries(texts, st.fixed_dictionaries({"one": values, "two": values}), max_size=3)


def with_roles(records: dict[str, dict[str, object]]) -> Compiled:
    roles = {name: as_text(record) for name, record in records.items()}
    return OLD._replace(records={"role": roles})


@given(catalogs, catalogs)
def test_a_record_that_differs_is_always_told_and_one_that_does_not_never(
    old: dict[str, dict[str, object]], new: dict[str, dict[str, object]]
) -> None:
    found = {each.id: each for each in changes(with_roles(old), with_roles(new))}

    assert set(found) == {name for name in {*old, *new} if old.get(name) != new.get(name)}
    assert all(each.facts if each.how == "changed" else not each.facts for each in found.values())
    assert all(fact.before != fact.after for each in found.values() for fact in each.facts)


@given(catalogs, catalogs)
def test_the_way_back_is_the_way_there_reversed(
    old: dict[str, dict[str, object]], new: dict[str, dict[str, object]]
) -> None:
    there = changes(with_roles(old), with_roles(new))
    back = changes(with_roles(new), with_roles(old))

    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(each.id, turned[each.how]) for each in there} == {(each.id, each.how) for each in back}
    assert {(each.id, fact.path, str(fact.before), str(fact.after)) for each in there for fact in each.facts} == {
        (each.id, fact.path, str(fact.after), str(fact.before)) for each in back for fact in each.facts
    }
