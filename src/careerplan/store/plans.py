"""The kept networking plan in the store; at most one is current."""

import datetime as dt
import json
import sqlite3
from dataclasses import asdict

from careerplan.person.plans import LeftOut, Plan, PlanItem
from careerplan.store.database import Store


def keep_plan(connection: sqlite3.Connection, plan: Plan, today: dt.date) -> None:
    """Keep ``plan`` in place of the current one."""
    connection.execute("UPDATE plans SET replaced = ? WHERE replaced IS NULL", (today.isoformat(),))
    connection.execute("INSERT INTO plans (kept, document) VALUES (?, ?)", (today.isoformat(), _to_json(plan)))


def kept_plan(store: Store) -> Plan | None:
    """Return the current plan, if one is kept."""
    with store.reading() as connection:
        row = connection.execute(
            "SELECT document FROM plans WHERE replaced IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return read_plan(row[0]) if row else None


def _to_json(plan: Plan) -> str:
    return json.dumps({"version": 1, **asdict(plan)}, default=str, ensure_ascii=False)


def read_plan(text: str) -> Plan:
    """Return the plan that ``text``, the JSON of a kept one, holds."""
    values = json.loads(text)
    del values["version"]  # there is only one so far
    day = dt.date.fromisoformat
    items = tuple(
        PlanItem(**{**item, "date": day(item["date"]), "sources": tuple(item["sources"])})
        for item in values.pop("items")
    )
    left_out = tuple(LeftOut(**each) for each in values.pop("left_out"))
    values |= {
        "roles": tuple(values["roles"]),
        "free_weeks": tuple(values["free_weeks"]),
        "start": day(values["start"]),
    }
    return Plan(**values, items=items, left_out=left_out)
