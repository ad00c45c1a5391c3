"""Words for the same act or thing (synonyms.tsv), words near enough to be searched together (near_words.tsv), and
words without meaning for a topic (light_words.tsv).
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from tracker.errors import TrackerError
from tracker.word_lists import word_list


def near_words() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that are searched together: synonyms, irregular forms, numbers, usual names."""
    return _lines("synonyms.tsv") + _lines("near_words.tsv")


def light_words() -> frozenset[str]:
    """Return the words without meaning for a topic (light_words.tsv), in small letters."""
    return word_list("light_words", "function_words", "function_words_and_names", "light_in_a_topic")


@cache
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    text = resources.files("tracker.lexicon").joinpath(name).read_text(encoding="utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line.split() and not line.startswith("#"))


@cache
def _first_words() -> dict[str, str]:
    first_words: dict[str, str] = {}
    for words in _lines("synonyms.tsv"):
        for word in words:
            if first_words.setdefault(word, words[0]) != words[0]:
                raise TrackerError(f"synonyms.tsv: {word} is on the lines of both {first_words[word]} and {words[0]}")
    return first_words


def common_word(lemma: str) -> str:
    """Return the first of the synonyms of a lemma, itself where it has none: "ask" for "request"."""
    return _first_words().get(lemma, lemma)
