"""Writing a view in the output asked for. The terminal's rich output stands in its own module."""

from collections.abc import Iterator, Sequence

from careerplan.render.safe import csv_cell, json_text, markdown_text, one_line
from careerplan.render.view import (
    Bars,
    Cell,
    Gantt,
    Gap,
    Grid,
    Heading,
    Line,
    Month,
    Part,
    Rows,
    Screen,
    View,
    Words,
    lines_of,
    tabled,
    text_of,
)

_WIDEST = 60
"""Cells wider than this do not widen their column in a pipe; only their own row runs over."""


def write_json(view: View) -> str:
    """Return the JSON document, named by its schema."""
    return json_text({"schema": f"careerplan.{view.schema}/1", **view.document()}) + "\n"


def write_plain(rows: Rows) -> str:
    """Return tab-separated lines without a header; tabs and line ends inside values become spaces."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in rows.rows)


def write_csv(rows: Rows) -> str:
    """Return CSV with a header, one line a row, safe to open in a spreadsheet and to show in a terminal."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.header)
    writer.writerows([csv_cell(one_line(cell)) for cell in row] for row in rows.rows)
    return out.getvalue()


def write_text(screen: Screen) -> str:
    """Return a screen for a pipe: aligned, complete, one line a paragraph, no colour, no frames."""
    return "".join(f"{line}\n" for part in screen for line in _text(part))


def _text(part: Part) -> Iterator[str]:
    match part:
        case Heading():
            yield one_line(part.text)
        case Line():
            yield from _paragraph(part)
        case Grid():
            yield from _aligned(part)
        case Bars() | Gantt():
            yield from _aligned(tabled(part))
        case Month():
            yield one_line(part.name)
            yield from _aligned(tabled(part))
        case Gap():
            yield ""


def _paragraph(line: Line) -> Iterator[str]:
    start = " " * line.indent + (f"{one_line(line.signs)} " if line.signs else "")
    yield start + one_line(text_of(line.text))
    for each in line.below:
        yield " " * len(start) + one_line(text_of(each))


def _aligned(grid: Grid) -> Iterator[str]:
    from rich.cells import cell_len

    lines = [list(map(one_line, grid.header))] if any(grid.header) else []
    lines += [_flat(row) for row in grid.rows]
    if not lines:
        return
    sizes = [[len(cell) if cell.isascii() else cell_len(cell) for cell in line] for line in lines]
    widths = [max((size for size in column if size <= _WIDEST), default=0) for column in zip(*sizes, strict=True)]
    for line, size in zip(lines, sizes, strict=True):
        padded = (cell + " " * (most - own) for cell, own, most in zip(line, size, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _flat(row: Sequence[Cell]) -> list[str]:
    return [" / ".join(one_line(text_of(line)) for line in lines_of(cell)) for cell in row]


def write_markdown(screen: Screen) -> str:
    """Return a screen as Markdown; lines that follow each other in one list stay together."""
    text, before = "", False
    for part in screen:
        block = _markdown(part)
        item = isinstance(part, Line) and part.listed
        if block:
            text += ("\n" if item and before else "\n\n" if text else "") + block
            before = item
    return text + "\n"


def _markdown(part: Part) -> str:
    match part:
        case Heading():
            return f"{'#' * part.level} {markdown_text(part.text)}"
        case Line():
            return _item(part) if part.listed else "<br>\n".join(map(_said, (part.text, *part.below)))
        case Bars() | Gantt():
            return _markdown(tabled(part))
        case Month():
            return f"**{markdown_text(part.name)}**\n\n{_markdown(tabled(part))}"
        case Grid():
            header = [markdown_text(cell) for cell in part.header]
            rows = [["<br>".join(map(_said, lines_of(cell))) for cell in row] for row in part.rows]
            lines = [header, ["---"] * len(header), *rows]
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return ""


def _item(line: Line) -> str:
    """Write an item of a list, of a task list where it has a box; what stands below it is a list in it."""
    box = "" if line.box is None else f"[{'x' if line.box else ' '}] "
    mark = f"{markdown_text(line.mark)} " if line.mark not in {"", "•"} else ""
    indent = "  " if line.indent > 2 else ""  # noqa: PLR2004
    below = (f"\n{indent}  - {_said(each)}" for each in line.below)
    return f"{indent}- {box}{mark}{_said(line.text)}{''.join(below)}"


def _said(words: Words) -> str:
    return markdown_text(text_of(words))
