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
_REMEMBERED = 32768  # runs between blanks whose words are kept: as many as a long report has
_LONGEST_REMEMBERED = 40  # code points of such a run
_NOT_BLANK = re.compile(r"[^ \n]+")
_WORD = re.compile("[^ ]+")

Word = tuple[int, int, tuple[int, ...]]  # start and end in code points, and the ids of its pieces


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    ids: dict[str, int]
    unknown: tuple[int]  # the id of "[UNK]", for a word that no pieces make up
    longest_word: int  # code points; a longer one is unknown
    longest_piece: int  # code points
    special: re.Pattern[str]  # "[SEP]" and the like, which stand for themselves also where an article has them


def piece_id(piece: str) -> int | None:
    """Return the id of a piece in the vocabulary, where words stand from the most frequent on; None of no piece."""
    return _vocabulary().ids.get(piece)


def pieces() -> tuple[str, ...]:
    """Return the pieces of the vocabulary, each at its id."""
    return tuple(_vocabulary().ids)


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text, in order, each with the ids of its pieces; controls and lone accents are none."""
    for run in _NOT_BLANK.finditer(text):
        begin, chars = run.start(), run[0]
        for start, end, ids in _remembered_words(chars) if len(chars) <= _LONGEST_REMEMBERED else _words_in(chars):
            yield begin + start, begin + end, ids


@lru_cache(_REMEMBERED)
def _remembered_words(chars: str) -> tuple[Word, ...]:
    return tuple(_words_in(chars))


def _words_in(chars: str) -> Iterator[Word]:
    known, begin = _vocabulary(), 0
    for n, part in enumerate(known.special.split(chars)):
        if n % 2:
            yield begin, begin + len(part), (known.ids[part],)
        else:
            forms = [_as_read(char) for char in part]
            places = [place for place, form in enumerate(forms, begin) for _ in form]
            for word in _WORD.finditer("".join(forms)):
                yield places[word.start()], places[word.end() - 1] + 1, _ids_of(word[0])
        begin += len(part)


def _ids_of(word: str) -> tuple[int, ...]:
    known = _vocabulary()
    found: list[int] = []
    start = 0
    while start < len(word) <= known.longest_word:
        for end in range(min(start + known.longest_piece, len(word)), start, -1):
            number = known.ids.get(word[start:end] if start == 0 else _INNER + word[start:end])
            if number is not None:
                break
        else:
            return known.unknown
        found.append(number)
        start = end
    return tuple(found) or known.unknown


@lru_cache(4096)
def _as_read(char: str) -> str:
    """What a character is read as: small letters, a space, or nothing; between spaces where it is a word by itself."""
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
    """By what is done with characters ("dropped", "alone"), the code points at which that begins and ends, in turn."""
    bounds: dict[str, list[int]] = json.loads((FOLDER / "characters.json").read_text(encoding="utf-8"))
    return bounds


@cache
def _vocabulary() -> _Vocabulary:
    stored: Any = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    model = stored["model"]
    ids: dict[str, int] = model["vocab"]
    special = "|".join(re.escape(token["content"]) for token in stored["added_tokens"])
    return _Vocabulary(
        ids,
        (ids[model["unk_token"]],),
        model["max_input_chars_per_word"],
        max(map(len, ids)),
        re.compile(f"({special})"),
    )
