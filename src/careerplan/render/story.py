"""One contact's story: who they are, how you met, what passed, what is owed by whom, what comes next."""

from collections.abc import Mapping, Sequence

from careerplan.clock import say, say_short
from careerplan.person.contacts import Contact, Interaction
from careerplan.person.edits import say_position
from careerplan.person.followups import I_OWE, THEY_OWE, FollowUp
from careerplan.person.kinds import say_kind, say_names
from careerplan.render.contacts import contact_record, iso
from careerplan.render.followups import followup_record
from careerplan.render.view import Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View


def story_view(
    contact: Contact,
    interactions: Sequence[Interaction],
    followups: Sequence[FollowUp],
    sources: Mapping[str, Sequence[str]],
    hints: Sequence[str] = (),
) -> View:
    """Return the story of a contact; ``followups`` are all, open and ended, ``sources`` those of each rule."""
    following = [each for each in followups if each.status == "open"]

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts = [*_about(contact), Gap(), Heading("What passed", 2)]
        parts += [_passed(each, contact) for each in interactions]
        parts += [] if interactions else [Line("nothing yet", indent=2)]
        owed = [each for each in followups if each.trigger in {I_OWE, THEY_OWE}]
        if owed:
            parts += [Gap(), Heading("Promised", 2), *map(_owed, owed)]
        parts += [Gap(), Heading("Next", 2)]
        coming = [each for each in following if each not in owed]
        parts += [Line(f"{each.in_words} (#{each.id})", say(each.due), 2) for each in coming]
        return parts if coming else [*parts, Line("nothing else open" if owed else "nothing open", indent=2)]

    def rows() -> Rows:
        return Rows(("record", "id", "date", "what", "text"), _rows(contact, interactions, following))

    def document() -> Json:
        return {
            "contact": {**contact_record(contact), **_details(contact)},
            "interactions": [_interaction_record(each, contact) for each in interactions],
            "followups": [followup_record(each, sources) for each in following],
            "ended": [
                {**followup_record(each, sources), "closed": iso(each.closed), "reason": each.reason}
                for each in followups
                if each.status != "open"
            ],
        }

    return View("contact", document, screen, rows, hints)


def _interaction_record(interaction: Interaction, contact: Contact) -> Json:
    people = zip(interaction.contact_ids, interaction.names, strict=True)
    return {
        "id": interaction.id,
        "kind": interaction.kind,
        "day": interaction.day.isoformat(),
        "note": interaction.note,
        "with": [{"id": number, "name": name} for number, name in people if number != contact.id],
        "followup_id": interaction.followup_id,
    }


def _passed(interaction: Interaction, contact: Contact) -> Line:
    others = [
        name for number, name in zip(interaction.contact_ids, interaction.names, strict=True) if number != contact.id
    ]
    text = say_kind(interaction.kind) + (f", also {say_names(others)}" if others else "")
    return Line(
        f"{text}: {interaction.note}" if interaction.note else text, f"{say(interaction.day)} (#{interaction.id})", 2
    )


def _owed(followup: FollowUp) -> Line:
    whose = "you" if followup.trigger == I_OWE else "they"
    if followup.status == "open":
        return Line(f"{followup.action}, by {say(followup.due)} (#{followup.id})", whose, 2)
    how = {"done": "kept", "skipped": "let go"}.get(followup.status, followup.status)
    when = f" {say(followup.closed)}" if followup.closed else ""
    return Line(Said(f"{followup.action}: {how}{when}", "dim"), whose, 2)


def _about(contact: Contact) -> list[Part]:
    facts = {
        "E-mail": ", ".join(contact.emails),
        "Phone": ", ".join(contact.phones),
        "Page": ", ".join(contact.profiles),
        "Tie": contact.tie,
        "Met": contact.met,
        "Place": ", ".join(contact.jurisdictions),
        "Tags": ", ".join(contact.tags),
        "Known": f"since {say_short(contact.added)}"
        + (f", last touch {say_short(contact.last_touch)}" if contact.last_touch else ", never contacted"),
    }
    rows = [(Said(key, "dim"), value) for key, value in facts.items() if value]
    main = next(iter(contact.current), None)
    work = say_position(main) if main else "no organization"
    past = [Line(Said(say_position(each), "dim"), indent=2) for each in contact.positions if each is not main]
    notes = [Line(each.text, f"{say_short(each.day)} (#{each.id})", 2) for each in contact.notes]
    return [
        Heading(contact.name),
        Line(Said(work, "dim")),
        *past,
        Grid(("", ""), rows, frozenset({1})),
        *_headed("Notes", notes),
    ]


def _headed(title: str, parts: Sequence[Part]) -> list[Part]:
    return [Gap(), Heading(title, 2), *parts] if parts else []


def _details(contact: Contact) -> Json:
    return {
        "met": contact.met,
        "emails": list(contact.emails),
        "phones": list(contact.phones),
        "profiles": list(contact.profiles),
        "jurisdictions": list(contact.jurisdictions),
        "positions": [
            {
                "organization": each.organization,
                "organization_id": each.organization_id,
                "role": each.role,
                "since": each.since,
                "until": each.until,
            }
            for each in contact.positions
        ],
        "notes": [{"id": each.id, "day": each.day.isoformat(), "text": each.text} for each in contact.notes],
        "note": contact.notes[0].text if contact.notes else None,
        "added": contact.added.isoformat(),
    }


def _rows(
    contact: Contact, interactions: Sequence[Interaction], following: Sequence[FollowUp]
) -> list[tuple[str, ...]]:
    record = contact_record(contact)
    single = {
        **{key: record[key] for key in record if key != "tags"},
        "met": contact.met,
        "tags": " ".join(contact.tags),
    }
    about = [("about", str(contact.id), contact.added.isoformat(), key, str(single[key] or "")) for key in single]
    lists = {
        "email": contact.emails,
        "phone": contact.phones,
        "profile": contact.profiles,
        "place": contact.jurisdictions,
    }
    more = [
        ("about", str(contact.id), contact.added.isoformat(), key, each)
        for key, values in lists.items()
        for each in (values if key == "profile" else values[1:])
    ]
    held = [
        ("position", str(each.id), each.since or "", each.until or "", say_position(each)) for each in contact.positions
    ]
    noted = [("note", str(each.id), each.day.isoformat(), "", each.text) for each in contact.notes]
    passed = [("interaction", str(each.id), each.day.isoformat(), each.kind, each.note or "") for each in interactions]
    coming = [("followup", str(each.id), each.due.isoformat(), each.rule, each.in_words) for each in following]
    return [*about, *more, *held, *noted, *passed, *coming]
