"""What a statement does: its stance, its force, and the words of its certainty, from cue and content.

A denial contests a fact, a refusal withholds one, a rejection turns down an offer or a person; the same verbs serve
for all three ("refused to say", "refused to go"; "rejected the claim", "rejected the offer"), so what stands
beside the verb decides. "Did not deny" and "neither confirmed nor denied" deny nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from tracker.extract.attributions import Attribution, answers_a_thing
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
_AWAITING = set("expect plan want wish hope ask urge tell order prepare ready likely".split())
_REFUSING = {"refuse", "decline"}
_CLAIMED = {"it", "this", "that", "which", "talk"}  # a claim is meant too where one of these is called false
_KNOWING = {"know", "knowledge", "awareness"}
_NAMING = {"name", "identify", "quote"}
_CALLING = set("call describe dismiss label brand denounce reject characterize characterise".split())
_TURNING_DOWN = {"reject", "rebuff", "spurn", "dismiss", "decline", "refuse"}
_KNOWS_NOTHING = re.compile(
    r"(?:\bnever|\bnot|n['’]t)\s+(?:\w+\s+)?(?:heard|hear)\s+(?:of|about|that|anything)\b"
    r"|(?:\bnot|n['’]t)\s+(?:been\s+)?aware\b|\bunaware\b|\bno\s+(?:knowledge|information|awareness)\b"
    r"|\b(?:know|knows|knew)\s+nothing\s+(?:of|about)\b|(?:\bnot|n['’]t|\bnever)\s+know\s+(?:of|about|anything|any)\b"
    r"|\bfirst\s+(?:time\s+)?(?:that\s+)?(?:I|we|he|she|they)(?:['’]ve|['’]d|\s+have|\s+had)?\s+(?:ever\s+)?heard\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\bno\s+(?:truth|such)\b"
    r"|(?:\bnot|n['’]t|\bnever)\s+(?:\w+ly\s+|at\s+all\s+)?(?:true|the\s+case|accurate|correct)\b",
    re.IGNORECASE,
)
_TELLS_NOTHING = re.compile(
    r"^\W*no\s+comment\b|\bnothing\s+(?:more\s+|further\s+)?to\s+(?:say|add)\b"
    r"|(?:\bnot|n['’]t)\s+(?:going\s+to\s+|be\s+)?(?:get|getting|go|going)\s+into\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^\W*[\"“][^.!?]*\?\W*$")  # all that is quoted is one question
_PLAIN_NO = re.compile(r"^\W*no\b\W*(?:$|[,.]|it\b|there\b|we\b|he\b|she\b|they\b)", re.IGNORECASE)
_NOT_AT_ALL = re.compile(r"\b(?:neither|nor)\b", re.IGNORECASE)


def stance_of(attribution: Attribution, text: str) -> Stance:
    """Return the stance of an attribution; `text` is its content, pieces joined by spaces."""
    base, negated = attribution.entry.stance, is_negated(attribution.head)
    head = attribution.head
    if base not in ("assert", "question") and (is_left_open(head) or _is_awaited(head)):
        return "assert"
    if base == "deny" and _is_not_granted(attribution):
        return "reject"
    if base == "deny":
        # "neither confirmed nor denied", "declined to confirm or deny"
        left_open = _nor(head) or (head.dep_ == "conj" and head.head.head.lemma_ in _REFUSING)
        return "no_comment" if left_open else "assert" if negated else _denial(attribution)
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
    """Return the force; a negated saying ("did not deny") or one only meant ("wants to say") asserts nothing."""
    if stance != "assert":
        return "assertive"
    head = attribution.head
    if is_negated(head) or _is_only_meant(head) or is_left_open(head):
        return "expressive"
    return attribution.entry.force


def is_left_open(verb: Token) -> bool:
    """Whether a verb stands under "if" or "whether" or in a question that its sentence asks: "Did he deny it?"."""
    if any(k.dep_ == "mark" and k.lower_ in ("if", "unless", "whether") for k in verb.children):
        return True
    subject = next((k for k in verb.children if k.dep_ in ("nsubj", "nsubjpass")), None)
    inverted = any(k.dep_ == "aux" and subject is not None and k.i < subject.i for k in verb.children)
    return verb.dep_ == "ROOT" and inverted and verb.sent.text.rstrip().endswith("?")


def _is_awaited(verb: Token) -> bool:
    """ "Was expected to deny it", "wanted to retract it": nothing was said yet."""
    return _is_only_meant(verb) and verb.head.lemma_.lower() in _AWAITING


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
    if any(k.dep_ == "det" and k.lower_ == "no" for k in token.children):  # "there is no denying"
        return True
    if token.dep_ == "ccomp" and any(k.lower_ in ("neither", "nor") and k.i < token.i for k in token.head.children):
        return True  # "neither have the regulators indicated", in which the parser takes "have" for the verb
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
    """ "Neither account says", "no official has said", "nobody denied": nobody was asked."""
    return any(
        k.dep_ == "nsubj" and any(d.lower_ in ("no", "neither", "nobody", "none") for d in (k, *k.children))
        for k in verb.children
    )


def _joined_by_or(verb: Token) -> bool:
    return any(k.dep_ == "cc" and k.lower_ in ("or", "nor") for k in verb.children)


def _nor(verb: Token) -> bool:
    around = verb.doc[max(verb.sent.start, verb.i - 6) : min(verb.sent.end, verb.i + 6)].text
    return bool(_NOT_AT_ALL.search(around))


def _denial(attribution: Attribution) -> Stance:
    """ "Denied any knowledge of it", "denied that he knew": what is denied is the speaker's own knowledge."""
    head = attribution.content_head
    if head is None or head.lemma_.lower() not in _KNOWING:
        return "deny"
    subject = next((k for k in head.children if k.dep_ == "nsubj"), None)
    return "deny_knowledge" if subject is None or subject.pos_ == "PRON" else "deny"


def _refusal(attribution: Attribution, negated: bool) -> Stance:
    head = attribution.head
    if attribution.entry.complement == "refusal":
        return "no_comment"
    if attribution.entry.complement == "infinitive":
        if negated:
            return "assert"
        done = attribution.content_head
        return "no_comment" if done is not None and _informs(done) and not _is_to_be_named(done) else "reject"
    return "no_comment" if negated or head.lemma_ in _REFUSING else "assert"


def _is_to_be_named(verb: Token) -> bool:
    """ "Declined to be named": who speaks keeps back a name, and tells the rest."""
    return verb.lemma_.lower() in _NAMING and any(k.dep_ == "auxpass" for k in verb.children)


def _informs(verb: Token) -> bool:
    """Whether a verb tells something: "say", "describe", but "give" only with what can be told."""
    if verb.lemma_.lower() not in GIVING:
        return verb.lemma_.lower() in INFORMING and not answers_a_thing(verb)
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
    if _TELLS_NOTHING.search(text) and _speaks_of_self(attribution):
        return "no_comment"
    if _NOT_SO.search(text) or _PLAIN_NO.search(text) or _calls_false(attribution, text):
        return "deny"
    return "question" if _ASKS.match(text) else "assert"


def _speaks_of_self(attribution: Attribution) -> bool:
    """ "Said he was not aware" speaks of the speaker; "said the army was not aware" only where its spokesman speaks."""
    head = attribution.content_head
    subject = next((k for k in head.children if k.dep_ in ("nsubj", "expl")), None) if head is not None else None
    if subject is None or subject.lower_ in ("i", "we", "he", "she", "they", "it", "there", "this", "that"):
        return True
    source = list(attribution.speaker.subtree) if attribution.speaker is not None else []
    return any((t.dep_ == "poss" and t.pos_ == "PRON") or t.lemma_ == subject.lemma_ for t in source)


def _tells(clause: Token) -> bool:
    """ "The idea that he lied" tells something; "the suggestion that Brazil seek help" proposes it (subjunctive)."""
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
    if attribution.entry.complement in ("object+", "predicate", "clause", "to") and content is not None:
        is_clause = attribution.entry.complement in ("clause", "to")
        said_of = _predicates(content) if is_clause else _ends_of(head)
        negated = any(k.dep_ == "neg" for k in content.children)
        return not negated and any(FALSE & {t.lemma_.lower(), t.lower_} for t in said_of)
    return False


def _predicates(clause: Token) -> list[Token]:
    subject = next((k for k in clause.children if k.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.lemma_.lower() not in CLAIM_NOUNS | _CLAIMED:
        return []
    made_up = any(k.dep_ == "auxpass" for k in clause.children) and clause.lower_ in FALSE
    return [clause] if made_up else [k for k in clause.children if k.dep_ in ("acomp", "attr", "oprd")]


def _ends_of(verb: Token) -> Sequence[Token]:
    """What a verb of calling says of its object: the predicate, or the object of "as"."""
    ends = [k for k in verb.children if k.dep_ in ("oprd", "xcomp", "ccomp") and k.i > verb.i]
    of_as = [o for k in verb.children if k.lower_ == "as" for o in k.children]
    inner = [k for end in ends for k in end.children if k.dep_ in ("acomp", "attr", "oprd")]
    return [*ends, *of_as, *inner, *(c for end in (*ends, *of_as) for c in end.conjuncts)]
