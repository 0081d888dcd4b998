"""Twelve invented people and the whole catalog: the roles that stand first for each, and what would open most.

Each list was read and argued; it is made anew with ``--update-golden``, and the difference read in review.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.person.profile import Profile
from careerplan.planning.judging import Judge
from careerplan.planning.matching import match, to_match
from careerplan.planning.opening import openers
from careerplan.planning.vocabulary import words_of
from careerplan.render.matching import answer

HERE = Path(__file__).parent
GOLDEN = HERE / "matches.txt"
TODAY = dt.date(2026, 11, 22)
FIRST = 5
PEOPLE: list[dict[str, Any]] = yaml.safe_load((HERE / "seekers.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("catalog")
    return open_catalog(folder, folder)


def lists(catalog: Catalog) -> str:
    words = words_of(catalog)
    lines = []
    for person in PEOPLE:
        profile = Profile.model_validate(person)
        roles = to_match(list(catalog.roles.values()), profile.works_in or (), catalog.roles.values())
        judge = Judge(words, profile, TODAY)
        matches = match(roles, catalog.lineage, judge)
        lines += ["", f"## {profile.name} ({len(matches)} roles)"]
        for number, each in enumerate(matches[:FIRST], 1):
            missing = " ".join([*each.unmet, *each.lacking, *each.expected]) or "nothing"
            lines.append(
                f"{number}. {each.role.id}: {each.fit.name}, {answer(each, TODAY)}; missing {missing}; "
                f"papers {' '.join(each.papers) or 'none'}; open {' '.join(each.open) or 'nothing'}"
            )
        lines += [
            f"   {each.kind}: {each.what} [{each.assumption.text}] -> {' '.join(each.opens)}"
            for each in openers(matches, judge)
        ]
    return "\n".join(lines).strip() + "\n"


def test_the_first_roles_and_what_opens_most_are_as_they_were_read(
    catalog: Catalog, request: pytest.FixtureRequest
) -> None:
    made = lists(catalog)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")
