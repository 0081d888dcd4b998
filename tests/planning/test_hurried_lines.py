"""Lines as people type them in a hurry, and what is understood of each, as read one by one.

The file holds each line, and below it, indented, what comes of it. To add one, write the line with nothing below it,
run ``pytest tests/planning/test_hurried_lines.py --update-golden`` and read the difference.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from careerplan.errors import UsageError
from careerplan.planning.captured import Captured
from careerplan.planning.capturing import capture
from careerplan.planning.naming import Acquaintance

GOLDEN = Path(__file__).with_name("hurried_lines.txt")
TODAY = dt.date(2026, 11, 22)
NAMES = ("Robin", "Lee", "Mei", "José Muñoz", "May", "Alex Kim", "Alex Singh", "Zoë O'Brien", "Will", "Priya Okafor")
KNOWN = [Acquaintance(number, f"{name} Sample") for number, name in enumerate(NAMES, 1)]


def names(people: Iterable[int]) -> str:
    return ", ".join(NAMES[each - 1] for each in people)


def next_one(kind: str, people: tuple[int, ...], text: str, day: dt.date | None) -> str:
    return f"{kind}{f' ({names(people)})' if people else ''}: {text}{f' [{day:%d %b}]' if day else ''}"


def told(found: Captured) -> Iterator[str]:
    yield f"{found.kind or 'nothing yet'}, {names(found.people) or 'nobody sure'}, {found.day:%d %b}"
    for each in found.promises:
        yield next_one("I owe" if each.by == "me" else "they owe", each.people, each.text, each.day)
    for one in found.reminders:
        yield next_one("thanks" if one.thanks else "to do", one.people, one.text, one.day)
    for doubt in found.doubts:
        yield f"? {doubt.in_words}"


def understood(line: str) -> str:
    try:
        lines = list(told(capture(line, KNOWN, TODAY)))
    except UsageError as error:
        lines = [f"refused: {error.message}"]
    return "\n".join([line, *(f"    {each}" for each in lines)])


def test_each_line_is_understood_as_it_was_read(request: pytest.FixtureRequest) -> None:
    golden = GOLDEN.read_text(encoding="utf-8")
    lines = [each for each in golden.splitlines() if each and not each.startswith(" ")]
    made = "\n".join(map(understood, lines)) + "\n"
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(made, encoding="utf-8")
        golden = made
    assert len(lines) > 100
    assert made == golden
