"""The program as a whole: version, help, demo, errors, a closed pipe."""

import subprocess
import sys
from pathlib import Path

import pytest

from careerplan import __version__
from conftest import Run


def test_version(start: Run) -> None:
    assert start("--version").out == f"careerplan {__version__}\n"


def test_bare_and_help_say_what_to_do(start: Run) -> None:
    bare = start()
    assert bare.code == 0
    assert "careerplan roles compare" in bare.out
    for command in (("-h",), ("roles", "-h"), ("roles", "compare", "--help"), ("undo", "-h")):
        result = start(*command)
        assert (result.code, result.err) == (0, "")
        assert "Usage: careerplan" in result.out


def test_no_command_has_a_table_that_is_empty_of_help(run: Run) -> None:
    for noun in ("roles", "organizations", "checklist", "network", "contacts", "followups", "data"):
        assert "Commands:" in run(noun, "--help").out


def test_the_demo_walks_the_journey_and_touches_nothing_of_the_users(start: Run, home: Path) -> None:
    result = start("demo")
    assert (result.code, home.exists()) == (0, False)
    for said in ("roles compare", "network plan", "Added Robin Sample", "Earned: ", "Due today", "Done: "):
        assert said in result.out
    assert "invented" in result.out


def test_the_demo_is_the_same_twice(start: Run) -> None:
    first, second = (start("demo").out for _ in range(2))
    history = "And what happened so far?"  # holds the time of day
    assert first.partition(history)[0] == second.partition(history)[0]


def test_a_reader_that_goes_away_is_no_error(home: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "careerplan", "--home", str(home), "roles", "compare", "--all"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout
    assert program.stderr
    program.stdout.close()
    said = program.stderr.read().decode()
    program.stderr.close()
    assert program.wait() == 0
    assert "Traceback" not in said
    assert "Broken" not in said


def test_a_full_disk_for_the_output_is_one_sentence(home: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("/dev/full is not here")
    with full.open("w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "careerplan", "--home", str(home), "roles", "compare"],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 5
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_debug_shows_where_an_error_arose(start: Run) -> None:
    assert "Traceback" in start("--debug", "roles", "show", "nobody").err
    assert "Traceback" not in start("roles", "show", "nobody").err


def test_quiet_gives_no_hints(run: Run) -> None:
    assert run("roles", "list", "--quiet").err == ""
    assert run("-q", "network", "plan").err == ""


def test_the_environment_gives_what_options_do_not(start: Run) -> None:
    assert start("roles", "list", CAREERPLAN_OUTPUT="json").json()["schema"] == "careerplan.roles/1"
    assert start("roles", "list", "-o", "plain", CAREERPLAN_OUTPUT="json").out.startswith("correctional-officer\t")
    assert start("roles", "list", CAREERPLAN_OUTPUT="yaml").code == 2


def test_an_error_in_json_is_one_document_even_from_the_parser(start: Run) -> None:
    for command in (
        ("roles", "list", "--nonsense", "-o", "json"),
        ("--output=json", "nonsense"),
        ("contacts", "add", "-ojson"),
        ("--as-of", "2027-02-31", "--output", "json", "followups", "due"),
    ):
        result = start(*command)
        assert (result.code, result.out) == (2, "")
        assert result.error()["code"] == "usage"


def test_ascii_terminals_get_no_traceback(start: Run) -> None:
    result = start("roles", "compare", PYTHONIOENCODING="ascii")
    assert result.code == 0
    assert "Traceback" not in result.err


def test_the_demo_never_writes_into_a_home_in_use(run: Run, home: Path) -> None:
    run("contacts", "add", "Real Person")
    before = (home / "careerplan.db").read_bytes()
    refused = run("demo", "--into", str(home))
    assert refused.code == 2
    assert "is there already" in refused.err
    assert (home / "careerplan.db").read_bytes() == before


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_bug(home: Path, closed: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m careerplan --home "$1" contacts list {closed}', sys.executable, str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Begin" not in done.stdout


@pytest.mark.parametrize("command", ["--help", "--version", "roles --help", "roles list"])
def test_help_for_a_reader_that_goes_away_is_no_error(home: Path, command: str) -> None:
    script = f'"$0" -m careerplan --home "$1" {command} | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["/bin/bash", "-c", script, sys.executable, str(home)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize("width", ["40", "60", "80"])
def test_names_are_shown_whole_at_any_width(home: Path, run: Run, width: str) -> None:
    run("contacts", "add", "Maximiliana Tremblay", "--organization", "Correctional Service of Canada")
    run("contacts", "log", "1", "informational-interview")
    for command, wanted in (
        (("contacts", "list"), "Maximiliana"),
        (("followups", "due"), "Maximiliana"),
        (("followups", "list"), "Maximiliana"),
        (("roles", "list"), "correctional-officer"),
    ):
        assert wanted in _on_a_terminal(home, width, *command)


def _on_a_terminal(home: Path, width: str, *command: str) -> str:
    import os
    import pty

    main, terminal = pty.openpty()
    environment = {**os.environ, "COLUMNS": width, "NO_COLOR": "1", "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "careerplan", "--home", str(home), "--as-of", "2026-11-22", *command],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
    ) as program:
        os.close(terminal)
        shown = b""
        try:
            while piece := os.read(main, 65536):
                shown += piece
        except OSError:  # the terminal is closed at the far end
            pass
        program.wait()
    os.close(main)
    return shown.decode()
