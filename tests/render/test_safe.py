"""Hostile text is shown, never obeyed: by terminals, spreadsheets, Markdown and JSON readers."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.render.safe import csv_cell, json_text, markdown_text, one_line

C0 = [chr(code) for code in range(0x20)]
C1 = [chr(code) for code in range(0x7F, 0xA0)]
BIDI = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SEPARATORS = ["\u2028", "\u2029"]
SURROGATES = ["\ud800", "\udbff", "\udc80", "\udfff"]
HOSTILE = [*C0, *C1, *BIDI, *SEPARATORS, *SURROGATES, "\ufeff"]

texts = st.text(st.characters(exclude_categories=()))  # lone surrogates too
nasty = st.lists(st.one_of(st.sampled_from(HOSTILE), texts), max_size=8).map("".join)
# A high surrogate before a low one is one character to JSON; from undecodable bytes come only low ones.
keepable = nasty.map(lambda text: re.sub("[\ud800-\udbff]", "", text))
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | keepable,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(keepable, below, max_size=4),
    max_leaves=12,
)


def name(character: str) -> str:
    return f"U+{ord(character):04X}"


@pytest.mark.parametrize("character", HOSTILE, ids=name)
def test_a_hostile_character_never_survives_on_a_line(character: str) -> None:
    line = one_line(f"before{character}after")

    assert character not in line
    assert line.startswith("before")
    assert line.endswith("after")
    assert len(line) == len("before?after")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07", "bell␇"),
        ("nul\x00", "nul␀"),
        ("rub\x7f", "rub␡"),
        ("\x9b31mred", "\ufffd31mred"),
        ("left\u202eright", "left\ufffdright"),
        ("first\r\nsecond\tthird", "first second third"),
        ("a\n\n\n\u2028\x85b", "a b"),
        ("\ufeffname", "\ufffdname"),
    ],
)
def test_what_would_be_obeyed_is_shown(text: str, shown: str) -> None:
    assert one_line(text) == shown


@pytest.mark.parametrize(
    "text", ["Renée O’Brien", "漢字 名前", "👩\u200d👩\u200d👧", "שלום", "[red]x[/red]", "a  b", ""]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text


@given(nasty)
def test_a_line_is_one_line_that_every_terminal_can_print(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert not [name(each) for each in line if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [name(each) for each in line if each in BIDI]
    line.encode()


@given(nasty)
def test_a_line_made_safe_is_left_alone(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1 204 555 0100", "-2+3", "@sum(a1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x";"y")']
)
def test_a_cell_is_no_formula(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ana", "a=b", "1-2", "x@example.org", "'quoted", " spaced"])
def test_an_ordinary_cell_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[text](javascript:x)", r"\[text\](javascript:x)"),
        ("![image](x)", r"!\[image\](x)"),
        ("*bold* _slanted_ ~struck~", r"\*bold\* \_slanted\_ \~struck\~"),
        ("`code`", r"\`code\`"),
        ("# heading", r"\# heading"),
        ("back\\slash", r"back\\slash"),
        (r"\|", r"\\\|"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("two\n# lines", r"two \# lines"),
        ("esc\x1b[31m", r"esc␛\[31m"),
        ("plain", "plain"),
        ("- no list", "\\- no list"),
        ("1. no list either", "1\\. no list either"),
        ("3.5 hours", "3\\.5 hours"),
        ("a - b + c", "a - b + c"),
    ],
)
def test_markdown_shows_text_as_it_is(text: str, escaped: str) -> None:
    assert markdown_text(text) == escaped


@given(nasty)
def test_nothing_in_markdown_is_left_unescaped(text: str) -> None:
    escaped = markdown_text(text)

    rest = escaped
    for character in "\\`*_{}[]<>|#~-+=.)":
        rest = rest.replace(f"\\{character}", "") if character != "\\" else rest.replace("\\\\", "")
    assert not set(rest) & set("\\`*_{}[]<>|#~")
    assert len(escaped.splitlines()) <= 1


@given(documents)
def test_json_gives_back_the_document(document: object) -> None:
    assert json.loads(json_text(document)) == document


@given(documents)
def test_json_holds_nothing_that_a_terminal_would_obey(document: object) -> None:
    text = json_text(document)

    assert not {each for each in text if each in HOSTILE and each != "\n"}
    assert not [name(each) for each in text if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} and each != "\n"]
    text.encode()


@pytest.mark.parametrize("character", HOSTILE, ids=name)
def test_json_keeps_a_hostile_character_escaped(character: str) -> None:
    text = json_text({"key" + character: character})

    assert character not in text.replace("\n", "") or character == "\n"
    assert json.loads(text) == {"key" + character: character}


def test_json_stays_readable() -> None:
    assert json_text({"name": "Renée 漢字"}) == '{\n  "name": "Renée 漢字"\n}'
