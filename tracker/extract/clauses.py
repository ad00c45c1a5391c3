"""Questions to the parse of a clause: what is its subject, whether it is negated, whether its verb is finite.

The labels of relations are those of ClearNLP, as spaCy's English models have them. Whether an expression of certainty
is negated ("not very likely") is answered by `certainty`, from its words alone.
"""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "expl")  # of an active verb, of a passive one, and the "there" of "there were talks"
HELPERS = ("aux", "auxpass")
_FINITE = ("VBD", "VBP", "VBZ", "MD")  # tags of the Penn Treebank


def subjects_of(verb: Token) -> list[Token]:
    """Return the heads of the subjects of a verb in text order; the parser may take an apposition for a second one."""
    return [kid for kid in verb.children if kid.dep_ in SUBJECTS]


def subject_of(verb: Token) -> Token | None:
    """Return the head of the first subject of a verb, active or passive; None where it has none of its own."""
    return next(iter(subjects_of(verb)), None)


def doer_of(verb: Token) -> Token | None:
    """Return the subject of an active verb, its agent; None for a passive one."""
    return next((kid for kid in subjects_of(verb) if kid.dep_ == "nsubj"), None)


def helpers_of(verb: Token) -> list[Token]:
    """Return the auxiliaries of a verb in text order: "has been" of "has been asked"."""
    return [kid for kid in verb.children if kid.dep_ in HELPERS]


def is_finite(verb: Token) -> bool:
    """Whether a verb has a tense or a modal, its own or that of an auxiliary: neither "to meet" nor "having met"."""
    return any(token.tag_ in _FINITE for token in (verb, *helpers_of(verb)))


def is_modal(verb: Token) -> bool:
    """Whether a verb has a modal auxiliary ("will", "may"), so that its clause states no fact."""
    return any(token.tag_ == "MD" for token in helpers_of(verb))


def is_negated(head: Token) -> bool:
    """Whether a clause with that head has a "not", "never" or "no", at its head, subject, object or predicate noun."""
    parts = (kid for kid in head.children if kid.dep_ in ("attr", "dobj", "nsubj"))
    return any(map(_negates, (*head.children, *(kid for part in parts for kid in part.children))))


def _negates(word: Token) -> bool:
    """Whether a word negates; the "not" of "whether it is so or not" does not, though the parser takes it so."""
    is_not = word.dep_ == "neg" and not (word.lower_ == "not" and _ends_whether(word))
    return is_not or (word.dep_ == "det" and word.lower_ == "no")


def _ends_whether(word: Token) -> bool:
    before = word.doc[word.sent.start : word.i]
    return len(before) > 1 and before[-1].lower_ == "or" and any(token.lower_ == "whether" for token in before)
