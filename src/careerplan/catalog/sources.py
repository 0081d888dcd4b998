"""Sources: the documents and pages that every fact in the catalog rests on."""

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from careerplan.catalog.base import Id, PartialDate, Record, Words


class SourceClaim(Record):
    """One numbered statement of a source document, in our own words.

    A claim that the data does not use says why in ``left_out``.
    """

    number: Annotated[str, StringConstraints(pattern=r"^\d{2,3}$")]
    text: Words
    left_out: Words | None = None


class Source(Record):
    """A document or page. ``date`` is what it states of itself; none means undated.

    ``seen`` says whether the whole text was read; of an excerpt, silence proves nothing.
    Documents the project began from carry their numbered ``claims`` and a word on ``trust``.
    """

    id: Id
    title: Words
    publisher: Words | None
    url: Words | None = None
    kind: Literal[
        "government",
        "employer",
        "association",
        "media",
        "education",
        "union",
        "posting",
        "statute",
        "agreement",
        "article",
        "profile",
        "blog",
        "other",
    ]
    date: PartialDate | None = None
    seen: Literal["whole", "excerpt"] = "excerpt"
    place: Words | None = None
    trust: Words | None = None
    note: Words | None = None
    claims: tuple[SourceClaim, ...] = ()

    @model_validator(mode="after")
    def _numbered_once(self) -> Self:
        numbers = [claim.number for claim in self.claims]
        twice = sorted({each for each in numbers if numbers.count(each) > 1})
        if twice:
            message = f"two claims share a number: {', '.join(twice)}"
            raise ValueError(message)
        return self
