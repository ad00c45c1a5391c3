"""Reads an article with the trained weights: one encoding, then a second reading of each place that may say something.

The weights are opened once. Each window is a run of its own, without padding, so that the 8-bit scales of a window
depend on its text alone, and what is found on neither the number of articles read together nor that of threads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.models.decoding import (
    KINDS,
    Heads,
    ReadMeeting,
    ReadStatement,
    Referent,
    decode,
    logistic,
    mention_vectors,
)
from tracker.models.mentions import PRONOUN, SIZES, TYPES, Mentions, Phrase, mentions_of
from tracker.models.tags import Floats, Run, log_softmax
from tracker.models.weights import session
from tracker.models.words import Ints, Words, pieces_of, windows_of, words_of

Place = tuple[int, int]  # code points, start and end
STATUSES = ("held", "planned", "proposed", "cancelled", "refused", "habitual")
MODES = ("unknown", "in_person", "phone", "video", "written")
VECTOR = 128  # numbers of what a statement tells, and of what it denies
_PLACES_AT_ONCE = 8  # places whose surroundings are read in one run; more would only need more memory
_MENTIONS_AT_ONCE = 1_000
_LONGEST_PART = 50_000  # code points of a text that are read in one go, which takes some 120 MB


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: where it stands, whether it is a pronoun, and how likely it names each of `mentions.TYPES`."""

    start: int
    end: int
    is_pronoun: bool
    types: tuple[float, ...]

    @property
    def type(self) -> str:
        """What it most likely names or describes."""
        return TYPES[max(range(len(TYPES)), key=self.types.__getitem__)]

    @property
    def is_human(self) -> bool:
        """Whether it most likely names or describes somebody, one or several: no body, document or place."""
        return self.type in ("person", "people")


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who is meant: the mentions that name them, best first, or one of `mentions.SPECIAL`."""

    mentions: tuple[int, ...]
    special: str | None
    probability: float


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement as places of the text, with the probability of each of KINDS; `weight` lies between 0 and 2."""

    anchor: Place
    has_cue: bool
    source: tuple[Place, ...]
    content: tuple[Place, ...]
    sureness: float
    kinds: Mapping[str, float]
    weight: float
    who: tuple[Who, ...]
    answers: tuple[tuple[Place, float], ...] = ()  # anchors of statements that it may answer, and how likely it does


@dataclass(frozen=True, slots=True)
class FoundMeeting:
    """A meeting as places of the text, with the probabilities of each status and mode, and who takes part."""

    word: Place
    clause: tuple[Place, ...]
    sureness: float
    statuses: Mapping[str, float]
    modes: Mapping[str, float]
    sides: tuple[Who, ...]


@dataclass(frozen=True, eq=False, slots=True)
class WordVectors:
    """What each word tells and denies (words, VECTOR), in half precision; `starts` and `ends` are its code points."""

    starts: Ints
    ends: Ints
    tells: NDArray[np.float16]
    denies: NDArray[np.float16]

    def of(self, start: int, end: int) -> tuple[bytes, bytes]:
        """Return what stands between two code points tells and denies: the mean over its words, in 8-bit numbers.

        The dot product of two such vectors by 127² is their cosine. Of what has no words both are zeros.
        """
        first, after = np.searchsorted(self.ends, start, "right"), np.searchsorted(self.starts, end)
        return _small(self.tells[first:after]), _small(self.denies[first:after])


def _small(rows: NDArray[np.float16]) -> bytes:
    mean = rows.mean(0, dtype=np.float32) if len(rows) else np.zeros(VECTOR, np.float32)
    small: NDArray[np.int8] = np.rint(mean / max(float(np.linalg.norm(mean)), 1e-9) * 127).astype(np.int8)
    return small.tobytes()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read in a text, each in order, and what its words tell and deny."""

    mentions: tuple[Mention, ...] = ()
    statements: tuple[FoundStatement, ...] = ()
    meetings: tuple[FoundMeeting, ...] = ()
    vectors: WordVectors | None = None


def read(text: str, phrases: Sequence[Phrase], begin: int = 0) -> Reading:
    """Return what a text says from `begin` on, where its headline ends.

    `phrases` are its noun phrases. A text of more than 50,000 code points is read in parts, each by itself, so that it
    needs no more memory than an article: nobody is meant, and nothing answered, across their borders.
    """
    return _joined([_read(text, place, phrases) for place in _parts(text, begin)])


def _parts(text: str, begin: int) -> Iterator[Place]:
    """Yield the places of the parts that are read each by itself: of most texts there is one."""
    while len(text) - begin > _LONGEST_PART:
        last = begin + _LONGEST_PART
        end = next((cut + 1 for mark in ("\n", " ") if (cut := text.rfind(mark, begin, last)) >= 0), last)
        yield begin, end
        begin = end
    yield begin, len(text)


def _read(text: str, place: Place, phrases: Sequence[Phrase]) -> Reading:
    begin, end = place
    words = words_of(text[begin:end])
    words = replace(words, starts=words.starts + begin, ends=words.ends + begin)
    if not len(words):
        return Reading()
    mentions = mentions_of(text, words, [phrase for phrase in phrases if begin <= phrase[0] and phrase[1] <= end])
    states = _states(words)
    said, met = decode(words, mentions, states, Heads(_second, _choose, _answer))
    return Reading(
        tuple(_mentions(words, mentions, states)),
        tuple(_statement(words, one) for one in said),
        tuple(_meeting(words, one) for one in met),
        WordVectors(words.starts, words.ends, *(states[name].astype(np.float16) for name in ("tells", "denies"))),
    )


def _joined(parts: Sequence[Reading]) -> Reading:
    """Parts of a text as one; the mentions of each are numbered on from those of the parts before."""
    mentions: list[Mention] = []
    statements: list[FoundStatement] = []
    meetings: list[FoundMeeting] = []
    for part in parts:
        statements += (replace(one, who=_moved(one.who, len(mentions))) for one in part.statements)
        meetings += (replace(one, sides=_moved(one.sides, len(mentions))) for one in part.meetings)
        mentions += part.mentions
    vectors = [part.vectors for part in parts if part.vectors is not None]
    every = (np.concatenate([getattr(one, of.name) for one in vectors]) for of in fields(WordVectors) if vectors)
    return Reading(tuple(mentions), tuple(statements), tuple(meetings), WordVectors(*every) if vectors else None)


def _moved(who: Sequence[Who], by: int) -> tuple[Who, ...]:
    return tuple(replace(one, mentions=tuple(n + by for n in one.mentions)) for one in who) if by else tuple(who)


def _mentions(words: Words, mentions: Mentions, states: Mapping[str, Floats]) -> list[Mention]:
    vectors = mention_vectors(mentions, states)
    types = [_types(vectors[n : n + _MENTIONS_AT_ONCE]) for n in range(0, len(vectors), _MENTIONS_AT_ONCE)]
    rows = np.exp(log_softmax(np.concatenate(types))).tolist() if types else []
    places = _places(words, [(int(a), int(b)) for a, b in mentions.runs])
    return [
        Mention(*place, bool(form == PRONOUN), tuple(row))
        for place, form, row in zip(places, mentions.forms, rows, strict=True)
    ]


def _statement(words: Words, one: ReadStatement) -> FoundStatement:
    weight = float(one.weights @ np.arange(len(one.weights)))
    kinds = dict(zip(KINDS, map(float, one.kinds), strict=True))
    parts = _places(words, [one.anchor])[0], one.has_cue, _places(words, one.source), _places(words, one.content)
    answers = tuple((_places(words, [anchor])[0], probability) for anchor, probability in one.answers)
    return FoundStatement(*parts, one.sureness, kinds, weight, _who(one.who), answers)


def _meeting(words: Words, one: ReadMeeting) -> FoundMeeting:
    statuses = dict(zip(STATUSES, map(float, one.statuses), strict=True))
    modes = dict(zip(MODES, map(float, one.modes), strict=True))
    word, clause = _places(words, [one.word])[0], _places(words, one.clause)
    return FoundMeeting(word, clause, one.sureness, statuses, modes, _who(one.sides))


def _who(referents: Sequence[Referent]) -> tuple[Who, ...]:
    return tuple(Who(one.mentions, one.special, one.probability) for one in referents)


def _places(words: Words, runs: Sequence[Run]) -> tuple[Place, ...]:
    return tuple((int(words.starts[first]), int(words.ends[after - 1])) for first, after in runs)


def _states(words: Words) -> dict[str, Floats]:
    """Return what the states of the words give, the mean of the windows that have each; of tags log probabilities."""
    sums: dict[str, Floats] = {}
    times = np.zeros((len(words), 1), np.float32)
    for window in windows_of(words):
        ids, forms, first = pieces_of(words, window)
        values = _run("encoder", {"ids": ids, "forms": forms, "first": first})
        values["tags"] = np.exp(log_softmax(values["tags"]))
        for name in ("starts", "meets"):
            values[name] = logistic(values[name])
        for name, value in values.items():
            total = sums.setdefault(name, np.zeros((len(words), value.shape[1]), np.float32))
            total[window.start : window.end] += value
        times[window.start : window.end] += 1
    for total in sums.values():
        np.divide(total, times, out=total)
    sums["tags"] = np.log(sums["tags"] + np.float32(1e-9))
    return sums


def _second(around: Floats, anchor: Floats, is_word: NDArray[np.bool_], what: Ints) -> Mapping[str, Floats]:
    mask = is_word.astype(np.int32)
    runs = []
    for n in range(0, len(anchor), _PLACES_AT_ONCE):
        some = slice(n, n + _PLACES_AT_ONCE)
        given: dict[str, NDArray[Any]] = {
            "around": around[some],
            "anchor": anchor[some],
            "mask": mask[some],
            "what": what[some],
        }
        runs.append(_run("second", given))
    every = {name: np.concatenate([run[name] for run in runs]) for name in runs[0]}
    return every | {"is_one": every["is_one"][:, 0]}


def _choose(meaning: Floats, source: Floats, mention: Floats, facts: Ints) -> Floats:
    return _run("chooser", {"meaning": meaning, "source": source, "mention": mention, "facts": facts})["scores"]


def _answer(answers: Floats, answered: Floats, facts: Ints) -> Floats:
    return _run("answerer", {"answers": answers, "answered": answered, "facts": facts})["scores"][:, 0]


def _types(mention: Floats) -> Floats:
    nobody = np.zeros((1, mention.shape[1]), np.float32)
    facts = np.zeros((1, len(mention), len(SIZES)), np.int64)
    return _run("chooser", {"meaning": nobody, "source": nobody, "mention": mention, "facts": facts})["types"]


def _run(name: str, given: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    network = session(name)
    names = [output.name for output in network.get_outputs()]
    return dict(zip(names, network.run(names, dict(given)), strict=True))
