"""The verb or event on which an expression depends, and whether that verb puts it in the past or in the future."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tracker.extract.clauses import HELPERS, helpers_of, subject_of
from tracker.extract.times.words import DAY_PARTS
from tracker.parsing import Page
from tracker.records import Span
from tracker.word_lists import word_list


def governing_verb(page: Page, span: Span) -> Token | None:
    """Return the verb, or the noun that names an event ("talks"), that the expression at `span` modifies.

    None where the parse gives neither.
    """
    return next((token for token in _path(page, span.start, span.end) if _is_verb(token) or _is_event(token)), None)


def relation_after(page: Page, end: int) -> Token | None:
    """Return the "after" or "before" that follows an expression that ends at `end` ("a day after the summit")."""
    last = token_at(page, end - 1)
    if last is None or last.i + 1 >= len(page.doc):
        return None
    word = last.nbor()
    if word.lower_ == "prior" and word.i + 1 < len(page.doc) and word.nbor().lower_ == "to":
        return word.nbor()
    return word if word.lower_ in ("after", "before", "following") else None


def _path(page: Page, start: int, end: int) -> Iterator[Token]:
    """Yield the heads above the words from `start` to `end` (code points), nearest first."""
    first, last = token_at(page, start), token_at(page, end - 1)
    if first is None or last is None:
        return
    token = page.doc[first.i : last.i + 1].root
    word = relation_after(page, end)
    if word is not None and word.dep_ == "mark" and token.head in (word, word.head):
        token = word.head  # "a day after officials told them": it depends on what stands above the clause
    before = _verb_before_aside(page, first, last, token)
    if before is not None:
        yield before
        token = before
    for _ in range(_LONGEST_PATH):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def _verb_before_aside(page: Page, first: Token, last: Token, root: Token) -> Token | None:
    """The verb before "on Monday, the ministry said", where the parser attaches the day to "said"."""
    above = next((t for t in (root.head, root.head.head) if _is_verb(t)), None)
    if above is None or above.i < last.i or last.i + 1 >= len(page.doc) or page.doc[last.i + 1].text != ",":
        return None
    for token in reversed(page.doc[max(first.sent.start, first.i - _LONGEST_PATH) : first.i]):
        if token.text in (",", ";", "“", "”", '"'):
            return None
        if _is_verb(token):
            return token
    return None


_LONGEST_PATH = 30  # heads; a bound for hostile parses


def token_at(page: Page, offset: int) -> Token | None:
    """Return the last token that begins at or before `offset` (code points); None before the first."""
    doc = page.doc
    index = bisect_right(doc, offset, key=lambda token: token.idx) - 1
    return doc[index] if 0 <= index < len(doc) else None


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in HELPERS


_EVENTS = word_list("tense_words", "events")


def _is_event(token: Token) -> bool:
    return token.pos_ == "NOUN" and (token.lemma_.lower() in _EVENTS or token.lower_ in _EVENTS)


_AHEAD = word_list("tense_words", "ahead")
_TIMETABLED = word_list("tense_words", "timetabled")
_PLANNING = word_list("tense_words", "planning")
_DEFERRING = word_list("tense_words", "deferring")
_ANNOUNCED = word_list("tense_words", "announced")
_TOWARDS = word_list("grammar_words", "towards_a_time")
_WHEN = word_list("grammar_words", "when")


@dataclass(frozen=True, slots=True)
class Direction:
    """Where a verb puts an expression: `sign` is 1 for the future, -1 for the past, 0 where the verb does not tell.

    `strength` is 2 where the expression depends on the verb itself and the tense is plain ("will meet", "met"), 1 where
    the verb only hopes, may or is doing something, 0 where a noun, "by" or "until" stands between, -1 where only the
    noun tells ("for Monday's summit").
    """

    sign: int
    strength: int = 0


_UP_TO = word_list("grammar_words", "up_to")
_UPCOMING = word_list("grammar_words", "upcoming")


def direction_of(page: Page, start: int, end: int) -> Direction:
    """Return where the verb of the expression from `start` to `end` (code points) puts it.

    The path of its heads is gone up to the first verb with a tense; what lies on the way may outweigh that tense.
    """
    is_argument = _is_argument(page, start, end)
    # By what was passed on the path: a word that looks ahead, an infinitive just below, a noun, "by" or "until", a verb
    # without a tense, "ahead of" or the like, an announced event.
    ahead = infinitive = aside = up_to = unfinished = upcoming = announced = False
    for token in _path(page, start, end):
        lemma = token.lemma_.lower()
        upcoming = upcoming or (aside and token.lower_ in _UPCOMING)  # "ahead of Tuesday's vote"
        if not _is_verb(token):
            noun_with_infinitive = infinitive and token.pos_ == "NOUN"  # "a plan to meet"
            ahead = ahead or noun_with_infinitive or (lemma in _AHEAD and token.pos_ in ("ADJ", "NOUN"))
            if token.lower_ in DAY_PARTS:  # "Tuesday night"
                continue
            announced = announced or (not aside and lemma in _ANNOUNCED and token.head.lower_ in _TOWARDS)
            up_to = up_to or token.lower_ in _UP_TO
            aside = aside or up_to or token.pos_ in ("NOUN", "PROPN")
            infinitive = False
            if token.lower_ == "since":
                return Direction(-1, 2)
            continue
        tense = _tense(token)
        ahead = ahead or (infinitive and (lemma in _AHEAD or lemma in ("be", "set")))  # "was to meet"
        if tense is not None and (ahead or upcoming):
            doubtful = aside or (tense < 0 and (lemma == "be" or _is_perfect(token)))
            return Direction(1, 0 if doubtful else 2 if tense >= 0 else 1)
        if tense is not None:
            if announced and tense <= 0:
                return Direction(1, -1)
            if up_to and lemma in _DEFERRING:  # "was put off until Friday"
                return Direction(1, 1)
            if tense < 0 and _is_plan(token):
                return Direction(1, 0)
            if tense < 0:
                return Direction(-1, 0 if up_to else 1 if aside or is_argument or unfinished else 2)
            return Direction(tense, 0 if aside or is_argument else 2 if _is_plainly_ahead(token) else 1)
        unfinished = True
        ahead = ahead or lemma in _AHEAD
        infinitive = _is_infinitive(token)
    return Direction(1, 1) if ahead or infinitive else Direction(0)  # a headline: "Blinken to meet Lavrov on Friday"


def _is_argument(page: Page, start: int, end: int) -> bool:
    """Whether the expression is an object of the verb ("has named May 1 as the day"), not when it is done."""
    first, last = token_at(page, start), token_at(page, end - 1)
    return first is not None and last is not None and page.doc[first.i : last.i + 1].root.dep_ in ("dobj", "attr")


def _is_set_for(verb: Token) -> bool:
    """Whether a participle looks ahead: "scheduled", "set for release"."""
    return verb.lemma_ in _AHEAD or (verb.lemma_ == "set" and any(child.lower_ == "for" for child in verb.rights))


def _is_plainly_ahead(verb: Token) -> bool:
    """Whether a verb in the present or with a modal is a plain present or "will"."""
    return verb.tag_ in ("VBZ", "VBP") or any(helper.lower_ in _SURE_AUXILIARIES for helper in helpers_of(verb))


def _is_plan(verb: Token) -> bool:
    """Whether a past verb tells of a plan: "was set for Monday", "planned a protest on Friday"."""
    return verb.lemma_ in _PLANNING and any(
        child.dep_ == "dobj" or (child.lower_ == "for" and child.dep_ == "prep") for child in verb.rights
    )


def _is_infinitive(verb: Token) -> bool:
    return any(helper.lower_ == "to" for helper in helpers_of(verb))


def _is_perfect(verb: Token) -> bool:
    return any(helper.lower_ in _PERFECT_AUXILIARIES for helper in helpers_of(verb))


def _tense(verb: Token) -> int | None:
    """Return the tense of a verb as -1, 0 or 1; None for an infinitive or participle, which has that of its head."""
    auxiliaries = {helper.lower_ for helper in helpers_of(verb)}
    if auxiliaries & _FUTURE_AUXILIARIES:
        return -1 if auxiliaries & {"have"} else 1
    if auxiliaries & _PAST_AUXILIARIES or verb.tag_ == "VBD":
        return -1
    if verb.tag_ == "VBN" and any(child.lower_ == "'s" and child.dep_ == "aux" for child in verb.lefts):
        return -1  # "it 's met", not "it 's held"
    if auxiliaries & _PRESENT_AUXILIARIES:
        return 1 if verb.tag_ == "VBG" or _is_set_for(verb) else 0
    if verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VB" and not auxiliaries and subject_of(verb) is not None):
        return 1 if verb.lemma_ in _TIMETABLED or any(child.lower_ in _WHEN for child in verb.lefts) else 0
    if verb.tag_ == "VBN" and not _is_set_for(verb) and "to" not in auxiliaries and verb.head.lemma_ != "get":
        return -1
    return None


_SURE_AUXILIARIES = word_list("grammar_words", "future_auxiliaries")
_FUTURE_AUXILIARIES = word_list("grammar_words", "future_auxiliaries", "modal_auxiliaries")
_PAST_AUXILIARIES = word_list("grammar_words", "past_auxiliaries")
_PERFECT_AUXILIARIES = word_list("grammar_words", "perfect_auxiliaries")
_PRESENT_AUXILIARIES = word_list("grammar_words", "present_auxiliaries")
