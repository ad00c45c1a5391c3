"""From what stands in an article to the numbers that the network reads; for training and reading alike."""

from __future__ import annotations

import re

import numpy as np

from tracker.models.statements.encoding import CLS, SEP, Ints, tokenizer

LONGEST = 64  # pieces of one text that are read: what news statements say first
_BEFORE, _BEFORE_EACH = 40, 28  # pieces before it; before each of two
REACH = 260  # code points before a statement that hold more than so many pieces
_TOO_LONG = 600  # code points of a statement beyond which its claim stands for it: it holds much of others' words
Text = tuple[str, str]  # what stands before it, and the words
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a pair, which the tokenizer refuses


def before(text: str, start: int) -> str:
    """Return what stands before a place of an article, as far as it is read with what stands there."""
    return plain(text[max(0, start - REACH) : start])


def whole(statement: str, claim: str) -> str:
    """Return the words of a statement, with who says it and how; those of its claim where they are too many."""
    words = plain(statement)
    return words if len(words) <= _TOO_LONG else claim


def plain(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def pieces_alone(before: str, text: str) -> tuple[Ints, Ints]:
    """Return the pieces of a text and of what stands before it, with the special ones, and of which of both each is."""
    return _joined(_pieces(before)[-_BEFORE:], _pieces(text)[:LONGEST])


def pieces_of_pair(one: Text, other: Text) -> tuple[Ints, Ints]:
    """Return the pieces of two texts and of what stands before each, with the special ones, and which are of a text."""
    ids, segments = [CLS], [0]
    for before, text in (one, other):
        first, second = _pieces(before)[-_BEFORE_EACH:], _pieces(text)[:LONGEST]
        ids += [*first, *second, SEP]
        segments += [*([0] * len(first)), *([1] * len(second)), 0]
    return np.array(ids, dtype=np.int64), np.array(segments, dtype=np.int64)


def _pieces(text: str) -> list[int]:
    return list(tokenizer().encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False).ids)


def _joined(first: list[int], second: list[int]) -> tuple[Ints, Ints]:
    ids = [CLS, *first, SEP, *second, SEP]
    segments = [0] * (len(first) + 2) + [1] * (len(second) + 1)
    return np.array(ids, dtype=np.int64), np.array(segments, dtype=np.int64)
