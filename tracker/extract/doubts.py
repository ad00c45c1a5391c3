"""Who doubts what: that something is or was so; doubts of what will be contest no fact."""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.clauses import (
    is_marked,
    is_plainly_negated,
    is_told_in_clause,
    predicates_of,
    speaks_of_claim,
    subject_of,
)
from tracker.extract.polarity import is_of_nobody
from tracker.extract.words import DOUBTS, HELD

_FEW = {"no", "nobody", "none", "neither", "nor", "few", "fewer", "little", "any", "minority", "hardly", "half"}
_NO_LONGER = {"first", "initially", "once", "originally", "longer", "less", "nor", "never"}
_HANGING = {"acl", "xcomp", "advcl", "dobj", "pobj", "prep", "attr"}
_CALLING = {"call", "bring", "throw", "cast"}
_VOICING = {"express", "voice", "raise", "cast", "have", "harbor", "harbour", "throw"}


def doubts(clause: Token) -> bool:
    """Return whether a clause tells of doubts of what is said to be or to have been: "he was sceptical that it had"."""
    if is_plainly_negated(clause) or subject_of(clause) is None or is_marked(clause) or is_ahead(clause):
        return False  # "I would doubt that"
    if calls_into_question(clause):
        return True
    told = [doubted_by(w) for w in (clause, *predicates_of(clause), *clause.children) if not leaves_no_doubt(w)]
    return any(what is not None and not is_ahead(what) for what in told)


def calls_into_question(verb: Token) -> bool:
    """Return whether a verb says so of a claim: "calls into question the account", "brought it into question"."""
    into = any(k.lower_ == "into" and any(o.lower_ == "question" for o in k.children) for k in verb.children)
    claims = (k for k in verb.children if k.dep_ in ("dobj", "nsubjpass"))
    return (
        verb.lemma_ in _CALLING
        and into
        and not (is_of_nobody(verb) or _is_of_nothing(verb))
        and any(k.pos_ == "NOUN" and speaks_of_claim(k) for k in claims)
    )


def leaves_no_doubt(word: Token) -> bool:
    """Return whether a word of doubt tells of none: "no doubt", "few doubted", "at first doubted", "dispelled it"."""
    verb = word if word.pos_ == "VERB" else word.head
    subject = subject_of(verb)
    counted = [k for k in subject.children if k.dep_ in ("det", "amod", "nummod")] if subject is not None else []
    whose = [subject, *counted] if subject is not None else []
    few = any(k.lower_ in _FEW for k in (*word.children, *whose)) or is_of_nobody(verb) or word.head.lower_ == "without"
    adverbs = [k for one in (word, verb) for k in one.children if k.dep_ in ("advmod", "prep", "neg")]
    past = any(t.lower_ in _NO_LONGER for k in adverbs for t in (k, *k.children))
    dispelled = word.pos_ == "NOUN" and word.dep_ == "dobj" and word.head.lemma_ not in _VOICING
    return few or past or dispelled or _is_of_nothing(word)


def _is_of_nothing(word: Token) -> bool:
    """Whether nothing gives a doubt: "no reason to doubt it", "nothing in the report casts doubt on it"."""
    above = word
    while True:
        if above.lower_ == "nothing" or (above.pos_ == "NOUN" and any(k.lower_ in _FEW for k in above.children)):
            return True
        if any(k.dep_ == "nsubj" and k.lower_ in ("nothing", "nobody", "none") for k in above.children):
            return True
        if above.dep_ == "relcl":
            return any(k.lower_ in _FEW for k in above.head.children)
        if above.dep_ not in _HANGING:
            return False
        above = above.head


def is_ahead(told: Token) -> bool:
    """Return whether a clause tells of what will or may be: whoever doubts that contests no fact."""
    going = told.lemma_ == "go" and any(k.dep_ == "xcomp" for k in told.children)
    return going or any(k.tag_ == "MD" for k in told.children)


def doubted_by(word: Token) -> Token | None:
    """Return what a word of doubt is of: the head of a clause, or of what tells of a claim; None for other words."""
    if word.lemma_.lower() not in DOUBTS:
        return None
    clause = next((k for k in word.children if k.dep_ in ("ccomp", "acl") and k.i > word.i and subject_of(k)), None)
    if clause is not None:
        return clause
    objects = [k for k in word.children if k.dep_ == "dobj"] if word.pos_ == "VERB" else []
    of = (k for k in word.children if k.dep_ == "prep" and k.lower_ in ("of", "about", "on", "over"))
    objects += [o for k in of for o in k.children if o.dep_ in ("pobj", "pcomp")]
    return next((o for o in objects if speaks_of_claim(o) or (o.lemma_.lower() in HELD and is_told_in_clause(o))), None)
