"""Says how two statements relate, read together: whether they say the same, or the second denies the first.

Each text is read with what stands before it, in one run without padding, so that what is found depends on the two
alone: on neither the order of articles nor the number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tracker.models.weights import session
from tracker.models.wordpiece import words_in
from tracker.models.words import CLS, SEP, Ints

RELATIONS = ("same", "denies", "other")
LONGEST = 56  # pieces of one text that are read: what news statements say first
_BEFORE = 20  # pieces before each of two
REACH = 200  # code points before a statement that hold more than so many pieces
_TOO_LONG = 600  # code points of a statement beyond which its claim stands for it: it holds much of others' words
_REMEMBERED = 4096  # texts whose pieces are kept, and pairs whose answer is: wire copy says the same again

Text = tuple[str, str]  # what stands before it, and the words
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Relation:
    """Three probabilities: that both texts say the same, that the second denies the first, and that neither is so."""

    same: float
    denies: float
    other: float


@lru_cache(_REMEMBERED)
def relation_of(claim: Text, reply: Text) -> Relation:
    """Return how what `reply` says relates to what `claim` says; each with what stands before it."""
    ids, kinds = pieces_of_texts(claim, reply)
    (scores,) = session("pairs").run(["relation"], {"ids": ids, "kinds": kinds})
    grown = np.exp(scores - scores.max())
    return Relation(*map(float, grown / grown.sum()))


def pieces_of_texts(*texts: Text) -> tuple[Ints, Ints]:
    """Return the pieces of two texts and of what stands before each, with the special ones, and what each is of.

    That is 1 for the first text, 2 for the second, 0 for all else.
    """
    ids, kinds = [CLS], [0]
    for n, (before, text) in enumerate(texts):
        first, second = _pieces_of(before)[-_BEFORE:], _pieces_of(text)[:LONGEST]
        parts = [((*first, SEP) if first else (), 0), (second, n + 1), ((SEP,), 0)]
        ids += [piece for pieces, _ in parts for piece in pieces]
        kinds += [kind for pieces, kind in parts for _ in pieces]
    return np.array(ids, dtype=np.int64), np.array(kinds, dtype=np.int64)


def whole(statement: str, claim: str) -> str:
    """Return the words of a statement, with who says it and how; those of its claim where they are too many."""
    words = plain(statement)
    return words if len(words) <= _TOO_LONG else claim


def plain(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


@lru_cache(_REMEMBERED)
def _pieces_of(text: str) -> tuple[int, ...]:
    return tuple(number for _, _, numbers in words_in(text) for number in numbers)
