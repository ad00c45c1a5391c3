"""From the network's scores to attributions: which words are cue, source and content, and which belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tracker.models.statements.encoding import Ints

Floats = NDArray[np.float32]
# Of the words around each cue, the cue and a mask of what is a word: scores of roles, and of each cue that it is one.
RoleReader = Callable[[Floats, Floats, NDArray[np.bool_]], tuple[Floats, Floats]]
Run = tuple[int, int]  # numbers of the first word and of the word after the last

TAGS = ("O", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
REACH = 48  # words before and after the first word of a cue that its source and content are sought in
SOURCE_BIAS = 0.5  # added to the scores of source roles; chosen on development articles, as the next three
SURE = (-0.1, 0.8, 1.4)  # of sureness: what is added, and the weights of the cue's score and of the content's roles
LEAST_SURE = 0.36  # an attribution less sure than this is left out
_POSSIBLE = 0.1  # the probability from which on a word may begin a cue
_NOTHING = 5.0
_IN_CUE, _IN_CONTENT = TAGS.index("I-cue"), TAGS.index("I-content")
_CONTENT_ROLE = ROLES.index("B-content")
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


def read_roles(scores: Floats, word: Floats, cue: Floats, roles: RoleReader) -> list[Found]:
    """Return the attributions of a text, given its words' tag scores and vectors and the second reading, `roles`."""
    tags = tag_words(scores)
    cues = possible_cues(scores, tags)
    if not cues:
        return []
    window, is_word = around(word, cues)
    read, is_cue = roles(window, np.stack([cue[a:b].mean(0) for a, b in cues]), is_word)
    read = log_softmax(read)
    weighed = read + np.array([0, SOURCE_BIAS, SOURCE_BIAS, 0, 0], dtype=np.float32)
    weighed[~is_word, 1:] = _NEVER
    found = []
    for n, path in enumerate(best_tags(weighed)):
        at = cues[n][0] - REACH
        source, content = ([(at + a, at + b) for a, b in runs_of(path, begin)] for begin in (1, 3))
        found.append(Found(cues[n], source, content, _sureness(float(is_cue[n]), read[n], path)))
    return _run_on(_told_once([f for f in found if f.content and f.sureness >= LEAST_SURE]), tags)


def _sureness(is_cue: float, read: Floats, path: Ints) -> float:
    """How sure it is that there is an attribution with this content, from the cue's score and the content's roles."""
    content = read[path >= _CONTENT_ROLE, path[path >= _CONTENT_ROLE]]
    of_content = float(content.mean()) if len(content) else -_NOTHING
    return float(1 / (1 + np.exp(-(SURE[0] + SURE[1] * is_cue + SURE[2] * of_content))))


def _told_once(found: list[Found]) -> list[Found]:
    """Leave out attributions most of whose content is that of a surer one; the rest in the order of their cues."""
    kept: list[tuple[set[int], Found]] = []
    for attribution in sorted(found, key=lambda f: -f.sureness):
        words = {n for first, after in attribution.content for n in range(first, after)}
        if all(2 * len(words & others) < len(words | others) for others, _ in kept):
            kept.append((words, attribution))
    return sorted((attribution for _, attribution in kept), key=lambda f: f.cue)


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
