"""What others are said to have told wrongly: made-up stories, twisted words, quotes out of context."""

from __future__ import annotations

import re

from spacy.tokens import Token

from tracker.extract.words import CLAIM_NOUNS, EVIDENCE, PRESS, PROPOSAL_NOUNS, REMARKS

DISTORTING = set("exaggerate overstate distort misrepresent mischaracterize mischaracterise misstate lie".split())
# These do so to words; a law can be misread too.
_TWISTING = DISTORTING - {"lie"} | {"twist"}
_MISREADING = {"misinterpret", "misconstrue"}  # a report can be misread in good faith, so only of one's words
_MISQUOTING = {"misquote", "misreport"}
_SAID_THINGS = CLAIM_NOUNS | REMARKS | EVIDENCE | {"position", "intention"}
_WORDS = {"word", "remark", "comment", "tweet", "position"}
_LYING_WHERE = set("in on at under near beside off across behind outside between down dead ahead low open".split())
_STANDING_IN = {"it", "this", "that", "they", "them", "everything"}
_LIARS = set(
    "minister president government official company officer senator mayor campaign administration defendant suspect "
    "lawyer general ministry regime spokesman spokeswoman leader opponent rival boss chief party army people".split()
)
_INVENTING = {"invent", "fabricate", "concoct"}
_INVENTED = CLAIM_NOUNS - PROPOSAL_NOUNS - {"theory", "argument"} | {"quote", "quotation", "tale", "legend"}
_OUT_OF_CONTEXT = re.compile(r"\bout\s+of\s+(?:its\s+|their\s+)?context\b", re.IGNORECASE)
_LIFTING = set("take quote lift pull cite rip wrench".split())
_WRONG_FACTS = re.compile(
    r"^\w+\s+(?:the|its|his|her|their|your)\s+(?:whole\s+)?(?:story|facts?|figures|numbers|quote)\s+(?:\w+\s+)?wrong\b",
    re.IGNORECASE,
)
_IT_WRONG = re.compile(r"^\w+\s+(?:it|this|that|everything)\s+(?:\w+\s+)?wrong\b", re.IGNORECASE)
_TELLERS = PRESS - {"police", "court", "committee"} | set(
    "paper magazine outlet report article story account witness writer author post times journal guardian".split()
)


def is_untruth(verb: Token) -> bool:
    """Return whether "lie" says that words are not so: "is lying about it", "lied when he said that it was".

    A ship is lying at anchor; and that he lied to a court is a charge of its own.
    """
    subject = next((k for k in verb.children if k.dep_ in ("nsubj", "nsubjpass")), None)
    tells = subject is None or subject.pos_ in ("PROPN", "PRON") or subject.lemma_.lower() in _TELLERS | _LIARS
    clauses = [k for k in verb.children if k.dep_ in ("ccomp", "advcl")]
    said = any(m.dep_ in ("nsubj", "nsubjpass", "expl") for k in clauses for m in k.children)
    return said if verb.lower_ == "lied" else verb.tag_ == "VBG" and tells and not lies_somewhere(verb)


def lies_somewhere(verb: Token) -> bool:
    """Return whether "lie" tells where: "was lying on the sofa"."""
    return any(k.dep_ in ("prep", "prt", "acomp", "advmod") and k.lower_ in _LYING_WHERE for k in verb.children)


def tells_wrongly(verb: Token) -> bool:
    """Whether a verb tells of words that were not so: "made up the quote", "misquoted him", "twisted his words"."""
    told = {k.lemma_.lower() for k in verb.children if k.dep_ in ("dobj", "nsubjpass")}
    if verb.lemma_ in _MISQUOTING or (verb.lemma_ in _TWISTING and told & _SAID_THINGS):
        return True
    if verb.lemma_ in _MISREADING and told & _WORDS:
        return True
    if verb.lemma_ in _INVENTING and told & _INVENTED:
        return True
    lifted = verb.lemma_ in ("quote", "cite") or told & (_SAID_THINGS | _STANDING_IN)
    if verb.lemma_ in _LIFTING and lifted and _OUT_OF_CONTEXT.search(words_from(verb)):
        return True
    return bool(things_made_up(verb)) or (verb.lemma_ in ("get", "have") and _has_facts_wrong(verb))


def _has_facts_wrong(verb: Token) -> bool:
    return _WRONG_FACTS.match(words_from(verb)) is not None


def gets_it_wrong(clause: Token, subject: Token) -> bool:
    """Whether who tells is said to get it wrong: "the paper got it wrong"; a referee does so too, and tells nothing."""
    tells = clause.lemma_ in ("get", "have") and subject.lemma_.lower() in _TELLERS
    return tells and _IT_WRONG.match(words_from(clause)) is not None


def things_made_up(verb: Token) -> list[Token]:
    """Return the claims that are made up: "made up the story", "made the whole thing up"; beds are made up too."""
    up = next((k for k in verb.children if k.lower_ == "up" and k.dep_ in ("prt", "ccomp", "advmod")), None)
    if verb.lemma_ != "make" or up is None or any(t.lower_ == "to" for t in verb.doc[up.i + 1 : up.i + 2]):
        return []
    things = [k for k in (*verb.children, *up.children) if k.dep_ in ("dobj", "nsubj") and k.i > verb.i]
    return [t for t in things if t.lower_ in ("it", "that", "this") or _is_whole_thing(t) or _is_known_claim(t)]


def _is_whole_thing(noun: Token) -> bool:
    return noun.lemma_ == "thing" and any(k.lower_ in ("whole", "entire") for k in noun.children)


def _is_known_claim(noun: Token) -> bool:
    """ "The story", "his quote": not "a story", which one makes up for children."""
    known = any(k.dep_ in ("det", "poss") and k.lower_ not in ("a", "an", "no", "any") for k in noun.children)
    return known and noun.lemma_.lower() in _INVENTED


def words_from(clause: Token) -> str:
    """Return the verb and the few words after it, as the parse may hang them anywhere."""
    return str(clause.doc[clause.i : clause.i + 8].text)
