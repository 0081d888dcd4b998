"""A criterion against a profile: a line over days, and the tree that explains it.

An absent list leaves everything open; a list that is present is complete, unless the profile says it is not.
NO is said only where the text excludes what the person holds; whatever is left open is OPEN.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from careerplan.frozen import key_of
from careerplan.person.assumptions import assume
from careerplan.planning import evidence
from careerplan.planning.judged import READS, Judged, truth, words
from careerplan.planning.lines import (
    DAY,
    FOREVER,
    NO,
    OPEN,
    YES,
    Line,
    Truth,
    Window,
    every,
    since,
    some,
    until,
)  # fmt: skip
from careerplan.planning.months import Course, Spell, crossings, studied, worked
from careerplan.spans import shift, span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from careerplan.catalog import criteria as asks
    from careerplan.person import profile as says
    from careerplan.person.assumptions import Assumption
    from careerplan.planning.months import Counted
    from careerplan.planning.vocabulary import Kind, Vocabulary

RATINGS = ("basic", "intermediate", "advanced", "fluent")
LICENCE_STAGES = ("learner", "novice", "full")
HORIZON_DAYS = 20 * 366
"""How far ahead months of study and work are counted: twenty years."""

NEARLY = 0.05
"""The months by which counting in calendar months may be off: two days."""


@dataclass(frozen=True)
class Judge:
    """Judges criteria against one profile as known on one day; what many roles ask alike is judged once.

    ``generous`` reads everything that a source leaves open in the person's favour; what turns to yes by it
    is the employer's to answer.
    """

    vocabulary: Vocabulary
    profile: says.Profile
    today: dt.date
    generous: bool = False
    _known: dict[Hashable, Judged] = field(default_factory=dict, init=False, repr=False, compare=False)
    _keys: dict[int, tuple[object, Hashable]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _same: dict[str, dict[Hashable, Judged]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def judge(self, criterion: asks.Criterion) -> Judged:
        """Return ``criterion`` judged, with its parts."""
        kept = self._keys.get(id(criterion))
        if kept is None or kept[0] is not criterion:  # what is kept here is never let go, so its id is its own
            kept = self._keys[id(criterion)] = criterion, key_of(criterion)
        key = kept[1]
        if key not in self._known:
            self._known[key] = self._judge(criterion)
        return self._known[key]

    def assuming(self, assumption: Assumption) -> Judge:
        """Return the judge of the profile with something assumed; what that does not touch is not judged again."""
        judge = replace(self, profile=assume(self.profile, [assumption]))
        if assumption.key not in self._same:
            self._same[assumption.key] = {
                key: judged
                for key, judged in self._known.items()
                if not judged.parts and assumption.key not in READS.get(judged.node.kind, ())  # type: ignore[union-attr]
            }
        judge._known.update(self._same[assumption.key])  # noqa: SLF001 - of the same class
        judge._keys.update(self._keys)  # noqa: SLF001
        return judge

    def _judge(self, criterion: asks.Criterion) -> Judged:
        parts_of = getattr(criterion, "all_of", None) or getattr(criterion, "any_of", None)
        if parts_of:
            parts = tuple(map(self.judge, parts_of))
            join = every if hasattr(criterion, "all_of") else some
            return Judged(criterion, join(part.line for part in parts), parts=parts)
        judge: Callable[[asks.Criterion], Judged] = getattr(self, f"_judge_{criterion.kind}")  # type: ignore[union-attr]
        return judge(criterion)

    # --- what is open

    @property
    def _left_open(self) -> Truth:
        """What a source leaves open."""
        return YES if self.generous else OPEN

    def _beyond(self, name: str) -> Line:
        """Return what a list leaves out: nothing where complete, anything where absent or incomplete."""
        missing = getattr(self.profile, name) is None or name in self.profile.incomplete
        return Line.always(OPEN if missing else NO)

    def _planned(self, day: Window) -> Line:
        """Return the line of a plan: firm while it lies ahead; a day that passed unrecorded proves nothing."""
        return since(*day) if day[1] > self.today else since(*day) & Line.always(OPEN)

    def _done(self, day: Window) -> Line:
        """Return the line of a recorded fact, which lies no later than today, however vague its date."""
        return since(day[0], max(day[0], min(day[1], self.today)))

    def done(self, day: str) -> Line:
        """Return the line of something recorded as done on ``day``."""
        return self._done(span(day))

    def _counts(
        self, kind: Kind, has: str | Sequence[str] | None, wanted: Sequence[str], *, related: bool = False,
        equivalent: bool = False,
    ) -> Truth:  # fmt: skip
        if not wanted:
            return YES
        best = NO if has else OPEN
        for word in words(has):
            value, by_source = self.vocabulary.counts(kind, word, wanted, related=related, equivalent=equivalent)
            best = max(best, self._left_open if by_source else value)
        return best

    # --- leaves

    def _judge_declared(self, c: asks.Declared) -> Judged:
        given = self.profile.declared
        answer = given.get(c.key) if isinstance(given, dict) else getattr(given, c.key, None)
        said = answer if answer is None or isinstance(answer, bool) else answer.answer
        value = self._left_open if said is None and c.ask == "employer" else truth(said)
        shows = "not answered yet" if said is None else f"answered {'yes' if said else 'no'}"
        return Judged(c, Line.always(value), shows, c.question, c.ask, f"declared.{c.key}")

    def _judge_age(self, c: asks.Age) -> Judged:
        question = "On which day were you born?"
        if self.profile.birth_date is None:
            return Judged(c, Line.always(OPEN), "no birth date", question, key="birth_date")
        born = span(self.profile.birth_date)

        def turns(years: int) -> Window:
            return shift(born[0], 12 * years), shift(born[1], 12 * years)

        line = since(*turns(c.at_least)) if c.at_least is not None else Line.always(YES)
        if c.below is not None:
            line &= until(*(day - DAY for day in turns(c.below)))
        return Judged(c, line, evidence.age(born, self.today), question, key="birth_date")

    def _judge_status(self, c: asks.Status) -> Judged:
        home, accepted, country = self.profile.lives_in, set(c.any), c.country[:2]
        line = Line.always(truth(home.startswith(c.country) if home else None) if "resident" in accepted else NO)
        standing = evidence.in_country(self.profile.citizenship, country)
        settled = {"citizen", "permanent-resident"}
        if standing is None:
            line |= Line.always(OPEN if accepted - {"resident"} else NO)
        elif standing.status in accepted or (standing.status in settled and "authorized" in accepted):
            line = Line.always(YES)
        elif "authorized" in accepted and standing.status == "work-permit":
            lasts = until(*span(standing.expires)) if standing.expires else Line.always(OPEN)
            line |= lasts & Line.always(YES if standing.open else OPEN)
        elif "authorized" in accepted and standing.status == "other":
            line = line.softened()
        if accepted == {"resident"}:
            return Judged(c, line, evidence.residence(home), "Where do you live?", key="lives_in")
        question = f"What is your standing in {country}: citizen, permanent resident, or a permit (until when, open)?"
        return Judged(c, line, evidence.standing(standing, home), question, key="citizenship")

    def _judge_education(self, c: asks.Education) -> Judged:
        lines = [self._beyond("education")]
        for entry in self.profile.education or ():
            has, origin = self._origin(entry, c.country, c.assessed_by)
            fits = [
                origin,
                self._counts("levels", has, (c.level,), equivalent=c.or_equivalent),
                self._counts("fields", entry.field, c.fields, related=c.or_related),
                *(
                    truth(None if mine is None else mine >= least)
                    for mine, least in ((entry.years, c.years), (entry.credits, c.credits))
                    if least is not None
                ),
            ]
            lines.append(self._completed(entry) & Line.always(min(fits)))
        fields = f" in {self.vocabulary.say('fields', c.fields)}" if c.fields else ""
        question = f"Do you have, or are you finishing: {self.vocabulary.say('levels', [c.level])}{fields}?"
        return Judged(c, some(lines), evidence.education(self.profile), question, key="education")

    def _origin(self, entry: says.Schooling, country: str, assessors: Sequence[str]) -> tuple[str, Truth]:
        """Return the level to use for a schooling, and how firmly its origin lets it count."""
        if (entry.country or self.profile.lives_in or country)[:2] == country[:2]:
            return entry.credential, YES
        if entry.assessed:
            accepted = not assessors or entry.assessed.by.casefold() in assessors
            return entry.assessed.level, YES if accepted else OPEN
        return entry.credential, OPEN

    def _completed(self, entry: says.Schooling) -> Line:
        if entry.left:
            return Line.always(NO)
        if entry.completed:
            return self.done(entry.completed)
        return self._planned(span(entry.expected)) if entry.expected else Line.always(OPEN)

    def _judge_time(self, c: asks.Time) -> Judged:
        counted = self._counted(c)

        whole = c.whole_years and not self.generous

        def value(day: dt.date) -> Truth:
            amounts = [(part.amount(day), worth) for part, worth in counted]
            each_sure = [sure * worth for (sure, _), worth in amounts]
            sure = sum(12 * ((each + NEARLY) // 12) for each in each_sure) if whole else sum(each_sure)
            return (
                YES
                if _enough(c, sure)
                else OPEN
                if _enough(c, sum(most * worth for (_, most), worth in amounts))
                else NO
            )

        marks = [day for part, _ in counted for day in part.marks]
        line = crossings(value, marks, self.today.replace(day=1) + HORIZON_DAYS * DAY)
        shows = evidence.months(*self.months(c, self.today))
        question = "Which of your studies and jobs count, from when to when, and at how many hours a week?"
        return Judged(c, line, shows, question, key="experience" if c.work else "education")

    def months(self, c: asks.Time, day: dt.date) -> tuple[float, float]:
        """Return the months that count by a day: surely, and at the most."""
        amounts = [(part.amount(day), worth) for part, worth in self._counted(c)]
        return sum(sure * worth for (sure, _), worth in amounts), sum(most * worth for (_, most), worth in amounts)

    def _counted(self, c: asks.Time) -> list[tuple[Counted, float]]:
        """Return what counts of study and of work, and the worth of each month."""
        counted = [(self._study(c.study), c.study.worth)] if c.study else []
        return counted + ([(self._work(c.work), c.work.worth)] if c.work else [])

    def _study(self, study: asks.Study) -> Counted:
        courses = []
        for entry in self.profile.education or ():
            has, origin = self._origin(entry, "CA", ())
            level = self.vocabulary.known("levels", has)
            usual = self.vocabulary.levels[level].years if level else None
            if usual:
                fits = min(origin, self._counts("fields", entry.field, study.fields, related=study.or_related))
                years = usual if entry.years is None else (entry.years, entry.years)
                done = 0.0 if entry.completed else entry.years_done or 0.0
                courses.append(Course(fits, self._completed(entry), (years[0], years[1]), done))
        return studied(courses, open_ended=self._beyond("education").at(self.today) is OPEN)

    def _work(self, work: asks.Work) -> Counted:
        spells = [self._spell(job, work) for job in self.profile.experience or ()]
        open_ended = self._beyond("experience").at(self.today) is OPEN
        return worked([each for each in spells if each], within_months=work.within_months, open_ended=open_ended)

    def _spell(self, job: says.Job, work: asks.Work) -> Spell | None:
        fits = self._counts("areas", job.area, work.areas, related=work.or_related)
        if work.excluded:
            barred = replace(self, generous=False)._counts("areas", job.area, work.excluded)  # noqa: SLF001
            fits = min(fits, {NO: YES, OPEN: self._left_open, YES: NO}[barred])
        if not job.paid:
            fits = min(fits, self._left_open if work.unpaid is None else truth(work.unpaid))
        if fits is NO:
            return None
        from careerplan.planning.vocabulary import FULL_TIME_HOURS

        share = None if job.hours_per_week is None else min(1.0, job.hours_per_week / FULL_TIME_HOURS)
        by_calendar = work.part_time == "calendar" or (self.generous and work.part_time is None and share is not None)
        low = 1.0 if by_calendar else share or 0.0
        high = share if work.part_time == "pro-rata" and share is not None else 1.0
        ends = span(job.to) if job.to else (FOREVER, FOREVER)
        return Spell(span(job.from_), ends, low if fits is YES else 0.0, high)

    def _judge_credential(self, c: asks.Credential) -> Judged:
        lines = [self._beyond(self.vocabulary.credentials[each].kept_in) for each in c.any]
        seen = []
        for name in ("credentials", "tests", "clearances"):
            for held in getattr(self.profile, name) or ():
                value = self._counts("credentials", held.credential, c.any)
                if value is not NO:
                    seen.append(held)
                    lines.append(self._held(held, c) & Line.always(value))
        wanted = self.vocabulary.say("credentials", c.any)
        question = f"Do you hold {wanted}: since when, until when? Would another be taken?"
        if any(self._counts("credentials", held.credential, c.any) is YES for held in seen):
            question = f"Your {wanted}: since when, until when, and taken where?"
        key = self.vocabulary.credentials[c.any[0]].kept_in
        listed = getattr(self.profile, key) is not None
        return Judged(c, some(lines), evidence.held(seen, self.today, wanted if listed else ""), question, key=key)

    def _held(self, held: says.Held, c: asks.Credential) -> Line:
        obtained = held.got or held.booked
        when = span(obtained) if obtained else None
        line = Line.always(YES)
        if when:
            line = self._done(when) if held.got else self._planned(when)
        if held.expires:
            line &= until(*span(held.expires))
        elif c.current:  # how long a new one is current is known as well as the vocabulary knows it
            line &= until(shift(when[0], self._shortest(held.credential)), FOREVER) if when else Line.always(OPEN)
        if c.max_age_months:
            months = c.max_age_months
            line &= until(shift(when[0], months), shift(when[1], months)) if when else Line.always(OPEN)
        if c.left_months:
            ends = span(held.expires) if held.expires else None
            line &= until(*(shift(day, -c.left_months) for day in ends)) if ends else Line.always(OPEN)
        if c.taken_in:
            place = self.profile.lives_in if c.taken_in == "home" else c.taken_in
            line &= Line.always(truth(held.jurisdiction == place if held.jurisdiction and place else None))
        return line

    def _shortest(self, credential: str) -> int:
        """Return the shortest validity in months that any source gives; 0 where none does."""
        known = self.vocabulary.known("credentials", credential)
        usual = self.vocabulary.credentials[known].valid_months if known else None
        return usual[0] if usual else 0

    def _judge_driving(self, c: asks.Driving) -> Judged:
        rows = {(each.jurisdiction, each.class_): each for each in self.vocabulary.licences}
        lines = [self._beyond("driving")]
        for licence in self.profile.driving or ():
            row, at_home = rows.get((licence.jurisdiction, licence.class_)), licence.jurisdiction == c.of
            stages = (licence.stage,) if licence.stage else row.stages if row else LICENCE_STAGES
            values = {self._staged(c, each, other=at_home and licence.class_ != c.class_) for each in stages}
            sure = values.pop() if len(values) == 1 else OPEN
            if c.issued_here and not at_home:
                sure = NO
            elif row is None or (c.of, c.class_) not in rows:
                sure = min(sure, self._left_open)
            elif not set(rows[c.of, c.class_].covers) <= set(row.covers):
                sure = NO
            start = self._planned(span(licence.expected)) if licence.expected else Line.always(YES)
            no_end = Line.always(YES if licence.expected else OPEN)
            lines.append(start & (until(*span(licence.expires)) if licence.expires else no_end) & Line.always(sure))
        question = f"Which licence do you hold, at which stage, until when? Asked: class {c.class_} of {c.of}."
        return Judged(c, some(lines), evidence.driving(self.profile), question, key="driving")

    def _staged(self, c: asks.Driving, has: str, *, other: bool) -> Truth:
        accepted = c.stage and LICENCE_STAGES.index(has) >= LICENCE_STAGES.index(c.stage)
        if has == "full" or accepted:
            return YES
        return NO if c.stage or has == "learner" or other else self._left_open  # the source is silent on novices

    def _judge_language(self, c: asks.Language) -> Judged:
        spoken = [RATINGS.index(each.level) for each in self.profile.languages or () if each.language == c.language]
        best = max(spoken, default=-1)
        line = Line.always(truth(best >= RATINGS.index(c.level))) | self._beyond("languages")
        shows = f"{c.language}: {RATINGS[best]} by your own rating" if spoken else f"no {c.language} on your profile"
        return Judged(c, line, shows, f"How well do you speak '{c.language}'?", key="languages")


def _enough(c: asks.Time, months: float) -> bool:
    return months > c.months + NEARLY if c.more_than else months > c.months - NEARLY


def open_leaves(criterion: asks.Criterion, judge: Judge, day: dt.date) -> Iterator[tuple[Judged, str]]:
    """Yield the open leaves that decide on a day, and who can settle each: the employer where a kind reading would."""
    generous = [leaf.line.at(day) for leaf in replace(judge, generous=True).judge(criterion).leaves()]
    tree = judge.judge(criterion)
    deciding = [id(leaf) for leaf in tree.deciding(day)]
    for leaf, kindly in zip(tree.leaves(), generous, strict=True):
        if id(leaf) in deciding and leaf.line.at(day) is OPEN:
            yield leaf, "employer" if kindly is YES else "you"
