"""What the network is planned from: practices, activities and events, the follow-up rules, and organizations."""

import csv
import io
from pathlib import Path

import pytest

from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")
OUTPUTS = ("table", "plain", "json", "markdown", "csv", "html")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: it holds a pack, and reading writes no records."""
    folder = tmp_path_factory.mktemp("knowing") / "home"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    return folder


def lines(run: Run, *command: str) -> list[str]:
    return [line.strip() for line in run(*command).out.splitlines()]


def after(found: list[str], title: str) -> list[str]:
    """Return the lines of one section."""
    rest = found[found.index(title) + 1 :]
    return rest[: rest.index("")] if "" in rest else rest


def table(run: Run, *command: str) -> list[dict[str, str]]:
    header, *rows = csv.reader(io.StringIO(run(*command, "--output", "csv").out))
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("network", "practices", "own-notes"), "Write a note by hand"),
        (("network", "activities"), "Visit a lighthouse"),
        (("network", "activities", "own-visit"), "Visit a lighthouse"),
        (("network", "events", "list"), "Island Regatta"),
        (("network", "events", "show", "own-regatta"), "Island Regatta"),
        (("followups", "rules"), "Wave"),
        (("organizations", "list"), "Island Service"),
        (("organizations", "show", "own-service"), "Guards all islands"),
    ],
)
def test_there_is_every_output(run: Run, command: tuple[str, ...], said: str, output: str) -> None:
    result = run(*command, "--output", output)
    assert (result.code, said in result.out) == (0, True)
    if output == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(result.out))}) == 1
    if output == "json":
        assert result.json()["schema"].startswith("careerplan.")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("network", "practices", "own-noets"), "Did you mean own-notes"),
        (("network", "activities", "own-vizit"), "Did you mean own-visit"),
        (("network", "activities", "nothing at all"), "No activity is called"),
        (("network", "activities", "nothing at all"), "See: careerplan network activities"),
        (("network", "events", "list", "--place", "XA-TOO"), "Did you mean XA-TWO"),
        (("organizations", "list", "--kind", "emploier"), "Did you mean employer"),
        (("network", "events", "show", "own-rigatta"), "Did you mean own-regatta"),
        (("network", "events", "show", "nothing at all"), "See: careerplan network events list"),
        (("organizations", "show", "own-servise"), "Did you mean own-service"),
        (("organizations", "show", "nothing at all"), "See: careerplan organizations list"),
    ],
)
def test_what_nothing_is_called_is_an_error_with_a_way_on(run: Run, command: tuple[str, ...], said: str) -> None:
    missed = run(*command)
    assert (missed.code, missed.out) == (3, "")
    assert said in missed.err


def test_a_beginning_is_enough_of_a_name(run: Run) -> None:
    assert run("network", "practices", "own-n").out == run("network", "practices", "own-notes").out
    assert run("network", "activities", "own-v").out == run("network", "activities", "own-visit").out
    assert run("network", "events", "show", "Island R").out == run("network", "events", "show", "own-regatta").out


def test_a_practice_is_told_with_its_strength_its_numbers_and_what_rests_on_it(run: Run) -> None:
    found = lines(run, "network", "practices", "own-notes")
    assert found[0] == "Own notes"
    assert found[1].startswith("• Write a note by hand (research; not compared with its source a second time)")
    assert "Of two hundred notes the ones by hand were answered." in found
    assert "answered: 40 to 60 percent; notes: 200" in found
    assert "⚠ A second study saw no difference" in found
    assert "All notes were about islands." in found
    assert "Feeds: own-visit, met-own" in found


def test_what_is_our_inference_or_mere_opinion_says_so(run: Run) -> None:
    found = lines(run, "network", "practices", "own-bells")
    assert found[1].startswith("• Ring before noon (opinion; our inference)")
    assert "not compared" not in found[1]


def test_all_practices_are_told_by_topic_where_none_is_named(run: Run) -> None:
    everything = run("network", "practices").out
    assert "Own notes" in everything
    assert "Own bells" in everything
    assert "Thank you" in everything
    assert "Own bells" not in run("network", "practices", "own-notes").out


def test_a_practice_in_lines_and_as_a_document(run: Run) -> None:
    rows = {each["id"]: each for each in table(run, "network", "practices")}
    assert (rows["own-note"]["strength"], rows["own-note"]["checked"]) == ("research", "no")
    assert (rows["own-bell"]["derived"], rows["own-bell"]["checked"]) == ("yes", "yes")
    assert rows["own-note"]["figures"] == "answered: 40 to 60 percent; notes: 200"
    document = run("network", "practices", "own-notes", "--output", "json").json()
    (practice,) = document["practices"]
    assert practice["used_by"] == ["own-visit", "met-own"]
    assert practice["figures"][0] == {"what": "answered", "value": 40, "most": 60, "unit": "percent"}
    assert set(document["sources"]) == {"own-study", "own-paper"}


def test_sources_of_a_practice_are_shown_on_request(run: Run) -> None:
    assert "Sources" not in lines(run, "network", "practices", "own-notes")
    assert "--sources" in run("network", "practices", "own-notes").err
    cited = lines(run, "network", "practices", "own-notes", "--sources")
    assert after(cited, "Sources") == [
        "[1] Two hundred notes, Island University, 2012 (own-study)",
        "[2] Island Herald, publisher not stated, 2018-02-03 (own-paper)",
    ]
    assert "⚠ A second study saw no difference [2]" in cited


def test_activities_are_listed_in_a_line_each(run: Run) -> None:
    (line,) = (line for line in lines(run, "network", "activities") if line.startswith("own-visit"))
    assert line.split("  ")[0] == "own-visit"
    assert {"event", "offline", "2.5 h"} <= {word.strip() for word in line.split("  ")}
    row = next(each for each in table(run, "network", "activities") if each["id"] == "own-visit")
    assert (row["hours"], row["evidence"], row["sources"]) == ("2.5", "own-note own-bell", "own-paper")


def test_one_activity_is_told_with_steps_reasons_and_evidence(run: Run) -> None:
    for named in ("own-visit", "Visit a lighthouse", "visit a light"):
        found = lines(run, "network", "activities", named)
        assert found[0] == "Visit a lighthouse"
    assert "2.5 h (our estimate)" in found[1]
    assert after(found, "How") == ["1. Ask first", "2. Bring cake"]
    assert after(found, "Why") == ["• Keepers are lonely (our inference) [1]"]
    evidence = after(found, "Evidence")
    assert evidence[0].startswith("• Write a note by hand (research;")
    assert evidence[1].startswith("• Ring before noon (opinion; our inference)")
    assert any(line.startswith("[1] Island Herald") for line in after(found, "Sources"))


def test_events_are_chosen_by_place_and_their_last_known_day_is_the_newest(run: Run) -> None:
    rows = table(run, "network", "events", "list", "--jurisdiction", "XA-*")
    assert [each["id"] for each in rows] == ["own-regatta", "own-fair"]
    regatta, fair = rows
    assert (regatta["usual_months"], regatta["last_known"], regatta["next"]) == ("Jun, Jul", "2025-06", "")
    assert (fair["usual_months"], fair["last_known"], fair["next"]) == ("not known", "not known", "2027-05-01")
    by_place = {
        option: [each["id"] for each in table(run, "network", "events", "list", *option)]
        for option in (("-j", "xa-two"), ("--place", "XA-ONE", "--place", "XA-TWO"), ("-j", "XA-Q*"))
    }
    assert list(by_place.values()) == [["own-fair"], ["own-regatta", "own-fair"], []]
    nothing = run("network", "events", "list", "-j", "XA-Q*")
    assert (nothing.code, "No event matches." in nothing.err) == (0, True)


def test_an_event_is_told_with_all_that_is_known_and_not_known(run: Run) -> None:
    found = lines(run, "network", "events", "show", "Island Regatta")
    page = "\n".join(found)
    assert found[0] == "Island Regatta"
    assert "not compared with its source a second time" in found[1]
    for said in (
        *("Boats race around the island [1]", "⚠ The boats are being repaired [2]", "Guards and gulls [1]"),
        *("Usual months: Jun, Jul. How often: Every year.", "Next: no date announced in the sources here."),
        *("• Boats: CAD 20.00 once (undated) [2]", "• The bell starts it [1]"),
        *("⚠ Held in June or in July [1][2]", "Not known: the prize."),
    ):
        assert said in found, page
    first, second = after(found, "Last known")
    assert first.startswith("• 2024-06-08/2024-06-09, First Island")
    assert "It rained." in first
    assert second.startswith("• 2025-06")
    assert "our inference" in second


def test_an_event_that_is_announced_says_its_day_and_nothing_is_guessed(run: Run) -> None:
    found = lines(run, "network", "events", "show", "own-fair")
    assert "Next: 2027-05-01." in found
    assert "Usual months: not known." in found
    assert "Last known" not in found
    assert "Cost" not in found


def test_a_rule_is_told_with_its_reasons_and_the_strength_of_its_evidence(run: Run) -> None:
    found = after(lines(run, "followups", "rules"), "met-own")
    assert found == [
        "Wave: the same day after 'met', no later than 3 days",
        "• Guards wave back (seen once) (our reading)",
        "▸ Evidence: Write a note by hand (research; not compared with its source a second time)",
    ]


def test_every_rule_names_its_evidence_and_cites_it_on_request(run: Run) -> None:
    page = lines(run, "followups", "rules")
    rules = run("followups", "rules", "--output", "json").json()
    assert len([line for line in page if line.startswith("▸ Evidence: ")]) == sum(
        len(rule["evidence"]) for rule in rules["rules"]
    )
    assert "Sources" not in page
    cited = lines(run, "followups", "rules", "--sources")
    assert [line for line in cited if line.startswith("• Guards wave back (seen once) (our reading) [")]
    assert [line for line in cited if line.startswith("▸ Evidence: Write a note by hand") and line.endswith("]")]
    assert [line for line in after(cited, "Sources") if "(own-study)" in line]
    row = next(each for each in table(run, "followups", "rules") if each["rule"] == "met-own")
    assert (row["delay"], row["latest"], row["evidence"]) == ("0", "3", "own-note")
    assert "own-paper" in row["sources"].split()


def test_an_organization_is_told_with_fees_contact_status_and_disagreements(run: Run) -> None:
    found = lines(run, "organizations", "show", "own-service")
    assert found[0] == "Island Service"
    assert "not compared with its source a second time" in found[1]
    assert "⚠ The page was last changed years ago" in found
    assert after(found, "What it offers") == ["• A boat (as of 2016)"]
    assert after(found, "Who may join") == ["• Anyone who swims"]
    assert after(found, "How to join") == ["1. Write a letter", "2. Bring a towel (general advice)"]
    assert after(found, "Fee") == [
        "• Guards: CAD 12.50 a year (as of 2025)",
        "• Students: free (undated; with a card)",
        "• Visitors: CAD 3.00 once (undated)",
    ]
    assert after(found, "Use for these roles") == ["• Guards hire guards (our inference)"]
    assert after(found, "Sources disagree") == ["• Founded in 1901 or in 1910"]
    assert after(found, "Contact") == ["• Telephone 555 0100"]
    assert after(found, "Not known") == ["No source here says: how many guards it has."]


def test_an_organization_that_takes_nobody_says_why_and_what_is_silent_is_left_out(run: Run) -> None:
    found = lines(run, "organizations", "show", "own-kitchen")
    assert "not compared" not in found[1]
    assert after(found, "How to join") == ["✗ Not open to you: it takes no members"]
    assert after(found, "Roles it serves") == ["own-cook"]
    for absent in ("Fee", "Contact", "Sources disagree", "Not known", "What it offers"):
        assert absent not in found


def test_every_statement_on_an_organization_is_cited_on_request(run: Run) -> None:
    cited = lines(run, "organizations", "show", "own-service", "--sources")
    marked = [line for line in cited[: cited.index("Sources")] if line.startswith(("•", "⚠", "1.", "2."))]
    assert len(marked) == 12
    assert all(line.endswith("]") for line in marked)
    document = run("organizations", "show", "own-service", "--output", "json").json()
    assert document["organization"]["checked"] is False
    assert set(document["sources"]) == {"own-act", "own-page", "own-paper", "own-study"}


def test_an_organization_in_lines_has_its_fees_too(run: Run) -> None:
    rows = table(run, "organizations", "show", "own-service")
    fees = [each["text"] for each in rows if each["section"] == "fee"]
    assert fees == [
        "Guards: CAD 12.50 a year (as of 2025)",
        "Students: free (undated; with a card)",
        "Visitors: CAD 3.00 once (undated)",
    ]
    sections = {each["section"] for each in rows}
    assert {"summary", "offers", "contact", "status", "disagreements", "facts"} <= sections
    assert all(each["sources"] for each in rows)


def test_the_noun_events_needs_a_verb(run: Run) -> None:
    refused = run("network", "events")
    assert (refused.code, refused.out) == (2, "")
    assert "needs a command" in refused.err
