"""Whether a meeting took place, is planned, proposed, refused or cancelled, by the words around it.

The verb alone does not tell: "met" was held, "will meet" is planned, "refused to meet" is neither, and "did not meet"
or "could not confirm that they met" tells of no meeting at all.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.stance import is_left_open, is_negated
from tracker.records import MeetingStatus

HOLDING = set("hold have begin start resume conduct continue open attend complete finish wrap restart join".split())
ENDING = {"end", "close", "conclude"}
TAKING_PLACE = {"be", "take", "happen", "occur"}
PLANNING = set("plan schedule expect due set will arrange agree intend prepare travel fly head".split())
_PROPOSING = set(
    "urge call propose offer ask want hope seek invite suggest demand request wish push press ready willing open "
    "like consider".split()
)
_DENYING = {"deny", "dispute", "refute", "rebut"}
_REFUSING = set("refuse decline boycott reject snub skip shun".split())
_CANCELLING = set("cancel scrap suspend abandon break halt".split())
_POSTPONING = set("postpone delay defer reschedule".split())
_CONFIRMING = {"confirm", "verify", "say", "know", "prove", "establish"}  # negated, they leave it open whether they met
_PLANNED_WORDS = {
    "planned",
    "upcoming",
    "next",
    "forthcoming",
    "scheduled",
    "future",
    "coming",
    "expected",
    "impending",
}
_PROPOSED_WORDS = {"proposed", "possible", "potential", "suggested"}
_AHEAD = {"before", "until", "ahead", "prior", "pending"}
_DURING = {"during", "in", "at", "after", "following", "over", "through", "throughout"}
_PROPOSING_NOUNS = {"suggestion", "call", "proposal", "demand", "request", "offer", "hope", "need", "appeal", "wish"}
# What is done to a meeting by one of its sides, and all that is said of one.
ARRANGING = HOLDING | _REFUSING | _CANCELLING | _POSTPONING | PLANNING | _PROPOSING
WITH_A_MEETING = ARRANGING | {"discuss", "describe", "call", "rule", "turn", "confirm", "announce"}


def status_of_verb(verb: Token) -> tuple[MeetingStatus, str]:
    """Return the status of a meeting that a verb tells of ("met", "will meet"), and the words that tell it."""
    auxiliaries = {k.lower_ for k in verb.children if k.dep_ in ("aux", "neg")}
    governor = _governor(verb)
    negated = any(k.dep_ == "neg" for k in verb.children)
    while governor is not None:  # "would like to go to Oslo to meet": the nearest word that tells
        if (status := _by_governor(governor)) is not None:
            return status
        governor = _governor(governor)
    if negated:
        return "refused", f"“{' '.join(sorted(auxiliaries))} {verb.text}”"
    if auxiliaries & {"will", "shall", "'ll", "’ll", "would", "may", "might", "could", "should", "must"}:
        return (
            ("planned", f"“will {verb.lemma_}”")
            if auxiliaries & {"will", "shall", "'ll", "’ll", "would"}
            else ("proposed", f"“{verb.text}” as possible")
        )
    if "to" in auxiliaries and (verb.dep_ == "ROOT" or (verb.dep_ == "xcomp" and verb.head.lemma_ == "be")):
        return "planned", f"“to {verb.lemma_}”"
    if verb.dep_ == "pcomp" and verb.head.lower_ in _AHEAD:
        return "planned", f"“{verb.head.text} {verb.text}”"
    return "held", f"“{verb.text}”"


def status_of_noun(noun: Token, verb: Token) -> tuple[MeetingStatus, str]:
    """Return the status of a meeting that a noun tells of ("talks") with its clause's verb, and the words for it."""
    described = {k.lower_ for k in noun.children}
    done = _by_governor(verb) if noun.head == verb else None
    if done is not None and done[0] in ("cancelled", "refused"):
        return done
    if described & _PLANNED_WORDS:
        return "planned", f"“{(described & _PLANNED_WORDS).pop()} {noun.text}”"
    if described & _PROPOSED_WORDS:
        return "proposed", f"“{(described & _PROPOSED_WORDS).pop()} {noun.text}”"
    if noun.dep_ == "pobj" and (noun.head.lower_ in _AHEAD or noun.head.head.lower_ in _AHEAD):
        return "planned", f"“{noun.head.text} … {noun.text}”"
    lemma = verb.lemma_.lower()
    if lemma in HOLDING or noun.dep_ == "nsubj":
        return status_of_verb(verb) if lemma in HOLDING | TAKING_PLACE else ("held", f"“{noun.text}”")
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head.lemma_.lower() in _PROPOSING_NOUNS:
        return "proposed", f"“{noun.head.head.text} for {noun.text}”"
    if noun.dep_ == "pobj" and noun.head.lower_ in _DURING:
        future = any(k.lower_ in ("will", "would", "'ll") for k in verb.children)
        return (
            ("planned", f"“will {verb.lemma_} {noun.head.text} … {noun.text}”")
            if future
            else ("held", f"“{noun.head.text} … {noun.text}”")
        )
    if verb in (noun.head, noun.head.head):
        own = _by_governor(verb)
        if own is not None:
            return own
    return "held", f"“{noun.text}”"


def is_untold(verb: Token) -> bool:
    """Return whether the words tell of no meeting, held or to come: "if", "never", "without", a question, a denial."""
    if is_left_open(verb) or any(k.lower_ == "never" for k in verb.children if k.dep_ == "neg"):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    if verb.dep_ != "ccomp":
        return False
    above = verb.head.lemma_.lower()
    return is_negated(verb.head) if above in _CONFIRMING else above in _DENYING and not is_negated(verb.head)


def is_none(word: Token) -> bool:
    """ "No meeting is planned", "did not meet": none is told of; "will not meet" refuses one."""
    if word.pos_ == "NOUN":
        return any(k.dep_ == "det" and k.lower_ == "no" for k in word.children)
    auxiliaries = {k.lower_ for k in word.children if k.dep_ == "aux"}
    return any(k.dep_ == "neg" for k in word.children) and bool(
        auxiliaries & {"did", "do", "does", "have", "has", "had"}
    )


def _governor(verb: Token) -> Token | None:
    """The word on which "to meet" hangs: a verb, an adjective or a noun ("plans to meet")."""
    if verb.dep_ in ("xcomp", "acl", "ccomp", "advcl") and any(
        k.lower_ == "to" for k in verb.children if k.dep_ == "aux"
    ):
        return verb.head
    if verb.dep_ in ("xcomp", "pcomp"):
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return _governor(verb.head)
    return None


def _by_governor(word: Token) -> tuple[MeetingStatus, str] | None:
    lemma, reason = word.lemma_.lower(), f"“{word.text}”"
    negated = any(k.dep_ == "neg" for k in word.children)
    future = any(k.lower_ in ("will", "would") for k in word.children)
    particles = {k.lower_ for k in word.children if k.dep_ == "prt"}
    if lemma in _REFUSING or (lemma, *particles) in (("rule", "out"), ("turn", "down")):
        return "refused", reason
    if lemma in _CANCELLING or (lemma, *particles) == ("call", "off"):
        return "cancelled", reason
    if lemma in _POSTPONING or lemma in PLANNING:
        return ("refused", f"“not {word.text}”") if negated else ("planned", reason)
    if lemma in _PROPOSING:
        return "proposed", reason
    if lemma in ("plan", "arrangement", "invitation"):
        return "planned", reason
    if future:
        return "planned", f"“will {lemma}”"
    return None
