"""The checklist on paper: a box for each requirement, the verdict in words, none for what is private."""

import re

from conftest import Run

BC = "ca-bc-correctional-officer"


def test_markdown_has_the_verdict_in_words_below_each_box(run: Run) -> None:
    page = run("checklist", "show", BC, "--output", "markdown", as_of="2026-11-24").out

    assert "- [ ] ? At least 19 years old\n  - Not known: no birth date;" in page
    assert "- [ ] Driver's abstract covering the last five years\n  - To tick when you have it.\n" in page


def test_html_has_a_box_but_for_what_is_yours_to_judge(run: Run) -> None:
    items = run("checklist", "show", BC, "--output", "json").json()["items"]
    page = run("checklist", "show", BC, "--output", "html").out
    rows = page.split("<li ")[1:]

    assert len(rows) == len(items)
    for item, row in zip(items, rows, strict=True):
        assert ('class="box"' in row) == (item["check"] != "private")
    assert "Yours to judge" in page
    assert "<td" not in page


def test_paper_says_of_which_role_and_day_it_is_and_not_whose(run: Run) -> None:
    page = run("checklist", "show", BC, "--output", "html", as_of="2026-11-24").out

    assert f"<footer>careerplan · {BC} · made on Tue 24 Nov 2026</footer>" in page
    assert "made on Tue 24 Nov 2026" not in run("checklist", "show", BC, as_of="2026-11-24").out


def test_paper_has_its_sources_where_they_are_wanted(run: Run) -> None:
    page = run("checklist", "show", BC, "--sources", "--output", "html").out

    assert re.search(r'<a href="https://', page)
    assert "<a " not in run("checklist", "show", BC, "--output", "html").out
