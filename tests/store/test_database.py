"""The database file: nothing on disk before the first write, one action is one transaction, any text comes back."""

import datetime as dt
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careerplan.person.contacts import NewContact, NewInteraction, Position
from careerplan.store.contacts import add_contact, list_contacts
from careerplan.store.database import Store
from careerplan.store.history import list_actions, next_to_redo, next_to_undo, redo, undo
from careerplan.store.interactions import add_interaction, list_interactions
from conftest import Run

NOW = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 22)


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store(home / "careerplan.db", NOW) as store:
        yield store


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def add(store: Store, name: str) -> int:
    with store.atomic(f"added {name}") as connection:
        return add_contact(connection, NewContact(name=name), DAY)


def fail_half_way(store: Store) -> None:
    with store.atomic("added Sam, half of it") as connection:
        number = add_contact(connection, NewContact(name="Sam", tags=("a",)), DAY)
        add_interaction(connection, NewInteraction(contact_ids=(number,), kind="met", day=DAY))
        _ = 1 / 0


READING = [
    ("followups", "due"),
    ("followups", "due", "--output", "json"),
    ("followups", "list", "--all", "--output", "json"),
    ("contacts", "list"),
    ("contacts", "list", "--output", "json"),
    ("contacts", "show", "Robin"),
    ("history",),
    ("undo",),
    ("redo",),
    ("undo", "--dry-run"),
    ("network", "show"),
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_reading_with_no_records_creates_nothing(run: Run, home: Path, command: tuple[str, ...]) -> None:
    assert run(*command).code in {0, 3}
    assert not home.exists()


@pytest.mark.parametrize(
    "command",
    [
        ("contacts", "log", "Robin", "met"),
        ("contacts", "add", " "),
        ("contacts", "add", "Robin", "--tie", "tight"),
        ("followups", "done", "1"),
        ("followups", "snooze", "1", "in 3 days"),
    ],
    ids=" ".join,
)
def test_a_refused_first_command_creates_nothing(run: Run, home: Path, command: tuple[str, ...]) -> None:
    assert run(*command).code in {2, 3}
    assert not home.exists()


def test_reading_leaves_the_file_as_it_is(run: Run, home: Path) -> None:
    run("contacts", "add", "Robin")
    run("contacts", "log", "Robin", "met")
    before = (home / "careerplan.db").read_bytes()
    for command in READING:
        if command not in {("undo",), ("redo",)}:
            assert run(*command).code == 0
    assert (home / "careerplan.db").read_bytes() == before


@pytest.mark.usefixtures("no_umask")
def test_only_the_user_can_read_what_is_written(store: Store, home: Path) -> None:
    add(store, "Robin")
    assert names(home) == {"careerplan.db", "careerplan.db-wal", "careerplan.db-shm"}
    assert {each.name: oct(mode(each)) for each in home.iterdir()} == dict.fromkeys(names(home), "0o600")
    assert oct(mode(home)) == "0o700"


@pytest.mark.usefixtures("no_umask")
def test_only_the_user_can_read_what_a_reader_leaves(run: Run, home: Path) -> None:
    run("contacts", "add", "Robin")
    run("contacts", "list")
    assert {oct(mode(each)) for each in home.glob("careerplan.db*")} == {"0o600"}


@pytest.mark.usefixtures("no_umask")
@pytest.mark.parametrize(
    "first", [("roles", "list"), ("contacts", "add", "Robin", "--organization", "csc")], ids=["roles", "add"]
)
def test_the_home_folder_is_private_whatever_made_it(run: Run, home: Path, first: tuple[str, ...]) -> None:
    run(*first)
    run("contacts", "add", "Sam")
    assert oct(mode(home)) == "0o700"


def test_closing_leaves_one_file(store: Store, home: Path) -> None:
    add(store, "Robin")
    store.close()
    assert names(home) == {"careerplan.db"}


def test_a_failed_action_leaves_nothing(store: Store) -> None:
    add(store, "Robin")
    with pytest.raises(ZeroDivisionError):
        fail_half_way(store)
    assert [each.name for each in list_contacts(store)] == ["Robin"]
    with store.reading() as connection:
        assert list_interactions(connection, 2) == []
    assert [each.summary for each in list_actions(store, 10)] == ["added Robin"]
    add(store, "Kim")
    assert [each.name for each in list_contacts(store)] == ["Kim", "Robin"]


def test_a_failed_action_keeps_what_could_be_redone(store: Store) -> None:
    add(store, "Robin")
    action = next_to_undo(store)
    assert action
    undo(store, action)
    with pytest.raises(ZeroDivisionError):
        fail_half_way(store)
    left = next_to_redo(store)
    assert left
    redo(store, left)
    assert [each.name for each in list_contacts(store)] == ["Robin"]


def test_an_action_that_changes_nothing_leaves_no_history(store: Store) -> None:
    number = add(store, "Robin")
    with store.atomic("nothing at all"):
        pass
    with store.atomic("nobody of that number") as connection:
        connection.execute("DELETE FROM contacts WHERE id = 99")
    with store.atomic("the tie it has already") as connection:
        connection.execute("UPDATE contacts SET tie = 'loose' WHERE id = ?", (number,))
    assert [each.summary for each in list_actions(store, 10)] == ["added Robin"]


def test_an_action_that_changes_nothing_keeps_what_could_be_redone(store: Store) -> None:
    add(store, "Robin")
    action = next_to_undo(store)
    assert action
    undo(store, action)
    with store.atomic("nothing at all"):
        pass
    left = next_to_redo(store)
    assert left
    assert left.summary == "added Robin"


def test_others_see_all_of_an_action_or_nothing(store: Store, home: Path) -> None:
    add(store, "Robin")
    with store.atomic("added Sam and Kim") as connection:
        add_contact(connection, NewContact(name="Sam"), DAY)
        with Store(home / "careerplan.db", NOW) as other:
            assert [each.name for each in list_contacts(other)] == ["Robin"]
        add_contact(connection, NewContact(name="Kim"), DAY)
        assert len(list_contacts(store)) == 3  # the action sees its own work
    with Store(home / "careerplan.db", NOW) as other:
        assert [each.name for each in list_contacts(other)] == ["Kim", "Robin", "Sam"]
        assert [(each.summary, each.changes) for each in list_actions(other, 1)] == [("added Sam and Kim", 2)]


def test_history_keeps_the_instant_in_utc(store: Store) -> None:
    add(store, "Robin")
    assert [each.at for each in list_actions(store, 1)] == ["2026-11-22T09:30:00+00:00"]


any_text = st.text(st.characters(exclude_categories=["Cs"]))
any_value = st.none() | any_text
any_texts = st.lists(any_text, max_size=4).map(tuple)
any_contact = st.builds(
    NewContact,
    name=any_text,
    met=any_value,
    note=any_value,
    positions=st.lists(
        st.builds(Position, organization=any_value, organization_id=any_value, role=any_value, since=any_value),
        max_size=1,
    ).map(tuple),
    emails=any_texts,
    phones=any_texts,
    profiles=any_texts,
    jurisdictions=any_texts,
    tags=any_texts,
)
HOSTILE = (
    "a\x00b",
    "'; DROP TABLE contacts; --",
    "\"'`[]",
    "👩\u200d🚒🇨🇦",
    "矯正局 渡辺",
    "\u202e\x1b[2J\x1f",
    "x" * 10_000,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("texts") / "careerplan.db", NOW) as store:
        yield store


@settings(max_examples=40, deadline=None)
@given(contact=any_contact)
@example(contact=NewContact(name=HOSTILE[0], note=HOSTILE[1], tags=HOSTILE[:6]))
@example(contact=NewContact(name=HOSTILE[3], met=HOSTILE[4], note=HOSTILE[6], phones=HOSTILE, emails=HOSTILE))
def test_any_text_comes_back(shared: Store, contact: NewContact) -> None:
    with shared.atomic(contact.name) as connection:
        number = add_contact(connection, contact, DAY)
        add_interaction(connection, NewInteraction(contact_ids=(number,), kind="met", day=DAY, note=contact.note))

    def stored() -> NewContact:
        (found,) = (each for each in list_contacts(shared) if each.id == number)
        alone = {name: getattr(found, name) for name in ("name", "tie", "met")}
        lists = {name: getattr(found, name) for name in ("emails", "phones", "profiles", "jurisdictions", "tags")}
        positions = tuple(
            Position(**{name: getattr(each, name) for name in Position.__dataclass_fields__})
            for each in found.positions
        )
        return NewContact(**alone, **lists, positions=positions, note=found.notes[0].text if found.notes else None)

    came_back = stored()
    assert came_back.details() == contact.details()
    lists = {name: getattr(came_back, name) for name in ("emails", "phones", "profiles", "jurisdictions", "tags")}
    assert came_back == replace(contact, note=contact.note or None, **lists)
    with shared.reading() as connection:
        assert [each.note for each in list_interactions(connection, number)] == [contact.note]
    action = next_to_undo(shared)
    assert action
    assert action.summary == contact.name
    undo(shared, action)
    assert number not in {each.id for each in list_contacts(shared)}
    redo(shared, action)
    assert stored() == came_back
