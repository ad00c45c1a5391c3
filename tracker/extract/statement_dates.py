"""Which date of its sentence is a statement's own: when it was said, and when what it says happens.

A date is of the saying where it hangs on the cue ("said on Monday"), on what the speaker spoke in or while ("in an
interview on Monday", "speaking on Monday"), or on the document that speaks ("a report published on Monday"): where the
way up the parse leads from it to the cue or the source and no other finite verb stands in between. It is of what
happens where it stands in the content, with its main verb or the event that is this verb's subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tracker.dates import PartialDate
from tracker.extract.clauses import is_finite, subjects_of
from tracker.extract.text_places import Place
from tracker.extract.times import Dated, governing_verb, when_of
from tracker.parsing import Page
from tracker.records import Time, When
from tracker.word_lists import word_list

_SPANNING = word_list("grammar_words", "from_or_to")
_BOUNDS = word_list("grammar_words", "bounding")
_LONGEST_WAY = 8  # heads from a date up to what was said


def said_of(
    page: Page, cue: Sequence[Token], source: Sequence[Token], content: Sequence[Place], times: Dated
) -> When | None:
    """Return the date that tells when the statement was made: not one inside the content, nor after publication."""
    if not cue:
        return None
    sentence = cue[0].sent
    own = {t.i for t in (*cue, *source) if t in cue or not any(above.dep_ == "relcl" for above in _up_to(t, source))}
    for time in times.within(sentence.start_char, sentence.end_char):
        if _is_within(time, content) or _is_later(page, time):
            continue
        if _follows(page, time, cue[-1]) or _leads_to(page, time, own):
            return when_of(page, time, f"belongs to “{' '.join(t.text for t in cue)}”")
    return None


def happens_on(page: Page, head: Token | None, places: Iterable[Place], times: Dated) -> When | None:
    """Return the date in the places of a clause that belongs to its verb, else to the event that is its subject."""
    inside = [time for start, end in places for time in times.within(start, end)]
    if head is None or not inside:
        return None
    governed = [(time, governing_verb(page, time.span)) for time in inside if not _is_only_a_bound(page, time)]
    own = [time for time, word in governed if word == head]
    of_subject = [time for time, word in governed if word in subjects_of(head)]
    return when_of(page, (own + of_subject)[0], "stands in the content") if own or of_subject else None


def _is_only_a_bound(page: Page, time: Time) -> bool:
    """Whether it only bounds what happens, or compares with it: "before May 7", "less than in 1986"."""
    before = page.article.text[: time.span.start].split()[-2:]
    return bool(before) and (before[-1].lower() in _BOUNDS or (len(before) > 1 and before[0].lower() == "than"))


def _follows(page: Page, time: Time, cue: Token) -> bool:
    """Whether it stands right after the cue, where the parser may hang it on the content: "said Monday the talks …"."""
    end = cue.idx + len(cue)
    return time.span.start >= end and page.article.text[end : time.span.start].strip() in ("", "on")


def _leads_to(page: Page, time: Time, own: set[int]) -> bool:
    """Whether the way up from a date leads to the cue or the source, past no other clause."""
    span = page.doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None or span.root.head.lower_ in _SPANNING:  # "Hale, who was a judge from 1983 to 1989"
        return False
    token = span.root
    for _ in range(_LONGEST_WAY):
        if token.head == token:
            return False
        token = token.head
        if token.i in own:
            return True
        if token.pos_ in ("VERB", "AUX") and is_finite(token):
            return False
    return False


def _up_to(token: Token, within: Sequence[Token]) -> list[Token]:
    """The token and those of a source on which it hangs: "closed" of the day in "a bank, which closed on Friday"."""
    return [token, *(above for above in token.ancestors if above in within)]


def _is_later(page: Page, time: Time) -> bool:
    """Whether a date lies after the publication: nothing is reported that was said later."""
    said = PartialDate.parse(time.date or "")
    published = PartialDate.parse(page.article.published) if page.article.published else None
    return said is not None and published is not None and said.first > published.last


def _is_within(time: Time, places: Iterable[Place]) -> bool:
    return any(start <= time.span.start < end for start, end in places)
