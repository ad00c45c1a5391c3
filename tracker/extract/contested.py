"""Whose claim a denial says that it denies: "denied Iraqi claims that", "an accusation by the captain that".

There Iraq and the captain assert what is denied, though nobody quotes them: a statement of its own within the denial.
Of rumours, and of reports that nobody is said to have made, nobody is known to tell them, so they are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tracker.extract.attributions import Attribution, places_of, source_tokens, tokens_of
from tracker.extract.clauses import subject_of
from tracker.extract.denied import denied_in
from tracker.extract.people import People
from tracker.extract.polarity import has_no
from tracker.extract.roles import BODIES, DOCUMENTS, is_human
from tracker.extract.stance import stance_of
from tracker.lexicon.cues import Cue
from tracker.parsing import Page
from tracker.records import DENYING

_TOLD = set(
    "claim allegation accusation charge report suggestion assertion account story insinuation statement contention "
    "version article testimony".split()
)
_PRINTED = {"report", "story", "article", "account"}
_BY, _IN = {"by", "from"}, {"in", "on"}
_CLAUSES = ("acl", "relcl", "ccomp")
_BESIDE = ("amod", "compound", "nmod")
_THAT = ("mark", "pobj", "dobj", "dep")  # "that" as the parser takes it in "allegations from the party that it had"


def with_contested(page: Page, attributions: list[Attribution], people: People) -> list[Attribution]:
    """Return the attributions, with those of whose claims the denials among them say that they are, in text order."""
    known = {t.i for a in attributions for t in a.cue}
    found: list[Attribution] = []
    for denial in attributions:
        for noun, clause, owner in _contested_by(denial, people):
            denied = _denied(page, denial) if noun.i not in known else ()
            if clause in denied and noun not in denied:
                known.add(noun.i)
                found.append(_claim(noun, clause, owner, [t for t in denied if not _is_that(t, clause)]))
    return sorted([*attributions, *found], key=lambda a: (a.cue[0].i, a.content))


def _denied(page: Page, attribution: Attribution) -> Sequence[Token]:
    stance = stance_of(attribution, " ".join(page.cut(*place).words for place in attribution.content))
    found = denied_in(attribution, stance, tokens_of(page, attribution.content)) if stance in DENYING else None
    return found.tokens if found is not None else ()


def _claim(noun: Token, clause: Token, owner: Token, told: Sequence[Token]) -> Attribution:
    entry = Cue(noun.lemma_.lower(), "noun", "assertive", "assert")
    phrase = list(owner.subtree) if owner.dep_ in _BESIDE else source_tokens(owner)
    source = places_of(t for t in phrase if t not in told and not _is_that(t, clause))
    return Attribution(noun, entry, [noun], places_of(told), clause, source, owner, contested=True)


def _contested_by(denial: Attribution, people: People) -> Iterator[tuple[Token, Token, Token]]:
    """The nouns for a claim, the clauses that tell what is claimed, and who is said to claim it."""
    for noun in _claims_that_are_denied(denial):
        clause = _clause_of(noun)
        owner = _owner(noun, clause, people) if clause is not None else None
        if clause is not None and owner is not None and not _is_source(owner, denial):
            yield noun, clause, owner


def _is_that(token: Token, clause: Token) -> bool:
    return token.head == clause and token.lower_ == "that" and token.dep_ in _THAT


def _claims_that_are_denied(denial: Attribution) -> Iterator[Token]:
    """The nouns for a claim that the denial's verb is about, or of which it says something: "the report is false".

    Who denies that a report was altered does not deny what it says.
    """
    denies, said = denial.entry.stance in ("deny", "reject"), denial.content_head
    for noun in denial.head.sent:
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in _TOLD and not has_no(noun):
            verb = _verb_over(noun)
            if verb == denial.head or (not denies and said is not None and verb in (said, said.head)):
                yield noun


def _verb_over(noun: Token) -> Token:
    """The verb that a noun hangs on, also as what there is "no truth in" or "no knowledge of"."""
    word = noun.conjuncts[0] if noun.dep_ == "conj" and noun.conjuncts else noun
    while word.head != word and word.head.pos_ in ("ADP", "NOUN"):
        word = word.head
    return word.head


def _clause_of(noun: Token) -> Token | None:
    """The clause that tells what is claimed: on the noun, on a noun in its phrase, or on the verb after it."""
    on_verb = [k for k in noun.head.children if k.dep_ == "ccomp" and k.i > noun.i]
    below = [t for t in noun.subtree if t.i > noun.i and t.dep_ in _CLAUSES]
    told = (t for t in (*below, *on_verb) if subject_of(t) is not None and t.pos_ in ("VERB", "AUX"))
    return next((t for t in told if any(_is_that(k, t) and k.i < t.i for k in t.children)), None)


def _owner(noun: Token, clause: Token, people: People) -> Token | None:
    """Who is said to claim it: "Ms Jones's", "Iraqi", "press", "by the captain", "made by", "in the Times"."""
    before = [k for k in noun.children if k.i < noun.i]
    whose = next((k for k in before if k.dep_ == "poss"), None)
    if whose is not None:
        return whose
    named = (k for k in reversed(before) if k.dep_ in _BESIDE and _tells(k, people))
    return next(named, None) or next(_by(noun, clause, people), None)


def _by(noun: Token, clause: Token, people: People) -> Iterator[Token]:
    printed = noun.lemma_.lower() in _PRINTED
    for word in noun.subtree:
        if not noun.i < word.i < clause.left_edge.i or word.dep_ not in ("prep", "agent"):
            continue
        objects = (k for k in word.children if k.dep_ == "pobj")
        if word.lower_ in _BY:
            yield from objects
        elif printed and word.lower_ in _IN:
            yield from (k for k in objects if _tells(k, people))


def _tells(token: Token, people: People) -> bool:
    """Whether a word names somebody or something that says things: "Iraqi", "press", not "recent" or "television"."""
    name = people.name_at(token)
    if name is not None or token.pos_ == "PROPN":
        return True
    return token.pos_ == "NOUN" and (is_human(token) or token.lemma_.lower() in DOCUMENTS | BODIES)


def _is_source(owner: Token, denial: Attribution) -> bool:
    """Whether it is the denier's own, or lies within its source: "the minister and his claims"."""
    return any(start <= owner.idx < end for start, end in denial.source)
