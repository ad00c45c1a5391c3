"""Files that an answer is written to: there as a whole or not at all, and never in place of a store."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tracker.errors import UsageError

_SQLITE = b"SQLite format 3\0"  # how every store begins
_LONGEST_NAME = 100  # characters of the name that the unfinished file begins with


@contextmanager
def whole_file(to: Path) -> Iterator[BinaryIO]:
    """Give a stream; what is written to it is the file `to` at the end, or nothing of it where writing fails.

    It is written beside the file and moved to its name, with the permissions that new files of the user have; through a
    link to the file that it leads to. A device or a pipe is written to as it is. UsageError for a folder, for an SQLite
    file, which may be a store, and where no file can be made.
    """
    if to.is_dir():
        raise UsageError(f"--output {to} is a folder: name a file in it")
    if to.exists() and not to.is_file():
        with to.open("wb") as stream:
            yield stream
        return
    if to.is_file() and _first_bytes(to) == _SQLITE:
        raise UsageError(f"--output {to} is an SQLite file, perhaps a store: name another file")
    to = to.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{to.name[:_LONGEST_NAME]}.", dir=to.parent)
    except OSError as error:
        raise UsageError(f"--output {to}: {error.strerror}: name a file in a folder that can be written") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(to)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_SQLITE))


def _umask() -> int:
    """Return the permissions that new files of the user lack; the system tells them only while they are set."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
