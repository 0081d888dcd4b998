"""Why an item is judged as it is: the evidence that decides, one plain sentence, and the tree behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.places import PLACES
from careerplan.planning.lines import NO, OPEN, SPLIT, YES, Truth

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from careerplan.catalog import criteria as asks
    from careerplan.planning.judged import Judged
    from careerplan.planning.qualification import Item

CHECKED = {
    "tick": "yours to tick: careerplan checklist tick",
    "later": "the employer finds out",
    "private": "yours to judge; never asked, never stored",
    "unstated": "the source does not say what would do",
}

SAID = {NO: "no", OPEN: "open", SPLIT: "sources differ", YES: "yes"}
"""Each value in a word."""


def evidence(item: Item, today: dt.date) -> tuple[str, ...]:
    """Return what the profile shows on the leaves that decide, each once."""
    day = max(item.needed or today, today)
    shown = [leaf.shows for tree in item.trees for leaf in tree.deciding(day)]
    return tuple(dict.fromkeys(each for each in shown if each))


def reason(item: Item, today: dt.date) -> str:
    """Return in one sentence why an item has its verdict."""
    if item.only_if:
        return f"only if: {item.only_if} {_reason(item, today)}"
    granted = "; the employer grants it" if item.requirement.closed_by == "employer" else ""
    return _reason(item, today) + (granted if item.verdict.status in {"unmet", "unknown"} else "")


def _reason(item: Item, today: dt.date) -> str:
    if item.check is not None:
        return _checked(item)
    verdict, needed = item.verdict, item.needed or today
    shown = "; ".join(evidence(item, today))
    if verdict.status == "met" and verdict.until and str(verdict.until) not in shown:
        shown = f"{shown}, good until {verdict.until}"
    elif verdict.status == "expected":
        late = f", too late for {needed}" if verdict.since and needed > today and verdict.since > needed else ""
        shown = f"from {verdict.since}{late}: {shown}"
    elif verdict.status == "lapses":
        shown = f"holds only until {verdict.until}, and is needed on {needed}: {shown}"
    elif verdict.status == "depends":
        shown = f"turns on which source holds: {shown}"
    elif verdict.status == "unknown" and item.questions:
        ask = "ask the employer" if item.questions[0].ask == "employer" else "to answer"
        shown = f"{shown}; {ask}: {item.questions[0].text}"
    return shown


def _checked(item: Item) -> str:
    if item.check == "tick" and item.verdict.status == "met":
        return "ticked by you"
    return CHECKED[item.check or "unstated"]


def tree_lines(tree: Judged, day: dt.date, depth: int = 0) -> Iterator[tuple[int, Truth, str, bool]]:
    """Yield the tree of a criterion: depth, value on the day, what it is, and whether it decides."""
    deciding = {id(leaf) for leaf in tree.deciding(day)}
    yield from _walk(tree, day, depth, deciding)


def _walk(tree: Judged, day: dt.date, depth: int, deciding: set[int]) -> Iterator[tuple[int, Truth, str, bool]]:
    value = tree.line.at(day)
    if not tree.parts:
        yield depth, value, f"{criterion_text(tree.node)}: {tree.shows}", id(tree) in deciding
        return
    yield depth, value, "all of these" if hasattr(tree.node, "all_of") else "any of these", False
    for part in tree.parts:
        yield from _walk(part, day, depth + 1, deciding)


def for_employer(leaf: Judged) -> str:
    """Return the question of an open leaf as one puts it to the employer."""
    if getattr(leaf.node, "kind", "") == "declared":
        return leaf.question
    return f"Is this enough for {criterion_text(leaf.node)}: {leaf.shows}?"


def criterion_text(node: asks.Criterion) -> str:
    """Say in a few words what a leaf asks."""
    say: Callable[[asks.Criterion], str] = _SAY[node.kind]  # type: ignore[union-attr]
    return say(node)


def _any(terms: Sequence[str]) -> str:
    return " or ".join(each.replace("-", " ") for each in terms)


def _age(c: asks.Age) -> str:
    least = [f"at least {c.at_least}"] if c.at_least is not None else []
    return "age " + ", ".join([*least, *([f"below {c.below}"] if c.below is not None else [])])


def _status(c: asks.Status) -> str:
    return f"{_any(c.any)} in {c.country}"


def _education(c: asks.Education) -> str:
    fields = f" in {_any(c.fields)}" if c.fields else ""
    return f"{c.level} education{fields}" + (" or a related field" if c.fields and c.or_related else "")


def _time(c: asks.Time) -> str:
    what = " or ".join(name for name, part in (("study", c.study), ("work", c.work)) if part)
    return f"{'more than ' if c.more_than else ''}{c.months:g} months of relevant {what}"


def _credential(c: asks.Credential) -> str:
    taken = "the province you live in" if c.taken_in == "home" else PLACES.get(c.taken_in or "", c.taken_in)
    where = f" taken in {taken}" if taken else ""
    age = f", at most {c.max_age_months} months old" if c.max_age_months else ""
    left = f", valid for {c.left_months} months more" if c.left_months else ""
    return f"{'current ' if c.current else ''}{_any(c.any)}{where}{age}{left}"


def _driving(c: asks.Driving) -> str:
    class_ = "licence to drive a car in" if c.class_ == "car" else f"licence class {c.class_} of"
    return f"{class_} {PLACES.get(c.of, c.of)}" + (f", at least {c.stage}" if c.stage else "")


def _language(c: asks.Language) -> str:
    return f"'{c.language}' at {c.level}"


def _declared(c: asks.Declared) -> str:
    return c.question


_SAY: dict[str, Callable[..., str]] = {
    "age": _age,
    "status": _status,
    "education": _education,
    "time": _time,
    "credential": _credential,
    "driving": _driving,
    "language": _language,
    "declared": _declared,
}
