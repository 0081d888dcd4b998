"""Searching the text of roles: ranked, forgiving, and never misled by what looks like an operator."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerplan.catalog.catalog import Catalog
from careerplan.catalog.load import DataFile, compile_files
from careerplan.catalog.search import Found, Searched, search

PACK = """\
sources:
  - {id: zebra-page, title: A page on quokkas, publisher: null, kind: other}
organizations:
  - {id: qc-msp, name: Ministère de la Sécurité publique, other_names: [MSP], kind: employer,
     summary: {text: Employs, sources: [zebra-page]}}
roles:
  - id: warden
    title: Warden
    occupation: gatekeeper
    jurisdiction: CA-ON
    summary: {text: Keeps a house, sources: [zebra-page]}
    duties: [{text: Sometimes assists a counsellor, sources: [zebra-page], note: Only at night}]
  - id: counsellor
    title: Counsellor
    other_titles: [Case manager]
    occupation: helper
    jurisdiction: AU-VIC
    summary: {text: Supervises people after release from a prison, sources: [zebra-page]}
    requirements:
      - id: degree
        kind: education
        level: required
        text: A diploma in criminology
        sources: [zebra-page]
        criterion: {kind: declared, key: own-thing, question: "Have you an armadillo?"}
      - id: licence
        kind: licence
        level: required
        readings:
          - {text: A motorcycle licence, sources: [zebra-page]}
          - {text: Any licence, sources: [zebra-page], note: Since spring}
    pay: [{rank: Beginner, minimum: 20, unit: hour, currency: AUD, sources: [zebra-page]}]
  - id: agent
    title: Agent de probation
    occupation: helper
    employer: qc-msp
    coverage: none
    jurisdiction: CA-QC
    summary: {text: "Prépare des rapports, près de la forêt", sources: [zebra-page]}
    not_found: [Aptitude tests]
"""
TEXTS = Catalog(compile_files([DataFile(Path("pack.yaml"), PACK.encode(), pack=False)])).searched()


def find(query: str, most: int = 10) -> Found:
    return search(TEXTS, query, most)


def roles(query: str) -> list[str]:
    return [hit.role for hit in find(query).hits]


def test_a_word_of_the_title_counts_more_than_one_of_the_text() -> None:
    assert roles("counsellor") == ["counsellor", "warden"]


def test_a_word_of_the_name_counts_more_than_one_of_the_place_and_that_more_than_one_of_the_text() -> None:
    texts = {
        "a-text": Searched("x", "x", "alpha"),
        "b-place": Searched("x", "alpha", "x"),
        "c-name": Searched("alpha", "x", "x"),
    }

    assert [hit.role for hit in search(texts, "alpha", 10).hits] == ["c-name", "b-place", "a-text"]


@pytest.mark.parametrize(("first", "second"), [("agent", "counsellor"), ("counsellor", "agent")])
def test_among_roles_with_the_word_in_their_name_those_put_first_come_first(first: str, second: str) -> None:
    found = search(TEXTS, "helper", 10, ["warden", first])

    assert [hit.role for hit in found.hits] == [first, second]


def test_a_role_put_first_does_not_pass_one_that_is_called_so() -> None:
    found = search(TEXTS, "counsellor", 10, ["warden"])

    assert [hit.role for hit in found.hits] == ["counsellor", "warden"]


@pytest.mark.parametrize(
    ("query", "role"),
    [
        ("manager", "counsellor"),
        ("gatekeeper", "warden"),
        ("criminology", "counsellor"),
        ("motorcycle", "counsellor"),
        ("spring", "counsellor"),
        ("beginner", "counsellor"),
        ("night", "warden"),
        ("aptitude", "agent"),
        ("ontario", "warden"),
        ("CA-ON", "warden"),
        ("victoria", "counsellor"),
        ("australia", "counsellor"),
        ("quebec", "agent"),
        ("msp", "agent"),
        ("securite publique", "agent"),
    ],
)
def test_names_notes_readings_places_and_employers_are_searched(query: str, role: str) -> None:
    assert roles(query) == [role]


@pytest.mark.parametrize("query", ["zebra", "quokkas", "armadillo", "aud", "required", "qqqq"])
def test_what_is_no_text_of_a_role_finds_nothing(query: str) -> None:
    found = find(query)

    assert found.hits == ()
    assert found.taken_for == {query: ()}


@pytest.mark.parametrize("query", ["foret", "FORÊT", "fore\u0302t", "ＦＯＲＥＴ"])
def test_neither_accents_nor_case_matter(query: str) -> None:
    assert roles(query) == ["agent"]


@pytest.mark.parametrize("query", ["crimin", "supervising", "supervised", "prisons"])
def test_a_beginning_or_another_form_of_a_word_is_enough(query: str) -> None:
    found = find(query)

    assert [hit.role for hit in found.hits] == ["counsellor"]
    assert found.taken_for == {}


@pytest.mark.parametrize(
    ("typed", "meant"), [("criminolgy", "criminology"), ("motorcylce", "motorcycle"), ("probaton", "probation")]
)
def test_a_slip_is_taken_for_the_nearest_word_and_says_so(typed: str, meant: str) -> None:
    found = find(typed)

    assert [hit.role for hit in found.hits] == roles(meant)
    assert found.taken_for == {typed: (meant,)}
    assert found.all_words


def test_roles_with_all_words_push_out_those_with_some() -> None:
    found = find("counsellor house")

    assert [hit.role for hit in found.hits] == ["warden"]
    assert found.all_words


def test_where_no_role_has_all_words_some_will_do() -> None:
    found = find("motorcycle aptitude")

    assert {hit.role for hit in found.hits} == {"counsellor", "agent"}
    assert not found.all_words


def test_a_word_that_occurs_nowhere_does_not_spoil_the_others() -> None:
    found = find("motorcycle xyzzyxyzzy")

    assert [hit.role for hit in found.hits] == ["counsellor"]
    assert found.taken_for == {"xyzzyxyzzy": ()}
    assert not found.all_words


def test_the_passage_holds_the_word() -> None:
    (hit,) = find("aptitude").hits

    assert "Aptitude" in hit.passage


@pytest.mark.parametrize("query", ["counsellor OR agent", "counsellor NOT agent", "NEAR(counsellor agent)"])
def test_an_operator_is_a_word_like_any_other(query: str) -> None:
    assert set(roles(query)) == {"counsellor", "warden", "agent"}
    assert not find(query).all_words


@pytest.mark.parametrize(
    "query", ["names:counsellor", '"counsellor"', "counsellor*", "^counsellor", "-counsellor", "(counsellor", "{}"]
)
def test_signs_are_no_syntax(query: str) -> None:
    find(query)


@pytest.mark.parametrize("query", ["", "   ", '"', "* - ^", "🙂", "\x00"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    assert find(query) == Found((), {}, all_words=False)


def test_no_more_than_asked_for_and_the_best_first() -> None:
    assert [hit.role for hit in find("counsellor", 1).hits] == ["counsellor"]


def test_there_may_be_no_roles() -> None:
    assert search({}, "counsellor", 10).hits == ()


def test_a_word_twice_is_one_word() -> None:
    assert find("counsellor " * 300) == find("counsellor")


words = st.sampled_from(["counsellor", "warden", "probation", "prisn", "OR", "NOT", "AND", '"', "*", "xyzzy", "é"])


@given(st.text() | st.lists(words, max_size=8).map(" ".join), st.integers(1, 3))
def test_whatever_is_typed_it_finds_known_roles_each_once_and_no_more_than_wanted(query: str, most: int) -> None:
    found = find(query, most)
    names = [hit.role for hit in found.hits]

    assert len(names) == len(set(names)) <= most
    assert set(names) <= set(TEXTS)
    assert find(query, most) == found


@given(st.lists(words, min_size=1, max_size=5))
def test_all_words_is_said_only_of_roles_that_each_word_alone_finds_too(query: list[str]) -> None:
    found = find(" ".join(query), len(TEXTS))

    if found.all_words:
        for word in query:
            alone = find(word, len(TEXTS))
            assert {hit.role for hit in found.hits} <= {hit.role for hit in alone.hits} or word in {'"', "*"}
