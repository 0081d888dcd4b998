"""What a merge makes of several contacts, before and after it; and who may be one."""

from collections.abc import Mapping, Sequence

from careerplan.clock import say, say_short
from careerplan.person.contacts import Contact
from careerplan.person.edits import say_position
from careerplan.person.followups import NewFollowUp
from careerplan.person.merges import Merge, rows_of
from careerplan.render.contacts import contact_record
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Rows, Said, Screen, View


def merge_view(merge: Merge, rhythm: NewFollowUp | None, *, applied: bool, hints: Sequence[str] = ()) -> View:
    """Return what a merge makes, or has made; ``rhythm`` is when to be in touch with the one person next."""
    people = [merge.kept, *merge.others]
    fields = rows_of(merge, say_position, say_short)

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - columns wrap at any width
        title = (
            merge.summary[:1].upper() + merge.summary[1:] if applied else merge.summary.replace("merged", "Merge", 1)
        )
        rows: list[Sequence[Cell]] = [
            (Said(each.what, "dim"), *each.each, Said(each.result, "strong" if each.differs else "")) for each in fields
        ]
        header = ("", *(f"#{each.id}" for each in people), "As one")
        grid = Grid(header, rows, frozenset(range(1, len(header))))
        return [Heading(title), grid, Gap(), *(Line(each) for each in _sentences(merge, rhythm))]

    def rows() -> Rows:
        header = ("field", *(str(each.id) for each in people), "as_one")
        return Rows(header, [(each.what, *each.each, each.result) for each in fields])

    def document() -> Json:
        return {
            "applied": applied,
            "kept": {"id": merge.kept.id, "name": merge.person.name},
            "merged": [{"id": each.id, "name": each.name} for each in merge.others],
            "contact": {**contact_record(merge.person), "organization": merge.person.organization},
            "fields": [
                {"field": each.what, "values": list(each.each), "result": each.result, "differs": each.differs}
                for each in fields
            ],
            "interactions": merge.interactions,
            "followups": merge.followups,
            "dropped": [
                {"id": each.dropped.id, "rule": each.dropped.rule, "kept": each.kept.id, "reason": each.reason}
                for each in merge.twins
            ],
            "rule_changes": [{"id": each.id, "rule": each.rule} for each in merge.moved_changes],
            "keep_in_touch": rhythm.due.isoformat() if rhythm else None,
        }

    return View("contacts-merge", document, screen, rows, hints)


def _sentences(merge: Merge, rhythm: NewFollowUp | None) -> list[str]:
    both = f", {merge.shared} of them with more than one of these" if merge.shared else ""
    found = (
        [f"What passed goes together: {_count(merge.interactions, 'interaction')}{both}."] if merge.interactions else []
    )
    found += [f"Follow-ups go together: {merge.followups}, open and ended."] if merge.followups else []
    found += [
        f"Dropped: {each.dropped.in_words} by {say(each.dropped.due)} (#{each.dropped.id}); "
        f"the same is open by {say(each.kept.due)} (#{each.kept.id})."
        for each in merge.twins
    ]
    names = {each.id: each.name for each in merge.others}
    found += [
        f"Rule {each.rule}: as changed for {names[each.contact_id]} (#{each.contact_id})."
        for each in merge.moved_changes
        if each.contact_id is not None
    ]
    return found + ([f"Keep in touch: {rhythm.action} by {say(rhythm.due)}."] if rhythm else [])


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def duplicates_view(
    pairs: Sequence[tuple[int, int, str]], people: Mapping[int, Contact], *, count: int
) -> View:  # fmt: skip
    """Return pairs of contacts who may be one, by their ids, with the reason; ``count`` is how many there are."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - columns wrap at any width
        if not pairs:
            return [Line("Nobody looks like somebody else.")]
        rows = [
            ((_who(people[one]), _who(people[other])), reason, f"careerplan contacts merge {one} {other}")
            for one, other, reason in pairs
        ]
        more = [Line(Said(f"and {count - len(pairs)} more: add --limit {count}", "dim"))] if count > len(pairs) else []
        return [Grid(("May be one", "Why", "Merge them"), rows, frozenset({0, 1})), *more]

    def rows() -> Rows:
        header = ("id", "name", "other_id", "other_name", "reason")
        return Rows(
            header,
            [(str(one), people[one].name, str(other), people[other].name, why) for one, other, why in pairs],
        )

    def document() -> Json:
        return {
            "count": count,
            "pairs": [
                {"contacts": [contact_record(people[each]) for each in (one, other)], "reason": reason}
                for one, other, reason in pairs
            ],
        }

    hints = [f"If they are two: careerplan contacts distinct {pairs[0][0]} {pairs[0][1]}"] if pairs else []
    return View("duplicates", document, screen, rows, hints)


def _who(contact: Contact) -> str:
    about = ", ".join(filter(None, (f"#{contact.id}", contact.organization, contact.email)))
    return f"{contact.name} ({about})"
