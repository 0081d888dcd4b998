"""What a backup is known by: where it is, when and why it was made, what is in it."""

from dataclasses import dataclass, field
from pathlib import Path

BY_HAND = "by hand"
BEFORE_MIGRATION = "before migration"
BEFORE_IMPORT = "before import"
BEFORE_RESTORE = "before restore"
AUTOMATIC = (BEFORE_MIGRATION, BEFORE_IMPORT, BEFORE_RESTORE)


@dataclass(frozen=True)
class Contents:
    """What a database holds: the version of its records, how many of the main kinds, and its last action's instant."""

    version: int
    people: int = 0
    interactions: int = 0
    followups: int = 0
    last_action: str | None = None


@dataclass(frozen=True)
class Backup:
    """One backup; ``contents`` is None where it cannot be read, and ``fault`` says why.

    ``left_out`` names what stood in the folders and could not be carried, such as links.
    """

    file: Path
    made: str | None
    why: str
    size: int
    contents: Contents | None
    files: int = 0
    left_out: tuple[str, ...] = field(default=())
    fault: str = ""


@dataclass(frozen=True)
class Here:
    """What stands in the home now: ``state`` is absent, sound, newer, foreign or damaged, and ``fault`` says why."""

    state: str
    contents: Contents | None = None
    fault: str = ""


@dataclass(frozen=True)
class Restored:
    """What a restore did: what was kept of the state before, and the folders that were replaced."""

    kept: Backup | None = None
    aside: Path | None = None
    folders: tuple[str, ...] = ()
