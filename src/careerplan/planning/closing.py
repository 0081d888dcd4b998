"""What would close a leaf of a criterion: what to assume or do, how long that takes, what it costs, how long it lasts.

Lengths are what a source states: of the requirement itself, else of a way to obtain what it names, else the usual
length of a level of study. Work that is missing is counted as if full-time work in the field began today.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from careerplan.person import assumptions
from careerplan.places import PLACES, reaches
from careerplan.planning.judged import words
from careerplan.planning.judging import HORIZON_DAYS, LICENCE_STAGES, Judge
from careerplan.planning.lines import NO, YES, Line, delayed
from careerplan.spans import shift

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from careerplan.catalog import criteria as asks
    from careerplan.catalog.base import Cost, Span, Way
    from careerplan.catalog.roles import Requirement
    from careerplan.catalog.vocabulary import EducationLevel
    from careerplan.person.assumptions import Assumption
    from careerplan.planning.judged import Judged

YEAR = 365.25
"""Days of a year of study."""


class Length(NamedTuple):
    """How many days something takes, least and most; the most is None where no source says."""

    least: int
    most: int | None


UNKNOWN, AT_ONCE = Length(0, None), Length(0, 0)


@dataclass(frozen=True)
class Closing:
    """What closes a leaf. ``months`` is how long it then lasts, None for good or where nobody says.

    ``what`` says in a few words what there is to have; ``wait`` is the part of ``length`` before one can begin;
    ``way`` is where the length and the cost are from, None where they are the requirement's or nobody's;
    ``given`` marks what is as it is, and can be said but not worked for; ``credential`` is its id where it is one.
    What is open is closed by saying how it is, or where it is ``by_doing`` by doing it. ``basis`` says how a length
    was reckoned that no source gives for just this; ``begins`` that it is known when one can begin.
    """

    assumption: Assumption
    what: str
    length: Length = UNKNOWN
    wait: Length = AT_ONCE
    months: int | None = None
    cost: Cost | None = None
    way: Way | None = None
    given: bool = False
    credential: str | None = None
    by_doing: bool = False
    basis: str = ""
    begins: bool = False

    def line(self, ready: Line, today: dt.date, *, at_best: bool = False) -> Line:
        """Return on which days it can hold, if it may be begun from ``today`` on whenever ``ready`` holds.

        Where it is not known when one can begin, it is sure on no day; ``at_best`` takes it to begin at once.
        """
        return delayed(
            ready, today, self.length.least, self.length.most if self.begins or at_best else None, self.months
        )


@dataclass(frozen=True)
class Closer:
    """Finds what closes what for the profile of ``judge``; what many roles ask alike is looked for once.

    ``at_best`` takes everything to begin at once, where it is not known when one can.
    """

    judge: Judge
    at_best: bool = False
    _found: dict[int, Closing | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def closing(self, leaf: Judged, requirement: Requirement | None = None) -> Closing | None:
        """Return what closes a leaf that does not hold; None where nothing a person does can.

        What ``requirement`` states of its length and cost goes before all else. A standing or a no of one's own is
        closed by nothing, unless it states a length.
        """
        if id(leaf) not in self._found:
            find: Callable[[asks.Criterion, Judge], Closing | None] = _CLOSING[leaf.node.kind]  # type: ignore[union-attr]
            self._found[id(leaf)] = find(leaf.node, self.judge)
        found = self._found[id(leaf)]
        stated = requirement is not None and bool(requirement.wait or requirement.lead_time)
        if found is None or (leaf.line.at(self.judge.today) is NO and found.given and not stated):
            return None
        return found if requirement is None else _as_stated(found, requirement, self.judge)

    def asks(self, leaf: Judged) -> str:
        """Say who can answer what is open in a leaf: the employer where a kind reading of its text would do, or you."""
        kindly = replace(self.judge, generous=True).judge(leaf.node).line.at(self.judge.today)
        return "employer" if leaf.ask == "employer" or kindly is YES else "you"

    def bundle(self, closings: Sequence[Closing]) -> Closing | None:
        """Return the one credential that is all of several, the plainest there is; None where there is none."""
        names = {each.credential for each in closings}
        if len(names) < 2 or None in names:  # noqa: PLR2004 - one alone is no bundle
            return None
        words = self.judge.vocabulary
        reaches = {each: words.reach("credentials", each).surely for each in words.credentials}
        found = min(
            (each for each in reaches if names <= reaches[each]), key=lambda name: len(reaches[name]), default=None
        )
        if found is None:
            return None
        kind = words.credentials[found].kept_in.removesuffix("s")
        first = max(closings, key=lambda each: (each.length.least, each.length.most is None, each.length.most or 0))
        assumed = assumptions.holding(kind, found, None, self.judge.today)
        length, way = _quickest(_ways_to(self.judge, found), self.judge.profile.lives_in)
        if way is not None and length.most is not None:
            first = replace(first, length=length, begins=_begins(way))
        months = min((each.months for each in closings if each.months is not None), default=None)
        what, cost = words.say("credentials", [found]), way.cost if way else None
        return replace(first, assumption=assumed, what=what, way=way, cost=cost, months=months)

    def doing(self, requirement: Requirement, role: str) -> Closing:
        """Return what closes a requirement of a role that only the person can tick."""
        what = requirement.text or requirement.id.replace("-", " ")
        tick = assumptions.ticking(f"{role}/{requirement.id}", self.judge.today.isoformat())
        return _as_stated(Closing(tick, what), requirement, self.judge)


def is_timed(requirement: Requirement) -> bool:
    """Say whether any source says how long it takes to meet a requirement, or to wait for it."""
    return bool(requirement.lead_time or requirement.wait or any(way.lead_time for way in requirement.ways))


def _as_stated(found: Closing, requirement: Requirement, judge: Judge) -> Closing:
    """Return a closing with what the requirement itself states, or says of ways to meet it."""
    if not (requirement.ways or requirement.wait or requirement.lead_time or requirement.cost or requirement.validity):
        return found
    months = [each for each in (found.months, requirement.validity) if each]
    found = replace(found, months=min(months, default=None))
    yours = requirement.check in {None, "tick"}  # what others do is done at their place
    length, way = _quickest(requirement.ways, judge.profile.lives_in, elsewhere=not yours)
    if way is not None and (length is not UNKNOWN or found.length is UNKNOWN):
        found = replace(
            found, length=length, wait=_wait(way.wait), cost=way.cost, way=way, basis="", begins=_begins(way)
        )
    stated = _length(requirement.wait, requirement.lead_time)
    if stated is not None:
        found = replace(found, length=stated, wait=_wait(requirement.wait), way=None, basis="", begins=True)
    return replace(found, cost=requirement.cost) if requirement.cost else found


def _length(wait: Span | None, lead: Span | None) -> Length | None:
    """Return the days of a wait and of what follows it; None where neither is stated."""
    parts = [each for each in (wait, lead) if each]
    if not parts:
        return None
    least = sum(_days(each.least) for each in parts)
    return Length(least, sum(_days(each.most) for each in parts) if lead else None)


def _wait(wait: Span | None) -> Length:
    return Length(_days(wait.least), _days(wait.most)) if wait else AT_ONCE


def _begins(way: Way | None) -> bool:
    """Say whether it is known when one can begin: a wait is stated, or it is there at once."""
    return way is not None and (way.wait is not None or _length(None, way.lead_time) == AT_ONCE)


def _days(weeks: float) -> int:
    return round(7 * weeks)


def _quickest(ways: Iterable[Way], place: str | None, *, elsewhere: bool = True) -> tuple[Length, Way | None]:
    """Return the way that may take least time, and its length; nothing known where there is none.

    The ways of a place go before those of others: what only one province has is had there, unless nothing
    ``elsewhere`` will do.
    """
    known = list(ways)
    here = [each for each in known if not each.where or any(reaches(where, place) for where in each.where)]
    here = here or (known if elsewhere else [])
    timed = [(length, each) for each in here if (length := _length(each.wait, each.lead_time))]
    if not timed:
        return UNKNOWN, here[0] if here else None
    return min(timed, key=lambda found: (found[0].most is None, found[0]))


def _education(c: asks.Education, judge: Judge) -> Closing:
    assessed = _assessment(c, judge)
    if assessed is not None:
        return assessed
    level = judge.vocabulary.levels[c.level]
    field, home = c.fields[0] if c.fields else None, judge.profile.lives_in or c.country
    country = c.country[:2] if home[:2] != c.country[:2] else None
    what = judge.vocabulary.say("levels", [c.level])
    what += f" in {judge.vocabulary.say('fields', c.fields)}" if c.fields else ""
    taken = [level]
    if c.or_equivalent:
        taken += [each for each in judge.vocabulary.levels.values() if c.level in each.equivalent]
    ways = (way for each in taken for way in each.ways)
    length, way = _quickest(ways, judge.profile.lives_in, elsewhere=False)
    if length.most is None and level.years:
        before = _years_before(level, judge)
        least, most = (max(each, c.years or 0) + added for each, added in zip(level.years, before, strict=True))
        length, way = Length(round(YEAR * max(0, least - _begun(c, judge))), round(YEAR * most)), None
    assumed = assumptions.studying(c.level, field, None, judge.today, country=country)
    basis = "by the usual length of such studies, if begun today" if way is None and level.years else ""
    return Closing(assumed, what, length, cost=way.cost if way else None, way=way, basis=basis)


def _assessment(c: asks.Education, judge: Judge) -> Closing | None:
    """Return having schooling from abroad assessed, where it would do if it were from here."""
    home = judge.profile.lives_in or c.country
    for each in judge.profile.education or ():
        if each.assessed or not each.completed or (each.country or home)[:2] == c.country[:2]:
            continue
        level = judge.vocabulary.known("levels", each.credential) or each.credential
        fields = [known for field in words(each.field) if (known := judge.vocabulary.known("fields", field))]
        assumed = assumptions.studying(
            level, next(iter(fields), None), each.completed, judge.today, years=each.years, country=c.country[:2]
        )
        if judge.assuming(assumed).judge(c).line.at(judge.today) is YES:
            what = f"an assessment of your {judge.vocabulary.say('levels', [level])} from {each.country}"
            return Closing(assumed, what, by_doing=True)
    return None


def _years_before(level: EducationLevel, judge: Judge) -> tuple[float, float]:
    """Return the usual years of what comes before a level that is shorter than one it implies, and is not held."""
    known = judge.vocabulary.levels
    held = {
        name
        for each in judge.profile.education or ()
        if each.completed and (word := judge.vocabulary.known("levels", each.credential))
        for name in judge.vocabulary.reach("levels", word).surely
    }
    below = [
        each.years
        for name in level.implies
        if (each := known[name]).years and level.years and name not in held and level.years[0] < each.years[0]
    ]
    return max(below, default=(0.0, 0.0))


def _begun(c: asks.Education, judge: Judge) -> float:
    """Return the most years done of a schooling of this level that is not finished."""
    begun = [
        each.years_done or 0
        for each in judge.profile.education or ()
        if not each.completed and judge.vocabulary.known("levels", each.credential) == c.level
    ]
    return max(begun, default=0)


def _credential(c: asks.Credential, judge: Judge) -> Closing:
    home = judge.profile.lives_in
    place = home if c.taken_in == "home" else c.taken_in
    options = [(*_quickest(_ways_to(judge, name), place or home), name) for name in c.any]
    length, way, name = min(options, key=lambda each: (each[0].most is None, each[0], each[1] is None))
    term = judge.vocabulary.credentials[name]
    valid = term.valid_months[0] if term.valid_months and (c.current or c.left_months) else None
    lasts = [each for each in (valid and max(0, valid - (c.left_months or 0)), c.max_age_months) if each is not None]
    expires = shift(judge.today, max(valid or 0, c.left_months) + 1).isoformat() if c.left_months else None
    assumed = assumptions.holding(
        term.kept_in.removesuffix("s"), name, None, judge.today, jurisdiction=place, expires=expires
    )
    what = judge.vocabulary.say("credentials", c.any) + (f", taken in {PLACES.get(place, place)}" if place else "")
    wait = _wait(way.wait if way else None)
    months, cost = min(lasts, default=None), way.cost if way else None
    named = None if place else name
    return Closing(
        assumed, what, length, wait, months, cost, way, credential=named, begins=_begins(way)
    )  # fmt: skip


def _ways_to(judge: Judge, name: str) -> list[Way]:
    """Return the ways to a credential: its own, and those to others that are it as well."""
    words = judge.vocabulary
    givers = (each for each in words.credentials.values() if name in words.reach("credentials", each.id).surely)
    return [way for each in givers for way in each.ways]


def _driving(c: asks.Driving, judge: Judge) -> Closing:
    length, way = UNKNOWN, None
    if judge.profile.driving == ():  # from nothing; how far a holder of another class or stage has come is not known
        length, way = _quickest(_licence_ways(c, judge), c.of)
    class_ = "licence to drive a car in" if c.class_ == "car" else f"class {c.class_} licence of"
    what = f"{class_} {PLACES.get(c.of, c.of)}" + (f", {c.stage}" if c.stage else "")
    assumed = assumptions.driving(c.class_, c.of, c.stage or "full")
    return Closing(assumed, what, length, cost=way.cost if way else None, way=way)


def _licence_ways(c: asks.Driving, judge: Judge) -> Iterator[Way]:
    """Yield the ways to a licence: of its class, or where a stage is named of any class there that drives as much."""
    rows = {each.class_: each for each in judge.vocabulary.licences if each.jurisdiction == c.of}
    asked = rows.get(c.class_)
    least = LICENCE_STAGES.index(c.stage) if c.stage else 0
    for row in rows.values() if asked else ():
        same = row.class_ == c.class_
        if same or (c.stage and asked and set(asked.covers) <= set(row.covers)):
            for way in row.ways:
                stage = way.stage or row.stages[-1]
                if LICENCE_STAGES.index(stage) >= least:
                    yield way


def _time(c: asks.Time, judge: Judge) -> Closing | None:
    """Return full-time work of a field from today on, as long as is missing; study where only study counts."""
    if c.work is None:
        return _study(c, judge)
    area = c.work.areas[0] if c.work.areas else "any work"
    begun = assumptions.working_from(area, judge.today.isoformat(), None)
    then = judge.assuming(begun).judge(c).line
    holds = next((run.first for run in then.runs() if run.value is YES), None)
    if holds is None or (holds - judge.today).days > HORIZON_DAYS:
        return None
    length = Length(max(0, (holds - judge.today).days), max(0, (holds - judge.today).days))
    months = round(c.months / c.work.worth) + (1 if c.more_than else 0)
    areas = judge.vocabulary.say("areas", c.work.areas) if c.work.areas else "any work"
    what = f"{c.months:g} months in {areas}"
    return Closing(assumptions.working(area, months, judge.today), what, length, basis="if full-time work began today")


def _study(c: asks.Time, judge: Judge) -> Closing | None:
    if c.study is None:
        return None
    field = c.study.fields[0] if c.study.fields else None
    years = max(1, c.months / c.study.worth) / 12 + (1 / 12 if c.more_than else 0)
    sure, most = judge.months(c, judge.today)
    least, longest = (round(YEAR / 12 * max(0.0, c.months - each) / c.study.worth) for each in (most, sure))
    assumed = assumptions.studying("diploma", field, None, judge.today, years=round(years, 2))
    fields = f" in {judge.vocabulary.say('fields', c.study.fields)}" if c.study.fields else ""
    return Closing(
        assumed, f"{c.months:g} months of study{fields}", Length(least, longest), basis="if full-time study began today"
    )


def _language(c: asks.Language, _: Judge) -> Closing:
    return Closing(assumptions.speaking(c.language, c.level), f"'{c.language}' at {c.level}")


def _status(c: asks.Status, _: Judge) -> Closing:
    """Return moving where only residence is asked, else the standing that would do."""
    if set(c.any) == {"resident"}:
        return Closing(assumptions.saying("lives_in", c.country), f"to live in {c.country}")
    standing = next(each for each in (*c.any, "citizen") if each in {"citizen", "permanent-resident"})
    what = f"{standing.replace('-', ' ')} of {c.country[:2]}"
    return Closing(assumptions.being(standing, c.country[:2]), what, given=True)


def _age(c: asks.Age, judge: Judge) -> Closing | None:
    """Return saying a birth date that would do, where none is known; a birthday comes by itself."""
    if judge.profile.birth_date is not None:
        return None
    years = 25 if c.at_least is None else c.at_least
    born = shift(judge.today, -12 * years)
    return Closing(assumptions.saying("birth_date", born.isoformat()), "your birth date", given=True)


def _declared(c: asks.Declared, _: Judge) -> Closing:
    return Closing(assumptions.answering(c.key, answer=True), c.question, given=True)


_CLOSING: dict[str, Callable[..., Closing | None]] = {
    "age": _age,
    "status": _status,
    "education": _education,
    "time": _time,
    "credential": _credential,
    "driving": _driving,
    "language": _language,
    "declared": _declared,
}
