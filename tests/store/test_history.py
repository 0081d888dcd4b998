"""History: every action is taken back and made again as a whole, in order, and exactly."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from careerplan.errors import StoreError
from careerplan.person.contacts import NewContact
from careerplan.store.contacts import (
    add_contact,
)
from careerplan.store.database import Store
from careerplan.store.history import (
    next_to_undo,
    undo,
)
from careerplan.store.migrate import RECORDED
from conftest import Run

TABLES = tuple(each for each in RECORDED if each != "contact_tags")
DAY = dt.date(2026, 11, 22)

Records = dict[str, list[tuple[object, ...]]]


def records(path: Path) -> Records:
    """Return all that the user owns, as it stands in the file."""
    if not path.exists():
        return {each: [] for each in TABLES}
    with closing(sqlite3.connect(path)) as connection:
        return {each: connection.execute(f"SELECT * FROM {each} ORDER BY id").fetchall() for each in TABLES}  # noqa: S608


ADD = ("contacts", "add", "Robin Sample", "--tag", "csc", "--tag", "night shift", "--tie", "close")
LOG = ("contacts", "log", "Robin", "informational-interview", "--note", "shifts")


def test_undo_takes_a_command_back_and_redo_makes_it_again(run: Run, home: Path) -> None:
    """All commands that write are tried in the same way beside the command line."""
    path = home / "careerplan.db"
    run(*ADD)
    old = records(path)
    assert run(*LOG).code == 0
    new = records(path)
    assert new != old
    undone = run("undo")
    assert (undone.code, undone.out[:8], undone.err) == (0, "Undone: ", "redo: careerplan redo\n")
    assert records(path) == old
    redone = run("redo")
    assert (redone.code, redone.out[:8], redone.err) == (0, "Redone: ", "undo: careerplan undo\n")
    assert records(path) == new


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_dry_run_says_what_would_happen_and_changes_nothing(run: Run, home: Path, word: str) -> None:
    run(*ADD)
    run(*LOG)
    if word == "redo":
        run("undo")
    before, past = records(home / "careerplan.db"), run("history").out
    result = run(word, "--dry-run")
    assert result.code == 0
    assert result.out.startswith(f"Would {word}: logged an informational interview with Robin Sample")
    document = run(word, "--dry-run", "--output", "json").json()
    assert (document["schema"], document["done"]) == (f"careerplan.{word}/1", False)
    assert document["action"]["summary"].startswith("logged an informational interview")
    assert records(home / "careerplan.db") == before
    assert run("history").out == past


def test_undo_goes_back_one_action_at_a_time_and_redo_forward(run: Run) -> None:
    for name in ("Robin", "Sam", "Kim"):
        run("contacts", "add", name)
    said = [run("undo").out for _ in range(3)]
    assert [each.split()[2] for each in said] == ["Kim.", "Sam.", "Robin."]
    assert run("undo").out == "There is nothing to undo.\n"
    said = [run("redo").out for _ in range(3)]
    assert [each.split()[2] for each in said] == ["Robin.", "Sam.", "Kim."]
    assert run("redo").out == "There is nothing to redo.\n"


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_with_nothing_to_undo_it_says_so_and_is_done(run: Run, home: Path, word: str) -> None:
    result = run(word)
    assert (result.code, result.out, result.err) == (0, f"There is nothing to {word}.\n", "")
    assert run(word, "--output", "json").json() == {
        "schema": f"careerplan.{word}/1",
        "action": None,
        "done": False,
        "actions": [],
        "changes": [],
    }
    assert not home.exists()


def test_after_something_new_what_was_undone_cannot_be_redone(run: Run, home: Path) -> None:
    run("contacts", "add", "Robin")
    run("contacts", "add", "Sam")
    run("undo")
    run("contacts", "add", "Kim")
    before = records(home / "careerplan.db")
    assert run("redo").out == "There is nothing to redo.\n"
    assert records(home / "careerplan.db") == before
    actions = run("history", "--output", "json").json()["actions"]
    assert [(each["summary"], each["state"]) for each in actions] == [
        ("added Kim", "done"),
        ("added Sam", "superseded"),
        ("added Robin", "done"),
    ]
    assert "added Kim" in run("undo").out
    assert "added Robin" in run("undo").out
    assert run("undo").out == "There is nothing to undo.\n"


def test_a_contact_added_after_an_undo_has_a_number_of_its_own(run: Run) -> None:
    """A number that was shown once never comes to mean somebody else."""
    run("contacts", "add", "Robin")
    run("undo")
    assert run("contacts", "add", "Sam", "--output", "json").json()["contact"]["id"] == 2
    assert run("contacts", "show", "1").code == 3


def test_a_command_that_only_reads_leaves_no_history(run: Run) -> None:
    run(*ADD)
    for command in (("contacts", "list"), ("followups", "due"), ("network", "plan"), ("undo", "--dry-run")):
        run(*command)
    (action,) = run("history", "--output", "json").json()["actions"]
    assert action["summary"] == "added Robin Sample"
    assert action["changes"] == 3  # the person and two tags


def test_a_command_that_is_refused_leaves_no_history(run: Run) -> None:
    run(*ADD)
    assert run("contacts", "log", "Robin", "met", "--on", "tomorrow").code == 2
    assert run("followups", "done", "1").code == 3
    assert len(run("history", "--output", "json").json()["actions"]) == 1


def test_history_shows_the_newest_first_and_no_more_than_asked(run: Run) -> None:
    assert run("history").out == "Nothing was done yet.\n"
    for name in ("Robin", "Sam", "Kim"):
        run("contacts", "add", name)
    lines = run("history", "--limit", "2", "--output", "plain").out.splitlines()
    assert [(each.split("\t")[0], each.split("\t")[-1]) for each in lines] == [("3", "added Kim"), ("2", "added Sam")]
    assert run("history", "--limit", "0").code == 2


def test_undo_stops_if_something_else_was_done_after_the_preview(tmp_path: Path) -> None:
    now = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    with Store(tmp_path / "careerplan.db", now) as store, Store(tmp_path / "careerplan.db", now) as other:
        with store.atomic("added Robin") as connection:
            add_contact(connection, NewContact(name="Robin"), DAY)
        previewed = next_to_undo(store)
        assert previewed
        with other.atomic("added Sam") as connection:
            add_contact(connection, NewContact(name="Sam"), DAY)
        before = records(store.path)
        with pytest.raises(StoreError, match="in the meantime"):
            undo(store, previewed)
        assert records(store.path) == before
