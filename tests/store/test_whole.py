"""All records as a document and back: nothing is lost, nothing else is changed, and undo takes it back whole."""

import copy
import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from any_records import INSTANT, PLAN, dump, put_in, records, store_in
from hypothesis import HealthCheck, given, settings

from careerplan.interop.everything_json import read_everything, write_everything
from careerplan.person.everything import Everything
from careerplan.store.backup import back_up
from careerplan.store.database import Store
from careerplan.store.history import next_to_redo, next_to_undo, redo, undo
from careerplan.store.migrate import RECORDED, known_migrations, migrate, newest
from careerplan.store.restoring import restore, staged
from careerplan.store.staging import DAYS, UnfitError, check_records
from careerplan.store.whole import ClashError, compare, read_whole, rows_of, stated_columns, tables_of, take_in

Rows = list[tuple[str, dict[str, object]]]
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def text_of(store: Store, *, history: bool = False) -> str:
    return write_everything(read_whole(store, history=history))


def taken_in(text: str, store: Store, *, replace: bool = False) -> None:
    take_in(store, check_records(read_everything(text.encode())), "imported", replace=replace)


def step_back(store: Store) -> None:
    action = next_to_undo(store)
    assert action
    undo(store, action)


@pytest.mark.slow
@given(rows=records())
@few
def test_what_was_exported_comes_in_with_the_same_bytes(rows: Rows) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder, "a")) as old, store_in(Path(folder, "b")) as new:
        put_in(old, rows)
        text = text_of(old)
        taken_in(text, new)
        assert text_of(new) == text
        assert dump(new) == dump(old)


@pytest.mark.slow
@given(first=records(), second=records())
@few
def test_replacing_leaves_what_the_document_has_and_can_be_undone_and_redone(first: Rows, second: Rows) -> None:
    with TemporaryDirectory() as folder, store_in(Path(folder, "a")) as here, store_in(Path(folder, "b")) as other:
        put_in(here, first)
        put_in(other, second)
        text, before = text_of(other), dump(here)
        changes = compare(here, read_whole(other).tables).any
        taken_in(text, here, replace=True)
        assert text_of(here) == text
        assert dump(here) == dump(other)
        if changes:
            step_back(here)
            assert dump(here) == before
            action = next_to_redo(here)
            assert action
            redo(here, action)
            assert dump(here) == dump(other)


@pytest.mark.slow
@given(rows=records())
@few
def test_a_backup_comes_back_with_everything_history_included(rows: Rows) -> None:
    with TemporaryDirectory() as folder:
        old, new = Path(folder, "a", "careerplan.db"), Path(folder, "b", "careerplan.db")
        with Store(old, INSTANT) as store:
            put_in(store, rows)
            text = text_of(store, history=True)
        made = back_up(old, INSTANT)
        if made is None:
            return
        with staged(made.file, new.parent) as ready:
            restore(new, INSTANT, ready)
        with Store(new, INSTANT) as store:
            assert text_of(store, history=True) == text


# --- one home as an example


@pytest.fixture
def robin(tmp_path: Path) -> Store:
    """Robin, met once, with one follow-up open and a plan kept."""
    store = store_in(tmp_path / "home")
    put_in(store, example())
    return store


def example() -> Rows:
    """Return rows of whatever tables there are for one person met once."""
    given_values: dict[str, object] = {
        "id": 1, "contact_id": 1, "interaction_id": 1, "name": "Robin Sample", "tie": "close", "kind": "met",
        "trigger": "met", "status": "open", "document": json.dumps(PLAN),
    }  # fmt: skip
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    rows: Rows = []
    for table in ("contacts", "interactions", "participants", "followups", "plans"):
        if table in tables_of(connection):
            row: dict[str, object] = {}
            for column, (kind, optional) in stated_columns(connection, table).items():
                if not optional or column in {"contact_id", "interaction_id"}:
                    fallback = "2026-11-22" if column in DAYS else 0 if kind == "INTEGER" else column
                    row[column] = given_values.get(column, fallback)
            rows.append((table, row))
    return rows


def document(store: Store) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text_of(store))
    return found


def refused(changed: dict[str, Any]) -> str:
    with pytest.raises(UnfitError) as error:
        check_records(read_everything(json.dumps(changed).encode()))
    return str(error.value)


def test_a_plan_stands_in_the_document_as_what_it_says(robin: Store) -> None:
    (plan,) = document(robin)["tables"]["plans"]
    assert plan["document"] == PLAN


def test_a_document_written_otherwise_stays_the_text_it_is(robin: Store) -> None:
    odd = json.dumps(PLAN, indent=1)
    with robin.atomic("wrote it otherwise") as connection:
        connection.execute("UPDATE plans SET document = ?", (odd,))
    (plan,) = document(robin)["tables"]["plans"]
    assert plan["document"] == odd


def test_what_follows_from_the_records_is_not_in_the_document(robin: Store) -> None:
    (contact,) = document(robin)["tables"]["contacts"]
    assert "last_touch" not in contact
    (row,) = (dict(each) for each in robin.connection.execute("SELECT * FROM contacts"))
    assert row["last_touch"] == "2026-11-22"


def test_history_stands_in_it_only_when_asked_for(robin: Store) -> None:
    assert "history" not in document(robin)
    with_history = json.loads(text_of(robin, history=True))
    assert [each["summary"] for each in with_history["history"]["actions"]] == ["made records"]


def test_taking_it_in_again_changes_nothing_and_leaves_no_trace(robin: Store) -> None:
    taken_in(text_of(robin), robin)
    action = next_to_undo(robin)
    assert action
    assert action.summary == "made records"


def test_records_are_added_beside_those_here(robin: Store) -> None:
    changed = document(robin)
    changed["tables"]["contacts"].append({**changed["tables"]["contacts"][0], "id": 7, "name": "Lee Sample"})
    rows = check_records(read_everything(json.dumps(changed).encode()))
    assert compare(robin, rows).new["contacts"] == [7]
    take_in(robin, rows, "imported", replace=False)
    assert [row["id"] for row in document(robin)["tables"]["contacts"]] == [1, 7]
    step_back(robin)
    assert [row["id"] for row in document(robin)["tables"]["contacts"]] == [1]


def test_a_difference_is_told_by_kind(robin: Store) -> None:
    changed = document(robin)
    changed["tables"]["contacts"][0]["name"] = "Robin Other"
    changed["tables"]["followups"] = []
    found = compare(robin, check_records(read_everything(json.dumps(changed).encode())))
    assert found.differing["contacts"] == [1]
    assert found.only_here["followups"] == [1]
    assert found.same["plans"] == [1]
    assert found.any
    assert not found.adds


# --- what cannot be taken in


def without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(found: dict[str, Any]) -> None:
        inner: Any = found
        for each in path[:-1]:
            inner = inner[each]
        del inner[path[-1]]

    return change


def with_value(value: object, *path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(found: dict[str, Any]) -> None:
        inner: Any = found
        for each in path[:-1]:
            inner = inner[each]
        inner[path[-1]] = value

    return change


YES: object = True
CONTACT = ("tables", "contacts", 0)
FAULTS: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (with_value(99, "records_version"), "newer careerplan"),
    (with_value(0, "records_version"), "no records version 0"),
    (with_value(-3, "records_version"), "no records version -3"),
    (without("tables", "contacts"), "table contacts is missing"),
    (with_value([], "tables", "songs"), "no table 'songs'"),
    (with_value([], "tables", "actions"), "no table 'actions'"),
    (without(*CONTACT, "name"), "contacts[0]: name is missing"),
    (with_value("x", *CONTACT, "shoe_size"), "contacts[0]: there is no 'shoe_size'"),
    (with_value("2026-11-22", *CONTACT, "last_touch"), "contacts[0]: there is no 'last_touch'"),
    (with_value(None, *CONTACT, "name"), "contacts[0]: name is empty"),
    (with_value(5, *CONTACT, "name"), "contacts[0]: name is no text"),
    (with_value({}, *CONTACT, "name"), "contacts[0]: name is no text"),
    (with_value("1", *CONTACT, "id"), "contacts[0]: id is no whole number"),
    (with_value(YES, *CONTACT, "id"), "contacts[0]: id is no whole number"),
    (with_value(1.0, *CONTACT, "id"), "contacts[0]: id is no whole number"),
    (with_value(0, *CONTACT, "id"), "contacts[0]: id is no number from 1"),
    (with_value(1 << 80, *CONTACT, "id"), "contacts[0]: id is too large a number"),
    (with_value("2026-02-31", *CONTACT, "added"), "contacts[0]: added is no day"),
    (with_value("20261122", *CONTACT, "added"), "contacts[0]: added is no day"),
    (with_value("a talk", "tables", "interactions", 0, "kind"), "kind is no word"),
    (with_value("lunch", "tables", "followups", 0, "trigger"), "trigger is no word"),
    (with_value("a while", "tables", "followups", 0, "every"), "every is no word"),
    (with_value("a friend", *CONTACT, "tie"), "contacts[0]: CHECK constraint failed"),
    (with_value(8, "tables", "followups", 0, "contact_id"), "points to none of contacts"),
    (with_value("{", "tables", "plans", 0, "document"), "plans cannot be read"),
    (with_value({"version": 1}, "tables", "plans", 0, "document"), "plans cannot be read"),
    (with_value([], "tables", "plans", 0, "document"), "document is no document"),
    (with_value(float("inf"), "tables", "plans", 0, "kept"), "kept is no text"),
]


@pytest.mark.parametrize(("change", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_document_that_cannot_be_records_is_refused_by_its_place(
    robin: Store, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    changed = document(robin)
    change(changed)
    text = json.dumps(changed).replace("Infinity", "1e999")
    with pytest.raises(UnfitError) as error:
        check_records(read_everything(text.encode()))
    assert told in str(error.value)


def test_an_id_that_stands_twice_is_refused(robin: Store) -> None:
    changed = document(robin)
    changed["tables"]["contacts"].append(copy.deepcopy(changed["tables"]["contacts"][0]))
    assert refused(changed) == "contacts[1]: the id 1 stands twice"


def test_a_profile_that_no_model_takes_is_refused(robin: Store) -> None:
    changed = document(robin)
    changed["tables"]["profiles"] = [{"id": 1, "document": {"lives_in": 7}, "saved": "2026-11-22"}]
    assert "profile cannot be read" in refused(changed)


def test_a_record_here_is_never_overwritten_unless_all_are_replaced(robin: Store) -> None:
    changed = document(robin)
    changed["tables"]["contacts"][0]["name"] = "Robin Other"
    before = dump(robin)
    with pytest.raises(ClashError, match="same id"):
        taken_in(json.dumps(changed), robin)
    assert dump(robin) == before


@pytest.mark.parametrize("number", list(known_migrations()))
def test_a_document_of_every_earlier_version_is_brought_to_this_one(number: int, tmp_path: Path) -> None:
    saved = sqlite3.connect(":memory:", isolation_level=None)
    saved.executescript((Path(__file__).parent / f"schema-{number:04}.sql").read_text(encoding="utf-8"))
    saved.row_factory = sqlite3.Row
    old = write_everything(Everything(number, rows_of(saved)))
    with store_in(tmp_path / "home") as store:
        taken_in(old, store)
        found = read_whole(store)
        assert found.version == newest()
        (contact,) = found.tables["contacts"]
        assert contact["name"] == "Robin O'Sample 渡辺"
        assert len(found.tables["followups"]) == 2


def test_every_table_of_records_is_in_the_document(robin: Store) -> None:
    there = {row[0] for row in robin.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert list(document(robin)["tables"]) == [each for each in RECORDED if each in there]


def test_the_instant_of_a_store_is_not_in_the_document(robin: Store) -> None:
    later = Store(robin.path, INSTANT + dt.timedelta(days=40))
    assert text_of(later) == text_of(robin)
