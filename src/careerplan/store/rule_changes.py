"""How the user changed the follow-up rules, in the store."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careerplan.person.rule_changes import NewRuleChange, RuleChange

_CHANGE = (
    "SELECT rule_changes.id, rule, contact_id, tag, off, delay, latest, times, contacts.name AS contact"
    " FROM rule_changes LEFT JOIN contacts ON contacts.id = contact_id"
)


def list_changes(connection: sqlite3.Connection) -> "list[RuleChange]":
    """Return every change of a rule: for all first, then by tag, then by contact."""
    from careerplan.person.rule_changes import RuleChange

    rows = connection.execute(f"{_CHANGE} ORDER BY contact_id IS NOT NULL, tag IS NOT NULL, rule, tag, contact, 1")
    return [RuleChange(**{**row, "off": bool(row["off"])}) for row in map(dict, rows)]


def shortest_gap(connection: sqlite3.Connection) -> int | None:
    """Return the fewest days that any change of a rule names; None where there is none."""
    (found,) = connection.execute(
        "SELECT min(min(ifnull(delay, latest), ifnull(latest, delay))) FROM rule_changes"
    ).fetchone()
    return None if found is None else int(found)


def put_change(connection: sqlite3.Connection, change: "NewRuleChange") -> None:
    """Set how a rule is changed for one contact, one tag or all; a number that is not given stays as it was set."""
    held = _held(connection, change)
    before = dict(held) if held else {"tag": change.tag, "delay": None, "latest": None, "times": None}
    if held:
        connection.execute("DELETE FROM rule_changes WHERE id = ?", (held["id"],))
    connection.execute(
        "INSERT INTO rule_changes (rule, contact_id, tag, off, delay, latest, times) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            change.rule,
            change.contact_id,
            before["tag"],
            int(change.off),
            change.delay if change.delay is not None else before["delay"],
            change.latest if change.latest is not None else before["latest"],
            change.times if change.times is not None else before["times"],
        ),
    )


def remove_change(connection: sqlite3.Connection, change: "NewRuleChange") -> bool:
    """Let a rule be as the catalog has it, for the same contact, tag or all; say whether it had been changed."""
    held = _held(connection, change)
    if held:
        connection.execute("DELETE FROM rule_changes WHERE id = ?", (held["id"],))
    return held is not None


def _held(connection: sqlite3.Connection, change: "NewRuleChange") -> sqlite3.Row | None:
    """Return what is set for the same rule and the same contact, tag (in whatever letters) or all."""
    from careerplan.person.contacts import detail_key

    key = None if change.tag is None else detail_key("tag", change.tag)
    rows = connection.execute(
        "SELECT id, tag, delay, latest, times FROM rule_changes WHERE rule = ? AND contact_id IS ?",
        (change.rule, change.contact_id),
    )
    return next((row for row in rows if (None if row["tag"] is None else detail_key("tag", row["tag"])) == key), None)


def concerned(connection: sqlite3.Connection, change: "NewRuleChange") -> list[int]:
    """Return the ids of the contacts whom a change is for and who have an open follow-up or were touched."""
    from careerplan.person.contacts import detail_key

    if change.contact_id is not None:
        return [change.contact_id]
    query = "SELECT DISTINCT contacts.id FROM contacts WHERE last_touch IS NOT NULL"
    if change.tag is None:
        return [row[0] for row in connection.execute(f"{query} ORDER BY id")]
    tagged = "id IN (SELECT contact_id FROM contact_details WHERE kind = 'tag' AND key = ?)"
    return [row[0] for row in connection.execute(f"{query} AND {tagged} ORDER BY id", (detail_key("tag", change.tag),))]
