"""From the network's scores to statements and meetings: where they are, of which kind, whom they mean, and how sure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.models.answering import facts, nearby
from tracker.models.mentions import NAME, SPECIAL, Mentions, Seen, features, paragraphs_of, quoted_of
from tracker.models.tags import (
    IN_CONTENT,
    REACH,
    Floats,
    Run,
    around,
    best_tags,
    log_softmax,
    possible_cues,
    runs_of,
    tag_words,
)  # fmt: skip
from tracker.models.words import Ints, Words

CUE, START, MEETING = range(3)  # what a place is taken for
KINDS = (
    "none", "claim", "denial", "ignorance", "refusal", "confirmation", "retraction", "rejection", "demand", "promise",
    "question", "attitude",
)  # fmt: skip
ANSWERING = ("denial", "ignorance", "refusal", "confirmation", "retraction")
_ANSWERING = tuple(map(KINDS.index, ANSWERING))
_POSSIBLE_ANSWER = 0.02  # the probability from which on a statement is one that another may answer
_POSSIBLE = 0.1  # the probability from which on a word may be a start or a meeting word
_NEVER = np.float32(-1e4)
_AT_ONCE, _BACK, _AHEAD = (
    64,
    1_500,
    400,
)  # places read at once; words before and after them in which mentions are sought
_ALIKE = 0.5  # of two contents: from this share of common words on they are one
_PART = 0.25  # of the whole choice: who gets as much is one of several

# Of the words around each place, its vector, which of them are words, and what it is: by name what is read.
SecondReading = Callable[[Floats, Floats, NDArray[np.bool_], Ints], Mapping[str, Floats]]
# Of the meanings and sources of places, the vectors of the mentions, and the features of each from each: two scores.
Choosing = Callable[[Floats, Floats, Floats, Ints], Floats]
# Of what an answer looks for, what statements near it have, and the facts of each: their scores, and that of none.
Answering = Callable[[Floats, Floats, Ints], Floats]


@dataclass(frozen=True, slots=True)
class Heads:
    """What reads the states of the words further, as it is trained or as it is shipped."""

    second: SecondReading
    choose: Choosing
    answer: Answering


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody whom a statement or a meeting means: the mentions that name them, best first, or one of SPECIAL."""

    mentions: tuple[int, ...]
    special: str | None
    probability: float


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement as runs of words, with the probability of each kind, of each weight, and who says it."""

    anchor: Run
    has_cue: bool
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    sureness: float
    kinds: Floats
    weights: Floats
    who: tuple[Referent, ...]
    answers: tuple[tuple[Run, float], ...] = ()  # anchors of statements that it may answer, with how likely it does


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    """A meeting: its word, the clause that tells it, and the probabilities of its status, mode and sides."""

    word: Run
    clause: tuple[Run, ...]
    sureness: float
    statuses: Floats
    modes: Floats
    sides: tuple[Referent, ...]


def decode(
    words: Words, mentions: Mentions, word: Mapping[str, Floats], heads: Heads
) -> tuple[list[ReadStatement], list[ReadMeeting]]:
    """Return the statements and meetings of a text, in order, given what its words' states say."""
    tags = tag_words(word["tags"])
    places = _places(word, tags)
    if not places:
        return [], []
    read = _read_again(places, word, tags, heads.second)
    kept = _kept(read)
    seen = [Seen(run, *parts) for run, parts in zip(read.runs, read.parts, strict=True)]
    meanings = {n: read.scores["meaning"][n] for n in kept}
    answers = _answers(words, [(n, seen[n]) for n in kept if not read.is_meeting(n)], read.scores, heads.answer)
    said: list[ReadStatement] = []
    met: list[ReadMeeting] = []
    for n, there, first, scores in _choices(words, mentions, word, (meanings, seen), heads.choose):
        if read.is_meeting(n):
            met.append(_meeting(read, n, _sides(there, first, scores[:, 1])))
        else:
            who = _speakers(there, first, _as_named(there, read.parts[n][0], scores[:, 0]))
            said.append(_statement(read, n, who, answers.get(n, ())))
    return sorted(said, key=lambda one: one.anchor), sorted(met, key=lambda one: one.word)


@dataclass(frozen=True, slots=True)
class _PlaceReadings:
    """What the second reading has for each place of a text: its source and content, and the scores of what it is."""

    runs: Sequence[Run]
    what: Sequence[int]
    parts: Sequence[tuple[tuple[Run, ...], tuple[Run, ...]]]
    scores: Mapping[str, Floats]
    is_one: Floats
    sureness: Sequence[float]

    def is_meeting(self, n: int) -> bool:
        """Whether a place is taken for the word of a meeting."""
        return self.what[n] == MEETING

    def probabilities(self, name: str, n: int) -> Floats:
        """The probability of each value that a place may have of `kind`, `weight`, `status` or `mode`."""
        probabilities: Floats = np.exp(log_softmax(self.scores[name][n]))
        return probabilities


def _read_again(
    places: Sequence[tuple[Run, int]], word: Mapping[str, Floats], tags: Ints, second: SecondReading
) -> _PlaceReadings:
    runs, what = [run for run, _ in places], [kind for _, kind in places]
    near, is_word = around(word["word"], runs)
    anchors = np.stack([word["cue"][a:b].mean(0) for a, b in runs])
    scores = dict(second(near, anchors, is_word, np.array(what, dtype=np.int64)))
    scores["kind"] = scores["kind"] + np.stack([word["kinds"][a:b].mean(0) for a, b in runs])
    roles = log_softmax(scores["roles"])
    within = roles.copy()
    within[~is_word, 1:] = _NEVER
    paths = best_tags(within)
    parts = [
        (_shifted(path, 1, run), tuple(_whole(part, run, tags) for part in _shifted(path, 3, run)))
        for run, path in zip(runs, paths, strict=True)
    ]
    is_one = logistic(scores["is_one"])
    sureness = [_sureness(float(is_one[n]), roles[n], paths[n]) for n in range(len(runs))]
    return _PlaceReadings(runs, what, parts, scores, is_one, sureness)


def _meeting(read: _PlaceReadings, n: int, sides: tuple[Referent, ...]) -> ReadMeeting:
    status, mode = read.probabilities("status", n), read.probabilities("mode", n)
    return ReadMeeting(read.runs[n], read.parts[n][1], float(read.is_one[n]), status, mode, sides)


def _statement(
    read: _PlaceReadings, n: int, who: tuple[Referent, ...], answers: tuple[tuple[Run, float], ...]
) -> ReadStatement:
    kinds, weights = read.probabilities("kind", n), read.probabilities("weight", n)
    has_cue, sure = read.what[n] == CUE, float(read.is_one[n])
    return ReadStatement(read.runs[n], has_cue, *read.parts[n], sure, kinds, weights, who, answers)


def _choices(
    words: Words,
    mentions: Mentions,
    word: Mapping[str, Floats],
    asked: tuple[Mapping[int, Floats], Sequence[Seen]],
    choose: Choosing,
) -> Iterator[tuple[int, Mentions, int, Floats]]:
    """Yield of each place its number, the mentions that it may mean, the number of their first, and their scores.

    `asked` has the meanings of the places by number, and from where each sees the mentions.
    """
    meanings, seen = asked
    vectors = mention_vectors(mentions, word)
    paragraphs, quoted = paragraphs_of(words), quoted_of(words)
    anchors = [one.anchor for one in seen]
    for block, near_by in _blocks(sorted(meanings, key=lambda n: anchors[n]), anchors, mentions):
        there = mentions.part(near_by)
        facts = np.stack([features(there, paragraphs, quoted, seen[n]) for n in block])
        sources = np.stack([_mean(word["word"], seen[n].source) for n in block])
        scores = choose(np.stack([meanings[n] for n in block]), sources, vectors[near_by], facts)
        for n, score in zip(block, scores, strict=True):
            yield n, there, near_by.start, score


def _answers(
    words: Words, statements: Sequence[tuple[int, Seen]], read: Mapping[str, Floats], answer: Answering
) -> dict[int, tuple[tuple[Run, float], ...]]:
    """By its number, what each statement that may be an answer may answer, the likeliest first."""
    ordered = sorted(statements, key=lambda one: one[1].anchor)
    numbers, seen = [n for n, _ in ordered], [one for _, one in ordered]
    kinds = np.exp(log_softmax(read["kind"]))
    paragraphs = paragraphs_of(words)
    found = {}
    for here, n in enumerate(numbers):
        near = nearby(here, len(numbers))
        if not near or kinds[n, list(_ANSWERING)].sum() < _POSSIBLE:
            continue
        there = read["answered"][[numbers[k] for k in near]]
        scores = np.exp(
            log_softmax(answer(read["answers"][n : n + 1], there, facts(words, paragraphs, here, near, seen)))
        )
        likely = sorted(
            ((float(scores[k]), near[k]) for k in range(len(near)) if scores[k] >= _POSSIBLE_ANSWER), reverse=True
        )
        found[n] = tuple((seen[k].anchor, p) for p, k in likely)
    return found


def logistic(scores: Floats) -> Floats:
    """Return the probabilities of scores that are log odds."""
    probabilities: Floats = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return probabilities


def _shifted(path: Ints, begin: int, run: Run) -> tuple[Run, ...]:
    """The runs of words that a second reading gives a role, as numbers of the text's words."""
    return tuple((run[0] - REACH + a, run[0] - REACH + b) for a, b in runs_of(path, begin))


def _whole(content: Run, place: Run, tags: Ints) -> Run:
    """A content with what lies beyond the reach of the second reading: as far as the first has it as the same one."""
    first, after = content
    if first == place[0] - REACH:
        while tags[first] == IN_CONTENT:  # before the first of these stands their begin
            first -= 1
    if after == place[0] + REACH + 1:
        while after < len(tags) and tags[after] == IN_CONTENT:
            after += 1
    return first, after


def _places(word: Mapping[str, Floats], tags: Ints) -> list[tuple[Run, int]]:
    found = [(run, CUE) for run in possible_cues(word["tags"], tags)]
    for name, what in (("starts", START), ("meets", MEETING)):
        sure = word[name][:, 0]
        found += [((n, n + 1), what) for n in np.flatnonzero(sure > _POSSIBLE).tolist()]
    return found


def _kept(read: _PlaceReadings) -> list[int]:
    """The numbers of the places that are ones: of several with much the same content the surest."""
    kept: list[int] = []
    contents: dict[int, set[int]] = {}
    for n in sorted(range(len(read.runs)), key=lambda n: (-read.sureness[n], n)):
        if read.is_one[n] < _POSSIBLE:
            continue
        content = {k for a, b in read.parts[n][1] for k in range(a, b)}
        if read.is_meeting(n):
            content |= set(range(*read.runs[n]))
        same = (contents[k] for k in kept if read.is_meeting(k) == read.is_meeting(n))
        least = 0.0 if read.is_meeting(n) else _ALIKE  # one clause tells one meeting, by whichever of its words
        if not any(len(content & other) > least * len(content | other) for other in same):
            kept.append(n)
            contents[n] = content
    return sorted(kept)


def _sureness(is_one: float, roles: Floats, path: Ints) -> float:
    has_role = path > 0
    return (
        float(is_one) * float(np.exp(roles[has_role, path[has_role]].mean())) if has_role.any() else float(is_one) * 0.5
    )


def mention_vectors(mentions: Mentions, word: Mapping[str, Floats]) -> Floats:
    """Return a vector for each mention: the mean of its words and what its last word gives."""
    if not len(mentions):
        return np.zeros((0, word["mention"].shape[1]), np.float32)
    sums = np.concatenate([np.zeros((1, word["mention"].shape[1])), word["mention"].cumsum(0, dtype=np.float64)])
    first, after = mentions.runs.T
    vectors: Floats = ((sums[after] - sums[first]) / (after - first)[:, None] + word["last"][after - 1]).astype(
        np.float32
    )
    return vectors


def _mean(values: Floats, runs: Sequence[Run]) -> Floats:
    if not runs:
        return np.zeros(values.shape[1], np.float32)
    mean: Floats = np.concatenate([values[a:b] for a, b in runs]).mean(0)
    return mean


def _blocks(places: Sequence[int], runs: Sequence[Run], mentions: Mentions) -> Iterator[tuple[list[int], slice]]:
    """Yield places that stand near each other, with the part of the mentions that they may mean.

    So a long text needs no more memory at a time than a short one; how places are put together depends on them alone.
    """
    starts = mentions.runs[:, 0]
    block: list[int] = []
    for n in places:
        if block and (len(block) == _AT_ONCE or runs[n][0] - runs[block[0]][0] > _BACK // 2):
            yield block, _near(block, runs, starts)
            block = []
        block.append(n)
    if block:
        yield block, _near(block, runs, starts)


def _near(block: Sequence[int], runs: Sequence[Run], starts: Ints) -> slice:
    first, last = runs[block[0]][0] - _BACK, runs[block[-1]][1] + _AHEAD
    return slice(int(np.searchsorted(starts, first)), int(np.searchsorted(starts, last)))


def _as_named(mentions: Mentions, source: Sequence[Run], scores: Floats) -> Floats:
    """The scores of the choice where the source has a name: then it is one of those who are named there."""
    starts = mentions.runs[:, 0]
    within = np.zeros(len(scores), dtype=bool)
    for first, after in source:
        within[: len(starts)] |= (starts >= first) & (starts < after)
    if not (within[: len(starts)] & (mentions.forms == NAME)).any():
        return scores
    named: Floats = np.where(within, scores, _NEVER)
    return named


def _speakers(mentions: Mentions, first: int, scores: Floats) -> tuple[Referent, ...]:
    """Who says it: the one who gets most of the choice, and all others who get much of it."""
    groups = _grouped(mentions, first, np.exp(log_softmax(scores)), np.sum)
    most = groups[0].probability
    return tuple(
        one for one in groups if one is groups[0] or (one.probability >= max(_PART, most / 2) and not one.special)
    )


def _sides(mentions: Mentions, first: int, scores: Floats) -> tuple[Referent, ...]:
    """Who takes part: each who does so rather than not, and in any case the likeliest two."""
    sure = logistic(scores)
    sure[len(mentions) :] = 0
    groups = [one for one in _grouped(mentions, first, sure, np.max) if not one.special]
    return tuple(one for n, one in enumerate(groups) if one.probability >= 0.5 or (n < 2 and one.probability >= 0.2))


def _grouped(mentions: Mentions, first: int, sure: Floats, together: Callable[[Floats], Floats]) -> list[Referent]:
    """Mentions with one name are one: all that have the same last word; `first` is the number of the first mention."""
    groups: dict[tuple[str, object], list[int]] = {}
    for n in np.flatnonzero(sure[: len(mentions)] > 0.01).tolist():
        key = ("name", mentions.heads[n]) if mentions.forms[n] == NAME else ("words", mentions.heads[n])
        groups.setdefault(key, []).append(n)
    found = [
        Referent(
            tuple(first + n for n in sorted(group, key=lambda n: (-sure[n], n))), None, float(together(sure[group]))
        )
        for group in groups.values()
    ]
    found += [Referent((), name, float(sure[len(mentions) + k])) for k, name in enumerate(SPECIAL)]
    return sorted(found, key=lambda one: (-one.probability, one.mentions))


__all__ = ["Heads", "ReadMeeting", "ReadStatement", "Referent", "decode", "mention_vectors"]
