"""Trains the reader from base weights: `make train CORPUS=… [WORK=…]`.

Seeded; a run that is cut off goes on from its last checkpoint in WORK.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from tracker.models.decoding import MEETING
from tracker.models.mentions import Phrase
from tracker.models.weights import FOLDER
from tracker.parsing import parse
from tracker.records import Article
from tracker.training import export, likeness, network, vectors
from tracker.training.batches import Below, Step, steps_of
from tracker.training.corpora import Lesson, attributed, disputed, lessons, short_excerpts, stories
from tracker.training.examples import UNKNOWN, Example, Reread, example, meeting_words
from tracker.training.graph import EVENED
from tracker.training.largest import largest_inputs
from tracker.training.measure import measured, word_states
from tracker.training.network import Again, Network

_SAVED_EVERY = 600  # seconds
_LOOKED_AT = 10  # articles, to know how large the values become that are made 8-bit
_REMEMBERED_EVERY = 5  # steps
_LIKENESS = 20.0  # times the loss of it
_TRAIN = ("reading_train", "corpora", "own")
_DEV = ("reading_dev",)
_PLAIN = 0.15, 0.0  # of PolNeAR's plain articles: they teach what a cue, a source and a content are
_SHORT = 0.15, 0.15  # of stretches of marked articles
_DISPUTED = 0.4, 0.4  # of what surrounds denials in others
_STORIES = 0.1, 0.1  # of the invented stories
_ASKED = 24  # articles that are learned from, on which it is measured beside those that choose


@dataclass(frozen=True, slots=True)
class Course:
    """How the network is trained: rates of the encoder and the rest, epochs, pieces a step."""

    encoder_rate: float = 8e-5
    rate: float = 1e-3
    epochs: int = 5
    pieces: int = 2000
    memory: float = 0.99  # a step, of the running average of the weights, which is what is kept
    warm: float = 0.06  # share of the course in which the rates rise


def losses(model: Network, step: Step, sentences: Mapping[str, likeness.Sentences]) -> dict[str, Tensor]:
    """Return the losses of a step, by what is learned; `sentences` are those of articles, by their ids."""
    with torch.autocast("cpu", torch.bfloat16):
        states = model.encoder.states(step.below, step.forms, step.lengths)[step.first]
        word = model.encoder(states)
        others, kinds = step.doubtful(word)
        places = step.places + others
        again = step.reread(model, word, places) if len(places) else None
    found = _of_words(step, word)
    if again is not None:
        found |= _of_places(step, again, kinds) | _of_types(model, step, word) | _of_choices(model, step, word, again)
    like = likeness.loss(states, step.begin[:-1].tolist(), [sentences.get(one.id) for one in step.examples])
    return found if like is None else found | {"likeness": _LIKENESS * like}


def _of_words(step: Step, word: dict[str, Tensor]) -> dict[str, Tensor]:
    """The losses of what each word is taken for, where that is known."""
    found = {}
    if (step.tags != UNKNOWN).any():
        found["tags"] = nn.functional.cross_entropy(word["tags"].float(), step.tags, ignore_index=UNKNOWN)
    for name, wanted in (("starts", step.starts), ("meets", step.meets)):
        known = wanted >= 0
        if known.any():
            score = word[name].float()[known, 0]
            found[name] = nn.functional.binary_cross_entropy_with_logits(score, wanted[known]) * 4
    return found


def _of_places(step: Step, again: Again, kinds: Tensor) -> dict[str, Tensor]:
    """The losses of the places that are read again: the marked ones, then words that are none, of these `kinds`."""
    count, others = len(step.places), torch.ones(len(kinds))
    share = torch.cat([step.share, others])
    is_one = torch.cat([torch.ones(count), torch.zeros(len(kinds))])
    each = nn.functional.binary_cross_entropy_with_logits(again.is_one.float(), is_one, reduction="none")
    found = {"is_one": _mean(each, share * torch.cat([step.is_one, others]))}
    if (step.roles != UNKNOWN).any():
        found["roles"] = nn.functional.cross_entropy(
            again.roles[:count].float().flatten(0, 1), step.roles.flatten(), ignore_index=UNKNOWN
        )
    found["kind"] = 2 * _kind(again.kind.float(), torch.cat([step.kinds, kinds]), share)
    for name, factor in (("weight", 0.2), ("status", 0.5), ("mode", 0.25)):
        known = step.labels[name] != UNKNOWN
        if known.any():
            score = getattr(again, name)[:count].float()[known]
            each = nn.functional.cross_entropy(score, step.labels[name][known], reduction="none")
            found[name] = factor * _mean(each, step.share[known])
    return found


def _of_types(model: Network, step: Step, word: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of the types of names."""
    scores, types = step.types(model, word)
    if not (types != UNKNOWN).any():
        return {}
    return {"types": 0.5 * nn.functional.cross_entropy(scores, types, ignore_index=UNKNOWN)}


def _of_choices(model: Network, step: Step, word: dict[str, Tensor], again: Again) -> dict[str, Tensor]:
    """The losses of who says each statement, who takes part in each meeting, and what each answer answers."""
    chosen: dict[str, list[Tensor]] = {"speaker": [], "sides": []}
    for _, place, scores in step.choices(model, word, again.meaning[: len(step.places)].float()):
        chosen["sides" if place.what == MEETING else "speaker"].append(_choice(place, scores))
    chosen["answers"] = [_choice_of(scores, targets) for scores, targets in step.answers(model, again)]
    return {name: torch.stack(each).mean() for name, each in chosen.items() if each}


def _choice(place: Reread, scores: Tensor) -> Tensor:
    """The loss of a choice: of who says it, the share that each of them gets; of each side, whether it takes part."""
    if place.what != MEETING:
        shares = scores[:, 0].log_softmax(0)
        return -place.share * torch.stack([shares[list(who)].logsumexp(0) for who in place.parties or ()]).mean()
    known = torch.ones(len(scores), dtype=torch.bool)
    known[list(place.ignored)] = False
    wanted = torch.zeros(len(scores))
    for side in place.parties or ():
        wanted[list(side)] = 1
    each = nn.functional.binary_cross_entropy_with_logits(scores[:, 1], wanted, reduction="none")
    return place.share * each[known].sum() / 10


def _choice_of(scores: Tensor, wanted: Sequence[int]) -> Tensor:
    """The loss of a choice of which one or another is wanted."""
    return -scores.log_softmax(0)[list(wanted)].logsumexp(0)


def _kind(scores: Tensor, possible: Tensor, share: Tensor) -> Tensor:
    """The loss of the kinds: minus the logarithm of what those get that are `possible`, where not all are."""
    each = -scores.log_softmax(-1).masked_fill(~possible, -torch.inf).logsumexp(-1)
    return _mean(each, share * ~possible.all(-1))


def _mean(each: Tensor, share: Tensor) -> Tensor:
    return (each * share).sum() / share.sum().clamp(min=1)


@dataclass(frozen=True, slots=True)
class Part:
    """Articles to learn from, and which share of them the first and the last epoch read."""

    examples: Sequence[Example]
    first: float = 1.0
    last: float = 1.0

    def chosen(self, done: float, rng: random.Random) -> list[Example]:
        """Return what an epoch reads of them, at so much of the course."""
        share = self.first + (self.last - self.first) * done
        return rng.sample(list(self.examples), round(len(self.examples) * share))


class Learner:
    """One network in training, with what is needed to go on after being cut off."""

    def __init__(
        self, name: str, model: Network, course: Course, work: Path, sentences: Mapping[str, likeness.Sentences]
    ) -> None:
        """Take a network; its state is kept at `work/name.pt`."""
        self.name, self.model, self.course, self.path = name, model, course, work / f"{name}.pt"
        self.sentences, self.below = sentences, Below(model)
        self.weights = [p for p in model.parameters() if p.requires_grad]
        encoder = {id(p) for p in model.encoder.base.parameters()}
        groups = [
            {"params": [p for p in self.weights if id(p) in encoder], "lr": course.encoder_rate},
            {"params": [p for p in self.weights if id(p) not in encoder], "lr": course.rate},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.rates = (course.encoder_rate, course.rate)
        self.average = {key: value.clone() for key, value in model.state_dict().items()}
        self.epoch = self.step = 0  # where to go on
        self.saved_at = time.monotonic()

    def learn(self, parts: Sequence[Part], asked: Mapping[str, Sequence[tuple[Example, Lesson]]]) -> None:
        """Train to the end of the course, and leave the averaged weights in the network.

        After each epoch the figures on what is `asked`, by name, are printed.
        """
        self._resume()
        while self.epoch < self.course.epochs:
            started = time.monotonic()
            rng = random.Random(self.epoch)  # noqa: S311
            done = self.epoch / max(self.course.epochs - 1, 1)
            chosen = [one for part in parts for one in part.chosen(done, rng)]
            self._one_epoch(steps_of(chosen, self.course.pieces, rng))
            live = {key: value.clone() for key, value in self.model.state_dict().items()}
            self.model.load_state_dict(self.average)
            say(f"{self.name} epoch {self.epoch}, {time.monotonic() - started:.0f} s")
            for name, some in asked.items():
                say(f"{name}: {measured(self.model, some)}")
            self.model.load_state_dict(live)
        self.model.load_state_dict(self.average)

    def _one_epoch(self, steps: list[list[Example]]) -> None:
        self.model.train()
        torch.manual_seed(self.epoch)
        seen: dict[str, list[float]] = {}
        for number in range(self.step, len(steps)):
            self._set_rates((self.epoch + number / len(steps)) / self.course.epochs)
            read = [self.below.read(one, self.epoch) for one in steps[number]]
            each = losses(self.model, Step(steps[number], read), self.sentences)
            sum(each.values(), torch.zeros(())).backward()
            nn.utils.clip_grad_norm_(self.weights, 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            for name, loss in each.items():
                seen.setdefault(name, []).append(loss.item())
            if number % _REMEMBERED_EVERY == 0:
                self._remember(self.epoch * len(steps) + number)
            if number % 100 == 0:
                figures = "  ".join(f"{name} {np.mean(values[-100:]):.3f}" for name, values in seen.items())
                say(f"{self.name} epoch {self.epoch + 1} step {number} of {len(steps)}: {figures}")
            if time.monotonic() - self.saved_at > _SAVED_EVERY:
                self._save(self.epoch, number + 1)
        self._save(self.epoch + 1, 0)

    def _set_rates(self, done: float) -> None:
        share = min(done / self.course.warm, (1 - done) / (1 - self.course.warm))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share

    def _remember(self, done: int) -> None:
        memory = min(self.course.memory**_REMEMBERED_EVERY, (done + 1) / (done + 50))
        learned = {key: value for key, value in self.model.named_parameters() if value.requires_grad}
        with torch.no_grad():
            torch._foreach_lerp_([self.average[key] for key in learned], list(learned.values()), 1 - memory)

    def _save(self, epoch: int, step: int) -> None:
        self.epoch, self.step, self.saved_at = epoch, step, time.monotonic()
        state = {"model": self.model.state_dict(), "average": self.average, "optimizer": self.optimizer.state_dict()}
        new = self.path.with_suffix(".new")
        torch.save({**state, "epoch": epoch, "step": step}, new)
        new.replace(self.path)  # a run cut off while it saves keeps the state before

    def _resume(self) -> None:
        if self.path.exists():
            state = torch.load(self.path)
            self.epoch, self.step, self.average = state["epoch"], state["step"], state["average"]
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])


def say(line: str) -> None:
    """Print a line with the time."""
    print(time.strftime("%H:%M:%S"), line, flush=True)  # noqa: T201


def noun_phrases(lesson: Lesson, cache: dict[str, list[Phrase]]) -> list[Phrase]:
    """Return the noun phrases of an article, parsed once."""
    if lesson.id not in cache:
        cache[lesson.id] = parse(Article(lesson.text, title=lesson.title)).noun_phrases()
    return cache[lesson.id]


def main() -> None:
    """Train the network and write what is shipped."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.manual_seed(0)
    parts, asked = _examples(options)
    sentences = _sentences(parts[0].examples, options.work / "sentences.pt")
    model = network.student()
    Learner(options.name, model, Course(epochs=options.epochs), options.work, sentences).learn(parts, asked)
    if options.limit:
        return  # what compares roads ships nothing
    model.eval()
    say(vectors.learn(model, list(vectors.passages(model, options.corpus))))
    looked_at = [example for example, _ in asked["dev"][:_LOOKED_AT]]
    layers = model.encoder.base.layers
    largest = largest_inputs(layers, EVENED, lambda: [word_states(model, example) for example in looked_at])
    export.write({name: value.numpy() for name, value in model.state_dict().items()}, largest, FOLDER)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpora")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, outside the repository")
    parser.add_argument("--name", default="student")
    parser.add_argument("--epochs", type=int, default=Course().epochs)
    parser.add_argument(
        "--limit",
        type=int,
        help="learn from so many articles of each kind only, to compare roads; writes nothing that is shipped",
    )
    return parser.parse_args()


def _examples(options: argparse.Namespace) -> tuple[list[Part], dict[str, list[tuple[Example, Lesson]]]]:
    """Return the parts to learn from, and what to look at after each epoch: what chooses, and some that is learned."""
    marked = lessons(options.corpus, _TRAIN)[: options.limit]
    known = {lesson.id for lesson in marked}
    plain = attributed(options.corpus, "attributions_train", known)[: options.limit]
    cached = options.work / "phrases.pkl"
    cache = pickle.loads(cached.read_bytes()) if cached.exists() else {}  # noqa: S301
    odds = meeting_words(marked)
    short = [one for lesson in marked for one in short_excerpts(lesson)]
    whole, stretches = ([example(one, noun_phrases(one, cache), odds) for one in some] for some in (marked, short))
    asked = {
        "dev": [(example(one, noun_phrases(one, cache), odds), one) for one in lessons(options.corpus, _DEV)],
        "learned": list(zip(whole, marked, strict=True))[:: max(len(marked) // _ASKED, 1)][:_ASKED],
    }
    cached.write_bytes(pickle.dumps(cache))
    parts = [
        Part(whole),
        Part(stretches, *_SHORT),
        Part([example(one, (), odds) for one in disputed(options.corpus, known)[: options.limit]], *_DISPUTED),
        Part([example(lesson, (), odds) for lesson in plain], *_PLAIN),
        Part([example(lesson, (), odds) for lesson in stories()[: options.limit]], *_STORIES),
    ]
    say(" · ".join(f"{len(part.examples)} articles, {part.first} to {part.last} an epoch" for part in parts))
    return parts, asked


def _sentences(examples: Sequence[Example], cached: Path) -> Mapping[str, likeness.Sentences]:
    """Return the sentences of articles with their vectors in the base, found once."""
    found: dict[str, likeness.Sentences] = torch.load(cached, weights_only=False) if cached.exists() else {}
    new = [one for one in examples if one.id not in found]
    if new:
        found |= likeness.sentences_of(new)
        torch.save(found, cached)
        say(f"{sum(len(one.runs) for one in found.values())} sentences to be like")
    return found


if __name__ == "__main__":
    main()
