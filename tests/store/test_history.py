"""History: every action is taken back and made again as a whole, in order, and exactly."""

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.load import compile_files, read_files
from careerplan.cli.interactions import Promised, log_interaction, mend_rhythm, rewrite_interaction
from careerplan.cli.session import Session
from careerplan.errors import StoreError
from careerplan.person.contacts import NewContact, NewInteraction, Position
from careerplan.person.followups import I_OWE, OWN, THEY_OWE, NewFollowUp
from careerplan.person.history import Action
from careerplan.person.kinds import KINDS, TIES
from careerplan.person.merges import plan_merge
from careerplan.person.plans import Plan
from careerplan.person.rule_changes import NewRuleChange
from careerplan.person.telling import tell
from careerplan.planning.reminders import promise
from careerplan.store.contacts import (
    add_contact,
    add_detail,
    add_position,
    change_contact,
    change_position,
    get_contact,
    remove_contact,
    remove_detail,
    remove_note,
)
from careerplan.store.database import Store
from careerplan.store.followups import add_followup, close_followup, drop_earned, move_followup
from careerplan.store.history import (
    changes_of,
    list_actions,
    next_to_redo,
    next_to_undo,
    redo,
    to_redo,
    to_undo,
    undo,
)
from careerplan.store.interactions import change_interaction, get_interaction, remove_interaction
from careerplan.store.merging import load_side, write_merge
from careerplan.store.migrate import RECORDED
from careerplan.store.plans import keep_plan
from careerplan.store.rule_changes import concerned, put_change, remove_change
from conftest import Run

TABLES = tuple(each for each in RECORDED if each != "contact_tags")
DAY = dt.date(2026, 11, 22)

Records = dict[str, list[tuple[object, ...]]]
Command = Sequence[str]


def records(path: Path) -> Records:
    """Return all that the user owns, as it stands in the file."""
    if not path.exists():
        return {each: [] for each in TABLES}
    with closing(sqlite3.connect(path)) as connection:
        return {each: connection.execute(f"SELECT * FROM {each} ORDER BY id").fetchall() for each in TABLES}  # noqa: S608


ADD = ("contacts", "add", "Robin Sample", "--tag", "csc", "--tag", "night shift", "--tie", "close")
LOG = ("contacts", "log", "Robin", "informational-interview", "--note", "shifts")
COMMANDS: dict[str, tuple[list[Command], Command]] = {
    "add": ([], ADD),
    "log": ([ADD], LOG),
    "log what settles and restarts": ([ADD, LOG], ("contacts", "log", "Robin", "call")),
    "done": ([ADD, LOG], ("followups", "done", "1", "--note", "thanked")),
    "snooze": ([ADD, LOG], ("followups", "snooze", "1", "in 3 days")),
    "skip": ([ADD, LOG], ("followups", "skip", "1", "--reason", "left the service")),
    "keep a plan": ([], ("network", "plan", "--keep")),
    "keep another plan": ([("network", "plan", "--keep")], ("network", "plan", "--weeks", "4", "--keep")),
}


@pytest.mark.parametrize(("before", "command"), COMMANDS.values(), ids=COMMANDS.keys())
def test_undo_takes_a_command_back_and_redo_makes_it_again(
    run: Run, home: Path, before: list[Command], command: Command
) -> None:
    path = home / "careerplan.db"
    for each in before:
        assert run(*each).code == 0
    old = records(path)
    assert run(*command).code == 0
    new = records(path)
    assert new != old
    undone = run("undo")
    assert (undone.code, undone.out[:8], undone.err) == (0, "Undone: ", "redo: careerplan redo\n")
    assert records(path) == old
    redone = run("redo")
    assert (redone.code, redone.out[:8], redone.err) == (0, "Redone: ", "undo: careerplan undo\n")
    assert records(path) == new


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_dry_run_says_what_would_happen_and_changes_nothing(run: Run, home: Path, word: str) -> None:
    run(*ADD)
    run(*LOG)
    if word == "redo":
        run("undo")
    before, past = records(home / "careerplan.db"), run("history").out
    result = run(word, "--dry-run")
    assert result.code == 0
    assert result.out.startswith(f"Would {word}: logged an informational interview with Robin Sample")
    document = run(word, "--dry-run", "--output", "json").json()
    assert (document["schema"], document["done"]) == (f"careerplan.{word}/1", False)
    assert document["action"]["summary"].startswith("logged an informational interview")
    assert records(home / "careerplan.db") == before
    assert run("history").out == past


def test_undo_goes_back_one_action_at_a_time_and_redo_forward(run: Run) -> None:
    for name in ("Robin", "Sam", "Kim"):
        run("contacts", "add", name)
    said = [run("undo").out for _ in range(3)]
    assert [each.split()[2] for each in said] == ["Kim.", "Sam.", "Robin."]
    assert run("undo").out == "There is nothing to undo.\n"
    said = [run("redo").out for _ in range(3)]
    assert [each.split()[2] for each in said] == ["Robin.", "Sam.", "Kim."]
    assert run("redo").out == "There is nothing to redo.\n"


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_with_nothing_to_undo_it_says_so_and_is_done(run: Run, home: Path, word: str) -> None:
    result = run(word)
    assert (result.code, result.out, result.err) == (0, f"There is nothing to {word}.\n", "")
    assert run(word, "--output", "json").json() == {
        "schema": f"careerplan.{word}/1",
        "action": None,
        "done": False,
        "actions": [],
        "changes": [],
    }
    assert not home.exists()


def test_after_something_new_what_was_undone_cannot_be_redone(run: Run, home: Path) -> None:
    run("contacts", "add", "Robin")
    run("contacts", "add", "Sam")
    run("undo")
    run("contacts", "add", "Kim")
    before = records(home / "careerplan.db")
    assert run("redo").out == "There is nothing to redo.\n"
    assert records(home / "careerplan.db") == before
    actions = run("history", "--output", "json").json()["actions"]
    assert [(each["summary"], each["state"]) for each in actions] == [
        ("added Kim", "done"),
        ("added Sam", "superseded"),
        ("added Robin", "done"),
    ]
    assert "added Kim" in run("undo").out
    assert "added Robin" in run("undo").out
    assert run("undo").out == "There is nothing to undo.\n"


def test_a_contact_added_after_an_undo_has_a_number_of_its_own(run: Run) -> None:
    """A number that was shown once never comes to mean somebody else."""
    run("contacts", "add", "Robin")
    run("undo")
    assert run("contacts", "add", "Sam", "--output", "json").json()["contact"]["id"] == 2
    assert run("contacts", "show", "1").code == 3


def test_a_command_that_only_reads_leaves_no_history(run: Run) -> None:
    run(*ADD)
    for command in (("contacts", "list"), ("followups", "due"), ("network", "plan"), ("undo", "--dry-run")):
        run(*command)
    (action,) = run("history", "--output", "json").json()["actions"]
    assert action["summary"] == "added Robin Sample"
    assert action["changes"] == 3  # the person and two tags


def test_a_command_that_is_refused_leaves_no_history(run: Run) -> None:
    run(*ADD)
    assert run("contacts", "log", "Robin", "met", "--on", "tomorrow").code == 2
    assert run("followups", "done", "1").code == 3
    assert len(run("history", "--output", "json").json()["actions"]) == 1


def test_history_shows_the_newest_first_and_no_more_than_asked(run: Run) -> None:
    assert run("history").out == "Nothing was done yet.\n"
    for name in ("Robin", "Sam", "Kim"):
        run("contacts", "add", name)
    lines = run("history", "--limit", "2", "--output", "plain").out.splitlines()
    assert [(each.split("\t")[0], each.split("\t")[-1]) for each in lines] == [("3", "added Kim"), ("2", "added Sam")]
    assert run("history", "--limit", "0").code == 2


def test_undo_stops_if_something_else_was_done_after_the_preview(tmp_path: Path) -> None:
    now = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    with Store(tmp_path / "careerplan.db", now) as store, Store(tmp_path / "careerplan.db", now) as other:
        with store.atomic("added Robin") as connection:
            add_contact(connection, NewContact(name="Robin"), DAY)
        previewed = next_to_undo(store)
        assert previewed
        with other.atomic("added Sam") as connection:
            add_contact(connection, NewContact(name="Sam"), DAY)
        before = records(store.path)
        with pytest.raises(StoreError, match="in the meantime"):
            undo(store, previewed)
        assert records(store.path) == before


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(compile_files(read_files(tmp_path_factory.mktemp("no-packs"))))


class Life:
    """A user's doings: each method is one action on records picked by number, if there are any."""

    def __init__(self, home: Path, catalog: Catalog) -> None:
        self.session = Session()
        self.session.given |= {"home": str(home), "as_of": DAY.isoformat()}
        self.session.catalog = catalog
        self.store = self.session.store

    def pick(self, table: str, number: int, where: str = "true") -> int | None:
        with self.store.reading() as connection:
            rows = connection.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id").fetchall()  # noqa: S608
        return rows[number % len(rows)][0] if rows else None

    def add(self, number: int, text: str) -> None:
        with self.store.atomic("add") as connection:
            tags = tuple(dict.fromkeys(text))
            add_contact(connection, NewContact(name=text, tie=TIES[number % 3], note=text, tags=tags), DAY)

    def log(self, number: int, text: str) -> None:
        contact = self.pick("contacts", number)
        if contact is not None:
            kind, day = KINDS[number % 11], DAY - dt.timedelta(days=number % 50)
            log_interaction(self.session, NewInteraction(contact_ids=(contact,), kind=kind, day=day, note=text), "log")

    def done(self, number: int, text: str) -> None:
        followup = self.pick("followups", number, "status = 'open'")
        if followup is not None:
            with self.store.reading() as connection:
                (contact,) = connection.execute("SELECT contact_id FROM followups WHERE id = ?", (followup,)).fetchone()
            touch = NewInteraction(
                contact_ids=(contact,), kind="message-sent", day=DAY, note=text, followup_id=followup
            )
            log_interaction(self.session, touch, "done", closing=followup)

    def skip(self, number: int, text: str) -> None:
        followup = self.pick("followups", number, "status = 'open'")
        if followup is not None:
            with self.store.atomic("skip") as connection:
                close_followup(connection, followup, "skipped", DAY, text)

    def snooze(self, number: int, text: str) -> None:  # noqa: ARG002
        followup = self.pick("followups", number, "status = 'open'")
        if followup is not None:
            with self.store.atomic("snooze") as connection:
                move_followup(connection, followup, DAY + dt.timedelta(days=number % 20))

    def keep(self, number: int, text: str) -> None:
        plan = Plan(
            roles=(text,),
            start=DAY,
            weeks=number % 20,
            hours_per_week=4,
            channel="both",
            items=(),
            left_out=(),
            value=0.1,
            online_share=None,
        )
        with self.store.atomic("keep") as connection:
            keep_plan(connection, plan, DAY)

    def shared(self, number: int, text: str) -> None:
        people = {self.pick("contacts", number), self.pick("contacts", number + 1)} - {None}
        if people:
            together = tuple(each for each in people if each)
            day = DAY - dt.timedelta(days=number % 40)
            touch = NewInteraction(contact_ids=together, kind=KINDS[number % 12], day=day, note=text)
            log_interaction(self.session, touch, "log", promises=[Promised(THEY_OWE, text)])

    def correct(self, number: int, text: str) -> None:
        interaction, contact = self.pick("interactions", number), self.pick("contacts", number + 1)
        if interaction is not None and contact is not None:
            with self.store.atomic("correct") as connection:
                found = get_interaction(connection, interaction)
                kind, day = KINDS[number % 12], DAY - dt.timedelta(days=number % 30)
                corrected = replace(found, kind=kind, day=day, note=text, contact_ids=(contact,))
                change_interaction(connection, interaction, corrected)
                for each in set(found.contact_ids) - {contact}:
                    drop_earned(connection, interaction, each)
                    mend_rhythm(self.session, connection, each)
                rewrite_interaction(self.session, connection, get_interaction(connection, interaction))

    def delete(self, number: int, text: str) -> None:  # noqa: ARG002
        interaction = self.pick("interactions", number)
        if interaction is not None:
            with self.store.atomic("delete") as connection:
                people = get_interaction(connection, interaction).contact_ids
                remove_interaction(connection, interaction)
                for each in people:
                    mend_rhythm(self.session, connection, each)

    def edit(self, number: int, text: str) -> None:
        contact = self.pick("contacts", number)
        if contact is not None:
            with self.store.atomic("edit") as connection:
                for tag in get_contact(connection, contact).tags[:2]:
                    remove_detail(connection, contact, "tag", tag)
                add_detail(connection, contact, "tag", text)
                add_detail(connection, contact, "phone", text)
                change_contact(connection, contact, name=text, tie=TIES[number % 3], met=text or None)
                for note in get_contact(connection, contact).notes[:1]:
                    remove_note(connection, note.id)
                mend_rhythm(self.session, connection, contact)

    def move(self, number: int, text: str) -> None:
        contact = self.pick("contacts", number)
        if contact is not None:
            with self.store.atomic("move") as connection:
                for each in get_contact(connection, contact).current:
                    change_position(connection, each.id, replace(each, until="2026-11"))
                add_position(connection, contact, Position(organization=text, since="2026-11"))

    def rule(self, number: int, text: str) -> None:
        contact = self.pick("contacts", number) if number % 2 else None
        tag = None if contact else text
        change = NewRuleChange(
            rule=f"keep-in-touch-{TIES[number % 3]}",
            contact_id=contact,
            tag=tag,
            delay=number % 90,
            off=number % 5 == 0,
        )
        with self.store.atomic("rule") as connection:
            if number % 4:
                put_change(connection, change)
            else:
                remove_change(connection, change)
            for each in concerned(connection, change):
                mend_rhythm(self.session, connection, each)

    def promise(self, number: int, text: str) -> None:
        contact = self.pick("contacts", number)
        if contact is not None:
            with self.store.atomic("promise") as connection:
                add_followup(connection, None, promise(contact, (I_OWE, THEY_OWE)[number % 2], text, None, DAY))

    def rhythm(self, number: int, text: str) -> None:
        contact = self.pick("contacts", number)
        if contact is not None:
            rhythm = NewFollowUp(
                contact_id=contact, rule=OWN, trigger=OWN, action=text, channel="call", due=DAY, anchor=DAY, every="2w",
                times=1 + number % 4,
            )  # fmt: skip
            with self.store.atomic("rhythm") as connection:
                add_followup(connection, None, rhythm)

    def merge(self, number: int, text: str) -> None:  # noqa: ARG002
        kept, other = self.pick("contacts", number), self.pick("contacts", number + 1)
        if kept is not None and other is not None and kept != other:
            planned = plan_merge(load_side(self.store, kept), [load_side(self.store, other)], {})
            with self.store.atomic("merge") as connection:
                write_merge(connection, planned, DAY)
                mend_rhythm(self.session, connection, kept)

    def remove(self, number: int, text: str) -> None:  # noqa: ARG002
        contact = self.pick("contacts", number)
        if contact is not None:
            with self.store.atomic("remove") as connection:  # with everything that hangs on the person
                remove_contact(connection, contact)

    def nothing(self, number: int, text: str) -> None:  # noqa: ARG002
        with self.store.atomic("nothing"):
            pass


Step = Callable[[Life, int, str], None]
STEPS: list[Step] = [
    Life.add, Life.log, Life.log, Life.done, Life.skip, Life.snooze, Life.keep, Life.remove, Life.nothing, Life.shared,
    Life.shared, Life.correct, Life.delete, Life.edit, Life.move, Life.rule, Life.promise, Life.rhythm, Life.merge,
]  # fmt: skip
steps = st.tuples(st.sampled_from(STEPS), st.integers(0, 1000), st.text(st.characters(exclude_categories=["Cs"])))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(doings=st.lists(steps, max_size=10), back=st.integers(0, 10))
def test_any_actions_are_undone_and_redone_exactly(
    folder: Path, catalog: Catalog, doings: list[tuple[Step, int, str]], back: int
) -> None:
    home = Path(tempfile.mkdtemp(dir=folder))
    life = Life(home, catalog)
    path = home / "careerplan.db"
    with life.store as store:
        life.add(0, "Robin")
        life.add(1, "Lee")
        states, past = [records(path)], list_actions(store, 100)
        for step, number, text in doings:
            step(life, number, text)
            if (now := list_actions(store, 100)) != past:
                states.append(records(path))
                past = now
                go(store, next_to_undo(store), undo, path, states[-2])
                go(store, next_to_redo(store), redo, path, states[-1])
            assert records(path) == states[-1]
        for state in reversed(states[:-1]):
            go(store, next_to_undo(store), undo, path, state)
        for state in states[1:]:
            go(store, next_to_redo(store), redo, path, state)
        assert next_to_redo(store) is None
        jump = min(back, len(states) - 1)
        if jump:
            undo(store, *to_undo(store, times=jump))
            assert records(path) == states[-1 - jump]
            redo(store, *to_redo(store, times=jump))
            assert records(path) == states[-1]
        with store.reading() as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def go(store: Store, action: Action | None, step: Callable[[Store, Action], None], path: Path, state: Records) -> None:
    """Take one action back, or make it again, as it was told before; the records are then as they should be."""
    assert action
    told = tell(changes_of(store, [action], back=step is undo))
    before = records(path)
    step(store, action)
    assert records(path) == state
    assert {(each.record, each.id) for each in told} == {each[:2] for each in rows(before) ^ rows(state)}


def rows(state: Records) -> set[tuple[str, object, tuple[object, ...]]]:
    """Return every record without what follows from others and is not told: whether a contact is in a rhythm."""
    last = {"contacts": -1}
    return {(table, row[0], row[: last.get(table)]) for table, found in state.items() for row in found}
