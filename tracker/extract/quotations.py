"""Where an article quotes: the places between quotation marks, marks included.

Straight, curly, doubled single (`` ''), nested and unbalanced marks are read; a quotation that is not closed at the end
of its paragraph ends there, as in print, where the next paragraph opens it again. Single marks are left alone: in
English they are mostly apostrophes, and inside double ones they are part of the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extract.text_places import Place

_MARK = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_OPENING = {"\u201c", "\u201e", "\u201f", "``", "\u00ab"}
_CLOSING = {"\u201d", "\u00bb"}


def find_quotations(text: str) -> list[Place]:
    """Return the places of the quotations of `text` in order; none lies in another or crosses a paragraph's end."""
    return [quotation for paragraph in _PARAGRAPH.finditer(text) for quotation in _within(text, *paragraph.span())]


def _within(text: str, start: int, end: int) -> Iterator[Place]:
    """Yield the quotations of a paragraph, a last one that is not closed too."""
    opened, opening = -1, ""
    for mark in _MARK.finditer(text, start, end):
        if opened < 0:
            if not _closes(text, mark):
                opened, opening = mark.start(), mark.group()
        elif not _opens(mark) or opening + mark.group() == "„“":
            yield opened, mark.end()
            opened = -1
    if opened >= 0 and end - opened > 1:
        yield opened, len(text[:end].rstrip())


def _opens(mark: re.Match[str]) -> bool:
    """Whether a mark opens by its shape, while another is open: a straight one does not."""
    return mark.group() in _OPENING


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark closes, while none is open: by its shape, or a straight one that ends a word and begins none."""
    if mark.group() in _OPENING:
        return False
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark.group() in _CLOSING or bool(
        before and not before.isspace() and before not in "([—–-" and not after.isalnum()
    )
