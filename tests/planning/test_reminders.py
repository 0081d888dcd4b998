"""What an interaction earns, settles and restarts, by the rules as they stand in data/followups.yaml."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.load import compile_files, read_files
from careerplan.catalog.rules import Rule as DataRule
from careerplan.person.contacts import KINDS, TIES, Contact, NewInteraction
from careerplan.person.followups import FollowUp, NewFollowUp
from careerplan.planning.reminders import KEEP_IN_TOUCH, TOUCH_OF, Consequences, Known, Rule, consequences

DAY = dt.date(2026, 11, 2)
THANKS = "informational-interview-thank-you"
RHYTHM = {"close": 30, "regular": 60, "loose": 120}


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> list[Rule]:
    texts = compile_files(read_files(tmp_path_factory.mktemp("no-packs"))).records["rule"]
    return [DataRule.model_validate_json(text) for text in texts.values()]


@dataclass
class Life:
    """One contact over time: what is logged meets the rules, and what they say is kept."""

    rules: Sequence[Rule]
    contact: Contact
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
            contact_id=1, kind=kind, day=day, followup_id=carries_out.id if carries_out else None
        )
        known = Known(self.contact, self.open, self.interactions)
        effect = consequences(interaction, known, self.rules, today or day)
        ended = {each.id: "settled" for each in effect.settled} | {each.id: "restarted" for each in effect.restarted}
        if carries_out:
            assert carries_out.id not in ended
            ended[carries_out.id] = "done"
        kept = [replace(each, status=ended.get(each.id, each.status)) for each in self.followups]
        new = [stored(each, len(kept) + 1 + place) for place, each in enumerate(effect.earned)]
        self.followups = (*kept, *new)
        self.interactions += (interaction,)
        self.contact = replace(self.contact, last_touch=max(day, self.contact.last_touch or day))
        return effect

    def do(self, rule: str, day: dt.date) -> Consequences:
        followup = self.find(rule)
        return self.log(TOUCH_OF[followup.channel], day, carries_out=followup)


def stored(new: NewFollowUp, number: int) -> FollowUp:
    return FollowUp(
        id=number,
        contact="Robin",
        contact_id=new.contact_id,
        interaction_id=None,
        rule=new.rule,
        trigger=new.trigger,
        action=new.action,
        channel=new.channel,
        due=new.due,
        earned_due=new.due,
        latest=new.latest,
        awaits_reply=new.awaits_reply,
        status="open",
    )


def begin(rules: Sequence[Rule], tie: str = "loose") -> Life:
    return Life(rules, Contact(id=1, name="Robin", tie=tie, added=DAY))


EARNS: dict[str, dict[str, tuple[int, int]]] = {
    "met": {"met-follow-up": (2, 14)},
    "event": {"event-follow-up": (2, 14)},
    "informational-interview": {THANKS: (1, 7), "informational-interview-progress-update": (30, 90)},
    "connected": {"connected-message": (2, 14)},
    "message-sent": {"message-sent-nudge": (7, 30)},
    "message-received": {},
    "call": {},
    "help-received": {"help-received-thank-you": (1, 14)},
    "referral": {"referral-thank-you": (1, 14)},
    "application": {"application-check": (14, 42)},
    "no-reply": {"no-reply-reminder": (7, 30)},
}
"""Per kind of interaction: each rule it earns, with the days until due and until too late."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_earns_what_its_rules_say(rules: list[Rule], kind: str) -> None:
    effect = begin(rules).log(kind, DAY)
    earned = {each.rule: (each.due, each.latest) for each in effect.earned if each.trigger != KEEP_IN_TOUCH}
    assert earned == {rule: (after(due), after(latest)) for rule, (due, latest) in EARNS[kind].items()}
    assert (effect.settled, effect.restarted, effect.too_late) == ((), (), ())


def test_every_rule_of_the_data_is_earned_by_something(rules: list[Rule]) -> None:
    expected = {rule for each in EARNS.values() for rule in each} | {f"keep-in-touch-{tie}" for tie in TIES}
    assert {rule.id for rule in rules} == expected


@pytest.mark.parametrize("tie", TIES)
@pytest.mark.parametrize("kind", KINDS)
def test_any_touch_restarts_keep_in_touch(rules: list[Rule], kind: str, tie: str) -> None:
    life = begin(rules, tie)
    life.log("call", DAY)
    before = life.find(f"keep-in-touch-{tie}")
    assert before.due == after(RHYTHM[tie])
    effect = life.log(kind, after(10))
    assert before in effect.restarted
    assert life.find(f"keep-in-touch-{tie}").due == after(10 + RHYTHM[tie])


def test_only_what_waits_for_an_answer_says_so(rules: list[Rule]) -> None:
    life = begin(rules)
    for kind in KINDS:
        for each in life.log(kind, DAY).earned:
            assert each.awaits_reply == (each.trigger in {"message-sent", "no-reply", "application"})


def test_missed_rounds_do_not_pile_up(rules: list[Rule]) -> None:
    life = begin(rules, "close")
    for day in (0, 40, 100, 200, 400):
        life.log("met", after(day))
    assert life.due() == {"met-follow-up": after(402), "keep-in-touch-close": after(430)}


def test_a_new_tie_replaces_the_rhythm_of_the_old_one(rules: list[Rule]) -> None:
    life = begin(rules, "loose")
    life.log("call", DAY)
    life.contact = replace(life.contact, tie="close")
    life.log("call", after(5))
    assert life.due() == {"keep-in-touch-close": after(35)}


def test_a_backdated_interaction_does_not_move_keep_in_touch_back(rules: list[Rule]) -> None:
    life = begin(rules, "close")
    life.log("call", after(20))
    life.log("message-received", DAY, today=after(20))
    assert life.due() == {"keep-in-touch-close": after(50)}


@pytest.mark.parametrize(("age", "earned"), [(7, True), (8, False)])
def test_past_its_latest_day_a_rule_is_too_late_and_not_earned(rules: list[Rule], age: int, earned: bool) -> None:  # noqa: FBT001
    life = begin(rules)
    effect = life.log("informational-interview", DAY, today=after(age))
    assert (THANKS in life.due()) is earned
    assert effect.too_late == (() if earned else ("Send a thank-you note",))
    assert life.find("informational-interview-progress-update").due == after(30)


def test_keep_in_touch_is_never_too_late(rules: list[Rule]) -> None:
    life = begin(rules, "close")
    effect = life.log("met", DAY, today=after(1000))
    assert life.due() == {"keep-in-touch-close": after(30)}
    assert effect.too_late == ("Follow up on your meeting",)


@pytest.mark.parametrize("day", [0, 3, 40])
def test_a_message_settles_a_thank_you_earned_before_it(rules: list[Rule], day: int) -> None:
    life = begin(rules)
    life.log("informational-interview", DAY)
    thanks = life.find(THANKS)
    effect = life.log("message-sent", after(day))
    assert effect.settled == (thanks,)
    assert thanks not in effect.restarted
    assert THANKS not in life.due()
    assert "informational-interview-progress-update" in life.due()


def test_a_message_does_not_settle_a_thank_you_earned_after_it(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("informational-interview", after(3))
    effect = life.log("message-sent", after(2), today=after(4))
    assert effect.settled == ()
    assert life.find(THANKS).due == after(4)


def test_a_snoozed_thank_you_is_settled_by_the_day_it_was_earned(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("informational-interview", DAY)
    life.followups = tuple(replace(each, due=after(30)) for each in life.followups)
    assert [each.rule for each in life.log("message-sent", after(3)).settled] == [THANKS]


def test_an_answer_settles_the_nudge(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("message-sent", DAY)
    assert life.due()["message-sent-nudge"] == after(7)
    life.log("message-received", after(2))
    assert life.due() == {"keep-in-touch-loose": after(122)}


def test_silence_turns_the_nudge_into_a_reminder(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("message-sent", DAY)
    life.log("no-reply", after(7))
    assert life.due() == {"no-reply-reminder": after(14), "keep-in-touch-loose": after(127)}


def test_carrying_out_a_follow_up_restarts_keep_in_touch_and_earns_nothing_else(rules: list[Rule]) -> None:
    life = begin(rules, "close")
    life.log("informational-interview", DAY)
    effect = life.do(THANKS, after(1))
    assert [each.rule for each in effect.earned] == ["keep-in-touch-close"]
    assert (effect.settled, effect.too_late) == ((), ())
    assert life.due() == {"informational-interview-progress-update": after(30), "keep-in-touch-close": after(31)}


def test_carrying_out_one_follow_up_settles_no_other(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("informational-interview", DAY)
    life.log("help-received", DAY)
    life.do(THANKS, after(1))
    assert life.due()["help-received-thank-you"] == after(1)


def test_keeping_in_touch_begins_the_next_round(rules: list[Rule]) -> None:
    life = begin(rules, "close")
    life.log("call", DAY)
    life.do("keep-in-touch-close", after(33))
    assert life.due() == {"keep-in-touch-close": after(63)}
    assert [each.status for each in life.followups] == ["done", "open"]


@pytest.mark.parametrize(("later", "settled"), [("message-sent", True), ("call", True), ("message-received", False)])
def test_logged_late_it_earns_nothing_that_a_later_one_settled(rules: list[Rule], later: str, settled: bool) -> None:  # noqa: FBT001
    life = begin(rules)
    life.log(later, after(2))
    life.log("informational-interview", DAY, today=after(3))
    assert (THANKS not in life.due()) is settled
    assert "informational-interview-progress-update" in life.due()


def test_logged_late_on_the_same_day_it_still_earns(rules: list[Rule]) -> None:
    """Which of two things on one day came first is not known, so nothing is lost."""
    life = begin(rules)
    life.log("call", DAY)
    life.log("informational-interview", DAY)
    assert life.due()[THANKS] == after(1)


def test_an_older_one_of_the_same_kind_does_not_replace_the_newer(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("informational-interview", after(5))
    life.log("informational-interview", DAY, today=after(6))
    assert life.due()[THANKS] == after(6)
    assert life.due()["informational-interview-progress-update"] == after(35)


def test_the_same_rule_earned_twice_is_open_once(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("informational-interview", DAY)
    first = life.find(THANKS)
    effect = life.log("informational-interview", after(5))
    assert first in effect.restarted
    assert life.due()[THANKS] == after(6)


def test_a_rule_that_is_gone_leaves_its_follow_ups_open(rules: list[Rule]) -> None:
    life = begin(rules)
    life.log("informational-interview", DAY)
    life.rules = [rule for rule in rules if rule.id != THANKS]
    life.log("message-sent", after(1))
    assert life.due()[THANKS] == after(1)


def test_without_rules_nothing_is_earned() -> None:
    assert begin([]).log("met", DAY) == Consequences(())


doings = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 100), st.integers(0, 200), st.booleans()), max_size=25
)


@given(doings=doings, tie=st.sampled_from(TIES))
def test_whatever_is_logged_each_rule_is_open_once_and_the_rhythm_counts_from_the_last_touch(
    rules: list[Rule], doings: list[tuple[str, int, int, bool]], tie: str
) -> None:
    """``doings``: a kind, its day, how much later it is logged, and whether to carry out something open instead."""
    life = begin(rules, tie)
    for kind, day, late, carry_out in doings:
        if carry_out and life.open:
            chosen = life.open[day % len(life.open)]
            effect = life.log(TOUCH_OF[chosen.channel], after(day), today=after(day + late), carries_out=chosen)
            assert {each.trigger for each in effect.earned} == {KEEP_IN_TOUCH}
        else:
            effect = life.log(kind, after(day), today=after(day + late))
        ended = [*effect.settled, *effect.restarted]
        assert len({each.id for each in ended}) == len(ended)
        last = max(each.day for each in life.interactions)
        assert life.due()[f"keep-in-touch-{tie}"] == last + dt.timedelta(days=RHYTHM[tie])
        assert sum(each.trigger == KEEP_IN_TOUCH for each in life.open) == 1


@given(doings=doings)
def test_in_order_or_not_nothing_is_open_that_a_later_one_answered(
    rules: list[Rule], doings: list[tuple[str, int, int, bool]]
) -> None:
    life = begin(rules)
    for kind, day, late, _ in doings:
        life.log(kind, after(day), today=after(day + late))
    by_id = {rule.id: rule for rule in rules}
    for each in life.open:
        rule = by_id[each.rule]
        earned = each.earned_due - dt.timedelta(days=rule.delay)
        assert not [one for one in life.interactions if one.day > earned and one.kind in rule.closed_by]


def test_the_touch_of_a_follow_up_is_a_kind_of_interaction() -> None:
    assert set(TOUCH_OF.values()) <= set(KINDS)
    assert set(TOUCH_OF) == {"message", "call", "meeting"}
