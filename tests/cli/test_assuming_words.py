"""The words of --assume, there and back: what is said back is understood again, and so is what the program proposes."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_assuming import BC, NOW, home, session

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.criteria import Criterion
from careerplan.catalog.roles import Requirement
from careerplan.cli.assuming import read
from careerplan.cli.session import Session
from careerplan.errors import NotFoundError, UsageError
from careerplan.person import assumptions as facts
from careerplan.person.assumptions import Assumption
from careerplan.person.profile import Profile
from careerplan.planning.closing import Closer
from careerplan.planning.judged import declared_keys
from careerplan.planning.judging import Judge
from careerplan.planning.vocabulary import words_of
from conftest import TODAY

__all__ = ["home", "session"]

days = st.one_of(
    st.none(),
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)).map(str),
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(1990, 2060).map(str),
)
some_day = days.filter(bool)
places = st.none() | st.sampled_from(["CA", "CA-BC", "CA-QC", "US", "AU-WA", "NZ"])


def assumptions(catalog: Catalog) -> st.SearchStrategy[Assumption]:
    """Return every kind of fact, over all words of the catalog."""
    words = {
        name: st.sampled_from(sorted(getattr(catalog, name))) for name in ("levels", "fields", "areas", "credentials")
    }
    questions = st.sampled_from(declared_keys(catalog.roles.values()))
    licences = st.sampled_from([(each.class_, each.jurisdiction) for each in catalog.licences.values()])
    return st.one_of(
        st.builds(
            lambda kind, name, on, place, until: facts.holding(
                kind, name, on, NOW, jurisdiction=place, expires=until and f"{until}-12-31"
            ),
            st.sampled_from(["credential", "test", "clearance"]),
            words["credentials"], days, places, st.none() | st.integers(2061, 2100),
        ),
        st.builds(
            lambda level, field, on, years, place: facts.studying(
                level, field, on, NOW, **({"country": place} if place else {}) | ({"years": years} if years else {})
            ),
            words["levels"], st.none() | words["fields"], days, st.none() | st.sampled_from([1.0, 2.5, 4.0]), places,
        ),
        st.builds(lambda area, months: facts.working(area, months, NOW), words["areas"], st.integers(1, 400)),
        st.builds(
            facts.working_from, words["areas"], st.just("2020-05"), st.sampled_from([None, "2021", "2020-05-31"]),
            st.sampled_from([None, 7.5, 35.0, 168.0]),
        ),
        st.builds(
            lambda which, stage, on, until: facts.driving(which[0], which[1], stage, on, until and f"{until}-01"),
            licences, st.sampled_from([None, "learner", "novice", "full"]), days, st.none() | st.integers(2061, 2100),
        ),
        st.builds(
            facts.speaking, st.sampled_from(["en", "fr"]), st.sampled_from(["basic", "intermediate", "fluent"])
        ),
        st.builds(facts.answering, questions, st.booleans()),
        st.builds(facts.being, st.sampled_from(["citizen", "permanent-resident"]), st.sampled_from(["CA", "AU"])),
        st.builds(lambda place: facts.saying("lives_in", place), places.filter(bool)),
        st.builds(lambda day: facts.saying("starts", day), some_day),
        st.builds(lambda day: facts.saying("birth_date", day), st.sampled_from(["1990", "2001-04", "2001-04-12"])),
        st.builds(lambda name: facts.ticking(name, TODAY), st.sampled_from([f"{BC}/abstract", f"{BC}/photos"])),
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_what_is_said_back_is_understood_as_the_same(session: Session, data: st.DataObject) -> None:
    assumed = data.draw(assumptions(session.catalog))
    found = read(session, assumed.text)
    assert (found.text, found.key, dict(found.values)) == (assumed.text, assumed.key, dict(assumed.values))


def closings(catalog: Catalog, profile: Profile) -> Iterator[Assumption]:
    """Yield what closes each leaf of each requirement of the catalog: what the program itself tells one to assume."""
    judge = Judge(words_of(catalog), profile, NOW)
    closer = Closer(judge)
    for requirement in {id(each): each for role in catalog.roles.values() for each in role.requirements}.values():
        for tree in map(judge.judge, criteria(requirement)):
            found = [closer.closing(leaf) for leaf in tree.leaves()]
            yield from (each.assumption for each in found if each)


def criteria(requirement: Requirement) -> Iterator[Criterion]:
    yield from filter(None, (requirement.criterion, *(each.criterion for each in requirement.readings)))


LISTS = ("languages", "education", "experience", "credentials", "tests", "clearances", "driving")
ABROAD = {"credential": "bachelor", "country": "IN", "completed": "2016-05"}


def not_understood(session: Session, profile: dict[str, object]) -> set[str]:
    """Return what the program would tell this person to assume, and then take for something else or refuse."""
    wrong = set()
    for each in closings(session.catalog, Profile.model_validate(profile)):
        try:
            found = read(session, each.text)
        except (UsageError, NotFoundError):
            wrong.add(each.text)
            continue
        said, meant = ({key: value for key, value in a.values if value is not None} for a in (found, each))
        if found.text != each.text or said != meant:
            wrong.add(each.text)
    return wrong


@pytest.mark.parametrize("profile", [{}, {each: [] for each in LISTS}], ids=["absent", "empty"])
def test_whatever_the_program_tells_one_to_assume_it_understands(session: Session, profile: dict[str, object]) -> None:
    assert not_understood(session, profile) == set()


def test_work_in_any_area_can_be_assumed(session: Session) -> None:
    said = {each.text for each in closings(session.catalog, Profile()) if "any work" in each.text}
    assert said
    assert {each for each in said if dict(read(session, each).values)["area"] != "any work"} == set()


@pytest.mark.parametrize(
    "schooling",
    [
        pytest.param({}, id="no-field"),
        pytest.param({"field": ["psychology", "sociology"]}, id="two-fields"),
        pytest.param({"field": "ayurvedic studies"}, id="unknown-field"),
        pytest.param({"credential": "bachelor of arts"}, id="level-of-three-words"),
    ],
)
def test_an_assessment_can_be_assumed_whatever_the_schooling_is_called(
    session: Session, schooling: dict[str, object]
) -> None:
    person: dict[str, object] = {"lives_in": "CA-ON", "education": [{**ABROAD, **schooling}]}
    assert {each for each in not_understood(session, person) if each.startswith("education")} == set()
