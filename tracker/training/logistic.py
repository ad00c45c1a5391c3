"""A logistic function of named numbers, by maximum likelihood with a ridge (Hoerl and Kennard, 1970), and limits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_STEPS = 50  # of Newton's method
Floats = NDArray[np.float64]
Case = tuple[Mapping[str, float], bool]  # what is known, and whether it is so


def fitted_by_signs(cases: Sequence[Case], ridge: float, signs: Mapping[str, int]) -> dict[str, float]:
    """Return what each number counts for, as `fitted`, where the sign is known: 1 speaks for it, -1 against it.

    A number that would count for the contrary, by chance or by what the cases are, counts for nothing.
    """
    left = list(cases)
    while True:
        found = fitted(left, ridge)
        wrong = {name for name, weight in found.items() if weight * signs.get(name, 0) < 0}
        if not wrong:
            return found | dict.fromkeys((name for known, _ in cases[:1] for name in known if name not in found), 0.0)
        left = [({name: value for name, value in known.items() if name not in wrong}, is_so) for known, is_so in left]


def fitted(cases: Sequence[Case], ridge: float, towards: float = 0.0) -> dict[str, float]:
    """Return what each number counts for, and the bias; the ridge draws each weight `towards` one value."""
    names = sorted({name for known, _ in cases for name in known})
    x = np.array([[1.0, *(known.get(name, 0.0) for name in names)] for known, _ in cases])
    y = np.array([float(is_so) for _, is_so in cases])
    goal = np.array([0.0, *(towards for _ in names)])
    drawn = np.array([0.02, *(ridge for _ in names)])
    weights = np.zeros(len(goal))

    def unlikely(some: Floats) -> float:
        odds = x @ some
        return float(np.logaddexp(0, odds).sum() - y @ odds + 0.5 * drawn @ (some - goal) ** 2)

    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        curve = (x * (likely * (1 - likely))[:, None]).T @ x + np.diag(drawn)
        step = np.linalg.solve(curve, x.T @ (y - likely) - drawn * (weights - goal))
        while unlikely(weights + step) > unlikely(weights) and np.abs(step).max() > 1e-6:
            step /= 2
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 3) for name, weight in zip(("bias", *names), weights, strict=True)}


def limit_of(scored: Iterable[tuple[float, bool]], asked: float) -> float:
    """Return the lowest probability from which on a share of the cases that is `asked` are so, else 1; rounded down."""
    right, limit = 0, 1.0
    ordered = sorted(scored, reverse=True)
    for n, (likely, is_so) in enumerate(ordered, 1):
        right += is_so
        is_last = n == len(ordered) or ordered[n][0] < likely  # of those that are equally likely
        if is_last and right >= asked * n:
            limit = likely
    return math.floor(1000 * limit) / 1000
