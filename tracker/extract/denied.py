"""What a denial denies, in its own words: the claim that it brings along, even where nobody else makes it.

"Denied that it had asked", "called the report that it had asked false", "there is no evidence that it had asked",
"unaware that it had asked": each tells what is contested. A plain "it had not asked" does too, by its words without the
"not"; whether anybody claims that, the parse cannot tell, so those are kept for where the relation model can. Nothing
is put in, and what is taken out is shown by an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from tracker.extract.attributions import Attribution, places_of
from tracker.extract.contents import is_false_word
from tracker.extract.stance import CALLING
from tracker.extract.words import CLAIM_NOUNS, EVIDENCE, FALSE_OF_A_CLAIM, TRUE
from tracker.records import Stance

_TELLING = {"say", "claim", "allege", "suggest", "assert", "state", "charge", "show", "indicate", "argue"}
_PROOF = {"evidence", "proof", "indication", "sign", "truth", "basis", "substance", "foundation"}
_FIGURES = {"figure", "statistic", "statistics", "datum", "data", "number", "poll", "survey", "document", "letter"}
# "Charges of bribery" say of what; "the report of the committee" and "his account of it" say whose or what about.
_OF_WHAT = set("claim allegation accusation charge rumour rumor speculation suggestion talk hint".split())
_KNOWING = {"know", "hear", "learn", "aware", "unaware", "ignorant", "knowledge", "information", "idea"}
_FEWEST = 2  # words that carry meaning: fewer say too little to be a claim ("charges of bribery")
_CARRYING = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
_POINTING = {"such", "this", "that", "these", "those", "it", "them"}
_BEFORE_JUDGEMENT = ("PUNCT", "ADV", "ADJ", "DET", "AUX")

_HOLDING = {"think", "believe", "consider", "suppose", "feel"}
_NO = {"no", "neither", "never", "nor"}
_NOBODY = {"nobody", "none", "nothing"}
_BESIDE = ("conj", "parataxis", "cc", "punct")  # what stands beside a clause: "not a ban, but a limit"
_ENDS = " \t\n.,;:…\"'“”‘’-–—"
_OBJECTS = ("dobj", "attr", "nsubj", "nsubjpass", "pobj")


def denied_in(attribution: Attribution, stance: Stance, tokens: Sequence[Token]) -> tuple[Token, list[Token]] | None:
    """Return the head and the tokens of what a denial says is not so, or not known; None where it only points there.

    `tokens` are those of the content.
    """
    if stance == "deny_knowledge":
        head = next((t for t in tokens if _is_not_known(t)), None)
        return (head, _from(head, tokens)) if head is not None else None
    clause = _denied_clause(tokens, attribution.content_head)
    if clause is not None:
        return clause, _without_judgement(clause, attribution)
    head = next((t for t in tokens if _is_denied(t, tokens)), None)
    return (head, _from(head, tokens)) if head is not None else None


def _denied_clause(tokens: Iterable[Token], head: Token | None) -> Token | None:
    """Of "called the report that Russia had asked China false" the clause that tells what is false."""
    for token in tokens:
        of = token.head.head if token.dep_ == "ccomp" and token.head.dep_ == "acl" else token.head  # "claims made that"
        if token.dep_ not in ("acl", "relcl", "ccomp") or of.lemma_.lower() not in CLAIM_NOUNS:
            continue
        if any(k.dep_ == "mark" and k.lower_ == "that" for k in token.children) or _is_whole(token):
            return token
        if token.lemma_ in _TELLING and of == head:  # "rejected reports which said that it had"
            return next((k for k in token.children if k.dep_ == "ccomp"), None)
    return None


def _is_denied(token: Token, within: Sequence[Token]) -> bool:
    """What there is no evidence of, what it is false to say, what wrong figures show, of what one is charged."""
    above = token.head
    of = above.head if above.dep_ == "prep" else above
    if (
        above.lower_ in ("of", "about")
        and above.dep_ == "prep"
        and of.lemma_.lower() in _OF_WHAT | {"evidence", "proof"}
    ):
        return token.dep_ in ("pobj", "pcomp") and token.pos_ != "PROPN" and _says_enough(token, within)
    if token.dep_ in ("acl", "ccomp", "relcl") and above.lemma_.lower() in _PROOF and _has_that(token):
        return True
    if token.dep_ in ("ccomp", "csubj", "advcl") and _has_that(token) and _is_judgement(above):
        return True
    if token.dep_ not in ("ccomp", "dobj") or above.lemma_ not in _TELLING:
        return False
    shown = above.dep_ in ("acl", "relcl") and above.head.lemma_.lower() in _FIGURES | EVIDENCE
    said = above.dep_ in ("xcomp", "csubj", "acl", "advcl") and _is_judgement(above.head) and token.dep_ == "ccomp"
    return (shown or said) and _says_enough(token, within)


def _is_judgement(word: Token) -> bool:
    """ "False", "true", or the "is" before it."""
    words = (word, *(k for k in word.children if k.dep_ in ("acomp", "attr", "oprd")))
    return any(w.lemma_.lower() in FALSE_OF_A_CLAIM | TRUE for w in words)


def _is_not_known(token: Token) -> bool:
    """ "Unaware that it had asked", "knew nothing of its plans to ask for drones"."""
    if token.dep_ in ("ccomp", "acl") and token.head.lemma_.lower() in _KNOWING:
        return _has_that(token) or _is_whole(token)
    if token.dep_ not in ("pobj", "pcomp") or token.head.lower_ not in ("of", "about"):
        return False
    above = token.head.head
    known = above.lemma_.lower() in _KNOWING or (
        above.dep_ in ("dobj", "attr") and above.head.lemma_.lower() in _KNOWING
    )
    return known and _says_enough(token, list(token.subtree))


def _says_enough(token: Token, within: Sequence[Token]) -> bool:
    kept = _from(token, within)
    points = any(t.lower_ in _POINTING and t.pos_ in ("DET", "PRON", "ADJ") and t.dep_ != "mark" for t in kept)
    return not points and sum(t.pos_ in _CARRYING for t in kept) >= _FEWEST


def _from(head: Token, within: Sequence[Token]) -> list[Token]:
    inside = set(within)
    return [t for t in head.subtree if t in inside and not (t.head == head and t.dep_ == "mark")]


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
    tokens = sorted(clause.subtree)
    false = [n for n, token in enumerate(tokens) if token.i > clause.i and is_false_word(token)]
    if attribution.head.lemma_ not in CALLING or not false:
        return tokens
    told = tokens[: false[-1]]
    while told[-1] != clause and (told[-1].pos_ in _BEFORE_JUDGEMENT or told[-1].lower_ == "as"):
        told.pop()
    return told


# ------------------------------------------------------------------ what is said with a "not"


def affirmed(tokens: Iterable[Token], head: Token, text: str) -> str | None:
    """Return the words of a negated clause without what negates it; None where that cannot be told from the parse.

    Of "we do not think that it was theft" what is not thought: "it was theft". `tokens` are those of the content.
    """
    within = list(tokens)
    without = set(_negating(head))
    if not without or any(k.lower_ in _NOBODY for k in head.children):
        return None
    held = next((k for k in head.children if k.dep_ == "ccomp" and k.i > head.i), None)
    if held is not None and head.lemma_ in _HOLDING and held in within:
        kept = [] if set(_negating(held)) else _from(held, within)
    else:
        beside = {t for k in head.children if k.i > head.i and k.dep_ in _BESIDE for t in k.subtree}
        kept = [t for t in head.subtree if t in within and t not in without and t not in beside]
    words = " … ".join(" ".join(text[start:end].split()).strip(_ENDS) for start, end in places_of(kept))
    return words.strip(_ENDS) or None


def _negating(clause: Token) -> Iterator[Token]:
    """The words that negate a clause: by its verb, or "no" by its subject or object ("there was no request")."""
    for kid in clause.children:
        if kid.dep_ == "neg" or kid.lower_ in _NO:
            yield kid
        elif kid.dep_ in _OBJECTS:
            yield from (k for k in kid.children if k.dep_ in ("det", "preconj", "cc") and k.lower_ in _NO)
