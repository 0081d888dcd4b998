"""careerplan profile, as a person and as a script use it."""

import os
import pty
import select
import shlex
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import TODAY, Run

SAMPLE = """\
name: Sample Person
birth_date: 2001-04-12
citizenship: citizen
lives_in: CA-ON
languages: [{language: en, level: fluent}]
education: [{credential: diploma, field: police foundations, expected: 2027-04}]
tests: []
targets: [correctional-officer]
"""
PRIVATE = "lives_in: CA-BC\ncriminal_record:\n  - theft in 2019\nbirth_date: 2001\n"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name an editor that writes what stands in the file returned, and keeps what it was given beside it."""
    wanted = tmp_path / "wanted.yaml"
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, shutil, sys\n"
        f"shutil.copy(sys.argv[1], {str(tmp_path / 'given.yaml')!r})\n"
        f"wanted = pathlib.Path({str(wanted)!r})\n"
        "wanted.exists() and shutil.copy(wanted, sys.argv[1])\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))
    return wanted


def everything_on_disk(*folders: Path) -> bytes:
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


# --- show


def test_nobody_is_known_at_first_and_showing_writes_nothing(run: Run, home: Path) -> None:
    document = run("profile", "show", "--output", "json").json()
    assert document["schema"] == "careerplan.profile/1"
    assert not any(document["profile"].values())
    assert {"birth_date", "citizenship", "education", "targets"} <= set(document["unknown"])
    assert "profile init" in run("profile", "show").err
    assert not (home / "careerplan.db").exists()


def test_what_is_known_stands_by_group_and_what_is_not_with_its_reason(run: Run, sample: Path) -> None:
    run("profile", "import", str(sample), "--apply")
    shown = run("profile", "show").out
    assert "Ontario (CA-ON)" in shown
    assert "diploma, in police foundations, expected 2027-04" in shown
    assert "tests" not in shown.partition("Not known")[2].split()
    assert "driving licence stays open" in shown.partition("Not known")[2]
    plain = run("profile", "show", "--output", "plain").out.splitlines()
    assert "education.0.expected\tknown\t2027-04" in plain
    assert "tests\tknown\tnone" in plain
    assert "driving\tunknown\t" in plain
    assert run("profile", "show", "--output", "markdown").out.startswith("# Sample Person\n")


# --- init


def test_every_question_has_a_flag_and_what_was_understood_is_said(run: Run) -> None:
    result = run(
        "profile", "init", "--name", "Robin", "--birth-date", "2001-04-12", "--lives-in", "ca-on", "--citizenship",
        "citizen", "--language", "english:fluent", "--language", "fr:basic", "--education", "secondary:2019-06",
        "--education", "diploma:police foundations, law:2027-04", "--licence", "5:CA-BC:2029-04", "--target",
        "correctional-officer", "--works-in", "CA,CA-ON", "--hours-per-week", "4.5",
    )  # fmt: skip
    assert result.code == 0
    assert "diploma, in police foundations, law, expected 2027-04" in result.out
    profile = run("profile", "show", "--output", "json").json()["profile"]
    assert profile["citizenship"] == {"CA": {"status": "citizen", "expires": None, "open": None}}
    assert [each["language"] for each in profile["languages"]] == ["en", "fr"]
    assert profile["education"][0]["completed"] == "2019-06"
    assert (profile["education"][1]["expected"], profile["education"][1]["completed"]) == ("2027-04", None)
    assert profile["driving"][0] | {"stage": None} == {
        "class": "5", "jurisdiction": "CA-BC", "expires": "2029-04", "stage": None, "expected": None,
    }  # fmt: skip
    assert profile["targets"][0]["role"] == "correctional-officer"
    assert (profile["works_in"], profile["hours_per_week"]) == (["CA", "CA-ON"], 4.5)


@pytest.mark.parametrize(
    ("when", "key"),
    [("2026-11-22", "completed"), ("2026-10", "completed"), ("2026-11", "expected"), ("2026", "expected")],
)
def test_studies_are_completed_once_their_date_has_wholly_passed(run: Run, when: str, key: str) -> None:
    run("profile", "init", "--education", f"diploma::{when}")
    (entry,) = run("profile", "show", "--output", "json").json()["profile"]["education"]
    assert (entry[key], entry["field"]) == (when, None)


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--birth-date", "2024-02-31", "29 days"),
        ("--birth-date", "2031-01-01", "future"),
        ("--citizenship", "citizn", "no standing"),
        ("--lives-in", "Ontario", "no code"),
        ("--language", "en", "how well"),
        ("--language", "en:flunt", "no level"),
        ("--education", "a:b:c:d", "credential"),
        ("--licence", "5", "class and place"),
        ("--hours-per-week", "many", "no number"),
        ("--hours-per-week", "-1", "cannot be"),
    ],
)
def test_what_cannot_be_is_a_usage_error_and_nothing_is_kept(
    run: Run, home: Path, option: str, value: str, told: str
) -> None:
    result = run("profile", "init", f"{option}={value}")
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert not (home / "careerplan.db").exists()


def test_all_that_is_wrong_with_the_flags_is_told_at_once(run: Run) -> None:
    error = run("profile", "init", "--birth-date", "x", "--lives-in", "Ontario", "--target", "nobody", "-o", "json")
    assert error.code == 2
    assert all(each in error.error()["message"] for each in ("'x'", "'Ontario'", "'nobody'"))


def test_a_role_that_is_not_known_is_not_found(run: Run) -> None:
    assert run("profile", "init", "--target", "lighthouse-keeper").code == 3


def test_without_a_terminal_saying_nothing_begins_nothing(run: Run, home: Path) -> None:
    assert run("profile", "init").code == 2
    assert not home.exists() or not (home / "careerplan.db").exists()


def test_a_profile_is_replaced_only_if_asked(run: Run) -> None:
    run("profile", "init", "--name", "First", "--lives-in", "CA-ON")
    refused = run("profile", "init", "--name", "Second", "--no-input")
    assert refused.code == 2
    assert "--replace" in refused.err
    assert run("profile", "init", "--name", "Second", "--replace").code == 0
    profile = run("profile", "show", "-o", "json").json()["profile"]
    assert (profile["name"], profile["lives_in"]) == ("Second", None)
    run("undo")
    assert run("profile", "show", "-o", "json").json()["profile"]["name"] == "First"


# --- set


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("lives_in", "CA-AB", "lives_in: CA-AB"),
        ("lives-in", "ca-ab", "lives_in: CA-AB"),
        ("birth_date", "2001-04-12", "birth_date: 2001-04-12"),
        ("birth_date", "12 april 2001", "birth_date: 2001-04-12"),
        ("name", "Robin: Sample", 'name: "Robin: Sample"'),
        ("declared.shift-work", "true", "declared: {shift-work: true}"),
        ("hours_per_week", "4", "hours_per_week: 4"),
        ("targets", "correctional-officer, probation-officer", "targets: [correctional-officer, probation-officer]"),
        ("citizenship", "citizen", "citizenship: citizen"),
        ("citizenship.US", "{status: other}", "citizenship: {US: {status: other}}"),
        ("languages", "en:fluent,fr:intermediate",
         "languages: [{language: en, level: fluent}, {language: fr, level: intermediate}]"),
        ("education", "none", "education: []"),
        ("experience", "none", "experience: []"),
        ("credentials", "[{credential: a, issued: 2025-05-01}]", "credentials: [{credential: a, issued: 2025-05-01}]"),
        ("ticks.bc-abstract", "2026-11-01", "ticks: {bc-abstract: 2026-11-01}"),
    ],
)  # fmt: skip
def test_one_key_is_set_and_unset(run: Run, key: str, value: str, line: str) -> None:
    assert run("profile", "set", key, value).code == 0
    assert run("profile", "export").out == f"{line}\n"
    assert run("profile", "set", key, "--unset").code == 0
    left = run("profile", "export").out
    assert left == "{}\n"
    assert len(run("history", "-o", "json").json()["actions"]) == 2


def test_one_entry_of_a_list_is_changed_by_its_number(run: Run, sample: Path) -> None:
    run("profile", "import", str(sample), "--apply")
    assert run("profile", "set", "education.0.expected", "2027-06").code == 0
    assert "expected: 2027-06}" in run("profile", "export").out
    assert run("profile", "set", "education.1.expected", "2027-06").code == 2


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("birth_date", "2024-02-31", "29 days"),
        ("birth_date", "2031", "future"),
        ("langauges", "x", "did you mean languages"),
        ("declared.shift-work", "maybe", "true or false"),
        ("credentials", "[{credential: a, issued: 2025, expires: 2024}]", "expires before"),
        ("credentials", "[{credential: a", "YAML"),
        ("criminal_record", "none", "never stored"),
        ("declared.health-issue", "true", "never stored"),
        ("education.x.y", "1", "no 'education.x.y'"),
    ],
)
def test_a_value_that_cannot_be_changes_nothing(run: Run, home: Path, key: str, value: str, told: str) -> None:
    result = run("profile", "set", key, value)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert not (home / "careerplan.db").exists()


@pytest.mark.parametrize("words", [("lives_in",), ("lives_in", "CA", "--unset")])
def test_a_key_takes_a_value_or_is_unset(run: Run, words: tuple[str, ...]) -> None:
    assert run("profile", "set", *words).code == 2


# --- import and export


def test_an_import_is_a_preview_until_it_is_applied(run: Run, home: Path, sample: Path) -> None:
    preview = run("profile", "import", str(sample), "-o", "json").json()
    assert (preview["applied"], preview["removed"]) == (False, [])
    assert "birth_date" in preview["new"]
    assert not (home / "careerplan.db").exists()
    assert run("profile", "import", str(sample), "--apply", "-o", "json").json()["applied"]
    again = run("profile", "import", str(sample), "--apply", "-o", "json").json()
    assert (again["new"], again["changed"], again["removed"]) == ([], [], [])
    other = run("profile", "import", "-", "-o", "json", given="name: Other\ntests: []\n").json()
    assert (other["new"], other["changed"]) == ([], ["name"])
    assert "lives_in" in other["removed"]
    assert len(run("history", "-o", "json").json()["actions"]) == 1


def test_what_was_exported_is_what_was_imported(run: Run, sample: Path, tmp_path: Path) -> None:
    run("profile", "import", str(sample), "--apply")
    assert run("profile", "export").out == SAMPLE
    target = tmp_path / "out" / "me.yaml"
    assert run("profile", "export", str(target)).code == 0
    assert target.read_text() == SAMPLE
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.write_text("mine")
    assert run("profile", "export", str(target)).code == 2
    assert target.read_text() == "mine"
    assert run("profile", "export", str(target), "--force").code == 0
    assert [each.name for each in target.parent.iterdir()] == ["me.yaml"]


def test_every_fault_of_a_file_is_told_and_the_profile_left(run: Run, sample: Path) -> None:
    run("profile", "import", str(sample), "--apply")
    bad = "birth_date: 2031-01-01\nlangauges: []\nexperience: [{area: a, from: 2024-02-31}]\n"
    result = run("profile", "import", "-", "--apply", given=bad)
    assert (result.code, result.out) == (4, "")
    for place in ("stdin:1:birth_date", "stdin:2:langauges", "stdin:3:experience.0.from"):
        assert place in result.err
    document = run("profile", "import", "-", "--apply", "-o", "json", given=bad)
    assert [each["line"] for each in document.error()["problems"]] == [1, 2, 3]
    assert run("profile", "export").out == SAMPLE


def test_a_file_that_is_not_there_is_not_found(run: Run, tmp_path: Path) -> None:
    assert run("profile", "import", str(tmp_path / "none.yaml")).code == 3
    assert run("profile", "import", str(tmp_path)).code == 4


def test_a_word_nobody_foresaw_is_kept_with_a_warning(run: Run) -> None:
    result = run("profile", "import", "-", "--apply", given="education: [{credential: Abitur}]\ntargets: [x]\n")
    assert result.code == 0
    assert "Abitur (education)" in result.err
    assert "x (targets)" in result.err
    assert "Abitur" in run("profile", "export").out


def test_hostile_text_is_kept_and_shown_disarmed(run: Run) -> None:
    hostile = 'name: "\\e[31m[red]x[/red]\\u202e=1"\n'
    assert run("profile", "import", "-", "--apply", given=hostile).code == 0
    for output in ("table", "plain", "json", "markdown", "csv"):
        out = run("profile", "show", "--output", output).out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert run("profile", "show", "-o", "json").json()["profile"]["name"] == "\x1b[31m[red]x[/red]\u202e=1"
    assert run("profile", "import", "-", given=run("profile", "export").out).out.startswith("Nothing changed")


def test_nothing_sensitive_reaches_the_disk(run: Run, home: Path, editor: Path) -> None:
    run("profile", "init", "--name", "Robin")
    assert run("profile", "import", "-", "--apply", given=PRIVATE).code == 4
    assert run("profile", "set", "criminal_record", "theft in 2019").code == 2
    assert run("profile", "set", "declared.criminal-record", "theft in 2019").code == 2
    editor.write_text(PRIVATE)
    result = run("profile", "edit")
    assert result.code == 4
    assert "never stored" in result.err
    assert b"theft" not in everything_on_disk(home)
    assert b"criminal_record" not in everything_on_disk(home)
    draft = (home / "profile-draft.yaml").read_text()
    assert draft.splitlines()[0] == "lives_in: CA-BC"
    assert draft.splitlines()[3] == "birth_date: 2001"


def test_a_text_that_cannot_be_read_and_names_what_is_sensitive_is_not_kept(run: Run, home: Path, editor: Path) -> None:
    editor.write_text("{name: x, criminal_record: {a: [theft\n")
    result = run("profile", "edit")
    assert result.code == 4
    assert "not kept" in result.err
    assert b"theft" not in everything_on_disk(home)


# --- edit


def test_editing_begins_with_examples_and_leaves_no_trace_if_nothing_is_written(
    run: Run, home: Path, tmp_path: Path, editor: Path
) -> None:
    result = run("profile", "edit")
    assert result.code == 0
    given = (tmp_path / "given.yaml").read_text()
    assert "# birth_date: 2001-04-12" in given
    assert not editor.exists()
    assert not (home / "careerplan.db").exists()


def test_what_is_edited_is_kept(run: Run, tmp_path: Path, sample: Path, editor: Path) -> None:
    run("profile", "import", str(sample), "--apply")
    editor.write_text(SAMPLE.replace("CA-ON", "CA-QC"))
    assert run("profile", "edit").code == 0
    assert "citizenship: citizen\nlives_in: CA-QC\n" in run("profile", "export").out
    assert SAMPLE.rstrip() in (tmp_path / "given.yaml").read_text()
    editor.unlink()
    assert "nothing was changed" in run("profile", "edit").out
    assert len(run("history", "-o", "json").json()["actions"]) == 2


def test_a_text_with_faults_is_kept_and_the_next_edit_begins_from_it(
    run: Run, home: Path, tmp_path: Path, sample: Path, editor: Path
) -> None:
    run("profile", "import", str(sample), "--apply")
    text = "# mine\nname: Robin\nbirth_date: 2024-02-31\nlangauges: []\n"
    editor.write_text(text)
    result = run("profile", "edit")
    draft = home / "profile-draft.yaml"
    assert (result.code, result.out) == (4, "")
    assert f"{draft}:3:birth_date" in result.err
    assert f"{draft}:4:langauges" in result.err
    assert f"kept in {draft}" in result.err
    assert draft.read_text() == text
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert run("profile", "export").out == SAMPLE
    editor.write_text("name: Robin\nbirth_date: 2001\n")
    assert run("profile", "edit").code == 0
    assert (tmp_path / "given.yaml").read_text() == text
    assert not draft.exists()
    assert run("profile", "export").out == "name: Robin\nbirth_date: 2001\n"


def test_an_emptied_text_changes_nothing_and_gives_the_draft_up(
    run: Run, home: Path, sample: Path, editor: Path
) -> None:
    run("profile", "import", str(sample), "--apply")
    editor.write_text("name: [")
    assert run("profile", "edit").code == 4
    editor.write_text("\n")
    assert run("profile", "edit").code == 0
    assert not (home / "profile-draft.yaml").exists()
    assert run("profile", "export").out == SAMPLE


@pytest.mark.parametrize(
    ("command", "told"), [("", "VISUAL nor EDITOR"), ("false", "ended with 1"), ("no-such-editor", "could not be used")]
)
def test_without_a_working_editor_nothing_is_changed(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, command: str, told: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    result = run("profile", "edit")
    assert result.code == 2
    assert told in result.err
    assert not (home / "careerplan.db").exists()


# --- the interview, on a terminal


def converse(home: Path, words: list[str], *args: str) -> tuple[int, str]:
    """Run the program on a terminal, answer each question with the next of ``words``; return code and screen."""
    main, side = pty.openpty()
    environment = {**os.environ, "CAREERPLAN_HOME": str(home), "CAREERPLAN_AS_OF": TODAY, "NO_COLOR": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "careerplan", *args], stdin=side, stdout=side, stderr=side, env=environment
    ) as running:
        os.close(side)
        screen, answers, end = "", list(words), time.monotonic() + 30
        while time.monotonic() < end:
            ready, _, _ = select.select([main], [], [], 0.2)
            if ready:
                try:
                    screen += os.read(main, 4096).decode()
                except OSError:  # the other side is closed: the program has ended
                    break
            if answers and screen.endswith("] "):
                screen += "\n"
                os.write(main, answers.pop(0).encode() + b"\n")
        running.wait(10)
    os.close(main)
    assert not answers
    return running.returncode, screen


@pytest.mark.slow
def test_the_interview_asks_skips_asks_again_and_says_what_it_understood(home: Path, run: Run) -> None:
    answers = ["Robin", "2024-02-31", "2031", "2001-04-12", "", "citizen", "en:fluent", "", "none", "", "", "4"]
    code, screen = converse(home, answers, "profile", "init")
    assert code == 0
    assert screen.count("When were you born?") == 3
    assert "29 days" in screen
    assert "lies in the future" in screen
    exported = run("profile", "export").out
    assert exported == (
        "name: Robin\nbirth_date: 2001-04-12\ncitizenship: citizen\n"
        "languages: [{language: en, level: fluent}]\ndriving: []\nhours_per_week: 4\n"
    )


@pytest.mark.slow
def test_on_a_terminal_replacing_is_asked_and_no_is_the_default(home: Path, run: Run) -> None:
    run("profile", "init", "--name", "Robin")
    code, screen = converse(home, [""], "profile", "init", "--name", "Other")
    assert code == 0
    assert "Nothing was changed" in screen
    assert run("profile", "export").out == "name: Robin\n"


@pytest.mark.slow
def test_leaving_the_interview_keeps_nothing(home: Path) -> None:
    code, _ = converse(home, ["Robin", "\x04"], "profile", "init")
    assert code == 130
    assert not (home / "careerplan.db").exists()


@pytest.mark.slow
def test_an_import_is_taken_over_after_a_yes(home: Path, run: Run, sample: Path) -> None:
    assert converse(home, ["n"], "profile", "import", str(sample))[0] == 0
    assert run("profile", "export").out == "{}\n"
    assert converse(home, ["y"], "profile", "import", str(sample))[0] == 0
    assert run("profile", "export").out == SAMPLE
