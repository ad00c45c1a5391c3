"""Words that tell what something is called, by which nobody says anything: "the rebels, also known as the Owls"."""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.clauses import is_false_word
from tracker.extract.words import CALENDAR

_NAMING = {"call", "dub", "nickname", "term"}


def is_name_giving(verb: Token) -> bool:
    """Return whether a verb only tells a name: "better known as the Pit", "clerks, called wardens".

    Not "a plan called reckless", "a claim, dubbed a hoax", nor where somebody does it: "called Owls by neighbours".
    """
    kids = list(verb.children)
    if verb.tag_ != "VBN" or any(k.dep_ == "agent" for k in kids):
        return False
    loose = verb.dep_ in ("acl", "advcl") and not any(k.dep_ in ("aux", "auxpass", "nsubj") for k in kids)
    if verb.lemma_ == "know":
        names = [o for k in kids if k.lower_ == "as" and k.i > verb.i for o in k.children if o.dep_ == "pobj"]
        return bool(names) and (loose or names[0].pos_ == "PROPN")
    names = [k for k in kids if k.dep_ == "oprd" and k.i > verb.i]
    after_comma = verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text == ","
    return verb.lemma_ in _NAMING and loose and after_comma and bool(names) and _is_a_name(names[0])


def _is_a_name(noun: Token) -> bool:
    """Whether something bears it for a name: "Lark Two", "the Lark law", "wardens"; not "a hoax", "lies"."""
    bare_plural = noun.tag_ == "NNS" and not any(noun.children) and not is_false_word(noun)
    proper = any(t.pos_ == "PROPN" for t in (noun, *noun.children)) and noun.text not in CALENDAR  # "called Friday for"
    return bare_plural or proper
