"""Where things are kept, and the options that every command takes."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Output = Literal["table", "plain", "json", "markdown", "csv", "html"]
OUTPUTS: tuple[str, ...] = get_args(Output)


@dataclass(frozen=True)
class Places:
    """The folders of one user: ``data`` holds the database and the packs, ``cache`` can be deleted."""

    data: Path
    cache: Path

    @property
    def database(self) -> Path:
        """The file of the user's records."""
        return self.data / "careerplan.db"

    @property
    def packs(self) -> Path:
        """The folder of the user's own catalog files."""
        return self.data / "packs"

    @property
    def templates(self) -> Path:
        """The folder of the user's own templates of messages."""
        return self.data / "templates"

    @property
    def backups(self) -> Path:
        """The folder of what ``careerplan backup`` keeps, and of what is kept before something large is changed."""
        return self.data / "backups"


def find_places(home: Path | None) -> Places:
    """Return everything under ``home`` if given, else the platform's folders for this user."""
    if home is not None:
        home = home.expanduser().absolute()
        return Places(home, home / "cache")
    import platformdirs

    return Places(
        platformdirs.user_data_path("careerplan", appauthor=False),
        platformdirs.user_cache_path("careerplan", appauthor=False),
    )


@dataclass(frozen=True)
class Settings:
    """One run's options. ``today`` is the day of this run; ``interactive`` allows questions."""

    places: Places
    today: dt.date
    output: Output = "table"
    quiet: bool = False
    interactive: bool = False
    debug: bool = False
