"""careerplan checklist: show, timeline, next, tick, untick."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan.cli import values
from careerplan.cli.options import Verb, noun, session_of, verb
from careerplan.cli.roles import Assume, Cite
from careerplan.cli.session import Session
from careerplan.cli.show import show
from careerplan.clock import say
from careerplan.errors import UsageError

if TYPE_CHECKING:
    from careerplan.planning.qualification import Item, Qualification

app = noun("What a role asks for, stage by stage, and how you stand.")

ALL = "*"
"""What --why asks for where it names no requirement."""

Role = Annotated[
    str | None, typer.Argument(metavar="ROLE", help="Its id or title; none for your first target, or the default role.")
]
OfRole = Annotated[
    str | None, typer.Option("--role", "-r", metavar="ROLE", help="Its role; your first target if not given.")
]
Requirement = Annotated[str, typer.Argument(metavar="REQUIREMENT", help="Its id, or the beginning of it.")]


class _Show(Verb):
    """``checklist show``, whose --why may stand alone."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Let a --why that names nothing ask for everything."""
        named = list(args)
        for place, each in enumerate(args):
            following = args[place + 1] if place + 1 < len(args) else None
            if each == "--why" and (following is None or following.startswith("-")):
                named[place] = f"--why={ALL}"
        return super().parse_args(ctx, named)


@app.command("show", cls=_Show, context_settings={"help_option_names": ["-h", "--help"]})
def show_checklist(
    ctx: typer.Context,
    role: Role = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="[REQUIREMENT]", help="Show what decides, for one or for all.")
    ] = None,
    assume: Assume = None,
    cite: Cite = False,
) -> None:
    """Show what a role asks for, whether you have it, and whether you can apply.

    \b
    careerplan checklist show ca-bc-correctional-officer
    careerplan checklist show --why education
    """
    from careerplan.cli.assuming import take
    from careerplan.cli.confirming import confirmed_of
    from careerplan.cli.qualifying import default_role, qualification
    from careerplan.render.checklist import Telling, checklist_view, why_view
    from careerplan.store.contacts import people_at

    session = session_of(ctx)
    assumed = take(session, assume)
    found = qualification(session, default_role(session, role))
    sources = session.catalog.sources
    if why is not None:
        items = found.items if why == ALL else [_find_item(found, why)]
        show(session, why_view(found, items, sources, assumed))
        return
    hints = _hints(session, found, cite=cite)
    known = people_at(session.store, [found.role.employer]) if found.role.employer else []
    told = Telling(cite, confirmed_of(session, found.role.id), assumed, known)
    show(session, checklist_view(found, sources, told, hints))


@verb(app, "timeline")
def show_timeline(ctx: typer.Context, role: Role = None, assume: Assume = None, cite: Cite = False) -> None:
    """Show when you could be ready: each step from when to when, which one decides, what it costs.

    \b
    careerplan checklist timeline ca-bc-correctional-officer
    careerplan checklist timeline --assume "education bachelor criminology 2028-04"
    """
    from careerplan.cli.assuming import take
    from careerplan.cli.qualifying import default_role, timeline
    from careerplan.render.timeline import timeline_view

    session = session_of(ctx)
    assumed = take(session, assume)
    found = timeline(session, default_role(session, role))
    hints = [*_begin(session), "What to do now: careerplan checklist next   on paper: --output html"]
    hints += [] if cite else ["Where each step comes from: add --sources."]
    show(session, timeline_view(found, session.catalog.sources, cite=cite, assumed=assumed, hints=hints))


@verb(app, "next")
def show_next(ctx: typer.Context, role: Role = None, assume: Assume = None) -> None:
    """Show the one to three most useful things to do now.

    \b
    careerplan checklist next
    """
    from careerplan.cli.assuming import take
    from careerplan.cli.qualifying import default_role, timeline
    from careerplan.planning.advising import advise
    from careerplan.render.timeline import next_view

    session = session_of(ctx)
    assumed = take(session, assume)
    found = timeline(session, default_role(session, role))
    hints = [*_begin(session), f"All steps: careerplan checklist timeline {found.found.role.id}"]
    show(session, next_view(found, advise(found), assumed=assumed, hints=hints))


def _hints(session: Session, found: "Qualification", *, cite: bool) -> list[str]:
    hints = [f"When you could be ready, and what first: careerplan checklist timeline {found.role.id}"]
    hints += [] if cite else ["Where each line comes from: add --sources. What decides: add --why."]
    if begin := _begin(session):
        return [*begin, *hints]
    if any(item.check == "tick" and item.verdict.status != "met" for item in found.items):
        hints.append(f"What is yours to tick: careerplan checklist tick REQUIREMENT --role {found.role.id}")
    return hints


def _begin(session: Session) -> list[str]:
    """Return how to begin a profile, where there is none."""
    from careerplan.store.profiles import load_profile

    if load_profile(session.store) is not None:
        return []
    return ["You have no profile yet, so nothing is known of you: careerplan profile init"]


def _find_item(found: "Qualification", name: str) -> "Item":
    from careerplan.lookup import Entry, find

    entries = [Entry(item.requirement.id, ()) for item in found.items]
    wanted = find("requirements", name, entries, f"careerplan checklist show {found.role.id} --output plain")
    return next(item for item in found.items if item.requirement.id == wanted)


@verb(app, "tick")
def tick(
    ctx: typer.Context,
    requirement: Requirement,
    role: OfRole = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Since when; today if not given.")] = None,
) -> None:
    """Tick a requirement that only you can judge, such as a paper you have ready.

    \b
    careerplan checklist tick references --role ca-ab-correctional-peace-officer
    """
    session = session_of(ctx)
    day = values.day(ctx, on, "past") or session.today
    if day > session.today:
        message = f"{say(day)} is still to come; only what you have can be ticked."
        raise UsageError(message, "Leave out --on for today, or give a past day.")
    _set_tick(session, requirement, role, day.isoformat())


@verb(app, "untick")
def untick(ctx: typer.Context, requirement: Requirement, role: OfRole = None) -> None:
    """Take a tick away.

    \b
    careerplan checklist untick references
    """
    _set_tick(session_of(ctx), requirement, role, None)


def _set_tick(session: Session, name: str, role: str | None, day: str | None) -> None:
    """Set or remove the tick of one requirement; what is sensitive or judged by the profile is refused."""
    from careerplan.cli.qualifying import default_role, qualification
    from careerplan.person.profile import Profile
    from careerplan.render.actions import done_view
    from careerplan.store.profiles import load_profile, save_profile

    found = qualification(session, default_role(session, role))
    item = _find_item(found, name)
    if item.check != "tick":
        raise UsageError(*_why_not(item))
    key = f"{found.role.id}/{item.requirement.id}"
    profile = Profile.model_validate_json(load_profile(session.store) or "{}")
    ticks = {each: when for each, when in profile.ticks.items() if each != key} | ({key: day} if day else {})
    word = "ticked" if day else "unticked"
    with session.store.atomic(f"{word} '{item.requirement.id}' of {found.role.id}") as connection:
        save_profile(connection, profile.model_copy(update={"ticks": ticks}).model_dump_json(), session.today)
    sentence = f"{word.capitalize()}: {item.requirement.text or item.requirement.id}."
    document: dict[str, object] = {"role": found.role.id, "requirement": item.requirement.id, "ticked": day}
    show(session, done_view([sentence], document, "tick", ["undo: careerplan undo"]))


def _why_not(item: "Item") -> Sequence[str]:
    name = item.requirement.id
    if item.check == "private":
        return f"'{name}' is yours to judge; it is never asked and never stored.", "Nothing was written."
    if item.check is not None:
        return f"'{name}' is for the employer to find out.", "Nothing was written."
    return f"'{name}' is judged by your profile, not ticked.", "Say it there: careerplan profile set, or profile edit."
