"""From YAML files to checked records: find the files, read them, report every fault at once."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from careerplan.errors import BadDataError, Problem, StoreError

MAX_BYTES = 2_000_000
"""The largest data file that is read."""

MAX_FILES, MAX_TOTAL = 500, 20_000_000
"""The most pack files, and the most bytes of all together."""

_PACK = re.compile(r"[^.].*\.ya?ml")

SECTIONS = {
    "sources": "source",
    "roles": "role",
    "organizations": "organization",
    "events": "event",
    "practices": "practice",
    "activities": "activity",
    "rules": "rule",
    "questions": "question",
    "levels": "level",
    "fields": "field",
    "areas": "area",
    "credentials": "credential",
    "licences": "licence",
}


class DataFile(NamedTuple):
    """One file of the catalog; a pack's records override the built-in ones of the same id."""

    path: Path
    raw: bytes
    pack: bool


class Compiled(NamedTuple):
    """The checked catalog as text: per kind, the JSON of each record by id, in order.

    ``overrides`` names what packs put in place of built-in records; the cache does not keep it.
    """

    records: dict[str, dict[str, str]]
    main_roles: tuple[str, ...]
    overrides: tuple[str, ...] = ()


def builtin_folder() -> Path:
    """Return the folder that holds data/ and seeds/: inside the installed package, or the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent.parent


def read_files(packs: Path) -> list[DataFile]:
    """Read the built-in files, then the user's packs, each in order of name."""
    return [*read_whole(builtin_folder()), *read_packs(packs)]


def read_whole(root: Path, data: Path | None = None) -> list[DataFile]:
    """Read a whole catalog: ``seeds`` and ``data`` under ``root``, or other data, what is general first."""
    found = sorted((data or root / "data").rglob("*.yaml"), key=lambda path: (len(path.parts), path))
    return [DataFile(path, _read(path), pack=False) for path in (*sorted((root / "seeds").glob("*.yaml")), *found)]


def read_state(place: Path) -> list[DataFile]:
    """Read a state of the data: a whole catalog, its data folder alone, or else a pack over the built-in data.

    A data folder is one that holds roles.yaml and vocabulary.yaml; without seeds beside it the built-in ones serve.
    """
    for data in (place, place / "data"):
        if (data / "roles.yaml").is_file() and (data / "vocabulary.yaml").is_file():
            beside = (data.parent / "seeds").is_dir()
            return read_whole(data.parent if beside else builtin_folder(), data)
    return [*read_whole(builtin_folder()), *read_packs(place)]


def read_packs(place: Path) -> list[DataFile]:
    """Read a pack, or every pack in a folder, in order of name; no folder holds none.

    A pack may come from a stranger. So links are refused, and so is what is no plain file, more files than
    ``MAX_FILES`` or more bytes than ``MAX_TOTAL``; nothing outside the folder is ever read.
    """
    found: list[DataFile] = []
    faults: list[Problem] = []
    total = 0
    for path in _packs_in(place):
        fault = _refusal(path)
        if fault is None and len(found) == MAX_FILES:
            fault = f"more than {MAX_FILES} pack files"
        if fault is None and total <= MAX_TOTAL:
            try:
                file = read_pack(path)
            except BadDataError as error:
                faults += error.problems
                continue
            total += len(file.raw)
            fault = f"the packs are larger than {MAX_TOTAL:,} bytes together" if total > MAX_TOTAL else None
            found.append(file)
        if fault:
            faults.append(Problem(path, 1, "(file)", fault))
    if faults:
        raise BadDataError(faults, "Make it a plain file that can be read, or move it out of the folder.")
    return found


def _refusal(path: Path) -> str | None:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if stat.S_ISLNK(mode):
        return "a link; packs are plain files, so that nothing outside their folder is read"
    return None if stat.S_ISREG(mode) else "no plain file"


def _packs_in(place: Path) -> list[Path]:
    """Return the packs at a place; a folder that cannot be looked into is an error, never taken for an empty one."""

    def refuse(error: OSError) -> None:
        raise error

    try:
        if not place.exists():
            return []
        if not place.is_dir():
            return [place]
        found: list[Path] = []
        for folder, folders, files in os.walk(place, onerror=refuse):  # it follows no links
            folders[:] = [name for name in folders if not name.startswith(".")]
            links = [name for name in folders if Path(folder, name).is_symlink()]
            found += [Path(folder, name) for name in (*files, *links) if name in links or _PACK.fullmatch(name)]
            if len(found) > MAX_FILES:
                break
        return sorted(found)
    except OSError as error:
        message = f"{error.filename} cannot be read: {error.strerror}."
        raise StoreError(message, "Make the folder readable, or name another one with --home.") from error


def read_pack(path: Path) -> DataFile:
    """Read one file as a pack."""
    return DataFile(path, _read(path), pack=True)


def _read(path: Path) -> bytes:
    """Read a file, of one that is too large only so much that it will be found to be."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        fault = Problem(path, 1, "(file)", f"cannot be read: {error.strerror}")
        raise BadDataError([fault], "Make it readable, or move it away.") from error


def content_key(files: Iterable[DataFile]) -> str:
    """Return a key that changes whenever any file's name or content does, or the models they are checked by."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent.parent
    models = [
        DataFile(path, _read(path), pack=False)
        for path in (*sorted((package / "catalog").glob("*.py")), package / "person" / "contacts.py")
    ]
    for file in (*models, *files):
        for part in (str(file.path).encode("utf-8", "surrogateescape"), file.raw):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def compile_files(files: Sequence[DataFile]) -> Compiled:
    """Check every file and every reference between them; raise with all faults, if any."""
    compiled, problems = check_files(files)
    if problems:
        raise BadDataError(problems)
    return compiled


def check_files(files: Sequence[DataFile]) -> tuple[Compiled, list[Problem]]:
    """Return what could be read and every fault of every file."""
    from careerplan.catalog.checking import Checker
    from careerplan.catalog.templates import templates_near

    checker = Checker()
    for file in files:
        checker.add(file)
    checker.check_references()
    checker.check_templates(cache(templates_near))
    records = {
        kind: {each: placed.record.model_dump_json() for each, placed in shelf.items()}
        for kind, shelf in checker.shelves.items()
    }
    return Compiled(records, checker.main_roles, tuple(checker.overrides)), checker.problems
