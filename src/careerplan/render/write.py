"""Writing a view in the output asked for. The terminal's rich output stands in its own module."""

from collections.abc import Iterator, Sequence

from careerplan.render.safe import csv_cell, json_text, markdown_text, one_line
from careerplan.render.view import Bars, Cell, Gap, Grid, Heading, Line, Part, Rows, Screen, View, lines_of, text_of

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
            yield " " * part.indent + (f"{part.mark} " if part.mark else "") + one_line(text_of(part.text))
        case Grid():
            yield from _aligned(part)
        case Bars():
            yield from _aligned(_table(part))
        case Gap():
            yield ""


def _table(bars: Bars) -> Grid:
    """Return the figures of bars as rows: outside a terminal a figure says more than a bar."""
    return Grid(("", ""), [(bar.label, bar.text) for bar in bars.bars])


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
        item = isinstance(part, Line) and bool(part.mark or part.indent)
        if block:
            text += ("\n" if item and before else "\n\n" if text else "") + block
            before = item
    return text + "\n"


def _markdown(part: Part) -> str:
    match part:
        case Heading():
            return f"{'#' * part.level} {markdown_text(part.text)}"
        case Line(mark="", indent=0):
            return markdown_text(text_of(part.text))
        case Line():
            box, _, sign = (
                part.mark.partition("] ") if part.mark.startswith("[") and "] " in part.mark else ("", "", part.mark)
            )
            mark = (f"{box}] " if box else "") + (f"{markdown_text(sign)} " if sign not in {"", "•"} else "")
            return f"{'  ' if part.indent > 2 else ''}- {mark}{markdown_text(text_of(part.text))}"  # noqa: PLR2004
        case Bars():
            return _markdown(_table(part))
        case Grid():
            header = [markdown_text(cell) for cell in part.header]
            rows = [
                ["<br>".join(markdown_text(text_of(line)) for line in lines_of(cell)) for cell in row]
                for row in part.rows
            ]
            lines = [header, ["---"] * len(header), *rows]
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return ""
