"""From what stands in an article to the numbers that the network reads; for training and reading alike."""

from __future__ import annotations

import re

import numpy as np

from tracker.models.statements.encoding import CLS, SEP, Ints, tokenizer

LONGEST = 64  # pieces of one text that are read: what news statements say first
_BEFORE = 40  # pieces before it
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a pair, which the tokenizer refuses


def pieces_alone(before: str, text: str) -> tuple[Ints, Ints]:
    """Return the pieces of a text and of what stands before it, with the special ones, and of which of both each is."""
    return _joined(_pieces(before)[-_BEFORE:], _pieces(text)[:LONGEST])


def pieces_of_pair(first: str, second: str) -> tuple[Ints, Ints]:
    """Return the pieces of two texts, with the special ones, and for each piece which text it is of."""
    return _joined(_pieces(first)[:LONGEST], _pieces(second)[:LONGEST])


def _pieces(text: str) -> list[int]:
    return list(tokenizer().encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False).ids)


def _joined(first: list[int], second: list[int]) -> tuple[Ints, Ints]:
    ids = [CLS, *first, SEP, *second, SEP]
    segments = [0] * (len(first) + 2) + [1] * (len(second) + 1)
    return np.array(ids, dtype=np.int64), np.array(segments, dtype=np.int64)
