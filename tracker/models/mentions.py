"""Which words of a text may stand for somebody, and what of their places tells whom a statement means.

A mention is a noun phrase of the parse. Whom a statement means is learned (`reader.py`); here are the plain facts that
go into that beside the states of the words: how far a mention stands from the statement, whether it lies in the words
of its source, whether it is a name, how often the text has it, and its role in the sentence (subjects are the likeliest
antecedents: Grosz, Joshi and Weinstein, Centering, 1995; the China of "the ambassador to China" says nothing). Training
and reading share them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.models.words import Ints, Words

# start and end (code points), whether it is a pronoun, and its number in ROLES
Phrase = tuple[int, int, bool, int]
Run = tuple[int, int]  # numbers of the first word and of the word after the last
Place = tuple[int, int]  # code points, start and end

TYPES = ("person", "people", "body", "document", "place", "other")  # what a mention names or describes
SPECIAL = ("outlet", "nobody", "open")  # whom a statement may mean beside the mentions: "open" is somebody not told
DISTANCES = 20  # buckets of the distance in words, before and after
PARAGRAPHS = 7  # the same paragraph, one to three before, one after, further before, further after
FORMS = 3  # a name, other words, a pronoun
COUNTS = 4  # how often the text has its last word: once, twice, up to four times, more
PARTS = 5  # within the source, the content, the statement otherwise; before it; after it
ALIKE = 3  # whether its last word is that of the source: no, yes, there is no source
ROLES = ("subject", "object", "of another", "apposition", "coordinated", "other")  # of a noun phrase, by the parse
SIZES = (DISTANCES, PARAGRAPHS, FORMS, COUNTS, PARTS, ALIKE, 2, len(ROLES))
OFFSETS = np.cumsum((0, *SIZES[:-1]))
NAME, OTHER, PRONOUN = range(FORMS)
_CAPITALS = 1  # the part of a word's form that tells its case, see `encoding.FORMS`: 1 and 2 begin with a capital


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a text in order: runs of words, and for each its form and how often its last word is there."""

    runs: Ints  # (mentions, 2)
    forms: Ints
    counts: Ints
    roles: Ints  # numbers in ROLES
    heads: tuple[str, ...]  # the last word of each, in small letters

    def __len__(self) -> int:
        """Return the number of mentions."""
        return len(self.runs)

    def part(self, which: slice) -> Mentions:
        """Return some of them, counted as in the whole text."""
        return Mentions(self.runs[which], self.forms[which], self.counts[which], self.roles[which], self.heads[which])


def mentions_of(text: str, words: Words, phrases: Sequence[Phrase]) -> Mentions:
    """Return the mentions at the noun phrases of a text."""
    runs, forms, roles, heads = [], [], [], []
    for start, end, is_pronoun, role in phrases:
        first = int(np.searchsorted(words.ends, start, side="right"))
        after = int(np.searchsorted(words.starts, end))
        if after <= first:
            continue
        last = _head(text, words, first, after)
        case = int(words.forms[last]) // 8
        runs.append((first, after))
        roles.append(role)
        forms.append(PRONOUN if is_pronoun else NAME if case in (_CAPITALS, _CAPITALS + 1) else OTHER)
        heads.append(text[words.starts[last] : words.ends[last]].lower())
    number = Counter(heads)
    counts = [min(COUNTS - 1, (number[head]).bit_length() - 1) for head in heads]
    return Mentions(
        np.array(runs, dtype=np.int64).reshape(-1, 2),
        np.array(forms, dtype=np.int64),
        np.array(counts, dtype=np.int64),
        np.array(roles, dtype=np.int64),
        tuple(heads),
    )


def _head(text: str, words: Words, first: int, after: int) -> int:
    """The number of a phrase's last word, without the "'s" that it may end with."""
    last = after - 1
    while last > first and not text[words.starts[last]].isalnum():
        last -= 1
    if last - 2 >= first and text[words.starts[last] : words.ends[last]].lower() == "s":
        last -= 2 if not text[words.starts[last - 1]].isalnum() else 0
    return last


def paragraphs_of(words: Words) -> Ints:
    """Return the number of the paragraph of each word."""
    numbers: Ints = np.cumsum(words.forms % 2)
    return numbers


def quoted_of(words: Words) -> NDArray[np.bool_]:
    """Return whether each word stands within quotation marks."""
    inside: NDArray[np.bool_] = (words.forms // 2) % 4 == 2
    return inside


@dataclass(frozen=True, slots=True)
class Seen:
    """From where mentions are seen: the place of a statement or meeting, and the runs of its source and content."""

    anchor: Run
    source: Sequence[Run]
    content: Sequence[Run]


def features(mentions: Mentions, paragraphs: Ints, quoted: NDArray[np.bool_], seen: Seen) -> Ints:
    """Return of each mention the numbers of its features (mentions, len(SIZES)), to look up in one table."""
    runs, anchor, source, content = mentions.runs, seen.anchor, seen.source, seen.content
    if not len(runs):
        return np.zeros((0, len(SIZES)), dtype=np.int64)
    hull = [anchor, *source, *content]
    start, end = min(a for a, _ in hull), max(b for _, b in hull)
    last = runs[:, 1] - 1
    distance = anchor[0] - runs[:, 0]
    bucket = np.minimum(np.log2(np.abs(distance) + 1).astype(np.int64), DISTANCES // 2 - 1)
    bucket = np.where(distance >= 0, bucket, DISTANCES // 2 + bucket)
    away = paragraphs[anchor[0]] - paragraphs[runs[:, 0]]
    paragraph = np.select([away == 0, away == 1, away == 2, away == 3, away == -1, away > 3], [0, 1, 2, 3, 4, 5], 6)
    part = np.select([last < start, runs[:, 0] >= end], [3, 4], 2)
    for number, where in ((1, content), (0, source)):
        for first, after in where:
            part[(runs[:, 0] >= first) & (runs[:, 1] <= after)] = number
    inside = [n for n in range(len(runs)) if part[n] == 0 and mentions.forms[n] != PRONOUN]
    named = {mentions.heads[n] for n in inside}
    alike = np.array([int(head in named) for head in mentions.heads]) if source else np.full(len(runs), 2)
    near = (bucket, paragraph, mentions.forms, mentions.counts, part, alike)
    rows: Ints = np.stack((*near, quoted[last].astype(np.int64), mentions.roles), 1) + OFFSETS
    return rows
