"""What an interaction earns, settles and restarts; by rules of our own, and by those in data/followups.yaml."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.load import compile_files, read_files
from careerplan.catalog.rules import Rule
from careerplan.person.contacts import Contact, NewInteraction
from careerplan.person.followups import KEEP_IN_TOUCH, FollowUp, NewFollowUp
from careerplan.person.kinds import KINDS, TIES
from careerplan.planning.reminders import TOUCH_OF, Consequences, Known, consequences
from careerplan.planning.ruling import rulings

DAY = dt.date(2026, 11, 2)
THANKS = "informational-interview-thank-you"
PROGRESS = "informational-interview-progress-update"
RHYTHM = {"close": 30, "regular": 60, "loose": 120}


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def rule(name: str, trigger: str, days: tuple[int, int], closed_by: tuple[str, ...] = (), **more: object) -> Rule:
    """Return a rule due and worth nothing after so many ``days``."""
    why = [{"text": "An example.", "sources": ["example"]}]
    values = {"id": name, "trigger": trigger, "delay": days[0], "latest": days[1], "closed_by": closed_by}
    return Rule.model_validate({**values, "action": f"Do {name}", "why": why, **more})


RULES = [
    rule(THANKS, "informational-interview", (1, 7), ("message-sent", "call")),
    rule(PROGRESS, "informational-interview", (30, 90), ("met", "informational-interview")),
    rule("met-follow-up", "met", (2, 14), ("message-sent", "call"), first_only=True),
    rule("help-received-thank-you", "help-received", (1, 14), ("message-sent", "call")),
    rule("message-sent-nudge", "message-sent", (7, 30), ("message-received", "call", "no-reply"), awaits_reply=True),
    rule("no-reply-reminder", "no-reply", (7, 30), ("message-sent", "message-received"), awaits_reply=True),
    rule("keep-in-touch-close", KEEP_IN_TOUCH, (30, 60), tie="close"),
    rule("keep-in-touch-regular", KEEP_IN_TOUCH, (60, 120), tie="regular"),
    rule("keep-in-touch-loose", KEEP_IN_TOUCH, (120, 240), tie="loose", channel="call"),
]


@dataclass
class Life:
    """One contact over time: what is logged meets the rules, and what they say is kept."""

    contact: Contact
    rules: Sequence[Rule] = tuple(RULES)
    interactions: tuple[NewInteraction, ...] = ()
    followups: tuple[FollowUp, ...] = ()

    @property
    def open(self) -> list[FollowUp]:
        return [each for each in self.followups if each.status == "open"]

    def due(self) -> dict[str, dt.date]:
        """Return the day of each open follow-up by its rule, which must be open once."""
        assert len({each.rule for each in self.open}) == len(self.open)
        return {each.rule: each.due for each in self.open}

    def find(self, rule: str) -> FollowUp:
        (found,) = (each for each in self.open if each.rule == rule)
        return found

    def log(
        self, kind: str, day: dt.date, *, today: dt.date | None = None, carries_out: FollowUp | None = None
    ) -> Consequences:
        interaction = NewInteraction(
            contact_ids=(1,), kind=kind, day=day, followup_id=carries_out.id if carries_out else None
        )
        known = Known(self.contact, self.open, self.interactions, rulings(self.rules, (), self.contact))
        effect = consequences(interaction, known, today or day)
        ended = {each.id: "settled" for each in effect.settled} | {each.id: "restarted" for each in effect.restarted}
        if carries_out:
            assert carries_out.id not in ended
            ended[carries_out.id] = "done"
        kept = [replace(each, status=ended.get(each.id, each.status)) for each in self.followups]
        new = [stored(each, len(kept) + 1 + place, day) for place, each in enumerate(effect.earned)]
        self.followups = (*kept, *new)
        self.interactions += (interaction,)
        self.contact = replace(self.contact, last_touch=max(day, self.contact.last_touch or day))
        return effect

    def do(self, rule: str, day: dt.date) -> Consequences:
        followup = self.find(rule)
        return self.log(TOUCH_OF[followup.channel], day, carries_out=followup)


def stored(new: NewFollowUp, number: int, earned_on: dt.date | None = None) -> FollowUp:
    return FollowUp(
        id=number,
        contact="Robin",
        tie="loose",
        contact_id=new.contact_id,
        interaction_id=None,
        rule=new.rule,
        trigger=new.trigger,
        action=new.action,
        channel=new.channel,
        due=new.due,
        earned_on=earned_on,
        earned_due=new.due,
        latest=new.latest,
        awaits_reply=new.awaits_reply,
        status="open",
    )


def begin(tie: str = "loose", rules: Sequence[Rule] = RULES) -> Life:
    return Life(Contact(id=1, name="Robin", tie=tie, added=DAY), rules)


@pytest.mark.parametrize("tie", TIES)
@pytest.mark.parametrize("kind", KINDS)
def test_any_touch_restarts_keep_in_touch(kind: str, tie: str) -> None:
    life = begin(tie)
    life.log("call", DAY)
    before = life.find(f"keep-in-touch-{tie}")
    assert before.due == after(RHYTHM[tie])
    effect = life.log(kind, after(10))
    assert before in effect.restarted
    assert life.find(f"keep-in-touch-{tie}").due == after(10 + RHYTHM[tie])


def test_missed_rounds_do_not_pile_up() -> None:
    life = begin("close")
    for day in (0, 40, 100, 200, 400):
        life.log("met", after(day))
    assert life.due() == {"met-follow-up": after(2), "keep-in-touch-close": after(430)}
    assert [each.status for each in life.followups if each.trigger == KEEP_IN_TOUCH] == [*["restarted"] * 4, "open"]


@pytest.mark.parametrize("second", [-5, 0, 5])
def test_only_the_first_of_its_kind_earns_what_is_for_the_first(second: int) -> None:
    life = begin()
    life.log("met", DAY)
    effect = life.log("met", after(second), today=after(6))
    assert {each.trigger for each in effect.earned} <= {KEEP_IN_TOUCH}
    assert life.due()["met-follow-up"] == after(2)
    assert life.followups[0].status == "open"


def test_a_new_tie_replaces_the_rhythm_of_the_old_one() -> None:
    life = begin("loose")
    life.log("call", DAY)
    life.contact = replace(life.contact, tie="close")
    life.log("call", after(5))
    assert life.due() == {"keep-in-touch-close": after(35)}


def test_a_backdated_interaction_does_not_move_keep_in_touch_back() -> None:
    life = begin("close")
    life.log("call", after(20))
    life.log("message-received", DAY, today=after(20))
    assert life.due() == {"keep-in-touch-close": after(50)}


@pytest.mark.parametrize(("age", "earned"), [(7, True), (8, False)])
def test_past_its_latest_day_a_rule_is_too_late_and_not_earned(age: int, earned: bool) -> None:  # noqa: FBT001
    life = begin()
    effect = life.log("informational-interview", DAY, today=after(age))
    assert (THANKS in life.due()) is earned
    assert effect.too_late == (() if earned else (f"Do {THANKS}",))
    assert life.find(PROGRESS).due == after(30)


def test_keep_in_touch_is_never_too_late() -> None:
    life = begin("close")
    effect = life.log("met", DAY, today=after(1000))
    assert life.due() == {"keep-in-touch-close": after(30)}
    assert effect.too_late == ("Do met-follow-up",)


@pytest.mark.parametrize("day", [0, 3, 40])
def test_a_message_settles_a_thank_you_earned_before_it(day: int) -> None:
    life = begin()
    life.log("informational-interview", DAY)
    thanks = life.find(THANKS)
    effect = life.log("message-sent", after(day))
    assert effect.settled == (thanks,)
    assert thanks not in effect.restarted
    assert THANKS not in life.due()
    assert PROGRESS in life.due()


def test_a_message_does_not_settle_a_thank_you_earned_after_it() -> None:
    life = begin()
    life.log("informational-interview", after(3))
    effect = life.log("message-sent", after(2), today=after(4))
    assert effect.settled == ()
    assert life.find(THANKS).due == after(4)


def test_a_snoozed_thank_you_is_settled_by_the_day_it_was_earned() -> None:
    life = begin()
    life.log("informational-interview", DAY)
    life.followups = tuple(replace(each, due=after(30)) for each in life.followups)
    assert [each.rule for each in life.log("message-sent", after(3)).settled] == [THANKS]


def test_an_answer_settles_the_nudge() -> None:
    life = begin()
    life.log("message-sent", DAY)
    assert life.due()["message-sent-nudge"] == after(7)
    life.log("message-received", after(2))
    assert life.due() == {"keep-in-touch-loose": after(122)}


def test_silence_turns_the_nudge_into_a_reminder() -> None:
    life = begin()
    life.log("message-sent", DAY)
    life.log("no-reply", after(7))
    assert life.due() == {"no-reply-reminder": after(14), "keep-in-touch-loose": after(127)}


def test_carrying_out_a_follow_up_restarts_keep_in_touch_and_earns_nothing_else() -> None:
    life = begin("close")
    life.log("informational-interview", DAY)
    effect = life.do(THANKS, after(1))
    assert [each.rule for each in effect.earned] == ["keep-in-touch-close"]
    assert (effect.settled, effect.too_late) == ((), ())
    assert life.due() == {PROGRESS: after(30), "keep-in-touch-close": after(31)}


def test_carrying_out_one_follow_up_settles_no_other() -> None:
    life = begin()
    life.log("informational-interview", DAY)
    life.log("help-received", DAY)
    life.do(THANKS, after(1))
    assert life.due()["help-received-thank-you"] == after(1)


def test_keeping_in_touch_begins_the_next_round() -> None:
    life = begin("close")
    life.log("call", DAY)
    life.do("keep-in-touch-close", after(33))
    assert life.due() == {"keep-in-touch-close": after(63)}
    assert [each.status for each in life.followups] == ["done", "open"]


@pytest.mark.parametrize(("later", "settled"), [("message-sent", True), ("call", True), ("message-received", False)])
def test_logged_late_it_earns_nothing_that_a_later_one_settled(later: str, settled: bool) -> None:  # noqa: FBT001
    life = begin()
    life.log(later, after(2))
    life.log("informational-interview", DAY, today=after(3))
    assert (THANKS not in life.due()) is settled
    assert PROGRESS in life.due()


def test_logged_late_on_the_same_day_it_still_earns() -> None:
    """Which of two things on one day came first is not known, so nothing is lost."""
    life = begin()
    life.log("call", DAY)
    life.log("informational-interview", DAY)
    assert life.due()[THANKS] == after(1)


def test_an_older_one_of_the_same_kind_does_not_replace_the_newer() -> None:
    life = begin()
    life.log("informational-interview", after(5))
    life.log("informational-interview", DAY, today=after(6))
    assert life.due()[THANKS] == after(6)
    assert life.due()[PROGRESS] == after(35)


def test_the_same_rule_earned_twice_is_open_once() -> None:
    life = begin()
    life.log("informational-interview", DAY)
    first = life.find(THANKS)
    effect = life.log("informational-interview", after(5))
    assert first in effect.restarted
    assert life.due()[THANKS] == after(6)


def test_a_rule_that_is_gone_leaves_its_follow_ups_open() -> None:
    life = begin()
    life.log("informational-interview", DAY)
    life.rules = [each for each in RULES if each.id != THANKS]
    life.log("message-sent", after(1))
    assert life.due()[THANKS] == after(1)


def test_without_rules_nothing_is_earned() -> None:
    assert begin(rules=[]).log("met", DAY) == Consequences(())


doings = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 100), st.integers(0, 200), st.booleans()), max_size=25
)


@given(doings=doings, tie=st.sampled_from(TIES))
def test_whatever_is_logged_each_rule_is_open_once_and_the_rhythm_counts_from_the_last_touch(
    doings: list[tuple[str, int, int, bool]], tie: str
) -> None:
    """``doings``: a kind, its day, how much later it is logged, and whether to carry out something open instead."""
    life = begin(tie)
    for kind, day, late, carry_out in doings:
        if carry_out and life.open:
            chosen = life.open[day % len(life.open)]
            effect = life.log(TOUCH_OF[chosen.channel], after(day), today=after(day + late), carries_out=chosen)
            assert {each.trigger for each in effect.earned} <= {KEEP_IN_TOUCH}
        else:
            effect = life.log(kind, after(day), today=after(day + late))
        ended = [*effect.settled, *effect.restarted]
        assert len({each.id for each in ended}) == len(ended)
        last = max(each.day for each in life.interactions)
        assert life.due()[f"keep-in-touch-{tie}"] == last + dt.timedelta(days=RHYTHM[tie])
        assert sum(each.trigger == KEEP_IN_TOUCH for each in life.open) == 1


@given(doings=doings)
def test_in_order_or_not_nothing_is_open_that_a_later_one_answered(doings: list[tuple[str, int, int, bool]]) -> None:
    life = begin()
    for kind, day, late, _ in doings:
        life.log(kind, after(day), today=after(day + late))
    by_id = {each.id: each for each in RULES}
    for followup in life.open:
        its = by_id[followup.rule]
        earned = followup.earned_due - dt.timedelta(days=its.delay)
        assert not [each for each in life.interactions if each.day > earned and each.kind in its.closed_by]


def test_the_touch_of_a_follow_up_is_a_kind_of_interaction() -> None:
    assert set(TOUCH_OF.values()) <= set(KINDS)
    assert set(TOUCH_OF) == {"message", "call", "meeting"}


# --- the rules as they stand in the data


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> list[Rule]:
    texts = compile_files(read_files(tmp_path_factory.mktemp("no-packs"))).records["rule"]
    return [Rule.model_validate_json(text) for text in texts.values()]


EARNS: dict[str, dict[str, tuple[int, int]]] = {
    "met": {"met-follow-up": (2, 14)},
    "event": {"event-follow-up": (2, 14)},
    "informational-interview": {THANKS: (1, 30), PROGRESS: (30, 90)},
    "connected": {"connected-message": (2, 14)},
    "message-sent": {"message-sent-nudge": (7, 30)},
    "message-received": {},
    "call": {},
    "help-received": {"help-received-thank-you": (1, 30)},
    "referral": {"referral-thank-you": (1, 30)},
    "application": {"application-check": (14, 42)},
    "job-interview": {"job-interview-thank-you": (1, 2)},
    "no-reply": {"no-reply-reminder": (7, 30)},
}
"""Per kind of interaction: each rule it earns, with the days until due and until too late."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_earns_what_its_rules_say(data: list[Rule], kind: str) -> None:
    effect = begin(rules=data).log(kind, DAY)
    earned = {each.rule: (each.due, each.latest) for each in effect.earned if each.trigger != KEEP_IN_TOUCH}
    assert earned == {rule: (after(due), after(latest)) for rule, (due, latest) in EARNS[kind].items()}
    assert (effect.settled, effect.restarted, effect.too_late) == ((), (), ())


def test_every_rule_of_the_data_is_earned_by_something(data: list[Rule]) -> None:
    expected = {rule for each in EARNS.values() for rule in each} | {f"keep-in-touch-{tie}" for tie in TIES}
    assert {each.id for each in data} == expected


@pytest.mark.parametrize("tie", TIES)
def test_the_rhythm_of_each_tie(data: list[Rule], tie: str) -> None:
    """A month, two months and three times a year; drifting at twice that."""
    (earned,) = begin(tie, data).log("call", DAY).earned
    assert (earned.rule, earned.due) == (f"keep-in-touch-{tie}", after(RHYTHM[tie]))
    assert earned.latest == after(2 * RHYTHM[tie])


def test_in_the_data_only_what_waits_for_an_answer_says_so(data: list[Rule]) -> None:
    waits = {each.trigger for each in data if each.awaits_reply}
    assert waits == {"message-sent", "no-reply", "application"}
