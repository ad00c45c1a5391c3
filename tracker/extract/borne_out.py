"""Clauses that set a claim against what shows it to be otherwise: "the records do not bear it out"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tracker.extract.clauses import is_marked, is_own, is_plainly_negated, speaks_of_claim, speaks_of_remark, subject_of
from tracker.extract.misreports import words_from
from tracker.extract.untrue import ALLEGED, TELLING
from tracker.extract.words import FIGURES

_AGAINST = re.compile(
    r"^(?:conflict\w*\s+with|contradict\w*|(?:fl(?:y|ies|ew)|flying)\s+in\s+the\s+face\s+of|r(?:un|uns|an)\s+counter\s+to"
    r"|\w+\s+(?:\w+ly\s+)?(?:at\s+odds\s+with|inconsistent\s+with|contradicted\s+by))\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:evidence|records?|facts?|testimony|data|figures|footage|documents?|reality|truth|findings|logs?|videos?|e-?mails?)\b",
    re.IGNORECASE,
)
_PROVING = set("evidence fact datum data record figure number document research science study poll video log".split())
_BEARING_OUT = {"support", "bear", "back", "sustain", "substantiate", "corroborate"}
_REFLECTING = {"reflect", "match", "fit", "represent", "mirror"}
_SQUARING = {"square", "jibe", "tally", "accord"}
_ERRORS = {"error", "inaccuracy", "falsehood", "untruth", "mistake", "lie"}


def is_not_borne_out(clause: Token) -> bool:
    """Return whether a clause says so: "the facts do not bear that out", "the story is full of errors"."""
    subject, negated = subject_of(clause), is_plainly_negated(clause)
    if subject is None or is_marked(clause) or any(k.tag_ == "MD" for k in clause.children):
        return False
    if not negated and subject.lemma_.lower() in _PROVING | FIGURES and _says_otherwise(clause):
        return True
    told = subject.pos_ == "NOUN" and (speaks_of_claim(subject) or speaks_of_remark(subject))
    objects = [k for k in clause.children if k.dep_ == "dobj"]
    if clause.lemma_ in _BEARING_OUT and any(k.dep_ == "auxpass" for k in clause.children):
        by = [o.lemma_.lower() for k in clause.children if k.dep_ == "agent" for o in k.children if o.dep_ == "pobj"]
        return negated and told and (bool(_PROVING & set(by)) if by else subject.lemma_.lower() in ALLEGED)
    if clause.lemma_ in _BEARING_OUT:
        about = [k for k in objects if speaks_of_claim(k) and (clause.lemma_ == "bear" or k.lower_ != "it")]
        return negated and bool(about) and subject.lemma_.lower() in _PROVING
    if not negated and told and not is_own(subject) and _stands_against(clause):
        return True
    if negated:
        real = clause.lemma_ in _REFLECTING and any(k.lower_ == "reality" for k in objects)
        return told and (clause.lemma_ in _SQUARING or real)
    return told and any(map(_is_error, _held_in(clause, objects))) and not is_own(subject)


def _says_otherwise(clause: Token) -> bool:
    """ "The records show otherwise", "the figures tell a different story"."""
    otherwise = any(k.lower_ == "otherwise" for k in clause.children)
    stories = (k for k in clause.children if k.dep_ == "dobj" and k.lower_ in ("story", "picture", "tale"))
    other = any(k.lower_ in ("different", "another") for story in stories for k in story.children)
    return (otherwise and clause.lemma_ in TELLING | {"show", "indicate", "prove"}) or (
        other and clause.lemma_ in ("tell", "paint")
    )


def _stands_against(clause: Token) -> bool:
    """ "The account conflicts with the records", "is at odds with them", "flies in the face of them"."""
    return _AGAINST.match(words_from(clause)) is not None


def _held_in(clause: Token, objects: Sequence[Token]) -> Iterator[Token]:
    """What something contains, or is full of."""
    if clause.lemma_ == "contain":
        yield from objects
    full = (k for k in clause.children if k.dep_ in ("acomp", "attr") and k.lower_ == "full")
    yield from (o for word in full for k in word.children if k.lower_ == "of" for o in k.children)


def _is_error(noun: Token) -> bool:
    """ "Errors"; not "no errors", nor the "lies and betrayals" of a tale."""
    none = any(k.lower_ in ("no", "few", "any") for k in noun.children)
    return noun.lemma_.lower() in _ERRORS and not none and all(t.lemma_.lower() in _ERRORS for t in noun.conjuncts)
