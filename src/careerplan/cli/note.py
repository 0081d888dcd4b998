"""careerplan note: one hurried line, understood, asked about where it is unclear, and kept."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import DryRun, session_of, single, verb
from careerplan.cli.session import Session
from careerplan.cli.show import hint, show
from careerplan.errors import AmbiguousError, CareerplanError, NotFoundError, UsageError

if TYPE_CHECKING:
    from careerplan.planning.captured import Captured, Choice, Doubt

app = single()


@verb(app, "note")
def note(
    ctx: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", callback=values.texts, help="What happened, and what is next; - for stdin."),
    ],
    add: Annotated[bool, typer.Option("--add", help="Add whoever is named and not known yet.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take the first answer wherever it is unclear.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Note in one line what happened and what is next; it shows what it understood, and asks where it is unsure.

    \b
    careerplan note "coffee with Robin yesterday, thank her"
    careerplan note "called Lee, he'll send the posting by friday, I owe him my résumé"
    """
    from careerplan.cli.noting import keep, preview
    from careerplan.planning.capturing import capture
    from careerplan.planning.naming import Acquaintance
    from careerplan.store.names import list_names

    session = session_of(ctx)
    known = [Acquaintance(number, name, work or "") for number, name, work in list_names(session.store)]
    captured = capture(_line(text), known, session.today)
    names = {each.id: each.name for each in known}
    if captured.doubts and session.settings.interactive and not yes:
        _say_so_far(session, captured, names)
    settled = _settle(session, captured, add=add, yes=yes, dry_run=dry_run)
    if settled is None:
        hint(session, "Nothing was written.")
        return
    show(session, preview(session, settled, names) if dry_run else keep(session, settled, names))


def _line(text: list[str] | None) -> str:
    """Return the words as one line, whether or not they were quoted; a single - reads them from stdin."""
    if text != ["-"]:
        return " ".join(text or ())
    return values.text(sys.stdin.read()) or ""


def _say_so_far(session: Session, captured: "Captured", names: dict[int, str]) -> None:
    """Say what is understood without a doubt, before anything is asked."""
    from careerplan.planning.captured import wanted
    from careerplan.render.noting import say_understood

    if any(each.about == "kind" for each in captured.doubts):
        captured = replace(captured, kind="something")
    followups = wanted(captured, captured.people, session.today)
    for sentence in say_understood(captured, captured.people, names, followups):
        hint(session, sentence.replace("Understood:", "Understood so far:", 1))


def _settle(session: Session, captured: "Captured", *, add: bool, yes: bool, dry_run: bool) -> "Captured | None":
    """Return what is understood with each doubt answered; None where the user would rather not go on."""
    if add:
        captured = _adding(captured)
    while captured.doubts:
        doubt = captured.doubts[0]
        if doubt.choices and yes:
            captured = captured.settled(doubt.choices[0])
        elif doubt.choices and session.settings.interactive:
            choice = _ask(session, doubt)
            if choice is None:
                return None
            captured = captured.settled(choice)
        elif dry_run and doubt.choices:
            return captured
        else:
            raise _unclear(captured.doubts)
    return captured


def _adding(captured: "Captured") -> "Captured":
    """Return what is understood when everybody who is not known is to be added."""
    for doubt in [each for each in captured.doubts if each.about == "new"]:
        rest = tuple(each for each in captured.doubts if each is not doubt)
        new = next(each for each in doubt.choices if each.newcomer)
        captured = replace(captured, doubts=(doubt, *rest)).settled(new)
    return captured


def _ask(session: Session, doubt: "Doubt") -> "Choice | None":
    """Ask on a terminal: a number, Enter for the first, q to leave all as it is."""
    from careerplan.render.safe import one_line

    print(one_line(doubt.question), file=sys.stderr)
    for number, choice in enumerate(doubt.choices, 1):
        print(f"  {number}  {one_line(choice.text)}", file=sys.stderr)
    while True:
        print("Number, Enter for 1, q to leave it [1] ", end="", file=sys.stderr, flush=True)
        said = sys.stdin.readline()
        answer = said.strip().lower()
        if not said or answer in {"q", "quit", "n", "no"}:
            return None
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(doubt.choices):
            return doubt.choices[int(answer) - 1]
        if not answer:
            return doubt.choices[0]
        hint(session, f"There is no answer {answer}.")


def _unclear(doubts: "tuple[Doubt, ...]") -> CareerplanError:
    """Return what is to be said where nobody can be asked: what is unclear, and how to write it."""
    doubt = next((each for each in doubts if each.about in {"new", "person"}), doubts[0])
    if doubt.about == "new":
        error = NotFoundError("contact", doubt.words, [each.text for each in doubt.choices if not each.newcomer])
        error.hint = f"{error.hint} {doubt.hint}".strip()
        return error
    if doubt.about == "person" and len(doubt.choices) > 1:
        return AmbiguousError("contacts", doubt.words, [each.text for each in doubt.choices])
    told = " ".join(each.in_words for each in doubts)
    hints = list(dict.fromkeys(each.hint for each in doubts))
    if all(each.choices for each in doubts):
        hints.append("Or take the first answer with --yes.")
    return UsageError(told, " ".join(hints))
