"""What every test shares: a temporary home, a fixed day, and the program run as a person runs it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from careerplan.catalog.catalog import open_catalog
from careerplan.cli.main import app

TODAY = "2026-11-22"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="make the golden files anew")


@dataclass(frozen=True)
class Result:
    """What a run of the program gave: its exit code, stdout and stderr apart."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - any document
        return json.loads(self.out)

    def error(self) -> Any:  # noqa: ANN401 - the one error document
        return json.loads(self.err)["error"]


Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the built-in catalog once for all."""
    cache = tmp_path_factory.mktemp("cache")
    open_catalog(cache / "no-packs", cache)
    return cache


@pytest.fixture
def warm(home: Path, compiled: Path) -> None:
    """Give each test the catalog compiled already; reading it anew each time would take most of the time."""
    shutil.copytree(compiled, home / "cache")


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in this process, in a temporary home, on a fixed day; stdout is a pipe."""
    for name in ("CAREERPLAN_HOME", "CAREERPLAN_AS_OF", "CAREERPLAN_OUTPUT", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("NO_COLOR", "1")

    def run_program(*args: str, as_of: str = TODAY, given: str | None = None) -> Result:
        result = CliRunner().invoke(app, ["--home", str(home), "--as-of", as_of, *args], input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Result(result.exit_code, result.stdout, result.stderr)

    return run_program


@pytest.fixture
def start(home: Path) -> Run:
    """Run the program in a process of its own, as a person does."""

    def start_program(*args: str, as_of: str = TODAY, given: str | None = None, **more: str) -> Result:
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("CAREERPLAN_")},
            "CAREERPLAN_HOME": str(home),
            "CAREERPLAN_AS_OF": as_of,
            "TZ": "UTC",
            **more,
        }
        done = subprocess.run(
            [sys.executable, "-m", "careerplan", *args],
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return start_program
