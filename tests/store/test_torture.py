"""A small part of the torture, the same every time; ``make torture`` does all of it, differently every time."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest
from torture import PARTS
from torture_commands import Command
from torture_homes import DATABASE, Ended, broken_line, program, run
from torture_trials import NOT_EVEN, Rounds, Torture, Trial, judge

pytestmark = pytest.mark.slow

FEW = Rounds(commands=2, kills=5, people=100, large_kills=1, sizes=1, writers=3, commands_each=4, damages=6)

NOT_EVERYWHERE = {"files", "disk", "read-only"}
"""What not every system lets one try."""

LOG = Command(("contacts", "log", "Robin Sample", "call"))
DONE = Ended(0, "Logged.\n", "")
DIED = Ended(-9, "", "")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Torture:
    return Torture(tmp_path_factory.mktemp("torture"), 20261122, FEW)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_lost(small: Torture, part: str) -> None:
    begin = len(small.rows)
    PARTS[part](small)
    trials = [each for row in small.rows[begin:] for each in row.trials]
    assert trials or part in NOT_EVERYWHERE
    assert [each for each in trials if not each.survived] == []
    assert [each for each in small.not_tried if NOT_EVEN in each] == []


# --- the torture would notice


def left_by(small: Torture, ended: Ended, *statements: str) -> Trial:
    """Judge a home on which a command was run and statements after it."""
    expected = small.expected(LOG)
    with small.trial(LOG.home) as home:
        if statements:
            assert run(home, program(*LOG.words)).code == 0
        with closing(sqlite3.connect(home / DATABASE, isolation_level=None)) as connection:
            for each in statements:
                connection.execute(each)
        return judge(home, LOG, expected, ended)


def test_it_notices_what_is_lost(small: Torture) -> None:
    found = left_by(small, DONE)
    assert found.lost
    assert not found.survived
    assert left_by(small, DIED).survived


@pytest.mark.parametrize(
    "half",
    [
        ("DELETE FROM followups WHERE id = (SELECT max(id) FROM followups)",),
        ("DELETE FROM changes WHERE id = (SELECT max(id) FROM changes)",),
        ("UPDATE actions SET summary = 'other' WHERE id = (SELECT max(id) FROM actions)",),
    ],
    ids=["record", "history", "action"],
)
def test_it_notices_what_is_there_by_half(small: Torture, half: Sequence[str]) -> None:
    assert left_by(small, DIED, "SELECT 1").survived
    found = left_by(small, DIED, *half)
    assert "half done" in " ".join(found.faults)


def test_it_notices_a_file_left_over(small: Torture) -> None:
    with small.trial(LOG.home) as home:
        (home / "draft").touch()
        found = judge(home, LOG, small.expected(LOG), DIED)
    assert found.faults == ("contacts log Robin Sample call: a file left over: home/draft",)


def test_it_notices_a_history_that_is_not_one_line(small: Torture) -> None:
    with small.trial(LOG.home) as home:
        assert broken_line(home) is None
        with closing(sqlite3.connect(home / DATABASE, isolation_level=None)) as connection:
            connection.execute("UPDATE contacts SET met = 'nobody knows how' WHERE id = 1")
        assert broken_line(home) == "history does not lead to contacts 1 as it stands"
