"""Word documents (.docx) → Articles: the paragraphs of the body in their order, without headers, footers, captions.

When a document was made says nothing of when its text was published, so that is left to its dateline.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from tracker.errors import InputError
from tracker.reading.articles import drafted, finished
from tracker.reading.fragments import joined
from tracker.reading.libraries import foreign, needed
from tracker.reading.safe_xml import refuse_entities
from tracker.reading.sources import Parts, Source


def read_document(source: Source) -> Parts:
    """Yield the article of a Word document; InputError where it has no text, or is damaged."""
    raw = source.read(source.options.most_bytes)
    _refuse_harmful(raw, source.options.most_bytes)
    open_document = needed("docx", "docx").Document
    with foreign("Word document"):
        paragraphs, known = _read(open_document(io.BytesIO(raw)))
    draft = drafted(joined(paragraphs), source.intake("Word document", raw), source.options, known)
    yield from finished(source.name, draft, source.options)


def _read(document: Any) -> tuple[list[str], dict[str, str | None]]:  # noqa: ANN401 - python-docx's
    """Return the paragraphs of a document, and what is known of it."""
    title, paragraphs = None, []
    for paragraph in _paragraphs(document):
        style = (paragraph.style.name or "") if paragraph.style is not None else ""
        if style == "Title" and title is None:
            title = paragraph.text
        elif style != "Caption":
            paragraphs.append(paragraph.text)
    properties = document.core_properties
    return paragraphs, {"title": title or properties.title or None, "author": properties.author or None}


def _refuse_harmful(raw: bytes, most_bytes: int) -> None:
    """Raise InputError where the XML parts of a document decompress to over `most_bytes`, or declare entities."""
    left = most_bytes
    with foreign("Word document"), zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for info in parts.infolist():
            if not info.filename.endswith((".xml", ".rels")):
                continue
            with parts.open(info) as stream:
                part = stream.read(left + 1)
            left -= len(part)
            if left < 0:
                raise InputError(f"unfolds to more than {most_bytes:,} bytes: save its text in a file")
            refuse_entities(part, "docx")


def _paragraphs(document: Any) -> Iterator[Any]:  # noqa: ANN401 - python-docx's
    """Yield the paragraphs of the body, and those of its tables in their place."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            seen = set()
            for cell in (cell for row in block.rows for cell in row.cells):
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    yield from cell.paragraphs
        else:
            yield block
