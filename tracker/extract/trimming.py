"""What is no part of a content, though the statement model took it in; and what it cut off within a phrase.

The preposition of what comes after, what is said of the noun of which the content tells, a quotation that another
says, and the words before it of "Lind said "I am ill," she said".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from tracker.extract.text_places import LETTER, Place, tokens_of
from tracker.models.statements import Tagged
from tracker.parsing import Page

_JOINING = {"and", "but", "or"}
# What leads on to a word after it, as the parser calls it: "the" to that of a thing; "could", "almost", "while".
_WITHIN_NAME = {"det", "compound", "nummod", "poss"}
_LEADING_ON = {"aux", "auxpass", "advmod", "mark", "neg"}
_JUST_BEFORE = 8  # readings whose words another may hold too
_QUOTED = re.compile('["“”]')
_SENTENCE_ENDS = re.compile('[.!?]["”’)]*\\s')


def each_with_its_own(told: Sequence[Tagged], text: str) -> Iterator[Tagged]:
    """Yield the readings, each without what another before it says.

    ""They left," Ann said. "He was alone," she said."
    """

    def apart(piece: Place, one: Tagged) -> bool:
        return _QUOTED.search(text, *piece) is not None or _SENTENCE_ENDS.search(text, piece[1], one.cue[0]) is not None

    for n, one in enumerate(told):
        before = told[max(0, n - _JUST_BEFORE) : n]
        others = [(piece, o.cue) for o in before if o.cue[1] <= one.cue[0] for piece in o.content]
        own = tuple(
            piece
            for piece in one.content
            if not (
                apart(piece, one) and any(piece[1] <= cue[0] and _touches([piece], [other]) for other, cue in others)
            )
        )
        yield one if own in ((), one.content) else replace(one, content=own)


def outside(tagged: Tagged, inside: Sequence[Place], text: str) -> Tagged | None:
    """Return a reading without what lies in turns and signed quotations; None where its cue or all of it does."""
    content = tuple(
        (start, end)
        for start, end in tagged.content
        if not _touches([(start, end)], inside) and LETTER.search(text, start, end)
    )
    if _touches([tagged.cue], inside) or (tagged.content and not content):
        return None
    if content != tagged.content and not any(_QUOTED.search(text, start, end) for start, end in content):
        return None  # "What readers wrote", of what then follows
    return replace(tagged, content=content)


def _touches(places: Iterable[Place], others: Sequence[Place]) -> bool:
    return any(start < end and begin < stop for start, stop in places for begin, end in others)


def trimmed(page: Page, cue: Token, places: Iterable[Place]) -> list[Place]:
    """Return the places of a content without the loose end, and what else of the sentence is not said in it."""
    return _within_its_clause(cue, _without_its_verb(cue, _ended(page, places)))


def _ended(page: Page, places: Iterable[Place]) -> list[Place]:
    """The places without what opens something that comes after: of "called it a lie on" Monday the "on"."""
    ended = []
    for start, end in places:
        tokens = tokens_of(page, [(start, end)])
        kept = list(tokens)
        while len(kept) > 1 and (_is_stranded(kept[-1]) or kept[-1].lower_ in _JOINING):
            kept.pop()
            while len(kept) > 1 and kept[-1].text in (",", ";"):
                kept.pop()
        ended.append((start, end if len(kept) == len(tokens) else kept[-1].idx + len(kept[-1])))
    return ended


def _is_stranded(token: Token) -> bool:
    """Whether a preposition stands without its object, which comes after it: not that of "what he asked for"."""
    kinds = ("pobj", "pcomp") if token.lower_ == "by" else ("pobj",)  # "responded to it by" offering
    return token.dep_ in ("prep", "agent") and any(k.dep_ in kinds and k.i > token.i for k in token.children)


def completed(page: Page, cue: Token, places: Sequence[Place], source: Sequence[Place]) -> list[Place]:
    """Return the places with the rest of a phrase or clause in which the last one ends: "losses, which could" do so.

    Not where who says it, or the saying, stands in the rest.
    """
    tokens = tokens_of(page, places[-1:])
    rest = _rest_of_phrase(tokens, cue) if tokens else None
    if rest is None:
        return list(places)
    start, end = tokens[-1].idx, rest.idx + len(rest)
    is_other = _touches([(start, end)], [*places[:-1], *source]) or start <= cue.idx < end
    return [*places[:-1], (places[-1][0], end)] if not is_other else list(places)


def _rest_of_phrase(tokens: Sequence[Token], cue: Token) -> Token | None:
    """The last token of what the last of the tokens hangs on to its right; None where nothing is cut off."""
    last = top = tokens[-1]
    while top.head.i > top.i and top.head != cue:
        top = top.head
    follows = last.nbor() if last.i + 1 < len(last.doc) else last
    relative = last.tag_ in ("WDT", "WP") and last.dep_ in ("nsubj", "nsubjpass")
    leads_on = relative or (last.dep_ in _LEADING_ON and last.tag_ != "WRB" and last.lower_ != "as")
    is_cut = top != last and (leads_on or last.dep_ in _WITHIN_NAME)
    if not is_cut or follows.is_punct or follows.dep_ == "cc" or top.sent != last.sent:
        return None
    is_own = top.head == cue and top.left_edge.i >= tokens[0].i and not relative
    if top.head not in set(tokens) and not is_own:
        return None
    of = [k for k in top.children if k.lower_ == "of" and k.i == top.i + 1]  # "a lot of workers", but no clause after
    end = top.right_edge if leads_on else of[0].right_edge if of else top
    while end.i > top.i and (end.is_punct or end.is_space):
        end = end.nbor(-1)
    return end


def _within_its_clause(saying: Token, places: list[Place]) -> list[Place]:
    """The places without what the noun does of which somebody says it: "which he called a hoax, was played"."""
    verb, last = saying.head.head, saying.right_edge
    told = any(k.dep_ in ("ccomp", "xcomp", "oprd", "dobj") and k.i > saying.i for k in saying.children)
    if saying.dep_ != "relcl" or verb.i <= last.i or verb.pos_ not in ("VERB", "AUX") or not told:
        return places
    end = last.nbor(-1) if last.is_punct and not last.is_quote else last
    stop = end.idx + len(end)
    within = [(start, min(end, stop)) for start, end in places if start < stop]
    return within if saying.head.dep_ in ("nsubj", "nsubjpass") and within else places


def _without_its_verb(noun: Token, places: Iterable[Place]) -> list[Place]:
    """The places without what is said of the noun: of "Reports that he had died were denied" only "he had died"."""
    told = [
        k
        for k in noun.children
        if k.dep_ in ("acl", "ccomp") and k.i > noun.i and any(m.lower_ == "that" for m in k.children)
    ]
    if noun.pos_ != "NOUN" or not told or noun.head.i < told[0].i or noun.dep_ not in ("nsubj", "nsubjpass"):
        return list(places)
    last = told[0].right_edge
    end = last.idx + len(last)
    return [(start, min(stop, end)) for start, stop in places if start < end]
