"""A page in HTML: sound, complete in itself, and outside text in it stays text."""

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from careerplan.render.page import write_html
from careerplan.render.safe import one_line
from careerplan.render.view import (
    Bar,
    Bars,
    Foot,
    Gantt,
    Gap,
    Grid,
    Heading,
    Line,
    Mention,
    Month,
    MonthDay,
    Said,
    Screen,
    Stretch,
)
from conftest import Run

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "li", "span", "div", "a", "i"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "footer", "time"),
}
ATTRIBUTES = {
    "html": {"lang"},
    "meta": {"charset", "name", "content"},
    "a": {"href", "rel"},
    "i": {"style", "class"},
    "span": {"style", "class", "role", "aria-label"},
    "th": {"scope", "abbr"},
    "time": {"datetime"},
    **{tag: {"class"} for tag in ("p", "ul", "li", "table", "td", "div")},
}
CLASSES = {
    *("strong", "dim", "good", "warn", "bad", "i1", "i2", "i3", "bar", "scroll", "small"),
    *("boxes", "box", "sign", "words"),
    *("gantt", "tick", "name", "above", "open", "point"),
    *("month", "date", "today", "free", "due", "overdue", "later"),
}
BAR = re.compile(r"left:([0-9.]+)%;width:([0-9.]+)%")
PLACE = re.compile(r"left:([0-9.]+)%")


class Page(HTMLParser):
    """A page as a browser takes it in; what should never be there is collected in ``faults``."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.links: list[str] = []
        self.bars: list[tuple[float, float]] = []
        self.texts: list[tuple[str, str]] = []
        self.classed: list[tuple[str, str]] = []
        self.places: list[tuple[str, float, str]] = []
        self._open: list[tuple[str, list[str], dict[str, str]]] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is left open" for tag, *_ in self._open]

    def texts_of(self, *tags: str) -> list[str]:
        return [text for tag, text in self.texts if tag in tags]

    def texts_with(self, name: str) -> list[str]:
        """Return the texts of all elements of one class."""
        return [text for classes, text in self.classed if name in classes.split()]

    def names_on_axis(self, row: str) -> list[tuple[float, str]]:
        """Return the names on an axis, in one of its two rows, where they stand."""
        return [(place, text) for name, place, text in self.places if name == row and text]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.faults += [f"<{tag}>"] * (tag not in TAGS)
        self.faults += [f"<{tag} {name}>" for name in given if name not in ATTRIBUTES.get(tag, set())]
        self.faults += [f"class {each}" for each in given.get("class", "").split() if each not in CLASSES]
        if tag == "a":
            self.links.append(given["href"])
        if tag == "i":
            match = BAR.fullmatch(given["style"])
            self.faults += [f"style {given['style']}"] * (match is None)
            if match:
                self.bars.append((float(match[1]), float(match[2])))
        if tag != "meta":
            self._open.append((tag, [], given))
        if tag == "span" and "style" in given:
            self.faults += [f"style {given['style']}"] * (PLACE.fullmatch(given["style"]) is None)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}>")
            return
        _, parts, given = self._open.pop()
        text = "".join(parts).strip()
        self.texts.append((tag, text))
        self.classed.append((given.get("class", ""), text))
        if place := PLACE.fullmatch(given.get("style", "")):
            self.places.append((given["class"], float(place[1]), text))

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][1].append(data)
        elif data.strip():
            self.faults.append(f"text outside: {data}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data}")


def page(*parts: object) -> Page:
    screen: Screen = parts  # type: ignore[assignment]
    return Page(write_html(screen))


FRAGMENTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><b>",
    "</title></style><script>",
    "<!-- comment -->",
    "--><i>",
    "<![CDATA[x]]>",
    "<?php echo 1 ?>",
    "&lt;b&gt; &amp; &#60;b&#62;",
    "javascript:alert(1)",
    "[red]x[/red]",
    "a|b `c` *d*",
    "=1+1",
    "Renée 漢字 👩‍👩‍👧",
    "\x1b[31mred\x07\x00\x9b",
    "left\u202eright",
    "two\nlines\ttabbed",
]
URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//example.org/",
    "file:///etc/passwd",
    "https:javascript:alert(1)",
    "",
]
DAY = dt.date(2026, 11, 24)
each_fragment = pytest.mark.parametrize("text", FRAGMENTS)

fragments = st.lists(st.sampled_from([*FRAGMENTS, " ", "<", ">", "&", '"', "'"]) | st.text(), max_size=3).map("".join)
tones = st.sampled_from(["", "strong", "dim", "good", "warn", "bad"])
words = fragments | st.builds(Said, fragments, tones)
urls = st.sampled_from([*URLS, "https://example.org/", "HTTP://example.org/"]) | fragments
rows = st.lists(st.tuples(words, words | st.lists(words, max_size=3).map(tuple)), max_size=3)
amounts = st.none() | st.floats(0, 1e6)
bars = st.builds(lambda label, text, ends: Bar(label, text, *ends), fragments, fragments, st.tuples(amounts, amounts))
ordered = bars.filter(lambda bar: bar.least is None or bar.most is None or bar.least <= bar.most)
dates = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
spans = st.tuples(dates, dates).map(sorted)
stretches = st.builds(
    lambda label, days, text, tone, is_open: Stretch(label, days[0], days[1], text, tone, is_open),
    *(fragments, spans, fragments, tones, st.booleans()),
)
gantts = st.builds(lambda days, rows: Gantt(days[0], days[1], rows), spans, st.lists(stretches, max_size=3))
mentions = st.builds(Mention, fragments, fragments, st.sampled_from(["due", "overdue", "later"]))
days = st.builds(MonthDay, dates, fragments, st.booleans(), st.booleans(), st.lists(mentions, max_size=2))
months = st.builds(Month, fragments, st.lists(st.tuples(days, st.none(), days), max_size=2))
boxes = st.sampled_from([None, False, True])
screens = st.lists(
    st.builds(Heading, fragments, st.sampled_from([1, 2]))
    | st.builds(Line, words, fragments, st.integers(0, 9), urls, boxes, st.lists(words, max_size=2))
    | gantts
    | months
    | st.builds(Foot, fragments)
    | st.builds(Grid, st.tuples(fragments, fragments), rows)
    | st.builds(Bars, st.lists(ordered, max_size=3))
    | st.just(Gap()),
    max_size=6,
)


def test_a_page_says_what_it_is_about_and_loads_nothing() -> None:
    text = write_html([Line("First"), Heading("Guard"), Heading("Pay", 2)])
    found = Page(text)

    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    assert found.faults == []
    assert found.texts_of("title", "h1", "h2") == ["Guard", "Guard", "Pay"]
    assert not re.search(r"src=|@import|url\(|<link", text)
    assert Page(write_html([])).texts_of("title") == ["careerplan"]


def test_lines_with_a_mark_are_one_list_until_something_else_comes() -> None:
    text = write_html([Line("a", "•", 2), Line("b", "•", 5), Gap(), Line("c", "✓"), Line("d"), Line("e", "✗")])
    found = Page(text)

    assert text.count("<ul>") == 3
    assert found.texts_of("span") == ["•", "a", "•", "b", "✓", "c", "✗", "e"]
    assert found.texts_of("p") == ["d"]
    assert re.findall(r'class="(i\d)"', text) == ["i1", "i2", "i1", "i1"]


def test_a_table_has_its_header_and_a_cell_of_several_lines_a_paragraph_each() -> None:
    found = page(Grid(("Role", "Asks"), [("Guard", ("18", Said("A degree", "warn"))), ("Aide", ())]))

    assert found.faults == []
    assert found.texts_of("th") == ["Role", "Asks"]
    assert found.texts_of("p") == ["18", "A degree"]
    assert found.texts_of("td") == ["Guard", "", "Aide", ""]


def test_a_table_without_titles_has_no_header() -> None:
    assert page(Grid(("", ""), [("a", "b")])).texts_of("th", "thead") == []


def test_bars_are_drawn_in_parts_of_a_hundred_and_the_figures_stand_beside() -> None:
    found = page(Bars([Bar("A", "from 50 to 100", 50, 100), Bar("B", "not known"), Bar("C", "75", 75, 75)]))

    assert found.bars == [(50, 50), (75, 0.1)]
    assert found.texts_of("td") == ["A", "", "from 50 to 100", "B", "", "not known", "C", "", "75"]


PLAN = Gantt(
    DAY,
    dt.date(2028, 11, 23),
    [
        Stretch("Diploma", DAY, dt.date(2027, 4, 30), "as expected", "good"),
        Stretch("COPAT", dt.date(2027, 5, 3), dt.date(2027, 5, 3)),
        Stretch("Checks", dt.date(2027, 5, 11), dt.date(2027, 10, 1), tone="warn", open=True),
        Stretch("Long after", dt.date(2031, 1, 1), dt.date(2032, 1, 1)),
    ],
)


def test_stretches_stand_on_one_scale_and_each_says_its_days() -> None:
    text = write_html([PLAN])
    found = Page(text)

    assert found.faults == []
    assert found.bars == [(0, 21.6), (21.8, 0.2), (22.9, 19.7)]
    assert re.findall(r'<i .*?class="([a-z ]*)"', text) == ["good", "point", "warn open"]
    assert found.texts_with("small") == [
        "24 Nov 2026 – 30 Apr 2027 · as expected",
        "3 May 2027",
        "11 May 2027 – not known",
        "1 Jan 2031 – 1 Jan 2032",
    ]


def test_the_axis_names_years_and_months_where_they_begin() -> None:
    found = page(PLAN)

    assert found.names_on_axis("above") == [(5.2, "2027"), (55.13, "2028")]
    assert found.names_on_axis("name")[:4] == [(5.2, "Jan"), (13.27, "Mar"), (21.61, "May"), (29.96, "Jul")]


@given(spans)
def test_names_on_an_axis_never_overlap_and_begin_inside(days: list[dt.date]) -> None:
    found = page(Gantt(days[0], days[1], []))

    for row in ("above", "name"):
        names = found.names_on_axis(row)
        assert all(0 <= place < 100 for place, _ in names)
        ends = [place + 100 * len(text) / 48 for place, text in names]
        assert all(end < place for end, (place, _) in zip(ends, names[1:], strict=False))


def test_a_box_is_drawn_and_what_is_ticked_says_so() -> None:
    text = write_html([Line("First aid", "✗", box=False, below=[Said("ran out", "dim")]), Line("Age", "✓", box=True)])
    found = Page(text)

    assert found.faults == []
    assert found.texts_with("box") == ["", "✓"]
    assert re.findall(r'aria-label="(.*?)"', text) == ["to tick", "ticked"]
    assert found.texts_with("sign") == ["✗", ""]
    assert found.texts_with("small") == [""]
    assert found.texts_with("dim") == ["ran out"]
    assert '<ul class="boxes">' in text
    assert "☐" not in text


def test_paper_is_black_on_white_and_keeps_together_what_belongs_together() -> None:
    text = write_html([Foot("careerplan · guard")])
    screen_only, paper = text.split("@media print {")

    assert "footer { display: none; }" in screen_only
    assert "footer { display: block;" in paper
    assert "color: #000; background: #fff;" in paper
    assert "color-scheme: only light" in paper
    assert "h1, h2 { break-after: avoid; }" in paper
    assert "h2, tr, li { break-inside: avoid; }" in paper
    assert re.findall(r"@media [^{]*dark", text) == ["@media screen and (prefers-color-scheme: dark"]
    assert "attr(href)" not in text


def test_a_source_leads_to_its_page() -> None:
    found = page(Line("A page", "[1]", url="https://example.org/?a=1&b=2"), Line("Another", url="HTTP://EXAMPLE.ORG/"))

    assert found.links == ["https://example.org/?a=1&b=2", "HTTP://EXAMPLE.ORG/"]
    assert found.texts_of("a") == ["A page", "Another"]


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_is_no_page_is_no_link(url: str) -> None:
    found = page(Line("A page", "[1]", url=url), Line("A page", url=url))

    assert found.links == []
    assert found.texts_of("span", "p") == ["[1]", "A page", "A page"]


@each_fragment
def test_an_address_cannot_break_out_of_its_attribute(text: str) -> None:
    found = page(Line("A page", url=f"https://example.org/{text}"))

    assert found.faults == []
    assert found.links == [one_line(f"https://example.org/{text}")]


@each_fragment
def test_text_is_shown_as_it_is_wherever_it_stands(text: str) -> None:
    found = page(
        Heading(text),
        Heading(text, 2),
        Line(text),
        Line(text, text, 2),
        Line(text, url="https://example.org/"),
        Grid((text, text), [(text, (text, Said(text, "dim")))]),
        Bars([Bar(text, text, 1, 2)]),
        Line(text, text, box=False, below=[text]),
        Gantt(DAY, DAY, [Stretch(text, DAY, DAY, text)]),
        Foot(text),
    )
    shown = one_line(text)

    assert found.faults == []
    assert found.texts_of("title", "h1", "h2") == [shown] * 3
    assert found.texts_of("p") == [shown, "", shown, shown]
    assert found.texts_of("a") == [shown]
    assert found.texts_of("span")[:6] == [shown, shown, "", shown, shown, shown]
    assert found.texts_of("span")[-3:] == ["Tue 24", shown, ""]
    assert found.texts_of("th") == [shown] * 2 + ["", ""]
    assert found.texts_of("td") == [shown, "", shown, "", shown, "", ""]
    assert found.texts_with("small")[1:] == [f"24 Nov 2026 · {shown}"]
    assert found.texts_of("footer") == [shown]


@each_fragment
def test_in_a_month_it_is_shown_as_it_is_as_well(text: str) -> None:
    found = page(Month(text, [[MonthDay(DAY, text, people=[Mention(text, text), Mention(text, kind="later")]), None]]))
    shown = one_line(text)

    assert found.faults == []
    assert found.texts_of("caption") == [shown]
    assert found.texts_with("small") == [shown]
    assert found.texts_of("p") == [f"{shown}: {shown}", f"{shown} (a later round)"]


def test_a_month_is_a_table_with_its_name_that_says_in_words_what_it_shows() -> None:
    day = MonthDay(DAY, "A holiday", working=False, today=True, people=[Mention("Robin", "Call", "overdue")])
    found = page(Month("November 2026", [[None, day]]))

    assert found.faults == []
    assert found.texts_of("caption") == ["November 2026"]
    assert found.texts_of("th") == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert found.texts_with("date") == [""]
    assert (found.texts_of("time"), found.texts_of("span")) == (["24"], ["today"])
    assert found.texts_with("overdue") == ["overdue: Robin: Call"]
    assert found.texts_with("free") == found.texts_with("today")


@given(screens)
def test_whatever_a_screen_holds_its_page_is_sound(screen: Screen) -> None:
    text = write_html(screen)
    found = Page(text)

    assert found.faults == []
    assert all(link.lower().startswith(("http://", "https://")) for link in found.links)
    assert all(before >= 0 and inside > 0 and before + inside <= 100.0001 for before, inside in found.bars)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    text.encode()


@given(st.lists(fragments, min_size=1, max_size=5))
def test_no_text_is_lost(texts: list[str]) -> None:
    found = page(*(Line(text) for text in texts))

    assert found.texts_of("p") == [one_line(text).strip() for text in texts]


# The pages of a whole catalog and of a person in which every text is hostile.

EVIL = " ".join(FRAGMENTS)
SAID = {"text": EVIL, "sources": ["evil-page"], "note": EVIL}
NAMED = {"name": EVIL, "text": EVIL, "duration": EVIL, "sources": ["evil-page"]}
SECTIONS = (
    *("settings", "duties", "pay_notes", "schedule", "outlook", "skills", "fit", "challenges", "advancement"),
    *("ethics", "trends"),
)
DECLARED = {"kind": "declared", "key": "evil", "question": EVIL}


def requirement(kind: str, **more: object) -> dict[str, object]:
    return {"id": f"evil-{kind}", "kind": kind, "level": "required", "when": "to-apply", **SAID, **more}


def role(name: str, **more: object) -> dict[str, object]:
    disputed = {"id": "evil-readings", "kind": "fitness", "level": "required", "readings": [SAID, SAID]}
    cost = {"least": 1, "most": 2, "currency": EVIL}
    facts: dict[str, object] = {
        "id": name,
        "title": EVIL,
        "other_titles": [EVIL],
        "occupation": "evil",
        "jurisdiction": "CA-ON",
        "summary": SAID,
        "codes": [{"system": EVIL, "code": EVIL, "sources": ["evil-page"]}],
        "requirements": [
            requirement("experience", criterion=DECLARED),
            requirement("education", only_if=DECLARED, cost=cost),
            requirement("vision", check="unstated"),
            disputed,
        ],
        "hiring_steps": [NAMED],
        "how_to_apply": [{**SAID, "url": "javascript:alert(1)"}],
        "training": [{**SAID, "length": EVIL, "allowance": EVIL, "location": EVIL}],
        "pay": [{"rank": EVIL, "minimum": 1, "maximum": 2, "unit": "hour", "currency": EVIL, **SAID}],
        "disagreements": [{"dimension": "pay", "texts": [SAID, SAID]}],
        "not_found": [EVIL],
        **{section: [SAID] for section in SECTIONS},
        **more,
    }
    del facts["pay"][0]["text"]  # type: ignore[index]
    return facts


FEES = [{"category": EVIL, "amount": 1, "currency": EVIL, "note": EVIL, "sources": ["evil-page"]}]
COMMON = {"name": EVIL, "summary": SAID, "facts": [SAID], "fees": FEES, "status": SAID, "disagreements": [SAID]}
PACK = {
    "sources": [
        {
            "id": "evil-page",
            "title": EVIL,
            "publisher": EVIL,
            "url": "javascript:alert(1)",
            "kind": "other",
            "date": "2012",
            "note": EVIL,
        }
    ],
    "organizations": [
        {
            **COMMON,
            "id": "evil-service",
            "other_names": [EVIL],
            "kind": "employer",
            "url": "javascript:alert(1)",
            "who_may_join": [SAID],
            "offers": [SAID],
            "how_to_join": [{"text": EVIL, "sources": ["evil-page"]}],
            "relevance": SAID,
            "contact": [SAID],
            "not_found": [EVIL],
        }
    ],
    "practices": [
        {
            "id": "evil-practice",
            "topic": "evil",
            "rule": EVIL,
            "figures": [{"what": EVIL, "value": 1, "unit": EVIL}],
            "strength": "opinion",
            "disagreements": [SAID],
            **SAID,
        }
    ],
    "activities": [
        {
            "id": "evil-fair",
            "title": EVIL,
            "theme": "event",
            "channel": "offline",
            "hours": 1,
            "value": 10,
            "needs_event": True,
            "steps": [EVIL],
            "why": [SAID],
            "evidence": ["evil-practice"],
        }
    ],
    "events": [
        {
            **COMMON,
            "id": "evil-congress",
            "kind": "fair",
            "activity": "evil-fair",
            "cadence": EVIL,
            "next": "2026-12-02",
            "url": "javascript:alert(1)",
            "who_attends": SAID,
            "last_known": [{"dates": "2020", "place": EVIL, "note": EVIL, "sources": ["evil-page"]}],
        }
    ],
    "rules": [
        {"id": "met-evil", "trigger": "met", "action": EVIL, "delay": 0, "why": [SAID], "evidence": ["evil-practice"]}
    ],
    "roles": [
        role("evil-general"),
        *(
            role(f"evil-{number}", employer="evil-service", coverage="partial", general="evil-general")
            for number in range(7)
        ),
    ],
}
PROFILE = {
    "name": EVIL,
    "birth_date": "2001-04-12",
    "lives_in": "CA-ON",
    "education": [{"credential": "diploma", "field": EVIL, "completed": "2019-06"}],
    "experience": [{"area": EVIL, "title": EVIL, "from": "2024-01"}],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all of it."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    (home / "packs").mkdir(parents=True)
    (home / "packs" / "evil.yaml").write_text(yaml.safe_dump(PACK), encoding="utf-8")
    (home / "tame.yaml").write_text(yaml.safe_dump(PACK).replace("alert(1)", "alert(2)"), encoding="utf-8")
    (home / "profile.yaml").write_text(yaml.safe_dump(PROFILE), encoding="utf-8")
    return home


@pytest.fixture
def hostile(run: Run, home: Path) -> Run:
    if not (home / "careerplan.db").exists():
        for command in (
            ("contacts", "add", "--organization", EVIL, "--note", EVIL, "--tag", EVIL, "--met", EVIL, "--", EVIL),
            ("contacts", "log", "--note", EVIL, "1", "met"),
            ("profile", "import", str(home / "profile.yaml"), "--apply"),
            ("data", "confirm", "evil-1", "evil-experience", "--source", EVIL, "--says", EVIL),
        ):
            result = run(*command)
            assert result.code == 0, result.err
    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("roles", "list", "--occupation", "evil"),
        ("roles", "show", "evil-1", "--sources"),
        ("roles", "search", "alert"),
        ("roles", "compare", "evil-1", "evil-general", "--all", "--sources", "--profile"),
        ("roles", "compare", "--occupation", "evil", "--profile"),
        ("organizations", "list"),
        ("organizations", "show", "evil-service", "--sources"),
        ("checklist", "show", "evil-1", "--sources"),
        ("checklist", "show", "evil-1", "--why"),
        ("network", "plan", "--role", "evil-1", "--all"),
        ("network", "practices", "--sources"),
        ("network", "activities"),
        ("network", "activities", "evil-fair"),
        ("network", "events", "list"),
        ("network", "events", "show", "evil-congress"),
        ("contacts", "list"),
        ("contacts", "show", "1"),
        ("followups", "due"),
        ("followups", "list"),
        ("followups", "rules", "--sources"),
        ("data", "sources"),
        ("data", "stale", "--role", "evil-1"),
        ("data", "diff", "HOME/packs/evil.yaml", "HOME/tame.yaml"),
        ("data", "confirmations"),
        ("profile", "show"),
        ("history",),
    ],
    ids=" ".join,
)
def test_every_page_of_the_program_keeps_hostile_text_as_text(
    hostile: Run, home: Path, command: tuple[str, ...]
) -> None:
    result = hostile(*(each.replace("HOME", str(home)) for each in command), "--output", "html")
    assert result.code == 0, result.err
    found = Page(result.out)

    assert found.faults == []
    assert all(link.startswith(("http://", "https://")) for link in found.links)
    assert all(before + inside <= 100.0001 for before, inside in found.bars)
    assert "&lt;script&gt;alert(1)" in result.out
    assert "\x1b" not in result.out
