"""What forgetting somebody takes away, or took away, and what it cannot reach."""

from collections.abc import Sequence

from careerplan.person.forgetting import Mention, Reached, Whom
from careerplan.render.view import Gap, Heading, Json, Line, Part, Rows, Screen, View

BEYOND_REACH = (
    "messages you sent",
    "files you exported",
    "servers you synced with",
    "copies of your records that you or others made",
)
"""What no program here can change."""


def forgetting_view(
    whom: Whom, reached: Reached, mentions: Sequence[Mention], *, done: bool, mentions_too: bool
) -> View:  # fmt: skip
    """Return what goes or went with somebody; ``mentions_too`` if their name is taken out of other texts as well."""
    left = [each for each in mentions if not (mentions_too and each.surely)]
    sentences = [_taken(whom, reached, done=done), _in_backups(reached, done=done)]

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts: list[Part] = [Line(each) for each in sentences]
        if left:
            parts += [Gap(), Heading("Your texts that name them, or may", 2)]
            parts += [Line(f"{each.text or 'it names them'}  ({each.command})", f"{each.what}:", 2) for each in left]
            if any(each.surely for each in left) and not done:
                told = "Correct them first, or add --mentions, so that history keeps none of it."
                parts.append(Line(told, indent=2))
        if reached.beyond:
            parts += [Gap(), Heading("Could not be changed; remove them yourself", 2)]
            parts += [Line(str(each), indent=2) for each in reached.beyond]
        return [*parts, Gap(), Line(f"Out of reach: {'; '.join(BEYOND_REACH)}.")]

    def rows() -> Rows:
        found = [("done" if done else "would", each) for each in sentences]
        found += [("mention", f"{each.what}: {each.text}  {each.command}") for each in left]
        found += [("beyond", str(each)) for each in reached.beyond]
        return Rows(("what", "text"), [*found, *(("out of reach", each) for each in BEYOND_REACH)])

    def document() -> Json:
        return {
            "done": done,
            "contact": {"id": whom.id, "name": whom.name},
            "removed": dict(reached.purge.rows),
            "actions": reached.purge.actions,
            "backups": [str(each) for each in reached.backups],
            "beyond": [str(each) for each in reached.beyond],
            "mentions": [
                {
                    "record": each.record,
                    "id": each.id,
                    "text": each.text,
                    "command": each.command,
                    "surely": each.surely,
                }
                for each in left
            ],
            "out_of_reach": list(BEYOND_REACH),
        }

    return View("contact-forgotten", document, screen, rows)


def _taken(whom: Whom, reached: Reached, *, done: bool) -> str:
    rows = reached.purge.rows
    counted = [
        f"{rows[table]} {word}{'' if rows[table] == 1 else 's'}"
        for table, word in (("interactions", "interaction"), ("followups", "follow-up"), ("notes", "note"))
        if rows.get(table)
    ]
    actions = reached.purge.actions
    counted += [f"{actions} action{'' if actions == 1 else 's'} that can no longer be undone"] if actions else []
    who = f"{whom.name} (#{whom.id})" if whom.id is not None else whom.name
    what = f", with {', '.join(counted)}" if counted else ""
    return f"{'Forgotten' if done else 'Would forget'}: {who}{what}."


def _in_backups(reached: Reached, *, done: bool) -> str:
    count = len(reached.backups)
    backups = f"{count} backup{'' if count == 1 else 's'}"
    if done:
        return f"Taken out of {backups}." if count else "No backup held anything of them."
    return f"Would look through {backups} for them." if count else "There is no backup."
