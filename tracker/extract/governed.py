"""What the verb or noun of a cue is about: its objects and who acts, as the parse has them."""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.clauses import is_that, is_told_in_clause
from tracker.extract.words import CLAIM_NOUNS, CLAIM_PRONOUNS, HELD

# A claim that goes round is stopped by these: "quashed rumours"; a court quashes charges, too.
STOPPING = set("quash scotch squelch squash dispel discount undermine undercut demolish".split())
# A duel, a seat and a ruling can be challenged, a plan scoffed at; a claim is denied only where one is named.
OBJECTING = STOPPING | set(
    "contest challenge hit push scoff sneer laugh shrug take knock bat swat pooh poohs poohe belie ridicule deride "
    "counter pour throw heap discredit fire lash defend".split()
)
_RESTING = {"put", "lay"}
_ANAPHORIC = {"that", "this", "those", "these", "such"}
# Of "took issue with the report", "poured cold water on it" the noun is no object.
_SET_WITH = {"take", "pour", "throw", "heap", "cast"}
SET_NOUNS = {"issue", "exception", "water", "scorn", "doubt"}
# Of these only where a clause tells what is said: "rejected attacks that he was a liberal".
_TELLING_TOO = set("attack prediction warning complaint concern jab".split())
_ABOUT = {"of", "to", "at", "on", "against", "off", "with", "back"}
_PERSON_PRONOUNS = {"i", "me", "he", "him", "she", "her", "us", "them"}
_PARTITIVE = set("number series all any some none most several many lot raft string part couple".split())


def objects_of(word: Token, attribution: Attribution) -> list[Token]:
    """The nouns that a verb or noun is about: its object, the subject of its passive, "of …" after a noun."""
    found = [k for k in word.children if k.dep_ in ("dobj", "nsubjpass", "dative") and k.pos_ != "ADP"]
    if word.lemma_ == "defend":  # "himself against claims that he lied"
        found = [o for k in word.children if k.lower_ == "against" for o in k.children if o.dep_ == "pobj"]
    found = found if not (laid := laid_to_rest(word)) else laid
    found = [k for k in found if not (word.lemma_ in _SET_WITH and k.lower_ in SET_NOUNS)]
    prepositions = [k for k in word.children if k.dep_ in ("prep", "prt") and k.lower_ in _ABOUT]
    if not found and (word.pos_ == "NOUN" or word.lemma_ in OBJECTING | {"backtrack", "confess", "respond"}):
        found = [o for k in prepositions for o in k.subtree if o.dep_ == "pobj" and o.head.head in (word, k)]
    if not found and word.dep_ == "acl" and word.tag_ == "VBN":
        found = [word.head]  # "the report, denied by both governments"
    if (
        not found
        and attribution.content_head is not None
        and attribution.content_head.pos_ in ("NOUN", "PROPN", "PRON")
    ):
        found = [attribution.content_head]
    found = [word.head if o.tag_ in ("WDT", "WP") and word.dep_ == "relcl" else o for o in found]
    return [t for o in found for one in _of_parts(o) for t in (one, *one.conjuncts)]


def _of_parts(noun: Token) -> list[Token]:
    """Of "a number of claims", "several of the claims" the claims."""
    if noun.lemma_.lower() not in _PARTITIVE:
        return [noun]
    return [o for k in noun.children if k.lower_ == "of" for o in k.children if o.dep_ == "pobj"] or [noun]


def laid_to_rest(verb: Token) -> list[Token]:
    """Return what "put to rest the rumours", "laid talk of a split to rest" is about; nothing of any other verb.

    The parser takes "rest" for the verb, or for a part of what is laid to rest.
    """
    to_rest = (t for t in verb.subtree if t.lower_ == "rest" and t.i > verb.i and t.nbor(-1).lower_ == "to")
    rest = next(to_rest, None) if verb.lemma_ in _RESTING else None
    if rest is None:
        return []
    objects = [k for word in (verb, rest) for k in word.children if k.dep_ == "dobj"]
    return objects or ([rest.head] if rest.dep_ == "compound" else [])


def lemmas_of(tokens: list[Token]) -> set[str]:
    """Return the lemmas of the tokens in small letters."""
    return {t.lemma_.lower() for t in tokens}


def has_clause(word: Token, attribution: Attribution) -> bool:
    """Whether what is denied or confirmed is a clause or an act ("that it had", "having met") and no noun."""
    if any(k.dep_ in ("ccomp", "xcomp") for k in word.children):
        return True
    head = attribution.content_head
    return head is not None and head.pos_ in ("VERB", "AUX") and not any(k.dep_ == "dobj" for k in word.children)


def is_claim(noun: Token) -> bool:
    """Whether a noun phrase is about what somebody said or holds: "the claim", not "a claim for damages"."""
    if noun.lemma_.lower() in HELD:
        clauses = (k for k in noun.children if k.dep_ in ("acl", "ccomp", "relcl"))
        before = any(k.dep_ == "det" and k.lower_ in _ANAPHORIC for k in noun.children)  # "contested that view"
        return before or any(m.lower_ == "that" for k in clauses for m in k.children)
    if noun.lemma_.lower() in _TELLING_TOO:
        return any(is_that(k) for k in noun.head.subtree if k.i > noun.i and k.dep_ in ("acl", "ccomp", "relcl"))
    told = is_told_in_clause(noun) or any(k.lower_ == "of" for k in noun.children)  # "two claims that he had left"
    demands = noun.lemma_ == "claim" and any(
        (k.dep_ == "prep" and k.lower_ in ("for", "to", "on")) or (k.dep_ == "nummod" and not told)
        for k in noun.children
    )
    return not demands and (noun.lemma_.lower() in CLAIM_NOUNS or noun.lower_ in CLAIM_PRONOUNS)


def agents_of(word: Token) -> set[str]:
    """The lemmas of who does what the verb says: its subject, or "by …" of its passive."""
    by = [o for k in word.children if k.dep_ == "agent" for o in k.children]
    passive = any(k.dep_ in ("auxpass", "nsubjpass") for k in word.children)
    return lemmas_of(by if passive else [k for k in word.children if k.dep_ == "nsubj"])


def is_passive_of_person(word: Token) -> bool:
    """Whether something is done to a person or a named body: "Hassan was denied"; not to "it", "the report"."""
    subject = next((k for k in word.children if k.dep_ == "nsubjpass"), None)
    return subject is not None and (subject.pos_ == "PROPN" or subject.lower_ in _PERSON_PRONOUNS)
