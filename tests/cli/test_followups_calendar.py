"""careerplan followups calendar, in every output."""

import csv
import io

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def robin(run: Run) -> Run:
    """Robin gave an interview on 22 November: a thank-you (1) is due on 23, a word of progress (2) on 22 December."""
    run("contacts", "add", "Robin Sample", "--tie", "close")
    run("contacts", "log", "Robin", "informational-interview")
    run("profile", "set", "lives_in", "CA-ON")
    return run


def test_a_pipe_gets_the_days_on_which_there_is_anything(robin: Run) -> None:
    result = robin("followups", "calendar", "--months", "2")
    assert result.code == 0
    days = [line for line in result.out.splitlines() if not line.startswith(" ")]
    assert days[:4] == [
        "Follow-ups from Sun 22 Nov 2026 to Thu 21 Jan 2027",
        "",
        "Sun 22 Nov 2026 · today",
        "Mon 23 Nov 2026",
    ]
    assert "Mon 28 Dec 2026 · Boxing Day (observed)" in days
    assert "#1 Robin Sample: " in result.out
    assert "Nothing is due.\n" in result.out


def test_json_has_every_day_and_who_is_due_on_it(robin: Run) -> None:
    document = robin("followups", "calendar", "--from", "2026-12-22", "--output", "json", as_of="2026-12-01").json()
    assert document["schema"] == "careerplan.calendar/1"
    assert (document["as_of"], document["from"], document["to"]) == ("2026-12-01", "2026-12-22", "2027-01-21")
    assert len(document["days"]) == 31
    first, christmas = document["days"][0], document["days"][3]
    assert {key: first[key] for key in ("date", "weekday", "working", "holiday", "coming")} == {
        "date": "2026-12-22",
        "weekday": "Tuesday",
        "working": True,
        "holiday": None,
        "coming": [],
    }
    assert 2 in [each["id"] for each in first["followups"]]
    assert first["followups"][0]["contact"] == {"id": 1, "name": "Robin Sample"}
    assert (christmas["holiday"], christmas["working"]) == ("Christmas Day", False)
    assert [(each["id"], each["due"]) for each in document["overdue"]] == [(1, "2026-11-23")]


def test_csv_and_plain_have_a_line_for_each_day_and_follow_up(robin: Run) -> None:
    given = ("followups", "calendar", "--months", "2")
    rows = list(csv.DictReader(io.StringIO(robin(*given, "--output", "csv", as_of="2026-12-01").out)))
    assert [(each["date"], each["state"]) for each in rows[:2]] == [("2026-11-23", "overdue"), ("2026-12-22", "due")]
    assert {(each["contact"], each["contact_id"]) for each in rows} == {("Robin Sample", "1")}
    plain = robin(*given, "--output", "plain", as_of="2026-12-01").out.splitlines()
    assert len(plain) == len(rows)


@pytest.mark.parametrize("output", ["markdown", "html"])
def test_on_paper_the_months_are_tables_and_the_overdue_stand_above(robin: Run, output: str) -> None:
    text = robin("followups", "calendar", "--output", output, as_of="2026-12-01").out
    assert text.index("Overdue") < text.index("December 2026")
    assert "Robin Sample: " in text
    assert "Christmas Day" in text


def test_later_rounds_of_a_rhythm_stand_apart_from_what_is_due(robin: Run) -> None:
    assert robin("followups", "add", "Robin", "send the minutes", "--every", "2 weeks", "--by", "2026-11-30").code == 0
    document = robin("followups", "calendar", "--output", "json").json()
    coming = {day["date"]: [each["round"] for each in day["coming"]] for day in document["days"] if day["coming"]}
    assert coming == {"2026-12-14": [2]}
    out = robin("followups", "calendar").out
    assert "later, round 2: Robin Sample: send the minutes" in out
    html = robin("followups", "calendar", "--output", "html").out
    assert "Robin Sample: send the minutes (a later round)" in html


def test_without_a_profile_it_says_how_to_see_holidays(run: Run) -> None:
    result = run("followups", "calendar")
    assert (result.code, "lives_in" in result.err) == (0, True)
    assert "Christmas" not in run("followups", "calendar", "--months", "2").out


def test_what_comes_before_the_first_day_is_counted(robin: Run) -> None:
    assert "1 more is due before Tue 1 Dec 2026" in robin("followups", "calendar", "--from", "2026-12-01").out


@pytest.mark.parametrize("wrong", [("--months", "0"), ("--months", "25"), ("--months", "x"), ("--from", "5/6/2027")])
def test_what_cannot_be_is_a_usage_error(run: Run, wrong: tuple[str, str]) -> None:
    assert run("followups", "calendar", *wrong).code == 2


def test_names_from_outside_stay_text(run: Run) -> None:
    run("contacts", "add", "=1+1 [red]\x1b[31m|<b>")
    run("contacts", "log", "1", "informational-interview")
    assert "\x1b" not in run("followups", "calendar").out
    assert "<b>" not in run("followups", "calendar", "--output", "html").out
    (row, *_) = csv.DictReader(io.StringIO(run("followups", "calendar", "--output", "csv").out))
    assert row["contact"].startswith("'=1+1")
