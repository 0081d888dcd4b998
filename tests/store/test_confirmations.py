"""What the user checked, in the store: newest first, covered by history, kept by migrations."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from careerplan.person.confirmations import Confirmation
from careerplan.store import history
from careerplan.store.confirmations import add_confirmation, list_confirmations, remove_confirmation
from careerplan.store.database import Store
from conftest import Run

AGE = Confirmation(
    0, "guard", "age", dt.date(2026, 11, 20), "19 on the day of hiring, “naturally”", "Robin O'Sample 渡辺"
)
SWIM = Confirmation(0, "guard", "swim", dt.date(2026, 11, 18), "=1+1; DROP TABLE x", "https://example.org/a?b=1&c=2")
COOK = Confirmation(0, "cook", "age", dt.date(2026, 11, 20), "16", "the cook")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "careerplan.db", dt.datetime(2026, 11, 22, tzinfo=dt.UTC))


def keep(store: Store, *found: Confirmation) -> list[int]:
    numbers = []
    for each in found:
        with store.atomic(f"confirmed {each.requirement}") as connection:
            numbers.append(add_confirmation(connection, each))
    return numbers


def told(store: Store, role: str | None = None) -> list[str]:
    return [each.says for each in list_confirmations(store, role)]


def take_back(store: Store) -> None:
    action = history.next_to_undo(store)
    assert action is not None
    history.undo(store, action)


def make_again(store: Store) -> None:
    action = history.next_to_redo(store)
    assert action is not None
    history.redo(store, action)


def put(home: Path, version: str) -> None:
    """Make the database that a program of another time left."""
    home.mkdir()
    script = (Path(__file__).parent / f"schema-{version}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        connection.executescript(script)


def test_none_is_kept_at_first_and_looking_makes_no_file(store: Store) -> None:
    assert list_confirmations(store) == []
    assert not store.path.exists()


def test_they_come_back_as_they_were_given_with_a_number_of_their_own(store: Store) -> None:
    first, second = keep(store, AGE, SWIM)
    assert list_confirmations(store, "guard") == [
        replace(AGE, id=first),
        replace(SWIM, id=second),
    ]


def test_the_newest_day_comes_first_and_of_one_day_the_one_told_last(store: Store) -> None:
    keep(store, SWIM, AGE, COOK)
    assert told(store) == [COOK.says, AGE.says, SWIM.says]


def test_those_of_one_role_are_asked_for_by_its_whole_id(store: Store) -> None:
    keep(store, AGE, COOK)
    assert told(store, "cook") == [COOK.says]
    assert told(store, "coo") == []
    assert told(store, "%") == []


def test_the_same_may_be_checked_again(store: Store) -> None:
    first, second = keep(store, AGE, AGE)
    assert first != second
    assert told(store) == [AGE.says, AGE.says]


def test_one_is_taken_away_and_the_others_stay(store: Store) -> None:
    first, _ = keep(store, AGE, SWIM)
    with store.atomic("took away") as connection:
        remove_confirmation(connection, first)
    assert told(store) == [SWIM.says]


def test_a_number_is_never_given_again(store: Store) -> None:
    (first,) = keep(store, AGE)
    with store.atomic("took away") as connection:
        remove_confirmation(connection, first)
    (second,) = keep(store, SWIM)
    assert second > first


def test_undo_and_redo_cover_keeping_and_taking_away(store: Store) -> None:
    (number,) = keep(store, AGE)
    kept = list_confirmations(store)
    with store.atomic("took away") as connection:
        remove_confirmation(connection, number)
    take_back(store)
    assert list_confirmations(store) == kept
    take_back(store)
    assert list_confirmations(store) == []
    make_again(store)
    assert list_confirmations(store) == kept
    make_again(store)
    assert list_confirmations(store) == []


def test_what_fails_half_way_keeps_nothing(store: Store) -> None:
    def keep_both() -> None:
        with store.atomic("confirmed both") as connection:
            add_confirmation(connection, AGE)
            add_confirmation(connection, replace(SWIM, says=None))  # type: ignore[arg-type]

    with pytest.raises(sqlite3.IntegrityError):
        keep_both()
    assert list_confirmations(store) == []
    assert history.list_actions(store, 9) == []


def test_a_saved_database_of_version_3_still_tells_what_was_checked(run: Run, home: Path) -> None:
    put(home, "0003")
    (kept,) = run("data", "confirmations", "--output", "json").json()["confirmations"]
    assert (kept["role"], kept["requirement"], kept["on"]) == ("ca-on-correctional-officer", "age", "2026-11-18")
    assert run("data", "unconfirm", "1").code == 0
    assert run("undo").code == 0
    assert run("data", "confirmations", "--output", "json").json()["confirmations"] == [kept]


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_a_database_of_an_older_version_has_none_and_takes_one(run: Run, home: Path, version: str) -> None:
    put(home, version)
    assert run("data", "confirmations", "--output", "json").json()["confirmations"] == []
    told_so = ("--says", "18", "--source", "a recruiter")
    assert run("data", "confirm", "ca-on-correctional-officer", "age", *told_so).code == 0
    assert len(run("data", "confirmations", "--output", "json").json()["confirmations"]) == 1
    assert run("undo").code == 0
    assert run("data", "confirmations", "--output", "json").json()["confirmations"] == []
