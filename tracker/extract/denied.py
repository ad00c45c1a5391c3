"""What a denial denies, in its own words: the claim that it brings along, even where nobody else makes it.

"Denied that it had asked", "called the report that it had asked false", "there is no evidence that it had asked",
"doubted that it had asked", "unaware that it had asked": each tells what is contested. Nothing is put in, and what is
taken out is shown by an ellipsis. A plain "it had not asked" is kept for the relation model (`affirmed`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from tracker.extract.affirmed import tops, without_not
from tracker.extract.attributions import Attribution
from tracker.extract.clauses import is_false_word, subject_of
from tracker.extract.doubts import doubted_by
from tracker.extract.polarity import has_no, is_negated
from tracker.extract.stance import CALLING, RATING, doubted
from tracker.extract.untrue import asked_and_negated, called_false_at_the_end, is_not_as_told, is_wrongly
from tracker.extract.wording import SUBJECTS, says_enough, words_under
from tracker.extract.words import CLAIM_NOUNS, DOUBTS, EVIDENCE, FALSE_OF_A_CLAIM, HELD, PROOF, TRUE
from tracker.records import Stance

_TELLING = {"say", "claim", "allege", "suggest", "assert", "state", "charge", "show", "indicate", "argue"}
_AT_ALL = {"whatsoever", "at", "all", "whatever", "yet"}
_FIGURES = {"figure", "statistic", "statistics", "datum", "data", "number", "poll", "survey", "document", "letter"}
# "Charges of bribery" say of what; "the report of the committee" and "his account of it" say whose or what about.
_OF_WHAT = set(
    "claim allegation accusation charge rumour rumor speculation suggestion talk hint evidence proof".split()
)
_LINKS = {"link", "connection", "tie", "relationship", "association", "correlation"}
_KNOWING = {"know", "hear", "learn", "aware", "unaware", "ignorant", "knowledge"}
_DENYING = {"deny", "refute", "dispute", "accept", "agree"}
_HELPING = {"be", "have", "do"}
_ASKED = {"asked", "questioned", "pressed"}
_BEFORE_JUDGEMENT = ("PUNCT", "ADV", "ADJ", "DET", "AUX", "PART")


class Denied(NamedTuple):
    """What is denied: its tokens and their head, and whether it has a "not" of its own."""

    head: Token
    tokens: list[Token]
    negated: bool


def denied_in(attribution: Attribution, stance: Stance, tokens: Sequence[Token]) -> Denied | None:
    """Return what a denial says is not so, or not known; None where it only points there.

    `tokens` are those of the content.
    """
    if stance == "deny_knowledge":
        return _found(next((t for t in tokens if _is_not_known(t, tokens)), None), tokens)
    if attribution.entry.stance == "assert" and (claimed := called_false_at_the_end(tokens)):
        return Denied(min(claimed, key=lambda t: sum(1 for _ in t.ancestors)), claimed, negated=False)
    if (question := asked_and_negated(tokens)) is not None:
        held = next(
            (k for k in question.children if k.dep_ == "ccomp" and question.lemma_ in ("think", "believe")), None
        )
        return _found(held or question, tokens)
    head = attribution.content_head
    clause = _denied_clause(tokens, head) or _doubted_clause(attribution)
    if clause is not None:
        return Denied(clause, _without_judgement(clause, attribution), has_not(clause))
    blamed = next((t for t in tokens if _is_blamed(t)), None)
    if blamed is not None and (told_of := _blamed_for(blamed, tokens)) is not None:
        return told_of
    found = _found(next((t for t in tokens if _is_denied(t, tokens)), None), tokens)
    if found is not None or head is None:
        return found
    beside = _beside_claim(attribution, tokens)
    if beside is not None or attribution.entry.stance in ("deny", "reject"):
        return _found(
            beside or (head if _has_that(head) else None), tokens
        )  # "denied there that it was not": just that
    asked = _asked_before(attribution, tokens)
    if asked is not None and says_enough(list(asked.subtree)):
        return _found(asked, list(asked.subtree))
    told = next((clause for clause, _ in tops(tokens, head) if is_not_as_told(clause)), head)
    opposite = without_not(told, tokens)
    if opposite is None or not says_enough(opposite[1]):
        return None
    return Denied(*opposite, negated=False)


def has_not(head: Token) -> bool:
    """Return whether a clause is negated, by its verb or by "no" ("there was no request")."""
    return is_negated(head) or any(has_no(o) for o in head.children if o.dep_ in ("dobj", "attr", "nsubj"))


def _beside_claim(attribution: Attribution, tokens: Sequence[Token]) -> Token | None:
    """ "Hit back at suggestions that it had", "denied to the paper that it had": the clause that hangs on the verb."""
    others = [t for t in tokens if t.dep_ in ("dobj", "pobj")]
    denies = attribution.entry.stance == "deny"
    before = [t for t in others if t.lemma_.lower() in CLAIM_NOUNS or (denies and t.dep_ == "pobj")]
    clauses = (k for k in attribution.head.children if k.dep_ == "ccomp" and k in tokens and _has_that(k))
    return next((k for k in clauses if any(t.i < k.left_edge.i for t in before)), None)


def _asked_before(attribution: Attribution, tokens: Sequence[Token]) -> Token | None:
    """Of "Asked whether he had taken it, he said no", "he, when asked if he had, said he had not" what he was asked."""
    if any(t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and t.lemma_ not in _HELPING for t in tokens):
        return None
    sentence = attribution.head.sent
    asked = [t for t in sentence if t.lower_ in _ASKED and t not in tokens and t.i != attribution.head.i]
    clauses = (c for t in asked for c in t.subtree if c.dep_ in ("ccomp", "advcl", "pcomp") and _asks_whether(c))
    return next(clauses, None)


def _asks_whether(clause: Token) -> bool:
    return any(k.dep_ == "mark" and k.lower_ in ("whether", "if") for k in clause.children)


def _found(head: Token | None, within: Sequence[Token]) -> Denied | None:
    if head is None:
        return None
    tokens = words_under(head, within)
    if head.pos_ == "NOUN" and has_no(head):  # "no link between the two"
        return Denied(head, [t for t in tokens if not (t.head == head and t.lower_ == "no")], negated=False)
    return Denied(head, tokens, has_not(head))


def _denied_clause(tokens: Sequence[Token], head: Token | None) -> Token | None:
    """Of "called the report that Russia had asked China false" the clause that tells what is false."""
    for token in tokens:
        of = token.head.head if token.dep_ == "ccomp" and token.head.dep_ == "acl" else token.head  # "claims made that"
        subject = subject_of(of)  # "said that rumours it had asked were untrue" misleads the parser
        misread = of.tag_ == "VBZ" and (subject is None or subject.lower_ == "that")
        claim = of.lemma_.lower() in CLAIM_NOUNS | HELD and (of.pos_ != "VERB" or misread)
        if token.dep_ not in ("acl", "relcl", "ccomp") or not claim:
            continue
        if _has_that(token) or _is_whole(token):
            return token
        if token.lemma_ in _TELLING and of == head:  # "rejected reports which said that it had"
            return next((k for k in token.children if k.dep_ == "ccomp"), None)
    return None


def _doubted_clause(attribution: Attribution) -> Token | None:
    """ "Doubted that it had asked", "expressed doubt it had": what the cue itself doubts, told in a clause."""
    told = doubted(attribution)
    return told if told is not None and any(k.dep_ in SUBJECTS for k in told.children) else None


def _is_denied(token: Token, within: Sequence[Token]) -> bool:
    """What there is no evidence of, what it is false to say, what wrong figures show, of what one is charged."""
    above = token.head
    of = above.head if above.dep_ == "prep" else above
    if above.dep_ == "prep" and above.lower_ in ("of", "about") and of.lemma_.lower() in _OF_WHAT:
        return token.dep_ in ("pobj", "pcomp") and token.pos_ != "PROPN" and says_enough(words_under(token, within))
    if token.dep_ == "ccomp" and above.lemma_ in _TELLING | {"write"} and above.dep_ == "advcl":
        return above.head.lower_ == "lied" and subject_of(token) is not None  # "he lied when he said that"
    if above.lemma_.lower() in DOUBTS:
        return token == doubted_by(above) and token.pos_ in ("VERB", "AUX")
    if above.lemma_ in _DENYING and token.dep_ in ("ccomp", "xcomp", "dobj"):  # "we deny that", within a quotation
        return token.dep_ != "dobj" or says_enough(words_under(token, within))
    is_noun = token.dep_ in ("acl", "relcl", "ccomp") and above.pos_ == "NOUN"
    if is_noun and (is_false_word(above) or above.lemma_ == "case"):
        return _has_that(token)  # "it is a myth that", "it is not the case that"
    if token.lemma_.lower() in _LINKS and has_no(token) and _is_found(token):
        return any(k.dep_ == "prep" for k in token.children) and says_enough(words_under(token, within))
    if token.dep_ in ("acl", "ccomp", "relcl") and above.lemma_.lower() in PROOF:
        return _has_that(token) or _is_whole(token)
    if token.dep_ in ("conj", "ccomp", "advcl", "relcl") and _stands_by_proof(token):
        return _is_whole(token)
    if token.dep_ in ("ccomp", "csubj", "advcl") and _has_that(token) and _is_judgement(above):
        return True
    if token.dep_ not in ("ccomp", "dobj") or above.lemma_ not in _TELLING:
        return False
    if token.dep_ == "ccomp" and is_wrongly(above):
        return True
    if above.head.lower_ == "nothing" and token.dep_ == "ccomp":  # "there is nothing to suggest that"
        return True
    shown = above.dep_ in ("acl", "relcl") and above.head.lemma_.lower() in _FIGURES | EVIDENCE
    said = above.dep_ in ("xcomp", "csubj", "acl", "advcl") and _is_judgement(above.head) and token.dep_ == "ccomp"
    return (shown or said) and says_enough(words_under(token, within))


def _is_found(noun: Token) -> bool:
    """ "There is no link", "found no link": not "the firm had no ties to them", which says whose."""
    subject = subject_of(noun.head)
    return (
        subject is None or subject == noun or subject.lower_ == "there" or noun.head.lemma_ in ("find", "see", "show")
    )


def _is_blamed(verb: Token) -> bool:
    """ "Was falsely accused of": what follows is what is not so."""
    return verb.lemma_ in ("accuse", "suspect") and is_wrongly(verb)


def _blamed_for(verb: Token, within: Sequence[Token]) -> Denied | None:
    """Of "Ali was falsely accused by the guards of stealing the car" Ali and the stealing."""
    deeds = (k for k in verb.subtree if k.dep_ in ("pcomp", "pobj") and k.head.lower_ == "of" and k.i > verb.i)
    deed = next(deeds, None)
    who = next((k for k in verb.children if k.dep_ in ("nsubjpass", "dobj")), None)
    if deed is None:
        return None
    apart = {t for k in deed.children if k.dep_ == "agent" for t in k.subtree}
    told = [t for t in words_under(deed, within) if t not in apart]
    return Denied(deed, sorted([*(who.subtree if who is not None else ()), *told]), negated=False)


def _stands_by_proof(clause: Token) -> bool:
    """ "No evidence whatsoever this would have any effect", whatever the parser hangs the clause on."""
    first = min((k.i for k in clause.children if k.dep_ in (*SUBJECTS, "mark")), default=clause.i)
    subject = next((k for k in clause.children if k.dep_ in SUBJECTS), clause)
    before = [t for t in clause.doc[clause.sent.start : min(first, subject.left_edge.i)] if t.lower_ not in _AT_ALL]
    return bool(before) and before[-1].lemma_.lower() in PROOF and not any(t.dep_ == "cc" for t in clause.children)


def _is_judgement(word: Token) -> bool:
    """ "False", "true", or the "is" before it."""
    words = (word, *(k for k in word.children if k.dep_ in ("acomp", "attr", "oprd")))
    return any(w.lemma_.lower() in FALSE_OF_A_CLAIM | TRUE for w in words)


def _is_not_known(token: Token, within: Sequence[Token]) -> bool:
    """ "Unaware that it had asked", "knew nothing of its plans to ask for drones"."""
    if token.dep_ in ("ccomp", "acl") and token.head.lemma_.lower() in _KNOWING:
        return not _asks(token) and (_has_that(token) or _is_whole(token))
    if (
        token.dep_ not in ("pobj", "pcomp")
        or token.head.lower_ not in ("of", "about")
        or token.pos_ not in ("NOUN", "VERB")
    ):
        return False
    above = token.head.head
    known = above.lemma_.lower() in _KNOWING or (
        above.dep_ in ("dobj", "attr") and above.head.lemma_.lower() in _KNOWING
    )
    return known and not _asks(token) and says_enough(words_under(token, within))


def _asks(clause: Token) -> bool:
    """ "How much it would buy", "whether it had"."""
    return any(
        k.tag_ in ("WRB", "WP", "WDT") or k.lower_ in ("whether", "if") for k in (clause.left_edge, *clause.children)
    )


def _has_that(clause: Token) -> bool:
    return any(k.dep_ == "mark" and k.lower_ == "that" for k in clause.children)


def _is_whole(clause: Token) -> bool:
    """ "Reports the firm is pressing for a loan"; not "the reports the firm gave to the press", lacking an object."""
    auxiliaries = [k for k in clause.children if k.dep_ in ("aux", "auxpass")]
    kids = {k.dep_: k for token in (*auxiliaries, clause) for k in token.children}
    subject = kids.get("nsubj") or kids.get("nsubjpass")
    if subject is None or subject.tag_ in ("WDT", "WP"):
        return False
    return bool(kids.keys() & {"dobj", "acomp", "attr", "auxpass", "ccomp", "xcomp"}) or kids.keys() >= {"aux", "prep"}


def _without_judgement(clause: Token, attribution: Attribution) -> list[Token]:
    """Of "called charges that he paid for hostages utterly false" the clause without what it is called."""
    tokens = words_under(clause, sorted(clause.subtree))
    false = [n for n, token in enumerate(tokens) if token.i > clause.i and is_false_word(token)]
    if attribution.head.lemma_ not in CALLING | RATING or not false:
        return tokens
    told = tokens[: false[-1]]
    while told[-1] != clause and (told[-1].pos_ in _BEFORE_JUDGEMENT or told[-1].lower_ == "as"):
        told.pop()
    return told
