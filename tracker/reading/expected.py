"""How many articles inputs are likely to hold, estimated without reading them: for a person who waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.reading.inputs import files_to_read

_ONE_ARTICLE_SUFFIXES = (".txt", ".html", ".htm", ".mhtml", ".mht", ".pdf", ".eml", ".docx", ".md", ".markdown")
_BLOCK = 1 << 20  # bytes


def expected(inputs: Sequence[str]) -> int | None:
    """Return how many articles the inputs hold; None where that is known only once they are read."""
    numbers = list(_numbers(inputs))
    return None if None in numbers else sum(filter(None, numbers))


def _numbers(inputs: Sequence[str]) -> Iterator[int | None]:
    for name in inputs:
        yield from map(_in_file, files_to_read(name))


def _in_file(path: Path) -> int | None:
    name = path.name.lower()
    if not path.is_file():
        return None
    if name.endswith(".jsonl"):
        with path.open("rb") as rows:
            return sum(block.count(b"\n") for block in iter(lambda: rows.read(_BLOCK), b""))
    return 1 if name.endswith(_ONE_ARTICLE_SUFFIXES) else None
