"""One line of text, understood: what hurried people type, and what must come of it."""

import contextlib
import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.errors import CareerplanError, NotFoundError, UsageError
from careerplan.person.kinds import KINDS
from careerplan.planning.captured import Captured, Choice, wanted
from careerplan.planning.capturing import capture
from careerplan.planning.naming import Acquaintance

TODAY = dt.date(2026, 11, 22)  # a Sunday
ROBIN, LEE, MEI, JOSE, MAY, ZOE, WILL, PRIYA, LI = range(1, 10)
KIM, SINGH = 20, 21
KNOWN = [
    Acquaintance(ROBIN, "Robin Sample"),
    Acquaintance(LEE, "Lee Sample"),
    Acquaintance(MEI, "Mei Sample"),
    Acquaintance(JOSE, "José Muñoz Sample"),
    Acquaintance(MAY, "May Sample"),
    Acquaintance(ZOE, "Zoë O’Brien Sample"),
    Acquaintance(WILL, "Will Sample"),
    Acquaintance(PRIYA, "Priya Okafor Sample"),
    Acquaintance(LI, "李明"),
    Acquaintance(KIM, "Alex Kim Sample", "Harbour Services"),
    Acquaintance(SINGH, "Alex Singh Sample"),
]


def understood(text: str, today: dt.date = TODAY) -> Captured:
    return capture(text, KNOWN, today)


def sure(text: str) -> Captured:
    """Return what is understood without a doubt."""
    found = understood(text)
    assert [each.question for each in found.doubts] == []
    return found


def questions(text: str) -> list[tuple[str, list[str]]]:
    """Return what is asked about a line, and the answers offered."""
    return [(each.question, [choice.text for choice in each.choices]) for each in understood(text).doubts]


def day(text: str) -> dt.date:
    """Return a day of 2026 as the tables write it: 21 is 21 November, 12-6 is 6 December."""
    month, _, number = text.rpartition("-")
    return dt.date(2026, int(month or 11), int(number))


def test_the_line_of_the_handbook() -> None:
    found = sure("coffee with Robin yesterday, thank her")
    assert (found.kind, found.people, found.day) == ("met", (ROBIN,), day("21"))
    assert [(each.text, each.thanks, each.day) for each in found.reminders] == [("thank her", True, None)]
    assert found.note == "coffee with Robin yesterday, thank her"


@pytest.mark.parametrize(
    "text",
    [
        "COFFEE WITH ROBIN YESTERDAY THANK HER",
        "coffee with robin yesterday thank her",
        "Coffee with Robin (yesterday) - thank her!",
        '"coffee with Robin yesterday, thank her"',
        "coffee with Robin yesterday,thank her.",
        "coffee w/ robin yesterday & thank her",
        "coffee w robin yesterday then thank her",
        "yesterday coffee with Robin Sample. Thank her",
        "coffee with #1 yesterday; need to thank her",
        "coffee with @robin yesterday; thank her",
    ],
)
def test_case_and_punctuation_do_not_matter(text: str) -> None:
    found = sure(text)
    assert (found.kind, found.people, found.day) == ("met", (ROBIN,), day("21"))
    assert [each.thanks for each in found.reminders] == [True]


# --- what it was

KINDS_TOLD = {
    "met": [
        "coffee with Robin",
        "lunch robin",
        "met Robin",
        "met up with Robin at the library",
        "ran into Robin at the gym",
        "bumped into robin",
        "had breakfast with Robin",
        "visited Robin at the institution",
        "saw Robin",
        "sat next to Robin",
        "meeting with Robin",
        "had a great chat with Robin over coffee",
        "coffee, Robin",
        "Robin / coffee",
        "shadowed Robin for a day",
        "visited Robin before the open house",
    ],
    "call": [
        "called Robin",
        "Robin called",
        "phoned robin",
        "rang Robin",
        "spoke on the phone with Robin",
        "call with Robin",
        "call from Robin",
        "Zoom with Robin",
        "zoomed with robin",
        "teams call with Robin",
        "Talked to Robin on Teams",
        "met Robin on zoom",
        "virtual coffee with Robin",
        "phone Robin, yesterday",
        "gave Robin a ring",
        "called Robin about the job fair",
        "Zoom: Robin",
    ],
    "message-sent": [
        "emailed Robin",
        "e-mailed Robin my résumé",
        "wrote to Robin",
        "wrote Robin a thank you card",
        "messaged Robin",
        "texted robin",
        "DM'd Robin on LinkedIn",
        "sent Robin the form",
        "I wrote Robin",
        "left Robin a voicemail",
        "sent Robin a LinkedIn request",
        "sent a thank-you note to Robin",
        "emailed Robin about the open house",
        "replied to Robin",
    ],
    "message-received": [
        "heard from Robin",
        "heard back from Robin",
        "Robin wrote",
        "Robin wrote back",
        "Robin emailed",
        "Robin texted me",
        "Robin sent me the posting",
        "reply from Robin",
        "got an email from Robin",
        "got a text from robin this morning",
        "Robin's reply came",
        "voicemail from Robin",
        "Robin left a message",
        "Robin got back to me",
    ],
    "informational-interview": [
        "informational interview with Robin",
        "info interview with Robin",
        "info-interview w/ Robin by zoom",
        "asked Robin about her job",
        "asked Robin a lot about her work",
        "picked Robin's brain",
    ],
    "job-interview": [
        "job interview with Robin",
        "panel interview with Robin",
        "interview with Robin for the officer job",
        "was interviewed by Robin",
    ],
    "event": [
        "job fair with Robin",
        "met Robin at the career fair",
        "met Robin at an open house",
        "webinar with Robin",
        "ran into Robin at the conference",
    ],
    "connected": [
        "connected with Robin on LinkedIn",
        "connected on linkedin with Robin",
        "Robin accepted my invitation",
    ],
    "help-received": [
        "Robin helped me with my cover letter",
        "Robin reviewed my résumé",
        "robin reviewed my resume over coffee",
        "Robin gave me great advice on the fitness test",
        "mock interview with Robin",
    ],
    "referral": [
        "Robin referred me",
        "Robin introduced me to her manager",
        "Robin put me in touch with the recruiter",
        "Robin gave me the name of the recruiter",
    ],
    "application": ["applied with Robin", "submitted my application, Robin"],
    "no-reply": [
        "no reply from Robin",
        "no answer from robin",
        "Robin hasn't answered",
        "robin hasnt replied",
        "Robin never wrote back",
        "called Robin, no answer",
        "haven't heard from Robin",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS_TOLD.items() for text in texts])
def test_a_word_says_what_it_was(kind: str, text: str) -> None:
    found = sure(text)
    assert (found.kind, found.people) == (kind, (ROBIN,))
    assert (found.promises, found.reminders) == ((), ())


def test_every_kind_can_be_said() -> None:
    assert set(KINDS_TOLD) >= set(KINDS)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("spoke with Robin", ["a meeting", "a call"]),
        ("great talk with Robin yesterday", ["a meeting", "a call"]),
        ("texted Robin, no reply", ["a message sent", "no reply"]),
        ("called Robin and emailed Lee", ["a call", "a message sent"]),
        ("connected with Robin", ["a new connection online", "a meeting"]),
        ("Robin emailed me and I replied", ["a message", "a message sent"]),
    ],
)
def test_what_two_words_say_differently_is_asked(text: str, kinds: list[str]) -> None:
    assert questions(text) == [("What was it?", kinds)]


def test_an_interview_may_be_of_two_sorts() -> None:
    (doubt,) = understood("interview with Robin yesterday").doubts
    assert [understood("interview with Robin").settled(each).kind for each in doubt.choices] == [
        "informational-interview",
        "job-interview",
    ]


def test_without_a_word_for_it_a_meeting_is_only_a_guess() -> None:
    found = understood("Robin yesterday")
    assert (found.kind, found.people, found.day) == ("met", (ROBIN,), day("21"))
    (doubt,) = found.doubts
    assert doubt.choices[0].text == "a meeting"
    assert "a call" in [each.text for each in doubt.choices]


@pytest.mark.parametrize(
    "text",
    ["Robin cancelled our coffee", "didn't meet Robin", "missed call from Robin", "call with Robin was postponed"],
)
def test_what_did_not_take_place_is_never_taken_for_what_did(text: str) -> None:
    (doubt,) = understood(text).doubts
    assert doubt.about == "kind"
    assert doubt.choices[0].text == "no reply"


# --- who


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("coffee with Robin and Lee", (ROBIN, LEE)),
        ("coffee with Robin, Lee & Mei", (ROBIN, LEE, MEI)),
        ("lunch with robin, lee and mei", (ROBIN, LEE, MEI)),
        ("lunch Mei/Lee", (MEI, LEE)),
        ("Robin and Lee wrote", (ROBIN, LEE)),
        ("coffee with Robin Sample", (ROBIN,)),
        ("coffee with Robin S.", (ROBIN,)),
        ("coffee with Rob", (ROBIN,)),
        ("coffee with jose munoz", (JOSE,)),
        ("coffee with JOSÉ", (JOSE,)),
        ("coffee with zoe", (ZOE,)),
        ("coffee with Zoë O'Brien", (ZOE,)),
        ("coffee with 李明", (LI,)),
        ("coffee with Alex Kim", (KIM,)),
        ("coffee with #20", (KIM,)),
        ("met Ms. Okafor", (PRIYA,)),
        ("Dr Okafor phoned", (PRIYA,)),
        ("coffee with Robin, Robin was great", (ROBIN,)),
        ("coffee with Robin at Lee", (ROBIN,)),
    ],
)
def test_enough_of_a_name_is_enough(text: str, people: tuple[int, ...]) -> None:
    assert sure(text).people == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("talked about Mei over coffee with Lee", (LEE,)),
        ("Robin introduced me to Lee", (ROBIN,)),
        ("Lee put me in touch with Mei and Robin", (LEE,)),
        ("met Lee via Robin", (LEE,)),
        ("met Robin's friend Lee", (LEE,)),
        ("coffee with Robin, she will introduce me to Lee", (ROBIN,)),
        ("coffee with Robin, Lee will send the posting", (ROBIN,)),
    ],
)
def test_who_is_only_spoken_of_was_not_there(text: str, people: tuple[int, ...]) -> None:
    assert sure(text).people == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("coffee with May", (MAY,)),
        ("may called", (MAY,)),
        ("met may 12 nov", (MAY,)),
        ("Will wrote, he'll send the posting", (WILL,)),
        ("coffee with Robin, I may apply", (ROBIN,)),
        ("coffee with Robin, it will be fine", (ROBIN,)),
        ("Will send Robin my notes, coffee today", (ROBIN,)),
    ],
)
def test_a_name_that_is_a_word_needs_the_place_of_a_name(text: str, people: tuple[int, ...]) -> None:
    assert understood(text).people == people


def test_of_two_of_a_name_it_is_asked_which() -> None:
    found = understood("coffee with Alex and Robin yesterday")
    assert found.people == (ROBIN,)
    (doubt,) = found.doubts
    assert (doubt.about, doubt.question) == ("person", "Which Alex is it?")
    assert [each.text for each in doubt.choices] == [
        "Alex Kim Sample (#20, Harbour Services)",
        "Alex Singh Sample (#21)",
    ]
    settled = found.settled(doubt.choices[1])
    assert (settled.people, settled.doubts) == ((ROBIN, SINGH), ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("coffee with Tobias yesterday", "Tobias"),
        ("coffee with tobias yesterday", "Tobias"),
        ("met Dana Fox at a conference", "Dana Fox"),
        ("Tobias wrote", "Tobias"),
        ("lunch with Robin, Tobias and Lee", "Tobias"),
        ("lunch with robin and tobias", "Tobias"),
        ("met 王芳", "王芳"),
        ("Dana referred me", "Dana"),
    ],
)
def test_a_name_that_nobody_has_may_be_added(text: str, name: str) -> None:
    (doubt,) = understood(text).doubts
    assert (doubt.about, doubt.question) == ("new", f"No contact is called {name}. Who is it?")
    assert understood(text).settled(doubt.choices[-1]).newcomers == (name,)
    assert f'careerplan contacts add "{name}"' in doubt.hint


def test_a_name_that_is_nearly_known_is_first_taken_for_that() -> None:
    (doubt,) = understood("coffee with Robbin").doubts
    assert [each.text for each in doubt.choices] == ["Robin Sample (#1)", "add Robbin to your contacts"]


def test_another_family_name_is_first_taken_for_another_person() -> None:
    (doubt,) = understood("coffee with Robin Fox").doubts
    assert [each.text for each in doubt.choices] == ["add Robin Fox to your contacts", "Robin Sample (#1)"]


@pytest.mark.parametrize(
    "text", ["coffee yesterday", "met the warden", "emailed hr", "she helped me", "met at the jail"]
)
def test_a_line_that_names_nobody_cannot_be_settled(text: str) -> None:
    assert questions(text)[0] == ("The text names nobody.", [])


def test_who_is_named_only_as_somebodys_is_asked() -> None:
    assert questions("met Robin's manager") == [
        ("The text speaks of Robin, but with whom was it?", ["Robin Sample (#1)"])
    ]


def test_a_number_that_nobody_has_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="'#99'"):
        understood("coffee with #99")


# --- when


@pytest.mark.parametrize(
    ("phrase", "on"),
    [
        ("", "22"),
        ("today", "22"),
        ("this morning", "22"),
        ("yesterday", "21"),
        ("yesterday afternoon", "21"),
        ("last night", "21"),
        ("day before yesterday", "20"),
        ("on friday", "20"),
        ("friday", "20"),
        ("fri", "20"),
        ("sat", "21"),
        ("on the 14th", "14"),
        ("2 wks ago", "8"),
        ("sat night", "21"),
        ("last tuesday", "17"),
        ("last tues", "17"),
        ("on friday morning", "20"),
        ("3 days ago", "19"),
        ("two weeks ago", "8"),
        ("a couple of days ago", "20"),
        ("12 nov", "12"),
        ("12 November", "12"),
        ("Nov 12", "12"),
        ("on Nov. 12", "12"),
        ("on November 12th", "12"),
        ("on the 12th of november", "12"),
        ("nov 12, 2026", "12"),
        ("2026-11-03", "3"),
        ("on 2026-11-03", "3"),
        ("1 month ago", "10-22"),
    ],
)
def test_a_day_is_found(phrase: str, on: str) -> None:
    assert sure(f"coffee with Robin {phrase}").day == day(on)


@pytest.mark.parametrize("phrase", ["yesterday", "on saturday", "last night", "1 day ago", "21 nov", "2026-11-21"])
def test_a_day_may_stand_anywhere(phrase: str) -> None:
    for text in (f"{phrase} met Robin, good talk", f"Robin {phrase} - coffee", f"met {phrase} with Robin and Lee"):
        assert sure(text).day == day("21")


@pytest.mark.parametrize(
    "text",
    [
        "coffee with May",
        "we sat with Robin over coffee",
        "coffee with Robin, second one",
        "met Robin in room 12, a second time",
        "coffee with Robin, who may be back",
        "do you know, met Robin",
        "coffee with Robin for an hour",
    ],
)
def test_a_word_that_looks_like_a_day_is_none(text: str) -> None:
    assert sure(text).day == TODAY


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("last week", ["9", "10", "11", "12", "13"]),
        ("over the weekend", ["14", "15"]),
        ("the other day", ["20", "19", "18"]),
    ],
)
def test_a_vague_day_is_asked(phrase: str, days: list[str]) -> None:
    found = understood(f"coffee with Robin {phrase}")
    (doubt,) = found.doubts
    assert [found.settled(each).day for each in doubt.choices] == [day(each) for each in days]


def test_digits_that_can_be_two_days_are_asked() -> None:
    found = understood("coffee with Robin 5/6")
    (doubt,) = found.doubts
    assert [found.settled(each).day for each in doubt.choices] == [dt.date(2026, 6, 5), dt.date(2026, 5, 6)]


def test_a_day_almost_a_year_ago_is_asked() -> None:
    (doubt,) = understood("emailed Robin about the open house on 12 dec").doubts
    assert [each.text for each in doubt.choices] == ["Fri 12 Dec 2025", "Sun 22 Nov 2026"]
    assert sure("met Robin 12 dec 2025").day == dt.date(2025, 12, 12)


@pytest.mark.parametrize(
    "text",
    [
        "coffee with Robin yesterday, the exam is next month",
        "coffee with Robin yesterday. Posting closes in 2 weeks",
        "yesterday coffee with Robin she starts next monday",
        "coffee with Robin yesterday; she moved here recently",
        "coffee with Robin, yesterday, the posting closes on friday",
        "coffee with Robin (yesterday), classes begin on 12 jan",
    ],
)
def test_a_day_of_something_else_is_not_that_of_what_happened(text: str) -> None:
    assert sure(text).day == day("21")


def test_what_lies_ahead_may_be_spoken_of() -> None:
    assert sure("coffee with Robin, the posting closes next friday").day == TODAY


def test_a_day_that_may_be_of_something_else_is_asked() -> None:
    found = understood("coffee with Robin, the posting closed on friday")
    (doubt,) = found.doubts
    assert [found.settled(each).day for each in doubt.choices] == [day("20"), TODAY]


def test_the_surest_of_two_days_is_the_one() -> None:
    assert sure("met Robin yesterday, the posting closes on 12 dec").day == day("21")


@pytest.mark.parametrize("phrase", ["tomorrow", "next friday", "in 3 days", "2026-12-01"])
def test_a_day_to_come_is_refused_for_what_happened(phrase: str) -> None:
    with pytest.raises(UsageError, match="still to come"):
        understood(f"coffee with Robin {phrase}")


@pytest.mark.parametrize("phrase", ["2026-02-31", "31 feb", "2026-13-01"])
def test_a_day_that_cannot_be_is_refused(phrase: str) -> None:
    with pytest.raises(UsageError, match=phrase):
        understood(f"coffee with Robin {phrase}")


# --- what is next


@pytest.mark.parametrize(
    ("text", "by", "promise", "due"),
    [
        ("I owe her my résumé by friday", "me", "my résumé", "27"),
        ("send my résumé by friday", "me", "send my résumé", "27"),
        ("promised to send her the article", "me", "send her the article", None),
        ("I'll call next week", "me", "call", "29"),
        ("I’ll send my résumé, cover letter and references by friday", "me", None, "27"),
        ("ill send my resume tomorrow", "me", "send my resume", "23"),
        ("I promised to bring the form on monday", "me", "bring the form", "23"),
        ("need to send her the form by 1 dec", "me", "send her the form", "12-1"),
        ("I told her I'd send my notes", "me", "send my notes", None),
        ("send her a card by the end of the month", "me", "send her a card", "30"),
        ("she will introduce me to the area manager", "them", "introduce me to the area manager", None),
        ("she'll send the posting by next friday", "them", "send the posting", "27"),
        ("shell introduce me to her boss", "them", "introduce me to her boss", None),
        ("she promised me an introduction", "them", "an introduction", None),
        ("she owes me the name of the recruiter", "them", "the name of the recruiter", None),
        ("she said she'd ask around", "them", "ask around", None),
        ("she'll call me and send the posting on tuesday", "them", "call me and send the posting", "24"),
        ("she is going to forward my resume to HR", "them", "forward my resume to HR", None),
        ("waiting for her to send the form", "them", "send the form", None),
    ],
)
@pytest.mark.parametrize("between", [", ", "; ", ". ", " - ", " "])
def test_promises_go_both_ways(between: str, text: str, by: str, promise: str | None, due: str | None) -> None:
    found = sure(f"coffee with Robin yesterday{between}{text}")
    assert (found.kind, found.people, found.day) == ("met", (ROBIN,), day("21"))
    (one,) = found.promises
    assert (one.by, one.day) == (by, due and day(due))
    assert promise is None or one.text == promise
    assert found.reminders == ()


def test_a_list_stays_one_promise() -> None:
    (one,) = sure("coffee with Robin, I'll send my résumé, cover letter and references by friday").promises
    assert one.text == "send my résumé, cover letter and references"


@pytest.mark.parametrize(
    ("text", "reminder", "due"),
    [
        ("follow up in two weeks", "follow up", "12-6"),
        ("follow-up in 3 weeks", "follow-up", "12-13"),
        ("remind me to call on monday", "call", "23"),
        ("call her on monday", "call her", "23"),
        ("email her the links tomorrow", "email her the links", "23"),
        ("need to call her by tuesday", "call her", "24"),
        ("check in next month", "check in", "12-22"),
        ("don't forget to ask her about the gym", "ask her about the gym", None),
    ],
)
@pytest.mark.parametrize("between", [", ", ". ", " and ", " "])
def test_reminders_have_a_day(between: str, text: str, reminder: str, due: str | None) -> None:
    found = sure(f"coffee with Robin yesterday{between}{text}")
    assert (found.kind, found.people, found.day, found.promises) == ("met", (ROBIN,), day("21"), ())
    (one,) = found.reminders
    assert (one.text, one.day, one.thanks) == (reminder, due and day(due), False)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("thank her", None),
        ("thank her by friday", "27"),
        ("thank Robin tomorrow", "23"),
        ("send her a thank-you note", None),
        ("send a thank you card on monday", "23"),
        ("need to thank her for the tips by friday", "27"),
        ("say thanks to her", None),
    ],
)
def test_thanks_are_thanks(text: str, due: str | None) -> None:
    found = sure(f"coffee with Robin yesterday, {text}")
    (one,) = found.reminders
    assert (one.thanks, one.day) == (True, due and day(due))
    assert (found.kind, found.day) == ("met", day("21"))


def test_thanks_for_what_happened_say_what_happened() -> None:
    found = sure("thank Robin for the coffee yesterday")
    assert (found.kind, found.day, found.reminders[0].text) == ("met", day("21"), "thank Robin")


def test_much_at_once() -> None:
    found = sure(
        "Met Robin. She'll introduce me to the area manager by the end of the month. I owe her my résumé by Friday. "
        "Follow up in two weeks"
    )
    assert [(each.by, each.text, each.day) for each in found.promises] == [
        ("them", "introduce me to the area manager", day("30")),
        ("me", "my résumé", day("27")),
    ]
    assert [(each.text, each.day) for each in found.reminders] == [("Follow up", day("12-6"))]


def test_much_at_once_without_a_single_mark() -> None:
    found = sure("ran into robin today she will introduce me to lee i owe her my resume by friday thank her")
    assert [(each.by, each.text) for each in found.promises] == [("them", "introduce me to lee"), ("me", "my resume")]
    assert [each.thanks for each in found.reminders] == [True]
    assert found.people == (ROBIN,)


@pytest.mark.parametrize(
    "text",
    [
        "remind me to call Robin on monday",
        "I owe Robin a coffee",
        "Robin owes me a coffee",
        "Robin will call me next week",
        "thank Robin",
        "call Robin tomorrow",
        "follow up with Robin in two weeks",
        "todo: send Robin my transcript",
    ],
)
def test_where_nothing_happened_nothing_is_logged(text: str) -> None:
    found = sure(text)
    assert (found.kind, found.people) == (None, (ROBIN,))
    assert len(found.promises + found.reminders) == 1


def test_whether_a_call_was_made_or_is_to_be_made_is_asked() -> None:
    found = understood("call Robin on monday")
    (doubt,) = found.doubts
    assert [each.text for each in doubt.choices] == [
        "still to do: call Robin by Mon 23 Nov 2026",
        "it happened: a call, Mon 16 Nov 2026",
    ]
    later, done = map(found.settled, doubt.choices)
    assert (later.kind, len(later.reminders)) == (None, 1)
    assert (done.kind, done.day, done.reminders) == ("call", day("16"), ())
    assert sure("call Robin yesterday").kind == "call"


def test_a_promise_knows_whom_it_is_for() -> None:
    found = sure("coffee with Robin and Lee; I owe Lee my résumé, Robin will send the posting, I'll call next week")
    assert [each.people for each in found.promises] == [(LEE,), (ROBIN,), ()]


def test_of_several_it_is_asked_who_she_is() -> None:
    found = understood("coffee with Robin and Lee, she'll send the posting, I owe them my résumé")
    (doubt,) = found.doubts
    assert (doubt.about, doubt.question) == ("whom", "Who promised: send the posting?")
    assert [each.text for each in doubt.choices] == ["Robin Sample (#1)", "Lee Sample (#2)", "all of them"]
    assert [each.people for each in found.settled(doubt.choices[1]).promises] == [(LEE,), ()]
    assert [each.people for each in found.settled(doubt.choices[2]).promises] == [(), ()]


def test_nothing_can_be_due_on_a_day_past() -> None:
    with pytest.raises(UsageError, match="which is past"):
        understood("coffee with Robin, I owe her my résumé by 2026-11-01")


# --- follow-ups


def test_promises_and_reminders_become_follow_ups_with_each_they_are_for() -> None:
    found = sure("coffee with Robin and Lee, I'll send my résumé by friday, call Lee on monday, they will ask around")
    assert [(each.contact_id, each.trigger, each.action, each.due) for each in wanted(found, found.people, TODAY)] == [
        (ROBIN, "i-owe", "send my résumé", day("27")),
        (LEE, "i-owe", "send my résumé", day("27")),
        (ROBIN, "they-owe", "ask around", day("12-6")),
        (LEE, "they-owe", "ask around", day("12-6")),
        (LEE, "own", "call Lee", day("23")),
    ]
    assert [each.channel for each in wanted(found, found.people, TODAY)][-1] == "call"


def test_thanks_that_a_rule_has_earned_are_no_reminder_besides() -> None:
    found = sure("coffee with Robin yesterday, thank her, follow up")
    assert [(each.action, each.due) for each in wanted(found, (ROBIN,), TODAY)] == [
        ("thank her", TODAY),
        ("follow up", day("29")),
    ]
    assert [each.action for each in wanted(found, (ROBIN,), TODAY, {ROBIN})] == ["follow up"]


# --- laws


@pytest.mark.parametrize("text", ["", "   ", "…", "!!!", "\t", "☕"])
def test_a_line_without_words_says_nothing(text: str) -> None:
    with pytest.raises(UsageError, match="nothing to note"):
        understood(text)


def test_a_line_has_an_end() -> None:
    with pytest.raises(UsageError, match="at most 2,000 characters"):
        understood("coffee with Robin " * 200)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1 coffee with Robin",
        "<b>coffee</b> with [red]Robin[/red]",
        "coffee \x1b[31mwith\x1b[0m Robin",
        "coffee with Robin \u202e yesterday \u202c",
        "☕ coffee with Robin 🎉",
        "coffee with Robin\nthank her",
        "coffee \0 with Robin",
        "coffee with Robin @ ~ | @ ~",
    ],
)
def test_strange_characters_change_nothing(text: str) -> None:
    found = understood(text)
    assert (found.kind, found.people, found.note) == ("met", (ROBIN,), text)


PIECES = st.sampled_from(
    """coffee with and Robin Alex Tobias yesterday thank her by friday , ; . I'll send my résumé she will call @ ~ | 's
    #1 next week follow up 5 / 6 12 nov may sat no reply wrote to about remind me promised owe 李明 🎉 [/] \0 don't
    """.split()  # noqa: SIM905
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_line_is_understood_asked_about_or_refused(text: str) -> None:
    with contextlib.suppress(CareerplanError):
        found = understood(text)
        assert found.note == text.strip()
        assert found.day <= TODAY
        assert found.kind is None or found.kind in KINDS
        assert found == understood(text)
        while found.doubts:
            choices = found.doubts[0].choices or (Choice("as it is", lambda each: each),)
            found = found.settled(choices[0])
        assert set(found.people) <= {each.id for each in KNOWN}


@pytest.mark.slow
def test_ten_thousand_people_are_looked_through_at_once() -> None:
    many = [Acquaintance(each, f"Robin{each} Sample{each % 97}") for each in range(10_000)]
    capture("coffee with Robin77 today, thank her", many, TODAY)
    taken = []
    for _ in range(5):
        begun = time.process_time()
        found = capture("coffee with Robin77 today, thank her by friday", many, TODAY)
        taken.append(time.process_time() - begun)
    assert found.people == (77,)
    assert min(taken) < 0.05
