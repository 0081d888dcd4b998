"""A pack from a stranger: whatever its texts hold, no output obeys it."""

import csv
import datetime as dt
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

from careerplan.catalog.catalog import open_catalog
from careerplan.planning.comparison import compare
from careerplan.planning.dating import Dating
from careerplan.render.comparison import comparison_view
from careerplan.render.roles import Telling, role_view
from careerplan.render.terminal import write_screen
from conftest import Run

PACK = Path(__file__).with_name("hostile_pack.yaml")
OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")
FORMULA = "=1+1"
BAD = (
    "\x1b[31mred\x1b]0;title\x07 </script><script>alert(1)</script><img src=x onerror=alert(1)> [bold]loud[/bold]"
    " left\u202eright \u2066isle \u200f \ufeff tab\there two\nlines \u2028 c1 \x9b31m nul\x00 a|b `c` *s* _u_ # ~ &"
    " \"q\" 'q' [link](javascript:alert(1)) 漢字 👩‍👩‍👧"
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
BOTH = ("bad-guard", "bad-twin")


def pack() -> str:
    """Return the pack, with every BAD and FORMULA in it replaced."""

    def spoiled(value: object) -> object:
        if isinstance(value, dict):
            return {key: spoiled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [spoiled(each) for each in value]
        return {"BAD": BAD, "FORMULA": FORMULA}.get(value, value) if isinstance(value, str) else value

    return yaml.safe_dump(spoiled(yaml.safe_load(PACK.read_text(encoding="utf-8"))), sort_keys=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds the pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("hostile") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "bad.yaml").write_text(pack(), encoding="utf-8")
    return folder


COMMANDS = [
    ("roles", "list", "--occupation", "bad-guard"),
    ("roles", "show", "bad-guard"),
    ("roles", "show", "bad-guard", "--sources"),
    ("roles", "compare", *BOTH, "--all", "--sources"),
    ("roles", "search", "onerror"),
    ("checklist", "show", "bad-guard", "--sources"),
    ("organizations", "show", "bad-service", "--sources"),
    ("network", "practices", "bad-advice", "--sources"),
    ("network", "activities", "bad-visit"),
    ("network", "events", "show", "bad-fair"),
    ("followups", "rules", "--sources"),
    ("data", "sources", "bad-p"),
    ("data", "stale", "--role", "bad-guard"),
    ("data", "stale", "--role", "bad-guard", "--undated"),
]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_obeyed(run: Run, command: tuple[str, ...], output: str) -> None:
    result = run(*command, "--output", output)
    assert (result.code, bool(result.out)) == (0, True)
    assert not CONTROL.search(result.out)
    assert not CONTROL.search(result.err)
    assert "\t" not in result.out or output == "plain"
    if output == "markdown":
        assert not re.search(r"(?<!\\)<(?!br>)", result.out)
    if output == "csv":
        rows = list(csv.reader(io.StringIO(result.out)))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    if output == "plain":
        assert len({line.count("\t") for line in result.out.splitlines()}) == 1


class Tags(HTMLParser):
    """The tags and links a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_page_has_no_tag_and_no_link_of_the_pack(run: Run, command: tuple[str, ...]) -> None:
    found = Tags(run(*command, "--output", "html").out)
    assert not {"script", "img", "bold"} & found.tags
    assert not [name for name, _ in found.attributes if name.startswith("on") or name == "src"]
    links = [value or "" for name, value in found.attributes if name == "href"]
    assert not [link for link in links if not link.startswith(("https://", "http://"))]


def test_json_gives_every_text_back_exactly(run: Run) -> None:
    document = run("roles", "show", "bad-guard", "--output", "json").json()
    assert document["role"]["duties"][0]["text"] == BAD
    assert document["role"]["title"] == BAD
    assert document["sources"]["bad-page"]["url"] == "javascript:alert(1)"
    found = run("data", "sources", "bad-page", "--output", "json").json()["sources"]
    assert [each["title"] for each in found] == [BAD]


def test_markup_is_shown_as_it_was_written(run: Run) -> None:
    page = run("roles", "show", "bad-guard").out
    assert "[bold]loud[/bold]" in page
    assert "</script><script>alert(1)</script>" in page
    assert "• =1+1" in page


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_terminal_gets_no_control_character_and_no_line_over_its_width(home: Path, width: int) -> None:
    catalog = open_catalog(home / "packs", home / "cache")
    dating = Dating(catalog.sources, dt.date(2026, 11, 22))
    roles = [catalog.roles[each] for each in BOTH]
    page = role_view(roles[0], [], catalog.organizations["bad-service"], dating, Telling(cite=True))
    table = comparison_view(compare([(each, []) for each in roles]), dating, cite=True)
    for view in (page, table):
        stream = io.StringIO()
        write_screen(view.screen(width), stream, width)
        assert not CONTROL.search(stream.getvalue())
        assert "</script>" in stream.getvalue()
        assert max(map(cell_len, stream.getvalue().splitlines())) <= width


@pytest.mark.slow
def test_what_differs_between_two_packs_is_shown_disarmed(run: Run, home: Path, tmp_path: Path) -> None:
    changed = tmp_path / "bad.yaml"
    changed.write_text((home / "packs" / "bad.yaml").read_text(encoding="utf-8").replace("=1+1", "=2+2"), "utf-8")
    for output in ("table", "csv", "html"):
        result = run("data", "diff", str(home / "packs" / "bad.yaml"), str(changed), "--output", output)
        assert (result.code, "2+2" in result.out) == (0, True)
        assert not CONTROL.search(result.out)
        if output == "csv":
            cells = [cell for row in csv.reader(io.StringIO(result.out)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.slow
def test_a_fault_in_a_pack_is_reported_disarmed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(json.dumps({"roles": [{"id": BAD, "\x1b[31mkey": FORMULA}]}), encoding="utf-8")
    for output in ("table", "html", "json"):
        result = run("data", "check", str(file), "--output", output)
        assert result.code == 4
        assert not CONTROL.search(result.out + result.err)
        assert "<script>" not in result.out or output != "html"


def test_a_name_asked_for_is_shown_disarmed(run: Run) -> None:
    for command in (("roles", "show", BAD + "x"), ("roles", "search", "--", "\x1b[31mxyzzyq\u202e</script>")):
        result = run(*command)
        assert not CONTROL.search(result.out + result.err)
