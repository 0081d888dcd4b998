"""The family of errors: documented exit codes, codes of their own, sentences that say what to do."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import careerplan
from careerplan import errors
from careerplan.errors import BadDataError, CareerplanError, Problem, StoreError


def family(root: type[CareerplanError] = CareerplanError) -> list[type[CareerplanError]]:
    """Every class of the family, wherever in the program it is defined."""
    for module in pkgutil.walk_packages(careerplan.__path__, "careerplan."):
        if not module.name.endswith("__main__"):  # which runs the program
            importlib.import_module(module.name)
    found = [root]
    for each in found:
        found += [below for below in each.__subclasses__() if below.__module__.startswith("careerplan.")]
    return found


FAMILY = family()
MISTAKES = [each for each in FAMILY if each is not CareerplanError]


def documented() -> dict[int, str]:
    """Return the exit codes of the module's docstring and what they mean."""
    told = re.search(r"Exit codes: (.*?)\.\n?", (errors.__doc__ or "") + "\n", re.DOTALL)
    assert told is not None
    return {int(code): meaning for code, meaning in re.findall(r"(\d+) ([^\d]+?)(?:,|$)", " ".join(told[1].split()))}


def test_the_documented_exit_codes() -> None:
    assert sorted(documented()) == [0, 1, 2, 3, 4, 5, 10, 130]


@pytest.mark.parametrize("error", FAMILY)
def test_every_error_exits_with_a_documented_code(error: type[CareerplanError]) -> None:
    assert error.exit_code in documented()


@pytest.mark.parametrize("error", MISTAKES)
def test_a_mistake_never_looks_like_success_a_bug_something_due_or_an_interrupt(error: type[CareerplanError]) -> None:
    assert error.exit_code not in {0, 1, 10, 130}


def test_every_documented_mistake_has_an_error() -> None:
    assert {each.exit_code for each in MISTAKES} == set(documented()) - {0, 1, 10, 130}


def test_codes_are_unique() -> None:
    codes = [each.code for each in FAMILY]

    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("error", FAMILY)
def test_codes_are_words_with_hyphens(error: type[CareerplanError]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code)


@pytest.mark.parametrize("error", MISTAKES)
def test_every_mistake_has_a_code_of_its_own_not_an_inherited_one(error: type[CareerplanError]) -> None:
    assert "code" in vars(error)


def test_all_trouble_with_the_store_exits_alike() -> None:
    kinds = [each for each in FAMILY if issubclass(each, StoreError)]

    assert len(kinds) > 1
    assert {each.exit_code for each in kinds} == {StoreError.exit_code}


@pytest.mark.parametrize(("count", "tail"), [(1, ""), (2, " (and 1 more fault)"), (4, " (and 3 more faults)")])
def test_bad_data_tells_the_first_fault_and_counts_the_rest(count: int, tail: str) -> None:
    problems = [Problem(Path("a.yaml"), line, "roles", "wrong") for line in range(count, 0, -1)]

    error = BadDataError(problems)

    assert error.message == f"a.yaml:1:roles: wrong{tail}"
    assert [problem.line for problem in error.problems] == list(range(1, count + 1))
    assert error.hint
