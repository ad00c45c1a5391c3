"""Words that the program knows, read from the tables of tracker/lexicon: no list of words stands in the code.

A file of lists (`*_words.tsv`, `time_kinds.tsv`) has a list in a row: its name, what it is for, its source, and its
words with a space between them. A word that stands for something has that after "="; "_" is a space within words.

This lies below the lexicon because dates lie there too. A file is read once, when one of its lists is first asked for.
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
    """Yield the rows of a table below its header, each with its line's number; `#` begins a comment."""
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
    """Return every list of a file by its name, its words as the file has them and in its order."""
    found: dict[str, tuple[str, ...]] = {}
    for number, (name, what, source, words) in table(f"{file}.tsv", _COLUMNS):
        if not (what and source and words) or name in found:
            raise WordListError(f"{file}.tsv, line {number}: a list needs a name of its own and all four columns")
        found[name] = tuple(words.split())
    return found


@cache
def meanings(file: str, *names: str) -> Mapping[str, str]:
    """Return the words of these lists with what each stands for, in order; itself where nothing is said."""
    found: dict[str, str] = {}
    for name in names:
        if name not in lists(file):
            raise WordListError(f"{file}.tsv has no list {name}")
        for entry in lists(file)[name]:
            word, _, meaning = entry.partition("=")
            found[word.replace("_", " ")] = meaning or word
    return found


@cache
def word_list(file: str, *names: str) -> frozenset[str]:
    """Return the words of these lists together."""
    return frozenset(meanings(file, *names))


def numbers(file: str, *names: str) -> dict[str, int]:
    """Return the words of these lists with the whole number that each stands for."""
    return {word: int(meaning) for word, meaning in meanings(file, *names).items()}


def any_of(some: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; a space is a space."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(some, key=lambda word: (-len(word), word)))


__all__ = ["WordListError", "any_of", "lists", "meanings", "numbers", "table", "word_list"]
