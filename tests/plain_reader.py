"""A reader of a few plain sentences, which stands in for the network where a test is about what follows from its rows.

It reads "X said (on Monday) that …", "…, X said (on Monday).", "X denied …" and "X met Y in …", and no more; it never
changes when the network is trained again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from made_readings import one_hot

from tracker import extract
from tracker.models.decoding import KINDS, Referent
from tracker.models.mentions import TYPES, Phrase
from tracker.models.reader import (
    MODES,
    STATUSES,
    VECTOR_SIZE,
    FoundMeeting,
    FoundStatement,
    Mention,
    Place,
    Reading,
    WordVectors,
)

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^\s.](?:[^.]|\.(?=\S)|(?<=\b[A-Z])\.|(?<=\bJr)\.)*")
_DAY = r"(?: again)?(?: on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
_SAYING = r"(?P<cue>said|reported|denied)"
_BEFORE = re.compile(rf"(?P<source>(?:(?! that ).)+?) {_SAYING}{_DAY}(?: that| it was not aware of)? (?P<content>.+)")
_AFTER = re.compile(rf"(?P<content>.+), (?P<source>[^,]+) {_SAYING}{_DAY}")
_MET = re.compile(r"(?P<one>.+?) (?:(?P<word>met)|and) (?P<other>.+?)(?: (?P<after>met))? in .+")
_TYPED = (
    (r"\b(?:[Oo]fficials|minister|nurse|clerk|owner|mayor)$", "people"),
    (r"\b(?:Kremlin|White House|Meridian Wire|embassy|government|army|navy)\b", "body"),
    (r"^(?:Russia|China|Poland|Ukraine|Moscow|Beijing|Rome|Oslo|Berlin)$", "place"),
    (r"^[A-Z]\S+ [A-Z].*", "person"),
)


def read(text: str, phrases: Sequence[Phrase], begin: int = 0) -> Reading:
    """Return what the plain sentences of a text say, as `models.reader.read` does."""
    mentions = [Mention(start, end, pronoun, _type(text[start:end])) for start, end, pronoun, _ in phrases]
    sentences = [found for found in _SENTENCE.finditer(text) if found.start() >= begin]
    said = [one for sentence in sentences for one in _said(sentence, mentions)]
    met = [one for sentence in sentences for one in _met(sentence, mentions)]
    return Reading(tuple(mentions), tuple(said), tuple(met), _vectors(text))


def _vectors(text: str) -> WordVectors:
    """A vector a word, the same for the same word, so that what shares words lies near."""
    words = list(_WORD.finditer(text))
    rows = np.zeros((len(words), VECTOR_SIZE), np.float16)
    for row, word in zip(rows, words, strict=True):
        if len(word[0]) > 3:
            row[zlib.crc32(word[0].lower().encode()) % VECTOR_SIZE] = 1
    starts, ends = (np.array([word.span()[n] for word in words], np.int64) for n in (0, 1))
    return WordVectors(starts, ends, rows, rows)


def _type(words: str) -> tuple[float, ...]:
    name = next((name for pattern, name in _TYPED if re.search(pattern, words)), "other")
    return tuple(one_hot(TYPES, name).values())


def _parts(pattern: re.Pattern[str], sentence: re.Match[str]) -> dict[str, Place]:
    """The places of the parts that the pattern finds in a sentence; of nothing, none."""
    found = pattern.fullmatch(sentence.string, *sentence.span())
    return {name: found.span(name) for name, words in found.groupdict().items() if words} if found else {}


def _said(sentence: re.Match[str], mentions: Sequence[Mention]) -> Iterator[FoundStatement]:
    parts = _parts(_AFTER, sentence) or _parts(_BEFORE, sentence)
    if not parts:
        return
    unaware = "not aware of" in sentence[0]
    denied = sentence.string[slice(*parts["cue"])] == "denied"
    kind = "ignorance" if unaware else "denial" if denied else "claim"
    source, content = (parts["source"],), (parts["content"],)
    yield FoundStatement(
        parts["cue"], True, source, content, 1.0, one_hot(KINDS, kind), (_who(parts["source"], mentions),)
    )


def _met(sentence: re.Match[str], mentions: Sequence[Mention]) -> Iterator[FoundMeeting]:
    parts = _parts(_MET, sentence)
    word = parts.get("word") or parts.get("after")
    if word and not _parts(_BEFORE, sentence):
        sides = _who(parts["one"], mentions), _who(parts["other"], mentions)
        held = one_hot(STATUSES, "held"), one_hot(MODES, "in_person")
        yield FoundMeeting(word, (sentence.span(),), 1.0, *held, sides)


def _who(place: Place, mentions: Sequence[Mention]) -> Referent:
    """The first noun phrase of a place."""
    for number, one in enumerate(mentions):
        if place[0] <= one.start < place[1]:
            return Referent((number,), None, 1.0)
    return Referent((), "open", 1.0)


@contextmanager
def read_plainly() -> Iterator[None]:
    """All that this process reads meanwhile, it reads so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extract, "read", read)
        yield
