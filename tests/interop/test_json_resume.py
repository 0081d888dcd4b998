"""JSON Resume as the schema has it and as people write it; and our own export, which loses nothing."""

import json
import re
from typing import Any

import jsonschema
import pytest
from foreign_words import DAY, known, reading, words
from hypothesis import given, settings
from hypothesis import strategies as st
from test_profile_yaml import profiles

from careerplan.interop.certificates import read_certificate
from careerplan.interop.degrees import read_degree
from careerplan.interop.foreign import Understood
from careerplan.interop.json_resume import is_json_resume, read_resume
from careerplan.interop.json_resume_writing import write_resume
from careerplan.interop.json_tree import NotJsonError, read_json
from careerplan.interop.profile_yaml import check_values
from careerplan.person.merging import Offered, merge
from careerplan.person.profile import Profile
from careerplan.person.written import as_written
from careerplan.places import PLACES

NOBODY = as_written(None)
WORK = {"name": "Sample Co", "position": "Receptionist", "startDate": "2021-03"}


def read(document: dict[str, Any]) -> Understood:
    return read_resume(document, reading(), lambda values: check_values(values, DAY))


def entries(book: Understood, key: str) -> list[Any]:
    return [each.value for each in book.offers if each.key == key]


def skipped(book: Understood) -> dict[str, str]:
    return {each.row: each.reason for each in book.skipped}


def taken_over(document: dict[str, Any]) -> Profile:
    """Return the profile of somebody who had none, after an import."""
    book = read(document)
    merged = merge(NOBODY, Offered(book.offers, frozenset(book.whole), book.incomplete), known)
    profile, faults = check_values(merged.values, DAY)
    assert faults == []
    assert profile is not None
    return profile


# --- what it is


@pytest.mark.parametrize(
    ("document", "is_one"),
    [
        ({"basics": {}}, True),
        ({"work": []}, True),
        ({"$schema": "https://example.org/jsonresume/schema.json"}, True),
        ({"education": [{"studyType": "BA"}]}, True),
        ({"languages": [{"language": "English", "fluency": "x"}]}, True),
        ({"education": [{"credential": "diploma"}]}, False),
        ({"languages": [{"language": "en", "level": "fluent"}]}, False),
        ({"name": "Sample Person", "lives_in": "CA-ON"}, False),
        ({}, False),
    ],
)
def test_a_resume_is_known_by_its_sections(document: dict[str, Any], *, is_one: bool) -> None:
    assert is_json_resume(document) is is_one


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", "line 1"),
        (b"[" * 100_000, "deep"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "deeper"),
        (b"9" * 5000, "number"),
        (b"", "not valid"),
        (b"{'a': 1}", "column 2"),
    ],
)
def test_what_is_no_json_says_so(raw: bytes, why: str) -> None:
    with pytest.raises(NotJsonError, match=why):
        read_json(raw)


def test_a_key_that_stands_twice_is_named() -> None:
    value, twice = read_json(b'\xef\xbb\xbf{"name": "a", "name": "b"}')
    assert value == {"name": "b"}
    assert [each.key for each in twice] == ["name"]


# --- what it says


def test_a_whole_resume() -> None:
    book = read(
        {
            "basics": {"name": "Sample Person", "location": {"countryCode": "CA", "region": "Ontario"}},
            "work": [WORK | {"endDate": "2024-06-30"}],
            "volunteer": [{"organization": "Sample Shelter", "position": "Shelter worker", "startDate": "2020"}],
            "education": [
                {"institution": "Sample U", "area": "Psychology", "studyType": "B.A. (Hons)", "endDate": "2024-06"}
            ],
            "certificates": [{"name": "WHMIS 2015", "date": "2024-01-05"}, {"name": "COPAT", "date": "2026"}],
            "languages": [{"language": "English", "fluency": "Native speaker"}],
        }
    )
    assert {each.key: each.value for each in book.offers if not isinstance(each.value, dict)} == {
        "name": "Sample Person", "lives_in": "CA-ON",
    }  # fmt: skip
    assert entries(book, "experience") == [
        {"area": "office", "title": "Receptionist", "employer": "Sample Co", "from": "2021-03", "to": "2024-06-30"},
        {
            "area": "shelter",
            "title": "Shelter worker",
            "employer": "Sample Shelter",
            "from": "2020",
            "to": None,
            "paid": False,
        },
    ]
    assert entries(book, "education") == [
        {"credential": "honours-bachelor", "field": "Psychology", "school": "Sample U", "completed": "2024-06"}
    ]
    assert entries(book, "credentials") == [{"credential": "whmis", "issued": "2024-01-05"}]
    assert entries(book, "tests") == [{"test": "copat", "passed": "2026"}]
    assert entries(book, "languages") == [{"language": "en", "level": "fluent"}]
    assert book.skipped == []


@pytest.mark.parametrize(
    ("end", "to"),
    [
        ("present", None),
        ("Current", None),
        ("now", None),
        ("", None),
        (None, None),
        ("2024-6", "2024-06"),
        ("2024-6-3", "2024-06-03"),
        ("2024-06-30T00:00:00Z", "2024-06-30"),
        (2024, "2024"),
    ],
)
def test_ends_that_the_schema_rejects_and_people_write(end: object, to: str | None) -> None:
    assert entries(read({"work": [WORK | {"endDate": end}]}), "experience")[0]["to"] == to


@pytest.mark.parametrize("date", ["2024-02-31", "2024-19-39", "Smarch 2021", "soon"])
def test_dates_that_the_schema_accepts_and_the_calendar_does_not(date: str) -> None:
    book = read({"work": [WORK, WORK | {"startDate": date}]})
    assert len(entries(book, "experience")) == 1
    assert "left out" in skipped(book)["work[1].startDate"]
    study = read({"education": [{"studyType": "Diploma", "endDate": date}]})
    assert entries(study, "education") == [{"credential": "diploma"}]
    assert "without a date" in skipped(study)["education[0].endDate"]


def test_older_keys_are_read_too() -> None:
    assert entries(
        read({"work": [{"company": "Sample Co", "position": "Cook", "startDate": "2020"}]}), "experience"
    ) == [{"area": "kitchen", "title": "Cook", "employer": "Sample Co", "from": "2020", "to": None}]


def test_an_expiry_that_the_schema_does_not_have_is_still_one() -> None:
    book = read({"certificates": [{"name": "WHMIS", "date": "2024", "expiryDate": "2027"}]})
    assert entries(book, "credentials") == [{"credential": "whmis", "issued": "2024", "expires": "2027"}]


def test_what_is_not_kept_is_named_by_key_and_never_printed() -> None:
    book = read(
        {
            "basics": {
                "email": "secret@example.org",
                "phone": "555 0100",
                "location": {"city": "Gotham", "address": "1 A St"},
            },
            "work": [
                WORK | {"highlights": ["one", "two"]},
                WORK | {"highlights": ["three"], "url": "javascript:alert(1)"},
            ],
            "skills": [{"name": "Cooking"}],
            "health": {"condition": "private"},
            "meta": {"version": "v1.0.0", "x": 1},
        }
    )
    assert skipped(book) == {
        "basics.email": "not kept here",
        "basics.phone": "not kept here",
        "basics.location.city": "not kept here",
        "basics.location.address": "not kept here",
        "work[].highlights": "not kept here (2 times)",
        "work[1].url": "not kept here",
        "skills": "not kept here",
        "health": "not kept here",
        "meta": "not kept here",
    }
    assert not any(each in repr(book) for each in ("secret@", "555", "Gotham", "javascript", "Cooking", "private"))


def test_sections_in_another_form_are_named() -> None:
    book = read({"basics": [1], "work": "ten years", "education": {"studyType": "BA"}, "languages": ["English", None]})
    assert book.offers == []
    assert set(skipped(book)) == {"basics[0]", "work", "education.studyType", "languages[0]"}
    assert set(skipped(book).values()) == {"not in the form that JSON Resume has"}


# --- our own export


@given(profiles)
@settings(max_examples=200, deadline=None)
def test_what_is_exported_is_imported_the_same(values: dict[str, Any]) -> None:
    profile = Profile.model_validate(values)
    document = json.loads(write_resume(as_written(profile.model_dump_json()), PLACES, words().label))
    assert is_json_resume(document)
    assert taken_over(document) == profile
    assert read(document).skipped == []


SCHEMA = {
    section: {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: {"type": "string"} for key in keys.split()},
        },
    }
    for section, keys in {
        "work": "name position startDate endDate",
        "volunteer": "organization position startDate endDate",
        "education": "institution area studyType endDate",
        "certificates": "name date",
        "languages": "language fluency",
    }.items()
}


@given(profiles)
@settings(max_examples=100, deadline=None)
def test_nothing_stands_outside_the_schema_but_under_meta(values: dict[str, Any]) -> None:
    document = json.loads(
        write_resume(as_written(Profile.model_validate(values).model_dump_json()), PLACES, words().label)
    )
    known_keys = {"$schema": True, "basics": True, "meta": True, **SCHEMA}
    jsonschema.validate(document, {"type": "object", "additionalProperties": False, "properties": known_keys})
    assert set(document["basics"]) <= {"name", "location"}
    dates = [
        value
        for section in SCHEMA
        for entry in document.get(section, [])
        for key, value in entry.items()
        if "ate" in key[-4:]
    ]
    assert all(len(each) in {4, 7, 10} for each in dates)


MINE = {
    "name": "Sample Person",
    "birth_date": "2001-04-12",
    "lives_in": "CA-ON",
    "experience": [
        {"area": "shelter", "title": "Shelter worker", "from": "2024", "hours_per_week": 20, "paid": False},
        {"area": "kitchen", "title": "Cook", "employer": "Sample Co", "from": "2020", "to": "2021"},
    ],
    "credentials": [{"credential": "whmis", "issued": "2024", "expires": "2027"}],
    "tests": [],
    "declared": {"shift-work": True},
}


def exported() -> Any:  # noqa: ANN401 - a document to be edited
    return json.loads(write_resume(as_written(Profile.model_validate(MINE).model_dump_json()), PLACES, words().label))


def test_a_section_edited_since_is_read_as_a_foreign_one_and_that_is_said() -> None:
    document = exported()
    document["work"][0]["position"] = "Head cook"
    profile = taken_over(document)
    assert [(each.title, each.hours_per_week) for each in profile.experience or ()] == [
        ("Shelter worker", 20),
        ("Head cook", None),
    ]
    assert profile.incomplete == ("experience",)
    assert profile.credentials is not None
    assert profile.credentials[0].expires == "2027"
    assert any("Edited since it was exported" in each and "work" in each for each in read(document).notes)


SAID = {
    "lives_in": "CA-ON",
    "education": [{"credential": "bachelor", "field": ["social-work", "criminal-justice"], "completed": "2020"}],
    "credentials": [{"credential": "first-aid-standard-cpr-c-aed", "issued": "2025"}, {"credential": "My own-made"}],
    "tests": [{"test": "copat", "passed": "2026-01"}],
    "clearances": [{"clearance": "secret", "granted": "2024", "expires": "2034"}],
}


def test_words_are_written_as_one_says_them_and_read_back_the_same() -> None:
    profile = Profile.model_validate(SAID)
    document = json.loads(write_resume(as_written(profile.model_dump_json()), PLACES, words().label))
    assert [each["name"] for each in document["certificates"]] == [
        "standard first aid with CPR C and AED",
        "My own-made",
        "COPAT",
        "secret clearance",
    ]
    assert document["education"] == [
        {"studyType": "bachelor's degree", "area": "social work, criminal justice", "endDate": "2020"}
    ]
    assert taken_over(document) == profile


def test_what_an_earlier_version_exported_without_labels_is_still_as_it_was() -> None:
    profile = Profile.model_validate(SAID)
    document = json.loads(write_resume(as_written(profile.model_dump_json()), PLACES, lambda *_: None))
    assert document["certificates"][0]["name"] == "first aid standard cpr c aed"
    assert taken_over(document) == profile
    assert read(document).notes == {}


def test_every_label_reads_back_as_what_it_names() -> None:
    found = words().vocabulary
    credentials = {each.id: each.label for each in found.credentials.values() if each.label}
    levels = {each.id: each.label for each in found.levels.values() if each.label}
    assert {key: read_certificate(label, words()) for key, label in credentials.items()} == {
        key: [key] for key in credentials
    }
    assert {key: read_degree(label, words()).credential for key, label in levels.items()} == {
        key: key for key in levels
    }


def test_a_name_and_a_place_edited_since_are_the_visible_ones() -> None:
    document = exported()
    document["basics"] = {"name": "Other Sample", "location": {"countryCode": "CA", "region": "Alberta"}}
    profile = taken_over(document)
    assert (profile.name, profile.lives_in, profile.birth_date) == ("Other Sample", "CA-AB", "2001-04-12")


def test_entries_of_an_edited_section_that_are_as_they_were_are_taken_over_whole() -> None:
    document = exported()
    document["certificates"].append({"name": "ASIST", "date": "2025"})
    profile = taken_over(document)
    assert [(each.credential, each.expires) for each in profile.credentials or ()] == [
        ("whmis", "2027"),
        ("asist", None),
    ]
    assert profile.incomplete == ("credentials",)


def test_a_profile_under_meta_is_checked_like_any_other() -> None:
    document = exported()
    document["meta"]["careerplan"]["profile"]["criminal_record"] = "theft"
    book = read(document)
    assert "never stored" in skipped(book)["meta.careerplan.profile.criminal_record"]
    assert "theft" not in repr(book)
    assert taken_over(document).birth_date is None
    assert taken_over(document).name == "Sample Person"


# --- anything at all


texts = st.one_of(
    st.sampled_from(["2020", "2024-02-31", "zqa", "zqb", "zqc", "", "present"]), st.none(), st.integers(2000, 2030)
)
fields = st.sampled_from(
    [
        "name",
        "position",
        "startDate",
        "endDate",
        "studyType",
        "area",
        "institution",
        "date",
        "language",
        "fluency",
        "summary",
        "organization",
        "location",
        "highlights",
        "countryCode",
    ]
)
objects = st.dictionaries(fields, st.one_of(texts, st.lists(texts, max_size=2)), max_size=6)
resumes = st.dictionaries(
    st.sampled_from(["basics", "work", "volunteer", "education", "certificates", "languages", "skills", "x"]),
    st.one_of(st.lists(st.one_of(objects, texts), max_size=3), objects, texts),
    max_size=5,
)


def leaves(value: object, path: str) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in leaves(inner, f"{path}.{key}".removeprefix("."))]
    if isinstance(value, list):
        return [each for index, inner in enumerate(value) for each in leaves(inner, f"{path}[{index}]")]
    return [] if value in (None, "") else [(path, value)]


@given(resumes)
@settings(max_examples=400, deadline=None)
def test_every_value_is_in_the_result_or_in_a_report(document: dict[str, Any]) -> None:
    book = read(document)
    kept = repr([each.value for each in book.offers])
    told = [(each.row, each.reason) for each in book.skipped]
    for path, value in leaves(document, ""):
        every = re.sub(r"\[\d+\]", "[]", path)
        named = any(each.startswith(row) for row, _ in told for each in (path, every))
        entry = path.partition("]")[0] + "]" if "[" in path else path.partition(".")[0]
        out = any(row.startswith(entry) and "left out" in why for row, why in told)
        assert str(value) in kept or named or out or value == "present", (path, value, book)


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.one_of(
                    fields,
                    st.text(max_size=5),
                    st.sampled_from(
                        [
                            "basics",
                            "work",
                            "education",
                            "certificates",
                            "languages",
                            "meta",
                            "careerplan",
                            "profile",
                            "location",
                        ]
                    ),
                ),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=20,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_document_ends_as_offers_that_a_profile_holds(value: Any) -> None:  # noqa: ANN401
    document = value if isinstance(value, dict) else {"work": value, "meta": {"careerplan": {"profile": value}}}
    book = read(document)
    offers = []
    for offer in book.offers:
        assert offer.row
        entry = isinstance(offer.value, dict) and offer.key not in {"citizenship", "declared", "ticks"}
        if not check_values({offer.key: [offer.value] if entry else offer.value}, DAY)[1]:
            offers.append(offer)
    merged = merge(NOBODY, Offered(offers, frozenset(book.whole), book.incomplete), known)
    assert check_values(merged.values, DAY)[1] == []
    again = merge(merged.values, Offered(offers, frozenset(book.whole), book.incomplete), known)
    assert again.values == merged.values
