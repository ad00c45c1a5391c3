"""Who gives a claim no credence: "put no stock in reports that it was sold", "saw little merit in the charges".

So does what says that a claim has none: "the charges lack merit", "there is no substance to the rumours". News says so
in many verbs and few nouns.
"""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from tracker.extract.clauses import is_told_in_clause, subject_of
from tracker.extract.doubts import is_ahead
from tracker.extract.polarity import is_awaited, is_left_open, is_negated, is_of_nobody, is_only_meant
from tracker.extract.words import CLAIM_NOUNS, HELD, LAWSUIT_NOUNS

# What somebody gives a claim, or sees in it: the first also of what is no claim ("little faith in the report").
_BELIEF = {"faith", "weight", "trust", "confidence", "reliance"}
_CREDENCE = {"credence", "credibility", "stock", "credit"}
_MERIT = set("merit validity substance truth".split())
_GROUND = _MERIT | {"basis", "foundation", "credibility"}
_GIVING = set("put place give lend attach accord set take".split())
_SEEING = {"see", "find"}
_NONE = {"no", "little", "scant", "zero"}
_ANY = {"any", "much", "great"}
_TO = {"in", "to", "behind", "on"}
_SAID = set("claim allegation accusation rumour rumor speculation assertion".split())
_TOLD = _SAID | {"charge", "report"}  # also otherwise something that is no claim
_SUED = LAWSUIT_NOUNS - {"case"}
_SELVES = {"i", "we", "he", "she", "they", "it"}


def given_no_credence(verb: Token) -> Token | None:
    """Return the claim that somebody gives no credence, by what the verb says; None where nobody is said to do it.

    A suggestion or an idea is one only where a clause tells what is or was so: who sees no merit in the idea of a
    merger rejects a proposal.
    """
    worth = _worth(verb)
    if worth is None or not (_is_none(worth, verb) and _is_done(verb)):
        return None
    lemma = worth.lemma_.lower()
    gives = verb.lemma_ in _GIVING and lemma in _CREDENCE | _BELIEF
    if not gives and not (verb.lemma_ in _SEEING and lemma in _MERIT):
        return None
    nouns = _SAID if lemma in _BELIEF else _TOLD | _SUED if verb.lemma_ in _SEEING else _TOLD
    return next((noun for noun in _to_what(worth, verb) if _is_claim(noun, nouns)), None)


def has_no_merit(clause: Token) -> bool:
    """Return whether a clause says that a claim has no merit: "the charges lack it", "there is none to the rumours"."""
    if is_left_open(clause) or is_ahead(clause) or is_of_nobody(clause):
        return False
    worth = _worth(clause)
    if worth is None or worth.lemma_.lower() not in _GROUND:
        return False
    if clause.lemma_ == "be":
        there = any(k.dep_ == "expl" for k in clause.children)
        claims = [noun for noun in _to_what(worth, clause) if _is_claim(noun, _TOLD | _SUED)]
        return there and _is_none(worth, clause) and bool(claims)
    subject = subject_of(clause)
    if subject is None or not _is_claim(subject, _TOLD | _SUED):
        return False
    lacks = clause.lemma_ == "lack" and not is_negated(clause)
    return lacks or (clause.lemma_ == "have" and _is_none(worth, clause))


def gives_no_credence(clause: Token) -> bool:
    """Return whether a clause says that who speaks gives a claim no credence, or that it has no merit.

    What others give it he only tells: "she said the police gave no credence to her claim".
    """
    subject = subject_of(clause)
    himself = subject is None or subject.lower_ in _SELVES  # "Olson said, putting little credence in it"
    return has_no_merit(clause) or (himself and given_no_credence(clause) is not None)


def _worth(verb: Token) -> Token | None:
    every = _BELIEF | _CREDENCE | _GROUND
    return next((k for k in verb.children if k.dep_ in ("dobj", "attr") and k.lemma_.lower() in every), None)


def _is_none(worth: Token, verb: Token) -> bool:
    counted = {k.lower_ for k in worth.children if k.dep_ in ("det", "amod")}
    return bool(counted & _NONE or (is_negated(verb) and counted & _ANY))


def _is_done(verb: Token) -> bool:
    """Whether somebody does it: not "may give", "if it gives", "is likely to give", "had it given"."""
    subject = subject_of(verb)
    inverted = any(k.dep_ == "aux" and subject is not None and k.i < subject.i for k in verb.children)
    could = verb.lemma_ in _SEEING and any(k.lower_ == "could" for k in verb.children)
    open_ = is_left_open(verb) or is_awaited(verb) or is_only_meant(verb) or is_of_nobody(verb)
    return not open_ and not inverted and (could or not is_ahead(verb))


def _to_what(worth: Token, verb: Token) -> list[Token]:
    to = (k for word in (worth, verb) for k in word.children if k.dep_ in ("prep", "dative") and k.lower_ in _TO)
    return [o for k in to for o in k.children if o.dep_ == "pobj" and o.pos_ == "NOUN"]


def _is_claim(noun: Token, nouns: Set[str]) -> bool:
    """Whether a noun is one of some for a claim ("the report", "rumours"), or a clause tells what it claims."""
    certain = noun.tag_ == "NNS" or any(k.dep_ in ("det", "poss") for k in noun.children)
    return noun.pos_ == "NOUN" and ((certain and noun.lemma_.lower() in nouns) or _is_told(noun))


def _is_told(noun: Token) -> bool:
    """Whether a clause tells what the noun claims, of what is or was."""
    clauses = [k for k in noun.children if k.dep_ in ("acl", "ccomp") and k.i > noun.i]
    of_claim = noun.lemma_.lower() in CLAIM_NOUNS | HELD | {"talk", "charge", "complaint"}
    return of_claim and is_told_in_clause(noun) and bool(clauses) and not any(map(is_ahead, clauses))
