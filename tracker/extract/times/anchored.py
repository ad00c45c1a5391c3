"""Expressions that count from an event: "a day after the summit", "two days after officials informed the newspaper".

TIMEX3 calls "a day" there a duration, and so does its reported value; the date that it makes has a field of its own in
Time, `counted`, beside the words it counts from and the relation. The event has a date where a date modifies another
mention of it in the article, its own clause, or the same verb with the same actor. Where it has none, or two that
differ, the date stays open rather than be guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from tracker.dates import PartialDate, shift, value_of
from tracker.extract.clauses import subjects_of
from tracker.extract.times.tense import governing_verb, relation_after
from tracker.extract.times.words import OPEN_VALUES
from tracker.parsing import Page
from tracker.records import Span, Time
from tracker.word_lists import word_list

_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_COUNTED = re.compile(r"P(\d{1,4})([DWMY])")
# Verbs that tell when an event began or ended: "after the summit" counts from its end, "before" it from its beginning.
_ENDING = word_list("tense_words", "ending")
_BEGINNING = word_list("tense_words", "beginning")
_MOST_DATES = 20  # dates of one word that are compared; a bound for hostile texts


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The event or date that an expression counts from."""

    head: Token
    span: Span
    relation: Literal["before", "after"]  # where the resulting date lies


def with_anchors(page: Page, times: Iterable[Time]) -> tuple[Time, ...]:
    """Return the times, those that count from an event with its words and, where the article dates it, their date."""
    found = list(times)
    counting = [(number, anchor) for number, time in enumerate(found) if (anchor := _anchor_of(page, time)) is not None]
    if counting:
        events = _DatedEvents(page, tuple(found))
        for number, anchor in counting:
            found[number] = _anchored(found[number], events.with_whole_date(anchor), events)
    return tuple(found)


def _anchor_of(page: Page, time: Time) -> _Anchor | None:
    """Return the event or date after "a day after", "the week before"; None where neither follows."""
    word = (
        relation_after(page, time.span.end) if time.type == "DURATION" or time.value in OPEN_VALUES.values() else None
    )
    if word is None:
        return None
    clause = word.head if word.dep_ == "mark" else next((k for k in word.rights if k.dep_ in ("pobj", "pcomp")), None)
    if clause is None or clause.i < word.i or clause.lower_ in ("that", "which", "this"):
        return None
    first = page.doc[max(clause.left_edge.i, word.i + 1)]
    last = next((k.right_edge for k in clause.rights if k.dep_ == "dobj" and clause.pos_ == "VERB"), clause)
    span = page.cut(first.idx, last.idx + len(last))
    return _Anchor(clause, span, "before" if word.lower_ in ("before", "to") else "after")


def _anchored(time: Time, anchor: _Anchor, events: _DatedEvents) -> Time:
    counted = _count(time)
    event = events.date_of(anchor)
    date = None
    if event is not None and counted is not None:
        count, unit = counted
        date = _from(event, count if anchor.relation == "after" else -count, unit)
    rule = f"the article gives no one date of “{anchor.span.words}”"
    if event is not None:
        rule = f"counted from {event.value}, the date of “{anchor.span.words}”"
    value = date if date is not None and time.type == "DATE" else time.value
    return replace(time, value=value, rule=rule, anchor=anchor.span, relation=anchor.relation, counted=date)


def _count(time: Time) -> tuple[int, str] | None:
    """Return how many of which unit it counts: of "two days", of "the day"; None for hours, and where it is vague."""
    if time.type == "DATE":
        return 1, next(unit for unit, value in OPEN_VALUES.items() if value == time.value)
    match = _COUNTED.fullmatch(time.value)
    return (int(match[1]), _UNITS[match[2]]) if match else None


def _from(event: PartialDate, count: int, unit: str) -> str | None:
    """Return the value `count` units from the event; None where its date is too coarse to tell."""
    try:
        values = {value_of(shift(day, count, unit), unit) for day in (event.first, event.last)}
    except OverflowError:
        return None
    return values.pop() if len(values) == 1 else None


class _DatedEvents:
    """The dates of an article by place, and by the verb or event noun that each modifies."""

    def __init__(self, page: Page, times: tuple[Time, ...]) -> None:
        """Take the page and its times in text order."""
        dated = [(t.span, date) for t in times if (date := PartialDate.parse(t.date or "")) is not None]
        self._text = page.article.text
        self._spans = [span for span, _ in dated]
        self._dates = [date for _, date in dated]
        self._by_verb: dict[Token, PartialDate] = {}
        self._by_lemma: dict[str, list[tuple[Token, PartialDate]]] = defaultdict(list)
        for span, date in dated:
            word = governing_verb(page, span)
            if word is None:
                continue
            self._by_verb.setdefault(word, date)
            for lemma in {word.lemma_.lower(), *_actors(word)}:
                self._by_lemma[lemma].append((word, date))

    def with_whole_date(self, anchor: _Anchor) -> _Anchor:
        """Return the anchor with the whole date as its words, where it is one ("a week before March 3")."""
        at = bisect_right(self._spans, anchor.head.idx, key=lambda span: span.start) - 1
        is_date = at >= 0 and anchor.head.idx < self._spans[at].end
        return replace(anchor, span=self._spans[at]) if is_date else anchor

    def date_of(self, anchor: _Anchor) -> PartialDate | None:
        """Return the one date of the event, from its own words or another mention; None for none or several."""
        at = bisect_left(self._spans, anchor.span.start, key=lambda span: span.start)
        if at < len(self._spans):
            between = self._text[anchor.span.end : self._spans[at].start]
            if self._spans[at].start < anchor.span.end or between in (" ", " on ", " of ", " in "):
                return self._dates[at]  # "Monday's vote", "the vote on Friday"
        if anchor.head in self._by_verb:
            return self._by_verb[anchor.head]
        elsewhere = list(self._elsewhere(anchor.head))
        preferred = _ENDING if anchor.relation == "after" else _BEGINNING
        dates = {date for word, date in elsewhere if word.lemma_ in preferred}
        dates = dates or {date for word, date in elsewhere if word.lemma_ not in _ENDING | _BEGINNING}
        dates = dates or {date for _, date in elsewhere}
        return dates.pop() if len(dates) == 1 else None

    def _elsewhere(self, head: Token) -> Iterator[tuple[Token, PartialDate]]:
        """Yield the dates of the same event elsewhere: of the same noun, or of the same verb with the same actor."""
        is_clause = head.pos_ in ("VERB", "AUX")
        for word, date in self._by_lemma.get(head.lemma_.lower(), [])[:_MOST_DATES]:
            if is_clause:
                if word.lemma_ == head.lemma_ and _share_an_actor(head, word):
                    yield word, date
            else:
                others = (word, *_actors(word).values())
                if any(other.lemma_.lower() == head.lemma_.lower() and _are_one(head, other) for other in others):
                    yield word, date


def _actors(verb: Token) -> dict[str, Token]:
    kids = (*subjects_of(verb), *(kid for kid in verb.children if kid.dep_ == "dobj"))
    return {kid.lemma_.lower(): kid for kid in kids if kid.pos_ in ("NOUN", "PROPN")}


def _share_an_actor(verb: Token, other: Token) -> bool:
    actors, others = _actors(verb), _actors(other)
    return any(_are_one(actors[lemma], others[lemma]) for lemma in actors.keys() & others.keys())


def _are_one(noun: Token, other: Token) -> bool:
    """Whether no names beside the two nouns tell them apart ("the Rome summit", "the summit in Paris")."""
    names, other_names = _names_at(noun), _names_at(other)
    return not names or not other_names or bool(names & other_names)


def _names_at(noun: Token) -> set[str]:
    kids = [k for k in noun.children if k.dep_ in ("compound", "poss", "amod", "prep")]
    return {t.lower_ for k in kids for t in (k, *k.children) if t.pos_ == "PROPN"}
