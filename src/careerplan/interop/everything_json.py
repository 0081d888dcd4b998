"""All records as one JSON document, ``careerplan.everything/1``: one record a line, so that two of them compare well.

The same records give the same bytes: there is no date of writing in it. What is read is taken for a stranger's.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

from careerplan.person.everything import Everything, Row, Tables

SCHEMA = "careerplan.everything/1"
MAX_BYTES = 200_000_000
MAX_DEPTH = 40
"""How deep a value in a record may be nested."""


class NotEverythingError(ValueError):
    """The text is no such document; says why."""


def write_everything(everything: Everything) -> str:
    """Return the document; outside text in it is not yet disarmed for a terminal."""
    parts = [f'"schema": {json.dumps(SCHEMA)}', f'"records_version": {everything.version}']
    parts.append(f'"tables": {_tables(everything.tables)}')
    if everything.history is not None:
        parts.append(f'"history": {_tables(everything.history)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _tables(tables: Tables) -> str:
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {_rows(rows)}" for name, rows in tables.items()) + "\n}"


def _rows(rows: Sequence[Row]) -> str:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def read_everything(raw: bytes) -> Everything:
    """Return the records of a document, their shape not yet compared with the tables; NotEverythingError if it is none.

    Its history is not read: it is there for people and programs to look at.
    """
    if len(raw) > MAX_BYTES:
        _refuse(f"it is larger than {MAX_BYTES:,} bytes")
    document = _parsed(raw)
    if not isinstance(document, dict) or "schema" not in document:
        _refuse(f"it is not a document of {SCHEMA}")
    if document["schema"] != SCHEMA:
        seen = document["schema"]
        told = repr(seen[:60]) if isinstance(seen, str) else "no text"
        _refuse(f"its schema is {told}, not '{SCHEMA}'")
    version, tables = document.get("records_version"), document.get("tables")
    if isinstance(version, bool) or not isinstance(version, int):
        _refuse("its records_version is no whole number")
    if not isinstance(tables, dict):
        _refuse("it has no tables")
    return Everything(version, {str(name): _checked(str(name), rows) for name, rows in tables.items()})


def _parsed(raw: bytes) -> object:
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        _refuse("it is not valid UTF-8 text")
    except json.JSONDecodeError as error:
        _refuse(f"it is not valid JSON (line {error.lineno}, column {error.colno})")
    except NotEverythingError:
        raise
    except (RecursionError, ValueError):
        _refuse("it is not valid JSON: nested too deep, or a number too long")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _refuse("it has the same key twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    _refuse(f"{name} is no value of JSON")


def _checked(table: str, rows: object) -> list[Row]:
    """Return the rows of a table, each of plain values that can be stored, or of documents not nested too deep."""
    if not isinstance(rows, list):
        _refuse(f"{table} is no list of records")
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            _refuse(f"{table}[{number}] is no record")
        for key, value in row.items():
            if not _is_sound(key) or not _is_sound(value):
                _refuse(f"{table}[{number}] has a text that is not Unicode, or is nested too deep")
    return rows


def _is_sound(value: object) -> bool:
    """Say whether a value can be stored: its texts are Unicode, and it is not nested too deep."""
    if value is None or isinstance(value, int) or (isinstance(value, str) and value.isascii()):
        return True  # nearly always, and much faster to see
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        inner: list[object] = []
        for each in level:
            if isinstance(each, str):
                if not each.isascii() and not _is_unicode(each):
                    return False
            elif isinstance(each, Mapping):
                inner += [*each.keys(), *each.values()]
            elif isinstance(each, list):
                inner += each
        if not inner:
            return True
        level = inner
    return False


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(message: str) -> NoReturn:
    raise NotEverythingError(message)
