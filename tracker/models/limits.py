"""The numbers that were fitted beside the weights, read from limits.json, which `tracker.training.fit` writes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("limits.json")


@dataclass(frozen=True, slots=True)
class Limits:
    """`least` is the sureness from which on something is said at all.

    `calibration` has slope and intercept for each kind of row, `shown` the probability from which it is shown.
    """

    least: float
    calibration: Mapping[str, tuple[float, float]]
    shown: Mapping[str, float]

    def probability(self, kind: str, product: float) -> float:
        """Return how likely a row of a kind is right, from the product of what the reader says of its decisions."""
        slope, intercept = self.calibration.get(kind, (1.0, 0.0))
        clipped = min(max(product, 1e-4), 1 - 1e-4)
        return 1 / (1 + math.exp(-(slope * math.log(clipped / (1 - clipped)) + intercept)))

    def is_shown(self, kind: str, probability: float) -> bool:
        """Return whether a row of a kind is shown unasked."""
        return probability >= self.shown.get(kind, 0.5)


@cache
def limits() -> Limits:
    """Return the fitted numbers."""
    told = json.loads(PATH.read_text(encoding="utf-8"))
    return Limits(told["least"], {kind: (a, b) for kind, (a, b) in told["calibration"].items()}, told["shown"])
