"""A message as a mailto address: nothing in it can end a value, begin a header or name a second person."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.interop.mailto import is_address, write_mailto

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)


def parts(link: str) -> tuple[str, dict[str, str]]:
    """Return whom a link names and its values, as a mail program reads them: each value decoded once."""
    read = urlsplit(link)
    values = [pair.split("=", 1) for pair in read.query.split("&")]
    assert [name for name, _ in values] == ["subject", "body"]
    return unquote(read.path), {name: unquote(value) for name, value in values}


def test_a_whole_message() -> None:
    link = write_mailto("robin@example.org", "Good to meet you", "Hi Robin,\n\nThank you. Été & été?\n")
    assert link == (
        "mailto:robin@example.org?subject=Good%20to%20meet%20you"
        "&body=Hi%20Robin%2C%0D%0A%0D%0AThank%20you.%20%C3%89t%C3%A9%20%26%20%C3%A9t%C3%A9%3F"
    )
    assert parse_qsl(urlsplit(link).query) == [
        ("subject", "Good to meet you"),
        ("body", "Hi Robin,\r\n\r\nThank you. Été & été?"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "robin@example.org\r\nBcc: other@example.org",
        "robin@example.org\n",
        "robin@example.org, other@example.org",
        "Robin <robin@example.org>",
        "robin",
        "robin@",
        "a@b@c",
        "",
        None,
    ],
)
def test_what_is_not_one_address_names_nobody(address: str | None) -> None:
    assert write_mailto(address, "S", "B") == "mailto:?subject=S&body=B"
    assert not is_address(address or "")


@pytest.mark.parametrize(
    "address", ["a?cc=b@example.org", "a&bcc=b@example.org", "a,b@example.org", "a%0Ab@example.org"]
)
def test_signs_in_an_address_stay_in_it(address: str) -> None:
    whom, values = parts(write_mailto(address, "S", "B"))
    assert (whom, values) == (address, {"subject": "S", "body": "B"})


@given(WORDS, WORDS)
def test_a_program_reads_back_what_was_written_and_nothing_else(subject: str, body: str) -> None:
    link = write_mailto("robin@example.org", subject, body)
    assert link.isascii()
    assert not set(link) & set(" \r\n\t\"'<>[]")
    whom, values = parts(link)
    assert whom == "robin@example.org"
    assert values["subject"] == " ".join(subject.split())
    assert values["body"].split("\r\n") == (body.splitlines() or [""])
