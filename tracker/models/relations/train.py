"""Trains the model that reads one text or two: `make train-relations CORPUS=folder [WORK=folder]`.

It learns from the disputes marked in news and in the invented news of `stories.jsonl`, which teach how news contests a
claim, from `affairs.jsonl` and `neighbours.jsonl`, which teach what it is to say the same and to deny, from pairs that
an earlier model took for likely and a reader judged, and from the answers of `answers.jsonl`. Every tenth marked
article and story is held back, and of the judged pairs every fourth; they tell after each epoch how well others are
read. Seeded; a run that is cut off goes on after its last epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.graph import Largest
from tracker.models.largest import largest_inputs
from tracker.models.relations import affairs, export, news
from tracker.models.relations.affairs import APART, Choice, Lessons, Pair
from tracker.models.relations.encoding import Text, pieces_of_texts
from tracker.models.relations.network import PLACES, Relations
from tracker.models.relations.news import News, read_news
from tracker.models.relations.reader import FOLDER, RELATIONS, Floats
from tracker.models.statements.encoding import Ints
from tracker.models.statements.teacher import teacher_folder

Lesson = TypeVar("Lesson")

CORPORA = ("attributions_train.jsonl.gz", "newswire_dev.jsonl.gz")
EPOCHS = 5
STEP, CHOICES = 32, 5  # texts or pairs, and choices, a step
_ENCODER_RATE, _RATE, _WARM = 5e-5, 1e-3, 0.06
_SMOOTH = 0.05  # of the right answer, given to the others
_OF_CHOICE, _OF_EACH = 0.4, 0.35  # weight of the choice between claims, and of the relation of each
_BUCKET = 40  # code points: texts of about one length are read together


def learn(model: Relations, taught: News, held_back: News, path: Path) -> None:
    """Train to the end of the last epoch, and keep the weights at `path`."""
    own = {id(p) for p in model.encoder.parameters()}
    weights = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in weights if (id(p) in own) == encoder]} for encoder in (True, False)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    done = 0
    if path.exists():
        state: dict[str, Any] = torch.load(path)
        done = state["epochs"]
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
    for epoch in range(done, EPOCHS):
        started = time.monotonic()
        torch.manual_seed(epoch)
        _one_epoch(model, optimizer, weights, _lessons(taught, epoch), epoch)
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epoch + 1}, path)
        model.eval()
        with torch.no_grad():
            figures = _how_relations_are(model, held_back)
        say(f"epoch {epoch}, {time.monotonic() - started:.0f} s; held back: {figures}")


def _one_epoch(
    model: Relations, optimizer: torch.optim.Optimizer, weights: Sequence[Tensor], told: Lessons, epoch: int
) -> None:
    model.train()
    rng = random.Random(epoch)  # noqa: S311
    steps = list(_steps(told, rng))
    rng.shuffle(steps)
    for n, (loss, some) in enumerate(steps):
        done = (epoch + n / len(steps)) / EPOCHS
        share = min(done / _WARM, (1 - done) / (1 - _WARM))
        for group, rate in zip(optimizer.param_groups, (_ENCODER_RATE, _RATE), strict=True):
            group["lr"] = rate * share
        loss(model, some).backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()


def _steps(told: Lessons, rng: random.Random) -> Iterator[tuple[Callable[[Relations, Any], Tensor], Sequence[Any]]]:
    """The steps of an epoch, each some lessons of a kind with its loss; texts of about one length together."""
    yield from ((_loss_of_singles, some) for some in _by_length(told.singles, rng, lambda one: len(one[0][1])))
    yield from ((_loss_of_pairs, some) for some in _by_length(told.pairs, rng, lambda one: len(one[0][1] + one[1][1])))
    yield from ((_loss_of_choices, some) for some in _cut(rng.sample(told.choices, len(told.choices)), CHOICES))


def _loss_of_singles(model: Relations, some: Sequence[tuple[Text, bool]]) -> Tensor:
    right = torch.tensor([int(contests) for _, contests in some])
    scores = model.contesting([text for text, _ in some])
    return nn.functional.cross_entropy(scores, right, label_smoothing=_SMOOTH)


def _loss_of_pairs(model: Relations, some: Sequence[Pair]) -> Tensor:
    return _loss_of_each(model([pair[:2] for pair in some]), [relation for *_, relation in some])


def _loss_of_each(scores: Tensor, relations: Sequence[str]) -> Tensor:
    """Of two texts that are apart, whether they agree is not known: what counts is that they are one or the other."""
    likely = torch.log_softmax(scores, 1)
    apart = torch.logsumexp(likely[:, [RELATIONS.index(one) for one in ("other", "agrees")]], 1)
    known = [RELATIONS.index(relation) if relation != APART else 0 for relation in relations]
    is_apart = torch.tensor([relation == APART for relation in relations])
    right = torch.where(is_apart, apart, likely.gather(1, torch.tensor(known)[:, None])[:, 0])
    return -((1 - _SMOOTH) * right + _SMOOTH * likely.mean(1)).mean()


def _loss_of_choices(model: Relations, some: Sequence[Choice]) -> Tensor:
    """Of the claims of an article those that are denied must come before the others."""
    every = [one for choice in some for one in choice]
    scores = model([pair[:2] for pair in every])
    denies = RELATIONS.index("denies")
    others = [n for n in range(len(RELATIONS)) if n != denies]
    likely = torch.split(scores[:, denies] - torch.logsumexp(scores[:, others], 1), list(map(len, some)))
    missed = [
        -torch.logsumexp(torch.log_softmax(of_choice, 0)[torch.tensor([right for *_, right in choice])], 0)
        for of_choice, choice in zip(likely, some, strict=True)
    ]
    each = _loss_of_each(scores, ["denies" if right else APART for *_, right in every])
    return _OF_CHOICE * torch.stack(missed).mean() + _OF_EACH * each


def _how_relations_are(model: Relations, held_back: News) -> str:
    judged = held_back.judged
    scores = [torch.softmax(model([pair[:2] for pair in some]), 1)[:, 0] for some in _cut(judged, STEP)]
    same = list(zip(torch.cat(scores).tolist(), (relation == "same" for *_, relation in judged), strict=True))
    first = [_ranks_first(model, dispute) for dispute in held_back.disputes if dispute.here and dispute.beside]
    figures = f"same, average precision {average_precision(same):.3f}; denied, first of all {np.mean(first):.3f}"
    return f"{figures}; contests, average precision {_how_contesting_is(model, held_back):.3f}"


def _how_contesting_is(model: Relations, held_back: News) -> float:
    told = [*((one, True) for one in held_back.contesting), *((one, False) for one in held_back.quiet)]
    told.sort(key=lambda one: len(one[0].words))
    scores = [torch.softmax(model.contesting([one.told for one, _ in some]), 1)[:, 1] for some in _cut(told, STEP)]
    return average_precision(list(zip(torch.cat(scores).tolist(), (right for _, right in told), strict=True)))


def _ranks_first(model: Relations, dispute: news.Dispute) -> bool:
    claims = [*(one.claimed for one in dispute.here), *(one.claimed for one in dispute.beside)]
    scores = torch.softmax(model([(claim, dispute.denial[0].told) for claim in claims]), 1)[:, 1]
    return int(scores.argmax()) < len(dispute.here)


def _lessons(taught: News, epoch: int) -> Lessons:
    """The lessons of an epoch."""
    rng = random.Random(epoch)  # noqa: S311
    every = Lessons()
    for some in (
        affairs.lessons(affairs.read_affairs(), rng),
        affairs.lessons_of_neighbours(affairs.read_neighbours(), rng),
        news.lessons(taught, rng),
    ):
        every.pairs.extend(some.pairs)
        every.singles.extend(some.singles)
        every.choices.extend(some.choices)
    return every


def _by_length(every: Sequence[Lesson], rng: random.Random, length: Callable[[Any], int]) -> Iterator[Sequence[Lesson]]:
    mixed = rng.sample(every, len(every))
    return _cut(sorted(mixed, key=lambda one: length(one) // _BUCKET), STEP)


def _cut(every: Sequence[Lesson], size: int) -> Iterator[Sequence[Lesson]]:
    return (every[at : at + size] for at in range(0, len(every), size))


def average_precision(found: Sequence[tuple[float, bool]]) -> float:
    """Return the mean, over all that are right, of the share that is right among the likeliest down to each."""
    hits = np.array([right for _, right in sorted(found, key=lambda one: -one[0])])
    precision = hits.cumsum() / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def largest(model: Relations, rows: Iterable[Sequence[tuple[Ints, Ints]]]) -> list[Largest]:
    """Return for each layer of the encoder the largest value of each input that it gets from some texts."""

    def read() -> None:
        model.eval()
        with torch.no_grad():
            for some in rows:
                model.seen(some)

    return largest_inputs(model.layers, read)


def weights_of(model: nn.Module) -> dict[str, Floats]:
    """Return the weights of a network by name."""
    return {key: value.numpy() for key, value in model.state_dict().items()}


def by_distance(biases: Tensor) -> Floats:
    """Return what each head adds to another place, by its distance from the furthest before on (distances, heads)."""
    before, after = biases[0, :, 1:, 0].flip(1), biases[0, :, 0]
    table: Floats = torch.cat((before, after), 1).T.contiguous().numpy()
    return table


def say(line: str) -> None:
    """Print a line with the time."""
    print(time.strftime("%H:%M:%S"), line, flush=True)  # noqa: T201


def main() -> None:
    """Train the networks and write the graphs that are shipped."""
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
    some = taught.disputes[:500]
    model = Relations(teacher_folder(options.work))
    learn(model, taught, held_back, options.work / "relations.pt")
    pairs = ([pieces_of_texts(one.claimed, of.denial[0].told) for one in of.beside[:2]] for of in some if of.beside)
    known, biases = largest(model, pairs), by_distance(model.biases(PLACES))
    export.write_encoder(weights_of(model), known, biases, FOLDER)
    export.write_relations(weights_of(model), known, biases, FOLDER)


if __name__ == "__main__":
    main()
