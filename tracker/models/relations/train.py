"""Trains the relation model: `make train-relations CORPUS=folder [WORK=folder]`.

It learns from `affairs.jsonl`, which teaches what it is to say the same and to deny, from the disputes marked in news
and in the invented news of `stories.jsonl`, which teach how news tells of them, and from pairs that an earlier model
took for likely and a reader judged. Every tenth article and story is held back, and tells after each epoch how well
others are read. Seeded; a run that is cut off goes on after its last epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.relations import affairs, export, news
from tracker.models.relations.affairs import Choice, Lessons
from tracker.models.relations.network import Network
from tracker.models.relations.news import News, read_news
from tracker.models.relations.reader import FOLDER, RELATIONS, Floats

Lesson = TypeVar("Lesson")

CORPORA = ("attributions_train.jsonl.gz", "newswire_dev.jsonl.gz")
FIRST, EPOCHS = 4, 5  # passes over the affairs before any news; epochs with both
STEP, NEAR, CHOICES = 32, 20, 4  # texts or pairs a step; near texts, choices a step
_FROZEN = 1  # layers of the encoder that stay as they are, with its embeddings
_ENCODER_RATE, _RATE, _WARM = 5e-5, 1e-3, 0.06
_SMOOTH = 0.05  # of the right answer, given to the others
_OF_NEAR = 0.5  # weight of near texts beside the rest
_OF_CHOICE, _OF_EACH = 0.5, 0.25  # weight of the choice between claims, and of the relation of each
_SHARPNESS = 20.0  # cosines are multiplied by it before the nearest is chosen, as where the encoder comes from
_BUCKET = 40  # code points: texts of about one length are read together


def learn(model: Network, taught: News, held_back: News, work: Path) -> None:
    """Train to the end of the course."""
    path = work / "relations.pt"
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[:_FROZEN]):
        part.requires_grad_(False)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    layers = [p for layer in (model.relation, model.contests, model.about) for p in layer.parameters()]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": layers}], weight_decay=0.01)
    done = 0
    if path.exists():
        state: dict[str, Any] = torch.load(path)
        done = state["epochs"]
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
    for epoch in range(done, EPOCHS + 1):
        started = time.monotonic()
        torch.manual_seed(epoch)
        _one_epoch(model, optimizer, _lessons(taught, epoch), epoch)
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epoch + 1}, path)
        _say(f"epoch {epoch}, {time.monotonic() - started:.0f} s; held back: {_figures(model, held_back)}")


def _lessons(taught: News, epoch: int) -> Lessons:
    """The lessons of an epoch: of the first the affairs alone, some times over."""
    rng = random.Random(epoch)  # noqa: S311
    told = affairs.read_affairs()
    made = [affairs.lessons(told, rng) for _ in range(1 if epoch else FIRST)]
    if epoch:
        made.append(news.lessons(taught, rng))
    every = Lessons()
    for some in made:
        every.pairs.extend(some.pairs)
        every.singles.extend(some.singles)
        every.near.extend(some.near)
        every.choices.extend(some.choices)
    return every


def _one_epoch(model: Network, optimizer: torch.optim.Optimizer, told: Lessons, epoch: int) -> None:
    model.train()
    rng = random.Random(epoch)  # noqa: S311
    weights = [p for group in optimizer.param_groups for p in group["params"]]
    steps: list[tuple[str, Any]] = [
        *(("pairs", some) for some in _by_length(told.pairs, rng)),
        *(("singles", some) for some in _by_length(told.singles, rng)),
        *(("near", some) for some in _cut(rng.sample(told.near, len(told.near)), NEAR)),
        *(("choices", some) for some in _cut(rng.sample(told.choices, len(told.choices)), CHOICES)),
    ]
    rng.shuffle(steps)
    for n, (kind, some) in enumerate(steps):
        done = (max(0, epoch - 1) + n / len(steps)) / (EPOCHS if epoch else 1)
        share = min(done / _WARM, (1 - done) / (1 - _WARM))
        for group, rate in zip(optimizer.param_groups, (_ENCODER_RATE, _RATE), strict=True):
            group["lr"] = rate * share
        _loss(model, kind, some).backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()


def _loss(model: Network, kind: str, some: Sequence[Any]) -> Tensor:
    if kind == "pairs":
        right = torch.tensor([RELATIONS.index(relation) for *_, relation in some])
        return nn.functional.cross_entropy(model.pairs([pair[:2] for pair in some]), right, label_smoothing=_SMOOTH)
    if kind == "singles":
        scores, _ = model.alone([text[:2] for text in some])
        right = torch.tensor([int(contests) for *_, contests in some])
        return nn.functional.cross_entropy(scores, right, label_smoothing=_SMOOTH)
    if kind == "choices":
        return _loss_of_choices(model, some)
    # Each text must lie nearest to the one about the same proposition, of all of the step (Henderson et al., 2017).
    _, vectors = model.alone([text for texts in some for text in texts])
    scores = _SHARPNESS * vectors[::3] @ torch.cat((vectors[1::3], vectors[2::3])).T
    return _OF_NEAR * nn.functional.cross_entropy(scores, torch.arange(len(some)))


def _loss_of_choices(model: Network, some: Sequence[Choice]) -> Tensor:
    """Of the claims of an article those that are denied must come before the others."""
    every = [one for choice in some for one in choice]
    scores = model.pairs([pair[:2] for pair in every])
    denies = RELATIONS.index("denies")
    apart = [n for n in range(len(RELATIONS)) if n != denies]
    likely = torch.split(scores[:, denies] - torch.logsumexp(scores[:, apart], 1), list(map(len, some)))
    missed = [
        -torch.logsumexp(torch.log_softmax(of_choice, 0)[torch.tensor([right for *_, right in choice])], 0)
        for of_choice, choice in zip(likely, some, strict=True)
    ]
    each = torch.tensor([denies if right else RELATIONS.index("other") for *_, right in every])
    return _OF_CHOICE * torch.stack(missed).mean() + _OF_EACH * nn.functional.cross_entropy(
        scores, each, label_smoothing=_SMOOTH
    )


def _by_length(every: Sequence[Lesson], rng: random.Random) -> Iterator[Sequence[Lesson]]:
    mixed = rng.sample(every, len(every))
    return _cut(sorted(mixed, key=lambda one: (len(one[0]) + len(one[1])) // _BUCKET), STEP)  # type: ignore[index]


def _cut(every: Sequence[Lesson], size: int) -> Iterator[Sequence[Lesson]]:
    return (every[at : at + size] for at in range(0, len(every), size))


def _figures(model: Network, held_back: News) -> str:
    """Return how well is read what was kept apart: which statements contest something, and what each denial denies."""
    model.eval()
    told = [*((one, True) for one in held_back.contesting), *((one, False) for one in held_back.quiet)]
    told.sort(key=lambda one: len(one[0].words))
    with torch.no_grad():
        found = [
            (float(score), right)
            for some in _cut(told, STEP)
            for score, (_, right) in zip(
                torch.softmax(model.alone([one.text for one, _ in some])[0], 1)[:, 1], some, strict=True
            )
        ]
        first = [_ranks_first(model, dispute) for dispute in held_back.disputes if dispute.asserted and dispute.beside]
    hits = np.array([right for _, right in sorted(found, key=lambda one: -one[0])])
    precision = hits.cumsum() / np.arange(1, len(hits) + 1)
    return f"contests, average precision {precision[hits].mean():.3f}; denied, first of all {np.mean(first):.3f}"


def _ranks_first(model: Network, dispute: news.Dispute) -> bool:
    claims = [*(one.claim for told in dispute.asserted for one in told), *(one.claim for one in dispute.beside)]
    scores = torch.softmax(model.pairs([(claim, dispute.denial[0].words) for claim in claims]), 1)[:, 1]
    return int(scores.argmax()) < sum(map(len, dispute.asserted))


def largest(model: Network, taught: News) -> list[Floats]:
    """Return for each layer of the encoder the largest value of each number that its attention gets from some texts."""
    seen: dict[int, Tensor] = {}

    def note(n: int, given: Tensor) -> None:
        most = given.detach().abs().flatten(0, -2).amax(0).float()
        seen[n] = torch.maximum(seen.get(n, most), most)

    hooks = [
        layer.attention.self.query.register_forward_pre_hook(lambda _, given, n=n: note(n, given[0]))
        for n, layer in enumerate(model.encoder.encoder.layer)
    ]
    model.eval()
    with torch.no_grad():
        for dispute in taught.disputes[:500]:
            model.alone([one.text for one in (*dispute.denial, *dispute.beside[:2])])
            model.pairs([(one.claim, dispute.denial[0].words) for one in dispute.beside[:1]] or [("", "")])
    for hook in hooks:
        hook.remove()
    return [seen[n].numpy() for n in sorted(seen)]


def _say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)  # noqa: T201


def main() -> None:
    """Train the network and write the graph that is shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help=f"folder that holds {' and '.join(CORPORA)}")
    parser.add_argument("extracted", type=Path, help="what `tracker extract --format jsonl` printed of both")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, outside the repository")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    corpora = [options.corpora / name for name in CORPORA]
    taught, held_back = (read_news(corpora, options.extracted, held_back=which) for which in (False, True))
    model = Network()
    learn(model, taught, held_back, options.work)
    export.write({key: value.numpy() for key, value in model.state_dict().items()}, largest(model, taught), FOLDER)


if __name__ == "__main__":
    main()
