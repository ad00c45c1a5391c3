"""Words marked within a text: by a style where there are colours, else by carets on the line beneath.

Any mark put into the text, brackets or guillemets, could also be the article's own, while nothing an article writes can
stand on that line.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rich.cells import split_graphemes
from rich.console import Console
from rich.text import Text

from tracker.render.layout import lines
from tracker.render.safe import safe

Mark = tuple[int, int, str]  # start and end in code points of the text, and the style


def marked(words: str, marks: Iterable[Mark]) -> Text:
    """Return the words, made safe, with the style of each mark on its part of them."""
    every_mark = list(marks)
    borders = sorted({0, len(words), *(place for start, end, _ in every_mark for place in (start, end))})
    text = Text(overflow="fold")
    for start, end in pairwise(borders):
        piece = Text(_flat(words[start:end]))
        for first, last, style in every_mark:
            if first <= start and end <= last:
                piece.stylize(style)
        text.append_text(piece)
    return text


def with_carets(text: Text, width: int, console: Console) -> Text:
    """Return the lines of `text`, wrapped to a width, each followed by a line of carets where words are marked."""
    wrapped = text.wrap(console, width, overflow="fold")
    return lines(row for line in wrapped for row in (Text(line.plain.rstrip()), Text(_carets(line))))


def _flat(text: str) -> str:
    return safe(text.replace("\r\n", "  ").translate({9: " ", 10: " "}))


def _carets(line: Text) -> str:
    """Return a caret under each terminal column of a styled character of `line`."""
    styled = {place for span in line.spans for place in range(span.start, span.end)}
    graphemes, _ = split_graphemes(line.plain)
    return "".join(("^" if start in styled else " ") * width for start, _, width in graphemes).rstrip()
