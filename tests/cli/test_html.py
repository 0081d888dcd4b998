"""--output html: every reading command as one page, complete in itself, on which no text becomes a tag."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")
ONE = "own-guard-one"
VOID = {"meta", "br", "img", "link", "input", "hr", "base", "source", "embed"}
LOADING = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg", "video", "audio", "source"}
GUARDS = ("--occupation", "own-guard")


class Page(HTMLParser):
    """What a browser makes of a page: its tags, its links and the text of each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.faults: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            self.texts[tag][-1] += data

    def said(self, tag: str) -> list[str]:
        return [" ".join(each.split()) for each in self.texts.get(tag, [])]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds a pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("pages") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


def page(run: Run, *command: str) -> Page:
    result = run(*command, "--output", "html")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert result.out.endswith("</html>\n")
    return Page(result.out)


COMMANDS = [
    ("roles", "list"),
    ("roles", "show", ONE),
    ("roles", "show", "own-guard-two", "--sources"),
    ("roles", "compare"),
    ("roles", "compare", *GUARDS),
    ("roles", "compare", *GUARDS, "--only", "education,pay", "--profile", "--sources"),
    ("roles", "search", "lighthouse"),
    ("roles", "search", "xyzzyq"),
    ("organizations", "list"),
    ("organizations", "show", "own-service", "--sources"),
    ("checklist", "show", ONE),
    ("checklist", "show", ONE, "--why"),
    ("network", "practices"),
    ("network", "activities"),
    ("network", "activities", "own-visit"),
    ("network", "events", "list"),
    ("network", "events", "show", "own-regatta"),
    ("network", "plan", "--weeks", "2"),
    ("followups", "rules", "--sources"),
    ("followups", "due"),
    ("followups", "list"),
    ("contacts", "list"),
    ("profile", "show"),
    ("history",),
    ("data", "check"),
    ("data", "sources"),
    ("data", "stale"),
    ("data", "stale", "--undated"),
    ("data", "confirmations"),
    ("data", "path"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_page_is_whole_and_loads_nothing(run: Run, command: tuple[str, ...]) -> None:
    found = page(run, *command)
    assert found.faults == []
    assert found.tags[:2] == ["html", "head"]
    assert {"title", "style", "body"} <= set(found.tags)
    assert not LOADING & set(found.tags)
    assert found.said("title")[0]
    names = {name for name, _ in found.attributes}
    assert names <= {"lang", "charset", "name", "content", "class", "style", "href", "rel", "role", "aria-label"}
    styles = [*found.texts["style"], *(value or "" for name, value in found.attributes if name == "style")]
    assert not re.search(r"url\(|@import|expression", "".join(styles))
    links = [value or "" for name, value in found.attributes if name == "href"]
    assert all(link.startswith(("https://", "http://")) for link in links)


def test_the_page_of_a_role_has_its_title_its_sections_and_its_links(run: Run) -> None:
    found = page(run, "roles", "show", ONE)
    title = "Guard of the First Island · Island Service · XA-ONE"
    assert found.said("h1") == found.said("title") == [title]
    assert found.said("h2") == [
        *("What you need", "How hiring goes", "What it pays", "What it is like", "How it is classified"),
        *("What is not known", "Sources"),
    ]
    links = {value for name, value in found.attributes if name == "href"}
    assert {"https://example.org/act", "https://example.org/careers", "https://example.org/posting"} <= links
    assert any("A boat licence (asset)" in item for item in found.said("li"))


def test_a_page_says_all_that_a_pipe_says(run: Run) -> None:
    told = run("roles", "show", ONE, "--sources").out
    said = " ".join(page(run, "roles", "show", ONE, "--sources").said("body"))
    for line in told.splitlines():
        for word in line.split():
            assert word in said, line


def test_pay_is_drawn_to_scale_with_the_figures_beside_it(run: Run) -> None:
    found = page(run, "roles", "compare", *GUARDS)
    drawn = {
        float(match[1]): float(match[2])
        for name, value in found.attributes
        if name == "style" and (match := re.fullmatch(r"left:([\d.]+)%;width:([\d.]+)%", value or ""))
    }
    assert drawn[75] == 25
    assert drawn[61.5] == 15.4
    assert all(before + width <= 100 for before, width in drawn.items())
    cells = found.said("td")
    place = cells.index("XA-TWO", cells.index("XA-SIX1"))
    assert cells[place + 1 : place + 3] == ["", "not known"]


def test_a_comparison_is_a_table_with_a_column_for_each_role(run: Run) -> None:
    found = page(run, "roles", "compare", ONE, "own-guard-two")
    assert found.said("th") == ["", "", "Guard of the First Island, XA-ONE", "Guard of the Second Island, XA-TWO"]
    cells = found.said("td")
    start = cells.index("Age")
    assert cells[start : start + 4] == ["Age", "", "At least 19 years old", "not known"]


def test_a_checklist_keeps_its_verdicts_and_marks(run: Run) -> None:
    found = page(run, "checklist", "show", ONE)
    assert "Guard of the First Island" in found.said("h1")[0]
    assert any("At least 19 years old" in item for item in found.said("li"))


def test_an_error_stays_an_error_and_no_page_is_written(run: Run) -> None:
    missed = run("roles", "show", "nobody", "--output", "html")
    assert (missed.code, missed.out) == (3, "")
    assert missed.err.startswith("Error: ")


def test_a_change_says_on_the_page_what_was_done(run: Run) -> None:
    added = page(run, "contacts", "add", "Robin <b>Sample</b>")
    assert any("Added Robin <b>Sample</b>" in each for each in added.said("body"))
    assert added.faults == []
    assert run("undo").code == 0
