"""Boxes to tick: a task list in Markdown, a sign where nothing better can be drawn."""

import io

from careerplan.render.terminal import write_screen
from careerplan.render.view import Foot, Heading, Line, Said, Screen
from careerplan.render.write import write_markdown, write_text

PAPER: Screen = [
    Heading("To apply", 2),
    Line("At least 19 years old", "✓", box=True),
    Line("First aid", "✗", box=False, below=[Said("Not met: ran out", "dim"), "✎ asked in May"]),
    Line("Driver's abstract", box=False),
    Line("Records check", "⚑", below=["Yours to judge"]),
    Line("[x] is no box", "[1]"),
    Foot("careerplan · guard"),
]


def test_markdown_writes_a_task_list() -> None:
    assert write_markdown(PAPER) == (
        "## To apply\n"
        "\n"
        "- [x] ✓ At least 19 years old\n"
        "- [ ] ✗ First aid\n"
        "  - Not met: ran out\n"
        "  - ✎ asked in May\n"
        "- [ ] Driver's abstract\n"
        "- ⚑ Records check\n"
        "  - Yours to judge\n"
        "- \\[1\\] \\[x\\] is no box\n"
    )


def test_a_pipe_writes_one_line_a_text() -> None:
    assert write_text(PAPER) == (
        "To apply\n"
        "☑ ✓ At least 19 years old\n"
        "☐ ✗ First aid\n"
        "    Not met: ran out\n"
        "    ✎ asked in May\n"
        "☐ Driver's abstract\n"
        "⚑ Records check\n"
        "  Yours to judge\n"
        "[1] [x] is no box\n"
    )


def test_a_terminal_indents_below_the_first_word() -> None:
    out = io.StringIO()
    write_screen([Line("Valid first aid certificate", "✗", box=False, below=["Not met: ran out in May"])], out, 24)

    assert [line.rstrip() for line in out.getvalue().splitlines()] == [
        "☐ ✗ Valid first aid",
        "    certificate",
        "    Not met: ran out in",
        "    May",
    ]


def test_a_paragraph_keeps_what_stands_below_it() -> None:
    line = Line("A page", below=["read <today>"])

    assert write_text([line]) == "A page\nread <today>\n"
    assert write_markdown([line]) == "A page<br>\nread \\<today\\>\n"
