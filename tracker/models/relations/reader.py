"""Runs the trained weights: what the statements of an article tell and contest, and how two texts relate.

The first half of an encoder sees pieces of text for three networks that go on from there: one reads an article whole,
window by window, one a text alone, and one two together. Each text, pair or window is a run of its own, without
padding, so that the 8-bit scales of a run depend on it alone, and what is found on neither the order of articles nor
the number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tracker.models.relations.encoding import Text, pieces_of_texts
from tracker.models.relations.windows import Window, windows_of
from tracker.models.words import Ints

FOLDER = Path(__file__).parent
RELATIONS = ("same", "denies", "other", "agrees")
_NUMBERS = 128
_THREADS = 4  # at most: two take two thirds of the time of one; a text is too short for many
_REMEMBERED = 4096  # texts and pairs whose answer is kept: wire copy says the same again

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """Of a statement, as its article tells it: how likely it contests something, and what it tells and denies.

    The vectors have 128 numbers of 8 bits: what one statement denies lies near what those tell that it answers, and
    what says the same near each other. The dot product of two by 127² is their cosine.
    """

    contests: float
    tells: bytes
    denies: bytes


_NOTHING = Read(0.0, bytes(_NUMBERS), bytes(_NUMBERS))  # what is no words


@dataclass(frozen=True, slots=True)
class Relation:
    """Four probabilities: that both texts say the same, that the second denies the first, that neither is so, or that
    the first agrees with the second, which denies another claim.
    """

    same: float
    denies: float
    other: float
    agrees: float


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """What is read of an article: for each window the network's answers, a row for each of its pieces."""

    windows: tuple[tuple[Window, Floats, Floats, Floats], ...]

    def of(self, start: int, end: int) -> Read:
        """Return what is read of what stands between two code points: the mean over its pieces in one window."""
        for window, *found in self.windows:
            if window.first <= start < window.last:
                inside = (window.starts < end) & (window.ends > start)
                if inside.any():
                    scores, tells, denies = (every[inside].mean(0) for every in found)
                    return Read(float(_shares(scores)[1]), _small(tells), _small(denies))
        return _NOTHING


@lru_cache(2)  # the article that is being read, and the one before
def article_read(text: str, title: str) -> ArticleRead:
    """Return what is read of a whole article; its title counts where the text does not begin with it."""
    found = []
    for window in windows_of(text, title):
        asked = ("contests", "tells", "denies")
        contests, tells, denies = _run("articles", asked, seen=encoded(window.ids), kinds=window.kinds)
        found.append((window, contests, tells, denies))
    return ArticleRead(tuple(found))


@lru_cache(_REMEMBERED)
def contests_alone(before: str, text: str) -> float:
    """Return how likely a text contests something (0 to 1), read with nothing but what stands `before` it."""
    ids, kinds = pieces_of_texts((before, text))
    (scores,) = _run("contesting", ("contests",), seen=encoded(ids), kinds=kinds)
    return float(_shares(scores[0])[1])


@lru_cache(_REMEMBERED)
def relation_of(claim: Text, reply: Text) -> Relation:
    """Return how what `reply` says relates to what `claim` says; each with what stands before it."""
    ids, kinds = pieces_of_texts(claim, reply)
    (relation,) = _run("relations", ("relation",), seen=encoded(ids), kinds=kinds)
    return Relation(*map(float, _shares(relation[0])))


def encoded(ids: Ints) -> Floats:
    """Return what the first half of the large encoder sees of each piece (pieces, 768)."""
    (seen,) = _run("encoder", ("seen",), ids=ids)
    return seen


def _run(graph: str, asked: Sequence[str], **given: Ints | Floats) -> list[Floats]:
    found: list[Floats] = session(graph).run(asked, given)
    return found


def _small(vector: Floats) -> bytes:
    small: NDArray[np.int8] = np.rint(vector / max(float(np.linalg.norm(vector)), 1e-9) * 127).astype(np.int8)
    return small.tobytes()


def _shares(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), np.float32)


@cache
def session(graph: str, threads: int = min(_THREADS, os.cpu_count() or 1)) -> onnxruntime.InferenceSession:
    """Return what runs a graph, in so many threads: what it finds is the same to the last bit with any number."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # four graphs wait for each other
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(FOLDER / f"{graph}.onnx", options, providers=["CPUExecutionProvider"])
