"""Trains the model that reads one text on: `make train-contesting CORPUS=folder [WORK=folder] [MINUTES=60]`.

It learns which statements contest what somebody claims, from the disputes marked in news, from what was written to
stand in it (`replies.jsonl`), and from the invented news of `stories.jsonl`, and goes on from the weights that are
shipped, over what the shared half of the encoder sees, which is kept from one pass to the next. What readers do not
agree on is learned as something between. Every tenth marked article and story is held back, and tells before and after
how well others are read. What was fitted to the network (MODEL.md) has to be fitted anew. Seeded by the weights that it
goes on from, but for how many steps the given minutes are enough.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import cycle
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.largest import largest_inputs
from tracker.models.relations import export, news
from tracker.models.relations.encoding import Text
from tracker.models.relations.network import Contesting
from tracker.models.relations.news import News
from tracker.models.relations.reader import FOLDER, Floats, encoded
from tracker.models.relations.train_relations import (
    NEWS,
    STEP,
    STORIES,
    asked,
    by_distance,
    by_length,
    cut,
    learn,
    load_shipped,
    precision_of,
    say,
    seeded_by,
    weights_of,
)
from tracker.models.statements.encoding import Ints
from tracker.models.statements.teacher import teacher_folder

_ORDER = (NEWS, STORIES, NEWS)
_ASKED = 600  # texts of each kind that were held back, by which the figures are told
_UNSURE = 0.05  # how likely the less likely is, from which on a mark is not asked after
_LOOKED_AT = 1000  # texts, to know how large the values become that are made 8-bit


class _Remembering(Contesting):
    """The network, with what the shared half sees kept: 0.15 MB a text, of all that is learned from 6 GB."""

    def shared(self, ids: Ints) -> Floats:
        seen: Floats = _encoded(ids.tobytes()).float().numpy()
        return seen


@cache
def _encoded(ids: bytes) -> Tensor:
    return torch.from_numpy(encoded(np.frombuffer(ids, np.int64))).to(torch.bfloat16)


def _loss_of(model: Contesting, some: Sequence[tuple[Text, float]]) -> tuple[Tensor, dict[str, float]]:
    likely = torch.tensor([contests for _, contests in some])
    scores = model([text for text, _ in some])
    loss = nn.functional.cross_entropy(scores, torch.stack((1 - likely, likely), 1))
    return loss, {"contests": float(loss.detach())}


def _lessons(taught: Mapping[str, News], rng: random.Random) -> Iterator[Sequence[tuple[Text, float]]]:
    """The texts of each step: of news and, half as often, of what is invented, all of each before any comes again."""
    left: defaultdict[str, list[Sequence[tuple[Text, float]]]] = defaultdict(list)
    for name in cycle(_ORDER):
        if not left[name]:
            every = list(by_length(news.singles(taught[name], rng), rng, lambda one: len(one[0][1])))
            left[name] = rng.sample(every, len(every))
        yield left[name].pop()


def figures_of(model: Contesting, held_back: Mapping[str, News]) -> str:
    """Return how well what was held back is read: the average precision of what contests something."""
    model.eval()
    told = []
    with torch.no_grad():
        for name, some in held_back.items():
            every = news.singles(some, random.Random(1))  # noqa: S311
            sure = [one for one in every if min(one[1], 1 - one[1]) < _UNSURE]
            sure = random.Random(1).sample(sure, min(len(sure), _ASKED))  # noqa: S311
            scores = [torch.softmax(model([text for text, _ in few]), 1)[:, 1] for few in cut(sure, STEP)]
            right = [likely > 0.5 for _, likely in sure]
            told.append(f"{name} {precision_of(scores, right)} ({sum(right)} of {len(right)})")
    return f"contests, average precision: {', '.join(told)}"


def main() -> None:
    """Train the network and write the graph that is shipped."""
    options, taught, held_back = asked(__doc__)
    model = _Remembering(teacher_folder(options.work))
    load_shipped(model, FOLDER / "contesting.onnx")
    say(f"before; held back: {figures_of(model, held_back)}")
    lessons = _lessons(taught, seeded_by(FOLDER / "contesting.onnx"))
    learn(model, (partial(_loss_of, model, some) for some in lessons), options.minutes, options.work / "contesting.pt")
    say(f"after; held back: {figures_of(model, held_back)}")
    write(model, taught[NEWS], FOLDER)


def write(model: Contesting, taught: News, folder: Path) -> None:
    """Write the graph; its 8-bit weights are evened out by what the layers get from some texts."""
    model.eval()

    def read() -> None:
        with torch.no_grad():
            for some in cut([one.told for one in (*taught.contesting, *taught.quiet)[:_LOOKED_AT]], STEP):
                model(some)

    export.write_contesting(weights_of(model), largest_inputs(model.layers, read), by_distance(model.biases), folder)


if __name__ == "__main__":
    main()
