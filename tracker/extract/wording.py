"""The words of a clause that is denied: as far as they tell it, and whether they tell enough to be a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tracker.extract.text_places import places_of
from tracker.extract.words import CLAIM_NOUNS, FALSE_OF_A_CLAIM, PROOF, TRUE

SUBJECTS = ("nsubj", "nsubjpass")
FEWEST = 2  # words that carry meaning: fewer say too little to be a claim ("charges of bribery")
CARRYING = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
_JUDGING = (TRUE | FALSE_OF_A_CLAIM | PROOF | CLAIM_NOUNS | {"case", "announcement"}) - {"wrong"}
_POINTING = {"such", "this", "that", "these", "those", "it", "them"}
_BEING_SO = TRUE | {"happen", "occur", "case", "so"}
_TIMES = set(
    "moment hour time day morning afternoon evening night week weekend month quarter year summer winter spring autumn "
    "season decade".split()
)
_WHEN = {"in", "on", "at", "during", "by", "until", "since", "before", "after"}
_ENDS = " \t\n.,;:…?\"'“”‘’-–—"
# Where who denies goes on: "denied it, noting that".
_GOING_ON = set("note add say insist argue predict explain stress call warn point accuse".split())
_JOINING = {",", "and", "but", "while", ";"}


def words_of(tokens: Sequence[Token], text: str) -> str:
    """Return the words of a clause, with an ellipsis where something is left out."""
    words = " … ".join(" ".join(text[start:end].split()).strip(_ENDS) for start, end in places_of(tokens)).strip(_ENDS)
    return re.sub(r"[\"“”]", "", words) if len(re.findall(r"[\"“”]", words)) == 1 else words  # cut from its other half


def words_under(head: Token, within: Sequence[Token]) -> list[Token]:
    """Return the clause or phrase of a head as far as it is within; not where who denies goes on ("…, noting that")."""
    inside = set(within)
    marks = [k.i for k in head.children if k.dep_ == "mark" and k.i < head.i]
    kept = [t for t in head.subtree if t in inside and t.i > max(marks, default=-1)]
    goes_on = (n for n, t in enumerate(kept) if t.i > head.i and t.tag_ == "VBG" and t.lemma_ in _GOING_ON)
    kept = kept[: next(goes_on, None)]
    while kept and kept[-1].lower_ in _JOINING:
        kept.pop()
    return kept


def says_enough(tokens: Sequence[Token]) -> bool:
    """Return whether words tell what is denied, and do not merely point there or judge it ("that is true")."""
    judges = any(t.lemma_.lower() in _JUDGING and t.pos_ != "VERB" for t in tokens)
    return not points(tokens) and not judges and sum(t.pos_ in CARRYING for t in tokens) >= FEWEST


def only_points(tokens: Sequence[Token]) -> bool:
    """Return whether words tell no more than that something is so: "denied it happened", "that that was the case"."""
    return {t.lemma_.lower() for t in tokens if t.pos_ in CARRYING} <= _BEING_SO


def points(tokens: Iterable[Token]) -> bool:
    """Return whether what is meant stands elsewhere: "anything of the kind", "such plans", "that"."""
    told = list(tokens)
    pointing = [t for t in told if t.lower_ in _POINTING and t.pos_ in ("DET", "PRON", "ADJ") and t.dep_ != "mark"]
    pointing = [t for t in pointing if not _is_of_time(t)]
    pointing = [t for t in pointing if not (_is_hearer(t) or (_acts(t) and _tells_more(told)))]
    pointing = [t for t in pointing if not _is_of_relative(t) and not (_is_before_noun(t) and _tells_more(told))]
    return bool(pointing) or any(t.lower_ in ("kind", "sort") and t.head.lower_ == "of" for t in told)


def _acts(word: Token) -> bool:
    """ "It had … to do with the attack": a company or a state, where more is said than that it is so."""
    return word.lower_ == "it" and word.dep_ == "nsubj" and word.head.lemma_ != "be"


def _is_hearer(word: Token) -> bool:
    """ "Told them what to say": people, to whom more is told."""
    return word.lower_ == "them" and any(k.dep_ in ("xcomp", "ccomp") for k in word.head.children)


def _is_of_time(word: Token) -> bool:
    """ "There was no gun that evening", "at that hour"; not "nobody remembers that night"."""
    tells_when = word.head.dep_ == "npadvmod" or (word.head.dep_ == "pobj" and word.head.head.lower_ in _WHEN)
    return word.dep_ == "det" and tells_when and word.head.lemma_.lower() in _TIMES


def _is_before_noun(word: Token) -> bool:
    """ "Those characterizations did him in": all but which is told; "such plans" tells nothing."""
    return word.dep_ == "det" and word.lower_ != "such" and word.head.dep_ in SUBJECTS


def _tells_more(tokens: Sequence[Token]) -> bool:
    return sum(t.pos_ in CARRYING for t in tokens) > FEWEST + 1


def _is_of_relative(word: Token) -> bool:
    """ "The monster that they make it out to be": there it points at what stands before."""
    return word.tag_ == "WDT" or any(t.dep_ == "relcl" for t in word.ancestors)
