"""Who calls a claim false: "called the reports disinformation", "a claim that auditors rated Mostly False"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.clauses import (
    is_false_of_anything,
    is_false_word,
    is_that,
    is_told_in_clause,
    speaks_of_claim,
    speaks_of_remark,
    subject_of,
)
from tracker.extract.contents import said_places, tokens_in
from tracker.extract.doubts import is_ahead
from tracker.extract.governed import agents_of
from tracker.extract.untrue import is_groundless
from tracker.extract.words import CLAIM_NOUNS, FALSE_OF_A_REMARK, GRANTING, REMARKS, SILLY, TRUE

CALLING = set(
    "call describe dismiss label brand denounce reject characterize characterise slam condemn decry deride term dub "
    "portray depict blast criticize criticise ridicule refer declare view regard".split()
)
_NAMING = {"call", "brand", "label", "term"}  # what always says as what it names something
# What finds a claim false or rates it so: also something that is no claim, as "found a fake passport".
RATING = set("find rate rat rule judge deem pronounce".split())  # "rat": so the lemmatiser reads "rated"
_GRADES = {"pinocchio", "pinocchios", "pants"}  # "four Pinocchios", "Pants on Fire"
_CLAIMED = set("claim allegation accusation rumour rumor speculation report assertion insinuation".split())
# What is made of something: "dismissed the whole row as nonsense".
_AFFAIRS = set("controversy row kerfuffle furore furor uproar flap brouhaha fuss affair scandal outcry".split())
_SCORNING = set("dismiss call brand label denounce reject deride ridicule".split())
_FALSE_BY_NAME = {"alarm", "start", "breakout", "dawn", "economy", "positive", "move", "floor"}  # what is no claim


def calls_false(word: Token, attribution: Attribution) -> bool:
    """Return whether a cue calls a claim false: "called the reports disinformation", "branded the claims absurd"."""
    said = sorted({*word.subtree, *(t for t in tokens_in(word.doc, said_places(attribution)) if t.sent == word.sent)})
    over = called_so(word)
    over = None if over in attribution.cue else over  # "made a claim rated false"
    if _is_rated_false(word, said, over):
        return True
    if word.lemma_ not in CALLING or _is_a_title(word):
        return False
    false = [t for t in said if t.i > word.i and is_false_word(t) and _is_predicate(t) and not _is_a_deed(t, word)]
    passive = any(k.dep_ == "auxpass" for k in word.children)
    false = [t for t in false if not _is_also_scorned(t, said)]
    false += [t for t in said if t.i > word.i and is_groundless(t)]
    false += _called_at_the_end(word, said)
    of = [t for t in said if false and (word.i < t.i < false[-1].i or passive or _is_named_first(word))]
    subject = subject_of(word) if passive else None
    if _is_of_a_deed(word):
        of = [t for t in of if t.pos_ != "PRON"]
    over = over if over is not None and _is_claimed(over, word) else None
    judged = [t for t in (*of, subject, over) if t is not None and t not in false]
    claimed = any(map(speaks_of_claim, judged))
    of_remark = any(map(speaks_of_remark, judged)) and any(is_false_word(t, FALSE_OF_A_REMARK) for t in false)
    of_affair = any(t.lemma_.lower() in _AFFAIRS for t in judged) and word.lemma_ in _SCORNING
    return any(is_false_of_anything(t) for t in false) or (bool(false) and (claimed or of_affair)) or of_remark


def called_so(verb: Token) -> Token | None:
    """Return what a clause says that somebody calls so: "a claim that Hale called a lie", "the report, dismissed as".

    None where the clause tells what is called so itself: "a claim in which he called the plan a scandal".
    """
    if verb.dep_ not in ("relcl", "acl") or verb.head.pos_ != "NOUN" or is_ahead(verb) or _is_a_title(verb):
        return None
    relative = [t for t in verb.subtree if t.tag_ in ("WDT", "WP") and t.i < verb.i]
    if any(t.dep_ == "pobj" or (t.dep_ == "nsubj" and t.head == verb) for t in relative):
        return None
    named = [k for k in verb.children if k.dep_ in ("dobj", "oprd") and k.i > verb.i]
    # The parser takes "that" for no object in "a claim that Hale called a lie".
    lacks_nothing = verb.dep_ == "acl" and verb.tag_ != "VBN" and not named
    objects = [k for k in named if k.dep_ == "dobj"]  # of "condemned lies" they are what is condemned
    names_none = bool(objects) and verb.lemma_ not in _NAMING | RATING | {"dub", "declare"}
    return None if lacks_nothing or names_none or not all(map(_is_name, named)) else verb.head


def _is_of_a_deed(verb: Token) -> bool:
    """Whether it is no claim that is called so: "blasted his call for a cut, calling it absurd"."""
    verbs = (verb, verb.head) if verb.dep_ == "advcl" else (verb,)
    done = [k for one in verbs for k in one.children if k.dep_ == "dobj" and k.pos_ == "NOUN"]
    return bool(done) and not any(speaks_of_claim(k) or speaks_of_remark(k) for k in done)


def _is_claimed(noun: Token, verb: Token) -> bool:
    """Whether a noun is for what somebody claims, or a clause tells it; not a story, a suit or a charge by itself."""
    clauses = [k for k in noun.children if k.dep_ in ("acl", "ccomp") and noun.i < k.i != verb.i and is_that(k)]
    told = bool(clauses) and not any(is_ahead(k) or any(t.tag_ == "VB" for t in (k, *k.children)) for k in clauses)
    return noun.lemma_.lower() in _CLAIMED or (told and speaks_of_claim(noun))


def _is_a_title(verb: Token) -> bool:
    """ "A video called Hoax"; not "called a hoax by the navy", "that the navy has called a hoax"."""
    bare = verb.tag_ == "VBN" and not any(k.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for k in verb.children)
    by = any(k.lower_ == "by" and k.i > verb.i for k in verb.subtree)
    judged = any(k.pos_ == "ADJ" and k.i > verb.i for k in verb.children)
    return verb.dep_ == "acl" and verb.lemma_ in ("call", "term", "dub") and bare and not by and not judged


def _is_name(word: Token) -> bool:
    """Whether a word is what something is called: "a lie", "total nonsense", "four Pinocchios"."""
    return is_false_word(word, FALSE_OF_A_REMARK) or is_false_word(word) or word.lower_ in _GRADES


def _is_also_scorned(word: Token, said: Sequence[Token]) -> bool:
    """That of "called the remarks "offensive and absurd"": what offends is not called untrue, but a claim is."""
    beside = word.lemma_ in SILLY and word.dep_ == "conj" and word.head.pos_ == "ADJ" and not is_false_word(word.head)
    nouns = {t.lemma_.lower() for t in said}
    remark = bool(nouns & REMARKS or "statement" in nouns) and not nouns & CLAIM_NOUNS - {"statement"}
    return beside and remark and not any(t.dep_ in ("acl", "ccomp", "relcl") for t in said)


def _called_at_the_end(verb: Token, said: Sequence[Token]) -> list[Token]:
    """Of "called the report that he had fled a lie" the lie, which the parser makes an object of fleeing."""
    claims = (k for k in verb.children if k.dep_ == "dobj" and k.lemma_.lower() in CLAIM_NOUNS)
    told = any(is_told_in_clause(k) or any(c.dep_ == "ccomp" and c.i > k.i for c in verb.children) for k in claims)
    last = next((t for t in reversed(said) if not t.is_punct and not t.is_space), verb)
    return [last] if verb.lemma_ in _NAMING and told and is_false_word(last) else []


def _is_named_first(verb: Token) -> bool:
    """ "Dismissed as nonsense reports that": what it is called stands before what is called so."""
    return any(k.lower_ == "as" and k.i == verb.i + 1 for k in verb.children)


def _is_rated_false(verb: Token, said: list[Token], over: Token | None) -> bool:
    """ "Found his claim that crime had doubled to be false", "rated it Mostly False", "gave it four Pinocchios"."""
    after = [t for t in said if t.i > verb.i]
    claim = next((t for t in (*after, *([over] if over else [])) if speaks_of_claim(t) or speaks_of_remark(t)), None)
    if claim is None or agents_of(verb) & GRANTING:
        return False
    graded = any(t.lower_ in _GRADES for t in after)
    if verb.lemma_ not in RATING:
        return graded and verb.lemma_ in ("give", "award")
    false = [t for t in after if t.i > claim.i and is_false_word(t, FALSE_OF_A_REMARK)]
    false = [t for t in false if _is_grade(t) or (_is_predicate(t) and t.dep_ != "dobj" and not _acts(t))]
    return graded or (bool(false) and not _is_finite(false[-1]) and not any(t.lower_ in TRUE for t in after))


def _acts(word: Token) -> bool:
    """ "The criticism that he had lied"."""
    return word.pos_ == "VERB" and any(k.dep_ == "nsubj" for k in word.children)


def _is_grade(word: Token) -> bool:
    """That of "rated it Mostly False", which the parser takes for an object."""
    return word.dep_ == "dobj" and word.lower_ == "false"


def _is_finite(word: Token) -> bool:
    """That of "found a claim that was false"; not that of "found the claim to be false"."""
    return word.dep_ in ("acomp", "attr") and word.head.tag_ in ("VBD", "VBZ", "VBP")


def _is_a_deed(word: Token, verb: Token) -> bool:
    """That of "criticised them for spreading disinformation": it is what they did, and no claim is called so."""
    return any(t.dep_ == "prep" and t.lower_ == "for" and t.head == verb for t in word.ancestors)


def _is_predicate(word: Token) -> bool:
    """Not the "false" of "called the false report a scandal", but that of "as a false report"."""
    passive = any(k.dep_ == "auxpass" for k in word.head.children)  # "called the report that he was held a lie"
    if word.dep_ == "dobj" and word.head.pos_ == "VERB" and word.head.lemma_ not in CALLING | RATING and not passive:
        return False  # "denounced them, saying he did not want that crap"
    if word.dep_ not in ("amod", "compound") or word.head.lower_ == "as":
        return True
    if word.lower_ == "false" and word.head.lemma_.lower() in _FALSE_BY_NAME:
        return False
    return word.head.dep_ in ("oprd", "attr", "xcomp", "ccomp") or (
        word.head.dep_ == "pobj" and word.head.head.lower_ == "as"
    )
