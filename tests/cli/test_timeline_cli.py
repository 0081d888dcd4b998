"""careerplan checklist timeline and next: when one could be ready and what to do now, on a terminal and on paper."""

import csv
import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from small_world import make_home, with_profile, without_profile
from test_hostile_packs import CONTROL, Tags
from test_html import Page

from conftest import TODAY, Run

PACK = Path(__file__).with_name("pack.yaml")
ONE = "own-guard-one"
PROFILE = """\
birth_date: 2001-04-12
education: [{credential: secondary, completed: 2019-06}, {credential: diploma, expected: 2027-04}]
credentials: []
tests: []
clearances: []
targets:
  - role: own-guard-one
    apply_on: 2027-05-10
    stages: {before-offer: [2027-06-01, 2027-06-30], before-training: [2027-07-05, 2027-07-09]}
"""
Terminal = Callable[..., str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Path:
    """One home for all, with a small world of its own; reading writes no records."""
    return make_home(tmp_path_factory.mktemp("timeline") / "home", compiled, PROFILE)


@pytest.fixture
def robin(run: Run, home: Path) -> Run:
    """Give somebody who finishes a diploma in April and means to apply in May."""
    return with_profile(run, home)


@pytest.fixture
def nobody(run: Run, home: Path) -> Run:
    """Give a home with the same world and no profile."""
    return without_profile(run, home)


@pytest.fixture
def terminal(home: Path) -> Terminal:
    """Run the program on a terminal of some width, and return the screen."""

    def run_on_terminal(width: int, *args: str) -> str:
        main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
        more = {"CAREERPLAN_HOME": str(home), "CAREERPLAN_AS_OF": TODAY, "NO_COLOR": "1", "TERM": "xterm", "TZ": "UTC"}
        kept = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
        screen = b""
        command = [sys.executable, "-m", "careerplan", "--quiet", *args]
        with subprocess.Popen(command, stdin=side, stdout=side, stderr=side, env={**kept, **more}) as running:
            os.close(side)
            while select.select([main], [], [], 30)[0]:
                try:
                    screen += os.read(main, 65536)
                except OSError:  # the other side is closed: the program has ended
                    break
            assert running.wait(10) == 0, screen.decode()
        os.close(main)
        return re.sub("\x1b\\[[0-9;]*m", "", screen.decode()).replace("\r", "")

    return run_on_terminal


# --- the document


def test_the_document_has_its_keys(robin: Run) -> None:
    document = robin("checklist", "timeline", ONE, "--output", "json").json()
    assert document["schema"] == "careerplan.timeline/1"
    assert {"role", "as_of", "earliest", "decided_by", "steps", "unknowns"} <= set(document)
    assert {"requirement", "text", "start", "end", "needs", "cost"} <= set(document["steps"][0])
    assert (document["role"], document["as_of"], document["assumed"]) == (ONE, TODAY, [])


def test_steps_are_dated_in_order_and_every_source_cited_is_there(robin: Run) -> None:
    document = robin("checklist", "timeline", ONE, "--output", "json").json()
    steps = document["steps"]
    assert [each["start"] for each in steps] == sorted(each["start"] for each in steps)
    assert all(TODAY <= each["start"] <= each["end"] for each in steps)
    assert {source for each in steps for source in each["sources"]} <= set(document["sources"])


HAVE_REFERENCES = ("--assume", f"tick {ONE}/references")
"""With them it is known how long first aid may take at the most: no source says how long it takes to get them."""


def test_lead_time_cost_validity_and_needs_are_those_of_the_pack(nobody: Run) -> None:
    for needs, latest, given in ((["references"], None, ()), ([], "2026-12-20", HAVE_REFERENCES)):
        steps = nobody("checklist", "timeline", ONE, "--output", "json", *given).json()["steps"]
        first_aid = next(each for each in steps if each["requirement"] == "first-aid")
        assert (first_aid["start"], first_aid["end"], first_aid["latest"]) == (TODAY, "2026-12-06", latest)
        assert first_aid["cost"] == {"least": 50, "most": 80.5, "currency": "CAD"}
        assert (first_aid["until"], first_aid["needs"], first_aid["decides"]) == ("2029-12-06", needs, False)


def needed(run: Run) -> dict[str, tuple[str, bool]]:
    steps = run("checklist", "timeline", ONE, "--output", "json").json()["steps"]
    return {each["requirement"]: (each["needed"], each["late"]) for each in steps}


def test_a_stage_with_days_says_by_when_a_step_is_needed(robin: Run) -> None:
    assert needed(robin)["first-aid"] == ("2027-07-05", False)


def test_what_a_step_and_a_stage_need_is_needed_by_the_stage_too(robin: Run) -> None:
    assert needed(robin)["references"] == ("2027-06-01", False)


def test_what_is_not_sure_has_a_question(robin: Run) -> None:
    document = robin("checklist", "timeline", ONE, "--output", "json").json()
    assert not document["firm"]
    page = robin("checklist", "timeline", ONE).out
    assert "0 thing" not in page
    assert "To find out" in page
    assert [each["requirement"] for each in document["unknowns"]] == ["schooling"]


def test_a_stage_that_comes_too_soon_is_told(robin: Run) -> None:
    document = robin("checklist", "timeline", ONE, "--output", "json", as_of="2027-07-01").json()
    first_aid = next(each for each in document["steps"] if each["requirement"] == "first-aid")
    assert (first_aid["needed"], first_aid["late"]) == ("2027-07-05", True)
    assert "too late for Mon 5 Jul 2027" in robin("checklist", "timeline", ONE, as_of="2027-07-01").out


def test_a_month_to_come_means_its_last_day(robin: Run) -> None:
    document = robin("checklist", "timeline", "own-guard-three", "--output", "json", "--assume",
                     "education bachelor 2027-04").json()  # fmt: skip
    assert (document["earliest"], document["decided_by"]) == ("2027-04-30", "schooling")
    wait = document["steps"][0]
    assert (wait["kind"], wait["start"], wait["end"]) == ("wait", TODAY, "2027-04-30")


# --- which role


def test_the_first_target_is_the_default_role_and_without_one_the_main_role(robin: Run, nobody: Run) -> None:
    for verb in ("timeline", "next"):
        assert robin("checklist", verb, "--output", "json").json()["role"] == ONE
        assert nobody("checklist", verb, "--output", "json").json()["role"] == "correctional-officer"


@pytest.mark.parametrize("verb", ["timeline", "next"])
def test_a_role_goes_by_its_title_and_a_miss_names_a_near_one(robin: Run, verb: str) -> None:
    assert robin("checklist", verb, "Beach Warden", "--output", "json").json()["role"] == ONE
    miss = robin("checklist", verb, "own-gard-one")
    assert (miss.code, miss.out) == (3, "")
    assert f"Did you mean {ONE}" in miss.err
    assert robin("checklist", verb, "own-gard-one", "--output", "json").error()["code"] == "not-found"


# --- without a profile


@pytest.mark.parametrize("verb", ["timeline", "next"])
@pytest.mark.parametrize("role", [ONE, "own-guard-two", "correctional-officer", "ca-bc-correctional-officer"])
def test_without_a_profile_there_is_an_answer_that_promises_nothing(nobody: Run, verb: str, role: str) -> None:
    result = nobody("checklist", verb, role)
    assert result.code == 0
    assert "You could apply today" not in result.out
    assert nobody("checklist", verb, role, "--output", "json").json()["firm"] is False


def test_of_an_employer_of_whom_nothing_is_known_there_is_no_day(nobody: Run) -> None:
    document = nobody("checklist", "timeline", "own-guard-two", "--output", "json").json()
    assert (document["earliest"], document["steps"]) == (None, [])
    assert [each["why"] for each in document["unknowns"]] == ["coverage"]
    assert "not known" in nobody("checklist", "timeline", "own-guard-two").out


@pytest.mark.parametrize("verb", ["timeline", "next"])
def test_without_a_profile_the_first_step_is_named(nobody: Run, verb: str) -> None:
    assert "careerplan profile init" in nobody("checklist", verb, ONE).err


# --- next


def test_next_is_one_to_three_things_with_a_reason(robin: Run) -> None:
    document = robin("checklist", "next", ONE, "--output", "json").json()
    assert document["schema"] == "careerplan.next/1"
    assert 1 <= len(document["next"]) <= 3
    assert {"kind", "requirement", "text", "why", "more"} == set(document["next"][0])
    page = robin("checklist", "next", ONE).out
    assert re.findall(r"^(\d)\. ", page, re.MULTILINE) == [str(each) for each in range(1, len(document["next"]) + 1)]


def test_next_points_to_all_steps(robin: Run) -> None:
    assert f"careerplan checklist timeline {ONE}" in robin("checklist", "next", ONE).err


def test_what_is_done_is_next_no_more(robin: Run) -> None:
    assert "(references)" in robin("checklist", "next", ONE).out
    assert "(references)" not in robin("checklist", "next", ONE, "--assume", f"tick {ONE}/references").out


# --- on a terminal


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("verb", ["timeline", "next"])
def test_a_screen_is_no_wider_than_the_terminal(robin: Run, terminal: Terminal, verb: str, width: int) -> None:
    del robin
    screen = terminal(width, "checklist", verb, "ca-bc-correctional-officer")
    assert max(cell_len(line.rstrip()) for line in screen.splitlines()) <= width
    assert "…" not in screen
    if verb == "timeline":
        assert "Ready to apply" in screen
        assert re.search(r"\b20(26|27)\b", screen)


def test_in_a_pipe_there_is_no_chart_and_nothing_is_cut(robin: Run) -> None:
    page = robin("checklist", "timeline", ONE).out
    assert re.search(r"^First aid on water +\d+ \w+ 202\d – ", page, re.MULTILINE)
    assert not set("█▒◆┬─│") & set(page)
    assert "\x1b" not in page


# --- other outputs


HEADER = ["requirement", "kind", "text", "start", "end", "latest", "until", "needs", "cost", "when", "decides"]


def test_csv_and_plain_have_the_steps_of_the_document(robin: Run) -> None:
    steps = robin("checklist", "timeline", ONE, "--output", "json").json()["steps"]
    rows = list(csv.reader(io.StringIO(robin("checklist", "timeline", ONE, "--output", "csv").out)))
    plain = [line.split("\t") for line in robin("checklist", "timeline", ONE, "--output", "plain").out.splitlines()]
    assert rows[0] == HEADER
    assert rows[1:] == plain
    assert [(each[0], each[3], each[4]) for each in plain] == [
        (each["requirement"], each["start"], each["end"]) for each in steps
    ]


def test_markdown_has_a_box_for_each_step_and_each_question(robin: Run) -> None:
    document = robin("checklist", "timeline", ONE, "--output", "json").json()
    page = robin("checklist", "timeline", ONE, "--output", "markdown").out
    assert page.startswith("# Guard of the First Island")
    assert page.count("\n- [ ] ") >= len(document["steps"]) > 0
    assert "- [ ] First aid on water" in page


@pytest.mark.parametrize("verb", ["timeline", "next"])
@pytest.mark.parametrize("role", [ONE, "own-guard-two", "ca-bc-correctional-officer"])
def test_a_page_is_whole_and_loads_nothing(robin: Run, verb: str, role: str) -> None:
    result = robin("checklist", verb, role, "--output", "html")
    found = Page(result.out)
    assert (result.code, result.err, found.faults) == (0, "", [])
    assert not {"script", "img", "link", "iframe", "form"} & set(found.tags)


def test_a_page_has_a_box_for_each_step(robin: Run) -> None:
    steps = robin("checklist", "timeline", ONE, "--output", "json").json()["steps"]
    found = Page(robin("checklist", "timeline", ONE, "--output", "html").out)
    boxes = [value for name, value in found.attributes if name == "class" and value == "box"]
    assert len(boxes) >= len(steps) > 0
    assert any("First aid on water" in each for each in found.said("li"))
    assert any("gantt" in (value or "") for name, value in found.attributes if name == "class")


def test_with_sources_each_step_is_cited(robin: Run) -> None:
    for output in ("table", "markdown", "html"):
        page = robin("checklist", "timeline", ONE, "--sources", "--output", output).out
        assert "Posting 7" in page
        assert "Guards Act" in page


OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")
HOSTILE = [("checklist", "timeline", "bad-guard", "--sources"), ("checklist", "next", "bad-guard")]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("command", HOSTILE, ids=" ".join)
def test_nothing_of_a_strangers_pack_is_obeyed(nobody: Run, command: tuple[str, ...], output: str) -> None:
    result = nobody(*command, "--output", output)
    assert (result.code, bool(result.out)) == (0, True)
    assert not CONTROL.search(result.out)
    assert not CONTROL.search(result.err)
    if output == "html":
        found = Tags(result.out)
        assert not {"script", "img", "bold"} & found.tags
        assert not [name for name, _ in found.attributes if name.startswith("on") or name == "src"]
    if output == "csv":
        rows = list(csv.reader(io.StringIO(result.out)))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
