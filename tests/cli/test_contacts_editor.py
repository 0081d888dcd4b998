"""Editing a contact as a whole in an editor."""

from pathlib import Path

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an editor that keeps what it was shown, and leaves the text of the file returned."""
    text = tmp_path / "text.yaml"
    script = tmp_path / "editor.sh"
    script.write_text(f'#!/bin/sh\ncp "$1" {tmp_path}/shown.yaml\ncp {text} "$1"\n', encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    return text


@pytest.fixture
def robin(run: Run) -> Run:
    run("contacts", "add", "Robin Sample", "--organization", "csc", "--role", "Officer", "--email", "robin@example.org",
        "--tag", "night shift", "--note", "likes tea")  # fmt: skip
    return run


def test_it_shows_all_and_writes_one_action(robin: Run, editor: Path) -> None:
    editor.write_text(
        "name: Robin T. Sample\ntie: close\nemails: [r@example.org, robin@example.org]\n"
        "positions:\n  - {organization: BC Corrections, since: 2026-11}\n"
        "  - {organization: csc, role: Officer, until: 2026-11}\n"
        "notes:\n  - {id: 1, day: 2026-11-22, text: likes green tea}\n  - {text: has a dog}\n",
        encoding="utf-8",
    )
    before = robin("contacts", "show", "1", "--output", "json").json()
    result = robin("contacts", "edit", "Robin", "--editor")
    assert (result.code, result.out) == (0, "Changed Robin T. Sample.\n")
    shown = (editor.parent / "shown.yaml").read_text(encoding="utf-8")
    assert "name: Robin Sample\ntie: loose\nmet: null\n" in shown
    assert "- {organization: csc, role: Officer}" in shown
    assert "tags: [night shift]" in shown
    contact = robin("contacts", "show", "1", "--output", "json").json()["contact"]
    assert (contact["name"], contact["email"], contact["tags"]) == ("Robin T. Sample", "r@example.org", [])
    assert [(each["organization"], each["organization_id"]) for each in contact["positions"]][1] == ("csc", "csc")
    assert {(each["id"], each["text"]) for each in contact["notes"]} == {(1, "likes green tea"), (2, "has a dog")}
    assert robin("undo").code == 0
    assert robin("contacts", "show", "1", "--output", "json").json() == before


def test_what_is_left_as_it_was_changes_nothing(robin: Run, editor: Path) -> None:
    editor.write_text("", encoding="utf-8")
    assert robin("contacts", "edit", "1", "--editor").out == "The text was empty: nothing was changed.\n"
    editor.write_text((editor.parent / "shown.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert robin("contacts", "edit", "1", "--editor").out == "The text is as it was: nothing was changed.\n"
    assert len(robin("history", "--output", "json").json()["actions"]) == 1


def test_a_text_with_faults_is_kept_and_the_next_edit_begins_from_it(robin: Run, editor: Path, home: Path) -> None:
    editor.write_text("name: Robin\ntie: closer\nphones: [204]\n", encoding="utf-8")
    result = robin("contacts", "edit", "1", "--editor")
    assert (result.code, result.out) == (4, "")
    assert "line 2, tie: write close, regular or loose" in result.err
    assert "line 3, phones.0: must be text" in result.err
    draft = home / "contact-1-draft.yaml"
    assert draft.stat().st_mode & 0o777 == 0o600
    editor.write_text("name: Robin\ntie: close\n", encoding="utf-8")
    assert robin("contacts", "edit", "1", "--editor").out == "Changed Robin.\n"
    assert "tie: closer" in (editor.parent / "shown.yaml").read_text(encoding="utf-8")
    assert not draft.exists()


def test_without_a_terminal_and_an_option_there_is_nothing_to_change(robin: Run) -> None:
    assert robin("contacts", "edit", "1").code == 2
