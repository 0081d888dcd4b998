"""LinkedIn exports as they are met: one oddity a test, on invented people."""

import io
import zipfile
from typing import Any

import pytest
from foreign_words import DAY, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.interop.foreign import MOST, Understood
from careerplan.interop.linkedin import read_export
from careerplan.interop.linkedin_files import MAX_MEMBER, MAX_MEMBERS, Bundle, UnreadableError, is_wanted, open_zip
from careerplan.interop.profile_yaml import check_values

POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"
EDUCATION = "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
CERTIFICATIONS = "Name,Url,Authority,Started On,Finished On,License Number\n"
LANGUAGES = "Name,Proficiency\n"
PROFILE = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location\n"
CLERK = {"area": "office", "title": "Receptionist", "employer": "Sample Co", "from": "2021-03", "to": None}
CLERK_ROW = "Sample Co,Receptionist,,,Mar 2021,\n"


def read(**files: str | bytes) -> Understood:
    """Read files named by keyword, without their ending."""
    named = {f"{name}.csv": text.encode() if isinstance(text, str) else text for name, text in files.items()}
    return read_export(Bundle(named), reading())


def entries(book: Understood, key: str) -> list[Any]:
    return [each.value for each in book.offers if each.key == key]


def skipped(book: Understood) -> dict[tuple[str, str], str]:
    return {(each.row, each.key): each.reason for each in book.skipped}


def zipped(files: dict[str, bytes], **more: Any) -> io.BytesIO:  # noqa: ANN401 - options of zipfile
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **more) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


# --- the shape of the files


@pytest.mark.parametrize(
    "text",
    [
        POSITIONS + CLERK_ROW,
        "\ufeff" + POSITIONS + CLERK_ROW,
        (POSITIONS + CLERK_ROW).replace("\n", "\r\n"),
        (POSITIONS + CLERK_ROW).replace(",", ";"),
        (POSITIONS + CLERK_ROW).replace(",", "\t"),
        'Notes:\n"A paragraph, that\nspans lines"\n\n' + POSITIONS + CLERK_ROW,
        POSITIONS + "\n,,,,,\n" + CLERK_ROW + ",,,,,\n",
        "Started On,title,COMPANY NAME\nMar 2021,Receptionist,Sample Co\n",
        POSITIONS + '"Sample Co","Receptionist",,,"Mar 2021",""\n',
        "Nom de l'entreprise;Titre;Commencé le;Terminé le\nSample Co;Receptionist;mars 2021;\n",
        "Nombre de la empresa,Cargo,Fecha de inicio,Fecha de finalización\nSample Co,Receptionist,mar 2021,\n",
        "Nome da empresa,Título,Iniciado em,Concluído em\nSample Co,Receptionist,mar. de 2021,\n",
        "Firmenname,Titel,Begonnen am,Beendet am\nSample Co,Receptionist,März 2021,\n",
        (POSITIONS + CLERK_ROW).encode("utf-16"),
        POSITIONS + "Sample\x00\x1b Co,\u202eReceptionist,,,Mar 2021,\n",
    ],
)  # fmt: skip
def test_one_position_however_the_file_is_written(text: str | bytes) -> None:
    assert entries(read(Positions=text), "experience") == [CLERK]


def test_a_file_in_windows_letters_is_read_and_says_so() -> None:
    book = read(Positions=(POSITIONS + "Café Sample,Barista,,,2020,2021\n").encode("cp1252"))
    assert entries(book, "experience")[0]["employer"] == "Café Sample"
    assert "Windows-1252" in skipped(book)["Positions.csv", ""]


def test_the_line_of_a_row_is_where_it_begins() -> None:
    book = read(
        Positions=POSITIONS + '"Sample\nCo",Receptionist,"several\nlines",,Mar 2021,\nSample Co,Cook,,,Smarch 2021,\n'
    )
    assert [each.row for each in book.offers] == ["Positions.csv:2"]
    assert "no date" in skipped(book)["Positions.csv:5", "Started On"]


def test_quoted_commas_and_other_scripts_stay() -> None:
    book = read(Positions=POSITIONS + '"Sample, Jr. & Co",看護師,,,2020,2021\n')
    (job,) = entries(book, "experience")
    assert (job["employer"], job["title"], job["area"]) == ("Sample, Jr. & Co", "看護師", "看護師")
    assert "no area of work" in book.noted[0].reason


def test_a_quotation_mark_that_is_never_closed_swallows_no_row_in_silence() -> None:
    book = read(Positions=POSITIONS + CLERK_ROW + '"Sample Co,Cook,,,2020,2021\nSample Co,Nurse,,,2018,2019\n')
    assert entries(book, "experience") == [CLERK]
    assert "never closed" in skipped(book)["Positions.csv:3", ""]


def test_a_single_quotation_mark_inside_a_field_is_only_that() -> None:
    book = read(Positions=POSITIONS + 'Sample Co,6" pipe fitter,,,2020,2021\n')
    assert entries(book, "experience")[0]["title"] == '6" pipe fitter'


def test_a_field_too_long_to_be_read_is_reported() -> None:
    book = read(Positions=POSITIONS + f"{'x' * 200_000},Cook,,,2020,2021\n" + CLERK_ROW)
    assert entries(book, "experience") == [CLERK]
    assert "too long" in skipped(book)["Positions.csv:2", ""]


def test_a_long_text_is_cut_to_what_the_profile_takes_and_that_is_said() -> None:
    book = read(Positions=POSITIONS + f"Sample Co,Cook {'x' * 5000},,,2020,2021\n")
    assert len(entries(book, "experience")[0]["title"]) == 4000
    assert "longer than 4,000" in book.noted[0].reason


def test_more_entries_than_one_life_has_are_left_out_and_said() -> None:
    book = read(Positions=POSITIONS + CLERK_ROW * (MOST + 5))
    assert len(entries(book, "experience")) == MOST
    assert f"more than {MOST} entries" in skipped(book)[f"Positions.csv:{MOST + 2}", "experience"]


def test_a_file_whose_header_is_not_known_is_named_with_the_header_seen() -> None:
    book = read(Positions="Gizmo,Widget\n1,2\n", Languages=LANGUAGES + "English,Fluent\n")
    assert "Gizmo, Widget" in skipped(book)["Positions.csv", ""]


def test_a_file_under_another_name_is_known_by_its_header() -> None:
    assert entries(read(download=POSITIONS + CLERK_ROW), "experience") == [CLERK]


@pytest.mark.parametrize("name", ["Connections", "whatever"])
def test_connections_say_nothing_of_oneself(name: str) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    with pytest.raises(UnreadableError, match=r"Connected On|Connections"):
        read(**{name: header + "Robin,Sample,https://example.org,,Sample Co,Cook,01 Jan 2023\n"})


# --- what the files say


def test_a_current_position_goes_on_and_one_that_ended_does_not() -> None:
    book = read(Positions=POSITIONS + CLERK_ROW + "Sample Co,Cook,,,2016,Dec 2017\nSample Co,Nurse,,,2018,Present\n")
    assert [(each["from"], each["to"]) for each in entries(book, "experience")] == [
        ("2021-03", None), ("2016", "2017-12"), ("2018", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "key", "why"),
    [
        ("Sample Co,Cook,,,,2020\n", "Started On", "is not said"),
        ("Sample Co,Cook,,,2024-02-31,\n", "Started On", "no such day"),
        ("Sample Co,Cook,,,2020,soon\n", "Finished On", "no date"),
        ("Sample Co,Cook,,,2020,2019\n", "Finished On", "before it begins"),
        (",,words,,2020,\n", "Title", "neither a title nor"),
    ],
)
def test_a_position_whose_time_is_not_certain_is_left_out_and_said(row: str, key: str, why: str) -> None:
    book = read(Positions=POSITIONS + row)
    assert book.offers == []
    assert why in skipped(book)["Positions.csv:2", key]
    assert "left out" in skipped(book)["Positions.csv:2", key]


def test_volunteering_is_unpaid_experience() -> None:
    book = read(
        Volunteering="Company Name,Role,Cause,Started On,Finished On,Description\n"
        "Sample Shelter,Shelter worker,,2020,2021,\n"
    )
    assert entries(book, "experience")[0] | {"paid": None} == {
        "area": "shelter",
        "title": "Shelter worker",
        "employer": "Sample Shelter",
        "from": "2020",
        "to": "2021",
        "paid": None,
    }
    assert entries(book, "experience")[0]["paid"] is False


def test_education_is_completed_expected_or_without_a_date() -> None:
    book = read(
        Education=EDUCATION
        + 'Sample College,2019,2021,,Diploma of Police Foundations,\nSample U,2024,2028,,"Bachelor of Arts, Law",\n'
        "Sample U,2020,,,Master of Arts,\nSample U,2022,2021,,Diploma,\nSample U,,2026,,Diploma,\n"
        "Sample School,,2019,,,\n"
    )
    assert [
        {key: each.get(key) for key in ("credential", "field", "completed", "expected")}
        for each in entries(book, "education")
    ] == [
        {"credential": "diploma", "field": "Police Foundations", "completed": "2021", "expected": None},
        {"credential": "bachelor", "field": "Law", "completed": None, "expected": "2028"},
        {"credential": "master", "field": None, "completed": None, "expected": None},
        {"credential": "diploma", "field": None, "completed": None, "expected": None},
        {"credential": "diploma", "field": None, "completed": None, "expected": "2026"},
    ]
    assert any("taken as completed" in each for each in book.notes)
    assert "no credential" in skipped(book)["Education.csv:7", "Degree Name"]
    assert "before it begins" in skipped(book)["Education.csv:5", "End Date"]


def test_certificates_tests_and_clearances_go_to_their_lists() -> None:
    book = read(
        Certifications=CERTIFICATIONS
        + "Standard First Aid & CPR-C + AED,javascript:alert(1),Sample,May 2025,May 2028,1\nCOPAT,,,Sep 2026,,\n"
        "Enhanced Reliability Status,,,2026,,\nAdvanced Widgets,,,2024,,\nWHMIS,,,Jan 2027,,\n"
    )
    assert entries(book, "credentials") == [
        {"credential": "first-aid-standard-cpr-c-aed", "issued": "2025-05", "expires": "2028-05"},
        {"credential": "Advanced Widgets", "issued": "2024"},
        {"credential": "whmis", "booked": "2027-01"},
    ]
    assert entries(book, "tests") == [{"test": "copat", "passed": "2026-09"}]
    assert entries(book, "clearances") == [{"clearance": "enhanced-reliability", "granted": "2026"}]
    assert "javascript" not in repr(book)
    assert skipped(book)["Certifications.csv:2", "Url"] == "not kept here"


@pytest.mark.parametrize(
    ("row", "key", "why"),
    [
        ("Criminal record check,,,2024,,", "Name", "never stored"),
        ("Level II,,,2024,,", "Name", "several things"),
        ("Other,,,2024,,", "Name", "several things"),
        ("WHMIS,,,2024,2023,", "Finished On", "before it was issued"),
        ("WHMIS,,,2024,someday,", "Finished On", "not certain"),
        (",https://example.org,,2024,,", "Name", "no name"),
    ],
)
def test_a_certificate_that_would_say_too_much_is_left_out_and_said(row: str, key: str, why: str) -> None:
    book = read(Certifications=CERTIFICATIONS + row)
    assert book.offers == []
    assert why in skipped(book)["Certifications.csv:2", key]


def test_a_certificate_with_an_unreadable_date_is_kept_without_it() -> None:
    book = read(Certifications=CERTIFICATIONS + "Mental Health First Aid,,,Smarch 2021,,")
    assert entries(book, "credentials") == [{"credential": "mental-health-first-aid"}]


def test_languages_have_four_levels_and_an_unknown_one_is_none_of_them() -> None:
    levels = ["Elementary", "Limited working", "Professional working", "Full professional", "Native or bilingual"]
    book = read(
        Languages=LANGUAGES + "".join(f"French,{each} proficiency\n" for each in levels) + "Spanish,\nGerman,so-so\n"
    )
    assert [each["level"] for each in entries(book, "languages")] == [
        "basic",
        "intermediate",
        "advanced",
        "fluent",
        "fluent",
    ]
    assert "not said" in skipped(book)["Languages.csv:7", "Proficiency"]
    assert "'so-so'" in skipped(book)["Languages.csv:8", "Proficiency"]


def test_the_profile_gives_name_birth_date_and_place_and_no_address() -> None:
    row = 'Robin,Sample,,12 Example Street,"Apr 12, 2001",Cook,About me,Food,A1A 1A1,"Toronto, Ontario, Canada"\n'
    book = read(Profile=PROFILE + row)
    assert {each.key: each.value for each in book.offers} == {
        "name": "Robin Sample",
        "birth_date": "2001-04-12",
        "lives_in": "CA-ON",
    }
    assert {key for _, key in skipped(book)} == {"Address", "Headline", "Summary", "Industry", "Zip Code"}
    assert "Example Street" not in repr(book)


def test_a_birthday_without_a_year_is_no_birth_date() -> None:
    book = read(Profile=PROFILE + 'Robin,Sample,,,Apr 12,,,,,"Nowhere"\n')
    assert [each.key for each in book.offers] == ["name"]
    assert {key for _, key in skipped(book)} == {"Birth Date", "Geo Location"}


def test_columns_nobody_foresaw_are_named_with_how_often() -> None:
    book = read(Positions=POSITIONS[:-1] + ",Mood\n" + CLERK_ROW[:-1] + ",good,extra\n" + CLERK_ROW[:-1] + ",bad\n")
    assert skipped(book)["Positions.csv", "Mood"] == "not kept here (2 times)"
    assert ("Positions.csv:2", "(a column without a name)") in skipped(book)


# --- zips


def test_files_are_found_by_name_in_any_folder_and_case_and_others_are_named_once() -> None:
    bundle = open_zip(
        zipped({
            "Complete_LinkedInDataExport/POSITIONS.CSV": (POSITIONS + CLERK_ROW).encode(),
            "Connections.csv": b"x", "messages.csv": b"x", "Skills.csv": b"Name\nCooking\n", "__MACOSX/x": b"",
            "Rich Media/photo.jpg": b"x",
        })
    )  # fmt: skip
    book = read_export(bundle, reading())
    assert entries(book, "experience") == [CLERK]
    assert book.offers[0].row == "POSITIONS.CSV:2"
    (row,) = [row for row, _ in skipped(book)]
    assert set(row.split(", ")) == {"Connections.csv", "messages.csv", "Skills.csv", "Rich Media/photo.jpg"}


def test_what_others_wrote_is_not_even_opened() -> None:
    names = (
        "Connections.csv",
        "messages.csv",
        "Invitations.csv",
        "Recommendations_Received.csv",
        "x/Imported contacts.csv",
    )
    assert not any(map(is_wanted, names))
    assert is_wanted("a/b\\Positions.csv")


def test_two_files_of_one_name_are_both_read() -> None:
    files = {"a/Positions.csv": POSITIONS + CLERK_ROW, "b/Positions.csv": POSITIONS + "Sample Co,Cook,,,2016,2017\n"}
    book = read_export(open_zip(zipped({name: text.encode() for name, text in files.items()})), reading())
    assert [each.row for each in book.offers] == ["a/Positions.csv:2", "b/Positions.csv:2"]


def test_a_file_too_large_is_left_out_and_said() -> None:
    files = {"Positions.csv": b" " * (MAX_MEMBER + 1), "Languages.csv": (LANGUAGES + "English,Fluent\n").encode()}
    book = read_export(open_zip(zipped(files, compression=zipfile.ZIP_DEFLATED)), reading())
    assert entries(book, "languages") == [{"language": "en", "level": "fluent"}]
    assert "larger than" in skipped(book)["Positions.csv", ""]


def test_too_many_files_an_encrypted_zip_and_a_damaged_one_are_refused() -> None:
    with pytest.raises(UnreadableError, match="more than"):
        open_zip(zipped({f"{number}.txt": b"" for number in range(MAX_MEMBERS + 1)}))
    raw = bytearray(zipped({"Positions.csv": b"x"}).getvalue())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableError, match="encrypted"):
        open_zip(io.BytesIO(bytes(raw)))
    with pytest.raises(UnreadableError, match="cannot be read"):
        open_zip(io.BytesIO(b"PK\x03\x04 nothing of the kind"))


def test_an_empty_zip_holds_nothing_and_that_is_said() -> None:
    with pytest.raises(UnreadableError, match="nothing"):
        read_export(open_zip(zipped({})), reading())


GOOD = zipped(
    {"Positions.csv": (POSITIONS + CLERK_ROW).encode(), "Skills.csv": b"Name\n"}, compression=zipfile.ZIP_DEFLATED
).getvalue()


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(GOOD)))
@settings(max_examples=300, deadline=None)
def test_any_damage_to_a_zip_ends_as_an_export_or_an_error_of_ours(changes: list[tuple[int, int]], end: int) -> None:
    raw = bytearray(GOOD)
    for position, value in changes:
        raw[position] = value
    try:
        read_export(open_zip(io.BytesIO(bytes(raw[: end or None]))), reading())
    except UnreadableError:
        return


# --- anything at all


HEADERS = {
    "Positions": POSITIONS,
    "Education": EDUCATION,
    "Certifications": CERTIFICATIONS,
    "Languages": LANGUAGES,
    "Profile": PROFILE,
}
tables = st.sampled_from(sorted(HEADERS)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.lists(
            st.lists(st.sampled_from(["", "2021", "word"]), min_size=1, max_size=HEADERS[name].count(",") + 2),
            max_size=6,
        ),
    )
)


@given(tables)
@settings(max_examples=300, deadline=None)
def test_no_cell_is_lost_in_silence(table: tuple[str, list[list[str]]]) -> None:
    name, rows = table
    header = [*HEADERS[name].strip().split(","), "(a column without a name)"]
    rows = [
        [f"zq{line}x{index}" if cell == "word" else cell for index, cell in enumerate(row)]
        for line, row in enumerate(rows)
    ]
    book = read(**{name: HEADERS[name] + "\n".join(map(",".join, rows))})
    kept = repr([each.value for each in book.offers])
    told = skipped(book)
    out = {row for (row, _), why in told.items() if "left out" in why}
    for line, row in enumerate(rows, 2):
        for column, cell in zip(header, row, strict=False):
            place = f"{name}.csv:{line}"
            named = {(place, column), (f"{name}.csv", column)} & set(told)
            assert not cell or cell in kept or named or place in out, (cell, column)


anything = st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=6)


@given(st.sampled_from(sorted(HEADERS)), anything)
@settings(max_examples=300, deadline=None)
def test_whatever_the_rows_hold_what_is_offered_is_a_profile(name: str, rows: list[list[str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    book = read(**{name: HEADERS[name] + "\n".join(quoted)})
    for offer in book.offers:
        entry = isinstance(offer.value, dict)
        assert check_values({offer.key: [offer.value] if entry else offer.value}, DAY)[1] == []


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_end_as_an_export_or_an_error_of_ours(raw: bytes) -> None:
    for prefix in (b"", POSITIONS.encode(), CERTIFICATIONS.encode()):
        try:
            read(Positions=prefix + raw)
        except UnreadableError:
            continue
