"""From marked and taught articles to the tensors of a training step."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tracker.models.statements.corpus import Marked
from tracker.models.statements.decoding import REACH, ROLES, TAGS, Floats, Found, Run
from tracker.models.statements.encoding import MASK, WINDOW, Ints, Window, pieces_of, training_windows
from tracker.models.statements.network import Cues

UNKNOWN = -100  # the tag of a word that nothing is to be learned from
_DOUBTFUL = 0.03  # the probability from which on a word that is no cue is an example of one that is none
_LONGEST = 8  # words of such an example
_ROOMS = (WINDOW - 2, WINDOW - 2, 254, 190)  # pieces of a training window: an article's last ones are short too


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teacher says of an article: probabilities of each word's tags, its cues, and their words' roles."""

    tags: NDArray[np.float16]
    cues: list[Run]
    roles: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Example:
    """A window of an article, with what it is to teach."""

    article: Marked
    window: Window
    taught: Taught | None


def examples(articles: Sequence[Marked], taught: Sequence[Taught | None], rng: random.Random) -> list[Example]:
    """Return all articles as windows, cut at places that the random numbers choose."""
    found = []
    for article, lesson in zip(articles, taught, strict=True):
        room = rng.choice(_ROOMS)
        windows = training_windows(article.words, room, shift=rng.randrange(room - 60))
        found += [Example(article, window, lesson) for window in windows]
    return found


def batches(windows: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Return the windows in batches of at most `size` full windows, similar lengths together, in random order."""
    windows = sorted(windows, key=lambda e: e.window.end - e.window.start + 30 * rng.random())
    made: list[list[Example]] = [[]]
    for example in windows:
        longest = max(_pieces(e) for e in (*made[-1], example))
        if made[-1] and (len(made[-1]) + 1) * longest > size * WINDOW:
            made.append([])
        made[-1].append(example)
    rng.shuffle(made)
    return made


def _pieces(example: Example) -> int:
    words, window = example.article.words, example.window
    stop = words.first[window.end] if window.end < len(words) else len(words.pieces)
    return int(stop - words.first[window.start]) + 2


class Batch:
    """Windows as tensors, padded to the longest."""

    def __init__(self, batch: Sequence[Example], masked: float, rng: np.random.Generator) -> None:
        """Take the windows; hide a share of their pieces."""
        read = [pieces_of(e.article.words, e.window) for e in batch]
        rows, pieces, words = len(batch), max(len(r[0]) for r in read), max(len(r[2]) for r in read)
        self.ids, self.forms = torch.zeros(rows, pieces, dtype=torch.long), torch.zeros(rows, pieces, dtype=torch.long)
        self.mask = torch.zeros(rows, pieces, dtype=torch.bool)
        self.first = torch.zeros(rows, words, dtype=torch.long)
        self.tags = torch.full((rows, words), UNKNOWN)
        self.taught_tags = torch.zeros(rows, words, len(TAGS))
        self.lengths = torch.tensor([len(first) for _, _, first in read])
        roles = _Roles()
        for n, (example, (ids, forms, first)) in enumerate(zip(batch, read, strict=True)):
            hidden = rng.random(len(ids)) < masked
            hidden[[0, -1]] = False
            self.ids[n, : len(ids)] = torch.from_numpy(np.where(hidden, MASK, ids))
            self.forms[n, : len(ids)], self.mask[n, : len(ids)] = torch.from_numpy(forms), True
            self.first[n, : len(first)] = torch.from_numpy(first)
            article, window = example.article, example.window
            own = slice(window.own - window.start, window.own_end - window.start)
            if article.is_marked:
                self.tags[n, own] = torch.from_numpy(article.tags[window.own : window.own_end])
            if example.taught is not None:
                taught = example.taught.tags[window.own : window.own_end].astype(np.float32)
                self.taught_tags[n, own] = torch.from_numpy(taught)
            roles.add(n, example)
        self.cues, self.roles, self.taught_roles = roles.stacked()

    def doubtful(self, tags: Tensor) -> Cues:
        """Return words that the tags take for cues with some probability and that are none, at most one for each cue.

        They are the examples from which the second reading learns what is no cue.
        """
        sure = tags.detach().float().softmax(-1)[:, :, 1]
        known = (self.tags != UNKNOWN) | (self.taught_tags.sum(-1) > 0.5)
        sure = sure * (known & (self.tags != 1) & (self.tags != 2))
        sure[self.cues.row, self.cues.start] = 0
        most = min(len(self.cues.row), int((sure > _DOUBTFUL).sum()))
        at = sure.flatten().topk(most).indices
        row, start = at // sure.shape[1], at % sure.shape[1]
        goes_on, end = tags.argmax(-1) == 2, start + 1
        for length in range(1, _LONGEST):
            there = end.clamp(max=sure.shape[1] - 1)
            end = end + ((end == start + length) & (end < self.lengths[row]) & goes_on[row, there]).long()
        near = start[:, None] + torch.arange(-REACH, REACH + 1)
        return Cues(row, start, end, (near >= 0) & (near < self.lengths[row][:, None]))

    def cue_targets(self, cues: Cues, gold: float) -> Tensor:
        """Return how far each of the cues is one: as marked, as taught, and where both are there `gold` of the mark."""
        mark = self.tags[cues.row, cues.start]
        taught = self.taught_tags[cues.row, cues.start]
        is_marked, is_taught = mark != UNKNOWN, taught.sum(-1) > 0.5
        share = torch.where(is_marked & is_taught, gold, is_marked.float())
        return share * ((mark == 1) | (mark == 2)).float() + (1 - share) * taught[:, 1:3].sum(-1)


class _Roles:
    """Gathers the cues of a batch with the roles of the words around them."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, int]] = []
        self._masks: list[NDArray[np.bool_]] = []
        self._gold: list[Ints] = []
        self._taught: list[Floats] = []

    def add(self, row: int, example: Example) -> None:
        window, article, taught = example.window, example.article, example.taught
        taught_cues = taught.cues if taught is not None else []
        marked = article.runs if article.is_marked else [Found(cue, [], [], 0.0) for cue in taught_cues]
        for n, found in enumerate(marked):
            first, after = found.cue
            if not (window.own <= first < window.own_end and after <= window.end):
                continue
            at = np.arange(first - REACH, first + REACH + 1)
            mask = (at >= window.start) & (at < window.end)
            gold = _role_tags(found) if article.is_marked else np.full(len(at), UNKNOWN)
            gold[~mask] = UNKNOWN
            soft = taught.roles[n] * mask[:, None] if taught is not None else np.zeros((len(at), len(ROLES)))
            self._rows.append((row, first - window.start, after - window.start))
            self._masks.append(mask)
            self._gold.append(gold)
            self._taught.append(soft.astype(np.float32))

    def stacked(self) -> tuple[Cues, Tensor, Tensor]:
        """The cues, the roles marked and the roles taught."""
        around = 2 * REACH + 1
        row, start, end = torch.tensor(self._rows, dtype=torch.long).reshape(-1, 3).unbind(1)
        mask = np.array(self._masks, dtype=bool).reshape(-1, around)
        gold = np.array(self._gold, dtype=np.int64).reshape(-1, around)
        taught = np.array(self._taught, dtype=np.float32).reshape(-1, around, len(ROLES))
        return Cues(row, start, end, torch.from_numpy(mask)), torch.from_numpy(gold), torch.from_numpy(taught)


def _role_tags(found: Found) -> Ints:
    """The roles of the words around a cue, as marked."""
    tags = np.zeros(2 * REACH + 1, dtype=np.int64)
    for begin, runs in ((1, found.source), (3, found.content)):
        for first, after in runs:
            start, end = max(first - found.cue[0] + REACH, 0), after - found.cue[0] + REACH
            if end > 0:
                tags[start:end] = begin + 1
                tags[start : start + 1] = begin
    return tags
