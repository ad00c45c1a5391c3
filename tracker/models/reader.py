"""Reads an article with the trained weights: what is said and who meets, as places of the text with probabilities.

The encoder reads the text in windows; `decoding` takes from that the places that may be statements or meetings, has the
words around each read a second time, and compares each with the mentions. The weights are opened once. Each window is
a run of its own, without padding, so that the 8-bit scales of a window depend on its text alone, and the result on
neither the number of articles read together nor that of threads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.models.decoding import (
    KINDS,
    DecodedMeeting,
    DecodedStatement,
    Heads,
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
VECTOR_SIZE = 128  # numbers of the vector of what a word or statement tells, and of that of what it denies
_PLACE_BATCH = 8  # places whose surroundings are read in one run; more would only need more memory
_MENTION_BATCH = 1_000  # mentions whose types are read in one run
_LONGEST_PART = 50_000  # code points that are read in one go, which takes some 120 MB


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase (code points), and the probability of each of `mentions.TYPES`, which it may name or describe."""

    start: int
    end: int
    is_pronoun: bool
    types: tuple[float, ...]

    @property
    def type(self) -> str:
        """The likeliest of its types."""
        return TYPES[max(range(len(TYPES)), key=self.types.__getitem__)]

    @property
    def is_human(self) -> bool:
        """Whether it most likely names or describes somebody, one or several: no body, document or place."""
        return self.type in ("person", "people")


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement as places of the text, with the probability of each of `decoding.KINDS`, and who may say it."""

    anchor: Place  # the cue, or the first word of a content without one
    has_cue: bool
    source: tuple[Place, ...]
    content: tuple[Place, ...]
    sureness: float  # the probability that it is said
    kinds: Mapping[str, float]
    who: tuple[Referent, ...]  # the likeliest first
    answers: tuple[tuple[Place, float], ...] = ()  # anchors of statements that it may answer, with the probability


@dataclass(frozen=True, slots=True)
class FoundMeeting:
    """A meeting as places of the text, with the probability of each status and mode, and who takes part."""

    word: Place  # the cue, such as "met" or "talks"
    clause: tuple[Place, ...]
    sureness: float  # the probability that a meeting is reported
    statuses: Mapping[str, float]
    modes: Mapping[str, float]
    sides: tuple[Referent, ...]


@dataclass(frozen=True, eq=False, slots=True)
class WordVectors:
    """Vectors of what each word tells and denies (words, VECTOR_SIZE); `starts` and `ends` of words in code points."""

    starts: Ints
    ends: Ints
    tells: NDArray[np.float16]
    denies: NDArray[np.float16]

    def of(self, start: int, end: int) -> tuple[bytes, bytes]:
        """Return what the text between two code points tells and denies: means of its words' vectors, in 8-bit numbers.

        The dot product of two such vectors, divided by 127², is their cosine. Without words both are zeros.
        """
        first, after = np.searchsorted(self.ends, start, "right"), np.searchsorted(self.starts, end)
        return _mean_in_8_bits(self.tells[first:after]), _mean_in_8_bits(self.denies[first:after])


def _mean_in_8_bits(rows: NDArray[np.float16]) -> bytes:
    mean = rows.mean(0, dtype=np.float32) if len(rows) else np.zeros(VECTOR_SIZE, np.float32)
    numbers: NDArray[np.int8] = np.rint(mean / max(float(np.linalg.norm(mean)), 1e-9) * 127).astype(np.int8)
    return numbers.tobytes()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read in a text, in its order, and the vectors of its words, None for a text without words."""

    mentions: tuple[Mention, ...] = ()
    statements: tuple[FoundStatement, ...] = ()
    meetings: tuple[FoundMeeting, ...] = ()
    vectors: WordVectors | None = None


def read(text: str, phrases: Sequence[Phrase], begin: int = 0) -> Reading:
    """Return what a text with these noun phrases says from `begin` (code points) on, where its headline ends.

    A text of more than 50,000 code points is read in parts, each by itself, so that it needs no more memory than an
    article: no antecedent and no answered statement is found across their borders.
    """
    return _joined([_read_part(text, part, phrases) for part in _parts(text, begin)])


def _parts(text: str, begin: int) -> Iterator[Place]:
    """Yield the places of the parts, each ending with a line or a word; most texts are one part."""
    while len(text) - begin > _LONGEST_PART:
        farthest = begin + _LONGEST_PART
        end = next((cut + 1 for mark in ("\n", " ") if (cut := text.rfind(mark, begin, farthest)) >= 0), farthest)
        yield begin, end
        begin = end
    yield begin, len(text)


def _read_part(text: str, part: Place, phrases: Sequence[Phrase]) -> Reading:
    begin, end = part
    words = words_of(text[begin:end])
    words = replace(words, starts=words.starts + begin, ends=words.ends + begin)
    if not len(words):
        return Reading()
    mentions = mentions_of(text, words, [phrase for phrase in phrases if begin <= phrase[0] and phrase[1] <= end])
    states = _word_states(words)
    statements, meetings = decode(words, mentions, states, Heads(_second, _choose, _answer))
    return Reading(
        tuple(_mentions(words, mentions, states)),
        tuple(_statement(words, statement) for statement in statements),
        tuple(_meeting(words, meeting) for meeting in meetings),
        WordVectors(words.starts, words.ends, *(states[name].astype(np.float16) for name in ("tells", "denies"))),
    )


def _joined(parts: Sequence[Reading]) -> Reading:
    """The readings of the parts of a text as one, the mentions numbered throughout."""
    mentions: list[Mention] = []
    statements: list[FoundStatement] = []
    meetings: list[FoundMeeting] = []
    for part in parts:
        statements += (replace(said, who=_renumbered(said.who, len(mentions))) for said in part.statements)
        meetings += (replace(met, sides=_renumbered(met.sides, len(mentions))) for met in part.meetings)
        mentions += part.mentions
    vectors = [part.vectors for part in parts if part.vectors is not None]
    arrays = (
        np.concatenate([getattr(part, array.name) for part in vectors]) for array in fields(WordVectors) if vectors
    )
    return Reading(tuple(mentions), tuple(statements), tuple(meetings), WordVectors(*arrays) if vectors else None)


def _renumbered(referents: Sequence[Referent], offset: int) -> tuple[Referent, ...]:
    return tuple(replace(referent, mentions=tuple(n + offset for n in referent.mentions)) for referent in referents)


def _mentions(words: Words, mentions: Mentions, states: Mapping[str, Floats]) -> list[Mention]:
    vectors = mention_vectors(mentions, states)
    scores = [_type_scores(vectors[n : n + _MENTION_BATCH]) for n in range(0, len(vectors), _MENTION_BATCH)]
    types = np.exp(log_softmax(np.concatenate(scores))).tolist() if scores else []
    places = _places(words, [(int(first), int(after)) for first, after in mentions.runs])
    return [
        Mention(*place, bool(form == PRONOUN), tuple(probabilities))
        for place, form, probabilities in zip(places, mentions.forms, types, strict=True)
    ]


def _statement(words: Words, said: DecodedStatement) -> FoundStatement:
    kinds = dict(zip(KINDS, map(float, said.kinds), strict=True))
    parts = _places(words, [said.anchor])[0], said.has_cue, _places(words, said.source), _places(words, said.content)
    answers = tuple((_places(words, [anchor])[0], probability) for anchor, probability in said.answers)
    return FoundStatement(*parts, said.sureness, kinds, said.who, answers)


def _meeting(words: Words, met: DecodedMeeting) -> FoundMeeting:
    statuses = dict(zip(STATUSES, map(float, met.statuses), strict=True))
    modes = dict(zip(MODES, map(float, met.modes), strict=True))
    word, clause = _places(words, [met.word])[0], _places(words, met.clause)
    return FoundMeeting(word, clause, met.sureness, statuses, modes, met.sides)


def _places(words: Words, runs: Sequence[Run]) -> tuple[Place, ...]:
    return tuple((int(words.starts[first]), int(words.ends[after - 1])) for first, after in runs)


def _word_states(words: Words) -> dict[str, Floats]:
    """Return the encoder's outputs for each word by name, the mean over its windows; `tags` as log probabilities.

    `starts` and `meets` are probabilities, the rest vectors or scores.
    """
    sums: dict[str, Floats] = {}
    windows_of_word = np.zeros((len(words), 1), np.float32)
    for window in windows_of(words):
        ids, forms, first = pieces_of(words, window)
        values = _run("encoder", {"ids": ids, "forms": forms, "first": first})
        values["tags"] = np.exp(log_softmax(values["tags"]))
        for name in ("starts", "meets"):
            values[name] = logistic(values[name])
        for name, value in values.items():
            total = sums.setdefault(name, np.zeros((len(words), value.shape[1]), np.float32))
            total[window.start : window.end] += value
        windows_of_word[window.start : window.end] += 1
    for total in sums.values():
        np.divide(total, windows_of_word, out=total)
    sums["tags"] = np.log(sums["tags"] + np.float32(1e-9))
    return sums


def _second(around: Floats, anchor: Floats, is_word: NDArray[np.bool_], what: Ints) -> Mapping[str, Floats]:
    mask = is_word.astype(np.int32)
    runs = []
    for n in range(0, len(anchor), _PLACE_BATCH):
        batch = slice(n, n + _PLACE_BATCH)
        inputs: dict[str, NDArray[Any]] = {
            "around": around[batch],
            "anchor": anchor[batch],
            "mask": mask[batch],
            "what": what[batch],
        }
        runs.append(_run("second", inputs))
    scores = {name: np.concatenate([run[name] for run in runs]) for name in runs[0]}
    return scores | {"is_one": scores["is_one"][:, 0]}


def _choose(meaning: Floats, source: Floats, mention: Floats, facts: Ints) -> Floats:
    return _run("chooser", {"meaning": meaning, "source": source, "mention": mention, "facts": facts})["scores"]


def _answer(answers: Floats, answered: Floats, facts: Ints) -> Floats:
    return _run("answerer", {"answers": answers, "answered": answered, "facts": facts})["scores"][:, 0]


def _type_scores(mention: Floats) -> Floats:
    """The chooser's scores of the types of mentions, which depend on no place: it is given one of zeros."""
    nobody = np.zeros((1, mention.shape[1]), np.float32)
    facts = np.zeros((1, len(mention), len(SIZES)), np.int64)
    return _run("chooser", {"meaning": nobody, "source": nobody, "mention": mention, "facts": facts})["types"]


def _run(name: str, inputs: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """The outputs of a network (a file of this folder) by name."""
    network = session(name)
    names = [output.name for output in network.get_outputs()]
    return dict(zip(names, network.run(names, dict(inputs)), strict=True))
