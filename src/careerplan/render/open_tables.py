"""All records as tables for a spreadsheet, with the names of people beside their numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from careerplan.person.everything import Everything, Row, Tables
from careerplan.render.view import Rows
from careerplan.render.write import write_csv

_FOLDED = {"contact_tags", "contact_details", "participants", "plans", "profiles"}
"""The tables that get no file: they stand in the rows of others, or are documents."""

_DETAILS = {"email": "emails", "phone": "phones", "profile": "pages", "jurisdiction": "jurisdictions", "tag": "tags"}
_BETWEEN = "; "


def open_tables(everything: Everything) -> dict[str, str]:
    """Return a CSV by file name for each kind of record that there is and that a person reads in tables."""
    tables = everything.tables
    names = {row["id"]: str(row["name"]) for row in tables.get("contacts", ())}
    more = {"contacts": _of_people(tables), "interactions": _of_interactions(tables, names)}
    found = {
        f"{table}.csv": write_csv(_table(rows, names, more.get(table, {})))
        for table, rows in tables.items()
        if rows and table not in _FOLDED
    }
    if everything.history is not None:
        found["history.csv"] = write_csv(_table(everything.history["actions"], names, {}))
    return found


def _table(rows: Sequence[Row], names: Mapping[object, str], more: Mapping[object, Mapping[str, str]]) -> Rows:
    """Return rows as text, each with what ``more`` has for its id."""
    extra = list(dict.fromkeys(key for values in more.values() for key in values))
    columns = list(rows[0]) if rows else ["id"]
    named = ["contact"] if "contact_id" in columns else []
    return Rows(
        [*columns[:1], *named, *columns[1:], *extra],
        [
            [
                *(_text(row[each]) for each in columns[:1]),
                *(names.get(row["contact_id"], "") for _ in named),
                *(_text(row[each]) for each in columns[1:]),
                *(more.get(row["id"], {}).get(each, "") for each in extra),
            ]
            for row in rows
        ],
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _of_people(tables: Tables) -> dict[object, dict[str, str]]:
    """Return by contact where they work, how to reach them, their tags, and when you were last in touch."""
    found: dict[object, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in tables.get("positions", ()):
        if row["until"] is None:
            place = ", ".join(str(row[each]) for each in ("role", "organization") if row[each])
            found[row["contact_id"]]["works"].append(place)
    for row in tables.get("contact_details", ()):
        found[row["contact_id"]][_DETAILS.get(str(row["kind"]), str(row["kind"]))].append(str(row["value"]))
    for row in tables.get("contact_tags", ()):
        found[row["contact_id"]]["tags"].append(str(row["tag"]))
    joined = _joined(found)
    for number, day in _last_touches(tables).items():
        joined.setdefault(number, {})["last_touch"] = day
    return joined


def _last_touches(tables: Tables) -> dict[object, str]:
    days = {row["id"]: str(row["day"]) for row in tables.get("interactions", ())}
    met = [(row["contact_id"], days[row["interaction_id"]]) for row in tables.get("participants", ())]
    met += [(row["contact_id"], str(row["day"])) for row in tables.get("interactions", ()) if "contact_id" in row]
    return dict(sorted(met, key=lambda each: each[1]))


def _of_interactions(tables: Tables, names: Mapping[object, str]) -> dict[object, dict[str, str]]:
    """Return by interaction who took part."""
    found: dict[object, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in tables.get("participants", ()):
        found[row["interaction_id"]]["with"].append(names[row["contact_id"]])
    return _joined(found)


def _joined(found: Mapping[object, Mapping[str, Sequence[str]]]) -> dict[object, dict[str, str]]:
    return {number: {key: _BETWEEN.join(each) for key, each in values.items()} for number, values in found.items()}
