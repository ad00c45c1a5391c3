"""What a denial denies, in its own words: the claim that it brings along, even where nobody else makes it.

"Denied that it had asked", "called the report that it had asked false", "there is no evidence that it had asked",
"unaware that it had asked": each tells what is contested. A plain "it had not asked" does too, by its words without the
"not"; whether anybody claims that, the parse cannot tell, so those are kept for where the relation model can. Nothing
is put in, and what is taken out is shown by an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from tracker.extract.attributions import Attribution, places_of
from tracker.extract.contents import is_false_word
from tracker.extract.polarity import has_no, is_negated
from tracker.extract.stance import CALLING, RATING
from tracker.extract.words import CLAIM_NOUNS, EVIDENCE, FALSE_OF_A_CLAIM, TRUE, WRONGLY
from tracker.records import Stance

_TELLING = {"say", "claim", "allege", "suggest", "assert", "state", "charge", "show", "indicate", "argue"}
_PROOF = {"evidence", "proof", "indication", "sign", "truth", "basis", "substance", "foundation"}
_AT_ALL = {"whatsoever", "at", "all", "whatever", "yet"}
_FIGURES = {"figure", "statistic", "statistics", "datum", "data", "number", "poll", "survey", "document", "letter"}
# "Charges of bribery" say of what; "the report of the committee" and "his account of it" say whose or what about.
_OF_WHAT = set(
    "claim allegation accusation charge rumour rumor speculation suggestion talk hint evidence proof".split()
)
_KNOWING = {"know", "hear", "learn", "aware", "unaware", "ignorant", "knowledge"}
_FEWEST = 2  # words that carry meaning: fewer say too little to be a claim ("charges of bribery")
_CARRYING = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
_JUDGING = (TRUE | FALSE_OF_A_CLAIM | _PROOF | CLAIM_NOUNS | {"case", "announcement"}) - {"wrong"}
_POINTING = {"such", "this", "that", "these", "those", "it", "them"}
_BEFORE_JUDGEMENT = ("PUNCT", "ADV", "ADJ", "DET", "AUX", "PART")

# "We do not think that it was": the "not" is of the clause below. "We are sure that it was not": so it is.
_HOLDING = {"think", "believe", "consider", "suppose", "feel"}
_SURE = set("sure certain confident convinced satisfied clear show find conclude determine confirm".split())
_NO = {"no", "neither", "never", "nor"}
_NOBODY = {"nobody", "none", "nothing"}
_BESIDE = ("conj", "parataxis", "cc", "punct")  # what stands beside a clause: "not a ban, but a limit"
_OF_WHAT_MAY_BE = {"must", "should", "ought", "will", "wo", "shall"}
_UNTIL = {"until", "till"}
_GROUNDS = {"reason", "need", "point", "sense", "excuse", "justification"}
_ATTITUDES = {"accept", "agree", "want", "like"}
_WILLING = {"prepared", "willing", "ready", "inclined", "going"}
_ENDS = " \t\n.,;:…\"'“”‘’-–—"
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "attr", "pobj", *_SUBJECTS)
# Where who denies goes on: "denied it, noting that".
_GOING_ON = set("note add say insist argue predict explain stress call warn point accuse".split())
_JOINING = {",", "and", "but", "while", ";"}
_CUT = {"ca", "wo", "sha"}  # what is left of "can't"


class Denied(NamedTuple):
    """What is denied: its tokens and their head, and whether it has a "not" of its own."""

    head: Token
    tokens: list[Token]
    negated: bool


def denied_in(attribution: Attribution, stance: Stance, tokens: Sequence[Token]) -> Denied | None:
    """Return what a denial says is not so, or not known; None where it only points there.

    `tokens` are those of the content.
    """
    if stance == "deny_knowledge":
        return _found(next((t for t in tokens if _is_not_known(t, tokens)), None), tokens)
    head = attribution.content_head
    clause = _denied_clause(tokens, head)
    if clause is not None:
        return Denied(clause, _without_judgement(clause, attribution), has_not(clause))
    found = _found(next((t for t in tokens if _is_denied(t, tokens)), None), tokens)
    if found is not None or head is None:
        return found
    if attribution.entry.stance in ("deny", "reject"):  # "denied there that it was not safe": just that
        return _found(head, tokens) if _has_that(head) else None
    opposite = _without_not(head, tokens)
    if opposite is None or not _says_enough(opposite[1]):
        return None
    return Denied(*opposite, negated=False)


def has_not(head: Token) -> bool:
    """Return whether a clause is negated, by its verb or by "no" ("there was no request")."""
    return is_negated(head) or any(has_no(o) for o in head.children if o.dep_ in ("dobj", "attr", "nsubj"))


def _found(head: Token | None, within: Sequence[Token]) -> Denied | None:
    return Denied(head, _from(head, within), has_not(head)) if head is not None else None


def _denied_clause(tokens: Iterable[Token], head: Token | None) -> Token | None:
    """Of "called the report that Russia had asked China false" the clause that tells what is false."""
    for token in tokens:
        of = token.head.head if token.dep_ == "ccomp" and token.head.dep_ == "acl" else token.head  # "claims made that"
        if token.dep_ not in ("acl", "relcl", "ccomp") or of.lemma_.lower() not in CLAIM_NOUNS:
            continue
        if _has_that(token) or _is_whole(token):
            return token
        if token.lemma_ in _TELLING and of == head:  # "rejected reports which said that it had"
            return next((k for k in token.children if k.dep_ == "ccomp"), None)
    return None


def _is_denied(token: Token, within: Sequence[Token]) -> bool:
    """What there is no evidence of, what it is false to say, what wrong figures show, of what one is charged."""
    above = token.head
    of = above.head if above.dep_ == "prep" else above
    if above.dep_ == "prep" and above.lower_ in ("of", "about") and of.lemma_.lower() in _OF_WHAT:
        return token.dep_ in ("pobj", "pcomp") and token.pos_ != "PROPN" and _says_enough(_from(token, within))
    if token.dep_ in ("acl", "ccomp", "relcl") and above.lemma_.lower() in _PROOF:
        return _has_that(token) or _is_whole(token)
    if token.dep_ in ("conj", "ccomp", "advcl", "relcl") and _stands_by_proof(token):
        return _is_whole(token)
    if token.dep_ in ("ccomp", "csubj", "advcl") and _has_that(token) and _is_judgement(above):
        return True
    if token.dep_ not in ("ccomp", "dobj") or above.lemma_ not in _TELLING:
        return False
    if token.dep_ == "ccomp" and any(k.lower_ in WRONGLY for k in above.children):
        return True
    shown = above.dep_ in ("acl", "relcl") and above.head.lemma_.lower() in _FIGURES | EVIDENCE
    said = above.dep_ in ("xcomp", "csubj", "acl", "advcl") and _is_judgement(above.head) and token.dep_ == "ccomp"
    return (shown or said) and _says_enough(_from(token, within))


def _stands_by_proof(clause: Token) -> bool:
    """ "No evidence whatsoever this would have any effect", whatever the parser hangs the clause on."""
    first = min((k.i for k in clause.children if k.dep_ in (*_SUBJECTS, "mark")), default=clause.i)
    subject = next((k for k in clause.children if k.dep_ in _SUBJECTS), clause)
    before = [t for t in clause.doc[clause.sent.start : min(first, subject.left_edge.i)] if t.lower_ not in _AT_ALL]
    return bool(before) and before[-1].lemma_.lower() in _PROOF and not any(t.dep_ == "cc" for t in clause.children)


def _is_judgement(word: Token) -> bool:
    """ "False", "true", or the "is" before it."""
    words = (word, *(k for k in word.children if k.dep_ in ("acomp", "attr", "oprd")))
    return any(w.lemma_.lower() in FALSE_OF_A_CLAIM | TRUE for w in words)


def _is_not_known(token: Token, within: Sequence[Token]) -> bool:
    """ "Unaware that it had asked", "knew nothing of its plans to ask for drones"."""
    if token.dep_ in ("ccomp", "acl") and token.head.lemma_.lower() in _KNOWING:
        asks = any(k.tag_ in ("WRB", "WP", "WDT") or k.lower_ in ("whether", "if") for k in token.children)
        return not asks and (_has_that(token) or _is_whole(token))
    if (
        token.dep_ not in ("pobj", "pcomp")
        or token.head.lower_ not in ("of", "about")
        or token.pos_ not in ("NOUN", "VERB")
    ):
        return False
    above = token.head.head
    known = above.lemma_.lower() in _KNOWING or (
        above.dep_ in ("dobj", "attr") and above.head.lemma_.lower() in _KNOWING
    )
    return known and _says_enough(_from(token, within))


def _says_enough(tokens: Sequence[Token]) -> bool:
    """Whether words tell what is denied, and do not merely point there or judge it ("that is true")."""
    judges = any(t.lemma_.lower() in _JUDGING for t in tokens)
    return not _points(tokens) and not judges and sum(t.pos_ in _CARRYING for t in tokens) >= _FEWEST


def _points(tokens: Iterable[Token]) -> bool:
    """ "Anything of the kind", "such plans", "that": what is meant stands elsewhere."""
    return any(
        (t.lower_ in _POINTING and t.pos_ in ("DET", "PRON", "ADJ") and t.dep_ != "mark")
        or (t.lower_ in ("kind", "sort") and t.head.lower_ == "of")
        for t in tokens
    )


def _from(head: Token, within: Sequence[Token]) -> list[Token]:
    """The clause or phrase of a head as far as it is within, up to where who denies it goes on ("…, noting that")."""
    inside = set(within)
    marks = [k.i for k in head.children if k.dep_ == "mark" and k.i < head.i]
    kept = [t for t in head.subtree if t in inside and t.i > max(marks, default=-1)]
    goes_on = (n for n, t in enumerate(kept) if t.i > head.i and t.tag_ == "VBG" and t.lemma_ in _GOING_ON)
    kept = kept[: next(goes_on, None)]
    while kept and kept[-1].lower_ in _JOINING:
        kept.pop()
    return kept


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
    tokens = _from(clause, sorted(clause.subtree))
    false = [n for n, token in enumerate(tokens) if token.i > clause.i and is_false_word(token)]
    if attribution.head.lemma_ not in CALLING | RATING or not false:
        return tokens
    told = tokens[: false[-1]]
    while told[-1] != clause and (told[-1].pos_ in _BEFORE_JUDGEMENT or told[-1].lower_ == "as"):
        told.pop()
    return told


# ------------------------------------------------------------------ what is said with a "not"


def affirmed(tokens: Sequence[Token], head: Token, text: str) -> str | None:
    """Return the words of a negated clause without what negates it; None where that cannot be told from the parse.

    Of "we do not think that he stole", "he is sure that she did not steal" the clause below. What only points ("it is
    not so") or says what should be ("must not") would deny nothing that can be told. `tokens` are those of the content.
    """
    opposite = _without_not(head, tokens)
    places = places_of(opposite[1]) if opposite is not None else []
    return " … ".join(" ".join(text[start:end].split()).strip(_ENDS) for start, end in places).strip(_ENDS) or None


def _without_not(head: Token, within: Sequence[Token]) -> tuple[Token, list[Token]] | None:
    clause, without = head, set(_negating(head))
    held = next((k for k in _clauses_below(head) if k in within), None)
    if held is not None and (without and head.lemma_ in _HOLDING) != (not without and _is_sure(head)):
        below = set(_negating(held))
        if bool(below) == bool(without):
            return None
        clause, without = held, below
    elif not without:
        return None
    if clause.lemma_ in _ATTITUDES or any(_keeps_from_denying(k) for k in clause.children) or _is_inverted(clause):
        return None
    beside = {t for k in clause.children if k.i > clause.i and _stands_beside(k) for t in k.subtree}
    kept = [t for t in _from(clause, within) if t not in without and t not in beside]
    but = next((n for n, t in enumerate(kept) if t.i > clause.i and t.lower_ == "but"), None)
    kept = kept[:but]  # "not aimed at revenge but at justice": the rest is affirmed
    of_what = any(k.dep_ in (*_SUBJECTS, "expl", "csubj") and (k in kept or k in without) for k in clause.children)
    return (clause, kept) if of_what and not _points(kept) else None


def _stands_beside(token: Token) -> bool:
    """What is no part of what is negated: another clause, or why it is not so ("…, because they count otherwise")."""
    return token.dep_ in _BESIDE or (token.dep_ == "advcl" and any(k.lower_ == "because" for k in token.children))


def _keeps_from_denying(token: Token) -> bool:
    """ "Must not", "will not", "not prepared to", "none of the banks": what should be, a refusal, a part of many.

    "Did not hear of it until June" tells that it did, "no reason to impose limits" what one thinks of them.
    """
    none = token.lower_ in ("none", "nothing") and token.dep_ in _SUBJECTS
    until = any(t.lower_ in _UNTIL for t in (token, *token.children))
    ground = token.lower_ in _GROUNDS and has_no(token)
    return (
        none
        or until
        or ground
        or token.lower_ in _OF_WHAT_MAY_BE
        or (token.dep_ == "acomp" and token.lower_ in _WILLING)
    )


def _is_inverted(clause: Token) -> bool:
    """ "Had there not been a sale": a condition, or a question."""
    subject = next((k for k in clause.children if k.dep_ in (*_SUBJECTS, "expl")), None)
    verbs = [k for k in (clause, *clause.children) if k.dep_ == "aux" or k.pos_ == "AUX"]
    first = min(verbs, key=lambda k: k.i, default=None)
    return subject is not None and first is not None and first.i < subject.i


def _clauses_below(head: Token) -> Iterator[Token]:
    for above in (head, *(k for k in head.children if k.dep_ == "acomp")):
        yield from (k for k in above.children if k.dep_ == "ccomp" and k.i > above.i)


def _is_sure(word: Token) -> bool:
    """ "Satisfied that", "the review shows that": the clause below is what is said."""
    return any(w.lemma_.lower() in _SURE for w in (word, *(k for k in word.children if k.dep_ == "acomp")))


def _negating(clause: Token) -> Iterator[Token]:
    """The words that negate a clause: by its verb, or "no" by its subject or object ("there was no request")."""
    for kid in clause.children:
        if kid.dep_ == "neg" or kid.lower_ in _NO:
            yield kid
            yield from (k for k in clause.children if k.i == kid.i - 1 and k.lower_ in _CUT)
        elif kid.dep_ in _SUBJECTS and (kid.lower_ in _NOBODY or (kid.lower_ == "one" and has_no(kid))):
            yield from (kid, *(k for k in kid.children if k.lower_ == "no"))
        elif kid.lower_ == "nothing" and kid.dep_ == "dobj":
            yield kid
        elif kid.dep_ in _OBJECTS:
            yield from (k for k in kid.children if k.dep_ in ("det", "preconj", "cc") and k.lower_ in _NO)
