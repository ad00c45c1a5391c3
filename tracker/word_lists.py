"""Reads the word lists and other tables of tracker/lexicon: no list of words stands in the code.

A file of lists (`*_words.tsv`, `time_kinds.tsv`) has one list in each row: its name, what it is for, its source, and
its words, separated by spaces. "=" after a word precedes its meaning ("eleven=11"); "_" is a space within an entry.

This module lies below the lexicon because dates need it too. A file is read when one of its lists is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from tracker.errors import TrackerError

FOLDER = Path(__file__).parent / "lexicon"
_COLUMNS = ("list", "what", "source", "words")


class WordListError(TrackerError):
    """A table of the lexicon is wrong, or has no list of a name; the message names the file."""


def table(file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line number and cells of each row of a table below its header; lines after `#` are comments."""
    lines = enumerate((FOLDER / file).read_text(encoding="utf-8").split("\n"), 1)
    rows = [(number, line.split("\t")) for number, line in lines if line and not line.startswith("#")]
    for number, cells in rows:
        if len(cells) != len(columns):
            raise WordListError(f"{file}, line {number}: {len(cells)} columns, where {len(columns)} are needed")
    if not rows or tuple(rows[0][1]) != columns:
        raise WordListError(f"{file}: the header must be {' '.join(columns)}, tab-separated")
    yield from rows[1:]


@cache
def lists(file: str) -> Mapping[str, tuple[str, ...]]:
    """Return every list of a file by its name, the entries as the file has them, in its order."""
    by_name: dict[str, tuple[str, ...]] = {}
    for number, (name, what, source, words) in table(f"{file}.tsv", _COLUMNS):
        if not (what and source and words) or name in by_name:
            raise WordListError(f"{file}.tsv, line {number}: a list needs a name of its own and all four columns")
        by_name[name] = tuple(words.split())
    return by_name


@cache
def meanings(file: str, *names: str) -> Mapping[str, str]:
    """Return the words of these lists, in order, with their meanings: a word without one means itself."""
    meaning_of: dict[str, str] = {}
    for name in names:
        if name not in lists(file):
            raise WordListError(f"{file}.tsv has no list {name}")
        for entry in lists(file)[name]:
            word, _, meaning = entry.partition("=")
            meaning_of[word.replace("_", " ")] = meaning or word
    return meaning_of


@cache
def word_list(file: str, *names: str) -> frozenset[str]:
    """Return the words of all these lists."""
    return frozenset(meanings(file, *names))


def numbers(file: str, *names: str) -> dict[str, int]:
    """Return the words of these lists, whose meanings are whole numbers."""
    return {word: int(meaning) for word, meaning in meanings(file, *names).items()}


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))


__all__ = ["WordListError", "any_of", "lists", "meanings", "numbers", "table", "word_list"]
