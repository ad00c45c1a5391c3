"""Refusals to tell: "declined to say", "would not discuss it", "had no comment", "dodged a question".

To refuse an act keeps nothing back unless the act would have told something: "refused to answer the door".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.clauses import asks, is_that, subject_of
from tracker.extract.contents import tokens_in, where_told_nothing
from tracker.extract.governed import lemmas_of, objects_of
from tracker.extract.polarity import is_negated, is_of_nobody
from tracker.extract.roles import DOCUMENTS
from tracker.extract.withholding import answers_a_thing
from tracker.extract.words import APPOINTED, ASKING, GIVING, INFORMING, PRESS, QUESTION_NOUNS, WITHHELD
from tracker.records import Stance

EVADING = {"dodge", "duck", "sidestep", "evade", "avoid", "deflect", "parry", "ignore", "withhold"}
_SILENT = re.compile(
    r"\b(?:un|not\s+(?:immediately\s+)?|n['’]t\s+(?:immediately\s+)?)(?:available|reachable)\b.*\bcomment"
    r"|(?:\bnot|n['’]t|\bcannot)\s+(?:immediately\s+|be\s+|immediately\s+be\s+|be\s+immediately\s+)*reached\b"
    r"|\b(?:remain|stay|keep|kept|fall|fell|is|are|was|were|been)\w*\s+(?:\w+ly\s+|very\s+)?"
    r"(?:silent|quiet|mum|tight-lipped|mute|tight\s+-\s+lipped)\b"
    r"|\bsaid\s+nothing\b|\b(?:go|goes|went|gone|was|were|left)\s+(?:unanswered|unreturned)\b",
    re.IGNORECASE,
)
_KEEPING = {
    "comment",
    "respond",
    "reply",
    "disclose",
    "reveal",
    "elaborate",
    "answer",
    "specify",
    "identify",
    "release",
}
# To refuse these says nothing: "declined to estimate the cost"; what is not valued or predicted is else not withheld.
_RECKONING = {"estimate", "quantify", "value", "predict", "forecast", "guess"}
_RETURNED = {"call", "message", "email", "request"}


def refuses(token: Token) -> bool:
    """Whether a word is one of refusing, which withholds where it governs a verb of telling."""
    return token.lemma_.lower() in ("refuse", "decline", "refusal")


def stance_of_refusal(word: Token, attribution: Attribution) -> Stance:
    """Return what a word of refusing or evading does with what it governs: no_comment, reject or assert."""
    negated = is_negated(word)
    if attribution.entry.complement == "refusal" and word == attribution.head:
        given_up = word.lemma_.lower() in GIVING and not _is_information(word, objects_of(word, attribution))
        return "assert" if given_up else "no_comment"
    if not refuses(word):
        return _evasion(word, attribution, negated)
    if negated:
        return "assert"
    refused = _refused_act(word, attribution)
    if refused is not None:
        return "no_comment" if _keeps_back(refused) else "reject"
    objects = objects_of(word, attribution)
    if any(t.lemma_.lower() in ("comment", "interview", "response") for t in objects) or asks_to_tell(objects):
        return "no_comment"
    return "assert" if not objects or any(t.like_num or t.lemma_ in ("percent", "%") for t in objects) else "reject"


def _evasion(word: Token, attribution: Attribution, negated: bool) -> Stance:
    """ "Dodged a question", "did not reply to questions", "withheld the names", "ignored calls to close it"."""
    lemma = word.lemma_.lower()
    objects = objects_of(word, attribution)
    if lemma == "withhold":
        return "no_comment" if lemmas_of(objects) & WITHHELD and not negated else "assert"
    if lemma not in EVADING:
        if lemma == "discuss" and _is_only_undiscussed(word):
            return "assert"
        untold = negated and not answers_a_thing(word) and not is_of_nobody(word)
        return "no_comment" if untold or is_not_told(word, attribution) or is_silent(attribution) else "assert"
    if negated:
        return "assert"
    if asks_to_tell(objects):
        return "no_comment"
    return "reject" if lemma == "ignore" else "assert"


def _refused_act(word: Token, attribution: Attribution) -> Token | None:
    """What was refused, as a verb: "to say" of "refused to say", wherever the parser hangs it."""
    act = next(
        (
            k
            for k in word.children
            if k.i > word.i and k.dep_ in ("xcomp", "acl", "advcl", "ccomp") and k.pos_ in ("VERB", "AUX")
        ),
        None,
    )
    if act is not None:
        return act
    to = next((t for t in word.doc[word.i + 1 : min(word.i + 4, word.sent.end - 1)] if t.lower_ == "to"), None)
    return None if to is None or to.nbor().pos_ in ("DET", "ADJ", "NUM", "PRON") else to.nbor()


def _keeps_back(act: Token) -> bool:
    """Whether to refuse an act keeps back what somebody would know: "to say", but not "to answer the door"."""
    lemma = act.lemma_.lower()
    objects = [t for k in act.children if k.dep_ in ("dobj", "dative") for t in (k, *k.conjuncts)]
    passive = any(k.dep_ == "auxpass" for k in act.children)
    joined = [k for k in act.children if k.dep_ == "conj"]
    if passive:
        return lemma in ("draw", "interview")
    if any(_keeps_back(k) for k in joined):
        return True
    if lemma in ("confirm", "verify", "acknowledge"):
        return not (lemmas_of(objects) & APPOINTED)
    if lemma in ("speak", "talk", "discuss"):
        return _is_to_the_press(act)
    if lemma in GIVING:
        return _is_information(act, objects)
    return (lemma in INFORMING | _RECKONING or lemma in ("deny", "state", "rule")) and not answers_a_thing(act)


def _is_information(verb: Token, objects: list[Token]) -> bool:
    """Whether what is not given is something told: "details", and what one returns ("a call"), but not "the emails"."""
    return bool(lemmas_of(objects) & (WITHHELD if verb.lemma_ == "return" else WITHHELD - _RETURNED))


def _is_to_the_press(act: Token) -> bool:
    """ "To speak to reporters", "to talk about it", but not "to talk to the rebels"."""
    between = {"with"} if act.lemma_ == "discuss" else {"to", "with"}  # "discuss the reply to them" has no partner
    partners = [o for k in act.children if k.lower_ in between for o in k.children if o.dep_ == "pobj"]
    return not partners or bool(lemmas_of(partners) & PRESS)


def asks_to_tell(objects: list[Token]) -> bool:
    """Whether an object is a question, or a request that one tell something: "requests to describe it"."""
    return any(
        t.lemma_.lower() in ("question", "query")
        or (t.lemma_.lower() in QUESTION_NOUNS and any(s.lemma_.lower() in INFORMING for s in t.subtree if s != t))
        for t in objects
    )


def is_not_told(word: Token, attribution: Attribution) -> bool:
    """ "Would not say when", "did not disclose the sum", "gave no reason", "has yet to comment"."""
    lemma = word.lemma_.lower()
    would = any(k.lower_ in ("would", "will", "could", "can") for k in word.children)
    if is_of_nobody(word) and not (would or lemma in _KEEPING):
        return False
    objects = [t for k in word.children if k.dep_ == "dobj" for t in (k, *k.conjuncts)]
    objects = objects or [o for o in objects_of(word, attribution) if o != word]
    if lemma in GIVING:
        nothing = is_negated(word) or any(d.lower_ in ("no", "few", "little") for o in objects for d in o.children)
        return nothing and _is_information(word, objects)
    if lemma == "say" and is_negated(word):
        clause = next((k for k in word.children if k.dep_ == "ccomp"), None)
        never = any(k.lower_ == "never" for k in word.children)  # "has never said he would" withholds nothing
        told = clause is not None and (is_that(clause) or (never and not asks(clause)))
        return not told
    if lemma == "discuss" and _is_only_undiscussed(word):
        return False
    return is_negated(word) and lemma in INFORMING and not answers_a_thing(word)


def _is_only_undiscussed(act: Token) -> bool:
    """ "The book does not discuss the war", "the sisters did not discuss the will": nobody was asked.

    Not "would not discuss it", "did not discuss it with reporters", "does not discuss pending cases".
    """
    subject = subject_of(act)
    if subject is None or not any(k.dep_ == "aux" and k.lemma_ == "do" for k in act.children):
        return False
    around = (act, *(k for k in act.children if k.dep_ == "dobj"))
    partners = [o for word in around for k in word.children if k.lower_ == "with" for o in k.children]
    among = subject.tag_ in ("NNS", "NNPS") or subject.lower_ in ("they", "we", "two") or any(subject.conjuncts)
    if partners:
        return not lemmas_of(partners) & PRESS and not any(o.pos_ == "PROPN" for o in partners)
    return among or subject.lemma_.lower() in DOCUMENTS


def worded(attribution: Attribution) -> str:
    """The words of the cue and then those of the content, as the text has them."""
    tokens = [*attribution.cue, *tokens_in(attribution.head.doc, attribution.content)]
    return "".join(t.text_with_ws for t in tokens)


def is_silent(attribution: Attribution) -> bool:
    """Whether the cue itself says that nothing was told: "had no comment", "was unavailable for comment"."""
    if attribution.head.lemma_ == "discuss" and _is_only_undiscussed(attribution.head):
        return False
    words, cue = worded(attribution), "".join(t.text_with_ws for t in attribution.cue)
    silent = _SILENT.search(words)
    begins = (silent.start() if silent is not None else None, where_told_nothing(words))
    if any(begin is not None and begin < len(cue) for begin in begins):
        return True
    content = tokens_in(attribution.head.doc, attribution.content)
    return any(map(_is_no_answer, _near_cue(attribution, content)))


def _near_cue(attribution: Attribution, content: list[Token]) -> Iterator[Token]:
    """The words of the cue, and of the content its head where the cue governs it ("had {no comment}")."""
    yield from attribution.cue
    yield from (t for t in content if t.head == attribution.head and t.dep_ in ("dobj", "attr"))


def _is_no_answer(noun: Token) -> bool:
    if noun.lemma_.lower() not in ("comment", "response", "reply") or noun.dep_ in ("compound", "nmod", "amod"):
        return False
    no = any(k.lower_ == "no" for k in noun.children)
    to = [o for k in noun.children if k.lower_ == "to" for o in k.children if o.pos_ == "NOUN"]
    return no and (not to or noun.lemma_ == "comment" or any(o.lemma_.lower() in ASKING for o in to))
