"""What forgetting somebody takes away, and what it leaves."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mention:
    """A record of somebody or something else that holds the name: a table, the record's id, and its text."""

    record: str
    id: int
    text: str


@dataclass(frozen=True)
class Forgotten:
    """What was, or would be, forgotten: records by table, the backups that held them, those out of reach, mentions."""

    name: str
    records: dict[str, int]
    backups: tuple[Path, ...]
    beyond: tuple[Path, ...]
    mentions: tuple[Mention, ...]
