"""Writing a screen to a terminal with rich: wrapped to its width, coloured where colour is wanted."""

from collections.abc import Iterator
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from careerplan.render.safe import one_line
from careerplan.render.view import Cell, Gap, Grid, Heading, Line, Part, Said, Screen, Words, lines_of, text_of

STYLES = {"": "", "strong": "bold", "dim": "dim", "good": "green", "warn": "yellow", "bad": "red"}


def write_screen(screen: Screen, stream: IO[str], width: int | None = None) -> None:
    """Write ``screen`` to a terminal; NO_COLOR and TERM=dumb are honoured."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False, width=width, soft_wrap=False)
    for part in screen:
        for piece in _pieces(part):
            console.print(piece)


def _pieces(part: Part) -> Iterator[RenderableType]:
    match part:
        case Heading():
            yield Text(one_line(part.text), style="bold" if part.level == 1 else "bold underline")
        case Line():
            yield _line(part)
        case Grid():
            yield _grid(part)
        case Gap():
            yield Text("")


def _line(line: Line) -> RenderableType:
    text = _text(line.text)
    if not line.mark:
        return Padding(text, (0, 0, 0, line.indent), expand=False)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(one_line(line.mark)), text)
    return Padding(table, (0, 0, 0, line.indent), expand=False)


def _grid(grid: Grid) -> RenderableType:
    tall = any(len(lines_of(cell)) > 1 for row in grid.rows for cell in row)
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


def _cell(cell: Cell) -> Text:
    return Text("\n").join(map(_text, lines_of(cell)))


def _text(words: Words) -> Text:
    tone = words.tone if isinstance(words, Said) else ""
    return Text(one_line(text_of(words)), style=STYLES[tone])
