"""The verb that an expression belongs to, and whether that verb puts it in the past or in the future."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from tracker.parsing import Page
from tracker.records import Span


def governing_verb(page: Page, span: Span) -> Token | None:
    """Return the verb, or the noun that names an event ("talks"), that the expression at `span` modifies.

    None where the parse gives neither.
    """
    return next((token for token in _path(page, span.start, span.end) if _is_verb(token) or _is_event(token)), None)


def _path(page: Page, start: int, end: int) -> Iterator[Token]:
    """Yield the heads above the words from `start` to `end`, nearest first."""
    first, last = token_at(page, start), token_at(page, end - 1)
    if first is None or last is None:
        return
    token = page.doc[first.i : last.i + 1].root
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
    """The verb before "on Monday, the ministry said", where the parser hangs the day on the saying after the comma."""
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
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")


_EVENTS = frozenset(
    "meeting summit talk talks call visit trip session conference vote election attack war strike trial hearing speech "
    "interview briefing dinner lunch ceremony protest rally raid invasion ceasefire truce deal accord signing launch "
    "test exercise drill statement report announcement remarks comments testimony dispute clash crash explosion "
    "bombing discussion negotiation consultation phone".split()
)


def _is_event(token: Token) -> bool:
    return token.pos_ == "NOUN" and (token.lemma_.lower() in _EVENTS or token.lower_ in _EVENTS)


# Verbs whose infinitive or participle lies ahead ("planned to meet", "talks scheduled for Monday").
_AHEAD = frozenset(
    "plan schedule expect due slate intend hope agree want aim prepare need promise vow pledge propose likely "
    "payable effective expire deadline upcoming invite ask urge demand threaten extend redeem".split()
)
# Verbs whose present tense tells a timetable ("the summit opens on Thursday").
_TIMETABLED = frozenset(
    "open begin start end close meet arrive leave return travel visit fly vote hold host expire take face go".split()
)


SURELY_PAST = -2  # what `leaning` returns for a past that no other verb can change
_UP_TO = frozenset("by until till to through".split())


def leaning(page: Page, start: int, end: int) -> int:
    """Return 1 where the verb of the expression is in the future, 0 where it tells nothing, else -1 or -2.

    The past is sure (-2) where the expression hangs on the verb itself, not on a noun, and not on "by" or "until".
    """
    if any(token.lower_ == "since" for token in islice(_path(page, start, end), 1)):
        return SURELY_PAST
    ahead = infinitive = indirect = False
    for token in _path(page, start, end):
        lemma = token.lemma_.lower()
        if not _is_verb(token):
            noun_with_infinitive = infinitive and token.pos_ == "NOUN"  # "a plan to meet"
            ahead = ahead or noun_with_infinitive or (lemma in _AHEAD and token.pos_ in ("ADJ", "NOUN"))
            indirect = indirect or token.pos_ in ("NOUN", "PROPN") or token.lower_ in _UP_TO
            continue
        tense = _tense(token)
        if infinitive and (lemma in _AHEAD or lemma in ("be", "set")) and not _is_perfect(token):
            ahead = ahead or lemma != "be" or tense != -1
        if tense is not None:
            lean = 1 if ahead and (lemma != "be" or tense >= 0) else tense
            return lean if lean >= 0 or indirect else SURELY_PAST
        indirect = True
        ahead = ahead or lemma in _AHEAD
        infinitive = _is_infinitive(token)
    return 1 if ahead or infinitive else 0  # a headline: "Blinken to meet Lavrov on Friday"


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)


def _is_perfect(verb: Token) -> bool:
    return any(child.lower_ in ("had", "have", "has") for child in verb.lefts if child.dep_ == "aux")


def _tense(verb: Token) -> int | None:
    """Return the tense of a verb as -1, 0 or 1; None for an infinitive or participle, which has that of its head."""
    auxiliaries = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & _FUTURE_AUXILIARIES:
        return -1 if auxiliaries & {"have"} else 1
    if auxiliaries & _PAST_AUXILIARIES or verb.tag_ == "VBD":
        return -1
    if auxiliaries & {"is", "are", "'s", "'re", "am"}:
        return 1 if verb.tag_ == "VBG" or verb.lemma_ in _AHEAD else 0
    if verb.tag_ in ("VBZ", "VBP"):
        return 1 if verb.lemma_ in _TIMETABLED or verb.lemma_ == "be" else 0
    if verb.tag_ == "VBN" and verb.lemma_ not in _AHEAD and "to" not in auxiliaries:
        return -1
    return None


_FUTURE_AUXILIARIES = frozenset("will shall wo 'll \u2019ll would may might can could should must".split())
_PAST_AUXILIARIES = frozenset("was were did had has have 've \u2019ve".split())
