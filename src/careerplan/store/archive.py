"""The form of a backup: a zip with the database, the user's own folders, and a manifest with a digest of each file.

Any tool opens it, and any SQLite the ``careerplan.db`` in it. What is read is taken for a stranger's: names that lead
out, links, more files or bytes than announced and digests that do not fit are refused before anything is kept.
"""

import datetime as dt
import hashlib
import json
import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, NoReturn

from careerplan.errors import BadDataError, Problem
from careerplan.person.backups import AUTOMATIC, BY_HAND, Backup, Contents

SCHEMA = "careerplan.backup/1"
DATABASE = "careerplan.db"
MANIFEST = "manifest.json"
CARRIED = ("packs", "templates")
"""The folders beside the database that belong to the user and are carried along."""

MAX_FILES = 10_000
MAX_BYTES = 8_000_000_000
MAX_MANIFEST = 5_000_000
_BLOCK = 1 << 20

_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError,
    NotImplementedError, IndexError, OverflowError, ValueError, KeyError, TypeError, AttributeError,
)  # fmt: skip
"""What the standard library raises for zips and manifests that are damaged, encrypted or made to harm."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; ``files`` leads from each name to its size and digest."""

    made: str
    why: str
    careerplan: str
    contents: Contents
    files: Mapping[str, tuple[int, str]]


# --- writing


def write_archive(file: IO[bytes], database: Path, home: Path, manifest: Manifest) -> tuple[Manifest, tuple[str, ...]]:
    """Write a backup; return its manifest with all files, and the names of what could not be carried."""
    found: dict[str, tuple[int, str]] = {}
    left_out: list[str] = []
    moment = dt.datetime.fromisoformat(manifest.made)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        found[DATABASE] = _add(archive, DATABASE, database, moment)
        for name, path in carried_files(home):
            if path.is_symlink() or not path.is_file() or not is_safe(name):
                left_out.append(name)
            else:
                found[name] = _add(archive, name, path, moment)
        whole = Manifest(manifest.made, manifest.why, manifest.careerplan, manifest.contents, found)
        archive.writestr(_member(MANIFEST, moment), _manifest_json(whole))
    return whole, tuple(left_out)


def carried_files(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield everything in the user's own folders that is no folder, by its name in the home, in order."""
    for folder in CARRIED:
        for place, folders, names in os.walk(home / folder):  # it follows no links
            links = [each for each in folders if Path(place, each).is_symlink()]
            folders[:] = sorted(set(folders) - set(links))
            for each in sorted([*names, *links]):
                path = Path(place, each)
                yield path.relative_to(home).as_posix(), path


def is_safe(name: str) -> bool:
    """Say whether a name in a backup stays inside the home: the database, or a file in a folder that is carried."""
    if name == DATABASE:
        return True
    parts = name.split("/")
    plain = name.isprintable() and "\\" not in name and ":" not in name
    return plain and len(parts) > 1 and parts[0] in CARRIED and not {"", ".", ".."} & set(parts)


def _member(name: str, moment: dt.datetime) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = (stat.S_IFREG | 0o600) << 16
    return member


def _add(archive: zipfile.ZipFile, name: str, path: Path, moment: dt.datetime) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    member = _member(name, moment)
    member.file_size = path.stat().st_size  # decides whether the large form of a zip is needed
    with path.open("rb") as source, archive.open(member, "w") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            copy.write(block)
    return size, digest.hexdigest()


def _manifest_json(manifest: Manifest) -> str:
    document = {
        "schema": SCHEMA,
        "made": manifest.made,
        "why": manifest.why,
        "careerplan": manifest.careerplan,
        "contents": asdict(manifest.contents),
        "files": {name: {"size": size, "sha256": digest} for name, (size, digest) in manifest.files.items()},
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


# --- reading


def refuse(path: Path, message: str, hint: str) -> NoReturn:
    """Refuse a file as no sound backup."""
    raise BadDataError([Problem(path, 1, "(file)", message)], f"Nothing was changed. {hint}")


def read_backup(path: Path) -> Backup:
    """Return what a backup says of itself; one that cannot be read says why in its ``fault``."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
    except (*_FAULTS, OSError) as error:
        return Backup(path, None, BY_HAND, size, None, fault=_said(error))
    return Backup(path, manifest.made, manifest.why, size, manifest.contents, len(manifest.files) - 1)


def read_files(path: Path) -> Mapping[str, tuple[int, str]] | None:
    """Return the size and digest of each file in a backup, as its manifest has them; None where it cannot be read."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _manifest(archive).files
    except (*_FAULTS, OSError):
        return None


def unpack(path: Path, folder: Path | None) -> Manifest:
    """Check a backup and lay its files into ``folder``, or nowhere; refuse one that is not as it was written."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            for name, (size, digest) in manifest.files.items():
                _extract(archive, name, size, digest, folder)
    except _FAULTS as error:
        refuse(path, f"no sound backup: {_said(error)}", _ANOTHER)
    return manifest


_ANOTHER = "Take another one: careerplan backup --list"


def _said(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()) if isinstance(error, zipfile.BadZipFile) else "it is damaged"


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    """Read the manifest, and see that it names all that is there and nothing else."""
    members = [each for each in archive.infolist() if not each.is_dir()]
    by_name = {each.filename: each for each in members}
    if len(by_name) < len(members) or len(members) > MAX_FILES:
        _bad("it holds a name twice, or too many files")
    if MANIFEST not in by_name or by_name[MANIFEST].file_size > MAX_MANIFEST:
        _bad("it has no manifest of a backup")
    document = json.loads(archive.read(MANIFEST))
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        _bad("it has no manifest of a backup that is known here")
    manifest = _read_manifest(document)
    if {*manifest.files, MANIFEST} != set(by_name) or DATABASE not in manifest.files:
        _bad("what it holds is not what its manifest names")
    for name, (size, _) in manifest.files.items():
        if not is_safe(name) or _is_link(by_name[name]) or by_name[name].flag_bits & 1:
            _bad(f"it has a file that no backup has: {name!a}")
        if by_name[name].file_size != size:
            _bad(f"{name} has another size than its manifest says")
    if sum(size for size, _ in manifest.files.values()) > MAX_BYTES:
        _bad(f"it holds more than {MAX_BYTES:,} bytes")
    return manifest


def _read_manifest(document: Mapping[str, object]) -> Manifest:
    """Return a manifest whose values are of the right kinds; ValueError and its like where they are not."""
    files, contents = document["files"], document["contents"]
    if not isinstance(files, dict) or not isinstance(contents, dict):
        _bad("its manifest is damaged")
    read = {str(name): (_number(each["size"]), _text(each["sha256"])) for name, each in files.items()}
    known = {each.name: contents[each.name] for each in fields(Contents) if each.name in contents}
    last = known.pop("last_action", None)
    counts = {name: _number(value) for name, value in known.items()}
    made, why = _text(document["made"]), _text(document["why"])
    dt.datetime.fromisoformat(made)
    if last is not None:
        dt.datetime.fromisoformat(_text(last))
    if why not in {BY_HAND, *AUTOMATIC}:
        why = BY_HAND
    careerplan = _text(document.get("careerplan", ""))
    return Manifest(made, why, careerplan, Contents(**counts, last_action=last and _text(last)), read)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 60:
        _bad("its manifest is damaged")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        _bad("its manifest is damaged")
    return value


def _bad(message: str) -> NoReturn:
    raise zipfile.BadZipFile(message)


def _is_link(member: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind not in {0, stat.S_IFREG}


def _extract(archive: zipfile.ZipFile, name: str, size: int, digest: str, folder: Path | None) -> None:
    """Read one file to its end, and write it where ``folder`` is given; never more than was announced."""
    found, count = hashlib.sha256(), 0
    path = None if folder is None else folder / name
    if path:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(name) as source, open_private(path or Path(os.devnull)) as copy:
        while block := source.read(min(_BLOCK, size + 1 - count)):
            count += len(block)
            found.update(block)
            copy.write(block)
    if count != size or found.hexdigest() != digest:
        _bad(f"{name} is damaged")


def open_private(path: Path) -> IO[bytes]:
    """Open a file to write that nobody else may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
