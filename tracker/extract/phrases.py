"""Noun phrases of the parse, as the finders of people and of whom they act for ask about them."""

from __future__ import annotations

from spacy.tokens import Doc, Token


def run_head(doc: Doc, first: int, last: int) -> Token:
    """Return the token of tokens `first` to `last` on which the others hang."""
    tokens = doc[first : last + 1]
    return next((t for t in reversed(list(tokens)) if not first <= t.head.i <= last), tokens[-1])


def description(head: Token) -> list[Token]:
    """Return the nouns that describe a name: before it, in apposition to it, or that it stands in apposition to."""
    before = [k for k in head.children if k.dep_ in ("compound", "appos", "nmod", "amod")]
    deeper = [k for kid in before for k in kid.children if k.dep_ in ("compound", "conj")]
    above = [head.head] if head.dep_ == "appos" else []
    other = other_subject(head) if head.dep_ == "nsubj" else None
    return [*before, *deeper, *above, *([other] if other is not None else [])]


def other_subject(head: Token) -> Token | None:
    """Return the role of "A spokesman, Liu Pengyu, said", where the parser makes two subjects; None elsewhere."""
    return next((k for k in head.head.children if k.dep_ == "nsubj" and k != head and k.i < head.i), None)


def is_definite(head: Token) -> bool:
    """Return whether a noun is one that a reader knows: "the spokesman", "its spokesman", "Kremlin spokesman"."""
    if any(k.dep_ == "poss" or (k.dep_ == "det" and k.lower_ in ("the", "this", "that")) for k in head.children):
        return True
    indefinite = any(k.dep_ in ("det", "nummod") for k in head.children)  # "a federal judge", "one senior senator"
    return not indefinite and any(k.dep_ in ("compound", "amod") for k in head.children)
