"""Which dates of its sentence belong to a statement: when it was said, and when what it says happens.

It was said on a date that depends on the cue ("said on Monday"), on the occasion ("in an interview on Monday",
"speaking on Monday"), or on the document that is the source ("a report published on Monday"): the path of heads from
the date leads to the cue or the source, past no other finite verb. What it says happens on a date in the content that
depends on the main verb, or on the event that is its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tracker.dates import PartialDate
from tracker.extract.clauses import is_finite, subjects_of
from tracker.extract.text_places import Place
from tracker.extract.times import DateIndex, governing_verb, when_of
from tracker.parsing import Page
from tracker.records import Time, When
from tracker.word_lists import word_list

_RANGE_PREPOSITIONS = word_list("grammar_words", "from_or_to")
_BOUND_PREPOSITIONS = word_list("grammar_words", "bounding")
_MOST_HEADS = 8  # on the path from a date to the cue or source


def said_of(
    page: Page, cue: Sequence[Token], source: Sequence[Token], content: Sequence[Place], times: DateIndex
) -> When | None:
    """Return the date on which it was said, with the reason: none inside the content, nor after publication."""
    if not cue:
        return None
    sentence = cue[0].sent
    governors = {
        t.i for t in (*cue, *source) if t in cue or not any(up.dep_ == "relcl" for up in _with_ancestors(t, source))
    }
    for time in times.within(sentence.start_char, sentence.end_char):
        if _is_within(time, content) or _is_after_publication(page, time):
            continue
        if _directly_follows(page, time, cue[-1]) or _depends_on(page, time, governors):
            return when_of(page, time, f"belongs to “{' '.join(t.text for t in cue)}”")
    return None


def happens_on(page: Page, head: Token | None, places: Iterable[Place], times: DateIndex) -> When | None:
    """Return the first date in the places that depends on the verb `head`, else on the event that is its subject."""
    inside = [time for start, end in places for time in times.within(start, end)]
    if head is None or not inside:
        return None
    governed = [(time, governing_verb(page, time.span)) for time in inside if not _is_only_a_bound(page, time)]
    of_verb = [time for time, word in governed if word == head]
    of_subject = [time for time, word in governed if word in subjects_of(head)]
    return when_of(page, (of_verb + of_subject)[0], "stands in the content") if of_verb or of_subject else None


def _is_only_a_bound(page: Page, time: Time) -> bool:
    """Whether a date only bounds what happens, or is what it is compared with: "before May 7", "less than in 1986"."""
    before = page.article.text[: time.span.start].split()[-2:]
    return bool(before) and (
        before[-1].lower() in _BOUND_PREPOSITIONS or (len(before) > 1 and before[0].lower() == "than")
    )


def _directly_follows(page: Page, time: Time, cue: Token) -> bool:
    """Whether a date stands right after the cue; the parser may attach it to the content: "said Monday the talks …"."""
    end = cue.idx + len(cue)
    return time.span.start >= end and page.article.text[end : time.span.start].strip() in ("", "on")


def _depends_on(page: Page, time: Time, governors: set[int]) -> bool:
    """Whether the path of heads from a date leads to one of the tokens `governors`, past no other clause."""
    span = page.doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None or span.root.head.lower_ in _RANGE_PREPOSITIONS:  # "Hale, who was a judge from 1983 to 1989"
        return False
    token = span.root
    for _ in range(_MOST_HEADS):
        if token.head == token:
            return False
        token = token.head
        if token.i in governors:
            return True
        if token.pos_ in ("VERB", "AUX") and is_finite(token):
            return False
    return False


def _with_ancestors(token: Token, source: Sequence[Token]) -> list[Token]:
    """A token and its ancestors in the source: "closed" for the day in "a bank, which closed on Friday"."""
    return [token, *(above for above in token.ancestors if above in source)]


def _is_after_publication(page: Page, time: Time) -> bool:
    """Whether a date lies after publication, when nothing that is reported was said."""
    said = PartialDate.parse(time.date or "")
    published = PartialDate.parse(page.article.published) if page.article.published else None
    return said is not None and published is not None and said.first > published.last


def _is_within(time: Time, places: Iterable[Place]) -> bool:
    return any(start <= time.span.start < end for start, end in places)
