"""Logarithms of odds, in which what is known of two statements is added up."""

from __future__ import annotations

import math
from collections.abc import Collection


def logit(probability: float, most: float = 4.6) -> float:
    """Return the logarithm of the odds, at most `most` either way; 4.6 is a hundredth from none and from certainty."""
    bound = min(max(probability, 1e-3), 1 - 1e-3)
    return min(most, max(-most, math.log(bound / (1 - bound))))


def logistic(odds: float) -> float:
    """Return the probability of which `odds` is the logit."""
    return 1 / (1 + math.exp(-odds))


def share_of(shared: Collection[str], terms: Collection[str]) -> float:
    """Return which part of the terms is shared; 0 where there are none."""
    return len(shared) / len(terms) if terms else 0.0
