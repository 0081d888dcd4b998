"""The documentation is held true: generated pages are fresh, examples print what is shown, links lead somewhere.

How a page shows an example:

- In a fenced ``console`` block, a line that begins with ``$ careerplan`` is run. All of a page are run in order, in one
  temporary home, on 22 November 2026, 80 columns wide, into a pipe. Other lines that begin with ``$`` are not run.
- Below it stands what it writes to stdout, then what it writes to stderr. The part from stderr may be left out, and so
  may all of it. A line that is exactly ``…`` stands for any number of lines.
- A command that fails has to show its error.
- A fenced block with ``title="NAME"`` is a file of that name in the folder in which the commands run.
- The temporary home is shown as ``/home/robin/careerplan``.
"""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
import typer
from typer.core import TyperGroup, TyperOption
from typer.testing import CliRunner

from careerplan.cli.main import app
from conftest import TODAY, Result

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN_HOME = "/home/robin/careerplan"
SHELL = Path("/bin/sh")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


class Block(NamedTuple):
    """A fenced block: its language, what else its first line says, where it starts, its lines."""

    language: str
    title: str
    line: int
    lines: list[str]


class Example(NamedTuple):
    """A command and the output shown for it."""

    line: int
    command: str
    shown: list[str]


def blocks_of(page: Path) -> Iterator[Block]:
    block: Block | None = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.fullmatch(r"\s*```\s*(\w*)(.*)", line)
        if fence and block is None:
            title = re.search(r'title="([^"]+)"', fence[2])
            block = Block(fence[1], title[1] if title else "", number, [])
        elif fence and block is not None:
            yield block
            block = None
        elif block is not None:
            block.lines.append(line)
    assert block is None, f"{page}:{block.line}: this block is never closed"


def examples_of(page: Path) -> Iterator[Example]:
    for block in blocks_of(page):
        example: Example | None = None
        for number, line in enumerate(block.lines if block.language == "console" else [], block.line + 1):
            if line.startswith("$ "):
                if example:
                    yield example
                ours = line.startswith("$ careerplan ") or line == "$ careerplan"
                example = Example(number, line[2:], []) if ours else None
            elif example:
                example.shown.append(line)
        if example:
            yield example


def prose_of(page: Path) -> str:
    return re.sub(r"^\s*```.*?^\s*```\s*$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.fixture
def enter(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Result]:
    """Run a line as a person would enter it; through a shell only if it needs one, because that takes longer."""
    for name, value in {"HOME": home, "AS_OF": TODAY}.items():
        monkeypatch.setenv(f"CAREERPLAN_{name}", str(value))
    for name, value in {"TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    program = tmp_path / "bin" / "careerplan"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m careerplan "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.chdir(tmp_path)

    def enter_line(line: str) -> Result:
        if set(line) & set("|<>&;$`"):
            if not SHELL.exists():
                pytest.skip("needs a shell")
            done = subprocess.run([SHELL, "-c", line], capture_output=True, text=True, encoding="utf-8", check=False)
            return Result(done.returncode, done.stdout, done.stderr)
        result = CliRunner().invoke(app, shlex.split(line)[1:])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Result(result.exit_code, result.stdout, result.stderr)

    return enter_line


def fits(shown: list[str], printed: str) -> bool:
    """Say whether ``printed`` is what is shown, with ``…`` for any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()) + r"\n" for line in shown)
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


@every_page
def test_examples_print_what_is_shown(page: Path, home: Path, tmp_path: Path, enter: Callable[[str], Result]) -> None:
    for block in blocks_of(page):
        if block.title:
            (tmp_path / block.title).write_text("\n".join(block.lines) + "\n", encoding="utf-8")
    for line, command, lines in examples_of(page):
        result = enter(command)
        shown = "\n".join(lines).rstrip().splitlines()
        out, err = (text.replace(str(home), SHOWN_HOME) for text in (result.out, result.err))
        at = f"{page.relative_to(ROOT)}:{line}: $ {command}"
        fails = any(each.startswith("Error: ") or "careerplan.error/1" in each for each in shown)
        assert fails or result.code in {0, 10}, f"{at}\nfails without showing it:\n{err}"
        if shown and not fits(shown, out) and not fits(shown, out + err):
            pytest.fail("\n".join([at, "--- shown", *shown, "--- printed", out + err]), pytrace=False)


@every_page
def test_snippets_for_a_shell_can_be_parsed(page: Path) -> None:
    if not SHELL.exists():
        pytest.skip("needs a shell")
    for block in (each for each in blocks_of(page) if each.language == "sh"):
        done = subprocess.run([SHELL, "-n"], input="\n".join(block.lines), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{page.relative_to(ROOT)}:{block.line}: {done.stderr}"


ANALYZE = shutil.which("systemd-analyze") or ""


@pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")
def test_the_units_for_systemd_are_sound(tmp_path: Path) -> None:
    units = [each for each in blocks_of(ROOT / "docs" / "how-to" / "scripts-and-cron.md") if each.language == "ini"]
    assert [each.title for each in units] == ["careerplan-due.service", "careerplan-due.timer"]
    for each in units:
        (tmp_path / each.title).write_text("\n".join(each.lines) + "\n", encoding="utf-8")
    files = [str(tmp_path / each.title) for each in units]
    done = subprocess.run([ANALYZE, "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    assert not [line for line in done.stderr.splitlines() if "careerplan-due" in line]


def test_the_prompt_counts_what_is_due(enter: Callable[[str], Result]) -> None:
    page = ROOT / "docs" / "how-to" / "scripts-and-cron.md"
    (snippet,) = (
        each for each in blocks_of(page) if each.language == "sh" and any("PS1" in line for line in each.lines)
    )
    enter('careerplan contacts add "Robin Sample"')
    enter("careerplan contacts log Robin informational-interview --on yesterday")
    script = "; ".join(["PS1='$ '", *(line for line in snippet.lines if not line.startswith("#")), 'echo "$PS1"'])
    assert enter(script.replace("then;", "then ")).out == "[1 due] $ \n"


def test_three_dots_stand_for_any_lines() -> None:
    assert fits(["a", "…", "d"], "a\nb\nc\nd\n")
    assert fits(["a", "…"], "a\n")
    assert not fits(["a", "…", "d"], "a\nb\n")
    assert not fits(["a"], "a\nb\n")


@every_page
def test_commands_named_in_a_page_exist(page: Path) -> None:
    named = re.findall(r"`careerplan ([^`|;&<>]*)", prose_of(page))
    for block in blocks_of(page):
        if block.language in {"sh", "console", "text"}:
            named += re.findall(r"(?:^|[\s(])careerplan ([^`|;&<>()·]*)", "\n".join(block.lines), flags=re.MULTILINE)
    for words in named:
        wrong = unknown_word(words.split("\n")[0].split("   ")[0].split())
        assert wrong is None, f"{page.relative_to(ROOT)}: careerplan {words}: there is no '{wrong}'"


def unknown_word(words: list[str]) -> str | None:
    """Return the first word that is neither a command nor an option where it stands; arguments may be anything."""
    command: object = typer.main.get_command(app)
    rest = iter(words)
    for word in rest:
        option = word.strip(".,:()[]").partition("=")[0]
        if option.startswith("-"):
            options = [each for each in getattr(command, "params", ()) if isinstance(each, TyperOption)]
            found = next((each for each in options if option in each.opts), None)
            if found is None and option not in {"-h", "--help"}:
                return option
            if found is not None and not found.is_flag and "=" not in word:
                next(rest, None)
        elif isinstance(command, TyperGroup):
            if not re.fullmatch(r"[a-z-]+", option):
                return None
            command = command.get_command(typer.Context(command), option)
            if command is None:
                return option
    return None


def test_unknown_words_are_noticed() -> None:
    assert unknown_word(["rolse", "list"]) == "rolse"
    assert unknown_word(["--home", "DIR", "roles", "lists"]) == "lists"
    assert unknown_word(["roles", "list", "--plaec", "CA"]) == "--plaec"
    assert unknown_word(["orgs", "show", "ccja", "--output=json"]) is None


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose_of(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose_of(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.relative_to(ROOT)}: {link} leads nowhere"
        if anchor and target.suffix == ".md":
            assert anchor in anchors_of(target), f"{page.relative_to(ROOT)}: {link}: there is no such heading"


@pytest.fixture
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_fresh(reference: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert reference.main(["--check"]) == 0, capsys.readouterr().err


def test_stale_pages_are_named(
    reference: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0
    (tmp_path / "data.md").write_text("old", encoding="utf-8")
    (tmp_path / "commands.md").unlink()
    assert reference.main(["--check"]) == 1
    told = capsys.readouterr().err
    assert "data.md" in told
    assert "commands.md" in told
    assert "exit-codes.md" not in told
