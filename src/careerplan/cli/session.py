"""One run of the program: its options, its catalog, its store; each opened only when asked for."""

import datetime as dt
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from careerplan import clock
from careerplan.errors import UsageError
from careerplan.settings import OUTPUTS, Output, Settings, find_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from careerplan.catalog.catalog import Catalog
    from careerplan.person.assumptions import Assumption
    from careerplan.person.profile import Profile
    from careerplan.store.database import Store


FROM_ENVIRONMENT = ("home", "as_of", "output")
"""The common options that an environment variable can give: CAREERPLAN_HOME and so on."""


class Session:
    """What the commands of one run share. ``given`` holds the common options as they were written.

    ``command`` is the command being parsed, as it was called; ``assumed`` what is taken to be so of the user.
    """

    def __init__(self) -> None:
        self.given: dict[str, str | bool] = {}
        self.command = "careerplan"
        self.assumed: Sequence[Assumption] = ()

    def option(self, name: str) -> str | bool | None:
        """Return a common option: as given, else HOME, AS_OF and OUTPUT from the environment, else None."""
        given = self.given.get(name)
        return given or (os.environ.get(f"CAREERPLAN_{name.upper()}") or None if name in FROM_ENVIRONMENT else None)

    @cached_property
    def settings(self) -> Settings:
        """The options of this run, checked."""
        home = self.option("home")
        as_of = self.option("as_of")
        asks = sys.stdin.isatty() and sys.stderr.isatty()
        return Settings(
            places=find_places(Path(str(home)) if home else None),
            today=clock.parse_day(str(as_of), clock.today()) if as_of else clock.today(),
            output=cast("Output", self._output()),
            quiet=bool(self.option("quiet")),
            interactive=asks and not self.option("no_input"),
            debug=bool(self.option("debug")),
        )

    def _output(self) -> str:
        output = str(self.option("output") or "table")
        if output not in OUTPUTS:
            message = f"There is no output called '{output}'."
            raise UsageError(message, f"Choose from {', '.join(OUTPUTS)}.")
        return output

    @property
    def today(self) -> dt.date:
        """The day of this run."""
        return self.settings.today

    @cached_property
    def catalog(self) -> "Catalog":
        """What is known."""
        from careerplan.catalog.catalog import open_catalog

        return open_catalog(self.settings.places.packs, self.settings.places.cache)

    @cached_property
    def store(self) -> "Store":
        """What the user owns."""
        from careerplan.store.database import Store

        return Store(self.settings.places.database, clock.now())

    @cached_property
    def profile(self) -> "Profile":
        """What the user says of themselves, as it was when first asked for; empty where nothing is said."""
        from careerplan.person.written import read_profile
        from careerplan.store.profiles import load_profile

        return read_profile(load_profile(self.store))

    def close(self) -> None:
        """Let go of what was opened."""
        if "store" in self.__dict__:
            self.store.close()
