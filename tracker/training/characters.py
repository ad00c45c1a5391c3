"""Writes `characters.json`: which characters the tokenizer of the encoders drops, and which it makes words alone.

Run as `python -m tracker.training.characters`, where `tokenizers` is installed. It asks the library itself about every
character there is, as that has tables of several versions of Unicode, none of which is Python's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from tokenizers import Tokenizer

from tracker.models.wordpiece import FOLDER

_SURROGATES = range(0xD800, 0xE000)  # halves of pairs, which the library refuses and which are no characters
_BESIDE = "\u0138"  # a letter that parts characters: nothing is done to it, and it is made of no other


def main() -> None:
    """Write the file anew."""
    (FOLDER / "characters.json").write_text(json.dumps(bounds()) + "\n", encoding="utf-8")


def bounds() -> dict[str, list[int]]:
    """Return by what is done with characters the numbers at which that begins and ends, in turn."""
    opened = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    every = [chr(n) for n in range(sys.maxunicode + 1) if n not in _SURROGATES and chr(n) != _BESIDE]
    forms = opened.normalizer.normalize_str(_BESIDE.join(every)).split(_BESIDE)
    dropped = {ord(char) for char, form in zip(every, forms, strict=True) if not form}
    parted = opened.pre_tokenizer.pre_tokenize_str(" ".join(f"{_BESIDE}{char}{_BESIDE}" for char in every))
    marks = {ord(part) for part, _ in parted if len(part) == 1 and part != _BESIDE}
    chinese = {ord(char) for char, form in zip(every, forms, strict=True) if len(form) == 3 and form[0] == " "}
    return {"dropped": _bounds(dropped.union(_SURROGATES)), "alone": _bounds(marks | chinese)}


def _bounds(numbers: Iterable[int]) -> list[int]:
    found: list[int] = []
    for number in sorted(numbers):
        if found and found[-1] == number:
            found[-1] = number + 1
        else:
            found += number, number + 1
    return found


if __name__ == "__main__":
    main()
