"""Reads attributions from a text with the trained weights: tag the words, find the cues, read the roles of each cue.

The weights are opened once. Each window is a run of its own, without padding, so that the 8-bit scales of a window
depend on its text alone, and what is found on neither the number of articles read together nor that of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tracker.models.statements.decoding import Floats, Run, log_softmax, read_roles
from tracker.models.statements.encoding import FOLDER, Ints, Words, pieces_of, windows_of, words_of

Place = tuple[int, int]  # code points, start and end
_SMALL = np.float32(1e-9)  # a probability that stands for none
_CUES_AT_ONCE = 32  # cues whose surroundings are read in one run; more would only need more memory


@dataclass(frozen=True, slots=True)
class Tagged:
    """The places of one attribution in a text, and how sure it is, between 0 and 1 (no probability)."""

    source: tuple[Place, ...]
    cue: Place
    content: tuple[Place, ...]
    sureness: float


def read_attributions(text: str) -> list[Tagged]:
    """Return the attributions of a text in the order of their cues; the same text gives the same ones."""
    words = words_of(text)
    if not len(words):
        return []
    found = read_roles(*averaged(words, _tagged), _roles)
    return [
        Tagged(_places(words, f.source), _places(words, [f.cue])[0], _places(words, f.content), f.sureness)
        for f in found
    ]


def _places(words: Words, runs: list[Run]) -> tuple[Place, ...]:
    return tuple((int(words.starts[first]), int(words.ends[after - 1])) for first, after in runs)


def averaged(words: Words, read: Callable[[Ints, Ints, Ints], Sequence[Floats]]) -> tuple[Floats, Floats, Floats]:
    """Return of each word the logarithms of its tags' probabilities and its two vectors, the mean of its windows'.

    `read` gives tag scores and vectors of a window's words, from its pieces, their forms and the words' first pieces.
    """
    sums: list[Floats] = []
    times = np.zeros((len(words), 1), np.float32)
    for window in windows_of(words):
        scores, word, cue = read(*pieces_of(words, window))
        read_now = (np.exp(log_softmax(scores)), word, cue)
        sums = sums or [np.zeros((len(words), part.shape[1]), np.float32) for part in read_now]
        for total, part in zip(sums, read_now, strict=True):
            total[window.start : window.end] += part
        times[window.start : window.end] += 1
    tags, word, cue = (total / times for total in sums)
    return np.log(tags + _SMALL), word, cue


def _tagged(ids: Ints, forms: Ints, first: Ints) -> Sequence[Floats]:
    scores: Sequence[Floats] = _session("statements").run(None, {"ids": ids, "forms": forms, "first": first})
    return scores


def _roles(around: Floats, cue: Floats, is_word: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    mask = is_word.astype(np.int32)
    runs = []
    for n in range(0, len(cue), _CUES_AT_ONCE):
        some = slice(n, n + _CUES_AT_ONCE)
        runs.append(_session("roles").run(None, {"around": around[some], "cue": cue[some], "mask": mask[some]}))
    roles, is_cue = (np.concatenate(parts) for parts in zip(*runs, strict=True))
    return roles, is_cue[:, 0]


@cache
def _session(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(FOLDER / f"{name}.onnx", options, providers=["CPUExecutionProvider"])
