"""Making one person of several: what the one will be."""

import datetime as dt

import pytest

from careerplan.errors import UsageError
from careerplan.person.contacts import Contact, HeldPosition, Interaction, Note, Position
from careerplan.person.followups import FollowUp
from careerplan.person.merges import Side, plain, plan_merge
from careerplan.person.rule_changes import RuleChange

DAY = dt.date(2026, 11, 22)


def person(number: int, name: str = "Robin Sample", **more: object) -> Contact:
    return Contact(id=number, name=name, **{"added": DAY, **more})  # type: ignore[arg-type]


def at(number: int, organization: str | None, role: str | None = None, *dates: str | None) -> HeldPosition:
    since, until = dates or (None, None)
    return HeldPosition(id=number, organization=organization, role=role, since=since, until=until)


def owed(number: int, contact: int, rule: str, due: int, trigger: str = "met", status: str = "open") -> FollowUp:
    day = dt.date(2026, 11, due)
    return FollowUp(
        id=number, contact_id=contact, contact="Robin", rule=rule, trigger=trigger, action="Write", channel="message",
        due=day, interaction_id=None, earned_on=None, earned_due=day, status=status,
    )  # fmt: skip


def test_the_kept_name_the_nearer_tie_and_the_earlier_day_stand() -> None:
    kept = person(1, met="a fair", tie="loose")
    other = person(2, "R. Sample", tie="close", met="work", added=dt.date(2025, 1, 1))
    one = plan_merge(Side(kept), [Side(other)]).person
    assert (one.name, one.tie, one.met, one.added) == ("Robin Sample", "close", "a fair", dt.date(2025, 1, 1))


def test_what_the_kept_one_lacks_comes_from_the_other() -> None:
    assert plan_merge(Side(person(1)), [Side(person(2, met="work"))]).person.met == "work"


def test_a_value_may_be_preferred() -> None:
    kept = person(1, emails=("one@example.org",), tie="close")
    other = person(2, "Robin T. Sample", emails=("two@example.org", "ONE@example.org"), tie="loose")
    merge = plan_merge(Side(kept), [Side(other)], {"name": 2, "email": 2, "tie": 2})
    assert (merge.person.name, merge.person.tie) == ("Robin T. Sample", "loose")
    assert merge.person.emails == ("two@example.org", "ONE@example.org")


def test_details_are_joined_each_once_the_kept_ones_first() -> None:
    kept = person(1, phones=("613 555 0100",), tags=("mentor",))
    other = person(2, phones=("+1 (613) 555-0100", "613 555 0199"), tags=("Mentor", "csc"))
    merge = plan_merge(Side(kept), [Side(other)])
    assert merge.person.phones == ("613 555 0100", "613 555 0199")
    assert merge.rewritten("tag") == ("mentor", "csc")
    assert merge.rewritten("email") is None


@pytest.mark.parametrize(
    ("mine", "theirs", "joined"),
    [
        (("CSC", "Officer", "2024", None), ("csc", "officer", "2022-05", None), [("CSC", "Officer", "2022-05", None)]),
        (("CSC", "Officer", "2024", None), ("CSC", None, None, None), [("CSC", "Officer", "2024", None)]),
        (("CSC", "Officer", None, "2024"), ("CSC", "Officer", None, "2024-05"), [("CSC", "Officer", None, "2024-05")]),
        (("CSC", "Officer", None, "2024"), ("CSC", "Officer", None, None), [("CSC", "Officer", None, None)]),
        (
            ("CSC", "Officer", None, "2024"),
            ("CSC", None, None, None),
            [("CSC", None, None, None), ("CSC", "Officer", None, "2024")],
        ),
        (
            ("CSC", "Officer", None, None),
            ("CSC", "Manager", "2026", None),
            [("CSC", "Manager", "2026", None), ("CSC", "Officer", None, None)],
        ),
    ],
)
def test_the_same_place_and_role_are_one_position_with_the_wider_dates(
    mine: tuple[str, str | None, str | None, str | None],
    theirs: tuple[str, str | None, str | None, str | None],
    joined: list[tuple[str, str | None, str | None, str | None]],
) -> None:
    merge = plan_merge(
        Side(person(1, positions=(at(1, mine[0], mine[1], *mine[2:]),))),
        [Side(person(2, positions=(at(2, theirs[0], theirs[1], *theirs[2:]),)))],
    )
    assert [(each.organization, each.role, each.since, each.until) for each in merge.positions] == joined


def test_of_two_open_ones_of_a_rule_the_later_is_dropped_with_its_reason() -> None:
    merge = plan_merge(
        Side(person(1), followups=[owed(1, 1, "thank-you", 26)]),
        [Side(person(2), followups=[owed(2, 2, "thank-you", 24), owed(3, 2, "thank-you", 20, status="done")])],
    )
    ((twin),) = merge.twins
    assert (twin.dropped.id, twin.kept.id) == (1, 2)
    assert twin.reason == "merged: the same is open by 2026-11-24"


@pytest.mark.parametrize("trigger", ["own", "i-owe", "they-owe", "keep-in-touch"])
def test_promises_and_own_reminders_all_stay(trigger: str) -> None:
    sides = [Side(person(each), followups=[owed(each, each, trigger, 26, trigger)]) for each in (1, 2)]
    assert plan_merge(sides[0], sides[1:]).twins == ()


def test_a_changed_rule_of_the_kept_one_stands_and_another_moves() -> None:
    mine, theirs = RuleChange(id=1, rule="met", contact_id=1, off=True), RuleChange(id=2, rule="met", contact_id=2)
    other = RuleChange(id=3, rule="event", contact_id=2, delay=9)
    merge = plan_merge(Side(person(1), rule_changes=[mine]), [Side(person(2), rule_changes=[theirs, other])])
    assert merge.moved_changes == (other,)


def test_what_both_took_part_in_counts_once() -> None:
    both = Interaction(id=1, contact_ids=(1, 2), kind="event", day=DAY, names=("A", "B"))
    merge = plan_merge(Side(person(1), [both]), [Side(person(2), [both])])
    assert (merge.interactions, merge.shared) == (1, 1)


def test_a_note_that_says_the_same_on_the_same_day_stands_once() -> None:
    notes = [Note(id=number, day=DAY, text="likes tea") for number in (1, 2)]
    merge = plan_merge(Side(person(1, notes=(notes[0],))), [Side(person(2, notes=(notes[1],)))])
    assert merge.dropped_notes == (2,)


@pytest.mark.parametrize(
    ("others", "prefer", "message"),
    [
        ((1,), {}, "cannot be merged with themselves"),
        ((2, 2), {}, "cannot be merged with themselves"),
        ((2,), {"age": 2}, "is no field"),
        ((2,), {"name": 3}, "none of those"),
    ],
)
def test_what_cannot_be_is_a_usage_error(others: tuple[int, ...], prefer: dict[str, int], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        plan_merge(Side(person(1)), [Side(person(each)) for each in others], prefer)


def test_a_position_without_its_number_is_plain() -> None:
    assert plain(at(7, "CSC", "Officer")) == Position(organization="CSC", role="Officer")
