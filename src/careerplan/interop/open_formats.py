"""A zip of open formats: the same files give the same bytes, whenever and wherever it is written."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NoReturn

from careerplan.interop.everything_json import MAX_BYTES, NotEverythingError

DOCUMENT = "everything.json"
"""The file in the zip that holds all; the others are there to be read by people and other programs."""

MAX_MEMBERS = 1000
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_MOMENT = (1980, 1, 1, 0, 0, 0)

_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError,
    NotImplementedError, IndexError, OverflowError, ValueError,
)  # fmt: skip
"""What the standard library raises for zips that are damaged, encrypted or made to harm."""


def is_zip(raw: bytes) -> bool:
    """Say whether a file begins as a zip."""
    return raw[:4] in _MAGIC


def write_zip(files: Mapping[str, str]) -> bytes:
    """Return a zip of texts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # of Unix, wherever it is written
            member.external_attr = 0o100600 << 16
            archive.writestr(member, text.encode())
    return out.getvalue()


def document_in(raw: bytes) -> bytes:
    """Return the document in a zip that ``write_zip`` made; nothing else in it is opened, nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            wanted = [each for each in members if each.filename == DOCUMENT]
            if len(members) > MAX_MEMBERS or len(wanted) != 1:
                _refuse(f"the zip has no {DOCUMENT}, or more than one")
            if wanted[0].flag_bits & 1:
                _refuse("the zip is encrypted")
            with archive.open(wanted[0]) as file:
                content = file.read(MAX_BYTES + 1)
    except NotEverythingError:
        raise
    except _FAULTS:
        _refuse("the zip is damaged")
    return content


def _refuse(message: str) -> NoReturn:
    raise NotEverythingError(message)
