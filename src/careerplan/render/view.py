"""What a command shows, before it is known where: one view, written as a screen, JSON, lines or Markdown.

A screen is a list of parts. They hold plain text; each writer disarms it for its own place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Tone = Literal["", "strong", "dim", "good", "warn", "bad"]
"""How a text stands out; colour only repeats what words or signs say already."""


@dataclass(frozen=True)
class Said:
    """A text with a tone."""

    text: str
    tone: Tone = ""


Words: TypeAlias = str | Said
Cell: TypeAlias = Words | tuple[Words, ...]
"""What stands in one place; a tuple is several lines, one below the other."""


@dataclass(frozen=True)
class Heading:
    """A title (level 1) or the title of a part (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Line:
    """A paragraph; further lines are indented below its first word, after ``mark``; ``url`` is where it leads."""

    text: Words
    mark: str = ""
    indent: int = 0
    url: str = ""


@dataclass(frozen=True)
class Grid:
    """Rows in aligned columns; on a terminal only the columns in ``wide`` are wrapped, all where it is empty."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    wide: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Bar:
    """One row of a chart: from ``least`` to ``most``, both None where nothing is known; ``text`` has the figures."""

    label: str
    text: str
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Bars:
    """Bars on one scale that begins at nothing and ends at the greatest ``most``."""

    bars: Sequence[Bar]

    @property
    def end(self) -> float:
        """The end of the scale."""
        return max((bar.most or 0 for bar in self.bars), default=0)


def drawn(bar: Bar, end: float, size: int) -> tuple[int, int]:
    """Return how many cells of ``size`` lie before a bar and how many in it: at least one where it is known."""
    if bar.least is None or bar.most is None or end <= 0:
        return 0, 0
    first, last = round(bar.least / end * size), round(bar.most / end * size)
    first = min(first, size - 1)
    return first, max(1, last - first)


@dataclass(frozen=True)
class Gap:
    """An empty line."""


Part: TypeAlias = Heading | Line | Grid | Bars | Gap
Screen: TypeAlias = Sequence[Part]
Json: TypeAlias = dict[str, object]


@dataclass(frozen=True)
class Rows:
    """A view as a table of full values, for plain lines, CSV and Markdown."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class View:
    """One result. ``schema`` names its JSON document; ``screen`` takes the width, none for a pipe.

    ``rows`` is None where the result makes no table. ``hints`` say what to do next. ``raw`` is a text that
    is written as it is whatever the output; ``markdown`` replaces the screen there, where paper wants another.
    """

    schema: str
    document: Callable[[], Json]
    screen: Callable[[int | None], Screen]
    rows: Callable[[], Rows] | None = None
    hints: Sequence[str] = field(default=())
    raw: str | None = None
    markdown: Callable[[], Screen] | None = None

    def outputs(self) -> tuple[str, ...]:
        """Return the outputs this view has."""
        tables = ("plain", "csv") if self.rows else ()
        return ("table", *tables[:1], "json", "markdown", *tables[1:], "html")


def text_of(words: Words) -> str:
    """Return the text without its tone."""
    return words.text if isinstance(words, Said) else words


def lines_of(cell: Cell) -> tuple[Words, ...]:
    """Return the lines of a cell."""
    return cell if isinstance(cell, tuple) else (cell,)
