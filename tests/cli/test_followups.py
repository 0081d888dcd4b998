"""Follow-ups on the command line: what is due, and ending or putting off what is open."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from careerplan.cli.interactions import log_interaction
from careerplan.cli.session import Session
from careerplan.errors import UsageError
from careerplan.person.contacts import NewInteraction
from conftest import Run

FOLLOWUP_KEYS = {"id", "contact", "due", "status", "trigger", "action", "channel", "rule", "sources"}
THANKS = "informational-interview-thank-you"


pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def robin(run: Run) -> Run:
    """Robin gave an interview on 22 November: a thank-you (1) is due on 23, a word of progress (2) on 22 December."""
    run("contacts", "add", "Robin", "--tie", "close")
    run("contacts", "log", "Robin", "informational-interview")
    return run


def statuses(run: Run, as_of: str) -> list[tuple[int, str]]:
    document = run("followups", "due", "--output", "json", as_of=as_of).json()
    return [(each["id"], each["status"]) for each in document["followups"]]


def names(people: list[dict[str, object]]) -> list[object]:
    return [each["name"] for each in people]


def open_rules(run: Run) -> dict[str, str]:
    found = run("followups", "list", "--output", "json").json()["followups"]
    return {each["rule"]: each["due"] for each in found}


# --- due


def test_on_an_empty_home_nothing_is_due_and_it_says_how_to_begin(run: Run) -> None:
    result = run("followups", "due", "--exit-code")
    assert (result.code, result.out) == (0, "Nothing is due on Sun 22 Nov 2026.\n")
    assert "careerplan contacts add" in result.err
    assert run("followups", "due", "--output", "json").json() == {
        "schema": "careerplan.followups/1",
        "as_of": "2026-11-22",
        "within": 7,
        "followups": [],
        "never_contacted": [],
        "drifting": [],
        "waiting": [],
    }
    assert run("followups", "due", "--output", "plain").out == ""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-11-15", []),
        ("2026-11-16", [(1, "upcoming")]),
        ("2026-11-22", [(1, "upcoming")]),
        ("2026-11-23", [(1, "due")]),
        ("2026-11-24", [(1, "overdue")]),
        ("2026-12-14", [(1, "overdue")]),
        ("2026-12-15", [(1, "overdue"), (2, "upcoming"), (3, "upcoming")]),
        ("2026-12-22", [(1, "overdue"), (2, "due"), (3, "due")]),
    ],
)
def test_what_is_due_depends_on_the_day(robin: Run, as_of: str, expected: list[tuple[int, str]]) -> None:
    assert statuses(robin, as_of) == expected


@pytest.mark.parametrize(
    ("as_of", "code"), [("2026-11-15", 0), ("2026-11-22", 0), ("2026-11-23", 10), ("2026-11-24", 10)]
)
def test_the_exit_code_says_that_something_is_due_only_if_asked(robin: Run, as_of: str, code: int) -> None:
    for output in ("table", "json", "plain"):
        assert robin("followups", "due", "--exit-code", "--output", output, as_of=as_of).code == code
        assert robin("followups", "due", "--output", output, as_of=as_of).code == 0


def test_the_document_has_its_keys(robin: Run) -> None:
    document = robin("followups", "due", "--output", "json", as_of="2026-11-23").json()
    assert document["schema"] == "careerplan.followups/1"
    assert document["as_of"] == "2026-11-23"
    (followup,) = document["followups"]
    assert followup.keys() >= FOLLOWUP_KEYS
    assert followup["contact"] == {"id": 1, "name": "Robin"}
    assert followup["due"] == "2026-11-23"
    assert followup["trigger"] == "informational-interview"
    assert followup["rule"] == THANKS
    assert followup["channel"] == "message"
    assert followup["action"] == "Send a thank-you note"
    assert "seed-000#114" in followup["sources"]


def test_the_earliest_comes_first_then_the_older_number(run: Run) -> None:
    for name in ("Robin", "Sam", "Kim"):
        run("contacts", "add", name)
    run("contacts", "log", "Robin", "met")  # 1, due 24 November
    run("contacts", "log", "Sam", "help-received")  # 3, due 23 November
    run("contacts", "log", "Kim", "event", "--on", "2026-11-20")  # 5, due 22 November
    run("contacts", "log", "Kim", "help-received")  # 7, due 23 November
    run("followups", "snooze", "5", "2026-11-24")
    document = run("followups", "due", "--output", "json").json()
    assert [(each["due"], each["id"]) for each in document["followups"]] == [
        ("2026-11-23", 3),
        ("2026-11-23", 7),
        ("2026-11-24", 1),
        ("2026-11-24", 5),
    ]
    plain = [line.split("\t")[2] for line in run("followups", "due", "--output", "plain").out.splitlines()]
    assert plain == ["3", "7", "1", "5"]


def test_people_never_contacted_are_named(robin: Run) -> None:
    robin("contacts", "add", "Sam")
    robin("contacts", "add", "Alex")
    document = robin("followups", "due", "--output", "json").json()
    assert document["never_contacted"] == [
        {"id": 2, "name": "Sam", "since": None, "what": None},
        {"id": 3, "name": "Alex", "since": None, "what": None},
    ]
    assert "Never contacted: Sam, Alex" in robin("followups", "due").out
    robin("contacts", "log", "Sam", "no-reply")
    assert names(robin("followups", "due", "--output", "json").json()["never_contacted"]) == ["Alex"]


@pytest.mark.parametrize(("as_of", "drifting"), [("2027-01-21", []), ("2027-01-22", ["Robin"])])
def test_past_twice_the_rhythm_people_drift_apart(robin: Run, as_of: str, drifting: list[str]) -> None:
    """Close: every 30 days, drifting after 60; the last touch was on 22 November."""
    document = robin("followups", "due", "--output", "json", as_of=as_of).json()
    assert names(document["drifting"]) == drifting
    assert ("Drifting apart: Robin (since " in robin("followups", "due", as_of=as_of).out) is bool(drifting)


def test_whoever_waited_longest_drifts_first(run: Run) -> None:
    for name, day in (("Robin", "2025-03-01"), ("Sam", "2025-01-01"), ("Kim", "2025-02-01")):
        run("contacts", "add", name)
        run("contacts", "log", name, "call", "--on", day)
    document = run("followups", "due", "--output", "json").json()
    assert [(each["name"], each["since"]) for each in document["drifting"]] == [
        ("Sam", "2025-01-01"),
        ("Kim", "2025-02-01"),
        ("Robin", "2025-03-01"),
    ]


@pytest.mark.parametrize(
    ("as_of", "waiting", "due"),
    [
        ("2026-11-22", ["Sam"], []),
        ("2026-11-28", ["Sam"], []),
        ("2026-11-29", ["Sam"], []),  # a Sunday: the reminder is moved to Monday
        ("2026-11-30", [], ["Sam"]),
        ("2026-12-24", [], ["Sam"]),
    ],
)
def test_until_the_reminder_is_due_an_answer_is_waited_for(
    run: Run, as_of: str, waiting: list[str], due: list[str]
) -> None:
    run("contacts", "add", "Sam")
    run("contacts", "log", "Sam", "message-sent")
    document = run("followups", "due", "--output", "json", as_of=as_of).json()
    assert names(document["waiting"]) == waiting
    assert [each["contact"]["name"] for each in document["followups"] if each["status"] != "upcoming"] == due


def test_an_answer_ends_the_waiting(run: Run) -> None:
    run("contacts", "add", "Sam")
    run("contacts", "log", "Sam", "message-sent")
    run("contacts", "log", "Sam", "message-received")
    assert run("followups", "due", "--output", "json").json()["waiting"] == []


def test_whoever_owes_two_answers_is_named_once_with_the_earlier_day(run: Run) -> None:
    run("contacts", "add", "Sam")
    run("contacts", "log", "Sam", "application", "--on", "2026-11-20")
    run("contacts", "log", "Sam", "no-reply")
    waiting = run("followups", "due", "--output", "json").json()["waiting"]
    assert waiting == [{"id": 1, "name": "Sam", "since": "2026-11-20", "what": None}]


def test_the_table_groups_by_urgency(robin: Run) -> None:
    out = robin("followups", "due", as_of="2026-12-22").out
    assert out.startswith("Follow-ups as of Tue 22 Dec 2026\n")
    assert out.index("Overdue") < out.index("Send a thank-you note") < out.index("Due today")
    assert out.index("Due today") < out.index("Tell them what came of their advice")


def test_plain_and_csv_hold_the_same_values(robin: Run) -> None:
    plain = [line.split("\t") for line in robin("followups", "due", "--output", "plain").out.splitlines()]
    header, *rows = csv.reader(io.StringIO(robin("followups", "due", "--output", "csv").out))
    assert rows == plain
    (row,) = (dict(zip(header, each, strict=True)) for each in rows)
    assert row["status"] == "upcoming"
    assert row["due"] == "2026-11-23"
    assert row["contact"] == "Robin"
    assert row["rule"] == THANKS


def test_markdown_names_who_and_what(robin: Run) -> None:
    out = robin("followups", "due", "--output", "markdown").out
    assert "# Follow-ups as of Sun 22 Nov 2026" in out
    assert "| Robin | Send a thank-you note |" in out


def test_an_earlier_day_hides_nothing(robin: Run) -> None:
    document = robin("followups", "list", "--output", "json", as_of="2026-01-01").json()
    assert [each["id"] for each in document["followups"]] == [1, 2, 3]
    due = robin("followups", "due", "--output", "json", as_of="2026-01-01").json()
    assert due["never_contacted"] == []


def test_options_stand_before_the_noun_after_it_or_after_the_verb(robin: Run) -> None:
    shown = robin("followups", "due", "--as-of", "2026-11-23", "--output", "json").out
    assert '"due": "2026-11-23"' in shown
    assert robin("--as-of", "2026-11-23", "--output", "json", "followups", "due").out == shown
    assert robin("followups", "--as-of", "2026-11-23", "--output", "json", "due").out == shown
    assert robin("followups", "due", "--output", "json", as_of="2026-11-23").out == shown


# --- list


def test_the_list_has_the_open_ones_and_with_all_the_closed(robin: Run) -> None:
    robin("followups", "skip", "2", "--reason", "left the service")
    document = robin("followups", "list", "--output", "json").json()
    assert [each["id"] for each in document["followups"]] == [1, 3]
    assert document["followups"][0].keys() >= FOLLOWUP_KEYS
    everything = robin("followups", "list", "--all", "--output", "json").json()["followups"]
    assert [(each["id"], each["status"]) for each in everything] == [(1, "open"), (2, "skipped"), (3, "open")]
    line = next(each for each in robin("followups", "list", "--all").out.splitlines() if each.startswith("#2"))
    assert "skipped" in line
    assert "left the service" in line


def test_the_list_of_one_person(robin: Run) -> None:
    robin("contacts", "add", "Sam")
    robin("contacts", "log", "Sam", "met")
    found = robin("followups", "list", "--contact", "sam", "--output", "json").json()["followups"]
    assert {each["contact"]["name"] for each in found} == {"Sam"}
    assert robin("followups", "list", "--contact", "nobody").code == 3


def test_an_empty_list_is_done(run: Run) -> None:
    assert (run("followups", "list").code, run("followups", "list").out) == (0, "There are no follow-ups.\n")


# --- done


def test_done_logs_the_touch_and_restarts_keep_in_touch(robin: Run) -> None:
    result = robin("followups", "done", "1", "--note", "thanked", as_of="2026-11-24")
    assert result.code == 0
    done, earned = result.out.splitlines()
    assert done == "Done: Send a thank-you note, Robin."
    assert earned.endswith(": Check in, with news or something useful by Thu 24 Dec 2026.")
    assert result.err == "undo: careerplan undo\n"
    shown = robin("contacts", "show", "Robin", "--output", "json").json()
    assert shown["interactions"][0].items() >= {"id": 2, "kind": "message-sent", "day": "2026-11-24"}.items()
    assert shown["contact"]["last_interaction"] == "2026-11-24"
    assert open_rules(robin) == {
        "informational-interview-progress-update": "2026-12-22",
        "keep-in-touch-close": "2026-12-24",
    }


def test_done_on_an_earlier_day_counts_from_that_day(robin: Run) -> None:
    result = robin("followups", "done", "1", "--on", "yesterday", "--output", "json", as_of="2026-11-24")
    assert result.json()["interaction"]["day"] == "2026-11-23"
    assert result.json()["status"] == "done"
    assert open_rules(robin)["keep-in-touch-close"] == "2026-12-23"


def test_done_cannot_lie_in_the_future(robin: Run) -> None:
    result = robin("followups", "done", "1", "--on", "tomorrow")
    assert (result.code, result.out) == (2, "")
    assert "is still to come" in result.err
    assert THANKS in open_rules(robin)


# --- snooze


def test_snooze_puts_off_and_says_until_when(robin: Run) -> None:
    result = robin("followups", "snooze", "1", "next friday")
    assert (result.code, result.out) == (0, "Put off: Send a thank-you note, Robin, to Fri 27 Nov 2026.\n")
    assert open_rules(robin)[THANKS] == "2026-11-27"
    assert statuses(robin, "2026-11-26") == [(1, "upcoming")]
    assert statuses(robin, "2026-11-27") == [(1, "due")]


def test_snooze_past_the_last_sensible_day_says_so(robin: Run) -> None:
    (latest,) = (
        each["latest"] for each in robin("followups", "list", "--output", "json").json()["followups"] if each["id"] == 1
    )
    assert "of most use by" in robin("followups", "snooze", "1", "2028-01-01").out
    assert "of most use by" not in robin("followups", "snooze", "1", latest).out


@pytest.mark.parametrize("day", ["yesterday", "today", "2026-11-22", "2020-01-01"])
def test_snooze_to_the_past_is_a_usage_error(robin: Run, day: str) -> None:
    result = robin("followups", "snooze", "1", day)
    assert (result.code, result.out) == (2, "")
    assert "not later than Sun 22 Nov 2026" in result.err
    assert open_rules(robin)[THANKS] == "2026-11-23"


@pytest.mark.parametrize("day", ["2027-02-31", "soonish", ""])
def test_snooze_to_no_day_at_all_is_a_usage_error(robin: Run, day: str) -> None:
    assert robin("followups", "snooze", "1", day).code == 2
    assert open_rules(robin)[THANKS] == "2026-11-23"


# --- skip


def test_skip_ends_it_without_a_touch(robin: Run) -> None:
    result = robin("followups", "skip", "1", "--reason", "thanked in person", "--output", "json")
    assert result.json() == {
        "schema": "careerplan.followup-changed/1",
        "id": 1,
        "status": "skipped",
        "reason": "thanked in person",
        "next": None,
    }
    shown = robin("contacts", "show", "Robin", "--output", "json").json()
    assert len(shown["interactions"]) == 1
    assert THANKS not in open_rules(robin)
    assert open_rules(robin)["keep-in-touch-close"] == "2026-12-22"


def test_skipping_a_round_of_keep_in_touch_sets_the_next(robin: Run) -> None:
    number = next(
        each["id"]
        for each in robin("followups", "list", "--output", "json").json()["followups"]
        if each["trigger"] == "keep-in-touch"
    )
    skipped = robin("followups", "skip", str(number), as_of="2026-12-30")
    assert "Keep in touch: " in skipped.out
    assert open_rules(robin)["keep-in-touch-close"] == "2027-01-29"


def test_a_follow_up_cannot_have_been_done_before_it_was_earned(robin: Run) -> None:
    refused = robin("followups", "done", "1", "--on", "2020-01-01")
    assert refused.code == 2
    assert "cannot have been done" in refused.err


# --- what cannot be ended


CHANGES = {"done": (), "skip": (), "snooze": ("in 3 days",)}


@pytest.mark.parametrize("verb", CHANGES)
@pytest.mark.parametrize("ended", ["done", "skip", "settled"])
def test_what_has_ended_stays_ended(robin: Run, verb: str, ended: str) -> None:
    if ended == "settled":
        robin("contacts", "log", "Robin", "call")
    else:
        robin("followups", ended, "1")
    before = robin("history").out
    result = robin("followups", verb, "1", *CHANGES[verb])
    assert (result.code, result.out) == (2, "")
    state = {"done": "done", "skip": "skipped", "settled": "settled"}[ended]
    assert f"Follow-up #1 (Send a thank-you note, Robin) is already {state}." in result.err
    assert robin("history").out == before


@pytest.mark.parametrize("verb", CHANGES)
def test_an_unknown_number_is_not_found(robin: Run, verb: str) -> None:
    result = robin("followups", verb, "99", *CHANGES[verb])
    assert (result.code, result.out) == (3, "")
    assert "99" in result.err
    assert "careerplan followups list" in result.err


@pytest.mark.parametrize("verb", CHANGES)
@pytest.mark.parametrize("number", ["0", "-1", "one", "1.5", "9" * 30])
def test_what_is_no_number_is_a_usage_error(robin: Run, verb: str, number: str) -> None:
    assert robin("followups", verb, number, *CHANGES[verb]).code == 2


def test_what_another_program_ended_meanwhile_is_not_done_twice(robin: Run, home: Path) -> None:
    session = Session()
    session.given |= {"home": str(home), "as_of": "2026-11-23"}
    thanks = NewInteraction(contact_ids=(1,), kind="message-sent", day=dt.date(2026, 11, 23), followup_id=1)
    robin("followups", "done", "1", as_of="2026-11-23")
    with session.store, pytest.raises(UsageError, match="closed in the meantime"):
        log_interaction(session, thanks, "thanked", closing=1)
    assert len(robin("contacts", "show", "Robin", "--output", "json").json()["interactions"]) == 2


# --- rules


def test_rules_are_shown_with_their_sources(run: Run) -> None:
    document = run("followups", "rules", "--output", "json").json()
    assert document["schema"] == "careerplan.rules/1"
    assert all(claim["sources"] for rule in document["rules"] for claim in rule["why"])
    cited = {source for rule in document["rules"] for claim in rule["why"] for source in claim["sources"]}
    assert {each.partition("#")[0] for each in cited} <= {each.partition("#")[0] for each in document["sources"]}
    assert THANKS in run("followups", "rules").out
