"""Making a networking plan: the best-worth options first, each on the first day that every rule allows.

The rules: weekly hours are never exceeded, what an activity needs was done on an earlier day, the
smallest gap lies between two occurrences, events stand on their day, nothing before the start or in a
free week, and the share of online hours stays near the one asked for. No clock and no chance is
involved, so the same request gives the same plan.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

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
    draft.balance_channels()
    return draft.finish()


class _Draft:
    """A plan in the making: what stands where, and what room is left."""

    def __init__(self, request: Request, options: Options) -> None:
        self.request = request
        self.options = options
        self.room = [0.0 if week in request.free_weeks else request.hours for week in range(request.weeks)]
        self.load: dict[dt.date, float] = defaultdict(float)
        self.placed: dict[str, list[dt.date]] = defaultdict(list)
        self.first: dict[str, dt.date] = {}
        self.left_out = list(options.left_out)
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
                self._leave_out(option, "what it needs first, or its hours, do not fit before its date")

    def fill(self) -> None:
        """Place the best option again and again until nothing more fits."""
        closed: set[str] = {option.id for option in self.options.chosen.values() if option.event}
        while best := self._best(closed):
            if not self._place(best):
                closed.add(best.id)
                if not self.placed[best.id]:
                    self._leave_out(best, "the weeks are full with what is worth more")
        for option in self.options.chosen.values():
            if option.id not in closed and not self.placed[option.id]:
                self._leave_out(option, self._why_not(option))

    def _best(self, closed: set[str]) -> Option | None:
        ready = [
            option
            for option in self.options.chosen.values()
            if option.id not in closed and len(self.placed[option.id]) < option.most and self._ready(option)
        ]
        return min(ready, key=lambda option: (-self._density(option), option.id), default=None)

    def _ready(self, option: Option) -> bool:
        return all(need in self.first for need in option.activity.needs) and self._contact_from(option) is not None

    def _why_not(self, option: Option) -> str:
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
        for need in option.activity.needs:
            if need in self.first:
                continue
            ways = [each for each in self.options.chosen.values() if each.activity.id == need and not each.event]
            if not any(self._place_with_needs(each) for each in sorted(ways, key=lambda each: (-each.worth, each.id))):
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
        made = self._contact_from(option)
        if made:
            after.append(made)
        return max([self.request.start, *after])

    def _contact_from(self, option: Option) -> dt.date | None:
        """Return the first day on which somebody is known for it; none if nobody will be."""
        if option.activity.contact != "needs" or self.request.contacts:
            return self.request.start
        made = [
            self.first[each.activity.id]
            for each in self.options.chosen.values()
            if each.activity.contact == "makes" and each.activity.id in self.first
        ]
        return min(made) + dt.timedelta(days=1) if made else None

    def _has_room(self, week: int, option: Option) -> bool:
        return 0 <= week < self.request.weeks and self.room[week] >= option.activity.hours

    def _week(self, day: dt.date) -> int:
        return (day - self.request.start).days // 7

    # --- the mix of channels

    def _share(self) -> float | None:
        hours = {"online": 0.0, "offline": 0.0, "both": 0.0}
        for option in self.options.chosen.values():
            hours[_channel(option)] += option.activity.hours * len(self.placed[option.id])
        decided = hours["online"] + hours["offline"]
        return hours["online"] / decided if decided else None

    def balance_channels(self) -> None:
        """Take out the least of the channel that has too much until the share is near the one asked for."""
        wanted = self.request.online_share
        if wanted is None:
            return
        while (share := self._share()) is not None and abs(share - wanted) > SHARE_TOLERANCE:
            surplus = "online" if share > wanted else "offline"
            removable = [
                option
                for option in self.options.chosen.values()
                if _channel(option) == surplus and self.placed[option.id] and self._spare(option)
            ]
            if not removable:
                return
            least = min(removable, key=lambda each: (self._worth(each, len(self.placed[each.id]) - 1), each.id))
            self._take_back(least)
            if not self.placed[least.id]:
                self._leave_out(least, f"more {surplus} hours than the mix you asked for")

    def _spare(self, option: Option) -> bool:
        """Say whether the last occurrence can go without anything else losing what it needs."""
        if len(self.placed[option.id]) > 1:
            return True
        others = [
            each
            for each in self.options.chosen.values()
            if each.activity.id == option.activity.id and each.id != option.id and self.placed[each.id]
        ]
        if others:
            return self.first[option.activity.id] < min(self.placed[option.id]) or all(
                not self.placed[each.id] for each in self.wanted_by[option.activity.id]
            )
        needed = any(self.placed[each.id] for each in self.wanted_by[option.activity.id])
        return not needed and option.activity.contact != "makes"

    def _take_back(self, option: Option) -> None:
        day = self.placed[option.id].pop()
        self.room[self._week(day)] += option.activity.hours
        self.load[day] -= option.activity.hours

    # --- the result

    def _leave_out(self, option: Option, reason: str) -> None:
        self.left_out.append(LeftOut(option.activity.id, option.title, reason))

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
        share = self._share()
        request = self.request
        return Plan(
            roles=tuple(role.id for role in request.roles),
            start=request.start,
            weeks=request.weeks,
            hours_per_week=request.hours,
            channel=request.channel,
            items=tuple(items),
            left_out=tuple(sorted(self.left_out, key=lambda each: (each.activity, each.title))),
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
