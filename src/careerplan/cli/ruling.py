"""careerplan followups rules: the rules with their evidence, and how the user changes them."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import DryRun, session_of, verb
from careerplan.cli.roles import Cite
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.errors import UsageError
from careerplan.person.followups import KEEP_IN_TOUCH

if TYPE_CHECKING:
    from careerplan.catalog.rules import Rule
    from careerplan.person.contacts import Contact
    from careerplan.person.rule_changes import NewRuleChange


def rules(  # noqa: PLR0913, PLR0917 - one option a field
    ctx: typer.Context,
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]", help="One rule, by its id or the beginning of it; keep-in-touch is all three."
        ),
    ] = None,
    contact: Annotated[str | None, typer.Option(metavar="CONTACT", help="For this person alone.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="TAG", callback=values.text, help="For all with this tag.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Switch it off.")] = False,
    on: Annotated[bool, typer.Option("--on", help="Switch it on, where --off was set more widely.")] = False,
    delay: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, max=730, help="Days until the follow-up is due.")
    ] = None,
    latest: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, max=1460, help="Days after which it is no longer of use.")
    ] = None,
    times: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=10, help="How many reminders without an answer, at the most.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="As the data has it again.")] = False,
    cite: Cite = False,
    dry_run: DryRun = False,
) -> None:
    """Show the follow-up rules with their evidence, or change one: for all, for a tag, or for one person.

    \b
    careerplan followups rules --sources
    careerplan followups rules keep-in-touch --delay 21 --tag mentor
    careerplan followups rules message-sent-nudge --off --contact Robin
    """
    from careerplan.person.rule_changes import NewRuleChange
    from careerplan.render.rules import rules_view
    from careerplan.store.contacts import find_contact
    from careerplan.store.rule_changes import list_changes

    session = session_of(ctx)
    chosen = _choose(session, rule)
    person = find_contact(session.store, contact) if contact else None
    if contact and tag:
        message = "A change is for one person or for a tag, not both."
        raise UsageError(message, "Leave out --contact or --tag.")
    if off or on or reset or any(each is not None for each in (delay, latest, times)):
        if rule is None:
            message = "Which rule should change?"
            raise UsageError(message, "Name it, for example: careerplan followups rules keep-in-touch --delay 45")
        _check(off=off, on=on, reset=reset, numbers=(delay, latest, times))
        if times is not None and not all(each.awaits_reply for each in chosen):
            message = f"Only a reminder that waits for an answer comes several times, and '{chosen[0].id}' is none."
            raise UsageError(message, "For example: careerplan followups rules message-sent-nudge --times 2")
        wanted = [
            NewRuleChange(
                rule=each.id, contact_id=person.id if person else None, tag=tag, off=off, delay=delay, latest=latest,
                times=times,
            )
            for each in chosen
        ]  # fmt: skip
        _change(session, wanted, person, reset=reset, dry_run=dry_run)
        return
    with session.store.reading() as connection:
        changes = [each for each in list_changes(connection) if each.rule in {one.id for one in chosen}]
    if person is not None:
        from careerplan.planning.ruling import rulings

        in_force = {each.id: each for each in rulings(chosen, changes, person)}
        show(session, rules_view(chosen, session.catalog, changes, cite=cite, person=person, in_force=in_force))
        return
    show(session, rules_view(chosen, session.catalog, changes, cite=cite))


def _choose(session: Session, name: str | None) -> "list[Rule]":
    known = list(session.catalog.rules.values())
    if name is None:
        return known
    if name == KEEP_IN_TOUCH:
        return [each for each in known if each.trigger == KEEP_IN_TOUCH]
    from careerplan.lookup import Entry, find

    number = find("rules", name, (Entry(each.id, (each.id,)) for each in known), "careerplan followups rules")
    return [each for each in known if each.id == number]


def _check(*, off: bool, on: bool, reset: bool, numbers: Sequence[int | None]) -> None:
    given = any(each is not None for each in numbers)
    if off + on + reset > 1 or (given and (off or reset)):
        message = "A rule is switched off, changed or reset, one at a time."
        raise UsageError(message, "Give --off, --on, --reset, or numbers.")
    delay, latest, _ = numbers
    if delay is not None and latest is not None and latest < delay:
        message = f"A follow-up due after {delay} days cannot be of use for only {latest}."
        raise UsageError(message, "Give a --latest that is no less than --delay.")


def _change(
    session: Session, wanted: "Sequence[NewRuleChange]", person: "Contact | None", *, reset: bool, dry_run: bool
) -> None:
    from careerplan.render.actions import done_view
    from careerplan.render.rules import say_change

    first = wanted[0]
    whom = person.name if person else f"all with the tag '{first.tag}'" if first.tag else "everybody"
    what = "as the data has it" if reset else say_change(first)
    names = ", ".join(each.rule for each in wanted)
    document: dict[str, object] = {
        "rules": [each.rule for each in wanted],
        "contact_id": first.contact_id,
        "tag": first.tag,
        "change": None
        if reset
        else {"off": first.off, "delay": first.delay, "latest": first.latest, "times": first.times},
    }
    if dry_run:
        show(session, done_view([f"Would set for {whom}: {names}: {what}."], document, "rule-changed"))
        return
    _ = session.catalog
    with session.store.atomic(f"changed a rule for {whom}: {names}: {what}") as connection:
        touched = _write(session, connection, wanted, reset=reset)
    document["followups"] = touched
    sentences = [f"For {whom}: {names}: {what}."]
    sentences += [f"{touched} open follow-up{'s' if touched != 1 else ''} changed with it."] if touched else []
    show(session, done_view(sentences, document, "rule-changed", ["undo: careerplan undo"]))


def _write(session: Session, connection: sqlite3.Connection, wanted: "Sequence[NewRuleChange]", *, reset: bool) -> int:
    """Write the changes, and let open follow-ups of these rules be as they would now be earned; return how many."""
    from careerplan.store.rule_changes import put_change, remove_change

    for each in wanted:
        if reset:
            remove_change(connection, each)
        else:
            put_change(connection, each)
    rules = {each.rule for each in wanted}
    return sum(_apply(session, connection, each, rules) for each in _concerned(connection, wanted[0]))


def _concerned(connection: sqlite3.Connection, change: "NewRuleChange") -> Iterable[int]:
    from careerplan.store.rule_changes import concerned

    return concerned(connection, change)


def _apply(session: Session, connection: sqlite3.Connection, contact: int, rules: set[str]) -> int:
    """Bring the open follow-ups of some rules with one contact to what the rules now say; return how many changed."""
    from careerplan.cli.interactions import known_of, mend_rhythm
    from careerplan.planning.reminders import redated
    from careerplan.store.followups import close_followup, redate_followup

    known = known_of(session, connection, contact)
    in_force = {each.id: each for each in known.rules}
    changed = 0
    for each in known.open_followups:
        if each.rule not in rules or each.trigger == KEEP_IN_TOUCH:
            continue
        if each.rule not in in_force:
            close_followup(connection, each.id, "dropped", session.today, reason="the rule was switched off")
            changed += 1
        elif each.due == each.earned_due and (days := redated(each, known)) and days != (each.due, each.latest):
            redate_followup(connection, each, *days)
            changed += 1
    before = [each for each in known.open_followups if each.trigger == KEEP_IN_TOUCH]
    fresh = mend_rhythm(session, connection, contact)
    gone = bool(before) and fresh is None and not any(each.rule in in_force for each in before)
    return changed + (fresh is not None or gone)


def add_commands(app: typer.Typer) -> None:
    """Add the command of this module to the noun followups."""
    verb(app, "rules")(rules)
