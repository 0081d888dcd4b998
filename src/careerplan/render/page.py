"""Writing a screen as one HTML page, complete in itself: readable in a browser and on paper.

The page is built as a tree and serialized by the standard library, so that no text can become a tag. It loads
nothing: no script, no font, no picture.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from careerplan.render.safe import one_line
from careerplan.render.view import (
    Bars,
    Gap,
    Grid,
    Heading,
    Line,
    Part,
    Said,
    Screen,
    Words,
    drawn,
    lines_of,
    text_of,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #8886; }
ul { list-style: none; margin: .3rem 0; padding-left: 0; }
li { display: flex; gap: .6rem; margin: .25rem 0; overflow-wrap: anywhere; }
li > span:first-child { min-width: 1.2rem; white-space: nowrap; }
.i1 { margin-left: 0; } .i2 { margin-left: 1.8rem; } .i3 { margin-left: 3.6rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .8rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #8884; }
td p { margin: 0 0 .4rem; }
.dim { opacity: .72; } .strong { font-weight: 600; }
.good { color: #1a7f37; } .warn { color: #9a6700; } .bad { color: #cf222e; }
@media (prefers-color-scheme: dark) { .good { color: #3fb950; } .warn { color: #d29922; } .bad { color: #f85149; } }
.bar { background: #8883; width: 16rem; height: .9rem; position: relative; margin-top: .3rem; }
.bar i { background: #2f6fbb; position: absolute; top: 0; bottom: 0; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2, tr, li { break-inside: avoid; } }
"""

_FINE = 1000
"""Parts of a bar's length."""


def write_html(screen: Screen) -> str:
    """Return ``screen`` as a page."""
    from xml.etree.ElementTree import Element, indent, tostring

    page = Element("html", lang="en")
    head = _add(page, "head")
    _add(head, "meta", charset="utf-8")
    _add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    title = next((part.text for part in screen if isinstance(part, Heading)), "careerplan")
    _add(head, "title", one_line(title))
    _add(head, "style", STYLE)
    body = _add(page, "body")
    lines: Element | None = None
    for part in screen:
        if isinstance(part, Line) and (part.mark or part.indent):
            lines = _add(body, "ul") if lines is None else lines
            _item(lines, part)
        else:
            lines = None
            _block(body, part)
    indent(page, space=" ")
    return "<!DOCTYPE html>\n" + tostring(page, encoding="unicode", method="html") + "\n"


def _add(parent: "Element", tag: str, text: str | None = None, **attributes: str) -> "Element":
    from xml.etree.ElementTree import SubElement

    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def _block(body: "Element", part: Part) -> None:
    match part:
        case Heading():
            _add(body, "h1" if part.level == 1 else "h2", one_line(part.text))
        case Line():
            _words(_add(body, "p"), part.text, part.url)
        case Grid():
            _grid(body, part)
        case Bars():
            _bars(body, part)
        case Gap():
            pass


def _item(parent: "Element", line: Line) -> None:
    item = _add(parent, "li")
    item.set("class", f"i{min(3, 1 + line.indent // 3)}")
    _add(item, "span", one_line(line.mark))
    _words(_add(item, "span"), line.text, line.url)


def _words(parent: "Element", words: Words, url: str = "") -> None:
    if isinstance(words, Said) and words.tone:
        parent.set("class", words.tone)
    text = one_line(text_of(words))
    if url.lower().startswith(("https://", "http://")):
        _add(parent, "a", text, href=one_line(url), rel="noopener noreferrer")
    else:
        parent.text = text


def _grid(body: "Element", grid: Grid) -> None:
    table = _add(_scroll(body), "table")
    if any(grid.header):
        row = _add(_add(table, "thead"), "tr")
        for title in grid.header:
            _add(row, "th", one_line(title))
    rows = _add(table, "tbody")
    for each in grid.rows:
        row = _add(rows, "tr")
        for cell in each:
            _cell(_add(row, "td"), lines_of(cell))


def _cell(cell: "Element", lines: Sequence[Words]) -> None:
    if len(lines) == 1:
        _words(cell, lines[0])
        return
    for line in lines:
        _words(_add(cell, "p"), line)


def _bars(body: "Element", chart: Bars) -> None:
    rows = _add(_add(_scroll(body), "table"), "tbody")
    for bar in chart.bars:
        row = _add(rows, "tr")
        _add(row, "td", one_line(bar.label))
        before, inside = drawn(bar, chart.end, _FINE)
        place = _add(row, "td")
        if inside:
            length = _add(place, "div")
            length.set("class", "bar")
            _add(length, "i", style=f"left:{before / 10:g}%;width:{inside / 10:g}%")
        _add(row, "td", one_line(bar.text))


def _scroll(body: "Element") -> "Element":
    """Return a box that a wide table may be moved in, so that the page itself never is."""
    box = _add(body, "div")
    box.set("class", "scroll")
    return box
