"""Outside text reaches no output as markup, control characters, formulas, tags or extra lines."""

import csv
import io
import json
import re
import unicodedata

import pytest

from conftest import Run

HOSTILE = [
    "[red]x[/x]",
    "\x1b[31mred\x1b]0;title\x07",
    "=1+1",
    "-2+3",
    "+1 204 555 0100",
    "@sum(a1)",
    "<script>alert(1)</script>",
    "a|b",
    "left\u202eright",
    "over\rwritten",
    "two\nlines\ttabbed",
    "L" * 10_000,
    "👩‍👩‍👧 emoji 🙂",
    "漢字 名前",
    "c1 \x9b31m control \x85 next",
    "`code` *stars* _under_ # ~",
    "null \x01 bell \x07",
]

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def crowd(run: Run) -> Run:
    for text in HOSTILE:
        added = run("contacts", "add", "--organization", text, "--note", text, "--tag", text, "--met", text, "--", text)
        assert added.code == 0, added.err
    for number, text in enumerate(HOSTILE, 1):
        logged = run("contacts", "log", "--note", text, str(number), "informational-interview")
        assert logged.code == 0, logged.err
    return run


COMMANDS = [
    ("contacts", "list"),
    ("contacts", "show", "2"),
    ("contacts", "show", "11"),
    ("followups", "due"),
    ("followups", "list"),
    ("history",),
    ("network", "plan", "--weeks", "4"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("output", ["table", "json", "markdown", "plain", "csv"])
def test_no_output_holds_a_control_character(crowd: Run, command: tuple[str, ...], output: str) -> None:
    result = crowd(*command, "--output", output)
    if result.code == 2:
        assert "has no output" in result.err
        return
    assert result.code == 0
    shown = result.out if output != "plain" else result.out.replace("\t", " ")
    assert not CONTROL.search(shown.replace("\n", " "))
    assert not CONTROL.search(result.err.replace("\n", " "))


def test_json_gives_every_name_back_exactly(crowd: Run) -> None:
    names = {contact["name"] for contact in crowd("contacts", "list", "--output", "json").json()["contacts"]}
    assert names == set(HOSTILE)


def test_plain_has_one_line_a_contact(crowd: Run) -> None:
    lines = crowd("contacts", "list", "--output", "plain").out.splitlines()
    assert len(lines) == len(HOSTILE)
    assert {line.count("\t") for line in lines} == {11}


def test_csv_holds_no_formula(crowd: Run) -> None:
    rows = list(csv.reader(io.StringIO(crowd("contacts", "list", "--output", "csv").out)))
    assert len(rows) == len(HOSTILE) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=1+1" in {row[1] for row in rows}


def test_markdown_keeps_tags_and_bars_as_text(crowd: Run) -> None:
    page = crowd("contacts", "list", "--output", "markdown").out
    table = [line for line in page.splitlines() if line.startswith("|")]
    assert "<script>" not in page
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {7}


def test_markup_is_shown_as_it_was_typed(crowd: Run) -> None:
    assert "[red]x[/x]" in crowd("contacts", "list").out


def test_columns_stay_aligned_in_a_pipe(crowd: Run) -> None:
    def cells(text: str) -> int:
        wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
        return len(text) + wide

    lines = crowd("contacts", "list").out.splitlines()
    starts = {
        cells(line[: line.index("loose")])
        for line in lines
        if "loose" in line and "L" * 100 not in line and "👩" not in line
    }
    assert len(starts) == 1


def test_text_that_is_not_unicode_is_refused(run: Run) -> None:
    result = run("contacts", "add", "bad \udcff byte")
    assert result.code == 2
    assert "UTF-8" in result.err


def test_an_error_shows_hostile_text_disarmed(run: Run) -> None:
    result = run("contacts", "show", "\x1b[31mnobody\nError: fake")
    assert result.code == 3
    assert "\x1b" not in result.err
    assert result.err.count("\nError") == 0
    document = run("contacts", "show", "\x1b[31mnobody", "--output", "json")
    assert json.loads(document.err)["error"]["code"] == "not-found"
    assert document.out == ""
