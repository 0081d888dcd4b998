"""careerplan checklist: verdicts with reasons, what decides, ticks, and what is never stored."""

import datetime as dt
import re
from pathlib import Path

import pytest

from conftest import Run

BC = "ca-bc-correctional-officer"
PROFILE = """\
birth_date: 2001-04-12
citizenship: citizen
lives_in: CA-BC
education: [{credential: secondary, completed: 2019-06}]
experience: []
credentials: [{credential: ofa-1, issued: 2023-10-01, expires: 2026-10-01}]
tests: [{test: copat, passed: 2026-09-01}]
driving: [{class: "5", jurisdiction: CA-BC, stage: full, expires: 2029-04-12}]
targets: [ca-bc-correctional-officer]
"""


@pytest.fixture
def sam(run: Run, tmp_path: Path) -> Run:
    file = tmp_path / "sam.yaml"
    file.write_text(PROFILE, encoding="utf-8")
    assert run("profile", "import", str(file), "--apply").code == 0
    return run


def verdicts(run: Run, *more: str) -> dict[str, str]:
    items = run("checklist", "show", *more, "--output", "json").json()["items"]
    return {item["requirement"]: item["verdict"] for item in items}


def test_without_a_profile_nothing_is_known_and_the_next_step_is_named(run: Run) -> None:
    result = run("checklist", "show", BC)
    assert result.code == 0
    assert "NOT KNOWN yet" in result.out
    assert "careerplan profile init" in result.err
    assert set(verdicts(run, BC).values()) <= {"unknown", "not-judged"}


def test_the_first_target_is_the_default_role(sam: Run) -> None:
    document = sam("checklist", "show", "--output", "json").json()
    assert (document["schema"], document["role"]) == ("careerplan.checklist/1", BC)
    assert {"as_of", "can_apply", "not_before", "coverage", "summary", "items"} <= set(document)
    assert {
        *("requirement", "kind", "level", "when", "general", "sensitive", "text", "verdict", "reason", "from", "until"),
        *("evidence", "question", "ask", "standing", "sources"),
    } <= set(document["items"][0])


def test_a_certificate_that_ran_out_bars_and_says_so(sam: Run) -> None:
    document = sam("checklist", "show", "--output", "json").json()
    assert document["can_apply"] == "no"
    item = next(each for each in document["items"] if each["requirement"] == "first-aid")
    assert item["verdict"] == "unmet"
    assert "ran out 2026-10-01" in item["reason"]
    assert item["decides"]
    unmet = [each["requirement"] for each in document["items"] if each["verdict"] == "unmet"]
    assert f"Can you apply? NO ({len(unmet)} unmet" in sam("checklist", "show").out


def test_a_day_before_it_ran_out_it_held(sam: Run) -> None:
    then = sam("checklist", "show", "--output", "json", as_of="2026-09-30").json()
    item = next(each for each in then["items"] if each["requirement"] == "first-aid")
    assert (item["verdict"], item["until"]) == ("met", "2026-10-01")
    assert then["can_apply"] != "no"


def test_why_shows_the_tree_and_what_decides(sam: Run) -> None:
    page = sam("checklist", "show", "--why", "first-aid").out
    assert re.search(r"▸ current [^:]+: ofa-1, ran out 2026-10-01 \(no\)", page)
    everything = sam("checklist", "show", "--why").out
    assert "age (age)" in everything
    assert "education (education)" in everything
    assert sam("checklist", "show", "--why", "nothing-such").code == 3


def test_a_paper_is_ticked_and_unticked(sam: Run) -> None:
    assert verdicts(sam)["abstract"] == "unknown"
    assert "Ticked: " in sam("checklist", "tick", "abstract", "--on", "yesterday").out
    assert verdicts(sam)["abstract"] == "met"
    assert sam("checklist", "untick", "abstract").code == 0
    assert verdicts(sam)["abstract"] == "unknown"
    sam("undo")
    assert verdicts(sam)["abstract"] == "met"


def test_a_tick_for_one_employer_says_nothing_of_another(sam: Run) -> None:
    sam("checklist", "tick", "references", "--role", "ca-ab-correctional-peace-officer")
    assert verdicts(sam, "ca-ab-correctional-peace-officer")["references"] == "met"


@pytest.mark.parametrize("requirement", ["age", "first-aid"])
def test_what_the_profile_shows_is_not_ticked(sam: Run, requirement: str) -> None:
    refused = sam("checklist", "tick", requirement)
    assert (refused.code, refused.out) == (2, "")
    assert "judged by your profile" in refused.err


def test_a_tick_lies_in_the_past(sam: Run) -> None:
    assert sam("checklist", "tick", "abstract", "--on", "tomorrow").code == 2


def test_nothing_about_records_or_health_reaches_the_disk(sam: Run, home: Path) -> None:
    items = sam("checklist", "show", "--output", "json").json()["items"]
    private = [each["requirement"] for each in items if each["sensitive"]]
    assert private
    for requirement in private:
        refused = sam("checklist", "tick", requirement)
        assert refused.code == 2
        assert "never stored" in refused.err
    for key, value in (
        ("criminal_record", "pardoned-in-2019"),
        ("health", "asthma-since-2010"),
        ("credit", "bankrupt-2020"),
    ):
        refused = sam("profile", "set", key, value)
        assert refused.code != 0
        assert "never" in refused.err
    stored = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file() and path.parent.name != "cache")
    for word in (*private, "pardoned-in-2019", "asthma-since-2010", "bankrupt-2020", "criminal_record"):
        assert word.encode() not in stored


def test_paper_has_boxes(sam: Run) -> None:
    page = sam("checklist", "show", "--output", "markdown").out
    assert "- [x] ✓ At least 19 years old" in page
    assert "- [ ] ✗ Valid first aid certificate" in page


def test_comparing_with_the_profile_adds_how_one_stands(sam: Run) -> None:
    document = sam("roles", "compare", BC, "ca-ab-correctional-peace-officer", "--profile", "--output", "json").json()
    first = document["rows"][0]
    assert first["dimension"] == "can-apply"
    assert first["cells"][BC][0]["text"] == "no"
    age = next(row for row in document["rows"] if row["dimension"] == "age")
    assert age["cells"][BC][0]["verdict"] == "met"
    assert "✓ At least 19" in sam("roles", "compare", BC, "ca-ab-correctional-peace-officer", "--profile").out


def test_a_role_about_which_nothing_is_known_says_so(sam: Run) -> None:
    document = sam("checklist", "show", "ca-mb-probation-officer", "--output", "json").json()
    assert document["can_apply"] == "unknown"
    assert document["coverage"] == "none"
    assert all(item["general"] for item in document["items"])


def test_every_day_is_judged_anew(sam: Run) -> None:
    young = sam("checklist", "show", "--output", "json", as_of="2020-04-11").json()
    item = next(each for each in young["items"] if each["requirement"] == "age")
    assert (item["verdict"], item["from"]) == ("expected", "2020-04-12")
    assert dt.date.fromisoformat(young["not_before"]) >= dt.date(2020, 4, 12)
