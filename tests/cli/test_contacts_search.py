"""Searching people by anything that is written of them."""

import pytest

from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def people(run: Run) -> Run:
    run("contacts", "add", "Zoé Tremblay", "--organization", "csc", "--role", "Parole officer", "--tag", "night shift",
        "--email", "zoe@example.org", "--phone", "+1 (613) 555-0100", "--met", "the job fair in Kingston",
        "--note", "works overtime; likes résumés short")  # fmt: skip
    run("contacts", "add", "Lee Sample", "--note", "the fair job")
    run("contacts", "log", "Lee", "Zoé", "event", "--on", "2026-11-20", "--note", "open house about overtime",
        "--i-owe", "send my transcript")  # fmt: skip
    run("followups", "skip", "1", "--reason", "moved to Whitehorse")
    return run


def found(run: Run, *words: str) -> list[str]:
    return [each["name"] for each in run("contacts", "search", *words, "--output", "json").json()["contacts"]]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["zoe"], ["Zoé Tremblay"]),
        (["ZOÉ"], ["Zoé Tremblay"]),
        (["tremb"], ["Zoé Tremblay"]),
        (["overtime"], ["Lee Sample", "Zoé Tremblay"]),
        (["overtime", "zoe"], ["Zoé Tremblay"]),
        (["resumes"], ["Zoé Tremblay"]),
        (["night"], ["Zoé Tremblay"]),
        (["zoe@example.org"], ["Zoé Tremblay"]),
        (["6135550100"], ["Zoé Tremblay"]),
        (["613", "555"], ["Zoé Tremblay"]),
        (["parole"], ["Zoé Tremblay"]),
        (["kingston"], ["Zoé Tremblay"]),
        (["transcript"], ["Lee Sample"]),
        (["whitehorse"], ["Lee Sample"]),
        (["job fair"], ["Zoé Tremblay"]),
        (['"job fair"'], ["Zoé Tremblay"]),
        (["job", "fair"], ["Lee Sample", "Zoé Tremblay"]),
        (["vertime"], []),
        (["overtime", "nothing"], []),
        (["zoe\u0301"], ["Zoé Tremblay"]),
    ],
)
def test_all_words_must_be_written_somewhere(people: Run, words: list[str], names: list[str]) -> None:
    assert sorted(found(people, *words)) == names


@pytest.mark.parametrize(
    "words", ['"', "NOT tea", "a OR b", "col:tea", "tea*", "(tea", "NEAR(tea)", "^tea", "te'a", "-tea", "{"]
)
def test_no_word_is_ever_an_operator(people: Run, words: str) -> None:
    people("contacts", "add", "Only", "--note", "nothing of this")
    result = people("contacts", "search", "--", words)
    assert result.code in {0, 2}
    assert "Only" not in result.out


def test_it_says_where_it_was_found(people: Run) -> None:
    (one, *_) = people("contacts", "search", "house", "--output", "json").json()["contacts"]
    (passage,) = one["passages"]
    assert (passage["record"], passage["id"], passage["day"]) == ("interaction", 1, "2026-11-20")
    first, last = passage["marks"][0]
    assert passage["text"][first:last] == "house"
    screen = people("contacts", "search", "overtime", "zoe").out.splitlines()
    assert screen[0] == "Zoé Tremblay (#1)"
    assert any(each.startswith("  interaction #1 2026-11-20: open house about overtime") for each in screen)


def test_a_name_counts_most(people: Run) -> None:
    people("contacts", "add", "Overtime Sample")
    assert found(people, "overtime")[0] == "Overtime Sample"


def test_nobody_is_found_but_a_name_may_have_been_meant(people: Run) -> None:
    result = people("contacts", "search", "Trembley")
    assert (result.code, result.out) == (0, "Nobody is found by Trembley.\n")
    assert "Did you mean Zoé Tremblay?" in result.err


def test_accents_after_their_letter_are_found(run: Run) -> None:
    run("contacts", "add", "Zoe\u0301 Sample")
    assert found(run, "zoé") == ["Zoe\u0301 Sample"]


def test_an_index_leaves_nothing_and_can_be_made_again(people: Run) -> None:
    assert [people("contacts", "search", "zoe").code for _ in range(2)] == [0, 0]


def test_no_more_are_told_than_asked_for(people: Run) -> None:
    result = people("contacts", "search", "overtime", "--most", "1", "--output", "json").json()
    assert (len(result["contacts"]), result["count"]) == (1, 2)


def test_no_word_is_a_usage_error(run: Run) -> None:
    assert run("contacts", "search", "*").code == 2
