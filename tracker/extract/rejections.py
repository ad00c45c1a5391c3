"""What is turned down: a claim that is said not to be so, or an offer, a plea, a person.

"Rejected the idea that he lied" denies; "rejected the idea of talks" does not; a court that dismisses a charge rules.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.callings import calls_false
from tracker.extract.clauses import subject_of
from tracker.extract.doubts import is_ahead
from tracker.extract.governed import agents_of, is_claim, lemmas_of, objects_of
from tracker.extract.polarity import is_negated
from tracker.extract.refusals import asks_to_tell
from tracker.extract.saying import entries_of
from tracker.extract.words import CLAIM_NOUNS, GRANTING, LAWSUIT_NOUNS, PROOF, PROPOSAL_NOUNS
from tracker.records import Stance

_CHARGING = GRANTING | {"prosecutor", "prosecution", "attorney", "office", "panel"}  # who drops charges
_PROPOSED = PROPOSAL_NOUNS | set("proposal offer request call plan demand appeal bid plea invitation deal".split())
_PROPOSING = {"propose", "offer", "proposal", "invite", "invitation", "recommend"}
_NORMATIVE = {"should", "ought", "must"}


def stance_of_rejection(word: Token, attribution: Attribution) -> Stance:
    """Return the stance of an attribution whose cue turns something down; `word` is the verb or noun that does."""
    if is_negated(word):
        return "assert"
    objects = objects_of(word, attribution)
    if objects and all(_is_proposed(noun, word) for noun in objects):
        return "reject"
    if calls_false(word, attribution):
        return "deny"
    nouns = lemmas_of(objects)
    if _is_ruling(word, objects):
        return "reject"
    if asks_to_tell(objects) and word.lemma_ != "rule":
        return "no_comment"
    if any(_contests(noun, word) for noun in objects) or any(_is_label(noun) for noun in objects):
        return "deny"
    clause = next((k for k in word.children if k.dep_ == "ccomp" and k.i > word.i), None)
    if word.lemma_ == "rule" and clause is not None and not is_ahead(clause):  # "ruled out that it had caused it"
        return "deny"
    return "assert" if word.lemma_ == "dismiss" and not nouns & _PROPOSED else "reject"


def _is_proposed(noun: Token, word: Token) -> bool:
    """Whether "the idea", "that" is what was proposed right before: "offered to sell it. The bank rejected this"."""
    if any(k.dep_ in ("acl", "ccomp", "relcl", "prep") for k in noun.children):
        return False
    if noun.lower_ not in ("idea", "this", "that"):
        return False
    sentence = word.sent
    before = word.doc[sentence.start - 1].sent if sentence.start > 0 else sentence
    told = [t for t in (*before, *word.doc[sentence.start : word.i]) if t.pos_ in ("VERB", "NOUN") and entries_of(t)]
    if not told or told[-1].lemma_ not in _PROPOSING or told[-1].dep_ == "ccomp":
        return False
    objects = {k.lemma_.lower() for k in told[-1].children if k.dep_ == "dobj"}
    return not objects & (PROOF | CLAIM_NOUNS | {"explanation", "theory", "view", "argument", "apology"})


def _is_label(noun: Token) -> bool:
    """ "The label of racist", "the label, which"; not a record label's, or that of a bottle."""
    return noun.lemma_ == "label" and any(k.lower_ in ("of", "as") or k.is_quote for k in noun.children)


def _is_of_somebody(charge: Token) -> bool:
    """That of "Ford dismissed Hale's charges"; prosecutors may drop them."""
    return any(k.dep_ == "poss" and k.pos_ == "PROPN" for k in charge.children)


def _is_ruling(word: Token, objects: list[Token]) -> bool:
    """What a court does: "dismissed the charges", "rejected the argument"; not "dismissed Hale's charges"."""
    nouns = lemmas_of(objects)
    if word.lemma_ == "dismiss":
        subject = subject_of(word)
        who = {t.lemma_.lower() for t in (subject, *subject.children)} if subject is not None else GRANTING
        of_court = nouns & CLAIM_NOUNS == {"charge"} and bool(who & _CHARGING or not any(map(_is_of_somebody, objects)))
        return bool(nouns & LAWSUIT_NOUNS or agents_of(word) & GRANTING or of_court)
    return bool(agents_of(word) & GRANTING) and nouns <= {"claim", "argument", "contention", "theory", *LAWSUIT_NOUNS}


def _contests(noun: Token, word: Token) -> bool:
    """Whether to reject this is to say that it is not so: "the idea that he lied", but not "the idea of talks".

    Nor "rejected it", of which nobody knows whether it is what was said or what was offered.
    """
    if not is_claim(noun) or noun.lower_ == "it":
        return False
    clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl")]
    clauses += [
        c
        for c in word.subtree
        if c != word and c.dep_ in ("ccomp", "advcl", "acl") and any(k.lower_ == "that" for k in c.children)
    ]
    if noun.lemma_ == "possibility" and any(map(is_ahead, clauses)):  # "ruled out the possibility that it might close"
        return False
    if any(k.lower_ in _NORMATIVE for c in clauses for k in c.children if k.dep_ == "aux"):
        return noun.lemma_.lower() not in PROPOSAL_NOUNS
    if noun.lemma_.lower() not in PROPOSAL_NOUNS or any(map(_tells, clauses)):
        return True
    if clauses:
        return False
    of = any(k.dep_ == "prep" for k in noun.children)
    if word.lemma_ == "dismiss":
        return not of and not any(k.dep_ == "compound" for k in noun.children)  # "the summit idea"
    return noun.lemma_ == "suggestion" and (of or noun.tag_ == "NNS")


def _tells(clause: Token) -> bool:
    """ "The idea that he lied" tells something; "the suggestion that Brazil seek help" proposes it (subjunctive)."""
    kids = {k.dep_ for k in clause.children}
    is_whole = "auxpass" in kids or (clause.lemma_ == "be" and kids & {"acomp", "attr"})  # "the idea it is too late"
    if not is_whole and not any(m.lower_ == "that" for m in clause.children):
        return False
    past = (clause, *clause.children)
    told = subject_of(clause) is not None and any(k.lower_ in ("had", "has", "was", "were") for k in past)
    if told and not any(k.lower_ in ("who", "which") for k in clause.children):
        return True  # "suggestions the minister had misled them"
    bare = clause.tag_ in ("VB", "VBP", "NN") and "aux" not in kids and "auxpass" not in kids
    subject = next((k for k in clause.children if k.dep_ == "nsubj"), None)
    return not (bare and subject is not None and subject.tag_ in ("NN", "NNP", "PRP"))
