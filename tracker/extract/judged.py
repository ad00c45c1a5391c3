"""What a denial that only points speaks of: "the charges", of "called the charges unfounded and made up by rivals".

What it calls the claim, and what it says beside, tells nothing of which claim is meant: the claim does not hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.borne_out import is_not_borne_out
from tracker.extract.callings import CALLING, RATING
from tracker.extract.clauses import (
    is_false_word,
    main_clauses,
    predicates_of,
    speaks_of_claim,
    speaks_of_remark,
    subject_of,
)
from tracker.extract.untrue import is_not_so
from tracker.extract.words import GROUND

_ABOUT = {"about", "of", "on", "regarding", "concerning"}
_DESCRIBING = ("amod", "det", "advmod", "punct", "cc", "neg")
_OF_ONE_WORD = {"conspiracy", "fake", "false", "fairy", "tall"}  # "conspiracy theory"
_WITHOUT = GROUND | {"point", "case"}


def spoken_of(attribution: Attribution, tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a denial's content but those that only judge; all of them where nothing else is left."""
    judging = {t.i for t in _judging(attribution, tokens)}
    return [t for t in tokens if t.i not in judging] or list(tokens)


def _judging(attribution: Attribution, tokens: Sequence[Token]) -> Iterable[Token]:
    for clause in main_clauses(list(tokens)):
        subject = subject_of(clause)
        if subject is not None and is_not_so(clause) and not _says_more(clause, subject, tokens):
            of = _ground_of(clause) | set(() if subject.dep_ == "expl" else subject.subtree)
            of |= {t for word in predicates_of(clause) if is_false_word(word) for t in _about(word)}
            yield from (t for t in clause.sent if t not in of)
        elif is_not_borne_out(clause):
            claims = [k for k in clause.children if speaks_of_claim(k) or speaks_of_remark(k)]
            of = {t for claim in claims for t in claim.subtree}
            yield from (t for t in clause.subtree if t not in of)
    if attribution.head.lemma_ in CALLING | RATING:
        yield from _calling(attribution.head, [t for t in tokens if t.i > attribution.head.i])


def _calling(verb: Token, said: Sequence[Token]) -> Iterable[Token]:
    """Of "called the charges unfounded and made up by rivals" all but the charges, of which the verb is."""
    false = [t for t in said if is_false_word(t) and not speaks_of_claim(t)]
    claim = next((t for t in said if false and t.i < false[0].i and t.head == verb and speaks_of_claim(t)), None)
    if claim is not None:
        kept = {t for t in claim.subtree if t.i < false[0].i} | {t for word in false for t in _about(word)}
        return (t for t in said if t not in kept)
    return (t for word in false for one in (word, *word.conjuncts) for t in _called(one))


def _about(word: Token) -> set[Token]:
    """Of "disinformation about arms for Tarnovia" what it is about."""
    return {t for k in word.children if k.dep_ == "prep" and k.lower_ in _ABOUT for t in k.subtree}


def _says_more(clause: Token, subject: Token, tokens: Sequence[Token]) -> bool:
    """ "They say it would help, but that is not so"; "it is wrong to say so": what is judged is told beside."""
    before = any(t.sent == clause.sent and t.i < subject.left_edge.i and t.pos_ in ("VERB", "AUX") for t in tokens)
    return before or (subject.lower_ == "it" and any(t.i > clause.i and t.lower_ in ("to", "that") for t in tokens))


def _ground_of(clause: Token) -> set[Token]:
    """Of "there was no substance to the reports" the reports."""
    grounds = (k for k in clause.children if k.lemma_.lower() in _WITHOUT)
    return {t for ground in grounds for k in ground.children if k.dep_ == "prep" for t in k.subtree}


def _called(word: Token) -> Iterable[Token]:
    """What something is called, without what is called so, where the parser hangs that below or before it."""
    before = [k for k in word.children if k.i < word.i and k.dep_ not in _DESCRIBING and k.lower_ not in _OF_ONE_WORD]
    below = [*before, *(k for k in word.children if k.i > word.i and k.dep_ in ("nsubj", "nsubjpass"))]
    kept = {t for k in below for t in k.subtree} | _about(word)
    return (t for t in word.subtree if t not in kept)
