"""What a template may say: text, names and conditions; all else is refused with its line, and nothing takes long."""

from pathlib import Path

import pytest

from careerplan.catalog.template_language import MAX_TEXT, MessageTemplate, read_template, template_faults
from careerplan.catalog.templates import MAX_BYTES, TemplateFolder
from careerplan.errors import BadDataError

KNOWN = ("name", "first_name", "organization", "tie")
FACTS = {"name": "Robin Sample", "first_name": "Robin", "organization": "", "tie": "close"}


def put(folder: Path, text: str, name: str = "own") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def email(text: str) -> str:
    return f"{{% block email %}}\n{text}\n{{% endblock %}}\n"


def read(tmp_path: Path, name: str = "own") -> MessageTemplate:
    return read_template(TemplateFolder(tmp_path), name, KNOWN)


def filled(tmp_path: Path, text: str) -> str:
    put(tmp_path, email(text))
    return read(tmp_path).fill("email", FACTS).strip("\n")


def refused(tmp_path: Path, text: str) -> str:
    """Return the fault with its line; the text begins on line 2."""
    put(tmp_path, email(text))
    with pytest.raises(BadDataError) as raised:
        read(tmp_path).fill("email", FACTS)
    assert raised.value.exit_code == 4
    assert "Mend that line" in raised.value.hint
    return raised.value.message.removeprefix(f"{tmp_path}/own.txt:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi {{ first_name }},", "Hi Robin,"),
        ("{{ first_name | upper }}", "ROBIN"),
        ("{{ organization or 'there' }}", "there"),
        ("{{ organization | default('x', true) }}", "x"),
        ("{% if organization %}at {{ organization }}{% else %}somewhere{% endif %}", "somewhere"),
        ("{% if tie == 'loose' %}a{% elif tie in ['close', 'regular'] %}b{% endif %}", "b"),
        ("{% if not organization and (tie != 'loose') %}a{% endif %}", "a"),
        ("{{ 'a' if tie == 'loose' else 'b' }}", "b"),
        ("{% set greeting = 'Hello' %}\n{{ greeting }} {{ name }}", "Hello Robin Sample"),
        ("one\n{% if organization %}\ntwo\n{% endif %}\nthree", "one\nthree"),
        ("{# nothing of this #}a", "a"),
        ("{% raw %}{{ name }}{% endraw %}", "{{ name }}"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_text_names_and_conditions(tmp_path: Path, text: str, expected: str) -> None:
    assert filled(tmp_path, text) == expected


def test_a_fact_is_a_value_and_never_a_template(tmp_path: Path) -> None:
    put(tmp_path, email("Hi {{ name }},"))
    name = "{{ 7 * 7 }} {% for %} {# #} <b>"
    assert read(tmp_path).fill("email", {**FACTS, "name": name}) == f"Hi {name},\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n{{ nmae }}", "3:name: there is no 'nmae'; did you mean 'name'?"),
        ("{% if nobody %}{% endif %}", "2:name: there is no 'nobody'"),
        ("{{ name", "3:(syntax): "),
        ("{% if %}", "2:(syntax): "),
        ("{% if name %}", "3:(syntax): "),
        ("{# no end", "2:(syntax): "),
        ("{% frob %}", "2:(syntax): "),
        ("a\nb\n{{ name < 1 }}", "4:email: '<' not supported"),
        ("a\n{% if tie == 'loose' %}{% set x = 'y' %}{% endif %}\n{{ x }}", "4:email: 'x' is undefined"),
        ("{{ name | replace('a', 'b') }}", "2:filter: there is no filter 'replace'"),
        ("{% if name is divisibleby 3 %}{% endif %}", "2:test: there is no test 'divisibleby'"),
        ("{% block sms %}{% endblock %}", "2:block: there is no block 'sms'"),
        ("{% endblock %}{% block email %}", "2:(syntax): block 'email' defined twice"),
        ("{% set a, b = name %}", "2:assign: "),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    assert refused(tmp_path, text).startswith(fault)


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for a in name %}{% for b in name %}x{% endfor %}{% endfor %}",
        "{{ range(10**9) }}",
        "{{ 'x' * 10**10 }}",
        "{{ 9**9**9 }}",
        "{{ name ~ name }}",
        "{% set a = name ~ name %}",
        "{% set a %}{{ name }}{{ name }}{% endset %}",
        "{{ '%999999999d' % 1 }}",
        "{{ 'x'.ljust(10**10) }}",
        "{{ name.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ self.email() }}",
        "{{ super() }}",
        "{{ cycler('a') }}",
        "{{ lipsum(1000) }}",
        "{{ namespace() }}",
        "{% macro a() %}{{ a() }}{% endmacro %}",
        "{% include 'own.txt' %}",
        "{% import 'own.txt' as own %}",
        "{% from 'own.txt' import own %}",
        "{% with a = 1 %}{% endwith %}",
        "{% filter upper %}a{% endfilter %}",
        "{% autoescape true %}{% endautoescape %}",
        "{% call a() %}{% endcall %}",
        "{{ {'a': 1} }}",
        "{{ " + "(" * 5_000 + "name" + ")" * 5_000 + " }}",
        "{{ " + "not " * 4_000 + "name }}",
        "{{ name" + " and name" * 2_000 + " }}",
        "{% if name %}" * 400 + "{% endif %}" * 400,
        "{{ " + "9" * 10_000 + " }}",
        "{{ name" * 2_000,
        "{# " * 6_000,
    ],
    ids=lambda text: text[:30],
)
def test_nothing_that_could_take_long_or_look_about_is_let_in(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text)


def test_text_that_would_become_very_long_is_refused(tmp_path: Path) -> None:
    put(tmp_path, email("{{ name }}" * 1_900))
    with pytest.raises(BadDataError, match=f"more than {MAX_TEXT:,} characters"):
        read(tmp_path).fill("email", {**FACTS, "name": "x" * 300})
    assert MAX_BYTES <= MAX_TEXT  # what a file says without names always fits


@pytest.mark.parametrize("text", ["\nHello", "{{ name }}", "{% set a = 1 %}", "{% if name %}{% endif %}"])
def test_text_outside_a_block_is_told_since_it_would_be_lost(tmp_path: Path, text: str) -> None:
    put(tmp_path, email("Hi") + text)
    with pytest.raises(BadDataError, match=rf"own.txt:{4 + text.count(chr(10))}:\(outside\): stands outside a block"):
        read(tmp_path)


# --- building on another


def test_a_template_may_change_one_block_and_take_the_rest(tmp_path: Path) -> None:
    put(tmp_path, '{% extends "event" %}\n{% block phone %}\n- Mine\n{% endblock %}\n', "event")
    folder = TemplateFolder(tmp_path)
    known = (*KNOWN, "when", "my_name", "my_goal")
    template, builtin = (
        read_template(folder, "event", known),
        read_template(TemplateFolder(Path("none")), "event", known),
    )
    facts = dict.fromkeys(known, "")
    assert template.fill("phone", facts) == "- Mine\n"
    assert template.fill("email", facts) == builtin.fill("email", facts)
    assert template.head == builtin.head


def test_a_template_may_build_on_another_of_ones_own(tmp_path: Path) -> None:
    put(tmp_path, "{# title: First #}" + email("first"), "first")
    put(tmp_path, '{% extends "first.txt" %}')
    assert read(tmp_path).fill("email", FACTS) == "first\n"
    assert read(tmp_path).head == {"title": "First"}


@pytest.mark.parametrize(
    ("other", "fault"),
    [('"nobody"', "No template is called 'nobody'"), ('"../own"', "No template is called"), ("name", "in quotes"),
     ('"other"', "in a circle")],
)  # fmt: skip
def test_what_cannot_be_built_on_is_told(tmp_path: Path, other: str, fault: str) -> None:
    put(tmp_path, '{% extends "own" %}', "other")
    put(tmp_path, f"{{% extends {other} %}}")
    with pytest.raises(BadDataError, match=fault):
        read(tmp_path)


def test_all_faults_of_ones_own_templates(tmp_path: Path) -> None:
    put(tmp_path, email("{{ nmae }}"), "event")
    put(tmp_path, email("{{ name }}"))
    put(tmp_path, '{% extends "event" %}', "nudge")
    faults = template_faults(TemplateFolder(tmp_path), KNOWN)
    assert [(fault.file.name, fault.line) for fault in faults] == [("event.txt", 2)]
