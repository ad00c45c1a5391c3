"""Clauses that say of others that they tell it wrongly: "they are lying", "he is dead wrong", "it was twisted".

Who says so contests what they tell. That somebody did wrong, or was wrong to do it, contests nothing.
"""

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
from tracker.extract.misreports import DISTORTING, gets_it_wrong, is_untruth, tells_wrongly
from tracker.extract.polarity import is_negated, is_of_nobody
from tracker.extract.roles import is_human
from tracker.extract.untrue import TELLING
from tracker.extract.untruths import untruth_in
from tracker.extract.words import CLAIM_NOUNS, FIGURES, REMARKS, WRONGLY

_PICTURES = set("picture portrayal portrait impression description narrative".split())
_PICTURING = set("give paint create present convey draw offer".split())
_TELLERS = {"leak", "paper", "media", "press", "critic", "opponent", "coverage", "campaign", "government"}
_SKEWED = set("false misleading distorted inaccurate skewed untrue incorrect wrong warped".split())
_PURPOSE = ("xcomp", "advcl", "relcl", "acl", "pcomp", "conj")
_PLAINLY = set("dead flat flatly plain plainly simply just absolutely completely totally factually".split())


def says_others_lie(clause: Token) -> bool:
    """Return whether a clause says so: "the states were exaggerating", "she is lying", "it wrongly suggests that"."""
    subject = subject_of(clause)
    passive = any(k.dep_ == "auxpass" for k in clause.children)
    if subject is not None and _is_not_truthful(clause, subject):
        return True
    if subject is None or is_plainly_negated(clause) or is_marked(clause) or is_of_nobody(clause):
        return False
    modal = any(k.tag_ == "MD" for k in clause.children)  # "his words could be twisted"
    if passive and not modal and (tells_wrongly(clause) or (clause.lemma_ == "accuse" and is_wrongly(clause))):
        return True
    if subject.lower_ in ("i", "we") or modal:
        return False
    if not passive and _gives_false_picture(clause, subject):
        return True
    if tells_wrongly(clause) or gets_it_wrong(clause, subject) or _is_mistaken(clause, subject):
        return True
    if any(untruth.verb == clause for t in clause.subtree if (untruth := untruth_in(t)) is not None):
        return True
    if clause.lemma_ in DISTORTING - {"distort"} and not passive:
        return is_untruth(clause) if clause.lemma_ == "lie" else _can_tell(subject)
    tells = clause.lemma_ in TELLING and any(k.dep_ in ("ccomp", "dobj", "xcomp", "prep") for k in clause.children)
    return tells and is_wrongly(clause)


def _gives_false_picture(clause: Token, subject: Token) -> bool:
    """ "The leaks paint a false picture": what somebody tells as it is not; data and lenses may do so too."""
    tells = subject.pos_ in ("PROPN", "PRON") or subject.lemma_.lower() in CLAIM_NOUNS | REMARKS | _TELLERS
    for verb in (t for t in clause.subtree if t.lemma_ in _PICTURING and (t == clause or t.dep_ in _PURPOSE)):
        shown = (k for k in verb.children if k.dep_ == "dobj" and k.lemma_.lower() in _PICTURES)
        skewed = [noun for noun in shown if any(k.lower_ in _SKEWED for k in noun.children)]
        if tells and not is_negated(verb) and any(k.lower_ != "impression" or is_told_in_clause(k) for k in skewed):
            return True
    return False


def _can_tell(subject: Token) -> bool:
    """ "The states", "he", "Upjohn statistics": dust exaggerates too, but tells nothing."""
    return subject.pos_ in ("PROPN", "PRON") or subject.tag_ == "NNS" or subject.lemma_.lower() in FIGURES


def _is_bare(noun: Token) -> bool:
    """ "A liar": not "a good liar", "either a liar or a fool"."""
    return all(k.lower_ in ("a", "the") or k.is_punct for k in noun.children)


def _is_not_truthful(clause: Token, subject: Token) -> bool:
    """ "He is not telling the truth", "she was not being truthful"."""
    if not is_plainly_negated(clause) or subject.lower_ in ("i", "we") or any(k.tag_ == "MD" for k in clause.children):
        return False
    if any(k.lower_ == "never" or (k.dep_ == "prep" and k.lower_ == "with") for k in clause.subtree):
        return False
    told = any(k.dep_ == "dative" for k in clause.children)  # a duty to somebody: "did not tell them the truth"
    truth = (
        clause.lemma_ == "tell" and not told and any(k.dep_ == "dobj" and k.lower_ == "truth" for k in clause.children)
    )
    being = any(k.lower_ == "being" for k in clause.doc[clause.i : clause.i + 2])
    honest = any(p.lower_ in ("truthful", "honest") for p in predicates_of(clause)) and (being or clause.tag_ == "VBG")
    return truth or honest


def _is_mistaken(clause: Token, subject: Token) -> bool:
    """ "The senator was mistaken", "is mistaken about the colour"; "mistaken to sell" is wrong to act."""
    if subject.lower_ in ("it", "this", "that") or speaks_of_claim(subject) or subject.lemma_ in ("anyone", "anybody"):
        return False
    if any(k.lower_ == "liar" and k.dep_ == "attr" and _is_bare(k) for k in clause.children):
        return clause.tag_ in ("VBZ", "VBP") and (subject.pos_ == "PROPN" or subject.lower_ in ("he", "she", "you"))
    said = [
        p for p in predicates_of(clause) if p.lower_ in ("mistaken", "misinformed") or _is_plainly_wrong(p, subject)
    ]
    acts = any(k.dep_ == "xcomp" or k.lower_ == "for" for p in (clause, *said) for k in p.children)
    conditional = any(k.dep_ == "advcl" and any(m.lower_ == "if" for m in k.children) for k in clause.children)
    known = subject.pos_ in ("PROPN", "PRON") or (
        subject.pos_ == "NOUN" and any(k.dep_ == "det" for k in subject.children)
    )
    return bool(said) and known and not acts and not conditional


def _is_plainly_wrong(word: Token, subject: Token) -> bool:
    """ "Dead wrong", "Hale is wrong about the mill"; who is only "he" may speak of himself, or be wrong to act."""
    plainly = any(k.dep_ == "advmod" and k.lower_ in _PLAINLY for k in word.children)
    if subject.pos_ == "NOUN" and not is_human(subject):  # "the tackle was absolutely wrong"
        return False
    named = subject.pos_ != "PRON" or subject.lower_ == "you"
    about = subject.lower_ == "you" or (named and any(k.lower_ == "about" for k in word.children))
    return word.lower_ == "wrong" and (plainly or about)


def is_wrongly(verb: Token) -> bool:
    """Return whether a verb of telling stands with "falsely"; the parser hangs what is quoted anywhere."""
    before = verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]
    return any(t.lower_ in WRONGLY for t in (*verb.children, *(t for t in before if t.dep_ in ("advmod", "conj"))))
