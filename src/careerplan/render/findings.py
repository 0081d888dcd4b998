"""People found by what is written of them."""

from careerplan.person.findings import Finding, Findings, Passage
from careerplan.render.view import Json, Line, Part, Rows, Said, Screen, View

_CALLED = {"profile": "page", "jurisdiction": "place", "followup": "follow-up"}


def findings_view(query: str, found: Findings, hints: tuple[str, ...] = ()) -> View:
    """Return the people found, each with the passages in which the words stand."""

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        if not found.people:
            return [Line(f"Nobody is found by {query}.")]
        parts: list[Part] = [part for each in found.people for part in _parts(each)]
        rest = found.count - len(found.people)
        return [*parts, Line(Said(f"and {rest} more: add --most {found.count}", "dim"))] if rest else parts

    def rows() -> Rows:
        header = ("contact", "name", "record", "id", "day", "text")
        return Rows(
            header,
            [
                (str(each.contact), each.name, one.record, str(one.id), one.day or "", one.text)
                for each in found.people
                for one in each.passages
            ],
        )

    def document() -> Json:
        return {
            "query": query,
            "count": found.count,
            "near": list(found.near),
            "contacts": [
                {"id": each.contact, "name": each.name, "passages": [_record(one) for one in each.passages]}
                for each in found.people
            ],
        }

    return View("contacts-search", document, screen, rows, hints)


def _parts(found: Finding) -> list[Part]:
    shown = [each for each in found.passages if each.record != "name"]
    return [
        Line(Said(f"{found.name} (#{found.contact})", "strong")),
        *(Line(each.text, _mark(each), 2) for each in shown),
    ]


def _mark(passage: Passage) -> str:
    called = _CALLED.get(passage.record, passage.record)
    numbered = passage.record in {"note", "interaction", "promise", "followup"}
    return " ".join(filter(None, (f"{called} #{passage.id}" if numbered else called, passage.day))) + ":"


def _record(passage: Passage) -> Json:
    return {
        "record": passage.record,
        "id": passage.id,
        "day": passage.day,
        "text": passage.text,
        "marks": [list(each) for each in passage.marks],
    }
