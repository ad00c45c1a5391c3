"""From a whole article to the windows that the network reads; for training and reading alike.

What a statement contests, and whether it does, often only the article tells: so it is read as long as the network
reaches. An article that is longer is read in stretches, each with what stands before it and how the article begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tracker.models.relations.encoding import pieces_of, pieces_with_places
from tracker.models.words import CLS, SEP, Ints

OWN, BEFORE, AFTER, BEGINNING = 320, 96, 24, 60  # pieces of a stretch, around it, and of how the article begins
_TITLE = 24  # pieces
_BACK = 64  # pieces: how far before the end of a stretch a paragraph's end is looked for


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces that are read in one go: their ids; 1 for what is of the stretch or around it, else 0; places in the text.

    `starts` and `ends` are code points of each piece, -1 for those of the beginning and the special ones. The stretch
    answers for what begins between the code points `first` and `last`.
    """

    ids: Ints
    kinds: Ints
    starts: Ints
    ends: Ints
    first: int
    last: int


def windows_of(text: str, title: str) -> Iterator[Window]:
    """Yield the windows of an article, in order: every place of its text lies in the stretch of one."""
    pieces, places = pieces_with_places(text)
    starts, ends = [start for start, _ in places], [end for _, end in places]
    named = [] if text.startswith(title) else pieces_of(title)[:_TITLE]
    at = 0
    while True:
        reach = OWN if at else OWN + BEFORE + BEGINNING - len(named)
        end = _border(text, starts, at, at + reach)
        begin = max(0, at - BEFORE) if at else 0
        opening = [*named, *pieces[: min(BEGINNING - len(named), begin)]]
        head = [CLS, *opening, SEP] if opening else [CLS]
        here = slice(begin, min(end + AFTER, len(pieces)))
        body = pieces[here]
        yield Window(
            np.array([*head, *body, SEP], np.int64),
            np.array([0] * len(head) + [1] * len(body) + [0], np.int64),
            np.array([-1] * len(head) + starts[here] + [-1], np.int64),
            np.array([-1] * len(head) + ends[here] + [-1], np.int64),
            starts[at] if at else 0,
            starts[end] if end < len(starts) else len(text) + 1,
        )
        if end >= len(pieces):
            return
        at = end


def _border(text: str, starts: list[int], at: int, end: int) -> int:
    """The piece before which a stretch ends: where a paragraph does, if one ends soon enough."""
    if end >= len(starts):
        return len(starts)
    for n in range(end, max(at + 1, end - _BACK), -1):
        if "\n" in text[starts[n - 1] : starts[n]]:
            return n
    return end
