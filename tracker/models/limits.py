"""Fitted probabilities and weights: `limits.json`, which `tracker.training.fit` and `fit_pairs` write.

Only `groups` was chosen by hand, by which claims of the stories of the tests it joins.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("limits.json")


_MOST_LOG_ODDS = 5.0  # either way: a decision that is surer than 99.3 % counts for no more


def logit(probability: float) -> float:
    """Return the log odds of a probability, clipped to at most 5 either way."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return min(_MOST_LOG_ODDS, max(-_MOST_LOG_ODDS, math.log(clipped / (1 - clipped))))


def logistic(weights: Mapping[str, float], facts: Mapping[str, float]) -> float:
    """Return the probability of a logistic model with these weights, one of them "bias", for facts by their names."""
    return 1 / (1 + math.exp(-(weights["bias"] + sum(weights[name] * value for name, value in facts.items()))))


@dataclass(frozen=True, slots=True)
class PairLimits:
    """The two logistic models of a kind of pair of statements, and the probabilities from which on they link.

    A pair is first judged `at_sight`, and read together (`models.pairs`) where that is likely enough.
    """

    at_sight: Mapping[str, float]  # weights of the facts that are known without that
    read: float  # probability at sight, from which on a pair is read together
    weights: Mapping[str, float]  # weights of all facts
    linked: float  # probability from which on both are linked, or say the same
    possible: float  # probability from which on they may be


@dataclass(frozen=True, slots=True)
class Limits:
    """The fitted numbers by name.

    - least: the sureness below which a statement or meeting is dropped
    - kinds: the probability from which on a statement is a denial, or a refusal, whatever else may be likelier
    - calibration: for each kind of row the weights of the log odds of each decision
    - shown: for each kind of row the probability from which on it is shown unasked
    - pairs: the numbers of each kind of pair
    - groups: the mean probability from which on two groups of statements are one claim, and the probability that counts
      for two that were never compared
    """

    least: Mapping[str, float]
    kinds: Mapping[str, float]
    calibration: Mapping[str, Mapping[str, float]]
    shown: Mapping[str, float]
    pairs: Mapping[str, PairLimits] = field(default_factory=dict)
    groups: Mapping[str, float] = field(default_factory=dict)

    def probability(self, kind: str, decisions: Mapping[str, float]) -> float:
        """Return the probability that a row is right, from that of each decision; of other kinds their product."""
        if kind not in self.calibration:
            return math.prod(decisions.values())
        return logistic(self.calibration[kind], {name: logit(sure) for name, sure in decisions.items()})

    def is_shown(self, kind: str, probability: float) -> bool:
        """Return whether a row of a kind with this probability is shown unasked."""
        return probability >= self.shown.get(kind, 0.5)


@cache
def limits() -> Limits:
    """Return the fitted numbers."""
    stored = json.loads(PATH.read_text(encoding="utf-8"))
    pairs = {kind: PairLimits(**numbers) for kind, numbers in stored["pairs"].items()}
    return Limits(stored["least"], stored["kinds"], stored["calibration"], stored["shown"], pairs, stored["groups"])


def save(**numbers: object) -> None:
    """Write fitted numbers into `limits.json`, in place of those of the same names."""
    stored = json.loads(PATH.read_text(encoding="utf-8"))
    PATH.write_text(json.dumps(stored | numbers, indent=1) + "\n", encoding="utf-8")
    limits.cache_clear()
