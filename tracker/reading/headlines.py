"""Headlines "With Capitals Throughout", as English-language papers set them, with the letters that sentences have.

To the parser, which learned from sentences, "Pence Denies That Ship Was Sunk" is a row of names. How a word is written
where it stands within sentences tells how it is to be read (Lita et al., tRuEcasIng, ACL 2003).
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import partial

from tracker.word_lists import word_list

_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"(?<![.!?:] )(?<![&’'])\b[A-Z][a-z]+\b(?!\.)")  # not the "T" of "AT&T"
_FEWEST, _MOST = 4, 40  # words of a headline
_LONG_WORD = 4  # letters of a word that has a capital there; what has two or fewer may be left of "isn't"
_NO_NAMES = word_list("light_words", "function_words", "headline_verbs")
_NAMES_TOO = word_list("light_words", "names_too")


_ALONE = re.compile(r"\s*(\S[^\n]*?)[^\S\n]*\n\s*(?=\S)")
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 3, 25  # words
_ENDS_SENTENCE = re.compile(r"[.!?:;,]['\"’”)]*$")


def headline_of(text: str) -> tuple[int, int] | None:
    """Return the place (code points) of the headline that stands alone on a text's first line; None where none does.

    It ends without a full stop, as a sentence of the article does not, and more follows below it.
    """
    first = _ALONE.match(text)
    if first is None or _ENDS_SENTENCE.search(first[1]):
        return None
    if not _SHORTEST_HEADLINE <= len(first[1].split()) <= _LONGEST_HEADLINE:
        return None
    return first.span(1)


def with_small_letters(text: str) -> str:
    """Return a text of the same length, the words of its headlines as its sentences have them.

    A word gets a small letter where sentences have it so, and nowhere with a capital, or where it names nobody
    ("That"); the first word of a headline, and of a sentence in it, keeps its own.
    """
    headlines = [line.span() for line in _LINE.finditer(text) if _is_headline(line[0])]
    if not headlines:
        return text
    starts = [0, *(end for _, end in headlines)]
    ends = [*(start for start, _ in headlines), len(text)]
    words = {word for start, end in zip(starts, ends, strict=True) for word in _WORD.findall(text, start, end)}
    capital = {word.lower() for word in words if not word.islower()}
    small = {word for word in words if word.islower() and len(word) > 1} - capital - _NAMES_TOO
    parts, at = list[str](), 0
    for start, end in headlines:
        first = _WORD.search(text, start, end)
        after = first.end() if first else end
        parts += text[at:after], _CAPITALISED.sub(partial(_small, small), text[after:end])
        at = end
    return "".join([*parts, text[at:]])


def _is_headline(line: str) -> bool:
    """Whether all words of a line have a capital but the small ones that name nobody, and some small letters too."""
    words = _WORD.findall(line)
    longer = [word for word in words if len(word) >= _LONG_WORD]
    capitals = all(w[0].isupper() or (len(w) < _LONG_WORD and (w in _NO_NAMES or len(w) < 3)) for w in words)
    return _FEWEST <= len(words) <= _MOST and capitals and any(word.istitle() for word in longer)


def _small(small: Set[str], word: re.Match[str]) -> str:
    lower = word[0].lower()
    return lower if lower in small or lower in _NO_NAMES else word[0]
