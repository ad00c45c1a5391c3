"""Trains the network that reads whole articles: `make train-articles CORPUS=folder [WORK=folder]`.

It goes on from the weights that are shipped, over what the shared half of the encoder sees, which stays as it is and is
kept from one pass to the next. What was fitted to the network (MODEL.md) has to be fitted anew. Each step has some
groups of articles (`passages.py`), and three things to learn of their passages: which contest anything; of those, which
others tell what they deny; and which tell the same. Seeded, but for how many steps the given minutes are enough.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.largest import largest_inputs
from tracker.models.relations import export
from tracker.models.relations.network import Articles
from tracker.models.relations.passages import Group, Passage, groups_of_news, groups_of_stories
from tracker.models.relations.reader import FOLDER, encoded
from tracker.models.relations.train_relations import (
    average_precision,
    by_distance,
    learn,
    load_shipped,
    say,
    weights_of,
)
from tracker.models.relations.windows import Window, windows_of
from tracker.models.statements.teacher import teacher_folder

CORPORA = ("attributions_train.jsonl.gz", "newswire_dev.jsonl.gz")
_PIECES = 2000  # of a step
_TOGETHER = 1600  # pieces, with padding, that are read in one go
_SMOOTH = 0.03  # of the right answer, given to the others
_OF_LINKS, _OF_SAME = 0.5, 0.5  # weight of what denies what, and of what tells the same
_QUIET = 0.08  # share of windows without any mark that are learnt from
_HELD_BACK = 30  # groups of each kind by which the figures are told


@dataclass(frozen=True)
class Read:
    """A window of a group that is learnt from, the passages that begin in it, and of each its pieces."""

    window: Window
    passages: list[Passage]
    places: list[Tensor]


def windows_for(group: Group, rng: random.Random | None) -> list[Read]:
    """Return the windows of a group; given `rng`, of those that bear no mark only some."""
    found = []
    for n, (title, text) in enumerate(group.articles):
        for window in windows_of(text, title):
            here = [one for one in group.passages if one.article == n and window.first <= one.start < window.last]
            inside = [np.flatnonzero((window.starts < one.end) & (window.ends > one.start)) for one in here]
            is_marked = any(one.tells or one.contests for one in here)
            if here and (is_marked or rng is None or rng.random() < _QUIET):
                found.append(Read(window, here, list(map(torch.from_numpy, inside))))
    return found


def seen_of(model: Articles, some: Sequence[Read]) -> tuple[list[Passage], Tensor]:
    """Return the passages of some windows and what is seen of each (passages, size)."""
    passages: list[Passage] = []
    vectors = []
    for together in _together(some):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=model.training):
            rows = [(_encoded(read.window.ids.tobytes()).float().numpy(), read.window.kinds) for read in together]
            seen = model.seen(rows).float()
        for n, read in enumerate(together):
            passages += read.passages
            vectors += [seen[n, place].mean(0) for place in read.places]
    return passages, torch.stack(vectors)


@cache
def _encoded(ids: bytes) -> Tensor:
    """What the shared half sees of some pieces; a window takes 0.7 MB, all that are learnt from 4 GB."""
    return torch.from_numpy(encoded(np.frombuffer(ids, np.int64))).to(torch.bfloat16)


def _together(some: Sequence[Read]) -> Iterator[list[Read]]:
    left: list[Read] = []
    for read in sorted(some, key=lambda one: len(one.window.ids)):
        if left and len(read.window.ids) * (len(left) + 1) > _TOGETHER:
            yield left
            left = []
        left.append(read)
    if left:
        yield left


def _loss_of(model: Articles, groups: Sequence[list[Read]]) -> tuple[Tensor, dict[str, float]]:
    """The loss of a step, and its parts."""
    of_group = {id(one): n for n, group in enumerate(groups) for read in group for one in read.passages}
    passages, seen = seen_of(model, [read for group in groups for read in group])
    known = [n for n, one in enumerate(passages) if one.contests is not None]
    right = torch.tensor([int(bool(passages[n].contests)) for n in known])
    contests = nn.functional.cross_entropy(model.contests(seen[known]), right, label_smoothing=_SMOOTH)
    tells, denies = model.vectors(seen)
    told = [(of_group[id(one)], one) for one in passages]
    links = _of_choices(model.of_links * denies @ tells.T, told, lambda one: one.denies)
    same = _of_choices(model.of_same * tells @ tells.T, told, lambda one: one.tells)
    parts = {"contests": contests, "links": links, "same": same}
    return contests + _OF_LINKS * links + _OF_SAME * same, {name: float(one.detach()) for name, one in parts.items()}


def _of_choices(scores: Tensor, told: Sequence[tuple[int, Passage]], about: Callable[[Passage], set[str]]) -> Tensor:
    """Of all other passages of the step those that tell what a passage is about must come before the others."""
    missed = []
    for n, (group, one) in enumerate(told):
        others = [k for k, (other_group, other) in enumerate(told) if other_group != group or not one.overlaps(other)]
        right = [i for i, k in enumerate(others) if told[k][0] == group and told[k][1].tells & about(one)]
        if right:
            missed.append(-torch.logsumexp(torch.log_softmax(scores[n, others], 0)[right], 0))
    return torch.stack(missed).mean() if missed else scores.sum() * 0


def _figures(model: Articles, held_back: Sequence[Group]) -> str:
    """How well the passages of others are read."""
    contests: list[tuple[float, bool]] = []
    denied: list[bool] = []
    same: list[bool] = []
    for group in held_back:
        passages, seen = seen_of(model, windows_for(group, None))
        likely = torch.softmax(model.contests(seen), 1)[:, 1].tolist()
        read = zip(likely, passages, strict=True)
        contests += [(score, one.contests) for score, one in read if one.contests is not None]
        tells, denies = model.vectors(seen)
        denied += _come_first(denies @ tells.T, passages, lambda one: one.denies)
        same += _come_first(tells @ tells.T, passages, lambda one: one.tells)
    figures = f"contests, average precision {average_precision(contests):.3f}"
    return f"{figures}; denied, first of all {np.mean(denied):.3f}; same, first of all {np.mean(same):.3f}"


def _come_first(scores: Tensor, passages: Sequence[Passage], about: Callable[[Passage], set[str]]) -> Iterator[bool]:
    for n, one in enumerate(passages):
        others = [k for k, other in enumerate(passages) if not one.overlaps(other)]
        if any(passages[k].tells & about(one) for k in others):
            best = max(others, key=lambda k: float(scores[n, k]))
            yield bool(passages[best].tells & about(one))


def _lessons(groups: Sequence[Group], rng: random.Random) -> Iterator[list[list[Read]]]:
    """The groups of each step, all of them before any comes again."""
    some: list[list[Read]] = []
    while True:
        for group in rng.sample(groups, len(groups)):
            if windows := windows_for(group, rng):
                some.append(windows)
            if sum(len(read.window.ids) for windows in some for read in windows) >= _PIECES:
                yield some
                some = []


def _texts_of(corpora: Path) -> dict[str, tuple[str, str]]:
    """Title and text of each article of the corpora, by id."""
    rows = (json.loads(row) for name in CORPORA for row in gzip.decompress((corpora / name).read_bytes()).splitlines())
    return {row["id"]: (row["title"] or "", row["text"]) for row in rows}


def main() -> None:
    """Train the network and write the graph that is shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help=f"folder that holds {' and '.join(CORPORA)}")
    parser.add_argument("--work", type=Path, required=True, help="folder for the new weights")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    texts = _texts_of(options.corpora)
    told = {
        which: (list(groups_of_stories(held_back=which)), list(groups_of_news(texts, held_back=which)))
        for which in (False, True)
    }
    stories, news = told[True]
    disputed = [group for group in news if any(one.contests for one in group.passages)]
    model, groups = Articles(teacher_folder(options.work)), [*told[False][0], *told[False][1]]
    load_shipped(model, FOLDER / "articles.onnx")
    held_back = {"stories": stories[:_HELD_BACK], "news": disputed[:_HELD_BACK]}
    lessons = _lessons(groups, random.Random(1))  # noqa: S311
    learn(model, (partial(_loss_of, model, some) for some in lessons), options.minutes, options.work / "articles.pt")
    model.eval()
    with torch.no_grad():
        for name, some in held_back.items():
            say(f"{name}, held back: {_figures(model, some)}")
    write(model, groups[:_HELD_BACK], FOLDER)


def write(model: Articles, groups: Sequence[Group], folder: Path) -> None:
    """Write the graph; its 8-bit weights are evened out by what the layers get from some groups."""
    windows = [windows_for(group, None) for group in groups]

    def read() -> None:
        with torch.no_grad():
            for some in windows:
                seen_of(model, some)

    export.write_articles(weights_of(model), largest_inputs(model.layers, read), by_distance(model.biases), folder)


if __name__ == "__main__":
    main()
