"""CSV → Articles: one row at a time, each an article.

The first line names the columns: by the keys of a row of JSONL, unless `--map` says which column holds what. The
separator is the comma, semicolon, tab or bar, whichever the first line has most of.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import closing

from tracker.errors import InputError
from tracker.reading.decoding import without_strays
from tracker.reading.jsonl import read_row, renamed
from tracker.reading.sources import Parts, Source
from tracker.records import Intake

_SEPARATORS = ",;\t|"
_SHOWN = 12  # columns that a message names


def begins_a_table(opening: str, columns: Mapping[str, str]) -> bool:
    """Whether the first line names columns, one of them that of the texts, and the next line has as many cells."""
    line, _, rest = opening.partition("\n")
    separator = _separator(line)
    names = _split(line, separator)
    next_line = rest.partition("\n")[0]
    fits = not next_line or next_line.count(separator) >= len(names) - 1 or '"' in next_line
    return len(names) > 1 and columns.get("text", "text") in names and fits


def read_table(source: Source) -> Parts:
    """Yield the article of each row, or why it cannot be read; InputError where the table has no column of texts."""
    limit = 2 * source.options.max_bytes + 1_000_000
    csv.field_size_limit(limit)
    with closing(_Lines(source, limit)) as lines:
        header = next(lines, "")
        separator = _separator(header)
        names = _split(header, separator)
        columns = source.options.columns
        _refuse_without_text(names, columns)
        empty = True
        for number, values in _rows(lines, separator):
            empty = False
            row = {name: value or None for name, value in zip(names, values, strict=False)}
            raw = separator.join(values).encode("utf-8", "surrogatepass")
            intake = Intake("CSV", hashlib.sha256(raw).hexdigest())
            yield from read_row(f"{source.name}, line {number}", renamed(row, columns), intake, source.options)
    if empty:
        raise InputError("holds no articles: its first line names columns, and each further one is an article")


def _rows(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the values of each row that has any, with the number of its first line."""
    reader = csv.reader(lines, delimiter=separator)
    while True:
        number = lines.number + 1
        try:
            values = next(reader, None)
        except csv.Error as error:
            raise InputError(f"cannot be read on after line {lines.number} ({error}): mend the line") from error
        if values is None:
            return
        if any(values):
            yield number, values


class _Lines:
    """The lines of a table as text, each with its end; `number` is that of the last one given."""

    def __init__(self, source: Source, longest: int) -> None:
        """Begin at the first line. A line longer than `longest` bytes is refused."""
        is_utf16 = source.stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        source.stream.seek(0)
        encoding = "utf-16" if is_utf16 else "utf-8-sig"
        errors = "replace" if is_utf16 else "surrogateescape"
        self._text = io.TextIOWrapper(source.stream, encoding, errors, newline="")
        self._longest = longest
        self.number = 0

    def close(self) -> None:
        """Let go of the stream, which belongs to others, without closing it."""
        self._text.detach()

    def __iter__(self) -> _Lines:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line."""
        line = self._text.readline(self._longest + 1)
        if len(line) > self._longest:
            raise InputError(f"line {self.number + 1} is longer than {self._longest:,} characters: mend the table")
        if not line:
            raise StopIteration
        self.number += 1
        return without_strays(line)


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _split(line: str, separator: str) -> list[str]:
    """Return the names that a line holds; none where it is no line of a table."""
    try:
        return [name.strip() for name in next(csv.reader([line.strip("\ufeff\r\n")], delimiter=separator), [])]
    except csv.Error:
        return []


def _refuse_without_text(names: list[str], columns: Mapping[str, str]) -> None:
    if not names:
        raise InputError("is empty: give a table whose first line names its columns")
    if missing := sorted(set(columns.values()) - set(names)):
        raise InputError(f"has no column {missing[0]!r}: its columns are {', '.join(names[:_SHOWN])}")
    if columns.get("text", "text") not in names:
        shown = ", ".join(names[:_SHOWN])
        raise InputError(f"is a table without a column 'text': say which one it is with --map text=…; it has {shown}")
