"""Eight invented people against twelve employers' roles: every verdict, as read line by line against the research.

Made anew with ``pytest tests/qualification/test_golden.py --update-golden``; the difference is read in review.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.person.profile import Profile
from careerplan.planning.explaining import reason
from careerplan.planning.judging import Judge
from careerplan.planning.qualification import qualify, stages_of
from careerplan.planning.vocabulary import words_of

HERE = Path(__file__).parent
GOLDEN = HERE / "golden.txt"
TODAY = dt.date(2026, 11, 22)
ROLES = (
    "ca-csc-correctional-officer-1",
    "ca-csc-parole-officer",
    "ca-on-correctional-officer",
    "ca-on-probation-parole-officer",
    "ca-bc-correctional-officer",
    "ca-ab-correctional-peace-officer",
    "ca-qc-correctional-officer",
    "ca-mb-correctional-officer",
    "ca-pe-correctional-officer",
    "ca-yt-correctional-officer",
    "ca-nu-community-corrections-officer",
    "ca-mb-probation-officer",
)
PEOPLE: list[dict[str, Any]] = yaml.safe_load((HERE / "people.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("catalog")
    return open_catalog(folder, folder)


def table(catalog: Catalog) -> str:
    """Return the verdicts of everybody for every role, a line an item."""
    words = words_of(catalog)
    lines = []
    for name in ROLES:
        role = catalog.roles[name]
        for person in PEOPLE:
            profile = Profile.model_validate(person)
            judge = Judge(words, profile, TODAY)
            found = qualify(role, catalog.lineage(role), judge, stages_of(None, profile))
            lines += ["", f"## {name} · {profile.name}", f"can_apply: {found.can_apply}, not before {found.not_before}"]
            for item in found.items:
                said = "" if item.check in {"private", "later", "unstated"} else f": {reason(item, TODAY)}"
                gate = " [decides]" if item.gate is not None else ""
                lines.append(f"  {item.verdict.status:10} {item.stage:15} {item.requirement.id}{gate}{said}")
    return "\n".join(lines).strip() + "\n"


def test_every_verdict_is_as_it_was_read(catalog: Catalog, request: pytest.FixtureRequest) -> None:
    made = table(catalog)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")
