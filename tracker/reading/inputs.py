"""From the names on a command line to articles, in that order and one at a time.

A name is a file, a folder, or `-` for standard input. A file named itself is read as text whatever its suffix, unless
it ends in .jsonl or .jsonl.gz. Of a folder only .txt, .jsonl and .jsonl.gz files are read, sorted by name, with all
folders in it; other files are counted in a remark, hidden ones ignored.
"""

from __future__ import annotations

import codecs
import gzip
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tracker.errors import InputError
from tracker.reading.options import Options, Remark, Unreadable
from tracker.reading.rows import ReadLine, begins_a_row, longest_line, read_rows
from tracker.reading.texts import read_text
from tracker.records import Article

Found = Article | Unreadable | Remark

_ROWS = (".jsonl", ".jsonl.gz")
_READ_IN_FOLDERS = (".txt", *_ROWS)
_NAMED = 3  # files of one suffix that a remark names; it counts the rest


def read_inputs(inputs: Sequence[str], options: Options) -> Iterator[Found]:
    """Return the articles of `inputs` in their order, each read when it is asked for, with remarks before it.

    An input or row that cannot be read is Unreadable and the next one follows. UsageError at once where
    the options make no sense.
    """
    return _read_each(inputs, options.checked())


def _read_each(inputs: Sequence[str], options: Options) -> Iterator[Found]:
    for given in inputs:
        if given == "-":
            yield from _told("standard input", _read_stdin(options))
        elif given and stat.S_ISDIR(_mode(Path(given))):
            yield from _told(_name(given), _read_folder(Path(given), options))
        else:
            yield from _told(_name(given), _read_file(given, options))


def _told(name: str, found: Iterable[Found]) -> Iterator[Found]:
    """Yield what was found; where reading fails, at last the sentence that says why."""
    try:
        yield from found
    except InputError as error:
        yield Unreadable(name, None, f"{name}: {error}")
    except OSError as error:
        yield Unreadable(name, None, f"{name}: {_of_the_system(name, error)}")


def _of_the_system(name: str, error: OSError) -> str:
    if isinstance(error, gzip.BadGzipFile):
        return f"is damaged or no gzip file ({error}): fetch or compress it again"
    if isinstance(error, FileNotFoundError) and "://" in name:
        return "is a web address, and nothing is fetched: save the page's text in a file"
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder: check the path"
    if isinstance(error, PermissionError):
        return "may not be read: change its permissions"
    return f"cannot be read ({error.strerror or error}): check the file"


def _mode(path: Path) -> int:
    """Return the kind and permissions of a file as `stat` gives them, 0 where it cannot be found or asked."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _name(path: str | Path) -> str:
    """Return the path as text that can be stored and printed; a file name may be any bytes."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read_file(path: str | Path, options: Options) -> Iterator[Found]:
    name = _name(path)
    if not name or "\0" in name:
        raise InputError("a file name is empty or holds a NUL character: check the path")
    if name.lower().endswith(_ROWS):
        with _opened(Path(path)) as stream:
            yield from read_rows(name, stream.readline, options)
        return
    with Path(path).open("rb") as stream:
        raw = stream.read(options.max_bytes + 1)
    yield from read_text(name, raw, options)


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def _read_stdin(options: Options) -> Iterator[Found]:
    """Yield rows where the first line that is not blank is a JSON object, else one text."""
    if sys.stdin is None:
        raise InputError("is closed: name a file, or pipe a text in")
    stream = sys.stdin.buffer
    lines = _first_lines(stream, options)
    if begins_a_row(lines[-1]):
        yield from read_rows("standard input", _rewound(lines, stream), options)
        return
    head = b"".join(lines)
    raw = head + stream.read(max(0, options.max_bytes + 1 - len(head)))
    yield from read_text("standard input", raw, options)


def _first_lines(stream: BinaryIO, options: Options) -> list[bytes]:
    """Return the blank lines and the first other line; no more than a text may have, unless it begins with a brace."""
    lines = [stream.readline(options.max_bytes + 1)]
    while lines[-1].isspace() and sum(map(len, lines)) <= options.max_bytes:
        lines.append(stream.readline(options.max_bytes + 1 - sum(map(len, lines))))
    if lines[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{") and not lines[-1].endswith(b"\n"):
        lines[-1] += stream.readline(longest_line(options) + 1 - len(lines[-1]))
    return lines


def _rewound(lines: list[bytes], stream: BinaryIO) -> ReadLine:
    head = iter(lines)
    return lambda limit: next(head, b"") or stream.readline(limit)


def _read_folder(folder: Path, options: Options) -> Iterator[Found]:
    others: dict[str, list[str]] = {}
    empty = True
    for path in _files(folder):
        # What cannot be asked for its kind is read all the same, so that the person hears why it cannot be.
        if path.name.lower().endswith(_READ_IN_FOLDERS) and (stat.S_ISREG(_mode(path)) or not _mode(path)):
            empty = False
            yield from _told(_name(path), _read_file(path, options))
        elif stat.S_ISDIR(_mode(path)):
            empty = False
            yield Unreadable(_name(path), None, f"{_name(path)}: the folder may not be read: change its permissions")
        else:
            others.setdefault(path.suffix.lower(), []).append(_name(path.relative_to(folder)))
    left = f"; left unread: {_counted(others)}" if others else ""
    if empty:
        raise InputError(f"there is no .txt, .jsonl or .jsonl.gz file in the folder{left}; name a file itself")
    if others:
        yield Remark(_name(folder), f"{_name(folder)}{left}; name a file itself to read it as text")


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that are not hidden, sorted by name, and the folders that may not be read.

    A folder that is reached by several links is read once, so a loop of links ends.
    """
    seen = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not stat.S_ISDIR(_mode(path)):
            yield path
            continue
        place = path.stat()
        if (place.st_dev, place.st_ino) in seen:
            continue
        seen.add((place.st_dev, place.st_ino))
        try:
            children = sorted(child for child in path.iterdir() if not child.name.startswith("."))
        except OSError:
            yield path
        else:
            waiting.extend(reversed(children))


def _counted(files: dict[str, list[str]]) -> str:
    """Return "2 .pdf (a.pdf, b.pdf), 1 without a suffix (notes)" for files by suffix."""
    return ", ".join(
        f"{len(names):,} {suffix or 'without a suffix'} "
        f"({', '.join(names[:_NAMED])}{', …' if len(names) > _NAMED else ''})"
        for suffix, names in sorted(files.items())
    )
