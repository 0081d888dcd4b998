"""Checking whole files: each fault with file, line and key; every fault at once; packs over built-in data."""

from pathlib import Path

import pytest

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.load import Compiled, DataFile, check_files, compile_files
from careerplan.errors import BadDataError
from conftest import Run

SOURCE = """\
sources:
  - id: page
    title: A page
    publisher: null
    kind: other
"""
CLAIMS = """\
sources:
  - id: seed
    title: A document
    publisher: null
    kind: other
    claims:
      - {number: '01', text: The only statement}
"""
ROLE = """\
roles:
  - id: guard
    title: Guard
    occupation: guard
    summary: {text: Guards, sources: [page]}
"""


def check(tmp_path: Path, **texts: str) -> tuple[Compiled, list[str]]:
    """Check files given as name=text; names that begin with ``pack`` are packs."""
    files = []
    for name, text in texts.items():
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        files.append(DataFile(path, path.read_bytes(), pack=name.startswith("pack")))
    compiled, problems = check_files(files)
    return compiled, [str(problem).removeprefix(f"{tmp_path}/") for problem in problems]


def faults(tmp_path: Path, **texts: str) -> list[str]:
    return check(tmp_path, **texts)[1]


def activity(name: str, *, needs: str = "") -> str:
    return (
        f"  - {{id: {name}, title: T, theme: learning, channel: both, hours: 1, value: 1, needs: [{needs}], "
        "steps: [Do it], why: [{text: It helps, sources: [page]}]}\n"
    )


def test_sound_files_have_no_fault_and_keep_their_order(tmp_path: Path) -> None:
    compiled, problems = check(tmp_path, a=SOURCE, b=ROLE + ROLE.replace("guard", "aide").removeprefix("roles:\n"))

    assert problems == []
    assert list(compiled.records["role"]) == ["guard", "aide"]


def test_a_key_that_no_field_foresees(tmp_path: Path) -> None:
    assert faults(tmp_path, a=SOURCE, b=ROLE + "    colour: red\n") == ["b.yaml:6:roles.0.colour: no such key here"]


def test_a_key_that_no_field_foresees_deep_inside(tmp_path: Path) -> None:
    text = ROLE + "    duties:\n      - text: Watch\n        sources: [page]\n        paid: true\n"

    assert faults(tmp_path, a=SOURCE, b=text) == ["b.yaml:9:roles.0.duties.0.paid: no such key here"]


def test_a_missing_key_has_the_line_of_its_record(tmp_path: Path) -> None:
    text = SOURCE + "  - title: No id\n    publisher: null\n    kind: other\n"

    assert faults(tmp_path, a=text) == ["a.yaml:6:sources.1.id: this key is missing"]


def test_a_fact_without_a_source(tmp_path: Path) -> None:
    text = ROLE.replace("[page]", "[]")

    assert faults(tmp_path, a=text) == ["a.yaml:5:roles.0.summary.sources: no fact without a source: name at least one"]


def test_a_record_that_is_no_mapping(tmp_path: Path) -> None:
    assert faults(tmp_path, a="roles:\n  - guard\n  -\n") == [
        "a.yaml:2:roles.0: a record is a mapping of keys to values",
        "a.yaml:3:roles.1: a record is a mapping of keys to values",
    ]


def test_a_figure_must_be_finite(tmp_path: Path) -> None:
    text = ROLE + "    pay:\n      - {average: .inf, unit: hour, sources: [page]}\n"

    assert faults(tmp_path, a=SOURCE, b=text) == [
        "b.yaml:7:roles.0.pay.0.average: Input should be a finite number",
    ]


def test_an_unknown_trigger_is_one_fault_at_its_key(tmp_path: Path) -> None:
    text = "rules:\n  - id: lunch-note\n    trigger: lunch\n    action: Write\n    delay: 1\n"
    text += "    why: [{text: Polite, sources: [page]}]\n"

    (fault,) = faults(tmp_path, a=SOURCE, b=text)

    assert fault.startswith("b.yaml:3:rules.0.trigger: ")


@pytest.mark.parametrize(
    ("field", "key", "message"),
    [
        ("general: nobody", "roles.0.general", "no role has the id 'nobody'"),
        ("employer: nobody\n    coverage: full", "roles.0.employer", "no organization has the id 'nobody'"),
        ("duties: [{text: x, sources: [lost]}]", "roles.0.duties.0.sources.0", "no source has the id 'lost'"),
        ("duties: [{text: x, sources: [page, lost#03]}]", "roles.0.duties.0.sources.1", "no source has the id 'lost'"),
        (
            "requirements: [{id: a, kind: age, level: required, text: x, sources: [lost]}]",
            "roles.0.requirements.0.sources.0",
            "no source has the id 'lost'",
        ),
        (
            "disagreements: [{dimension: pay, texts: [{text: x, sources: [page]}, {text: y, sources: [lost]}]}]",
            "roles.0.disagreements.0.texts.1.sources.0",
            "no source has the id 'lost'",
        ),
    ],
)
def test_an_id_that_leads_nowhere(tmp_path: Path, field: str, key: str, message: str) -> None:
    assert faults(tmp_path, a=SOURCE, b=f"{ROLE}    {field}\n") == [f"b.yaml:6:{key}: {message}"]


def test_an_event_names_an_activity_and_an_organizer(tmp_path: Path) -> None:
    text = "events:\n  - id: fair\n    name: A fair\n    organizer: nobody\n    kind: fair\n    activity: nothing\n"
    text += "    summary: {text: A fair, sources: [page]}\n"

    assert faults(tmp_path, a=SOURCE, b=text) == [
        "b.yaml:4:events.0.organizer: no organization has the id 'nobody'",
        "b.yaml:6:events.0.activity: no activity has the id 'nothing'",
    ]


def test_an_activity_needs_one_that_is_not_there(tmp_path: Path) -> None:
    text = "activities:\n" + activity("first", needs="zeroth")

    assert faults(tmp_path, a=SOURCE, b=text) == [
        "b.yaml:2:activities.0.needs.0: no activity has the id 'zeroth'",
    ]


def test_a_claim_is_cited_by_its_number(tmp_path: Path) -> None:
    cites = ROLE.replace("[page]", "['seed#01']") + "    duties:\n      - {text: x, sources: ['seed#99']}\n"

    assert faults(tmp_path, a=CLAIMS, b=cites) == ["b.yaml:7:roles.0.duties.0.sources.0: seed has no claim #99"]


def test_the_main_roles_exist(tmp_path: Path) -> None:
    text = ROLE + "main_roles: [guard, warden]\n"

    assert faults(tmp_path, a=SOURCE, b=text) == ["b.yaml:6:main_roles: no role has the id 'warden'"]


@pytest.mark.parametrize("rows", ["guard", "[]", "[1]", "{guard: 1}"])
def test_main_roles_are_a_list_of_ids(tmp_path: Path, rows: str) -> None:
    assert faults(tmp_path, a=f"main_roles: {rows}\n") == [
        "a.yaml:1:main_roles: a list of role ids, the default role first"
    ]


def test_an_id_used_twice_names_the_first_place(tmp_path: Path) -> None:
    assert faults(tmp_path, a=SOURCE + ROLE, b="\n\n" + ROLE) == [
        "b.yaml:4:roles.0.id: 'guard' is defined twice, first in a.yaml:7"
    ]


def test_two_packs_may_not_both_define_an_id(tmp_path: Path) -> None:
    assert faults(tmp_path, a=SOURCE + ROLE, pack1=ROLE, pack2=ROLE) == [
        "pack2.yaml:2:roles.0.id: 'guard' is defined twice, first in pack1.yaml:2"
    ]


def test_a_pack_overrides_a_built_in_record_in_its_place(tmp_path: Path) -> None:
    own = ROLE.replace("title: Guard", "title: My guard")
    aide = ROLE.replace("guard", "aide")

    compiled, problems = check(tmp_path, a=SOURCE + ROLE, b=aide, pack=own)

    assert problems == []
    assert [role.title for role in Catalog(compiled).roles.values()] == ["My guard", "Guard"]


def test_a_pack_adds_a_role(tmp_path: Path) -> None:
    own = ROLE.replace("guard", "aide")

    compiled, problems = check(tmp_path, a=SOURCE + ROLE, pack=own)

    assert problems == []
    assert list(compiled.records["role"]) == ["guard", "aide"]


def test_a_pack_chooses_the_main_roles(tmp_path: Path) -> None:
    own = ROLE.replace("guard", "aide") + "main_roles: [aide]\n"

    compiled, _ = check(tmp_path, a=SOURCE + ROLE + "main_roles: [guard]\n", pack=own)

    assert compiled.main_roles == ("aide",)


def test_a_pack_can_break_what_another_file_relies_on(tmp_path: Path) -> None:
    own = CLAIMS.replace("number: '01'", "number: '02'")
    cites = ROLE.replace("[page]", "['seed#01']")

    assert faults(tmp_path, a=CLAIMS + cites, pack=own) == [
        "a.yaml:12:roles.0.summary.sources.0: seed has no claim #01"
    ]


def test_a_circle_of_activities_is_told_once_with_its_way_round(tmp_path: Path) -> None:
    text = "activities:\n" + activity("a", needs="b") + activity("b", needs="c") + activity("c", needs="a")

    assert faults(tmp_path, a=SOURCE, b=text) == ["b.yaml:2:activities.0: a circle: a → b → c → a"]


def test_a_circle_is_told_where_it_is_not_where_one_walks_into_it(tmp_path: Path) -> None:
    text = "activities:\n" + activity("a", needs="b") + activity("b", needs="c") + activity("c", needs="b")

    assert faults(tmp_path, a=SOURCE, b=text) == ["b.yaml:3:activities.1: a circle: b → c → b"]


def test_every_circle_is_told(tmp_path: Path) -> None:
    text = "activities:\n" + "".join(
        activity(name, needs=needs) for name, needs in [("a", "b"), ("b", "a"), ("c", "a"), ("d", "d")]
    )

    assert faults(tmp_path, a=SOURCE, b=text) == [
        "b.yaml:2:activities.0: a circle: a → b → a",
        "b.yaml:5:activities.3: a circle: d → d",
    ]


def test_a_diamond_is_no_circle(tmp_path: Path) -> None:
    text = "activities:\n" + "".join(
        activity(name, needs=needs) for name, needs in [("a", "b, c"), ("b", "d"), ("c", "d"), ("d", "")]
    )

    assert faults(tmp_path, a=SOURCE, b=text) == []


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    chain = "".join(activity(f"a{n}", needs=f"a{n + 1}") for n in range(1500)) + activity("a1500")

    assert faults(tmp_path, a=SOURCE, b="activities:\n" + chain) == []


def test_a_role_is_not_its_own_general_role(tmp_path: Path) -> None:
    other = ROLE.removeprefix("roles:\n").replace("guard", "aide")
    text = ROLE + "    general: aide\n" + other + "    general: guard\n"

    assert faults(tmp_path, a=SOURCE, b=text) == ["b.yaml:2:roles.0: a circle: guard → aide → guard"]


def test_a_section_that_does_not_exist(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, a="\nrolls: []\n")

    assert fault.startswith("a.yaml:2:rolls: no such section; there are sources, roles, ")


@pytest.mark.parametrize("rows", ["guard", "{id: guard}", "", "5"])
def test_a_section_is_a_list(tmp_path: Path, rows: str) -> None:
    assert faults(tmp_path, a=f"roles: {rows}\n") == ["a.yaml:1:roles: a section is a list of records"]


@pytest.mark.parametrize("text", ["just words\n", "- id: guard\n", "5\n"])
def test_a_file_is_a_mapping_of_sections(tmp_path: Path, text: str) -> None:
    (fault,) = faults(tmp_path, a=text)

    assert fault.startswith("a.yaml:1:(file): a data file is a mapping of sections: sources, roles, ")


def test_all_faults_of_all_files_by_file_and_line(tmp_path: Path) -> None:
    first = SOURCE + "    date: 2027-13\n    date: 2027\n"
    second = ROLE.replace("[page]", "[lost]") + "    general: nobody\nrolls: []\nevents:\n  - {id: fair, rain: 1}\n"

    told = faults(tmp_path, a=first, b=second)

    assert [fault.rpartition(": ")[0].split(": ")[0] for fault in told] == [
        "a.yaml:6:sources.0.date",
        "a.yaml:7:sources.0.date",
        "b.yaml:5:roles.0.summary.sources.0",
        "b.yaml:6:roles.0.general",
        "b.yaml:7:rolls",
        "b.yaml:9:events.0.activity",
        "b.yaml:9:events.0.kind",
        "b.yaml:9:events.0.name",
        "b.yaml:9:events.0.rain",
        "b.yaml:9:events.0.summary",
    ]


def test_files_that_cannot_be_used_raise_with_every_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    file = DataFile(path, b"rolls: []\nactivitys: []\n", pack=True)

    with pytest.raises(BadDataError) as raised:
        compile_files([file])

    assert [problem.line for problem in raised.value.problems] == [1, 2]
    assert raised.value.message.startswith(f"{path}:1:rolls: no such section")
    assert raised.value.message.endswith("(and 1 more fault)")


# Through the program: packs live in <home>/packs.


def write_pack(home: Path, text: str, name: str = "own.yaml") -> Path:
    path = home / "packs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


BROKEN = SOURCE.replace("page", "own-page") + ROLE.replace("[page]", "[lost]") + "    colour: red\n"


def test_the_built_in_data_passes(run: Run) -> None:
    result = run("data", "check")

    assert (result.code, result.err) == (0, "")
    assert "no fault" in result.out


def test_a_sound_pack_is_counted_and_used(run: Run, home: Path) -> None:
    before = run("data", "check", "--output", "json").json()
    write_pack(home, SOURCE + ROLE)

    after = run("data", "check", "--output", "json").json()
    roles = run("roles", "list", "--output", "json").json()["roles"]

    assert after["records"]["role"] == before["records"]["role"] + 1
    assert after["files"] == before["files"] + 1
    assert "guard" in {role["id"] for role in roles}


def test_a_pack_overrides_a_role_by_its_id(run: Run, home: Path) -> None:
    write_pack(home, SOURCE + ROLE.replace("id: guard", "id: parole-officer"))

    roles = run("roles", "list", "--output", "json").json()["roles"]

    assert [role["title"] for role in roles if role["id"] == "parole-officer"] == ["Guard"]


def test_data_check_lists_every_fault_and_exits_4(run: Run, home: Path) -> None:
    text = SOURCE + ROLE.replace("[page]", "[lost]") + "rolls: []\n"
    path = write_pack(home, text)

    result = run("data", "check")

    assert result.code == 4
    assert f"{path}:10:roles.0.summary.sources.0: no source has the id 'lost'" in result.out
    assert f"{path}:11:rolls: no such section" in result.out
    assert result.err.startswith(f"Error: {path}:10:roles.0.summary.sources.0: no source has the id 'lost'")


def test_a_file_outside_the_packs_can_be_checked_before_it_is_used(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(BROKEN, encoding="utf-8")

    assert run("data", "check", str(path)).code == 4
    assert run("data", "check").code == 0


def test_a_pack_in_use_can_be_named_as_well(run: Run, home: Path) -> None:
    path = write_pack(home, SOURCE + ROLE)

    result = run("data", "check", str(path))

    assert (result.code, result.err) == (0, "")


def test_a_broken_pack_stops_a_command_with_one_sentence_and_a_hint(run: Run, home: Path) -> None:
    path = write_pack(home, BROKEN)

    result = run("roles", "list")

    assert (result.code, result.out) == (4, "")
    sentence, hint = result.err.splitlines()
    assert sentence == f"Error: {path}:11:roles.0.colour: no such key here"
    assert "careerplan data check" in hint
    assert path.read_text(encoding="utf-8") == BROKEN


def test_a_broken_pack_as_a_json_document(run: Run, home: Path) -> None:
    path = write_pack(home, BROKEN)

    result = run("roles", "list", "--output", "json")

    assert (result.code, result.out) == (4, "")
    error = result.error()
    assert (error["code"], error["exit_code"]) == ("bad-data", 4)
    assert error["hint"]
    assert error["problems"] == [
        {"file": str(path), "line": 11, "key": "roles.0.colour", "message": "no such key here"}
    ]
    assert path.read_text(encoding="utf-8") == BROKEN


def test_a_mended_pack_is_used_at_once(run: Run, home: Path) -> None:
    write_pack(home, BROKEN)
    assert run("roles", "list").code == 4

    write_pack(home, SOURCE + ROLE)

    assert run("roles", "list").code == 0
