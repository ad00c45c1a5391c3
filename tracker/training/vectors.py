"""Two vectors a statement, what it tells and what it denies: two linear heads on the states that the reader has anyway.

What says the same lies near each other, and what one statement denies near what those tell that it answers. The heads
are learned while the encoder stays as it is, from lines of the invented stories and from the marks of whole articles:
of a batch each looks for what belongs to it among all others (InfoNCE; van den Oord et al., 2018).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.decoding import ANSWERING
from tracker.models.reader import VECTOR_SIZE
from tracker.models.words import Words, pieces_of, windows_of, words_of
from tracker.training import mpnet
from tracker.training.corpora import MARKS, TEXTS, Place, is_held_back, read_jsonl, story_articles
from tracker.training.network import Network

_WARMTH = 0.1  # of the choice: what a cosine is divided by
_STEPS, _STORIES, _RATE, _LEFT_OUT = 1500, 12, 2e-3, 0.2
_NEAREST = 3  # among which what belongs to a passage is to be found
Key = tuple[str, str]  # story, or article, and a claim of it


@dataclass(frozen=True, slots=True)
class Passage:
    """A place of an article, and which claims it asserts and denies; `state` is the mean of the states of its words."""

    affair: str
    article: str
    state: Tensor
    asserts: frozenset[Key]
    denies: frozenset[Key]


def passages(model: Network, folder: Path) -> Iterator[Passage]:
    """Yield the lines of the invented stories and the marks of whole articles, with their states."""
    for id_, _, lines in story_articles():
        affair, places, marks, start = id_.rpartition("-")[0], list[Place](), list[list[str]](), 0
        for words, mark in lines:
            places.append((start, start + len(words)))
            marks.append(mark.split())
            start += len(words) + 2
        states = states_of(model, "\n\n".join(words for words, _ in lines), places)
        for state, said in zip(states, marks, strict=True):
            asserts, denies = (frozenset((affair, one[1:]) for one in said if one[0] in signs) for signs in ("+", "-~"))
            yield Passage(affair, id_, state, asserts, denies)
    yield from _of_marks(model, folder)


def _of_marks(model: Network, folder: Path) -> Iterator[Passage]:
    texts = {row["id"]: row for name in TEXTS for row in read_jsonl(folder / f"{name}.jsonl.gz")}
    texts |= {row["id"]: row for row in read_jsonl(MARKS / "own.jsonl")}
    for path in (folder / "reading_train.jsonl.gz", MARKS / "corpora.jsonl", MARKS / "own.jsonl"):
        for row in read_jsonl(path):
            id_ = row["id"]
            affair = texts[id_].get("story") or id_
            places, known = list[Place](), list[tuple[frozenset[Key], frozenset[Key]]]()
            for one in row["marks"]:
                if one["kind"] == "meeting" or one.get("unsure"):
                    continue
                own = frozenset([(affair, f"{id_}#{one['n']}")])
                answered = (to if "#" in str(to) else f"{id_}#{to}" for to in one.get("answers", ()))
                denies = frozenset((affair, to) for to in answered if one["kind"] in ANSWERING[:2])
                places.append((one["start"], one["end"]))
                known.append((frozenset() if denies else own, denies))
                for start, end in one["also_spans"]:
                    places.append((start, end))
                    known.append((own, frozenset()))
            for state, (asserts, denies) in zip(states_of(model, texts[id_]["text"], places), known, strict=True):
                yield Passage(affair, id_, state, asserts, denies)


def states_of(model: Network, text: str, places: Sequence[Place]) -> Iterator[Tensor]:
    """Yield of each place the mean of the encoder's states of its words."""
    words = words_of(text)
    hidden = _hidden(model, words)
    for start, end in places:
        inside = (words.starts < end) & (words.ends > start)
        yield hidden[torch.from_numpy(inside)].mean(0) if inside.any() else torch.zeros(hidden.shape[1])


def _hidden(model: Network, words: Words) -> Tensor:
    """The encoder's states of the words, the mean of the windows that have each."""
    total, times = torch.zeros(len(words), mpnet.SIZE), torch.zeros(len(words), 1)
    for window in windows_of(words):
        ids, forms, first = (torch.from_numpy(part) for part in pieces_of(words, window))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            below = model.encoder.base.below(ids, [len(ids)])
            hidden = model.encoder.states(below, forms, [len(ids)])[first]
        total[window.start : window.end] += hidden.float()
        times[window.start : window.end] += 1
    return total / times.clamp(min=1)


def learn(model: Network, every: Sequence[Passage]) -> str:
    """Learn the two heads; return how often what belongs to a passage held back is found among the nearest."""
    torch.manual_seed(0)
    rng = random.Random(0)  # noqa: S311
    by_affair: dict[str, list[Passage]] = defaultdict(list)
    for one in every:
        by_affair[one.affair].append(one)
    taught = [some for affair, some in by_affair.items() if not is_held_back(affair) and len(some) > 1]
    tells, denies = (nn.Linear(every[0].state.shape[0], VECTOR_SIZE) for _ in range(2))
    optimizer = torch.optim.AdamW([*tells.parameters(), *denies.parameters()], lr=_RATE, weight_decay=0.01)
    for n in range(_STEPS):
        some = [one for affair in rng.sample(taught, _STORIES) for one in affair]
        for group in optimizer.param_groups:
            group["lr"] = _RATE * (1 - n / _STEPS)
        loss = _loss(tells, denies, some)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    for name, head in (("tells", tells), ("denies", denies)):
        model.encoder.heads[name].load_state_dict(head.state_dict())
    return _figures(tells, denies, [some for affair, some in by_affair.items() if is_held_back(affair)])


def _vectors(head: nn.Linear, some: Sequence[Passage], left_out: float = 0.0) -> Tensor:
    states = torch.stack([one.state for one in some])
    return nn.functional.normalize(head(nn.functional.dropout(states, left_out)), dim=1)


def _loss(tells: nn.Linear, denies: nn.Linear, some: Sequence[Passage]) -> Tensor:
    asserted, denied = _vectors(tells, some, _LEFT_OUT), _vectors(denies, some, _LEFT_OUT)
    asserting = torch.tensor([not one.denies for one in some])
    losses = []
    for asking, wanted in ((asserted, _shared(some, "asserts")), (denied, _shared(some, "denies"))):
        scores = asking @ asserted.T / _WARMTH
        scores = scores.masked_fill(torch.eye(len(some), dtype=torch.bool) | ~asserting[None], -torch.inf)
        found = wanted.any(1)
        right = scores.masked_fill(~wanted, -torch.inf).logsumexp(1)
        losses.append((scores.logsumexp(1) - right)[found].mean())
    return torch.stack(losses).sum()


def _shared(some: Sequence[Passage], asked: str) -> Tensor:
    """Whether each of some passages asserts, or denies, what each of the others asserts."""
    wanted = torch.zeros(len(some), len(some), dtype=torch.bool)
    asserting: dict[Key, list[int]] = defaultdict(list)
    for n, one in enumerate(some):
        for key in one.asserts if not one.denies else ():
            asserting[key].append(n)
    for n, one in enumerate(some):
        for key in getattr(one, asked) if asked == "denies" or not one.denies else ():
            for other in asserting[key]:
                wanted[n, other] = other != n
    return wanted


def _figures(tells: nn.Linear, denies: nn.Linear, held_back: Iterable[Sequence[Passage]]) -> str:
    """How often one of the three nearest in its own article, and in each other one that has any, belongs to it."""
    first: dict[str, list[bool]] = defaultdict(list)
    for some in held_back:
        with torch.no_grad():
            asserted, denied = _vectors(tells, some), _vectors(denies, some)
        for name, vectors in (("asserts", asserted), ("denies", denied)):
            wanted, near = _shared(some, name).numpy(), (vectors @ asserted.T).numpy()
            articles = np.array([one.article for one in some])
            for n, one in enumerate(some):
                for article in set(articles.tolist()):
                    there = np.flatnonzero((articles == article) & (np.arange(len(some)) != n) & _asserting(some))
                    if wanted[n, there].any():
                        where = "here" if article == one.article else "elsewhere"
                        nearest = there[np.argsort(-near[n, there])[:_NEAREST]]
                        first[f"{name} {where}"].append(bool(wanted[n, nearest].any()))
    return " · ".join(f"{name} found {np.mean(found):.3f} of {len(found)}" for name, found in sorted(first.items()))


def _asserting(some: Sequence[Passage]) -> np.ndarray:
    return np.array([not one.denies for one in some])
