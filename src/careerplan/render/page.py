"""Writing a screen as one HTML page, complete in itself: readable in a browser and on paper.

The page is built as a tree and serialized by the standard library, so that no text can become a tag. It loads
nothing: no script, no font, no picture.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from careerplan.render.safe import one_line
from careerplan.render.scale import Tick, extent, length, ticks
from careerplan.render.style import STYLE
from careerplan.render.view import (
    WEEKDAYS,
    Bars,
    Foot,
    Gantt,
    Gap,
    Grid,
    Heading,
    Line,
    Month,
    MonthDay,
    Part,
    Said,
    Screen,
    Stretch,
    Words,
    drawn,
    lines_of,
    said_in_full,
    text_of,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FINE = 1000
"""Parts of a bar's length."""

_NAMES = 48
"""The characters that surely have room on the axis of a time scale, on paper too."""


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
        if isinstance(part, Line) and part.listed:
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
            _below(body, part)
        case Grid():
            _grid(body, part)
        case Bars():
            _bars(body, part)
        case Gantt():
            _gantt(body, part)
        case Month():
            _month(body, part)
        case Foot():
            _add(body, "footer", one_line(part.text))
        case Gap():
            pass


def _item(parent: "Element", line: Line) -> None:
    item = _add(parent, "li")
    item.set("class", f"i{min(3, 1 + line.indent // 3)}")
    if line.box is not None:
        parent.set("class", "boxes")
        name = "ticked" if line.box else "to tick"
        _add(item, "span", "✓" if line.box else "", role="img", **{"aria-label": name, "class": "box"})
    _add(item, "span", "" if line.box else one_line(line.mark), **{"class": "sign"})  # a tick says it already
    if not line.below:
        _words(_add(item, "span"), line.text, line.url)
        return
    words = _add(item, "div", **{"class": "words"})
    _words(_add(words, "span"), line.text, line.url)
    _below(words, line)


def _below(parent: "Element", line: Line) -> None:
    for each in line.below:
        _words(_add(_add(parent, "div", **{"class": "small"}), "span"), each)


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


def _gantt(body: "Element", chart: Gantt) -> None:
    """Draw one row a stretch; the axis stands in the head of the table, which a printer repeats on every page."""
    table = _add(_scroll(body), "table", **{"class": "gantt"})
    named = ticks(chart.first, chart.last, _NAMES)
    head = _add(_add(table, "thead"), "tr")
    _add(head, "th")
    axis = _add(head, "td")
    for tick in named:
        _tick(axis, tick, chart)
        if tick.above:
            _add(axis, "span", tick.above, style=_left(tick, chart), **{"class": "above"})
        _add(axis, "span", tick.text, style=_left(tick, chart), **{"class": "name"})
    rows = _add(table, "tbody")
    for each in chart.rows:
        row = _add(rows, "tr")
        label = _add(row, "th", scope="row")
        _add(label, "span", one_line(each.label))
        said = " · ".join(filter(None, [each.days, one_line(each.text)]))
        _add(label, "div", said, **{"class": "small"})
        place = _add(row, "td")
        for tick in named:
            _tick(place, tick, chart)
        _stretch(place, each, chart)


def _tick(place: "Element", tick: Tick, chart: Gantt) -> None:
    _add(place, "span", style=_left(tick, chart), **{"class": "tick"})


def _left(tick: Tick, chart: Gantt) -> str:
    return f"left:{(tick.day - chart.first).days / length(chart.first, chart.last) * 100:.2f}%"


def _stretch(place: "Element", row: Stretch, chart: Gantt) -> None:
    before, inside = extent(row.first, row.last, chart.first, chart.last, _FINE)
    kind = "open" if row.open else "point" if row.first == row.last else ""
    if inside:
        where = f"left:{before / 10:g}%;width:{inside / 10:g}%"
        _add(place, "i", style=where, **{"class": " ".join(filter(None, [row.tone, kind]))})


def _month(body: "Element", part: Month) -> None:
    table = _add(_scroll(body), "table", **{"class": "month"})
    _add(table, "caption", one_line(part.name))
    head = _add(_add(table, "thead"), "tr")
    for name in WEEKDAYS:
        _add(head, "th", name[:3], scope="col", abbr=name)
    rows = _add(table, "tbody")
    for week in part.weeks:
        row = _add(rows, "tr")
        for day in week:
            _day(_add(row, "td"), day)


def _day(cell: "Element", day: MonthDay | None) -> None:
    if day is None:
        return
    classes = {"today": day.today, "free": not day.working}
    if any(classes.values()):
        cell.set("class", " ".join(name for name, so in classes.items() if so))
    date = _add(cell, "div", **{"class": "date"})
    _add(date, "time", str(day.date.day), datetime=day.date.isoformat())
    if day.today:
        _add(date, "span", " today")
    if day.note:
        _add(cell, "div", one_line(day.note), **{"class": "small"})
    for each in day.people:
        _add(cell, "p", one_line(said_in_full(each).text), **{"class": each.kind})


def _scroll(body: "Element") -> "Element":
    """Return a box that a wide table may be moved in, so that the page itself never is."""
    box = _add(body, "div")
    box.set("class", "scroll")
    return box
