"""From the network's scores to statements and meetings: where they are, of which kind, whom they mean, and how sure.

1. Places where something may be said or somebody may meet are taken from the first reading of the words (cues by their
   tags, starts of contents without a cue, and meeting words).
2. The second reading of the words around each place tells whether it is one, its source, content and kind.
3. Of places with much the same content only the surest stays.
4. Each place is compared with the mentions around it (who speaks, who meets), each answering statement with the
   statements around it (what it answers).
"""

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

CUE, START, MEETING = range(3)  # what a place may be: a cue, the start of a content without one, a meeting word
KINDS = (
    "none", "claim", "denial", "ignorance", "refusal", "confirmation", "retraction", "rejection", "demand", "promise",
    "question", "attitude",
)  # fmt: skip
# The kinds that may answer another statement.
ANSWERING = ("denial", "ignorance", "refusal", "confirmation", "retraction")
_ANSWERING_NUMBERS = tuple(map(KINDS.index, ANSWERING))
_LEAST_ANSWER = 0.02  # probability of an answer to a statement, from which on it is kept
_LEAST_PLACE = 0.1  # probability of a place, or that a statement is of an answering kind, from which on it is looked at
_LEAST_MENTION = 0.01  # probability of a mention, from which on it counts
_IMPOSSIBLE = np.float32(-1e4)  # as a score
_BLOCK = 64  # places that are compared with mentions in one run
_WORDS_BEFORE, _WORDS_AFTER = 1_500, 400  # of a place, in which mentions are candidates
_SAME_CONTENT = 0.5  # Jaccard index of the words of two contents, above which they are one
_CO_SPEAKER = 0.25  # probability from which on somebody is one of several speakers
_TAKES_PART = 0.5  # probability from which on somebody takes part in a meeting
_MAY_TAKE_PART = 0.2  # the same of the likeliest two, since nobody meets alone

# (states of the words around each place, the place's vector, which of those are words of the text, its CUE, START or
# MEETING) -> scores of the place and of its words, by name
SecondReading = Callable[[Floats, Floats, NDArray[np.bool_], Ints], Mapping[str, Floats]]
# (meanings of places, vectors of their sources, vectors of mentions, features of each mention from each place)
# -> scores (places, mentions and SPECIAL, 2): of being the speaker, of taking part
Choosing = Callable[[Floats, Floats, Floats, Ints], Floats]
# (what an answer looks for, vectors of the statements near it, facts of each) -> score of each, the last of none
Answering = Callable[[Floats, Floats, Ints], Floats]


@dataclass(frozen=True, slots=True)
class Heads:
    """The parts of the network after the encoder, as they are in training or as they are shipped."""

    second: SecondReading
    choose: Choosing
    answer: Answering


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody who may make a statement or take part in a meeting: the mentions that name them, or one of SPECIAL."""

    mentions: tuple[int, ...]  # numbers in the text, the likeliest first
    special: str | None
    probability: float


@dataclass(frozen=True, slots=True)
class DecodedStatement:
    """A statement as runs of words, with the probability of each kind, and who says it."""

    anchor: Run  # the cue, or the first word of a content without one
    has_cue: bool
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    sureness: float  # the probability that it is said
    kinds: Floats  # in the order of KINDS
    who: tuple[Referent, ...]  # the likeliest first
    answers: tuple[tuple[Run, float], ...] = ()  # anchors of statements that it may answer, with the probability


@dataclass(frozen=True, slots=True)
class DecodedMeeting:
    """A meeting as runs of words: its word, the clause that reports it, and the probability of each status and mode."""

    word: Run
    clause: tuple[Run, ...]
    sureness: float  # the probability that a meeting is reported
    statuses: Floats
    modes: Floats
    sides: tuple[Referent, ...]


def decode(
    words: Words, mentions: Mentions, states: Mapping[str, Floats], heads: Heads
) -> tuple[list[DecodedStatement], list[DecodedMeeting]]:
    """Return the statements and meetings of a text, in order; `states` has what the encoder gives of each word."""
    tags = tag_words(states["tags"])
    places = _candidate_places(states, tags)
    if not places:
        return [], []
    read = _second_reading(places, states, tags, heads.second)
    distinct = _distinct(read)
    seen = [Seen(run, *parts) for run, parts in zip(read.runs, read.parts, strict=True)]
    meanings = {n: read.scores["meaning"][n] for n in distinct}
    answers = _answers(words, [(n, seen[n]) for n in distinct if not read.is_meeting(n)], read.scores, heads.answer)
    statements: list[DecodedStatement] = []
    meetings: list[DecodedMeeting] = []
    for n, candidates, first, scores in _referent_scores(words, mentions, states, (meanings, seen), heads.choose):
        if read.is_meeting(n):
            meetings.append(_meeting(read, n, _sides(candidates, first, scores[:, 1])))
        else:
            who = _speakers(candidates, first, _only_named(candidates, read.parts[n][0], scores[:, 0]))
            statements.append(_statement(read, n, who, answers.get(n, ())))
    return sorted(statements, key=lambda said: said.anchor), sorted(meetings, key=lambda met: met.word)


@dataclass(frozen=True, slots=True)
class _SecondReading:
    """What the second reading gives for the places of a text, each at its number."""

    runs: Sequence[Run]
    what: Sequence[int]  # CUE, START or MEETING
    parts: Sequence[tuple[tuple[Run, ...], tuple[Run, ...]]]  # source and content
    scores: Mapping[str, Floats]
    confirmed: Floats  # the probability that something is said, or a meeting reported, there
    sureness: Sequence[float]  # that, times the mean probability of the words' roles

    def is_meeting(self, n: int) -> bool:
        """Whether a place is taken for the word of a meeting."""
        return self.what[n] == MEETING

    def probabilities(self, name: str, n: int) -> Floats:
        """The probability of each value of `kind`, `status` or `mode` at a place."""
        probabilities: Floats = np.exp(log_softmax(self.scores[name][n]))
        return probabilities


def _second_reading(
    places: Sequence[tuple[Run, int]], states: Mapping[str, Floats], tags: Ints, second: SecondReading
) -> _SecondReading:
    """Read the words around each place again; the scores of kinds of both readings are added."""
    runs, what = [run for run, _ in places], [kind for _, kind in places]
    surroundings, is_word = around(states["word"], runs)
    anchors = np.stack([states["cue"][first:after].mean(0) for first, after in runs])
    scores = dict(second(surroundings, anchors, is_word, np.array(what, dtype=np.int64)))
    scores["kind"] = scores["kind"] + np.stack([states["kinds"][first:after].mean(0) for first, after in runs])
    roles = log_softmax(scores["roles"])
    possible_roles = roles.copy()
    possible_roles[~is_word, 1:] = _IMPOSSIBLE
    paths = best_tags(possible_roles)
    parts = [
        (_runs_in_text(path, 1, run), tuple(_extended(part, run, tags) for part in _runs_in_text(path, 3, run)))
        for run, path in zip(runs, paths, strict=True)
    ]
    confirmed = logistic(scores["is_one"])
    sureness = [_sureness(float(confirmed[n]), roles[n], paths[n]) for n in range(len(runs))]
    return _SecondReading(runs, what, parts, scores, confirmed, sureness)


def _meeting(read: _SecondReading, n: int, sides: tuple[Referent, ...]) -> DecodedMeeting:
    status, mode = read.probabilities("status", n), read.probabilities("mode", n)
    return DecodedMeeting(read.runs[n], read.parts[n][1], float(read.confirmed[n]), status, mode, sides)


def _statement(
    read: _SecondReading, n: int, who: tuple[Referent, ...], answers: tuple[tuple[Run, float], ...]
) -> DecodedStatement:
    has_cue, sureness = read.what[n] == CUE, float(read.confirmed[n])
    kinds = read.probabilities("kind", n)
    return DecodedStatement(read.runs[n], has_cue, *read.parts[n], sureness, kinds, who, answers)


def _referent_scores(
    words: Words,
    mentions: Mentions,
    states: Mapping[str, Floats],
    queries: tuple[Mapping[int, Floats], Sequence[Seen]],
    choose: Choosing,
) -> Iterator[tuple[int, Mentions, int, Floats]]:
    """Yield for each place its number, the candidate mentions, the number of their first, and their scores.

    `queries` has by number the meanings of the places that are asked for, and from where each place sees the mentions.
    """
    meanings, seen = queries
    vectors = mention_vectors(mentions, states)
    paragraphs, quoted = paragraphs_of(words), quoted_of(words)
    anchors = [place.anchor for place in seen]
    for block, nearby_mentions in _blocks(sorted(meanings, key=lambda n: anchors[n]), anchors, mentions):
        candidates = mentions.part(nearby_mentions)
        rows = np.stack([features(candidates, paragraphs, quoted, seen[n]) for n in block])
        sources = np.stack([_mean(states["word"], seen[n].source) for n in block])
        scores = choose(np.stack([meanings[n] for n in block]), sources, vectors[nearby_mentions], rows)
        for n, score in zip(block, scores, strict=True):
            yield n, candidates, nearby_mentions.start, score


def _answers(
    words: Words, statements: Sequence[tuple[int, Seen]], scores: Mapping[str, Floats], answer: Answering
) -> dict[int, tuple[tuple[Run, float], ...]]:
    """By the number of each answering statement, the anchors of those that it may answer, the likeliest first."""
    ordered = sorted(statements, key=lambda statement: statement[1].anchor)
    numbers, seen = [n for n, _ in ordered], [place for _, place in ordered]
    kinds = np.exp(log_softmax(scores["kind"]))
    paragraphs = paragraphs_of(words)
    answers = {}
    for here, n in enumerate(numbers):
        near = nearby(here, len(numbers))
        if not near or kinds[n, list(_ANSWERING_NUMBERS)].sum() < _LEAST_PLACE:
            continue
        answered = scores["answered"][[numbers[k] for k in near]]
        logits = answer(scores["answers"][n : n + 1], answered, facts(words, paragraphs, here, near, seen))
        probabilities = np.exp(log_softmax(logits))[: len(near)]  # without that of none
        likely = [(float(p), k) for p, k in zip(probabilities, near, strict=True) if p >= _LEAST_ANSWER]
        answers[n] = tuple((seen[k].anchor, p) for p, k in sorted(likely, reverse=True))
    return answers


def logistic(scores: Floats) -> Floats:
    """Return the probabilities of scores that are log odds."""
    probabilities: Floats = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return probabilities


def _runs_in_text(path: Ints, begin: int, run: Run) -> tuple[Run, ...]:
    """The runs of words with a role, by their numbers in the text; a path begins REACH words before its place."""
    offset = run[0] - REACH
    return tuple((offset + first, offset + after) for first, after in runs_of(path, begin))


def _extended(content: Run, place: Run, tags: Ints) -> Run:
    """A content that ends at the reach of the second reading, with what the tags of the first have beyond."""
    first, after = content
    if first == place[0] - REACH:
        while tags[first] == IN_CONTENT:  # before the first of these stands their begin
            first -= 1
    if after == place[0] + REACH + 1:
        while after < len(tags) and tags[after] == IN_CONTENT:
            after += 1
    return first, after


def _candidate_places(states: Mapping[str, Floats], tags: Ints) -> list[tuple[Run, int]]:
    places = [(run, CUE) for run in possible_cues(states["tags"], tags)]
    for name, what in (("starts", START), ("meets", MEETING)):
        probabilities = states[name][:, 0]
        places += [((n, n + 1), what) for n in np.flatnonzero(probabilities > _LEAST_PLACE).tolist()]
    return places


def _distinct(read: _SecondReading) -> list[int]:
    """The numbers of the confirmed places, of several with much the same content the surest.

    That is non-maximum suppression: for meetings any common word is too much, since one clause reports one meeting.
    """
    kept: list[int] = []
    contents: dict[int, set[int]] = {}
    for n in sorted(range(len(read.runs)), key=lambda n: (-read.sureness[n], n)):
        if read.confirmed[n] < _LEAST_PLACE:
            continue
        content = {k for first, after in read.parts[n][1] for k in range(first, after)}
        if read.is_meeting(n):
            content |= set(range(*read.runs[n]))
        others = (contents[k] for k in kept if read.is_meeting(k) == read.is_meeting(n))
        most = 0.0 if read.is_meeting(n) else _SAME_CONTENT
        if not any(len(content & other) > most * len(content | other) for other in others):
            kept.append(n)
            contents[n] = content
    return sorted(kept)


def _sureness(confirmed: float, roles: Floats, path: Ints) -> float:
    """The probability of a place times the geometric mean of those of its words' roles; half of it without any."""
    has_role = path > 0
    return confirmed * (float(np.exp(roles[has_role, path[has_role]].mean())) if has_role.any() else 0.5)


def mention_vectors(mentions: Mentions, states: Mapping[str, Floats]) -> Floats:
    """Return a vector for each mention: the mean of its words' states plus that of its last word as a head."""
    state, head = states["mention"], states["last"]
    if not len(mentions):
        return np.zeros((0, state.shape[1]), np.float32)
    sums = np.concatenate([np.zeros((1, state.shape[1])), state.cumsum(0, dtype=np.float64)])
    first, after = mentions.runs.T
    vectors: Floats = ((sums[after] - sums[first]) / (after - first)[:, None] + head[after - 1]).astype(np.float32)
    return vectors


def _mean(values: Floats, runs: Sequence[Run]) -> Floats:
    if not runs:
        return np.zeros(values.shape[1], np.float32)
    mean: Floats = np.concatenate([values[first:after] for first, after in runs]).mean(0)
    return mean


def _blocks(places: Sequence[int], runs: Sequence[Run], mentions: Mentions) -> Iterator[tuple[list[int], slice]]:
    """Yield blocks of places that stand near each other, each with the slice of the mentions that are candidates.

    So a long text needs no more memory at a time than a short one. Blocks depend on the places alone.
    """
    starts = mentions.runs[:, 0]
    block: list[int] = []
    for n in places:
        if block and (len(block) == _BLOCK or runs[n][0] - runs[block[0]][0] > _WORDS_BEFORE // 2):
            yield block, _mentions_near(block, runs, starts)
            block = []
        block.append(n)
    if block:
        yield block, _mentions_near(block, runs, starts)


def _mentions_near(block: Sequence[int], runs: Sequence[Run], starts: Ints) -> slice:
    first, last = runs[block[0]][0] - _WORDS_BEFORE, runs[block[-1]][1] + _WORDS_AFTER
    return slice(int(np.searchsorted(starts, first)), int(np.searchsorted(starts, last)))


def _only_named(mentions: Mentions, source: Sequence[Run], scores: Floats) -> Floats:
    """The scores, where the source has a name those of the mentions within the source alone."""
    starts = mentions.runs[:, 0]
    in_source = np.zeros(len(scores), dtype=bool)  # of the mentions, then of SPECIAL
    for first, after in source:
        in_source[: len(starts)] |= (starts >= first) & (starts < after)
    if not (in_source[: len(starts)] & (mentions.forms == NAME)).any():
        return scores
    named: Floats = np.where(in_source, scores, _IMPOSSIBLE)
    return named


def _speakers(mentions: Mentions, first: int, scores: Floats) -> tuple[Referent, ...]:
    """Who says it: the likeliest, and those beside whose probability is at least half of that and `_CO_SPEAKER`."""
    likeliest, *others = _grouped(mentions, first, np.exp(log_softmax(scores)), np.sum)
    least = max(_CO_SPEAKER, likeliest.probability / 2)
    return likeliest, *(other for other in others if other.probability >= least and not other.special)


def _sides(mentions: Mentions, first: int, scores: Floats) -> tuple[Referent, ...]:
    """Who takes part: all who likely do, and the likeliest two if they may."""
    probabilities = logistic(scores)
    probabilities[len(mentions) :] = 0
    sides = [side for side in _grouped(mentions, first, probabilities, np.max) if not side.special]
    return tuple(side for n, side in enumerate(sides) if side.probability >= (_MAY_TAKE_PART if n < 2 else _TAKES_PART))


def _grouped(
    mentions: Mentions, first: int, probabilities: Floats, combine: Callable[[Floats], Floats]
) -> list[Referent]:
    """The referents, likeliest first: mentions with the same last word are of one, names apart from other phrases.

    `first` is the number of the first mention in its text; `combine` gives the probability of a referent from those of
    its mentions.
    """
    groups: dict[tuple[bool, str], list[int]] = {}
    for n in np.flatnonzero(probabilities[: len(mentions)] > _LEAST_MENTION).tolist():
        groups.setdefault((bool(mentions.forms[n] == NAME), mentions.heads[n]), []).append(n)
    referents = []
    for group in groups.values():
        best_first = sorted(group, key=lambda n: (-probabilities[n], n))
        referents.append(Referent(tuple(first + n for n in best_first), None, float(combine(probabilities[group]))))
    referents += [Referent((), name, float(probabilities[len(mentions) + k])) for k, name in enumerate(SPECIAL)]
    return sorted(referents, key=lambda referent: (-referent.probability, referent.mentions))


__all__ = ["DecodedMeeting", "DecodedStatement", "Heads", "Referent", "decode", "mention_vectors"]
