"""Which lemmas tell the same act or thing, read from synonyms.tsv."""

from __future__ import annotations

from functools import cache
from importlib import resources

from tracker.errors import TrackerError


@cache
def _first_words() -> dict[str, str]:
    text = resources.files("tracker.lexicon").joinpath("synonyms.tsv").read_text(encoding="utf-8")
    first: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = [] if line.startswith("#") else line.split()
        for word in words:
            if first.setdefault(word, words[0]) != words[0]:
                raise TrackerError(f"synonyms.tsv, line {number}: {word} is on another line too")
    return first


def common_word(lemma: str) -> str:
    """Return the word that stands for `lemma` and its synonyms: "ask" for "request"; a word without any is its own."""
    return _first_words().get(lemma, lemma)
