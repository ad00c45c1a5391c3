"""The cells of a brief table: each in a few lines, its first text shortened where all of it does not fit.

The texts below the first are never shortened. A shortened text ends in "…"; `--wide` and `tracker show` have all of it.
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
_WORD_SEARCH = 20  # characters before the cut in which the end of a word is looked for


def brief(parts: Sequence[Text], width: int, most_lines: int = LINES) -> Text:
    """Return the texts of a cell in `most_lines` of `width` terminal columns; in more where those below need them."""
    first, below = first_and_below(parts)
    lines_below = line_count(below.plain, width) if below.plain else 0
    if line_count(first.plain, width) + lines_below <= most_lines:
        return lines((first, below))
    if not below.plain:
        return _shortened(first, "", width, most_lines)
    suffix = _BETWEEN + below.plain
    if line_count(first.plain + suffix, width) <= most_lines:
        return Text("", overflow="fold").join((first, Text(_BETWEEN, QUIET), below))
    if lines_below > 1 or most_lines > 2:
        return lines((_shortened(first, "", width, max(1, most_lines - lines_below)), below))
    return Text("", overflow="fold").join((_shortened(first, suffix, width, most_lines), Text(_BETWEEN, QUIET), below))


def first_and_below(parts: Sequence[Text]) -> tuple[Text, Text]:
    """Return the first text of a cell, and all below it as one text."""
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


def _shortened(text: Text, suffix: str, width: int, most_lines: int) -> Text:
    """Return as much of the text as fits in the lines with the suffix behind it, cut at the end of a word nearby."""
    words = text.plain
    if line_count(words + suffix, width) <= most_lines:
        return text
    size = bisect_right(range(len(words)), most_lines, key=lambda n: line_count(words[:n] + _CUT + suffix, width)) - 1
    size = max(size, 1)
    space = words.rfind(" ", max(size - _WORD_SEARCH, 1), size + 1)
    kept = text[: space if space > 0 else size]
    # A text cut within a word may take fewer lines than one cut before it, so whole words may have to go.
    while line_count(kept.plain.rstrip() + _CUT + suffix, width) > most_lines and (space := _last_space(kept)) > 0:
        kept = kept[:space]
    kept.rstrip()
    return kept.append(_CUT)


def _last_space(text: Text) -> int:
    return text.plain.rstrip().rfind(" ")
