"""Filling a draft: the best worth an hour first, with an eye to the mix of channels, until nothing more fits."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush, heapreplace

from careerplan.planning.draft import Candidate, Draft

Entry = tuple[float, str, int, Candidate]
"""Worth an hour (less is better), name, the round in which that was worked out, candidate."""


class Filling:
    """One pass over what may still be placed.

    ``unlock`` is the share of the worth of a later activity that is added to the worth of one it needs.
    ``bias`` is how many times as good an hour counts that brings the mix nearer to the one asked for.
    ``strict`` leaves out what takes the mix farther than tolerated.
    """

    def __init__(self, draft: Draft, *, unlock: float, bias: float = 1.0, strict: bool = False) -> None:
        self.draft = draft
        self.unlock = unlock
        self.bias = bias
        self.strict = strict
        self.round = 0
        self.lent: dict[str, float] = {}
        self.queues: dict[str, list[Entry]] = defaultdict(list)
        self.deferred: list[Candidate] = []

    def run(self, closed: frozenset[int] = frozenset()) -> None:
        """Place the best candidate again and again; those whose number is closed stay as they are."""
        draft = self.draft
        most = max(draft.room)
        draft.work += len(draft.candidates) // 4
        for each in draft.candidates:
            if each.quarters <= most and each.number not in closed and self._open(each):
                self._queue_of(each).append(self._entry(each))
        for queue in self.queues.values():
            heapify(queue)
        while best := self._pop():
            draft.work += 1
            if self.strict and best.channel != "both" and draft.excess(best) > draft.excess():
                self.deferred.append(best)
            elif draft.place(best):
                self._after(best, closed)

    def _open(self, candidate: Candidate) -> bool:
        draft = self.draft
        return len(draft.placed[candidate.number]) < candidate.most and draft.earliest(candidate) is not None

    def _queue_of(self, candidate: Candidate) -> list[Entry]:
        return self.queues["" if self.bias == 1 else candidate.channel]

    def _after(self, candidate: Candidate, closed: frozenset[int]) -> None:
        """Queue what a placement makes possible, and what the mix may allow by now."""
        draft = self.draft
        again = [candidate]
        if candidate.channel != "both":
            again += self.deferred
            self.deferred = []
        if len(draft.placed[candidate.number]) == 1:
            self.lent.clear()
            self.round += 1
            later = draft.wanted_by[candidate.activity] + (draft.meeting if candidate.makes else [])
            again += (each for each in dict.fromkeys(later) if each.number not in closed)
        for each in again:
            if self._open(each):
                heappush(self._queue_of(each), self._entry(each))

    def _pop(self) -> Candidate | None:
        """Take the best candidate, its worth an hour brought up to date; it can only have fallen."""
        best = None
        for channel, queue in self.queues.items():
            while queue and queue[0][2] != self.round:
                heapreplace(queue, self._entry(queue[0][3]))
            if queue:
                entry = (queue[0][0] * self._favour(channel), queue[0][1], channel)
                best = entry if best is None else min(best, entry)
        return heappop(self.queues[best[2]])[3] if best else None

    def _favour(self, channel: str) -> float:
        """Return how much an hour of a channel counts; what is most wanting counts most."""
        if channel in {"", "both"}:
            return 1.0
        surplus = self.draft.surplus()
        if surplus is None:
            return self.bias if self.draft.share() is None else 1.0
        return 1 / self.bias if channel == surplus else self.bias

    def _entry(self, candidate: Candidate) -> Entry:
        draft = self.draft
        worth = draft.gain(candidate)
        if not draft.placed[candidate.number] and draft.wanted_by[candidate.activity]:
            worth += self._lends(candidate.activity)
        return -worth / candidate.quarters, candidate.name, self.round, candidate

    def _lends(self, activity: str) -> float:
        """Return the share of worth that an activity takes from what needs it, and from what needs that in turn."""
        if activity in self.lent:
            return self.lent[activity]
        draft = self.draft
        if draft.first(activity) is not None or not draft.wanted_by[activity]:
            return 0.0
        lent = 0.0
        for each in draft.wanted_by[activity]:
            if not draft.placed[each.number]:
                lent += self.unlock * (each.worth + self._lends(each.activity)) / len(each.needs)
        self.lent[activity] = lent
        return lent
