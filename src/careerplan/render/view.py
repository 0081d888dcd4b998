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
    """A paragraph; further lines are indented below its first word, after ``mark``."""

    text: Words
    mark: str = ""
    indent: int = 0


@dataclass(frozen=True)
class Grid:
    """Rows in aligned columns; on a terminal only the columns in ``wide`` are wrapped, all where it is empty."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    wide: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Gap:
    """An empty line."""


Part: TypeAlias = Heading | Line | Grid | Gap
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
        return ("table", "plain", "json", "markdown", "csv") if self.rows else ("table", "json", "markdown")


def text_of(words: Words) -> str:
    """Return the text without its tone."""
    return words.text if isinstance(words, Said) else words


def lines_of(cell: Cell) -> tuple[Words, ...]:
    """Return the lines of a cell."""
    return cell if isinstance(cell, tuple) else (cell,)
