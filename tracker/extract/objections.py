"""What a speaker says to contest a claim: "I take issue with that", "we do not share that view", "I'd dispute it".

So one contests with many verbs, of which few deny by themselves: what they are said of must be a claim, or a word that
stands for one. Who disagrees with a plan, or does not share a room, contests nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tracker.extract.clauses import is_plainly_negated, is_told_in_clause, speaks_of_claim, subject_of
from tracker.extract.doubts import is_ahead
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
_SAID_OR_DONE = set("say write do make claim promise order send sign threaten suggest post tweet".split())
_ACCEPTING = {"accept", "agree", "recognise", "recognize"}
_BOUGHT = {"argument", "claim", "explanation", "theory", "premise", "excuse", "line"}
_BUYING = {"buy", "believe"}  # the argument, the report; what is not believed in a clause is read otherwise
_PEOPLE = {"i", "we", "he", "she", "you"}


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


def did_not(clause: Token) -> bool:
    """Return whether a clause says so of what was told: "I never said that", "we did not do it"."""
    subject, objects = subject_of(clause), {k.lower_ for k in clause.children if k.dep_ == "dobj"}
    past = clause.tag_ in ("VBD", "VBN") or any(
        k.dep_ == "aux" and k.lower_ in ("did", "have", "has", "had", "'ve") for k in clause.children
    )
    own = subject is not None and subject.lower_ in _PEOPLE | {"they"}
    return (
        own
        and past
        and clause.lemma_ in _SAID_OR_DONE
        and is_plainly_negated(clause)
        and bool(objects & {"that", "this", "it"})
    )


def does_not_accept(clause: Token) -> bool:
    """Return whether the speaker does not: "did not accept that he had lied"; an offer is not accepted too."""
    subject = subject_of(clause)
    if clause.lemma_ not in _ACCEPTING | _BUYING or subject is None or subject.lower_ not in _PEOPLE | {"they", "it"}:
        return False
    if clause.lemma_ in _BUYING:
        return is_plainly_negated(clause) and not any(k.tag_ == "MD" for k in clause.children) and _is_bought(clause)
    told = [k for k in clause.children if k.dep_ in ("ccomp", "dobj") and k.i > clause.i]
    modal = any(k.tag_ == "MD" for k in clause.children)
    said = any(not is_ahead(k) if k.dep_ == "ccomp" else speaks_of_claim(k) and k.pos_ == "NOUN" for k in told)
    return is_plainly_negated(clause) and not modal and said


def _is_bought(verb: Token) -> bool:
    """Whether it is a claim that is bought or believed: "the argument that it was safe", "I don't believe that"."""
    objects = [k for k in verb.children if k.dep_ == "dobj"]
    if verb.lemma_ == "believe":
        later = any(t.lower_ in ("first", "until", "till") for t in verb.subtree)
        return not later and any(speaks_of_claim(k) and k.lower_ not in ("it", "this") for k in objects)
    return any(
        k.lemma_.lower() in _BOUGHT or (k.lemma_.lower() in CLAIM_NOUNS and is_told_in_clause(k)) for k in objects
    )
