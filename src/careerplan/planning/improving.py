"""Improving a draft by exchanges: something out, something better in, as long as that helps.

Bounded by the steps it may take and never by the clock, so that the same request gives the same plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.planning.draft import SLIGHT, Candidate, Draft
from careerplan.planning.filling import Filling

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKS_TRIED = 3
"""In how many weeks, the most promising first, an exchange for one option is tried."""

Losses = list[tuple[float, float, Candidate, int]]
"""What stands in a week: the loss an hour, the loss, the candidate and its day."""

ANY_WORTH = 1000.0
"""More than anything is worth: what brings the mix nearer may displace it."""

Out = tuple[tuple[Candidate, int], ...]


class Improving:
    """Exchanges on one draft."""

    def __init__(self, draft: Draft, *, unlock: float, until: int = 0) -> None:
        """Improve with a share of later worth, until the work on the draft has reached ``until``."""
        self.draft = draft
        self.unlock = unlock
        self.until = until

    def run(self) -> None:
        """Exchange until nothing improves or the work is used up."""
        while self._more() and (self._exchange_one() or self._take_one_out() or self._begin_anew()):
            pass

    def exchange(self) -> None:
        """Only exchange what is placed for what is left out, until that improves nothing or the work is used up."""
        while self._more() and self._exchange_one():
            pass

    def _more(self) -> bool:
        return self.draft.work < self.until

    def balance(self) -> None:
        """Take out the least of the channel that has too much, while that brings the mix nearer, and fill up again."""
        draft = self.draft
        best, mark = draft.state(), draft.mark()
        while draft.excess() and (surplus := draft.surplus()):
            entries = [each for each in draft.entries() if each[0].channel == surplus]
            least = min(entries, key=lambda each: (draft.loss(*each) / each[0].quarters, each[0].name, -each[1]))
            draft.take_out(*least)
            if draft.better_than(mark):
                best, mark = draft.state(), draft.mark()
        draft.restore(best)
        self._fill()

    def _fill(self, closed: frozenset[int] = frozenset()) -> None:
        Filling(self.draft, unlock=self.unlock, strict=self.draft.request.online_share is not None).run(closed)

    def _exchange_one(self) -> bool:
        """Try to place each option that is left, best first, after taking out what is worth less."""
        draft = self.draft
        losses = self._losses()
        improved = False
        for candidate in sorted(self._open(), key=lambda each: (-draft.gain(each) / each.quarters, each.name)):
            for out in self._rooms(candidate, losses):
                if not self._more():
                    return improved
                if self._try(out, candidate):
                    improved = True
                    losses = self._losses()
                    break
        return improved

    def _open(self) -> list[Candidate]:
        draft = self.draft
        return [each for each in draft.candidates if len(draft.placed[each.number]) < each.most]

    def _losses(self) -> list[Losses]:
        """Return what stands in each week, the least loss an hour first."""
        draft = self.draft
        weeks: list[Losses] = [[] for _ in draft.room]
        for candidate, day in draft.entries():
            loss = draft.loss(candidate, day)
            weeks[day // 7].append((loss / candidate.quarters, loss, candidate, day))
        for week in weeks:
            week.sort(key=lambda each: (each[0], each[2].name, each[3]))
        return weeks

    def _rooms(self, candidate: Candidate, losses: list[Losses]) -> list[Out]:
        """Return what to take out to make room, in the weeks in which that promises most."""
        draft = self.draft
        needed = self._missing(candidate)
        gain = draft.gain(candidate) + sum(each.worth for each in needed)
        nearing = draft.excess() > 0 and candidate.channel not in {"both", draft.surplus()}
        if nearing:
            gain += ANY_WORTH
        quarters = candidate.quarters + sum(each.quarters for each in needed)
        earliest = (draft.earliest(candidate) or 0) // 7
        weeks = range(earliest, len(draft.room)) if candidate.day is None else (candidate.day // 7,)
        found: dict[Out, tuple[float, int]] = {}
        for week in weeks:
            by_hour = losses[week]
            if nearing:  # what is neither online nor offline goes first, the other channel last
                order = ("both", candidate.channel)
                by_hour = sorted(by_hour, key=lambda each: (each[2].channel not in order, each[2].channel != "both"))
            for standing in (by_hour, sorted(by_hour, key=lambda each: each[1])):
                out, lost = self._room(candidate, quarters, week, standing)
                if out and lost < gain - SLIGHT:
                    found.setdefault(out, (lost, week))
        return sorted(found, key=found.__getitem__)[:WEEKS_TRIED]

    def _room(self, candidate: Candidate, quarters: int, week: int, standing: Losses) -> tuple[Out, float]:
        """Return the first things of a week that have to go for so many quarters, and the worth that may go with them.

        What may find room in another week counts as no loss. Nothing is returned where there is not enough.
        """
        draft = self.draft
        room, lost, out = draft.room[week], 0.0, []
        elsewhere = max((each for number, each in enumerate(draft.room) if number != week), default=0)
        for _, loss, each, day in standing:
            if room >= quarters:
                break
            if each.activity in candidate.needs or each.number == candidate.number:
                continue
            room += each.quarters
            lost += 0.0 if each.quarters <= elsewhere else loss
            out.append((each, day))
        return (tuple(out), lost) if room >= quarters else ((), 0.0)

    def _missing(self, candidate: Candidate) -> list[Candidate]:
        """Return a way to each thing that a candidate needs and that is not placed, and to what that needs."""
        draft = self.draft
        missing: dict[int, Candidate] = {}
        waiting = [candidate]
        while waiting:
            for need in waiting.pop().needs:
                if draft.first(need) is None and (way := draft.ways[need][0]).number not in missing:
                    missing[way.number] = way
                    waiting.append(way)
        return list(missing.values())

    def _try(self, out: Out, candidate: Candidate | None, closed: frozenset[int] = frozenset()) -> bool:
        """Exchange and keep the result if it is better."""
        draft = self.draft
        draft.work += 10
        start, mark = draft.changes(), draft.mark()
        for each, day in out:
            if day in draft.placed[each.number]:
                draft.take_out(each, day)
        if candidate is None or draft.place_with_needs(candidate):
            self._fill(closed)
            if draft.better_than(mark):
                return True
        draft.undo(start)
        return False

    def _take_one_out(self) -> bool:
        """Try to do without each thing placed, with all that needs it."""
        for _, _, candidate, day in self._by_loss():
            if not self._more():
                return False
            if self._try(((candidate, day),), None, frozenset([candidate.number])):
                return True
        return False

    def _begin_anew(self) -> bool:
        """Try a new plan that begins with something left out now."""
        everything = tuple(self.draft.entries())
        left = [each for each in self._open() if not self.draft.placed[each.number]]
        for each in sorted(left, key=lambda each: (-each.worth / each.quarters, each.name)):
            if not self._more():
                return False
            if self._try(everything, each):
                return True
        return False

    def _by_loss(self) -> Iterator[tuple[float, float, Candidate, int]]:
        everything = [each for week in self._losses() for each in week]
        yield from sorted(everything, key=lambda each: (each[0], each[2].name, each[3]))
