"""What failed, lapsed, was left or is not finished is never read as held; a parenthesis is dropped only if harmless."""

from typing import Any

import pytest
from foreign_words import DAY, reading, words

from careerplan.interop.certificates import read_certificate
from careerplan.interop.degrees import read_degree
from careerplan.interop.entries import ORIGIN
from careerplan.interop.foreign import Understood, fold
from careerplan.interop.foreign_standings import Standing, read_standing
from careerplan.interop.json_resume import read_resume
from careerplan.interop.languages import rating
from careerplan.interop.profile_yaml import check_values


def read(section: str, **entry: str) -> Understood:
    return read_resume({section: [entry]}, reading(), lambda values: check_values(values, DAY))


def values(book: Understood) -> list[Any]:
    return [each.value for each in book.offers]


@pytest.mark.parametrize(
    ("text", "bare", "standing"),
    [
        ("COPAT (failed)", "COPAT", Standing("not held", "failed")),
        ("COPAT - \u00e9chou\u00e9", "COPAT", Standing("not held", "\u00e9chou\u00e9")),
        ("COPAT (e\u0301choue\u0301)", "COPAT", Standing("not held", "\u00e9chou\u00e9")),
        ("COPAT (ECHEC)", "COPAT", Standing("not held", "ECHEC")),
        ("CPR-C, not renewed", "CPR-C", Standing("not held", "not renewed")),
        ("Bachelor of Arts (incomplete)", "Bachelor of Arts", Standing("unfinished", "incomplete")),
        ("Baccalaur\u00e9at inachev\u00e9", "Baccalaur\u00e9at", Standing("unfinished", "inachev\u00e9")),
        ("Bachelor in progress", "Bachelor", Standing("under way", "in progress")),
        ("Bachelor of Arts [expected 2028]", "Bachelor of Arts", Standing("under way", "expected 2028")),
        ("Baccalaur\u00e9at (en cours)", "Baccalaur\u00e9at", Standing("under way", "en cours")),
        ("PhD candidate", "PhD", Standing("under way", "candidate")),
        ("Diploma (pending, then withdrew)", "Diploma", Standing("unfinished", "pending, then withdrew")),
        ("Bachelor of Current Affairs", "Bachelor of Current Affairs", None),
        ("Candidate Physical Ability Test", "Candidate Physical Ability Test", None),
        ("Withdrawal management", "Withdrawal management", None),
        ("", "", None),
    ],
)
def test_a_name_says_whether_it_is_held(text: str, bare: str, standing: Standing | None) -> None:
    assert read_standing(text) == (bare, standing)


def test_no_word_of_the_vocabulary_says_that_it_is_not_held() -> None:
    terms = [*words().vocabulary.levels.values(), *words().vocabulary.credentials.values()]
    assert [name for each in terms for name in (each.id, *each.names) if read_standing(name)[1]] == []


NOT_HELD = [
    "failed",
    "expired",
    "lapsed",
    "denied",
    "revoked",
    "\u00e9chou\u00e9",
    "expir\u00e9",
    "refus\u00e9e",
    "attempted",
]
NOT_YET = ["in progress", "ongoing", "current", "pending", "expected", "booked", "en cours", "pr\u00e9vu"]


@pytest.mark.parametrize("word", [*NOT_HELD, *NOT_YET, "incomplete", "unfinished", "withdrew"])
@pytest.mark.parametrize("name", ["COPAT ({})", "CPR-C - {}", "Secret clearance {}", "Advanced Widgets [{}]"])
def test_a_certificate_that_is_not_surely_held_is_left_out_and_said(name: str, word: str) -> None:
    book = read("certificates", name=name.format(word), date="2024-09")
    assert values(book) == []
    (told,) = book.skipped
    assert told.row == "certificates[0].name"
    assert word in told.reason
    assert "left out" in told.reason


def test_a_certificate_still_to_come_is_booked_where_its_date_is() -> None:
    book = read("certificates", name="COPAT (booked)", date="2027-01")
    assert values(book) == [{"test": "copat", "booked": "2027-01"}]
    assert values(read("certificates", name="COPAT (failed)", date="2027-01")) == []
    assert values(read("certificates", name="COPAT (booked)")) == []


def test_what_is_private_is_not_quoted_even_where_it_was_denied() -> None:
    book = read("certificates", name="Criminal record check (denied)", date="2024")
    assert "never stored" in book.skipped[0].reason
    assert "Criminal record check" not in repr(book)


@pytest.mark.parametrize(
    ("degree", "ends", "kept"),
    [
        ("Bachelor of Arts (incomplete)", "2014", {"left": "2014"}),
        ("Bachelor of Arts, withdrew", "2014-06", {"left": "2014-06"}),
        ("Baccalaur\u00e9at (abandonn\u00e9)", "2014", {"left": "2014"}),
        ("Bachelor of Arts (unfinished)", "2028", {}),
        ("Bachelor of Arts (incomplete)", "", {}),
        ("Bachelor in progress", "2014", {}),
        ("Bachelor in progress", "", {}),
        ("Bachelor (ongoing)", "2028-04", {"expected": "2028-04"}),
        ("Baccalaur\u00e9at en cours", "2028", {"expected": "2028"}),
        ("Bachelor (expected)", "present", {}),
    ],
)
def test_a_degree_that_is_not_finished_is_not_completed(degree: str, ends: str, kept: dict[str, str]) -> None:
    book = read("education", studyType=degree, endDate=ends)
    assert values(book) == [{"credential": "bachelor", **kept}]
    assert "not taken as completed" in book.noted[0].reason
    assert book.noted[0].row == "education[0].studyType"


def test_a_field_may_say_it_too() -> None:
    book = read("education", studyType="Bachelor", area="Criminology (incomplete)", endDate="2014")
    assert values(book) == [{"credential": "bachelor", "field": "Criminology", "left": "2014"}]
    assert book.noted[0].row == "education[0].area"


@pytest.mark.parametrize("word", ["failed", "expired", "denied", "revoked", "refus\u00e9"])
def test_a_degree_that_is_not_held_is_left_out_and_said(word: str) -> None:
    book = read("education", studyType=f"Bachelor of Arts ({word})", endDate="2014")
    assert values(book) == []
    assert (book.skipped[0].row, f"'{word}'" in book.skipped[0].reason) == ("education[0].studyType", True)


def test_an_unknown_degree_that_is_not_finished_is_kept_as_written() -> None:
    book = read("education", studyType="Abitur (incomplete)", endDate="2014")
    assert values(book) == [{"credential": "Abitur (incomplete)", "left": "2014"}]


def test_a_level_of_language_in_progress_is_none() -> None:
    assert (rating("C1 (in progress)"), rating("B2 (expected)"), rating("courant")) == (None, None, "fluent")


@pytest.mark.parametrize(
    ("text", "level", "field"),
    [
        ("Bachelor of Arts (Co-op)", "bachelor", None),
        ("Bachelor of Science (BSc)", "bachelor", None),
        ("Diploma (Honours, Co-op)", "diploma", None),
        ("Bachelor of Arts (2010-2014)", "bachelor", None),
        ("Bachelor of Arts (Criminology)", "bachelor", "Criminology"),
        ("Bachelor of Arts, Criminology (Honours)", "bachelor", "Criminology (Honours)"),
    ],
)
def test_a_harmless_parenthesis_takes_nothing_from_a_degree(text: str, level: str, field: str | None) -> None:
    degree = read_degree(text, words())
    assert (degree.credential, degree.field, degree.known) == (level, field, True)


@pytest.mark.parametrize(
    "text",
    [
        "Bachelor of Arts (audited)",
        "Bachelor of Arts (2 of 4 years)",
        "Bachelor of Arts (2nd year)",
        "Diploma (high school)",
        "Diploma of Police Foundations (no exams)",
        "Bachelor of Arts (odd), Criminology",
    ],
)
def test_any_other_parenthesis_leaves_a_degree_as_it_was_written(text: str) -> None:
    degree = read_degree(text, words())
    assert (degree.credential, degree.known) == (text, False)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("CPR (Level C)", ["cpr-c"]),
        ("COPAT (BC)", ["copat"]),
        ("WHMIS (online)", ["whmis"]),
        ("Secret (Level II)", ["secret"]),
        ("Standard First Aid (Canadian Red Cross)", ["first-aid-standard"]),
        ("Standard First Aid with CPR (Level C) and AED", ["first-aid-standard-cpr-c-aed"]),
        ("COPAT (preparation)", []),
        ("COPAT (2019)", []),
        ("CPR-C (instructor)", []),
        ("Secret (for contractors)", []),
    ],
)
def test_a_parenthesis_is_dropped_from_a_certificate_only_if_it_is_harmless(name: str, ids: list[str]) -> None:
    assert read_certificate(name, words()) == ids


def test_that_studies_count_as_from_home_is_told_once() -> None:
    document = {"education": [{"studyType": "Bachelor of Arts", "endDate": "2014"}, {"studyType": "Diploma"}]}
    book = read_resume(document, reading(), lambda each: check_values(each, DAY))
    assert list(book.notes).count(ORIGIN) == 1
    assert ORIGIN not in read("work", name="Sample Co", position="Cook", startDate="2020").notes


def test_a_job_that_has_yet_to_begin_is_left_out_and_said() -> None:
    book = read("work", name="Sample Co", position="Cook", startDate="2031-01")
    assert values(book) == []
    assert (book.skipped[0].row, "future (2031-01)" in book.skipped[0].reason) == ("work[0].startDate", True)
    assert len(values(read("work", name="Sample Co", position="Cook", startDate="2026-11"))) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  D\u00c9but-le ", "debut le"), ("U.S.A.", "usa"), ("a_b -  c", "a b c"), ("fran\u00e7ais", "francais")],
)
def test_case_accents_dots_and_hyphens_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded
