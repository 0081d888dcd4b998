"""Which statements are old and which nothing dates, each with where it stands and what it says."""

import datetime as dt

from careerplan.catalog.organizations import Event, Organization
from careerplan.catalog.practices import Practice
from careerplan.catalog.roles import Role
from careerplan.catalog.sources import Source
from careerplan.planning.aging import Aged, aged
from careerplan.planning.dating import Dating

TODAY = dt.date(2026, 11, 22)


def source(name: str, date: str | None) -> Source:
    return Source.model_validate({"id": name, "title": name, "publisher": None, "kind": "other", "date": date})


SOURCES = {each.id: each for each in (source("old", "2012"), source("older", "2010"), source("undated", None))}
SOURCES["new"] = source("new", "2026")
DATING = Dating(SOURCES, TODAY)

ROLE = Role.model_validate(
    {
        "id": "guard",
        "title": "Guard",
        "occupation": "guard",
        "summary": {"text": "Guards", "sources": ["new"]},
        "duties": [{"text": "Watch", "sources": ["new"]}, {"text": "Write", "sources": ["undated"]}],
        "requirements": [
            {"id": "age", "kind": "age", "level": "required", "text": "At least 18", "sources": ["old"]},
            {
                "id": "degree",
                "kind": "education",
                "level": "required",
                "readings": [{"text": "None", "sources": ["new"]}, {"text": "A degree", "sources": ["older#02"]}],
            },
        ],
        "hiring_steps": [{"name": "Apply", "sources": ["undated"]}],
        "pay": [
            {"minimum": 20, "maximum": 30.5, "unit": "hour", "currency": "CAD", "as_of": "2011", "sources": ["new"]}
        ],
        "disagreements": [
            {
                "dimension": "schedule",
                "texts": [{"text": "Days", "sources": ["new"]}, {"text": "Nights", "sources": ["old"]}],
            }
        ],
    }
)
EVENT = Event.model_validate(
    {
        "id": "fair",
        "name": "A fair",
        "kind": "fair",
        "activity": "visit",
        "summary": {"text": "A fair", "sources": ["new"]},
        "last_known": [{"dates": "2013-05", "sources": ["new"]}, {"dates": "2026-05", "sources": ["old"]}],
    }
)
PRACTICE = Practice.model_validate(
    {"id": "thanks", "topic": "t", "rule": "Say thanks", "text": "It helps", "strength": "opinion", "sources": ["old"]}
)
ORGANIZATION = Organization.model_validate(
    {
        "id": "club",
        "name": "A club",
        "kind": "club",
        "summary": {"text": "A club", "sources": ["undated"]},
        "fees": [{"category": "Student", "amount": 10, "as_of": "2014", "sources": ["new"]}],
    }
)


def places(found: list[Aged]) -> list[tuple[str, str, str | None]]:
    return [(each.path, each.text, each.dated) for each in found]


def test_what_is_old_comes_oldest_first_with_its_place_its_words_and_its_date() -> None:
    assert places(aged({"role": [ROLE]}, DATING)) == [
        ("requirements.degree.readings.1", "A degree", "2010"),
        ("pay.0", "CAD 20.0 30.5 hour", "2011"),
        ("requirements.age", "At least 18", "2012"),
        ("disagreements.0.texts.1", "Nights", "2012"),
    ]


def test_what_nothing_dates_comes_in_the_order_of_the_catalog() -> None:
    assert places(aged({"role": [ROLE]}, DATING, undated=True)) == [
        ("duties.1", "Write", None),
        ("hiring_steps.0", "Apply", None),
    ]


def test_an_old_statement_names_its_record_its_kind_and_its_sources() -> None:
    first = aged({"organization": [ORGANIZATION], "role": [ROLE]}, DATING)[0]

    assert (first.kind, first.record, first.sources) == ("role", "guard", ("older#02",))


def test_a_record_that_is_one_statement_is_called_itself() -> None:
    assert places(aged({"practice": [PRACTICE]}, DATING)) == [("(itself)", "It helps", "2012")]


def test_an_edition_of_an_event_is_as_old_as_its_own_days() -> None:
    assert places(aged({"event": [EVENT]}, DATING)) == [("last_known.0", "2013-05", "2013-05")]


def test_a_fee_says_whom_it_is_for() -> None:
    assert places(aged({"organization": [ORGANIZATION]}, DATING)) == [("fees.0", "Student", "2014")]


def test_records_of_several_kinds_are_put_in_one_order() -> None:
    everything: dict[str, list[object]] = {
        "role": [ROLE],
        "event": [EVENT],
        "practice": [PRACTICE],
        "organization": [ORGANIZATION],
    }

    dates = [each.dated for each in aged(everything, DATING)]

    assert dates == ["2010", "2011", "2012", "2012", "2012", "2013-05", "2014"]


def test_a_statement_with_an_undated_source_beside_an_old_one_is_neither_old_nor_undated() -> None:
    both = ORGANIZATION.model_copy(
        update={"fees": (), "summary": ORGANIZATION.summary.model_copy(update={"sources": ("old", "undated")})}
    )

    assert aged({"organization": [both]}, DATING) == []
    assert aged({"organization": [both]}, DATING, undated=True) == []


def test_the_longer_ago_is_asked_for_the_less_is_old() -> None:
    lenient = Dating(SOURCES, TODAY, 12 * 15)

    assert [each.dated for each in aged({"role": [ROLE]}, lenient)] == ["2010"]


def test_nothing_known_is_nothing_old() -> None:
    assert aged({"role": [], "event": []}, DATING) == []
