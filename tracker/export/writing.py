"""Where an export goes: to a file as a whole or not at all, else to standard output, byte by byte as it was made."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tracker.errors import UsageError
from tracker.render.files import whole_file


def write(pieces: Iterable[bytes], to: Path | None) -> None:
    """Write the pieces to a file (`render.files`), or to standard output (None, or -)."""
    if to is None or str(to) == "-":
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
    else:
        with whole_file(to) as file:
            file.writelines(pieces)


def refuse_terminal(to: Path | None, form: str) -> None:
    """Raise UsageError where bytes that no person reads would go to a terminal."""
    if to is None and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal: name a file with --output, or send it on with >")
