"""From YAML files to checked records: find the files, read them, report every fault at once."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from careerplan.errors import BadDataError, Problem, StoreError

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
    """The checked catalog as text: per kind, the JSON of each record by id, in order."""

    records: dict[str, dict[str, str]]
    main_roles: tuple[str, ...]


def builtin_folder() -> Path:
    """Return the folder that holds data/ and seeds/: inside the installed package, or the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent.parent


def read_files(packs: Path) -> list[DataFile]:
    """Read the built-in files, then the user's packs, each in order of name."""
    root = builtin_folder()
    data = sorted((root / "data").rglob("*.yaml"), key=lambda path: (len(path.parts), path))  # what is general first
    builtin = [*sorted((root / "seeds").glob("*.yaml")), *data]
    own = _packs_in(packs)
    return [DataFile(path, _read(path), pack=False) for path in builtin] + [read_pack(path) for path in own]


def _packs_in(folder: Path) -> list[Path]:
    """Return the user's packs; a folder that cannot be looked into is an error, never taken for an empty one."""
    try:
        if not folder.exists():
            return []
        unreadable = [each for each in (folder, *folder.rglob("*/")) if not os.access(each, os.R_OK | os.X_OK)]
        if unreadable:
            raise PermissionError(13, "Permission denied", str(unreadable[0]))
        return sorted(folder.rglob("*.y*ml"))
    except OSError as error:
        message = f"{error.filename} cannot be read: {error.strerror}."
        raise StoreError(message, "Make the folder readable, or name another one with --home.") from error


def read_pack(path: Path) -> DataFile:
    """Read one file as a pack."""
    return DataFile(path, _read(path), pack=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
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

    checker = Checker()
    for file in files:
        checker.add(file)
    checker.check_references()
    records = {
        kind: {each: placed.record.model_dump_json() for each, placed in shelf.items()}
        for kind, shelf in checker.shelves.items()
    }
    return Compiled(records, checker.main_roles), checker.problems
