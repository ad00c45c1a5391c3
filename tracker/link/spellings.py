"""Whether two names of persons may be one name in two spellings, and how a name is filed so that both meet.

A name in another script, or with sounds that English lacks, is spelt as each paper likes: Zelensky, Zelenskyy and
Zelenskiy; Gaddafi, Qaddafi and Kadhafi; Müller and Mueller. The sounds that spellings vary in are made one here:
what is left is compared. In a name of short open syllables (Wang, Zhang, Kono) one letter more or less makes another
name, so there nothing but accents, apostrophes and capitals is left out. The sounds are those in which the usual ways
to write Russian, Ukrainian and Arabic names in English differ (BGN/PCGN, ALA-LC, and what papers make of them), and the
German and French ways beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tracker.word_lists import word_list

Fit = Literal["alike", "respelt", "shorter"]

# What Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_ARTICLES = word_list("name_words", "articles")  # of Arabic names, written with a hyphen, apart, or not at all
_SUFFIXES = word_list("name_words", "suffixes")
_FEWEST = 5  # letters of a part below which no other spelling of it is tried
# Initials and finals of Mandarin in Pinyin; Japanese and many other names of open syllables are of the same make.
_OPEN_SYLLABLES = re.compile(
    "(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|"
    "ia|ie|iu|ua|ue|ui|uo|[aeiou]))+"
)
# In this order. Capitals stand for sounds that two letters spell.
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("shch|sch", "sh"),
        ("tsch|tsh|tch|cz", "ch"),
        ("ch", "C"),
        ("sh", "S"),
        ("zh", "Z"),
        ("kh|gh|ck|[qgc]", "k"),
        ("ph", "f"),
        ("dh", "d"),
        ("th", "t"),
        ("x", "ks"),
        ("w", "v"),
        ("of+$", "ov"),
        ("ou|oo|ue", "u"),
        ("oe", "o"),
        ("ae", "a"),
        ("ee", "i"),
        ("[iyj]+", "i"),
        ("i?e", "a"),
        ("o", "u"),
        (r"(.)\1+", r"\1"),
        ("(?<=[^aiu])ar$", "r"),
        ("(?<=a)h$", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A person's name as it is compared: each part in small letters without accents, and as it sounds."""

    given: tuple[str, ...]
    surname: str
    suffix: str | None

    @property
    def filed(self) -> str:
        """Under what the name is filed: the sound of its surname and of the first letter."""
        return f"{sound(self.surname)} {_respelt(self.given[0])[:1]}"


@lru_cache(maxsize=10_000)
def spelling(name: str) -> Spelling | None:
    """Return how a name is spelt; None for a single name, which is compared with no other."""
    parts = [letters for part in re.split(r"[\s\-\u2010-\u2015]+", name) if (letters := _letters(part))]
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in _SUFFIXES else None
    own = [part for part in parts if part not in _ARTICLES]
    return Spelling(tuple(own[:-1]), own[-1], suffix) if len(own) > 1 else None


def fit(one: Spelling, other: Spelling) -> Fit | None:
    """Return how two names fit: but for accents alike, respelt, or one shorter than the other. None: two names."""
    if sound(one.surname) != sound(other.surname) or (one.suffix and other.suffix and one.suffix != other.suffix):
        return None
    if (*one.given, one.surname) == (*other.given, other.surname):
        return "alike" if one.suffix == other.suffix else "shorter"
    if tuple(map(sound, one.given)) == tuple(map(sound, other.given)):
        return "respelt"
    fewer, more = sorted((one.given, other.given), key=len)
    return "shorter" if _is_short_for(fewer, more) else None


@lru_cache(maxsize=10_000)
def sound(part: str) -> str:
    """Return a part of a name without what its spellings differ in; the part itself where that could be another's."""
    if len(part) < _FEWEST or _OPEN_SYLLABLES.fullmatch(part) or not part.isascii():
        return part
    return _respelt(part)


def _respelt(part: str) -> str:
    for written, sounded in _SOUNDS:
        part = written.sub(sounded, part)
    return part


def _letters(part: str) -> str:
    """ "O’Neill," → "oneill"; letters of other scripts stay as they are."""
    plain = unicodedata.normalize("NFKD", part.casefold().translate(_LETTERS))
    return "".join(c for c in plain if c.isalpha())


def _is_short_for(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Whether each of the fewer names is one of the others, or its initial, in order; the first is the first."""
    if not _may_be(fewer[0], more[0]):
        return False
    at = 1
    for name in fewer[1:]:
        while at < len(more) and not _may_be(name, more[at]):
            at += 1
        at += 1
    return at <= len(more)


def _may_be(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return _respelt(one)[:1] == _respelt(other)[:1]
    return sound(one) == sound(other)
