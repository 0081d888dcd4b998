"""A month on a terminal, in a pipe and in Markdown: names shortened, never a line too wide."""

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from careerplan.render.month import short_name
from careerplan.render.terminal import write_screen
from careerplan.render.view import Mention, Month, MonthDay, Screen
from careerplan.render.write import write_markdown, write_text

DAY = dt.date(2026, 12, 21)


def shown(screen: Screen, width: int) -> str:
    """Return what a terminal shows, without the spaces at the ends of lines."""
    out = io.StringIO()
    write_screen(screen, out, width)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


MONTH = Month(
    "December 2026",
    [
        [
            MonthDay(DAY, today=True, people=[Mention("Robin Sample", "Call")]),
            MonthDay(DAY + dt.timedelta(1), people=[Mention("Casey Sample", "Call", "overdue")]),
            MonthDay(DAY + dt.timedelta(2), people=[Mention("Robin Sample", "Call", "later")]),
            MonthDay(
                DAY + dt.timedelta(3), people=[Mention(f"{name} Sample", "Call") for name in ("A", "B", "C", "D")]
            ),
            MonthDay(DAY + dt.timedelta(4), "Christmas Day", working=False),
            MonthDay(DAY + dt.timedelta(5), "National Day for Truth and Reconciliation", working=False),
            None,
        ],
        [MonthDay(DAY + dt.timedelta(7), people=[Mention("Jo", "Call"), Mention("Jo", "Write")]), *[None] * 6],
    ],
)

USUAL = """\
December 2026
Mon       │Tue       │Wed       │Thu       │Fri       │Sat       │Sun
──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────
21 today  │22        │23        │24        │25 *      │26 *      │
Robin S.  │!Casey S. │(Robin S.)│A Sample  │Christmas │National  │
          │          │          │B Sample  │Day       │Day for…  │
          │          │          │+2        │          │          │
──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼──────────
28        │          │          │          │          │          │
Jo ×2     │          │          │          │          │          │"""

NARROW = """\
December 2026
Mon    │Tue    │Wed    │Thu    │Fri    │Sat    │Sun
───────┼───────┼───────┼───────┼───────┼───────┼───────
[21]   │22     │23     │24     │25 *   │26 *   │
Robin  │!Casey │(Robin)│A S.   │Christ…│Nation…│
       │       │       │B S.   │Day    │Day fo…│
       │       │       │+2     │       │       │
───────┼───────┼───────┼───────┼───────┼───────┼───────
28     │       │       │       │       │       │
Jo ×2  │       │       │       │       │       │"""


@pytest.mark.parametrize(("width", "expected"), [(80, USUAL), (60, NARROW)])
def test_a_month_is_drawn_in_seven_columns_of_one_width(width: int, expected: str) -> None:
    assert shown([MONTH], width) == expected


def test_in_a_pipe_and_in_markdown_nothing_is_shortened_and_every_kind_is_said_in_words() -> None:
    for text in (write_text([MONTH]), write_markdown([MONTH])):
        for words in (
            *("December 2026", "21 today", "Robin Sample: Call", "overdue: Casey Sample: Call", "D Sample: Call"),
            *("Robin Sample: Call (a later round)", "National Day for Truth and Reconciliation", "Jo: Write"),
        ):
            assert words in text
        assert "…" not in text


def test_where_the_terminal_has_no_lines_to_draw_the_month_is_told() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    write_screen([MONTH], out, 200)
    out.flush()
    assert b"overdue: Casey Sample: Call" in raw.getvalue()


@pytest.mark.parametrize(
    ("name", "room", "short"),
    [
        ("Robin Sample", 12, "Robin Sample"),
        ("Robin Sample", 11, "Robin S."),
        ("Robin Sample", 7, "Robin"),
        ("Robin Sample", 4, "Rob…"),
        ("Robin Ann Sample", 10, "Robin S."),
        ("Maximilian", 7, "Maximi…"),
        ("漢字 漢字", 6, "漢字"),
        ("漢字漢字", 6, "漢字…"),
        ("Robin\nSample", 12, "Robin Sample"),
        ("\x1b[31mRobin", 9, "␛[31mRob…"),
        ("", 5, ""),
    ],
)
def test_a_name_is_shortened_to_what_one_would_call_out(name: str, room: int, short: str) -> None:
    assert short_name(name, room) == short


texts = st.text(max_size=30) | st.sampled_from(
    ["Robin Sample", "漢字 漢字", "👩‍👩‍👧 Family", "Truth and Reconciliation"]
)
mentions = st.builds(Mention, texts, texts, st.sampled_from(["due", "overdue", "later"]))
days = st.builds(MonthDay, st.dates(), texts, st.booleans(), st.booleans(), st.lists(mentions, max_size=6))
months = st.builds(Month, st.just("Month"), st.lists(st.tuples(*[st.none() | days] * 7), max_size=2))


@settings(max_examples=30)
@given(months, st.integers(20, 200))
def test_whatever_a_month_holds_no_line_is_wider_than_the_terminal(month: Month, width: int) -> None:
    lines = shown([month], width).splitlines()
    assert all(cell_len(line) <= width for line in lines)
    assert not any(control in line for line in lines for control in "\x1b\x07\x9b\u202e")
