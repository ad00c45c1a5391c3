"""Trains the model that reads two texts on: `make train-relations CORPUS=folder [WORK=folder] [MINUTES=60]`.

It goes on from the weights that are shipped, and learns from the disputes marked in news and in the invented news of
`stories.jsonl`, which teach how news contests a claim, from `affairs.jsonl` and `neighbours.jsonl`, which teach what it
is to say the same and to deny, from pairs that an earlier model took for likely and a reader judged, from the answers
of `answers.jsonl`, and from what was written for articles (`replies.jsonl`). Every tenth marked article and story is
held back, and of the judged pairs every fourth; they tell before and after how well others are read. Shipped is the
mean of the weights before and after, which forgets less than those after (Wortsman et al., Model soups, ICML 2022).
What was fitted to the network (MODEL.md) has to be fitted anew. Seeded by the weights that it goes on from, so that the
next course learns other lessons first; how many steps the given minutes are enough for is known only afterwards.
"""

from __future__ import annotations

import argparse
import random
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.largest import largest_inputs
from tracker.models.relations import affairs, export, news
from tracker.models.relations.affairs import APART, Choice, Lessons, Pair
from tracker.models.relations.encoding import Text, pieces_of_texts
from tracker.models.relations.network import PLACES, Relations
from tracker.models.relations.news import News, read_news, read_stories
from tracker.models.relations.reader import FOLDER, RELATIONS, Floats
from tracker.models.relations.shipped import weights_of_shipped
from tracker.models.statements.teacher import teacher_encoder, teacher_folder

Lesson = TypeVar("Lesson")
Step = Callable[[], tuple[Tensor, dict[str, float]]]  # returns the loss of some lessons, and its parts by name
Taught = tuple[Callable[[Relations, Any], Tensor], Sequence[Any]]  # some lessons with their loss

NEWS, STORIES, KINDS = "news", "stories", ("pairs", "choices")
CORPORA = ("attributions_train.jsonl.gz", "newswire_dev.jsonl.gz")
STEP, CHOICES = 32, 5  # pairs, and choices, a step
_ENCODER_RATE, _RATE, _WARM = 4e-5, 4e-4, 0.04
_TOLD, _SAVED = 20, 0.1  # steps after which losses are told; part of the course after which weights are kept
_SMOOTH = 0.05  # of the right answer, given to the others
_OF_CHOICE, _OF_EACH = 0.4, 0.35  # weight of the choice between claims, and of the relation of each
_ASKED = 400  # lessons of each kind that were held back, by which the figures are told
_LOOKED_AT = 500  # disputes, to know how large the values become that are made 8-bit
_BUCKET = 40  # code points: texts of about one length are read together


def learn(model: nn.Module, steps: Iterator[Step], minutes: float, path: Path) -> None:
    """Train a network's `layers`, and the rest of it at a higher rate, for so many minutes; keep it at `path`."""
    own = {id(p) for p in model.get_submodule("layers").parameters()}
    weights = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in weights if (id(p) in own) == encoder]} for encoder in (True, False)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    torch.manual_seed(1)
    started, done, saved = time.monotonic(), 0.0, 0.0
    told: dict[str, float] = {}
    model.train()
    for n, step in enumerate(steps, 1):
        done = min(1.0, (time.monotonic() - started) / 60 / minutes)
        share = min(done / _WARM, (1 - done) / (1 - _WARM))
        for group, rate in zip(optimizer.param_groups, (_ENCODER_RATE, _RATE), strict=True):
            group["lr"] = rate * share
        loss, losses = step()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        told |= {name: 0.95 * told.get(name, value) + 0.05 * value for name, value in losses.items()}
        if n % _TOLD == 0:
            say(f"step {n}, {done:.0%}: {', '.join(f'{name} {value:.2f}' for name, value in told.items())}")
        if done - saved > _SAVED or done >= 1:
            saved = done
            torch.save(model.state_dict(), path)
        if done >= 1:
            return


def _taken(model: Relations, loss_of: Callable[[Relations, Any], Tensor], some: Sequence[Any]) -> Step:
    def step() -> tuple[Tensor, dict[str, float]]:
        loss = loss_of(model, some)
        return loss, {loss_of.__name__.rpartition("_")[2]: float(loss.detach())}

    return step


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
    """Of the claims of an article those that are denied, or say the same, must come before the others."""
    every = [(asked, *one) for asked, choice in some for one in choice]
    scores = model([_pair(asked, claim, reply) for asked, claim, reply, _ in every])
    of_each = torch.tensor([RELATIONS.index(asked) for asked, *_ in every])
    chosen = scores.gather(1, of_each[:, None])[:, 0]
    others = scores.scatter(1, of_each[:, None], -torch.inf)
    likely = torch.split(chosen - torch.logsumexp(others, 1), [len(choice) for _, choice in some])
    missed = [
        -torch.logsumexp(torch.log_softmax(of_choice, 0)[torch.tensor([right for *_, right in choice])], 0)
        for of_choice, (_, choice) in zip(likely, some, strict=True)
        if any(right for *_, right in choice)
    ]
    each = _loss_of_each(scores, [asked if right else APART for asked, *_, right in every])
    return _OF_CHOICE * (torch.stack(missed).mean() if missed else 0.0) + _OF_EACH * each


def _pair(asked: str, claim: Text, reply: Text) -> tuple[Text, Text]:
    """In the order in which they are read: of two that may say the same it is that of their words."""
    return (claim, reply) if asked == "denies" else (min(claim, reply), max(claim, reply))


def figures_of(model: Relations, held_back: Mapping[str, News]) -> str:
    """Return how well what was held back is read, of news and of what is invented."""
    model.eval()
    with torch.no_grad():
        return "; ".join(f"{name}: {_figures(model, some)}" for name, some in held_back.items())


def _figures(model: Relations, held_back: News) -> str:
    rng = random.Random(1)  # noqa: S311
    every = news.lessons(held_back, rng)
    judged = rng.sample(held_back.judged, min(len(held_back.judged), _ASKED))
    scores = [torch.softmax(model([pair[:2] for pair in some]), 1)[:, 0] for some in cut(judged, STEP)]
    figures = [f"judged as same {precision_of(scores, [relation == 'same' for *_, relation in judged])}"]
    choices = rng.sample(every.choices, min(len(every.choices), _ASKED))
    chosen = [_chosen(model, choice) for choice in choices]
    for asked in ("denies", "same"):
        of = [found for (which, _), found in zip(choices, chosen, strict=True) if which == asked]
        first = [max(found)[1] for found in of if any(right for _, right in found)]
        if first:  # news is not asked which of an article's claims say the same
            precision = average_precision([one for found in of for one in found])
            figures.append(f"{asked} {precision:.3f}, first of all {np.mean(first):.3f} of {len(first)}")
    return f"average precision {', '.join(figures)}"


def precision_of(scores: Sequence[Tensor], right: Sequence[bool]) -> str:
    """Return the average precision of what is told in several steps."""
    return f"{average_precision(list(zip(torch.cat(list(scores)).tolist(), right, strict=True))):.3f}"


def _chosen(model: Relations, choice: Choice) -> list[tuple[float, bool]]:
    asked, some = choice
    scores = torch.softmax(model([_pair(asked, claim, reply) for claim, reply, _ in some]), 1)
    likely = scores[:, RELATIONS.index(asked)].tolist()
    return list(zip(likely, (right for *_, right in some), strict=True))


def _lessons(taught: Mapping[str, News], rng: random.Random) -> Iterator[Taught]:
    """The steps of the course: in turn one of each kind, of news and of what is invented.

    So what there is little of, as choices of news, is learnt from as often as what there is much of.
    """
    left: dict[tuple[str, str], list[Taught]] = {}
    while True:
        for name, told in taught.items():
            for kind in KINDS:
                if not left.get((name, kind)):
                    left[name, kind] = _steps(_every(name, told, rng), rng)[kind]
        yield from (steps.pop() for steps in rng.sample(list(left.values()), len(left)))


def _every(name: str, taught: News, rng: random.Random) -> Lessons:
    """The lessons of one pass; beside those of invented stories those of invented affairs."""
    every = news.lessons(taught, rng)
    if name == STORIES:
        for some in (
            affairs.lessons(affairs.read_affairs(), rng),
            affairs.lessons_of_neighbours(affairs.read_neighbours(), rng),
        ):
            every.pairs.extend(some.pairs)
            every.choices.extend(some.choices)
    return every


def _steps(told: Lessons, rng: random.Random) -> dict[str, list[Taught]]:
    """The steps of one pass by kind, mixed, each some lessons with their loss; texts of about one length together."""
    pairs = by_length(told.pairs, rng, lambda one: len(one[0][1] + one[1][1]))
    choices = cut(rng.sample(told.choices, len(told.choices)), CHOICES)
    steps: dict[str, list[Taught]] = {
        "pairs": [(_loss_of_pairs, some) for some in pairs],
        "choices": [(_loss_of_choices, some) for some in choices],
    }
    return {kind: rng.sample(every, len(every)) for kind, every in steps.items()}


def by_length(every: Sequence[Lesson], rng: random.Random, length: Callable[[Any], int]) -> Iterator[Sequence[Lesson]]:
    """Yield the lessons of each step: mixed, but with texts of about one length together."""
    mixed = rng.sample(every, len(every))
    return cut(sorted(mixed, key=lambda one: length(one) // _BUCKET), STEP)


def cut(every: Sequence[Lesson], size: int) -> Iterator[Sequence[Lesson]]:
    """Yield so many at a time."""
    return (every[at : at + size] for at in range(0, len(every), size))


def average_precision(found: Sequence[tuple[float, bool]]) -> float:
    """Return the mean, over all that are right, of the share that is right among the likeliest down to each."""
    hits = np.array([right for _, right in sorted(found, key=lambda one: -one[0])])
    precision = hits.cumsum() / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


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


def asked(about: str | None) -> tuple[argparse.Namespace, dict[str, News], dict[str, News]]:
    """Return what the command line asks of a course `about` something, what is taught, and what is held back."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("corpora", type=Path, help=f"folder that holds {' and '.join(CORPORA)}")
    parser.add_argument("extracted", type=Path, help="what `tracker extract --format jsonl` printed of both")
    parser.add_argument("--work", type=Path, required=True, help="folder for the new weights, outside the repository")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    corpora = [options.corpora / name for name in CORPORA]
    taught, held_back = (
        {
            NEWS: read_news(corpora, options.extracted, held_back=which),
            STORIES: read_stories(options.extracted, held_back=which),
        }
        for which in (False, True)
    )
    return options, taught, held_back


def main() -> None:
    """Train the network and write the graph that is shipped."""
    options, taught, held_back = asked(__doc__)
    if not (FOLDER / "encoder.onnx").exists():
        write_encoder(teacher_folder(options.work), taught[NEWS], FOLDER)
    model = Relations(teacher_folder(options.work))
    load_shipped(model, FOLDER / "relations.onnx")
    say(f"before; held back: {figures_of(model, held_back)}")
    before = {name: value.clone() for name, value in model.state_dict().items()}
    lessons = _lessons(taught, seeded_by(FOLDER / "relations.onnx"))
    learn(model, (_taken(model, *one) for one in lessons), options.minutes, options.work / "relations.pt")
    say(f"after; held back: {figures_of(model, held_back)}")
    model.load_state_dict({name: (value + before[name]) / 2 for name, value in model.state_dict().items()})
    say(f"the mean of both; held back: {figures_of(model, held_back)}")
    write(model, taught[NEWS], FOLDER)


def seeded_by(path: Path) -> random.Random:
    """Return what mixes the lessons of a course that goes on from the graph at `path`: the next learns others first."""
    return random.Random(zlib.crc32(path.read_bytes()))  # noqa: S311


def load_shipped(model: nn.Module, path: Path) -> None:
    """Have a network go on from the weights of the graph that is shipped."""
    shipped = {name: torch.from_numpy(value.copy()) for name, value in weights_of_shipped(path).items()}
    model.load_state_dict({**model.state_dict(), **shipped})
    model.requires_grad_(True)


def write_encoder(teacher: Path, taught: News, folder: Path) -> None:
    """Write the graph of the half that is shared, as the larger encoder in the folder `teacher` has it."""
    encoder = teacher_encoder(teacher)
    layers = encoder.encoder.layer[: len(encoder.encoder.layer) // 2]

    def read() -> None:
        for pair in _some_pairs(taught):
            ids, _ = pieces_of_texts(*pair)
            seen = encoder.embeddings(input_ids=torch.from_numpy(ids)[None])
            bias = encoder.encoder.compute_position_bias(torch.zeros(1, len(ids)))
            for layer in layers:
                (seen,) = layer(seen, position_bias=bias)

    with torch.no_grad():
        largest = largest_inputs(layers, read)
        biases = by_distance(encoder.encoder.compute_position_bias(torch.zeros(1, PLACES)))
    weights = {f"encoder.{name}": value for name, value in weights_of(encoder).items()}
    export.write_encoder(weights, largest, biases, folder)


def write(model: Relations, taught: News, folder: Path) -> None:
    """Write the graph; its 8-bit weights are evened out by what the layers get from some pairs."""

    def read() -> None:
        model.eval()
        with torch.no_grad():
            for some in cut(_some_pairs(taught), STEP):
                model(some)

    export.write_relations(weights_of(model), largest_inputs(model.layers, read), by_distance(model.biases), folder)


def _some_pairs(taught: News) -> list[tuple[Text, Text]]:
    return [(one.claimed, of.denial[0].told) for of in taught.disputes[:_LOOKED_AT] for one in of.beside[:2]]


if __name__ == "__main__":
    main()
