"""The affairs that the models learn from, and the lessons made of them.

An affair holds passages that assert one proposition in different words, passages that deny it, passages with the same
actors and words that do neither, and bare replies that deny whatever was said before. `affairs.jsonl` has one
proposition for each affair; `neighbours.jsonl` has four, about the same people and things, of which none says what
another says, so that the denial of one denies none of the others; many of them have passages too that agree with the
denials. Both were written for this project, and all that they tell is invented.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from pathlib import Path

from tracker.models.relations.encoding import Text

Pair = tuple[Text, Text, str]  # claim, reply, relation
Choice = tuple[str, tuple[tuple[Text, Text, bool], ...]]  # a relation; claim, reply, whether it is theirs

FILE, NEIGHBOURS = (Path(__file__).parent / f"{name}.jsonl" for name in ("affairs", "neighbours"))
APART = "apart"  # the relation of two texts that neither say the same nor deny, whether or not they agree
# Pairs of a claim that has neighbours, by relation.
_SAME, _DENIES, _BOTH_DENY, _AGREE, _OTHER_DENIALS, _OTHERS, _BESIDE = 4, 5, 2, 3, 4, 3, 2
_PAIRS, _CHOICES = 3, 2  # of each affair with neighbours, in an epoch
_DENIED = 0.6  # how often a choice is between claims that are denied; else between such that say the same
_TWICE = 0.3  # how often a claim stands beside itself
_BEFORE = 0.5  # how often another passage of the affair stands before one


@dataclass(frozen=True, slots=True)
class Affair:
    """One proposition: who asserts it, who denies it, and what stands near it."""

    claim: tuple[str, ...]
    deny: tuple[str, ...]
    other: tuple[str, ...]
    bare: tuple[str, ...] = ()
    agree: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lessons:
    """What one epoch learns from: pairs with their relation, and choices.

    A choice holds some claims of an article beside a denial, which denies one or two of them, or beside another claim,
    which one or two of them say too.
    """

    pairs: list[Pair] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def read_affairs(path: Path = FILE) -> list[Affair]:
    """Return the affairs of a file of JSON lines, in order."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [_affair(row) for row in rows]


def read_neighbours(path: Path = NEIGHBOURS) -> list[list[Affair]]:
    """Return the affairs of which a file of JSON lines tells several propositions each, in order."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [[_affair(claim) for claim in row["claims"]] for row in rows]


def _affair(row: dict[str, list[str]]) -> Affair:
    return Affair(*(tuple(row.get(kind, ())) for kind in ("claim", "deny", "other", "bare", "agree")))


def lessons(affairs: Sequence[Affair], rng: random.Random) -> Lessons:
    """Return the lessons of one epoch, in order.

    Each denial is held against what it does not deny, and each claim against itself.
    """
    made = Lessons()
    for n, affair in enumerate(affairs):
        elsewhere = affairs[(n + rng.randrange(1, len(affairs))) % len(affairs)]
        made.pairs.extend((("", one), ("", other), relation) for one, other, relation in _pairs(affair, elsewhere, rng))
    return made


def lessons_of_neighbours(affairs: Sequence[Sequence[Affair]], rng: random.Random) -> Lessons:
    """Return the lessons of one epoch from claims that are easily mixed up, in order: pairs and choices."""
    made = Lessons()
    for affair in affairs:
        about = [text for told in affair for text in (*told.claim, *told.other)]
        for one, other, relation in rng.sample(list(_pairs_of_neighbours(affair, rng)), _PAIRS):
            made.pairs.append((_after(about, one, rng), _after(about, other, rng), relation))
        for _ in range(_CHOICES):
            asked, some = _choice_of_neighbours(affair, rng)
            reply = _after(about, some[0][1], rng)
            made.choices.append((asked, tuple((_after(about, one, rng), reply, right) for one, _, right in some)))
    return made


def _choice_of_neighbours(affair: Sequence[Affair], rng: random.Random) -> tuple[str, list[tuple[str, str, bool]]]:
    """Of the claims of an affair the one that a denial denies, or that another wording tells; and what does neither."""
    told = rng.choice(affair)
    right, reply = rng.sample(told.claim, 2)
    asked = "denies" if rng.random() < _DENIED else "same"
    if asked == "denies":
        reply = rng.choice(told.deny)
    wrong = [rng.choice(other.claim) for other in affair if other is not told]
    wrong += rng.sample(told.agree, min(1, len(told.agree))) + rng.sample(told.other, 1)
    return asked, [(right, reply, True), *((one, reply, False) for one in wrong)]


def _pairs_of_neighbours(affair: Sequence[Affair], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    for told in affair:
        others = [other for other in affair if other is not told]
        yield from _some(permutations(told.claim, 2), _SAME, "same", rng)
        yield from _some(product(told.claim, told.deny), _DENIES, "denies", rng)
        yield from _some(permutations(told.deny, 2), _BOTH_DENY, "agrees", rng)
        yield from _some(product(told.agree, told.deny), _AGREE, "agrees", rng)
        yield from _some(product(told.claim, told.agree), 1, APART, rng)
        for _ in range(_OTHER_DENIALS):
            yield rng.choice(told.claim), rng.choice(rng.choice(others).deny), "other"
        for _ in range(_OTHERS):
            yield rng.choice(told.claim), rng.choice(rng.choice(others).claim), "other"
        for some in filter(None, (told.deny, told.agree)):
            yield rng.choice(some), rng.choice(rng.choice(others).deny), "other"
        yield rng.choice(told.claim), rng.choice(told.other), "other"
        for other in rng.sample(told.other, _BESIDE):
            yield other, rng.choice(told.deny), "other"
        if rng.random() < _TWICE:
            text = rng.choice(told.claim)
            yield text, text, "same"


def _some(
    pairs: Iterable[tuple[str, ...]], most: int, relation: str, rng: random.Random
) -> Iterator[tuple[str, str, str]]:
    every = list(pairs)
    yield from ((one, other, relation) for one, other in rng.sample(every, min(most, len(every))))


def _after(about: Sequence[str], text: str, rng: random.Random) -> Text:
    before = rng.choice(about) if rng.random() < _BEFORE else ""
    return ("" if before == text else before), text


def _pairs(affair: Affair, elsewhere: Affair, rng: random.Random) -> Iterator[tuple[str, str, str]]:
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
