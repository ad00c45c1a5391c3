"""Which words tell opposite things (opposites.tsv): "above" and "below", "bought" and "sold"."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache
from importlib import resources

# "Over" means many things; "over their quotas" is above.
_OVER = re.compile(r"\bover(?=(?:[ -]\w+){0,2} (?:quota|ceiling|limit|target)s?\b)")
# What people are told to leave alone is not safe.
_NOT_TO_BE_USED = re.compile(
    r"\b(?:(?:should|must|do) not|don['’]t) (?:be )?(?:dr[iu]nk|eat(?:en)?|consumed?|touch(?:ed)?)\b"
)


def directions_of(text: str) -> frozenset[int]:
    """Return which sides the words of a text tell: n for the left column of a line of the file, -n for the right."""
    known = _directions()
    plain = _NOT_TO_BE_USED.sub("unsafe", _OVER.sub("above", text.lower()))
    return frozenset(side for word in re.findall(r"\w+", plain) for side in known.get(word, ()))


def tell_opposites(one: AbstractSet[int], other: AbstractSet[int]) -> bool:
    """Return whether one text tells a side, and another its opposite, each without the other's."""
    return any(-side in other and -side not in one and side not in other for side in one)


@cache
def _directions() -> dict[str, tuple[int, ...]]:
    text = resources.files("tracker.lexicon").joinpath("opposites.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, tuple[int, ...]] = {}
    for n, (left, right) in enumerate(lines, 1):
        for words, side in ((left, n), (right, -n)):
            for word in words.split():
                found[word] = (*found.get(word, ()), side)
    return found
