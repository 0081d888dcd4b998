"""Drafts on the command line: from the facts that are known, by the way that fits, finished and sent by the user."""

import re
import stat
import sys
from pathlib import Path

import pytest

from careerplan.catalog.templates import CHANNELS, TemplateFolder, builtin_templates
from conftest import Run

pytestmark = pytest.mark.usefixtures("warm")

BUILT_IN = TemplateFolder(Path("none")).names()


@pytest.fixture
def robin(run: Run) -> Run:
    """Robin gave an interview on Friday: a thank-you (1) and a word of progress (2) are earned by it."""
    run("contacts", "add", "Robin Sample", "--organization", "Sample Services", "--email", "robin@example.org")
    run(
        "contacts",
        "log",
        "Robin",
        "informational-interview",
        "--on",
        "2026-11-20",
        "--note",
        "talked a lot, about shifts",
    )
    return run


@pytest.fixture
def known(robin: Run) -> Run:
    """Give the user a name and a goal as well."""
    robin("profile", "set", "name", "Sam Sample")
    robin("profile", "set", "targets", "ca-on-probation-parole-officer")
    return robin


def put(home: Path, text: str, name: str = "own") -> Path:
    path = home / "templates" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def body(run: Run, *args: str) -> str:
    return str(run("followups", "draft", *args, "--output", "json").json()["body"])


# --- the message


def test_a_thank_you_with_all_that_is_known(known: Run) -> None:
    result = known("followups", "draft", "1")
    assert result.code == 0
    assert result.out == (
        "Subject: Thank you for talking with me on Friday\n"
        "\n"
        "Hi Robin,\n"
        "\n"
        "Thank you for talking with me on Friday about your work at Sample Services. What stays with me most is"
        " [one thing you learned]. I am going to [what you will do with it, and when].\n"
        "\n"
        "I will let you know how it goes.\n"
        "\n"
        "With thanks,\n"
        "Sam Sample\n"
    )
    assert "Add your own: 2 places: one thing you learned · what you will do with it, and when" in result.err
    assert result.err.endswith("Nothing was sent. After you have sent it yourself: careerplan followups done 1\n")


def test_what_is_not_known_is_left_to_the_user_or_out(run: Run) -> None:
    run("contacts", "add", "Robin Sample")
    run("contacts", "log", "Robin", "informational-interview")
    result = run("followups", "draft", "1")
    assert "about your work. What" in result.out
    assert result.out.endswith("With thanks,\n[your name]\n")
    assert "Add your own: 3 places" in result.err


def test_a_note_is_recalled_but_never_in_the_message(robin: Run) -> None:
    for way in CHANNELS:
        result = robin("followups", "draft", "1", "--channel", way)
        assert "shifts" not in result.out
        assert "You noted on Fri 20 Nov 2026: talked a lot, about shifts" in result.err
    assert robin("followups", "draft", "1", "--quiet").err == ""


def test_the_document(known: Run) -> None:
    document = known("followups", "draft", "1", "--output", "json").json()
    assert document["schema"] == "careerplan.draft/1"
    assert document["followup"] == 1
    assert document["contact"] == {"id": 1, "name": "Robin Sample"}
    assert (document["channel"], document["template"]) == ("email", "thank-you-informational-interview")
    assert document["channel_reason"] == "an e-mail address is known"
    assert document["own_template"] is False
    assert document["subject"] == "Thank you for talking with me on Friday"
    assert document["places"] == ["one thing you learned", "what you will do with it, and when"]
    assert document["mailto"].startswith("mailto:robin@example.org?subject=Thank%20you")
    assert document["reminders"] == [{"day": "2026-11-20", "text": "talked a lot, about shifts"}]
    assert {"thank-you-content", "gratitude-research"} <= {each["practice"] for each in document["evidence"]}
    assert {"seed-000#114", "hampshire"} <= {*document["sources"]}


def test_other_outputs_hold_the_same(known: Run) -> None:
    row = known("followups", "draft", "1", "--output", "plain").out.rstrip("\n").split("\t")
    assert row[:5] == ["1", "1", "Robin Sample", "email", "thank-you-informational-interview"]
    assert "With thanks, Sam Sample" in row[6]
    assert "Hi Robin," in known("followups", "draft", "1", "--output", "markdown").out
    assert "\\[one thing you learned\\]" in known("followups", "draft", "1", "--output", "markdown").out
    assert known("followups", "draft", "1", "--output", "csv").out.startswith("followup,contact_id,contact,channel,")


def test_a_draft_changes_nothing(robin: Run) -> None:
    before = robin("history").out
    for more in ((), ("--mailto",), ("--why",), ("--channel", "phone")):
        assert robin("followups", "draft", "1", *more).code == 0
    assert robin("history").out == before
    assert robin("followups", "list", "--output", "json").json()["followups"][0]["status"] == "open"


def test_the_day_is_that_of_the_run(robin: Run) -> None:
    assert "talking with me today" in robin("followups", "draft", "1", as_of="2026-11-20").out
    assert "talking with me last week" in robin("followups", "draft", "1", as_of="2026-11-27").out
    assert "talking with me in November" in robin("followups", "draft", "1", as_of="2027-02-01").out
    assert "Thank you for talking with me\n" in robin("followups", "draft", "1", as_of="2026-11-01").out


def test_a_closed_follow_up_can_still_be_drafted(robin: Run) -> None:
    robin("followups", "done", "1")
    result = robin("followups", "draft", "1")
    assert result.code == 0
    assert "After you have sent it yourself: careerplan contacts log 1 message-sent" in result.err


# --- the way it takes


@pytest.mark.parametrize(
    ("more", "channel"),
    [
        (("--email", "robin@example.org", "--phone", "204 555 0100"), "email"),
        (("--phone", "204 555 0100"), "phone"),
        ((), "email"),
    ],
)
def test_the_way_is_one_for_which_an_address_is_known(run: Run, more: tuple[str, ...], channel: str) -> None:
    run("contacts", "add", "Robin", *more)
    run("contacts", "log", "Robin", "met")
    assert run("followups", "draft", "1", "--output", "json").json()["channel"] == channel


def test_each_way_has_its_form(known: Run) -> None:
    assert known("followups", "draft", "1", "--channel", "email").out.startswith("Subject: ")
    linkedin = known("followups", "draft", "1", "--channel", "linkedin").out
    assert linkedin.startswith("Hi Robin, thank you")
    assert linkedin.count("\n") == 1
    phone = known("followups", "draft", "1", "--channel", "phone")
    assert all(line.startswith("- ") for line in phone.out.splitlines())
    assert "After you have made the call yourself: careerplan followups done 1" in phone.err
    assert known("followups", "draft", "1", "--channel", "fax").code == 2


def test_without_a_form_for_that_way_it_says_which_there_are(robin: Run, home: Path) -> None:
    put(home, "{% block phone %}\n- Hi\n{% endblock %}")
    refused = robin("followups", "draft", "1", "--template", "own")
    assert refused.code == 2
    assert "The template own has no form for email." in refused.err
    assert "It has phone." in refused.err


# --- without a follow-up


def test_a_request_comes_before_any_interaction(known: Run) -> None:
    known("contacts", "add", "Kim Sample", "--organization", "Sample Parole", "--met", "a talk at the college")
    result = known("followups", "draft", "--for", "Kim", "--template", "informational")
    assert result.out.startswith("Subject: A few questions about your work\n\nHi Kim,\n")
    assert "I am Sam Sample, and I am finding out what it is like to work as a probation officer." in result.out
    assert "How you met: a talk at the college" in result.err
    assert "careerplan contacts log 2 message-sent" in result.err


@pytest.mark.parametrize(
    "args",
    [(), ("1", "--for", "Robin"), ("1", "--list"), ("--list", "--copy", "event"), ("--for", "Robin")],
    ids=" ".join,
)
def test_what_a_draft_is_for_must_be_clear(robin: Run, args: tuple[str, ...]) -> None:
    refused = robin("followups", "draft", *args)
    assert (refused.code, refused.out) == (2, "")
    assert "For example: " in refused.err


def test_what_is_not_there_is_not_found(robin: Run) -> None:
    assert robin("followups", "draft", "99").code == 3
    assert robin("followups", "draft", "--for", "Nobody", "--template", "own").code == 3
    missing = robin("followups", "draft", "1", "--template", "thanks")
    assert missing.code == 3
    assert "careerplan followups draft --list" in missing.err


# --- as a link


def test_a_link_opens_the_same_message(robin: Run) -> None:
    result = robin("followups", "draft", "1", "--mailto")
    assert result.out == robin("followups", "draft", "1", "--output", "json").json()["mailto"] + "\n"
    assert result.out.startswith(
        "mailto:robin@example.org?subject=Thank%20you%20for%20talking%20with%20me%20on%20Friday"
    )
    assert "%0D%0A%0D%0A" in result.out
    assert "Add your own: 3 places" in result.err


@pytest.mark.parametrize("email", ["robin@example.org\nBcc: x@example.org", "robin", "a@b, c@d"])
def test_a_link_names_nobody_where_the_address_cannot_be_one(run: Run, email: str) -> None:
    run("contacts", "add", "Robin", "--email", email)
    run("contacts", "log", "Robin", "met")
    result = run("followups", "draft", "1", "--mailto")
    assert result.code == 0
    assert result.out.startswith("mailto:?subject=")
    assert "Warning: no e-mail address of Robin is known that can be used" in result.err


def test_a_long_link_is_warned_about(robin: Run, home: Path) -> None:
    put(home, "{% block email %}\n" + "word " * 600 + "\n{% endblock %}")
    result = robin("followups", "draft", "1", "--template", "own", "--mailto")
    assert "some mail programs take only 2,000" in result.err
    assert len(result.out.splitlines()) == 1


@pytest.mark.parametrize("more", [("--channel", "phone"), ("--why",)])
def test_a_link_is_an_e_mail_and_nothing_else(robin: Run, more: tuple[str, ...]) -> None:
    assert robin("followups", "draft", "1", "--mailto", *more).code == 2


# --- in the editor


EDITOR = """
import os, pathlib, sys
path = pathlib.Path(sys.argv[1])
text = path.read_text(encoding="utf-8")
assert oct(path.stat().st_mode & 0o777) == "0o600", oct(path.stat().st_mode)
assert oct(path.parent.stat().st_mode & 0o777) == "0o700"
path.write_text(text.replace("[one thing you learned]", "how shifts rotate"), encoding="utf-8")
"""


def test_what_is_left_in_the_editor_is_printed(robin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "editor.py").write_text(EDITOR, encoding="utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {tmp_path / 'editor.py'}")
    result = robin("followups", "draft", "1", "--edit")
    assert result.code == 0, result.err
    assert "What stays with me most is how shifts rotate." in result.out
    assert "Add your own: 2 places: what you will do with it, and when · your name" in result.err
    assert "how%20shifts%20rotate" in robin("followups", "draft", "1", "--edit", "--mailto").out


@pytest.mark.parametrize("editor", ["", "false", "no-such-editor-here"])
def test_without_an_editor_that_works_nothing_is_printed(
    robin: Run, editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    result = robin("followups", "draft", "1", "--edit")
    assert (result.code, result.out) == (2, "")
    assert "profile" not in result.err


# --- what it rests on


def test_why_prints_the_evidence_with_its_sources(robin: Run) -> None:
    out = robin("followups", "draft", "1", "--why").out
    message, _, why = out.partition("What it rests on\n")
    assert message.strip().endswith("[your name]")
    assert "Say what you learned, how you will use it, and stop (advice of career offices)" in why
    assert re.search(r"^\[\d+\] .*Hampshire College", why, flags=re.MULTILINE)


@pytest.mark.parametrize("way", CHANNELS)
def test_a_question_about_an_application_keeps_to_the_posting(robin: Run, way: str) -> None:
    robin("contacts", "log", "Robin", "application", "--on", "2026-11-02")
    number = next(
        str(each["id"])
        for each in robin("followups", "list", "--output", "json").json()["followups"]
        if each["trigger"] == "application"
    )
    result = robin("followups", "draft", number, "--channel", way)
    assert "the contact" in result.out
    assert "posting" in result.out
    assert "Take care: In a government competition, follow the posting" in result.err


def test_a_reminder_to_somebody_who_has_an_application_is_given_with_care(robin: Run) -> None:
    robin("contacts", "log", "Robin", "message-sent", "--on", "2026-11-10")
    number = robin("followups", "list", "--output", "json").json()["followups"][0]["id"]
    nudge = ("followups", "draft", str(number), "--template", "nudge")
    assert "Take care" not in robin(*nudge).err
    robin("contacts", "log", "Robin", "application")
    assert "Take care: In a government competition" in robin(*nudge).err
    assert [each["practice"] for each in robin(*nudge, "--output", "json").json()["cautions"]] == [
        "follow-up-public-competition"
    ]


# --- the user's own templates


def test_ones_own_template_takes_the_place_of_the_built_in_one(robin: Run, home: Path) -> None:
    put(home, "{% block email %}\nBonjour {{ first_name }}\n{% endblock %}", "thank-you-informational-interview")
    result = robin("followups", "draft", "1")
    assert result.out == "Bonjour Robin\n"
    assert "Template thank-you-informational-interview (yours)" in result.err
    listed = robin("followups", "draft", "--list", "--output", "json").json()
    assert listed["schema"] == "careerplan.templates/1"
    own = {each["name"]: each for each in listed["templates"] if each["own"]}
    assert own.keys() == {"thank-you-informational-interview"}
    assert own["thank-you-informational-interview"]["channels"] == ["email"]


def test_a_copy_is_where_one_begins(robin: Run, home: Path) -> None:
    copied = robin("followups", "draft", "--copy", "check")
    path = home / "templates" / "check-in.txt"
    assert copied.code == 0
    assert str(path) in copied.out
    assert path.read_bytes() == (builtin_templates() / "check-in.txt").read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    again = robin("followups", "draft", "--copy", "check-in")
    assert again.code == 2
    assert "of your own already" in again.err


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% block email %}\n{% for i in range(10**9) %}x{% endfor %}\n{% endblock %}", 2),
        ("{% block email %}\n\n{{ nmae }}\n{% endblock %}", 3),
        ("{% block email %}\n{{ name.__class__ }}\n{% endblock %}", 2),
        ("{% block email %}\n", 1),
        ("Hello", 1),
        ("\udcff", 1),
        ("x" * 30_000, 1),
    ],
)
def test_a_broken_template_is_one_sentence_with_its_place(robin: Run, home: Path, text: str, line: int) -> None:
    path = put(home, "")
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    result = robin("followups", "draft", "1", "--template", "own")
    assert (result.code, result.out) == (4, "")
    assert result.err.startswith(f"Error: {path}:{line}:")
    assert len(result.err.splitlines()) == 2
    error = robin("followups", "draft", "1", "--template", "own", "--output", "json").error()
    assert (error["code"], error["problems"][0]["line"]) == ("bad-data", line)
    assert robin("followups", "draft", "1").code == 0  # another template is not touched by it
    listed = robin("followups", "draft", "--list")
    assert listed.code == 0
    assert "cannot be used" in listed.out


def test_a_check_of_the_data_finds_broken_templates_too(robin: Run, home: Path) -> None:
    path = put(home, "{% block email %}\n{{ nmae }}\n{% endblock %}")
    checked = robin("data", "check")
    assert checked.code == 4
    assert checked.out == f"{path}:2:name: there is no 'nmae'; did you mean 'name'?\n"


def test_a_template_that_links_out_of_its_folder_is_refused(robin: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    put(home, "").unlink()
    (home / "templates" / "own.txt").symlink_to(tmp_path / "secret.txt")
    for command in (("draft", "1", "--template", "own"), ("draft", "--list")):
        result = robin("followups", *command)
        assert "secret" not in result.out
        assert "a link" in result.out + result.err


@pytest.mark.slow
def test_a_rule_may_name_a_template_of_ones_own(robin: Run, home: Path) -> None:
    pack = home / "packs" / "own.yaml"
    pack.parent.mkdir()
    rule = (
        "rules:\n  - {id: met-follow-up, trigger: met, action: Write, delay: 1, template: after-a-tour,"
        " why: [{text: Why, sources: [seed-000#36]}]}\n"
    )
    pack.write_text(rule, encoding="utf-8")
    refused = robin("data", "check")
    assert refused.code == 4
    assert "own.yaml:2:rules.0.template: no template is called 'after-a-tour'" in refused.out
    put(home, "{% block email %}\nHi {{ name }}\n{% endblock %}", "after-a-tour")
    assert robin("data", "check").code == 0
    robin("contacts", "log", "Robin", "met")
    number = max(each["id"] for each in robin("followups", "list", "--output", "json").json()["followups"])
    numbers = [str(number - back) for back in range(3)]
    assert "Hi Robin Sample" in [body(robin, each) for each in numbers]


# --- names that mean harm


@pytest.mark.parametrize(
    "name",
    [
        "{{ 7 * 7 }} {% for x in y %}",
        "[red]Robin[/red] Sample",
        "\x1b[31mRobin",
        "Robin\r\nBcc: x@example.org",
        "left\u202eright",
        "<script>alert(1)</script>",
        "=1+1",
        "👩‍👩‍👧 Robin",
        "漢字 名前",
        "L" * 10_000,
    ],
)
def test_a_name_is_only_ever_a_name(run: Run, name: str) -> None:
    assert run("contacts", "add", "--email", "a@example.org", "--", name).code == 0
    run("contacts", "log", "1", "informational-interview", "--note", name)
    for template in ("thank-you-informational-interview", "own", "application-enquiry"):
        for way in CHANNELS:
            result = run("followups", "draft", "1", "--template", template, "--channel", way)
            assert result.code == 0
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", result.out + result.err)
    document = run("followups", "draft", "1", "--output", "json").json()
    assert document["contact"]["name"] == name.strip()
    assert document["places"] == ["one thing you learned", "what you will do with it, and when", "your name"]
    assert "\n" not in document["subject"]
    assert "49" not in document["body"]
    assert not re.search("%0[AD](?!%0A|.)", document["mailto"].split("&body=")[0])


# --- the built-in templates


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_template_can_be_used_without_a_follow_up(known: Run, name: str) -> None:
    result = known("followups", "draft", "--for", "Robin", "--template", name)
    assert result.code == 0
    assert result.out.startswith("Subject: ")
    assert f"Template {name} (built in)" in result.err


def test_every_built_in_rule_names_a_template_that_is_there(run: Run) -> None:
    rules = run("followups", "rules", "--output", "json").json()["rules"]
    assert {each["id"]: each["template"] for each in rules if each["template"] not in BUILT_IN} == {}


def test_every_practice_that_a_template_names_is_there(run: Run) -> None:
    practices = {each["id"] for each in run("network", "practices", "--output", "json").json()["practices"]}
    folder = TemplateFolder(Path("none"))
    for name in BUILT_IN:
        head = folder.read(name).head
        named = " ".join(head.get(key, "") for key in ("evidence", "caution", "applied")).replace(",", " ").split()
        assert set(named) <= practices, name
        assert head["evidence"], name
