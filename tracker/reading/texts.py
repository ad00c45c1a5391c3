"""A text file → one Article: an optional header, then the text.

The header is a first paragraph in which each line is `key: value` with one of our keys, in any case; a blank line ends
it. With any other line in it, the paragraph is text. Blank lines before a header are dropped with it. What follows its
blank line, or the whole file where there is no header, is the article's text exactly as it stands, leading blank lines
and last newline too; only a byte-order mark goes, and the Windows line end becomes a newline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tracker.errors import InputError
from tracker.outcomes import Remark
from tracker.reading.articles import finished
from tracker.reading.decoding import decoded
from tracker.reading.sources import Source
from tracker.records import Article

_KEYS = {"title": "title", "outlet": "outlet", "published": "published", "author": "author", "url": "url"}
_KEYS["source"] = "credit"

_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n|\Z)")
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z_-]*)[ \t]*:([^\r\n]*)")


def read_text(source: Source) -> Iterator[Article | Remark]:
    """Yield the remarks on one text, then its article; InputError where it is not an article's text."""
    name = source.name
    raw = source.read(source.options.max_bytes)
    text, strays = decoded(raw)
    if strays:
        yield Remark(name, f"{name}: {stray_bytes(strays)}")
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise InputError("is empty: give a file that holds an article's text")
    _refuse_json(text)
    header, body = split_header(text)
    if not body.strip():
        raise InputError("is a header without a text: put the article's text after a blank line")
    if doubt := _doubt(text) if not header else None:
        yield Remark(name, f"{name}: {doubt}")
    known: dict[str, Any] = dict(header)
    draft = Article(body, **known, published_from="header", intake=source.intake("text", raw, "header"))
    yield from finished(name, draft, source.options)


def stray_bytes(count: int) -> str:
    """Return the remark on `count` bytes that were read as Windows-1252."""
    bytes_were = "1 byte is not UTF-8 and was" if count == 1 else f"{count:,} bytes are not UTF-8 and were"
    return f"{bytes_were} read as Windows-1252; save it as UTF-8 if its words look wrong"


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Return the header's values by field of Article, and the article's text; no values where there is no header.

    Values of a key that comes twice are joined with "; ".
    """
    lines, body = _first_paragraph(text)
    values: dict[str, list[str]] = {}
    for line in lines:
        match = _HEADER_LINE.fullmatch(line)
        if not match or match[1].lower() not in _KEYS:
            return {}, text
        values.setdefault(_KEYS[match[1].lower()], []).append(match[2].strip())
    return {field: "; ".join(given) for field, given in values.items()}, body


def _first_paragraph(text: str) -> tuple[list[str], str]:
    opening = _BLANK_LINES.match(text)
    start = opening.end() if opening else 0
    border = _BLANK_LINE.search(text, start)
    end, rest = (border.start(), border.end()) if border else (len(text), len(text))
    return text[start:end].split("\n"), text[rest:]


def _refuse_json(text: str) -> None:
    if not text.lstrip().startswith(("{", "[")):
        return
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(data, dict | list):
        raise InputError('is one JSON document: put each article on a line of its own, as {"id": "…", "text": "…"}')


def _doubt(text: str) -> str | None:
    """Return why this text may be something else than an article's text."""
    beginning = text[:200].lstrip().lower()
    if beginning.startswith("{"):
        return "it was read as text; if it holds articles as JSON, put each on one line and name the file .jsonl"
    return _nearly_a_header(_first_paragraph(text)[0])


def _nearly_a_header(lines: list[str]) -> str | None:
    matches = [_HEADER_LINE.fullmatch(line) for line in lines]
    keys = [match[1] for match in matches if match]
    strange = [key for key in keys if key.lower() not in _KEYS]
    if len(keys) < len(lines) or len(strange) == len(keys):
        return None
    return f"its first lines were read as text, not as a header, which has no {strange[0]!r}; it has {', '.join(_KEYS)}"
