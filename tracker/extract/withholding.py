"""Verbs that withhold what one would know: "would not list it", "could not be reached", "did not reply to questions".

Only the parse is asked; what a cue of refusing makes of a statement is decided in `refusals`.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.polarity import has_no, is_quoted
from tracker.extract.words import ANSWERING, ASKING, INFORMING, QUESTION_NOUNS, WITHHELD

_ASKED = ("WP", "WP$", "WDT", "WRB")  # "never said when he would"
_TURNING_DOWN = set("turn reject refuse deny decline ignore".split())


def withholds(token: Token) -> bool:
    """Return whether a verb of no cue refuses information: "would not list it", "had no comment"."""
    if token.pos_ != "VERB" and token.lemma_ != "have":
        return False
    lemma = token.lemma_.lower()
    if lemma in INFORMING and _keeps_back(token):
        return True
    if any(k.dep_ == "dobj" and k.lemma_ == "comment" and has_no(k) for k in token.children) or is_not_reached(token):
        return True
    return lemma in _TURNING_DOWN and _turned_down(token) is not None


def is_not_reached(verb: Token) -> bool:
    """Return whether somebody cannot be asked: "could not be reached for comment", "would not be drawn on the date"."""
    if not all(any(k.dep_ == dep for k in verb.children) for dep in ("neg", "auxpass")):
        return False
    asked = {o.lower_ for k in verb.children if k.lower_ == "for" for o in k.children}
    return "comment" in asked or (verb.lemma_ == "draw" and any(k.lower_ in ("on", "into") for k in verb.children))


def _keeps_back(verb: Token) -> bool:
    if not any(k.dep_ == "neg" and not is_quoted(k, verb) for k in verb.children) and not _negated_before(verb):
        return False
    told = any(k.dep_ == "ccomp" and k.left_edge.tag_ not in _ASKED for k in verb.children)
    if told and any(k.lower_ == "never" for k in verb.children):
        return False  # "he never said he would"
    if any(k.dep_ == "dobj" for k in verb.children):
        return any(t.lemma_.lower() in WITHHELD for k in verb.children if k.dep_ == "dobj" for t in (k, *k.conjuncts))
    return verb.lemma_.lower() in ANSWERING and not answers_a_thing(verb)


def answers_a_thing(verb: Token) -> bool:
    """Return whether what is answered is no question, and nobody asks: "answered the door", "respond to treatment"."""
    answered = [k for k in verb.children if k.dep_ == "dobj" and verb.lemma_ == "answer"]
    if verb.lemma_ in ("respond", "reply"):
        answered = [o for k in verb.children if k.dep_ == "prep" and k.lower_ == "to" for o in k.children]
    nouns = [o for o in answered if o.pos_ == "NOUN"]
    return bool(nouns) and not any(o.lemma_.lower() in ASKING for o in nouns)


def _negated_before(verb: Token) -> bool:
    """Of "did not confirm or comment" the second verb."""
    return verb.dep_ == "conj" and verb.head.i < verb.i and any(k.dep_ == "neg" for k in verb.head.children)


def _turned_down(verb: Token) -> Token | None:
    """The request to say something, in "turned down a request to describe it"."""
    for kid in verb.children:
        if kid.dep_ in ("dobj", "nsubjpass") and kid.lemma_.lower() in QUESTION_NOUNS:
            asked = [k for k in kid.children if k.dep_ in ("acl", "relcl", "prep")]
            if any(t.lemma_.lower() in INFORMING for k in asked for t in k.subtree):
                return kid
    return None
