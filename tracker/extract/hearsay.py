"""The rumours of which somebody who is cited only tells: "traders said there were rumours that it was for sale".

That it was for sale is a claim of its own, and nobody is known to make it: who denies it denies that, and not that
there were rumours. The statement model reads it where the outlet tells of it, but nothing within what somebody says.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from tracker.extract.attributions import Attribution, places_of
from tracker.extract.clauses import is_that
from tracker.extract.polarity import has_no, is_negated
from tracker.extract.stance import stance_of
from tracker.lexicon.cues import Cue
from tracker.parsing import Page

_HEARSAY = {"rumour", "rumor", "speculation"}
_GOING_ROUND = set("spread circulate surface emerge grow mount swirl persist abound arise be".split())


def with_hearsay(page: Page, attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions, with the rumours within what somebody is said to assert, in text order."""
    known = {t.i for a in attributions for t in a.cue}
    told = [a for a in attributions if _asserts(page, a)] if any(map(_is_hearsay, page.doc)) else []
    found = []
    for noun, clause in _rumoured(page.doc):
        within = any(start <= min(noun.idx, clause.idx) < end for a in told for start, end in a.content)
        if within and noun.i not in known and noun.head.i not in known:
            entry = Cue(noun.lemma_.lower(), "noun", "assertive", "assert")
            found.append(Attribution(noun, entry, [noun], places_of(clause.subtree), clause))
    return sorted([*attributions, *found], key=lambda a: (a.cue[0].i, a.content))


def _asserts(page: Page, attribution: Attribution) -> bool:
    return stance_of(attribution, " ".join(page.cut(*place).words for place in attribution.content)) == "assert"


def _is_hearsay(noun: Token) -> bool:
    """ "A rumour", "speculation", "reports" of nobody's."""
    whose = any(k.dep_ == "poss" for k in noun.children)
    return noun.pos_ == "NOUN" and not whose and (noun.lemma_.lower() in _HEARSAY or noun.lower_ == "reports")


def _rumoured(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """The nouns for a rumour that is going round, and the clauses that tell it."""
    for noun in filter(_is_hearsay, doc):
        verb = noun.head
        goes_round = noun.dep_ in ("nsubj", "attr") and verb.lemma_ in _GOING_ROUND
        words = (*noun.children, *(verb.children if goes_round else ()))
        clause = next((k for k in words if k.dep_ in ("acl", "ccomp") and k.i > noun.i and is_that(k)), None)
        if clause is not None and not has_no(noun) and _there_is(verb):
            yield noun, clause


def _there_is(verb: Token) -> bool:
    """Whether what a verb tells is so: not "would cause rumours", "if rumours spread"."""
    modal = any(k.tag_ == "MD" for k in verb.children)
    return not modal and not is_negated(verb) and not _is_supposed(verb)


def _is_supposed(verb: Token) -> bool:
    return any(k.dep_ == "mark" and k.lower_ in ("if", "unless", "lest", "whether") for k in verb.children)
