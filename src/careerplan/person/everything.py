"""All records of a user as plain rows, table by table, as they stand in one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Row: TypeAlias = Mapping[str, object]
"""One record: its columns in the order of the table; a stored document of JSON stands as what it says."""

Tables: TypeAlias = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Everything:
    """All records, of one version, each table by id; ``history`` is what was done, None where it was left out.

    What follows from other records, such as the day of the last touch, is not in it.
    """

    version: int
    tables: Tables
    history: Tables | None = None


@dataclass(frozen=True)
class Difference:
    """How the records of a document differ from those here, as ids by table.

    ``differing`` are here under the same id and say something else; ``only_here`` are not in the document.
    """

    new: Mapping[str, Sequence[int]] = field(default_factory=dict)
    same: Mapping[str, Sequence[int]] = field(default_factory=dict)
    differing: Mapping[str, Sequence[int]] = field(default_factory=dict)
    only_here: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Say whether taking the document over, in the place of what is here, would change anything."""
        return any(map(any, (self.new.values(), self.differing.values(), self.only_here.values())))

    @property
    def adds(self) -> bool:
        """Say whether it only adds records."""
        return not any(self.differing.values())
