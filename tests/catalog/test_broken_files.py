"""A broken copy of each data file, one fault at a time: one line of report each, with the right file and line."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from careerplan.catalog.checking import Checker
from careerplan.catalog.load import DataFile, builtin_folder, read_whole
from careerplan.catalog.yamlfile import MAX_DEPTH
from careerplan.errors import Problem
from conftest import Run

ROOT = builtin_folder()
FILES = {str(file.path.relative_to(ROOT)): file for file in read_whole(ROOT)}

BODY = """\
{section}:
  - id: zz-body
    name: A body
    kind: union
    url: https://body.example/
    summary:
      text: An invented body
      sources: [seed-001#01]
    {fees}:
      - category: students
        amount: 10
        currency: CAD
        period: year
        as_of: 2024-05
        sources: [seed-001#02]
"""
"""A sound record for the end of a file, in a section that the file lacks."""

EVENT = {"section": "events", "fees": "activity: attend-workshop\n    jurisdiction: CA-ON\n    fees"}
ORGANIZATION = {"section": "organizations", "fees": "jurisdictions: [CA-ON]\n    fees"}


class Fault(NamedTuple):
    """What is put in place of what, the line at fault counted within the new text, and a part of what is said."""

    old: str
    new: str
    line: int
    said: str


IN_RECORD: dict[str, Fault] = {
    "an unknown key": Fault("    kind: union\n", "    kind: union\n    colour: red\n", 1, "no such key here"),
    "a key is missing": Fault("    name: A body\n", "", -1, "this key is missing"),
    "a key stands twice": Fault("    kind: union\n", "    kind: union\n    kind: union\n", 1, "this key stands twice"),
    "a list for a text": Fault("    name: A body\n", "    name: [A, body]\n", 0, "valid string"),
    "a number for a mapping": Fault(
        "    summary:\n      text: An invented body\n      sources: [seed-001#01]\n", "    summary: 5\n", 0, "mapping"
    ),
    "no source": Fault("sources: [seed-001#01]", "sources: []", 0, "no fact without a source"),
    "a source that is not there": Fault("[seed-001#01]", "[zz-nowhere]", 0, "no source has the id"),
    "a claim that is not there": Fault("[seed-001#01]", "[seed-001#99]", 0, "has no claim #99"),
    "no text for a source": Fault("[seed-001#01]", "[Seed 1]", 0, "pattern"),
    "a bad id": Fault("  - id: zz-body\n", "  - id: ZZ_Body\n", 0, "pattern"),
    "a bad kind": Fault("    kind: union\n", "    kind: Trade Union!\n", 0, "pattern"),
    "a day that is not": Fault("as_of: 2024-05", "as_of: 2024-02-31", 0, "day is out of range"),
    "a date in another order": Fault("as_of: 2024-05", "as_of: 5/6/2024", 0, "write a date as"),
    "a word not foreseen": Fault("period: year", "period: fortnight", 0, "'year', 'month' or 'once'"),
    "less than nothing": Fault("amount: 10", "amount: -10", 0, "greater than or equal to 0"),
    "no number at all": Fault("amount: 10", "amount: ten", 0, "valid number"),
    "not a finite number": Fault("amount: 10", "amount: .nan", 0, "finite number"),
    "an empty text": Fault("text: An invented body", "text: ''", 0, "at least 1 character"),
    "a text too long": Fault("text: An invented body", f"text: {'x' * 4001}", 0, "at most 4000 characters"),
    "a place that is no code": Fault("CA-ON", "Ontario", 0, "pattern"),
    "a forbidden tag": Fault("name: A body", "name: !!python/name:os.system A body", 0, "tag"),
    "a value that cannot be": Fault("name: A body", "name: !!int body", 0, "cannot be"),
    "a tab for spaces": Fault("    kind: union\n", "\tkind: union\n", 0, "not valid YAML"),
    "an open quote": Fault("name: A body", 'name: "A body', 0, "not valid YAML"),
    "a lost bracket": Fault("[seed-001#02]", "[seed-001#02", 0, "not valid YAML"),
    "an alias of nothing": Fault("name: A body", "name: *nobody", 0, "not valid YAML"),
    "an alias of itself": Fault("[seed-001#01]", "&here [*here]", 0, "alias that contains itself"),
    "nested too deep": Fault(
        "name: A body", f"name: {'[' * (MAX_DEPTH + 1)}{']' * (MAX_DEPTH + 1)}", 0, "nested deeper"
    ),
    "a record of no mapping": Fault("  - id: zz-body\n", "  - zz-before\n  - id: zz-body\n", 0, "mapping of keys"),
    "an id twice": Fault("  - id: zz-body\n", "  - id: {taken}\n", 0, "is defined twice"),
}
"""Faults in a record; ``{taken}`` is an id that is taken."""

AT_THE_END: dict[str, tuple[str, int, str]] = {
    "an unknown section": ("rolls:\n  - {id: zz-lost}\n", 0, "no such section"),
    "a section of no list": ("practices: 5\n", 0, "a list of records"),
    "no key and no value": ("zz\n", 0, "not valid YAML"),
}
"""Lines put after a file's own, the line at fault among them, and a part of what is said."""

ROLE = """\
  - id: zz-role
    title: A role
    occupation: correctional-officer
    employer: csc
    jurisdiction: CA
    coverage: none
    summary: {text: An invented role, sources: [seed-001#01]}
    pay:
      - {minimum: 10, unit: hour, sources: [seed-001#02]}
    requirements:
      - id: one
        kind: education
        level: required
        text: Schooling
        sources: [seed-001#01]
        criterion: {kind: education, level: secondary}
      - {id: two, kind: other, level: asset, text: More, sources: [seed-001#01], needs: [one]}
"""
IN_ROLE: dict[str, Fault] = {
    "an employer nobody knows": Fault("employer: csc", "employer: zz-nobody", 0, "no organization has the id"),
    "a general role nobody knows": Fault("jurisdiction: CA", "general: zz-nobody", 0, "no role has the id"),
    "coverage of no employer": Fault("    employer: csc\n", "", -3, "coverage belongs to an employer's role"),
    "pay without a figure": Fault("{minimum: 10, unit", "{unit", 0, "needs a minimum"),
    "the least above the most": Fault("{minimum: 10,", "{minimum: 10, maximum: 9,", 0, "the wrong way round"),
    "a criterion of no kind": Fault(
        "{kind: education, level: secondary}", "{kind: diploma}", 0, "a criterion has a kind"
    ),
    "a level nobody knows": Fault("level: secondary}", "level: zz-level}", 0, "no level has the id"),
    "a criterion and a check": Fault(
        "        level: required\n", "        level: required\n        check: tick\n", -2, "give one of"
    ),
    "a private matter judged": Fault(
        "        level: required\n", "        level: required\n        sensitive: true\n", -2, "never judged nor ticked"
    ),
    "a requirement twice": Fault("{id: two,", "{id: one,", -16, "share an id"),
    "a need that is not there": Fault("needs: [one]", "needs: [three]", -16, "needs name no requirement"),
    "a need of itself": Fault("needs: [one]", "needs: [two]", -16, "in a circle"),
    "no text": Fault("        text: Schooling\n", "", -3, "no requirement without text"),
}
"""Faults in a role; a negative line counts up from the first line changed."""


@pytest.fixture(scope="module")
def whole() -> Checker:
    """Return a checker that has read every file once."""
    checker = Checker()
    for file in FILES.values():
        checker.add(file)
    return checker


def check_instead(whole: Checker, name: str, raw: bytes) -> list[Problem]:
    """Check the whole catalog with ``raw`` in place of one file, without reading the others anew."""
    path = FILES[name].path
    checker = Checker()
    for kind, shelf in whole.shelves.items():
        checker.shelves[kind] = {key: each for key, each in shelf.items() if each.file.path != path}
    if whole._main_file and whole._main_file.path != path:  # noqa: SLF001 - to read each file once for all cases
        checker.main_roles, checker._main_file = whole.main_roles, whole._main_file  # noqa: SLF001
    others = [file for file in whole._files if file.path != path]  # noqa: SLF001
    checker._files = list(others)  # noqa: SLF001
    checker.add(DataFile(path, raw, pack=False))
    checker.check_references()
    found = checker.problems
    for file in others:
        file.problems.clear()
    return found


def with_record(text: str) -> tuple[str, int]:
    """Return a file with a record in a section that it lacks, and the number of the line where that begins."""
    section = EVENT if re.search(r"^organizations:", text, re.MULTILINE) else ORGANIZATION
    return text + BODY.format(**section), text.count("\n") + 1


def break_file(text: str, fault: Fault, begin: int) -> tuple[str, int]:
    """Return the text with a fault at or after the line ``begin``, and the line that is at fault."""
    head = "".join(f"{line}\n" for line in text.split("\n")[: begin - 1])
    body = text[len(head) :]
    place = body.index(fault.old)
    line = begin + body[:place].count("\n") + fault.line
    return head + body.replace(fault.old, fault.new, 1), line


def taken_id(section: str) -> str:
    return "ccja-congress" if section == "events" else "ccja"


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", [*IN_RECORD, *AT_THE_END])
def test_each_fault_in_each_file_is_one_line_of_report(whole: Checker, name: str, kind: str) -> None:
    text = FILES[name].raw.decode()
    if kind in AT_THE_END:
        added, offset, said = AT_THE_END[kind]
        if kind == "a section of no list" and re.search(r"^practices:", text, re.MULTILINE):
            added = "events: 5\n"
        broken, line = text + added, text.count("\n") + 1 + offset
    else:
        sound, begin = with_record(text)
        section = sound.split("\n")[begin - 1].rstrip(":")
        fault = IN_RECORD[kind]
        fault = fault._replace(new=fault.new.replace("{taken}", taken_id(section)))
        broken, line = break_file(sound, fault, begin)
        said = fault.said
        if kind == "an id twice" and name in {"data/organizations.yaml", "data/events.yaml"}:
            pytest.skip("the id that is taken stands in this very file")

    found = check_instead(whole, name, broken.encode())

    assert [(str(each.file.relative_to(ROOT)), each.line) for each in found] == [(name, line)], found
    assert said in found[0].message


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("data/roles/")])
@pytest.mark.parametrize("kind", IN_ROLE)
def test_each_fault_in_a_role_is_one_line_of_report(whole: Checker, name: str, kind: str) -> None:
    text = FILES[name].raw.decode()
    broken, line = break_file(text + ROLE, IN_ROLE[kind], text.count("\n") + 1)

    found = check_instead(whole, name, broken.encode())

    assert [(str(each.file.relative_to(ROOT)), each.line) for each in found] == [(name, line)], found
    assert IN_ROLE[kind].said in found[0].message


@pytest.mark.parametrize("name", FILES)
def test_a_sound_record_in_each_file_is_no_fault(whole: Checker, name: str) -> None:
    text = FILES[name].raw.decode()
    role = ROLE if name.startswith("data/roles/") else ""

    assert check_instead(whole, name, with_record(text + role)[0].encode()) == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_text_is_one_line_of_report(whole: Checker, name: str) -> None:
    (found,) = check_instead(whole, name, FILES[name].raw + b"# \xff\n")

    assert (found.file, found.line) == (FILES[name].path, 1)
    assert "not UTF-8" in found.message


def test_a_broken_pack_is_reported_by_the_program_in_one_line(run: Run, home: Path) -> None:
    pack = home / "packs" / "own.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text(
        "organizations:\n  - id: zz-body\n    name: A body\n    kind: union\n    colour: red\n", encoding="utf-8"
    )

    result = run("data", "check")

    assert result.code == 4
    assert result.out.splitlines() == [
        f"{pack}:2:organizations.0.summary: this key is missing",
        f"{pack}:5:organizations.0.colour: no such key here",
    ]
