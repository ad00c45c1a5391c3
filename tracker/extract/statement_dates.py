"""Which date of its sentence is a statement's own: when it was said, and when what it says happens.

A date is of the saying where it hangs on the cue ("said on Monday"), on what the speaker spoke in or while ("in an
interview on Monday", "speaking on Monday"), or on the document that speaks ("a report published on Monday"). It is of
what happens where it stands in the content, with its main verb or the event that is this verb's subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from tracker.dates import PartialDate
from tracker.extract.attributions import Attribution
from tracker.extract.text_places import Place
from tracker.extract.times import Dated, governing_verb, when_of
from tracker.parsing import Page
from tracker.records import Time, When

_OCCASIONS = frozenset(
    "statement interview speech address conference briefing remark comment testimony report article story letter memo "
    "email message post tweet broadcast appearance announcement note filing document dispatch study survey poll "
    "communique editorial column press".split()
)
_SPEAKING = frozenset("speak write respond reply testify address appear announce".split())
_PUBLISHING = frozenset("publish release issue post air broadcast print date file obtain send".split())
_SPANNING = frozenset("from to since until till between through".split())
_LONGEST_WAY = 8  # heads from a date up to what was said


def said_of(page: Page, attribution: Attribution, times: Dated) -> When | None:
    """Return the date that tells when the statement was made: not one inside the content, nor after publication."""
    sentence = attribution.head.sent
    for time in times.within(sentence.start_char, sentence.end_char):
        if _is_within(time, attribution.content) or _is_later(page, time):
            continue
        if _follows(page, time, attribution) or _belongs(page, time, attribution):
            return when_of(page, time, f"belongs to “{attribution.head.text}”")
    return _of_verb_before(page, attribution, times)


def _of_verb_before(page: Page, attribution: Attribution, times: Dated) -> When | None:
    """Of "on Tuesday, he rejected the offer and warned that it would go on" the Tuesday for the second verb too."""
    head = attribution.head
    beside = {k.lower_ for k in head.children if k.dep_ in ("nsubj", "aux", "advmod", "npadvmod")}
    if head.dep_ != "conj" or head.tag_ != "VBD" or head.head.tag_ != "VBD" or beside:
        return None
    for time in times.within(head.sent.start_char, head.head.idx):
        is_day = _A_DAY.fullmatch(time.value) is not None and not _is_bound(page, time)
        if is_day and governing_verb(page, time.span) == head.head and not _is_later(page, time):
            return when_of(page, time, f"belongs to “{head.head.text}”")
    return None


def happened_of(page: Page, attribution: Attribution, times: Dated) -> When | None:
    """Return the date inside the content that belongs to its main verb, else to the event that is its subject."""
    head = attribution.content_head
    return happens_on(page, head, attribution.content, times) if head is not None else None


def happens_on(page: Page, head: Token, places: Iterable[Place], times: Dated) -> When | None:
    """Return the date in the places of a clause that belongs to its verb, else to the event that is its subject."""
    inside = [time for start, end in places for time in times.within(start, end)]
    governed = [(time, governing_verb(page, time.span)) for time in inside]
    governed = [(time, word) for time, word in governed if not _is_bound(page, time)]
    own = [time for time, word in governed if word == head]
    of_subject = [t for t, word in governed if word is not None and word.head == head and word.dep_ in _SUBJECTS]
    return when_of(page, (own + of_subject)[0], "stands in the content") if own or of_subject else None


_SUBJECTS = ("nsubj", "nsubjpass")


def _is_bound(page: Page, time: Time) -> bool:
    """Whether it only bounds what happens, or compares with it: "before May 7", "less than in 1986"."""
    before = page.article.text[: time.span.start].split()[-2:]
    if _COMPARED.search(page.article.text, max(0, time.span.start - 40), time.span.start):
        return True  # "up 8 percent from 2011"
    return bool(before) and (before[-1].lower() in _BOUNDS or (len(before) > 1 and before[0].lower() == "than"))


_COMPARED = re.compile(
    r"(?:%|percent|per cent|pct|points?)\s+(?:from|above|below|over|on)\s+(?:\w+\s+)?$|\bthose\s+(?:of|in)\s+$",
    re.IGNORECASE,
)
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d.*")
_BOUNDS = frozenset("before until till than".split())


def _follows(page: Page, time: Time, attribution: Attribution) -> bool:
    """Whether it stands right after the cue, where the parser may hang it on the content: "said Monday the talks …"."""
    end = attribution.cue[-1].idx + len(attribution.cue[-1])
    return page.article.text[end : time.span.start].strip() in ("", "on") and time.span.start >= end


def _belongs(page: Page, time: Time, attribution: Attribution) -> bool:
    """Whether the heads above a date lead to the cue or, within the source, to the document that speaks."""
    span = page.doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None:
        return False
    token = span.root
    if token.head.lower_ in _SPANNING:  # "said Hale, who was a judge from 1983 to 1989"
        return False
    in_source = _is_within(time, attribution.source)
    for _ in range(_LONGEST_WAY):
        if token.head == token:
            return False
        token = token.head
        if token == attribution.head:
            return True
        if in_source and token.lemma_.lower() in _OCCASIONS:
            return True
        if not _leads_on(token, in_source):
            return False
    return False


def _leads_on(token: Token, in_source: bool) -> bool:
    if token.pos_ in ("VERB", "AUX"):
        is_aside = token.dep_ in ("advcl", "acl") and token.tag_ in ("VBG", "VBN")
        return is_aside and token.lemma_ in (_PUBLISHING if in_source else _SPEAKING | _PUBLISHING)
    return token.pos_ in ("ADP", "PROPN") or token.lemma_.lower() in _OCCASIONS


def _is_later(page: Page, time: Time) -> bool:
    """Whether a date lies after the publication: nothing is reported that was said later."""
    said = PartialDate.parse(time.date or "")
    published = PartialDate.parse(page.article.published) if page.article.published else None
    return said is not None and published is not None and said.first > published.last


def _is_within(time: Time, places: Iterable[Place]) -> bool:
    return any(start <= time.span.start < end for start, end in places)
