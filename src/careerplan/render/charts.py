"""Drawing charts on a terminal with rich: bars of figures, stretches of days."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from careerplan.render.scale import Tick, extent, ticks
from careerplan.render.styled import READABLE, STYLES, styled
from careerplan.render.view import Bars, Gantt, Said, Stretch, drawn

_ROOMY = 100
"""The width from which bars are drawn twice as long."""

_LABELS = 0.4
"""The most of the width that the labels of a Gantt chart take."""

_LEAST_SCALE = 32
"""The fewest cells of a time scale with text beside it; with less room, the text stands below its bar."""

_LEAST_TEXT = 28
"""The fewest characters to which the text beside a time scale is wrapped: its two days stay on one line."""


def bars(chart: Bars, width: int) -> RenderableType:
    """Draw bars in the middle column; where that leaves no room for words, the figures stand below."""
    labels = [styled(bar.label) for bar in chart.bars]
    size = 12 if width < _ROOMY else 24
    beside = width - size - max(label.cell_len for label in labels) - 4 >= 2 * READABLE
    table = Table.grid(padding=(0, 2, 0, 0))
    for number in range(3 if beside else 2):
        table.add_column(no_wrap=number == (1 if beside else 0), overflow="fold")
    for bar, label in zip(chart.bars, labels, strict=True):
        before, inside = drawn(bar, chart.end, size)
        line = Text(("░" * before + "█" * inside).ljust(size, "░") if inside else " " * size)
        if beside:
            table.add_row(label, line, styled(bar.text))
        else:
            table.add_row(line, Text("\n").join([label, styled(bar.text)]))
    return table


def gantt(chart: Gantt, width: int) -> RenderableType:
    """Draw stretches on one scale, below its axis; their words stand beside them or, without room, below."""
    labels = [styled(row.label) for row in chart.rows]
    first, size, beside = _columns(labels, [_words(row) for row in chart.rows], width)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=first, overflow="fold")
    table.add_column(width=size, overflow="fold")
    if beside:
        table.add_column(width=beside, overflow="fold")
    named = ticks(chart.first, chart.last, size)
    table.add_row("", _axis(named, size))
    for row, label in zip(chart.rows, labels, strict=True):
        line, said = _stretch(row, chart, named, size), _words(row, beside or size)
        table.add_row(label, *((line, said) if beside else (Text("\n").join([line, said]),)))
    return table


def _words(row: Stretch, room: int | None = None) -> Text:
    """Return the days and the text of a row on one line or, where ``room`` is less, on lines of their own."""
    parts = [styled(Said(text, "dim")) for text in (row.days, row.text) if text]
    whole = Text(" · ", style="dim").join(parts)
    return whole if room is None or whole.cell_len <= room else Text("\n").join(parts)


def _columns(labels: Sequence[Text], words: Sequence[Text], width: int) -> tuple[int, int, int]:
    """Return the widths of labels, scale and text; the last is nothing where text stands below."""
    first = max(1, min(max((label.cell_len for label in labels), default=1), int(width * _LABELS)))
    longest = max((text.cell_len for text in words), default=0)
    room = width - first - 2
    text = min(longest, max(_LEAST_TEXT, room - 2 * _LEAST_SCALE))
    if room - text - 2 >= _LEAST_SCALE:
        return first, room - text - 2, text
    return first, max(1, room), 0


def _axis(named: Sequence[Tick], size: int) -> Text:
    rule = Text(_placed([(tick.cell, "┬") for tick in named], size, "─"), style="dim")
    above = _placed([(tick.cell, tick.above) for tick in named], size)
    below = _placed([(tick.cell, tick.text) for tick in named], size)
    return Text("\n").join([*([Text(above)] if above.strip() else []), Text(below), rule])


def _placed(texts: Sequence[tuple[int, str]], size: int, filler: str = " ") -> str:
    """Return a line of ``size`` cells with texts that do not touch, each where it belongs."""
    line = filler * size
    for cell, text in texts:
        line = line[:cell] + text + line[cell + len(text) :]
    return line


def _stretch(row: Stretch, chart: Gantt, named: Sequence[Tick], size: int) -> Text:
    before, inside = extent(row.first, row.last, chart.first, chart.last, size)
    line = _placed([(tick.cell, "·") for tick in named], size)
    text = Text(line[:before], style="dim")
    text.append(_bar(row, inside), style=STYLES[row.tone])
    return text.append(line[before + inside :], style="dim")


def _bar(row: Stretch, inside: int) -> str:
    if not inside:
        return ""
    if row.open:
        return ("█" * (inside - 2) + "▒→")[-inside:]
    return "◆" + " " * (inside - 1) if row.first == row.last else "█" * inside
