"""Reading one YAML file: lines, faults, and files made to hurt."""

import datetime as dt
from pathlib import Path

import pytest

from careerplan.catalog.load import MAX_BYTES
from careerplan.catalog.yamlfile import MAX_DEPTH, YamlFile, read_yaml

PATH = Path("pack.yaml")


def read(text: str) -> YamlFile:
    return read_yaml(PATH, text.encode())


def faults(text: str) -> list[str]:
    return [str(problem) for problem in read(text).problems]


def only_fault(text: str) -> str:
    (fault,) = faults(text)
    return fault


def test_plain_values_and_the_line_of_every_path() -> None:
    file = read("roles:\n  - id: a\n    hours: 1.5\n\n  - id: b\n    day: 2024-05-01\n    codes: [x,\n      y]\n")

    assert file.content == {
        "roles": [{"id": "a", "hours": 1.5}, {"id": "b", "day": dt.date(2024, 5, 1), "codes": ["x", "y"]}]
    }
    assert file.problems == []
    lines = {
        ("roles",): 1,
        ("roles", 0): 2,
        ("roles", 0, "hours"): 3,
        ("roles", 1): 5,
        ("roles", 1, "day"): 6,
        ("roles", 1, "codes"): 7,
        ("roles", 1, "codes", 1): 8,
    }
    assert {spot: file.line(spot) for spot in lines} == lines


def test_the_line_of_a_key_is_its_own_even_where_its_value_begins_below() -> None:
    file = read("a:\n\n\n  b:\n\n    c: 1\n")

    assert (file.line(("a",)), file.line(("a", "b")), file.line(("a", "b", "c"))) == (1, 4, 6)


def test_what_is_not_there_has_the_line_of_what_is_around_it() -> None:
    file = read("roles:\n  - title: T\n  - title: U\n")

    assert file.line(("roles", 1, "id")) == 3
    assert file.line(("nothing", "here")) == 1


def test_every_fault_is_collected_and_the_rest_is_still_read() -> None:
    file = read("a: 2027-02-31\nb: !!python/name:os.system x\nc: fine\nc: again\n")

    assert [(problem.line, problem.key) for problem in file.problems] == [(1, "a"), (2, "b"), (4, "c")]
    assert file.content == {"a": None, "b": None, "c": "fine"}


def test_a_key_that_stands_twice_is_a_fault_at_the_second_and_the_first_one_counts() -> None:
    file = read("roles:\n  - id: a\n    title: first\n    title: second\n")

    assert [str(problem) for problem in file.problems] == ["pack.yaml:4:roles.0.title: this key stands twice"]
    assert file.content == {"roles": [{"id": "a", "title": "first"}]}


def test_a_day_that_no_calendar_has() -> None:
    assert only_fault("seen:\n  day: 2027-02-31\n").startswith("pack.yaml:2:seen.day: '2027-02-31' cannot be: ")


@pytest.mark.parametrize(
    "value",
    [
        "!!bool perhaps",
        "!!timestamp soon",
        "!!int ''",
        "!!int x",
        "!!float x",
        "!!binary é",
        "2001-12-14 21:59:43 +99:99",
        "9" * 5000,
        "1" + ":00" * 250 + ".5",
    ],
)
def test_a_value_that_its_type_cannot_hold_is_a_fault_not_a_crash(value: str) -> None:
    assert only_fault(f"ok: 1\nkey: {value}\n").startswith("pack.yaml:2:key: ")


@pytest.mark.parametrize(
    "value",
    [
        "!!python/name:os.system x",
        "!!python/object/apply:os.mkdir [made]",
        "!!python/object/new:os.mkdir {args: [made]}",
        "!!python/tuple [1, 2]",
        "!own {a: 1}",
        "!own x",
    ],
)
def test_a_tag_of_another_type_is_refused_and_builds_nothing(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    fault = only_fault(f"ok: 1\nkey: {value}\n")

    assert fault.startswith("pack.yaml:2:key: the tag ")
    assert fault.endswith(" is not allowed here")
    assert list(tmp_path.iterdir()) == []


def test_a_key_must_be_a_word() -> None:
    assert only_fault("? [a, b]\n: 1\n") == "pack.yaml:1:(file): a key must be a plain word"


def test_an_alias_repeats_a_value() -> None:
    file = read("a: &a [x]\nb: *a\n")

    assert file.content == {"a": ["x"], "b": ["x"]}
    assert file.problems == []


def test_aliases_that_multiply_are_stopped() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))

    file = read(bomb)

    assert "values once aliases are followed" in str(file.problems[0])
    assert file.content is None


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "a: &a [b, {c: *a}]\n", "&a {b: *a}\n"])
def test_an_alias_that_contains_itself(text: str) -> None:
    file = read(text)

    assert [problem.message for problem in file.problems] == ["an alias that contains itself"]
    assert file.content is None


def test_nesting_has_an_end() -> None:
    just = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)

    assert faults(just) == []
    assert "nested deeper than" in only_fault(f"a: {'[' * MAX_DEPTH}{']' * MAX_DEPTH}")
    assert "nested deeper than" in only_fault("[" * 500_000)


def test_nesting_by_aliases_has_an_end_too() -> None:
    ladder = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 600))

    assert "nested deeper than" in only_fault(ladder)


def test_a_file_larger_than_any_data_file() -> None:
    at_most = read_yaml(PATH, b"a: 1\n" + b"#" * (MAX_BYTES - 5))
    too_much = read_yaml(PATH, b"a: 1\n" + b"#" * (MAX_BYTES - 4))

    assert at_most.content == {"a": 1}
    assert [problem.message for problem in too_much.problems] == [
        "larger than 2,000,000 bytes, which no data file should be"
    ]
    assert too_much.content is None


def test_text_that_is_not_utf_8_names_the_byte() -> None:
    file = read_yaml(PATH, "name: Rén\n".encode("latin-1"))

    assert [str(problem) for problem in file.problems] == ["pack.yaml:1:(file): not UTF-8 text (byte 8)"]


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    file = read_yaml(PATH, b"\xef\xbb\xbfroles: []\r\n")

    assert (file.content, file.problems) == ({"roles": []}, [])


def test_a_file_holds_one_document() -> None:
    assert only_fault("a: 1\n---\nb: 2\n") == "pack.yaml:2:(file): not valid YAML: found another document"


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n"])
def test_an_empty_file_has_no_content_and_no_fault(text: str) -> None:
    file = read(text)

    assert (file.content, file.problems) == (None, [])


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1\nb: 2\n", 1), ("a: 1\n\tb: 2\n", 2), ("a: 1\nb: *nowhere\n", 2), ('a: "\\ud800"\n', 1), ("a: \x00\n", 1)],
)
def test_what_is_not_yaml_is_one_fault_at_its_line(text: str, line: int) -> None:
    assert only_fault(text).startswith(f"pack.yaml:{line}:(file): not valid YAML: ")
