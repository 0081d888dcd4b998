"""Degrees, certificates, areas, languages and places of other programs, by the words of the built-in catalog."""

import pytest
from foreign_words import words
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.interop.certificates import may_be_clearance, read_certificate
from careerplan.interop.degrees import Degree, read_degree, read_field
from careerplan.interop.entries import area_in
from careerplan.interop.foreign import clean, decode
from careerplan.interop.languages import language_code, language_name, rating
from careerplan.interop.locations import place_in, place_of
from careerplan.places import PLACES


@pytest.mark.parametrize(
    ("text", "level", "field"),
    [
        ("Bachelor of Arts", "bachelor", None),
        ("bachelor of arts", "bachelor", None),
        ("B.A.", "bachelor", None),
        ("BA", "bachelor", None),
        ("B.A. (Hons)", "honours-bachelor", None),
        ("BA(Hons)", "honours-bachelor", None),
        ("Bachelor\u2019s Degree", "bachelor", None),
        ("M.A.", "master", None),
        ("Diploma", "diploma", None),
        ("High School Diploma", "secondary", None),
        ("Ontario Secondary School Diploma (OSSD)", "secondary", None),
        ("Ph.D.", "doctorate", None),
        ("Diploma of Police Foundations", "diploma", "Police Foundations"),
        ("Diploma in Social Service Work", "diploma", "Social Service Work"),
        ("Diploma, Police Foundations", "diploma", "Police Foundations"),
        ("Diploma of Education, Police Foundations", "diploma", "Police Foundations"),
        ("Bachelor of Arts - BA", "bachelor", None),
        ("Bachelor of Arts - BA, Criminology", "bachelor", "Criminology"),
        ("Bachelor of Arts (B.A.), Criminology", "bachelor", "Criminology"),
        ("Master of Arts in Criminology", "master", "Criminology"),
        ("Honours Bachelor of Arts", "honours-bachelor", None),
        ("Bachelor of Social Work", "bachelor", "Social Work"),
        ("Bachelor of Science in Nursing", "bachelor", "Nursing"),
    ],
)
def test_a_degree_is_its_level_and_perhaps_its_field(text: str, level: str, field: str | None) -> None:
    degree = read_degree(text, words())
    assert (degree.credential, degree.field, degree.known) == (level, field, True)


@pytest.mark.parametrize(
    "text",
    [
        "Abitur",
        "Certificate of Completion",
        "Diploma of Secondary Studies",
        "Diploma, Grade 8",
        "Certificate of Attendance",
        "Master electrician",
        "Executive program",
    ],
)
def test_what_is_not_surely_a_level_stays_as_it_was_written(text: str) -> None:
    assert read_degree(text, words()) == Degree(text)


def test_several_known_fields_are_several_and_others_stay_one_text() -> None:
    assert read_field("Psychology and Criminology", words()) == (["Psychology", "Criminology"], True)
    assert read_field("Police Foundations", words()) == ("Police Foundations", True)
    assert read_field("Widgets and Criminology", words()) == ("Widgets and Criminology", False)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Standard First Aid", ["first-aid-standard"]),
        ("Standard First Aid & CPR-C + AED", ["first-aid-standard-cpr-c-aed"]),
        ("Canadian Red Cross - Standard First Aid with CPR Level C & AED", ["first-aid-standard-cpr-c-aed"]),
        ("CPR/AED Level C", ["cpr-c-aed"]),
        ("CPR Level C", ["cpr-c"]),
        ("Emergency First Aid CPR A/AED", ["first-aid-emergency-cpr-a-aed"]),
        ("First Aid", ["first-aid"]),
        ("Standard First Aid and CPR", ["first-aid-standard", "cpr"]),
        ("WHMIS Certification", ["whmis"]),
        ("Mental Health First Aid", ["mental-health-first-aid"]),
        ("Non-Violent Crisis Intervention Training", ["nvci"]),
        ("Applied Suicide Intervention Skills Training (ASIST)", ["asist"]),
        ("COPAT", ["copat"]),
        ("COPAT Test", ["copat"]),
        ("Enhanced Reliability Status", ["enhanced-reliability"]),
        ("Secret Clearance", ["secret"]),
    ],
)
def test_a_certificate_is_recognised_under_the_names_people_give_it(name: str, ids: list[str]) -> None:
    assert read_certificate(name, words()) == ids


@pytest.mark.parametrize(
    "name",
    [
        "Standard First Aid Instructor",
        "COPAT training",
        "COPAT preparation course",
        "Secret training",
        "First Aid for Dogs",
        "CPR awareness",
        "Advanced Widgets",
        "Criminal record check",
        "",
    ],
)
def test_a_name_with_a_word_too_many_is_not_read_upward(name: str) -> None:
    assert read_certificate(name, words()) == []


@pytest.mark.parametrize(
    ("name", "may"), [("Level II", True), ("Secret", True), ("Secret Clearance", False), ("WHMIS", False)]
)
def test_a_word_that_may_be_a_clearance_is_not_taken_for_one(name: str, *, may: bool) -> None:
    assert may_be_clearance(name, words()) is may


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Senior Correctional Officer II", "custody"),
        ("Child and Youth Worker", "youth-services"),
        ("Prison Nurse", "nursing"),
        ("Shelter Worker (nights)", "shelter"),
        ("IT Support", "information-technology"),
        ("Making it happen", None),
        ("Widget tender", None),
        ("children\u2019s aid", "child-welfare"),
        ("", None),
    ],
)
def test_an_area_is_the_longest_name_in_a_title(text: str, area: str | None) -> None:
    assert area_in(text, words()) == area


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Elementary proficiency", "basic"), ("Limited working proficiency", "intermediate"),
        ("Professional Working", "advanced"), ("Full professional proficiency", "fluent"),
        ("NATIVE OR BILINGUAL PROFICIENCY", "fluent"), ("Native speaker", "fluent"), ("B2", "intermediate"),
        ("B2 (upper intermediate)", "intermediate"), ("Compétence professionnelle limitée", "intermediate"),
        ("so-so", None), ("", None), ("not fluent", None),
    ],
)  # fmt: skip
def test_a_level_of_language_is_by_the_table_or_unknown(text: str, level: str | None) -> None:
    assert rating(text) == level


def test_languages_have_codes_and_names() -> None:
    assert [language_code(each) for each in ("English", "FRENCH", "français", "en", "English (Canada)", "Klingon")] == [
        "en", "fr", "fr", "en", "en", None,
    ]  # fmt: skip
    assert [language_name(each) for each in ("en", "cr", "Klingon")] == ["English", "Cree", "Klingon"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Toronto, Ontario, Canada", "CA-ON"),
        ("Montréal, Québec, Canada", "CA-QC"),
        ("Toronto, ON", "CA-ON"),
        ("Greater Toronto Area, Canada", "CA"),
        ("Ontario, California, United States", "US"),
        ("Seattle, WA", None),
        ("Victoria, British Columbia, Canada", "CA-BC"),
        ("Chicago, Illinois, USA", "US-IL"),
        ("Toronto, Canada Area", "CA"),
        ("Mars", None),
        ("", None),
        (",,,", None),
    ],
)
def test_a_place_is_read_from_the_right_and_no_further_than_it_goes(text: str, code: str | None) -> None:
    assert place_in(text, PLACES)[0] == code


@pytest.mark.parametrize(
    ("country", "region", "code", "understood"),
    [
        ("CA", "Ontario", "CA-ON", True),
        ("ca", "on", "CA-ON", True),
        ("Canada", "CA-ON", "CA-ON", True),
        ("", "Ontario", "CA-ON", True),
        ("US", "California", "US", False),
        ("DE", "", "DE", True),
        ("Atlantis", "Ontario", None, False),
        ("", "WA", None, False),
        ("US", "Ontario", "US", False),
        ("", "", None, True),
    ],
)
def test_a_country_and_a_region(country: str, region: str, code: str | None, *, understood: bool) -> None:
    assert place_of(country, region, PLACES) == (code, understood)


def test_text_from_outside_is_one_clean_line() -> None:
    assert clean(" a\x00\x1b[31m\r\n\tb\u202e\ufeff ") == "a[31m b"


@pytest.mark.parametrize(
    ("raw", "text", "taken_for"),
    [
        ("né".encode(), "né", ""), (b"\xef\xbb\xbfx", "x", ""), ("né".encode("cp1252"), "né", "Windows-1252"),
        ("né\n".encode("utf-16"), "né\n", "UTF-16"), ("name".encode("utf-16-le"), "name", "UTF-16"),
        ("name".encode("utf-16-be"), "name", "UTF-16"), (b"", "", ""),
    ],
)  # fmt: skip
def test_any_encoding_that_is_met_is_read(raw: bytes, text: str, taken_for: str) -> None:
    assert decode(raw) == (text, taken_for)


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_whatever_is_said_nothing_breaks_and_what_is_not_known_stays(text: str) -> None:
    degree = read_degree(text, words())
    assert degree.known or degree.credential == text
    assert all(words().kept_in(each) for each in read_certificate(text, words()))
    place_in(text, PLACES)
    area_in(text, words())
    rating(text)
    language_code(text)
