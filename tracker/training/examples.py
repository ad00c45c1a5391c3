"""What the network is to say of each article: a number for each word, cue, mention and meeting word.

A meeting's mark has the clause that tells it and not which word is the meeting word. That is the word of the clause
whose stem is likeliest to stand in such clauses rather than elsewhere, by the marks themselves (log odds).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tracker.models.decoding import CUE, KINDS, MEETING, START
from tracker.models.mentions import (
    PRONOUN,
    SPECIAL,
    TYPES,
    Mentions,
    Phrase,
    Seen,
    features,
    mentions_of,
    paragraphs_of,
    quoted_of,
)
from tracker.models.reader import MODES, STATUSES
from tracker.models.tags import REACH
from tracker.models.words import Ints, Words, words_of
from tracker.training.corpora import Lesson, MarkedMeeting, MarkedStatement, Place

Run = tuple[int, int]
Floats = NDArray[np.float32]

UNKNOWN = -100
_STEM = 5  # letters
_FEWEST = 5  # articles that must have a stem in such a clause: an affair with its names has four at most
_SMALL_WORDS = frozenset(
    "the a an of and or to in on at for by with from his her its their s mr mrs ms dr sir lord".split()
)
_MARK_BEFORE = re.compile("[\"\u201c\u201d\u201e\u00ab`']+")


@dataclass(frozen=True, slots=True)
class Reread:
    """One place that is read again, and what is to be learned of it (UNKNOWN, or None where nothing is known)."""

    run: Run
    what: int  # CUE, START or MEETING
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    roles: Ints  # a number of decoding.ROLES for each word within REACH
    kinds: tuple[bool, ...] = (True,) * len(KINDS)  # which of them it may be, as far as is known
    weight: int = UNKNOWN
    status: int = UNKNOWN
    mode: int = UNKNOWN
    share: float = 1.0  # how much it counts
    parties: tuple[tuple[int, ...], ...] | None = None  # of each who says it, or of each side, the mentions of it
    ignored: tuple[int, ...] = ()  # mentions of which nothing is learned
    mark: int | None = None
    is_one: bool = True  # whether it is known to be one
    answered: frozenset[Run] | None = None  # the anchors of the statements that it answers


@dataclass(frozen=True, slots=True)
class Example:
    """An article as numbers."""

    id: str
    text: str
    words: Words
    mentions: Mentions
    types: Ints  # a number of mentions.TYPES for each mention
    tags: Ints
    starts: Floats  # 1 where something is said without a cue, -1 where that is not known
    meets: Floats
    places: tuple[Reread, ...]
    is_marked: bool

    def features_of(self, place: Reread) -> Ints:
        """Return the features of each mention, seen from a place."""
        paragraphs, quoted = paragraphs_of(self.words), quoted_of(self.words)
        return features(self.mentions, paragraphs, quoted, Seen(place.run, place.source, place.content))


def meeting_words(lessons: Iterable[Lesson]) -> Mapping[str, float]:
    """Return for each stem the log odds of standing in a clause that tells a meeting."""
    within: Counter[str] = Counter()
    without: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for lesson in lessons:
        if not lesson.is_marked:
            continue
        clauses = [place for meeting in lesson.meetings for place in (meeting.clause, *meeting.more)]
        stems = {(m.start(), _stem(m[0])) for m in re.finditer(r"\w+", lesson.text)}
        told = [stem for start, stem in stems if any(a <= start < b for a, b in clauses)]
        within.update(told)
        articles.update(set(told))
        without.update(stem for start, stem in stems if not any(a <= start < b for a, b in clauses))
    inside, outside = sum(within.values()) + 1, sum(without.values()) + 1
    odds = {s: math.log((n + 0.1) / inside) - math.log((without[s] + 2) / outside) for s, n in within.items()}
    return {stem: value for stem, value in odds.items() if articles[stem] >= _FEWEST}


def _stem(word: str) -> str:
    return word.lower()[:_STEM]


def example(lesson: Lesson, phrases: Sequence[Phrase], odds: Mapping[str, float]) -> Example:
    """Return an article as the numbers to learn; `phrases` are its noun phrases."""
    text, words = lesson.text, words_of(lesson.text)
    mentions = mentions_of(text, words, phrases)
    found = []
    for marked in lesson.statements:
        place = _statement(marked, lesson, words, mentions)
        if place is not None:
            found.append((place, marked.answers))
    places = [_with_answered(place, answers, [other for other, _ in found], words) for place, answers in found]
    for meeting in lesson.meetings:
        places += _meetings(meeting, text, words, mentions, odds)
    tags = _tags(lesson, words)
    starts = np.full(len(words), 0 if lesson.is_marked else -1, dtype=np.float32)
    meets = starts.copy()
    for start, end in lesson.unclear:
        starts[slice(*_run(words, (start, end)))] = -1
    for meeting in lesson.meetings:
        for clause in (meeting.clause, *meeting.more):
            meets[slice(*_run(words, clause))] = -1
    for place in places:
        if place.what == START:
            starts[place.run[0]] = 1 if place.share == 1 and place.is_one else -1
        elif place.what == MEETING:
            meets[place.run[0]] = 1 if place.share == 1 else -1
    types = _types(lesson, words, mentions)
    return Example(lesson.id, text, words, mentions, types, tags, starts, meets, tuple(places), lesson.is_marked)


def _with_answered(place: Reread, answers: Sequence[Place] | None, others: Sequence[Reread], words: Words) -> Reread:
    """A place with the anchors of what it answers: the statements that mostly stand in one of the passages answered."""
    if answers is None:
        return place
    passages = [_run(words, passage) for passage in answers]
    within = frozenset(
        other.run for other in others if other is not place and any(_mostly_in(other, passage) for passage in passages)
    )
    return replace(place, answered=None if passages and not within else within)


def _mostly_in(place: Reread, passage: Run) -> bool:
    runs = (place.run, *place.content)
    inside = sum(max(0, min(b, passage[1]) - max(a, passage[0])) for a, b in runs)
    return 2 * inside > sum(b - a for a, b in runs)


def _types(lesson: Lesson, words: Words, mentions: Mentions) -> Ints:
    known = {_run(words, (start, end)): TYPES.index(name) for start, end, name in lesson.types}
    return np.array([known.get((int(a), int(b)), UNKNOWN) for a, b in mentions.runs], dtype=np.int64)


def _tags(lesson: Lesson, words: Words) -> Ints:
    if not lesson.is_whole:
        return np.full(len(words), UNKNOWN, dtype=np.int64)
    tags = np.zeros(len(words), dtype=np.int64)
    for begin, part in ((3, "source"), (5, "content"), (1, "anchor")):
        for marked in lesson.statements:
            if part == "anchor" and not marked.has_cue:
                continue
            spans = [marked.anchor] if part == "anchor" else getattr(marked, part) or ()
            for span in spans:
                first, after = _run(words, span)
                tags[first:after] = begin + 1
                tags[first : first + 1] = begin
    return tags


def _statement(marked: MarkedStatement, lesson: Lesson, words: Words, mentions: Mentions) -> Reread | None:
    anchor, text = marked.anchor, lesson.text
    if not marked.has_cue:
        anchor = (_with_mark(text, anchor[0]), anchor[1])
    run = _run(words, anchor)
    if run[1] <= run[0]:
        return None
    if not marked.has_cue:
        run = (run[0], run[0] + 1)
    source, content = _runs(words, marked.source or ()), _runs(words, marked.content or ())
    roles = _roles(run, source, content, len(words))
    if marked.source is None or marked.content is None:
        roles[(roles == 0)] = UNKNOWN
    if not lesson.is_whole:
        roles[:] = UNKNOWN
    return Reread(
        run, CUE if marked.has_cue else START, source, content, roles,
        kinds=tuple(kind not in marked.never and marked.kind in (None, kind) for kind in KINDS),
        weight=UNKNOWN if marked.weight is None else marked.weight,
        share=1.0 if marked.is_sure else 0.5,
        parties=_speakers(marked, lesson, words, mentions),
        mark=marked.mark,
        is_one=marked.is_one,
    )  # fmt: skip


def _speakers(
    marked: MarkedStatement, lesson: Lesson, words: Words, mentions: Mentions
) -> tuple[tuple[int, ...], ...] | None:
    """The mentions of each who says it; None where it is not known, or an excerpt does not tell."""
    if marked.who is None or marked.kind == "none":
        return None
    is_open = len(mentions) + SPECIAL.index("open")
    speakers = tuple(_mentions_named(who, lesson.text, words, mentions) for who in marked.who)
    if lesson.is_excerpt and any(is_open in one for one in speakers):
        return None
    return speakers or ((len(mentions) + SPECIAL.index("nobody"),),)


def _with_mark(text: str, start: int) -> int:
    """Where a statement without a cue begins: at the quotation mark before its first word."""
    while start > 0 and _MARK_BEFORE.match(text[start - 1]):
        start -= 1
    return start


def _mentions_named(who: str, text: str, words: Words, mentions: Mentions) -> tuple[int, ...]:
    """The numbers of the mentions that have the name of `who`; what is special follows the mentions in number."""
    if who == "outlet":
        return (len(mentions) + SPECIAL.index("outlet"),)
    same = [
        n
        for n, (first, after) in enumerate(mentions.runs)
        if mentions.forms[n] != PRONOUN and same_name(who, text[words.starts[first] : words.ends[after - 1]])
    ]
    return tuple(same) or (len(mentions) + SPECIAL.index("open"),)


def same_name(who: str, words: str) -> bool:
    """Return whether words of an article name whom a reader wrote down: by surname, initials, or most of the words."""
    mine, theirs = _name(who), _name(words)
    if not mine or not theirs:
        return False
    stems, others = ({_stem(word) for word in name} for name in (mine, theirs))
    mostly = len(stems & others) >= 0.6 * min(len(stems), len(others))
    last = mine[-1].lower() == theirs[-1].lower()
    is_proper = mine[-1][0].isupper()
    return mostly or (last and is_proper) or _is_short(mine, theirs) or _is_short(theirs, mine)


def _name(words: str) -> list[str]:
    found = [word for word in re.findall(r"\w+", words) if word.lower() not in _SMALL_WORDS]
    return found[:-1] if len(found) > 1 and found[-1] == "s" else found


def _is_short(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(short) == 1 and len(short[0]) > 1 and short[0].lower() == "".join(word[0] for word in long).lower()


def _meetings(
    meeting: MarkedMeeting, text: str, words: Words, mentions: Mentions, odds: Mapping[str, float]
) -> Iterable[Reread]:
    for clause in (meeting.clause, *meeting.more):
        run = _run(words, clause)
        if run[1] <= run[0]:
            continue
        stems = [odds.get(_stem(text[words.starts[n] : words.ends[n]]), -9.0) for n in range(*run)]
        at = run[0] + int(np.argmax(stems))
        if max(stems) < 0:
            continue
        parties, ignored = _sides(meeting, run, text, words, mentions)
        yield Reread(
            (at, at + 1), MEETING, (), (run,), _roles((at, at + 1), (), (run,), len(words)),
            status=STATUSES.index(meeting.status), mode=MODES.index(meeting.mode),
            share=1.0 if meeting.is_sure else 0.5, parties=parties, ignored=ignored,
        )  # fmt: skip


def _sides(
    meeting: MarkedMeeting, clause: Run, text: str, words: Words, mentions: Mentions
) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """Of each side the mentions in the clause, else the nearest before it; and all others of the sides."""
    sides, every = [], set()
    for who in meeting.who:
        same = _mentions_named(who, text, words, mentions)
        every |= set(same)
        here = [n for n in same if n < len(mentions) and clause[0] <= mentions.runs[n][0] < clause[1]]
        before = [n for n in same if n < len(mentions) and mentions.runs[n][1] <= clause[0]]
        sides.append(tuple(here or before[-1:] or same[:1]))
    chosen = {n for side in sides for n in side}
    return tuple(sides), tuple(sorted(every - chosen))


def _roles(anchor: Run, source: Iterable[Run], content: Iterable[Run], length: int) -> Ints:
    roles = np.zeros(2 * REACH + 1, dtype=np.int64)
    for begin, runs in ((1, source), (3, content)):
        for first, after in runs:
            start, end = max(first - anchor[0] + REACH, 0), after - anchor[0] + REACH
            if end > 0:
                roles[start:end] = begin + 1
                roles[start : start + 1] = begin
    at = anchor[0] + np.arange(-REACH, REACH + 1)
    roles[(at < 0) | (at >= length)] = UNKNOWN
    return roles


def _run(words: Words, place: Place) -> Run:
    return int(np.searchsorted(words.ends, place[0], side="right")), int(np.searchsorted(words.starts, place[1]))


def _runs(words: Words, places: Iterable[Place]) -> tuple[Run, ...]:
    runs = [_run(words, place) for place in places]
    return tuple((first, after) for first, after in runs if after > first)
