"""Text for rich: disarmed, of a bearable length, in the style of its tone."""

from rich.text import Text

from careerplan.render.safe import one_line
from careerplan.render.view import Said, Tone, Words, text_of

STYLES: dict[Tone, str] = {"": "", "strong": "bold", "dim": "dim", "good": "green", "warn": "yellow", "bad": "red"}

READABLE = 16
"""The fewest characters to which a column is wrapped; with less room, rows become blocks."""

_MOST = 4_500
"""The most characters of one text that a terminal shows: any of the catalog; a pipe shows all."""


def styled(words: Words) -> Text:
    """Return words as a terminal shows them."""
    tone = words.tone if isinstance(words, Said) else ""
    text = one_line(text_of(words))
    if len(text) > _MOST:
        text = f"{text[:_MOST]}… ({len(text) - _MOST:,} more)"
    return Text(text, style=STYLES[tone])
