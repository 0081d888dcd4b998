"""A line that was noted: what was understood, in a few sentences and as a document."""

from collections.abc import Mapping, Sequence

from careerplan.clock import say
from careerplan.person.followups import I_OWE, THEY_OWE, NewFollowUp
from careerplan.person.kinds import say_kind, say_names
from careerplan.planning.captured import Captured
from careerplan.render.view import Json


def say_understood(
    captured: Captured,
    people: Sequence[int],
    names: Mapping[int, str],
    followups: Sequence[NewFollowUp],
    thanks: Sequence[NewFollowUp] = (),
) -> list[str]:
    """Return what was understood, for a person.

    ``people`` are those it was with, and ``names`` has the names of everybody; ``thanks`` are the follow-ups by rule
    that thank them anyway.
    """
    who = say_names([names[each] for each in people]) if people else None
    if captured.kind:
        said = [f"Understood: {say_kind(captured.kind, who)}, {say(captured.day)}."]
    else:
        said = [f"Understood: nothing to log yet, only what is next with {who or 'whom you mean'}."]
    if captured.newcomers:
        said.append(f"New among your contacts: {say_names(captured.newcomers)}.")
    together: dict[tuple[str, str, str], list[int]] = {}
    for each in followups:
        together.setdefault((each.trigger, each.action, say(each.due)), []).append(each.contact_id)
    for (trigger, action, due), whom in together.items():
        alone = len(people) == 1 and whom == list(people)
        named = "" if alone else say_names([names[each] for each in whom])
        said.append(_sentence(trigger, action, due, named))
    text = next((each.text for each in captured.reminders if each.thanks), None)
    if text:
        said += [f"To do: {text} by {say(each.due)} ({each.action})." for each in thanks]
    return said


def _sentence(trigger: str, action: str, due: str, named: str) -> str:
    if trigger == I_OWE:
        return f"You promised{f' {named}' if named else ''}: {action} by {due}."
    if trigger == THEY_OWE:
        return f"{named or 'They'} promised: {action}; ask about it by {due}."
    return f"To do{f' for {named}' if named else ''}: {action} by {due}."


def say_doubts(captured: Captured) -> list[str]:
    """Return what is unclear, with the answers it may have."""
    return [f"Unclear: {each.in_words}" for each in captured.doubts]


def captured_record(captured: Captured, followups: Sequence[NewFollowUp]) -> Json:
    """Return what was understood as it stands in a document."""
    return {
        "kind": captured.kind,
        "day": captured.day.isoformat(),
        "note": captured.note,
        "people": list(captured.people),
        "newcomers": list(captured.newcomers),
        "followups": [
            {
                "contact_id": each.contact_id if each.contact_id > 0 else None,
                "trigger": each.trigger,
                "action": each.action,
                "due": each.due.isoformat(),
            }
            for each in followups
        ],
        "doubts": [
            {"about": each.about, "question": each.question, "choices": [choice.text for choice in each.choices]}
            for each in captured.doubts
        ],
    }
