"""The compiled catalog on disk: keyed by content, checked before use, rebuilt when in doubt.

The first line is a header in JSON with the key of the files it was made from and a digest of the rest;
each further line is a record: its kind, its id and its JSON, separated by tabs.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path

from careerplan import __version__
from careerplan.catalog.load import SECTIONS, Compiled

_FORMAT = "careerplan.catalog/1"


def load_cache(folder: Path, key: str) -> Compiled | None:
    """Return the catalog compiled from the files of ``key``; None if it is absent, foreign or broken."""
    try:
        header, _, body = _file(folder).read_bytes().partition(b"\n")
        stated = json.loads(header)
        if stated != _header(key, body, stated["main_roles"]):
            return None
        records: dict[str, dict[str, str]] = {kind: {} for kind in SECTIONS.values()}
        for line in body.decode().split("\n")[:-1]:  # splitlines would cut at U+2028 as well
            kind, name, text = line.split("\t", 2)
            records[kind][name] = text
        return Compiled(records, tuple(stated["main_roles"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save_cache(folder: Path, key: str, compiled: Compiled) -> None:
    """Write the compiled catalog in one step; a cache that cannot be written is done without."""
    import tempfile

    body = "".join(
        f"{kind}\t{name}\t{text}\n" for kind, shelf in compiled.records.items() for name, text in shelf.items()
    ).encode()
    header = json.dumps(_header(key, body, list(compiled.main_roles))).encode()
    with contextlib.suppress(OSError):
        for each in (folder.parent, folder):  # mkdir gives its mode to the last folder alone
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(header + b"\n" + body)
            Path(name).replace(_file(folder))
        except OSError:
            Path(name).unlink(missing_ok=True)


def _file(folder: Path) -> Path:
    return folder / "catalog.tsv"


def _header(key: str, body: bytes, main_roles: list[str]) -> dict[str, object]:
    stated = {"format": _FORMAT, "version": __version__, "key": key, "main_roles": main_roles}
    digest = hashlib.blake2b(json.dumps(stated).encode(), digest_size=16)
    digest.update(body)
    return {**stated, "digest": digest.hexdigest()}
