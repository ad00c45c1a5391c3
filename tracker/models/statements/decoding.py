"""From the network's scores to attributions: which words are cue, source and content, and which belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tracker.models.statements.encoding import Ints

Floats = NDArray[np.float32]
Run = tuple[int, int]  # numbers of the first word and of the word after the last

TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
REACH = 64  # words before and after the first word of a cue that its source and content are sought in
CUE_BIAS, SOURCE_BIAS = -0.2, 0.5  # added to the scores of cue tags and of source roles; chosen on development articles
LEAST_SURE = 0.08  # an attribution less sure than this is left out; weights and limit chosen on the same articles
_LONG = 40  # words of a content from which on its length adds nothing
_LITTLE, _NOTHING = np.float32(1e-6), 5.0
_IN_CONTENT = TAGS.index("I-content")
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as runs of words, with how sure it is, between 0 and 1."""

    cue: Run
    source: list[Run]
    content: list[Run]
    sureness: float


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
    path = np.zeros((rows, length), dtype=np.int64)
    if length:
        path[:, -1] = best.argmax(1)
    for at in range(length - 1, 0, -1):
        path[:, at - 1] = np.take_along_axis(back[:, at], path[:, at, None], 1)[:, 0]
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
    scores = log_softmax(scores)
    scores[:, 1:3] += CUE_BIAS
    tags: Ints = best_tags(scores[None])[0]
    return tags


def around(values: Floats, cues: list[Run]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the rows of `values` for the words around each cue, and which of them are words of the text."""
    at = np.array([a for a, _ in cues])[:, None] + np.arange(-REACH, REACH + 1)
    is_word = (at >= 0) & (at < len(values))
    return values[np.clip(at, 0, len(values) - 1)] * is_word[:, :, None], is_word


def read_roles(
    scores: Floats, word: Floats, cue: Floats, roles: Callable[[Floats, Floats, NDArray[np.bool_]], Floats]
) -> list[Found]:
    """Return the attributions of a text, given its words' tag scores and vectors and the second reading, `roles`."""
    tags = tag_words(scores)
    cues = runs_of(tags, 1)
    if not cues:
        return []
    window, is_word = around(word, cues)
    read = log_softmax(roles(window, np.stack([cue[a:b].mean(0) for a, b in cues]), is_word))
    weighed = read + np.array([0, SOURCE_BIAS, SOURCE_BIAS, 0, 0], dtype=np.float32)
    weighed[~is_word, 1:] = _NEVER
    sure_cues = _sure_of_cues(scores, cues)
    found = []
    for n, path in enumerate(best_tags(weighed)):
        at = cues[n][0] - REACH
        source, content = ([(at + a, at + b) for a, b in runs_of(path, begin)] for begin in (1, 3))
        sureness = float(np.exp(sure_cues[n] + _sure_of_roles(read[n], path)))
        if sureness >= LEAST_SURE:
            found.append(Found(cues[n], source, content, sureness))
    return _run_on(found, tags)


def _sure_of_cues(scores: Floats, cues: list[Run]) -> list[float]:
    """How sure the tags are of each cue: that it begins where it does, and that its words are in an attribution."""
    sure = log_softmax(scores)
    some = np.log1p(-np.exp(np.minimum(sure[:, 0], -_LITTLE)))
    return [float(sure[first, 1] + some[first:after].mean()) for first, after in cues]


def _sure_of_roles(read: Floats, path: Ints) -> float:
    """How sure the second reading is: the mean over the content twice and over the source, less for a short content."""
    chosen = np.take_along_axis(read, path[:, None], 1)[:, 0]
    content, source = chosen[path >= 3], chosen[(path == 1) | (path == 2)]
    sure = 2 * content.mean() if len(content) else -2 * _NOTHING
    sure += source.mean() if len(source) else -1
    return float(sure - max(0, 1 - len(content) / _LONG))


def _run_on(found: list[Found], tags: Ints) -> list[Found]:
    """Each content goes on as far as the tags of the text say, over words that no attribution has: long quotations."""
    free = np.ones(len(tags), dtype=bool)
    for attribution in found:
        for first, after in (attribution.cue, *attribution.source, *attribution.content):
            free[first:after] = False
    goes_on = free & (tags == _IN_CONTENT)
    longer = []
    for attribution in found:
        contents = []
        for run in attribution.content:
            first, after = run
            while after < len(tags) and goes_on[after]:
                goes_on[after] = free[after] = False
                after += 1
            while first > 0 and tags[first] == _IN_CONTENT and free[first - 1] and tags[first - 1] >= _IN_CONTENT - 1:
                first -= 1
                goes_on[first] = free[first] = False
            contents.append((first, after))
        longer.append(replace(attribution, content=contents))
    return longer
