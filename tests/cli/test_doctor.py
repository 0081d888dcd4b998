"""careerplan doctor: it runs on every home, however broken, says what to do, and mends only what it is told to."""

import datetime as dt
import os
import random
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from careerplan import clock
from careerplan.store import folders
from careerplan.store.migrate import newest
from conftest import Result, Run

CHECKS = [
    "home", "permissions", "leftovers", "disk", "database", "schema", "derived", "history", "backups", "data", "cache",
    "versions", "sqlite", "locale", "time zone", "terminal",
]  # fmt: skip


@pytest.fixture
def robin(run: Run, home: Path, warm: None) -> Run:  # noqa: ARG001 - it makes the cache
    home.chmod(0o700)
    assert run("contacts", "add", "Robin Sample").code == 0
    assert run("contacts", "log", "Robin", "met").code == 0
    assert run("backup").code == 0
    for leftover in home.glob("careerplan.db-*"):
        leftover.unlink()
    return run


def found(result: Result) -> dict[str, dict[str, str]]:
    return {each["check"]: each for each in result.json()["checks"]}


def examined(run: Run, *more: str) -> tuple[int, dict[str, dict[str, str]]]:
    result = run("doctor", "--output", "json", *more)
    assert result.err == ""
    assert result.json()["exit_code"] == result.code
    return result.code, found(result)


def test_all_is_well(robin: Run, home: Path) -> None:
    code, checks = examined(robin)
    assert code == 0
    assert list(checks) == CHECKS
    assert {name: each["says"] for name, each in checks.items() if each["state"] != "ok"} == {}
    assert checks["database"]["says"] == f"{home / 'careerplan.db'} is sound; 1 person in it."
    assert "the newest is of today" in checks["backups"]["says"]
    shown = robin("doctor")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.endswith("\nAll is well.\n")


def test_a_home_that_is_not_there_is_no_trouble_and_is_not_made(run: Run, home: Path) -> None:
    code, checks = examined(run)
    assert code == 0
    assert (checks["home"]["state"], checks["database"]["state"]) == ("note", "note")
    assert "schema" not in checks
    assert not home.exists()


def test_it_changes_nothing(robin: Run, home: Path) -> None:
    (home / "careerplan.db").chmod(0o644)
    before = {each: each.read_bytes() for each in home.rglob("*") if each.is_file()}
    robin("doctor")
    after = {each: each.read_bytes() for each in home.rglob("*") if each.is_file() and "db-" not in each.name}
    assert after == before
    assert stat.S_IMODE((home / "careerplan.db").stat().st_mode) == 0o644


# --- damage


def overwritten(content: bytes) -> Callable[[Path], object]:
    return lambda home: (home / "careerplan.db").write_bytes(content)


def run_sql(*statements: str) -> Callable[[Path], object]:
    def change(home: Path) -> None:
        with closing(sqlite3.connect(home / "careerplan.db", isolation_level=None)) as connection:
            for each in statements:
                connection.execute(each)

    return change


def scrambled(home: Path) -> None:
    whole = (home / "careerplan.db").read_bytes()
    (home / "careerplan.db").write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))


def a_folder(home: Path) -> None:
    (home / "careerplan.db").unlink()
    (home / "careerplan.db").mkdir()


def a_log_alone(home: Path) -> None:
    (home / "careerplan.db").rename(home / "careerplan.db-wal")


DAMAGE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "empty": (overwritten(b""), "database", "is damaged: it is empty"),
    "garbage": (overwritten(random.Random(1).randbytes(9000)), "database", "is damaged"),  # noqa: S311
    "text": (overwritten(b"name,tie\n" * 1000), "database", "is damaged"),
    "scrambled": (scrambled, "database", "is damaged"),
    "cut off": (lambda home: os.truncate(home / "careerplan.db", 5000), "database", "is damaged"),
    "folder": (a_folder, "database", "it is no file"),
    "log alone": (a_log_alone, "database", "its log is here"),
    "foreign": (run_sql("PRAGMA application_id = 7"), "database", "is not a careerplan database"),
    "newer": (run_sql(f"PRAGMA user_version = {newest() + 1}"), "database", "newer careerplan"),
    "version lost": (run_sql("PRAGMA user_version = 0"), "schema", "no tables of records"),
    "table lost": (run_sql("DROP TABLE plans"), "schema", "table plans is missing"),
    "trigger lost": (run_sql("DROP TRIGGER history_plans_insert"), "schema", "history_plans_insert is missing"),
    "contacts lost": (run_sql("PRAGMA foreign_keys = OFF", "DROP TABLE contacts"), "database", ""),
    "reference lost": (
        run_sql("INSERT INTO changes (action_id, record, record_id) VALUES (99, 'contacts', 1)"),
        "database",
        "points to none of actions",
    ),
    "half recorded": (run_sql("INSERT INTO recording VALUES (1)"), "history", "half recorded"),
    "undone amid": (run_sql("UPDATE actions SET state = 'undone' WHERE id = 1"), "history", "counts as undone"),
    "change unreadable": (run_sql("UPDATE changes SET after = '{'"), "history", "cannot be read"),
    "derived wrong": (run_sql("UPDATE contacts SET last_touch = '2020-01-01'"), "derived", "last_touch of 1 contacts"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_with_what_to_do(robin: Run, home: Path, damage: str) -> None:
    harm, check, told = DAMAGE[damage]
    harm(home)
    code, checks = examined(robin)
    assert code == 5
    assert checks[check]["state"] == "problem"
    assert told in checks[check]["says"]
    assert checks[check]["advice"]
    for output in ("table", "plain", "markdown", "csv", "html"):
        result = robin("doctor", "--output", output)
        assert (result.code, result.err) == (5, "")


@pytest.mark.parametrize(
    "damage", [name for name, (_, check, _) in DAMAGE.items() if name not in {"newer", "derived wrong"}]
)
def test_the_way_back_that_it_names_leads_back(robin: Run, home: Path, damage: str) -> None:
    DAMAGE[damage][0](home)
    _, checks = examined(robin)
    (advice,) = {each["advice"] for each in checks.values() if each["state"] == "problem"}
    assert advice.endswith("careerplan restore --latest")
    assert robin("restore", "--latest", "--apply").code == 0
    assert examined(robin)[0] == 0
    assert [each["name"] for each in robin("contacts", "list", "--output", "json").json()["contacts"]] == [
        "Robin Sample"
    ]


def test_an_older_version_is_only_to_know(run: Run, home: Path) -> None:
    home.mkdir(mode=0o700)
    script = (Path(__file__).parent.parent / "store" / "schema-0001.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(home / "careerplan.db")) as connection:
        connection.executescript(script)
    (home / "careerplan.db").chmod(0o600)
    code, checks = examined(run)
    assert (code, checks["schema"]["state"]) == (0, "note")
    assert "Records version 1" in checks["schema"]["says"]


# --- packs, cache, backups


def test_a_fault_in_a_pack_is_bad_data(robin: Run, home: Path) -> None:
    (home / "packs").mkdir()
    (home / "packs" / "mine.yaml").write_text("roles: [{id: x}]\n", encoding="utf-8")
    code, checks = examined(robin)
    assert (code, checks["data"]["state"]) == (4, "problem")
    assert "mine.yaml" in checks["data"]["says"]
    assert "careerplan data check" in checks["data"]["advice"]


def test_a_broken_cache_is_no_fault(robin: Run, home: Path) -> None:
    (home / "cache" / "catalog.tsv").write_bytes(b"\x80 broken")
    code, checks = examined(robin)
    assert (code, checks["cache"]["state"], checks["data"]["state"]) == (0, "ok", "ok")
    assert "writes" in checks["cache"]["says"]


def test_no_backup_is_worth_a_note(robin: Run, home: Path) -> None:
    for each in (home / "backups").iterdir():
        each.unlink()
    code, checks = examined(robin)
    assert (code, checks["backups"]["state"], checks["backups"]["says"]) == (0, "note", "None yet.")


def test_an_old_backup_is_worth_a_note(robin: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + dt.timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    code, checks = examined(robin)
    assert (code, checks["backups"]["state"]) == (0, "note")
    assert "31 days old" in checks["backups"]["says"]


def test_a_newest_backup_that_cannot_be_read_back_is_a_problem(robin: Run, home: Path) -> None:
    (backup,) = (home / "backups").iterdir()
    whole = backup.read_bytes()
    backup.write_bytes(whole[:100] + b"\xa5" * 100 + whole[200:])
    code, checks = examined(robin)
    assert (code, checks["backups"]["state"]) == (5, "problem")
    assert str(backup) in checks["backups"]["says"]


# --- what it mends


def test_files_open_to_others_are_closed_when_told_to(robin: Run, home: Path) -> None:
    (home / "careerplan.db").chmod(0o644)
    (home / "backups").chmod(0o755)
    code, checks = examined(robin)
    assert (code, checks["permissions"]["state"]) == (5, "problem")
    assert "--fix" in checks["permissions"]["advice"]
    result = robin("doctor", "--fix", "--output", "json")
    assert result.code == 0
    assert {each.split()[0] for each in result.json()["mended"]} == {"closed"}
    modes = {stat.S_IMODE(each.stat().st_mode) for each in (home, home / "backups")}
    assert modes == {0o700}
    assert stat.S_IMODE((home / "careerplan.db").stat().st_mode) == 0o600


def test_a_folder_open_to_others_is_only_to_know(robin: Run, home: Path) -> None:
    home.chmod(0o755)
    code, checks = examined(robin)
    assert (code, checks["permissions"]["state"]) == (0, "note")


def test_leftovers_of_a_killed_run_are_removed_when_told_to(robin: Run, home: Path) -> None:
    old = [home / ".careerplan-a.new", home / "backups" / ".careerplan-b.backup"]
    for each in old:
        each.touch(mode=0o600)
        os.utime(each, (1_700_000_000, 1_700_000_000))
    (home / ".careerplan-dir.new").mkdir()
    (home / ".careerplan-dir.new" / "careerplan.db").write_text("", encoding="utf-8")
    os.utime(home / ".careerplan-dir.new", (1_700_000_000, 1_700_000_000))
    fresh = home / ".careerplan-now.new"
    fresh.write_text("", encoding="utf-8")
    code, checks = examined(robin)
    assert (code, checks["leftovers"]["state"]) == (0, "note")
    assert "3 files" in checks["leftovers"]["says"]
    robin("doctor", "--fix")
    assert [each.name for each in home.rglob(".careerplan-*")] == [fresh.name]


def test_what_follows_from_the_records_is_made_anew_and_can_be_undone(robin: Run, home: Path) -> None:
    run_sql("UPDATE contacts SET last_touch = NULL")(home)
    result = robin("doctor", "--fix", "--output", "json")
    assert result.code == 0
    assert result.json()["mended"] == ["made last_touch of contacts anew"]
    assert "made anew what follows" in robin("undo").out


# --- the place and the program


def test_little_room_is_said(robin: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LITTLE", 1 << 60)
    assert examined(robin)[1]["disk"]["state"] == "note"
    monkeypatch.setattr(folders, "TOO_LITTLE", 1 << 60)
    code, checks = examined(robin)
    assert (code, checks["disk"]["state"]) == (5, "problem")


def test_a_zone_that_is_not_known_is_said(robin: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Canada/Nowhere")
    code, checks = examined(robin)
    assert (code, checks["time zone"]["state"]) == (0, "note")


@pytest.mark.slow
def test_an_encoding_that_is_not_utf8_is_said(start: Run) -> None:
    result = start("doctor", "--output", "json", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert result.code == 0
    assert found(result)["locale"]["state"] == "note"


def test_a_home_that_is_a_file_is_named(run: Run, home: Path) -> None:
    home.write_text("mine", encoding="utf-8")
    result = run("doctor", "--output", "json")
    assert result.code == 5
    assert "is no folder" in found(result)["home"]["says"]
