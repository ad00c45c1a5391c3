"""Who gives a claim no credence: "put no stock in reports that it was sold", "saw little merit in the charges".

So does what says that a claim has none: "the charges lack merit". News says so in many verbs and few nouns.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.clauses import is_marked, is_told_in_clause, subject_of
from tracker.extract.doubts import is_ahead
from tracker.extract.polarity import is_negated, is_of_nobody
from tracker.extract.words import CLAIM_NOUNS, HELD, LAWSUIT_NOUNS

_WORTH = set("credence credibility stock faith trust weight merit validity substance truth basis foundation".split())
_GIVING = set("put place give lend attach accord set have hold see find take".split())
_NONE = {"no", "little", "scant", "zero"}
_ANY = {"any", "much", "great"}
_TO = {"in", "to", "behind", "for"}
_SAID = set("claim allegation accusation charge rumour rumor speculation report story assertion".split())


def given_no_credence(verb: Token) -> Token | None:
    """Return the claim that a verb says to have no worth, or that somebody gives none; None where it does neither.

    A suggestion or an idea is one only where a clause tells what is or was so: who sees no merit in the idea of a
    merger rejects a proposal.
    """
    if is_of_nobody(verb):
        return None
    worth = next((k for k in verb.children if k.dep_ == "dobj" and k.lemma_.lower() in _WORTH), None)
    if worth is None:
        return None
    if verb.lemma_ == "lack":
        subject = subject_of(verb)
        return subject if subject is not None and not is_negated(verb) and _is_claim(subject) else None
    counted = {k.lower_ for k in worth.children if k.dep_ in ("det", "amod")}
    if verb.lemma_ not in _GIVING or not (counted & _NONE or (is_negated(verb) and counted & _ANY)):
        return None
    to = (k for word in (worth, verb) for k in word.children if k.dep_ in ("prep", "dative") and k.lower_ in _TO)
    return next((o for k in to for o in k.children if o.dep_ == "pobj" and _is_claim(o)), None)


def gives_no_credence(clause: Token) -> bool:
    """Return whether a clause says that somebody gives a claim no credence, or that it has none."""
    told = subject_of(clause) is not None or clause.tag_ == "VBG"  # "Olson said, putting little credence in it"
    return told and not is_marked(clause) and not is_ahead(clause) and given_no_credence(clause) is not None


def _is_claim(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or lemma in _SAID | LAWSUIT_NOUNS:
        return noun.pos_ == "NOUN"
    clauses = [k for k in noun.children if k.dep_ in ("acl", "ccomp") and k.i > noun.i]
    return lemma in CLAIM_NOUNS | HELD and is_told_in_clause(noun) and not any(map(is_ahead, clauses))
