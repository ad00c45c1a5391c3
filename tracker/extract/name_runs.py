"""The runs of proper nouns in a parse, each whole ("Gerhard de Kock", "Ji-won Seo"), whatever the tagger made of it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from tracker.extract.roles import ROLES
from tracker.extract.words import CALENDAR

_PARTICLES = set("de da di del della dos du la le van von der den ten ter zu zur al bin".split())  # within a name
_LONGEST_SYLLABLE = 4  # letters of the "seo" of "Park Min-seo"
_SUFFIXES = {"wide", "type", "size", "era", "area", "site", "run", "led", "born", "made", "free", "like", "bank"}


def name_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the runs of proper nouns, first and last token, longest first by construction."""
    at = 0
    while at < len(doc):
        if doc[at].pos_ != "PROPN" or doc[at].text in CALENDAR:
            at += 1
            continue
        end = at
        while end + 1 < len(doc) and _continues(doc[end + 1], doc, end + 1):
            end += 1
        last = end
        while doc[last].is_punct and last > at:  # the full stop of a sentence, which the tagger takes for a name
            last -= 1
        yield at, last
        at = end + 1


def _continues(token: Token, doc: Doc, at: int) -> bool:
    if token.text in ("-", "’", "'") and at + 1 < len(doc) and not doc[at - 1].whitespace_ and not token.whitespace_:
        return doc[at + 1].pos_ == "PROPN" or _is_second_half(doc, at + 1)
    if _is_second_half(doc, at):
        return True
    if token.text in _PARTICLES and at + 1 < len(doc):  # "Gerhard de Kock", of which the tagger takes one for no name
        following = doc[at + 1]
        if following.text == "-" and at + 2 < len(doc) and not token.whitespace_ and not following.whitespace_:
            following = doc[at + 2]  # the "al-Amin" of "Omar al-Sayed al-Amin"
        return following.pos_ == "PROPN" or (following.text in _PARTICLES and _continues(following, doc, following.i))
    return token.pos_ == "PROPN" and not token.is_sent_start and token.text not in CALENDAR


def _is_second_half(doc: Doc, at: int) -> bool:
    """Whether a token is the "won" of "Ji-won Seo", which the tagger takes for another word."""
    hyphened = at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_
    if not hyphened or doc[at - 2].pos_ != "PROPN" or not doc[at].is_alpha:
        return False
    if at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN":
        return True
    after_surname = at > 2 and doc[at - 3].pos_ == "PROPN" and len(doc[at]) <= _LONGEST_SYLLABLE
    return (
        after_surname and doc[at].is_lower and doc[at].tag_ in ("NN", "NNP", "FW") and doc[at].lower_ not in _SUFFIXES
    )


def is_hyphened(token: Token) -> bool:
    """Whether a token is a hyphen within a word, or what comes after one: the "-" and the "won" of "Ji-won"."""
    before = token.nbor(-1) if token.i > 0 else token
    return token.text == "-" or (before.text == "-" and not before.whitespace_)


def last_places_alone(doc: Doc) -> dict[str, int]:
    """The last place of each proper noun that stands alone as a subject, owner or object."""
    return {
        token.text: token.i
        for token in doc
        if token.pos_ == "PROPN"
        and token.dep_ in ("nsubj", "poss", "dobj", "pobj")
        and not any(kid.dep_ == "det" for kid in token.children)  # "the Focus" is no surname
        and (token.i == 0 or doc[token.i - 1].pos_ != "PROPN" or doc[token.i - 1].lower_.rstrip(".") in ROLES)
    }
