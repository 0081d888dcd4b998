"""Finding one record by what a person typed: its id, its name, or enough of either."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from careerplan.errors import AmbiguousError, NotFoundError


class Entry(NamedTuple):
    """Something that can be named: its id and every name it answers to."""

    id: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.id} ({self.names[0]})" if self.names else self.id


def fold(text: str) -> str:
    """Return ``text`` for comparison: no case, no accents, single spaces."""
    if not text.isascii():  # which takes most of the time, and most names need not
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def find(what: str, query: str, entries: Iterable[Entry], browse: str = "") -> str:
    """Return the id that ``query`` stands for.

    An exact id comes first, then an exact first name, which is the proper one, then any exact name, then a beginning
    of an id or a name, then of any word in a name.
    ``what`` is the plural noun for messages; ``browse`` the command that lists all of them.
    """
    known = list(entries)
    wanted = fold(query)
    if wanted:
        for matches in (_exact_id, _proper_name, _exact_name, _beginning, _word):
            found = [entry for entry in known if matches(entry, wanted)]
            if len(found) > 1:
                raise AmbiguousError(what, query, [str(entry) for entry in found])
            if found:
                return found[0].id
    raise NotFoundError(_one(what), query, _near(wanted, known), browse)


def _one(what: str) -> str:
    """Return a plural noun in the singular."""
    return f"{what[:-3]}y" if what.endswith("ies") else what.removesuffix("s")


def _exact_id(entry: Entry, wanted: str) -> bool:
    return fold(entry.id) == wanted


def _proper_name(entry: Entry, wanted: str) -> bool:
    return bool(entry.names) and fold(entry.names[0]) == wanted


def _exact_name(entry: Entry, wanted: str) -> bool:
    return any(fold(name) == wanted for name in entry.names)


def _beginning(entry: Entry, wanted: str) -> bool:
    if entry.id.isdigit():  # 1 is no beginning of 12
        return any(fold(name).startswith(wanted) for name in entry.names)
    return any(fold(each).startswith(wanted) for each in (entry.id, *entry.names))


def _word(entry: Entry, wanted: str) -> bool:
    begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
    return any(begins.search(fold(name)) for name in entry.names)


def _near(wanted: str, entries: Sequence[Entry]) -> list[str]:
    import difflib

    by_name = {fold(each): entry.id for entry in entries for each in (entry.id, *entry.names)}
    near = [by_name[each] for each in difflib.get_close_matches(wanted, by_name, n=4, cutoff=0.55)]
    names = {entry.id: entry.names[0] if entry.id.isdigit() and entry.names else entry.id for entry in entries}
    return [names[each] for each in dict.fromkeys(near)][:3]
