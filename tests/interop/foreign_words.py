"""What the tests of foreign formats share: the catalog's own words, and a day."""

import datetime as dt
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from careerplan.catalog.catalog import open_catalog
from careerplan.interop.foreign import Kind, Reading
from careerplan.interop.languages import language_code
from careerplan.places import PLACES
from careerplan.planning.vocabulary import Vocabulary

DAY = dt.date(2026, 11, 22)


@dataclass(frozen=True)
class CatalogWords:
    """The vocabulary of the built-in catalog."""

    vocabulary: Vocabulary

    def known(self, kind: Kind, word: str) -> str | None:
        return self.vocabulary.known(kind, word)

    def kept_in(self, credential: str) -> str:
        return self.vocabulary.credentials[credential].kept_in

    def label(self, kind: Kind, term: str) -> str | None:
        found = self.vocabulary.terms(kind).get(term)
        return found.label if found else None


@cache
def words() -> CatalogWords:
    with tempfile.TemporaryDirectory() as folder:
        catalog = open_catalog(Path(folder) / "no-packs", Path(folder))
        licences = tuple(catalog.licences.values())
        return CatalogWords(Vocabulary(catalog.levels, catalog.fields, catalog.areas, catalog.credentials, licences))


@cache
def reading() -> Reading:
    return Reading(words(), PLACES, DAY)


def known(kind: str, word: str) -> str | None:
    return language_code(word) if kind == "languages" else words().vocabulary.known(kind, word)  # type: ignore[arg-type]
