"""Where an export goes: to a file as a whole or not at all, else to standard output, byte by byte as it was made."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tracker.errors import UsageError

_SQLITE = b"SQLite format 3\0"  # how every store begins


def write(pieces: Iterable[bytes], to: Path | None) -> None:
    """Write the pieces to a file, which is there once all of them are, or to standard output (None, or -).

    UsageError where the file cannot be written, or is a store.
    """
    if to is None or str(to) == "-":
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
    elif to.exists() and not to.is_file() and not to.is_dir():  # a device or a pipe is written to, not replaced
        with to.open("wb") as stream:
            stream.writelines(pieces)
    else:
        _refuse_store(to)
        _write_file(pieces, to.resolve())


def _write_file(pieces: Iterable[bytes], to: Path) -> None:
    try:
        unfinished, name = tempfile.mkstemp(prefix=f".{to.name}.", dir=to.parent)
    except OSError as error:
        raise UsageError(f"--output {to}: {error.strerror}: name a file in a folder that can be written") from error
    try:
        with os.fdopen(unfinished, "wb") as file:
            file.writelines(pieces)
        _move_into_place(Path(name), to)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def refuse_terminal(to: Path | None, form: str) -> None:
    """Raise UsageError where bytes that no person reads would go to a terminal."""
    if to is None and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal: name a file with --output, or send it on with >")


def _refuse_store(to: Path) -> None:
    if to.is_dir():
        raise UsageError(f"--output {to} is a folder: name a file in it")
    if to.is_file() and to.stat().st_size and _first_bytes(to) == _SQLITE:
        raise UsageError(f"--output {to} is an SQLite file, perhaps a store: name another file")


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_SQLITE))


def _move_into_place(unfinished: Path, to: Path) -> None:
    """Give the file the permissions that new files of the user have, and move it to its name."""
    mask = os.umask(0)
    os.umask(mask)
    unfinished.chmod(0o666 & ~mask)
    unfinished.replace(to)
