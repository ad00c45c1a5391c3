"""The rumours of which somebody who is cited only tells: "traders said there were rumours that it was for sale".

That it was for sale is a claim of its own, and nobody is known to make it: who denies it denies that, and not that
there were rumours. The statement model reads it where the outlet tells of it, but nothing within what somebody says.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from tracker.extract.attributions import Attribution
from tracker.extract.clauses import is_false_word, is_that
from tracker.extract.polarity import has_no, is_negated
from tracker.extract.stance import stance_of
from tracker.extract.text_places import places_of
from tracker.lexicon.cues import Cue
from tracker.parsing import Page

_HEARSAY = {"rumour", "rumor", "speculation"}
_HARDLY_ANY = {"little", "few", "less"}
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
            found.append(Attribution(noun, entry, [noun], places_of(_told_in(clause)), clause))
    return sorted([*attributions, *found], key=lambda a: (a.cue[0].i, a.content))


def _told_in(clause: Token) -> list[Token]:
    """The words of a clause without what is said of it: "that it was sold, which he denied", "and that it is"."""
    said_of_it = (k for k in clause.subtree if k.dep_ == "relcl" and k.left_edge.lower_ == "which")
    apart = [k for k in said_of_it if k.doc[k.left_edge.i - 1].text == ","]
    apart += [k for k in clause.children if k.dep_ == "conj" and is_that(k)]
    first = min((k.left_edge.i for k in apart), default=clause.right_edge.i + 1)
    told = [t for t in clause.subtree if t.i < first]
    while told and (told[-1].is_punct or told[-1].dep_ == "cc"):
        told.pop()
    return told


def _asserts(page: Page, attribution: Attribution) -> bool:
    return stance_of(attribution, " ".join(page.cut(*place).words for place in attribution.content)) == "assert"


def _is_hearsay(noun: Token) -> bool:
    """ "A rumour", "speculation", "reports" of nobody's; not "false reports", "little speculation", "reports by"."""
    whose = any(k.dep_ == "poss" or k.lower_ == "by" for k in noun.children)
    judged = any(k.dep_ == "amod" and (is_false_word(k) or k.lower_ in _HARDLY_ANY) for k in noun.children)
    named = noun.lemma_.lower() in _HEARSAY or noun.lower_ == "reports"
    return noun.pos_ == "NOUN" and named and not whose and not judged


def _rumoured(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """The nouns for a rumour that is going round, and the clauses that tell it."""
    for noun in filter(_is_hearsay, doc):
        verb = noun.head
        goes_round = noun.dep_ in ("nsubj", "attr") and verb.lemma_ in _GOING_ROUND
        words = (*noun.children, *(verb.children if goes_round else ()))
        clause = next((k for k in words if k.dep_ in ("acl", "ccomp") and k.i > noun.i and is_that(k)), None)
        # "It is pure speculation that the cases are linked"
        it = noun.dep_ == "attr" and any(k.dep_ == "nsubj" and k.pos_ == "PRON" for k in verb.children)
        if clause is not None and not it and not has_no(noun) and _there_is(verb):
            yield noun, clause


def _there_is(verb: Token) -> bool:
    """Whether what a verb tells is so: not "would fall on rumours", "if rumours spread", "wished there were some"."""
    while verb.dep_ in ("prep", "pobj", "agent", "xcomp") and verb.head != verb:
        if verb.lower_ == "without":
            return False
        verb = verb.head
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "wish":
        return False
    modal = any(k.tag_ == "MD" for k in verb.children)
    return not modal and not is_negated(verb) and not _is_supposed(verb)


def _is_supposed(verb: Token) -> bool:
    return any(k.dep_ == "mark" and k.lower_ in ("if", "unless", "lest", "whether") for k in verb.children)
