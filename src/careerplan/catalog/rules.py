"""Follow-up rules: which message an interaction earns, and when."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from careerplan.catalog.base import Claim, Id, Record, Words
from careerplan.catalog.practices import PracticeId
from careerplan.person.kinds import Kind, Tie

FollowUpChannel = Literal["message", "call", "meeting"]


class Rule(Record):
    """What an interaction of one kind earns.

    ``delay`` and ``latest`` are days after the interaction: when the follow-up is due, and the last day
    on which it is still worth sending. A keep-in-touch rule holds for one ``tie``; its rhythm starts
    anew at any logged touch. ``closed_by`` lists the later interactions that settle the follow-up.
    ``first_only`` limits it to the first interaction of its kind with a contact. ``awaits_reply`` marks
    a follow-up that exists because an answer is outstanding; it comes ``times`` times at the most, until there is one.
    ``on_working_days`` moves a due day on a weekend or holiday, where the contact is, to the next working day.
    ``evidence`` names the practices it rests on.
    ``template`` is that of its message: a file of data/templates, or of the user's own, without its ending.
    """

    id: Id
    trigger: Literal[Kind, "keep-in-touch"]
    tie: Tie | None = None
    action: Words
    channel: FollowUpChannel = "message"
    delay: Annotated[int, Field(ge=0, le=730)]
    latest: Annotated[int, Field(ge=0, le=1460)] | None = None
    closed_by: tuple[Kind, ...] = ()
    first_only: bool = False
    awaits_reply: bool = False
    times: Annotated[int, Field(ge=1, le=10)] = 1
    on_working_days: bool = False
    why: Annotated[tuple[Claim, ...], Field(min_length=1)]
    evidence: tuple[PracticeId, ...] = ()
    template: Id | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.id.startswith(self.trigger):
            message = f"the id of a rule begins with its trigger: {self.trigger}-…"
            raise ValueError(message)
        if (self.trigger == "keep-in-touch") != (self.tie is not None):
            message = "a tie belongs to keep-in-touch rules, and each of them names one"
            raise ValueError(message)
        if self.times > 1 and not self.awaits_reply:
            message = "only a rule that awaits a reply comes several times"
            raise ValueError(message)
        if self.latest is not None and self.latest < self.delay:
            message = "latest comes before the day the follow-up is due"
            raise ValueError(message)
        return self
