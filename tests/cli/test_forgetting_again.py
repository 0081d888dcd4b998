"""Forgetting somebody whom only history or a backup knows, whom a plan or a note names, and when a run is killed."""

import datetime as dt
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from test_forgetting import traces

from careerplan.store import forgetting
from careerplan.store.database import Store
from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")

INSTANT = dt.datetime(2026, 11, 22, 10, 15, tzinfo=dt.UTC)
ROBIN = ("contacts", "add", "Robin Quillfeather", "--email", "quill@example.org", "--note", "likes zeppelins")


@pytest.fixture
def robin(run: Run) -> Run:
    run(*ROBIN)
    run("contacts", "add", "Lee Sample")
    run("contacts", "log", "Robin", "Lee", "event", "--on", "2026-11-20", "--note", "open house")
    run("backup")
    return run


def sound(home: Path) -> bool:
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        astray = connection.execute("PRAGMA foreign_key_check").fetchall()
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",) and not astray


def take_all_back_and_make_it_again(run: Run) -> None:
    while run("undo", "--output", "json").json()["done"]:
        pass
    while run("redo", "--output", "json").json()["done"]:
        pass


def test_somebody_removed_is_forgotten_from_history(robin: Run, home: Path) -> None:
    robin("contacts", "remove", "Robin", "--yes")
    assert robin("contacts", "forget", "Robin", "--yes").code == 0
    assert traces(home) == []
    take_all_back_and_make_it_again(robin)
    assert traces(home) == []
    assert sound(home)


def test_one_added_removed_and_added_again_is_one(robin: Run, home: Path) -> None:
    robin("contacts", "remove", "Robin", "--yes")
    robin(*ROBIN)
    assert robin("contacts", "forget", "3", "--yes").code == 0
    assert traces(home) == []


def test_a_merge_taken_back_goes_and_the_other_stays(robin: Run, home: Path) -> None:
    robin("contacts", "add", "Bobby Vane", "--email", "vane@example.org")
    robin("contacts", "merge", "1", "3", "--apply")
    robin("undo")
    assert robin("contacts", "forget", "1", "--yes").code == 0
    assert traces(home) == []
    assert robin("redo", "--output", "json").json()["done"] is False
    names = [each["name"] for each in robin("contacts", "list", "--output", "json").json()["contacts"]]
    assert names == ["Bobby Vane", "Lee Sample"]
    take_all_back_and_make_it_again(robin)
    assert sound(home)


def test_the_number_of_a_merged_one_forgets_nobody(robin: Run) -> None:
    robin("contacts", "merge", "2", "1", "--apply")
    result = robin("contacts", "forget", "1", "--yes")
    assert result.code == 3
    assert "into whom it was merged" in result.err


def test_a_plan_names_them_no_more(robin: Run, home: Path) -> None:
    assert robin("network", "plan", "--keep", "--weeks", "12").code == 0
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        connection.execute(
            "UPDATE plans SET document = json_set(document, '$.items[0].contact', 1,"
            " '$.items[0].contact_name', 'Robin Quillfeather')"
        )
        connection.commit()
    assert robin("contacts", "forget", "1", "--yes").code == 0
    assert traces(home) == []
    assert robin("network", "show").code == 0


def test_a_first_name_alone_is_listed_for_a_look_and_left(robin: Run) -> None:
    robin("contacts", "edit", "Lee", "--note", "works with robin")
    found = robin("contacts", "forget", "1", "--yes", "--mentions", "--output", "json").json()["mentions"]
    assert [(each["text"], each["surely"]) for each in found] == [("works with robin", False)]
    assert found[0]["command"] == "careerplan contacts edit 2 --remove '#2'"


def test_with_mentions_the_name_goes_from_other_texts_too(robin: Run, home: Path) -> None:
    robin("contacts", "edit", "Lee", "--note", "a friend of Robin  Quillfeather", "--met", "by quill@example.org")
    robin("contacts", "log", "Lee", "call", "--note", "Robin Quillfeather called too")
    result = robin("contacts", "forget", "1", "--yes", "--mentions", "--output", "json").json()
    assert result["mentions"] == []
    assert traces(home) == []
    shown = robin("contacts", "show", "Lee", "--output", "json").json()
    assert [each["text"] for each in shown["contact"]["notes"]] == ["a friend of somebody"]
    assert shown["interactions"][0]["note"] == "somebody called too"
    take_all_back_and_make_it_again(robin)
    assert sound(home)


def test_a_text_corrected_only_afterwards_can_be_rid_of_the_name_by_the_name(robin: Run, home: Path) -> None:
    robin("contacts", "correct", "1", "--note", "with Robin Quillfeather")
    robin("contacts", "forget", "1", "--yes")
    robin("contacts", "correct", "1", "--note", "open house")
    assert traces(home)
    assert robin("contacts", "forget", "Robin Quillfeather", "--yes").code == 3
    assert robin("contacts", "forget", "Robin Quillfeather", "--mentions", "--yes").code == 0
    assert traces(home) == []


def test_a_run_that_ends_between_the_backups_and_the_records_can_be_made_again(
    robin: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = robin("contacts", "show", "1", "--output", "json").json()

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, Store(home / "careerplan.db", INSTANT) as store:
        whom = forgetting.find_whom(store, "1")
        patched.setattr(forgetting, "_in_memory", fail)
        with pytest.raises(KeyboardInterrupt):
            forgetting.forget(store, whom, mentions=False)
    assert robin("contacts", "show", "1", "--output", "json").json() == before
    assert robin("contacts", "forget", "1", "--yes").code == 0
    assert traces(home) == []


def test_nobody_is_forgotten_where_nobody_is(run: Run, home: Path) -> None:
    assert run("contacts", "forget", "Robin", "--yes").code == 3
    assert not (home / "careerplan.db").exists()


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0])
def test_a_killed_run_leaves_all_or_nothing_and_the_next_finishes(robin: Run, home: Path, after: float) -> None:
    for _ in range(3):
        robin("backup")
    command = [sys.executable, "-m", "careerplan", "--home", str(home), "contacts", "forget", "Robin", "--yes"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.wait()
    shown = robin("contacts", "show", "Robin Quillfeather", "--output", "json")
    assert shown.code in {0, 3}
    if shown.code == 0:
        assert shown.json()["contact"]["email"] == "quill@example.org"
        assert len(shown.json()["interactions"]) == 1
    assert robin("contacts", "forget", "Robin", "--yes").code == shown.code
    assert traces(home) == []
    assert sound(home)
