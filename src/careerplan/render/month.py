"""Drawing a month on a terminal with rich: seven columns of one width, names shortened to what fits."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from rich.box import SQUARE
from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from careerplan.render.safe import one_line
from careerplan.render.styled import STYLES
from careerplan.render.view import WEEKDAYS, Kind, Month, MonthDay, Tone

_WIDEST_DAY = 24
_NOTE_LINES = 2
_MOST_NAMES = 3
"""The most lines of names on a day, one a person; with more people, the last line counts what is not shown."""

_SIGNS: dict[Kind, tuple[str, str, Tone]] = {
    "due": ("", "", ""),
    "overdue": ("!", "", "bad"),
    "later": ("(", ")", "dim"),
}
"""What stands before and after a name, and its tone."""


def month(part: Month, width: int) -> RenderableType:
    """Draw a month with lines between days and weeks, none around them."""
    size = max(1, min(_WIDEST_DAY, (width - 6) // 7))
    table = Table(
        box=SQUARE,
        title=Text(one_line(part.name), style="bold"),
        title_justify="left",
        show_edge=False,
        show_lines=True,
        border_style="dim",
        header_style="dim",
        padding=0,
        pad_edge=False,
    )
    for name in WEEKDAYS:
        table.add_column(name[:3], width=size, no_wrap=True, overflow="crop")
    for week in part.weeks:
        table.add_row(*(Text("\n").join(_day(day, size)) if day else Text() for day in week))
    return table


def _day(day: MonthDay, size: int) -> Iterator[Text]:
    yield _date(day, size)
    for line in _wrapped(one_line(day.note), size):
        yield Text(line, style="dim")
    people = Counter((each.name, each.kind) for each in day.people)
    shown = list(people.items())[: _MOST_NAMES if len(people) <= _MOST_NAMES else _MOST_NAMES - 1]
    for (name, kind), many in shown:
        yield _mention(name, kind, many, size)
    if rest := len(day.people) - sum(many for _, many in shown):
        yield Text(f"+{rest}")


def _date(day: MonthDay, size: int) -> Text:
    number = f"{day.date.day}{' *' if day.note else ''}"
    if day.today:
        said = f"{number} today"
        return Text(said if len(said) <= size else f"[{day.date.day}]{' *' if day.note else ''}", style="bold")
    return Text(number, style="" if day.working else "dim")


def _wrapped(text: str, size: int) -> list[str]:
    """Return a note on its few lines, the last of which says that more follows."""
    lines = [_cut(line, size) for line in textwrap.wrap(text, size, break_long_words=False)]
    last = lines[_NOTE_LINES - 1 : _NOTE_LINES]
    if len(lines) > _NOTE_LINES and not last[0].endswith("…"):
        last = [_cut(f"{last[0]}…", size)]
    return [*lines[: _NOTE_LINES - 1], *last]


def _mention(name: str, kind: Kind, many: int, size: int) -> Text:
    before, after, tone = _SIGNS[kind]
    after += f" \u00d7{many}" if many > 1 else ""
    return Text(f"{before}{short_name(name, size - len(before) - len(after))}{after}", style=STYLES[tone])


def short_name(name: str, room: int) -> str:
    """Return a name in at most ``room`` cells: whole, with an initial, the first name, or its beginning."""
    name = one_line(name)
    words = name.split()
    tries = [name]
    if len(words) > 1:
        tries += [f"{words[0]} {words[-1][0]}.", words[0]]
    return next((each for each in tries if cell_len(each) <= room), _cut(tries[-1], room))


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room - 1)).rstrip() + "…"
