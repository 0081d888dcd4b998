"""Making a networking plan: the options worth most in the hours there are, each on a day that every rule allows.

The rules: weekly hours are never exceeded, what an activity needs was done on an earlier day, the
smallest gap lies between two occurrences, events stand on their day, nothing before the start or in a
free week, and the share of online hours is near the one asked for wherever the options allow it. No
clock and no chance is involved, so the same request gives the same plan.
"""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import TYPE_CHECKING

from careerplan.person.plans import LeftOut, Plan, PlanItem
from careerplan.planning.draft import QUARTERS, Draft
from careerplan.planning.filling import Filling
from careerplan.planning.improving import Improving
from careerplan.planning.reasons import FULL, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerplan.person.contacts import Contact
    from careerplan.planning.draft import Candidate, State
    from careerplan.planning.options import Options, Request

UNLOCKS = (0.5, 1.0, 0.0)
"""Shares of later worth by which a first filling is tried."""

AVOIDED = (None, "online", "offline")
"""A channel that a first filling does without until nothing else fits."""

BIASES = (1.0, 3.0, 1000.0)
"""How strongly a first filling is steered towards the mix asked for."""

BRIEF = 300
"""How many steps are taken, about, to improve a first filling."""

WORK = 2000
"""How many steps are taken, about, for one improvement of a plan."""

IMPROVED = 140
"""How many things the first fillings that are improved, the best ones, hold together."""


def make_plan(request: Request, options: Options) -> Plan:
    """Return a plan for ``request`` from ``options``, with everything left out and why."""
    draft = Draft(request, options)
    best, mark = draft.state(), draft.mark()
    beginnings = _beginnings(draft)
    things = sum(map(len, beginnings[0][1]))
    for unlock, state in beginnings[: max(1, IMPROVED // max(1, things))]:
        draft.restore(state)
        Improving(draft, unlock=unlock, until=draft.work + WORK).run()
        if draft.better_than(mark):
            best, mark = draft.state(), draft.mark()
    draft.restore(best)
    return _finish(draft, options)


def _beginnings(draft: Draft) -> list[tuple[float, State]]:
    """Return different first fillings, the best first, each with the share of later worth it was made by."""
    nothing = draft.state()
    found: list[tuple[float, float, int, float, State]] = []
    steered = draft.request.online_share is not None
    ways = [(each, None) for each in BIASES] if steered else [(1.0, each) for each in AVOIDED]
    for unlock, (bias, avoided) in product(UNLOCKS, ways):
        draft.restore(nothing)
        _place_events(draft)
        if avoided:
            closed = frozenset(each.number for each in draft.candidates if each.channel == avoided)
            Filling(draft, unlock=unlock).run(closed)
        Filling(draft, unlock=unlock, bias=bias).run()
        improving = Improving(draft, unlock=unlock, until=draft.work + BRIEF)
        improving.balance()
        improving.exchange()
        excess, value = draft.mark()
        found.append((excess, -value, len(found), unlock, draft.state()))
    found.sort(key=lambda each: each[:3])
    states = {tuple(state): (unlock, state) for *_, unlock, state in reversed(found)}
    return list(reversed(states.values()))


def _place_events(draft: Draft) -> None:
    """Place what has a date of its own first, each after what it needs."""
    dated = [each for each in draft.candidates if each.day is not None]
    for each in sorted(dated, key=lambda each: (-each.worth, each.name)):
        if not draft.placed[each.number]:
            draft.place_with_needs(each)


def _finish(draft: Draft, options: Options) -> Plan:
    """Return the plan, its items by day and id."""
    request = draft.request
    items = sorted(_items(draft), key=lambda item: (item.date, item.id))
    left_out = options.left_out + [
        LeftOut(each.activity, each.option.title, why_not(draft, each))
        for each in draft.candidates
        if not draft.placed[each.number]
    ]
    share = draft.share()
    return Plan(
        roles=tuple(role.id for role in request.roles),
        start=request.start,
        weeks=request.weeks,
        hours_per_week=request.hours,
        channel=request.channel,
        items=tuple(items),
        left_out=tuple(sorted(left_out, key=lambda each: (each.reason == FULL, each.activity, each.title))),
        value=round(sum(item.value for item in items), 2),
        online_share=None if share is None else round(share, 3),
        free_weeks=tuple(sorted(week + 1 for week in request.free_weeks)),
        mix_note=_mix_note(draft),
    )


def _mix_note(draft: Draft) -> str | None:
    if not draft.excess():
        return None
    share = draft.share()
    found = "nothing that is only online or only offline fits" if share is None else f"this plan comes to {share:.0%}"
    return f"You asked for {draft.request.online_share:.0%} online; with what there is, {found}."


def _items(draft: Draft) -> Iterator[PlanItem]:
    people = _by_closeness(draft.request)
    asked = 0
    for candidate in draft.candidates:
        for occurrence, day in enumerate(draft.placed[candidate.number]):
            contact = None
            if candidate.meets and people:
                contact, asked = people[asked % len(people)], asked + 1
            yield _item(
                candidate, occurrence, draft.request.start + dt.timedelta(days=day), draft.request.start, contact
            )


def _item(candidate: Candidate, occurrence: int, day: dt.date, start: dt.date, contact: Contact | None) -> PlanItem:
    option = candidate.option
    why = option.activity.why[0].text
    return PlanItem(
        id=f"{option.id}/{occurrence + 1}" if option.most > 1 else option.id,
        week=(day - start).days // 7 + 1,
        date=day,
        activity=option.activity.id,
        title=option.title,
        hours=candidate.quarters / QUARTERS,
        channel=option.channel,
        organization=option.organization.id if option.organization else None,
        event=option.event.id if option.event else None,
        contact=contact.id if contact else None,
        contact_name=contact.name if contact else None,
        why=f"{why} It reaches the employer you aim at." if option.reaches_employer else why,
        sources=tuple(dict.fromkeys(each for claim in option.activity.why for each in claim.sources)),
        value=round(candidate.worth_of(occurrence + 1) - candidate.worth_of(occurrence), 2),
    )


def _by_closeness(request: Request) -> list[Contact]:
    """Return the contacts to ask, those at a target employer first, then the closer ones."""
    employers = {role.employer for role in request.roles if role.employer}
    ties = ("close", "regular", "loose")
    return sorted(
        request.contacts, key=lambda each: (each.organization_id not in employers, ties.index(each.tie), each.id)
    )
