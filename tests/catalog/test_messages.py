"""The built-in templates: each reads well by every way, whatever is known, and keeps to what its sources advise."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from careerplan.catalog.template_language import MessageTemplate, read_template
from careerplan.catalog.templates import BLOCKS, CHANNELS, TemplateFolder
from careerplan.planning.drafting import NAMES, Draft, Facts, finish

FOLDER = TemplateFolder(Path("none"))
TEMPLATES = {name: read_template(FOLDER, name, NAMES) for name in FOLDER.names()}
every_template = pytest.mark.parametrize("name", TEMPLATES)

ALL = Facts(
    name="Robin Sample",
    first_name="Robin",
    organization="Correctional Service of Canada",
    role="Parole officer",
    tie="regular",
    met="a job fair",
    when="three weeks ago",
    when_day="1 November",
    what="met",
    wrote="last month",
    wrote_day="25 October",
    last_when="in September",
    note="tired, a bit short",
    promise="send my résumé",
    would="send my résumé",
    action="ask about the bridging course",
    last_round="yes",
    my_name="Sam Sample",
    my_goal="a probation officer",
)
NOBODY = Facts(name="Robin Sample", first_name="Robin", tie="loose")
STALE = re.compile(
    r"hope (this|you|all)|finds you well|reach(ing)? out|touch base|pick your brain|passionate|honou?red|amazing|!"
    r"|synerg|circle back|kindly|valuable insight|inspiring|impressive|so much|truly|very much"
    r"|favor\b|behavior|\bcenter\b|organisation|organise",
    re.IGNORECASE,
)


def written(template: MessageTemplate, way: str, facts: Facts) -> Draft:
    shielded = facts.shielded()
    subject = template.fill("subject", shielded) if way == "email" else None
    return finish(way, subject, template.fill(way, shielded))


def what_may_be_known() -> list[Facts]:
    """Return facts with and without each thing that a template asks after, for each tie."""
    keys = ("organization", "last_round", "my_name", "my_goal", "promise", "would", "action")
    found = []
    for tie, (days, *have) in product(("close", "regular", "loose"), product((True, False), repeat=len(keys) + 1)):
        facts = replace(ALL, tie=tie, **{key: "" for key, kept in zip(keys, have, strict=True) if not kept})
        days_gone = {} if days else dict.fromkeys(("when", "when_day", "wrote", "wrote_day", "last_when"), "")
        found.append(replace(facts, **days_gone))
    return found


@every_template
@pytest.mark.parametrize("way", CHANNELS)
def test_it_reads_well_whatever_is_known(name: str, way: str) -> None:
    most = {"email": 120, "linkedin": 70, "phone": 100}[way]
    seen = {written(TEMPLATES[name], way, facts) for facts in what_may_be_known()}
    for draft in seen:
        text = f"{draft.subject or ''}\n{draft.body}"
        assert not STALE.search(text), text
        assert not re.search(r"  |[ \n][.,;:?]|\.\.|,,|\n\n\n|[{}%]|\( |\[\]|None", text), text
        assert text.count("[") == text.count("]") == len(draft.places), text
        assert len(draft.body.split()) <= most, f"{len(draft.body.split())} words: {text}"
        assert "tired" not in text  # the note is private
        if way == "email":
            assert draft.subject
            assert len(draft.subject) <= 70
            assert re.search(r"^(Hi Robin|Hello Robin Sample),$", draft.body, flags=re.MULTILINE), text
            assert draft.body.endswith(("Sam Sample", "[your name]"))
        elif way == "phone":
            assert all(line.startswith("- ") for line in draft.body.splitlines())


@every_template
def test_it_asks_for_something_of_ones_own(name: str) -> None:
    for way in CHANNELS:
        assert written(TEMPLATES[name], way, replace(ALL, promise="", would="")).places, way
    assert written(TEMPLATES[name], "email", ALL).places


@every_template
def test_it_has_every_form_and_a_title(name: str) -> None:
    template = TEMPLATES[name]
    assert all(template.has(block) for block in BLOCKS)
    assert template.head["title"]
    assert template.named("evidence")


@every_template
def test_what_is_not_known_is_not_made_up(name: str) -> None:
    for way in CHANNELS:
        text = written(TEMPLATES[name], way, NOBODY).body
        assert not re.search(r"\b(today|yesterday|week ago|last week|month|\d{4})\b", re.sub(r"\[[^]]*\]", "", text)), (
            text
        )
        assert "Canada" not in text


def test_a_request_has_fewer_than_100_words_and_speaks_of_no_job() -> None:
    for way in ("email", "linkedin"):
        text = written(TEMPLATES["informational-interview-request"], way, ALL).body
        assert len(text.split()) < 100
        assert "15 minutes" in text
        assert not re.search(r"\bjobs?\b|hir(e|ing)|opening|vacanc|position", text)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.startswith("thank-you")])
def test_a_thank_you_has_at_most_six_sentences_and_asks_for_nothing(name: str) -> None:
    text = re.sub(r"\[[^]]*\]", "[]", written(TEMPLATES[name], "email", ALL).body)
    assert len(re.findall(r"[.?\]](?=\s|$)", text)) <= 6
    assert "?" not in text


@pytest.mark.parametrize("name", ["application-enquiry", "thank-you-job-interview"])
def test_where_a_competition_may_be_running_the_posting_comes_first(name: str) -> None:
    assert "follow-up-public-competition" in TEMPLATES[name].named("caution")
    for way in CHANNELS:
        first = written(TEMPLATES[name], way, ALL).body.splitlines()[0]
        assert "posting" in first, first


@pytest.mark.parametrize("name", ["nudge", "they-owe", "thank-you-referral", "informational-interview-request"])
def test_with_somebody_who_has_an_application_care_is_advised(name: str) -> None:
    assert "follow-up-public-competition" in TEMPLATES[name].named("applied")


def test_the_last_of_several_reminders_says_so() -> None:
    last, other = (written(TEMPLATES["nudge"], "email", replace(ALL, last_round=said)).body for said in ("yes", ""))
    assert "a word is enough. I will not ask again after this.\n\nThank you," in last
    assert "a word is enough.\n\nThank you," in other


def test_the_ties_differ() -> None:
    bodies = {
        tie: written(TEMPLATES["check-in"], "email", replace(ALL, tie=tie)).body
        for tie in ("close", "regular", "loose")
    }
    assert len(set(bodies.values())) == 3
    assert "coffee or a call" in bodies["close"]
    assert "no need to answer" in bodies["loose"]


@pytest.mark.parametrize(
    ("template", "would", "expected"),
    [
        ("i-owe", "send my résumé", "I said that I would send my résumé."),
        (
            "i-owe",
            "",
            "I promised you something: [what you promised; you noted: résumé].",
        ),
        (
            "they-owe",
            "send me the posting",
            "you said that you would send me the posting.",
        ),
        ("they-owe", "", "you made me a kind offer: [what they promised; you noted: résumé]."),
    ],
)
def test_promises(template: str, would: str, expected: str) -> None:
    facts = replace(ALL, when="on Friday", would=would, promise=would or "résumé")
    assert f"When we were in touch on Friday, {expected}" in written(TEMPLATES[template], "email", facts).body
