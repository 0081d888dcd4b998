"""What is read of a zip or a folder, and how much: nothing lost in silence, nothing without end."""

import io
import tracemalloc
import zipfile

import pytest
from foreign_words import reading
from test_linkedin import CLERK, CLERK_ROW, POSITIONS, entries, skipped, zipped

from careerplan.interop import linkedin_files
from careerplan.interop.linkedin import read_export
from careerplan.interop.linkedin_files import MAX_MEMBER, Bundle, UnreadableError, add_file, open_zip, read_table

COOK_ROW = "Sample Co,Cook,,,2016,2017\n"


def test_two_files_of_one_name_are_both_read_whichever_comes_first() -> None:
    files = {"Old/Positions.csv": POSITIONS + COOK_ROW, "Positions.csv": POSITIONS + CLERK_ROW}
    book = read_export(open_zip(zipped({name: text.encode() for name, text in files.items()})), reading())
    assert [each.row for each in book.offers] == ["Old/Positions.csv:2", "Positions.csv:2"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_in_a_zip_is_two_files() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Positions.csv", POSITIONS + COOK_ROW)
        archive.writestr("Positions.csv", POSITIONS + CLERK_ROW)
    book = read_export(open_zip(out), reading())
    assert [each["title"] for each in entries(book, "experience")] == ["Cook", "Receptionist"]


def test_of_a_file_nobody_foresaw_only_the_beginning_is_read() -> None:
    bundle = open_zip(zipped({"x.csv": b"a,b\n" * 1_000_000, "y.csv": (POSITIONS + CLERK_ROW * 2_000).encode()}))
    assert [len(each) for each in bundle.files.values()] == [64_000, len(POSITIONS + CLERK_ROW * 2_000)]


def test_a_zip_of_large_files_takes_little_memory() -> None:
    raw = zipped({f"x{number}.csv": b"a,b\n" * 2_000_000 for number in range(10)}, compression=zipfile.ZIP_DEFLATED)
    tracemalloc.start()
    try:
        bundle = open_zip(raw)
        with pytest.raises(UnreadableError, match=r"x0\.csv"):
            read_export(bundle, reading())
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_all_that_is_read_of_an_export_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkedin_files, "MAX_READ", 220)
    bundle = Bundle()
    for number in range(4):
        raw = (POSITIONS + CLERK_ROW).encode()
        add_file(bundle, f"{number}/Positions.csv", len(raw), lambda raw=raw: io.BytesIO(raw))  # type: ignore[misc]
    book = read_export(bundle, reading())
    assert entries(book, "experience") == [CLERK, CLERK]
    assert "220 bytes in all" in skipped(book)["2/Positions.csv", ""]
    assert "220 bytes in all" in skipped(book)["3/Positions.csv", ""]


def test_rows_past_the_last_that_is_read_are_not_kept() -> None:
    table, _ = read_table("Positions.csv", (POSITIONS + CLERK_ROW * 2_003).encode())
    assert table is not None
    assert len(table.rows) == 2_000
    assert [each.row for each in table.remarks] == ["Positions.csv:2002"]


def test_why_nothing_was_read_is_said() -> None:
    raw = zipped({"Positions.csv": b" " * (MAX_MEMBER + 1)}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(UnreadableError, match=r"yourself \(Positions\.csv: larger than 20,000,000 bytes; not read\)"):
        read_export(open_zip(raw), reading())


def test_a_member_that_begins_before_the_zip_does_is_damage() -> None:
    raw = bytearray(zipped({"Positions.csv": (POSITIONS + CLERK_ROW).encode()}).getvalue())
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 16 : end + 20] = (int.from_bytes(raw[end + 16 : end + 20], "little") + 256).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="cannot be read"):
        open_zip(io.BytesIO(bytes(raw)))
