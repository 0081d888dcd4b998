"""The planner never breaks a constraint, whatever it is asked for; small plans read like examples."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.catalog.activities import Activity
from careerplan.catalog.base import Claim
from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.catalog.organizations import Event, Organization
from careerplan.catalog.roles import Role
from careerplan.person.contacts import Contact
from careerplan.person.plans import Plan, compare_plans
from careerplan.planning.draft import SHARE_TOLERANCE
from careerplan.planning.networking import make_plan
from careerplan.planning.options import Options, Request, find_options
from careerplan.planning.reasons import FULL

MONDAY = dt.date(2026, 11, 23)
WHY = (Claim(text="It helps", sources=("source",)),)


def role(**more: object) -> Role:
    facts = {
        "id": "officer",
        "title": "Officer",
        "occupation": "officer",
        "jurisdiction": "CA",
        "summary": WHY[0],
        **more,
    }
    return Role.model_validate(facts)


def activity(name: str, **more: object) -> Activity:
    facts = {"id": name, "title": name.title(), "theme": "learning", "channel": "both", "hours": 1, "value": 5}
    return Activity.model_validate({**facts, "steps": ("Do it",), "why": WHY, **more})


def event(name: str, day: dt.date | None, of: str, **more: object) -> Event:
    facts = {"id": name, "name": name, "kind": "conference", "activity": of, "next": day, "summary": WHY[0], **more}
    return Event.model_validate(facts)


def organization(name: str, **more: object) -> Organization:
    facts = {"id": name, "name": name.upper(), "kind": "professional-association", "summary": WHY[0], **more}
    return Organization.model_validate(facts)


def contact(number: int) -> Contact:
    return Contact(id=number, name=f"Sample {number}", added=MONDAY)


def plan(request: Request, *activities: Activity, organizations: object = (), events: object = ()) -> Plan:
    known = {each.id: each for each in activities}
    options = find_options(request, known, list(organizations), list(events))  # type: ignore[call-overload]
    return make_plan(request, options)


def request(**more: object) -> Request:
    return Request(**{"roles": (role(),), "start": MONDAY, "weeks": 4, "hours": 4.0, **more})  # type: ignore[arg-type]


def reason(made: Plan, title: str) -> str:
    return next(each.reason for each in made.left_out if each.title == title)


def test_what_an_activity_needs_comes_on_an_earlier_day() -> None:
    made = plan(request(), activity("fair", needs=("pitch",)), activity("pitch", value=1))
    assert [item.activity for item in made.items] == ["pitch", "fair"]
    assert made.items[0].date < made.items[1].date


def test_repeats_keep_the_gap_and_are_worth_less_each_time() -> None:
    made = plan(request(), activity("post", most=3, gap=10))
    days = [item.date for item in made.items]
    assert [(later - earlier).days >= 10 for earlier, later in pairwise(days)] == [True, True]
    assert [item.value for item in made.items] == [5, 2, 0.8]
    assert [item.id for item in made.items] == ["post/1", "post/2", "post/3"]


def test_an_event_stands_on_its_day_after_its_preparation() -> None:
    day = MONDAY + dt.timedelta(days=9)
    made = plan(
        request(),
        activity("congress", needs_event=True, hours=4, needs=("prepare",)),
        activity("prepare"),
        events=[event("ccc", day, "congress")],
    )
    assert [(item.id, item.week) for item in made.items] == [("prepare", 1), ("congress:ccc", 2)]
    assert made.items[1].date == day


def test_an_event_too_soon_for_its_preparation_is_left_out() -> None:
    made = plan(
        request(),
        activity("congress", needs_event=True, needs=("prepare",)),
        activity("prepare"),
        events=[event("ccc", MONDAY, "congress")],
    )
    assert [item.id for item in made.items] == ["prepare"]
    assert "what it needs first, do not fit before its day" in reason(made, "Congress: ccc")


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([], "no such event is known"),
        ([event("ccc", None, "congress")], "no date known"),
        ([event("ccc", MONDAY - dt.timedelta(days=1), "congress")], "outside these weeks"),
        ([event("ccc", MONDAY + dt.timedelta(weeks=4), "congress")], "outside these weeks"),
        ([event("ccc", MONDAY, "congress", jurisdiction="AU")], "another place"),
    ],
)
def test_an_event_that_cannot_be_planned_says_why(events: list[Event], why: str) -> None:
    made = plan(request(), activity("congress", needs_event=True), events=events)
    assert made.items == ()
    assert why in made.left_out[0].reason


def test_an_association_that_cannot_be_joined_is_left_out_with_its_reason() -> None:
    joining = activity("join", theme="organization", organization_kinds=("professional-association",))
    made = plan(
        request(),
        joining,
        organizations=[
            organization("open"),
            organization("closed", joinable=False, not_joinable_because="for Crown lawyers"),
            organization("other", serves=("nurse",)),
            organization("abroad", jurisdictions=("AU",)),
        ],
    )
    assert [item.organization for item in made.items] == ["open"]
    assert reason(made, "Join: CLOSED") == "for Crown lawyers"
    assert "roles you aim at" in reason(made, "Join: OTHER")
    assert "another place" in reason(made, "Join: ABROAD")


def test_the_employer_aimed_at_is_worth_more() -> None:
    following = activity("follow", organization_kinds=("employer",))
    aimed = request(roles=(role(employer="csc", coverage="none"),), hours=1.0, weeks=1)
    made = plan(
        aimed, following, organizations=[organization("aaa", kind="employer"), organization("csc", kind="employer")]
    )
    assert [item.organization for item in made.items] == ["csc"]
    assert "employer you aim at" in made.items[0].why


def test_channel_other_occupation_and_long_activities_are_left_out_with_the_reason() -> None:
    made = plan(
        request(channel="online"),
        activity("both"),
        activity("web", channel="online"),
        activity("walk", channel="offline"),
        activity("nursing", occupations=("nurse",)),
        activity("retreat", hours=6),
        activity("after-walk", needs=("walk",)),
    )
    assert {item.activity for item in made.items} == {"both", "web"}
    assert reason(made, "Walk") == "it is offline, and you asked for online"
    assert reason(made, "Nursing") == "it is meant for other occupations"
    assert reason(made, "Retreat") == "it takes 6 hours, and a week has 4"
    assert reason(made, "After-Walk") == "it needs 'Walk' first, which is left out"


def test_what_needs_somebody_waits_until_somebody_is_met() -> None:
    ask, meet = activity("ask", contact="needs", value=9), activity("meet", contact="makes", value=1)
    assert [item.activity for item in plan(request(), ask, meet).items] == ["meet", "ask"]
    alone = plan(request(), ask)
    assert alone.items == ()
    assert "contacts add" in reason(alone, "Ask")
    known = plan(request(contacts=(contact(7),)), ask)
    assert [(item.contact, item.contact_name) for item in known.items] == [(7, "Sample 7")]


def test_an_event_that_needs_somebody_comes_after_meeting_somebody() -> None:
    dinner = activity("dinner", needs_event=True, contact="needs")
    on_friday = [event("friday", MONDAY + dt.timedelta(days=4), "dinner")]
    made = plan(request(), dinner, activity("meet", contact="makes"), events=on_friday)
    assert [item.activity for item in made.items] == ["meet", "dinner"]
    assert plan(request(), dinner, events=on_friday).items == ()


def test_a_free_week_stays_free() -> None:
    made = plan(request(free_days=(MONDAY + dt.timedelta(days=8),)), activity("post", most=9, gap=1, hours=2))
    assert {item.week for item in made.items} == {1, 3, 4}
    assert made.free_weeks == (2,)


def test_the_same_request_gives_the_same_plan() -> None:
    activities = [activity(name, most=3, gap=3) for name in "abcdef"]
    assert plan(request(), *activities) == plan(request(), *activities)


def test_a_plan_says_what_changed() -> None:
    old = plan(request(), activity("a"), activity("b"))
    new = plan(request(start=MONDAY + dt.timedelta(days=7)), activity("b"), activity("c"))
    assert {(change.kind, change.item.id) for change in compare_plans(old, new)} == {
        ("moved", "b"),
        ("added", "c"),
        ("dropped", "a"),
    }


def test_the_nearest_preparation_day_is_before_the_event() -> None:
    made = plan(
        request(weeks=1),
        activity("fair", needs_event=True, needs=("a", "b")),
        activity("a"),
        activity("b"),
        events=[event("tuesday", MONDAY + dt.timedelta(days=1), "fair")],
    )
    assert [(item.activity, item.date.weekday()) for item in made.items] == [("a", 0), ("b", 0), ("fair", 1)]


def test_an_event_for_other_occupations_is_left_out() -> None:
    made = plan(
        request(), activity("fair", needs_event=True), events=[event("f", MONDAY, "fair", occupations=("nurse",))]
    )
    assert reason(made, "Fair: f") == "it is meant for other occupations"


def test_a_circle_through_contacts_ends_and_is_left_out() -> None:
    made = plan(
        request(),
        activity("a", contact="makes", needs=("b",)),
        activity("b", contact="needs"),
        activity("dinner", needs_event=True, contact="needs"),
        activity("c"),
        events=[event("d", MONDAY + dt.timedelta(days=9), "dinner")],
    )
    assert [item.activity for item in made.items] == ["c"]
    assert reason(made, "A") == "it needs 'B' first, which is left out"
    assert "somebody you know" in reason(made, "B")
    assert "somebody you know" in reason(made, "Dinner: d")


def test_nobody_is_known_after_an_event_that_did_not_fit() -> None:
    """What was placed for an event that then does not fit is forgotten altogether."""
    made = plan(
        request(weeks=1, hours=2.0),
        activity("gala", needs_event=True, contact="needs", hours=2, value=10),
        activity("meet", contact="makes", value=1),
        activity("ask", contact="needs", value=9),
        events=[event("g", MONDAY + dt.timedelta(days=3), "gala")],
    )
    assert [item.activity for item in made.items] == ["meet", "ask"]


def test_the_mix_steers_what_is_chosen() -> None:
    made = plan(
        request(weeks=1, hours=3.0, online_share=0.5),
        activity("web", channel="online"),
        activity("walk", channel="offline"),
        *(activity(name, value=9) for name in "abcd"),
    )
    assert (made.online_share, made.mix_note, len(made.items)) == (0.5, None, 3)
    assert reason(made, next(each.title for each in made.left_out)) == FULL


def test_what_the_mix_leaves_out_says_so() -> None:
    made = plan(request(online_share=0.0), activity("web", channel="online"), activity("walk", channel="offline"))
    assert [item.activity for item in made.items] == ["walk"]
    assert reason(made, "Web") == "with it there would be more online hours than you asked for"


def test_a_mix_that_cannot_be_is_told_and_a_plan_kept() -> None:
    made = plan(request(online_share=0.5), activity("web", channel="online"))
    assert [item.activity for item in made.items] == ["web"]
    assert made.mix_note == "You asked for 50% online; with what there is, this plan comes to 100%."


# --- whatever is asked for

NAMES = [f"a{number:02}" for number in range(12)]
CHANNELS = st.sampled_from(["online", "offline", "both"])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Request, dict[str, Activity], list[Organization], list[Event]]:
    activities: dict[str, Activity] = {}
    events: list[Event] = []
    for number, name in enumerate(draw(st.lists(st.sampled_from(NAMES), unique=True))):
        dated = draw(st.booleans()) and draw(st.booleans())
        bound = not dated and draw(st.integers(0, 4)) == 0
        activities[name] = activity(
            name,
            channel=draw(CHANNELS),
            hours=draw(st.integers(1, 20)) / 4,
            most=draw(st.integers(1, 6)),
            gap=draw(st.integers(1, 20)),
            value=draw(st.integers(1, 10)),
            needs=tuple(draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2)))
            if draw(st.integers(0, 5)) == 0
            else tuple(draw(st.lists(st.sampled_from(list(activities)), unique=True, max_size=3)))
            if number
            else (),
            contact=draw(st.sampled_from([None, "needs", "needs"] if dated else [None, None, "makes", "needs"])),
            organization_kinds=("professional-association",) if bound else (),
            needs_event=dated,
        )
        for each in range(draw(st.integers(1, 2)) if dated else 0):
            day = MONDAY + dt.timedelta(days=draw(st.integers(-5, 60)))
            events.append(
                event(f"{name}-{each}", draw(st.sampled_from([day, day, None])), name, channel=draw(CHANNELS))
            )
    weeks = draw(st.integers(1, 8))
    asked = request(
        weeks=weeks,
        hours=draw(st.integers(1, 24)) / 4,
        channel=draw(CHANNELS),
        online_share=draw(st.none() | st.sampled_from([0.0, 0.25, 0.5, 1.0])),
        free_days=tuple(MONDAY + dt.timedelta(days=each) for each in draw(st.lists(st.integers(0, 55), max_size=2))),
        contacts=tuple(map(contact, draw(st.sampled_from([(), (1,), (1, 2)])))),
    )
    organizations = [organization(each, joinable=draw(st.booleans())) for each in ("one", "two")]
    return asked, activities, organizations, events


@settings(max_examples=400, deadline=None)
@given(cases())
def test_no_plan_breaks_a_constraint(
    case: tuple[Request, dict[str, Activity], list[Organization], list[Event]],
) -> None:
    asked, activities, organizations, events = case
    options = find_options(asked, activities, organizations, events)
    made = make_plan(asked, options)
    _check_hours_and_days(asked, made)
    _check_order(asked, made, activities)
    _check_channels(asked, made)
    _check_events(made, events)
    _check_nothing_is_lost(made, options, activities)
    assert make_plan(asked, options) == made


def _check_hours_and_days(asked: Request, made: Plan) -> None:
    hours: dict[int, float] = defaultdict(float)
    for item in made.items:
        hours[item.week] += item.hours
        assert asked.start <= item.date < asked.end
        assert item.week == (item.date - asked.start).days // 7 + 1
        assert item.week not in made.free_weeks
    assert all(total <= asked.hours for total in hours.values())


def _check_order(asked: Request, made: Plan, activities: dict[str, Activity]) -> None:
    first: dict[str, dt.date] = {}
    by_option: dict[str, list[dt.date]] = defaultdict(list)
    for item in made.items:
        first.setdefault(item.activity, item.date)
        by_option[item.id.partition("/")[0]].append(item.date)
    met = [item.date for item in made.items if activities[item.activity].contact == "makes"]
    for item in made.items:
        needed = activities[item.activity]
        assert all(first[need] < item.date for need in needed.needs)
        if needed.contact == "needs" and not asked.contacts:
            assert min(met) < item.date
    for name, days in by_option.items():
        of = activities[name.partition(":")[0]]
        assert len(days) <= of.most
        assert all((later - earlier).days >= of.gap for earlier, later in pairwise(days))


def _check_channels(asked: Request, made: Plan) -> None:
    if asked.channel != "both":
        assert {item.channel for item in made.items} <= {asked.channel, "both"}
    if asked.online_share is not None and made.mix_note is None:
        assert made.online_share is not None
        assert abs(made.online_share - asked.online_share) <= SHARE_TOLERANCE + 0.001
    assert made.mix_note is None or asked.online_share is not None


def _check_events(made: Plan, events: list[Event]) -> None:
    days = {each.id: each.next for each in events}
    assert all(item.date == days[item.event] for item in made.items if item.event)


def _check_nothing_is_lost(made: Plan, options: Options, activities: dict[str, Activity]) -> None:
    planned = {item.activity for item in made.items}
    assert set(activities) == planned | {each.activity for each in made.left_out}
    titles = [each.title for each in made.left_out]
    assert len(titles) == len(set(titles))
    assert set(titles).isdisjoint({item.title for item in made.items})
    assert set(options.chosen) >= {item.id.partition("/")[0] for item in made.items}


# --- worth

STRICTER: list[dict[str, object]] = [
    {"channel": "online"},
    {"channel": "offline"},
    {"online_share": 0.0},
    {"online_share": 0.5},
]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("catalog")
    return open_catalog(folder / "packs", folder / "cache")


def from_catalog(catalog: Catalog, **more: object) -> Plan:
    asked = request(roles=(catalog.find_role(catalog.main_roles[0]),), **more)
    known = list(catalog.organizations.values()), list(catalog.events.values())
    return make_plan(asked, find_options(asked, catalog.activities, *known))


@pytest.mark.parametrize("weeks", [1, 2, 4, 8])
@pytest.mark.parametrize("hours", [1.0, 2.0, 4.0])
def test_a_stricter_request_is_not_worth_more(catalog: Catalog, weeks: int, hours: float) -> None:
    """Within 2 %: the planner exchanges until nothing improves, which is not always the best there is."""
    free = from_catalog(catalog, weeks=weeks, hours=hours).value
    for more in STRICTER:
        assert from_catalog(catalog, weeks=weeks, hours=hours, **more).value <= free * 1.02, more


@pytest.mark.parametrize("weeks", [1, 2, 3, 4, 6, 9, 12])
def test_more_hours_are_never_worth_less(catalog: Catalog, weeks: int) -> None:
    values = [from_catalog(catalog, weeks=weeks, hours=float(hours)).value for hours in range(1, 9)]
    assert values == sorted(values)


@st.composite
def tiny_cases(draw: st.DrawFn) -> tuple[Request, list[Activity]]:
    made: list[Activity] = []
    for number in range(draw(st.integers(1, 5))):
        earlier = [each.id for each in made]
        needs = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=2)) if made else []
        facts = {"hours": draw(st.integers(1, 12)) / 4, "value": draw(st.integers(1, 10)), "needs": tuple(needs)}
        made.append(activity(f"a{number}", **facts))
    return request(weeks=draw(st.integers(1, 2)), hours=draw(st.integers(2, 16)) / 4), made


def best_worth(asked: Request, activities: list[Activity]) -> float:
    """Try every week for every activity; a week has days enough for any order of five."""
    best = 0.0
    for weeks in product(range(asked.weeks + 1), repeat=len(activities)):
        at = {each.id: week for each, week in zip(activities, weeks, strict=True) if week < asked.weeks}
        chosen = [each for each in activities if each.id in at]
        loads = [sum(each.hours for each in chosen if at[each.id] == week) for week in range(asked.weeks)]
        if max(loads) <= asked.hours and all(at.get(need, 9) <= at[each.id] for each in chosen for need in each.needs):
            best = max(best, sum(each.value for each in chosen))
    return best


@settings(max_examples=300, deadline=None)
@given(tiny_cases())
def test_a_tiny_plan_is_near_the_best_there_is(case: tuple[Request, list[Activity]]) -> None:
    """At least 0.75 of the optimum; of 3,000 such cases 99.8 % were the optimum, and the worst 0.79 of it."""
    asked, activities = case
    best = best_worth(asked, activities)
    assert 0.75 * best <= plan(asked, *activities).value <= best + 0.01
