"""Reading what LinkedIn exports of oneself: positions, education, certifications, languages, volunteering, profile."""

from collections.abc import Sequence

from careerplan.interop.entries import read_holding, read_job, read_language, read_study
from careerplan.interop.foreign import Found, Reading, Understood, label, several
from careerplan.interop.foreign_dates import read_date
from careerplan.interop.linkedin_columns import COLUMNS, FILES
from careerplan.interop.linkedin_files import Bundle, Table, UnreadableError, base_name, meanings_of, read_table
from careerplan.interop.locations import place_in
from careerplan.person.merging import Remark

FORMAT = "linkedin"

_NOT_KEPT = {("education", "from"), ("certifications", "authority")}
"""Columns that are looked at and never kept."""

_ENGLISH = {
    "employer": "Company Name", "title": "Title", "from": "Started On", "to": "Finished On", "school": "School Name",
    "degree": "Degree Name", "field": "Field Of Study", "name": "Name", "language": "Name", "level": "Proficiency",
    "first": "First Name", "last": "Last Name", "born": "Birth Date", "place": "Geo Location", "address": "Address",
    "authority": "Authority",
}  # fmt: skip


def read_export(bundle: Bundle, reading: Reading) -> Understood:
    """Return what an export says; UnreadableError where none of its files is known."""
    book = Understood(FORMAT)
    book.skipped += bundle.skipped
    others, read, seen = list(bundle.others), 0, []
    for name, raw in bundle.named():
        table, header = read_table(name, raw)
        if table is not None:
            read += 1
            _read_table(table, book, reading)
        elif base_name(name).casefold() in FILES and header:
            book.skip(name, "", f"no known column; the header seen was: {header}")
            seen.append(header)
        else:
            others.append(name)
            seen.append(header)
    if not read:
        raise UnreadableError(_nothing(others, [each for each in seen if each], bundle.skipped))
    if others:
        book.skip(several(others), "", "not read by profile import")
    return book


def _nothing(others: Sequence[str], headers: Sequence[str], skipped: Sequence[Remark]) -> str:
    told = [f"{each.row}: {each.reason}" for each in skipped[:3]]
    seen = f"seen: {several(others or ['nothing'])}" if others or not told else ""
    shown = "; header ".join(filter(None, [seen, *headers[:3]]))
    what = "no file of a LinkedIn export that says something of yourself"
    return f"{what} ({'; '.join(filter(None, [shown, *told]))})"


def _read_table(table: Table, book: Understood, reading: Reading) -> None:
    book.skipped += table.remarks
    meanings = meanings_of(table.kind, table.header)
    names = {meaning: table.header[index] for index, meaning in enumerate(meanings) if meaning}
    names = {meaning: names.get(meaning, _ENGLISH[meaning]) for meaning in set(COLUMNS[table.kind].values())}
    for line, row in table.rows:
        texts = dict(zip(meanings, row, strict=False))
        texts.pop("", None)
        found = Found(f"{table.name}:{line}", texts, names)
        if any(texts.values()):
            _read_row(table.kind, found, book, reading)
    _name_the_rest(table, meanings, book)


def _read_row(kind: str, found: Found, book: Understood, reading: Reading) -> None:
    if kind == "profile":
        _read_person(found, book, reading)
    elif kind == "education":
        read_study(book, found, reading)
    elif kind == "certifications":
        read_holding(book, found, reading)
    elif kind == "languages":
        read_language(book, found)
    else:
        read_job(book, found, reading, paid=kind == "positions")


def _read_person(found: Found, book: Understood, reading: Reading) -> None:
    name = " ".join(filter(None, (found.texts.get("first"), found.texts.get("last"))))
    if name:
        whole = Found(found.row, {"first": name}, found.names)
        book.offer("name", whole.text("first", book), found.row)
    if born := found.texts.get("born"):
        try:
            book.offer("birth_date", read_date(born), found.row)
        except ValueError as error:
            book.skip(*found.at("born"), f"{error}")
    meaning = "place" if found.texts.get("place") else "address"
    if where := found.texts.get(meaning):
        code, understood = place_in(where, reading.places)
        if code:
            book.offer("lives_in", code, found.row)
        if not understood:
            book.skip(
                *found.at(meaning), "names no province that is known here" + (f"; {code} is kept" if code else "")
            )
    if meaning == "place" and found.texts.get("address"):
        book.skip(*found.at("address"), "not kept here")


def _name_the_rest(table: Table, meanings: Sequence[str], book: Understood) -> None:
    """Name every column that holds something and is not kept, counted where it does so more than once."""
    lines: dict[int, list[int]] = {}
    for line, row in table.rows:
        for index, cell in enumerate(row):
            meaning = meanings[index] if index < len(meanings) else ""
            if cell and (not meaning or (table.kind, meaning) in _NOT_KEPT):
                lines.setdefault(min(index, len(meanings)), []).append(line)
    for index, found in sorted(lines.items()):
        name = label(table.header[index]) if index < len(meanings) else ""
        name = name or "(a column without a name)"
        if len(found) == 1:
            book.skip(f"{table.name}:{found[0]}", name, "not kept here")
        else:
            book.skip(table.name, name, f"not kept here ({len(found)} times)")
