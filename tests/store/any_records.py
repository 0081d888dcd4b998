"""Small stores of any records, made from what the tables themselves say they hold."""

import datetime as dt
import json
import re
import sqlite3
from pathlib import Path

from hypothesis import strategies as st

from careerplan.person.contacts import detail_key
from careerplan.person.written import EMPTY
from careerplan.store.database import Store
from careerplan.store.derived import derive
from careerplan.store.migrate import migrate
from careerplan.store.staging import DAYS, PARTIAL, WORDS
from careerplan.store.whole import DOCUMENTS, stated_columns, tables_of

INSTANT = dt.datetime(2026, 11, 22, 10, 15, tzinfo=dt.UTC)
TEXTS = st.one_of(
    st.sampled_from(["Robin Sample", "=1+1", "\x1b[31mred", "two\nlines", "", "渡辺", "\u202eright", "null \x00"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
DATES = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)).map(str)
PLAN = {
    "version": 1, "roles": ["correctional-officer"], "start": "2026-11-23", "weeks": 2, "hours_per_week": 4.0,
    "channel": "both", "items": [], "left_out": [], "value": 0.0, "free_weeks": [], "online_share": None,
}  # fmt: skip
PROFILE = json.loads(EMPTY)


@st.composite
def records(draw: st.DrawFn) -> list[tuple[str, dict[str, object]]]:
    """Return rows for every table; those that the tables do not take are left out when they are put in."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    rows: list[tuple[str, dict[str, object]]] = []
    ids: dict[str, list[int]] = {}
    for table in tables_of(connection):
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        words = {name: re.findall(r"'([^']*)'", listed) for name, listed in re.findall(r"(\w+) IN \(([^)]*)\)", sql)}
        parents = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
        single = table == "profiles"
        for number in draw(st.lists(st.integers(1, 1 if single else 9), max_size=1 if single else 4, unique=True)):
            row: dict[str, object] = {}
            for column, (kind, optional) in stated_columns(connection, table).items():
                if column == "id":
                    value: object = number
                elif column in parents:
                    known: list[int | None] = [*ids.get(parents[column], [])]
                    value = draw(st.sampled_from(known or [None]))
                else:
                    value = draw(_value(table, column, kind, words.get(column)))
                if optional and draw(st.booleans()):
                    value = None
                row[column] = value
            rows.append((table, row))
            ids.setdefault(table, []).append(number)
    return rows


def _value(table: str, column: str, kind: str, words: list[str] | None) -> st.SearchStrategy[object]:
    if words or (table, column) in WORDS:
        return st.sampled_from(words or list(WORDS[table, column]))
    if (table, column) in DOCUMENTS:
        said = PLAN if table == "plans" else PROFILE
        marks = [DOCUMENTS[table, column], (", ", " : ")]
        return st.sampled_from([json.dumps(said, separators=each) for each in marks])
    if (table, column) in PARTIAL:
        return DATES.flatmap(lambda day: st.sampled_from([day, day[:7], day[:4]]))
    plain = {"every": st.sampled_from(["2w", "1m"]), **dict.fromkeys(DAYS, DATES)}.get(column, TEXTS)
    return st.integers(0, 3) if kind == "INTEGER" else plain


def put_in(store: Store, rows: list[tuple[str, dict[str, object]]], summary: str = "made records") -> None:
    """Add all rows that the tables take, as one action."""
    with store.atomic(summary) as connection:
        for table, row in rows:
            if table == "contact_details":
                row["key"] = detail_key(str(row["kind"]), str(row["value"]))
            names, marks = ", ".join(row), ", ".join(f":{each}" for each in row)
            connection.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608
        derive(connection)


def store_in(folder: Path) -> Store:
    return Store(folder / "careerplan.db", INSTANT)


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of records, with what is derived."""
    with store.reading() as connection:
        return {
            table: [tuple(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]  # noqa: S608
            for table in tables_of(connection)
        }
