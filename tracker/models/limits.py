"""Numbers that were fitted: `limits.json`, which `tracker.training.fit` and `fit_pairs` write.

`groups` alone was chosen by hand, by what it joins of the stories of the tests.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("limits.json")


_MOST = 5.0  # that the log odds of a probability count for, either way


def logit(probability: float) -> float:
    """Return the log odds of a probability, at most 5 either way."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return min(_MOST, max(-_MOST, math.log(clipped / (1 - clipped))))


def logistic(weights: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Return the probability that follows from numbers by what each counts for, and the bias."""
    return 1 / (1 + math.exp(-(weights["bias"] + sum(weights[name] * value for name, value in known.items()))))


@dataclass(frozen=True, slots=True)
class PairLimits:
    """Of one kind of pair of statements: what each fact counts for, and from which probability on it holds.

    From `linked` on both are linked (or say the same), from `possible` on they may be. `at_sight` are the weights
    before both are read together; those below `read` are not.
    """

    at_sight: Mapping[str, float]
    read: float
    weights: Mapping[str, float]
    linked: float
    possible: float


@dataclass(frozen=True, slots=True)
class Limits:
    """`least` is the sureness from which on something is said, or a meeting told of, at all: below it nothing is kept.

    `kinds` has the probability from which on a statement is a denial, or a refusal, whatever else it may be.
    `calibration` has for each kind of row what the log odds of each decision count for, `shown` the probability from
    which it is shown. `pairs` has the numbers of each kind of pair; `groups` the mean probability from which two groups
    of propositions are one claim, and that of two that were never held against each other.
    """

    least: Mapping[str, float]
    kinds: Mapping[str, float]
    calibration: Mapping[str, Mapping[str, float]]
    shown: Mapping[str, float]
    pairs: Mapping[str, PairLimits] = field(default_factory=dict)
    groups: Mapping[str, float] = field(default_factory=dict)

    def probability(self, kind: str, decisions: Mapping[str, float]) -> float:
        """Return how likely a row of a kind is right, from how sure the reader was of each of its decisions."""
        if kind not in self.calibration:
            return math.prod(decisions.values())
        return logistic(self.calibration[kind], {name: logit(sure) for name, sure in decisions.items()})

    def is_shown(self, kind: str, probability: float) -> bool:
        """Return whether a row of a kind is shown unasked."""
        return probability >= self.shown.get(kind, 0.5)


@cache
def limits() -> Limits:
    """Return the fitted numbers."""
    stored = json.loads(PATH.read_text(encoding="utf-8"))
    pairs = {kind: PairLimits(**numbers) for kind, numbers in stored["pairs"].items()}
    return Limits(stored["least"], stored["kinds"], stored["calibration"], stored["shown"], pairs, stored["groups"])


def keep(**numbers: object) -> None:
    """Put fitted numbers into the file, in place of those of the same names."""
    stored = json.loads(PATH.read_text(encoding="utf-8"))
    PATH.write_text(json.dumps(stored | numbers, indent=1) + "\n", encoding="utf-8")
    limits.cache_clear()
