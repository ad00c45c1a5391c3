"""PDF → an Article: the lines of its pages put together again as paragraphs.

A PDF has words in places, not paragraphs. Lines that nearly every page has at its top or foot (running heads, page
numbers) are left out, a word broken at the end of a line is joined, and a paragraph ends where there is more room below
a line than between others, or where a sentence ends in a short line. When the file was made says nothing of when its
text was published, so that is left to its dateline. Pictures of pages (scans) have no words and are refused.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tracker.errors import InputError
from tracker.outcomes import Remark
from tracker.reading.articles import drafted, finished
from tracker.reading.libraries import foreign, needed
from tracker.reading.sources import Parts, Source

_MOST_PAGES = 2_000
_EDGE = 2  # lines at the top and at the foot of a page that may be its running head or number
_REPEATED = 0.6  # the share of pages that have a line which is a running head
_FEWEST_PAGES = 2  # that have it
_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MORE_ROOM = 1.35  # times the usual distance of lines, from which a paragraph begins
_LARGER = 1.15  # times the size of the text, from which a line is a headline
_SHORT_LINE = 0.8  # of the length of long lines, below which a line is short
_ENDS_SENTENCE = re.compile(r"[.!?:]['\"’”)]*$")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-$|\u00ad$")
_LONGEST_HEADLINE = 30  # words
_FILE_NAME = re.compile(r"\.\w{2,5}$|^Microsoft Word|^untitled", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page or a piece of one: its words, its height on the page and its font size, both in points."""

    words: str
    height: float
    size: float


def read_pdf(source: Source) -> Parts:
    """Yield the article of a PDF; InputError where it is locked, damaged, or pictures only."""
    raw = source.read(source.options.most_bytes)
    reader = _opened(raw)
    pages, unread = _pages(reader)
    lines = [line for page in _without_edges(pages) for line in page]
    headline, rest = _headline(lines)
    text = _text(rest)
    if not text:
        raise InputError("is a PDF without text, pictures of pages only: make it readable with OCR (ocrmypdf) first")
    if unread:
        remark = f"{unread} of {len(pages)} pages have no text that can be read, and were left out"
        yield Remark(source.name, f"{source.name}: {remark}")
    draft = drafted(text, source.intake("PDF", raw), source.options, _known(reader, headline))
    yield from finished(source.name, draft, source.options)


def _opened(raw: bytes) -> Any:  # noqa: ANN401 - a library that is imported late
    pypdf, errors = needed("pypdf", "pdf"), needed("pypdf.errors", "pdf")
    with foreign("PDF"):
        try:
            reader = pypdf.PdfReader(io.BytesIO(raw))
            locked = reader.is_encrypted and not reader.decrypt("")
        except errors.DependencyError:  # the library that decrypts such files is none of ours
            locked = True
        count = 0 if locked else len(reader.pages)
    if locked:
        raise InputError("is locked with a password: save a copy of it without one")
    if count > _MOST_PAGES:
        raise InputError(f"has {count:,} pages, and up to {_MOST_PAGES:,} are read: save those of the article alone")
    return reader


def _pages(reader: Any) -> tuple[list[list[_Line]], int]:  # noqa: ANN401
    """Return the lines of each page, and how many pages have none; InputError where none can be read."""
    pages: list[list[_Line]] = []
    broken: list[InputError] = []
    for number in range(len(reader.pages)):
        try:
            with foreign("PDF"):
                pages.append(list(_lines(reader.pages[number])))
        except InputError as error:
            broken.append(error)
            pages.append([])
    if broken and not any(pages):
        raise broken[0]
    return pages, sum(not page for page in pages)


def _lines(page: Any) -> Iterator[_Line]:  # noqa: ANN401
    """Yield the lines of a page in the order in which they are written."""
    pieces: list[_Line] = []

    def note(text: str, outer: Sequence[float], inner: Sequence[float], _: object, size: float) -> None:
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        pieces.append(_Line(text, height, size * abs(inner[3] * outer[3])))

    page.extract_text(visitor_text=note)
    line: list[_Line] = []
    for piece in pieces:
        for number, part in enumerate(piece.words.split("\n")):
            if number:
                yield from _line_of(line)
                line = []
            line.append(_Line(part, piece.height, piece.size))
    yield from _line_of(line)


def _line_of(pieces: list[_Line]) -> Iterator[_Line]:
    """Yield the line that pieces make up, if they have words; its height and size are those of the first with words."""
    first = next((piece for piece in pieces if piece.words.strip()), None)
    if first is not None:
        words = " ".join("".join(piece.words for piece in pieces).split())
        yield _Line(words, first.height, first.size)


def _without_edges(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Return the pages without running heads and page numbers."""
    pages_with = Counter(key for page in pages for key in {_as_running_head(line) for line in _edges(page)})
    least_pages = max(_FEWEST_PAGES, _REPEATED * sum(map(bool, pages)))
    return [
        [
            line
            for line in page
            if line not in _edges(page)
            or (pages_with[_as_running_head(line)] < least_pages and not _NUMBER.fullmatch(line.words))
        ]
        for page in pages
    ]


def _edges(page: list[_Line]) -> list[_Line]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _as_running_head(line: _Line) -> str:
    """Return the words of a line with its numbers replaced: a running head then reads the same on all pages."""
    return _DIGITS.sub("#", line.words)


def _headline(lines: list[_Line]) -> tuple[str | None, list[_Line]]:
    """Return the headline above the text, in its largest letters, and the other lines."""
    usual = median(line.size for line in lines) if lines else 0.0
    count = next((n for n, line in enumerate(lines) if line.size <= _LARGER * usual), 0)
    largest = max((line.size for line in lines[:count]), default=0.0)
    title = [line for line in lines[:count] if line.size == largest]
    words = " ".join(line.words for line in title)
    if not 0 < len(words.split()) <= _LONGEST_HEADLINE:
        return None, lines
    return words, [line for line in lines[:count] if line.size != largest] + lines[count:]


def _text(lines: list[_Line]) -> str:
    if not lines:
        return ""
    usual = _usual_distance(lines)
    longest = sorted(len(line.words) for line in lines)[int(0.9 * len(lines))]
    paragraphs = [[lines[0].words]]
    for above, line in itertools.pairwise(lines):
        if _ends_paragraph(above, line, usual, longest):
            paragraphs.append([line.words])
        else:
            _append_line(paragraphs[-1], line.words)
    return "\n\n".join("".join(paragraph) for paragraph in paragraphs)


def _usual_distance(lines: list[_Line]) -> float:
    distances = [above.height - line.height for above, line in itertools.pairwise(lines) if above.height > line.height]
    return median(distances) if distances else 0.0


def _ends_paragraph(above: _Line, line: _Line, usual: float, longest: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if max(above.size, line.size) > _LARGER * min(above.size, line.size):
        return True
    room = above.height - line.height
    if room > 0 and usual and room > _MORE_ROOM * usual:
        return True
    return len(above.words) < _SHORT_LINE * longest and bool(_ENDS_SENTENCE.search(above.words))


def _append_line(paragraph: list[str], line: str) -> None:
    """Add a line to the pieces of a paragraph; a broken word becomes whole where its rest has a small letter."""
    above = paragraph[-1]
    if _BROKEN_WORD.search(above) and line[:1].islower():
        paragraph[-1] = above[:-1]
        paragraph.append(line)
    else:
        paragraph.append(f" {line}")


def _known(reader: Any, headline: str | None) -> dict[str, str | None]:  # noqa: ANN401
    """Return what the file says of itself; programs write file names and "(anonymous)" where they were given none."""
    try:
        with foreign("PDF"):
            metadata = reader.metadata
            title, author = (metadata.title, metadata.author) if metadata is not None else (None, None)
    except InputError:
        title, author = None, None
    is_title = isinstance(title, str) and " " in title.strip() and not _FILE_NAME.search(title.strip())
    is_author = isinstance(author, str) and not author.startswith("(")
    return {"title": title if is_title else headline, "author": author if is_author else None}
