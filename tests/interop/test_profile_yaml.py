"""The profile as YAML: every fault at once with its line, and a round trip that loses nothing."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerplan.interop.profile_yaml import is_private, parse_profile, private_keys, write_profile
from careerplan.person.profile import Profile
from careerplan.person.written import as_written, in_short

DAY = dt.date(2026, 11, 22)
FILE = Path("me.yaml")

SAMPLE = """\
name: Sample Person
birth_date: 2001-04-12
citizenship: citizen
lives_in: CA-ON
works_in: [CA, CA-ON]
languages: [{language: en, level: fluent}, {language: fr, level: intermediate}]
education:
  - {credential: secondary, completed: 2019-06}
  - {credential: diploma, field: police foundations, years: 2, expected: 2027-04}
experience:
  - {area: youth services, title: Support worker, from: 2024-01, to: null, hours_per_week: 20, paid: true}
credentials:
  - {credential: first-aid-standard, issued: 2025-05-01, expires: 2028-05-01}
  - {credential: cpr-c-aed, issued: 2025-05-01}
driving: [{class: "5", jurisdiction: CA-BC, expires: 2029-04-12}]
tests: [{test: copat, passed: 2026-09-01}]
clearances: [{clearance: enhanced-reliability, granted: 2026-02-01}]
declared: {shift-work: true, relocate: false}
targets: [ca-csc-correctional-officer-1]
hours_per_week: 4
"""


def read(text: str) -> Profile:
    profile, problems = parse_profile(FILE, text.encode(), DAY)
    assert problems == []
    assert profile is not None
    return profile


def write(profile: Profile) -> str:
    return write_profile(in_short(as_written(profile.model_dump_json())))


def faults(text: str, never_ticked: frozenset[str] = frozenset()) -> dict[tuple[int, str], str]:
    profile, problems = parse_profile(FILE, text.encode(), DAY, never_ticked)
    assert (profile is None) == bool(problems)
    return {(each.line, each.key): each.message for each in problems}


def test_the_form_people_write_is_the_form_we_write() -> None:
    assert write(read(SAMPLE)) == SAMPLE


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}", "name: null"])
def test_nothing_said_is_an_empty_profile(text: str) -> None:
    assert read(text) == Profile()
    assert write(Profile()) == "{}\n"


def test_absent_is_unknown_and_an_empty_list_is_none() -> None:
    profile = read("tests: []")
    assert (profile.tests, profile.clearances) == ((), None)
    assert write(profile) == "tests: []\n"


def test_all_faults_are_told_at_once_with_line_and_key() -> None:
    found = faults(
        """\
name: 123
birth_date: 2031-02-01
citizenship: citizn
lives_in: Ontario
langauges: []
education:
  - {credential: diploma, completed: 2028, wrong: 3}
  - {credential: x, completed: 2024-02-31}
  - {field: x}
experience: [{area: a, from: 2024-05, to: 2023, hours_per_week: many}]
credentials:
  - credential: a
    issued: 2022
    expires: 2021
declared: {shift-work: maybe}
hours_per_week: -1
works_in: CA
languages: [{language: no, level: flu}]
ticks: {abstract: 2030-01}
"""
    )
    assert set(found) == {
        (1, "name"), (2, "birth_date"), (3, "citizenship"), (4, "lives_in"), (5, "langauges"),
        (7, "education.0.completed"), (7, "education.0.wrong"), (8, "education.1.completed"),
        (9, "education.2.credential"), (10, "experience.0.to"), (10, "experience.0.hours_per_week"),
        (14, "credentials.0.expires"), (15, "declared.shift-work"), (16, "hours_per_week"), (17, "works_in"),
        (18, "languages.0.language"), (18, "languages.0.level"), (19, "ticks.abstract"),
    }  # fmt: skip
    assert "did you mean languages?" in found[5, "langauges"]
    assert "write expected" in found[7, "education.0.completed"]
    assert "did you mean fluent?" in found[18, "languages.0.level"]
    assert "quotes" in found[18, "languages.0.language"]
    assert not [text for text in found.values() if "Input" in text or "str_" in text]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("birth_date: 2024-02-31", "birth_date"),
        ("birth_date: 2024-13", "birth_date"),
        ("birth_date: 0201-04-12", "birth_date"),
        ("birth_date: true", "birth_date"),
        ("birth_date: 2001.5", "birth_date"),
        ("credentials: [{credential: a, expires: 9999-12-31}]", "credentials.0.expires"),
        ("credentials: [{credential: a, issued: 2026-11-23}]", "credentials.0.issued"),
        ("tests: [{test: a, passed: 2027}]", "tests.0.passed"),
        ("education: [{credential: a, completed: 2020, expected: 2027}]", "education.0.expected"),
        ("education: [{credential: a, years: 2, years_done: 3}]", "education.0.years_done"),
        ("targets: [{role: a, stages: {before-training: [2027-05, 2027-03]}}]", "targets.0.stages.before-training"),
        ("credentials: [{credential: a, got: 2020}]", "credentials.0.got"),
        ("hours_per_week: true", "hours_per_week"),
        ("hours_per_week: 169", "hours_per_week"),
        ("hours_per_week: .nan", "hours_per_week"),
        ("declared: {Shift Work: true}", "declared.Shift Work"),
        ("citizenship: {ca: {status: citizen}}", "citizenship.ca"),
        ("education: [null]", "education.0"),
        ("education: diploma", "education"),
        ("name: a\nname: b", "name"),
        ("- a", "(file)"),
        ("name: [", "(file)"),
        ("name: !!python/object:os.system x", "name"),
    ],
)
def test_what_cannot_be_is_one_fault_at_its_key(text: str, key: str) -> None:
    assert [each for _, each in faults(text)] == [key]


@pytest.mark.parametrize(
    "key",
    ["criminal_record", "record", "pardon", "health", "medical", "disability", "credit", "indigenous",
     "criminalRecord", "Health-Issues", "credit score"],
)  # fmt: skip
def test_what_is_sensitive_is_refused_wherever_it_stands(key: str) -> None:
    for text in (f"{key}: none", f"declared: {{{key}: true}}", f"education: [{{credential: a, {key}: [1]}}]"):
        ((_, message),) = faults(text).items()
        assert "never stored" in message
        assert private_keys(FILE, text.encode())


@pytest.mark.parametrize("key", ["credits", "record-keeping", "mental-health-work", "shift-work", "credentials"])
def test_words_of_an_occupation_are_not_private(key: str) -> None:
    assert not is_private(key)


def test_only_ticks_of_what_may_be_stored_are_kept() -> None:
    assert read("ticks: {bc-record-check: 2026-11-01}").ticks == {"bc-record-check": "2026-11-01"}
    found = faults("ticks: {bc-record-check: 2026-11-01}", frozenset({"bc-record-check"}))
    assert "never stored" in found[1, "ticks.bc-record-check"]


def test_a_word_nobody_foresaw_is_kept() -> None:
    profile = read("education: [{credential: Abitur, field: Sozialkunde}]\ntargets: [lighthouse-keeper]")
    assert write(profile) == "education: [{credential: Abitur, field: Sozialkunde}]\ntargets: [lighthouse-keeper]\n"


def test_the_short_standing_is_that_of_where_one_lives() -> None:
    profile = read("lives_in: US-WA\ncitizenship: citizen")
    assert profile.citizenship is not None
    assert list(profile.citizenship) == ["US"]
    assert "citizenship: citizen\n" in write(profile)
    assert "citizenship: {CA: {status: citizen}}\n" in write(
        read("lives_in: US-WA\ncitizenship: {CA: {status: citizen}}")
    )


# Any profile, written and read again, is the same.

texts = st.one_of(
    st.sampled_from(
        ["no", "NO", "2019", "2019-06-01", "null", "~", "a: b", "a #b", "- a", "{a}", "1e3", "'", '"', "y"]
    ),
    st.text(min_size=1, max_size=12),
).filter(lambda text: text.strip() != "" and (text.isprintable() or "\n" in text.strip()))
days = st.dates(dt.date(1950, 1, 1), DAY).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], str(day.year)])
)
places = st.sampled_from(["CA", "CA-ON", "NO", "US-WA"])
keys = st.sampled_from(["shift-work", "no", "on", "from", "stages", "next", "to", "2019", "null", "a.b"])
hours = st.one_of(st.integers(1, 168), st.floats(1e-9, 168, allow_nan=False))


def entry(required: dict[str, Any], optional: dict[str, Any]) -> Any:  # noqa: ANN401 - a strategy of plain values
    return st.fixed_dictionaries(required, optional=optional)


def some(of: Any) -> Any:  # noqa: ANN401
    return st.lists(of, max_size=3)


held = {"expires": st.just("2199-01"), "jurisdiction": places, "booked": days}
profiles = entry(
    {},
    {
        "name": texts,
        "birth_date": days,
        "lives_in": places,
        "works_in": some(places),
        "citizenship": st.dictionaries(
            st.sampled_from(["CA", "US", "NO"]),
            entry(
                {"status": st.sampled_from(["citizen", "none", "work-permit"])},
                {"expires": days, "open": st.booleans()},
            ),
        ),
        "languages": some(entry({"language": texts, "level": st.just("basic")}, {})),
        "education": some(
            entry(
                {"credential": texts},
                {
                    "field": st.one_of(texts, some(texts)),
                    "years": st.floats(1e-9, 100),
                    "completed": days,
                    "assessed": entry({"by": texts, "level": texts}, {"on": days}),
                },
            )
        ),
        "experience": some(
            entry({"area": texts, "from": days}, {"title": texts, "hours_per_week": hours, "paid": st.booleans()})
        ),
        "credentials": some(entry({"credential": texts}, {"issued": days, **held})),
        "tests": some(entry({"test": texts}, {"passed": days, **held})),
        "clearances": some(entry({"clearance": texts}, {"granted": days, **held})),
        "driving": some(entry({"class": texts, "jurisdiction": places}, {"expires": days, "stage": st.just("full")})),
        "declared": st.dictionaries(
            keys, st.one_of(st.booleans(), entry({"answer": st.booleans()}, {"on": days, "by": texts}))
        ),
        "ticks": st.dictionaries(keys, days),
        "targets": some(
            entry(
                {"role": texts}, {"apply_on": days, "stages": st.just({"before-training": ("2027-03", "2027-04-02")})}
            )
        ),
        "starts": st.just("2027"),
        "hours_per_week": hours,
        "incomplete": some(st.sampled_from(["education", "tests"])),
    },
)


@given(profiles)
@settings(max_examples=300, deadline=None)
def test_what_is_written_reads_back_the_same(values: dict[str, Any]) -> None:
    profile = Profile.model_validate(values)
    text = write(profile)
    assert read(text) == profile
    assert write(read(text)) == text


@given(st.dictionaries(st.sampled_from([*Profile.model_fields, "record", "x"]), st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), days),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(
        ["credential", "from", "to", "expires", "issued", "stages", "role", "on", "area", "CA"]), inner, max_size=3)),
    max_leaves=8,
)))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_whatever_is_given_ends_as_a_profile_or_as_faults(values: dict[str, Any]) -> None:
    from careerplan.interop.profile_yaml import check_values

    profile, found = check_values(values, DAY)
    assert (profile is None) == bool(found)
    assert len({spot for spot, _ in found}) == len(found)
    if profile is not None:
        assert read(write(profile)) == profile
