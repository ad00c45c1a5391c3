"""What of the places of two statements of one article tells whether one answers the other.

What a denial, a refusal or a confirmation answers is learned (`reader.py`), as antecedents are ranked (Lee et al.,
EMNLP 2017); here are the plain facts that go into it beside what was read of both: which comes first and how far apart
they stand, whether one stands within the other, whether both have one source, whether one is about the source of the
other, and how many of the rarer words both have. Training and reading share them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tracker.models.mentions import Seen
from tracker.models.words import Ints, Words

BACK, AHEAD = 60, 10  # statements before and after one among which what it answers is sought
_STEPS = (1, 2, 3, 4, 6, 9, 15)  # so many statements before, and further
_STEPS_AFTER = (1, 2, 4)
_PARAGRAPHS = (0, 1, 2, 3, 6)
SIZES = (len(_STEPS) + 1 + len(_STEPS_AFTER) + 1, len(_PARAGRAPHS) + 3, 3, 3, 2, 4)
OFFSETS = np.cumsum((0, *SIZES[:-1]))
_RARER = 1996 + 300  # number of a word in the vocabulary, which stands in the order of frequency from 1996 on


def facts(words: Words, paragraphs: Ints, here: int, near: Sequence[int], every: Sequence[Seen]) -> Ints:
    """Return what is seen from statement `here` of each of those `near` (near, len(SIZES)), to look up in one table.

    All are numbers of `every`, the statements of a text in order; `paragraphs` has the number of each word's paragraph.
    """
    one = every[here]
    source, content = _rarer(words, one.source), _rarer(words, one.content)
    rows = np.zeros((len(near), len(SIZES)), dtype=np.int64)
    for row, n in enumerate(near):
        other = every[n]
        theirs = _rarer(words, other.source)
        their_content = _rarer(words, other.content)
        same = 2 if not source or not theirs else int(not source.isdisjoint(theirs))
        rows[row] = (
            _step(here - n),
            _paragraph(int(paragraphs[one.anchor[0]] - paragraphs[other.anchor[0]])),
            _within(one, other),
            same,
            int(not source.isdisjoint(their_content)),
            min(len(content & their_content), SIZES[-1] - 1),
        )
    rows += OFFSETS
    return rows


def nearby(here: int, count: int) -> list[int]:
    """Return the numbers of the statements among which what statement `here` of `count` answers is sought."""
    return [n for n in range(max(0, here - BACK), min(count, here + AHEAD + 1)) if n != here]


def _step(before: int) -> int:
    if before > 0:
        return int(np.searchsorted(_STEPS, before))
    return len(_STEPS) + 1 + int(np.searchsorted(_STEPS_AFTER, -before))


def _paragraph(before: int) -> int:
    if before >= 0:
        return int(np.searchsorted(_PARAGRAPHS, before))
    return len(_PARAGRAPHS) + (1 if before == -1 else 2)


def _within(one: Seen, other: Seen) -> int:
    if any(a <= one.anchor[0] < b for a, b in other.content):
        return 1
    return 2 if any(a <= other.anchor[0] < b for a, b in one.content) else 0


def _rarer(words: Words, runs: Sequence[tuple[int, int]]) -> set[int]:
    """The first pieces of the rarer words of some runs."""
    pieces = (int(words.pieces[words.first[n]]) for first, after in runs for n in range(first, after))
    return {piece for piece in pieces if piece > _RARER}
