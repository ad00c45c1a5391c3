"""A text in the word pieces of BERT's uncased vocabulary, as the encoders were trained to read it.

White space parts words, and each mark of punctuation and each Chinese character is a word of its own; letters are read
small and without accents (Devlin et al. 2019). A word is then the longest piece of the vocabulary that it begins with,
and so on to its end (Wu et al. 2016). The ids and places are those of the Rust library `tokenizers`, with which the
encoders were trained: `characters.json` holds what that takes each character for, which is Unicode 8.0 and so not what
Python says, and differs from Python to Python no more.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

FOLDER = Path(__file__).parent
_INNER = "##"  # begins a piece that does not begin a word
_REMEMBERED = 32768  # words with the marks around them: those of a long report
_SHORT = 40  # code points of a word that is worth remembering
_NOT_BLANK = re.compile(r"[^ \n]+")
_WORD = re.compile("[^ ]+")

Word = tuple[int, int, tuple[int, ...]]  # start and end in code points, and the numbers of its pieces


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    numbers: dict[str, int]
    unknown: tuple[int]  # what a word is that no pieces make
    longest_word: int  # code points, beyond which a word is unknown
    longest_piece: int
    special: re.Pattern[str]  # "[SEP]" and the like, which stand for themselves also where an article has them


def number_of(piece: str) -> int | None:
    """Return the number of a piece in the vocabulary, where words stand from the most frequent on; None of no piece."""
    return _vocabulary().numbers.get(piece)


def pieces() -> tuple[str, ...]:
    """Return the pieces of the vocabulary, each at its number."""
    return tuple(_vocabulary().numbers)


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text, in order, each with the numbers of its pieces; controls and lone accents are none."""
    for run in _NOT_BLANK.finditer(text):
        begin, chars = run.start(), run[0]
        for start, end, numbers in _remembered(chars) if len(chars) <= _SHORT else _words_in(chars):
            yield begin + start, begin + end, numbers


@lru_cache(_REMEMBERED)
def _remembered(chars: str) -> tuple[Word, ...]:
    return tuple(_words_in(chars))


def _words_in(chars: str) -> Iterator[Word]:
    known, begin = _vocabulary(), 0
    for n, part in enumerate(known.special.split(chars)):
        if n % 2:
            yield begin, begin + len(part), (known.numbers[part],)
        else:
            forms = [_form(char) for char in part]
            places = [place for place, form in enumerate(forms, begin) for _ in form]
            for word in _WORD.finditer("".join(forms)):
                yield places[word.start()], places[word.end() - 1] + 1, _numbers_of(word[0])
        begin += len(part)


def _numbers_of(word: str) -> tuple[int, ...]:
    known = _vocabulary()
    found: list[int] = []
    start = 0
    while start < len(word) <= known.longest_word:
        for end in range(min(start + known.longest_piece, len(word)), start, -1):
            number = known.numbers.get(word[start:end] if start == 0 else _INNER + word[start:end])
            if number is not None:
                break
        else:
            return known.unknown
        found.append(number)
        start = end
    return tuple(found) or known.unknown


@lru_cache(4096)
def _form(char: str) -> str:
    """Return what a character is read as: a small letter, a space, or nothing; in spaces where it is a word alone."""
    if _is_dropped(char):
        return ""
    if char.isspace():
        return " "
    small = "".join(c for c in normalize("NFD", char) if not _is_dropped(c)).lower()
    return "".join(f" {c} " if _is_alone(c) else c for c in small)


def _is_dropped(char: str) -> bool:
    return bisect_right(_bounds()["dropped"], ord(char)) % 2 == 1


def _is_alone(char: str) -> bool:
    return bisect_right(_bounds()["alone"], ord(char)) % 2 == 1


@cache
def _bounds() -> dict[str, list[int]]:
    """Return by what is done with characters the numbers at which that begins and ends, in turn."""
    found: dict[str, list[int]] = json.loads((FOLDER / "characters.json").read_text(encoding="utf-8"))
    return found


@cache
def _vocabulary() -> _Vocabulary:
    stored: Any = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    model = stored["model"]
    numbers: dict[str, int] = model["vocab"]
    special = "|".join(re.escape(token["content"]) for token in stored["added_tokens"])
    return _Vocabulary(
        numbers,
        (numbers[model["unk_token"]],),
        model["max_input_chars_per_word"],
        max(map(len, numbers)),
        re.compile(f"({special})"),
    )
