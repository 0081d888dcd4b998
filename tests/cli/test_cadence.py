"""Cadence as stories: who Robin is, what is logged on which day, and what is due when; all through the command line.

A story's lines are commands with the day they are given on; ``{rule}`` stands for the open follow-up of that rule.
What is open at the end stands as "day rule", with the round of those that come several times.
"""

import contextlib
import re
import shlex
import sqlite3
from pathlib import Path

import pytest

from conftest import Result, Run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm")]  # quick each, but there are many

_TEXTS = {"own", "i-owe", "they-owe"}


def opened(run: Run) -> list[str]:
    """Return what is open, by day."""
    return [_said(each) for each in run("followups", "list", "--output", "json").json()["followups"]]


def _said(each: dict[str, object]) -> str:
    name = each["contact"]["name"]  # type: ignore[index]
    text = f": {each['action']}" if each["rule"] in _TEXTS else ""
    rounds = f" {each['round']} of {each['times']}" if each["times"] else ""
    return f"{each['due']} {each['rule']}{text}{rounds}{'' if name == 'Robin' else f' ({name})'}"


def tell(run: Run, steps: str) -> Result:
    """Give each command on its day; return what the last one said."""
    for line in filter(None, map(str.strip, steps.splitlines())):
        day, *words = shlex.split(line)
        result = run(
            *(re.sub(r"\{([\w-]+)\}", lambda match: _number(run, match[1]), each) for each in words), as_of=day
        )
        assert result.code == 0, f"{line}: {result.err}"
    return result


def _number(run: Run, rule: str) -> str:
    found = [each.split("\t") for each in run("followups", "list", "--output", "plain").out.splitlines()]
    return next(each[0] for each in found if each[7] == rule)


def story(what: str, who: str, steps: str, *due: str) -> object:
    """Return a row: ``who`` are the options Robin is added with, on the day of the first step."""
    first = steps.split(maxsplit=1)[0]
    return pytest.param(f"{first} contacts add Robin {who}\n{steps}", list(due), id=what)


# --- days of the calendar


@pytest.mark.parametrize(
    ("tie", "touched", "due"),
    [
        ("close", "2028-01-30", "2028-02-29"),  # 30 days to leap day, a Tuesday
        ("close", "2027-01-30", "2027-03-01"),  # the same in a common year
        ("close", "2028-02-29", "2028-03-30"),
        ("close", "2028-01-31", "2028-03-01"),  # over leap day
        ("close", "2027-01-31", "2027-03-02"),
        ("regular", "2028-01-01", "2028-03-01"),
        ("regular", "2027-01-01", "2027-03-02"),
        ("loose", "2027-11-01", "2028-02-29"),
        ("close", "2027-08-31", "2027-09-30"),  # from month end to month end
        ("close", "2026-12-01", "2026-12-31"),
        ("close", "2026-12-02", "2027-01-01"),  # where no place is known, only weekends count
        ("close", "2027-01-07", "2027-02-08"),  # Saturday 6 February
        ("close", "2027-01-08", "2027-02-08"),  # Sunday 7 February
        ("close", "2028-01-28", "2028-02-28"),  # Sunday 27 February, the last but two of its month
        ("close", "2026-12-31", "2027-02-01"),  # Saturday 30 January: over the end of a month
    ],
)
def test_a_rhythm_counts_days_and_avoids_weekends(run: Run, tie: str, touched: str, due: str) -> None:
    tell(run, f"{touched} contacts add Robin --tie {tie}\n{touched} contacts log Robin call")
    assert opened(run) == [f"{due} keep-in-touch-{tie}"]


PLACES = ("CA", *(f"CA-{each}" for each in ["ON", "QC", "BC", "AB", "SK", "MB", "NB", "NS", "PE", "NL"]))


@pytest.mark.parametrize(
    ("touched", "due", "elsewhere"),
    [
        pytest.param(
            *("2027-02-24", {"2027-03-30": "CA CA-ON CA-QC CA-AB"}, "2027-03-29"),
            id="Good Friday, 26 March 2027; the public service keeps Easter Monday in some places",
        ),
        pytest.param(
            *("2027-01-16", {"2027-02-15": "CA CA-QC CA-NL"}, "2027-02-16"),
            id="the third Monday of February: Family, Louis Riel, Islander, Heritage Day, or none",
        ),
        pytest.param(
            *("2027-05-25", {"2027-06-25": "CA-QC"}, "2027-06-24"),
            id="Saint-Jean, Thursday 24 June 2027",
        ),
        pytest.param(
            *("2026-11-25", {"2026-12-28": "CA-QC"}, "2026-12-29"),
            id="Christmas on a Friday, Boxing Day on a Saturday and kept on Monday",
        ),
        pytest.param(
            *("2027-11-25", {"2027-12-28": "CA-QC"}, "2027-12-29"),
            id="Christmas on a Saturday: Monday and Tuesday are kept",
        ),
        pytest.param(
            *("2027-06-01", {}, "2027-07-02"),
            id="Canada Day, Thursday 1 July 2027",
        ),
        pytest.param(
            *("2027-04-24", {"2027-05-24": "CA-NS CA-PE CA-NL"}, "2027-05-25"),
            id="Victoria Day, or National Patriots' Day, or none",
        ),
        pytest.param(
            *("2026-12-02", {}, "2027-01-04"),
            id="New Year's Day on a Friday",
        ),
    ],
)
def test_a_long_weekend_depends_on_the_place(run: Run, touched: str, due: dict[str, str], elsewhere: str) -> None:
    """A close tie is touched in each place on one day, 30 days before a holiday."""
    expected = {place: day for day, places in due.items() for place in places.split()}
    for place in PLACES:
        run("contacts", "add", place, "--tie", "close", "--jurisdiction", place, as_of=touched)
    assert run("contacts", "log", *map(str, range(1, len(PLACES) + 1)), "call", as_of=touched).code == 0
    found = run("followups", "list", "--output", "json").json()["followups"]
    assert {each["contact"]["name"]: each["due"] for each in found} == {
        place: expected.get(place, elsewhere) for place in PLACES
    }


BEFORE_FAMILY_DAY = "2027-01-16 contacts log Robin call"
OPSEU = "OPSEU"

WHOSE_HOLIDAYS = [
    story("no place is known", "--tie close", BEFORE_FAMILY_DAY, "2027-02-15 keep-in-touch-close"),
    story(
        "that of the employer, which is in one province",
        f'--tie close --organization "{OPSEU}"',
        BEFORE_FAMILY_DAY,
        "2027-02-16 keep-in-touch-close",
    ),
    story(
        "their own before the employer's",
        f'--tie close --organization "{OPSEU}" --jurisdiction CA-QC',
        BEFORE_FAMILY_DAY,
        "2027-02-15 keep-in-touch-close",
    ),
    story(
        "their first place before a second",
        "--tie close --jurisdiction CA-QC --jurisdiction CA-ON",
        BEFORE_FAMILY_DAY,
        "2027-02-15 keep-in-touch-close",
    ),
    story(
        "else where the user lives",
        "--tie close",
        f"2027-01-16 profile set lives_in CA-ON\n{BEFORE_FAMILY_DAY}",
        "2027-02-16 keep-in-touch-close",
    ),
    story(
        "the employer's before where the user lives",
        '--tie close --organization "Correctional Service of Canada"',
        f"2027-01-16 profile set lives_in CA-ON\n{BEFORE_FAMILY_DAY}",
        "2027-02-15 keep-in-touch-close",
    ),
    story(
        "a place learnt later moves what is open",
        "--tie close",
        f"{BEFORE_FAMILY_DAY}\n2027-01-17 contacts edit Robin --jurisdiction CA-ON",
        "2027-02-16 keep-in-touch-close",
    ),
    story(
        "an employer learnt later moves what is open",
        "--tie close",
        f'{BEFORE_FAMILY_DAY}\n2027-01-17 contacts edit Robin --organization "{OPSEU}"',
        "2027-02-16 keep-in-touch-close",
    ),
    story(
        "the employer they moved to",
        f'--tie close --organization "{OPSEU}"',
        f"""{BEFORE_FAMILY_DAY.replace("16", "15")}
        2027-01-16 contacts move Robin "Correctional Service of Canada"
        2027-01-16 contacts log Robin call""",
        "2027-02-15 keep-in-touch-close",
    ),
    story(
        "a move moves what is open",
        "--tie close",
        f'{BEFORE_FAMILY_DAY}\n2027-01-17 contacts move Robin "{OPSEU}"',
        "2027-02-16 keep-in-touch-close",
    ),
]


@pytest.mark.parametrize(("steps", "due"), WHOSE_HOLIDAYS)
def test_whose_holidays_count(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- touches

TOUCHES = [
    story(
        "a thank-you is not put off over a long weekend",
        "--jurisdiction CA-ON",
        "2027-03-25 contacts log Robin help-received",  # the Thursday before Good Friday
        "2027-03-26 help-received-thank-you",
        "2027-07-23 keep-in-touch-loose",
    ),
    story(
        "nor does its day fall together with a rule that is put off",
        "--jurisdiction CA-ON --tie close",
        "2027-02-24 contacts log Robin informational-interview",
        "2027-02-25 informational-interview-thank-you",
        "2027-03-30 informational-interview-progress-update",
        "2027-03-30 keep-in-touch-close",
    ),
    story(
        "a touch on the day it is due begins the next round",
        "--tie close",
        "2027-01-04 contacts log Robin call\n2027-02-03 contacts log Robin call",
        "2027-03-05 keep-in-touch-close",
    ),
    story(
        "a touch the day before as well",
        "--tie close",
        "2027-01-04 contacts log Robin call\n2027-02-02 contacts log Robin call",
        "2027-03-04 keep-in-touch-close",
    ),
    story(
        "missed rounds do not pile up",
        "--tie close",
        "2027-01-04 contacts log Robin call\n2027-08-02 contacts log Robin call",
        "2027-09-01 keep-in-touch-close",
    ),
    story(
        "a touch by the other side restarts the rhythm and settles the reminder",
        "--tie close",
        "2027-01-04 contacts log Robin message-sent\n2027-01-08 contacts log Robin message-received",
        "2027-02-08 keep-in-touch-close",
    ),
    story(
        "an answer on the day of the message",
        "--tie close",
        "2027-01-04 contacts log Robin message-sent\n2027-01-04 contacts log Robin message-received",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a message on the day they wrote still waits for an answer",
        "--tie close",
        "2027-01-04 contacts log Robin message-received\n2027-01-04 contacts log Robin message-sent",
        "2027-01-11 message-sent-nudge",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "two rules are due on one day, and one call settles both",
        "--tie close",
        """2027-01-04 contacts log Robin met
        2027-01-05 contacts log Robin help-received
        2027-01-06 contacts log Robin call""",
        "2027-02-05 keep-in-touch-close",
    ),
    story(
        "of two rules due on one day, what carries out one leaves the other",
        "--tie close",
        """2027-01-04 contacts log Robin met
        2027-01-05 contacts log Robin help-received
        2027-01-06 followups done {met-follow-up}""",
        "2027-01-06 help-received-thank-you",
        "2027-02-05 keep-in-touch-close",
    ),
    story(
        "an older touch logged late leaves the rhythm as it stands",
        "--tie close",
        "2027-02-01 contacts log Robin call\n2027-02-10 contacts log Robin call --on 2027-01-20",
        "2027-03-03 keep-in-touch-close",
    ),
    story(
        "the newest touch counts from its own day, however late it is logged",
        "--tie close",
        "2027-01-04 contacts log Robin call\n2027-02-10 contacts log Robin call --on 2027-01-20",
        "2027-02-19 keep-in-touch-close",
    ),
    story(
        "a message logged late that was answered since earns no reminder",
        "--tie close",
        """2027-01-08 contacts log Robin message-received
        2027-01-09 contacts log Robin message-sent --on 2027-01-04""",
        "2027-02-08 keep-in-touch-close",
    ),
    story(
        "an interview logged late has thanks that are overdue",
        "--tie close",
        "2027-01-20 contacts log Robin informational-interview --on 2027-01-04",
        "2027-01-05 informational-interview-thank-you",
        "2027-02-03 informational-interview-progress-update",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "and after a month no thanks any more",
        "--tie close",
        "2027-02-04 contacts log Robin informational-interview --on 2027-01-04",
        "2027-02-03 informational-interview-progress-update",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "several people at once have a rhythm each, by tie and place",
        "--tie close --jurisdiction CA-ON",
        """2027-01-16 contacts add Lee --tie close --jurisdiction CA-QC
        2027-01-16 contacts log Robin Lee call""",
        "2027-02-15 keep-in-touch-close (Lee)",
        "2027-02-16 keep-in-touch-close",
    ),
]


@pytest.mark.parametrize(("steps", "due"), TOUCHES)
def test_what_a_touch_does(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- rules the user changed

CALL = "2027-01-04 contacts log Robin call"

CHANGED = [
    story(
        "another rhythm for all",
        "--tie close",
        f"{CALL}\n2027-01-05 followups rules keep-in-touch --delay 21",
        "2027-01-25 keep-in-touch-close",
    ),
    story(
        "set before the touch, the same",
        "--tie close",
        f"2027-01-04 followups rules keep-in-touch --delay 21\n{CALL}",
        "2027-01-25 keep-in-touch-close",
    ),
    story(
        "one of the three alone",
        "--tie close",
        f"2027-01-04 followups rules keep-in-touch-loose --delay 21\n{CALL}",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "for a tag Robin has, in any case",
        "--tie close --tag mentor",
        f"{CALL}\n2027-01-05 followups rules keep-in-touch --delay 14 --tag Mentor",
        "2027-01-18 keep-in-touch-close",
    ),
    story(
        "for a tag Robin has not",
        "--tie close --tag panel",
        f"{CALL}\n2027-01-05 followups rules keep-in-touch --delay 14 --tag mentor",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "for a tag Robin is given later",
        "--tie close",
        f"""2027-01-04 followups rules keep-in-touch --delay 14 --tag mentor
        {CALL}
        2027-01-05 contacts edit Robin --tag mentor""",
        "2027-01-18 keep-in-touch-close",
    ),
    story(
        "for a tag Robin loses",
        "--tie close --tag mentor",
        f"""2027-01-04 followups rules keep-in-touch --delay 14 --tag mentor
        {CALL}
        2027-01-05 contacts edit Robin --remove mentor""",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "the person goes before the tag, and the tag before all",
        "--tie close --tag mentor",
        f"""2027-01-04 followups rules keep-in-touch --delay 7 --contact Robin
        2027-01-04 followups rules keep-in-touch --delay 14 --tag mentor
        2027-01-04 followups rules keep-in-touch --delay 21
        2027-01-04 contacts add Lee --tie close --tag mentor
        2027-01-04 contacts add Kim --tie close
        {CALL.replace("Robin", "Robin Lee Kim")}""",
        "2027-01-11 keep-in-touch-close",
        "2027-01-18 keep-in-touch-close (Lee)",
        "2027-01-25 keep-in-touch-close (Kim)",
    ),
    story(
        "the person's reset, the tag's holds again",
        "--tie close --tag mentor",
        f"""2027-01-04 followups rules keep-in-touch --delay 7 --contact Robin
        2027-01-04 followups rules keep-in-touch --delay 14 --tag mentor
        {CALL}
        2027-01-04 followups rules keep-in-touch --reset --contact Robin""",
        "2027-01-18 keep-in-touch-close",
    ),
    story(
        "of several tags the first counts",
        "--tie close --tag panel --tag mentor",
        f"""2027-01-04 followups rules keep-in-touch --delay 14 --tag mentor
        2027-01-04 followups rules keep-in-touch --delay 21 --tag panel
        {CALL}""",
        "2027-01-25 keep-in-touch-close",
    ),
    story(
        "switched off: what is open goes",
        "--tie close",
        f"{CALL}\n2027-01-05 followups rules keep-in-touch --off",
    ),
    story(
        "switched off: no touch earns it",
        "--tie close",
        f"2027-01-04 followups rules keep-in-touch --off\n{CALL}",
    ),
    story(
        "switched on again: it counts from the last touch",
        "--tie close",
        f"""2027-01-04 followups rules keep-in-touch --off
        {CALL}
        2027-01-20 followups rules keep-in-touch --reset""",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "off for all, on for one",
        "--tie close",
        f"""2027-01-04 followups rules keep-in-touch --off
        2027-01-04 followups rules keep-in-touch --on --contact Robin
        2027-01-04 contacts add Lee --tie close
        {CALL.replace("Robin", "Robin Lee")}""",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a changed rhythm still avoids the long weekend",
        "--tie close --jurisdiction CA-ON",
        "2027-01-25 contacts log Robin call\n2027-01-25 followups rules keep-in-touch --delay 21",
        "2027-02-16 keep-in-touch-close",
    ),
    story(
        "what was put off by hand stays there",
        "--tie close",
        """2027-01-04 contacts log Robin message-sent
        2027-01-05 followups snooze {message-sent-nudge} 2027-01-20
        2027-01-05 followups rules message-sent-nudge --delay 10""",
        "2027-01-20 message-sent-nudge",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "what was skipped stays skipped when another rule changes",
        "--tie close",
        f"""{CALL}
        2027-02-05 followups skip {{keep-in-touch-close}}
        2027-02-06 followups rules message-sent-nudge --delay 10""",
        "2027-03-08 keep-in-touch-close",
    ),
    story(
        "a tag in other letters is the same tag",
        "--tie close --tag mentor",
        f"""2027-01-04 followups rules keep-in-touch --off --tag Mentor
        2027-01-04 followups rules keep-in-touch --reset --tag mentor
        {CALL}""",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "two numbers set one after the other both hold",
        "--tie close",
        """2027-01-04 followups rules message-sent-nudge --times 3
        2027-01-04 followups rules message-sent-nudge --delay 5
        2027-01-04 contacts log Robin message-sent""",
        "2027-01-11 message-sent-nudge 1 of 3",  # Saturday 9 January is moved to Monday
        "2027-02-03 keep-in-touch-close",
    ),
]


@pytest.mark.parametrize("rule", ["event-follow-up", "keep-in-touch"])
def test_what_waits_for_no_answer_does_not_come_several_times(run: Run, rule: str) -> None:
    result = run("followups", "rules", rule, "--times", "3")
    assert (result.code, result.out) == (2, "")
    assert "waits for an answer" in result.err


@pytest.mark.parametrize(("steps", "due"), CHANGED)
def test_a_rule_as_the_user_changed_it(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- reminders with a count

THRICE = "2027-01-04 followups rules message-sent-nudge --times 3\n2027-01-04 contacts log Robin message-sent"

REMINDERS = [
    story(
        "the first of three",
        "--tie close",
        THRICE,
        "2027-01-11 message-sent-nudge 1 of 3",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "done, the second comes a week later",
        "--tie close",
        f"{THRICE}\n2027-01-12 followups done {{message-sent-nudge}}",
        "2027-01-19 message-sent-nudge 2 of 3",
        "2027-02-11 keep-in-touch-close",
    ),
    story(
        "a message by hand when it is due is the reminder",
        "--tie close",
        f"{THRICE}\n2027-01-11 contacts log Robin message-sent",
        "2027-01-18 message-sent-nudge 2 of 3",
        "2027-02-10 keep-in-touch-close",
    ),
    story(
        "a message before it is due begins anew",
        "--tie close",
        f"{THRICE}\n2027-01-08 contacts log Robin message-sent",
        "2027-01-15 message-sent-nudge 1 of 3",
        "2027-02-08 keep-in-touch-close",
    ),
    story(
        "after the third there is none",
        "--tie close",
        f"""{THRICE}
        2027-01-11 followups done {{message-sent-nudge}}
        2027-01-18 contacts log Robin message-sent
        2027-01-25 followups done {{message-sent-nudge}}""",
        "2027-02-24 keep-in-touch-close",
    ),
    story(
        "after the third by hand neither",
        "--tie close",
        f"""{THRICE}
        2027-01-11 followups done {{message-sent-nudge}}
        2027-01-18 followups done {{message-sent-nudge}}
        2027-01-25 contacts log Robin message-sent""",
        "2027-02-24 keep-in-touch-close",
    ),
    story(
        "an answer ends them",
        "--tie close",
        f"""{THRICE}
        2027-01-11 followups done {{message-sent-nudge}}
        2027-01-14 contacts log Robin message-received""",
        "2027-02-15 keep-in-touch-close",
    ),
    story(
        "a skipped one ends them",
        "--tie close",
        f"{THRICE}\n2027-01-11 followups skip {{message-sent-nudge}}",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "by the data there is one",
        "--tie close",
        "2027-01-04 contacts log Robin message-sent\n2027-01-11 followups done {message-sent-nudge}",
        "2027-02-10 keep-in-touch-close",
    ),
]


@pytest.mark.parametrize(("steps", "due"), REMINDERS)
def test_reminders_are_counted(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- rhythms of the user's own

WEEKLY = "2027-01-04 followups add Robin practise --by 2027-01-05 --every week --times 3"

OWN = [
    story("the first round", "", WEEKLY, "2027-01-05 own: practise 1 of 3"),
    story(
        "done, the next on its day of the week",
        "",
        f"{WEEKLY}\n2027-01-06 followups done {{own}}",
        "2027-01-12 own: practise 2 of 3",
        "2027-05-06 keep-in-touch-loose",
    ),
    story(
        "done before its day, the next is not this one",
        "",
        f"{WEEKLY}\n2027-01-04 followups done {{own}}",
        "2027-01-12 own: practise 2 of 3",
        "2027-05-04 keep-in-touch-loose",
    ),
    story(
        "skipped, it goes on, and nothing was touched",
        "",
        f"{WEEKLY}\n2027-01-05 followups skip {{own}} --reason ill",
        "2027-01-12 own: practise 2 of 3",
    ),
    story(
        "missed rounds neither pile up nor count",
        "",
        f"{WEEKLY}\n2027-01-27 followups skip {{own}}",
        "2027-02-02 own: practise 2 of 3",
    ),
    story(
        "the third is the last",
        "",
        f"""{WEEKLY}
        2027-01-05 followups skip {{own}}
        2027-01-12 followups skip {{own}}
        2027-01-19 followups skip {{own}}""",
    ),
    story(
        "until a day that is one of them",
        "",
        """2027-01-04 followups add Robin practise --by 2027-01-05 --every week --until 2027-01-12
        2027-01-05 followups skip {own}""",
        "2027-01-12 own: practise",
    ),
    story(
        "and none after it",
        "",
        """2027-01-04 followups add Robin practise --by 2027-01-05 --every week --until 2027-01-11
        2027-01-05 followups skip {own}""",
    ),
    story(
        "put off, the next keeps to the grid",
        "",
        f"""{WEEKLY}
        2027-01-05 followups snooze {{own}} 2027-01-08
        2027-01-08 followups skip {{own}}""",
        "2027-01-12 own: practise 2 of 3",
    ),
    story(
        "put off past the next, that one is missed",
        "",
        f"""{WEEKLY}
        2027-01-05 followups snooze {{own}} 2027-01-14
        2027-01-14 followups skip {{own}}""",
        "2027-01-19 own: practise 2 of 3",
    ),
    story(
        "every year from leap day: the last of February",
        "",
        """2028-02-01 followups add Robin congratulate --by 2028-02-29 --every year
        2028-02-29 followups skip {own}""",
        "2029-02-28 own: congratulate",
    ),
    story(
        "and leap day again in four years",
        "",
        """2028-02-01 followups add Robin congratulate --by 2028-02-29 --every year
        2031-03-01 followups skip {own}""",
        "2032-02-29 own: congratulate",
    ),
    story(
        "every month from the 31st: the last of each",
        "",
        """2028-01-01 followups add Robin report --by 2028-01-31 --every month
        2028-01-31 followups skip {own}
        2028-02-29 followups skip {own}""",
        "2028-03-31 own: report",
    ),
    story(
        "every month from the 30th: leap day",
        "",
        """2028-01-01 followups add Robin report --by 2028-01-30 --every month
        2028-01-30 followups skip {own}""",
        "2028-02-29 own: report",
    ),
    story(
        "its days are the user's: no holiday moves them",
        "--jurisdiction CA-ON",
        """2027-03-19 followups add Robin report --by 2027-03-19 --every week
        2027-03-19 followups skip {own}""",
        "2027-03-26 own: report",  # Good Friday
    ),
    story(
        "a touch leaves them alone",
        "",
        f"{WEEKLY}\n2027-01-05 contacts log Robin call",
        "2027-01-05 own: practise 1 of 3",
        "2027-05-05 keep-in-touch-loose",
    ),
]


def test_a_round_is_not_opened_again_beside_a_later_one(run: Run) -> None:
    tell(run, f"2027-01-04 contacts add Robin\n{WEEKLY}\n2027-01-05 followups done 1")
    result = run("followups", "reopen", "1", as_of="2027-01-05")
    assert (result.code, result.out) == (2, "")
    assert "A later round of it is open already" in result.err


@pytest.mark.parametrize(("steps", "due"), OWN)
def test_rhythms_of_the_users_own(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- ending, putting off, opening again

INTERVIEW = "2027-01-04 contacts log Robin informational-interview"
PROGRESS = "2027-02-03 informational-interview-progress-update"

ENDED = [
    story(
        "snooze moves one and leaves the rest",
        "--tie close",
        f"{INTERVIEW}\n2027-01-05 followups snooze {{informational-interview-thank-you}} 2027-01-08",
        "2027-01-08 informational-interview-thank-you",
        PROGRESS,
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a snooze ends with the next touch",
        "--tie close",
        f"""{CALL}
        2027-02-03 followups snooze {{keep-in-touch-close}} 2027-02-20
        2027-02-08 contacts log Robin call""",
        "2027-03-10 keep-in-touch-close",
    ),
    story(
        "a snooze outlasts an edit",
        "--tie close",
        f"""{CALL}
        2027-02-03 followups snooze {{keep-in-touch-close}} 2027-02-20
        2027-02-04 contacts edit Robin --tag mentor""",
        "2027-02-20 keep-in-touch-close",
    ),
    story(
        "skip with a reason logs no touch",
        "--tie close",
        f"{INTERVIEW}\n2027-01-06 followups skip {{informational-interview-thank-you}} --reason 'thanked them there'",
        PROGRESS,
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a round skipped early counts on from that day",
        "--tie close",
        f"{CALL}\n2027-01-11 followups skip {{keep-in-touch-close}}",
        "2027-02-10 keep-in-touch-close",
    ),
    story(
        "a round skipped stays skipped when Robin is edited",
        "--tie close",
        f"""{CALL}
        2027-02-05 followups skip {{keep-in-touch-close}}
        2027-02-06 contacts edit Robin --tag mentor""",
        "2027-03-08 keep-in-touch-close",
    ),
    story(
        "done as a meeting, it is a touch and no first meeting to follow up",
        "--tie close",
        f"{INTERVIEW}\n2027-01-05 followups done {{informational-interview-thank-you}} --as met",
        PROGRESS,
        "2027-02-04 keep-in-touch-close",
    ),
    story(
        "done on an earlier day counts from there",
        "--tie close",
        f"{INTERVIEW}\n2027-01-11 followups done {{informational-interview-thank-you}} --on 2027-01-05",
        PROGRESS,
        "2027-02-04 keep-in-touch-close",
    ),
    story(
        "opened again, it is due on its day",
        "--tie close",
        f"""{INTERVIEW}
        2027-01-05 followups skip {{informational-interview-thank-you}}
        2027-01-05 followups reopen 1""",
        "2027-01-05 informational-interview-thank-you",
        PROGRESS,
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a nearer tie has a shorter rhythm from the last touch on",
        "--tie loose",
        f"{CALL}\n2027-01-20 contacts edit Robin --tie close",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a looser one a longer",
        "--tie close",
        f"{CALL}\n2027-01-20 contacts edit Robin --tie regular",
        "2027-03-05 keep-in-touch-regular",
    ),
    story(
        "a nearer tie may be overdue at once",
        "--tie loose",
        f"{CALL}\n2027-03-20 contacts edit Robin --tie close",
        "2027-02-03 keep-in-touch-close",
    ),
    story("a tie without a touch has no rhythm", "--tie loose", "2027-01-20 contacts edit Robin --tie close"),
]


@pytest.mark.parametrize(("steps", "due"), ENDED)
def test_what_was_ended_or_changed(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


def test_a_round_of_keep_in_touch_is_not_opened_beside_a_later_one(run: Run) -> None:
    tell(run, f"2027-01-04 contacts add Robin --tie close\n{CALL}\n2027-02-03 followups done {{keep-in-touch-close}}")
    result = run("followups", "reopen", "1", as_of="2027-02-03")
    assert result.code == 2
    assert "A later round of it is open already: #2, due Fri 5 Mar 2027." in result.err
    assert opened(run) == ["2027-03-05 keep-in-touch-close"]


# --- promises

PROMISES = [
    story(
        "of mine, with its day",
        "--tie close",
        '2027-01-04 contacts log Robin call --i-owe "send my résumé by 2027-01-09"',
        "2027-01-09 i-owe: send my résumé",  # a Saturday: a promise is not moved
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "of mine, a week where no day was said",
        "--tie close",
        '2027-01-04 contacts log Robin call --i-owe "send it by e-mail"',
        "2027-01-11 i-owe: send it by e-mail",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "of theirs, two weeks",
        "--tie close",
        '2027-01-04 contacts log Robin call --they-owe "intro to the area manager"',
        "2027-01-18 they-owe: intro to the area manager",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "kept by me, it earns nothing but the rhythm",
        "--tie close",
        '2027-01-04 followups add Robin "send it" --i-owe\n2027-01-05 followups done {i-owe}',
        "2027-02-04 keep-in-touch-close",
    ),
    story(
        "kept by them, it earns thanks",
        "--tie close",
        '2027-01-04 followups add Robin "an intro" --they-owe\n2027-01-05 followups done {they-owe}',
        "2027-01-06 help-received-thank-you",
        "2027-02-04 keep-in-touch-close",
    ),
    story(
        "no message settles them",
        "--tie close",
        """2027-01-04 contacts log Robin call --i-owe "send it" --they-owe "an intro"
        2027-01-05 contacts log Robin message-received
        2027-01-06 contacts log Robin call""",
        "2027-01-11 i-owe: send it",
        "2027-01-18 they-owe: an intro",
        "2027-02-05 keep-in-touch-close",
    ),
    story(
        "several on either side",
        "--tie close",
        """2027-01-04 contacts log Robin call --i-owe "one by 2027-01-06" --i-owe two \
        --they-owe three --by 2027-01-08""",
        "2027-01-06 i-owe: one",
        "2027-01-08 i-owe: two",
        "2027-01-18 they-owe: three",
        "2027-02-03 keep-in-touch-close",
    ),
]


@pytest.mark.parametrize(("steps", "due"), PROMISES)
def test_promises_both_ways(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- corrections

CORRECTED = [
    story(
        "another day moves what it earned",
        "--tie close",
        f"{INTERVIEW}\n2027-01-12 contacts correct 1 --on 2027-01-11",
        "2027-01-12 informational-interview-thank-you",
        "2027-02-10 informational-interview-progress-update",
        "2027-02-10 keep-in-touch-close",
    ),
    story(
        "another kind earns otherwise",
        "--tie close",
        f"{INTERVIEW}\n2027-01-04 contacts correct 1 --kind event",
        "2027-01-06 event-follow-up",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "an earlier day before another touch: the rhythm counts from that one",
        "--tie close",
        f"""{CALL}
        2027-01-11 contacts log Robin call
        2027-01-12 contacts correct 2 --on 2027-01-02""",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a later day after the other touch",
        "--tie close",
        f"""{CALL}
        2027-01-11 contacts log Robin call
        2027-01-15 contacts correct 1 --on 2027-01-14""",
        "2027-02-15 keep-in-touch-close",
    ),
    story(
        "somebody else took part as well",
        "--tie close",
        """2027-01-04 contacts add Lee --tie regular
        2027-01-04 contacts log Robin event
        2027-01-05 contacts correct 1 --with Lee""",
        "2027-01-06 event-follow-up",
        "2027-01-06 event-follow-up (Lee)",
        "2027-02-03 keep-in-touch-close",
        "2027-03-05 keep-in-touch-regular (Lee)",
    ),
    story(
        "somebody took no part: their rhythm counts from the touch before",
        "--tie close",
        """2027-01-04 contacts add Lee --tie close
        2027-01-04 contacts log Lee call
        2027-01-11 contacts log Robin Lee event
        2027-01-12 contacts correct 2 --without Lee""",
        "2027-01-13 event-follow-up",
        "2027-02-03 keep-in-touch-close (Lee)",
        "2027-02-10 keep-in-touch-close",
    ),
    story(
        "it never was, and was the only touch", "--tie close", f"{INTERVIEW}\n2027-01-05 contacts correct 1 --delete"
    ),
    story(
        "it never was: the rhythm counts from the touch before",
        "--tie close",
        f"""{CALL}
        2027-01-11 contacts log Robin event
        2027-01-12 contacts correct 2 --delete""",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a promise made there goes with it",
        "--tie close",
        '2027-01-04 contacts log Robin call --i-owe "send it"\n2027-01-05 contacts correct 1 --delete',
    ),
    story(
        "and stays when the day is corrected",
        "--tie close",
        '2027-01-05 contacts log Robin call --i-owe "send it"\n2027-01-05 contacts correct 1 --on 2027-01-04',
        "2027-01-12 i-owe: send it",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a note leaves what was skipped skipped",
        "--tie close",
        f"""{INTERVIEW}
        2027-01-04 followups skip {{informational-interview-thank-you}}
        2027-01-05 contacts correct 1 --note shifts""",
        PROGRESS,
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a note leaves what was done done",
        "--tie close",
        f"""{INTERVIEW}
        2027-01-05 followups done {{informational-interview-thank-you}}
        2027-02-03 followups done {{informational-interview-progress-update}}
        2027-02-10 contacts correct 1 --note shifts""",
        "2027-03-05 keep-in-touch-close",
    ),
    story(
        "a note leaves what was put off where it is",
        "--tie close",
        f"""{INTERVIEW}
        2027-01-05 followups snooze {{informational-interview-thank-you}} 2027-01-08
        2027-01-05 contacts correct 1 --note shifts""",
        "2027-01-08 informational-interview-thank-you",
        PROGRESS,
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "a note leaves a round that was skipped",
        "--tie close",
        f"""{CALL}
        2027-02-05 followups skip {{keep-in-touch-close}}
        2027-02-06 contacts correct 1 --note shifts""",
        "2027-03-08 keep-in-touch-close",
    ),
    story(
        "a note on how a round of one's own went leaves the next",
        "",
        f"""{WEEKLY}
        2027-01-05 followups done {{own}}
        2027-01-05 contacts correct 1 --note shifts""",
        "2027-01-12 own: practise 2 of 3",
        "2027-05-05 keep-in-touch-loose",
    ),
    story(
        "a round of one's own that never was leaves the rhythm",
        "",
        f"""{WEEKLY}
        2027-01-05 followups done {{own}}
        2027-01-05 contacts correct 1 --delete""",
        "2027-01-05 own: practise 1 of 3",
    ),
    story(
        "a note on a reminder leaves the next reminder",
        "--tie close",
        f"""{THRICE}
        2027-01-11 followups done {{message-sent-nudge}}
        2027-01-11 contacts correct 2 --note shifts""",
        "2027-01-18 message-sent-nudge 2 of 3",
        "2027-02-10 keep-in-touch-close",
    ),
    story(
        "a note on a promise they kept leaves the thanks",
        "--tie close",
        """2027-01-04 followups add Robin "an intro" --they-owe
        2027-01-05 followups done {they-owe}
        2027-01-05 contacts correct 1 --note shifts""",
        "2027-01-06 help-received-thank-you",
        "2027-02-04 keep-in-touch-close",
    ),
    story(
        "a note on the first meeting leaves its follow-up after a second",
        "--tie close",
        """2027-01-04 contacts log Robin met
        2027-01-05 contacts log Robin met
        2027-01-05 contacts correct 1 --note shifts""",
        "2027-01-06 met-follow-up",
        "2027-02-04 keep-in-touch-close",
    ),
    story(
        "somebody more leaves what was done with the others done",
        "--tie close",
        """2027-01-04 contacts add Lee --tie close
        2027-01-04 contacts log Robin event
        2027-01-04 followups done {event-follow-up}
        2027-01-05 contacts correct 1 --with Lee""",
        "2027-01-06 event-follow-up (Lee)",
        "2027-02-03 keep-in-touch-close",
        "2027-02-03 keep-in-touch-close (Lee)",
    ),
    story(
        "an answer that never came leaves the reminder",
        "--tie close",
        """2027-01-04 contacts log Robin message-sent
        2027-01-05 contacts log Robin message-received
        2027-01-06 contacts correct 2 --delete""",
        "2027-01-11 message-sent-nudge",
        "2027-02-03 keep-in-touch-close",
    ),
    story(
        "thanks that were never sent are to be sent",
        "--tie close",
        f"""{INTERVIEW}
        2027-01-05 followups done {{informational-interview-thank-you}}
        2027-01-06 contacts correct 2 --delete""",
        "2027-01-05 informational-interview-thank-you",
        PROGRESS,
        "2027-02-03 keep-in-touch-close",
    ),
]


@pytest.mark.parametrize(("steps", "due"), CORRECTED)
def test_follow_ups_come_along_with_a_correction(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- contacts merged in between

MERGED = [
    story(
        "the rhythm counts from the later touch",
        "--tie close",
        """2027-01-04 contacts add "R. Sample" --tie close
        2027-01-04 contacts log 1 call
        2027-01-11 contacts log 2 call
        2027-01-12 contacts merge 1 2 --apply""",
        "2027-02-10 keep-in-touch-close",
    ),
    story(
        "the nearer tie stands",
        "--tie loose",
        """2027-01-04 contacts add "R. Sample" --tie close
        2027-01-11 contacts log 1 call
        2027-01-12 contacts merge 1 2 --apply""",
        "2027-02-10 keep-in-touch-close",
    ),
    story(
        "what both wait for is waited for once, by the earlier day",
        "--tie close",
        """2027-01-04 contacts add "R. Sample" --tie close
        2027-01-05 contacts log 1 message-sent
        2027-01-04 contacts log 2 message-sent
        2027-01-06 contacts merge 1 2 --apply""",
        "2027-01-11 message-sent-nudge",
        "2027-02-04 keep-in-touch-close",
    ),
    story(
        "their own reminders and promises all stay",
        "",
        """2027-01-04 contacts add "R. Sample"
        2027-01-04 followups add 1 practise --by 2027-01-08
        2027-01-04 followups add 2 practise --by 2027-01-09
        2027-01-04 followups add 2 "send it" --i-owe
        2027-01-05 contacts merge 1 2 --apply""",
        "2027-01-08 own: practise",
        "2027-01-09 own: practise",
        "2027-01-11 i-owe: send it",
    ),
    story(
        "a place that comes with the other counts",
        "--tie close",
        """2027-01-16 contacts add "R. Sample" --jurisdiction CA-ON
        2027-01-16 contacts log 1 call
        2027-01-17 contacts merge 1 2 --apply""",
        "2027-02-16 keep-in-touch-close",
    ),
    story(
        "taken back, each has their own again",
        "--tie close",
        """2027-01-04 contacts add "R. Sample" --tie close
        2027-01-04 contacts log 1 call
        2027-01-11 contacts log 2 call
        2027-01-12 contacts merge 1 2 --apply
        2027-01-12 undo""",
        "2027-02-03 keep-in-touch-close",
        "2027-02-10 keep-in-touch-close (R. Sample)",
    ),
    story(
        "an answer that came to the other settles the reminder",
        "--tie close",
        """2027-01-04 contacts add "R. Sample" --tie close
        2027-01-04 contacts log 1 message-sent
        2027-01-08 contacts log 2 message-received
        2027-01-09 contacts merge 1 2 --apply""",
        "2027-02-08 keep-in-touch-close",
    ),
]


@pytest.mark.parametrize(("steps", "due"), MERGED)
def test_contacts_merged_in_between(run: Run, steps: str, due: list[str]) -> None:
    tell(run, steps)
    assert opened(run) == due


# --- the due list


def due(run: Run, *options: str, as_of: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = run(
        "followups", "due", "--output", "json", *options, as_of=as_of
    ).json()
    return found


def said(found: dict[str, list[dict[str, object]]]) -> list[str]:
    return [f"{each['status']} {each['rule']}" for each in found["followups"]]


def names(people: list[dict[str, object]]) -> list[object]:
    return [each["name"] for each in people]


def test_what_presses_most_stands_first_and_says_why(run: Run) -> None:
    tell(
        run,
        """2027-01-04 contacts add Robin --tie loose
        2027-01-04 contacts add Lee --tie close
        2027-01-04 followups add Robin "call back" --by 2027-01-06 --channel call
        2027-01-04 followups add Robin "send it" --i-owe --by 2027-01-06
        2027-01-04 contacts log Lee event
        2027-01-05 contacts log Robin help-received""",
    )
    plain = [
        line.split("\t") for line in run("followups", "due", "--output", "plain", as_of="2027-01-07").out.splitlines()
    ]
    assert [(each[7], each[8]) for each in plain] == [
        ("i-owe", "you promised, 1 day late"),
        ("event-follow-up", "1 day late, of use until 18 Jan, close tie"),
        ("help-received-thank-you", "1 day late, of use until 4 Feb"),
        ("own", "1 day late"),
    ]


def test_the_groups_are_overdue_today_and_the_next_days(run: Run) -> None:
    tell(
        run,
        """2027-01-04 contacts add Robin
        2027-01-04 followups add Robin three --by 2027-01-13
        2027-01-04 followups add Robin two --by 2027-01-06
        2027-01-04 followups add Robin one --by 2027-01-05
        2027-01-04 followups add Robin four --by 2027-01-14""",
    )
    lines = run("followups", "due", as_of="2027-01-06").out.splitlines()
    assert [line.split("  ")[0] for line in lines[2:5]] == ["Overdue", "Due today", "Next 7 days"]
    assert said(due(run, as_of="2027-01-06")) == ["overdue own", "due own", "upcoming own"]


@pytest.mark.parametrize(
    ("within", "count"), [("0", 1), ("1", 2), ("6", 2), ("1w", 3), ("7", 3), ("2 weeks", 3), ("month", 4)]
)
def test_how_far_ahead_it_looks(run: Run, within: str, count: int) -> None:
    tell(
        run,
        """2027-01-04 contacts add Robin
        2027-01-04 followups add Robin one --by 2027-01-04
        2027-01-04 followups add Robin two --by 2027-01-05
        2027-01-04 followups add Robin three --by 2027-01-11
        2027-01-04 followups add Robin four --by 2027-02-04""",
    )
    assert len(due(run, "--within", within, as_of="2027-01-04")["followups"]) == count


@pytest.mark.parametrize("within", ["-1", "soon", "11 years", "4000", "", "1.5"])
def test_what_is_no_span_ahead_is_a_usage_error(run: Run, within: str) -> None:
    assert run("followups", "due", "--within", within).code == 2


def test_a_digit_that_counts_nothing_is_a_usage_error(run: Run) -> None:
    assert run("followups", "due", "--within", "²").code == 2


@pytest.mark.parametrize(
    ("what", "who"),
    [
        ("mentor", ["Robin"]),
        ("MENTOR", ["Robin"]),
        ("OPSEU", ["Lee"]),
        ("opseu", ["Lee"]),
        ("ca-csc-correctional-officer-1", ["Kim"]),
        ("csc", ["Kim"]),
        ("Sample Bakery", ["Mei"]),
    ],
)
def test_the_due_of_a_tag_an_organization_or_a_role(run: Run, what: str, who: list[str]) -> None:
    tell(
        run,
        """2027-01-04 contacts add Robin --tag mentor
        2027-01-04 contacts add Lee --organization OPSEU
        2027-01-04 contacts add Kim --organization "Correctional Service of Canada"
        2027-01-04 contacts add Mei --organization "sample bakery"
        2027-01-04 contacts log 1 2 3 4 help-received""",
    )
    found = due(run, "--for", what, as_of="2027-01-04")
    assert [each["contact"]["name"] for each in found["followups"]] == who  # type: ignore[index]


@pytest.mark.parametrize("what", ["zzz", "", "Robin", "²"])
def test_what_is_no_tag_organization_or_role_is_not_found(run: Run, what: str) -> None:
    run("contacts", "add", "Robin", "--tag", "mentor")
    result = run("followups", "due", "--for", what)
    assert (result.code, result.out) == (3, "")
    assert run("followups", "due", "--for", what, "--output", "json").error()["code"] == "not-found"


@pytest.mark.parametrize(
    ("as_of", "options", "code"),
    [
        ("2027-01-04", (), 0),  # tomorrow is not due
        ("2027-01-05", (), 10),
        ("2027-01-06", (), 10),
        ("2027-01-06", ("--for", "mentor"), 10),
        ("2027-01-06", ("--for", "panel"), 0),
        ("2027-01-06", ("--within", "0"), 10),
        ("2027-01-06", ("--quiet",), 10),
    ],
)
def test_the_exit_code_tells_whether_somebody_waits(run: Run, as_of: str, options: tuple[str, ...], code: int) -> None:
    tell(
        run,
        """2027-01-04 contacts add Robin --tag mentor
        2027-01-04 contacts add Lee --tag panel
        2027-01-04 contacts log Robin help-received""",
    )
    assert run("followups", "due", "--exit-code", *options, as_of=as_of).code == code
    assert run("followups", "due", *options, as_of=as_of).code == 0


@pytest.mark.parametrize(
    ("as_of", "drifting"), [("2027-03-05", []), ("2027-03-06", ["Robin"])]
)  # 60 days after 4 January is 5 March
@pytest.mark.parametrize(
    "how",
    [
        "UPDATE followups SET status = 'skipped'",
        "DELETE FROM followups",
        "UPDATE followups SET status = 'done', closed = '2027-01-04'",
    ],
)
def test_whoever_has_no_follow_up_drifts_all_the_same(
    run: Run, home: Path, how: str, as_of: str, drifting: list[str]
) -> None:
    tell(run, f"2027-01-04 contacts add Robin --tie close\n{CALL}")
    with contextlib.closing(sqlite3.connect(home / "careerplan.db")) as connection, connection:
        connection.execute(how)
    found = due(run, as_of=as_of)
    assert (names(found["drifting"]), found["followups"]) == (drifting, [])
    assert ("Drifting apart: Robin (since Mon 4 Jan 2027)" in run("followups", "due", as_of=as_of).out) is bool(
        drifting
    )


@pytest.mark.parametrize(
    ("steps", "as_of", "drifting"),
    [
        ("followups rules keep-in-touch --off", "2028-01-04", []),
        ("followups rules keep-in-touch --off --contact Robin", "2028-01-04", []),
        ("followups rules keep-in-touch --delay 10", "2027-02-13", []),  # 10 days, and 30 of use as before
        ("followups rules keep-in-touch --delay 10", "2027-02-14", ["Robin"]),
        ("followups rules keep-in-touch --delay 10 --latest 20", "2027-01-25", ["Robin"]),
        ("followups rules keep-in-touch --latest 400", "2027-12-31", []),
        ("contacts edit Robin --tie loose", "2027-03-06", []),
    ],
)
@pytest.mark.parametrize("open_", [True, False], ids=["open", "without a follow-up"])
def test_how_long_is_too_long_is_what_the_rules_say(
    run: Run, home: Path, steps: str, as_of: str, drifting: list[str], *, open_: bool
) -> None:
    tell(run, f"2027-01-04 contacts add Robin --tie close\n{CALL}\n2027-01-04 {steps}")
    if not open_:
        with contextlib.closing(sqlite3.connect(home / "careerplan.db")) as connection, connection:
            connection.execute("DELETE FROM followups")
    assert names(due(run, as_of=as_of)["drifting"]) == drifting


def test_who_is_waited_for_stands_with_what_they_promised(run: Run) -> None:
    tell(run, '2027-01-04 contacts add Robin\n2027-01-04 contacts log Robin call --they-owe "an intro by 2027-01-29"')
    shown = "Waiting for them: Robin (since Mon 4 Jan 2027: an intro)"
    assert shown in run("followups", "due", as_of="2027-01-10").out
    assert shown not in run("followups", "due", as_of="2027-01-29").out  # now it is to be asked about
    assert said(due(run, as_of="2027-01-29")) == ["due they-owe"]


def test_a_promise_shows_beside_an_older_message_without_an_answer(run: Run) -> None:
    tell(
        run,
        """2027-01-04 contacts add Robin
        2027-01-04 contacts log Robin message-sent
        2027-01-05 contacts log Robin event --they-owe "an intro by 2027-01-29"
        2027-01-05 contacts log Robin message-sent""",
    )
    run("followups", "add", "Robin", "the posting", "--they-owe", "--by", "2027-01-29", as_of="2027-01-06")
    waiting = due(run, as_of="2027-01-06")["waiting"]
    assert "the posting" in str(waiting)
    assert "an intro" in str(waiting)


def test_of_a_hundred_never_contacted_a_line_names_a_few_and_counts_all(run: Run, home: Path) -> None:
    run("contacts", "add", "Sample 1")
    with contextlib.closing(sqlite3.connect(home / "careerplan.db")) as connection, connection:
        connection.executemany(
            "INSERT INTO contacts (name, tie, added) VALUES (?, 'loose', '2026-11-22')",
            [(f"Sample {number}",) for number in range(2, 101)],
        )
    result = run("followups", "due", "--exit-code")
    assert result.code == 0
    (line,) = (each for each in result.out.splitlines() if each.startswith("Never contacted"))
    assert line.endswith("Sample 5, and 95 more: careerplan contacts list --never")
    assert len(due(run, as_of="2026-11-22")["never_contacted"]) == 100
    assert len(run("contacts", "list", "--never", "--output", "plain").out.splitlines()) == 100
