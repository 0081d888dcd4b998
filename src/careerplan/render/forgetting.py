"""What was forgotten of somebody, and what cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.render.view import Gap, Json, Line, Part, Rows, Screen, View

if TYPE_CHECKING:
    from careerplan.person.forgetting import Forgotten, Mention

WORDS = {
    "positions": ("position", "positions"),
    "contact_details": ("address, place or tag", "addresses, places and tags"),
    "contact_tags": ("tag", "tags"),
    "notes": ("note", "notes"),
    "interactions": ("interaction with nobody else", "interactions with nobody else"),
    "participants": ("part in an interaction", "parts in interactions"),
    "followups": ("follow-up", "follow-ups"),
    "rule_changes": ("changed rule", "changed rules"),
    "distinct_people": ("look-alike told apart", "look-alikes told apart"),
}
BEYOND_US = (
    "Out of reach: messages you sent, files you exported, backups you put elsewhere, servers and phones, and copies"
    " that others made."
)


def forgotten_view(number: int, found: Forgotten, *, done: bool) -> View:
    """Return what forgetting contact ``number`` did, or would do."""
    word = "Forgotten" if done else "Would forget"
    counts = [f"{count} {WORDS.get(table, (table, table))[count != 1]}" for table, count in found.records.items()]

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts: list[Part] = [
            Line(f"{word}: {found.name} (#{number})" + (f", with {'; '.join(counts)}." if counts else "."))
        ]
        parts.append(
            Line("Gone from history as well: no undo brings them back." if done else "History goes with them.")
        )
        if found.backups:
            parts.append(Line(f"Taken out of {len(found.backups)} backup{'s' if len(found.backups) > 1 else ''}."))
        elif not done:
            parts.append(Line("They are taken out of every backup in this home as well."))
        parts += [Line(f"Could not be changed; delete it yourself: {each}", "!") for each in found.beyond]
        if found.mentions:
            parts += [Gap(), Line("These still name them; look at each:")]
            parts += [Line(_say(each), "•", 2) for each in found.mentions]
        return [*parts, Gap(), Line(BEYOND_US)]

    def rows() -> Rows:
        kept = [("records", table, str(count)) for table, count in found.records.items()]
        files = [("backup", str(each), "") for each in found.backups] + [
            ("beyond", str(each), "") for each in found.beyond
        ]
        named = [("mention", f"{each.record} {each.id}", each.text) for each in found.mentions]
        return Rows(("what", "where", "text"), [*kept, *files, *named])

    def document() -> Json:
        return {
            "contact": {"id": number, "name": found.name},
            "done": done,
            "records": dict(found.records),
            "backups": [str(each) for each in found.backups],
            "beyond": [str(each) for each in found.beyond],
            "mentions": [{"record": each.record, "id": each.id, "text": each.text} for each in found.mentions],
        }

    return View("contact-forgotten", document, screen, rows)


def _say(mention: Mention) -> str:
    where = {
        "interactions": f"what passed, #{mention.id}: careerplan contacts correct {mention.id} --note TEXT",
        "profiles": "your profile: careerplan profile edit",
        "plans": "your networking plan: careerplan network plan --keep makes a new one",
        "confirmations": f"what you confirmed, #{mention.id}",
        "notes": f"note #{mention.id} of somebody else",
        "contacts": f"how you met #{mention.id}: careerplan contacts edit {mention.id} --met TEXT",
        "followups": f"follow-up #{mention.id}",
    }[mention.record]
    return f"{where} ({mention.text})" if mention.text else where
