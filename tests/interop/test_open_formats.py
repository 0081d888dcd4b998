"""The zip of open formats: the same bytes each time, and no zip made to harm does any."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.interop import open_formats
from careerplan.interop.everything_json import NotEverythingError
from careerplan.interop.open_formats import DOCUMENT, document_in, is_zip, write_zip


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_same_files_give_the_same_bytes_and_come_back() -> None:
    files = {"README.txt": "Read me.\n", DOCUMENT: '{"name": "Zoë"}'}
    raw = write_zip(files)
    assert raw == write_zip(files)
    assert is_zip(raw)
    assert document_in(raw) == files[DOCUMENT].encode()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.namelist() == list(files)
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_names_that_lead_out_are_never_opened() -> None:
    raw = zipped({"../../outside.txt": b"x", "/etc/outside": b"x", DOCUMENT: b"{}"})
    assert document_in(raw) == b"{}"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (zipped({}), "no everything.json"),
        (zipped({"a/everything.json": b"{}"}), "no everything.json"),
        (zipped({f"{number}.txt": b"" for number in range(1001)}), "no everything.json"),
        (zipped({DOCUMENT: b"x" * 5000})[:-60], "damaged"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
    ids=["empty", "elsewhere", "too many", "cut off", "begun"],
)
def test_a_zip_without_the_document_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(NotEverythingError, match=told):
        document_in(raw)


def test_a_document_that_stands_twice_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(DOCUMENT, "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(DOCUMENT, "[]")
    with pytest.raises(NotEverythingError, match="more than one"):
        document_in(out.getvalue())


def test_a_zip_that_unpacks_to_more_than_is_read_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_formats, "MAX_BYTES", 1000)
    raw = zipped({DOCUMENT: b" " * 10_000_000})
    assert len(raw) < 20_000
    assert len(document_in(raw)) == 1001


def test_an_encrypted_document_is_refused() -> None:
    raw = bytearray(zipped({DOCUMENT: b"{}"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    with pytest.raises(NotEverythingError, match="encrypted"):
        document_in(bytes(raw))


@given(raw=st.binary(max_size=300))
def test_any_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(NotEverythingError):
        document_in(b"PK\x03\x04" + raw)
