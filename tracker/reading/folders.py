"""Which files of a folder or archive are read, by their suffix, and the words for how many others there are."""

from __future__ import annotations

import os

SUFFIXES = (
    ".txt", ".jsonl", ".jsonl.gz", ".html", ".htm", ".mhtml", ".mht", ".pdf", ".rss", ".atom", ".eml", ".mbox", ".docx",
    ".md", ".markdown", ".warc", ".warc.gz", ".csv", ".tsv", ".zip", ".tar", ".tar.gz", ".tgz",
)  # fmt: skip
_NAMED = 3  # files of one suffix that a remark names; it counts the rest


def has_known_suffix(name: str) -> bool:
    """Whether a file of this name is read where only its folder or archive is named."""
    return name.lower().endswith(SUFFIXES)


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be stored and printed: file names may hold bytes that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def counted(files: dict[str, list[str]]) -> str:
    """Return "2 .png (a.png, b.png), 1 without a suffix (notes)" for files by suffix."""
    return ", ".join(
        f"{len(names):,} {suffix or 'without a suffix'} "
        f"({', '.join(names[:_NAMED])}{', …' if len(names) > _NAMED else ''})"
        for suffix, names in sorted(files.items())
    )
