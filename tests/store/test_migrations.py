"""Migrations: old files lead to the same database as none, and no file is touched that should not be."""

import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from careerplan.store import migrate as migrations
from careerplan.store.migrate import APPLICATION_ID, known_migrations, migrate
from conftest import Run

HERE = Path(__file__).parent
SAVED = sorted(HERE.glob("schema-*.sql"))
"""The database as each landed version made it, with a few records; made once per version, never edited after."""

READ = ("contacts", "list", "--output", "json")
WRITE = ("contacts", "add", "Newcomer", "--output", "json")

MigrateWith = Callable[[str], None]


@pytest.fixture
def with_second(monkeypatch: pytest.MonkeyPatch) -> Iterator[MigrateWith]:
    """Let the program know one more migration than it does."""
    known = known_migrations()
    following = max(known) + 1

    def know(script: str) -> None:
        monkeypatch.setattr(migrations, "known_migrations", lambda: {**known, following: script})

    with monkeypatch.context():
        yield know


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def schema(connection: sqlite3.Connection) -> dict[str, object]:
    """Return everything that makes a database ours, apart from its records."""
    parts: dict[str, object] = dict(connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master"))
    for each in ("application_id", "user_version"):
        parts[each] = connection.execute(f"PRAGMA {each}").fetchone()[0]
    return parts


def columns(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {each: connection.execute(f"PRAGMA table_info({each})").fetchall() for each in tables}


def on_disk(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def put(home: Path, script: str) -> Path:
    """Make a database file from SQL, as a program of another time or kind would have."""
    home.mkdir(exist_ok=True)
    path = home / "careerplan.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


def test_every_migration_has_a_saved_database() -> None:
    assert [int(each.stem.removeprefix("schema-")) for each in SAVED] == list(known_migrations())


def test_migrations_are_numbered_without_gaps() -> None:
    assert list(known_migrations()) == list(range(1, len(known_migrations()) + 1))


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_landed_migrations_still_make_what_they_made(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = int(file.stem.removeprefix("schema-"))
    known = {each: script for each, script in known_migrations().items() if each <= number}
    monkeypatch.setattr(migrations, "known_migrations", lambda: known)
    with closing(memory()) as saved, closing(memory()) as made:
        saved.executescript(file.read_text(encoding="utf-8"))
        migrate(made)
        assert schema(made) == schema(saved)


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_a_saved_database_becomes_the_same_as_a_fresh_one(file: Path) -> None:
    with closing(memory()) as old, closing(memory()) as fresh:
        old.executescript(file.read_text(encoding="utf-8"))
        migrate(old)
        migrate(fresh)
        assert schema(old).keys() == schema(fresh).keys()
        assert columns(old) == columns(fresh)
        assert old.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_the_records_of_a_saved_database_are_kept(run: Run, home: Path, file: Path) -> None:
    put(home, file.read_text(encoding="utf-8"))
    (contact,) = run(*READ).json()["contacts"]
    assert contact["name"] == "Robin O'Sample 渡辺"
    assert contact["last_interaction"] == "2026-11-20"
    shown = run("contacts", "show", "Robin", "--output", "json").json()
    assert shown["contact"]["tags"] == ["night shift", "csc"]
    assert [each["id"] for each in shown["followups"]] == [1, 2]
    assert run("followups", "done", "1").code == 0
    assert run("undo").code == 0
    assert "logged a meeting" in run("undo").out
    (contact,) = run(*READ).json()["contacts"]
    assert contact["last_interaction"] is None


LEE_ADDED_AND_UNDONE = """
PRAGMA foreign_keys = ON;
INSERT INTO actions (id, at, summary) VALUES (90, '2026-11-21T10:00:00+00:00', 'added Lee Sample');
INSERT INTO recording VALUES (90);
INSERT INTO contacts (id, name, organization, organization_id, role, email, phone, tie, jurisdiction, note, added)
    VALUES (5, 'Lee Sample', 'BC Corrections', 'ca-bc-corrections', 'Sergeant', 'lee@example.org', '555 0100', 'loose',
    'CA-BC', 'met at the fair', '2026-11-21');
INSERT INTO contact_tags (id, contact_id, tag) VALUES (7, 5, 'Mentor');
UPDATE recording SET action_id = 91;
INSERT INTO actions (id, at, summary) VALUES (91, '2026-11-21T11:00:00+00:00', 'logged a call with Lee Sample');
INSERT INTO interactions (id, contact_id, kind, day, note) VALUES (5, 5, 'call', '2026-11-21', 'shifts');
INSERT INTO followups (id, contact_id, interaction_id, rule, trigger, action, channel, due, earned_due)
    VALUES (5, 5, 5, 'keep-in-touch-loose', 'keep-in-touch', 'Say hello', 'message', '2027-03-21', '2027-03-21');
DELETE FROM recording;
DELETE FROM followups WHERE id = 5;
DELETE FROM interactions WHERE id = 5;
DELETE FROM contacts WHERE id = 5;
UPDATE actions SET state = 'undone' WHERE id >= 90;
"""
"""What a program before version 4 wrote when somebody was added, called, and both was taken back."""


def records(path: Path) -> dict[str, list[tuple[object, ...]]]:
    there = {row[0] for row in on_disk(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {each: on_disk(path, f"SELECT * FROM {each} ORDER BY id") for each in migrations.RECORDED if each in there}  # noqa: S608


def history_of(run: Run) -> list[str]:
    return [each["state"] for each in run("history", "--output", "json").json()["actions"]]


def back_and_forth(run: Run, path: Path, actions: int) -> None:
    """Undo so many actions one by one, to nothing, and redo them: each state comes back."""
    states = [records(path)]
    for _ in range(actions):
        assert run("undo").code == 0
        states.append(records(path))
    assert run("undo").out == "There is nothing to undo.\n"
    assert not any(states.pop().values())
    for state in reversed(states):
        assert run("redo").code == 0
        assert records(path) == state
    assert on_disk(path, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.stem)
def test_the_whole_history_of_a_saved_database_is_undone_to_nothing_and_redone(
    run: Run, home: Path, file: Path
) -> None:
    path = put(home, file.read_text(encoding="utf-8"))
    assert run("contacts", "add", "Newcomer").code == 0
    actions = len(history_of(run))
    back_and_forth(run, path, actions)
    assert history_of(run) == ["done"] * actions


@pytest.mark.parametrize("file", SAVED[:3], ids=lambda file: file.stem)
def test_what_was_undone_before_a_migration_is_redone_after_it(run: Run, home: Path, file: Path) -> None:
    path = put(home, file.read_text(encoding="utf-8") + LEE_ADDED_AND_UNDONE)
    done = history_of(run).count("done")
    assert run("redo", "--times", "2").code == 0
    lee = run("contacts", "show", "Lee", "--output", "json").json()
    assert lee["contact"]["emails"] == ["lee@example.org"]
    assert lee["contact"]["phones"] == ["555 0100"]
    assert lee["contact"]["jurisdictions"] == ["CA-BC"]
    assert lee["contact"]["tags"] == ["Mentor"]
    assert [each["role"] for each in lee["contact"]["positions"]] == ["Sergeant"]
    assert [each["text"] for each in lee["contact"]["notes"]] == ["met at the fair"]
    assert lee["contact"]["last_interaction"] == "2026-11-21"
    assert [each["id"] for each in lee["followups"]] == [5]
    back_and_forth(run, path, done + 2)


def test_an_empty_script_ends_where_it_should() -> None:
    """The last statement of a script counts, and so does its text after the last line end."""
    for script in known_migrations().values():
        assert sqlite3.complete_statement(script)
        assert script.endswith("\n")


@pytest.mark.parametrize("command", [READ, WRITE, ("undo", "--output", "json")], ids=["read", "write", "undo"])
def test_a_file_of_a_newer_program_is_left_alone(run: Run, home: Path, command: tuple[str, ...]) -> None:
    run("contacts", "add", "Robin")
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    before = contents(home)
    result = run(*command)
    assert (result.code, result.out) == (5, "")
    assert "newer careerplan" in result.error()["message"]
    assert "Upgrade" in result.error()["hint"]
    assert contents(home)["careerplan.db"] == before["careerplan.db"]
    assert not (home / "backups").exists()


@pytest.mark.parametrize("command", [READ, WRITE, ("undo", "--output", "json")], ids=["read", "write", "undo"])
@pytest.mark.parametrize("pragma", ["", "PRAGMA application_id = 1234;", "PRAGMA user_version = 1;"])
def test_a_database_that_is_not_ours_is_left_alone(run: Run, home: Path, command: tuple[str, ...], pragma: str) -> None:
    put(home, f"CREATE TABLE songs (title TEXT); {pragma}")
    before = contents(home)
    result = run(*command)
    assert (result.code, result.out) == (5, "")
    assert "not a careerplan database" in result.error()["message"]
    assert contents(home) == before


def test_reading_an_older_file_leaves_it_as_it_is(run: Run, home: Path, with_second: MigrateWith) -> None:
    run("contacts", "add", "Robin")
    run("contacts", "log", "Robin", "met")
    before = contents(home)
    with_second("ALTER TABLE contacts ADD COLUMN nickname TEXT;\n")
    (contact,) = run(*READ).json()["contacts"]
    assert (contact["name"], contact["last_interaction"]) == ("Robin", "2026-11-22")
    assert run("followups", "due").code == 0
    assert run("undo", "--dry-run").code == 0
    assert contents(home)["careerplan.db"] == before["careerplan.db"]
    assert not (home / "backups").exists()


@pytest.mark.usefixtures("no_umask")
def test_writing_to_an_older_file_migrates_it_with_a_backup(
    run: Run, home: Path, tmp_path: Path, with_second: MigrateWith
) -> None:
    run("contacts", "add", "Robin")
    old = migrations.newest()
    with_second("ALTER TABLE contacts ADD COLUMN nickname TEXT;\nUPDATE contacts SET nickname = lower(name);\n")
    assert run("contacts", "add", "Sam").code == 0
    path, (kept,) = home / "careerplan.db", (home / "backups").iterdir()
    assert kept.name.endswith("Z-before-migration.zip")
    with zipfile.ZipFile(kept) as archive:
        backup = Path(archive.extract("careerplan.db", tmp_path))
    assert on_disk(path, "PRAGMA user_version") == [(old + 1,)]
    assert on_disk(path, "SELECT name, nickname FROM contacts ORDER BY id") == [("Robin", "robin"), ("Sam", None)]
    assert on_disk(backup, "PRAGMA user_version") == [(old,)]
    assert on_disk(backup, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert on_disk(backup, "SELECT name FROM contacts") == [("Robin",)]
    assert oct(stat.S_IMODE(kept.stat().st_mode)) == "0o600"
    assert oct(stat.S_IMODE(kept.parent.stat().st_mode)) == "0o700"
    assert {each["summary"] for each in run("history", "--output", "json").json()["actions"]} == {
        "added Robin",
        "added Sam",
    }


def test_history_covers_a_column_that_a_migration_added(run: Run, home: Path, with_second: MigrateWith) -> None:
    run("contacts", "add", "Robin")
    with_second("ALTER TABLE contacts ADD COLUMN nickname TEXT NOT NULL DEFAULT '';\n")
    run("contacts", "add", "Sam")
    with closing(sqlite3.connect(home / "careerplan.db", isolation_level=None)) as connection:
        connection.execute("UPDATE contacts SET nickname = 'Sammy' WHERE name = 'Sam'")
    run("contacts", "log", "Sam", "met")
    for _ in range(2):
        assert run("undo").code == 0
    assert on_disk(home / "careerplan.db", "SELECT name, nickname FROM contacts") == [("Robin", "")]
    for _ in range(2):
        assert run("redo").code == 0
    names = on_disk(home / "careerplan.db", "SELECT name, nickname FROM contacts ORDER BY id")
    assert names == [("Robin", ""), ("Sam", "Sammy")]


def test_an_action_from_before_a_migration_can_be_undone_and_redone(
    run: Run, home: Path, with_second: MigrateWith
) -> None:
    run("contacts", "add", "Robin", "--tag", "csc")
    with_second("ALTER TABLE contacts ADD COLUMN nickname TEXT NOT NULL DEFAULT '';\n")
    assert run("undo").code == 0
    assert on_disk(home / "careerplan.db", "SELECT name FROM contacts") == []
    assert run("redo").code == 0
    assert on_disk(home / "careerplan.db", "SELECT name, nickname FROM contacts") == [("Robin", "")]


def test_a_migration_that_fails_half_way_leaves_the_old_version(
    run: Run, home: Path, with_second: MigrateWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("contacts", "add", "Robin")
    path = home / "careerplan.db"
    with closing(sqlite3.connect(path)) as connection:
        before = schema(connection)
    with_second("CREATE TABLE extra (id INTEGER) STRICT;\nDELETE FROM contacts;\nINSERT INTO absent VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError, match="absent"):
        run("contacts", "add", "Sam")
    with closing(sqlite3.connect(path)) as connection:
        assert schema(connection) == before
    assert on_disk(path, "SELECT name FROM contacts") == [("Robin",)]
    monkeypatch.undo()
    assert run("contacts", "add", "Sam").code == 0


def test_migrations_that_failed_are_made_by_the_next_writer(run: Run, home: Path, with_second: MigrateWith) -> None:
    run("contacts", "add", "Robin")
    old = migrations.newest()
    with_second("INSERT INTO absent VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError, match="absent"):
        run("contacts", "add", "Sam")
    with_second("CREATE TABLE extra (id INTEGER) STRICT;\n")
    assert run("contacts", "add", "Sam").code == 0
    assert on_disk(home / "careerplan.db", "PRAGMA user_version") == [(old + 1,)]
    assert on_disk(home / "careerplan.db", "SELECT count(*) FROM extra") == [(0,)]


def test_a_migration_that_rebuilds_a_table_takes_nothing_along(run: Run, home: Path, with_second: MigrateWith) -> None:
    run("contacts", "add", "Robin Sample")
    run("contacts", "log", "1", "met")
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        columns = ", ".join(row[1] for row in connection.execute("PRAGMA table_info(contacts)"))
    with_second(  # names of our own columns, no text from outside
        "DROP TRIGGER touch_added;\nDROP TRIGGER touch_changed;\nDROP TRIGGER touch_removed;\n"  # noqa: S608
        f"CREATE TABLE rebuilt (id INTEGER PRIMARY KEY, {columns.removeprefix('id, ')});\n"
        f"INSERT INTO rebuilt SELECT {columns} FROM contacts;\n"
        "DROP TABLE contacts;\n"
        "ALTER TABLE rebuilt RENAME TO contacts;\n"
    )
    for command in (("contacts", "add", "Lee Sample"), ("contacts", "list")):
        assert run(*command).code == 0
    shown = run("contacts", "show", "1", "--output", "json").json()
    assert (len(shown["interactions"]), len(shown["followups"])) == (1, 2)


def test_a_migration_that_leaves_something_pointing_nowhere_is_undone(
    run: Run, home: Path, with_second: MigrateWith
) -> None:
    run("contacts", "add", "Robin Sample")
    run("contacts", "log", "1", "met")
    with_second("DELETE FROM contacts;\n")
    with pytest.raises(sqlite3.IntegrityError, match="pointing nowhere"):
        run("contacts", "add", "Lee Sample")
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        assert connection.execute("SELECT name FROM contacts").fetchall() == [("Robin Sample",)]
