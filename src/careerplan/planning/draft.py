"""A networking plan in the making: what stands on which day, what room is left, and which day is allowed next.

Days are counted from the start of the plan and hours in quarters, so that sums are exact. What is placed
is the whole state; all else follows from it, so that going back to an earlier state forgets nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.planning.options import REPEAT_FACTOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from careerplan.planning.options import Option, Options, Request

QUARTERS = 4
WEEK = 7

MOST = 60
"""How often an activity may be planned, by its schema."""

SHARE_TOLERANCE = 0.1
"""How far the share of online hours may be from the one asked for."""

NO_SHARE = 0.95
"""How far off a plan with neither online nor offline hours counts: farther than any but the opposite mix."""

SLIGHT = 1e-9
"""What two worths may differ by and still count as the same."""


FACTORS = tuple(float(REPEAT_FACTOR**occurrence) for occurrence in range(MOST + 1))
"""What an occurrence is worth, counted from 0, as a share of the first."""

WORTHS = tuple(sum(FACTORS[:occurrences]) for occurrences in range(MOST + 1))
"""What so many occurrences are worth, as a share of the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An option in the planner's terms: ``number`` is its place, ``day`` the day of its event from the start."""

    number: int
    name: str
    option: Option
    activity: str
    worth: float
    quarters: int
    most: int
    gap: int
    channel: str
    needs: tuple[str, ...]
    longest_first: tuple[str, ...]
    makes: bool
    meets: bool
    day: int | None

    def worth_of(self, occurrences: int) -> float:
        """Return the worth of so many occurrences; each further one is worth less."""
        return self.worth * WORTHS[occurrences]


State = list[tuple[int, ...]]
"""The days of every candidate, in order."""


class Draft:
    """What stands where. Only ``_put`` changes it, and ``_set`` remembers how to undo that."""

    def __init__(self, request: Request, options: Options) -> None:
        self.request = request
        self.titles = options.titles
        hours = {each.activity.id: each.activity.hours for each in options.chosen.values()}
        self.candidates = [_candidate(*each, request, hours) for each in enumerate(options.chosen.values())]
        self.of: dict[str, list[Candidate]] = defaultdict(list)
        self.wanted_by: dict[str, list[Candidate]] = defaultdict(list)
        for each in self.candidates:
            self.of[each.activity].append(each)
            for need in each.needs:
                self.wanted_by[need].append(each)
        best_first = sorted(self.candidates, key=lambda each: (-each.worth, each.name))
        self.ways = {name: _ways([each for each in best_first if each.activity == name]) for name in self.of}
        self.makers = [each for each in best_first if each.makes]
        self.cold_makers = [each for each in self.makers if each.activity in options.cold]
        self.meeting = [each for each in self.candidates if each.meets and not request.contacts]
        quarters = int(request.hours * QUARTERS)
        self.room = [0 if week in request.free_weeks else quarters for week in range(request.weeks)]
        self.load = [0] * (request.weeks * WEEK)
        self.placed: State = [()] * len(self.candidates)
        self.hours = {"online": 0, "offline": 0, "both": 0}
        self.value = 0.0
        self.work = 0
        self._changes: list[tuple[Candidate, tuple[int, ...]]] = []
        self._known: int | None = None
        self._known_holds = False

    # --- the state

    def _set(self, candidate: Candidate, days: tuple[int, ...]) -> None:
        self._changes.append((candidate, self.placed[candidate.number]))
        self._put(candidate, days)

    def _put(self, candidate: Candidate, days: tuple[int, ...]) -> None:
        before, quarters, room, load = self.placed[candidate.number], candidate.quarters, self.room, self.load
        for day in before:
            room[day // WEEK] += quarters
            load[day] -= quarters
        for day in days:
            room[day // WEEK] -= quarters
            load[day] += quarters
        self.hours[candidate.channel] += quarters * (len(days) - len(before))
        self.value += candidate.worth * (WORTHS[len(days)] - WORTHS[len(before)])
        self.placed[candidate.number] = days
        if candidate.makes:
            self._known_holds = False

    def changes(self) -> int:
        """Return how many changes were made so far, to undo later ones."""
        return len(self._changes)

    def undo(self, changes: int) -> None:
        """Go back to what was placed after the first ``changes`` changes."""
        while len(self._changes) > changes:
            self._put(*self._changes.pop())

    def state(self) -> State:
        """Return what is placed, to come back to."""
        return self.placed.copy()

    def restore(self, state: State) -> None:
        """Go to a state that was remembered; nothing before can be undone afterwards."""
        for candidate, days in zip(self.candidates, state, strict=True):
            if self.placed[candidate.number] is not days:
                self._put(candidate, days)
        self._changes.clear()

    def entries(self) -> Iterator[tuple[Candidate, int]]:
        """Yield what is placed with each of its days."""
        for candidate, days in zip(self.candidates, self.placed, strict=True):
            for day in days:
                yield candidate, day

    def first(self, activity: str) -> int | None:
        """Return the day on which an activity is first done."""
        of = self.of[activity]
        if len(of) == 1:
            days = self.placed[of[0].number]
            return days[0] if days else None
        return min((self.placed[each.number][0] for each in of if self.placed[each.number]), default=None)

    def known(self) -> int | None:
        """Return the day from which somebody is known."""
        if self.request.contacts:
            return 0
        if not self._known_holds:
            self._known, self._known_holds = self._first_met(), True
        return self._known

    def _first_met(self) -> int | None:
        met = [self.placed[each.number][0] for each in self.makers if self.placed[each.number]]
        return min(met) + 1 if met else None

    def gain(self, candidate: Candidate) -> float:
        """Return the worth of one more occurrence."""
        return candidate.worth * FACTORS[len(self.placed[candidate.number])]

    # --- the mix of channels

    def share(self, more: Candidate | None = None) -> float | None:
        """Return the share of online hours, with one occurrence of ``more`` on top if given."""
        online, offline = self.hours["online"], self.hours["offline"]
        if more is not None:
            online += more.quarters * (more.channel == "online")
            offline += more.quarters * (more.channel == "offline")
        return online / (online + offline) if online + offline else None

    def excess(self, more: Candidate | None = None) -> float:
        """Return how much farther than tolerated the mix is from the one asked for; 0 where it is as asked for."""
        wanted = self.request.online_share
        if wanted is None:
            return 0.0
        share = self.share(more)
        off = NO_SHARE if share is None else abs(share - wanted)
        return max(0.0, round(off - SHARE_TOLERANCE, 9))

    def surplus(self) -> str | None:
        """Return the channel that has more than its share, if one has."""
        wanted, share = self.request.online_share, self.share()
        if wanted is None or share is None or share == wanted:
            return None
        return "online" if share > wanted else "offline"

    def better_than(self, mark: tuple[float, float]) -> bool:
        """Say whether the mix is nearer than that of a plan once marked, or as near and the worth higher."""
        excess, value = self.excess(), self.value
        return excess < mark[0] or (excess == mark[0] and value > mark[1] + SLIGHT)

    def mark(self) -> tuple[float, float]:
        """Return how far the mix is off and what the plan is worth."""
        return self.excess(), self.value

    # --- placing

    def earliest(self, candidate: Candidate) -> int | None:
        """Return the first day after all that is needed; none while something is missing."""
        earliest = 0
        for need in candidate.needs:
            done = self.first(need)
            if done is None:
                return None
            earliest = max(earliest, done + 1)
        if candidate.meets:
            known = self.known()
            return None if known is None else max(earliest, known)
        return earliest

    def place(self, candidate: Candidate, before: int | None = None) -> bool:
        """Place one more occurrence on the first good day, if there is one before ``before``."""
        day = self._find_day(candidate, before)
        if day is None:
            return False
        self._set(candidate, tuple(sorted((*self.placed[candidate.number], day))))
        return True

    def _find_day(self, candidate: Candidate, before: int | None) -> int | None:
        """Return the least busy day of the first week with room, on or after the first day allowed."""
        taken, quarters, room = self.placed[candidate.number], candidate.quarters, self.room
        if len(taken) >= candidate.most or quarters > max(room):
            return None
        earliest = self.earliest(candidate)
        if earliest is None:
            return None
        end = len(self.load) if before is None else min(before, len(self.load))
        if candidate.day is not None:
            fits = earliest <= candidate.day < end and room[candidate.day // WEEK] >= quarters
            return candidate.day if fits else None
        gap = candidate.gap
        for week in range(earliest // WEEK, -(-end // WEEK)):
            if room[week] >= quarters:
                low, high = max(earliest, week * WEEK), min(end, (week + 1) * WEEK)
                free: Sequence[int] = range(low, high)
                for each in taken:
                    if low - gap < each < high + gap:
                        free = [day for day in free if abs(day - each) >= gap]
                if free and gap < WEEK and candidate.most > 1:
                    return free[0]  # leaves room for another one in the same week
                if free:
                    return min(free, key=self.load.__getitem__)
        return None

    def place_with_needs(self, candidate: Candidate, before: int | None = None) -> bool:
        """Place an option after the best way to each thing it needs, somebody to know included; all or nothing.

        It ends: options that could only be reached in a circle were ruled out, and whoever is met first is
        met through an activity that needs nobody, nor does anything before it.
        """
        start = self.changes()
        if candidate.day is not None and before is None:
            before = candidate.day + 1
        bound = None if before is None else before - 1
        done = all(self._provide(self.first(need), self.ways[need], bound) for need in candidate.longest_first)
        if done and candidate.meets and not self.request.contacts:
            known = self.known()
            done = self._provide(None if known is None else known - 1, self.cold_makers, bound)
        if done and self.place(candidate, before):
            return True
        self.undo(start)
        return False

    def _provide(self, done: int | None, ways: list[Candidate], before: int | None) -> bool:
        """Make sure that something is done in time: as it is, by one of the ways, or by bringing one forward."""
        if done is not None and (before is None or done < before):
            return True
        return any(self._again(each, before) for each in ways)

    def _again(self, candidate: Candidate, before: int | None) -> bool:
        start = self.changes()
        if len(self.placed[candidate.number]) >= candidate.most:
            self._set(candidate, self.placed[candidate.number][1:])
        if self.place_with_needs(candidate, before):
            return True
        self.undo(start)
        return False

    # --- taking out

    def take_out(self, candidate: Candidate, day: int) -> None:
        """Take out one occurrence, and all that could not be done without it."""
        self._set(candidate, tuple(each for each in self.placed[candidate.number] if each != day))
        self._settle(self.wanted_by[candidate.activity])
        if candidate.makes:
            self._settle(self.meeting)

    def _settle(self, later: list[Candidate]) -> None:
        for each in later:
            earliest = self.earliest(each) if self.placed[each.number] else None
            for day in self.placed[each.number]:
                if (earliest is None or day < earliest) and day in self.placed[each.number]:
                    self.take_out(each, day)

    def loss(self, candidate: Candidate, day: int) -> float:
        """Return the worth that goes with one occurrence, with all that could not be done without it."""
        placed = self.placed[candidate.number]
        lost = candidate.worth * FACTORS[len(placed) - 1]
        if not self.wanted_by[candidate.activity] and not (candidate.makes and self.meeting):
            return lost
        if day != placed[0]:
            return lost
        before, start = self.value, self.changes()
        self.take_out(candidate, day)
        lost = before - self.value
        self.undo(start)
        return lost


def _candidate(number: int, option: Option, request: Request, hours: Mapping[str, float]) -> Candidate:
    activity, event = option.activity, option.event
    return Candidate(
        number=number,
        name=option.id,
        option=option,
        activity=activity.id,
        worth=option.worth,
        quarters=int(activity.hours * QUARTERS),
        most=option.most,
        gap=activity.gap,
        channel=option.channel,
        needs=activity.needs,
        longest_first=tuple(sorted(activity.needs, key=lambda each: -hours.get(each, 0.0))),
        makes=activity.contact == "makes",
        meets=activity.contact == "needs",
        day=(event.next - request.start).days if event and event.next else None,
    )


def _ways(of: list[Candidate]) -> list[Candidate]:
    """Return the ways to get an activity done; without a day of their own they differ in nothing, and one will do."""
    undated = [each for each in of if each.day is None]
    return [*undated[:1], *(each for each in of if each.day is not None)]
