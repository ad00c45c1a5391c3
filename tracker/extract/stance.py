"""What a statement does: its stance, its force, and the words of its certainty, from cue and content.

A denial contests a fact, a refusal withholds one, a rejection turns down an offer or a person; the same verbs serve
for all three ("refused to say", "refused to go"; "rejected the claim", "rejected the offer"), so what stands
beside the verb decides. "Did not deny" and "neither confirmed nor denied" deny nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.words import (
    CERTAINTY,
    CLAIM_NOUNS,
    FALSE,
    GIVING,
    GRANTED,
    INFORMING,
    PROPOSAL_NOUNS,
    QUESTION_NOUNS,
    WITHHELD,
)
from tracker.records import Force, Stance

_IMPLICATIVE = {"go", "continue", "begin", "start", "manage", "come", "take", "have", "use", "write", "issue"}
_REFUSING = {"refuse", "decline"}
_CALLING = set("call describe dismiss label brand denounce reject characterize characterise".split())
_TURNING_DOWN = {"reject", "rebuff", "spurn", "dismiss", "decline", "refuse"}
_KNOWS_NOTHING = re.compile(
    r"\b(?:never|not|n['’]t)\s+(?:\w+\s+)?(?:heard|hear)\s+(?:of|about|that|anything)\b"
    r"|\b(?:not|n['’]t|isn['’]t)\s+(?:been\s+)?aware\b|\bunaware\b|\bno\s+(?:knowledge|information|awareness)\b"
    r"|\b(?:know|knows|knew)\s+nothing\s+(?:of|about)\b|\b(?:not|n['’]t|never)\s+know\s+(?:of|about|anything|any)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\bno\s+truth\b|\b(?:not|n['’]t|never)\s+(?:\w+ly\s+|at\s+all\s+)?(?:true|the\s+case|accurate|correct)\b|\bno\s+such\b",
    re.IGNORECASE,
)
_PLAIN_NO = re.compile(r"^\W*no\b\W*(?:$|[,.]|it\b|there\b|we\b|he\b|she\b|they\b)", re.IGNORECASE)
_NOT_AT_ALL = re.compile(r"\b(?:neither|nor)\b", re.IGNORECASE)


def stance_of(attribution: Attribution, text: str) -> Stance:
    """Return the stance of an attribution; `text` is its content, pieces joined by spaces."""
    base, negated = attribution.entry.stance, is_negated(attribution.head)
    head = attribution.head
    if base == "deny" and _is_not_granted(attribution):
        return "reject"
    if base == "deny":
        return "no_comment" if _nor(head) else "assert" if negated else "deny"
    if base == "confirm":
        return "no_comment" if negated or _nor(head) else "confirm"
    if base == "no_comment":
        return _refusal(attribution, negated)
    if base == "reject" or (head.lemma_ in _TURNING_DOWN and base == "assert"):
        return _rejection(attribution, text, negated)
    if negated and _informs(head):
        return "no_comment" if not _of_nobody(head) else "assert"
    if base == "assert" and attribution.entry.force == "assertive":
        return _by_content(attribution, text)
    return base


def force_of(attribution: Attribution, stance: Stance) -> Force:
    """Return the force; a negated saying ("did not deny") or one that is only meant ("wants to say") asserts nothing."""
    if stance != "assert":
        return "assertive"
    if is_negated(attribution.head) or _is_only_meant(attribution.head):
        return "expressive"
    return attribution.entry.force


def _is_only_meant(verb: Token) -> bool:
    """An infinitive under a verb that does not say it was done (after Karttunen, Implicative Verbs, 1971)."""
    infinitive = any(k.dep_ == "aux" and k.lower_ == "to" for k in verb.children)
    return infinitive and verb.dep_ in ("xcomp", "acl", "advcl") and verb.head.lemma_ not in _IMPLICATIVE


def certainty_words(attribution: Attribution) -> list[Token]:
    """Return the words of the content's main clause that say how certain it is, in text order."""
    head = attribution.content_head
    if head is None:
        return []
    return sorted((t for t in (head, *head.children) if t.lower_ in CERTAINTY), key=lambda t: t.i)


def is_negated(token: Token) -> bool:
    """Whether a verb is negated by itself, its auxiliary, or "fail to" and the like above it."""
    if any(k.dep_ == "neg" or k.lower_ in ("never", "neither") for k in token.children) or _of_nobody(token):
        return True
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and not any(k.dep_ == "nsubj" for k in token.children):
        return token.head.i < token.i and _joined_by_or(token.head) and is_negated(token.head)
    return token.dep_ == "xcomp" and token.head.lemma_ == "fail"


def _is_not_granted(attribution: Attribution) -> bool:
    """ "Was denied entry", "denied them visas", "denied the request": something is withheld from somebody."""
    kids = list(attribution.head.children)
    objects = [k for k in kids if k.dep_ in ("dobj", "nsubjpass")]
    passive = any(k.dep_ == "auxpass" for k in kids)
    given = (
        any(k.dep_ == "dative" for k in kids)
        or len(objects) > 1
        or (passive and bool(objects) and objects[0].dep_ == "dobj")
    )
    return given or any(k.lemma_.lower() in GRANTED for k in objects)


def _of_nobody(verb: Token) -> bool:
    """ "Neither account says", "no official has said": nobody was asked."""
    return any(
        k.dep_ == "nsubj" and any(d.lower_ in ("no", "neither") for d in (k, *k.children)) for k in verb.children
    )


def _joined_by_or(verb: Token) -> bool:
    return any(k.dep_ == "cc" and k.lower_ in ("or", "nor") for k in verb.children)


def _nor(verb: Token) -> bool:
    around = verb.doc[max(verb.sent.start, verb.i - 6) : min(verb.sent.end, verb.i + 6)].text
    return bool(_NOT_AT_ALL.search(around))


def _refusal(attribution: Attribution, negated: bool) -> Stance:
    head = attribution.head
    if attribution.entry.complement == "refusal":
        return "no_comment"
    if attribution.entry.complement == "infinitive":
        if negated:
            return "assert"
        done = attribution.content_head
        return "no_comment" if done is not None and _informs(done) else "reject"
    return "no_comment" if negated or head.lemma_ in _REFUSING else "assert"


def _informs(verb: Token) -> bool:
    """Whether a verb tells something: "say", "describe", but "give" only with what can be told."""
    if verb.lemma_.lower() not in GIVING:
        return verb.lemma_.lower() in INFORMING
    return any(t.lemma_.lower() in WITHHELD for k in verb.children if k.dep_ == "dobj" for t in (k, *k.conjuncts))


def _rejection(attribution: Attribution, text: str, negated: bool) -> Stance:
    if negated:
        return "assert"
    objects = [k for k in attribution.head.children if k.dep_ in ("dobj", "nsubjpass")]
    nouns = {t.lemma_.lower() for k in objects for t in (k, *k.conjuncts)}
    if attribution.head.lemma_ == "dismiss" and nouns & {"charge", "case", "complaint"}:
        return "assert"  # what a court does
    told = any(c.dep_ == "acl" and _tells(c) for k in objects for c in k.children)
    if (nouns & CLAIM_NOUNS and (told or not nouns & PROPOSAL_NOUNS)) or _calls_false(attribution, text):
        return "deny"
    if nouns & QUESTION_NOUNS and any(t.lemma_.lower() in INFORMING for k in objects for t in k.subtree):
        return "no_comment"
    return attribution.entry.stance


def _by_content(attribution: Attribution, text: str) -> Stance:
    if _KNOWS_NOTHING.search(text) and _speaks_of_self(attribution):
        return "deny_knowledge"
    if _NOT_SO.search(text) or _PLAIN_NO.search(text) or _calls_false(attribution, text):
        return "deny"
    return "assert"


def _speaks_of_self(attribution: Attribution) -> bool:
    """ "said he was not aware" speaks of the speaker; "said the army was not aware" does not."""
    head = attribution.content_head
    subject = next((k for k in head.children if k.dep_ in ("nsubj", "expl")), None) if head is not None else None
    return subject is None or subject.lower_ in ("i", "we", "he", "she", "they", "it", "there")


def _tells(clause: Token) -> bool:
    """ "The idea that he had lied" tells something; "the suggestion that Brazil seek help" proposes it (subjunctive)."""
    if not any(m.lower_ == "that" for m in clause.children):
        return False
    bare = clause.tag_ in ("VB", "VBP") and not any(k.dep_ == "aux" for k in clause.children)
    subject = next((k for k in clause.children if k.dep_ == "nsubj"), None)
    return not (bare and subject is not None and subject.tag_ in ("NN", "NNP", "PRP"))


def _calls_false(attribution: Attribution, text: str) -> bool:
    """ "called the reports disinformation", "dismissed it as false", "said the claim was baseless"."""
    head, content = attribution.head, attribution.content_head
    if head.lemma_ in _CALLING and any(
        t.lemma_.lower() in FALSE and t.dep_ != "amod" for t in head.subtree if t.i > head.i
    ):
        return True
    if attribution.entry.complement in ("object+", "predicate", "clause") and content is not None:
        said_of = _predicates(content) if attribution.entry.complement == "clause" else _ends_of(head)
        return any(t.lemma_.lower() in FALSE for t in said_of) and not any(k.dep_ == "neg" for k in content.children)
    return False


def _predicates(clause: Token) -> list[Token]:
    if clause.lemma_ != "be":
        return [k for k in clause.children if k.dep_ == "oprd"]
    subject = next((k for k in clause.children if k.dep_ == "nsubj"), None)
    if subject is not None and subject.lemma_.lower() not in CLAIM_NOUNS | {"it", "this", "that", "which"}:
        return []
    return [k for k in clause.children if k.dep_ in ("acomp", "attr")]


def _ends_of(verb: Token) -> Sequence[Token]:
    """What a verb of calling says of its object: the predicate, or the object of "as"."""
    ends = [k for k in verb.children if k.dep_ in ("oprd", "xcomp", "ccomp") and k.i > verb.i]
    of_as = [o for k in verb.children if k.lower_ == "as" for o in k.children]
    inner = [k for end in ends for k in end.children if k.dep_ in ("acomp", "attr", "oprd")]
    return [*ends, *of_as, *inner, *(c for end in (*ends, *of_as) for c in end.conjuncts)]
