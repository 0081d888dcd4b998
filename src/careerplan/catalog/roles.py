"""Roles: an occupation in a country (general) or at an employer, with everything cited."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careerplan.catalog.base import (
    Cited,
    Claim,
    Cost,
    Id,
    Jurisdiction,
    PartialDate,
    Record,
    Ref,
    Sources,
    Span,
    Way,
    Words,
    in_order,
)
from careerplan.catalog.criteria import Criterion

RequirementKind = Literal[
    "age", "citizenship", "education", "experience", "language", "licence", "certification",
    "fitness", "vision", "medical", "clearance", "references", "assessment", "interview",
    "availability", "skill", "training", "other",
]  # fmt: skip
Dimension = Literal[
    "age", "citizenship", "education", "experience", "language", "licence", "certification", "fitness", "vision",
    "medical", "clearance", "references", "assessment", "interview", "availability", "other", "hiring-steps",
    "how-to-apply", "training", "pay", "schedule", "outlook", "settings", "duties", "skills", "fit", "challenges",
    "advancement", "ethics", "trends", "codes",
]  # fmt: skip
"""What roles are compared by."""

Level = Literal["required", "preferred", "asset", "varies"]
Stage = Literal["to-apply", "before-offer", "before-training", "during-training", "on-the-job", "not-known"]
Standing = Literal["own", "reported", "general"]
Check = Literal["tick", "later", "private", "unstated"]
Unit = Literal["hour", "day", "week", "biweekly", "month", "year"]
RoleId = Annotated[Id, Ref("role")]
OrganizationId = Annotated[Id, Ref("organization")]


class Code(Record):
    """A classification code, with the edition that gives it its meaning."""

    system: Words
    year: int | None = None
    code: Words
    sources: Cited


class Reading(Record):
    """One of several sources that disagree about the same requirement.

    Without a ``criterion`` in a requirement whose other readings have one, this source asks nothing.
    """

    text: Words
    sources: Cited
    level: Level | None = None
    when: Stage | None = None
    standing: Standing | None = None
    criterion: Criterion | None = None
    note: Words | None = None


class Requirement(Record):
    """Something the employer asks for.

    Either one ``text`` with its ``sources``, or the ``readings`` of sources that disagree, never both.
    ``wait`` is how many weeks pass until one can begin on it, ``lead_time`` how many from then until it is met;
    ``validity`` is in months, ``needs`` are the requirements to be met first. ``ways`` are ways to meet it that
    other sources describe: what the requirement itself states goes before them.

    What can be judged has a ``criterion``, or readings with theirs. What cannot says so with ``check``: the
    person ticks it (``tick``), the employer finds out (``later``), it is never asked nor stored (``private``),
    or the source does not say what would do (``unstated``). With none of these it is the person's to tick, or
    private where it is ``sensitive``. It is needed from ``when`` to ``through``. ``only_if`` limits it to some
    posts, ``only_in`` a general one to some provinces; ``closed_by`` says who can meet it.
    """

    id: Id
    kind: RequirementKind
    level: Level
    when: Stage = "not-known"
    sensitive: bool = False
    standing: Standing = "own"
    text: Words | None = None
    sources: Sources = ()
    readings: tuple[Reading, ...] = ()
    wait: Span | None = None
    lead_time: Span | None = None
    cost: Cost | None = None
    validity: Annotated[int, Field(gt=0, le=1200)] | None = None
    criterion: Criterion | None = None
    only_if: Criterion | None = None
    only_in: tuple[Jurisdiction, ...] = ()
    check: Check | None = None
    through: Stage | None = None
    closed_by: Literal["you", "employer"] = "you"
    needs: tuple[Id, ...] = ()
    ways: tuple[Way, ...] = ()
    note: Words | None = None

    @model_validator(mode="after")
    def _one_text_or_readings(self) -> Self:
        if self.readings:
            if self.text or self.sources:
                message = "give either text and sources, or readings, not both"
                raise ValueError(message)
            if len(self.readings) == 1:
                message = "one reading alone is no disagreement: write it as text and sources"
                raise ValueError(message)
        elif not self.text or not self.sources:
            message = "no requirement without text and at least one source"
            raise ValueError(message)
        if (self.criterion is not None) + bool(self.readings) + (self.check is not None) > 1:
            message = "give one of criterion, readings and check"
            raise ValueError(message)
        if self.sensitive and (self.criterion or self.check == "tick" or any(each.criterion for each in self.readings)):
            message = "what is sensitive is never judged nor ticked: leave out its criterion, or write check: private"
            raise ValueError(message)
        return self


class HiringStep(Record):
    """One step of the way to being hired; the list is in order."""

    name: Words
    text: Words | None = None
    duration: Words | None = None
    sources: Cited


class Training(Record):
    """What an employer trains, how long and where; ``paid`` is left out where no source says."""

    text: Words
    length: Words | None = None
    paid: bool | None = None
    allowance: Words | None = None
    location: Words | None = None
    sources: Cited
    note: Words | None = None


Amount = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Pay(Record):
    """A pay figure exactly as its source gives it; never converted, never averaged by us.

    ``rank`` names whom the figure is for where a source tells several apart (a recruit in training, a step, a
    region). ``steps`` are the rates of one scale in order. ``hours_per_week`` is the full-time week that the
    employer's sources state, in hours. ``standing`` is general for a figure over all employers of an occupation.
    """

    rank: Words | None = None
    minimum: Amount | None = None
    maximum: Amount | None = None
    average: Amount | None = None
    median: Amount | None = None
    steps: tuple[Amount, ...] = ()
    unit: Unit
    currency: Words | None = None
    hours_per_week: Annotated[float, Field(gt=0, le=80)] | None = None
    standing: Standing = "own"
    as_of: PartialDate | None = None
    note: Words | None = None
    sources: Cited

    @model_validator(mode="after")
    def _some_figure(self) -> Self:
        if not (self.minimum or self.maximum or self.average or self.median):
            message = "a pay entry needs a minimum, a maximum, a median or an average; say the rest in pay_notes"
            raise ValueError(message)
        return in_order(self, self.minimum, self.maximum)


class WayToApply(Claim):
    """How one applies, and the page where."""

    url: Words | None = None


class Disagreement(Record):
    """Statements of different sources about one dimension that cannot all hold."""

    dimension: Dimension
    texts: Annotated[tuple[Claim, ...], Field(min_length=2)]


def _circular(needs: Mapping[str, Sequence[str]]) -> bool:
    """Say whether anything needs itself, however many steps away."""
    left = {name: {each for each in wanted if each in needs} for name, wanted in needs.items()}
    while free := {name for name, wanted in left.items() if not wanted}:
        left = {name: wanted - free for name, wanted in left.items() if name not in free}
    return bool(left)


class Role(Record):
    """An occupation in a country (no employer: a general role) or at one employer.

    ``general`` names the broader role whose facts also speak of this one; they are shown as general.
    ``coverage`` states, for an employer's role, how much of its own requirements the sources show.
    ``classification`` says what else a classification puts in or outside the group of the role's codes, and
    ``pay_notes`` what is no rate of pay: raises, incentives, premiums, what a figure leaves out.
    """

    id: Id
    title: Words
    other_titles: tuple[Words, ...] = ()
    occupation: Id
    employer: OrganizationId | None = None
    jurisdiction: Jurisdiction | None = None
    general: RoleId | None = None
    coverage: Literal["full", "partial", "none"] | None = None
    codes: tuple[Code, ...] = ()
    classification: tuple[Claim, ...] = ()
    summary: Claim
    settings: tuple[Claim, ...] = ()
    duties: tuple[Claim, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    hiring_steps: tuple[HiringStep, ...] = ()
    how_to_apply: tuple[WayToApply, ...] = ()
    training: tuple[Training, ...] = ()
    pay: tuple[Pay, ...] = ()
    pay_notes: tuple[Claim, ...] = ()
    schedule: tuple[Claim, ...] = ()
    outlook: tuple[Claim, ...] = ()
    skills: tuple[Claim, ...] = ()
    fit: tuple[Claim, ...] = ()
    challenges: tuple[Claim, ...] = ()
    advancement: tuple[Claim, ...] = ()
    ethics: tuple[Claim, ...] = ()
    trends: tuple[Claim, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    not_found: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.employer is None) != (self.coverage is None):
            message = "coverage belongs to an employer's role, and every employer's role states it"
            raise ValueError(message)
        ids = [requirement.id for requirement in self.requirements]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            message = f"two requirements share an id: {', '.join(twice)}"
            raise ValueError(message)
        needs = {each.id: each.needs for each in self.requirements}
        if _circular(needs):
            message = "the needs of the requirements go in a circle"
            raise ValueError(message)
        missing = sorted({need for each in self.requirements for need in each.needs} - set(ids))
        if missing:
            message = f"needs name no requirement of this role: {', '.join(missing)}"
            raise ValueError(message)
        return self
