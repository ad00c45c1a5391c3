"""Facts about two statements of one article, by which the reader tells whether one answers the other.

What a denial, a refusal or a confirmation answers is learned (`reader.py`), as antecedents are ranked (Lee et al.,
EMNLP 2017), from the vectors of both statements and from these facts: which comes first and how far apart they stand,
whether one stands within the other, whether their sources share a rare word, whether the other speaks of the source of
the answer, and how many rare words their contents share. Training and reading share them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tracker.models.mentions import Seen
from tracker.models.words import Ints, Words

BACK, AHEAD = 60, 10  # statements before and after an answer, among which what it answers is sought
# Upper bounds of the buckets of the distance; the last bucket is whatever is farther.
_STATEMENTS_BEFORE = (1, 2, 3, 4, 6, 9, 15)
_STATEMENTS_AFTER = (1, 2, 4)
_PARAGRAPHS_BEFORE = (0, 1, 2, 3, 6)
# How many values each fact has, in the order of `facts`, and where they begin in one table of all.
SIZES = (len(_STATEMENTS_BEFORE) + 1 + len(_STATEMENTS_AFTER) + 1, len(_PARAGRAPHS_BEFORE) + 3, 3, 3, 2, 4)
OFFSETS = np.cumsum((0, *SIZES[:-1]))
_LAST_COMMON = 1996 + 300  # id of a piece; from id 1996 on the vocabulary has words in the order of their frequency


def facts(words: Words, paragraphs: Ints, here: int, near: Sequence[int], statements: Sequence[Seen]) -> Ints:
    """Return the facts about the answer `here` and each statement of `near`, as rows (near, len(SIZES)) of one table.

    Both are numbers of `statements`, those of a text in order; `paragraphs` has the number of each word's paragraph.
    """
    answer = statements[here]
    source, content = _rare_words(words, answer.source), _rare_words(words, answer.content)
    rows = np.zeros((len(near), len(SIZES)), dtype=np.int64)
    for row, n in enumerate(near):
        answered = statements[n]
        other_source = _rare_words(words, answered.source)
        other_content = _rare_words(words, answered.content)
        same_source = 2 if not source or not other_source else int(not source.isdisjoint(other_source))
        rows[row] = (
            _step_bucket(here - n),
            _paragraph_bucket(int(paragraphs[answer.anchor[0]] - paragraphs[answered.anchor[0]])),
            _nesting(answer, answered),
            same_source,
            int(not source.isdisjoint(other_content)),
            min(len(content & other_content), SIZES[-1] - 1),
        )
    rows += OFFSETS
    return rows


def nearby(here: int, count: int) -> list[int]:
    """Return the numbers of the statements among which what statement `here` of `count` answers is sought."""
    return [n for n in range(max(0, here - BACK), min(count, here + AHEAD + 1)) if n != here]


def _step_bucket(before: int) -> int:
    if before > 0:
        return int(np.searchsorted(_STATEMENTS_BEFORE, before))
    return len(_STATEMENTS_BEFORE) + 1 + int(np.searchsorted(_STATEMENTS_AFTER, -before))


def _paragraph_bucket(before: int) -> int:
    if before >= 0:
        return int(np.searchsorted(_PARAGRAPHS_BEFORE, before))
    return len(_PARAGRAPHS_BEFORE) + (1 if before == -1 else 2)


def _nesting(answer: Seen, answered: Seen) -> int:
    """1 where the answer stands in the content of the other, 2 where the other in that of the answer, else 0."""
    if any(first <= answer.anchor[0] < after for first, after in answered.content):
        return 1
    return 2 if any(first <= answered.anchor[0] < after for first, after in answer.content) else 0


def _rare_words(words: Words, runs: Sequence[tuple[int, int]]) -> set[int]:
    """The first pieces of the words of some runs that are not among the most frequent 300."""
    pieces = (int(words.pieces[words.first[n]]) for first, after in runs for n in range(first, after))
    return {piece for piece in pieces if piece > _LAST_COMMON}
