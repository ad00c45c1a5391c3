"""Reads two statements together: whether they say the same, or the second denies the first (a cross-encoder).

Each is read with the text before it as context, in one run without padding, so that the result depends on the two
alone: on neither the order of articles nor the number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tracker.models.weights import session
from tracker.models.wordpiece import words_in
from tracker.models.words import CLS, SEP, Ints

RELATIONS = ("same", "denies", "other")
LONGEST_TEXT = 56  # pieces of a statement that are read; the rest is cut
_CONTEXT = 20  # pieces of the text before a statement that are read with it
CONTEXT_REACH = 200  # code points before a statement that hold more pieces than that
_LONGEST_STATEMENT = (
    600  # code points; a longer one is read by the words of its claim: it holds much of what others say
)
_REMEMBERED = 4096  # texts whose pieces, and pairs whose relation are kept: wire copy has the same ones again

Text = tuple[str, str]  # the text before a statement, and its words


@dataclass(frozen=True, slots=True)
class Relation:
    """Three probabilities: that both texts say the same, that the second denies the first, and that neither is so."""

    same: float
    denies: float
    other: float


@lru_cache(_REMEMBERED)
def relation_of(claim: Text, reply: Text) -> Relation:
    """Return how what `reply` says relates to what `claim` says."""
    ids, segments = pieces_of_texts(claim, reply)
    (scores,) = session("pairs").run(["relation"], {"ids": ids, "kinds": segments})
    exponentials = np.exp(scores - scores.max())
    return Relation(*map(float, exponentials / exponentials.sum()))


def pieces_of_texts(*texts: Text) -> tuple[Ints, Ints]:
    """Return the ids of the pieces of two statements and their contexts, with [CLS] and [SEP], and the segment of each.

    The segment is 1 in the first statement, 2 in the second, 0 in all else.
    """
    ids, segments = [CLS], [0]
    for n, (before, text) in enumerate(texts):
        context, statement = _pieces_of(before)[-_CONTEXT:], _pieces_of(text)[:LONGEST_TEXT]
        parts = [((*context, SEP) if context else (), 0), (statement, n + 1), ((SEP,), 0)]
        ids += [piece for pieces, _ in parts for piece in pieces]
        segments += [segment for pieces, segment in parts for _ in pieces]
    return np.array(ids, dtype=np.int64), np.array(segments, dtype=np.int64)


def statement_or_claim(statement: str, claim: str) -> str:
    """Return the words of a statement with source and cue, in one line; those of its claim where it is too long."""
    words = in_one_line(statement)
    return words if len(words) <= _LONGEST_STATEMENT else claim


def in_one_line(text: str) -> str:
    """Return a text with a single space for each run of white space."""
    return " ".join(text.split())


@lru_cache(_REMEMBERED)
def _pieces_of(text: str) -> tuple[int, ...]:
    return tuple(id_ for _, _, ids in words_in(text) for id_ in ids)
