"""Merging contacts: previewed, as one action that is taken back exactly; who may be one, and who is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from careerplan.store.migrate import RECORDED
from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")


def dump(home: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = [each for each in RECORDED if each != "contact_tags"]
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        return {each: connection.execute(f"SELECT * FROM {each} ORDER BY id").fetchall() for each in tables}  # noqa: S608


@pytest.fixture
def twins(run: Run) -> Run:
    """Robin twice: met alone as each, together with Lee, and once as both."""
    run("contacts", "add", "Robin Sample", "--organization", "csc", "--role", "Officer",
        "--email", "robin@example.org", "--phone", "613 555 0100")  # fmt: skip
    run("contacts", "add", "R. Sample", "--organization", "csc", "--email", "r@example.org", "--tie", "close",
        "--tag", "mentor", "--note", "likes tea", "--met", "a job fair")  # fmt: skip
    run("contacts", "add", "Lee Other")
    run("contacts", "log", "1", "met", "--on", "2026-11-16")
    run("contacts", "log", "2", "3", "met", "--on", "2026-11-19", "--i-owe", "send my résumé")
    run("contacts", "log", "1", "2", "event", "--on", "2026-11-20")
    run("followups", "rules", "keep-in-touch-close", "--for", "2", "--delay", "20")
    return run


def test_without_apply_it_only_previews(twins: Run, home: Path) -> None:
    before = dump(home)
    result = twins("contacts", "merge", "1", "2")
    assert result.code == 0
    assert "Merge R. Sample (#2) into Robin Sample (#1)" in result.out
    assert "robin@example.org, r@example.org" in result.out
    assert "careerplan contacts merge 1 2 --apply" in result.err
    assert twins("contacts", "merge", "1", "2", "--dry-run", "--apply").code == 0
    assert dump(home) == before


def test_one_person_has_all_that_was_of_both(twins: Run) -> None:
    merged = twins("contacts", "merge", "1", "2", "--apply", "--output", "json").json()
    assert (merged["applied"], merged["interactions"]) == (True, 3)
    assert [each["field"] for each in merged["fields"] if each["differs"]] == [
        *("name", "tie", "met", "works", "e-mail", "phone", "tags", "notes")
    ]  # fmt: skip
    shown = twins("contacts", "show", "1", "--output", "json").json()
    contact = shown["contact"]
    assert (contact["name"], contact["tie"], contact["met"]) == ("Robin Sample", "close", "a job fair")
    assert contact["emails"] == ["robin@example.org", "r@example.org"]
    assert (contact["tags"], [each["text"] for each in contact["notes"]]) == (["mentor"], ["likes tea"])
    assert [(each["role"], each["organization_id"]) for each in contact["positions"]] == [("Officer", "csc")]
    assert [each["kind"] for each in shown["interactions"]] == ["event", "met", "met"]
    assert [[one["id"] for one in each["with"]] for each in shown["interactions"]] == [[], [3], []]
    assert "send my résumé" in [each["action"] for each in shown["followups"]]


def test_of_two_open_ones_of_one_rule_one_is_left_and_the_rhythm_is_of_the_nearer_tie(twins: Run) -> None:
    twins("contacts", "merge", "1", "2", "--apply")
    shown = twins("contacts", "show", "1", "--output", "json").json()
    rules = [each["rule"] for each in shown["followups"]]
    assert len(rules) == len(set(rules))
    assert [each for each in rules if each.startswith("keep-in-touch")] == ["keep-in-touch-close"]
    dropped = [each for each in shown["ended"] if each["reason"] and each["reason"].startswith("merged")]
    assert dropped


def test_undo_and_redo_are_exact(twins: Run, home: Path) -> None:
    before = dump(home)
    twins("contacts", "merge", "1", "2", "--apply", "--prefer", "email=2", "--prefer", "name=R. Sample")
    after = dump(home)
    assert after != before
    assert twins("undo").code == 0
    assert dump(home) == before
    assert twins("redo").code == 0
    assert dump(home) == after
    shown = twins("contacts", "show", "1", "--output", "json").json()["contact"]
    assert (shown["name"], shown["email"]) == ("R. Sample", "r@example.org")


def test_the_number_of_the_merged_one_says_into_whom(twins: Run) -> None:
    twins("contacts", "merge", "1", "2", "--apply")
    result = twins("contacts", "show", "2")
    assert (result.code, result.out) == (3, "")
    assert "Did you mean Robin Sample (#1), into whom it was merged?" in result.err
    twins("contacts", "merge", "3", "1", "--apply")
    assert "Lee Other (#3), into whom it was merged" in twins("contacts", "show", "2").err


def test_three_become_one(twins: Run) -> None:
    assert twins("contacts", "merge", "3", "1", "2", "--apply").code == 0
    (left,) = twins("contacts", "list", "--output", "json").json()["contacts"]
    assert (left["id"], left["name"]) == (3, "Lee Other")
    shown = twins("contacts", "show", "3", "--output", "json").json()
    assert len(shown["interactions"]) == 3


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("1", "1"), 2, "cannot be merged with themselves"),
        (("1",), 2, "It takes two"),
        (("1", "Nobody"), 3, "No contact is called 'Nobody'"),
        (("--apply",), 2, "Which contacts?"),
        (("1", "2", "--prefer", "age=2"), 2, "'age' is no field"),
        (("1", "2", "--prefer", "name"), 2, "does not say whose"),
        (("1", "2", "--prefer", "name=3"), 2, "none of those"),
    ],
)
def test_what_cannot_be_merged(twins: Run, args: tuple[str, ...], code: int, message: str) -> None:
    result = twins("contacts", "merge", *args)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


# --- who may be one


@pytest.mark.parametrize("command", ["duplicates", "merge"])
def test_those_who_may_be_one_are_listed_with_the_reason(twins: Run, command: str) -> None:
    found = twins("contacts", command, "--output", "json").json()
    assert [([one["id"] for one in each["contacts"]], each["reason"]) for each in found["pairs"]] == [
        ([1, 2], "similar name, same organization")
    ]
    assert "careerplan contacts merge 1 2" in twins("contacts", command).out


def test_those_who_are_two_are_not_offered_again(twins: Run) -> None:
    assert twins("contacts", "distinct", "2", "1").code == 0
    assert twins("contacts", "duplicates").out == "Nobody looks like somebody else.\n"
    assert twins("contacts", "distinct", "1", "2").out.startswith("Known already")
    assert twins("undo").code == 0
    assert twins("contacts", "duplicates", "--output", "json").json()["count"] == 1


def test_on_adding_one_who_is_said_to_be_another_is_left_out(twins: Run) -> None:
    twins("contacts", "distinct", "1", "2")
    added = twins("contacts", "add", "Robin Sample", "--organization", "csc", "--output", "json").json()
    assert [each["id"] for each in added["alike"]] == [1]


def test_what_was_said_of_a_merged_one_holds_of_the_one_they_became(twins: Run) -> None:
    twins("contacts", "add", "Robin Sample")
    twins("contacts", "distinct", "4", "2")
    twins("contacts", "merge", "1", "2", "--apply")
    assert twins("contacts", "duplicates", "--output", "json").json()["count"] == 0


def test_nobody_is_somebody_else_than_themselves(twins: Run) -> None:
    assert twins("contacts", "distinct", "1", "1").code == 2


def test_where_nobody_is_there_is_nobody_to_merge(run: Run, home: Path) -> None:
    assert run("contacts", "merge").out == "Nobody looks like somebody else.\n"
    assert not (home / "careerplan.db").exists()
