"""From a text to the numbers that the network reads: words, their pieces and forms, and the windows to read them in.

Both training and reading go through here, so a text looks the same to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.models.wordpiece import words_in

Ints = NDArray[np.int64]

WINDOW = 320  # pieces that are read at once, the two special ones included
BEFORE, AFTER = 32, 16  # pieces of a training window that only give context to those that are learned
CLS, SEP, MASK = 101, 102, 103  # of BERT's uncased vocabulary
_ROOM = WINDOW - 2
_OVERLAP = _ROOM // 4  # pieces; a half gives no better figures and costs a third more
FORMS = 4 * 4 * 2  # case, place in a quotation, first of a paragraph

_MARK = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''")
_OPENING, _CLOSING = "\u201c\u201e\u201f``\u00ab", "\u201d\u00bb"
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words (runs of letters and digits, or one mark of punctuation) and word pieces.

    `starts` and `ends` are code points of each word, `first` the number of its first piece, `forms` one number a word
    for its case, its place in a quotation, and whether a paragraph begins with it; `pieces` has the vocabulary's ids.
    """

    starts: Ints
    ends: Ints
    first: Ints
    forms: Ints
    pieces: Ints

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Window:
    """The words from `start` to `end`, to be read at once; in training those from `own` to `own_end` are learned."""

    start: int
    end: int
    own: int
    own_end: int


def words_of(text: str) -> Words:
    """Return the words of a text, in order; what is neither letter, digit nor mark (white space, controls) is none."""
    starts, ends, first, pieces = list[int](), list[int](), list[int](), list[int]()
    for start, end, numbers in words_in(text):
        starts.append(start)
        ends.append(end)
        first.append(len(pieces))
        pieces += numbers
    places = _ints(starts), _ints(ends)
    return Words(*places, _ints(first), _forms(text, *places), _ints(pieces))


def windows_of(words: Words) -> Iterator[Window]:
    """Yield the windows in which a text is read, in order; each overlaps the next by a quarter.

    Words near a border are so read twice, and what the readings say of them is averaged.
    """
    ends = np.append(words.first[1:], len(words.pieces))
    at, end = 0, 0
    while end < len(words):
        begin = max(min(at, len(words.pieces) - _ROOM), 0)
        start = int(np.searchsorted(words.first, begin))
        end = max(int(np.searchsorted(ends, words.first[start] + _ROOM, side="right")), start + 1)
        yield Window(start, end, start, end)
        at = begin + _ROOM - _OVERLAP


def training_windows(words: Words, room: int, shift: int) -> Iterator[Window]:
    """Yield windows of at most `room` pieces that together own each word once, in order, with some words around.

    `shift` makes the first one shorter by so many pieces, so that training sees a word at every place of a window.
    """
    own, stride = 0, room - BEFORE - AFTER
    while own < len(words):
        at = int(words.first[own])
        goal = at + max(stride - shift, 1)
        shift = 0
        own_end = max(int(np.searchsorted(words.first, goal)), own + 1)
        start = int(np.searchsorted(words.first, max(at - BEFORE, 0)))
        end = int(np.searchsorted(words.first, goal + AFTER))
        yield Window(min(start, own), max(end, own_end), own, own_end)
        own = own_end


def pieces_of(words: Words, window: Window) -> tuple[Ints, Ints, Ints]:
    """Return the window's piece ids with the special ones, the form of each, and where each word's first piece is."""
    begin = int(words.first[window.start])
    stop = int(words.first[window.end]) if window.end < len(words) else len(words.pieces)
    ids = np.concatenate(([CLS], words.pieces[begin:stop], [SEP]))[:WINDOW]
    first = np.minimum(words.first[window.start : window.end] - begin + 1, WINDOW - 1)
    counts = np.diff(np.append(words.first[window.start : window.end], stop))
    forms = np.concatenate(([0], np.repeat(words.forms[window.start : window.end], counts), [0]))[:WINDOW]
    return ids, forms, first


def _ints(numbers: list[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)


def _forms(text: str, starts: Ints, ends: Ints) -> Ints:
    breaks = [m.end() for m in _BREAK.finditer(text)] or [m.end() for m in _LINE.finditer(text)]
    opens_paragraph = np.zeros(len(starts), dtype=np.int64)
    at = np.searchsorted(starts, np.array([0, *breaks]))
    opens_paragraph[at[at < len(starts)]] = 1
    case, quoted = np.zeros(len(starts), dtype=np.int64), np.zeros(len(starts), dtype=np.int64)
    is_open = False
    for n, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        word = text[start:end]
        if opens_paragraph[n]:
            is_open = False
        case[n] = 0 if word.islower() else 2 if word.isupper() and len(word) > 1 else 1 if word[:1].isupper() else 3
        if _MARK.match(word) or (word in "`'" and _MARK.match(text, start)):
            closes = word in _CLOSING or (is_open and word not in _OPENING)
            quoted[n] = 3 if closes else 1
            is_open = not closes
        else:
            quoted[n] = 2 if is_open else 0
    return (case * 4 + quoted) * 2 + opens_paragraph
