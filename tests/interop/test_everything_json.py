"""The document of all records: one record a line, and every text that is none refused in one sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.interop import everything_json
from careerplan.interop.everything_json import NotEverythingError, read_everything, write_everything
from careerplan.person.everything import Everything

PLAIN = st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
TABLES = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.lists(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), PLAIN | st.lists(PLAIN, max_size=3))),
    max_size=3,
)


@given(version=st.integers(), tables=TABLES)
@settings(max_examples=30)
def test_what_is_written_is_read_back(version: int, tables: dict[str, list[dict[str, object]]]) -> None:
    everything = Everything(version, tables)
    assert read_everything(write_everything(everything).encode()) == everything


def test_a_record_stands_on_a_line_of_its_own() -> None:
    text = write_everything(Everything(4, {"contacts": [{"id": 1, "name": "Zoë Sample"}, {"id": 2}], "plans": []}))
    assert text.splitlines() == [
        "{",
        '"schema": "careerplan.everything/1",',
        '"records_version": 4,',
        '"tables": {',
        '"contacts": [',
        '{"id": 1, "name": "Zoë Sample"},',
        '{"id": 2}',
        "],",
        '"plans": []',
        "}",
        "}",
    ]


def test_history_is_written_and_not_read() -> None:
    everything = Everything(4, {"contacts": []}, {"actions": [{"id": 1}], "changes": []})
    text = write_everything(everything)
    assert json.loads(text)["history"]["actions"] == [{"id": 1}]
    assert read_everything(text.encode()).history is None


def test_a_mark_of_byte_order_is_no_fault() -> None:
    assert read_everything(b"\xef\xbb\xbf" + write_everything(Everything(1, {})).encode()).version == 1


HEAD = '{"schema": "careerplan.everything/1", "records_version": 1, '
REFUSED: list[tuple[bytes | str, str]] = [
    (b"", "not valid JSON (line 1, column 1)"),
    (b"PK\x03\x04", "not valid JSON"),
    (b"\xff\xfe{", "not valid UTF-8"),
    ('{"schema": "careerplan.everything/1"', "not valid JSON (line 1"),
    ("[]", "not a document of careerplan.everything/1"),
    ("null", "not a document of careerplan.everything/1"),
    ('{"tables": {}}', "not a document of careerplan.everything/1"),
    ('{"schema": "careerplan.everything/2"}', "its schema is 'careerplan.everything/2'"),
    ('{"schema": 1}', "its schema is no text"),
    ('{"schema": "careerplan.everything/1", "tables": {}}', "records_version is no whole number"),
    ('{"schema": "careerplan.everything/1", "records_version": true}', "records_version is no whole number"),
    ('{"schema": "careerplan.everything/1", "records_version": 1.5}', "records_version is no whole number"),
    (HEAD + '"tables": []}', "no tables"),
    (HEAD + '"tables": {"contacts": {}}}', "contacts is no list"),
    (HEAD + '"tables": {"contacts": [1]}}', "contacts[0] is no record"),
    (HEAD + '"tables": {"contacts": [{"id": NaN}]}}', "NaN is no value"),
    (HEAD + '"tables": {"contacts": [{"id": -Infinity}]}}', "-Infinity is no value"),
    (HEAD + '"tables": {"contacts": [{"id": 1, "id": 2}]}}', "same key twice"),
    (HEAD + '"tables": {"contacts": [{"name": "\\ud800"}]}}', "contacts[0] has a text that is not Unicode"),
    (HEAD + '"tables": {"contacts": [{"\\udfff": 1}]}}', "contacts[0] has a text that is not Unicode"),
    (HEAD + '"tables": {"contacts": [{"name": ' + "[" * 60 + "]" * 60 + "}]}}", "nested too deep"),
    ("[" * 100_000, "nested too deep"),
    (HEAD + '"tables": {"contacts": [{"id": ' + "9" * 5000 + "}]}}", "a number too long"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=[str(number) for number in range(len(REFUSED))])
def test_what_is_no_such_document_is_refused(text: bytes | str, told: str) -> None:
    with pytest.raises(NotEverythingError) as error:
        read_everything(text if isinstance(text, bytes) else text.encode())
    assert told in str(error.value)


def test_a_document_larger_than_any_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everything_json, "MAX_BYTES", 10)
    with pytest.raises(NotEverythingError, match="larger than 10 bytes"):
        read_everything(b"x" * 11)


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with pytest.raises(NotEverythingError):
        read_everything(raw)
