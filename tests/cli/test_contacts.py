"""Contacts on the command line: adding, logging, finding, listing and showing people."""

import csv
import io

import pytest

from conftest import Run

CONTACT_KEYS = {
    *("id", "name", "organization", "organization_id", "tie", "last_interaction", "next_followup"),
    *("role", "email", "phone", "jurisdiction", "tags"),
}
NOTHING_MORE = dict.fromkeys(("role", "email", "phone", "jurisdiction"))


pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def people(run: Run) -> Run:
    """Three people: two called Robin, one of them met."""
    run("contacts", "add", "Robin Sample", "--organization", "csc", "--tie", "regular", "--tag", "csc")
    run("contacts", "add", "Robin Other", "--tie", "close")
    run("contacts", "add", "Zoé Tremblay", "--organization", "Sample House")
    run("contacts", "log", "Robin Sample", "met", "--on", "2026-11-20", "--note", "job fair")
    return run


# --- add


def test_a_name_is_enough(run: Run) -> None:
    result = run("contacts", "add", "Robin Sample")
    assert (result.code, result.out) == (0, "Added Robin Sample (#1, loose tie).\n")
    assert "careerplan contacts log 1 met" in result.err
    shown = run("contacts", "show", "1", "--output", "json").json()["contact"]
    assert shown == {
        "id": 1,
        "name": "Robin Sample",
        "organization": None,
        "organization_id": None,
        "tie": "loose",
        "last_interaction": None,
        "next_followup": None,
        "role": None,
        "email": None,
        "phone": None,
        "met": None,
        "jurisdiction": None,
        "note": None,
        "notes": [],
        "tags": [],
        "emails": [],
        "phones": [],
        "profiles": [],
        "jurisdictions": [],
        "positions": [],
        "added": "2026-11-22",
    }


def test_every_option_is_kept(run: Run) -> None:
    given = {
        "organization": "Sample House",
        "role": "Shift supervisor",
        "email": "robin@example.org",
        "phone": "+1 204 555 0100",
        "tie": "close",
        "met": "a job fair",
        "jurisdiction": "CA-MB",
        "note": "knows the fitness test",
    }
    options = [each for name, value in given.items() for each in (f"--{name}", value)]
    result = run("contacts", "add", "Robin", *options, "--tag", "night shift", "--tag", "csc", "--tag", "csc")
    assert result.code == 0
    shown = run("contacts", "show", "Robin", "--output", "json").json()["contact"]
    assert {name: shown[name] for name in given} == given
    assert shown["tags"] == ["night shift", "csc"]


@pytest.mark.parametrize(
    "text",
    ["csc", "Csc", "Correctional Service of Canada", "correctional  service CANADA", "Correctional Service Canada"],
)
def test_an_organization_of_the_catalog_is_linked(run: Run, text: str) -> None:
    added = run("contacts", "add", "Robin", "--organization", text, "--output", "json").json()
    assert added["contact"]["organization_id"] == "csc"
    (contact,) = run("contacts", "list", "--output", "json").json()["contacts"]
    assert (contact["organization"], contact["organization_id"]) == (text, "csc")


@pytest.mark.parametrize("text", ["Sample House", "Correctional", "cs", "渡辺商店"])
def test_any_other_organization_is_kept_as_text(run: Run, text: str) -> None:
    run("contacts", "add", "Robin", "--organization", text)
    (contact,) = run("contacts", "list", "--output", "json").json()["contacts"]
    assert (contact["organization"], contact["organization_id"]) == (text, None)


@pytest.mark.parametrize(
    "alike",
    [
        ("ROBIN SAMPLE",),
        ("R. Sample", "--email", "Robin@Example.org"),
        ("R. Sample", "--phone", "204 555 0100"),
    ],
    ids=["name", "email", "phone"],
)
def test_a_look_alike_is_added_with_a_warning(run: Run, alike: tuple[str, ...]) -> None:
    run("contacts", "add", "Robin Sample", "--email", "robin@example.org", "--phone", "204 555 0100")
    result = run("contacts", "add", *alike)
    assert result.code == 0
    assert result.out == f"Added {alike[0]} (#2, loose tie).\n"
    warning = result.err.splitlines()[0]
    assert warning.startswith("Warning: ")
    assert "Robin Sample (#1: same " in warning
    assert len(run("contacts", "list", "--output", "json").json()["contacts"]) == 2


def test_in_json_a_look_alike_stands_in_the_document_alone(run: Run) -> None:
    run("contacts", "add", "Robin")
    result = run("contacts", "add", "robin", "--output", "json")
    assert result.json()["alike"] == [{"id": 1, "name": "Robin", "reason": "same name"}]
    assert result.err == ""


def test_somebody_else_is_no_look_alike(run: Run) -> None:
    run("contacts", "add", "Robin Sample")
    assert "Warning" not in run("contacts", "add", "Robin Other").err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("",), "The name is empty."),
        (("  \t",), "The name is empty."),
        (("Robin", "--tie", "clos"), "'clos' is no tie."),
        (("x" * 100_001,), "longer than 100,000 characters"),
        ((), "NAME"),
    ],
)
def test_what_cannot_be_added_is_a_usage_error(run: Run, args: tuple[str, ...], message: str) -> None:
    result = run("contacts", "add", *args)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert run("contacts", "list", "--output", "json").json()["contacts"] == []


def test_a_wrong_tie_says_which_was_meant(run: Run) -> None:
    assert "Did you mean close? Choose from close, regular, loose." in run("contacts", "add", "R", "--tie", "clos").err


@pytest.mark.parametrize("output", ["table", "plain", "json", "markdown", "csv"])
def test_a_change_has_every_output_so_that_none_fails_after_it_was_made(run: Run, output: str) -> None:
    for command in (
        ("contacts", "add", "Robin"),
        ("contacts", "log", "Robin", "informational-interview"),
        ("followups", "snooze", "1", "in 5 days"),
        ("followups", "done", "1"),
        ("followups", "skip", "2"),
        ("undo", "--dry-run"),
        ("undo",),
        ("redo",),
        ("network", "plan", "--weeks", "1", "--keep"),
    ):
        result = run(*command, "--output", output)
        assert (result.code, bool(result.out)) == (0, True), result.err


def test_an_output_there_is_not_is_refused_before_the_change(run: Run) -> None:
    assert run("contacts", "add", "Robin", "--output", "pdf").code == 2
    assert run("contacts", "list", "--output", "plain").out == ""


# --- log


def test_logging_says_what_it_earned(people: Run) -> None:
    result = people("contacts", "log", "Robin Other", "informational-interview")
    assert (result.code, result.err) == (0, "undo: careerplan undo\n")
    logged, earned, rhythm = result.out.splitlines()
    assert logged == "Logged: an informational interview with Robin Other, Sun 22 Nov 2026."
    assert earned == (
        "Earned: Send a thank-you note by Mon 23 Nov 2026; Tell them what came of their advice by Tue 22 Dec 2026."
    )
    assert rhythm == "Keep in touch: Check in, with news or something useful by Tue 22 Dec 2026."


def test_logging_says_what_it_settled_and_what_is_too_late(people: Run) -> None:
    result = people("contacts", "log", "Robin Sample", "call")
    assert "Settled: Follow up on your" in result.out
    result = people("contacts", "log", "Robin Other", "help-received", "--on", "2026-08-01")
    assert "Too late for: Thank them for their help." in result.out.splitlines()


def test_the_document_of_a_log_names_what_it_did(people: Run) -> None:
    document = people("contacts", "log", "Robin Sample", "call", "--note", "n", "--output", "json").json()
    assert document == {
        "schema": "careerplan.interaction-logged/1",
        "interaction": {
            "id": 2,
            "contact_id": 1,
            "contact_ids": [1],
            "kind": "call",
            "day": "2026-11-22",
            "note": "n",
        },
        "earned": [
            {
                "rule": "keep-in-touch-regular",
                "action": "Check in, with news or something useful",
                "due": "2027-01-21",
                "trigger": "keep-in-touch",
                "contact_id": 1,
            }
        ],
        "promised": [],
        "settled": [1],
        "restarted": [2],
        "too_late": [],
    }


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("yesterday", "2026-11-21"),
        ("2026-11-01", "2026-11-01"),
        ("3 days ago", "2026-11-19"),
        ("friday", "2026-11-20"),
        ("today", "2026-11-22"),
    ],
)
def test_a_day_is_read_as_people_say_it_and_leans_to_the_past(people: Run, said: str, day: str) -> None:
    document = people("contacts", "log", "Zoé", "met", "--on", said, "--output", "json").json()
    assert document["interaction"]["day"] == day


@pytest.mark.parametrize("said", ["tomorrow", "2026-11-23", "in 3 days", "next friday"])
def test_a_day_to_come_cannot_be_logged(people: Run, said: str) -> None:
    result = people("contacts", "log", "Zoé", "met", "--on", said)
    assert (result.code, result.out) == (2, "")
    assert "is still to come" in result.err
    assert people("contacts", "show", "Zoé", "--output", "json").json()["interactions"] == []


@pytest.mark.parametrize("said", ["2026-02-30", "11/12/2026", "blue", ""])
def test_a_day_that_cannot_be_is_a_usage_error(people: Run, said: str) -> None:
    assert people("contacts", "log", "Zoé", "met", "--on", said).code == 2
    assert people("contacts", "show", "Zoé", "--output", "json").json()["interactions"] == []


def test_an_unknown_kind_says_which_was_meant(people: Run) -> None:
    result = people("contacts", "log", "Zoé", "mesage-sent")
    assert (result.code, result.out) == (2, "")
    assert "'mesage-sent' is no kind of interaction." in result.err
    assert "Did you mean message-sent?" in result.err


# --- finding a person


@pytest.mark.parametrize(
    ("query", "number"),
    [("1", 1), ("robin s", 1), ("Robin Sample", 1), ("other", 2), ("zoe", 3), ("ZOÉ TREMBLAY", 3), ("tremb", 3)],
)
def test_a_person_is_found_by_number_name_or_beginning(people: Run, query: str, number: int) -> None:
    assert people("contacts", "show", query, "--output", "json").json()["contact"]["id"] == number


def test_an_unknown_person_is_not_found_and_meant_ones_are_named(people: Run) -> None:
    for command in (("contacts", "show", "Zoe Trembly"), ("contacts", "log", "Zoe Trembly", "met")):
        result = people(*command)
        assert (result.code, result.out) == (3, "")
        assert "No contact is called 'Zoe Trembly'." in result.err
        assert "Did you mean Zoé Tremblay?" in result.err


@pytest.mark.parametrize("query", ["99", "qqqq", "", "0", "9" * 30])
def test_nobody_is_meant_by_what_is_like_nothing(people: Run, query: str) -> None:
    result = people("contacts", "show", query)
    assert result.code == 3
    assert "careerplan contacts list" in result.err


def test_two_people_of_one_beginning_are_named_both(people: Run) -> None:
    for command in (("contacts", "show", "Rob"), ("contacts", "log", "Rob", "met")):
        result = people(*command)
        assert (result.code, result.out) == (3, "")
        assert "'Rob' could be 2 of the contacts: 1 (Robin Sample), 2 (Robin Other)." in result.err


def test_two_people_of_one_name_are_told_apart_by_number(run: Run) -> None:
    run("contacts", "add", "Robin")
    run("contacts", "add", "Robin")
    assert run("contacts", "show", "Robin").code == 3
    assert run("contacts", "log", "2", "met").code == 0
    met = [each["last_interaction"] for each in run("contacts", "list", "--output", "json").json()["contacts"]]
    assert met == [None, "2026-11-22"]


def test_an_error_in_json_is_one_document(people: Run) -> None:
    result = people("contacts", "show", "Rob", "--output", "json")
    assert result.out == ""
    error = result.error()
    assert (error["code"], error["exit_code"]) == ("ambiguous", 3)
    assert error["hint"] == "Write more of the name, or the id or number shown."


# --- list and show


def test_the_list_document_has_its_keys(people: Run) -> None:
    document = people("contacts", "list", "--output", "json").json()
    assert document["schema"] == "careerplan.contacts/1"
    assert [set(each) for each in document["contacts"]] == [CONTACT_KEYS] * 3
    assert document["contacts"][1] == {
        "id": 1,
        "name": "Robin Sample",
        "organization": "csc",
        "organization_id": "csc",
        "tie": "regular",
        "last_interaction": "2026-11-20",
        "next_followup": "2026-11-22",
        "tags": ["csc"],
        **NOTHING_MORE,
    }


def test_the_list_goes_by_name(people: Run) -> None:
    people("contacts", "add", "alex")
    names = [each["name"] for each in people("contacts", "list", "--output", "json").json()["contacts"]]
    assert names == ["alex", "Robin Other", "Robin Sample", "Zoé Tremblay"]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("--tie", "close"), [2]),
        (("--tag", "csc"), [1]),
        (("--tag", "nothing"), []),
        (("--never",), [2, 3]),
        (("--never", "--tie", "loose"), [3]),
        ((), [2, 1, 3]),
    ],
)
def test_the_list_can_be_narrowed(people: Run, options: tuple[str, ...], ids: list[int]) -> None:
    contacts = people("contacts", "list", *options, "--output", "json").json()["contacts"]
    assert [each["id"] for each in contacts] == ids


def test_the_list_in_plain_and_csv_holds_the_same_values(people: Run) -> None:
    plain = [line.split("\t") for line in people("contacts", "list", "--output", "plain").out.splitlines()]
    header, *rows = csv.reader(io.StringIO(people("contacts", "list", "--output", "csv").out))
    assert set(header) == CONTACT_KEYS
    assert rows == plain
    assert dict(zip(header, rows[1], strict=True)) == {
        "id": "1",
        "name": "Robin Sample",
        "organization": "csc",
        "organization_id": "csc",
        "tie": "regular",
        "last_interaction": "2026-11-20",
        "next_followup": "2026-11-22",
        "tags": "csc",
        **dict.fromkeys(NOTHING_MORE, ""),
    }


def test_the_list_for_people_names_everybody(people: Run) -> None:
    for output in ("table", "markdown"):
        lines = people("contacts", "list", "--output", output).out.splitlines()
        line = next(each for each in lines if "Robin Sample" in each)
        assert "20 Nov 2026" in line
        assert "22 Nov 2026" in line
        assert "never" in next(each for each in lines if "Zoé Tremblay" in each)


def test_an_empty_list_is_done(run: Run) -> None:
    result = run("contacts", "list")
    assert (result.code, result.out) == (0, "You have no contacts yet.\n")
    assert run("contacts", "list", "--output", "json").json() == {"schema": "careerplan.contacts/1", "contacts": []}
    assert run("contacts", "list", "--output", "plain").out == ""


def test_showing_a_person_tells_what_passed_and_what_comes(people: Run) -> None:
    for output in ("table", "markdown"):
        out = people("contacts", "show", "1", "--output", output).out
        for expected in (
            "Robin Sample",
            "regular",
            "a meeting: job fair",
            "Fri 20 Nov 2026",
            "Follow up on your",
        ):
            assert expected in out, (output, expected)
    out = people("contacts", "show", "3").out
    assert "nothing yet" in out
    assert "nothing open" in out


def test_the_document_of_a_person_has_interactions_and_follow_ups(people: Run) -> None:
    people("contacts", "log", "1", "event", "--on", "2026-10-01")
    document = people("contacts", "show", "1", "--output", "json").json()
    assert document["schema"] == "careerplan.contact/1"
    assert document["contact"]["tags"] == ["csc"]
    assert document["interactions"] == [
        {"id": 1, "kind": "met", "day": "2026-11-20", "note": "job fair", "with": [], "followup_id": None},
        {"id": 2, "kind": "event", "day": "2026-10-01", "note": None, "with": [], "followup_id": None},
    ]
    assert [(each["rule"], each["due"], each["status"]) for each in document["followups"]] == [
        ("met-follow-up", "2026-11-22", "open"),
        ("keep-in-touch-regular", "2027-01-19", "open"),
    ]


@pytest.mark.parametrize("output", ["plain", "csv"])
def test_a_person_can_be_read_by_a_script(people: Run, output: str) -> None:
    result = people("contacts", "show", "1", "--output", output)
    assert result.code == 0, result.err
    for expected in ("Robin Sample", "2026-11-20", "met", "job fair", "2026-11-22", "met-follow-up"):
        assert expected in result.out


def test_json_with_quotes_and_line_ends_comes_back(run: Run) -> None:
    note = 'said "no"\nthen\tyes \\ maybe'
    run("contacts", "add", "Robin", "--note", note)
    assert run("contacts", "show", "Robin", "--output", "json").json()["contact"]["note"] == note


# --- the options that every command takes


def test_options_stand_before_the_noun_after_it_or_after_the_verb(people: Run) -> None:
    shown = people("contacts", "list", "--output", "json").out
    assert people("--output", "json", "contacts", "list").out == shown
    assert people("contacts", "--output", "json", "list").out == shown
    assert people("contacts", "list", "-o", "json").out == shown


def test_the_day_given_after_the_verb_holds(people: Run) -> None:
    document = people("contacts", "log", "Zoé", "met", "--as-of", "2026-12-24", "--output", "json").json()
    assert document["interaction"]["day"] == "2026-12-24"


def test_an_earlier_day_hides_nothing(people: Run) -> None:
    early = people("contacts", "list", "--output", "json", as_of="2026-01-01")
    assert early.out == people("contacts", "list", "--output", "json").out
    early = people("contacts", "show", "1", "--output", "json", as_of="2026-01-01")
    assert [(each["id"], each["day"]) for each in early.json()["interactions"]] == [(1, "2026-11-20")]
    assert len(early.json()["followups"]) == 2


def test_quiet_gives_no_hints_but_still_warns(run: Run) -> None:
    assert run("contacts", "add", "Robin", "--quiet").err == ""
    assert run("contacts", "add", "Robin", "--quiet").err.startswith("Warning: ")


def test_a_place_is_a_code_in_any_case(run: Run) -> None:
    assert run("contacts", "add", "Robin Sample", "--jurisdiction", "ca-on").code == 0
    assert run("contacts", "show", "1", "-o", "json").json()["contact"]["jurisdiction"] == "CA-ON"
    refused = run("contacts", "add", "Lee Sample", "--jurisdiction", "Ontario")
    assert refused.code == 2
    assert "CA-ON for Ontario" in refused.err
