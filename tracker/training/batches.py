"""Some articles as the tensors of one training step: their windows, side by side, and what is to be said of each word.

Words of all articles of a step lie in one row, article after article, and so do the pieces of their windows; each word
is encoded in the one window that owns it.
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
from tracker.models.words import WINDOW, Ints, pieces_of, training_windows
from tracker.training.examples import Example, Reread
from tracker.training.network import Again, Network

_DOUBTFUL = 0.03  # the probability from which on a word that is none is an example of one that is none
_LONGEST = 8  # words of such a cue
_ROOMS = (WINDOW - 2, WINDOW - 2, 254, 190)  # pieces of a training window: an article's last ones are short too
_CUTS = 3  # ways in which each article is cut in windows


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


@dataclass(frozen=True, slots=True)
class Read:
    """The windows of an article: the form of each piece, their lengths, and which piece each word begins with.

    `below` (pieces, size) is what the fixed layers of the encoder give of them.
    """

    below: Tensor
    forms: Tensor
    lengths: tuple[int, ...]
    first: Tensor


class Below:
    """Cuts articles in windows and reads them by the fixed layers, each of its cuts once."""

    def __init__(self, model: Network) -> None:
        """Take the network whose encoder has the layers."""
        self._base = model.encoder.base
        self._known: dict[tuple[str, int], Read] = {}

    def read(self, example: Example, epoch: int) -> Read:
        """Return the windows of an article, cut in another way in each epoch of a few."""
        key = (example.id, epoch % _CUTS)
        if key not in self._known:
            self._known[key] = self._windows(example, random.Random(f"{key}"))  # noqa: S311
        return self._known[key]

    def _windows(self, example: Example, rng: random.Random) -> Read:
        room = rng.choice(_ROOMS)
        ids, forms, first, lengths = [], [], [], list[int]()
        for window in training_windows(example.words, room, shift=rng.randrange(room - 60)):
            here, form, begin = pieces_of(example.words, window)
            first.append(begin[window.own - window.start : window.own_end - window.start] + sum(lengths))
            ids.append(here)
            forms.append(form)
            lengths.append(len(here))
        pieces = torch.from_numpy(np.concatenate(ids))
        with torch.autocast("cpu", torch.bfloat16):
            below = self._base.below(pieces, lengths).to(torch.bfloat16)
        return Read(
            below, torch.from_numpy(np.concatenate(forms)), tuple(lengths), torch.from_numpy(np.concatenate(first))
        )


class Step:
    """The tensors of some articles."""

    def __init__(self, examples: Sequence[Example], read: Sequence[Read]) -> None:
        """Take articles and their windows."""
        self.examples = examples
        self.begin = np.cumsum([0, *(len(e.words) for e in examples)])
        self.below, self.forms = torch.cat([one.below for one in read]), torch.cat([one.forms for one in read])
        self.lengths = [length for one in read for length in one.lengths]
        before = np.cumsum([0, *(len(one.forms) for one in read)])
        self.first = torch.cat([one.first + int(start) for one, start in zip(read, before[:-1], strict=True)])
        self.tags = torch.from_numpy(np.concatenate([e.tags for e in examples]))
        self.starts = torch.from_numpy(np.concatenate([e.starts for e in examples]))
        self.meets = torch.from_numpy(np.concatenate([e.meets for e in examples]))
        self.marked: list[tuple[int, Reread]] = [(n, place) for n, e in enumerate(examples) for place in e.places]
        self._mark([place for _, place in self.marked])

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

    def doubtful(self, word: dict[str, Tensor]) -> tuple[Places, Tensor]:
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
    """Return the articles in steps of about `size` pieces, in random order."""
    made: list[list[Example]] = [[]]
    room = size
    for one in rng.sample(list(examples), len(examples)):
        if made[-1] and room < len(one.words.pieces):
            made.append([])
            room = size
        made[-1].append(one)
        room -= len(one.words.pieces)
    return made
