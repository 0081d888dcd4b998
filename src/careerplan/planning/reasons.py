"""Why an option is not in a finished draft; each reason is checked against what is placed, so that it is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.planning.draft import WEEK, Draft
from careerplan.planning.options import NOBODY

if TYPE_CHECKING:
    from careerplan.planning.draft import Candidate

FULL = "the weeks are full with what is worth more"
"""The commonest reason; what is left out for any other stands before it."""


def why_not(draft: Draft, candidate: Candidate) -> str:
    """Return why nothing of an option is placed."""
    request = draft.request
    if len(request.free_weeks) == request.weeks:
        return "every week is kept free"
    if candidate.day is not None and candidate.day // WEEK in request.free_weeks:
        return "the week of its day is kept free"
    for need in candidate.needs:
        if draft.first(need) is None:
            return f"it needs '{draft.titles.get(need, need)}' first, which is left out"
    if candidate.meets and draft.known() is None:
        return NOBODY
    return _why_no_day(draft, candidate)


def _why_no_day(draft: Draft, candidate: Candidate) -> str:
    """Return why an option that could be done has no day."""
    earliest, start = draft.earliest(candidate) or 0, draft.request.start
    if candidate.day is not None and earliest > candidate.day:
        return "its hours, or what it needs first, do not fit before its day"
    if candidate.day is None and not any(
        day // WEEK not in draft.request.free_weeks for day in range(earliest, len(draft.load))
    ):
        return f"what it needs first leaves no day for it in the weeks from {start.isoformat()}"
    state = draft.changes()
    fits = draft.place(candidate)
    draft.undo(state)
    if fits:
        return f"with it there would be more {candidate.channel} hours than you asked for"
    return FULL
