"""Trains the statement model: `make train CORPUS=… [WORK=…] [UNMARKED=…]`.

A large encoder learns from the marked articles; then the small one that is shipped learns from them and from what the
large one says of each word, of these articles and of others that nobody has marked (knowledge distillation; Hinton et
al., 2015). Seeded; a run that is cut off goes on from its last checkpoint in WORK.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from tracker.models.graph import Largest
from tracker.models.largest import largest_inputs
from tracker.models.statements import decoding, export, network
from tracker.models.statements.batches import UNKNOWN, Batch, Example, Taught, batches, examples
from tracker.models.statements.corpus import Marked, f1_scores, read_corpus
from tracker.models.statements.decoding import REACH, ROLES, Floats, Found
from tracker.models.statements.encoding import FOLDER, Ints, Words
from tracker.models.statements.network import Network
from tracker.models.statements.reader import averaged
from tracker.models.statements.teacher import teacher_folder

_SAVED_EVERY = 300  # seconds
_REMEMBERED_EVERY = 5  # steps
_LOOKED_AT = 20  # articles, to know how large the values become that are made 8-bit


@dataclass(frozen=True, slots=True)
class Course:
    """How one network is trained: rates of the encoder and the rest, epochs, full windows a step."""

    encoder_rate: float
    rate: float
    rounds: tuple[int, ...]  # epochs of each; in a round the rates rise and then fall to nothing (warm restarts)
    batch: int = 8
    masked: float = 0.05  # share of pieces that are hidden, so that no single word is relied on
    memory: float = 0.998  # a step, of the running average of the weights, which is what is kept
    gold: float = 1.0  # weight of what is marked, where the teacher says something too
    warm: float = 0.06  # share of a round in which the rates rise


TEACHER = Course(encoder_rate=6e-5, rate=1e-3, rounds=(2,))
STUDENT = Course(encoder_rate=2.5e-4, rate=1e-3, rounds=(8, 1), gold=0.5)


# ------------------------------------------------------------------ learning


def loss_of(model: Network, batch: Batch, gold: float) -> Tensor:
    """Return the loss of a batch: cross-entropy of tags and of roles, against what is marked and what is taught."""
    with torch.autocast("cpu", torch.bfloat16):
        tags, word, cue = model.tagger(batch.ids, batch.forms, batch.mask, batch.first)
        cues = batch.cues + batch.doubtful(tags)
        if not len(cues):
            return _loss(tags.float(), batch.tags, batch.taught_tags, gold)
        roles, is_cue = model.around(word, cue, cues)
    right = nn.functional.binary_cross_entropy_with_logits(is_cue.float(), batch.cue_targets(cues, gold))
    return (
        _loss(tags.float(), batch.tags, batch.taught_tags, gold)
        + _loss(roles[: len(batch.cues)].float(), batch.roles, batch.taught_roles, gold)
        + right
    )


def _loss(scores: Tensor, marked: Tensor, taught: Tensor, gold: float) -> Tensor:
    scores, marked, taught = scores.flatten(0, 1), marked.flatten(), taught.flatten(0, 1)
    is_marked, is_taught = marked != UNKNOWN, taught.sum(-1) > 0.5
    by_mark = nn.functional.cross_entropy(scores, marked, ignore_index=UNKNOWN, reduction="none")
    by_teacher = -(taught * scores.log_softmax(-1)).sum(-1)
    share = torch.where(is_marked & is_taught, gold, is_marked.float())  # of the mark; the rest is the teacher's
    return (share * by_mark + (1 - share) * by_teacher).sum() / (is_marked | is_taught).sum().clamp(min=1)


class Learner:
    """One network in training, with what is needed to go on after being cut off."""

    def __init__(self, name: str, model: Network, course: Course, work: Path) -> None:
        """Take a network; its state is kept at `work/name.pt`."""
        self.name, self.model, self.course, self.path = name, model, course, work / f"{name}.pt"
        self.weights = [p for p in model.parameters() if p.requires_grad]
        encoder = {id(p) for p in model.tagger.encoder.parameters()}
        groups = [
            {"params": [p for p in self.weights if id(p) in encoder], "lr": course.encoder_rate},
            {"params": [p for p in self.weights if id(p) not in encoder], "lr": course.rate},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.rates = (course.encoder_rate, course.rate)
        self.average = {key: value.clone() for key, value in model.state_dict().items()}
        self.epoch = self.step = 0  # where to go on
        self.saved_at = time.monotonic()

    def learn(self, articles: Sequence[Marked], taught: Sequence[Taught | None], dev: Sequence[Marked]) -> None:
        """Train to the end of the course, and leave the averaged weights in the network."""
        self._resume()
        while self.epoch < sum(self.course.rounds):
            started = time.monotonic()
            rng = random.Random(self.epoch)  # noqa: S311
            self._one_epoch(batches(examples(articles, taught, rng), self.course.batch, rng))
            live = {key: value.clone() for key, value in self.model.state_dict().items()}
            self.model.load_state_dict(self.average)
            figures = f1_scores(dev, [find(self.model, article) for article in dev])
            _say(f"{self.name} epoch {self.epoch}, {time.monotonic() - started:.0f} s: {figures}")
            self.model.load_state_dict(live)
        self.model.load_state_dict(self.average)

    def _one_epoch(self, steps: list[list[Example]]) -> None:
        self.model.train()
        noise = np.random.default_rng([self.epoch, self.step])
        torch.manual_seed(self.epoch)
        losses: list[float] = []
        for step in range(self.step, len(steps)):
            done = self.epoch * len(steps) + step
            self._set_rates(self.epoch + step / len(steps))
            loss = loss_of(self.model, Batch(steps[step], self.course.masked, noise), self.course.gold)
            loss.backward()
            nn.utils.clip_grad_norm_(self.weights, 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            losses.append(loss.item())
            if step % _REMEMBERED_EVERY == 0:
                self._remember(done)
            if step % 50 == 0:
                _say(
                    f"{self.name} epoch {self.epoch + 1} step {step} of {len(steps)}: loss {np.mean(losses[-50:]):.4f}"
                )
            if time.monotonic() - self.saved_at > _SAVED_EVERY:
                self._save(self.epoch, step + 1)
        self._save(self.epoch + 1, 0)

    def _set_rates(self, epochs: float) -> None:
        rounds = iter(self.course.rounds)
        length = next(rounds)
        while epochs >= length:
            epochs, length = epochs - length, next(rounds)
        done = epochs / length
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


def _say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, flush=True)  # noqa: T201


# ------------------------------------------------------------------ reading with a network that is being trained


def outputs(model: Network, words: Words) -> tuple[Floats, Floats, Floats]:
    """Return tag scores, word and cue vectors of a text's words, as the shipped reader gets them."""
    model.eval()

    def read(*parts: Ints) -> list[Floats]:
        ids, forms, first = (torch.from_numpy(part)[None] for part in parts)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            return [score[0].float().numpy() for score in model.tagger(ids, forms, None, first)]

    return averaged(words, read)


def find(model: Network, article: Marked) -> list[Found]:
    """Return the attributions that a network finds in an article."""
    return decoding.read_roles(*outputs(model, article.words), lambda *parts: _roles(model, *parts))


def _roles(model: Network, around: Floats, cue: Floats, is_word: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        roles, is_cue = model.roles(torch.from_numpy(around), torch.from_numpy(cue), torch.from_numpy(is_word))
    return roles.float().numpy(), is_cue.float().numpy()


def teach(model: Network, article: Marked) -> Taught:
    """Return what a trained network says of an article: of its cues where they are marked, else of those it finds."""
    tags, word, cue = outputs(model, article.words)
    cues = [found.cue for found in article.runs] if article.is_marked else decoding.runs_of(decoding.tag_words(tags), 1)
    roles = np.zeros((len(cues), 2 * REACH + 1, len(ROLES)), np.float16)
    if cues:
        around, is_word = decoding.around(word, cues)
        scores, _ = _roles(model, around, np.stack([cue[a:b].mean(0) for a, b in cues]), is_word)
        roles = np.exp(decoding.log_softmax(scores)).astype(np.float16)
    return Taught(np.exp(decoding.log_softmax(tags)).astype(np.float16), cues, roles)


def largest(model: Network, articles: Sequence[Marked]) -> list[Largest]:
    """Return for each layer of the encoder the largest value of each input that it gets from some texts."""

    def read() -> None:
        for article in articles[:: max(1, len(articles) // _LOOKED_AT)]:
            outputs(model, article.words)

    return largest_inputs(model.tagger.encoder.encoder.layer, read)


def _lessons(model: Network, articles: Sequence[Marked]) -> Iterator[Taught]:
    for n, article in enumerate(articles):
        if n % 200 == 0:
            _say(f"teaching: article {n} of {len(articles)}")
        yield teach(model, article)


def main() -> None:
    """Train teacher and student and write the graphs that are shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with attributions_train and attributions_dev.jsonl.gz")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, outside the repository")
    parser.add_argument("--unmarked", type=Path, help="JSONL of further articles that only the teacher marks")
    parser.add_argument("--limit", type=int, help="learn from so many articles only, to compare roads")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    marked = read_corpus(options.corpus / "attributions_train.jsonl.gz")[: options.limit]
    dev = read_corpus(options.corpus / "attributions_dev.jsonl.gz")
    others = read_corpus(options.unmarked)[: options.limit] if options.unmarked else []
    large = network.teacher(teacher_folder(options.work))
    Learner("teacher", large, TEACHER, options.work).learn(marked, [None] * len(marked), dev)
    taught = list(_lessons(large, [*marked, *others]))
    small = network.student()
    Learner("student", small, STUDENT, options.work).learn([*marked, *others], taught, dev)
    export.write({key: value.numpy() for key, value in small.state_dict().items()}, largest(small, marked), FOLDER)


if __name__ == "__main__":
    main()
