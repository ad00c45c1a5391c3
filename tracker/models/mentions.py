"""The mentions of a text, and their features as candidates for who makes a statement or takes part in a meeting.

A mention is a noun phrase of the parse. The choice among mentions is learned (`reader.py`), from the states of their
words and from these features: the distance from the statement, whether the mention lies in its source, whether it is a
name, how often the text has it, and its role in the sentence (subjects are the likeliest antecedents: Grosz, Joshi and
Weinstein, Centering, 1995; the China of "the ambassador to China" says nothing). Training and reading share them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.models.tags import Run
from tracker.models.words import Ints, Words

# A noun phrase: start and end (code points), whether it is a pronoun, and its number in ROLES.
Phrase = tuple[int, int, bool, int]

TYPES = ("person", "people", "body", "document", "place", "other")  # what a mention names or describes
# Who may say it besides the mentions; "open" is somebody whom the text leaves open.
SPECIAL = ("outlet", "nobody", "open")
# The features of a mention, and how many values each has:
_DISTANCES = 20  # buckets of the distance in words, by its logarithm, half of them before
_PARAGRAPHS = 7  # the same paragraph, one to three before, one after, further before, further after
_MENTION_FORMS = 3  # a name, other words, a pronoun
_COUNTS = 4  # how often the text has its head: once, two or three times, four to seven, more
_PARTS = 5  # within the source, the content, the statement otherwise; before it; after it
_ALIKE = 3  # whether its head is that of a mention in the source: no, yes, there is no source
ROLES = ("subject", "object", "of another", "apposition", "coordinated", "other")  # of a noun phrase, by the parse
# These numbers (the last but one is whether it is quoted), and where each feature begins in one table of all.
SIZES = (_DISTANCES, _PARAGRAPHS, _MENTION_FORMS, _COUNTS, _PARTS, _ALIKE, 2, len(ROLES))
OFFSETS = np.cumsum((0, *SIZES[:-1]))
NAME, OTHER, PRONOUN = range(_MENTION_FORMS)
_CAPITALS = (1, 2)  # cases of a word's form (`words.WORD_FORMS`) that begin with a capital


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a text in order: runs of words, the form of each, its role, its head and how frequent that is."""

    runs: Ints  # (mentions, 2)
    forms: Ints  # NAME, OTHER or PRONOUN
    counts: Ints  # numbers of the buckets of how often the text has the head
    roles: Ints  # numbers in ROLES
    heads: tuple[str, ...]  # the last word of each, without "'s", in small letters

    def __len__(self) -> int:
        """Return the number of mentions."""
        return len(self.runs)

    def part(self, which: slice) -> Mentions:
        """Return a slice of them, with the counts of the whole text."""
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
        forms.append(PRONOUN if is_pronoun else NAME if case in _CAPITALS else OTHER)
        heads.append(text[words.starts[last] : words.ends[last]].lower())
    frequency = Counter(heads)
    counts = [min(_COUNTS - 1, frequency[head].bit_length() - 1) for head in heads]
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
    """The statement or meeting from which mentions or other statements are seen, as runs of words."""

    anchor: Run
    source: Sequence[Run]
    content: Sequence[Run]


def features(mentions: Mentions, paragraphs: Ints, quoted: NDArray[np.bool_], seen: Seen) -> Ints:
    """Return the features of each mention seen from a statement (mentions, len(SIZES)), as rows of one table of all."""
    runs, anchor, source, content = mentions.runs, seen.anchor, seen.source, seen.content
    if not len(runs):
        return np.zeros((0, len(SIZES)), dtype=np.int64)
    hull = [anchor, *source, *content]
    start, end = min(first for first, _ in hull), max(after for _, after in hull)
    last = runs[:, 1] - 1
    distance = anchor[0] - runs[:, 0]
    bucket = np.minimum(np.log2(np.abs(distance) + 1).astype(np.int64), _DISTANCES // 2 - 1)
    bucket = np.where(distance >= 0, bucket, _DISTANCES // 2 + bucket)
    back = paragraphs[anchor[0]] - paragraphs[runs[:, 0]]
    paragraph = np.select([back == 0, back == 1, back == 2, back == 3, back == -1, back > 3], [0, 1, 2, 3, 4, 5], 6)
    part = np.select([last < start, runs[:, 0] >= end], [3, 4], 2)
    for value, part_runs in ((1, content), (0, source)):
        for first, after in part_runs:
            part[(runs[:, 0] >= first) & (runs[:, 1] <= after)] = value
    in_source = [n for n in range(len(runs)) if part[n] == 0 and mentions.forms[n] != PRONOUN]
    source_heads = {mentions.heads[n] for n in in_source}
    alike = np.array([int(head in source_heads) for head in mentions.heads]) if source else np.full(len(runs), 2)
    is_quoted = quoted[last].astype(np.int64)
    values = (bucket, paragraph, mentions.forms, mentions.counts, part, alike, is_quoted, mentions.roles)
    rows: Ints = np.stack(values, 1) + OFFSETS
    return rows
