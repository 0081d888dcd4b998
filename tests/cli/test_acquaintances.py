"""Whom one knows at an organization, and at the employer of a role."""

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def people(run: Run) -> Run:
    """Robin works at BC Corrections, Lee left it, Mei works elsewhere."""
    run("contacts", "add", "Robin Sample", "--organization", "BC Corrections", "--tie", "close")
    run("contacts", "log", "Robin", "met", "--on", "2026-11-20")
    run("contacts", "add", "Lee Sample", "--organization", "BC Corrections")
    run("contacts", "move", "Lee", "--left", "--since", "2025")
    run("contacts", "add", "Mei Sample", "--organization", "csc")
    return run


@pytest.mark.parametrize(
    "command", [("organizations", "show", "bc-corrections"), ("checklist", "show", "ca-bc-correctional-officer")]
)
def test_whom_one_knows_there_stands_in_a_line(people: Run, command: tuple[str, ...]) -> None:
    line = "You know there: Robin Sample (close, last touch 20 Nov 2026), Lee Sample (left 2025)."
    assert line in people(*command).out.splitlines()
    known = people(*command, "--output", "json").json()["known_people"]
    assert [(each["name"], each["tie"], each["last_interaction"], each["left"]) for each in known] == [
        ("Robin Sample", "close", "2026-11-20", None),
        ("Lee Sample", "loose", None, "2025"),
    ]


def test_where_one_knows_nobody_nothing_is_said(people: Run) -> None:
    assert "You know" not in people("organizations", "show", "ccja").out
    assert people("organizations", "show", "ccja", "--output", "json").json()["known_people"] == []


def test_on_paper_nobody_is_named(people: Run) -> None:
    assert "Robin" not in people("checklist", "show", "ca-bc-correctional-officer", "--output", "html").out
