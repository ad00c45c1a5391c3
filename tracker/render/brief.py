"""A row of a list in a few lines: what stands below comes first, then as many of the words above it as there is room.

Only the first text of a cell is ever shortened, and ends in "…" then; `--wide` and `tracker show` have all of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells
from rich.text import Text

from tracker.render.layout import QUIET, lines

LINES = 2  # of a row, unless its id needs more
_BETWEEN = " · "
_CUT = "…"
_BACK = 20  # characters: how far back the end of a word is looked for


def brief(parts: Sequence[Text], width: int, most: int = LINES) -> Text:
    """Return the parts of a cell in `most` lines of `width` terminal columns; more only where those below need them."""
    first, below = together(parts)
    beneath = line_count(below.plain, width) if below.plain else 0
    if line_count(first.plain, width) + beneath <= most:
        return lines((first, below))
    if not below.plain:
        return _shortened(first, "", width, most)
    rest = _BETWEEN + below.plain
    if line_count(first.plain + rest, width) <= most:
        return Text("", overflow="fold").join((first, Text(_BETWEEN, QUIET), below))
    if beneath > 1 or most > 2:
        return lines((_shortened(first, "", width, max(1, most - beneath)), below))
    return Text("", overflow="fold").join((_shortened(first, rest, width, most), Text(_BETWEEN, QUIET), below))


def together(parts: Sequence[Text]) -> tuple[Text, Text]:
    """Return the first part of a cell, and all that stand below it as one text."""
    below = Text(_BETWEEN).join(part for part in parts[1:] if part.plain)
    return parts[0], Text(below.plain, QUIET)


def line_count(text: str, width: int) -> int:
    """Return how many lines a text takes where words are wrapped, and folded where one is longer than a line."""
    count, used = 1, 0
    words = text.split()
    for n, word in enumerate(words, 1):
        size = cell_len(word)
        if used and used + size > width:
            count, used = count + 1, 0
        if size > width:  # the space behind it is folded with it: where the word fills its lines, it begins the next
            *folded, end = chop_cells(word if n == len(words) else word + " ", width)
            count, used = count + len(folded), cell_len(end)
        else:
            used += size + 1
    return count


def _shortened(text: Text, rest: str, width: int, most: int) -> Text:
    """Return as much of the text as fits in so many lines with the rest behind it, cut after a word that is near."""
    said = text.plain
    if line_count(said + rest, width) <= most:
        return text
    size = bisect_right(range(len(said)), most, key=lambda n: line_count(said[:n] + _CUT + rest, width)) - 1
    size = max(size, 1)
    space = said.rfind(" ", max(size - _BACK, 1), size + 1)
    kept = text[: space if space > 0 else size]
    # What is longer may take fewer lines, where it ends within a word: so whole words may have to go.
    while line_count(kept.plain.rstrip() + _CUT + rest, width) > most and (space := kept.plain.rstrip().rfind(" ")) > 0:
        kept = kept[:space]
    kept.rstrip()
    return kept.append(_CUT)
