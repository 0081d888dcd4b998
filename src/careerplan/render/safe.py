"""Making outside text harmless in each place it can end up in.

A contact's name, a note or a pack's text may hold anything; it is kept as it is and disarmed here.
"""

import re

_LINE_ENDS = re.compile(r"[\r\n\t\x0b\x0c\x85\u2028\u2029]+")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_JSON_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKDOWN_START = re.compile(r"^(\s*)([-+=])|^(\s*\d+)([.)])")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


def one_line(text: str) -> str:
    """Return ``text`` on one line, with control and direction characters shown, not obeyed."""
    if text.isprintable():  # nearly always, and much faster to see
        return text
    return _UNSAFE.sub(_picture, _LINE_ENDS.sub(" ", text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:  # noqa: PLR2004 - the C0 controls
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"  # noqa: PLR2004 - DEL


def csv_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def markdown_text(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, tags and table bars included."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text)).replace("&", "&amp;")
    return _MARKDOWN_START.sub(r"\1\3\\\2\4", escaped)


def json_text(document: object) -> str:
    """Return a document as JSON, readable, with nothing in it that a terminal would obey."""
    import json

    return safe_json(json.dumps(document, ensure_ascii=False, indent=2))


def safe_json(text: str) -> str:
    """Return a text that is JSON already, with what a terminal would obey written as JSON can."""
    return _JSON_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
