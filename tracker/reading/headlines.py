"""Headlines "With Capitals Throughout", as English-language papers set them, with the letters that sentences have.

To the parser, which learned from sentences, "Pence Denies That Ship Was Sunk" is a row of names. Words of a headline
are written as the sentences of the article write them (truecasing: Lita et al., tRuEcasIng, ACL 2003).
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import partial

from tracker.word_lists import word_list

_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"(?<![.!?:] )(?<![&’'])\b[A-Z][a-z]+\b(?!\.)")  # not the "T" of "AT&T"
_FEWEST, _MOST = 4, 40  # words of a line set with capitals throughout
_LONG_WORD = 4  # letters from which every word of a headline has a capital; words of one or two may be parts of "isn't"
_NO_NAMES = word_list("light_words", "function_words", "headline_verbs")
_NAMES_TOO = word_list("light_words", "names_too")


_FIRST_LINE = re.compile(r"\s*(\S[^\n]*?)[^\S\n]*\n\s*(?=\S)")
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 3, 25  # words of one that stands alone on the first line
_ENDS_SENTENCE = re.compile(r"[.!?:;,]['\"’”)]*$")


def headline_of(text: str) -> tuple[int, int] | None:
    """Return the place (code points) of the headline that stands alone on a text's first line; None where none does.

    It ends without a full stop, as a sentence of the article does not, and more follows below it.
    """
    first = _FIRST_LINE.match(text)
    if first is None or _ENDS_SENTENCE.search(first[1]):
        return None
    if not _SHORTEST_HEADLINE <= len(first[1].split()) <= _LONGEST_HEADLINE:
        return None
    return first.span(1)


def with_small_letters(text: str) -> str:
    """Return the text, of the same length, with small letters where its headlines have needless capitals.

    A word of a headline gets a small letter if it names nobody ("That"), or if the sentences write it with a small
    letter and never with a capital. The first word of a headline, and of a sentence in it, is left as it is.
    """
    headlines = [line.span() for line in _LINE.finditer(text) if _is_headline(line[0])]
    if not headlines:
        return text
    starts = [0, *(end for _, end in headlines)]
    ends = [*(start for start, _ in headlines), len(text)]
    words = {word for start, end in zip(starts, ends, strict=True) for word in _WORD.findall(text, start, end)}
    with_capital = {word.lower() for word in words if not word.islower()}
    with_small = {word for word in words if word.islower() and len(word) > 1} - with_capital - _NAMES_TOO
    parts, last_end = list[str](), 0
    for start, end in headlines:
        first = _WORD.search(text, start, end)
        first_end = first.end() if first else end
        parts += text[last_end:first_end], _CAPITALISED.sub(partial(_small, with_small), text[first_end:end])
        last_end = end
    return "".join([*parts, text[last_end:]])


def _is_headline(line: str) -> bool:
    """Whether all words of a line but short ones that name nobody have a capital, and it is not all in capitals."""
    words = _WORD.findall(line)
    longer = [word for word in words if len(word) >= _LONG_WORD]
    capitals = all(w[0].isupper() or (len(w) < _LONG_WORD and (w in _NO_NAMES or len(w) < 3)) for w in words)
    return _FEWEST <= len(words) <= _MOST and capitals and any(word.istitle() for word in longer)


def _small(with_small: Set[str], word: re.Match[str]) -> str:
    lower = word[0].lower()
    return lower if lower in with_small or lower in _NO_NAMES else word[0]
