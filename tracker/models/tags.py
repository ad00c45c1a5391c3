"""Tags of words: the best legal sequence of them, the runs they make, and which words may be a cue."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tracker.models.words import Ints

Floats = NDArray[np.float32]
Run = tuple[int, int]  # numbers of the first word and of the word after the last

TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
REACH = 48  # words before and after the first word of a place, in which its source and content are sought
_LEAST_CUE = 0.1  # probability from which on a word may begin a cue
_BEGIN_CUE, _IN_CUE = TAGS.index("B-cue"), TAGS.index("I-cue")
IN_CONTENT = TAGS.index("I-content")
_IMPOSSIBLE = np.float32(-1e4)  # as a score


def _transitions(kinds: int) -> Floats:
    """Scores of the transitions from tag (rows) to tag: an inside tag follows only its own begin or inside tag."""
    steps = np.zeros((2 * kinds + 1, 2 * kinds + 1), dtype=np.float32)
    for kind in range(kinds):
        inside = 2 * kind + 2
        steps[:, inside] = _IMPOSSIBLE
        steps[inside - 1, inside] = steps[inside, inside] = 0
    return steps


def best_tags(scores: Floats) -> Ints:
    """Return the best legal sequence of tags (rows, words) for scores (rows, words, tags), by Viterbi's algorithm."""
    rows, length, tags = scores.shape
    steps = _transitions((tags - 1) // 2)
    best = scores[:, 0].copy()
    best[:, 2::2] += _IMPOSSIBLE  # no sequence begins with an inside tag
    backpointers = np.zeros((rows, length, tags), dtype=np.int64)
    for n in range(1, length):
        through = best[:, :, None] + steps
        backpointers[:, n] = through.argmax(1)
        best = through.max(1) + scores[:, n]
    path, every_row = np.zeros((rows, length), dtype=np.int64), np.arange(rows)
    if length:
        path[:, -1] = best.argmax(1)
    for n in range(length - 1, 0, -1):
        path[:, n - 1] = backpointers[every_row, n, path[:, n]]
    return path


def runs_of(tags: Ints, begin: int) -> list[Run]:
    """Return the runs of words with the begin tag of that number and the inside tag after it in the list of tags."""
    runs: list[Run] = []
    for n in np.flatnonzero((tags == begin) | (tags == begin + 1)).tolist():
        if tags[n] == begin or not runs or runs[-1][1] != n:
            runs.append((n, n + 1))
        else:
            runs[-1] = (runs[-1][0], n + 1)
    return runs


def log_softmax(scores: Floats) -> Floats:
    """Return the log probabilities of scores (logits) over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def tag_words(scores: Floats) -> Ints:
    """Return the best legal sequence of tags of a text, by their numbers in TAGS, from scores (words, tags)."""
    tags: Ints = best_tags(log_softmax(scores)[None])[0]
    return tags


def possible_cues(scores: Floats, tags: Ints) -> list[Run]:
    """Return the cues of the best tags, then other runs that may be one, between which the second reading decides."""
    cues = runs_of(tags, _BEGIN_CUE)
    free = np.ones(len(tags), dtype=bool)
    for first, after in cues:
        free[first:after] = False
    probabilities = np.exp(log_softmax(scores))
    continues = free & (probabilities.argmax(1) == _IN_CUE)
    for first in np.flatnonzero(free & (probabilities[:, _BEGIN_CUE] > _LEAST_CUE)).tolist():
        after = first + 1
        while after < len(tags) and continues[after]:
            after += 1
        cues.append((first, after))
    return cues


def around(values: Floats, runs: list[Run]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the rows of `values` for the words around the first of each run, and which of them are words of the text.

    The rows are (runs, 2 * REACH + 1, numbers a word), zeros beyond the text.
    """
    numbers = np.array([first for first, _ in runs])[:, None] + np.arange(-REACH, REACH + 1)
    is_word = (numbers >= 0) & (numbers < len(values))
    return values[np.clip(numbers, 0, len(values) - 1)] * is_word[:, :, None], is_word
