"""careerplan network, as a person and as a script use it."""

import datetime as dt

import pytest

from conftest import Run


def test_a_plan_needs_no_argument_and_no_set_up(run: Run) -> None:
    document = run("network", "plan", "--output", "json").json()
    assert document["schema"] == "careerplan.plan/1"
    assert (document["start"], document["weeks"], document["hours_per_week"]) == ("2026-11-23", 12, 4)
    assert len(document["items"]) > 30
    keys = {
        "id",
        "week",
        "date",
        "activity",
        "title",
        "hours",
        "channel",
        "organization",
        "event",
        "contact",
        "why",
        "sources",
    }
    for item in document["items"]:
        assert keys <= set(item)
        assert item["why"]
        assert set(item["sources"]) <= set(document["sources"])
    assert all(each["reason"] for each in document["left_out"])
    assert "--role ROLE" in run("network", "plan").err


def test_on_a_monday_the_plan_starts_today(run: Run) -> None:
    assert run("network", "plan", "-o", "json", as_of="2026-11-23").json()["start"] == "2026-11-23"
    assert run("network", "plan", "-o", "json", as_of="2026-11-24").json()["start"] == "2026-11-30"


def test_the_same_request_gives_the_same_plan_byte_for_byte(run: Run, start: Run) -> None:
    assert run("network", "plan", "-o", "json").out == start("network", "plan", "-o", "json").out


def test_hours_weeks_channel_and_start_are_kept_to(run: Run) -> None:
    asked = (
        "--hours",
        "2.5",
        "--weeks",
        "5",
        "--channel",
        "offline",
        "--start",
        "2026-12-02",
        "--blackout",
        "2026-12-25",
    )
    document = run("network", "plan", *asked, "-o", "json").json()
    by_week: dict[int, float] = {}
    for item in document["items"]:
        by_week[item["week"]] = by_week.get(item["week"], 0) + item["hours"]
        assert dt.date(2026, 12, 2) <= dt.date.fromisoformat(item["date"]) < dt.date(2027, 1, 6)
        assert item["channel"] in {"offline", "both"}
    assert max(by_week.values()) <= 2.5
    assert 4 not in by_week
    assert document["free_weeks"] == [4]


@pytest.mark.parametrize("weeks", ["4", "12"])
@pytest.mark.parametrize("share", ["0", "0.3", "0.5", "0.7", "1"])
def test_the_share_of_online_hours_is_kept_to(run: Run, share: str, weeks: str) -> None:
    document = run("network", "plan", "--weeks", weeks, "--online-share", share, "-o", "json").json()
    assert document["mix_note"] is None
    assert document["online_share"] is not None
    assert abs(document["online_share"] - float(share)) <= 0.101


def test_a_share_that_cannot_be_met_is_told(run: Run) -> None:
    asked = ("network", "plan", "--channel", "online", "--online-share", "0.2")
    document = run(*asked, "-o", "json").json()
    assert "You asked for 20% online" in document["mix_note"]
    assert document["mix_note"] in " ".join(run(*asked).out.split())
    assert run(*asked, "--keep").code == 0
    assert run("network", "show", "-o", "json").json()["mix_note"] == document["mix_note"]


@pytest.mark.parametrize("day", ["2026-11-22", "2027-02-15"])
def test_a_day_to_keep_free_has_to_be_in_the_plan(run: Run, day: str) -> None:
    result = run("network", "plan", "--blackout", day)
    assert (result.code, result.out) == (2, "")
    assert "outside the plan" in result.err
    assert "--blackout" in result.err


def test_nothing_is_kept_unless_asked(run: Run) -> None:
    run("network", "plan")
    shown = run("network", "show")
    assert (shown.code, shown.out) == (0, "No plan is kept.\n")
    assert run("network", "show", "-o", "json").json()["items"] == []


def test_a_kept_plan_is_shown_explained_replaced_and_brought_back(run: Run) -> None:
    made = run("network", "plan", "--weeks", "3", "--keep", "-o", "json").json()
    kept = run("network", "show", "-o", "json").json()
    assert kept == made
    why = run("network", "show", "--why", made["items"][0]["id"]).out
    assert made["items"][0]["why"] in why
    again = run("network", "plan", "--weeks", "3", "--hours", "1", "--keep")
    assert "Changed from the plan kept before" in again.out
    assert run("network", "show", "-o", "json").json()["hours_per_week"] == 1
    assert "stands: careerplan network show" in run("network", "plan").err
    run("undo")
    assert run("network", "show", "-o", "json").json() == made


def test_a_contact_is_asked_and_named(run: Run) -> None:
    run("contacts", "add", "Robin Sample", "--organization", "csc", "--tie", "close")
    items = run("network", "plan", "-o", "json").json()["items"]
    assert any(item["contact"] == 1 for item in items)
    assert "(Robin Sample)" in run("network", "plan").out


@pytest.mark.parametrize(
    ("option", "code"),
    [
        (("--start", "2027-02-31"), 2),
        (("--start", "yesterday"), 2),
        (("--hours", "-1"), 2),
        (("--hours", "nan"), 2),
        (("--weeks", "0"), 2),
        (("--weeks", "x"), 2),
        (("--channel", "offlin"), 2),
        (("--online-share", "2"), 2),
        (("--role", "nobody"), 3),
    ],
)
def test_what_cannot_be_is_refused(run: Run, option: tuple[str, ...], code: int) -> None:
    result = run("network", "plan", *option)
    assert (result.code, result.out) == (code, "")
    assert "Traceback" not in result.err


def test_left_out_says_why_and_is_shown_whole_on_request(run: Run) -> None:
    assert "no date known" in run("network", "plan", "--all").out
    assert "lawyers employed by the Crown" in run("network", "plan", "--all").out


def test_showing_an_item_that_is_not_there(run: Run) -> None:
    assert run("network", "show", "--why", "x").code == 3
    run("network", "plan", "--keep")
    assert run("network", "show", "--why", "xyzzy").code == 3
