"""JSONL → Articles: one row at a time, so that a file of any length needs the memory of its longest row.

A row is `{"id", "text", "title"?, "published"?, "outlet"?, "url"?, "author"?, "source"?}`; the person may say which
other key stands for one of these. Null is the same as absent, other keys are ignored, a whole number as an id is read
as its digits, and the text is exactly as given. A row that cannot be read is refused by its line number; the next rows
are still read. The file is UTF-8 (RFC 8259), or a gzip of it.
"""

from __future__ import annotations

import codecs
import hashlib
import itertools
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tracker.errors import InputError
from tracker.outcomes import Remark, Unreadable
from tracker.reading.articles import finished
from tracker.reading.decoding import decoded, flaw
from tracker.reading.options import Options
from tracker.reading.texts import stray_bytes
from tracker.records import Article, Intake

ReadLine = Callable[[int], bytes]  # as of a binary file: at most so many bytes, with the line end; b"" at the end
Row = dict[str, Any]

# Keys of a row whose values must be strings, and keys that are ignored where they are not, by field of Article.
_STRICT_KEYS = ("text", "title", "published", "outlet", "url")
_LENIENT_KEYS = {"author": "author", "source": "credit"}
_OPENING_ID = re.compile(rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*"|\d{1,40})\s*[,}]')
_ESCAPES = 6  # "\u0001": the most bytes of JSON for one byte of UTF-8
_REST_OF_ROW = 1_000_000  # bytes of a row beside its text


def longest_line(options: Options) -> int:
    """Return how many bytes a line may have, so that any text within the limit fits, with a million for the rest."""
    return _ESCAPES * options.max_bytes + _REST_OF_ROW


def read_rows(name: str, readline: ReadLine, options: Options) -> Iterator[Article | Unreadable | Remark]:
    """Yield the article of each row, with the remarks before it, or why it cannot be read.

    InputError where the file as a whole cannot be read on.
    """
    empty = True
    left_out: set[str] = set()
    for number, line in _numbered_lines(readline, longest_line(options)):
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputError("is UTF-16, and JSONL is UTF-8: save it as UTF-8")
        if line.strip():
            empty = False
            yield from _read_row(f"{name}, line {number}", line, options, left_out)
    if empty:
        raise InputError("holds no articles: each line is a JSON object with an id and a text")


def begins_a_row(line: bytes) -> bool:
    """Whether a line is a JSON object, and so a row."""
    try:
        _row_of(line, len(line))
    except InputError:
        return False
    return True


def _numbered_lines(readline: ReadLine, longest: int) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers from 1; of a line longer than `longest` only the first `longest` + 1 bytes."""
    for number in itertools.count(1):
        try:
            line = readline(longest + 1)
            if len(line) > longest and not line.endswith(b"\n"):
                _skip_line(readline)
        except (EOFError, zlib.error) as error:
            raise InputError(f"is damaged at line {number} ({error}): fetch or compress it again") from error
        if not line:
            return
        yield number, line


def _skip_line(readline: ReadLine) -> None:
    while (piece := readline(1 << 16)) and not piece.endswith(b"\n"):
        pass


def _read_row(name: str, line: bytes, options: Options, left_out: set[str]) -> Iterator[Article | Unreadable | Remark]:
    """Yield what one line gives. `left_out` has the keys of the file that were remarked on already; it is added to."""
    given_id = _opening_id(line)
    try:
        row, strays = _row_of(line, longest_line(options))
        row = renamed(row, options.columns)
        given_id = _given_id(row)
        draft = _draft(row, given_id, Intake("JSONL", hashlib.sha256(line).hexdigest()), options)
    except InputError as error:
        named = _named(name, given_id)
        yield Unreadable(named, given_id, f"{named}: {error}")
        return
    named = _named(name, given_id)
    if strays:
        yield Remark(named, f"{named}: {stray_bytes(strays)}")
    for key in sorted(_keys_of_other_types(row) - left_out):
        left_out.add(key)
        yield Remark(named, f"{named}: {key} is not a string and was left out, here and where else it is none")
    yield from finished(named, draft, options)


def read_row(name: str, row: Row, intake: Intake, options: Options) -> Iterator[Article | Unreadable | Remark]:
    """Yield the article of one row of a table, whose columns have our names already, or why it cannot be read."""
    given_id = row.get("id") or None
    named = _named(name, given_id)
    try:
        draft = _draft(row, _given_id(row), intake, options)
    except InputError as error:
        yield Unreadable(named, given_id, f"{named}: {error}")
        return
    yield from finished(named, draft, options)


def renamed(row: Row, columns: Mapping[str, str]) -> Row:
    """Return a row with our names for the keys or columns that `columns` maps them to."""
    return {**row, **{field: row[column] for field, column in columns.items() if column in row}}


def _named(name: str, given_id: str | None) -> str:
    return f"{name} ({given_id})" if given_id else name


def _opening_id(line: bytes) -> str | None:
    """Return the id that a line begins with, by which one that is too long or no JSON can still be named."""
    match = _OPENING_ID.match(line[:10_000])
    if not match:
        return None
    try:
        given_id = str(json.loads(match[1].decode("utf-8", "replace")))
    except ValueError:
        return None
    return None if flaw(given_id) else given_id or None


def _row_of(line: bytes, longest: int) -> tuple[Row, int]:
    if len(line) > longest:
        raise InputError(f"is longer than {longest:,} bytes: --max-bytes raises the limit")
    text, strays = decoded(line.rstrip())
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON (column {error.colno}: {error.msg}): mend or remove the line") from error
    except (ValueError, RecursionError) as error:
        raise InputError("is JSON too deep, or with a number too long, to be read: mend or remove the line") from error
    if not isinstance(row, dict):
        raise InputError('is not a JSON object: write the row as {"id": "…", "text": "…"}')
    return row, strays


def _given_id(row: Row) -> str | None:
    given_id = row.get("id")
    if isinstance(given_id, int) and not isinstance(given_id, bool):
        return str(given_id)
    if given_id is not None and not isinstance(given_id, str):
        raise InputError("its id is neither a string nor a whole number: write it as a string")
    if given_id and (why := flaw(given_id)):
        raise InputError(f"its id {why}: remove that character")
    return given_id or None


def _keys_of_other_types(row: Row) -> set[str]:
    """Return those of author and source whose values are no strings: some data sets use them for other things."""
    return {key for key in _LENIENT_KEYS if not isinstance(row.get(key), str | None)}


def _draft(row: Row, given_id: str | None, intake: Intake, options: Options) -> Article:
    for key in (*_STRICT_KEYS, *_LENIENT_KEYS):
        _refuse_flawed(key, row.get(key))
    text = row.get("text")
    if not text or not text.strip():
        raise InputError('has no text: give the article\'s text as "text", or say where it is with --map text=…')
    if len(text.encode()) > options.max_bytes:
        raise InputError(f"its text is longer than {options.max_bytes:,} bytes: --max-bytes raises the limit")
    strict: dict[str, Any] = {key: row.get(key) for key in _STRICT_KEYS}
    lenient: dict[str, Any] = {
        field: row.get(key) for key, field in _LENIENT_KEYS.items() if isinstance(row.get(key), str)
    }
    return Article(**strict, **lenient, given_id=given_id, published_from="metadata", intake=intake)


def _refuse_flawed(key: str, value: object) -> None:
    if isinstance(value, str) and (why := flaw(value)):
        raise InputError(f"its {key} {why}: remove that character")
    if key in _STRICT_KEYS and not isinstance(value, str | None):
        raise InputError(f"its {key} is not a string: write it as a string, or null where it is not known")
