"""The profile in the store: one at most, covered by history, read back without its model."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from careerplan.person.profile import Profile
from careerplan.person.written import EMPTY, ORDER, read_profile
from careerplan.store import history
from careerplan.store.database import Store
from careerplan.store.profiles import load_profile, save_profile

DAY = dt.date(2026, 11, 22)
SAID = Profile.model_validate(
    {
        "lives_in": "CA-ON",
        "citizenship": "citizen",
        "experience": [{"area": "shelter", "from": "2024-01"}],
        "declared": {"shift-work": True, "next": False},
        "ticks": {"next": "2026-05"},
        "targets": [{"role": "probation-officer", "stages": {"before-training": ["2027-03", "2027-03"]}}],
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "careerplan.db", dt.datetime(2026, 11, 22, tzinfo=dt.UTC))


def put(store: Store, profile: Profile) -> None:
    with store.atomic("saved") as connection:
        save_profile(connection, profile.model_dump_json(), DAY)


def test_there_is_none_at_first(store: Store) -> None:
    assert load_profile(store) is None
    assert read_profile(None).experience is None
    assert not store.path.exists()


def test_the_empty_document_is_that_of_an_empty_profile() -> None:
    assert Profile.model_validate_json(EMPTY) == Profile()
    assert set(ORDER) == set(Profile.model_fields)
    assert vars(Profile()).keys() <= set(ORDER)
    assert dict(Profile()) == dict(Profile.model_validate_json(EMPTY))


def test_it_comes_back_with_the_attributes_of_its_model(store: Store) -> None:
    put(store, SAID)
    read = read_profile(load_profile(store))
    assert read.experience is not None
    assert (read.experience[0].from_, read.experience[0].to, read.experience[0].paid) == ("2024-01", None, True)
    assert getattr(read.declared, "shift-work") is True
    assert getattr(read.ticks, "next") == "2026-05"  # noqa: B009 - a word like any other
    assert getattr(read.targets[0].stages, "before-training") == ("2027-03", "2027-03")
    assert read.tests is None


def test_a_document_of_an_older_program_has_all_keys_when_read() -> None:
    read = read_profile('{"name":"Robin"}')
    assert (read.name, read.driving, read.targets) == ("Robin", None, ())


def test_there_is_never_more_than_one(store: Store) -> None:
    put(store, SAID)
    put(store, Profile())
    assert load_profile(store) == Profile().model_dump_json()
    with pytest.raises(sqlite3.IntegrityError), store.unrecorded() as connection:
        connection.execute("INSERT INTO profiles VALUES (2, '{}', '2026-11-22')")


def test_saving_the_same_again_leaves_no_trace(store: Store) -> None:
    put(store, SAID)
    put(store, SAID)
    assert len(history.list_actions(store, 9)) == 1


def test_undo_and_redo_bring_each_one_back(store: Store) -> None:
    put(store, SAID)
    put(store, Profile())
    seen = []
    for pick, step in [(history.next_to_undo, history.undo)] * 2 + [(history.next_to_redo, history.redo)] * 2:
        action = pick(store)
        assert action is not None
        step(store, action)
        seen.append(load_profile(store))
    assert seen == [SAID.model_dump_json(), None, SAID.model_dump_json(), Profile().model_dump_json()]
