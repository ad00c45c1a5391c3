"""Which files of a folder or an archive are looked at unasked, and the words for how many others there are."""

from __future__ import annotations

import os

READ = (
    ".txt", ".jsonl", ".jsonl.gz", ".html", ".htm", ".mhtml", ".mht", ".pdf", ".rss", ".atom", ".eml", ".mbox", ".docx",
    ".md", ".markdown", ".warc", ".warc.gz", ".csv", ".tsv", ".zip", ".tar", ".tar.gz", ".tgz",
)  # fmt: skip
_NAMED = 3  # files of one suffix that a remark names; it counts the rest


def is_read(name: str) -> bool:
    """Whether a file of this name is looked at without being named itself."""
    return name.lower().endswith(READ)


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be stored and printed; a file name may be any bytes."""
    return os.fsencode(path).decode("utf-8", "replace")


def counted(files: dict[str, list[str]]) -> str:
    """Return "2 .png (a.png, b.png), 1 without a suffix (notes)" for files by suffix."""
    return ", ".join(
        f"{len(names):,} {suffix or 'without a suffix'} "
        f"({', '.join(names[:_NAMED])}{', …' if len(names) > _NAMED else ''})"
        for suffix, names in sorted(files.items())
    )
