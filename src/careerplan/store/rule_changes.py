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
    """Set how a rule is changed for one contact, one tag or all; what was set before for the same is replaced."""
    remove_change(connection, change)
    connection.execute(
        "INSERT INTO rule_changes (rule, contact_id, tag, off, delay, latest, times) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            change.rule,
            change.contact_id,
            change.tag,
            int(change.off),
            change.delay,
            change.latest,
            change.times,
        ),
    )


def remove_change(connection: sqlite3.Connection, change: "NewRuleChange") -> bool:
    """Let a rule be as the catalog has it, for the same contact, tag or all; say whether it had been changed."""
    done = connection.execute(
        "DELETE FROM rule_changes WHERE rule = ? AND contact_id IS ? AND tag IS ?",
        (change.rule, change.contact_id, change.tag),
    )
    return done.rowcount > 0


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
