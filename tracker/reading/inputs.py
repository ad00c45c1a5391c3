"""From the names on a command line to articles, in that order and one at a time.

A name is a file, a folder, a web address, or `-` for standard input. What it holds is recognised by its beginning (see
`kinds`), and each kind has its reader in READERS. Of a folder, and all folders in it,
the files with a suffix of a kind that is read are read, sorted by name; others are counted in a remark, hidden ones
ignored.
"""

from __future__ import annotations

import codecs
import gzip
import io
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from tracker.errors import InputError
from tracker.outcomes import Remark, Unreadable
from tracker.reading.archives import read_compressed, read_tar, read_zip
from tracker.reading.csv_files import read_table
from tracker.reading.feeds import read_feed
from tracker.reading.fetching import Fetcher
from tracker.reading.folders import counted, has_known_suffix, shown
from tracker.reading.jsonl import ReadLine, begins_a_row, longest_line, read_rows
from tracker.reading.kinds import HEAD, Kind, kind_of
from tracker.reading.mails import read_mail, read_mailbox, read_saved_page
from tracker.reading.markdown import read_markdown
from tracker.reading.options import Options
from tracker.reading.pages import read_page
from tracker.reading.pdfs import read_pdf
from tracker.reading.sources import Found, Parts, Source
from tracker.reading.texts import read_text
from tracker.reading.warcs import read_archive


def _read_rows(source: Source) -> Parts:
    return read_rows(source.name, source.stream.readline, source.options)


_TEXTS = ("text", "notes")  # of which no more than --max-bytes is read
_MARKUP = ("page", "feed", "table")

READERS: Mapping[Kind, Callable[[Source], Parts]] = {
    "rows": _read_rows,
    "text": read_text,
    "notes": read_markdown,
    "table": read_table,
    "page": read_page,
    "feed": read_feed,
    "mail": read_mail,
    "mailbox": read_mailbox,
    "saved page": read_saved_page,
    "pdf": read_pdf,
    "zip": read_zip,
    "tar": read_tar,
    "warc": read_archive,
    "gzip": read_compressed,
    "bzip2": read_compressed,
    "xz": read_compressed,
}


def read_inputs(inputs: Sequence[str], options: Options) -> Iterator[Found]:
    """Return the articles of `inputs` in their order, each read when it is asked for, with remarks before it.

    An input or row that cannot be read is Unreadable and the next one follows. UsageError at once where
    the options make no sense.
    """
    return _read_each(inputs, options.checked(), Fetcher(options.allow_private))


def _read_each(inputs: Sequence[str], options: Options, fetcher: Fetcher) -> Iterator[Found]:
    for name in inputs:
        if name == "-":
            yield from _or_unreadable("standard input", _read_stdin(options, fetcher))
        elif name.lower().startswith(("http://", "https://")):
            yield from _or_unreadable(name, _read_address(name, options, fetcher))
        elif name and stat.S_ISDIR(_mode(Path(name))):
            yield from _or_unreadable(shown(name), _read_folder(Path(name), options, fetcher))
        else:
            yield from _or_unreadable(shown(name), _read_file(name, options, fetcher))


def _read_source(source: Source) -> Iterator[Found]:
    """Yield what is in a source, by what it is; what it holds in turn is read in its place."""
    head = source.stream.read(HEAD)
    source.stream.seek(0)
    kind = kind_of(head, source.name, source.options.columns)
    for found in READERS[kind](source):
        if isinstance(found, Source):
            yield from _or_unreadable(found.name, _read_source(found))
        else:
            yield found


def _read_address(url: str, options: Options, fetcher: Fetcher) -> Iterator[Found]:
    answer = fetcher.fetch(url, options.most_bytes)
    name = shown(url)
    yield from _read_source(
        Source(name, io.BytesIO(answer.body), options, fetcher, url=answer.url, charset=answer.charset)
    )


def _or_unreadable(name: str, found: Iterable[Found]) -> Iterator[Found]:
    """Yield what reading finds; where it fails, at the end an Unreadable that says why."""
    try:
        yield from found
    except InputError as error:
        yield Unreadable(name, None, f"{name}: {error}")
    except OSError as error:
        yield Unreadable(name, None, f"{name}: {_system_error_in_words(name, error)}")


def _system_error_in_words(name: str, error: OSError) -> str:
    if isinstance(error, gzip.BadGzipFile):
        return f"is damaged or no gzip file ({error}): fetch or compress it again"
    if isinstance(error, FileNotFoundError) and "://" in name:
        return "is an address, and only http and https are fetched: save the page in a file"
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


def _read_file(path: str | Path, options: Options, fetcher: Fetcher) -> Iterator[Found]:
    name = shown(path)
    if not name or "\0" in name:
        raise InputError("a file name is empty or holds a NUL character: check the path")
    if name.lower().endswith(".jsonl.gz"):
        with gzip.open(path, "rb") as rows:
            yield from read_rows(name, rows.readline, options)
        return
    with Path(path).open("rb") as stream:
        yield from _read_source(Source(name, stream, options, fetcher))


def _read_stdin(options: Options, fetcher: Fetcher) -> Iterator[Found]:
    """Yield the rows of JSONL one by one; any other kind of input is held whole before it is read."""
    name = "standard input"
    if sys.stdin is None:
        raise InputError("is closed: name a file, or pipe a text in")
    stream = sys.stdin.buffer
    lines = _first_lines(stream, options)
    if begins_a_row(lines[-1]):
        yield from read_rows(name, _rewound(lines, stream), options)
        return
    head = b"".join(lines)
    kind = kind_of(head[:HEAD], name, options.columns) if head else "text"
    limit = options.markup_bytes if kind in _MARKUP else options.most_bytes
    limit = options.max_bytes if kind in _TEXTS else limit
    raw = head + stream.read(max(0, limit + 1 - len(head)))
    yield from _read_source(Source(name, io.BytesIO(raw), options, fetcher))


def _first_lines(stream: BinaryIO, options: Options) -> list[bytes]:
    """Return the blank lines and the first other one, cut to the length of a text unless it begins with a brace."""
    lines = [stream.readline(options.max_bytes + 1)]
    while lines[-1].isspace() and sum(map(len, lines)) <= options.max_bytes:
        lines.append(stream.readline(options.max_bytes + 1 - sum(map(len, lines))))
    if lines[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{") and not lines[-1].endswith(b"\n"):
        lines[-1] += stream.readline(longest_line(options) + 1 - len(lines[-1]))
    return lines


def _rewound(lines: list[bytes], stream: BinaryIO) -> ReadLine:
    head = iter(lines)
    return lambda limit: next(head, b"") or stream.readline(limit)


def _read_folder(folder: Path, options: Options, fetcher: Fetcher) -> Iterator[Found]:
    others: dict[str, list[str]] = {}
    empty = True
    for path in files_below(folder):
        # A file whose kind the system does not tell is read too, so that the person learns why that fails.
        if has_known_suffix(path.name) and (stat.S_ISREG(_mode(path)) or not _mode(path)):
            empty = False
            yield from _or_unreadable(shown(path), _read_file(path, options, fetcher))
        elif stat.S_ISDIR(_mode(path)):
            empty = False
            yield Unreadable(shown(path), None, f"{shown(path)}: the folder may not be read: change its permissions")
        else:
            others.setdefault(path.suffix.lower(), []).append(shown(path.relative_to(folder)))
    left = f"; left unread: {counted(others)}" if others else ""
    if empty:
        raise InputError(f"there is no file in the folder whose suffix is that of a kind that is read{left}")
    if others:
        yield Remark(shown(folder), f"{shown(folder)}{left}; name a file itself to read it by what it holds")


def files_to_read(name: str) -> list[Path]:
    """Return the files of a folder that are read, sorted by name; the path itself, where it is no folder."""
    path = Path(name)
    if not stat.S_ISDIR(_mode(path)):
        return [path]
    return [file for file in files_below(path) if has_known_suffix(file.name) and not stat.S_ISDIR(_mode(file))]


def _is_ignored(path: Path) -> bool:
    """Whether it is hidden, or the folder in which a browser keeps the pictures and advertisements of a saved page."""
    page = path.name.removesuffix("_files")
    beside = page != path.name and any(path.with_name(page + suffix).exists() for suffix in (".html", ".htm"))
    return path.name.startswith(".") or beside


def files_below(folder: Path) -> Iterator[Path]:
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
            children = sorted(child for child in path.iterdir() if not _is_ignored(child))
        except OSError:
            yield path
        else:
            waiting.extend(reversed(children))
