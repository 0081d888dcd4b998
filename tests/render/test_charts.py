"""Stretches of days on a terminal of any width, in a pipe and in Markdown."""

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.render.terminal import write_screen
from careerplan.render.view import Bar, Bars, Gantt, Screen, Stretch
from careerplan.render.write import write_markdown, write_text


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def shown(screen: Screen, width: int) -> str:
    """Return what a terminal shows, without the spaces at the ends of lines."""
    out = io.StringIO()
    write_screen(screen, out, width)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


PLAN = Gantt(
    day("2026-11-24"),
    day("2028-11-23"),
    [
        Stretch("Police foundations diploma", day("2026-11-24"), day("2027-04-30"), "expected"),
        Stretch("Corrections Officers' Physical Abilities Test", day("2027-05-03"), day("2027-05-03")),
        Stretch("Records checks", day("2027-05-11"), day("2027-10-01"), "no source gives a length", "warn", open=True),
        Stretch("Probation on the job", day("2027-11-15"), day("2029-05-15"), "18 months"),
        Stretch("Pension", day("2056-01-01"), day("2056-01-01")),
    ],
)

WIDE = """\
                                                 2027                 2028
                                                 Jan  Apr  Jul   Oct  Jan   Apr  Jul  Oct
                                               ──┬────┬────┬─────┬────┬─────┬────┬────┬───
Police foundations diploma                     █████████   ·     ·    ·     ·    ·    ·     24 Nov 2026 – 30 Apr 2027
                                                                                            expected
Corrections Officers' Physical Abilities Test    ·    · ◆  ·     ·    ·     ·    ·    ·     3 May 2027
Records checks                                   ·    · ███████▒→·    ·     ·    ·    ·     11 May 2027 – not known
                                                                                            no source gives a length
Probation on the job                             ·    ·    ·     · ███████████████████████  15 Nov 2027 – 15 May 2029
                                                                                            18 months
Pension                                          ·    ·    ·     ·    ·     ·    ·    ·     1 Jan 2056"""

USUAL = """\
                                    2027                   2028
                                    Jan   Apr  Jul   Oct   Jan   Apr  Jul   Oct
                                  ──┬─────┬────┬─────┬─────┬─────┬────┬─────┬───
Police foundations diploma        █████████    ·     ·     ·     ·    ·     ·
                                  24 Nov 2026 – 30 Apr 2027 · expected
Corrections Officers' Physical      ·     · ◆  ·     ·     ·     ·    ·     ·
Abilities Test                    3 May 2027
Records checks                      ·     · ███████▒→·     ·     ·    ·     ·
                                  11 May 2027 – not known
                                  no source gives a length
Probation on the job                ·     ·    ·     ·  ████████████████████████
                                  15 Nov 2027 – 15 May 2029 · 18 months
Pension                             ·     ·    ·     ·     ·     ·    ·     ·
                                  1 Jan 2056"""

SMALL = """\
                           2027             2028
                           Jan Apr  Jul Oct Jan Apr  Jul Oct
                          ─┬───┬────┬───┬───┬───┬────┬───┬──
Police foundations        ███████   ·   ·   ·   ·    ·   ·
diploma                   24 Nov 2026 – 30 Apr 2027
                          expected
Corrections Officers'      ·   · ◆  ·   ·   ·   ·    ·   ·
Physical Abilities Test   3 May 2027
Records checks             ·   · █████▒→·   ·   ·    ·   ·
                          11 May 2027 – not known
                          no source gives a length
Probation on the job       ·   ·    ·   · ██████████████████
                          15 Nov 2027 – 15 May 2029
                          18 months
Pension                    ·   ·    ·   ·   ·   ·    ·   ·
                          1 Jan 2056"""


@pytest.mark.parametrize(("width", "text"), [(120, WIDE), (80, USUAL), (60, SMALL)])
def test_a_plan_of_two_years(width: int, text: str) -> None:
    assert shown([PLAN], width) == text


def test_three_days_on_a_narrow_terminal() -> None:
    days = Gantt(
        day("2026-11-24"),
        day("2026-11-26"),
        [
            Stretch("Career fair", day("2026-11-24"), day("2026-11-25")),
            Stretch("Thank-you", day("2026-11-26"), day("2026-11-26")),
            Stretch("Answer", day("2026-11-26"), day("2026-11-26"), open=True),
        ],
    )

    assert (
        shown([days], 40)
        == """\
             Nov 2026
             Tue 24   Wed 25   Thu 26
             ┬────────┬────────┬────────
Career fair  ██████████████████·
             24 Nov 2026 – 25 Nov 2026
Thank-you    ·        ·        ◆
             26 Nov 2026
Answer       ·        ·        ███████▒→
             26 Nov 2026 – not known"""
    )


def test_where_nothing_is_drawn_every_day_is_written_out() -> None:
    plan = Gantt(PLAN.first, PLAN.last, [*PLAN.rows[:1], *PLAN.rows[2:3]])

    assert write_text([plan]) == (
        "Police foundations diploma  24 Nov 2026 – 30 Apr 2027  expected\n"
        "Records checks              11 May 2027 – not known    no source gives a length\n"
    )
    assert write_markdown([plan]).splitlines()[2:] == [
        "| Police foundations diploma | 24 Nov 2026 – 30 Apr 2027 | expected |",
        "| Records checks | 11 May 2027 – not known | no source gives a length |",
    ]


def test_a_terminal_without_the_characters_of_a_chart_gets_its_figures() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    write_screen([Bars([Bar("Guard", "from 60,000", 60_000, 70_000)])], out, 60)
    out.seek(0)

    assert out.read().split() == ["Guard", "from", "60,000"]


def test_text_from_outside_is_shown_not_obeyed() -> None:
    screen = [Gantt(PLAN.first, PLAN.last, [Stretch("a\x1b[2J\nb", PLAN.first, PLAN.last, "[red]\u202e|x")])]

    for text in (shown(screen, 80), write_text(screen)):
        assert "a␛[2J b" in text
        assert "[red]\ufffd|x" in text
    assert r"\[red\]" in write_markdown(screen)


dates = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
spans = st.tuples(dates, dates).map(sorted)
stretches = st.builds(
    lambda label, days, is_open: Stretch(label, days[0], days[1], open=is_open),
    *(st.text("ab 漢", max_size=60), spans, st.booleans()),
)


@given(spans, st.lists(stretches, max_size=4), st.integers(20, 160))
def test_no_line_is_wider_than_the_terminal_and_every_bar_on_the_scale_is_seen(
    days: list[dt.date], rows: list[Stretch], width: int
) -> None:
    from rich.cells import cell_len

    text = shown([Gantt(days[0], days[1], rows)], width)
    on_scale = [row for row in rows if row.first <= days[1] and row.last >= days[0]]

    assert all(cell_len(line) <= width for line in text.splitlines())
    assert sum(any(sign in line for sign in "█▒→◆") for line in text.splitlines()) == len(on_scale)
