"""From a text to the numbers that the network reads: words, their pieces (sub-words) and forms, and windows of them.

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

WINDOW = 320  # pieces that the encoder reads at once, [CLS] and [SEP] included
BEFORE, AFTER = 32, 16  # pieces at the ends of a training window that only give context
CLS, SEP, MASK = 101, 102, 103  # ids of "[CLS]", "[SEP]" and "[MASK]" in BERT's uncased vocabulary
_ROOM = WINDOW - 2
_OVERLAP = _ROOM // 4  # pieces that two windows share; a half was measured to read no better, and costs a third more
# A word's form is (case * 4 + quoted) * 2 + opens_paragraph:
# case: 0 small letters, 1 begins with a capital, 2 capitals, 3 other (digits, marks, mixed)
# quoted: 0 outside quotation marks, 1 the opening mark, 2 inside, 3 the closing mark
WORD_FORMS = 4 * 4 * 2

_MARK = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''")
_OPENING, _CLOSING = "\u201c\u201e\u201f``\u00ab", "\u201d\u00bb"
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words (runs of letters and digits, or one mark of punctuation) and word pieces.

    For each word `starts` and `ends` are its code points, `first` is the number of its first piece, and `forms` one of
    WORD_FORMS. `pieces` has the id of each piece in the vocabulary.
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
    """The words from `start` to `end`, read at once; training takes losses only from those from `own` to `own_end`."""

    start: int
    end: int
    own: int
    own_end: int


def words_of(text: str) -> Words:
    """Return the words of a text in order; white space and control characters are in none."""
    starts, ends, first, pieces = list[int](), list[int](), list[int](), list[int]()
    for start, end, ids in words_in(text):
        starts.append(start)
        ends.append(end)
        first.append(len(pieces))
        pieces += ids
    places = _ints(starts), _ints(ends)
    return Words(*places, _ints(first), _forms(text, *places), _ints(pieces))


def windows_of(words: Words) -> Iterator[Window]:
    """Yield the windows in which a text is read, in order; each overlaps the next by a quarter.

    So words near a border are read twice, and the reader takes the mean of both.
    """
    piece_ends = np.append(words.first[1:], len(words.pieces))
    next_piece, end = 0, 0
    while end < len(words):
        first_piece = max(min(next_piece, len(words.pieces) - _ROOM), 0)
        start = int(np.searchsorted(words.first, first_piece))
        end = max(int(np.searchsorted(piece_ends, words.first[start] + _ROOM, side="right")), start + 1)
        yield Window(start, end, start, end)
        next_piece = first_piece + _ROOM - _OVERLAP


def training_windows(words: Words, room: int, shift: int) -> Iterator[Window]:
    """Yield windows of at most `room` pieces, in order, that own each word once and have context around what they own.

    `shift` is the number of pieces by which the first is shorter, so that training sees a word anywhere in a window.
    """
    own, stride = 0, room - BEFORE - AFTER
    while own < len(words):
        first_piece = int(words.first[own])
        end_piece = first_piece + max(stride - shift, 1)
        shift = 0
        own_end = max(int(np.searchsorted(words.first, end_piece)), own + 1)
        start = int(np.searchsorted(words.first, max(first_piece - BEFORE, 0)))
        end = int(np.searchsorted(words.first, end_piece + AFTER))
        yield Window(min(start, own), max(end, own_end), own, own_end)
        own = own_end


def pieces_of(words: Words, window: Window) -> tuple[Ints, Ints, Ints]:
    """Return a window's piece ids from [CLS] to [SEP], the form of each, and the place of each word's first among them.

    A word of more pieces than the window has room for is cut.
    """
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
    """The form of each word; paragraphs part at blank lines, at every line where there are none."""
    breaks = [m.end() for m in _PARAGRAPH_BREAK.finditer(text)] or [m.end() for m in _LINE.finditer(text)]
    opens_paragraph = np.zeros(len(starts), dtype=np.int64)
    openers = np.searchsorted(starts, np.array([0, *breaks]))
    opens_paragraph[openers[openers < len(starts)]] = 1
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
