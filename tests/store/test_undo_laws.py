"""Undo and redo over a life of any actions: each is taken back and made again exactly, and as it was told."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from any_records import dump
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.load import compile_files, read_files
from careerplan.cli.correcting import write_correction, write_deletion
from careerplan.cli.interactions import Promised, log_interaction, mend_rhythm
from careerplan.cli.session import Session
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
from careerplan.store.followups import add_followup, close_followup, move_followup
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
from careerplan.store.interactions import get_interaction
from careerplan.store.merging import load_side, write_merge
from careerplan.store.plans import keep_plan
from careerplan.store.rule_changes import concerned, put_change, remove_change

DAY = dt.date(2026, 11, 22)

Records = dict[str, list[tuple[object, ...]]]


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
                close_followup(connection, followup, "skipped", DAY, reason=text)

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
                write_correction(self.session, connection, found, corrected)

    def delete(self, number: int, text: str) -> None:  # noqa: ARG002
        interaction = self.pick("interactions", number)
        if interaction is not None:
            with self.store.atomic("delete") as connection:
                write_deletion(self.session, connection, get_interaction(connection, interaction))

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
    with life.store as store:
        life.add(0, "Robin")
        life.add(1, "Lee")
        states, past = [dump(store)], list_actions(store, 100)
        for step, number, text in doings:
            step(life, number, text)
            if (now := list_actions(store, 100)) != past:
                states.append(dump(store))
                past = now
                go(store, next_to_undo(store), undo, states[-2])
                go(store, next_to_redo(store), redo, states[-1])
            assert dump(store) == states[-1]
        for state in reversed(states[:-1]):
            go(store, next_to_undo(store), undo, state)
        for state in states[1:]:
            go(store, next_to_redo(store), redo, state)
        assert next_to_redo(store) is None
        jump = min(back, len(states) - 1)
        if jump:
            undo(store, *to_undo(store, times=jump))
            assert dump(store) == states[-1 - jump]
            redo(store, *to_redo(store, times=jump))
            assert dump(store) == states[-1]
        with store.reading() as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def go(store: Store, action: Action | None, step: Callable[[Store, Action], None], state: Records) -> None:
    """Take one action back, or make it again, as it was told before; the records are then as they should be."""
    assert action
    told = tell(changes_of(store, [action], back=step is undo))
    before = dump(store)
    step(store, action)
    assert dump(store) == state
    assert {(each.record, each.id) for each in told} == {each[:2] for each in rows(before) ^ rows(state)}


def rows(state: Records) -> set[tuple[str, object, tuple[object, ...]]]:
    """Return every record without what follows from others and is not told: whether a contact is in a rhythm."""
    last = {"contacts": -1}
    return {(table, row[0], row[: last.get(table)]) for table, found in state.items() for row in found}
