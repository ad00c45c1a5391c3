"""Which texts are near-identical: one wire story in two papers, whole, edited or cut short.

A text is the set of its shingles, each four words in a row. Two texts are near-identical when the shorter has half of
its own from the longer or more: papers cut from the end and edit on the way. The decision is a function of the
two texts alone. Candidates come from MinHash with bands (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", chapter 3): texts that agree in one band are compared whole. The opening has bands of its own, since
it is what a text cut to a quarter still shares with the whole. Written here rather than taken from datasketch: it is
twenty lines, and its bands must lie in the store, where datasketch has its index in memory or on a server.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

_WORDS = 4  # of a shingle: independent accounts of one event share few but the quotations
OF_SHORTER = 0.5  # the share of the shorter text's shingles that near-identical texts have in common, if
FEWEST = 30  # they are at least so many (a quotation of a sentence or two is no copy),
LONGEST = 6  # and the longer is at most so many times as long (a digest of many stories joins none of them);
OF_BOTH = 0.8  # of texts of a sentence or two, the share of all shingles
_OPENING = 60  # words
_PRIME = 4294967311  # the least above 2^32
# Bands and rows in each: of two texts alike to 0.6, by the whole or by the opening, one in fifty agrees in no band; of
# two alike to 0.05 one in five hundred agrees in any.
_WHOLE, _LEAD = (16, 3), (16, 3)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share: of all shingles of both, and of those of the shorter (0 to 1)."""

    of_both: float
    of_shorter: float


def likeness_of(one: str, other: str) -> Likeness | None:
    """Return how near-identical two texts are; None where they are not. It is symmetric."""
    fewer, more = sorted((shingles(one), shingles(other)), key=len)
    shared = len(fewer & more)
    if not shared:
        return None
    likeness = Likeness(shared / (len(fewer) + len(more) - shared), shared / len(fewer))
    is_copy = likeness.of_shorter >= OF_SHORTER and shared >= FEWEST and len(more) <= LONGEST * len(fewer)
    return likeness if is_copy or likeness.of_both >= OF_BOTH else None


@lru_cache(maxsize=64)
def shingles(text: str) -> frozenset[int]:
    """Return the shingles of a text, each as a number of 32 bits; of a text of fewer words, all of it as one."""
    return frozenset(_shingles(_words(text)))


def bands(text: str) -> Iterator[int]:
    """Yield the bands under which a text is filed (numbers of 63 bits): nearly all near-identical texts share one."""
    words = _words(text)
    for name, of, (count, rows) in (("whole", words, _WHOLE), ("lead", words[:_OPENING], _LEAD)):
        least = _minhash(sorted(set(_shingles(of))), count * rows)
        for first, last in pairwise(range(0, count * rows + 1, rows)):
            yield _number(f"{name} {first} {least[first:last]}")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _shingles(words: list[str]) -> Iterator[int]:
    for at in range(max(1, len(words) - _WORDS + 1)):
        yield zlib.crc32(" ".join(words[at : at + _WORDS]).encode("utf-8", "surrogatepass"))


def _minhash(numbers: list[int], count: int) -> list[int]:
    """Return the least of `numbers` under each of `count` fixed permutations."""
    import numpy as np

    factors, terms = (np.array(_coefficients(kind, count), dtype=np.uint64)[:, None] for kind in ("factor", "term"))
    # A factor below 2^31 times a number below 2^32, and a term, stay below 2^64.
    permuted = (factors * np.array(numbers, dtype=np.uint64) + terms) % np.uint64(_PRIME)
    return [int(least) for least in permuted.min(axis=1)]


@cache
def _coefficients(kind: str, count: int) -> list[int]:
    return [_number(f"{kind} {n}") % (2**31 - 1) + 1 for n in range(count)]


def _number(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big") >> 1
