"""Writing a screen to a terminal with rich: wrapped to its width, coloured where colour is wanted."""

from collections.abc import Iterator
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from careerplan.render.charts import bars, gantt
from careerplan.render.month import month
from careerplan.render.safe import one_line
from careerplan.render.styled import READABLE, styled
from careerplan.render.view import (
    Bars,
    Cell,
    Foot,
    Gantt,
    Gap,
    Grid,
    Heading,
    Line,
    Month,
    Part,
    Screen,
    lines_of,
    tabled,
)

_LONGEST_WORD = 28
"""Words up to this length are never cut; longer ones may be."""


def write_screen(screen: Screen, stream: IO[str], width: int | None = None) -> None:
    """Write ``screen`` to a terminal; NO_COLOR and TERM=dumb are honoured."""
    # A height as well, or rich takes a dumb terminal for one of 80 columns.
    console = Console(file=stream, highlight=False, markup=False, emoji=False, width=width, height=width and 25)
    for part in screen:
        for piece in _pieces(part if _can_draw(console) else _undrawn(part), console.width):
            console.print(piece)


def _can_draw(console: Console) -> bool:
    """Say whether the terminal has the characters of which charts are drawn."""
    return console.encoding.lower().startswith("utf")


def _undrawn(part: Part) -> Part:
    return tabled(part) if isinstance(part, Bars | Gantt | Month) else part


def _pieces(part: Part, width: int) -> Iterator[RenderableType]:
    match part:
        case Heading():
            yield Text(one_line(part.text), style="bold" if part.level == 1 else "bold underline")
        case Line():
            yield _line(part)
        case Grid():
            yield _grid(part, width)
        case Bars():
            yield bars(part, width)
        case Gantt():
            yield gantt(part, width)
        case Month():
            yield month(part, width)
        case Gap():
            yield Text("")
        case Foot():
            pass


def _line(line: Line) -> RenderableType:
    text = Text("\n").join(map(styled, (line.text, *line.below)))
    if not line.signs:
        return Padding(text, (0, 0, 0, line.indent), expand=False)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(one_line(line.signs)), text)
    return Padding(table, (0, 0, 0, line.indent), expand=False)


def _grid(grid: Grid, width: int) -> RenderableType:
    tall = any(len(lines_of(cell)) > 1 for row in grid.rows for cell in row)
    if _too_narrow(grid, width):
        return _blocks(grid)
    table = Table(
        box=SIMPLE_HEAD if any(grid.header) else None,
        show_header=any(grid.header),
        show_edge=False,
        header_style="bold",
        padding=(0, 2, 0, 0),
        pad_edge=False,
        leading=1 if tall else 0,
    )
    for number, title in enumerate(grid.header):
        table.add_column(Text(one_line(title)), overflow="fold", no_wrap=bool(grid.wide) and number not in grid.wide)
    for row in grid.rows:
        table.add_row(*map(_cell, row))
    return table


def _too_narrow(grid: Grid, width: int) -> bool:
    """Say whether the columns that may be wrapped would be left with less than their words need."""
    least = 0
    for number, cells in enumerate(zip(*(map(_cell, row) for row in grid.rows), strict=True)):
        most = max(cell.cell_len for cell in cells)
        wide = not grid.wide or number in grid.wide
        word = max((Text(part).cell_len for cell in cells for part in cell.plain.split()), default=0)
        least += min(most, max(READABLE, min(word, _LONGEST_WORD))) if wide else most
    return least + 3 * len(grid.header) > width


def _blocks(grid: Grid) -> RenderableType:
    """Write each row as a block of lines, what may be wrapped first."""
    lines: list[RenderableType] = []
    for row in grid.rows:
        order = sorted(range(len(row)), key=lambda number: number not in grid.wide)
        cells = [_cell(row[number]) for number in order]
        lines += [
            Padding(cell, (0, 0, 0, 2 if number else 0), expand=False) for number, cell in enumerate(cells) if cell
        ]
    return Group(*lines)


def _cell(cell: Cell) -> Text:
    return Text("\n").join(map(styled, lines_of(cell)))
