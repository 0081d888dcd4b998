"""How the user changed the follow-up rules: for one contact, for a tag, or for all."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NewRuleChange:
    """How the user changed a rule: for one contact, for everybody with a tag, or (neither) for all.

    None leaves a number as the rule has it: ``delay`` and ``latest`` are days, ``times`` the rounds of a reminder.
    """

    rule: str
    contact_id: int | None = None
    tag: str | None = None
    off: bool = False
    delay: int | None = None
    latest: int | None = None
    times: int | None = None


@dataclass(frozen=True, kw_only=True)
class RuleChange(NewRuleChange):
    """A change of a rule in the store; ``contact`` is the name of the one it is for."""

    id: int
    contact: str | None = None
