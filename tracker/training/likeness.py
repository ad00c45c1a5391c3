"""What the base encoder knows of sentences that are like each other, so that the reader keeps it.

The base was trained on a billion pairs of sentences (all-mpnet-base-v2). The cosines of its sentence vectors are what
the mean states of the same sentences are to keep, each read within its article (similarity-preserving distillation;
Tung and Mori, ICCV 2019).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.words import CLS, SEP, Ints, Words
from tracker.training import mpnet
from tracker.training.examples import Example
from tracker.training.mpnet import MPNet

_END = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)\]]*\s+(?=[\"'\u2018\u201c(\[]*[A-Z\d])|\n+")
_FEWEST, _LONGEST = 4, 96  # pieces of a sentence
_AT_ONCE = 64  # sentences


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of an article: the first word of each and the word after its last, and its vector in the base."""

    runs: Ints  # (sentences, 2)
    vectors: Tensor  # (sentences, size) of length 1


def sentences_of(examples: Sequence[Example]) -> Mapping[str, Sentences]:
    """Return by article the sentences and their vectors, each sentence read alone by the whole base."""
    base = mpnet.base(mpnet.ALL_LAYERS).eval()
    runs = {one.id: list(_runs(one.text, one.words)) for one in examples}
    every = [(one, first, after) for one in examples for first, after in runs[one.id]]
    every.sort(key=lambda sentence: sentence[2] - sentence[1])
    found: dict[tuple[str, int], Tensor] = {}
    for begin in range(0, len(every), _AT_ONCE):
        some = every[begin : begin + _AT_ONCE]
        vectors = _vectors(base, [_pieces(one.words, first, after) for one, first, after in some])
        found |= {(one.id, first): vector for (one, first, _), vector in zip(some, vectors, strict=True)}
    return {
        id_: Sentences(
            np.array(here, dtype=np.int64).reshape(-1, 2),
            torch.stack([found[id_, first] for first, _ in here]) if here else torch.zeros(0, mpnet.SIZE),
        )
        for id_, here in runs.items()
    }


def loss(states: Tensor, begins: Sequence[int], sentences: Sequence[Sentences | None]) -> Tensor | None:
    """Return how far the cosines of mean states are from those of the base; None where fewer than two are known.

    `states` (words, size) are of some articles in a row, each beginning at one of `begins`.
    """
    known = [(begin, one) for begin, one in zip(begins, sentences, strict=True) if one is not None and len(one.runs)]
    if sum(len(one.runs) for _, one in known) < 2:
        return None
    runs = torch.from_numpy(np.concatenate([one.runs + begin for begin, one in known]))
    sums = torch.cat([states.new_zeros(1, states.shape[1], dtype=torch.float32), states.float().cumsum(0)])
    ours = nn.functional.normalize(sums[runs[:, 1]] - sums[runs[:, 0]], dim=1)
    theirs = torch.cat([one.vectors for _, one in known])
    return nn.functional.mse_loss(ours @ ours.T, theirs @ theirs.T)


def _runs(text: str, words: Words) -> Iterator[tuple[int, int]]:
    borders = [0, *(m.end() for m in _END.finditer(text)), len(text)]
    at = np.searchsorted(words.starts, borders)
    for first, after in zip(at[:-1].tolist(), at[1:].tolist(), strict=True):
        if _FEWEST <= len(_pieces(words, first, after)) - 2 <= _LONGEST:
            yield first, after


def _pieces(words: Words, first: int, after: int) -> Ints:
    stop = words.first[after] if after < len(words) else len(words.pieces)
    begin = words.first[first] if first < len(words) else stop
    return np.concatenate(([CLS], words.pieces[begin:stop], [SEP]))


def _vectors(base: MPNet, some: Sequence[Ints]) -> Tensor:
    lengths = [len(pieces) for pieces in some]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        hidden = base(torch.from_numpy(np.concatenate(some)), lengths).float()
    return nn.functional.normalize(torch.stack([one.sum(0) for one in hidden.split(lengths)]), dim=1)
