"""What the outlet judges, as a record, and what the rules that find it ask of a clause or a noun."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from tracker.extract.clauses import is_that
from tracker.extract.own_words import SAYING
from tracker.records import Stance

SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@dataclass(slots=True)
class Judgement:
    """What the outlet judges: the words that judge, the words judged, and the clause or noun that they tell of."""

    stance: Stance
    cue: list[Token]
    judged: list[Token]
    head: Token | None = None  # of a clause that is judged: it spells out the claim
    clause: Token | None = None  # the verb of the judging, whose certainty counts
    told: list[Token] = field(default_factory=list)  # what the claim says, where that is more than the words judged
    names: bool = False  # what judges is also what is judged: "the hoax"


def clause_of(token: Token) -> Token:
    """Return the verb that a noun phrase belongs to, else the head of its sentence."""
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), token.sent.root)


def is_passive(verb: Token) -> bool:
    """Return whether a verb is in the passive voice."""
    return any(k.dep_ == "auxpass" for k in verb.children)


def subtree(head: Token | None) -> list[Token]:
    """Return all that hangs on a token, itself too; nothing for None."""
    return [] if head is None else list(head.subtree)


def helpers_of(verb: Token) -> list[Token]:
    """Return the helpers of a verb and its "not" or "never"."""
    return [k for k in verb.children if k.dep_ in ("aux", "auxpass", "neg", "expl") or k.lower_ in ("never", "ever")]


def is_particular(noun: Token) -> bool:
    """Return whether a noun means something in particular, not any or all of its kind."""
    kids = list(noun.children)
    if any(k.dep_ == "det" and k.lower_ in ("any", "every", "no", "each", "most", "many", "which") for k in kids):
        return False
    if any(k.lower_ in ("few", "some", "several", "many") for k in kids):
        return False
    if noun.tag_ not in ("NNS", "NNPS"):
        return True
    return any(k.dep_ in ("det", "poss", "acl", "relcl", "nummod", "compound") for k in kids) or any(
        k.dep_ == "prep" and k.lower_ in ("of", "about", "that", "on", "from", "in") for k in kids
    )


def is_definite(noun: Token) -> bool:
    """Return whether a noun has an article or owner that makes it a known one."""
    return any(k.dep_ in ("det", "poss") and k.lower_ not in ("a", "an", "no", "any") for k in noun.children)


def is_definite_or_headline(noun: Token) -> bool:
    """Return whether a noun is a known one, or stands in a headline, which leaves articles out."""
    return is_definite(noun) or not noun.sent.text.rstrip().endswith((".", "!", "?"))


def phrase_of(subject: Token, verb: Token) -> list[Token]:
    """Return the subject with what describes it, without a relative clause that the verb itself heads."""
    own = {t.i for t in verb.subtree} if verb.dep_ == "relcl" and verb.head == subject else set()
    return [t for t in subject.subtree if t.i not in own]


def told_in(noun: Token) -> Token | None:
    """Return of "the claim that he fled", "a post claiming that he fled" the clause that tells what is claimed."""
    telling = (k for k in noun.children if k.dep_ in ("acl", "relcl") and k.lemma_ in SAYING and k.tag_ != "VBN")
    told = next((k for k in noun.children if k.dep_ in ("acl", "ccomp") and is_that(k)), None)
    return told or next((c for k in telling for c in k.children if c.dep_ == "ccomp" and c.i > k.i), None)


def spelled(stance: Stance, cue: list[Token], clause: Token, verb: Token) -> Judgement:
    """Return the judgement of a clause that tells the claim."""
    tokens = [t for t in clause.subtree if not (t.dep_ == "mark" and t.head == clause)]
    return Judgement(stance, cue, tokens, clause, verb)
