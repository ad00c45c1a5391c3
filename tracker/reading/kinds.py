"""What an input is, recognised by how it begins; its suffix only decides where the beginning leaves it open.

What is recognised as nothing else is text. XML of a kind that is not read is refused here, since it would pass for
text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from tracker.errors import InputError
from tracker.reading.csv_files import begins_a_table
from tracker.reading.decoding import opening_of
from tracker.reading.jsonl import begins_a_row

Kind = Literal[
    "rows", "text", "notes", "table", "page", "feed", "mail", "mailbox", "saved page", "pdf", "zip", "tar", "warc",
    "gzip", "bzip2", "xz"
]  # fmt: skip

HEAD = 8192  # bytes that a kind is recognised by
_MAGIC: tuple[tuple[bytes, int, Kind], ...] = (  # bytes, the offset at which they stand, the kind
    (b"%PDF-", 0, "pdf"),
    (b"PK\x03\x04", 0, "zip"),
    (b"PK\x05\x06", 0, "zip"),
    (b"\x1f\x8b", 0, "gzip"),
    (b"BZh", 0, "bzip2"),
    (b"\xfd7zXZ\x00", 0, "xz"),
    (b"WARC/", 0, "warc"),
    (b"ustar", 257, "tar"),
)
_BY_SUFFIX: tuple[tuple[tuple[str, ...], Kind], ...] = (
    ((".jsonl", ".ndjson"), "rows"),
    ((".csv", ".tsv"), "table"),
    ((".md", ".markdown"), "notes"),
    ((".html", ".htm", ".xhtml"), "page"),
)
_ROOTS: dict[str, Kind] = {"rss": "feed", "feed": "feed", "rdf": "feed", "html": "page"}

# Possessive, since comments without end would else be tried in every way.
_PROLOG = r"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?>)*+"
_ROOT = re.compile(rf"\A{_PROLOG}<(?:[\w-]++:)?([A-Za-z][\w-]*+)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<(/?)[a-z][a-z0-9]*+(?:\s[^<>]*+)?/?>", re.IGNORECASE)
_MAILBOX = re.compile(r"From \S+ .*\d{4}\s*\n[A-Za-z-]+:")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[^\S\n]*\n(?:.*\n)*?\1[^\S\n]*(?:\n|\Z)")
_OPENS_AN_OBJECT = re.compile(r'\{\s*"[^"]*"\s*:')


def kind_of(head: bytes, name: str, columns: Mapping[str, str]) -> Kind:
    """Return what begins with `head` (its first HEAD bytes); InputError where it is of a kind that is not read."""
    for magic, offset, kind in _MAGIC:
        if head[offset : offset + len(magic)] == magic:
            return kind
    opening = opening_of(head).replace("\r\n", "\n")
    by_suffix = next((kind for suffixes, kind in _BY_SUFFIX if name.lower().endswith(suffixes)), None)
    if by_suffix in ("rows", "table"):
        return by_suffix
    return _by_headers(opening) or _by_markup(opening) or _by_data(opening, head, columns) or by_suffix or "text"


def _by_markup(opening: str) -> Kind | None:
    if b"%PDF-" in opening[:1024].encode():  # some programs write a few bytes before it
        return "pdf"
    root = _ROOT.match(opening)
    name = root[1].lower() if root else ""
    if name in _ROOTS:
        return _ROOTS[name]
    if name and opening.lstrip("\ufeff \t\n").startswith("<?xml"):
        raise InputError(f"is XML of a kind that is not read (<{name}>): save the article's text in a file")
    tags = [match[1] for match in _TAG.finditer(opening)]
    closed = tags.count("/")
    return "page" if (name and closed) or (closed > 1 and len(tags) - closed > 1) else None


def _by_headers(opening: str) -> Kind | None:
    opening = opening.lstrip("\ufeff\n")
    if _MAILBOX.match(opening):
        return "mailbox"
    if _FRONT_MATTER.match(opening):
        return "notes"
    names = _header_names(opening)
    if "from" not in names or not names & {"date", "message-id", "mime-version", "received"}:
        return None
    is_sent = names & {"to", "cc", "received", "message-id"}
    return "saved page" if "multipart/related" in opening.lower() and not is_sent else "mail"


def _header_names(opening: str) -> set[str]:
    """Return the names of the headers that a mail begins with; none where a line before its blank line is no header."""
    lines = opening.partition("\n\n")[0].split("\n")
    whole = lines if "\n\n" in opening else lines[:-1]  # the last line may be cut
    names = [re.match(r"([A-Za-z][A-Za-z0-9-]*):|[ \t]", line) for line in whole]
    return {match[1].lower() for match in names if match and match[1]} if all(names) else set()


def _by_data(opening: str, head: bytes, columns: Mapping[str, str]) -> Kind | None:
    opening = opening.lstrip("\ufeff \t\n")
    line, ended, _ = opening.partition("\n")
    if line.startswith("{"):
        cut = not ended and len(head) == HEAD
        return "rows" if (cut and _OPENS_AN_OBJECT.match(line)) or begins_a_row(line.encode()) else None
    return "table" if begins_a_table(opening, columns) else None
