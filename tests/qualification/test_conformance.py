"""The outcomes written down from the sources' texts, for invented people and real requirements."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from careerplan.catalog.catalog import open_catalog
from careerplan.catalog.roles import Requirement
from careerplan.person.profile import Profile
from careerplan.planning.judging import Judge
from careerplan.planning.qualification import Item, check, decide
from careerplan.planning.vocabulary import Vocabulary, words_of

HERE = Path(__file__).parent
TODAY = dt.date(2026, 11, 22)
PEOPLE: list[dict[str, Any]] = yaml.safe_load((HERE / "profiles.yaml").read_text(encoding="utf-8"))


def requirement(row: dict[str, Any]) -> Requirement:
    """Read a row in the short form of this folder: required unless said, at no stage unless said."""
    row = {"level": "required", "when": "not-known", **row}
    if "readings" in row:
        del row["text"]
    return Requirement.model_validate(row)


@pytest.fixture(scope="module")
def asked() -> dict[str, Requirement]:
    rows = yaml.safe_load((HERE / "requirements.yaml").read_text(encoding="utf-8"))
    return {row["id"]: requirement(row) for row in rows}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder = tmp_path_factory.mktemp("catalog")
    catalog = open_catalog(folder, folder)
    return words_of(catalog)


def judge_all(person: dict[str, Any], words: Vocabulary, asked: dict[str, Requirement]) -> dict[str, Item]:
    judge = Judge(words, Profile.model_validate(person["profile"]), TODAY)
    stages = {stage: (first, last) for stage, (first, last) in person.get("stages", {}).items()}
    found = {name: check(each, judge, stages) for name, each in asked.items()}
    return {name: item for name, item in found.items() if item is not None}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"])
def test_every_outcome_is_as_written(person: dict[str, Any], words: Vocabulary, asked: dict[str, Requirement]) -> None:
    items = judge_all(person, words, asked)
    wrong = {}
    for name, expected in person["expect"].items():
        got = items[name].verdict if name in items else None
        said = (
            {got.status, str(got.since), f"{got.status} until {got.until}", f"{got.status} {got.since}"}
            if got
            else set()
        )
        if expected not in said and not (got is None and expected in {None, "None"}):
            wrong[name] = (expected, got)
    assert wrong == {}


@pytest.mark.parametrize("person", [each for each in PEOPLE if "can_apply" in each], ids=lambda person: person["name"])
def test_whether_one_can_apply_is_as_written(
    person: dict[str, Any], words: Vocabulary, asked: dict[str, Requirement]
) -> None:
    items = judge_all(person, words, asked)
    got = {
        role: decide([item for name, item in items.items() if name.startswith(role)], TODAY, "partial", {})[0]
        for role in person["can_apply"]
    }
    assert got == person["can_apply"]


def test_nothing_is_lost() -> None:
    assert len(PEOPLE) == 50
    assert sum(len(each["expect"]) + len(each.get("can_apply", {})) for each in PEOPLE) == 199
