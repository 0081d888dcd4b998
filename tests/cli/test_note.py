"""``careerplan note``: what is shown, what is asked, what is kept."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import TODAY, Result, Run

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def friends(run: Run) -> Run:
    """Give a home with four people, two of them of one first name."""
    for name in ("Robin Sample", "Lee Sample", "Alex Kim Sample", "Alex Singh Sample"):
        assert run("contacts", "add", name, "--tie", "regular").code == 0
    return run


def interactions(run: Run, contact: str = "1") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("contacts", "show", contact, "--output", "json").json()["interactions"]
    return found


def followups(run: Run, contact: str = "1") -> list[tuple[str, str, str]]:
    found = run("followups", "list", "--contact", contact, "--output", "json").json()["followups"]
    return [(each["trigger"], each["action"], each["due"]) for each in found]


def actions(run: Run) -> int:
    return len(run("history", "--output", "json").json()["actions"])


# --- kept


def test_the_line_of_the_handbook_is_kept_as_one_action(friends: Run) -> None:
    before = actions(friends)
    result = friends("note", "coffee with Robin yesterday, thank her")
    assert (result.code, result.out.splitlines()[0]) == (
        0,
        "Understood: a meeting with Robin Sample, Sat 21 Nov 2026.",
    )
    assert "undo: careerplan undo" in result.err
    (kept,) = interactions(friends)
    assert (kept["kind"], kept["day"], kept["note"]) == ("met", "2026-11-21", "coffee with Robin yesterday, thank her")
    assert ("met", "Follow up on your first meeting", "2026-11-23") in followups(friends)
    assert "To do: thank her by Mon 23 Nov 2026 (Follow up on your first meeting)." in result.out
    assert actions(friends) == before + 1
    assert friends("undo").code == 0
    assert (interactions(friends), followups(friends)) == ([], [])


def test_quotes_may_be_left_out(friends: Run) -> None:
    assert friends("note", "coffee", "with", "Robin", "yesterday").code == 0
    assert interactions(friends)[0]["note"] == "coffee with Robin yesterday"


def test_a_thank_you_that_a_rule_earns_is_not_asked_for_twice(friends: Run) -> None:
    result = friends("note", "informational interview with Robin yesterday, thank her")
    assert result.code == 0
    thanks = [each for each in followups(friends) if "thank" in each[1].lower()]
    assert thanks == [("informational-interview", "Send a thank-you note", "2026-11-22")]
    assert "Send a thank-you note by Sun 22 Nov 2026" in result.out


def test_thanks_that_no_rule_earns_are_a_reminder_of_the_users_own(friends: Run) -> None:
    assert friends("contacts", "log", "1", "met", "--on", "2026-11-01").code == 0
    assert friends("followups", "skip", "1").code == 0
    result = friends("note", "coffee with Robin yesterday, thank her")
    assert "To do: thank her by Sun 22 Nov 2026." in result.out
    assert ("own", "thank her", "2026-11-22") in followups(friends)


def test_thanks_alone_set_the_day_of_those_that_are_due_already(friends: Run) -> None:
    assert friends("contacts", "log", "1", "informational-interview", "--on", "2026-11-20").code == 0
    assert friends("note", "thank Robin on tuesday").code == 0
    thanks = [each for each in followups(friends) if "thank" in each[1].lower()]
    assert thanks == [("informational-interview", "Send a thank-you note", "2026-11-24")]


def test_where_nothing_changes_no_undo_is_offered(friends: Run) -> None:
    assert friends("contacts", "log", "1", "informational-interview").code == 0
    before = actions(friends)
    result = friends("note", "thank Robin")
    assert "To do: thank Robin by Mon 23 Nov 2026 (Send a thank-you note)." in result.out
    assert "undo" not in result.err
    assert actions(friends) == before


def test_a_day_given_for_the_thanks_holds_for_what_the_rule_earns(friends: Run) -> None:
    assert friends("note", "informational interview with Robin yesterday, thank her by wednesday").code == 0
    thanks = [each for each in followups(friends) if "thank" in each[1].lower()]
    assert thanks == [("informational-interview", "Send a thank-you note", "2026-11-25")]


def test_promises_of_both_sides_are_kept(friends: Run) -> None:
    line = "call with Robin, she'll introduce me to the area manager, I owe her my résumé by friday"
    result = friends("note", line)
    assert "They promised: introduce me to the area manager; ask about it by Sun 6 Dec 2026." in result.out
    assert "You promised: my résumé by Fri 27 Nov 2026." in result.out
    kept = {trigger: (action, due) for trigger, action, due in followups(friends)}
    assert kept["i-owe"] == ("my résumé", "2026-11-27")
    assert kept["they-owe"][0] == "introduce me to the area manager"


def test_somebody_who_was_not_there_may_promise_something(friends: Run) -> None:
    result = friends("note", "coffee with Robin, Lee will send the posting, call Lee on friday")
    assert "Lee Sample promised: send the posting; ask about it by Sun 6 Dec 2026." in result.out
    assert "To do for Lee Sample: call Lee by Fri 27 Nov 2026." in result.out
    assert interactions(friends, "2") == []
    assert [each[0] for each in followups(friends, "2")] == ["own", "they-owe"]
    assert "own" not in {each[0] for each in followups(friends, "1")}


def test_a_reminder_alone_logs_nothing(friends: Run) -> None:
    result = friends("note", "remind me to call Robin on monday")
    assert (result.code, result.out.splitlines()[0]) == (
        0,
        "Understood: nothing to log yet, only what is next with Robin Sample.",
    )
    assert interactions(friends) == []
    assert followups(friends) == [("own", "call Robin", "2026-11-23")]


def test_several_people_share_one_interaction(friends: Run) -> None:
    result = friends("note", "lunch with Robin and Lee on friday")
    assert result.out.startswith("Understood: a meeting with Robin Sample and Lee Sample, Fri 20 Nov 2026.")
    assert [each["day"] for each in interactions(friends, "1") + interactions(friends, "2")] == ["2026-11-20"] * 2


def test_the_line_may_come_from_stdin(friends: Run) -> None:
    assert friends("note", "-", given="coffee with Robin yesterday\n").code == 0
    assert len(interactions(friends)) == 1


def test_a_program_gets_a_document(friends: Run) -> None:
    document = friends("note", "coffee with Robin yesterday, thank her", "--output", "json").json()
    assert document["schema"] == "careerplan.note/1"
    assert document["applied"] is True
    assert document["understood"]["people"] == [1]
    assert (document["understood"]["kind"], document["understood"]["day"]) == ("met", "2026-11-21")
    assert document["understood"]["doubts"] == []


# --- only shown


def test_a_dry_run_only_shows(friends: Run) -> None:
    before = actions(friends)
    result = friends("note", "coffee with Robin yesterday, thank her", "--dry-run")
    assert result.code == 0
    assert result.out.startswith("Understood: a meeting with Robin Sample, Sat 21 Nov 2026.")
    assert (interactions(friends), actions(friends)) == ([], before)
    assert friends("note", "coffee with Robin", "--dry-run", "--output", "json").json()["applied"] is False


def test_a_dry_run_shows_what_it_would_ask(friends: Run) -> None:
    result = friends("note", "coffee with Alex yesterday", "--dry-run")
    assert result.code == 0
    assert "Which Alex is it?" in result.out
    assert "Alex Kim Sample (#3)" in result.out


# --- unclear, and nobody to ask


@pytest.mark.parametrize(
    ("line", "code", "said", "hint"),
    [
        ("coffee with Alex yesterday", 3, "Alex Kim Sample (#3), Alex Singh Sample (#4)", "more of the name"),
        ("coffee with Tobias yesterday", 3, "No contact is called 'Tobias'.", 'careerplan contacts add "Tobias"'),
        ("coffee with Robbin", 3, "No contact is called 'Robbin'.", "Did you mean Robin Sample (#1)?"),
        ("coffee with #77", 3, "'#77'", "careerplan contacts list"),
        ("coffee yesterday", 2, "The text names nobody.", "Write their name"),
        ("spoke with Robin yesterday", 2, "What was it? (a meeting / a call)", "--yes"),
        ("Robin yesterday", 2, "What was it?", '"met"'),
        ("coffee with Robin last week", 2, "Which day is 'last week'?", "2026-11-03"),
        ("call Robin on monday", 2, "Is it done, or still to do?", "remind me to"),
        ("coffee with Robin tomorrow", 2, "still to come", "remind me to"),
        ("coffee with Robin 2026-02-31", 2, "2026-02-31", ""),
        ("", 2, "There is nothing to note.", "careerplan note"),
        ("  ", 2, "There is nothing to note.", ""),
        ("?!", 2, "There is nothing to note.", ""),
        ("coffee with Robin " * 200, 2, "at most 2,000 characters", ""),
    ],
)
def test_what_is_unclear_is_said_and_nothing_is_written(
    friends: Run, line: str, code: int, said: str, hint: str
) -> None:
    before = actions(friends)
    result = friends("note", line)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert hint in result.err
    assert actions(friends) == before
    assert friends("note", line, "--output", "json").error()["exit_code"] == code


def test_yes_takes_the_first_answer_of_each(friends: Run) -> None:
    assert friends("note", "spoke with Alex last week", "--yes").code == 0
    (kept,) = interactions(friends, "3")
    assert (kept["kind"], kept["day"]) == ("met", "2026-11-09")


def test_yes_cannot_say_who_it_was(friends: Run) -> None:
    assert friends("note", "coffee yesterday", "--yes").code == 2


def test_a_newcomer_is_added_with_what_happened_in_one_action(friends: Run) -> None:
    before = actions(friends)
    result = friends("note", "coffee with Tobias Sample yesterday, thank him", "--add")
    assert result.code == 0
    assert "Understood: a meeting with Tobias Sample, Sat 21 Nov 2026." in result.out
    assert "New among your contacts: Tobias Sample." in result.out
    assert [each["day"] for each in interactions(friends, "Tobias")] == ["2026-11-21"]
    assert actions(friends) == before + 1
    assert friends("undo").code == 0
    assert friends("contacts", "show", "Tobias").code == 3


def test_without_any_contact_the_first_can_be_added(run: Run) -> None:
    assert run("note", "coffee with robin yesterday").code == 3
    assert run("note", "coffee with robin yesterday", "--add").code == 0
    assert run("contacts", "show", "1").out.startswith("Robin")


@pytest.mark.parametrize(
    "line",
    [
        "=1+1 coffee with Robin",
        "coffee with Robin [red]x[/red] </script>",
        "\x1b[31m coffee with Robin \x1b[0m",
        "coffee with Robin \u202e yesterday",
        "☕ coffee with Robin 🎉",
        "coffee with Robin | `id` $(id)",
        "coffee with Robin 漢字 “so”",
        "coffee with Robin; I owe her =cmd() \x1b]0;x\x07 by friday",
    ],
)
def test_hostile_words_are_kept_as_they_are_and_shown_disarmed(friends: Run, line: str) -> None:
    result = friends("note", line)
    assert result.code == 0
    assert not {"\x1b", "\u202e", "\x07"} & set(result.out + result.err)
    assert interactions(friends)[0]["note"] == line
    for output in ("table", "markdown", "csv", "html"):
        assert not {"\x1b", "\u202e", "\x07"} & set(friends("note", line, "--dry-run", "--output", output).out)


def test_the_records_are_made_for_their_owner_alone(friends: Run, home: Path) -> None:
    assert friends("note", "coffee with Robin").code == 0
    assert {path.stat().st_mode & 0o777 for path in home.glob("careerplan.db*")} == {0o600}


# --- on a terminal


def converse(home: Path, words: list[str], *args: str) -> Result:
    """Run the program on a terminal and answer each question with the next of ``words``."""
    main, side = pty.openpty()
    environment = {**os.environ, "CAREERPLAN_HOME": str(home), "CAREERPLAN_AS_OF": TODAY, "NO_COLOR": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "careerplan", *args], stdin=side, stdout=side, stderr=side, env=environment
    ) as running:
        os.close(side)
        screen, answers, end = "", list(words), time.monotonic() + 30
        while time.monotonic() < end:
            ready, _, _ = select.select([main], [], [], 0.2)
            if ready:
                try:
                    screen += os.read(main, 4096).decode()
                except OSError:  # the other side is closed: the program has ended
                    break
            if answers and screen.endswith("] "):
                screen += "\n"
                os.write(main, answers.pop(0).encode() + b"\n")
        running.wait(10)
    os.close(main)
    assert not answers
    return Result(running.returncode, screen, "")


@pytest.mark.slow
def test_on_a_terminal_each_doubt_is_asked(friends: Run, home: Path) -> None:
    result = converse(home, ["5", "2", ""], "note", "spoke with Alex")
    assert result.code == 0
    assert "Understood so far: something, Sun 22 Nov 2026." in result.out
    assert result.out.count("Which Alex is it?") == 1
    assert "There is no answer 5." in result.out
    assert "What was it?" in result.out
    assert [each["kind"] for each in interactions(friends, "4")] == ["met"]


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["q", "\x04"])
def test_on_a_terminal_one_can_leave_it(friends: Run, home: Path, answer: str) -> None:
    before = actions(friends)
    result = converse(home, [answer], "note", "coffee with Tobias yesterday")
    assert result.code == 0
    assert "Nothing was written." in result.out
    assert actions(friends) == before


@pytest.mark.slow
def test_on_a_terminal_a_newcomer_is_added_after_a_yes(friends: Run, home: Path) -> None:
    assert converse(home, [""], "note", "coffee with Tobias yesterday").code == 0
    assert len(interactions(friends, "Tobias")) == 1
