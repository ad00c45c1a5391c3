"""The affairs that the model learns from, and the lessons made of them.

An affair holds passages that assert one proposition in different words, passages that deny it, passages with the same
actors and words that do neither, and bare replies that deny whatever was said before. `affairs.jsonl` was written for
this project, and all that it tells is invented.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Text = tuple[str, str]  # what stands before it, and the words
Pair = tuple[str, str, str]  # claim, reply, relation
Choice = tuple[tuple[str, str, bool], ...]  # claim, reply, whether that is what it denies

FILE = Path(__file__).parent / "affairs.jsonl"


@dataclass(frozen=True, slots=True)
class Affair:
    """One proposition: who asserts it, who denies it, and what stands near it."""

    topic: str
    claim: tuple[str, ...]
    deny: tuple[str, ...]
    other: tuple[str, ...]
    bare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What one epoch learns from: pairs with their relation, texts that contest something or do not, and near texts.

    Of the three near texts the first two are about one proposition, the third about another of the same affair. A
    choice holds some claims of an article beside a denial, which denies one or two of them.
    """

    pairs: list[Pair] = field(default_factory=list)
    singles: list[tuple[str, str, bool]] = field(default_factory=list)
    near: list[tuple[Text, Text, Text]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def read_affairs(path: Path = FILE) -> list[Affair]:
    """Return the affairs of a file of JSON lines, in order."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    kinds = ("claim", "deny", "other", "bare")
    return [Affair(row["topic"], *(tuple(row[kind]) for kind in kinds)) for row in rows]


def lessons(affairs: Sequence[Affair], rng: random.Random) -> Lessons:
    """Return the lessons of one epoch, in order: no single texts, which contest something only within an article.

    Each denial is held against what it does not deny, and each claim against itself.
    """
    made = Lessons()
    for n, affair in enumerate(affairs):
        elsewhere = affairs[(n + rng.randrange(1, len(affairs))) % len(affairs)]
        made.pairs.extend(_pairs(affair, elsewhere, rng))
        near = rng.choice(affair.claim), rng.choice(affair.claim + affair.deny), rng.choice(affair.other)
        made.near.append(tuple(("", text) for text in near))  # type: ignore[arg-type]
    return made


def _pairs(affair: Affair, elsewhere: Affair, rng: random.Random) -> Iterable[Pair]:
    claim, restated = rng.sample(affair.claim, 2)
    yield claim, restated, "same"
    yield rng.choice(affair.claim), rng.choice(affair.deny), "denies"
    yield rng.choice(affair.other), rng.choice(affair.deny), "other"
    near, nearer = rng.sample(affair.other, 2)
    yield (
        (rng.choice(affair.claim), near, "other") if rng.random() < 3 / 4 else (near, rng.choice(affair.claim), "other")
    )
    draw = rng.random()
    if draw < 1 / 5:
        yield rng.choice(affair.deny), nearer, "other"
    elif draw < 2 / 5:
        yield near, nearer, "other"
    elif draw < 3 / 5:
        yield rng.choice(affair.claim), rng.choice(elsewhere.claim + elsewhere.deny + elsewhere.other), "other"
    elif draw < 4 / 5:
        yield near, rng.choice(elsewhere.other + elsewhere.deny), "other"
    else:
        yield rng.choice(affair.claim), rng.choice(affair.bare), "denies"
    if rng.random() < 1 / 3:
        text = rng.choice(affair.claim + affair.other)
        yield text, text, "same"
    else:
        claim, restated = rng.sample(affair.claim, 2)
        yield claim, restated, "same"
