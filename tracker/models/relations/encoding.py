"""From what stands in an article to the numbers that the network reads; for training and reading alike."""

from __future__ import annotations

import re

import numpy as np

from tracker.models.words import CLS, SEP, Ints, tokenizer

LONGEST = 64  # pieces of one text that are read: what news statements say first
_BEFORE, _BEFORE_EACH = 40, 28  # pieces before one that is read alone; before each of two
REACH = 260  # code points before a statement that hold more than so many pieces
_TOO_LONG = 600  # code points of a statement beyond which its claim stands for it: it holds much of others' words
Text = tuple[str, str]  # what stands before it, and the words
Place = tuple[int, int]
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a pair, which the tokenizer refuses


def before(text: str, start: int) -> str:
    """Return what stands before a place of an article, as far as it is read with what stands there."""
    return plain(text[max(0, start - REACH) : start])


def whole(statement: str, claim: str) -> str:
    """Return the words of a statement, with who says it and how; those of its claim where they are too many."""
    words = plain(statement)
    return words if len(words) <= _TOO_LONG else claim


def without_before(text: Text) -> Text:
    """Return a text without what stands before it."""
    return "", text[1]


def plain(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def pieces_of_texts(*texts: Text) -> tuple[Ints, Ints]:
    """Return the pieces of one or two texts and of what stands before each, with the special ones, and what each is of.

    That is 1 for the first text, 2 for the second, 0 for all else.
    """
    ids, kinds = [CLS], [0]
    reach = _BEFORE_EACH if len(texts) > 1 else _BEFORE
    for n, (before, text) in enumerate(texts):
        first, second = pieces_of(before)[-reach:], pieces_of(text)[:LONGEST]
        parts = [([SEP] if n else [], 0), ([*first, SEP] if first else [], 0), (second, n + 1), ([SEP], 0)]
        ids += [piece for pieces, _ in parts for piece in pieces]
        kinds += [kind for pieces, kind in parts for _ in pieces]
    return np.array(ids, dtype=np.int64), np.array(kinds, dtype=np.int64)


def pieces_of(text: str) -> list[int]:
    """Return the pieces of a text."""
    return pieces_with_places(text)[0]


def pieces_with_places(text: str) -> tuple[list[int], list[Place]]:
    """Return the pieces of a text, and where in it each stands (code points)."""
    encoded = tokenizer().encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    return list(encoded.ids), list(encoded.offsets)
