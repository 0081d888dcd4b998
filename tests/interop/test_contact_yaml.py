"""A contact as YAML: what is written reads back the same, and every fault is told at once."""

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from careerplan.interop.contact_yaml import parse_contact, write_contact
from careerplan.person.contacts import Contact, HeldPosition, Note

FILE = Path("contact.yaml")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(str.strip).filter(bool)
DATES = st.sampled_from([None, "2024", "2024-05", "2024-05-17"])


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    positions = tuple(
        HeldPosition(id=number, organization=draw(TEXT), role=draw(st.none() | TEXT), since=draw(DATES))
        for number in range(draw(st.integers(0, 2)))
    )
    notes = tuple(
        Note(id=number, day=draw(st.dates(dt.date(2000, 1, 1))), text=draw(TEXT))
        for number in range(1, draw(st.integers(1, 3)))
    )
    emails, phones, profiles, tags = (tuple(draw(st.lists(TEXT, max_size=2))) for _ in range(4))
    return Contact(
        id=1,
        name=draw(TEXT),
        added=dt.date(2026, 1, 1),
        tie=draw(st.sampled_from(["close", "loose"])),
        met=draw(st.none() | TEXT),
        positions=positions,
        notes=notes,
        jurisdictions=tuple(draw(st.lists(st.sampled_from(["CA", "CA-ON"]), max_size=2))),
        emails=emails,
        phones=phones,
        profiles=profiles,
        tags=tags,
    )


@given(contacts())
def test_what_is_written_reads_back_the_same(contact: Contact) -> None:
    known = frozenset(each.id for each in contact.notes)
    found, problems = parse_contact(FILE, write_contact(contact).encode(), known)
    assert problems == []
    assert found is not None
    assert (found.name, found.tie, found.met) == (contact.name, contact.tie, contact.met)
    assert [(each.organization, each.role, each.since, each.until) for each in found.positions] == [
        (each.organization, each.role, each.since, each.until) for each in contact.positions
    ]
    assert {key: found.details[key] for key in found.details} == {
        key: getattr(contact, key) for key in ("emails", "phones", "profiles", "jurisdictions", "tags")
    }
    assert [(each.id, each.day, each.text) for each in found.notes] == [
        (each.id, each.day, each.text) for each in contact.notes
    ]


def test_every_fault_is_told_with_its_line_and_key() -> None:
    text = """\
nam: Robin
tie: closer
positions:
  - {organization: BC, since: 2026-13}
  - {since: 2024}
  - {organization: BC, since: 2024, until: 2023}
phones: [204]
jurisdictions: [Ontario]
notes:
  - {id: 7, text: tea}
  - {id: 1}
  - {text: x, day: soon}
tags: mentor
"""
    found, problems = parse_contact(FILE, text.encode(), frozenset([1]))
    assert found is None
    assert [(each.line, each.key) for each in problems] == [
        (1, "nam"), (1, "name"), (2, "tie"), (4, "positions.0.since"), (5, "positions.1"), (6, "positions.2.until"),
        (7, "phones.0"), (8, "jurisdictions.0"), (10, "notes.0.id"), (11, "notes.1"), (12, "notes.2.day"), (13, "tags"),
    ]  # fmt: skip
    assert "did you mean name?" in problems[0].message


def test_a_text_that_is_no_mapping_or_no_yaml_is_one_fault() -> None:
    for text in ("- a", "name: [", "hello"):
        found, problems = parse_contact(FILE, text.encode(), frozenset())
        assert (found, len(problems)) == (None, 1)


def test_what_is_left_out_is_empty_and_days_come_in_any_form() -> None:
    found, problems = parse_contact(
        FILE, b"name: Robin\npositions: [{role: Officer, since: 2024, until: 2024-05-17}]\n", frozenset()
    )
    assert (problems, found and found.tie, found and found.details["emails"]) == ([], "loose", ())
    assert found is not None
    assert [(each.since, each.until) for each in found.positions] == [("2024", "2024-05-17")]
