"""The files of a LinkedIn export: which of a zip or folder are read, and the rows of one, found by its header.

A zip is never unpacked to disk, and of files that hold other people's data only the names are looked at. Of a file
with a name nobody foresaw only the beginning is read, unless a header stands there that is known.
"""

import csv
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import IO

from careerplan.interop.foreign import clean, decode, label, several
from careerplan.interop.linkedin_columns import COLUMNS, ESSENTIAL, FILES, column_key
from careerplan.person.merging import Remark

MAX_MEMBER = 20_000_000
MAX_MEMBERS = 2_000
MAX_TOTAL = 1_000_000_000
MAX_READ = 50_000_000
"""The most bytes that are read of one export."""

MAX_ROWS = 2_000
_START = 64_000
"""The bytes of a file of any name in which a header is looked for."""

_HEAD = 25
_OTHERS = re.compile(r"connection|contact|message|invitation|recommendation|endorsement|imported|phone|email|guide")
"""In the names of files that hold what others wrote, or their addresses."""


class UnreadableError(ValueError):
    """A zip that cannot be read at all; says why."""


@dataclass
class Bundle:
    """The files of an export that may hold something of the person, and the names of the others."""

    files: dict[str, bytes] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)

    def named(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file under the last part of its name, or under all of it where several end alike."""
        ends = Counter(base_name(each).casefold() for each in self.files)
        for name, content in self.files.items():
            base = base_name(name)
            yield (base if ends[base.casefold()] == 1 else name), content


@dataclass(frozen=True)
class Table:
    """One file of the export: what it holds, its header, and each row with the line on which it begins."""

    kind: str
    name: str
    header: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    remarks: Sequence[Remark] = ()


def base_name(name: str) -> str:
    """Return the last part of a path, whichever slashes it has."""
    return re.split(r"[/\\]", name)[-1]


def is_wanted(name: str) -> bool:
    """Say whether a file may hold something of the person, by its name."""
    base = base_name(name).casefold()
    return base in FILES or (base.endswith(".csv") and not base.startswith(".") and not _OTHERS.search(base))


def open_zip(file: IO[bytes]) -> Bundle:
    """Return the files of a zip that are wanted; UnreadableError where it is none, or is one that we do not open."""
    bundle = Bundle()
    try:
        with zipfile.ZipFile(file) as archive:
            for member in _members(archive):
                add_file(bundle, member.filename, member.file_size, partial(archive.open, member))
    except _FAULTS as error:
        message = f"the zip cannot be read: {label(str(error)) or 'it is damaged'}"
        raise UnreadableError(message) from None
    return bundle


_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError,
    NotImplementedError, IndexError, OverflowError, ValueError,
)  # fmt: skip
"""What the standard library raises for zips that are damaged, encrypted or made to harm."""


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [each for each in archive.infolist() if not each.is_dir() and "__MACOSX" not in each.filename]
    if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_TOTAL:
        message = f"it holds more than {MAX_MEMBERS:,} files or {MAX_TOTAL:,} bytes"
        raise zipfile.BadZipFile(message)
    if any(each.flag_bits & 1 for each in members):
        message = "it is encrypted"
        raise zipfile.BadZipFile(message)
    return members


def add_file(bundle: Bundle, name: str, size: int, opened: Callable[[], IO[bytes]]) -> None:
    """Add one file if it is wanted; one that is larger than any real one is reported and left out."""
    if not is_wanted(name):
        bundle.others.append(name)
        return
    content = b""
    if size <= MAX_MEMBER:
        with opened() as file:
            content = _content(base_name(name), file)
    if max(size, len(content)) > MAX_MEMBER:
        bundle.skipped.append(Remark(label(name), "", f"larger than {MAX_MEMBER:,} bytes; not read"))
    elif sum(map(len, bundle.files.values())) + len(content) > MAX_READ:
        bundle.skipped.append(Remark(label(name), "", f"more than {MAX_READ:,} bytes in all; not read"))
    else:
        names = (name, *(f"{number}/{name}" for number in range(2, MAX_MEMBERS + 2)))  # a zip can hold a name twice
        bundle.files[next(each for each in names if each not in bundle.files)] = content


def _content(name: str, file: IO[bytes]) -> bytes:
    """Return a file that is known by its name or its header; of any other the beginning."""
    start = file.read(_START)
    if name.casefold() in FILES or read_table(name, start)[0] is not None:
        return start + file.read(MAX_MEMBER + 1 - len(start))
    return start


# --- one file


def read_table(name: str, raw: bytes) -> tuple[Table | None, str]:
    """Return the rows of a file, or none where no header is known; and the likeliest header that was seen."""
    text, taken_for = decode(raw)
    best: tuple[int, str, str, int] | None = None
    for delimiter in (",", ";", "\t"):
        found = _find_header(name, list(_head(text, delimiter)))
        if found and (best is None or found[0] > best[0]):
            best = (*found[:2], delimiter, found[2])
    if best is None:
        return None, _seen(text)
    _, kind, delimiter, position = best
    table = _rows(name, kind, text, delimiter, position)
    if taken_for:
        remark = Remark(name, "", f"not UTF-8, so it was read as {taken_for}; look at accented letters")
        table = Table(kind, name, table.header, table.rows, (remark, *table.remarks))
    return table, ""


def _head(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    for number, (_, record) in enumerate(_records(text, delimiter)):
        if number >= _HEAD:
            return
        yield record or ()


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the records of a CSV, each with the line on which it begins; None for one that cannot be read."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff").replace("\0", ""), newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:  # a field longer than the standard library takes
            yield line, None


def _is_open(text: str, delimiter: str, line: int) -> bool:
    """Say whether the last record, which begins on ``line``, ends inside a quotation that is never closed."""
    rest = islice(io.StringIO(text, newline=""), line - 1, None)
    try:
        for _ in csv.reader(rest, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _find_header(name: str, head: Sequence[Sequence[str]]) -> tuple[int, str, int] | None:
    """Return how many columns are known, the kind of file, and the number of the record that names them."""
    named = FILES.get(base_name(name).casefold())
    found = [
        (len(meanings), kind, position)
        for position, record in enumerate(head)
        for kind in COLUMNS
        if (meanings := set(meanings_of(kind, record)) - {""})
        and (kind == named or any(each <= meanings for each in ESSENTIAL[kind]))
    ]
    own = [each for each in found if each[1] == named]
    return max(own or found, key=lambda each: (each[0], -each[2]), default=None)


def meanings_of(kind: str, header: Sequence[str]) -> list[str]:
    """Return what each column means; empty for one that is not known, or means what an earlier one does."""
    known: Mapping[str, str] = COLUMNS[kind]
    found: list[str] = []
    for each in header:
        meaning = known.get(column_key(each), "")
        found.append(meaning if meaning not in found else "")
    return found


def _seen(text: str) -> str:
    records = (record for _, record in _records(text[:20_000], ",") if record)
    first = next((record for record in records if any(map(clean, record))), [])
    return several((each for each in first if clean(each)), 12)


def _rows(name: str, kind: str, text: str, delimiter: str, position: int) -> Table:
    """Return the rows below the header; rows that cannot be read are reported."""
    last = position + 1 + MAX_ROWS
    records = list(islice(_records(text, delimiter), last + 1))
    header = [clean(each) for each in records[position][1] or ()]
    remarks = []
    if any(clean(cell) for _, record in records[:position] for cell in record or ()):
        remarks.append(Remark(name, "", "the lines above the header are no part of the table; not read"))
    found = records[position + 1 : last]
    if len(records) > last:
        remarks.append(Remark(f"{name}:{records[last][0]}", "", f"more than {MAX_ROWS:,} rows; the rest is not read"))
    elif found and _is_open(text, delimiter, found[-1][0]):
        why = "a quotation mark is never closed, so this row and all that follows are left out"
        remarks.append(Remark(f"{name}:{found.pop()[0]}", "", why))
    remarks += [
        Remark(f"{name}:{line}", "", "too long to be read; left out") for line, record in found if record is None
    ]
    rows = [(line, [clean(cell) for cell in record or ()]) for line, record in found]
    return Table(kind, name, header, [each for each in rows if any(each[1])], remarks)
