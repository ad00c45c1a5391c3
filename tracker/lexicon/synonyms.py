"""Which words tell the same act or thing (synonyms.tsv), which are near enough to find it (near_words.tsv), and
which say nothing of what a topic is (light_words.tsv).
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from tracker.errors import TrackerError
from tracker.word_lists import word_list


def near_words() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that stand for each other in a search: synonyms, irregular forms, numbers, usual names."""
    return _lines("synonyms.tsv") + _lines("near_words.tsv")


def light_words() -> frozenset[str]:
    """Return the words that say nothing of what a topic is (light_words.tsv), in small letters."""
    return word_list("light_words", "function_words", "function_words_and_names", "light_in_a_topic")


@cache
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    text = resources.files("tracker.lexicon").joinpath(name).read_text(encoding="utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line.split() and not line.startswith("#"))


@cache
def _first_words() -> dict[str, str]:
    first: dict[str, str] = {}
    for words in _lines("synonyms.tsv"):
        for word in words:
            if first.setdefault(word, words[0]) != words[0]:
                raise TrackerError(f"synonyms.tsv: {word} is on the lines of both {first[word]} and {words[0]}")
    return first


def common_word(lemma: str) -> str:
    """Return the word that stands for `lemma` and its synonyms: "ask" for "request"; a word without any is its own."""
    return _first_words().get(lemma, lemma)
