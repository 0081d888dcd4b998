"""What a word of a profile counts as."""

import pytest

from careerplan.catalog.vocabulary import Area, CredentialTerm, EducationLevel, FieldOfStudy
from careerplan.planning.lines import NO, OPEN, YES, Truth
from careerplan.planning.vocabulary import Kind, Vocabulary


def term(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "derived": True, **more}


LEVELS = [
    term("secondary", names=["High School", "grade 12"]),
    term("ged", equivalent=["secondary"]),
    term("certificate", may=["secondary"]),
    term("diploma", implies=["secondary"]),
    term("degree", implies=["diploma"]),
    term("foreign-degree", may=["degree"]),
]
AREAS = [
    term("corrections"),
    term("custody", implies=["corrections"]),
    term("youth-custody", implies=["custody"]),
    term("shelter"),
]
CREDENTIALS = [
    term("emergency", may=["ofa-1"]),
    term("standard", implies=["emergency"]),
    term("ofa-1", equivalent=["emergency"]),
    term("round", implies=["trip"]),
    term("trip", implies=["round"]),
]
WORDS = Vocabulary(
    {each.id: each for each in map(EducationLevel.model_validate, LEVELS)},
    {"law": FieldOfStudy(id="law"), "social-work": FieldOfStudy(id="social-work", names=("Travail social",))},
    {each.id: each for each in map(Area.model_validate, AREAS)},
    {each.id: each for each in map(CredentialTerm.model_validate, CREDENTIALS)},
    (),
)


@pytest.mark.parametrize("written", ["secondary", "High School", "high school", " HIGH-SCHOOL ", "high_school"])
def test_a_word_is_known_by_its_id_or_a_name_however_it_is_spaced(written: str) -> None:
    assert WORDS.known("levels", written) == "secondary"


def test_a_word_is_known_within_its_kind_only() -> None:
    assert WORDS.known("fields", "TRAVAIL  SOCIAL") == "social-work"
    assert WORDS.known("areas", "secondary") is None


@pytest.mark.parametrize(
    ("kind", "word", "wanted", "value", "by_source"),
    [
        ("levels", "secondary", "secondary", YES, False),
        ("levels", "diploma", "secondary", YES, False),
        ("levels", "degree", "secondary", YES, False),
        ("levels", "secondary", "diploma", NO, False),
        ("levels", "ged", "secondary", OPEN, True),
        ("levels", "certificate", "secondary", OPEN, True),
        ("levels", "foreign-degree", "diploma", OPEN, True),
        ("levels", "maturité", "secondary", OPEN, False),
        ("areas", "youth-custody", "corrections", YES, False),
        ("areas", "corrections", "youth-custody", OPEN, True),
        ("areas", "shelter", "corrections", NO, False),
        ("areas", "astronaut", "corrections", OPEN, False),
        ("fields", "law", "social-work", NO, False),
        ("credentials", "standard", "emergency", YES, False),
        ("credentials", "standard", "ofa-1", OPEN, True),
        ("credentials", "emergency", "standard", NO, False),
        ("credentials", "ofa-1", "emergency", OPEN, True),
        ("credentials", "round", "trip", YES, False),
        ("credentials", "round", "standard", NO, False),
    ],
)
def test_what_a_word_counts_as(kind: Kind, word: str, wanted: str, value: Truth, by_source: bool) -> None:  # noqa: FBT001
    """Levels have no more general word: who has finished school has no diploma."""
    assert WORDS.counts(kind, word, [wanted]) == (value, by_source)


def test_an_equivalent_counts_where_the_source_takes_equivalents() -> None:
    assert WORDS.counts("levels", "ged", ["secondary"], equivalent=True) == (YES, False)
    assert WORDS.counts("levels", "certificate", ["secondary"], equivalent=True) == (OPEN, True)
    assert WORDS.counts("levels", "secondary", ["diploma"], equivalent=True) == (NO, False)


def test_any_known_field_may_be_related() -> None:
    assert WORDS.counts("fields", "law", ["social-work"], related=True) == (OPEN, True)
    assert WORDS.counts("fields", "social-work", ["social-work"], related=True) == (YES, False)
    assert WORDS.counts("fields", "falconry", ["social-work"], related=True) == (OPEN, False)


def test_one_wanted_word_suffices() -> None:
    assert WORDS.counts("areas", "custody", ["shelter", "corrections"]) == (YES, False)


@pytest.mark.parametrize("kind", ["levels", "areas", "credentials"])
def test_asking_for_more_words_never_lowers_a_value(kind: Kind) -> None:
    for word in WORDS.terms(kind):
        for one in WORDS.terms(kind):
            for other in WORDS.terms(kind):
                alone, both = WORDS.counts(kind, word, [one])[0], WORDS.counts(kind, word, [one, other])[0]
                assert alone <= both
                assert both is WORDS.counts(kind, word, [other, one])[0]


@pytest.mark.parametrize("kind", ["levels", "areas", "credentials"])
def test_what_a_word_implies_counts_no_further_than_the_word(kind: Kind) -> None:
    for word in WORDS.terms(kind):
        mine = WORDS.reach(kind, word)
        for near in mine.surely:
            theirs = WORDS.reach(kind, near)
            assert theirs.surely <= mine.surely
            assert theirs.equivalent <= mine.equivalent
            assert theirs.perhaps <= mine.perhaps
