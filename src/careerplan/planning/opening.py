"""Which single action opens most roles: something to have, an answer, or a yes of the employer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from careerplan.frozen import key_of
from careerplan.planning.closing import Closer, Closing, Length
from careerplan.planning.explaining import for_employer
from careerplan.planning.judged import READS, Judged
from careerplan.planning.lines import OPEN, Truth, split
from careerplan.planning.matching import Match, speaks_against, standing_of
from careerplan.planning.qualification import Item, asked_now, is_telling
from careerplan.planning.readiness import name_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from careerplan.person.assumptions import Assumption
    from careerplan.planning.judging import Judge


@dataclass(frozen=True)
class Opener:
    """One thing that alone opens roles: ``kind`` is do, answer (yours to say) or ask (the employer's to say).

    ``what`` says what is to be had, or the question. ``assumption`` is what was taken to be so to see what it opens,
    ``length`` how many days it takes. Of the roles it opens, little is known of those that are ``unsure``.
    """

    kind: str
    assumption: Assumption
    what: str
    length: Length
    opens: tuple[str, ...]
    unsure: tuple[str, ...]


def openers(matches: Sequence[Match], judge: Judge, closer: Closer | None = None) -> list[Opener]:
    """Return each single action that opens at least one role that is not open, most first.

    An action opens a role if with it all that decides holds, but for what is expected anyway and papers to collect.
    """
    closer = closer or Closer(judge, at_best=True)
    little = {each.role.id for each in matches if not is_telling(each.found)}
    bars: dict[_Bar, None] = {}
    barred: dict[str, tuple[_Bar, ...]] = {}
    for each in matches:
        blocking = tuple(dict.fromkeys(_Bar(_key(item), each.on, item) for item in _blocking(each)))
        if blocking:
            barred[each.role.id] = blocking
            bars |= dict.fromkeys(blocking)
    reads = {bar: _keys(bar.item) for bar in bars}
    opening = []
    for action in _all_actions(dict.fromkeys(barred.values()), closer):
        assumed = action.closing.assumption
        assuming = judge.assuming(assumed)
        within = {name: found for name, found in barred.items() if all(assumed.key in reads[bar] for bar in found)}
        gone = {bar for bar in {bar for found in within.values() for bar in found} if _holds(bar, assuming)}
        opens = tuple(name for name, found in within.items() if gone.issuperset(found))
        if opens:
            unsure = tuple(name for name in opens if name in little)
            opening.append(Opener(action.kind, assumed, action.what, action.closing.length, opens, unsure))
    opening.sort(key=_most_first)
    return [each for number, each in enumerate(opening) if not any(_no_more(each, other) for other in opening[:number])]


def _most_first(each: Opener) -> tuple[object, ...]:
    sure = len(each.opens) - len(each.unsure)
    return -sure, -len(each.opens), each.kind == "do", each.length.least, len(each.assumption.text)


@dataclass(frozen=True)
class _Bar:
    """What keeps a role from being open on a day; equal for items that ask the same of somebody who applies."""

    key: Hashable
    on: dt.date
    item: Item = field(compare=False)


def _key(item: Item) -> Hashable:
    asked = ((each.stage, each.standing, key_of(each.tree.node) if each.tree else None) for each in item.asked)
    stated = (item.requirement.lead_time, item.requirement.wait, item.requirement.ways)
    return item.standing, tuple(asked), tuple(map(key_of, stated))


def _all_actions(barred: Iterable[tuple[_Bar, ...]], closer: Closer) -> Iterable[_Action]:
    """Return what may open a role: what closes one of its bars, or one credential that is all it lacks."""
    actions: dict[str, _Action] = {}
    found = {bar: list(_actions(bar, closer)) for bars in barred for bar in bars}
    for bars in barred:
        if len(bars) > 1:
            _add(actions, _together([each for bar in bars for each in found[bar]], closer))
    for singly in found.values():
        for action in singly:
            _add(actions, action)
        _add(actions, _together(singly, closer))
    return actions.values()


def _add(actions: dict[str, _Action], action: _Action | None) -> None:
    """Keep an action; of two that assume the same the quicker."""
    if action is not None:
        before = actions.setdefault(action.closing.assumption.text, action)
        if _quicker(action.closing.length, before.closing.length):
            actions[action.closing.assumption.text] = action


def _quicker(one: Length, other: Length) -> bool:
    """Say whether something takes less time than something else, as far as anybody knows."""
    return (one.least, one.most is None, one.most or 0) < (other.least, other.most is None, other.most or 0)


def _keys(item: Item) -> set[str]:
    """Return the keys of the profile that an item reads."""
    return {key for tree in item.trees for leaf in tree.leaves() for key in READS[leaf.node.kind]}  # type: ignore[union-attr]


class _Action(NamedTuple):
    kind: str
    closing: Closing
    what: str


def _no_more(each: Opener, other: Opener) -> bool:
    """Say whether an opener opens nothing that another like it, which takes no longer, does not open too."""
    alike = each.kind == other.kind and (each.kind == "ask" or each.assumption.key == other.assumption.key)
    return alike and other.length.least <= each.length.least and set(each.opens) <= set(other.opens)


def _blocking(each: Match) -> list[Item]:
    """Return what keeps a role from being open, what has fewest leaves first; a role that is open has nothing.

    Where little is known, and what is asked in general is missing, nothing that is known would open it.
    """
    if not is_telling(each.found) and speaks_against(each.found):
        return []
    closed = {*each.unmet, *each.unknown} - {*each.papers}
    found = [item for item in each.found.items if name_of(item) in closed and item.gate is not None]
    return sorted(found, key=lambda item: sum(len(list(tree.leaves())) for tree in item.trees))


def _actions(bar: _Bar, closer: Closer) -> Iterator[_Action]:
    """Yield what may close a bar, leaf by leaf: what does not hold on its day, nor is expected to."""
    own = closer.judge.profile.citizenship
    for asked in bar.item.asked:
        for leaf in asked.tree.leaves() if asked.tree else ():
            found = closer.closing(leaf, bar.item.requirement) if standing_of(leaf.line, bar.on) in _CLOSED else None
            if found is None or (found.assumption.key == "citizenship" and own is not None):
                continue  # another country's standing is nothing one takes up to work there
            kind = "do" if found.by_doing else _kind(leaf, leaf.line.at(bar.on), closer)
            yield _Action(kind, found, for_employer(leaf) if kind == "ask" else found.what)


_CLOSED = frozenset({"unmet", "unknown"})


def _together(actions: Sequence[_Action], closer: Closer) -> _Action | None:
    """Return the one credential that is all the credentials of some actions; None where there is none."""
    credentials = [each for each in actions if each.closing.credential]
    found = closer.bundle([each.closing for each in credentials])
    if found is None:
        return None
    return _Action("do" if any(each.kind == "do" for each in credentials) else "answer", found, found.what)


def _kind(leaf: Judged, value: Truth, closer: Closer) -> str:
    """Say who can close a leaf: the person by doing or by saying something, or the employer by an answer."""
    if value is not OPEN:
        return "do"
    return "ask" if closer.asks(leaf) == "employer" else "answer"


def _holds(bar: _Bar, judge: Judge) -> bool:
    """Say whether what bars surely holds for the profile of ``judge`` on its day, or is expected to."""
    item = bar.item
    lines = [judge.judge(each.tree.node).line if each.tree else each.line for each in item.asked]
    return standing_of(split(asked_now(item.asked, item.standing, lines)), bar.on) not in _CLOSED
