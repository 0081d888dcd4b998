"""What a command shows, before it is known where: one view, written as a screen, JSON, lines or Markdown.

A screen is a list of parts. They hold plain text; each writer disarms it for its own place.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from careerplan.clock import say_short

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


BOXES = {False: "☐", True: "☑"}
"""A box where nothing better can be drawn."""


@dataclass(frozen=True)
class Line:
    """A paragraph; further lines are indented below its first word, after ``mark``; ``url`` is where it leads.

    ``box`` is a box to tick with a pen: None for no box, True where it is ticked already. ``below`` stands under
    the text, small, and is never torn from it.
    """

    text: Words
    mark: str = ""
    indent: int = 0
    url: str = ""
    box: bool | None = None
    below: Sequence[Words] = ()

    @property
    def listed(self) -> bool:
        """Say whether it is an item of a list, not a paragraph of its own."""
        return bool(self.mark or self.indent or self.box is not None)

    @property
    def signs(self) -> str:
        """The box and the mark as text."""
        return " ".join(filter(None, ["" if self.box is None else BOXES[self.box], self.mark]))


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
class Stretch:
    """One row of a Gantt chart: what lasts from its first day to its last; equal days are a milestone.

    ``open`` where its end is not known (a length no source gives): then ``last`` is only how far it is drawn.
    Every writer says the days, so ``text`` need not.
    """

    label: str
    first: dt.date
    last: dt.date
    text: str = ""
    tone: Tone = ""
    open: bool = False

    @property
    def days(self) -> str:
        """The days in words."""
        first, last = say_short(self.first), "not known" if self.open else say_short(self.last)
        return first if first == last else f"{first} \u2013 {last}"


@dataclass(frozen=True)
class Gantt:
    """Stretches of days on one time scale from ``first`` to ``last``; what lies outside is told, not drawn."""

    first: dt.date
    last: dt.date
    rows: Sequence[Stretch]


Kind = Literal["due", "overdue", "later"]
"""How someone stands in a month: to be met on that day, since that day, or perhaps, in a later round."""


@dataclass(frozen=True)
class Mention:
    """Someone on a day of a month, and ``what`` there is to do; every writer says which kind it is."""

    name: str
    what: str = ""
    kind: Kind = "due"


@dataclass(frozen=True)
class MonthDay:
    """A day of a month: ``note`` is what it is, a holiday for example."""

    date: dt.date
    note: str = ""
    working: bool = True
    today: bool = False
    people: Sequence[Mention] = ()


@dataclass(frozen=True)
class Month:
    """A month in weeks of seven days from Monday; a place is None where nothing is said of the day."""

    name: str
    weeks: Sequence[Sequence[MonthDay | None]]


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Gap:
    """An empty line."""


@dataclass(frozen=True)
class Foot:
    """What is printed small at the foot of a page in HTML; everything else leaves it out."""

    text: str


Part: TypeAlias = Heading | Line | Grid | Bars | Gantt | Month | Gap | Foot
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
    is written as it is whatever the output; ``paper`` replaces the screen in Markdown and HTML, where paper wants
    another.
    """

    schema: str
    document: Callable[[], Json]
    screen: Callable[[int | None], Screen]
    rows: Callable[[], Rows] | None = None
    hints: Sequence[str] = field(default=())
    raw: str | None = None
    paper: Callable[[], Screen] | None = None

    def outputs(self) -> tuple[str, ...]:
        """Return the outputs this view has."""
        tables = ("plain", "csv") if self.rows else ()
        return ("table", *tables[:1], "json", "markdown", *tables[1:], "html")


def tabled(chart: Bars | Gantt | Month) -> Grid:
    """Return a chart as rows: where nothing is drawn, figures say more than a bar."""
    if isinstance(chart, Month):
        return Grid([name[:3] for name in WEEKDAYS], [list(map(_day, week)) for week in chart.weeks])
    if isinstance(chart, Gantt):
        return Grid(("", "", ""), [(row.label, row.days, row.text) for row in chart.rows])
    return Grid(("", ""), [(bar.label, bar.text) for bar in chart.bars])


def _day(day: MonthDay | None) -> Cell:
    if day is None:
        return ""
    date = Said(f"{day.date.day}{' today' if day.today else ''}", "strong" if day.today else "")
    note = [Said(day.note, "dim")] if day.note else []
    return (date, *note, *map(said_in_full, day.people))


def said_in_full(mention: Mention) -> Said:
    """Return someone on a day with all there is to say."""
    start, end, tone = _KINDS[mention.kind]
    what = f": {mention.what}" if mention.what else ""
    return Said(f"{start}{mention.name}{what}{end}", tone)


_KINDS: dict[Kind, tuple[str, str, Tone]] = {
    "due": ("", "", ""),
    "overdue": ("overdue: ", "", "bad"),
    "later": ("", " (a later round)", "dim"),
}


def text_of(words: Words) -> str:
    """Return the text without its tone."""
    return words.text if isinstance(words, Said) else words


def lines_of(cell: Cell) -> tuple[Words, ...]:
    """Return the lines of a cell."""
    return cell if isinstance(cell, tuple) else (cell,)
