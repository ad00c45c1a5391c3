"""Runs the trained weights: what a text is about, whether it contests something, and how two texts relate.

The small model reads what a text is about, and which texts surely contest nothing; the large one, ten times as slow,
whether the others do, and how two relate.

Each text or pair is a run of its own, without padding, so that the 8-bit scales of a run depend on its text alone, and
what is found on neither the order of articles nor the number of threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tracker.models.relations.encoding import Text, pieces_alone, pieces_of_texts
from tracker.models.statements.encoding import Ints

FOLDER = Path(__file__).parent
RELATIONS = ("same", "denies", "other", "agrees")
_REMEMBERED = 4096  # texts and pairs whose answer is kept: wire copy says the same again

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """Of one text: what it is about, as 128 numbers of 8 bits, and the probability that it contests something.

    The dot product of two `about` by 127² is their cosine.
    """

    about: bytes
    contests: float


@dataclass(frozen=True, slots=True)
class Relation:
    """Four probabilities: that both texts say the same, that the second denies the first, that neither is so, or that
    the first agrees with the second, which denies another claim.
    """

    same: float
    denies: float
    other: float
    agrees: float


@lru_cache(_REMEMBERED)
def reading_of(before: str, text: str, may_contest: float) -> Read:
    """Return what is read of a text; what stands `before` it tells whom and what its pronouns mean.

    From the probability `may_contest` on, as the small model has it, the large one reads whether it contests something.
    """
    ids, segments = pieces_alone(before, text)
    about, scores = _run("readings", ("about", "contests"), ids=ids, segments=segments)
    vector: NDArray[np.int8] = np.rint(about / np.linalg.norm(about) * 127).astype(np.int8)
    contests = float(_shares(scores)[1])
    if contests >= may_contest:
        ids, kinds = pieces_of_texts((before, text))
        (scores,) = _run("relations", ("contests",), ids=ids, kinds=kinds)
        contests = float(_shares(scores)[1])
    return Read(vector.tobytes(), contests)


@lru_cache(_REMEMBERED)
def relation_of(claim: Text, reply: Text) -> Relation:
    """Return how what `reply` says relates to what `claim` says; each with what stands before it."""
    ids, kinds = pieces_of_texts(claim, reply)
    (relation,) = _run("relations", ("relation",), ids=ids, kinds=kinds)
    return Relation(*map(float, _shares(relation)))


def _run(graph: str, asked: Sequence[str], **pieces: Ints) -> list[Floats]:
    found: list[Floats] = _session(graph).run(asked, pieces)
    return [scores[0] for scores in found]


def _shares(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), np.float32)


@cache
def _session(graph: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(FOLDER / f"{graph}.onnx", options, providers=["CPUExecutionProvider"])
