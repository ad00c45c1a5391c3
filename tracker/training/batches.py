"""Some articles as the tensors of one training step: their windows, side by side, and what is to be said of each word.

Words of all articles of a step lie in one row, article after article; each is encoded in the one window that owns it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from tracker.models.answering import facts, nearby
from tracker.models.decoding import CUE, KINDS, MEETING, START
from tracker.models.mentions import Seen, paragraphs_of
from tracker.models.tags import REACH
from tracker.models.words import MASK, WINDOW, Ints, pieces_of, training_windows
from tracker.training.examples import Example, Reread
from tracker.training.network import Again, Network

_DOUBTFUL = 0.03  # the probability from which on a word that is none is an example of one that is none
_LONGEST = 8  # words of such a cue
_ROOMS = (WINDOW - 2, WINDOW - 2, 254, 190)  # pieces of a training window: an article's last ones are short too


@dataclass
class Places:
    """Places of a step that are read again: of which article, which words, and what they are taken for."""

    article: Tensor
    start: Tensor
    end: Tensor
    what: Tensor

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.start)

    def __add__(self, other: Places) -> Places:
        """Return these places and then the others."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Places(*(torch.cat(pair) for pair in pairs))


class Step:
    """The tensors of some articles."""

    def __init__(self, examples: Sequence[Example], masked: float, rng: random.Random) -> None:
        """Cut the articles in windows at places that the random numbers choose; hide a share of their pieces."""
        self.examples = examples
        self.begin = np.cumsum([0, *(len(e.words) for e in examples)])
        self._read(masked, rng)
        self.tags = torch.from_numpy(np.concatenate([e.tags for e in examples]))
        self.starts = torch.from_numpy(np.concatenate([e.starts for e in examples]))
        self.meets = torch.from_numpy(np.concatenate([e.meets for e in examples]))
        self.marked: list[tuple[int, Reread]] = [(n, place) for n, e in enumerate(examples) for place in e.places]
        self._mark([place for _, place in self.marked])

    def _read(self, masked: float, rng: random.Random) -> None:
        """Set the pieces of the windows (rows of one length, padded), and where each word's first piece is."""
        noise = np.random.default_rng(rng.randrange(2**31))
        read: list[tuple[Ints, Ints]] = []
        rows: list[int] = []
        pieces: list[int] = []
        room = rng.choice(_ROOMS)
        for example in self.examples:
            for window in training_windows(example.words, room, shift=rng.randrange(room - 60)):
                ids, forms, first = pieces_of(example.words, window)
                own = first[window.own - window.start : window.own_end - window.start]
                hidden = noise.random(len(ids)) < masked
                hidden[[0, -1]] = False
                rows += [len(read)] * len(own)
                pieces += own.tolist()
                read.append((np.where(hidden, MASK, ids), forms))
        longest = max(len(ids) for ids, _ in read)
        self.ids, self.forms = (torch.zeros(len(read), longest, dtype=torch.long) for _ in range(2))
        self.mask = torch.zeros(len(read), longest, dtype=torch.bool)
        for n, (ids, forms) in enumerate(read):
            self.ids[n, : len(ids)], self.forms[n, : len(ids)] = torch.from_numpy(ids), torch.from_numpy(forms)
            self.mask[n, : len(ids)] = True
        self.row, self.piece = torch.tensor(rows), torch.tensor(pieces)

    def _mark(self, places: Sequence[Reread]) -> None:
        """Set where the marked places lie, and what is to be said of each."""
        self.places = Places(
            torch.tensor([n for n, _ in self.marked], dtype=torch.long),
            torch.tensor([int(self.begin[n]) + p.run[0] for n, p in self.marked], dtype=torch.long),
            torch.tensor([int(self.begin[n]) + p.run[1] for n, p in self.marked], dtype=torch.long),
            torch.tensor([p.what for p in places], dtype=torch.long),
        )
        stacked = [p.roles for p in places]
        self.roles = torch.from_numpy(np.array(stacked, dtype=np.int64).reshape(-1, 2 * REACH + 1))
        self.labels = {
            name: torch.tensor([getattr(p, name) for p in places], dtype=torch.long)
            for name in ("weight", "status", "mode")
        }
        self.kinds = torch.tensor([p.kinds for p in places], dtype=torch.bool).reshape(-1, len(KINDS))
        self.is_one = torch.tensor([p.is_one for p in places], dtype=torch.float32)
        self.share = torch.tensor([p.share for p in places], dtype=torch.float32)

    def doubtful(self, word: dict[str, Tensor], rng: random.Random) -> tuple[Places, Tensor]:
        """Return words taken for a cue, a start or a meeting word that are none, and which kinds they may be."""
        tags = word["tags"].detach().float().softmax(-1)
        is_marked = torch.tensor([e.is_marked for e in self.examples])
        article = torch.from_numpy(np.repeat(np.arange(len(self.examples)), np.diff(self.begin)))
        found = []
        known = {CUE: (self.tags == 0) | (self.tags > 2), START: self.starts == 0, MEETING: self.meets == 0}
        sure = {CUE: tags[:, 1], START: word["starts"].detach().float().sigmoid()[:, 0]}
        sure[MEETING] = word["meets"].detach().float().sigmoid()[:, 0]
        for what, likely in sure.items():
            probability = likely * known[what]
            for place in range(len(self.places)):
                if self.places.what[place] == what:
                    probability[self.places.start[place]] = 0
            most = max(4, int((self.places.what == what).sum()))
            at = probability.topk(min(most, len(probability))).indices
            at = at[probability[at] > _DOUBTFUL]
            end = at + 1
            if what == CUE:
                goes_on = tags.argmax(-1) == 2
                for length in range(1, _LONGEST):
                    there = end.clamp(max=len(goes_on) - 1)
                    end = end + ((end == at + length) & goes_on[there] & (article[there] == article[at])).long()
            found.append(Places(article[at], at, end.clamp(max=len(article)), torch.full_like(at, what)))
        every = found[0] + found[1] + found[2]
        is_none = (is_marked[every.article] & (every.what != MEETING))[:, None]
        return every, ~is_none | (torch.arange(len(KINDS)) == KINDS.index("none"))

    def around(self, places: Places) -> tuple[Tensor, Tensor]:
        """Return the numbers of the words around each place, and which of them are words of its article."""
        near = places.start[:, None] + torch.arange(-REACH, REACH + 1)
        begin = torch.from_numpy(self.begin)
        first, last = begin[places.article][:, None], begin[places.article + 1][:, None]
        return near.clamp(0, int(self.begin[-1]) - 1), (near >= first) & (near < last)

    def reread(self, model: Network, word: dict[str, Tensor], places: Places) -> Again:
        """Return what the second reading says of places."""
        near, mask = self.around(places)
        around = word["word"][near] * mask[:, :, None]
        inside = places.start[:, None] + torch.arange(int((places.end - places.start).max()))
        is_inside = (inside < places.end[:, None])[:, :, None]
        anchor = _mean_within(word["cue"], inside, is_inside)
        again = model.second(around, anchor, mask, places.what)
        return replace(again, kind=again.kind + _mean_within(word["kinds"], inside, is_inside))

    def types(self, model: Network, word: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Return the scores of what the mentions of all articles name, and what they do name."""
        vectors = [
            mention_vectors(example.mentions.runs, word["mention"], word["last"], int(self.begin[n]))
            for n, example in enumerate(self.examples)
        ]
        return model.chooser.types(torch.cat(vectors)), torch.from_numpy(
            np.concatenate([e.types for e in self.examples])
        )

    def answers(self, model: Network, again: Again) -> list[tuple[Tensor, tuple[int, ...]]]:
        """Return the scores of what stands near each statement whose answered ones are known, and which these are."""
        found = []
        for n, example in enumerate(self.examples):
            every = [k for k, (of, p) in enumerate(self.marked) if of == n and p.what != MEETING]
            every.sort(key=lambda k: self.marked[k][1].run)
            seen = [Seen(p.run, p.source, p.content) for p in (self.marked[k][1] for k in every)]
            paragraphs = paragraphs_of(example.words)
            for here, k in enumerate(every):
                answered = self.marked[k][1].answered
                if answered is None:
                    continue
                near = nearby(here, len(every))
                rows = torch.from_numpy(facts(example.words, paragraphs, here, near, seen))
                scores = model.answerer(
                    again.answers[k : k + 1].float(), again.answered[[every[i] for i in near]].float(), rows
                )
                targets = [i for i, other in enumerate(near) if self.marked[every[other]][1].run in answered]
                if targets or not answered:  # what it answers may lie out of reach
                    found.append((scores, tuple(targets) or (len(near),)))
        return found

    def choices(self, model: Network, word: dict[str, Tensor], meaning: Tensor) -> list[tuple[int, Reread, Tensor]]:
        """Return of each marked place whose speakers or sides are marked the scores of the mentions."""
        found = []
        for n, example in enumerate(self.examples):
            numbers = [k for k, (of, p) in enumerate(self.marked) if of == n and p.parties is not None]
            if not numbers:
                continue
            begin = int(self.begin[n])
            vectors = mention_vectors(example.mentions.runs, word["mention"], word["last"], begin)
            places = [self.marked[k][1] for k in numbers]
            source = torch.stack([mean_of(word["word"], p.source, begin) for p in places])
            facts = torch.from_numpy(np.stack([example.features_of(p) for p in places]))
            scores = model.chooser(meaning[numbers], source, vectors, facts)
            found += [(k, self.marked[k][1], scores[i]) for i, k in enumerate(numbers)]
        return found


def _mean_within(values: Tensor, inside: Tensor, is_inside: Tensor) -> Tensor:
    return (values[inside.clamp(max=len(values) - 1)] * is_inside).sum(1) / is_inside.sum(1)


def mention_vectors(runs: Ints, mention: Tensor, last: Tensor, begin: int) -> Tensor:
    """Return a vector for each mention: the mean of its words and what its last word gives."""
    if not len(runs):
        return mention.new_zeros(0, mention.shape[1], dtype=torch.float32)
    sums = torch.cat([mention.new_zeros(1, mention.shape[1], dtype=torch.float32), mention.float().cumsum(0)])
    first, after = (torch.from_numpy(runs[:, n]) + begin for n in range(2))
    return (sums[after] - sums[first]) / (after - first)[:, None] + last.float()[after - 1]


def mean_of(word: Tensor, runs: Sequence[tuple[int, int]], begin: int) -> Tensor:
    """Return the mean vector of the words of some runs; zeros where there are none."""
    if not runs:
        return word.new_zeros(word.shape[1], dtype=torch.float32)
    return torch.cat([word[begin + a : begin + b] for a, b in runs]).float().mean(0)


def steps_of(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Return the articles in steps of about `size` pieces, similar lengths together, in random order."""
    ordered = sorted(examples, key=lambda e: len(e.words.pieces) * (1 + 0.3 * rng.random()))
    made: list[list[Example]] = [[]]
    room = size
    for one in ordered:
        if made[-1] and room < len(one.words.pieces):
            made.append([])
            room = size
        made[-1].append(one)
        room -= len(one.words.pieces)
    rng.shuffle(made)
    return made
