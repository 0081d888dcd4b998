"""How sources are shown: numbered below a screen, as records in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerplan.render.view import Heading, Json, Line, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from careerplan.catalog.sources import Source


class Footnotes:
    """Numbers the sources that a screen cites, in the order in which they come up.

    ``brief`` numbers documents, and leaves their addresses and their numbered claims out.
    """

    def __init__(self, sources: Mapping[str, Source], *, brief: bool = False) -> None:
        self._sources = sources
        self._brief = brief
        self._numbers: dict[str, int] = {}

    def mark(self, cited: Iterable[str]) -> str:
        """Return the marks of the sources cited: [1][2]."""
        names = dict.fromkeys(each.partition("#")[0] if self._brief else each for each in cited)
        return "".join(f"[{self._numbers.setdefault(each, len(self._numbers) + 1)}]" for each in names)

    def parts(self) -> list[Part]:
        """Return the list of sources, to stand below the screen."""
        if not self._numbers:
            return []
        lines = [
            Line(say_source(self._sources, each, brief=self._brief), f"[{number}]", url=self._url(each))
            for each, number in self._numbers.items()
        ]
        return [Heading("Sources", 2), *lines]

    def _url(self, cited: str) -> str:
        source = self._sources.get(cited.partition("#")[0])
        return (source.url or "") if source else ""


def say_source(sources: Mapping[str, Source], cited: str, *, brief: bool = False) -> str:
    """Return one source on a line; of a numbered claim also what it claims, unless it should be ``brief``."""
    name, _, number = cited.partition("#")
    source = sources.get(name)
    if source is None:
        return f"no longer in the catalog ({cited})"
    if brief:
        return ", ".join((source.title, source.publisher or "publisher not stated", source.date or "undated"))
    facts = [source.title, source.publisher or "publisher not stated", source.date or "undated", source.url or ""]
    claim = next((each.text for each in source.claims if each.number == number), "")
    return f"{', '.join(filter(None, facts))} ({cited})" + (f": {claim}" if claim else "")


def source_records(sources: Mapping[str, Source], cited: Iterable[str]) -> Json:
    """Return the sources cited as {id: {title, publisher, url, kind, date}}; a claim also with its text.

    Of a source that is no longer in the catalog, which a kept plan may cite, everything is None.
    """
    records: Json = {}
    for each in sorted(set(cited)):
        name, _, number = each.partition("#")
        source = sources.get(name)
        record: Json = {key: getattr(source, key, None) for key in ("title", "publisher", "url", "kind", "date")}
        if number:
            claims = source.claims if source else ()
            record["claim"] = next((claim.text for claim in claims if claim.number == number), None)
        records[each] = record
    return records


def cited_in(value: object) -> Iterable[str]:
    """Yield every source named anywhere in a document."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "sources" and isinstance(each, list):
                yield from (str(name) for name in each)
            else:
                yield from cited_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from cited_in(each)
