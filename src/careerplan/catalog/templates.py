"""Templates of messages as files: the built-in ones, and the user's own in their place by file name."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from careerplan.catalog.load import builtin_folder
from careerplan.errors import BadDataError, NotFoundError, Problem, StoreError
from careerplan.lookup import Entry, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DraftChannel = Literal["email", "linkedin", "phone"]
CHANNELS: tuple[str, ...] = get_args(DraftChannel)
"""The ways a message can take, each with a form of its own in a template."""

BLOCKS = ("subject", *CHANNELS)
"""What a template is made of; the subject is that of the e-mail."""

MAX_BYTES, MAX_FILES = 20_000, 200
"""The largest template, and the most of them in one folder."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEAD = re.compile(r"\s*\{#(.*?)#\}", re.DOTALL)
_LINE = re.compile(r"[^\S\n]*([a-z-]+):[^\S\n]*(.*)")


@dataclass(frozen=True)
class TemplateFile:
    """One template as it was read; ``own`` if it is the user's."""

    name: str
    path: Path
    own: bool
    text: str

    @property
    def head(self) -> Mapping[str, str]:
        """What the comment that a template begins with says of it, line by line: ``title: …``."""
        found = _HEAD.match(self.text)
        lines = found[1].splitlines() if found else []
        return {match[1]: match[2].strip() for match in map(_LINE.fullmatch, lines) if match}


def builtin_templates() -> Path:
    """Return the folder of the built-in templates."""
    return builtin_folder() / "data" / "templates"


class TemplateFolder:
    """All templates there are, by name: the built-in ones, and those in the folder ``own`` in their place."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._builtin = {path.stem: path for path in sorted(builtin_templates().glob("*.txt"))}

    def names(self) -> list[str]:
        """Return the names of all templates."""
        return sorted({*self._builtin, *(path.stem for path in _texts_in(self._own))})

    def find(self, query: str) -> str:
        """Return the name that a person meant, or the beginning of which they gave."""
        return find("templates", query, [Entry(name, ()) for name in self.names()], "careerplan followups draft --list")

    def is_own(self, name: str) -> bool:
        """Say whether the user has a template of this name."""
        return name in {path.stem for path in _texts_in(self._own)}

    def read(self, name: str, *, builtin: bool = False) -> TemplateFile:
        """Return a template: the user's if there is one, unless it should be the ``builtin`` one."""
        if not builtin and self.is_own(name):
            return TemplateFile(name, self.own_path(name), own=True, text=_read(self.own_path(name)))
        if name not in self._builtin:
            raise NotFoundError(what="template", query=name, browse="careerplan followups draft --list")
        return TemplateFile(name, self._builtin[name], own=False, text=_read(self._builtin[name]))

    def own_path(self, name: str) -> Path:
        """Return where the user's own template of this name stands, or would stand."""
        return self._own / f"{name}.txt"


def templates_near(data_file: Path) -> frozenset[str]:
    """Return the names that a rule in ``data_file`` may use: built-in templates, and those beside its folder."""
    near = (builtin_templates(), data_file.parent / "templates", data_file.parent.parent / "templates")
    return frozenset(path.stem for folder in near for path in _texts_in(folder))


def _texts_in(folder: Path) -> Iterator[Path]:
    """Yield what may be templates in a folder; no folder holds none."""
    try:
        found = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        message = f"{folder} cannot be read: {error.strerror}."
        raise StoreError(message, "Make the folder readable, or name another one with --home.") from error
    texts = [path for path in found if path.suffix == ".txt" and not path.name.startswith(".")]
    if len(texts) > MAX_FILES:
        raise BadDataError([Problem(folder, 1, "(folder)", f"more than {MAX_FILES} templates")], "Move some away.")
    yield from texts


def _read(path: Path) -> str:
    """Read a template as a stranger's: a plain file, not too large, in UTF-8, named as templates are."""
    fault = "a link; templates are plain files, so that nothing outside their folder is read"
    line = 1
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode):
            fault = "no plain file"
            if stat.S_ISREG(mode):
                with path.open("rb") as file:
                    raw = file.read(MAX_BYTES + 1)
                fault = _fault_in(path, raw)
                line = raw[: _broken_at(raw)].count(b"\n") + 1
    except OSError as error:
        fault = f"cannot be read: {error.strerror}"
    if fault:
        hint = "Mend it, or move it away: where there is a built-in template of that name, it is used again."
        raise BadDataError([Problem(path, line, "(file)", fault)], hint)
    return raw.decode("utf-8-sig").replace("\r\n", "\n")


def _fault_in(path: Path, raw: bytes) -> str:
    if not _NAME.fullmatch(path.stem):
        return "a template is named in small letters, digits and hyphens, for example thank-you.txt"
    if len(raw) > MAX_BYTES:
        return f"larger than {MAX_BYTES:,} bytes"
    return "" if _broken_at(raw) == len(raw) else "not UTF-8 text"


def _broken_at(raw: bytes) -> int:
    """Return where a text stops being UTF-8: at its end if it is sound."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(raw)
