"""Long output on a terminal, a screen at a time: through the person's own pager, as other commands do.

PAGER is heeded, with arguments too; else `less`, where it is there. A terminal that cannot be steered (TERM=dumb) and
PAGER=cat, or an empty one, have none. The pager keeps our colours, and nothing else could reach the terminal through
it: what articles write was made harmless before.
"""

from __future__ import annotations

import math
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import TextIOWrapper
from itertools import chain

from rich.cells import cell_len

_LESS = ("less", "-R", "-F", "-X")  # colours as they are, no waiting for what fits, no other screen
_LESS_OPTIONS = "FRX"  # the same for a `less` of the person's, who sets none
_STYLE = re.compile(r"\x1b\[[0-9;]*m")

Write = Callable[[str], None]


def pager_command() -> list[str] | None:
    """Return the pager with its arguments; None where none is wanted or there."""
    if os.environ.get("TERM") == "dumb":
        return None
    pager = os.environ.get("PAGER")
    if pager is None:
        return list(_LESS) if shutil.which(_LESS[0]) else None
    try:
        command = shlex.split(pager)
    except ValueError:  # a quotation mark too many
        return None
    return None if command in ([], ["cat"]) else command


def paged(pieces: Iterable[str], command: list[str], write: Write, encoding: str) -> None:
    """Write the pieces by `write` where they fit on the screen, else through the pager.

    Quitting the pager early is no error, and the rest of the pieces is not made. A pager that cannot be started is done
    without: all is written by `write`.
    """
    pieces = iter(pieces)
    first, is_long = _screenful(pieces)
    pager = _started(command) if is_long else None
    if pager is None:
        for piece in chain(first, pieces):
            write(piece)
    else:
        _feed(pager, chain(first, pieces), encoding)


def _screenful(pieces: Iterator[str]) -> tuple[list[str], bool]:
    """Take pieces until a screen is full; return them and whether it is."""
    size = shutil.get_terminal_size()
    taken, lines = list[str](), 0
    for piece in pieces:
        taken.append(piece)
        lines += _lines(piece, size.columns)
        if lines >= size.lines:  # the prompt needs one
            return taken, True
    return taken, False


def _lines(piece: str, columns: int) -> int:
    """Return how many lines of the terminal a piece takes."""
    lines = _STYLE.sub("", piece).split("\n")
    return sum(max(1, math.ceil(cell_len(line) / columns)) for line in lines) - 1


def _started(command: list[str]) -> subprocess.Popen[bytes] | None:
    environment = {**os.environ, "LESS": os.environ.get("LESS", _LESS_OPTIONS)}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the person's own
    except OSError:
        return None


def _feed(pager: subprocess.Popen[bytes], pieces: Iterable[str], encoding: str) -> None:
    """Hand the pieces to the pager and wait for its end: Ctrl-C is for the pager as long as it runs."""
    pipe = TextIOWrapper(pager.stdin, encoding, "backslashreplace", newline="")  # type: ignore[type-var]
    try:
        with suppress(BrokenPipeError, KeyboardInterrupt):
            pipe.writelines(pieces)
    finally:
        with suppress(BrokenPipeError, KeyboardInterrupt):
            pipe.close()
        _wait_for(pager)


def _wait_for(pager: subprocess.Popen[bytes]) -> None:
    while pager.poll() is None:
        with suppress(KeyboardInterrupt):
            pager.wait()
