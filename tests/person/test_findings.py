"""What is looked for in a search over people."""

import pytest

from careerplan.person.findings import Term, read_terms


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        (["Robin", "overtime"], [Term("Robin"), Term("overtime")]),
        (["job fair"], [Term("job fair", phrase=True)]),
        (['"job fair" robin'], [Term("job fair", phrase=True), Term("robin")]),
        (['"open'], [Term("open", phrase=True)]),
        (["robin@example.org"], [Term("robin@example.org")]),
        (["tea", "tea"], [Term("tea")]),
        (["*", "-", '""', "  "], []),
        (["渡辺"], [Term("渡辺")]),
    ],
)
def test_words_and_phrases(words: list[str], terms: list[Term]) -> None:
    assert read_terms(words) == terms


def test_no_more_words_than_twenty() -> None:
    assert len(read_terms([f"w{number}" for number in range(50)])) == 20
