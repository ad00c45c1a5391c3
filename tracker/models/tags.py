"""Tags of words: the best legal sequence of them, the runs they make, and which words may be a cue."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tracker.models.words import Ints

Floats = NDArray[np.float32]
Run = tuple[int, int]  # numbers of the first word and of the word after the last

TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
REACH = 48  # words before and after the first word of a place that its source and content are sought in
_POSSIBLE = 0.1  # the probability from which on a word may begin a cue
_IN_CUE = TAGS.index("I-cue")
IN_CONTENT = TAGS.index("I-content")
_NEVER = np.float32(-1e4)


def _legal(kinds: int) -> Floats:
    """Scores of the steps from tag to tag: an inside tag follows only its own begin or inside tag."""
    steps = np.zeros((2 * kinds + 1, 2 * kinds + 1), dtype=np.float32)
    for kind in range(kinds):
        inside = 2 * kind + 2
        steps[:, inside] = _NEVER
        steps[inside - 1, inside] = steps[inside, inside] = 0
    return steps


def best_tags(scores: Floats) -> Ints:
    """Return the best legal sequence of tags (rows, words) for scores (rows, words, tags), by Viterbi's algorithm."""
    rows, length, tags = scores.shape
    steps = _legal((tags - 1) // 2)
    best = scores[:, 0].copy()
    best[:, 2::2] += _NEVER
    back = np.zeros((rows, length, tags), dtype=np.int64)
    for at in range(1, length):
        through = best[:, :, None] + steps
        back[:, at] = through.argmax(1)
        best = through.max(1) + scores[:, at]
    path, each = np.zeros((rows, length), dtype=np.int64), np.arange(rows)
    if length:
        path[:, -1] = best.argmax(1)
    for at in range(length - 1, 0, -1):
        path[:, at - 1] = back[each, at, path[:, at]]
    return path


def runs_of(tags: Ints, begin: int) -> list[Run]:
    """Return the runs of words that have the tag `begin` and then `begin + 1`."""
    runs: list[Run] = []
    for at in np.flatnonzero((tags == begin) | (tags == begin + 1)).tolist():
        if tags[at] == begin or not runs or runs[-1][1] != at:
            runs.append((at, at + 1))
        else:
            runs[-1] = (runs[-1][0], at + 1)
    return runs


def log_softmax(scores: Floats) -> Floats:
    """Return the logarithms of the probabilities over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def tag_words(scores: Floats) -> Ints:
    """Return a tag for each word of a text from its words' tag scores."""
    tags: Ints = best_tags(log_softmax(scores)[None])[0]
    return tags


def possible_cues(scores: Floats, tags: Ints) -> list[Run]:
    """Return the cues of the tags and then what else may be one: the second reading decides."""
    cues = runs_of(tags, 1)
    free = np.ones(len(tags), dtype=bool)
    for first, after in cues:
        free[first:after] = False
    sure = np.exp(log_softmax(scores))
    goes_on = free & (sure.argmax(1) == _IN_CUE)
    for first in np.flatnonzero(free & (sure[:, 1] > _POSSIBLE)).tolist():
        after = first + 1
        while after < len(tags) and goes_on[after]:
            after += 1
        cues.append((first, after))
    return cues


def around(values: Floats, cues: list[Run]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the rows of `values` for the words around each cue, and which of them are words of the text."""
    at = np.array([a for a, _ in cues])[:, None] + np.arange(-REACH, REACH + 1)
    is_word = (at >= 0) & (at < len(values))
    return values[np.clip(at, 0, len(values) - 1)] * is_word[:, :, None], is_word
