"""Files that the user names: read whole, written whole or not at all, readable by nobody else."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from careerplan.errors import BadDataError, NotFoundError, Problem, StoreError, UsageError

STDIN = Path("-")


def read_file(path: Path) -> bytes:
    """Return the content of a file, or of stdin for ``-``."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(what="file", query=str(path)) from None
    except OSError as error:
        problem = Problem(path, 1, "(file)", f"cannot be read: {error.strerror}")
        raise BadDataError([problem], "Name a file that you may read.") from error


def write_file(path: Path, content: str | bytes, *, replace: bool) -> None:
    """Write a file in one step; one that exists is replaced only if so asked."""
    if not replace and (path.exists() or path.is_symlink()):
        message = f"{path} exists already, and was left as it is."
        raise UsageError(message, "Name another file, or add --force to replace it.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        message = f"{path} could not be written: {error.strerror}."
        raise StoreError(message, "Name a place that you may write to.") from error
