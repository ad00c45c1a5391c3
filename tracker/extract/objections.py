"""What a speaker says to contest a claim: "I take issue with that", "we do not share that view", "I'd dispute it".

So one contests with many verbs, of which few deny by themselves: what they are said of must be a claim, or a word that
stands for one. Who disagrees with a plan, or does not share a room, contests nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tracker.extract.clauses import is_told_in_clause, speaks_of_claim, subject_of
from tracker.extract.polarity import is_negated
from tracker.extract.words import CLAIM_NOUNS, CLAIM_PRONOUNS, HELD, PROPOSAL_NOUNS

_DENYING = {"deny", "refute"}  # whatever it is
_DISPUTING = {"reject", "dispute", "contest", "challenge"}
# With what preposition these are said of a claim; "issue" and "back" stand between. To a deed one objects too.
_WITH = {
    "take": {"with", "to"}, "disagree": {"with"}, "quarrel": {"with"}, "differ": {"with"}, "push": {"on", "against"},
    "object": {"to"},
}  # fmt: skip
_BETWEEN = {"take": {"issue", "exception", "umbrage"}, "push": {"back"}}
_SHARING = {"share": set[str](), "agree": {"with"}, "subscribe": {"to"}}  # with a "not"
_OPINIONS = HELD | {"opinion", "analysis", "interpretation", "prediction"}
_ANAPHORIC = {"that", "this", "those", "these", "such"}
_MYSELF = {"i", "we"}


def objects_to_claim(clause: Token) -> bool:
    """Return whether the subject of a clause contests a claim: "denies the charge", "would dispute that"."""
    subject = subject_of(clause)
    himself = subject is not None and subject.lower_ in _MYSELF
    modal = any(k.tag_ == "MD" for k in clause.children)
    if any(k.dep_ == "auxpass" for k in clause.children) or (modal and not _would(clause, himself=himself)):
        return False  # "was denied a trial"
    objects = [k for k in clause.children if k.dep_ in ("dobj", "ccomp", "xcomp")]
    if is_negated(clause):
        to = _SHARING.get(clause.lemma_)
        if to is None or modal:
            return himself and clause.lemma_ in ("accept", "buy") and any(k.lower_ == "that" for k in objects)
        return any(map(_is_held, _after(clause, to) if to else objects))
    if clause.lemma_ in _DENYING:
        return bool(objects) and not modal
    if clause.lemma_ in _DISPUTING:
        cut_off = [t.lower_ for t in clause.doc[clause.i + 1 : clause.i + 3]]  # ""I dispute that," he said"
        return cut_off == ["that", ","] or any(k.dep_ == "ccomp" or speaks_of_claim(k) for k in objects)
    between = _BETWEEN.get(clause.lemma_)
    if clause.lemma_ not in _WITH or (
        between and not any(k.lower_ in between and _is_some(k) for k in clause.children)
    ):
        return False
    pointing = himself and clause.lemma_ != "object"
    return any(_is_contestable(noun, pointing=pointing) for noun in _after(clause, _WITH[clause.lemma_]))


def _would(clause: Token, *, himself: bool) -> bool:
    """ "I would dispute that": not "it would contest that in court", "I would reject that" of an offer."""
    would = any(k.lower_ in ("would", "'d") for k in clause.children if k.tag_ == "MD")
    disputes = clause.lemma_ == "dispute" or clause.lemma_ in _WITH
    return would and himself and disputes and not any(k.dep_ == "advcl" for k in clause.children)


def _is_some(noun: Token) -> bool:
    """That of "take issue", not of "take no issue"."""
    return not any(k.lower_ in ("no", "any") for k in noun.children)


def _after(verb: Token, prepositions: set[str]) -> Iterator[Token]:
    """What stands after one of the prepositions, whether the parser hangs it on the verb or on what is between."""
    for word in (verb, *verb.children):
        for kid in word.children:
            if kid.lower_ in prepositions and kid.i > verb.i:
                yield from (o for o in kid.children if o.dep_ in ("pobj", "pcomp"))


def _is_contestable(noun: Token, *, pointing: bool) -> bool:
    """ "That", "the claim", "the notion that it was": not "the idea of talks", "that plan", "those who"."""
    lemma = noun.lemma_.lower()
    if lemma in PROPOSAL_NOUNS - {"premise"}:
        return is_told_in_clause(noun)
    if noun.lower_ in CLAIM_PRONOUNS - {"they", "all"}:
        return pointing and not any(noun.children)
    return lemma in CLAIM_NOUNS - {"charge"} or _is_held(noun)


def _is_held(noun: Token) -> bool:
    """ "That view", "the assessment that it was"; not "that", which may be a plan."""
    known = any(k.dep_ == "det" and k.lower_ in _ANAPHORIC for k in noun.children) or is_told_in_clause(noun)
    of = any(k.lower_ == "of" for k in noun.children)  # "that statement of principles"
    return known and not of and noun.lemma_.lower() in _OPINIONS | CLAIM_NOUNS - {"idea", "charge"}
