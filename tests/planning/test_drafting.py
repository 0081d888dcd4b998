"""What a message can say: days and names as people say them, the way it takes, and the marks left to fill in."""

import datetime as dt
import re
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.person.followups import FollowUp
from careerplan.planning.drafting import (
    MOST,
    NAMES,
    Draft,
    Facts,
    Me,
    after_would,
    choose_channel,
    choose_template,
    clean,
    editable,
    edited,
    facts_of,
    finish,
    first_name,
    goal,
    past_of,
    say_day,
    say_when,
)

if TYPE_CHECKING:
    from careerplan.catalog.rules import Rule
    from careerplan.person.contacts import Contact, Interaction

SUNDAY = dt.date(2026, 11, 22)


def robin(**more: object) -> "Contact":
    known = {"id": 1, "name": "Robin Sample", "organization": None, "role": None, "tie": "loose", "met": None}
    return cast("Contact", SimpleNamespace(**(known | more)))


def happened(number: int, kind: str, day: str, note: str | None = None) -> "Interaction":
    return cast("Interaction", SimpleNamespace(id=number, kind=kind, day=dt.date.fromisoformat(day), note=note))


def followup(trigger: str, action: str = "Do it", *, of: int | None = None, rule: str = "") -> "FollowUp":
    return FollowUp(
        id=1, contact_id=1, contact="Robin Sample", trigger=trigger, action=action, interaction_id=of, rule=rule,
        channel="message", due=SUNDAY, earned_on=None, earned_due=SUNDAY, status="open",
    )  # fmt: skip


# --- days as people say them


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-23", ""),
        ("2026-11-22", "today"),
        ("2026-11-21", "yesterday"),
        ("2026-11-20", "on Friday"),
        ("2026-11-16", "on Monday"),
        ("2026-11-15", "last week"),
        ("2026-11-09", "last week"),
        ("2026-11-08", "two weeks ago"),
        ("2026-11-02", "two weeks ago"),
        ("2026-11-01", "three weeks ago"),
        ("2026-10-26", "three weeks ago"),
        ("2026-10-25", "last month"),
        ("2026-10-01", "last month"),
        ("2026-09-30", "in September"),
        ("2025-12-01", "in December"),
        ("2025-11-22", "in November 2025"),
        ("1990-01-01", "in January 1990"),
    ],
)
def test_when_something_was(day: str, said: str) -> None:
    assert say_when(dt.date.fromisoformat(day), SUNDAY) == said


def test_a_week_begins_on_monday() -> None:
    monday = dt.date(2026, 11, 23)
    assert say_when(dt.date(2026, 11, 15), monday) == "two weeks ago"  # a Sunday, eight days before
    assert say_when(dt.date(2026, 11, 16), monday) == "last week"
    assert say_when(dt.date(2026, 12, 1), dt.date(2026, 12, 31)) == "earlier this month"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)), st.integers(0, 40_000))
def test_every_day_past_is_said_without_a_number_of_days(today: dt.date, days: int) -> None:
    try:
        day = today - dt.timedelta(days=days)
    except OverflowError:
        return
    assert say_when(day, today)
    assert str(days) not in say_when(day, today).split() or days > 1_000  # a year may be that number


def test_a_day_in_a_sentence() -> None:
    assert say_day(dt.date(2026, 11, 2), SUNDAY) == "2 November"
    assert say_day(dt.date(2025, 11, 2), SUNDAY) == "2 November 2025"


# --- names


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Robin Sample", "Robin"),
        ("Robin", "Robin"),
        ("Anne-Marie O'Sample", "Anne-Marie"),
        ("D'Arcy Sample", "D'Arcy"),
        ("Élodie Sample", "Élodie"),
        ("E\u0301lodie Sample", "E\u0301lodie"),
        ("Sample, Robin", "Robin"),
        ("Robin Sample, MA", "Robin"),
        ("Dr. Sample", "Dr. Sample"),
        ("Dr Robin Sample", "Dr Robin Sample"),
        ("Sgt. Sample", "Sgt. Sample"),
        ("R. Sample", "R. Sample"),
        ("R Sample", "R Sample"),
        ("山田 太郎", "山田 太郎"),
        ("홍 길동", "홍 길동"),
        ("Ольга Сампл", "Ольга"),
        ("ليلى سامبل", "ليلى"),
        ("{{ name }} Sample", "{{ name }} Sample"),
        ("[b]Robin[/b] Sample", "[b]Robin[/b] Sample"),
        ("🙂 Robin", "🙂 Robin"),
        ("Robin\nBcc: x", "Robin"),
        ("\u202eRobin\u202c Sample", "Robin"),
        ("", ""),
    ],
)
def test_how_somebody_is_greeted(name: str, greeted: str) -> None:
    assert first_name(name) == greeted


@given(st.text())
def test_a_greeting_is_some_of_the_name_and_never_nothing(name: str) -> None:
    greeted = first_name(name)
    assert greeted in clean(name)
    assert bool(greeted) is bool(clean(name))


# --- promises


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ("send my résumé", "send my résumé"),
        ("Send me the posting.", "send me the posting"),
        ("to call the area office", "call the area office"),
        ("intro to the area manager", ""),
        ("résumé", ""),
        ("send her the article", ""),
        ("introduce Robin to the coordinator", ""),
        ("ask for their opinion", ""),
        ("", ""),
    ],
)
def test_which_promises_read_well_after_would(promise: str, said: str) -> None:
    assert after_would(promise, "Robin Sample") == said


# --- facts


def test_a_thank_you_speaks_of_what_earned_it() -> None:
    past = past_of(
        [
            happened(3, "message-sent", "2026-11-21"),
            happened(2, "met", "2026-11-20", "a note"),
            happened(1, "call", "2026-01-01"),
        ],
        followup("met", of=2),
    )
    facts = facts_of(robin(), past, followup("met", of=2), Me(), SUNDAY)
    assert (facts.when, facts.when_day, facts.what, facts.note) == ("on Friday", "20 November", "met", "a note")
    assert (facts.wrote, facts.last_when) == ("yesterday", "yesterday")


def test_without_what_earned_it_the_newest_counts() -> None:
    found = [happened(3, "call", "2026-11-21"), happened(2, "met", "2026-11-20")]
    for each in (None, followup("own"), followup("keep-in-touch", of=99)):
        assert facts_of(robin(), past_of(found, each), each, Me(), SUNDAY).when == "yesterday"


def test_what_is_not_known_is_empty() -> None:
    facts = facts_of(robin(name=""), past_of([], None), None, Me(), SUNDAY)
    assert {each: getattr(facts, each) for each in NAMES if getattr(facts, each)} == {"tie": "loose"}


def test_a_promise_is_a_promise_and_any_other_action_is_not() -> None:
    promised = facts_of(robin(), past_of([], None), followup("i-owe", "send my résumé"), Me(), SUNDAY)
    assert (promised.promise, promised.would, promised.action) == ("send my résumé", "send my résumé", "")
    reminded = facts_of(robin(), past_of([], None), followup("own", "send my résumé"), Me(), SUNDAY)
    assert (reminded.promise, reminded.would, reminded.action) == ("", "", "send my résumé")


@pytest.mark.parametrize(
    ("number", "times", "last"), [(1, None, ""), (1, 1, ""), (1, 2, ""), (2, 2, "yes"), (3, 2, "yes"), (5, None, "")]
)
def test_the_last_of_several_rounds_is_known(number: int, times: int | None, last: str) -> None:
    reminder = replace(followup("message-sent", "Remind"), round=number, times=times)
    assert facts_of(robin(), past_of([], None), reminder, Me(), SUNDAY).last_round == last


def test_an_application_is_remembered() -> None:
    assert past_of([happened(1, "application", "2026-01-01")], None).applied
    assert past_of([happened(1, "job-interview", "2026-01-01")], None).applied
    assert not past_of([happened(1, "met", "2026-01-01")], None).applied


@pytest.mark.parametrize(
    ("occupation", "said"),
    [("parole officer", "a parole officer"), ("institutional officer", "an institutional officer"), ("", "")],
)
def test_an_occupation_has_its_article(occupation: str, said: str) -> None:
    assert goal(occupation) == said


@given(st.text())
def test_a_fact_is_one_line_of_what_can_be_seen(text: str) -> None:
    found = clean(text)
    assert len(found) <= MOST
    assert len(found.splitlines()) <= 1
    assert not set(found) & {"\x00", "\x1b", "\x02", "\u202e", "\u200f", "\ufeff"}
    assert clean(found) == found


def test_joined_emoji_and_other_scripts_stay_whole() -> None:
    assert clean("👩‍👩‍👧 漢字") == "👩‍👩‍👧 漢字"


# --- which template, which way


def test_the_template_is_the_rules_else_the_triggers_else_the_plain_one() -> None:
    rules = {
        "met-x": cast("Rule", SimpleNamespace(template="event")),
        "met-y": cast("Rule", SimpleNamespace(template=None)),
    }
    known = {"event", "i-owe", "own"}
    assert choose_template(followup("met", rule="met-x"), rules, known) == "event"
    assert choose_template(followup("met", rule="met-y"), rules, known) == "own"
    assert choose_template(followup("met", rule="gone"), rules, known) == "own"
    assert choose_template(followup("i-owe", rule="i-owe"), rules, known) == "i-owe"


@pytest.mark.parametrize(
    ("wanted", "known", "channel"),
    [
        ("message", ("email", "linkedin", "phone"), "email"),
        ("message", ("linkedin", "phone"), "linkedin"),
        ("message", ("phone",), "phone"),
        ("message", (), "email"),
        ("meeting", ("phone", "email"), "email"),
        ("call", ("email", "phone"), "phone"),
        ("call", ("email",), "email"),
        ("call", (), "phone"),
    ],
)
def test_the_way_follows_the_rule_and_the_addresses_known(wanted: str, known: tuple[str, ...], channel: str) -> None:
    found, reason = choose_channel(wanted, dict.fromkeys(known, ("an address",)))
    assert found == channel
    assert reason == "no address is known" if not known else "is known" in reason


# --- marks


def test_marks_are_found_in_the_subject_and_the_body() -> None:
    draft = finish("email", "About [the event]", "Hi,\n\n\n\n[one thing]  \n[another, longer thing]\n")
    assert draft.subject == "About [the event]"
    assert draft.body == "Hi,\n\n[one thing]\n[another, longer thing]"
    assert draft.places == ("the event", "one thing", "another, longer thing")


def test_brackets_in_a_fact_are_no_mark() -> None:
    facts = Facts(name="[red]Robin[/x]").shielded()
    draft = finish("email", "For " + facts["name"], f"Hi {facts['name']},\n[one thing; you noted: {facts['name']}]")
    assert draft.subject == "For [red]Robin[/x]"
    assert draft.body == "Hi [red]Robin[/x],\n[one thing; you noted: [red]Robin[/x]]"
    assert draft.places == ("one thing; you noted: [red]Robin[/x]",)


@given(st.text(), st.text())
def test_facts_come_through_as_they_are_and_add_no_place(name: str, note: str) -> None:
    facts = Facts(name=name, note=note).shielded()
    draft = finish("linkedin", None, f"{facts['name']}|{facts['note']}|[mine]")
    assert draft.body == f"{clean(name)}|{clean(note)}|[mine]"
    assert draft.places == ("mine",)


def test_a_subject_is_one_line_and_control_characters_of_a_template_go() -> None:
    draft = finish("email", "One\r\nBcc: two\x1b", "a\x1b[31m\tb\u202e")
    assert (draft.subject, draft.body) == ("One Bcc: two", "a[31m b")


# --- as it was edited


DRAFT = Draft("email", "Thanks", "Hi,\n\n[one thing] and [two]", ("one thing", "two"))


def test_what_is_left_unchanged_is_the_same() -> None:
    assert edited(DRAFT, editable(DRAFT)) == DRAFT


def test_marks_that_are_filled_in_are_no_places_any_more() -> None:
    after = edited(DRAFT, "Subject: Many  thanks\n\nHi,\n\nshifts and [two] and [three]\n")
    assert after == Draft("email", "Many thanks", "Hi,\n\nshifts and [two] and [three]", ("two",))


def test_a_subject_that_was_taken_away_stays_as_it_was() -> None:
    assert edited(DRAFT, "Hi\n") == Draft("email", "Thanks", "Hi", ())


def test_a_message_without_a_subject_may_speak_of_one() -> None:
    draft = Draft("linkedin", None, "Hi", ())
    assert edited(draft, "Subject: to change\n") == Draft("linkedin", None, "Subject: to change", ())


def test_every_fact_is_a_text() -> None:
    assert {each.type for each in fields(Facts)} == {"str"}


def test_the_page_on_templates_tells_of_every_fact() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "write-the-message.md").read_text(encoding="utf-8")
    _, _, table = page.partition("| name | what it is |")
    told = {
        name for row in re.findall(r"^\| (`.*?`) \|", table, flags=re.MULTILINE) for name in re.findall(r"\w+", row)
    }
    assert told == set(NAMES)
