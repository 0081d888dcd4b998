"""What is due now, joined from the store and, where they matter, the rules: for the due list and the day's screen."""

import datetime as dt
from dataclasses import replace

from careerplan.cli.session import Session
from careerplan.errors import NotFoundError
from careerplan.person.followups import KEEP_IN_TOUCH, UPCOMING_DAYS, Due, Known, People
from careerplan.planning.urgency import by_urgency
from careerplan.store.followups import due_followups, only_with, out_of_rhythm

SHOWN = 25
"""How many people without a follow-up are read by name where only some are shown."""
SHORTEST = 60
"""The shortest gap in days that a rhythm of the catalog allows: who was touched later, and whose rhythm the user has
not changed, is not looked at, so that the rules need not be read each time."""


def due_now(session: Session, within: int | None = None, concerning: str | None = None) -> Due:
    """Return what calls for attention, most urgent first; ``concerning`` a tag, an organization or a role."""
    everybody = session.settings.output == "json" or concerning is not None
    found = due_followups(
        session.store,
        session.today,
        within=UPCOMING_DAYS if within is None else within,
        shown=None if everybody else SHOWN,
    )
    found = replace(
        found, followups=by_urgency(found.followups, session.today), drifting=_drifting(session, found.drifting)
    )
    return found if concerning is None else only_with(found, _concerned(session, concerning))


def _drifting(session: Session, known: People) -> People:
    """Add those whose rhythm is overrun though no follow-up of it is open."""
    from careerplan.store.rule_changes import shortest_gap

    with session.store.reading() as connection:
        gap = min(SHORTEST, shortest_gap(connection) or SHORTEST)
        out = out_of_rhythm(connection, session.today - dt.timedelta(days=gap))
    return _overrun(session, known, out) if out else known


def _overrun(session: Session, known: People, out: list[int]) -> People:
    """Add those of ``out`` whose last touch lies further back than their rhythm allows."""
    from careerplan.planning.ruling import rulings
    from careerplan.store.contacts import get_contacts
    from careerplan.store.rule_changes import list_changes

    with session.store.reading() as connection:
        changes = list_changes(connection)
        people = get_contacts(connection, out)
    rules = [each for each in session.catalog.rules.values() if each.trigger == KEEP_IN_TOUCH]
    more = []
    for contact in people:
        for rule in rulings(rules, changes, contact):
            gap = rule.latest if rule.latest is not None else rule.delay
            if (
                rule.tie == contact.tie
                and contact.last_touch is not None
                and (session.today - contact.last_touch).days > gap
            ):
                more.append(Known(contact.id, contact.name, contact.last_touch))
    both = sorted((*known.shown, *more), key=lambda each: (each.since or dt.date.min, each.id))
    return People(tuple(both), known.count + len(more))


def _concerned(session: Session, what: str) -> set[int]:
    """Return the ids of those with a tag, or at an organization, or at the employer of a role."""
    from careerplan.cli.naming import people_of

    found = people_of(session, what)
    if found is None:
        raise NotFoundError(what="tag, organization or role", query=what, browse="careerplan contacts list")
    return found
