"""Which contacts a list shows, in which order and with which columns."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from careerplan.cli.session import Session
from careerplan.cli.values import span
from careerplan.errors import NotFoundError, UsageError
from careerplan.lookup import fold
from careerplan.person.contacts import Contact, detail_key
from careerplan.person.kinds import TIES

SORTS = ("name", "organization", "tie", "touch", "next", "added")
"""The orders of a list: by name, where they work, nearest tie, longest untouched, soonest due, newest added."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is asked of a contact to be listed; all of it must hold."""

    tags: tuple[str, ...] = ()
    tie: str | None = None
    at: str | None = None
    place: str | None = None
    never: bool = False
    silent: str | None = None


def chosen(session: Session, contacts: Sequence[Contact], wanted: Filter) -> list[Contact]:
    """Return those of ``contacts`` whom a filter lets through."""
    there = _there(session, wanted.at)
    silent = span(wanted.silent)
    since = None if silent is None else session.today - dt.timedelta(days=silent)
    tags = {detail_key("tag", each) for each in wanted.tags}
    return [
        each
        for each in contacts
        if tags <= {detail_key("tag", tag) for tag in each.tags}
        and (wanted.tie is None or each.tie == wanted.tie)
        and (there is None or each.id in there)
        and (
            wanted.place is None
            or any(place in {code, code[:2]} for code in each.jurisdictions for place in [wanted.place])
        )
        and (each.last_touch is None or not wanted.never)
        and (since is None or (each.last_touch is not None and each.last_touch <= since))
    ]


def _there(session: Session, at: str | None) -> set[int] | None:
    if at is None:
        return None
    from careerplan.cli.naming import people_at_work

    found = people_at_work(session, at)
    if found is None:
        raise NotFoundError(what="organization or role", query=at, browse="careerplan organizations list")
    return found


def ordered(contacts: Sequence[Contact], order: str, *, reverse: bool) -> list[Contact]:
    """Return contacts in an order; equals by name. What is not known stands last, either way round."""

    def key(contact: Contact) -> str | int | dt.date | None:
        return {
            "name": fold(contact.name),
            "organization": fold(contact.organization) if contact.organization else None,
            "tie": TIES.index(contact.tie),
            "touch": contact.last_touch,
            "next": contact.next_followup,
            "added": -contact.added.toordinal(),
        }[order]

    by_name = sorted(contacts, key=lambda each: (fold(each.name), each.id))
    known = [each for each in by_name if key(each) is not None]
    return [
        *sorted(known, key=key, reverse=reverse),  # type: ignore[arg-type]
        *(each for each in by_name if key(each) is None),
    ]


def columns_of(names: str | None) -> tuple[str, ...]:
    """Return the columns that are named, with commas between; the usual ones where none are."""
    from careerplan.render.contacts import COLUMNS, USUAL

    if names is None:
        return USUAL
    wanted = tuple(each.strip().lower() for each in names.split(",") if each.strip())
    unknown = [each for each in wanted if each not in COLUMNS]
    if unknown or not wanted:
        message = (
            f"There is no column '{unknown[0]}'."
            if unknown and unknown != ["help"]
            else "Columns are named with commas."
        )
        raise UsageError(message, f"Choose from {', '.join(COLUMNS)}.")
    return wanted
