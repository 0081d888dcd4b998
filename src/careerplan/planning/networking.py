"""Making a networking plan: the best-worth options first, each on the first day that every rule allows.

The rules: weekly hours are never exceeded, what an activity needs was done on an earlier day, the
smallest gap lies between two occurrences, events stand on their day, nothing before the start or in a
free week, and the share of online hours stays near the one asked for. No clock and no chance is
involved, so the same request gives the same plan.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator

from careerplan.person.contacts import Contact
from careerplan.person.plans import LeftOut, Plan, PlanItem
from careerplan.planning.options import EMPLOYER_BONUS, REPEAT_FACTOR, Option, Options, Request

SHARE_TOLERANCE = 0.1
"""How far the share of online hours may be from the one asked for."""

UNLOCK_SHARE = 0.5
"""What the worth of a later activity adds to the worth of one it needs, in choosing."""


def make_plan(request: Request, options: Options) -> Plan:
    """Return a plan for ``request`` from ``options``, with everything left out and why."""
    draft = _Draft(request, options)
    draft.place_events()
    draft.fill()
    if draft.balance_channels():
        draft.fill()
    return draft.finish()


FULL = "the weeks are full with what is worth more"
"""The commonest reason; what is left out for any other stands before it."""


class _Draft:
    """A plan in the making: what stands where, and what room is left."""

    def __init__(self, request: Request, options: Options) -> None:
        self.request = request
        self.options = options
        self.room = [0.0 if week in request.free_weeks else request.hours for week in range(request.weeks)]
        self.load: dict[dt.date, float] = defaultdict(float)
        self.placed: dict[str, list[dt.date]] = defaultdict(list)
        self.first: dict[str, dt.date] = {}
        self.somebody = request.start if request.contacts else None
        self.balancing = False
        self.left_out = list(options.left_out)
        self.reasons: dict[str, str] = {}
        self.wanted_by: dict[str, list[Option]] = defaultdict(list)
        for option in options.chosen.values():
            for need in option.activity.needs:
                self.wanted_by[need].append(option)

    # --- choosing

    def place_events(self) -> None:
        """Place what has a date of its own first, each after what it needs."""
        dated = [option for option in self.options.chosen.values() if option.event]
        for option in sorted(dated, key=lambda each: (-each.worth, each.id)):
            before = self._copy()
            if not self._place_with_needs(option):
                self._restore(before)
                self.reasons[option.id] = "its hours, or what it needs first, do not fit"

    def fill(self) -> None:
        """Place the best option again and again until nothing more fits."""
        closed: set[str] = {option.id for option in self.options.chosen.values() if option.event}
        while best := self._best(closed):
            if not self._keeps_the_mix(best):
                closed.add(best.id)
            elif not self._place(best):
                closed.add(best.id)
                self.reasons.setdefault(best.id, FULL)

    def _best(self, closed: set[str]) -> Option | None:
        ready = [
            option
            for option in self.options.chosen.values()
            if option.id not in closed and len(self.placed[option.id]) < option.most and self._ready(option)
        ]
        return min(ready, key=lambda option: (-self._density(option), option.id), default=None)

    def _ready(self, option: Option) -> bool:
        if option.activity.contact == "needs" and self.somebody is None:
            return False
        return all(need in self.first for need in option.activity.needs)

    def _why_not(self, option: Option) -> str:
        if option.id in self.reasons:
            return self.reasons[option.id]
        missing = [need for need in option.activity.needs if need not in self.first]
        if missing:
            return f"it needs '{missing[0]}' first, which did not fit"
        return "it needs somebody you know: careerplan contacts add NAME"

    def _density(self, option: Option) -> float:
        """Worth an hour of the next occurrence, with a share of what it makes possible."""
        worth = self._worth(option)
        if option.activity.id not in self.first:
            worth += self._unlocks(option.activity.id)
        return worth / option.activity.hours

    def _unlocks(self, activity: str) -> float:
        """Return the share of worth that an activity lends to what needs it, and to what needs that in turn."""
        waiting = (each for each in self.wanted_by[activity] if each.activity.id not in self.first)
        return sum(
            UNLOCK_SHARE * (each.worth + self._unlocks(each.activity.id)) / len(each.activity.needs) for each in waiting
        )

    def _worth(self, option: Option, occurrence: int | None = None) -> float:
        """Worth of an occurrence, counted from 0; the next one if none is given. Each further one is worth less."""
        done = len(self.placed[option.id]) if occurrence is None else occurrence
        return float(option.worth * REPEAT_FACTOR**done)

    # --- placing

    def _place_with_needs(self, option: Option) -> bool:
        """Place an option after the best way to each thing it needs, somebody to know included."""
        chosen = sorted(self.options.chosen.values(), key=lambda each: (-each.worth, each.id))
        undated = [each for each in chosen if not each.event]
        for need in option.activity.needs:
            ways = (each for each in undated if each.activity.id == need)
            if need not in self.first and not any(map(self._place_with_needs, ways)):
                return False
        if option.activity.contact == "needs" and self.somebody is None:
            ways = (each for each in undated if each.activity.contact == "makes")
            if not any(map(self._place_with_needs, ways)):
                return False
        return self._place(option)

    def _place(self, option: Option) -> bool:
        day = self._find_day(option)
        if day is None:
            return False
        hours = option.activity.hours
        self.room[self._week(day)] -= hours
        self.load[day] += hours
        self.placed[option.id].append(day)
        name = option.activity.id
        self.first[name] = min(day, self.first.get(name, day))
        if option.activity.contact == "makes":
            made = day + dt.timedelta(days=1)
            self.somebody = min(made, self.somebody or made)
        return True

    def _find_day(self, option: Option) -> dt.date | None:
        """Return the least busy day of the first week with room, on or after the first day allowed."""
        earliest = self._earliest(option)
        if option.event and option.event.next:
            day = option.event.next
            return day if earliest <= day and self._has_room(self._week(day), option) else None
        for week in range(max(0, self._week(earliest)), self.request.weeks):
            if not self._has_room(week, option):
                continue
            first = self.request.start + dt.timedelta(weeks=week)
            days = [day for day in (first + dt.timedelta(days=n) for n in range(7)) if day >= earliest]
            if days:
                return min(days, key=lambda day: (self.load[day], day))
        return None

    def _earliest(self, option: Option) -> dt.date:
        activity = option.activity
        after = [self.first[need] + dt.timedelta(days=1) for need in activity.needs if need in self.first]
        if self.placed[option.id]:
            after.append(max(self.placed[option.id]) + dt.timedelta(days=activity.gap))
        if option.activity.contact == "needs" and self.somebody:
            after.append(self.somebody)
        return max([self.request.start, *after])

    def _has_room(self, week: int, option: Option) -> bool:
        return 0 <= week < self.request.weeks and self.room[week] >= option.activity.hours

    def _week(self, day: dt.date) -> int:
        return (day - self.request.start).days // 7

    # --- the mix of channels

    def _hours(self) -> dict[str, float]:
        hours = {"online": 0.0, "offline": 0.0, "both": 0.0}
        for option in self.options.chosen.values():
            hours[_channel(option)] += option.activity.hours * len(self.placed[option.id])
        return hours

    def _share(self, more: Option | None = None) -> float | None:
        """Return the share of online hours, with one occurrence of ``more`` on top if given."""
        hours = self._hours()
        if more is not None:
            hours[_channel(more)] += more.activity.hours
        decided = hours["online"] + hours["offline"]
        return hours["online"] / decided if decided else None

    def _keeps_the_mix(self, option: Option) -> bool:
        """Say whether the mix stays as asked for; while the plan is first filled, any mix may arise."""
        return not self.balancing or _channel(option) == "both" or self._balanced(self._share(option))

    def _balanced(self, share: float | None) -> bool:
        wanted = self.request.online_share
        return wanted is None or share is None or abs(share - wanted) <= SHARE_TOLERANCE

    def balance_channels(self) -> bool:
        """Take out the least of the channel that has too much until the share is as asked for; say if anything was."""
        self.balancing = self.request.online_share is not None
        changed = False
        while not self._balanced(share := self._share()):
            surplus = "online" if (share or 0) > (self.request.online_share or 0) else "offline"
            removable = [
                option
                for option in self.options.chosen.values()
                if _channel(option) == surplus and self.placed[option.id]
            ]
            least = min(removable, key=lambda each: (self._loss(each), each.id))
            self._take_back(least, f"it would be more {surplus} hours than you asked for")
            changed = True
        return changed

    def _loss(self, option: Option) -> float:
        """Return the worth that goes with the last occurrence, with all that could not be done without it."""
        own = self._worth(option, len(self.placed[option.id]) - 1)
        return own + sum(
            self._worth(each, number) for each in self._orphans(option) for number in range(len(self.placed[each.id]))
        )

    def _orphans(self, option: Option) -> list[Option]:
        """Return what is placed too early to do without the last occurrence of ``option``."""
        last = self.placed[option.id][-1]
        again = self._first_without(last, lambda each: each.activity.id == option.activity.id)
        orphans = [each for each in self.wanted_by[option.activity.id] if self._before(each, again)]
        if option.activity.contact == "makes" and not self.request.contacts:
            known = self._first_without(last, lambda each: each.activity.contact == "makes")
            orphans += [
                each
                for each in self.options.chosen.values()
                if each.activity.contact == "needs" and self._before(each, known) and each not in orphans
            ]
        return orphans

    def _first_without(self, day: dt.date, counts: Callable[[Option], bool]) -> dt.date | None:
        """Return the first day of the options that count, once an occurrence on ``day`` is gone."""
        days = [each for option in self.options.chosen.values() if counts(option) for each in self.placed[option.id]]
        days.remove(day)
        return min(days, default=None)

    def _before(self, option: Option, day: dt.date | None) -> bool:
        return bool(self.placed[option.id]) and (day is None or min(self.placed[option.id]) <= day)

    def _take_back(self, option: Option, reason: str) -> None:
        """Take out the last occurrence, and all that could not be done without it."""
        for each in self._orphans(option):
            while self.placed[each.id]:
                self._take_back(each, f"it needs '{option.activity.id}' first, which is left out")
        day = self.placed[option.id].pop()
        self.room[self._week(day)] += option.activity.hours
        self.load[day] -= option.activity.hours
        self._recall(option.activity.id)
        if not self.placed[option.id]:
            self.reasons[option.id] = reason

    def _recall(self, activity: str) -> None:
        """Work out anew when an activity is first done, and from when somebody is known."""
        options = self.options.chosen.values()
        days = [day for each in options if each.activity.id == activity for day in self.placed[each.id]]
        self.first.pop(activity, None)
        if days:
            self.first[activity] = min(days)
        if not self.request.contacts:
            made = [day for each in options if each.activity.contact == "makes" for day in self.placed[each.id]]
            self.somebody = min(made) + dt.timedelta(days=1) if made else None

    # --- the result

    def _copy(self) -> tuple[list[float], dict[dt.date, float], dict[str, list[dt.date]], dict[str, dt.date]]:
        return [*self.room], dict(self.load), {key: [*days] for key, days in self.placed.items()}, dict(self.first)

    def _restore(
        self, state: tuple[list[float], dict[dt.date, float], dict[str, list[dt.date]], dict[str, dt.date]]
    ) -> None:
        self.room, self.first = state[0], state[3]
        self.load = defaultdict(float, state[1])
        self.placed = defaultdict(list, state[2])

    def finish(self) -> Plan:
        """Return the plan, its items by day and id."""
        items = sorted(self._items(), key=lambda item: (item.date, item.id))
        left_out = self.left_out + [
            LeftOut(option.activity.id, option.title, self._why_not(option))
            for option in self.options.chosen.values()
            if not self.placed[option.id]
        ]
        share = self._share()
        request = self.request
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
        )

    def _items(self) -> Iterator[PlanItem]:
        people = _by_closeness(self.request)
        asked = 0
        for option in self.options.chosen.values():
            for occurrence, day in enumerate(self.placed[option.id]):
                contact = None
                if option.activity.contact == "needs" and people:
                    contact, asked = people[asked % len(people)], asked + 1
                yield self._item(option, occurrence, day, contact)

    def _item(self, option: Option, occurrence: int, day: dt.date, contact: Contact | None) -> PlanItem:
        why = option.activity.why[0]
        bound_worth = option.organization and option.worth == option.activity.value * (1 + EMPLOYER_BONUS)
        reason = f"{why.text} It reaches the employer you aim at." if bound_worth else why.text
        return PlanItem(
            id=f"{option.id}/{occurrence + 1}" if option.most > 1 else option.id,
            week=self._week(day) + 1,
            date=day,
            activity=option.activity.id,
            title=option.title,
            hours=option.activity.hours,
            channel=_channel(option),
            organization=option.organization.id if option.organization else None,
            event=option.event.id if option.event else None,
            contact=contact.id if contact else None,
            contact_name=contact.name if contact else None,
            why=reason,
            sources=tuple(dict.fromkeys(each for claim in option.activity.why for each in claim.sources)),
            value=round(self._worth(option, occurrence), 2),
        )


def _channel(option: Option) -> str:
    return option.event.channel if option.event else option.activity.channel


def _by_closeness(request: Request) -> list[Contact]:
    """Return the contacts to ask, those at a target employer first, then the closer ones."""
    employers = {role.employer for role in request.roles if role.employer}
    ties = ("close", "regular", "loose")
    return sorted(
        request.contacts, key=lambda each: (each.organization_id not in employers, ties.index(each.tie), each.id)
    )
