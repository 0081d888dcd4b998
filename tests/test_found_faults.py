"""Faults met once in reading the catalog, each a test that failed before it was mended."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.changes import changes
from careerplan.catalog.files import file_schema
from careerplan.catalog.load import Compiled, DataFile, builtin_folder, compile_files, read_packs, read_whole
from careerplan.catalog.roles import Role
from careerplan.catalog.search import Searched, search
from careerplan.errors import BadDataError
from careerplan.person.profile import Profile
from careerplan.places import reaches
from careerplan.planning.comparison import compare, with_standing
from careerplan.planning.judging import Judge
from careerplan.planning.matrix import REQUIRED, mark
from careerplan.planning.qualification import qualify, stages_of
from careerplan.planning.statements import disputes, statements
from careerplan.planning.vocabulary import words_of
from careerplan.render.matrix import glance
from careerplan.render.pay import pay_parts
from careerplan.render.terminal import write_screen
from careerplan.render.view import Bars

SAID = {"text": "A role", "sources": ["page"]}
PACK = """\
sources: [{id: page, title: P, publisher: null, kind: other}]
roles:
  - {id: g, title: G, occupation: g, summary: {text: x, sources: [page]}, other_titles: [A, A, B]}
main_roles: [g]
"""


def role(*requirements: dict[str, Any], name: str = "guard", **more: object) -> Role:
    record = {"id": name, "title": name.title(), "occupation": "guard", "summary": SAID}
    return Role.model_validate({**record, "requirements": requirements, **more})


def compiled(text: str) -> Compiled:
    return compile_files([DataFile(Path("a.yaml"), text.encode(), pack=False)])


def as_an_editor_reads(value: object) -> object:
    if isinstance(value, dict):
        return {key: as_an_editor_reads(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def bar(**figures: float) -> str:
    pay = {"unit": "hour", "currency": "CAD", "sources": ["page"], **figures}
    return next(
        each.text for part in pay_parts([(role(pay=[pay]), (), "G")]) if isinstance(part, Bars) for each in part.bars
    )


def test_an_age_that_two_answers_can_meet_is_required() -> None:
    either = {"any_of": [{"kind": "age", "at_least": 18}, {"kind": "declared", "key": "own", "question": "Q"}]}
    asked = {"id": "age", "kind": "age", "level": "required", **SAID, "criterion": either}

    assert mark(role(asked), [], "age") == REQUIRED


@pytest.mark.parametrize("date", ["1850", "9999"])
def test_a_date_that_nothing_can_count_from_is_a_fault(date: str) -> None:
    with pytest.raises(BadDataError, match="a year from 1900 to 2199"):
        compiled(f"sources: [{{id: page, title: P, publisher: null, kind: statute, date: '{date}'}}]\n")


def test_the_schema_accepts_every_built_in_file_as_an_editor_reads_it() -> None:
    validator = Draft202012Validator(file_schema())

    files = [(file.path.name, as_an_editor_reads(yaml.safe_load(file.raw))) for file in read_whole(builtin_folder())]

    assert [(name, each.json_path) for name, content in files for each in validator.iter_errors(content)] == []


def test_the_schema_refuses_a_fact_without_a_source() -> None:
    row = {"id": "g", "title": "G", "occupation": "g", "summary": {"text": "x", "sources": []}}

    assert list(Draft202012Validator(file_schema()).iter_errors({"roles": [row]})) != []


def test_a_general_disagreement_in_view_is_listed() -> None:
    readings = [{**SAID, "text": "One"}, {**SAID, "text": "Two"}]
    broader = role({"id": "e", "kind": "education", "level": "required", "readings": readings}, name="broader")
    own = role({"id": "e", "kind": "education", "level": "asset", **SAID})

    assert any(each.disputed for each in statements(own, [broader], "education"))
    assert len(list(disputes(own, [broader], "education"))) == 1


def test_a_word_that_occurs_nowhere_is_not_all_words() -> None:
    assert not search({"a": Searched("alpha", "", "")}, "zzzzzz", 5).all_words


def test_a_role_put_first_passes_none_by_a_word_of_its_text_alone() -> None:
    texts = {"text": Searched("x", "x", "beta"), "name": Searched("alpha", "x", "x")}

    assert [hit.role for hit in search(texts, "alpha beta", 5, ["text"]).hits] == ["name", "text"]


def test_an_entry_that_stood_twice_and_now_once_is_told() -> None:
    (change,) = changes(compiled(PACK), compiled(PACK.replace("[A, A, B]", "[A, B]")))

    assert [(fact.path, fact.before, fact.after) for fact in change.facts] == [("other_titles", "A", None)]


def test_other_main_roles_are_a_difference() -> None:
    (change,) = changes(compiled(PACK), compiled(PACK.replace("main_roles: [g]\n", "")))

    assert (change.kind, change.id) == ("catalog", "main_roles")


def test_hidden_folders_are_passed_over_like_hidden_files(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "old.yaml").write_text("questions: []\n", encoding="utf-8")

    assert read_packs(tmp_path) == []


def test_an_average_is_called_one() -> None:
    assert bar(average=43.68).startswith("≈ average 90,854 ")


def test_a_median_is_no_end_of_a_range() -> None:
    assert bar(minimum=20, median=25).startswith("≈ from 41,600, median 52,000 ")


def test_a_place_that_is_international_meets_all() -> None:
    assert reaches("CA", "international")


def test_a_glance_at_roles_of_long_codes_fits_80_columns() -> None:
    needs = [{"id": each, "kind": each, "level": "required", **SAID} for each in ("certification", "availability")]
    roles = [(role(*needs, name=f"r{number}", jurisdiction="AU-NSW"), ()) for number in range(9)]
    out = io.StringIO()

    write_screen(glance(compare(roles), 80), out, 80)

    assert {"Certification", "Availability"} <= set(out.getvalue().split())


def test_an_own_wish_never_takes_the_verdict_of_a_general_item_of_the_same_id() -> None:
    catalog = Catalog(compile_files(read_whole(builtin_folder())))
    words = words_of(catalog)
    profile = Profile.model_validate({"education": [{"credential": "secondary", "completed": "2019-06"}]})
    judge = Judge(words, profile, dt.date(2026, 11, 22))
    needs = {"id": "education", "kind": "education", "when": "to-apply", "sources": ["page"]}
    school = {"level": "required", "text": "School", "criterion": {"kind": "education", "level": "secondary"}}
    doctorate = {"level": "asset", "text": "A doctorate", "criterion": {"kind": "education", "level": "doctorate"}}
    broader, own = role({**needs, **school}, name="broader"), role({**needs, **doctorate}, name="own")
    pairs: list[tuple[Role, list[Role]]] = [(own, [broader]), (broader, [])]
    standing = {each.id: qualify(each, lineage, judge, stages_of(None, profile)) for each, lineage in pairs}

    row = with_standing(compare(pairs, ["education"]), standing).rows[1]

    assert [(each.text, each.verdict) for each in row.cells["own"]] == [("A doctorate", "unmet"), ("School", "met")]
