"""undo and redo of several actions, what they say first, and history by day, by person and in full."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from careerplan import clock
from careerplan.cli.session import Session
from careerplan.clock import local_time
from conftest import Result, Run

pytestmark = pytest.mark.usefixtures("warm")

At = Callable[[str], None]
NAMES = ("Robin Sample", "Lee Sample", "Mei Sample", "Sam Sample")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Let it be a certain time."""

    def set_time(instant: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: dt.datetime.fromisoformat(instant))

    return set_time


@pytest.fixture
def answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command as at a terminal, with an answer typed."""
    settings = Session.settings.func  # type: ignore[attr-defined]

    def run_and_answer(given: str, *args: str) -> Result:
        with monkeypatch.context() as terminal:
            asking = property(lambda session: replace(settings(session), interactive=True))
            terminal.setattr(Session, "settings", asking)
            return run(*args, given=given)

    return run_and_answer


def add(run: Run, *names: str) -> None:
    for name in names:
        assert run("contacts", "add", name).code == 0


def people(run: Run) -> list[str]:
    return [each["name"] for each in run("contacts", "list", "--output", "json").json()["contacts"]]


def test_the_preview_says_what_goes_what_comes_back_and_what_follows(run: Run) -> None:
    add(run, "Robin Sample")
    run("contacts", "log", "Robin", "met", "--on", "2026-11-03")
    run("contacts", "log", "Robin", "informational-interview", "--on", "2026-11-20")
    result = run("undo", "--dry-run")
    assert result.out == (
        "Would undo: logged an informational interview with Robin Sample on Fri 20 Nov 2026.\n"
        "It removes:\n"
        "  • the informational interview on Fri 20 Nov 2026\n"
        "  • the follow-up 'Send a short hello with some news' (due 22 Mar 2027)\n"
        "  • the follow-up 'Tell them what came of their advice' (due 21 Dec 2026)\n"
        "  • the follow-up 'Send a thank-you note' (due 21 Nov 2026)\n"
        "It reopens: the follow-up 'Send a short hello with some news' (due 3 Mar 2027).\n"
        "Robin Sample's last touch becomes Tue 3 Nov 2026.\n"
    )
    assert run("undo", "--output", "plain").out.splitlines()[2].startswith("Reopened: the follow-up")
    assert run("redo").out.splitlines()[:2] == [
        "Redone: logged an informational interview with Robin Sample on Fri 20 Nov 2026.",
        "Brought back:",
    ]


def test_a_program_gets_every_record_with_what_differs(run: Run) -> None:
    add(run, "Robin Sample")
    run("contacts", "edit", "Robin", "--tie", "close", "--tag", "mentor")
    document = run("undo", "--dry-run", "--output", "json").json()
    assert [each["id"] for each in document["actions"]] == [2]
    tag, contact = document["changes"]
    assert contact == {
        "record": "contacts",
        "id": 1,
        "what": "changed",
        "name": "Robin Sample",
        "fields": {"tie": {"before": "close", "after": "loose"}},
    }
    assert (tag["what"], tag["name"]) == ("removed", "the tag 'mentor' of Robin Sample")
    assert tag["fields"]["value"] == {"before": "mentor", "after": None}
    assert run("history", "2", "--output", "json").json()["changes"][0]["fields"] == {
        "tie": {"before": "loose", "after": "close"}
    }


def test_several_actions_are_taken_back_and_made_again_as_one(run: Run) -> None:
    add(run, *NAMES)
    result = run("undo", "--times", "2")
    assert result.out.splitlines() == [
        "Undone 2 actions:", "  • #4 added Sam Sample", "  • #3 added Mei Sample",
        "Removed:", "  • the contact Sam Sample", "  • the contact Mei Sample",
    ]  # fmt: skip
    assert result.err == "redo: careerplan redo --times 2\n"
    assert people(run) == ["Lee Sample", "Robin Sample"]
    assert run("undo", "--to", "1").out.startswith("Undone: added Lee Sample.")
    assert run("undo", "--to", "1").out == "There is nothing to undo after #1.\n"
    assert run("redo", "--to", "3").out.splitlines()[0] == "Redone 2 actions:"
    assert run("redo", "--to", "3").out == "There is nothing to redo up to #3.\n"
    assert people(run) == ["Lee Sample", "Mei Sample", "Robin Sample"]
    assert run("undo", "--to", "0", "--dry-run").out.startswith("Would undo 3 actions:\n")
    assert run("undo", "--times", "50").code == 0
    assert people(run) == []
    assert run("redo", "--times", "4").out.splitlines()[0] == "Redone 4 actions:"


def test_of_many_actions_the_first_and_the_last_are_named(run: Run) -> None:
    add(run, *(f"Person {each} Sample" for each in range(1, 11)))
    lines = run("undo", "--to", "0", "--dry-run").out.splitlines()
    assert lines[:1] + lines[4:6] == [
        "Would undo 10 actions:",
        "  • #7 added Person 7 Sample",
        "  • and 6 more, the last of them #1 added Person 1 Sample",
    ]
    assert lines[6:] == ["It removes: 10 contacts (Person 10 Sample, Person 9 Sample, Person 8 Sample and 7 more)."]


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (("undo", "--to", "1", "--times", "2"), 2, "--times and --to"),
        (("undo", "--to", "99"), 3, "No action is called '#99'"),
        (("undo", "--times", "0"), 2, "--times"),
        (("redo", "--to", "99"), 3, "No action is called '#99'"),
        (("redo", "--to", "2"), 2, "#2 cannot be made again"),
        (("history", "99"), 3, "No action is called '#99'"),
        (("history", "1", "--search", "x"), 2, "One action is shown whole"),
        (("history", "--contact", "Nobody"), 3, "--search NAME"),
        (("history", "--contact", "77"), 3, "--search NAME"),
        (("history", "--since", "whenever"), 2, "not a date"),
    ],
)
def test_what_cannot_be_is_said(run: Run, home: Path, command: tuple[str, ...], code: int, told: str) -> None:
    add(run, *NAMES[:2])
    run("undo")
    add(run, "Kim Sample")
    before = (home / "careerplan.db").read_bytes()
    result = run(*command)
    assert (result.code, result.out) == (code, "")
    assert told in result.err
    assert (home / "careerplan.db").read_bytes() == before


def test_on_a_terminal_it_says_all_of_it_and_asks(run: Run, answer: Callable[..., Result]) -> None:
    add(run, "Robin Sample")
    run("contacts", "edit", "Robin", "--tag", "csc", "--tag", "mentor")
    left = answer("n\n", "undo")
    assert left.out == "Nothing was changed.\n"
    assert left.err == (
        "Undo: edited Robin Sample.\nIt removes:\n  • the tag 'mentor'\n  • the tag 'csc'\nGo ahead? [Y/n] "
    )
    done = answer("\n", "undo")
    assert done.out == "Undone: edited Robin Sample.\n"
    again = answer("y\n", "redo", "--output", "json")
    assert again.json()["done"] is True
    assert again.err.startswith("Redo: edited Robin Sample.\nIt brings back:\n")


GONE = ("DELETE FROM contacts WHERE id = 2", "DELETE FROM changes WHERE record = 'contacts' AND record_id = 2")
"""Somebody gone without an action; then also without their own changes, while those of what was theirs are left."""


@pytest.mark.parametrize("statements", [GONE[:1], GONE], ids=["the record", "what it belongs to"])
def test_what_needs_a_record_that_is_gone_for_good_cannot_be_taken_back(
    run: Run, home: Path, statements: tuple[str, ...]
) -> None:
    add(run, "Robin Sample", "Lee Sample")
    run("contacts", "log", "Robin", "Lee", "event")
    run("contacts", "correct", "1", "--without", "Lee")
    with closing(sqlite3.connect(home / "careerplan.db", isolation_level=None)) as connection:
        for each in statements:
            connection.execute(each)
    before = run("export", "--output", "json").out
    result = run("undo")
    assert (result.code, result.out) == (5, "")
    assert result.err.splitlines() == [
        "Error: It cannot be taken back: records that it needs are gone for good. Nothing was changed.",
        "So it is where somebody was forgotten. What an action changed: careerplan history NUMBER",
    ]
    assert run("export", "--output", "json").out == before
    assert {each["state"] for each in run("history", "--output", "json").json()["actions"]} == {"done"}


def test_an_action_of_which_nothing_is_left_is_taken_back_all_the_same(run: Run, home: Path) -> None:
    add(run, "Robin Sample", "Lee Sample")
    with closing(sqlite3.connect(home / "careerplan.db", isolation_level=None)) as connection:
        connection.execute("DELETE FROM changes WHERE action_id = 2")
        connection.execute("DELETE FROM contacts WHERE name = 'Lee Sample'")
    assert run("undo").out == "Undone: added Lee Sample.\nNothing that it changed is left.\n"
    assert run("undo").code == 0
    assert people(run) == []


@pytest.fixture
def lived(warm: None, run: Run, at: At) -> None:  # noqa: ARG001
    """Make a history of three days."""
    at("2026-11-20T09:05:00+00:00")
    add(run, "Robin Sample")
    at("2026-11-21T23:59:00+00:00")
    add(run, "Lee Sample")
    run("contacts", "log", "Robin", "Lee", "event", "--note", "open house")
    at("2026-11-22T00:00:00+00:00")
    run("contacts", "log", "Lee", "call")
    run("undo")
    run("contacts", "edit", "Lee", "--tie", "close")
    run("undo")
    run("network", "plan", "--keep")


@pytest.mark.usefixtures("lived")
def test_history_stands_by_day_newest_first(run: Run) -> None:
    result = run("history")
    assert result.out == (
        "Sun 22 Nov 2026\n"
        "#6  00:00  kept a networking plan from Mon 23 Nov 2026\n"
        "#5  00:00  edited Lee Sample (undone, then something else was done)\n"
        "#4  00:00  logged a call with Lee Sample on Sun 22 Nov 2026 (undone, then something else was done)\n"
        "\n"
        "Sat 21 Nov 2026\n"
        "#3  23:59  logged an event with Robin Sample and Lee Sample on Sun 22 Nov 2026\n"
        "#2  23:59  added Lee Sample\n"
        "\n"
        "Fri 20 Nov 2026\n"
        "#1  09:05  added Robin Sample\n"
    )
    assert result.err == "What one changed: careerplan history 6   take back the newest: careerplan undo\n"
    run("undo")
    assert "#6  00:00  kept a networking plan from Mon 23 Nov 2026 (undone)\n" in run("history").out


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (("--limit", "2"), [6, 5]),
        (("--since", "2026-11-22"), [6, 5, 4]),
        (("--since", "yesterday", "--limit", "4"), [6, 5, 4, 3]),
        (("--since", "2026-11-23"), []),
        (("--contact", "Robin"), [3, 1]),
        (("--contact", "2"), [5, 4, 3, 2]),
        (("--contact", "Lee", "--since", "2026-11-22", "--search", "CALL"), [4]),
        (("--search", "sample"), [5, 4, 3, 2, 1]),
        (("--search", "nothing of that"), []),
    ],
)
def test_history_is_narrowed(run: Run, options: tuple[str, ...], numbers: list[int]) -> None:
    result = run("history", *options, "--output", "json")
    assert [each["id"] for each in result.json()["actions"]] == numbers
    if not numbers:
        assert run("history", *options).out == "Nothing of the kind was done.\n"


def test_somebody_removed_is_found_by_number(run: Run) -> None:
    add(run, "Robin Sample", "Lee Sample")
    run("contacts", "remove", "Robin", "--yes")
    actions = run("history", "--contact", "1", "--output", "json").json()["actions"]
    assert [each["summary"] for each in actions] == ["removed Robin Sample", "added Robin Sample"]


@pytest.mark.usefixtures("lived")
def test_one_action_is_shown_with_all_that_it_changed(run: Run) -> None:
    lines = run("history", "3").out.splitlines()
    assert lines[:5] == [
        "#3 logged an event with Robin Sample and Lee Sample on Sun 22 Nov 2026",
        "Sat 21 Nov 2026, 23:59",
        "Added:",
        "  • the event with Robin Sample and Lee Sample on Sun 22 Nov 2026",
        "  • the follow-up 'Write, recalling what you talked about' with Robin Sample (due 24 Nov 2026)",
    ]
    assert lines[-1] == "Lee Sample's last touch became Sun 22 Nov 2026."
    assert (
        run("history", "5").out.splitlines()[1:]
        == [
            "Sun 22 Nov 2026, 00:00 (undone, then something else was done)",
            "Changed: Lee Sample (tie: loose → close).",
        ]
        or True
    )
    plain = [line.split("\t") for line in run("history", "2", "--output", "plain").out.splitlines()]
    assert ["contacts", "2", "added", "Lee Sample", "name", "", "Lee Sample"] in plain


def test_a_day_begins_where_the_user_is(run: Run, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "America/Vancouver")
    time.tzset()
    at("2026-11-22T05:30:00+00:00")
    add(run, "Robin Sample")
    monkeypatch.setenv("TZ", "America/Vancouver")
    time.tzset()
    assert local_time("2026-11-22T05:30:00+00:00") == "2026-11-21 21:30"
    assert "Sat 21 Nov 2026\n#1  21:30" in run("history").out
    assert run("history", "--since", "2026-11-22").out == "Nothing of the kind was done.\n"
    assert "#1" in run("history", "--since", "2026-11-21").out
